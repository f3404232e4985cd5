"""Asking feeds from the screen: what the last row says, who begins it, and giving up."""

import os
import signal
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.stores import open_stores
from reader.library.sync.process import SyncProcess
from reader.library.sync.results import SyncProgress, SyncReport
from reader.model.feed import SyncedFeed
from reader.tui.screens.sync_desk import SyncDesk, progress_words, report_words, short_words
from reader.tui.widgets.library_pane import LibraryPane
from tests.loopback import Site
from tests.tui.conftest import Run
from tests.tui.feed_site import SITE_TITLE, put_feeds


def synced(number: int, *, new: int = 0, error: str = "") -> SyncedFeed:
    return SyncedFeed(feed_id=f"{number:032x}", name=f"Paper {number}", new=new, error=error)


def test_progress_says_feeds_then_articles() -> None:
    assert progress_words(SyncProgress()) == "asking the feeds …"
    assert progress_words(SyncProgress(3, 1500)) == "feeds 3/1,500"
    assert progress_words(SyncProgress(123, 500, 40, 60, 45)) == "feeds 123/500 · 45 new"
    assert progress_words(SyncProgress(500, 500, 40, 60, 39)) == "articles 40/60 · 39 new"
    done = SyncProgress(500, 500, 60, 60, 59, pictures_done=7, pictures_total=120)
    assert progress_words(done) == "pictures 7/120 · 59 new"
    assert short_words(SyncProgress(123, 500, 40, 60, 45)) == "feeds 123/500"


def test_a_report_names_few_feeds_and_counts_many() -> None:
    assert report_words(SyncReport(feeds=(synced(1, new=2), synced(2)))) == "2 new articles in Paper 1."
    many = tuple(synced(number, new=1) for number in range(5))
    assert report_words(SyncReport(feeds=many)) == "5 new articles in 5 feeds."
    assert report_words(SyncReport(feeds=(synced(1),))) == "Nothing new."
    assert report_words(SyncReport(feeds=(synced(1), synced(2)))) == "Nothing new in 2 feeds."
    assert report_words(SyncReport(skipped=4)) == "No feed is due yet."
    assert report_words(SyncReport()) == "There are no feeds yet."


def test_a_report_names_what_failed() -> None:
    failed = tuple(synced(number, error="no answer") for number in range(5))
    assert (
        report_words(SyncReport(feeds=(synced(9, new=1), *failed)))
        == "1 new article in Paper 9. 5 did not come: Paper 0, Paper 1, Paper 2 and 2 more."
    )
    assert report_words(SyncReport(feeds=failed[:1])) == "Paper 0 did not come: no answer."
    offline = SyncReport(feeds=failed, is_offline=True)
    assert report_words(offline) == "No feed could be reached: there seems to be no network."


def test_what_rules_tell_comes_first() -> None:
    report = SyncReport(feeds=(synced(1, new=1),), notices=("Ferry: the line runs again",))
    assert report_words(report) == "Ferry: the line runs again. 1 new article in Paper 1."


