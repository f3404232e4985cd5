"""What goes into the index and what comes out of it. No database here: who only opens an article may import this.

Numbers name things inside the index: a *docid* is an article's, an *annotation key* an annotation's. They hold until the
article gets another text or the index is made anew, so lists keep them and nothing else does.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.model.annotation import PlacedAnnotation
from reader.model.errors import StoreError
from reader.model.kept import ArticleRecord, Part
from reader.model.query import GroupKey, NoteGroup, NoteSort, Query, SortKey
from reader.model.values import dataclass

if TYPE_CHECKING:
    from array import array


class IndexLostError(StoreError):
    """The index was damaged, deleted, or of another form; a new, empty one stands in its place and is to be filled."""


class Signatures(NamedTuple):
    """Of which state of an article's files the index knows; 0 stands for a file that is not there.

    Each is a number made of a file's times, size and place (`scanning.signature`): another number, another content. They are to
    be taken *before* the files are read: what is written in between then shows as a difference.
    """

    article: int = 0
    """Of record.json."""
    state: int = 0
    position: int = 0
    annotations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedArticle:
    """An article as it goes into the index."""

    record: ArticleRecord
    text: Callable[[], str | None]
    """Gives `Article.text` of the record's current version; asked only if the index holds another version. None: the version
    is not here yet; the article then is found by its record, and named by `LibraryIndex.incomplete`."""
    signature: int
    """Of record.json, from `Signatures.article`."""


class Shelf(StrEnum):
    """Which articles are asked at all, by where they lie; annotations belong where their article lies."""

    INBOX = "inbox"
    """What the reader added or kept, and did not archive."""
    NEWS = "news"
    STARRED = "starred"
    ARCHIVE = "archive"
    KEPT = "kept"
    """Everything but the trash and what a rule hides."""
    SHOWN_OR_HIDDEN = "shown or hidden"
    """Everything but the trash."""
    TRASH = "trash"
    EVERYTHING = "everything"


class NamedFeed(NamedTuple):
    """What a query may call a feed by."""

    feed_id: str
    name: str
    """As lists show it."""
    words: str
    """Its name and its title."""
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, and of what it is asked."""

    query: Query = field(default_factory=Query)
    shelf: Shelf = Shelf.KEPT
    tag: str | None = None
    """Only articles with this tag of their own, as it is written, or one nested in it (`a/b` in `a`); "": with any at all."""
    usual: SortKey = SortKey.ADDED
    """The order if the query names none."""
    feeds: tuple[str, ...] | None = None
    """Only articles that came through one of the feeds with these ids."""
    is_folded: bool = False
    """Whether of articles that tell one story only the first stands there."""
    among: tuple[int, ...] | None = None
    """Only articles with these docids; for some hundreds."""
    named_feeds: tuple[NamedFeed, ...] = ()
    """The feeds that a query may name, or the groups are ordered by; in the order in which lists show them."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """The user's words for colours, folded, to the colours' own names, which are understood beside them."""
    group: GroupKey | None = None
    """What the articles stand together by; within a group they have the order asked for, with BEST that of ADDED."""
    today: date = date.min
    """The day it is for the user; for groups of days."""
    notes_by: NoteSort = NoteSort.NEWEST
    """The order of annotations in a workbench, if the query names none."""
    notes_in: NoteGroup | None = None
    """What they stand together by."""


class Group(NamedTuple):
    """Articles that stand together in what was found."""

    key: str
    """What they have in common: `today`, `yesterday`, `week`, `2026-03` or `2026` of days and years; the sort key of a site, a
    tag or an author; the id of a feed. "" stands for those that have none."""
    start: int
    """The place of the first of them."""
    size: int
    unread: int


class Found(NamedTuple):
    """The articles that were found, in order."""

    docids: "array[int]"
    groups: tuple[Group, ...] = ()
    """In order, none empty; together they hold all. None if no group was asked for."""


class NoteSpan(NamedTuple):
    """Annotations that stand together in what was found."""

    key: str
    """What they have in common: the docid of the article, the colour's own name, the tag without case and accents, the day or the
    Monday of the week (`2026-03-09`), the sort key of the site. "" stands for those that have none."""
    start: int
    """The place of the first of them."""
    size: int


class FoundNotes(NamedTuple):
    """The annotations that were found, in order."""

    keys: "array[int]"
    spans: tuple[NoteSpan, ...] = ()
    """The groups in order, none empty; together they hold all. None if no group was asked for."""


class NoteCounts(NamedTuple):
    """How many annotations a question finds, and how many of them a further condition would leave."""

    total: int = 0
    with_note: int = 0
    orphans: int = 0
    changed: int = 0
    unsure: int = 0
    colours: Mapping[str, int] = MappingProxyType({})
    """Marks by the colour's own name."""
    tags: tuple[tuple[str, int], ...] = ()
    """Of the annotation or its article, the most used first; not more than some hundred."""
    articles: tuple[tuple[int, int], ...] = ()
    """By docid, those with most first; not more than some hundred."""
    since: Mapping[str, int] = MappingProxyType({})
    """Made in the period that we are in: `today`, `week`, `month`, `year`."""


