"""Sheets, panels and the tour on screens of any size, and while it changes: nothing fails, nothing is wider than the screen."""

import pytest

from tests.tui.conftest import Run, Running

SIZES = [(1, 1), (8, 5), (20, 3), (30, 8), (300, 100)]


def fits(running: Running) -> bool:
    """Whether the screen draws lines of its width."""
    strips = running.app.screen._compositor.render_strips()
    return all(strip.cell_length == running.app.size.width for strip in strips)


@pytest.mark.parametrize("size", SIZES)
async def test_everything_over_the_screen_fits_it(
    run: Run, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(size=size, opened=article_ids[0]) as running:
        await running.press("g")
        await running.screen._waiting.show()
        await running.settle()
        assert fits(running)
        await running.press("T")
        assert fits(running)
        await running.press("x", "?", "space", "k", "/", *"note")
        assert fits(running)
        await running.press("escape", "escape", ":", *"zz", "backspace")
        assert fits(running)


async def test_sheet_follows_the_screen(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(size=(120, 40), opened=article_ids[0]) as running:
        await running.press("?")
        await running.pilot.resize_terminal(60, 20)
        await running.settle()
        assert fits(running)
        assert "esc leave" in running.text
        await running.pilot.resize_terminal(200, 60)
        await running.settle()
        assert fits(running)
        assert "esc leave" in running.text
