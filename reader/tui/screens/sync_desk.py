"""Asking feeds for news: by key, at the start, by the clock. The last row says how far it is and what came of it."""

from collections.abc import Callable, Sequence

from reader.library.step_words import short_title
from reader.library.sync.results import SyncProgress, SyncReport
from reader.model.errors import ReaderError
from reader.tui.empty_states import key_of
from reader.tui.feed_words import counted_feeds, named
from reader.tui.lines import begun
from reader.tui.screens.host import Host

SUBJECT = "feeds"
"""Under which the last row says how far it is."""

START_SECONDS = 2.0
"""After the start, before the feeds are asked: the first list goes first."""


MOST_NOTICES = 2
"""What rules tell of that stands in the last row, which has three lines; of more it is told how many."""

MOST_NAMED = 3
"""Feeds with something new that are named; of more it is told how many."""


class SyncDesk:
    """One round at a time."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._is_by_itself = False
        """Whether nobody asked for the round that is under way."""
        self.when_done: Callable[[], object] = lambda: None
        """Called after every round, whatever came of it."""

    def begin(self) -> None:
        """Ask feeds as the settings say: once when the program has started, and every so many minutes."""
        config, library = self._host.config, self._host.library
        if config.sync_on_start:
            library.set_timer(START_SECONDS, self._start_by_itself)
        if config.sync_minutes:
            library.set_interval(config.sync_minutes * 60, self._start_by_itself)

    def _start_by_itself(self) -> None:
        if not self._host.session.feeds.is_syncing:
            self.start((), is_by_itself=True)

    def start(self, feed_ids: Sequence[str], *, is_forced: bool = False, is_by_itself: bool = False) -> None:
        """Ask feeds, all if no ids are given; `is_forced` also those that are not due yet."""
        host = self._host
        is_begun = host.session.feeds.sync(
            feed_ids,
            is_forced=is_forced,
            report=self._report,
            then=self._came,
            failed=self._failed,
            ended=self._ended,
        )
        if not is_begun:
            host.tell("The feeds are being asked already.", f"{key_of(host.keymap, 'interrupt')} gives up.")
            return
        self._is_by_itself = is_by_itself
        if not is_by_itself:
            host.status.dismiss()
            host.status.go_on("asking the feeds …", "feeds …", SUBJECT)

    @property
    def is_asked_for(self) -> bool:
        """Whether the round that is under way was begun by a key."""
        return not self._is_by_itself and self._host.session.feeds.is_syncing

    def cancel(self) -> bool:
        """Ask no more; return whether any were being asked."""
        if not self._host.session.feeds.cancel_sync():
            return False
        self._host.tell("Given up: what has come stays, the rest comes the next time.")
        return True

    def _report(self, progress: SyncProgress) -> None:
        status = self._host.status
        if not self._host.session.feeds.is_syncing:
            return
        status.go_on(progress_words(progress), short_words(progress), SUBJECT)

    def _ended(self) -> None:
        """Show what has become of the feeds, however the round ended."""
        self._host.status.go_on("", "", SUBJECT)
        self._host.reload_list()
        self.when_done()

    def _came(self, report: SyncReport) -> None:
        """Say what came of it; of a round that nobody asked for, only what is new."""
        host = self._host
        if report.notices:
            from reader.tui.notifying import tell_terminal

            tell_terminal(host.app, host.config.notify, report.notices)
        if (report.is_whole or report.is_offline) and (report.new or report.notices or not self._is_by_itself):
            words = report_words(report)
            hint = (
                f"{key_of(host.keymap, 'subscriptions')} says why." if report.failed and not report.is_offline else ""
            )
            host.tell(words, hint if not self._is_by_itself else "", is_error=report.is_offline)

    def _failed(self, error: ReaderError) -> None:
        """Say why nothing could be asked; nobody is told of a round that nobody asked for."""
        host = self._host
        if not self._is_by_itself:
            host.tell(begun(error.message), error.hint, is_error=True)


def progress_words(progress: SyncProgress) -> str:
    """Return how far a round is: `feeds 123/500 · 45 new`, then the pages and the pictures that are still to come."""
    if not progress.feeds_total:
        return "asking the feeds …"
    new = f" · {progress.new:,} new" if progress.new else ""
    if progress.pictures_total:
        return f"pictures {progress.pictures_done:,}/{progress.pictures_total:,}{new}"
    if progress.feeds_done < progress.feeds_total or not progress.pages_total:
        return f"feeds {progress.feeds_done:,}/{progress.feeds_total:,}{new}"
    return f"articles {progress.pages_done:,}/{progress.pages_total:,}{new}"


def short_words(progress: SyncProgress) -> str:
    """Return the same in fewer letters."""
    return progress_words(progress).partition(" · ")[0]


def report_words(report: SyncReport) -> str:
    """Return what came of a round in a sentence or two: what is new and where, which feeds failed, what rules tell of."""
    if report.is_offline:
        return "No feed could be reached: there seems to be no network."
    if not report.feeds:
        return "No feed is due yet." if report.skipped else "There are no feeds yet."
    came = [short_title(feed.name) for feed in report.feeds if feed.new]
    if not came:
        news = "Nothing new" if len(report.feeds) == 1 else f"Nothing new in {counted_feeds(len(report.feeds))}"
    else:
        articles = f"{report.new:,} new {'article' if report.new == 1 else 'articles'}"
        news = f"{articles} in {named(came) if len(came) <= MOST_NAMED else counted_feeds(len(came))}"
    failed = [short_title(feed.name) for feed in report.failed]
    parts = [*_few(report.notices, MOST_NOTICES), news, *_few(report.notes, 1)]
    if len(failed) == 1 and len(report.feeds) == 1:
        parts = [f"{failed[0]} did not come: {report.failed[0].error}"]
    elif failed:
        parts.append(f"{len(failed):,} did not come: {named(failed)}")
    return " ".join(f"{part.rstrip('.')}." for part in parts)


def _few(told: Sequence[str], most: int) -> list[str]:
    """Return a few of the sentences, and how many more there are."""
    shown = [begun(one) for one in told[:most]]
    return [*shown, f"{len(told) - most:,} more of these"] if len(told) > most else shown
