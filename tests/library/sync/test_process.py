"""The process that asks the feeds for a screen: it says how far it is, ends when it is told, and never runs twice."""

import subprocess
import sys
from collections.abc import Iterator
from time import monotonic

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.sync.process import SyncOutcome, SyncProcess
from reader.model.feed import Feed, feed_id_of_url
from reader.store.feed_settings import change_feeds
from reader.store.locks import Locks
from tests.feed_items import item, rss
from tests.loopback import Site, page_html


@pytest.fixture
def library(folders: Folders, site: Site) -> Iterator[Library]:
    """A library with a feed of two entries and one that fails."""
    page = site.put("/a", page_html("Ferry to reopen"))
    urls = (
        site.put("/feed", rss(item("1", "Ferry to reopen", page), item("2", "A thought")), Content_Type="text/xml"),
        site.put("/bad", b"oh", status=500),
    )
    with Library.open(folders=folders, config=Config(confirmed_hosts=("127.0.0.1",))) as opened:
        feeds = [Feed(id=feed_id_of_url(url), url=url) for url in urls]
        change_feeds(opened._stores.places, lambda before: {feed.id: feed for feed in feeds})
        yield opened


def until_its_end(process: SyncProcess) -> None:
    while process.outcome is None:
        process._child.wait_for_words(10)
        process.poll()


def test_it_says_how_far_it_is_and_what_it_came_to(library: Library) -> None:
    process = library.start_sync()
    until_its_end(process)
    assert process.outcome is SyncOutcome.DONE
    assert (process.progress.feeds_done, process.progress.new, process.progress.failed) == (2, 2, 1)
    assert process.report.new == 2
    assert {(feed.new, bool(feed.error)) for feed in process.report.feeds} == {(2, False), (0, True)}
    assert process.report.feeds == tuple(process.synced)
    assert process.report.next_due_seconds > 0
    assert len(list(library._stores.articles.ids())) == 2


def test_it_asks_what_it_is_told_to_ask(library: Library, site: Site) -> None:
    bad = feed_id_of_url(f"{site.origin}/bad")
    for is_forced in (False, True):
        process = library.start_sync([bad], is_forced=is_forced)
        until_its_end(process)
        assert [feed.feed_id for feed in process.report.feeds] == [bad]
    assert [path for path, _ in site.requests] == ["/bad", "/bad"]


def test_it_gives_way_to_another_that_is_at_it(library: Library, site: Site) -> None:
    with Locks(library._stores.places.local / "locks").hold("feeds"):
        process = library.start_sync()
        until_its_end(process)
    assert process.outcome is SyncOutcome.BUSY
    assert not site.requests


def test_it_says_why_it_failed(library: Library) -> None:
    library._stores.places.settings_file.write_text("[feeds", encoding="utf-8")
    process = library.start_sync()
    until_its_end(process)
    assert process.outcome is SyncOutcome.FAILED
    assert "library.toml" in process.message


def test_it_ends_within_a_second_when_it_is_told(library: Library) -> None:
    # A server that takes the connection and says nothing: what is waited for is given up.
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/feed"
        feed = Feed(id=feed_id_of_url(url), url=url)
        change_feeds(library._stores.places, lambda before: {**before, feed.id: feed})
        process = library.start_sync([feed.id])
        connection, _ = silent.accept()
        with connection:
            began = monotonic()
            process.stop()
            process.stop()
            assert monotonic() - began < 5  # generous: it is a second where nothing else runs
    assert process.outcome is SyncOutcome.STOPPED
    assert process._child.is_gone


def test_it_ends_with_the_one_who_started_it(library: Library) -> None:
    """Its input closes when its parent is gone, however that went."""
    process = library.start_sync()
    process._child.tell_to_stop()
    until_its_end(process)
    assert process.outcome in (SyncOutcome.STOPPED, SyncOutcome.DONE)


def test_a_screen_that_starts_one_loads_nothing_that_asks() -> None:
    code = "import sys; import reader.library.sync.process; print(*sys.modules)"
    loaded = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True).stdout.split()
    for name in ("httpx", "lxml", "feedparser", "reader.library.sync.syncing", "reader.extract.pipeline", "sqlite3"):
        assert name not in loaded
