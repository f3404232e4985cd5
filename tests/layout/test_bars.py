"""Bars and columns of block letters."""

import pytest

from reader.layout.bars import bar, column
from reader.layout.cells import cell_width


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, ""), (1, "▄▄▄▄"), (0.5, "▄▄"), (0.001, "▖"), (0.375, "▄▖"), (9, "▄▄▄▄"), (-1, ""), (0.999, "▄▄▄▄")],
)
def test_a_bar_is_exact_to_half_a_cell(share: float, drawn: str) -> None:
    assert bar(share, 4) == drawn
    assert cell_width(drawn) <= 4


def test_a_bar_without_room_is_nothing() -> None:
    assert bar(0.5, 0) == ""


@pytest.mark.parametrize(("share", "drawn"), [(0, " "), (0.001, "▁"), (0.5, "▄"), (1, "█"), (3, "█")])
def test_a_column_stands_in_one_cell(share: float, drawn: str) -> None:
    assert column(share) == drawn
