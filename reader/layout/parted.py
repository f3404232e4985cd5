"""Blocks of many like parts, whose rows are made part by part as the screen asks for them: tables by rows, code by lines."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from reader.layout.flow import FixedBlock
from reader.layout.rows import Row

_KEPT_PARTS = 400


class PartedBlock(ABC):
    """Knows how high each part is from the start; a part is made when one of its rows is asked for."""

    def __init__(self, text: str, starts: Sequence[int], heights: Iterable[int]) -> None:
        self.text = text
        self._starts = starts
        self._tops = list(accumulate(heights, initial=0))
        self._parts: dict[int, FixedBlock] = {}

    @abstractmethod
    def make_part(self, part: int) -> list[Row]:
        """Return the rows of a part, as many as its height."""

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self._tops[-1]

    def row(self, index: int) -> Row:
        """Return one row."""
        part = bisect_right(self._tops, index) - 1
        return self._part(part).row(index - self._tops[part])

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of `offset`; what stands between two parts stands at the end of the first."""
        part = self.part_at(offset)
        made = self._part(part)
        row, x = made.place(offset)
        if not row and not x:  # what stands before the first letters of the part stands at them
            row, x = made.place(made.offset_at(row, x))
        return self._tops[part] + row, x

    def part_at(self, offset: int) -> int:
        """Return the part that holds `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset of the letter at or nearest to cell `x` of a row."""
        part = bisect_right(self._tops, index) - 1
        return self._part(part).offset_at(index - self._tops[part], x)

    def _part(self, part: int) -> FixedBlock:
        made = self._parts.get(part)
        if made is None:
            if len(self._parts) >= _KEPT_PARTS:
                self._parts.clear()
            made = self._parts[part] = FixedBlock(self.text, self.make_part(part))
        return made
