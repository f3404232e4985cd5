"""A wrong query is shown with a line under the place, whatever letters stand before it."""

import pytest

from reader.cli.asking import POINTED_CELLS, asking, pointed, query_text
from reader.layout.cells import cell_width
from reader.model.errors import QueryError


@pytest.mark.parametrize(
    ("query", "position", "length", "blanks", "carets"),
    [
        ("tga:policy", 0, 4, 0, 4),
        ("ferry (line", 6, 1, 6, 1),
        ("ferry OR", 8, 0, 8, 1),
        ("", 0, 0, 0, 1),
        ("渡船 tga:x", 3, 4, 5, 4),
        ("渡船", 0, 2, 0, 4),
        ("e\u0301te tga:x", 5, 4, 4, 4),
        ("👩‍👩‍👧 tga:x", 6, 4, 3, 4),
    ],
)
def test_carets_stand_under_the_place_in_cells(
    query: str, position: int, length: int, blanks: int, carets: int
) -> None:
    shown, below = pointed(query, position, length).split("\n")
    assert shown == f"  {query}"
    assert below == f"  {' ' * blanks}{'^' * carets}"


@pytest.mark.parametrize("letter", ["x", "語"])
@pytest.mark.parametrize("position", [0, 3, 150, 300, 604])
def test_long_query_is_cut_around_the_place(letter: str, position: int) -> None:
    query = f"{letter * position}tga:{letter * (600 - position)}"
    shown, below = pointed(query, position, 4).split("\n")
    assert cell_width(shown) <= POINTED_CELLS + 2
    start = cell_width(below) - 4
    assert below == f"{' ' * start}^^^^"
    cells = "".join(letter if cell_width(letter) == 1 else letter + " " for letter in shown)
    assert cells[start : start + 4] == "tga:"


def test_place_that_is_wider_than_the_line_is_cut_with_it() -> None:
    shown, below = pointed("a " + "語" * 400, 2, 400).split("\n")
    assert shown.endswith("…")
    assert cell_width(below) <= cell_width(shown) <= POINTED_CELLS + 2


def test_query_is_one_line_without_tricks() -> None:
    assert query_text(["a\nb", "\x1b[31mc\u202e", "  d"]) == "a b c d"


def test_error_carries_the_query() -> None:
    with pytest.raises(QueryError) as caught, asking("ferry ("):
        raise QueryError("this bracket is not closed", position=6, length=1)
    assert caught.value.__notes__ == ["  ferry (\n        ^"]


def test_place_outside_of_the_query_is_not_pointed_at() -> None:
    """The query of a saved search is another one than what was typed."""
    with pytest.raises(QueryError) as caught, asking("ab"):
        raise QueryError("wrong", position=6, length=1)
    assert not hasattr(caught.value, "__notes__")
