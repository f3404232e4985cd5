"""What a round of asking has in hand: feeds, pages on their way, and what comes of them. Called by `sync.round`."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from reader.library.joining import Joined
from reader.library.sync.entry_articles import EntryPlace
from reader.library.sync.jobs import Delivered, FeedAnswer, PageAnswer, PageJob
from reader.library.sync.updates import UpdateWork
from reader.model.article import Article
from reader.model.feed import Feed, FeedEntry, FeedHealth, SyncedFeed
from reader.model.page import Page


@dataclass(slots=True, kw_only=True)
class FeedWork:
    """A feed in this round."""

    feed: Feed
    health: FeedHealth
    pending: dict[str, FeedEntry] = field(default_factory=dict)
    """Entries that are no articles yet, by their keys."""
    articles: dict[str, str] = field(default_factory=dict)
    """Article ids by the keys of the entries that are done."""
    present: tuple[str, ...] = ()
    """The keys of all that is in the feed."""
    site: str = ""
    language: str = ""
    is_asked: bool = False
    """Whether its server is still to answer."""
    had_waiting: bool = False
    order: int = 0
    synced: SyncedFeed = field(init=False)

    def __post_init__(self) -> None:
        self.synced = SyncedFeed(feed_id=self.feed.id, name=self.feed.shown_name)
        self.site = self.feed.shown_name if self.feed.title or self.feed.name else ""

    def place(self, entry: FeedEntry) -> EntryPlace:
        """Return an entry with what is known of its feed."""
        return EntryPlace(self.feed, entry, self.site, self.language)

    def count(self, **more: int) -> None:
        """Count what came of entries, by the fields of `SyncedFeed`."""
        self.synced = replace(self.synced, **{name: getattr(self.synced, name) + n for name, n in more.items()})


@dataclass(slots=True, kw_only=True)
class PageWork:
    """A page on its way, and the entries that wait for it: the same link may stand in several feeds."""

    job: PageJob
    added: datetime
    """When its article is said to have been added: what is newer in its feed comes later."""
    entries: list[tuple[FeedWork, FeedEntry]]
    host: str
    first: Page | None = None
    article: Article | None = None
    """With `first`: the article on its first page, whose further pages are to be fetched."""


@dataclass(slots=True)
class Done:
    """A job that has ended, as its thread hands it back."""

    host: str
    work: FeedWork | PageWork | UpdateWork
    answer: FeedAnswer | Delivered | PageAnswer | Joined
    began: float
    seconds: float
    """How long it took, without the time that it waited to be looked at."""
    holds_host: bool = True
    """Whether it was asked of the host: reading what came needs none."""

    def __lt__(self, other: "Done") -> bool:
        """Whether it is taken before the other: feeds first, which takes no time and lets the next be asked."""
        return isinstance(self.work, FeedWork) and not isinstance(other.work, FeedWork)
