"""A sync that is stopped at any write, or killed at any moment: the next one brings the rest, and nothing twice."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.sync.process import SyncOutcome, SyncProcess
from reader.model.errors import ReaderError
from reader.model.feed import Feed, FeedSettings, FetchPages, feed_id_of_url
from reader.store.feed_settings import change_feeds
from tests.feed_items import item, rss
from tests.loopback import Site, page_html

CONFIG = Config(confirmed_hosts=("127.0.0.1",))


BRIDGE = (
    "The iron bridge below the mill gets a new coat of paint in June, for the first time since it was opened.",
    "It will be closed to carts for three weeks, and those who walk will be let across in the mornings, the town said.",
    "Which colour it will have is to be decided by those who live on either bank, who have never agreed about anything.",
)


class Killed(BaseException):
    """Stands for the end of the process."""


class Writes:
    """Counts the files that come to be, and ends the process at one of them: before it, or right behind it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._last, self._is_behind = 0, False
        self._is_dead = False
        replace = os.replace

        def counted(source: str, target: Path) -> None:
            self.count += 1
            if self._is_dead or (self._last and self.count == self._last and not self._is_behind):
                self._is_dead = True
                raise Killed
            replace(source, target)
            if self._last and self.count == self._last:
                self._is_dead = True
                raise Killed

        monkeypatch.setattr(os, "replace", counted)

    def end_at(self, number: int, *, is_behind: bool) -> None:
        """End at the write with that number from here; 0 for none."""
        self.count, self._last, self._is_behind, self._is_dead = 0, number, is_behind, False


@pytest.fixture
def paper(site: Site) -> tuple[str, ...]:
    """Two feeds: of pages that say that they belong elsewhere, of what two feeds have, and of entries without a link."""
    head = f'<link rel=canonical href="{site.origin}/ferry">'
    ferry = site.put("/go/ferry", page_html("Ferry to reopen", head=head))
    bridge = site.put("/bridge", page_html("Bridge to be painted", BRIDGE))
    one = rss(item("1", "Ferry to reopen", ferry), item("2", "Bridge to be painted", bridge), item("3", "A thought"))
    two = rss(item("b", "Bridge to be painted", bridge + "?utm_source=two"), item("c", "Another thought"))
    for path, body in (("/one", one), ("/two", two)):
        site.pages[path] = (200, {"Content-Type": "application/rss+xml", "ETag": f'"{path}"'}, body)
    return site.origin + "/one", site.origin + "/two"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[], Folders]:
    """Gives folders that nobody has used."""
    count = iter(range(10_000))
    return lambda: Folders.below(tmp_path / str(next(count)))


def library_of(folders: Folders, urls: tuple[str, ...], pages: FetchPages = FetchPages.ALWAYS) -> Library:
    library = Library.open(folders=folders, config=CONFIG)
    library.sync_pause_seconds = 0
    feeds = {
        feed_id_of_url(url): Feed(id=feed_id_of_url(url), url=url, title="Gazette", settings=FeedSettings(pages=pages))
        for url in urls
    }
    change_feeds(library._stores.places, lambda before: before or feeds)
    return library


def check_all_came_once(folders: Folders, urls: tuple[str, ...]) -> None:
    """Hold the library to having every entry as one article, and to having nothing left to do."""
    with library_of(folders, urls) as library:
        stores = library._stores
        records = list(stores.articles.records())
        assert Counter(record.title.partition(" | ")[0] for record in records) == Counter(
            ("Ferry to reopen", "Bridge to be painted", "A thought", "Another thought")
        )
        bridge = next(record for record in records if record.title.startswith("Bridge"))
        assert {ref.feed_id for ref in bridge.feeds} == {feed_id_of_url(url) for url in urls}
        for url, count in zip(urls, (3, 2), strict=True):
            state = stores.feeds.load(feed_id_of_url(url))
            assert state.waiting == ()
            assert len(stores.feeds.seen(feed_id_of_url(url))) == count
        assert library.sync_feeds(is_forced=True).new == 0
        assert len(list(stores.articles.records())) == 4


@pytest.mark.parametrize("is_behind", [False, True], ids=["before", "behind"])
def test_a_sync_that_ends_at_any_write_is_made_good_by_the_next(
    paper: tuple[str, ...], folder: Callable[[], Folders], monkeypatch: pytest.MonkeyPatch, is_behind: bool
) -> None:
    writes = Writes(monkeypatch)
    number, was_stopped = 0, True
    while was_stopped:
        number += 1
        folders = folder()
        library = library_of(folders, paper)
        writes.end_at(number, is_behind=is_behind)
        with suppress(Killed), library:
            library.sync_feeds()
        was_stopped = writes._is_dead
        writes.end_at(0, is_behind=False)
        with library_of(folders, paper) as library:
            library.sync_feeds(is_forced=True)
        check_all_came_once(folders, paper)
    assert number > 20  # each of them was a place to stop at


@pytest.mark.parametrize("entries", range(5))
def test_a_sync_that_is_killed_is_made_good_by_the_next(
    paper: tuple[str, ...], folder: Callable[[], Folders], entries: int
) -> None:
    """The process is killed when so many entries are done, as far as it has told."""
    folders = folder()
    with library_of(folders, paper) as library:
        process = library.start_sync()
        while process.outcome is None and process.progress.pages_done < entries:
            wait_for_word(process)
        with suppress(ProcessLookupError):  # it may have been quicker than its word
            os.kill(process.pid, signal.SIGKILL)
        while process.outcome is None:
            wait_for_word(process)
        with suppress(ReaderError):
            library.sync_feeds(is_forced=True)
    check_all_came_once(folders, paper)


def wait_for_word(process: SyncProcess) -> None:
    if not process._child.is_closed:
        process._child.wait_for_words(10)
    process.poll()


def test_a_process_that_is_killed_has_failed_and_says_what_was_done(
    paper: tuple[str, ...], folder: Callable[[], Folders]
) -> None:
    with library_of(folder(), paper) as library:
        process = library.start_sync()
        os.kill(process.pid, signal.SIGKILL)
        while process.outcome is None:
            wait_for_word(process)
        assert process.outcome is SyncOutcome.FAILED
        assert process.message
        process.stop()
        assert process.outcome is SyncOutcome.FAILED
