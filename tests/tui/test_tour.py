"""The tour: one screen, seen once, left by any key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events

from reader.library.library import Library
from reader.tui.run import ReaderOptions, build_app
from reader.tui.window_state import WindowState, load_window_state, save_window_state
from tests.tui.conftest import Run, Running

SIZES = [(120, 40), (80, 24), (60, 24)]
FIRST_WORDS = "in whose margin you write"


@asynccontextmanager
async def started(library: Library, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Running]:
    """The program as the command line starts it."""
    app = build_app(ReaderOptions(library=library, theme="paper", environ={}))
    async with app.run_test(size=size) as pilot:
        running = Running(app, pilot)
        await running.until(lambda: running.screen.library.is_loaded)
        await running.settle()
        yield running


@pytest.mark.parametrize("size", SIZES)
async def test_first_start_with_an_empty_library_shows_it_once(library: Library, size: tuple[int, int]) -> None:
    async with started(library, size) as running:
        assert FIRST_WORDS in " ".join(running.text.split())
        assert "any other key" in running.text
        await running.press("x")
        assert FIRST_WORDS not in running.text
        assert "Your library is empty" in running.text
    async with started(library, size) as running:
        assert FIRST_WORDS not in running.text


async def test_library_with_articles_does_not_show_it(library: Library, article_ids: tuple[str, ...]) -> None:
    async with started(library) as running:
        assert FIRST_WORDS not in running.text
        await running.press("g", "k")
        assert FIRST_WORDS in running.text


async def test_it_begins_with_an_article(library: Library) -> None:
    async with started(library) as running:
        await running.press("i")
        assert "Add an article" in running.text


async def test_it_lays_out_the_samples(library: Library) -> None:
    async with started(library) as running:
        await running.press("s")
        await running.until(lambda: running.screen.library.total >= 1)
        running.app.exit()
    assert load_window_state(library.folders.state).has_seen_tour


async def test_click_on_an_offer_takes_it(library: Library) -> None:
    async with started(library) as running:
        lines = running.text.splitlines()
        y = next(number for number, line in enumerate(lines) if "any other key" in line)
        await running.pilot.click(offset=(lines[y].index("add an article"), y))
        await running.settle()
        assert "Add an article" in running.text


async def test_quit_quits(library: Library) -> None:
    async with started(library) as running:
        await running.pilot.press("ctrl+q")
        await running.until(lambda: not running.app.is_running)


async def test_it_says_the_users_own_keys(run: Run) -> None:
    async with run(keys={"add": ("ctrl+x a",), "highlight": ("M",), "undo": ()}) as running:
        await running.press("g", "k")
        assert "ctrl+x a" in running.text
        assert "M  a" in running.text


def test_what_was_seen_and_used_is_remembered(library: Library) -> None:
    window = WindowState(recent=("star", "tags"), has_seen_tour=True)
    save_window_state(library.folders.state, window)
    assert load_window_state(library.folders.state) == window


async def test_two_pastes_in_one_breath_are_both_handed_on(library: Library) -> None:
    async with started(library) as running:
        tour, stage = running.app.screen, running.app.screen_stack[0]
        taken: list[str] = []
        stage.pasted = taken.append  # type: ignore[attr-defined]  # what is added is another test's
        for text in ("first", "second"):  # as the terminal sends them: both come to the screen that stood on top
            tour.post_message(events.Paste(text))
        await running.settle()
        assert running.app.screen_stack == [stage]
        assert taken == ["first", "second"]


async def test_what_is_left_twice_takes_no_other_screen_with_it(library: Library) -> None:
    async with started(library) as running:
        await running.press("x", "question_mark")
        sheet = running.app.screen
        for _ in range(2):
            sheet.dismiss(None)
        await running.settle()
        assert len(running.app.screen_stack) == 1
