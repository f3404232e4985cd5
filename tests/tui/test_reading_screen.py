"""The whole way on the screen, under Pilot: list, article, marks, notes, places, and back again."""

import pytest

from reader.library.library import Library
from reader.model.annotation import Colour
from reader.tui.keymap import Mode
from tests.tui.conftest import TITLES, Run

SIZES = [(120, 40), (80, 24), (60, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_open_mark_write_quit_and_it_is_all_still_there(
    run: Run, library: Library, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size) as running:
        assert TITLES[0] in running.text
        await running.press("g", "g", "enter")
        await running.until(lambda: running.screen.has_article)
        assert "council said on Monday" in running.text
        await running.press("}", "H", "2")
        await running.press("}", "a")
        await running.until(lambda: running.screen.editor is not None)
        await running.write("Who counted them?")
        await running.press("ctrl+s")
        await running.press("}", "v", "v", "w", "w", "H")
        await running.press("ctrl+q")

    placed = library.annotations(article_ids[0])
    assert [one.annotation.colour for one in placed] == [Colour.GREEN, Colour.GREEN, Colour.GREEN]
    assert [one.annotation.note for one in placed] == ["", "Who counted them?", ""]
    assert placed[0].annotation.quote.startswith("The ferry that once tied")

    async with run(size=size) as running:
        await running.press("enter")
        await running.until(lambda: running.screen.has_article)
        assert len(running.screen.article.annotations) == 3
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == article_ids[0]


async def test_start_with_an_article_shows_it_at_once(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[1]) as running:
        assert running.screen.mode is Mode.READING
        assert TITLES[1] in running.text
