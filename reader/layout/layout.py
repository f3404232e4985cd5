"""An article at a width: offset to cell and back, rows when they are asked for.

`Layout` is made anew for every width; making it wraps the whole text once (0.03 s for 500,000 words of Latin text or of
Japanese), rows are made as the screen asks for them. What stands around the text is put around it without wrapping it again,
if the layout before is given. It never changes: same article and setting, same rows. Right-to-left
paragraphs stand at the right edge; the order of letters inside a row is the terminal's to turn round, or ours: see `Order`.
Called by the article pane, the margin and `caret`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from copy import copy
from itertools import accumulate, groupby, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.layout.cells import cell_width, has_right_to_left, is_right_to_left
from reader.layout.figures import FigureBlock, lay_figure, lay_rule
from reader.layout.flow import FlowBlock, LaidBlock, TextRules
from reader.layout.nesting import Nesting
from reader.layout.picture_places import PictureRules
from reader.layout.rows import (
    BLANK,
    NO_FURNITURE,
    Cell,
    Furniture,
    Ink,
    LeftOut,
    OpenNote,
    Order,
    Ornament,
    PictureSlice,
    Row,
    Run,
)
from reader.layout.wrap import WordPlaces, trim_row, wrap
from reader.model.article import Article
from reader.model.blocks import (
    Block,
    Code,
    Deck,
    Embed,
    Figure,
    Heading,
    Headline,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from reader.model.units import TextRange

if TYPE_CHECKING:  # come with the first article that has a table
    from reader.layout.tables import SidewaysTable

_KEPT_ROWS = 1_000
_DIRECTION_LETTERS = 80
"""Of the article, in which one surely has a direction."""


class Setting(NamedTuple):
    """How an article is set."""

    width: int = 66
    """The measure, in cells."""
    pictures: PictureRules = PictureRules()
    """How pictures stand in the text."""
    furniture: Furniture = NO_FURNITURE
    left_out: tuple[LeftOut, ...] = ()
    """What is shown between the blocks beside them, in the order of the page."""
    rules: TextRules = TextRules()
    """How running text is set."""
    shifts: Mapping[int, int] = MappingProxyType({})
    """Wide tables, by their blocks: how many columns after the first one are out of sight at the left."""
    open_notes: tuple[OpenNote, ...] = ()
    """Notes that are shown where the text refers to them, in the order of the text."""
    moves_tables: bool = True
    """Whether columns may be out of sight; not where nobody can move them."""


class _LaidAs(NamedTuple):
    """All that the rows of blocks depend on, beside the article and its pictures."""

    width: int
    rules: TextRules
    shifts: Mapping[int, int]
    moves_tables: bool


class Layout:
    """The rows of an article. Offsets are code points of `Article.text`; rows count from 0, the first is blank."""

    def __init__(
        self,
        article: Article,
        setting: Setting,
        before: "Layout | None" = None,
        nesting: Nesting | None = None,
    ) -> None:
        """`before` is a layout of the same article, whose blocks are taken over where they would be laid as they are; `nesting`
        is the article's, if it was made already. What is of another article is left alone."""
        if before is not None and before.article is not article:
            before = None
        if before is not None:
            nesting = before._nesting
        elif nesting is None or not nesting.is_of(article):
            nesting = Nesting(article.blocks)
        self.article: Article = article
        self.width = max(8, setting.width)
        self._shifts = setting.shifts
        self._moves_tables = setting.moves_tables
        self._rules = setting.pictures
        self._body_rules = setting.rules if any(setting.rules[:3]) else None
        self._order = setting.rules.order
        self._places = _word_places(article) if setting.rules.is_hyphenated else None
        self._nesting: Nesting = nesting
        self._indents = _indents(article, nesting.times) if setting.rules.is_indented else {}
        laid_as = _LaidAs(self.width, setting.rules, {**setting.shifts}, setting.moves_tables)
        laid_before = before._laid if before is not None and before._laid_as == laid_as else None
        self._laid_as: _LaidAs | None = None if setting.open_notes else laid_as
        """By what the blocks were laid that another layout can take over: all but pictures, which come in their own time."""
        self._surely_one_row = (self.width - self._nesting.deepest_indent - _CHINESE_INDENT) // 2
        """As many letters of running text fit on a row wherever it stands: no letter takes more than two cells."""
        self._laid: list[LaidBlock | None] = [
            self._lay_unless_one_row(index, block, text)
            if laid_before is None or type(block) is Figure
            else laid_before[index]
            for index, (block, text) in enumerate(zip(article.blocks, article.block_texts, strict=True))
        ]
        if setting.open_notes:
            self._open_notes(setting.open_notes)
        self._above = self._spaces_above(setting.furniture)
        self._tail: tuple[Row, ...] = (BLANK, *self._runs(setting.furniture.closing), BLANK)
        self._left_out_places: list[tuple[int, range]] = []
        if setting.left_out:
            self._lay_left_out(setting.left_out)
        heights = (
            len(above) + (1 if laid is None else laid.height)
            for above, laid in zip(self._above, self._laid, strict=True)
        )
        self._tops = list(accumulate(heights, initial=0))
        self._rows: dict[int, Row] = {}

    @property
    def can_hyphenate(self) -> bool:
        """Whether words of its language are divided: it was asked for, and where they may be is known."""
        return self._places is not None

    @property
    def row_count(self) -> int:
        """How many rows there are, those around the text included."""
        return self._tops[-1] + len(self._tail)

    def row(self, row: int) -> Row:
        """Return one row; outside the layout a blank one."""
        found = self._rows.get(row)
        if found is None:
            if len(self._rows) >= _KEPT_ROWS:
                self._rows.clear()
            found = self._rows[row] = self._make_row(row)
        return found

    def _make_row(self, row: int) -> Row:
        made = self._row_as_laid(row)
        if (
            made.ornaments
            and self._order is not Order.TERMINAL
            and any(has_right_to_left(mark.text) for mark in made.ornaments)
        ):
            from reader.layout.ordered import ordered_ornaments  # for texts with letters that run to the left

            made = made._replace(ornaments=ordered_ornaments(made, self._order))
        return made

    def _row_as_laid(self, row: int) -> Row:
        block, inside = self._locate(row)
        if block < 0:
            return BLANK
        if block == len(self._laid):
            return self._tail[inside] if inside < len(self._tail) else BLANK
        above = self._above[block]
        return above[inside] if inside < len(above) else self._block(block).row(inside - len(above))

    def _laid_block(self, block: int) -> LaidBlock:
        """Return a block; of one row it is made when it is asked for."""
        laid = self._laid[block]
        if laid is None:
            laid = self._laid[block] = self._lay(block, self.article.blocks[block], self.article.block_texts[block])
        return laid

    def _block(self, block: int) -> LaidBlock:
        """Return a block whose letters stand in the order in which they are read."""
        laid = self._laid_block(block)
        if self._order is Order.TERMINAL or isinstance(laid, FlowBlock):
            return laid
        text = self.article.block_texts[block]
        if not has_right_to_left(text):
            return laid
        from reader.layout.ordered import OrderedBlock

        return OrderedBlock(laid, text, self._order)

    def as_read(self, letters: str) -> str:
        """Return letters that stand on a line of their own in the order in which they are drawn."""
        if self._order is Order.TERMINAL or not has_right_to_left(letters):
            return letters
        from reader.layout.bidi import visual

        return visual(letters, self._order)

    def block_at(self, row: int) -> int:
        """Return the index of the block that `row` belongs to, the space above it included; clamped to the article."""
        block, _ = self._locate(row)
        return max(0, min(block, len(self._laid) - 1))

    def block_rows(self, block: int) -> range:
        """Return the rows of a block's own content."""
        first = self._tops[block] + len(self._above[block])
        return range(first, self._tops[block + 1])

    def pictures(self) -> Iterator[tuple[int, PictureSlice]]:
        """Give each picture with the first row it takes, from the top down; makes no rows that are not here."""
        for block, laid in enumerate(self._laid):
            if isinstance(laid, FigureBlock):
                first = self.block_rows(block).start
                for row, picture in laid.pictures:
                    yield first + row, picture
            elif isinstance(self.article.blocks[block], Figure):
                for row in self.block_rows(block):  # notes are open between its rows
                    for picture in self.row(row).pictures:
                        if picture.line == 0:
                            yield row, picture

    def text_rows(self, block: int) -> range:
        """Return the rows of a block if letters surely stand on each of them; none if one would have to look."""
        laid = self._laid[block]
        return self.block_rows(block) if laid is None or isinstance(laid, FlowBlock) else range(0)

    def note_at(self, row: int) -> OpenNote | None:
        """Return the open note that stands on a row, which is no text there; None if none does."""
        from reader.layout.footnotes import NotedBlock

        block, inside = self._locate(row)
        laid = self._laid[block] if 0 <= block < len(self._laid) else None
        return laid.note_at(inside - len(self._above[block])) if isinstance(laid, NotedBlock) else None

    def note_height(self, note: OpenNote) -> int:
        """Return how many rows an open note takes."""
        from reader.layout.footnotes import note_rows

        return len(note_rows(note, self.width))

    def sideways(self, block: int) -> "SidewaysTable | None":
        """Return the table at `block` if it has columns out of sight; None if it has none, or is no table."""
        if not isinstance(self.article.blocks[block], Table):
            return None
        from reader.layout.tables import SidewaysTable

        laid = self._laid[block]
        return laid if isinstance(laid, SidewaysTable) else None

    def shifted(self, block: int, shift: int) -> "Layout":
        """Return the layout with a table that moves sideways shifted; no row but its own changes, and none its place."""
        table = self.sideways(block)
        if table is None:
            return self
        other = copy(self)
        other._laid_as = None
        other._laid = [*self._laid]
        other._laid[block] = table.shifted(shift)
        other._rows = {}
        return other

    def left_out_rows(self, index: int) -> range:
        """Return the rows of one of the setting's left-out parts."""
        block, inside = self._left_out_places[index]
        return range(self._tops[block] + inside.start, self._tops[block] + inside.stop)

    def left_out_at(self, row: int) -> int | None:
        """Return the index of the left-out part that stands on `row`; None if none does."""
        at = bisect_right(self._left_out_places, row, key=lambda place: self._tops[place[0]] + place[1].start) - 1
        return at if at >= 0 and row in self.left_out_rows(at) else None

    def cell_of(self, offset: int) -> Cell:
        """Return where the grapheme that holds `offset` stands. Spaces that hang past a row stand at its end."""
        if not self._laid:
            return Cell(0, 0)
        block, inside = self.article.position(offset)
        row, x = self._block(block).place(inside)
        return Cell(self._tops[block] + len(self._above[block]) + row, x)

    def row_of(self, offset: int) -> int:
        """Return the row of `offset`."""
        block, inside = self.article.position(offset)
        laid = self._laid[block] if self._laid else None
        if laid is None and self._laid:  # one row, whatever stands on it
            return self._tops[block] + len(self._above[block])
        if isinstance(laid, FlowBlock):
            return self._tops[block] + len(self._above[block]) + laid.row_at(inside)
        return self.cell_of(offset).row

    def offset_at(self, row: int, x: int) -> int:
        """Return the offset of the letter at a cell, or of the nearest one on its row; from a row without text, of the next."""
        if not self._laid:
            return 0
        block, inside = self._locate(row)
        if block < 0:
            return 0
        if block == len(self._laid):
            return len(self.article.text)
        inside -= len(self._above[block])
        start = self.article.block_starts[block]
        return start + (self._block(block).offset_at(inside, x) if inside >= 0 else 0)

    def row_start(self, row: int) -> int:
        """Return the offset of the first letter on `row`, or below it if it has none."""
        text = self.row_text(row) if self._order is not Order.TERMINAL else None
        return self.offset_at(row, 0) if text is None else text.start

    def row_end(self, row: int) -> int:
        """Return the offset of what ends `row`: the space, the line break, the end of its block."""
        pieces = self.row(row).pieces
        if not pieces:
            return self.row_start(row)
        return self.article.block_starts[self.block_at(row)] + pieces[-1].end

    def rows_of(self, start: int, end: int) -> range:
        """Return the rows that the half-open range of offsets touches; at least that of `start`.

        Text in table columns may touch rows above that of `start`: whole table rows are given.
        """
        first, last = self.row_of(start), self.row_of(max(start, end - 1))
        return range(min(first, last), max(first, last) + 1)

    def row_text(self, row: int) -> TextRange | None:
        """Return the range of offsets from the first to the last letter on `row`; None if no text stands on it."""
        block, _ = self._locate(row)
        pieces = self.row(row).pieces
        if not pieces:
            return None
        start = self.article.block_starts[block]
        if len(pieces) == 1:
            return TextRange(start + pieces[0].start, start + pieces[0].end)
        return TextRange(start + min(piece.start for piece in pieces), start + max(piece.end for piece in pieces))

    def _locate(self, row: int) -> tuple[int, int]:
        """Return (block, row inside it, the space above counted); block -1 before the first, len(blocks) for the tail."""
        if row < 0:
            return -1, 0
        block = min(bisect_right(self._tops, row) - 1, len(self._laid))
        return block, row - self._tops[block]

    def _lay_unless_one_row(self, index: int, block: Block, text: str) -> LaidBlock | None:
        """Lay a block; None for running text of one row, which most articles of ten thousand blocks consist of."""
        if len(text) <= self._surely_one_row and isinstance(block, _FLOWING) and "\n" not in text:
            return None
        return self._lay(index, block, text)

    def _lay(self, index: int, block: Block, text: str) -> LaidBlock:
        if isinstance(block, _FLOWING):
            return self._flow(index, text)
        width = self.width
        match block:
            case Table():
                from reader.layout.tables import lay_table  # late, as the others: most articles have none

                return lay_table(block, text, width, self._shifts.get(index, 0), is_moving=self._moves_tables)
            case Figure():
                return lay_figure(block, text, width, self._rules)
            case Code():
                from reader.layout.code import lay_code

                return lay_code(block, text, width)
            case Rule():
                return lay_rule(text, width)
            case Embed():
                from reader.layout.cards import lay_embed

                return lay_embed(block, text, width)
            case _:
                return self._flow(index, text)

    def _flow(self, index: int, text: str) -> FlowBlock:
        """Lay running text."""
        style = self._nesting.style(index, self.width)
        rules = self._body_rules
        if rules is not None and style.ink in _BODY_INKS:
            style = style._replace(
                first_indent=self._indents.get(index, 0),
                is_justified=rules.is_justified,
                places=self._places,
            )
        return FlowBlock(text, self.width, style, is_right_to_left=is_right_to_left(text), order=self._order)

    def _spaces_above(self, furniture: Furniture) -> list[tuple[Row, ...]]:
        blocks = self.article.blocks
        site, byline = self._runs(furniture.site), self._runs(furniture.byline)
        if furniture.history:
            byline = (*byline, *self._runs(furniture.history))
        opening = (BLANK, *site, BLANK) if site else (BLANK,)
        headings = next((i for i, block in enumerate(blocks) if not isinstance(block, Headline | Deck)), len(blocks))
        above = [*self._nesting.spaces]
        for index in self._indents:
            above[index] = ()
        for index, time in self._nesting.times.items():
            above[index] = (*above[index], Row(ornaments=(Ornament(0, time, Ink.ACCENT),)))
        if byline and headings < len(blocks):
            above[headings] = (*byline, *above[headings]) if headings == 0 else (BLANK, *byline, *above[headings])
        if blocks:
            above[0] = (*opening, *above[0])
        if headings == len(blocks) and byline and blocks:
            # Nothing but a headline: the byline still has its place, above the end.
            above[0] = (*opening, *byline, BLANK)
        return above

    def _open_notes(self, notes: tuple[OpenNote, ...]) -> None:
        """Put the words of notes under the rows on which the text refers to them."""
        from reader.layout.footnotes import with_notes  # for those who open one

        for block, group in groupby(notes, key=lambda note: note.block):
            self._laid[block] = with_notes(self._laid_block(block), tuple(group), self.width)

    def _lay_left_out(self, parts: tuple[LeftOut, ...]) -> None:
        """Put what was left out into the spaces between blocks, where no offset leads."""
        from reader.layout.left_out import insert  # for the few who ask what was left out

        blocks = self.article.blocks
        spaces = [*self._above, self._tail]
        for number, group in groupby(parts, key=lambda part: max(0, min(part.block, len(blocks)))):
            space = spaces[number]
            inserted = insert(tuple(group), space, self._row_for_left_out(number, len(space)), self.width)
            spaces[number] = inserted.rows
            self._left_out_places += [(number, place) for place in inserted.places]
        *self._above, self._tail = spaces

    def _row_for_left_out(self, number: int, height: int) -> int:
        """Return the row of the space above block `number`, `height` rows high, above which left-out parts stand."""
        if number == len(self.article.blocks):
            return 1  # between the last block and the line under the end
        if number == 0:
            return 0  # above the site's name
        return height - (number in self._nesting.times)

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Row, ...]:
        """Return letters that are not text, wrapped; no-break spaces hold them together and are shown as spaces."""
        text = "".join(run.text for run in runs)
        if not text:
            return ()
        edges = list(accumulate((len(run.text) for run in runs), initial=0))
        starts = wrap(text, self.width)
        is_mirrored = is_right_to_left(text + self.article.text[:_DIRECTION_LETTERS])  # a sign goes with the text
        rows = []
        for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
            end = trim_row(text, start, following)
            ornaments = []
            indent = self.width - cell_width(text[start:end]) if is_mirrored else 0
            for run, left, right in zip(runs, edges, edges[1:], strict=False):
                first, last = max(start, left), min(end, right)
                if first < last:
                    letters = text[first:last].replace("\xa0", " ")
                    ornaments.append(Ornament(indent + cell_width(text[start:first]), letters, run.ink))
            rows.append(Row(ornaments=tuple(ornaments)))
        return tuple(rows)


_FLOWING = (Paragraph, ListItem, Quote, Heading)
"""Most blocks of any article: told from the others first."""

_BODY_INKS = frozenset((Ink.TEXT, Ink.QUOTE))
"""What is justified and divided: paragraphs, items, quotes. What stands out stands out by its ragged end as well."""

_FIRST_INDENT = 2
_CHINESE_INDENT = 4
"""Cells: two letters, as Chinese is set; one letter or an em elsewhere."""


def _word_places(article: Article) -> WordPlaces | None:
    from reader.layout.hyphenation import hyphenator_for  # for those who want hyphens

    hyphenator = hyphenator_for(article.metadata.language)
    return hyphenator.places if hyphenator else None


def _indents(article: Article, times: Mapping[int, str]) -> dict[int, int]:
    """Return the first indent of each paragraph that follows another directly; the first of them has none, as in books."""
    cells = _CHINESE_INDENT if article.metadata.language.startswith("zh") else _FIRST_INDENT
    return {
        index: cells
        for index, (before, block) in enumerate(pairwise(article.blocks), 1)
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and index not in times
    }