async def test_feeds_are_asked_at_the_start_if_the_settings_say_so(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml")
    library.config = library.config._replace(sync_on_start=True)
    async with run() as running:
        await running.until(lambda: "3 new articles" in running.message)
        assert library.counts().news == 3


async def test_a_round_that_nobody_asked_for_says_nothing_where_nothing_is_new(
    run: Run, library: Library, site: Site
) -> None:
    site.put("/feed.xml", b"broken", status=500)
    put_feeds(site, ())
    library.subscribe(f"{site.origin}/feed.xml")
    async with run() as running:
        running.screen.feeds.sync.start((), is_by_itself=True)
        await running.settle()
        assert running.message == ""
        await running.press("g", "S")
        await running.until(lambda: "Nothing new" in running.message)


async def test_r_asks_the_feed_that_is_listed_and_no_other(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    news = library.subscribe(f"{site.origin}/feed.xml").feed
    library.subscribe(f"{site.origin}/sport.xml")
    async with run() as running:
        await running.press("g", "f")
        await running.until(lambda: SITE_TITLE in running.text)
        await running.press("enter")
        assert running.screen.view.name == news.id
        site.requests.clear()
        await running.press("R")
        await running.until(lambda: "3 new articles" in running.message)
        asked = [path for path, _ in site.requests]
        assert "/feed.xml" in asked
        assert "/sport.xml" not in asked


async def test_asking_twice_at_once_is_told(run: Run, library: Library, site: Site) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml")
    async with run() as running:
        for key in ("g", "S", "g", "S"):
            await running.pilot.press(key)
        await running.pilot.pause()
        assert "asked already" in running.message
        await running.settle()


async def test_ctrl_c_gives_up_and_what_has_not_come_comes_the_next_time(
    run: Run, library: Library, site: Site
) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml")
    async with run() as running:
        for key in ("g", "S"):
            await running.pilot.press(key)
        assert running.screen.session.feeds.is_syncing
        await running.pilot.press("ctrl+c")
        await running.pilot.pause()
        assert "Given up" in running.message
        await running.settle()
        await running.press("g", "S")
        await running.until(lambda: library.counts().news == 3)


async def test_a_second_sync_of_the_library_waits_for_the_first(
    run: Run, library: Library, site: Site, folders: Folders
) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml")
    async with run() as running:
        with open_stores(library.folder, folders).places.locks.hold("feeds"):
            await running.press("g", "S")
        assert running.message.startswith("Another sync of this library is under way.")
        assert "feeds" not in running.text.split("\n")[-1]


async def test_a_sync_that_is_killed_says_so_and_comes_whole_the_next_time(
    run: Run, library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_feeds(site)
    library.subscribe(f"{site.origin}/feed.xml")

    def start_and_kill(feed_ids: Sequence[str] = (), *, is_forced: bool = False) -> SyncProcess:
        process = SyncProcess(library.folder, library.folders, library.config, feed_ids, is_forced=is_forced)
        os.kill(process.pid, signal.SIGKILL)
        return process

    async with run() as running:
        with monkeypatch.context() as patched:
            patched.setattr(library, "start_sync", start_and_kill)
            await running.press("g", "S")
        assert "was ended" in running.message
        await running.press("g", "S")
        await running.until(lambda: "3 new articles" in running.message)
        assert library.counts().news == 3


async def test_what_nobody_expected_leaves_no_progress_behind(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(feed_ids: Sequence[str] = (), *, is_forced: bool = False) -> SyncProcess:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(library, "start_sync", break_down)
    async with run() as running:
        await running.press("g", "S")
        assert "went wrong" in running.message
        running.screen.status.dismiss()
        await running.pilot.pause()
        assert "feeds" not in running.text.split("\n")[-1]
        assert not running.screen.session.feeds.is_syncing


async def test_feeds_are_asked_by_the_clock_if_the_settings_say_so(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(LibraryPane, "set_interval", lambda pane, seconds, do: asked.append(seconds))
    library.config = library.config._replace(sync_minutes=15)
    async with run():
        assert asked == [15 * 60]


async def test_no_feeds_are_asked_by_the_clock_unless_the_settings_say_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(LibraryPane, "set_interval", lambda pane, seconds, do: asked.append(seconds))
    async with run() as running:
        assert asked == []
        await running.press("g", "S")
        assert running.message == "There are no feeds yet."


def test_a_round_without_a_network_is_told_though_it_is_not_whole() -> None:
    told: list[str] = []
    host = SimpleNamespace(tell=lambda words, hint="", *, is_error=False: told.append(words))
    desk: Any = SimpleNamespace(_host=host, _is_by_itself=False)
    SyncDesk._came(desk, SyncReport(is_whole=False, is_offline=True))
    assert told == ["No feed could be reached: there seems to be no network."]
