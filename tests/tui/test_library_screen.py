"""The list on the screen: moving, folders, what is done to articles, filter and find, undo."""

from pathlib import Path

import pytest

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.tui.keys.actions import Mode
from tests.loopback import page_html
from tests.tui.conftest import TITLES, Run, Running


def titles(library: Library, kind: ViewKind = ViewKind.INBOX) -> list[str]:
    return [row.record.title for row in library.list(View(kind=kind))]


def shown_titles(running: Running) -> list[str]:
    return [row.article.record.title for row in running.screen.library.list.here()]


async def test_an_empty_library_says_what_to_do(run: Run) -> None:
    async with run(size=(80, 24)) as running:
        assert "Your library is empty" in running.text
        assert "shows the first keys" in " ".join(running.text.split())


async def test_a_mistake_in_the_settings_of_the_library_breaks_no_list(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    (library.folder / "library.toml").write_text("[searches\n", encoding="utf-8")
    async with run() as running:
        assert shown_titles(running) == titles(library)
        assert "library.toml" in running.message


async def test_keys_move_and_stop_at_the_ends(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        library = running.screen.library
        await running.press("j", "j", "j", "j")
        assert library.cursor == 2
        await running.press("g", "g")
        assert library.cursor == 0
        await running.press("G", "k", "up")
        assert library.cursor == 0


async def test_star_archive_read_and_undo(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("s", "U")
        state = library.listed(article_ids[0]).state
        assert state.is_starred
        assert state.is_read
        await running.press("x")
        assert library.listed(article_ids[0]).state.is_archived
        assert TITLES[0] not in titles(library)
        assert "u undoes it" in running.text
        await running.press("u")
        assert TITLES[0] in titles(library)
        await running.press("ctrl+r")
        assert TITLES[0] in titles(library, ViewKind.ARCHIVE)


async def test_several_articles_at_once(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("space", "space", "s")
        assert len(titles(library, ViewKind.STARRED)) == 2
        assert "2 articles starred" in running.message
        assert not running.screen.library.list.selection


async def test_trash_and_back(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("D")
        assert titles(library, ViewKind.TRASH) == [TITLES[0]]
        assert "Trash" in running.text
        await running.press("h", "l", "l", "l", "l", "l", "l", "l")
        assert running.screen.library.view.kind is ViewKind.TRASH
        await running.press("D")
        assert titles(library, ViewKind.TRASH) == []


async def test_folders_are_walked_through(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    library.set_tags(article_ids[0], ("lake",))
    library.set_tags(article_ids[1], ("hail", "lake"))
    async with run() as running:
        pane = running.screen.library
        seen = []
        for _ in range(8):
            seen.append((pane.view.kind, pane.view.tag))
            await running.press("l")
        assert seen == [
            (ViewKind.INBOX, ""),
            (ViewKind.NEWS, ""),
            (ViewKind.STARRED, ""),
            (ViewKind.ANNOTATED, ""),
            (ViewKind.TAG, ""),
            (ViewKind.TAG, "hail"),
            (ViewKind.TAG, "lake"),
            (ViewKind.ARCHIVE, ""),
        ]
        await running.press("h")
        assert pane.view.tag == "lake"
        assert pane.total == 2


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_filter_while_typing(run: Run, article_ids: tuple[str, ...], size: tuple[int, int]) -> None:
    async with run(size=size) as running:
        await running.press("|")
        assert running.mode() is Mode.INPUT
        await running.write("hai")
        assert shown_titles(running) == [TITLES[1]]
        await running.press("enter")
        assert running.mode() is Mode.LIST
        await running.press("escape")
        assert running.screen.library.total == 3


async def test_a_filter_that_finds_nothing_says_so(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("|")
        await running.write("zeppelin")
        assert "No article here is found by" in running.text
        await running.press("escape")
        assert running.screen.library.total == 3


async def test_find_in_the_list(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("/")
        await running.write("CLOCK")
        await running.press("enter")
        assert running.screen.library.cursor == 2
        await running.press("/")
        await running.write("zeppelin")
        await running.press("enter")
        assert "zeppelin" in running.message


async def test_opened_articles_are_read_and_the_last_one_begins_the_list(
    run: Run, library: Library, article_ids: tuple[str, ...]
) -> None:
    library.save_position(article_ids[2], 10, 60)
    library.mark_opened(article_ids[2])
    async with run() as running:
        assert "Continue reading" in running.text
        assert running.screen.library.list.here()[0].id == article_ids[2]
        await running.press("j", "enter")
        assert library.listed(article_ids[0]).state.is_read
        await running.press("q")
        assert running.mode() is Mode.LIST


async def test_next_unread(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    library.set_read(article_ids[1], True)
    async with run() as running:
        await running.press("]", "u")
        assert running.screen.library.cursor == 2
        await running.press("enter", "]", "u")
        await running.settle()
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[0]
        await running.press("]", "u")
        assert running.message == "Everything here is read."


async def test_tags_are_completed_from_those_in_use(run: Run, library: Library, article_ids: tuple[str, ...]) -> None:
    library.set_tags(article_ids[2], ("lakeside",))
    async with run() as running:
        await running.press("t")
        await running.write("new la")
        await running.press("tab", "enter")
        assert library.listed(article_ids[0]).state.tags == ("new", "lakeside")


async def test_clicks_open_folders_and_articles(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.pilot.click("#library", offset=(5, 5))
        await running.settle()
        assert running.screen.library.view.kind is ViewKind.STARRED
        await running.pilot.click("#library", offset=(5, 3))
        await running.settle()
        await running.pilot.click("#library", offset=(40, 6))
        await running.settle()
        assert running.screen.opened is not None


async def test_q_in_the_list_ends_the_program(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.pilot.press("q")
        await running.pilot.pause()
        assert running.app._exit


async def test_a_list_that_was_scrolled_stays_where_it_is_when_a_row_changes(
    run: Run, library: Library, tmp_path: Path
) -> None:
    for number in range(30):
        path = tmp_path / f"many-{number}.html"
        path.write_bytes(page_html(f"Story number {number}"))
        library.add(str(path))
    async with run() as running:
        pane = running.screen.library
        pane.list.scroll(40)
        shown = [(row.place, row.line, row.row) for row in pane.list.on_screen()]
        assert shown[0][0] > 5
        running.screen.reload_list()
        await running.settle()
        assert [(row.place, row.line, row.row) for row in pane.list.on_screen()] == shown
        assert pane.cursor == 0
