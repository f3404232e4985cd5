"""What the use cases answer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.model.annotation import PlacedAnnotation
from reader.model.errors import ReaderError
from reader.model.found import Snippet
from reader.model.kept import ArticleRecord, KeptArticle, ListedArticle, Part, Version

if TYPE_CHECKING:  # most libraries have no feeds
    from reader.model.feed import Feed, FeedForm


class OpenArticle(NamedTuple):
    """An article opened for reading, with its annotations placed in the version shown, in text order."""

    kept: KeptArticle
    annotations: tuple[PlacedAnnotation, ...] = ()


class Carried(NamedTuple):
    """How the highlights of an article came through a new version, against how they stood in the one before.

    Each counts once. What was lost before and still is counts nowhere: nothing happened to it.
    """

    in_place: int = 0
    moved: int = 0
    changed: int = 0
    """Their passages read otherwise now."""
    lost: int = 0
    """Their passages are gone: orphans from now on."""
    found: int = 0
    """They were lost before, and their passages are back."""
    unsure: int = 0
    """They were found, but so doubtfully that the reader had better look."""

    @property
    def total(self) -> int:
        """How many there were to carry over."""
        return sum(self)


class Added(NamedTuple):
    """What adding did."""

    article_id: str
    title: str
    is_new: bool
    """False if the library had it: nothing was fetched unless a refresh was asked for."""
    is_new_version: bool = False
    notes: tuple[str, ...] = ()
    """What the reader should know: "only the teaser is on the page", "a limit cut the page"."""
    carried: Carried | None = None
    """How the highlights came over into a new version; None if none was made, or nothing is marked."""
    former_version: str = ""
    """The version that was current before, if another one is now."""
    former_letters: Mapping[str, int] = {}
    """Where the places named by letters stood in that version."""
    kept_back: str = ""
    """Why what came now was not taken over what is here: "the page asks for a log-in now"; "" if there was no such reason."""


class VersionEntry(NamedTuple):
    """A version in the history of an article."""

    number: int
    """From 1, the oldest."""
    version: Version
    words: int = 0
    added_words: int = 0
    """Against the version before it; 0 for the first."""
    removed_words: int = 0
    is_recleaned: bool = False
    """Whether it was made from the same page as the one before: the cleaner changed, and not the newsroom."""
    is_current: bool = False
    is_here: bool = True
    """Whether its text can be read: it may still be on another machine, or be damaged."""


class Refreshed(NamedTuple):
    """What refreshing one of many articles did: `added`, or the `error` that kept it from coming."""

    article_id: str
    title: str
    added: Added | None = None
    error: ReaderError | None = None


class RefreshedMany(NamedTuple):
    """What refreshing many articles did."""

    results: tuple[Refreshed, ...]
    """In the order in which they were asked for; without those that were not come to."""
    is_whole: bool = True
    """Whether all of them were gone through: not so if the user gave up."""

    @property
    def changed(self) -> tuple[Refreshed, ...]:
        """Those that have a new version."""
        return tuple(one for one in self.results if one.added is not None and one.added.is_new_version)

    @property
    def failed(self) -> tuple[Refreshed, ...]:
        """Those that did not come."""
        return tuple(one for one in self.results if one.error is not None)


class Exported(NamedTuple):
    """An export: its text, and the file name its title makes."""

    text: str
    file_name: str
    encoding: str = "utf-8"
    """In which it is written to a file: with a byte order mark, `utf-8-sig`, where programs read it as something else without."""
    mark: str = ""
    """What stands in every export of the same and in nothing else: by it an earlier one is known, which may be replaced."""
    earlier_names: tuple[str, ...] = ()
    """Names that an earlier export of the same may have been given, by what else was exported with it."""


class FoundArticle(NamedTuple):
    """An article that a search found."""

    row: ListedArticle
    snippet: Snippet | None = None
    """Where the words stand, None if none were asked for."""


class FoundAnnotation(NamedTuple):
    """An annotation that a search found, with its article."""

    record: ArticleRecord
    placed: PlacedAnnotation
    snippet: Snippet | None = None
    """Where the words stand in quote or note, None if they stand in neither or none were asked for."""


class FoundFeed(NamedTuple):
    """A feed that was found and read, and may be subscribed to."""

    url: str
    """Where it is to be fetched, without credentials."""
    title: str = ""
    """What it calls itself, else what the page calls it that names it; may be ""."""
    form: "FeedForm | None" = None
    home: str = ""
    """The address of its site."""
    entries: int = 0
    """How many entries are in it now."""
    is_typed: bool = False
    """Whether it is on the origin that the reader typed: then it may be on a private network."""
    feed_id: str = ""
    """The id of the subscription to it, "" if there is none."""
    is_of_comments: bool = False
    """Whether it holds what readers say beneath articles, which is seldom what is wanted."""
    notes: tuple[str, ...] = ()
    """What the reader should know: "it has moved here from …"."""

    @property
    def shown_name(self) -> str:
        """What it is called in lists."""
        return self.title or self.url


class Subscribed(NamedTuple):
    """What subscribing did."""

    feed: "Feed"
    is_new: bool
    """False if it was subscribed to already: nothing was changed then."""
    notes: tuple[str, ...] = ()
    """What the reader should know."""


class ImportedFeeds(NamedTuple):
    """What a list of feeds (OPML) brought."""

    added: "tuple[Feed, ...]" = ()
    known: "tuple[Feed, ...]" = ()
    """Those that were subscribed to already, as they are here: nothing of them was changed."""
    repeats: tuple[str, ...] = ()
    """Feeds that stood in the list once more, a line each; they are added once."""
    refused: tuple[str, ...] = ()
    """Why feeds were left out, a line each."""
    problems: tuple[str, ...] = ()
    """What else was wrong with the list, a line each; what could be read of it was."""
    private: "tuple[Feed, ...]" = ()
    """Those of `added` that are on a private network and will not be asked unless their host is confirmed."""

    @property
    def doubled(self) -> int:
        """How many stood there once more."""
        return len(self.repeats)


class SavedSearch(NamedTuple):
    """A search that the user gave a name."""

    name: str
    query: str
    problem: str = ""
    """Why the query cannot be understood any more (library.toml may be edited by hand), "" if it can."""


class LibraryChange(NamedTuple):
    """What came into a library that is watched, from another window, another machine, or by indexing."""

    article_ids: frozenset[str] = frozenset()
    parts: frozenset[Part] = frozenset()
    """What changed in any of them."""
    is_everything: bool = False
    """Whether more changed than can be named: `article_ids` does not matter then."""
    is_settings: bool = False
    """Whether library.toml changed: saved searches, meanings of colours."""
