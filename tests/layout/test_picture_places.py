"""How many cells pictures take, whatever their size and the measure's."""

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.picture_places import PictureRules, alt_line, picture_cells, picture_rows, placed_pictures
from reader.layout.rows import PictureSlice
from reader.model.blocks import Image

RULES = PictureRules(rows=15)
SIZES = st.tuples(st.integers(0, 9_000), st.integers(0, 9_000))


@given(SIZES, st.integers(1, 120), st.integers(0, 60))
def test_a_picture_never_leaves_its_room(size: tuple[int, int], width: int, rows: int) -> None:
    columns, height = picture_cells(size, width, RULES._replace(rows=rows))
    assert 1 <= columns <= width
    assert 1 <= height <= max(1, round(max(1, rows) * 1.5))


def test_a_picture_that_lies_is_as_wide_as_the_measure() -> None:
    assert picture_cells((1_600, 900), 60, RULES) == (60, 15)
    assert picture_cells((1_600, 400), 60, RULES) == (60, 8)
    assert picture_cells((0, 0), 40, RULES) == (40, 11)


def test_a_picture_that_stands_is_narrower_and_whole() -> None:
    columns, rows = picture_cells((800, 1_200), 60, RULES)
    assert columns < 60
    assert rows <= 22
    assert abs(rows * 2 / columns - 1.5) < 0.1


def test_a_panorama_keeps_some_height_and_a_tower_some_width() -> None:
    assert picture_cells((6_000, 100), 60, RULES) == (60, 3)
    assert picture_cells((100, 6_000), 60, RULES)[0] >= 12


def test_an_icon_stays_small() -> None:
    assert picture_cells((16, 16), 60, RULES) == (4, 2)
    assert picture_cells((16, 16), 60, RULES._replace(pixels_per_cell=10 / 1.5)) == (2, 1)


def test_cells_of_another_shape_change_the_rows() -> None:
    assert picture_cells((1_000, 400), 60, RULES._replace(cell_shape=2.4)) == (60, 10)


def test_where_text_runs_to_the_left_a_narrow_picture_stands_at_the_right() -> None:
    rules = RULES._replace(has_picture=lambda src: True)
    row = picture_rows(placed_pictures([Image(src="a", width=40, height=40)], 60, rules, is_mirrored=True))[0]
    assert row.pictures[0].x == 50


@given(st.lists(SIZES, min_size=2, max_size=9), st.integers(8, 100))
def test_pictures_of_a_gallery_stand_beside_each_other_and_none_over_another(
    sizes: list[tuple[int, int]], width: int
) -> None:
    images = [Image(src=str(at), width=size[0], height=size[1]) for at, size in enumerate(sizes)]
    for row in picture_rows(placed_pictures(images, width, RULES)):
        at = -1
        for picture in row.pictures:
            assert picture.x > at
            at = picture.x + picture.width
            assert at <= width


def test_what_a_picture_shows_stands_in_the_middle_of_its_place_where_it_can_not_be_shown() -> None:
    slices = [PictureSlice("a", "A heron that stands in the reeds", 0, 20, 7, line) for line in range(7)]
    assert [alt_line(one) for one in slices] == ["", "", "A heron that", "stands in the", "reeds", "", ""]
    assert alt_line(slices[2]._replace(width=6)) == ""
    assert alt_line(slices[2]._replace(alt="")) == ""
