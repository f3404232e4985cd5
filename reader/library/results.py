"""What the use cases answer."""

from typing import NamedTuple

from reader.model.annotation import PlacedAnnotation
from reader.model.found import Snippet
from reader.model.kept import ArticleRecord, KeptArticle, ListedArticle, Part


class OpenArticle(NamedTuple):
    """An article opened for reading, with its annotations placed in the version shown, in text order."""

    kept: KeptArticle
    annotations: tuple[PlacedAnnotation, ...] = ()


class Added(NamedTuple):
    """What adding did."""

    article_id: str
    title: str
    is_new: bool
    """False if the library had it: nothing was fetched unless a refresh was asked for."""
    is_new_version: bool = False
    notes: tuple[str, ...] = ()
    """What the reader should know: "only the teaser is on the page", "a limit cut the page"."""


class Exported(NamedTuple):
    """An export: its text, and the file name its title makes."""

    text: str
    file_name: str


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
