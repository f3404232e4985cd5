"""What lists show: views of the library, their counts, and the rows of a view, which come when they are looked at."""

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.model.found import Snippet
from reader.model.kept import ListedArticle

if TYPE_CHECKING:  # who opens an article asks for no words, and most libraries have no feeds
    from reader.model.feed import FeedCounts
    from reader.model.query import Words


class ViewKind(StrEnum):
    """The smart folders."""

    INBOX = "inbox"
    """What the reader added or kept, neither archived nor in the trash."""
    STARRED = "starred"
    ANNOTATED = "annotated"
    """Everything with a mark or a note, but for the trash."""
    ARCHIVE = "archive"
    TAG = "tag"
    SAVED = "saved"
    """What a saved search finds."""
    ALL = "all"
    """Everything but the trash."""
    FOUND = "found"
    """What a search of the whole library finds, the best first, with snippets."""
    TRASH = "trash"
    NEWS = "news"
    """The river: all news that is neither archived nor hidden nor in the trash, each story once."""
    FRONT = "front"
    """The front page: the news of the last two days by what they tell of, what most sources have first."""
    FEED = "feed"
    """The news of one feed, none of it folded; `View.name` is its id."""
    FEED_FOLDER = "folder"
    """The news of the feeds in a folder and those nested in it, each story once; `View.name` is its path."""


NEWS_KINDS = frozenset((ViewKind.NEWS, ViewKind.FRONT, ViewKind.FEED, ViewKind.FEED_FOLDER))
"""The views that list news."""


class View(NamedTuple):
    """Which articles a list shows."""

    kind: ViewKind = ViewKind.INBOX
    tag: str = ""
    """TAG: the tag, and those nested in it; "" for articles with any tag."""
    name: str = ""
    """SAVED: the name of the saved search. FEED: the id of the feed. FEED_FOLDER: the folder, `Morning/Science`."""
    query: str = ""
    """Only what this finds; in the query language."""
    is_typing: bool = False
    """Whether `query` is still being written: its last word may go on, and what is unfinished at its end is no error."""


SORTS = (
    "added",
    "-added",
    "published",
    "-published",
    "read",
    "title",
    "site",
    "author",
    "words",
    "-words",
    "annotated",
    "unread",
)
"""The orders a list may have, as the query language writes them after `sort:`."""

BENCH_ORDERS = ("newest", "oldest", "changed", "place", "color", "tag")
"""The orders a workbench may have, beside `best`, which is for what words have found."""

BENCH_GROUPS = ("none", "article", "color", "tag", "day", "week", "site")
"""What the annotations of a workbench may be gathered under."""

GROUPS = ("none", "day", "site", "tag", "author", "year", "feed")
"""What the articles of a list may be gathered under."""


class ListOrder(NamedTuple):
    """How a list is ordered, where its query names no order."""

    sort: str = "added"
    """One of `SORTS`, or `best`."""
    group: str = "none"
    """One of `GROUPS`."""


NEWEST_FIRST = ListOrder()
NEWS_FIRST = ListOrder(sort="published")
"""The usual order of news: they come many at once, and not in the order in which they were written."""
BEST_FIRST = ListOrder(sort="best")


def usual_order(view: View) -> ListOrder:
    """Return how a view is ordered where the reader did not choose."""
    if view.kind in NEWS_KINDS:
        return NEWS_FIRST
    return BEST_FIRST if view.kind is ViewKind.FOUND else NEWEST_FIRST


class ListGroup(NamedTuple):
    """Articles of a list that stand together."""

    key: str
    """What they have in common, as the index writes it (`Group.key`); "" for those that have none."""
    start: int
    """The place of the first of them."""
    size: int
    unread: int
    sources: int = 0
    """FRONT: how many different sources tell of the event; 0 for what only one tells, and in other lists."""


class TagNode(NamedTuple):
    """A tag that others are nested in: `a`, if there is `a/b`."""

    name: str
    articles: int
    """With the tag or one nested in it, each once."""
    new: int


