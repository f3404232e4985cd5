"""Pictures that the terminal holds: what it is sent, and when."""

import os
from collections import deque
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reader.tui.looks.terminal_pictures import CellPixels
from reader.tui.pictures.sending import TerminalPictures
from reader.tui.pictures.shelf import PicturePlace, PictureRows
from tests.tui.pictures.kitty import Kitty

GROUND = (10, 20, 30)
PLACE = PicturePlace("a", 8, 4)


class Screen:
    """What waits on the screen's thread."""

    def __init__(self) -> None:
        self.waiting: deque[Callable[[], None]] = deque()

    def turn(self) -> None:
        self.waiting.popleft()()

    def settle(self) -> None:
        while self.waiting:
            self.turn()


@pytest.fixture
def kitty() -> Kitty:
    return Kitty()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def pictures(kitty: Kitty, screen: Screen) -> TerminalPictures:
    return TerminalPictures(CellPixels(9, 20), kitty.write, screen.waiting.append)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture that no compression makes small."""
    path = tmp_path / "a.png"
    Image.frombytes("RGB", (300, 200), os.urandom(300 * 200 * 3)).save(path)
    return path


def shown(pictures: TerminalPictures, path: Path, place: PicturePlace = PLACE) -> list[PictureRows]:
    """Draw and show; what comes back is filled when the terminal has the picture."""
    drawn = pictures.draw(path, place, GROUND)
    assert drawn is not None
    came: list[PictureRows] = []
    pictures.show(place, drawn, GROUND, came.append)
    return came


def number_of(rows: PictureRows) -> int:
    style = rows[0][0].style
    assert style is not None
    assert style.color is not None
    assert style.color.triplet is not None
    red, green, blue = style.color.triplet
    return red << 16 | green << 8 | blue


def test_the_terminal_has_the_picture_before_its_cells_are_drawn(
    pictures: TerminalPictures, kitty: Kitty, screen: Screen, photograph: Path
) -> None:
    came = shown(pictures, photograph, PicturePlace("a", 30, 10))
    assert kitty.writes == 1
    assert not came
    screen.settle()
    assert kitty.writes > 3  # frames had room between the parts
    number = number_of(came[0])
    assert kitty.places == {number: (30, 10)}
    assert Image.open(BytesIO(kitty.pictures[number])).size == (270, 200)
    assert kitty.other == ""
    assert (len(came[0]), len(came[0][0])) == (10, 30)


def test_parts_of_two_pictures_are_never_mixed(
    pictures: TerminalPictures, kitty: Kitty, screen: Screen, photograph: Path
) -> None:
    first, second = (shown(pictures, photograph, PicturePlace(name, 30, 10)) for name in "ab")
    screen.settle()  # the terminal says if they are
    assert len({number_of(first[0]), number_of(second[0])} & set(kitty.pictures)) == 2


def test_a_picture_that_is_shown_no_more_is_deleted(
    pictures: TerminalPictures, kitty: Kitty, screen: Screen, photograph: Path
) -> None:
    shown(pictures, photograph)
    screen.settle()
    pictures.forget(PLACE)
    assert kitty.pictures == {}


def test_a_picture_keeps_its_number_when_it_is_sent_again(
    pictures: TerminalPictures, kitty: Kitty, screen: Screen, photograph: Path
) -> None:
    first = shown(pictures, photograph)
    screen.settle()
    pictures.forget(PLACE)
    again = shown(pictures, photograph)
    screen.settle()
    assert number_of(first[0]) == number_of(again[0])
    assert list(kitty.pictures) == [number_of(again[0])]


def test_what_is_forgotten_on_its_way_arrives_whole_and_goes(
    pictures: TerminalPictures, kitty: Kitty, screen: Screen, photograph: Path
) -> None:
    large, waiting = PicturePlace("a", 30, 10), PicturePlace("b", 30, 10)
    gone = shown(pictures, photograph, large)
    never = shown(pictures, photograph, waiting)
    kept = shown(pictures, photograph)
    pictures.forget(large)
    pictures.forget(waiting)
    screen.settle()
    assert (gone, never) == ([], [])
    assert list(kitty.pictures) == [number_of(kept[0])]


def test_closing_deletes_all_even_with_a_picture_on_its_way(
    pictures: TerminalPictures, kitty: Kitty, screen: Screen, photograph: Path
) -> None:
    shown(pictures, photograph)
    screen.settle()
    came = shown(pictures, photograph, PicturePlace("b", 60, 20))
    assert screen.waiting  # it is not there yet
    pictures.close()
    screen.settle()
    assert kitty.pictures == {}
    assert came == []
    again = shown(pictures, photograph)
    screen.settle()
    assert list(kitty.pictures) == [number_of(again[0])]


def test_closing_after_the_last_part_sends_no_end(pictures: TerminalPictures, kitty: Kitty, tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    assert shown(pictures, tmp_path / "a.png")  # so small that it was there at once
    pictures.close()
    assert kitty.pictures == {}


def test_no_more_pixels_are_sent_than_a_screen_needs(pictures: TerminalPictures, photograph: Path) -> None:
    drawn = pictures.draw(photograph, PicturePlace("a", 280, 90), GROUND)
    assert isinstance(drawn, bytes)
    width, height = Image.open(BytesIO(drawn)).size
    assert width * height <= 2_010_000
    assert width / height == pytest.approx(280 * 9 / (90 * 20), rel=0.01)


def test_what_is_no_picture_is_not_sent(pictures: TerminalPictures, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x1b_Ga=d\x1b\\")
    assert pictures.draw(tmp_path / "a.png", PLACE, GROUND) is None
