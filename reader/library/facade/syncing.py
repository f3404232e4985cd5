"""Asking the feeds for news, and how each of them is doing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.library.facade.rules import RulingNews
from reader.library.progress import Work
from reader.library.results import Added

if TYPE_CHECKING:  # nobody who reads waits for any of it
    from reader.library.sync.process import SyncProcess
    from reader.library.sync.results import SyncProgress, SyncReport
    from reader.model.feed import FeedHealth, SyncedFeed


class SyncingFeeds(RulingNews):
    """What brings the news."""

    sync_pause_seconds = 0.25
    """Between the end of one fetch and the beginning of the next at one server."""

    def sync_feeds(
        self,
        feed_ids: Sequence[str] = (),
        *,
        is_forced: bool = False,
        work: Work | None = None,
        on_progress: "Callable[[SyncProgress], None]" = lambda progress: None,
        on_synced: "Callable[[SyncedFeed], None]" = lambda feed: None,
    ) -> "SyncReport":
        """Ask feeds what is new, fetch and clean the pages of their entries, and keep them as articles.

        All feeds that are due, or of those with the ids given the ones that are; `is_forced` asks them whether they are due or
        not (paused ones only if they are named). What fails is told with its feed, and in its health, and stops nothing else.
        However it ends, nothing that came is lost, and nothing comes twice; if `work` is cancelled it ends within a second, and
        what had come stays (`SyncReport.is_whole`). `on_synced` is called as each feed is done, from the calling thread.

        Raises StoreLockedError if another sync of this library is under way, ConfigError if library.toml cannot be understood,
        NotFoundError for an id that no feed has, StoreError if the library cannot be written.
        """
        from reader.library.sync.syncing import SyncEars, SyncTools, SyncWishes, sync_feeds
        from reader.library.sync.turns import Politeness

        work = work or Work()
        self._giving_up.welcome_back(work)
        tools = SyncTools(
            self._stores,
            self._opening,
            self.config,
            self._changing,
            self._indexing,
            lambda: self._recent_news(),
            self.apply_rules,
        )
        wishes = SyncWishes(feed_ids, is_forced, Politeness(pause_seconds=self.sync_pause_seconds))
        return sync_feeds(tools, wishes, SyncEars(on_progress, on_synced), work)

    def _recent_news(self) -> Iterable[str]:
        from reader.library.news.stories import recent_news

        return recent_news(self._indexing)

    def start_sync(self, feed_ids: Sequence[str] = (), *, is_forced: bool = False) -> "SyncProcess":
        """Do as `sync_feeds` in a process of its own, which ends when this one does: `poll` it, and `stop` it at the end.

        A watch of this library sees the articles as they come. Raises StoreError if no process can be started.
        """
        from reader.library.sync.process import SyncProcess

        return SyncProcess(self.folder, self.folders, self.config, feed_ids, is_forced=is_forced)

    def feed_health(self, feed_id: str) -> "FeedHealth":
        """Return how a feed is doing on this machine; of one that was never asked here, nothing is known."""
        return self._stores.feeds.health(feed_id)

    def feed_healths(self) -> "Mapping[str, FeedHealth]":
        """Return how every feed that is subscribed to is doing, by its id; reads a small file for each."""
        return {feed_id: self._stores.feeds.health(feed_id) for feed_id in self._stores.settings.load_or_last().feeds}

    def fetch_awaited(self, article_id: str, *, work: Work | None = None) -> Added:
        """Fetch the page of an article of which only the words of its feed are here (`ArticleRecord.awaits_page`), and keep it if
        it is more; nothing happens to one that awaits none.

        Raises FetchError, ExtractError, NotFoundError, StoreError, CancelledError: what is here stays then, and goes on waiting.
        """
        from reader.library.sync.awaited_pages import fetch_awaited

        return fetch_awaited(self._stores, self._refreshing, self._changing, article_id, work or Work())
