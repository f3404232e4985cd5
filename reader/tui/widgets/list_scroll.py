"""Where a long list stands: which rows are on the screen, worked out from the row at its top, never from the whole of it.

The place is an *anchor*: the row at the top of the screen and how many of its lines are above it. Heights are asked for of rows
on the screen and beside it alone, so that a step costs as much at a hundred thousand rows as at ten. Pure.
"""

from collections.abc import Callable
from typing import NamedTuple


class Anchor(NamedTuple):
    """What is at the top of the screen."""

    row: int = 0
    line: int = 0
    """How many lines of it are above the screen."""


class Block(NamedTuple):
    """A row on the screen."""

    row: int
    line: int
    """The line of the screen at which it begins; negative for one that begins above."""
    height: int


class ListScroll:
    """The place in a list of `total` rows on a screen of `lines` lines."""

    def __init__(self, height_of: Callable[[int], int]) -> None:
        self._height_of = height_of
        """Lines of the row at a place; at least 1."""
        self.total = 0
        self.lines = 1
        self.top = Anchor()

    def blocks(self) -> list[Block]:
        """Return the rows on the screen, from the top."""
        found = []
        row, line = self.top.row, -self.top.line
        while row < self.total and line < self.lines:
            height = self._height_of(row)
            found.append(Block(row, line, height))
            line += height
            row += 1
        return found

    def line_of(self, row: int) -> int | None:
        """Return the line of the screen at which a row begins, None if no line of it is on the screen."""
        return next((block.line for block in self.blocks() if block.row == row), None)

    def scroll(self, lines: int) -> None:
        """Go down by so many lines, up if negative, as far as there are any."""
        row, line = self.top.row, self.top.line + lines
        while line < 0 and row > 0:
            row -= 1
            line += self._height_of(row)
        while row < self.total - 1 and line >= (height := self._height_of(row)):
            line -= height
            row += 1
        self.top = Anchor(row, max(0, line))
        self.clamp()

    def reveal(self, row: int) -> None:
        """Bring the whole of a row onto the screen, by as few lines as that takes."""
        if not 0 <= row < self.total:
            return
        if row <= self.top.row:
            self.top = Anchor(row)
            return
        line = -self.top.line
        for above in range(self.top.row, row):
            line += self._height_of(above)
            if line >= self.lines:
                break
        if line + self._height_of(row) > self.lines:
            self.hold(row, max(0, self.lines - self._height_of(row)))

    def hold(self, row: int, line: int) -> None:
        """Let a row begin at a line of the screen, which may be above or below it."""
        self.top = Anchor(max(0, min(row, self.total - 1)))
        self.scroll(-line)

    def clamp(self) -> None:
        """Leave no room below the last row while there are rows above the first one shown."""
        if self.top.row >= self.total:
            self.top = Anchor(max(0, self.total - 1))
        below = -self.top.line
        for row in range(self.top.row, self.total):
            below += self._height_of(row)
            if below >= self.lines:
                return
        row, line = self.top
        missing = self.lines - below
        while missing > 0 and (line or row):
            if not line:
                row -= 1
                line = self._height_of(row)
            step = min(line, missing)
            line -= step
            missing -= step
        self.top = Anchor(row, line)
