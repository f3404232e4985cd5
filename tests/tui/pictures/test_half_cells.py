"""Pictures as half cells."""

from pathlib import Path

import pytest
from PIL import Image
from rich.segment import Segment

from reader.tui.pictures import drawing
from reader.tui.pictures.half_cells import decode

GROUND = (240, 240, 240)


def save(path: Path, picture: Image.Image) -> Path:
    picture.save(path)
    return path


def test_two_pixels_stand_in_one_cell(tmp_path: Path) -> None:
    picture = Image.new("RGB", (4, 4), (200, 0, 0))
    picture.paste((0, 0, 200), (0, 0, 4, 1))
    rows = decode(save(tmp_path / "a.png", picture), 4, 2, GROUND)
    assert rows is not None
    first, second = rows[0][0], rows[1][0]
    assert first.text == "▀" * 4
    assert first.style is not None
    assert first.style.color is not None
    assert first.style.bgcolor is not None
    assert (first.style.color.triplet, first.style.bgcolor.triplet) == ((0, 0, 200), (200, 0, 0))
    assert second.text == "    "


def test_a_picture_fills_its_place_whatever_its_shape(tmp_path: Path) -> None:
    for size in ((10, 200), (200, 10), (1, 1)):
        rows = decode(save(tmp_path / "a.png", Image.linear_gradient("L").resize(size)), 30, 5, GROUND)
        assert rows is not None
        assert [sum(segment.cell_length for segment in row) for row in rows] == [30] * 5


def test_transparent_parts_show_the_ground(tmp_path: Path) -> None:
    rows = decode(save(tmp_path / "a.png", Image.new("RGBA", (4, 4), (0, 0, 0, 0))), 2, 1, GROUND)
    assert rows is not None
    style = rows[0][0].style
    assert style is not None
    assert style.bgcolor is not None
    assert style.bgcolor.triplet == GROUND


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"<svg/>"])
def test_what_is_no_picture_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert decode(path, 4, 2, GROUND) is None
    assert decode(tmp_path / "gone.png", 4, 2, GROUND) is None


def test_a_picture_with_too_many_pixels_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_PIXELS", 15)
    assert decode(save(tmp_path / "a.png", Image.new("RGB", (4, 4))), 4, 2, GROUND) is None


def test_a_flat_place_squeezes_a_picture_before_it_cuts_it(tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 32), (240, 240, 240))
    picture.paste((200, 0, 0), (20, 18, 40, 22))  # a boat: what is cut out without a squeeze ends at 20
    rows = decode(save(tmp_path / "a.png", picture), 60, 6, GROUND)
    assert rows is not None
    assert [_has_red(row) for row in rows] == [False, False, False, False, True, True]


def test_few_colours_are_those_of_the_terminal(tmp_path: Path) -> None:
    picture = Image.linear_gradient("L").convert("RGB").rotate(90)
    rows = decode(save(tmp_path / "a.png", picture), 40, 4, GROUND, has_few_colours=True)
    assert rows is not None
    greys = {
        colour.triplet
        for row in rows
        for segment in row
        if segment.style
        for colour in (segment.style.color, segment.style.bgcolor)
        if colour
    }
    fixed = {0, 95, 135, 175, 215, 255, *range(8, 248, 10)}
    assert all(grey is not None and set(grey) <= fixed for grey in greys)
    assert len(greys) > 8


def _has_red(row: tuple[Segment, ...]) -> bool:
    colours = [colour for one in row if one.style for colour in (one.style.color, one.style.bgcolor) if colour]
    return any(colour.triplet is not None and colour.triplet.red > colour.triplet.green + 60 for colour in colours)
