"""What is no running text in the order in which it is read: blocks with a shape of their own, and letters that are not text.

Imported by `layout` for texts with right-to-left letters where it is we who put them in order.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from reader.layout.bidi import draw_in_order, in_order, line_piece
from reader.layout.cells import cell_width, has_right_to_left, is_right_to_left
from reader.layout.flow import LaidBlock
from reader.layout.overlay import Covering
from reader.layout.pieces import offset_in, x_in
from reader.layout.rows import Order, Ornament, Piece, Row


class OrderedBlock:
    """A block whose rows were made as the text has their letters. Each piece is a paragraph of its own."""

    def __init__(self, laid: LaidBlock, text: str, order: Order) -> None:
        self.laid = laid
        self._text = text
        self._order = order

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.laid.height

    def row(self, index: int) -> Row:
        """Return one row."""
        row = self.laid.row(index)
        pieces = tuple(self._ordered(piece, keeps_end=row.is_right_to_left and piece.x > 0) for piece in row.pieces)
        return row if pieces == row.pieces else row._replace(pieces=pieces)

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of `offset`."""
        index, x = self.laid.place(offset)
        held = [piece for piece in self.row(index).pieces if piece.start <= offset <= piece.end]
        return index, x_in(held[-1], self._text, offset) if held else x

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset of the letter at or nearest to cell `x`."""
        pieces = self.row(index).pieces
        if not pieces:
            return self.laid.offset_at(index, x)
        piece = min(pieces, key=lambda piece: max(piece.x - x, x - piece.x - max(0, piece.width - 1), 0))
        return offset_in(piece, self._text, x)

    def _ordered(self, piece: Piece, *, keeps_end: bool) -> Piece:
        letters = self._text[piece.start : piece.end]
        if piece.shown or piece.levels or not has_right_to_left(letters):
            return piece
        ordered = in_order(piece, self._text, b"", self._order, is_mirrored=is_right_to_left(letters))
        # What became narrower keeps the edge at which it begins.
        return ordered._replace(x=piece.x + piece.width - ordered.width) if keeps_end else ordered


def ordered_ornaments(row: Row, order: Order) -> tuple[Ornament, ...]:
    """Return what is not text on a row as it is drawn; what stands side by side is one line, whatever its inks."""
    ornaments, begins_right = row.ornaments, row.is_right_to_left
    found: list[Ornament] = []
    line: list[Ornament] = []
    for mark in ornaments:
        if line and line[-1].x + cell_width(line[-1].text) != mark.x:
            found += _ordered_line(line, order, begins_right=begins_right)
            line = []
        line.append(mark)
    return (*found, *_ordered_line(line, order, begins_right=begins_right))


def _ordered_line(line: Sequence[Ornament], order: Order, *, begins_right: bool) -> Sequence[Ornament]:
    texts = [mark.text for mark in line]
    text = "".join(texts)
    if not has_right_to_left(text):
        return line
    begins_right = begins_right or is_right_to_left(text)
    parts = order_parts(texts, order, begins_right=begins_right)
    drawn_width = sum(cell_width(part.letters) for part in parts)
    x = line[0].x + (cell_width(text) - drawn_width if begins_right else 0)
    drawn = []
    for letters, number in parts:
        drawn.append(Ornament(x, letters, line[number].ink))
        x += cell_width(letters)
    return drawn


class Part(NamedTuple):
    """Letters as they are drawn, and which of the texts of a line they are of."""

    letters: str
    number: int


def order_parts(texts: Sequence[str], order: Order, *, begins_right: bool | None = None) -> list[Part]:
    """Return what stands on one line, in several texts because they look different, as it is drawn from left to right.

    `begins_right` says where the line begins; without it its first letter with a direction does.
    """
    text = "".join(texts)
    piece = line_piece(text, order, begins_right=begins_right)
    if not piece.levels:
        return [Part(letters, number) for number, letters in enumerate(texts)]
    edges = accumulate(map(len, texts), initial=0)
    numbers = [Covering(start, end, str(number)) for number, (start, end) in enumerate(pairwise(edges))]
    return [Part(letters, int(over[0])) for letters, over in draw_in_order(piece, text, numbers)]
