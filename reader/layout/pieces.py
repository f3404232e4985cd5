"""Within a piece of a row: from offset to cell and back, and the letters that are drawn for a stretch of it.

Nearly all pieces are drawn as the text stands, a cell or two for each letter. Those of justified rows have spaces wider than
that, a hyphenated one ends in a letter that is not in the text, and in one with right-to-left letters the cells stand in
another order. All who draw a piece or look for a place in it ask here: flow, the caret, the painter.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reader.layout.cells import grapheme_end, grapheme_start, index_at, is_plain, x_of
from reader.layout.overlay import Covering, Stretch, split
from reader.layout.rows import Piece


class Drawn(NamedTuple):
    """Letters side by side over which the same values lie."""

    letters: str
    values: tuple[str, ...]


def x_in(piece: Piece, text: str, offset: int) -> int:
    """Return the cell, from the left edge of the measure, of the grapheme that holds `offset`; the piece's end past it.

    `text` is the text of the piece's block, `offset` counts in it.
    """
    if piece.shown:
        return piece.x + (piece.width if offset >= piece.end else 0)
    if piece.levels:
        from reader.layout.bidi import x_in_order  # for texts with right-to-left letters

        return piece.x + x_in_order(piece, text, offset)
    x = piece.x + x_of(text, piece.start, piece.end, offset)
    return x + bisect_left(piece.gaps, offset) if piece.gaps else x


def offset_in(piece: Piece, text: str, x: int) -> int:
    """Return the offset of the grapheme that covers a cell counted from the left edge of the measure.

    Left of the piece that of its first letter; past its last letter its end.
    """
    if piece.shown:
        return piece.start if x < piece.x + piece.width else piece.end
    x -= piece.x
    if piece.levels:
        from reader.layout.bidi import offset_in_order

        return offset_in_order(piece, text, x)
    wider = 0
    for gap in piece.gaps:
        added = x_of(text, piece.start, piece.end, gap) + 1 + wider
        if x < added:
            break
        if x == added:
            return gap
        wider += 1
    return index_at(text, piece.start, piece.end, x - wider)


def letters(piece: Piece, text: str, start: int, end: int) -> str:
    """Return what is drawn for the half-open range `start` to `end` of a piece whose letters stand in the text's order."""
    drawn = text[start:end]
    for gap in reversed(piece.gaps):
        if start <= gap < end:
            drawn = f"{drawn[: gap - start]} {drawn[gap - start :]}"
    return drawn + piece.tail if piece.tail and end == piece.end else drawn


def draw(piece: Piece, text: str, over: Sequence[Covering[str]]) -> list[Drawn]:
    """Return the letters of a piece from left to right, cut wherever one of `over` begins or ends."""
    if piece.levels:
        from reader.layout.bidi import draw_in_order

        return [Drawn(*part) for part in draw_in_order(piece, text, over)]
    stretches = whole_letters(text, piece, split(piece.start, piece.end, over))
    return [Drawn(letters(piece, text, part.start, part.end), part.values) for part in stretches]


def whole_letters(text: str, piece: Piece, stretches: list[Stretch[str]]) -> list[Stretch[str]]:
    """Move cuts that fell inside a grapheme to its end: a letter is drawn whole or not at all."""
    if len(stretches) < 2 or is_plain(text[piece.start : piece.end]):
        return stretches
    moved = []
    at = piece.start
    for stretch in stretches:
        end = stretch.end
        if end < piece.end and grapheme_start(text, end) != end:
            end = min(piece.end, grapheme_end(text, grapheme_start(text, end)))
        if end > at:
            moved.append(Stretch(at, end, stretch.values))
            at = end
    return moved
