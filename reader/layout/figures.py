"""Figures and rules at a width: pictures or what they show in words, the card of a player, caption and credit."""

from collections.abc import Iterator, Sequence

from reader.layout.cells import cell_width, is_right_to_left, shorten
from reader.layout.flow import FixedBlock
from reader.layout.picture_places import (
    GALLERY_PICTURES,
    PictureRules,
    picture_rows,
    picture_starts,
    placed_pictures,
)
from reader.layout.rows import Ink, Ornament, PictureSlice, Piece, Row
from reader.layout.wrap import fold, trim_row, wrap
from reader.model.blocks import OBJECT, Figure, FigureKind

_ALT_ROWS = 3


class FigureBlock:
    """A figure, whose rows are made when one of them is asked for: they are most rows of many an article."""

    __slots__ = ("_alt", "_below", "_figure", "_laid", "_lines", "_starts", "_text", "_width", "height")

    def __init__(
        self,
        figure: Figure,
        text: str,
        width: int,
        lines: Sequence[tuple[PictureSlice, ...]],
        alt: Sequence[str],
        below: Sequence[Row],
    ) -> None:
        """`lines` are the placed pictures, `alt` the lines in their place, `below` the rows between them and the caption."""
        self._figure = figure
        self._text = text
        self._width = width
        self._lines = lines
        self._starts = picture_starts(lines)
        self._alt = alt
        self._below = below
        self._laid: FixedBlock | None = None
        self.height = self._starts[-1] + len(alt) + len(below) + _caption_height(figure, text, width)
        """How many rows it has."""

    @property
    def pictures(self) -> Iterator[tuple[int, PictureSlice]]:
        """Each picture with the first of its rows; makes none of them."""
        for start, line in zip(self._starts, self._lines, strict=False):
            for picture in line:
                yield start, picture

    def row(self, index: int) -> Row:
        """Return one row."""
        return self._made.row(index)

    def place(self, offset: int) -> tuple[int, int]:
        """Return (row, x) of `offset`."""
        return self._made.place(offset)

    def offset_at(self, index: int, x: int) -> int:
        """Return the offset of the letter at or nearest to a cell."""
        return self._made.offset_at(index, x)

    @property
    def _made(self) -> FixedBlock:
        if self._laid is None:
            rows = [*picture_rows(self._lines), *_alt_rows(self._alt), *self._below]
            captions = _caption_rows(self._figure, self._text, self._width)
            if not captions:
                # The object has no letters: it stands, unseen, at the corner of what shows it.
                rows[0] = rows[0]._replace(pieces=(Piece(0, 0, 0, len(self._text), Ink.CAPTION),))
            self._laid = FixedBlock(self._text, rows + captions)
        return self._laid


def lay_figure(figure: Figure, text: str, width: int, rules: PictureRules) -> FigureBlock:
    """Return `figure`: pictures or alt text, the card of a player, caption, credit at the right."""
    shown = [image for image in figure.images if rules.has_picture(image.src)]
    rows: list[Row] = []
    alt: Sequence[str] = ()
    if figure.kind in (FigureKind.VIDEO, FigureKind.AUDIO):
        from reader.layout.cards import player_card  # late: most articles play nothing

        rows += player_card(figure, width)
    elif not shown and (figure.images or text == OBJECT):
        alt = _alt_lines(figure, width)
    hidden = len(figure.images) - len(shown[:GALLERY_PICTURES])
    if hidden and shown:
        word = "picture" if hidden == 1 else "pictures"
        rows.append(Row(ornaments=(Ornament(0, shorten(f"▦ and {hidden} more {word}", width), Ink.MUTED),)))
    lines = placed_pictures(shown, width, rules, is_mirrored=is_right_to_left(text)) if shown else ()
    return FigureBlock(figure, text, width, lines, alt, rows)


def _alt_lines(figure: Figure, width: int) -> Sequence[str]:
    """The picture in words. Alt text that only repeats the caption is left out."""
    alts = list(dict.fromkeys(image.alt for image in figure.images if image.alt and image.alt != figure.caption))
    if len(figure.images) > 1:
        alts.insert(0, f"{len(figure.images)} pictures")
    alt = " · ".join(alts) or "Picture"
    return fold(alt, width - 5, _ALT_ROWS)


def _alt_rows(lines: Sequence[str]) -> list[Row]:
    rows = []
    for number, line in enumerate(lines):
        sign = (Ornament(1, "▦", Ink.MUTED),) if number == 0 else ()
        rows.append(Row(ornaments=(*sign, Ornament(4, line, Ink.MUTED)), has_panel=True))
    return rows


def _caption_height(figure: Figure, text: str, width: int) -> int:
    """Return how many rows caption and credit take; makes none where there is no credit, which may share the last one."""
    if figure.credit:
        return len(_caption_rows(figure, text, width))
    return len(wrap(text, width, 0, len(figure.caption))) if figure.caption else 0


def _caption_rows(figure: Figure, text: str, width: int) -> list[Row]:
    rows: list[Row] = []
    room = width
    # The credit stands at the end of the line: at the left where captions begin at the right.
    is_mirrored = is_right_to_left(text)
    if figure.caption:
        end = len(figure.caption)
        for start, stop in _row_ranges(text, width, 0, end):
            cells = cell_width(text[start:stop])
            x = width - cells if is_mirrored else 0
            rows.append(Row((Piece(x, cells, start, stop, Ink.CAPTION),), is_right_to_left=is_mirrored))
            room = width - cells - 2
    if figure.credit:
        begin = len(text) - len(figure.credit)
        ranges = _row_ranges(text, width, begin, len(text))
        pieces = [Piece(0, cell_width(text[a:b]), a, b, Ink.CREDIT) for a, b in ranges]
        placed = pieces if is_mirrored else [p._replace(x=max(0, width - p.width)) for p in pieces]
        if rows and len(placed) == 1 and placed[0].width <= room:
            rows[-1] = rows[-1]._replace(pieces=(*rows[-1].pieces, placed[0]))
        else:
            rows += [Row((piece,), is_right_to_left=is_mirrored) for piece in placed]
    return rows


def _row_ranges(text: str, width: int, start: int, end: int) -> list[tuple[int, int]]:
    starts = wrap(text, width, start, end)
    return [(at, trim_row(text, at, following)) for at, following in zip(starts, [*starts[1:], end], strict=True)]


def lay_rule(text: str, width: int) -> FixedBlock:
    """Return a break in the text: three quiet dots in the middle."""
    return FixedBlock(text, [Row((Piece(max(0, (width - 7) // 2), 7, 0, len(text), Ink.MUTED, "·  ·  ·"),))])
