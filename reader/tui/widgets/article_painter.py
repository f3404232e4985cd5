"""Rows of an article as strips: inks, marks, hits, selection, caret, gutter. Pure: the same row and look, the same strip.

What lies over the text comes as coverings whose values are names: one of the five inks, `find`, `find_current`, `select`,
`caret`, `saving`, `added` and `removed` (of two versions in one text), or a span's kind. The caret wins over the selection,
that over hits, those over marks; marks that overlap mix their grounds and are underlined, but for one that is brought forward.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.layout.block_spans import BlockSpans
from reader.layout.cells import cell_width
from reader.layout.layout import Layout
from reader.layout.overlay import Covering
from reader.layout.picture_places import alt_line
from reader.layout.pieces import draw
from reader.layout.rows import Ink, PictureSlice, Row
from reader.model.annotation import Colour
from reader.model.blocks import SpanKind, block_spans
from reader.tui.looks.inks import Inks, slip
from reader.tui.looks.tones import Tone, dimmed, ruled
from reader.tui.pictures.shelf import PicturePlace, PictureShelf
from reader.tui.widgets.painted_line import PaintedLine
from reader.tui.widgets.shown_marks import MOST_TOLD_APART

HERE_BAR = "▕"
PEN = "✎"
MARK_SIGN = "▪"
LOOK_SIGN = "?"
SAVING = "saving"
FIND = "find"
FIND_CURRENT = "find_current"
SELECT = "select"
CARET = "caret"
ADDED, REMOVED = "added", "removed"
DESCRIBED, ASIDE = "described", "aside"
"""Of two versions in one text: what was put in, what was taken out, a byline, what a machine says."""

CHANGE_BAR = "▎"
"""In the gutter of a paragraph that is not as it was, beside rows on which nothing changed."""

GUTTER = 3
"""Cells kept free left of the text: pen, bar, a space."""

_KEPT_ROWS = 150
"""Some pages up and down, beside those on the screen, which the pane keeps itself; a strip takes three kilobytes."""
_RAISED = frozenset((SpanKind.SUB.value, SpanKind.SUP.value))
_MARKS = frozenset(colour.value for colour in Colour)
FORWARD = {colour.value: f"forward_{colour.value}" for colour in Colour}
"""Over the one of several marks that is meant."""

_FORWARD = {name: colour for colour, name in FORWARD.items()}
FRAME_BAR = "▐"
"""At the side of a picture that is marked or selected."""

_ITALIC = Style(italic=True)
_UPRIGHT = Style(italic=False)
_BOLD = Style(bold=True)
_UNDERLINE = Style(underline=True)


class RowLook(NamedTuple):
    """All that a row's strip depends on beside layout, theme and width."""

    coverings: tuple[Covering[str], ...] = ()
    """Over the row's text."""
    caret: int | None = None
    """The cell of a caret that stands where no letter is: past the end of a row. From the left edge of the measure."""
    has_bar: bool = False
    """Whether the current sentence stands on it."""
    sign: str = ""
    """In the gutter, where a mark begins: a pen, or a sign where marks have no ground."""
    hints: tuple[tuple[int, str], ...] = ()
    """Cells and letters of link hints."""
    pictures: int = 0
    """How many of its pictures are decoded."""
    frame: tuple[str, ...] = ()
    """What lies over the whole figure that it is a row of, beside its words."""
    tone: Tone = Tone.PLAIN
    """Whether the whole row steps back, or lies on the ruler."""


Tail: TypeAlias = tuple[str, Style]
"""A sign of one cell after a row, and its style."""


