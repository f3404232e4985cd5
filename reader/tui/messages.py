"""What the session tells the screen, in the past tense. Posted from its threads; handled by the reading screen alone.

Dataclasses without what nobody asks of a message: each costs a tenth of a millisecond at start, not a third.

`request` is the number of the question that a message answers: an answer to an older question is dropped by whoever asked.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.message import Message

from reader.library.progress import Progress
from reader.library.results import Added, LibraryChange, OpenArticle
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.values import dataclass
from reader.tui.shown_list import LoadedList, Row

if TYPE_CHECKING:  # they come with the first article and the first step
    from reader.layout.nesting import Nesting
    from reader.library.history import HistoryEntry


class Purpose(StrEnum):
    """What an article is added for."""

    OPEN = "open"
    """To be read now."""
    FOLLOW = "follow"
    """To be read now, and left again for the article with the link."""
    KEEP = "keep"
    """For later; the reader stays where they are."""
    REFRESH = "refresh"
    """Again, for changes."""


@dataclass(repr=False, eq=False)
class ListLoaded(Message):
    """A view is here, with its rows around the bar and the counts of all views."""

    request: int
    loaded: LoadedList


@dataclass(repr=False, eq=False)
class RowsLoaded(Message):
    """More rows of the list are here."""

    request: int
    """The one that brought the list."""
    start: int
    """The place of the first row."""
    rows: tuple[Row | None, ...]


@dataclass(repr=False, eq=False)
class ArticleOpened(Message):
    """A kept article was read from disk."""

    request: int
    opened: OpenArticle
    nesting: "Nesting"
    """How its blocks stand to each other, made beside the screen: that costs by the size of the article."""


@dataclass(repr=False, eq=False)
class ArticlesChanged(Message):
    """The reader's state of some articles was written."""

    article_ids: tuple[str, ...]
    done: str
    """What was done, in words: "starred", "2 articles archived"."""


@dataclass(repr=False, eq=False)
class HighlightSaved(Message):
    """A highlight that was drawn already is on disk."""

    token: int
    annotation: Annotation


@dataclass(repr=False, eq=False)
class HighlightFailed(Message):
    """A highlight that was drawn already could not be saved, and must go."""

    article_id: str
    token: int


@dataclass(repr=False, eq=False)
class AnnotationsChanged(Message):
    """The annotations of an article as they are now."""

    article_id: str
    annotations: tuple[PlacedAnnotation, ...]
    version_id: str = ""
    """The version in which they are placed, "" for the current one."""
    done: str = ""
    """What was done, in words, if the reader should be told."""
    annotation_id: int = 0
    """The one that was changed or made."""
    is_from_elsewhere: bool = False
    """Whether another window or machine may have changed them."""


@dataclass(repr=False, eq=False)
class HistoryMoved(Message):
    """Something was undone or redone; anything may have changed."""

    entries: "tuple[HistoryEntry, ...]"
    """What it was, the first one first; none if there was nothing."""
    is_redo: bool


@dataclass(repr=False, eq=False)
class LibraryChanged(Message):
    """Another window or another machine changed something, or something that was there was indexed."""

    change: LibraryChange


@dataclass(repr=False, eq=False)
class IndexProgressed(Message):
    """The index of the library came a step further."""

    progress: Progress


@dataclass(repr=False, eq=False)
class WorkProgressed(Message):
    """Long work came a step further."""

    request: int
    progress: Progress


@dataclass(repr=False, eq=False)
class ArticleAdded(Message):
    """Adding or refreshing has ended well."""

    request: int
    added: Added
    purpose: Purpose


@dataclass(repr=False, eq=False)
class PicturesFetched(Message):
    """Pictures of an article arrived on disk, or will not come."""

    article_id: str
    count: int
    """How many came so far."""
    is_last: bool = True
    """Whether no more will come."""


@dataclass(repr=False, eq=False)
class WorkAnswered(Message):
    """What a desk asked for is here, or has failed."""

    deliver: Callable[[], object]
    """Hands the answer to whoever asked, if it is still wanted; called by the screen."""


@dataclass(repr=False, eq=False)
class SamplesProgressed(Message):
    """Another sample of a demo is there."""

    progress: Progress | None
    """None when all of them are."""


@dataclass(repr=False, eq=False)
class WorkFailed(Message):
    """Something could not be done; `message` and `hint` are for the reader's eyes."""

    message: str
    hint: str = ""
    request: int = 0
    """The long work that failed, or the article that could not be opened; 0 for everything else."""
    is_feed: bool = False
    """Whether what was to be added is a feed: it can be subscribed to."""
