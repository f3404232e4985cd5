"""The mouse does what the keys do: hints, questions, the line that is written."""

import pytest

from reader.layout.cells import cell_width
from reader.library.library import Library
from reader.model.annotation import Colour
from tests.tui.conftest import Run, Running

SIZES = [(120, 40), (80, 24), (60, 24)]


async def click(running: Running, words: str, *, last: bool = True) -> None:
    """Click on the last place on the screen, or the first, that shows these words."""
    places = [
        (cell_width(line[: line.find(words)]), y) for y, line in enumerate(running.text.splitlines()) if words in line
    ]
    assert places, running.text
    await running.pilot.click(offset=places[-1 if last else 0])
    await running.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_hint_does_what_it_says(run: Run, article_ids: tuple[str, ...], size: tuple[int, int]) -> None:
    async with run(size=size, opened=article_ids[0]) as running:
        await click(running, "? keys")
        assert "Moving in the text" in running.text


async def test_question_is_answered_by_a_click(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("a")
        await running.write("Why?")
        await running.press("escape")
        assert "Leave it?" in running.text
        await click(running, "n no")
        assert running.screen.editor is not None
        await running.press("escape")
        await click(running, "y yes")
        assert running.screen.editor is None


async def test_line_that_is_written_takes_the_caret_where_it_is_clicked(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("/")
        await running.write("ferry 列車 line")
        await click(running, "車")
        prompt = running.screen._prompt
        assert prompt is not None
        assert prompt.line.text[prompt.line.caret :] == "車 line"
        await click(running, "esc leave")
        assert running.screen._prompt is None


async def test_click_takes_a_message_away(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("s")
        assert running.message
        await click(running, running.message[:8])
        assert running.message == ""


async def test_hint_over_the_raw_text_does_what_it_says(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "R")
        await running.until(lambda: "q back" in running.text)
        await click(running, "q back")
        assert len(running.app.screen_stack) == 1


async def test_a_click_on_a_colour_gives_it_to_the_mark(
    run: Run, article_ids: tuple[str, ...], library: Library
) -> None:
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.press("H")
        await click(running, "3 blue")
        await running.settle()
    (placed,) = library.annotations(article_ids[0])
    assert placed.annotation.colour is Colour.BLUE


async def test_the_pointer_in_the_text_ends_what_held_for_the_next_key(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.press("H")
        assert "3 blue" in running.text
        await running.pilot.mouse_down(running.screen.article, offset=(10, 10))
        await running.pilot.mouse_up(running.screen.article, offset=(10, 10))
        await running.settle()
        assert "3 blue" not in running.text
