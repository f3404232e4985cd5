"""The rows of a sheet: what each says, and rows that are made only when they are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import overload

_KEPT_ROWS = 500
"""Of those that are made when they are drawn: some screens full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a sheet. All texts may come from outside."""

    text: str
    right: str = ""
    """Stands at the right edge: keys, a share, a sign."""
    note: str = ""
    """Stands below in muted ink, on up to two rows."""
    left: str = ""
    """Stands before the text in a column of its own: keys in the help."""
    indent: int = 0
    colour: str = ""
    """The name of a mark's colour, shown as a patch before the text."""
    is_heading: bool = False
    """Whether it parts the rows and can't be chosen."""
    is_group: bool = False
    """Whether it stands over other rows as a heading does, and can be chosen."""
    is_quiet: bool = False
    """Whether it is muted: what it tells of is past."""
    text_marks: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of the text that were looked for, in order."""
    note_marks: tuple[tuple[int, int], ...] = ()
    """The same of the note."""
    spans: tuple[tuple[int, int, str], ...] = ()
    """Half-open ranges of the text in another ink, in order: `muted`, `added`, `removed`, or the name of a mark's colour."""

    def with_right(self, right: str) -> "SheetRow":
        """Return the row with other words at its right edge."""
        return replace(self, right=right)


class RowsToMake(Sequence[SheetRow]):
    """Rows that are made when they are asked for: of the ten thousand marks of an article, those on the screen."""

    def __init__(self, number: int, make: Callable[[int], SheetRow], parting: Sequence[int] = ()) -> None:
        """`parting` are the indexes of the headings and groups among them, in order."""
        self.parting = parting
        self._indexes = range(number)
        self._make = lru_cache(maxsize=_KEPT_ROWS)(make)

    def __len__(self) -> int:
        return len(self._indexes)

    @overload
    def __getitem__(self, index: int) -> SheetRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[SheetRow]: ...

    def __getitem__(self, index: int | slice) -> SheetRow | Sequence[SheetRow]:
        if isinstance(index, slice):
            return [self._make(at) for at in self._indexes[index]]
        return self._make(self._indexes[index])


def parting_rows(rows: Sequence[SheetRow]) -> Sequence[int]:
    """Return the indexes of the rows that hold others and are none of those counted: headings and groups, in order."""
    if isinstance(rows, RowsToMake):
        return rows.parting
    return tuple(index for index, row in enumerate(rows) if row.is_heading or row.is_group)