class ViewCounts(NamedTuple):
    """How many articles each smart folder holds."""

    inbox: int = 0
    unread: int = 0
    """Unread ones of the inbox."""
    starred: int = 0
    archive: int = 0
    all: int = 0
    trash: int = 0
    tags: tuple[tuple[str, int], ...] = ()
    """Every tag in use with its count, in alphabetical order."""
    searches: tuple[tuple[str, int], ...] = ()
    """Every saved search with how much it finds, in the user's order; -1 for one that cannot be understood."""
    annotated: int = 0
    tagged: int = 0
    """Articles with any tag."""
    new_starred: int = 0
    """*New* is what is neither read nor archived."""
    new_tagged: int = 0
    new_tags: Mapping[str, int] = MappingProxyType({})
    new_searches: Mapping[str, int] = MappingProxyType({})
    branches: tuple[TagNode, ...] = ()
    """The tags that others are nested in."""
    news: int = 0
    """In the river: what is folded under another counts nowhere."""
    unread_news: int = 0
    feeds: "Mapping[str, FeedCounts]" = MappingProxyType({})
    """The news of every feed that has any, by its id; of feeds that are no longer subscribed to as well."""
    feed_folders: "Mapping[str, FeedCounts]" = MappingProxyType({})
    """The news of every folder of feeds, those nested in it included, as its list shows them."""


class ListingSource(Protocol):
    """Who reads the rows of a listing; articles go by numbers."""

    def ids(self, docids: Sequence[int]) -> Sequence[str | None]:
        """Return the id of each article, None for one that is gone."""

    def rows(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        """Return the row of each article as it is now, None for one that is gone."""

    def snippet(self, row: ListedArticle, words: "tuple[Words, ...]") -> Snippet | None:
        """Return the line of an article that has the words."""

    def docid_of(self, article_id: str) -> int | None:
        """Return the number of an article."""

    def first_unread(self, docids: Sequence[int], places: Iterable[int]) -> int | None:
        """Return the first of the places at which an unread article stands."""

    def headed(self, words: str) -> Container[int]:
        """Return the articles with all of the words in headline, site or authors."""


class Listing:
    """The articles of a view, in order, as they were when it was asked for; a place is a number from 0.

    Its rows are read when they are asked for: what is on the screen costs something, the length of the list does not. A row
    shows its article as it is then. One that is gone meanwhile, or has another text, is left out of `rows`, and has the id "".
    """

    def __init__(
        self,
        view: View,
        docids: Sequence[int],
        words: "tuple[Words, ...]",
        source: ListingSource,
        groups: tuple[ListGroup, ...] = (),
    ) -> None:
        self.view = view
        self.groups = groups
        """What stands together, in order; together they hold all. None if no groups were asked for."""
        self.words = words
        """The words that were asked for, to be marked wherever they are shown."""
        self._docids = docids
        self._source = source

    def __len__(self) -> int:
        return len(self._docids)

    @property
    def docids(self) -> Sequence[int]:
        """The numbers by which the index knows the articles, in order; they never change."""
        return self._docids

    def ids(self, start: int = 0, stop: int | None = None) -> tuple[str, ...]:
        """Return the ids of the articles at the places from `start` up to `stop`."""
        return tuple(article_id or "" for article_id in self._source.ids(self._docids[start:stop]))

    def rows(self, start: int = 0, stop: int | None = None) -> tuple[ListedArticle, ...]:
        """Return the rows at the places from `start` up to `stop`."""
        return tuple(row for row in self._source.rows(self._docids[start:stop]) if row is not None)

    def snippets(self, start: int = 0, stop: int | None = None) -> tuple[Snippet | None, ...]:
        """Return, for each of `rows(start, stop)`, the line that shows why it was found; None where no words were asked for,
        or stand in its headline alone. Reads the text of every article: for what is on the screen.
        """
        rows = self.rows(start, stop)
        return tuple(self._source.snippet(row, self.words) for row in rows) if self.words else (None,) * len(rows)

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article, None if it is not in the list."""
        docid = self._source.docid_of(article_id)
        if docid is None or docid not in self._docids:
            return None
        return self._docids.index(docid)

    def next_unread(self, after: int = -1) -> int | None:
        """Return the place of the next unread article behind the place `after`, from the top again after the last; None
        if every other one is read."""
        places = chain(range(max(0, after + 1), len(self)), range(min(max(0, after), len(self))))
        return self._source.first_unread(self._docids, places)

    def find(self, words: str, start: int, step: int = 1) -> int | None:
        """Return the place of the next article with all of `words` in headline, site or authors, by `step` (1 or -1).

        A word may be the beginning of one there. The place `start` itself is looked at last; at the end it goes on from the
        other end. None if no article has them.
        """
        found = self._source.headed(words)
        if not found:
            return None
        total = len(self)
        places = ((start + step * distance) % total for distance in range(1, total + 1))
        return next((place for place in places if self._docids[place] in found), None)
