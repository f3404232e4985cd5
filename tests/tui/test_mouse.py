"""The mouse does what the keys do: hints, questions, the line that is written."""

import pytest

from reader.layout.cells import cell_width
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
