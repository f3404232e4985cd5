"""What stands where on screens with more room than is needed."""

import pytest

from reader.tui.looks.inks import slip
from reader.tui.widgets.article_painter import GUTTER
from reader.tui.widgets.article_view import ROOM_BESIDE_NOTES
from reader.tui.widgets.library_view import LIST_MEASURE
from reader.tui.widgets.margin_pane import WIDEST_COLUMN
from tests.tui.conftest import Run


@pytest.mark.parametrize("width", [160, 200, 260])
async def test_notes_stay_near_to_the_text_and_the_text_in_the_middle(
    run: Run, article_ids: tuple[str, ...], width: int
) -> None:
    async with run(opened=article_ids[0], size=(width, 40)) as running:
        article, margin = running.screen.article, running.screen.margin
        text_end = article.left + article.text_layout.width
        assert article.size.width - text_end == ROOM_BESIDE_NOTES
        assert margin.column_width <= WIDEST_COLUMN
        beside = margin.size.width - margin.column_width
        assert abs(article.left - beside) <= GUTTER + ROOM_BESIDE_NOTES
        hints = running.text.split("\n")[-1].rstrip()
        assert running.text.split("\n")[1].rstrip().endswith("Margin") or len(hints) == width - beside - 2


async def test_panes_follow_longer_lines(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0], size=(200, 40)) as running:
        before = running.screen.margin.size.width
        await running.press("+", "+", "+")
        article = running.screen.article
        assert running.screen.margin.size.width < before
        assert article.text_layout.width == article.measure
        assert article.size.width - article.left - article.text_layout.width == ROOM_BESIDE_NOTES


@pytest.mark.parametrize("width", [80, 120, 200])
async def test_the_last_row_ends_where_the_rows_of_the_list_end(
    run: Run, article_ids: tuple[str, ...], width: int
) -> None:
    async with run(size=(width, 30)) as running:
        lines = [line.rstrip() for line in running.text.split("\n")]
        ends = {len(line) for line in lines if line.endswith("m")}
        assert ends == {len(lines[-1])}
        assert max(ends) <= 30 + LIST_MEASURE


async def test_a_sheet_without_rows_names_no_key_that_does_nothing(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[1], size=(100, 30)) as running:
        await running.press("g", "m")
        assert "esc leave" in running.text
        assert "go there" not in running.text


async def test_small_signs_of_marks_are_stronger_than_their_grounds(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        inks = running.screen.article.inks
        for name, ground in inks.marks.items():
            sign = slip(ground)
            assert sign.color is not None, name
            assert sign.color != ground.bgcolor
            assert sign.bgcolor is None
