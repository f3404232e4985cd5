"""Pictures that the terminal holds: sent in small parts between frames, replaced by placeholder cells, deleted when they go.

All but `draw` runs on the screen's thread. Parts of one picture are never mixed with those of another, as the protocol asks, and
frames come between them, so that keys are answered while a large picture is on its way.
"""

import os
from collections import deque
from collections.abc import Callable
from pathlib import Path

from reader.tui.looks.terminal_pictures import CellPixels
from reader.tui.pictures.media import Rgb
from reader.tui.pictures.placeholders import deletion, end_of_transmission, placeholder_rows, transmission
from reader.tui.pictures.shelf import PicturePlace, PictureRows
from reader.tui.pictures.zooming import WHOLE, Part

Write = Callable[[str], None]
Later = Callable[[Callable[[], None]], object]
"""Calls something soon, after what is waiting on the screen's thread."""

_CHUNKS_AT_ONCE = 8
"""32 KB: a local terminal takes them in less than a millisecond, so no frame waits longer than that."""

_MOST_PIXELS = 2_000_000
"""Of one picture that is sent; the terminal enlarges the rest. A screen full of them is 3 MB on the line."""

_SHARPEST = 1.5
"""How much a picture with few pixels may be blown up."""

_FIRST_NUMBERS = 1 << 16
_ALL_NUMBERS = 1 << 24


class TerminalPictures:
    """A medium of placeholder cells over pictures that were sent with the Kitty graphics protocol."""

    def __init__(self, cell: CellPixels, write: Write, later: Later) -> None:
        self.cell_shape = cell.height / cell.width
        self.pixels_per_cell = cell.width / _SHARPEST
        self._cell = cell
        self._write = write
        self._later = later
        self._numbers: dict[PicturePlace, int] = {}
        """A place keeps its number for good, so that cells drawn earlier stay right when its picture is sent again."""
        self._held: set[int] = set()
        self._waiting: deque[_Sending] = deque()
        self._doomed: list[int] = []
        """To be deleted when the picture that is on its way has arrived: no command may come between its parts."""
        # Another program may have left pictures in this terminal: begin anywhere.
        self._next = _FIRST_NUMBERS + int.from_bytes(os.urandom(2), "big") * 128

    def draw(self, path: Path, place: PicturePlace, ground: Rgb, part: Part = WHOLE) -> object | None:
        """Return the picture as a PNG of the size that it has on the screen."""
        from io import BytesIO

        from reader.tui.pictures.drawing import Pixels, draw

        width, height = place.width * self._cell.width, place.rows * self._cell.height
        scale = min(1.0, (_MOST_PIXELS / (width * height)) ** 0.5)
        pixels = Pixels(max(1, round(width * scale)), max(1, round(height * scale)), ground, squeeze=1.0, part=part)
        drawn = draw(path, pixels)
        if drawn is None:
            return None
        png = BytesIO()
        drawn.save(png, "PNG", compress_level=3)  # twice as fast as the default, and hardly larger
        return png.getvalue()

    def show(self, place: PicturePlace, drawn: object, ground: Rgb, then: Callable[[PictureRows], object]) -> None:
        """Send the picture; its rows come when the terminal has all of it."""
        assert isinstance(drawn, bytes)
        number = self._numbers.get(place)
        if number is None:
            number = self._numbers[place] = self._next
            self._next = max(_FIRST_NUMBERS, (self._next + 1) % _ALL_NUMBERS)
        parts = list(transmission(number, drawn, place.width, place.rows))

        def arrived() -> None:
            then(placeholder_rows(number, place.width, place.rows, ground))

        self._waiting.append(_Sending(number, parts, arrived))
        if len(self._waiting) == 1:
            self._send()

    def _send(self) -> None:
        """Send the next part of the picture that is on its way; after its last one it is there, and the next may begin."""
        if not self._waiting:
            return
        sending = self._waiting[0]
        sending.is_begun = True
        self._held.add(sending.number)
        self._write("".join(sending.parts[:_CHUNKS_AT_ONCE]))
        del sending.parts[:_CHUNKS_AT_ONCE]
        if not sending.parts:
            self._waiting.popleft()
            for number in self._doomed:
                self._write(deletion(number))
            self._doomed.clear()
            if sending.is_wanted:
                sending.arrived()
        if self._waiting:
            self._later(self._send)

    def forget(self, place: PicturePlace) -> None:
        """Delete a picture from the terminal; one that is on its way arrives first."""
        number = self._numbers.get(place, 0)
        for sending in list(self._waiting):
            if sending.number == number:
                sending.is_wanted = False
                if not sending.is_begun:
                    self._waiting.remove(sending)
        if number in self._held:
            self._held.discard(number)
            if self._waiting and self._waiting[0].is_begun:
                self._doomed.append(number)
            else:
                self._write(deletion(number))

    def close(self) -> None:
        """Delete all pictures from the terminal at once, and end what is on its way."""
        if self._waiting and self._waiting[0].is_begun:
            self._write(end_of_transmission())
        self._waiting.clear()
        gone = self._held.union(self._doomed)
        if gone:
            self._write("".join(deletion(number) for number in sorted(gone)))
        self._held.clear()
        self._doomed.clear()


class _Sending:
    """A picture that waits to be sent, or is on its way."""

    __slots__ = ("arrived", "is_begun", "is_wanted", "number", "parts")

    def __init__(self, number: int, parts: list[str], arrived: Callable[[], None]) -> None:
        self.number = number
        self.parts = parts
        self.arrived = arrived
        self.is_begun = False
        self.is_wanted = True
