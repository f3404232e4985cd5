"""A block laid out at a width: rows of running text, made when they are asked for, or rows fixed beforehand.

`FlowBlock` serves everything that is one stretch of text (headline, paragraph, quote, list item); `FixedBlock` what has a
shape of its own (tables, figures, code, cards). Both answer the same four questions.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from reader.layout.cells import cell_width, grapheme_start, has_right_to_left
from reader.layout.pieces import offset_in, x_in
from reader.layout.rows import Ink, Order, Ornament, Piece, Row
from reader.layout.wrap import WordPlaces, trim_row, wrap, wrap_dividing


class LaidBlock(Protocol):
    """A block at a width. Rows and offsets are its own: they count from its first row and its first code point."""

    @property
    def height(self) -> int:
        """How many rows it has; at least one."""

    def row(self, index: int) -> Row:
        """Return one row."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of the grapheme that holds `offset`."""

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset of the letter at cell `x` of a row, the nearest one if there is none."""


class TextRules(NamedTuple):
    """How the reader likes running text to be set."""

    is_justified: bool = False
    """Whether rows end at the right edge."""
    is_hyphenated: bool = False
    """Whether words are divided, in languages whose patterns are known."""
    is_indented: bool = False
    """Whether paragraphs are parted by the indent of their first row and not by a blank one."""
    order: Order = Order.TERMINAL
    """Who puts right-to-left letters in order."""


class FlowStyle(NamedTuple):
    """How a stretch of running text is set."""

    ink: Ink
    indent: int = 0
    """Cells before every row."""
    first_indent: int = 0
    """Cells more before the first row."""
    is_justified: bool = False
    places: WordPlaces | None = None
    """Where a word may be divided; None if none is."""
    first: tuple[Ornament, ...] = ()
    """On the first row: a bullet, a number."""
    every: tuple[Ornament, ...] = ()
    """On every row: the bars of a quote."""


MOST_ADDED = 1.5
"""Cells added to a space of a justified row, on the average: half of its spaces are then three cells wide. A row that would need
wider ones keeps its ragged end: one short row is better than holes that run together into rivers."""

SHORT_LAST_ROW = 10
"""Cells of a word that, alone in the last row of a justified paragraph, looks like the beginning of the next."""

HYPHEN = "-"


class FlowBlock:
    """Running text."""

    __slots__ = ("_divided", "_is_right_to_left", "_levels", "_order", "_starts", "_style", "_text", "_width")

    def __init__(
        self,
        text: str,
        width: int,
        style: FlowStyle,
        *,
        is_right_to_left: bool = False,
        order: Order = Order.TERMINAL,
    ) -> None:
        self._text = text
        self._width = max(2, width - style.indent)
        self._style = style
        self._is_right_to_left = is_right_to_left
        self._order = order
        self._levels: bytes | None = None
        self._divided: frozenset[int] = frozenset()
        if style.places is None:
            self._starts = wrap(text, self._width, indent=style.first_indent)
        else:
            self._starts, self._divided = wrap_dividing(text, self._width, style.places, indent=style.first_indent)
        if style.is_justified and len(self._starts) > 1:
            self._fill_last_row()

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self._starts)

    def row(self, index: int) -> Row:
        """Return one row."""
        style = self._style
        ornaments = style.every + style.first if index == 0 else style.every
        if self._is_right_to_left and ornaments:
            # Bars and bullets stand where the lines begin: at the right.
            edge = self._width + style.indent
            ornaments = tuple(
                Ornament(edge - mark.x - cell_width(mark.text), mark.text, mark.ink) for mark in ornaments
            )
        return Row((self._piece(index),), ornaments, is_right_to_left=self._is_right_to_left)

    def row_at(self, offset: int) -> int:
        """Return the row of `offset`, without measuring where on it that stands."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of `offset`; spaces that hang past a row stand at its end."""
        index = self.row_at(offset)
        return index, x_in(self._piece(index), self._text, offset)

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset at cell `x` of a row; past its end, that of what ends it."""
        piece = self._piece(index)
        found = offset_in(piece, self._text, x)
        is_last = index + 1 == len(self._starts)
        # Where a row was cut inside a word nothing hangs past it: its last letter is the nearest.
        if not is_last and found >= self._starts[index + 1]:
            found = grapheme_start(self._text, piece.end - 1)
        return found

    def _piece(self, index: int) -> Piece:
        start, end = self._range(index)
        style = self._style
        piece = Piece(0, cell_width(self._text[start:end]), start, end, style.ink)
        if self._order is not Order.TERMINAL:
            piece = self._ordered(piece)
        width, tail = piece.width, ""
        gaps: tuple[int, ...] = ()
        if index + 1 < len(self._starts):
            following = self._starts[index + 1]
            if following in self._divided:
                tail = HYPHEN
                width += 1
            if style.is_justified and self._text[following - 1] != "\n":
                gaps = self._gaps(index, start, end, width)
                width += len(gaps)
        x = self._left(width) if index else self._first_left(width)
        return Piece(x, width, start, end, style.ink, "", gaps, tail, piece.levels, piece.keeps_words)

    def _ordered(self, piece: Piece) -> Piece:
        """Return a piece with the levels of its letters, if any run to the left."""
        if self._levels is None:
            if not has_right_to_left(self._text):
                self._order = Order.TERMINAL
                return piece
            from reader.layout.bidi import paragraph_levels

            self._levels = paragraph_levels(self._text, is_mirrored=self._is_right_to_left)
        from reader.layout.bidi import in_order

        return in_order(piece, self._text, self._levels, self._order, is_mirrored=self._is_right_to_left)

    def _fill_last_row(self) -> None:
        """Give a short word that would end a paragraph alone the one before it, if that leaves no holes in the row above."""
        text, (above, last) = self._text, self._starts[-2:]
        if text[last - 1] != " " or text.find(" ", last) >= 0 or cell_width(text[last:]) > SHORT_LAST_ROW:
            return
        cut = text.rfind(" ", above + 1, last - 1)
        if cut < 0:
            return
        room = self._width - (self._style.first_indent if len(self._starts) == 2 else 0)
        if room - cell_width(text[above:cut]) <= text.count(" ", above, cut):
            self._starts[-1] = cut + 1

    def _gaps(self, index: int, start: int, end: int, width: int) -> tuple[int, ...]:
        """Return the spaces of a row that must be wider for it to end at the edge; none if they would be too wide."""
        missing = self._width - width - (0 if index else self._style.first_indent)
        spaces = [at for at in range(start + 1, end) if self._text[at] == " "] if missing > 0 else []
        if not spaces or missing > len(spaces) * MOST_ADDED:
            return ()
        all_wider, some = divmod(missing, len(spaces))
        # Evenly over the row, and from the other side in every other one: what is wider in one row is not in the next.
        chosen = [(2 * number + 1) * len(spaces) // (2 * some) for number in range(some)]
        if index % 2:
            chosen = [len(spaces) - 1 - number for number in chosen]
        return tuple(sorted(spaces * all_wider + [spaces[number] for number in chosen]))

    def _range(self, index: int) -> tuple[int, int]:
        start = self._starts[index]
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        return start, trim_row(self._text, start, end)

    def _left(self, width: int) -> int:
        if self._is_right_to_left:
            return max(0, self._width - width)
        return self._style.indent

    def _first_left(self, width: int) -> int:
        left = self._left(width)
        indent = self._style.first_indent
        return max(0, left - indent) if self._is_right_to_left else left + indent


class FixedBlock:
    """Rows with a shape of their own, all made beforehand."""

    __slots__ = ("_places", "_rows", "_starts", "_text")

    def __init__(self, text: str, rows: Sequence[Row]) -> None:
        self._text = text
        self._rows = tuple(rows)
        places = sorted(
            (piece.start, index, at) for index, row in enumerate(rows) for at, piece in enumerate(row.pieces)
        )
        self._starts = [start for start, _, _ in places]
        self._places = places

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self._rows)

    def row(self, index: int) -> Row:
        """Return one row."""
        return self._rows[index]

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of `offset`; what stands between two pieces stands at the end of the first."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return 0, 0
        _, index, number = self._places[at]
        piece = self._rows[index].pieces[number]
        return index, x_in(piece, self._text, offset)

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset of the letter at or nearest to cell `x`; of the next row with text if this one has none."""
        pieces = self._rows[index].pieces
        if not pieces:
            return self._near(index)
        piece = min(pieces, key=lambda piece: max(piece.x - x, x - piece.x - max(0, piece.width - 1), 0))
        return offset_in(piece, self._text, x)

    def _near(self, index: int) -> int:
        for row in self._rows[index:]:
            if row.pieces:
                return row.pieces[0].start
        for row in reversed(self._rows[:index]):
            if row.pieces:
                return row.pieces[-1].end
        return 0