class ArticlePainter:
    """Paints the rows of one layout in one theme at one width. Made anew when any of them changes."""

    def __init__(self, layout: Layout, inks: Inks, left: int, width: int, shelf: PictureShelf) -> None:
        self._layout = layout
        self._inks = inks
        self._left = left
        self._width = width
        self._shelf = shelf
        self._strips: dict[tuple[int, RowLook, Tail | None], Strip] = {}
        self._styles: dict[tuple[Ink, bool, tuple[str, ...]], Style] = {}
        self._letters = {
            Ink.TEXT: inks.text,
            Ink.HEADLINE: inks.strong,
            Ink.DECK: inks.quiet,
            Ink.HEADING: inks.strong,
            Ink.SUBHEADING: inks.muted + _BOLD,
            Ink.QUOTE: inks.text,
            Ink.PULL_QUOTE: inks.quiet,
            Ink.CODE: inks.text,
            Ink.CAPTION: inks.quiet,
            Ink.CREDIT: inks.muted,
            Ink.TABLE_HEAD: inks.strong,
            Ink.TABLE_CAPTION: inks.quiet,
            Ink.MUTED: inks.muted,
            Ink.FAINT: inks.faint,
            Ink.LEFT_OUT: inks.dimmed,
            Ink.REASON: inks.dimmed + _ITALIC,
            Ink.HISTORY: inks.muted,
            Ink.ACCENT: inks.accent,
            Ink.SITE: inks.key,
        }
        self._spans: dict[int, BlockSpans] = {}

    def paint(self, number: int, look: RowLook, tail: Tail | None = None) -> Strip:
        """Return one row, as wide as the painter, and a one-cell `tail` after it if there is one."""
        key = (number, look, tail)
        strip = self._strips.get(key)
        if strip is None:
            segments = self._make(number, look)
            width = self._width
            if tail is not None:
                segments.append(Segment(*tail))
                width += 1
            if len(self._strips) >= _KEPT_ROWS:
                self._strips.clear()
            strip = self._strips[key] = Strip(segments, width)
        return strip

    def _make(self, number: int, look: RowLook) -> list[Segment]:
        row = self._layout.row(number)
        inks = self._inks
        line = PaintedLine(self._width, inks.ground)
        if look.sign:
            sign_ink = inks.faint if look.sign == CHANGE_BAR else inks.accent
            line.put(self._left - GUTTER, look.sign, inks.ground + sign_ink)
        if look.has_bar:
            x = self._left + self._layout.width if row.is_right_to_left else self._left - 2
            line.put(x, HERE_BAR, inks.ground + inks.muted)
        if row.has_panel:
            line.lay(self._left, self._layout.width, inks.panel)
        for mark in row.ornaments:
            line.put(self._left + mark.x, mark.text, self._style(mark.ink, row.has_panel, ()))
        for place in row.pictures:
            self._put_picture(line, place)
        if row.pieces:
            self._put_pieces(line, number, row, look)
        if look.frame:
            self._put_frame(line, row, look.frame)
        if look.caret is not None:
            line.put(self._left + look.caret, " ", inks.caret)
        segments = line.segments()
        if look.hints:
            strip = Strip(segments)
            for x, letters in look.hints:
                strip = _over(strip, self._left + x, Segment(letters, inks.caret + _BOLD))
            segments = list(strip)
        if look.tone is Tone.DIMMED:
            return dimmed(segments, inks)
        if look.tone is Tone.RULED:
            return ruled(segments, self._left - 1, self._left + self._layout.width + 1, inks)
        return segments

    def _put_pieces(self, line: PaintedLine, number: int, row: Row, look: RowLook) -> None:
        block = self._layout.block_at(number)
        article = self._layout.article
        text, start = article.block_texts[block], article.block_starts[block]
        spans = self._block_spans(block)
        over: list[Covering[str]] = []
        for piece in row.pieces:
            if not piece.width:
                continue  # an object without letters: its picture stands for it
            if spans or look.coverings:
                over = [*spans.touching(piece.start, piece.end)]
                left, right = piece.start + start, piece.end + start
                over += [
                    Covering(c.start - start, c.end - start, c.value)
                    for c in look.coverings
                    if c.start < right and c.end > left
                ]
            x = self._left + piece.x
            if piece.shown or not (over or piece.gaps or piece.tail or piece.levels):
                values = tuple(c.value for c in over)
                line.put(x, piece.shown or text[piece.start : piece.end], self._style(piece.ink, row.has_panel, values))
                continue
            for letters, values in draw(piece, text, over):
                if kinds := _RAISED.intersection(values):
                    letters = _raise(letters, *kinds)
                x = line.put(x, letters, self._style(piece.ink, row.has_panel, values))

    def _put_picture(self, line: PaintedLine, place: PictureSlice) -> None:
        rows = self._shelf.rows(PicturePlace(place.src, place.width, place.rows))
        x = self._left + place.x
        if rows is not None:
            line.put_segments(x, place.width, rows[place.line])
            return
        line.lay(x, place.width, self._inks.panel)
        if self._shelf.is_done(PicturePlace(place.src, place.width, place.rows)):
            alt = self._layout.as_read(alt_line(place))  # it can't be shown: say what it shows
            line.put(x + (place.width - cell_width(alt)) // 2, alt, self._inks.panel + self._inks.muted)

    def _put_frame(self, line: PaintedLine, row: Row, values: tuple[str, ...]) -> None:
        x = self._left + min((place.x for place in row.pictures), default=0) - 1
        is_here = CARET in values or SELECT in values
        ink = self._inks.text if is_here else slip(self._mix(Ink.CAPTION, False, values))
        line.put(x, FRAME_BAR, self._inks.ground + Style(color=ink.color))

    def _block_spans(self, block: int) -> BlockSpans:
        found = self._spans.get(block)
        if found is None:
            article = self._layout.article
            found = self._spans[block] = BlockSpans(article.block_texts[block], block_spans(article.blocks[block]))
        return found

    def _style(self, ink: Ink, has_panel: bool, values: tuple[str, ...]) -> Style:
        key = (ink, has_panel, values)
        style = self._styles.get(key)
        if style is None:
            if len(values) > 1:  # in whatever order they come, and however many: few styles, and runs that join
                marks = sorted(value for value in values if value in _MARKS)[:MOST_TOLD_APART]
                same = (ink, has_panel, (*marks, *sorted({*values} - _MARKS)))
                style = self._styles.get(same)
                if style is None:
                    style = self._styles[same] = self._mix(*same)
                self._styles[key] = style
            else:
                style = self._styles[key] = self._mix(ink, has_panel, values)
        return style

    def _mix(self, ink: Ink, has_panel: bool, over: tuple[str, ...]) -> Style:
        inks, values = self._inks, frozenset(over)
        style = (inks.panel if has_panel else inks.ground) + self._letters[ink]
        if SpanKind.EMPHASIS in values:
            style += _UPRIGHT if self._letters[ink].italic else _ITALIC
        if SpanKind.STRONG in values and ink is not Ink.TABLE_CAPTION:
            style += _BOLD
        if SpanKind.CODE in values:
            style += Style(bgcolor=inks.panel.bgcolor)
        if SpanKind.LINK in values:
            style += _UNDERLINE
        for kind in values & inks.code.keys():
            style += inks.code[kind]
        if DESCRIBED in values:
            style += inks.muted
        if ASIDE in values:
            style += inks.quiet
        if REMOVED in values:
            style += inks.removed
        if ADDED in values:
            style += inks.added
        if not values.isdisjoint(_MARKS):
            style += self._marked([value for value in over if value in _MARKS], values)
        if SAVING in values:
            style += _UNDERLINE
        if FIND in values:
            style += inks.find
        if FIND_CURRENT in values:
            style += inks.find_current
        if SELECT in values:
            style += inks.select
        if CARET in values:
            style += inks.caret
        return style

    def _marked(self, marks: Sequence[str], values: frozenset[str]) -> Style:
        inks = self._inks
        forward = next((colour for name, colour in _FORWARD.items() if name in values), None)
        if len(marks) == 1 and forward is None:
            return inks.marks[marks[0]]
        from reader.tui.looks.mixing import brought_forward, mixed  # for those whose marks lie over each other

        if forward is not None:
            return brought_forward(inks.marks[forward], is_over_others=len(marks) > 1)
        return mixed([inks.marks[mark] for mark in marks], inks.ground)


def _raise(letters: str, kind: str, *others: str) -> str:
    from reader.layout.raised import raised

    return raised(letters, SpanKind(kind))


def _over(strip: Strip, x: int, segment: Segment) -> Strip:
    """Return `strip` with `segment` in place of the cells from `x` on."""
    width = strip.cell_length
    end = x + segment.cell_length
    return Strip.join([strip.crop(0, x), Strip([segment]), strip.crop(end, width)]).crop(0, width)