class TagBranch(NamedTuple):
    """A tag that others are nested in: `a`, if there is `a/b`."""

    name: str
    articles: int
    """With the tag or one nested in it, each once."""
    unread: int


class ShelfCounts(NamedTuple):
    """How many articles lie on each shelf."""

    inbox: int = 0
    unread: int = 0
    """Unread ones of the inbox."""
    starred: int = 0
    archive: int = 0
    kept: int = 0
    trash: int = 0
    tags: tuple[tuple[str, int], ...] = ()
    """The tags of the articles outside the trash with how many have each, in alphabetical order."""
    annotated: int = 0
    """Outside the trash, with a mark or a note."""
    tagged: int = 0
    """Outside the trash, with a tag."""
    new_starred: int = 0
    """What is *new* is neither read nor archived."""
    new_tags: Mapping[str, int] = MappingProxyType({})
    """How many new articles have each tag; those of which none is are left out."""
    new_tagged: int = 0
    branches: tuple[TagBranch, ...] = ()
    """In alphabetical order."""
    news: int = 0
    """In the lists of news, of each story one."""
    unread_news: int = 0
    feeds: Mapping[str, tuple[int, int]] = MappingProxyType({})
    """Of every feed that has news, by its id, how many and how many of them are unread; nothing is folded."""


class TagUse(NamedTuple):
    """A tag outside the trash and how often it is used."""

    name: str
    articles: int
    annotations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationRow:
    """An annotation as the index knows it."""

    key: int
    docid: int
    """The docid of its article, even if the article's record is not here."""
    placed: PlacedAnnotation


class Entry(NamedTuple):
    """A line of the log of changes: the part of an article that was put in, or is gone."""

    article_id: str
    part: Part


class Changes(NamedTuple):
    """What others wrote into the index since a number of its log."""

    seq: int
    """To be asked from the next time."""
    entries: tuple[Entry, ...] = ()
    """In order; what was written twice stands once."""
    is_whole: bool = True
    """False if the log does not reach back so far, or all was made anew: then anything may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """An article whose files are not what the index knows of."""

    article_id: str
    parts: frozenset[Part]
    """Which to read again; the file of a part may be gone. Part.ARTICLE also stands for a text that has come now."""


class IndexSize(NamedTuple):
    """How much stands in the index."""

    articles: int
    annotations: int
    dead_texts: int
    """Texts of former versions and removed articles, which only making the index anew takes out."""


class CountedTime(NamedTuple):
    """A moment and whether it holds wherever the reader is (a page's bare date) or at one instant."""

    milliseconds: int
    is_floating: bool


def milliseconds(moment: datetime) -> int:
    """Return an aware time as whole milliseconds since 1970, as the stores keep it."""
    return round(moment.timestamp() * 1000)
