"""How large a picture is by itself, and which part of it is seen."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.pictures.zooming import LARGEST, WHOLE, Room, Zoom, view_of

ROOM = Room(100, 30, cell_shape=2.0, pixels_per_cell=1.0)
SIZES = st.tuples(st.integers(1, 9_000), st.integers(1, 9_000))


@given(SIZES, st.integers(1, 300), st.integers(1, 100))
def test_the_whole_picture_fits_and_keeps_its_shape(size: tuple[int, int], columns: int, rows: int) -> None:
    view = view_of(size, ROOM._replace(columns=columns, rows=rows), Zoom())
    assert view.part == WHOLE
    assert 1 <= view.columns <= columns
    assert 1 <= view.rows <= rows
    if min(view.columns, view.rows) > 8:
        assert abs(view.columns / (2 * view.rows) / (size[0] / size[1]) - 1) < 0.15


@given(SIZES, st.lists(st.sampled_from(["larger", "smaller", "left", "right", "up", "down"]), max_size=40))
def test_one_never_leaves_the_picture(size: tuple[int, int], steps: list[str]) -> None:
    zoom = Zoom()
    for step in steps:
        view = view_of(size, ROOM, zoom)
        match step:
            case "larger":
                zoom = zoom.larger()
            case "smaller":
                zoom = zoom.smaller()
            case "left" | "right":
                zoom = zoom.moved(view, 1 if step == "right" else -1, 0)
            case _:
                zoom = zoom.moved(view, 0, 1 if step == "down" else -1)
    view = view_of(size, ROOM, zoom)
    assert 1 <= zoom.times <= LARGEST
    assert -1e-9 <= view.part.left < view.part.right <= 1 + 1e-9
    assert -1e-9 <= view.part.top < view.part.bottom <= 1 + 1e-9


def test_an_icon_is_not_blown_up_and_enlarging_does() -> None:
    icon = (16, 16)
    assert view_of(icon, ROOM, Zoom())[:2] == (16, 8)
    assert view_of(icon, ROOM, Zoom().larger())[:2] == (32, 16)


def test_one_moves_over_an_enlarged_picture_by_a_quarter_of_what_is_seen() -> None:
    zoom = Zoom().larger()
    before = view_of((1_000, 600), ROOM, zoom)
    after = view_of((1_000, 600), ROOM, zoom.moved(before, 1, 0))
    assert after.part.left > before.part.left
    assert (after.part.top, after.part.bottom) == (before.part.top, before.part.bottom)
    assert zoom.smaller() == Zoom()


def test_a_size_nobody_knows_fills_the_room() -> None:
    assert view_of((0, 0), ROOM, Zoom()) == (100, 30, WHOLE)
