"""Where the rows of a sheet stand: rows of one or more lines below each other, in one column or several. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

_NEAR_ROWS = 300
"""A row further from those that are laid is laid first of all, and those between are left."""


class Column:
    """Rows that stand below each other. Their heights are asked for only as far as somebody looks.

    Lines are counted from the beginning of the first row; after a jump over very many rows from that of the row it led to, and
    lines above it are negative.
    """

    def __init__(self, rows: range, height_of: Callable[[int], int]) -> None:
        """`height_of` says how many lines the row at an index takes: one at least."""
        self.rows = rows
        self._height_of = height_of
        self._first = rows.start
        """The first of the rows that are laid."""
        self._starts = [0]
        """The lines at which these begin, and the one after the last."""

    def start(self, index: int) -> int:
        """Return the line at which a row begins; for the index after the last the one after it."""
        while index < self._first:
            self._lay_above()
        while index > self._stop:
            self._lay_below()
        return self._starts[index - self._first]

    def row_at(self, line: int) -> int:
        """Return the row that has a line: above all of them the first, below all of them the index after the last."""
        while line < self._starts[0] and self._first > self.rows.start:
            self._lay_above()
        while line >= self._starts[-1] and self._stop < self.rows.stop:
            self._lay_below()
        return self._first + max(0, bisect_right(self._starts, line) - 1)

    def first_line(self, limit: int) -> int:
        """Return the line at which the first row begins, or `limit` if that is above it."""
        return max(limit, self.start(self.row_at(limit)))

    def end(self, limit: int) -> int:
        """Return the line after the last row, or `limit` if that is below it."""
        return limit if self.row_at(limit) < self.rows.stop else min(limit, self._starts[-1])

    def is_near(self, index: int) -> bool:
        """Whether few rows have to be laid for a row to be."""
        return self._first - _NEAR_ROWS <= index <= self._stop + _NEAR_ROWS

    def begin_at(self, index: int) -> None:
        """Count lines from the beginning of a row."""
        self._first, self._starts = index, [0]

    @property
    def _stop(self) -> int:
        """The row after the last one that is laid."""
        return self._first + len(self._starts) - 1

    def _lay_above(self) -> None:
        self._first -= 1
        self._starts.insert(0, self._starts[0] - self._height_of(self._first))

    def _lay_below(self) -> None:
        self._starts.append(self._starts[-1] + self._height_of(self._stop))


def into_columns(heights: Sequence[int], is_heading: Sequence[bool], number: int) -> tuple[Column, ...]:
    """Return rows of these heights in `number` columns or fewer, parted only before headings, the highest as low as can be."""
    firsts = [0, *(index for index, is_one in enumerate(is_heading) if is_one and index)]
    sections = [sum(heights[first:end]) for first, end in zip(firsts, [*firsts[1:], len(heights)], strict=True)]
    for limit in range(max([*sections, -(-sum(sections) // number)]), sum(sections) + 1):
        starts, height = [0], 0
        for first, section in zip(firsts, sections, strict=True):
            if height and height + section > limit:
                starts.append(first)
                height = 0
            height += section
        if len(starts) <= number:
            break
    # A heading that begins a column has no blank line above it.
    own = [1 if at in starts and is_heading[at] else height for at, height in enumerate(heights)]
    return tuple(
        Column(range(first, end), own.__getitem__)
        for first, end in zip(starts, [*starts[1:], len(heights)], strict=True)
    )
