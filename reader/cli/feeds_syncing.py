"""`feeds sync`: the feeds are asked what is new, and their articles fetched. For a reader who waits, and for cron and systemd."""

from argparse import Namespace
from threading import Event
from typing import Any

from reader.cli.output import SOME_FAILED, complain, end_progress, print_json, progress_reporter, say
from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.sync.process import calm_collector, share_heaps
from reader.library.sync.results import SyncProgress, SyncReport
from reader.model.errors import FetchError, ReaderError
from reader.model.feed import SyncedFeed


def sync_feeds(options: Namespace, library: Library) -> int:
    """Ask feeds for news; exit code 0, 4 if nobody could be reached, 7 if some of the feeds failed."""
    library.site_rules()  # a mistake in them is told before anybody is asked
    wanted = tuple(dict.fromkeys(feed.id for word in options.feeds for feed in library.feeds_meant(word).feeds))
    calm_collector()
    share_heaps()
    report_progress, cancel = progress_reporter(), Event()
    telling = _Telling(is_json=options.json, are_all_paused=all(feed.is_paused for feed in library.feeds()))
    try:
        report = library.sync_feeds(
            wanted,
            # Who names feeds wants them now; who names none wants what is due.
            is_forced=options.force or bool(wanted),
            work=Work(cancel=cancel),
            on_progress=lambda progress: report_progress(progress_line(progress)),
            on_synced=telling.tell,
        )
    except KeyboardInterrupt:
        cancel.set()  # nobody waits for what is on its way; what has come stays
        raise
    end_progress()
    return telling.end(report)


def progress_line(progress: SyncProgress) -> Progress:
    """Return how far a sync is as a line of progress."""
    if progress.feeds_done < progress.feeds_total:
        words = f"asking the feeds: {progress.new:,} new" if progress.new else "asking the feeds"
        return Progress(words, progress.feeds_done, progress.feeds_total)
    if progress.pictures_total:
        return Progress(progress.step, progress.pictures_done, progress.pictures_total)
    return Progress(progress.step, progress.pages_done, progress.pages_total)


class _Telling:
    """Tells of every feed that has something to tell."""

    def __init__(self, *, is_json: bool, are_all_paused: bool) -> None:
        self._is_json = is_json
        self._are_all_paused = are_all_paused

    def tell(self, feed: SyncedFeed) -> None:
        """Tell of one feed: what is new on stdout, what went wrong on stderr."""
        if not self._is_json and feed.new:
            end_progress()
            without = f"; {feed.failed_pages:,} without their page" if feed.failed_pages else ""
            print(f"{feed.new:>5,} new  {feed.name}{without}", flush=True)
        if feed.error:
            complain(ReaderError(f"{feed.name}: {feed.error}", feed.hint))
        for note in feed.notes:
            say(f"pressmark: {feed.name}: {note}")

    def end(self, report: SyncReport) -> int:
        """Tell of all together; return the exit code."""
        for line in (*report.notes, *report.notices):
            say(f"pressmark: {line}")
        if self._is_json:
            print_json(report_json(report))
        elif not report.is_offline:
            say(_summary(report, are_all_paused=self._are_all_paused))
        if report.is_offline:
            error = FetchError("nobody could be reached: is this machine offline?", "nothing is lost; sync again later")
            complain(error)
            return error.exit_code
        return SOME_FAILED if report.failed else 0


def _summary(report: SyncReport, *, are_all_paused: bool) -> str:
    if not report.feeds and not report.skipped:
        return "no feeds yet"
    if not report.feeds and are_all_paused:
        return "every feed is paused: `pressmark feeds change FEED --resume` has it asked again"
    if not report.feeds:
        return "no feed is due yet: `pressmark feeds sync --force` asks all the same"
    asked = f"{len(report.feeds):,} {'feed' if len(report.feeds) == 1 else 'feeds'}"
    failed = f", {len(report.failed):,} failed" if report.failed else ""
    skipped = f", {report.skipped:,} not due" if report.skipped else ""
    return f"{report.new:,} new from {asked}{failed}{skipped}"


def report_json(report: SyncReport) -> dict[str, Any]:
    """Return what a sync came to as `--json` prints it."""
    return {
        "new": report.new,
        "failed": len(report.failed),
        "skipped": report.skipped,
        "whole": report.is_whole,
        "offline": report.is_offline,
        "seconds": round(report.seconds, 2),
        "next_due_seconds": round(report.next_due_seconds),
        "notes": list(report.notes),
        "notices": list(report.notices),
        "feeds": [_feed_json(feed) for feed in report.feeds],
    }


def _feed_json(feed: SyncedFeed) -> dict[str, Any]:
    return {
        "id": feed.feed_id,
        "name": feed.name,
        "new": feed.new,
        "known": feed.known,
        "failed_pages": feed.failed_pages,
        "unchanged": feed.is_unchanged,
        "error": feed.error or None,
        "hint": feed.hint or None,
        "notes": list(feed.notes),
    }
