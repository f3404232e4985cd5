"""What another window changes shows here, and nothing that is being looked at moves."""

import threading
from pathlib import Path

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.progress import Progress
from reader.library.watching import Watch
from reader.tui.messages import IndexProgressed
from tests.loopback import page_html
from tests.tui.conftest import TITLES, Run

PATIENCE_SECONDS = 60


async def test_what_another_window_adds_tags_and_saves_shows(
    run: Run, folders: Folders, article_ids: tuple[str, ...], tmp_path: Path
) -> None:
    async with run() as running:
        with Library.open(folders=folders) as other:
            path = tmp_path / "other.html"
            path.write_bytes(page_html("Why the reeds came back"))
            other.add(str(path), tags=("reeds",))
            await running.until(lambda: "Why the reeds came back" in running.text)
            other.save_search("Boats", "ferry")
            await running.until(lambda: "Searches" in running.text)
        pane = running.screen.library
        assert pane.total == 4
        assert pane.current is not None
        assert pane.current.record.title == TITLES[0]


async def test_marks_of_another_window_come_into_the_article_that_is_open(
    run: Run, folders: Folders, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press(")", ")")
        article = running.screen.article
        here, top = article.here, article.top
        with Library.open(folders=folders) as other:
            other.note_article(article_ids[0], "Seen from the other window.")
            await running.until(lambda: "Seen from the other" in running.text)
            assert "changed in another window" in running.message
            running.screen.status.dismiss()
            other.note_article(article_ids[1], "Of no matter here.")
            other.set_starred(article_ids[0], True)
            await running.until(lambda: "★ Ferry line" in running.text)
        assert running.message == ""
        assert (article.here, article.top) == (here, top)


async def test_reading_the_library_is_told_beside_the_place_until_it_is_done(
    run: Run, article_ids: tuple[str, ...]
) -> None:
    async with run() as running:
        running.screen.post_message(IndexProgressed(progress=Progress("indexing", 12_300, 100_000)))
        await running.settle()
        assert "1 of 3 · indexing 12,300 of 100,000" in running.text
        running.screen.post_message(IndexProgressed(progress=Progress("indexing", 100_000, 100_000)))
        await running.settle()
        assert "indexing" not in running.text
    async with run(size=(80, 24)) as running:
        running.screen.post_message(IndexProgressed(progress=Progress("indexing", 12_300, 100_000)))
        await running.settle()
        assert "1 of 3 · 12%" in running.text


async def test_the_watch_ends_while_the_terminal_is_given_back(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    stop = Watch.stop

    def stopped(watch: Watch) -> None:
        stop(watch)
        ended.set()

    monkeypatch.setattr(Watch, "stop", stopped)
    async with run() as running:
        assert not ended.is_set()
        running.app.exit()
        assert ended.wait(PATIENCE_SECONDS)  # nothing of the screen has been taken down yet


async def test_an_empty_list_says_that_it_is_empty_when_the_library_has_been_looked_through(run: Run) -> None:
    async with run() as running:
        watch = running.screen.session.lists._watch
        assert watch is not None
        watch.caught_up.clear()  # as a big library is looked through in a process of its own
        running.screen.reload_list()
        await running.until(lambda: "is being read" in running.text)
        watch.caught_up.set()
        running.screen.post_message(IndexProgressed(progress=Progress("", 1, 1)))
        await running.until(lambda: "is empty" in running.text)
