"""The session's lanes for feeds: what is known of them, what is changed about them, looking for new ones, and asking them.

Feeds are asked by a child process, which this side only listens to; looking for the feeds of a site is done in a lane of its
own, and both can be given up. Changes are written in the lane of all writes. Imported with the first question.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from textual.message import Message

from reader.library.library import Library
from reader.library.named_files import read_list
from reader.library.progress import Progress, Work
from reader.library.results import FoundFeed, ImportedFeeds, Subscribed
from reader.library.step_words import title_words
from reader.library.sync.results import SyncOutcome, SyncProgress, SyncReport, error_of
from reader.model.errors import FeedError, ReaderError
from reader.model.feed import Feed, FeedSettings
from reader.tui.feed_words import Subscriptions
from reader.tui.lanes import Lane
from reader.tui.messages import ArticlesChanged, WorkAnswered
from reader.tui.writing_side import WritingSide

POLL_SECONDS = 0.15
"""How often the last row hears of a sync: what changes faster cannot be read."""

Failed = Callable[[ReaderError], object]


class FeedsSession(WritingSide):
    """Feeds of one library."""

    def __init__(
        self,
        library: Library,
        put: Callable[[Callable[[], None]], object],
        post: Callable[[Message], object],
        fail: Callable[[Exception], None],
    ) -> None:
        """`put` has a job done after all that is to be written so far."""
        super().__init__(library, put, post)
        self._finding = Lane("finding feeds", fail)
        self._syncing = Lane("syncing", fail)
        self._find_cancel: Event | None = None
        self._sync_cancel: Event | None = None

    # -- what is known ----------------------------------------------------------------------------------------------
    def read(self, then: Callable[[Subscriptions], object]) -> None:
        """Ask for all feeds as they are after all writes so far; `then` gets them."""
        self._put(lambda: self._deliver(then))

    def _deliver(self, then: Callable[[Subscriptions], object]) -> None:
        self._post(WorkAnswered(partial(then, self._subscriptions())))

    def _subscriptions(self) -> Subscriptions:
        library = self._library
        counts = library.counts()
        return Subscriptions(library.feeds(), library.feed_healths(), counts.feeds, counts.feed_folders)

    # -- changes ----------------------------------------------------------------------------------------------------
    def change(self, done: str, change: Callable[[Library], object], then: Callable[[Subscriptions], object]) -> None:
        """Change subscriptions; answered by `ArticlesChanged` with what was `done`, and `then` gets them as they are then."""

        def job() -> None:
            change(self._library)
            self._post(ArticlesChanged(article_ids=(), done=done))
            self._deliver(then)

        self._put(job)

    def pause(self, feeds: Sequence[Feed], is_paused: bool, then: Callable[[Subscriptions], object]) -> None:
        """Ask feeds no more, or again; one step to undo."""
        one = title_words(feeds[0].shown_name) if len(feeds) == 1 else f"{len(feeds):,} feeds"
        done = f"{one} {'is' if len(feeds) == 1 else 'are'} {'not asked any more' if is_paused else 'asked again'}"
        self.change(done, lambda library: library.pause_feeds([feed.id for feed in feeds], is_paused), then)

    # -- lists of feeds ---------------------------------------------------------------------------------------------
    def import_opml(self, path: Path, then: Callable[[ImportedFeeds], object], failed: Failed) -> None:
        """Subscribe to all feeds of an OPML file; `then` gets what came of it."""

        def job() -> None:
            try:
                imported = self._library.import_feeds(read_list(path, "give the path of a list of feeds (OPML)"))
            except ReaderError as error:
                self._post(WorkAnswered(partial(failed, error)))
            else:
                self._post(WorkAnswered(partial(then, imported)))

        self._put(job)

    def export_opml(self, path: Path, then: Callable[[Path], object], failed: Failed) -> None:
        """Write all feeds into a file that is not there yet; `then` gets its path."""

        def job() -> None:
            try:
                opml = self._library.export_feeds()
                with path.open("x", encoding="utf-8") as file:
                    file.write(opml)
            except FileExistsError:
                error = FeedError(f"{path} is there already", "give another name, or remove it first")
                self._post(WorkAnswered(partial(failed, error)))
            except OSError as trouble:
                error = FeedError(f"{path} could not be written: {trouble.strerror or trouble}")
                self._post(WorkAnswered(partial(failed, error)))
            else:
                self._post(WorkAnswered(partial(then, path)))

        self._put(job)

    # -- finding and subscribing ------------------------------------------------------------------------------------
    def find(
        self,
        target: str,
        report: Callable[[Progress], object],
        then: Callable[[tuple[FoundFeed, ...]], object],
        failed: Failed,
    ) -> None:
        """Look for the feeds of a site, or at the feed that an address is. Ends the search before it."""
        self.cancel_find()
        cancel = self._find_cancel = Event()

        def deliver(tell: Callable[[], object]) -> None:
            def on_screen() -> None:
                if not cancel.is_set():
                    tell()

            self._post(WorkAnswered(on_screen))

        def job() -> None:
            if cancel.is_set():
                return
            try:
                found = self._library.find_feeds(
                    target, Work(lambda progress: deliver(partial(report, progress)), cancel)
                )
            except ReaderError as error:
                deliver(partial(failed, error))
            else:
                deliver(partial(then, found))
            finally:
                if self._find_cancel is cancel:
                    self._find_cancel = None

        self._finding.put(job)

    def cancel_find(self) -> bool:
        """Give up on looking for feeds; return whether that was under way."""
        if self._find_cancel is None:
            return False
        self._find_cancel.set()
        self._find_cancel = None
        return True

    def subscribe(
        self,
        found: FoundFeed,
        *,
        name: str,
        folder: str,
        settings: FeedSettings,
        then: Callable[[Subscribed], object],
        failed: Failed,
    ) -> None:
        """Subscribe to a feed that was found."""

        def job() -> None:
            try:
                subscribed = self._library.subscribe(found, name=name, folder=folder, settings=settings)
            except ReaderError as error:
                self._post(WorkAnswered(partial(failed, error)))
            else:
                self._post(WorkAnswered(partial(then, subscribed)))

        self._put(job)

    # -- asking -----------------------------------------------------------------------------------------------------
    def sync(
        self,
        feed_ids: Sequence[str],
        *,
        is_forced: bool,
        report: Callable[[SyncProgress], object],
        then: Callable[[SyncReport], object],
        failed: Failed,
        ended: Callable[[], object],
    ) -> bool:
        """Ask feeds for news, all that are due if no ids are given; return False if that is under way already.

        `report` gets every step, `then` what came of it, `failed` why nothing did; before either, and whatever else happens,
        `ended` is called.
        """
        if self._sync_cancel is not None:
            return False
        cancel = self._sync_cancel = Event()

        def job() -> None:
            try:
                synced = self._follow(tuple(feed_ids), is_forced, report, cancel)
                answer: Callable[[], object] = partial(then, synced)
            except ReaderError as error:
                answer = partial(failed, error)
            finally:
                self._sync_cancel = None
                self._post(WorkAnswered(ended))
            self._post(WorkAnswered(answer))

        self._syncing.put(job)
        return True

    def _follow(
        self, feed_ids: tuple[str, ...], is_forced: bool, report: Callable[[SyncProgress], object], cancel: Event
    ) -> SyncReport:
        """Start the child and listen until it ends; the thread does nothing else, and the screen never waits for it.

        Raises what the child failed of, StoreLockedError if another sync is under way.
        """
        process = self._library.start_sync(feed_ids, is_forced=is_forced)
        try:
            while process.outcome is None:
                if cancel.wait(POLL_SECONDS):
                    process.stop()
                elif (progress := process.poll()) is not None:
                    self._post(WorkAnswered(partial(report, progress)))
        finally:
            process.stop()
        error = error_of(process.outcome, process.message)
        if error is not None and process.outcome is not SyncOutcome.STOPPED:
            raise error
        return process.report

    @property
    def is_syncing(self) -> bool:
        """Whether feeds are being asked."""
        return self._sync_cancel is not None

    def cancel_sync(self) -> bool:
        """Ask no more feeds; return whether any were being asked. What has come stays, the rest comes the next time."""
        if self._sync_cancel is None or self._sync_cancel.is_set():
            return False
        self._sync_cancel.set()
        return True

    # -- the end ----------------------------------------------------------------------------------------------------
    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._finding.is_idle and self._syncing.is_idle

    def close(self, timeout_seconds: float) -> None:
        """Give up on all that is under way, and see the child end."""
        self.cancel_find()
        self.cancel_sync()
        self._syncing.drain(timeout_seconds)
