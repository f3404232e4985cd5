"""What a sheet looks like: title, line, rows in one column or several, hints. Drawn line by line by one widget.

Knows of the sheet what `Shown` says; clicks and the wheel go back to it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from reader.layout.cells import cell_width, grapheme_end, index_at, shorten
from reader.layout.wrap import fold
from reader.tui.keys.key_names import key_label
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.screens.sheet_columns import Column, into_columns
from reader.tui.screens.sheet_rows import SheetRow
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.marked_text import MarkedText, styled_lines

EDGE = 3
"""Cells left free at both sides inside it, and between two columns."""

BAR = "▌"
NOTE_ROWS = 2
"""The most rows of a row's second part."""

HINT_GAP = 3


class Shown(Protocol):
    """A sheet as its body sees it."""

    keymap: KeyMap
    line: LineEdit
    rows: Sequence[SheetRow]
    parting: Sequence[int]
    at: int
    title_text: str
    left_width: int
    hints: tuple[tuple[str, str], ...]
    has_line: bool
    width_cells: int
    column_cells: int
    text_rows: int
    note_rows: int
    has_quiet_left: bool
    has_quiet_right: bool
    has_bar: bool

    @property
    def empty_text(self) -> str:
        """What stands where there are no rows."""

    def click(self, index: int) -> None:
        """Take the row that was clicked."""

    def click_hint(self, action_id: str) -> None:
        """Do what a hint says."""


class _HintPlace(NamedTuple):
    """A hint in the sheet's last row: half-open range of cells."""

    start: int
    end: int
    action_id: str


class SheetBody(Inked):
    """Draws a sheet."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "SheetBody { background: $panel; }"

    def __init__(self, sheet: Shown) -> None:
        super().__init__()
        self._sheet = sheet
        self._top = 0
        self._height_so_far = 0
        self._columns: tuple[Column, ...] = into_columns((), (), 1)
        self._step = 0
        """Cells from the beginning of a column to that of the next."""

    @property
    def _head(self) -> int:
        """Rows above the list: a blank one, the title, the line, a blank one."""
        return 4 if self._sheet.has_line else 3

    @property
    def page(self) -> int:
        """How many rows of the list are shown."""
        return max(1, self.size.height - self._head - 3)

    def take_size(self, *, is_anew: bool = False) -> None:
        """Take the size that the rows need and the screen has; `is_anew` whatever it was before."""
        if is_anew:
            self._height_so_far = 0
        screen, sheet = self.screen.size, self._sheet
        width = min(sheet.width_cells, screen.width - 2)
        number = max(1, (width - EDGE) // (sheet.column_cells + EDGE)) if sheet.column_cells else 1
        self._step = (width - EDGE) // number
        if number > 1:
            width = min(width, number * (sheet.column_cells + EDGE) + EDGE)
            self._step = (width - EDGE) // number
        text_width = self._step - EDGE
        rows = sheet.rows

        def height_of(index: int) -> int:
            return self._height(rows[index], text_width, rows[index - 1] if index else None)

        if number == 1:
            self._columns = (Column(range(len(rows)), height_of),)
        else:
            self._columns = into_columns(
                list(map(height_of, range(len(rows)))), [row.is_heading for row in rows], number
            )
        wanted = max(1, self._end(screen.height)) if rows else len(fold(sheet.empty_text, width - 2 * EDGE, 6))
        self.styles.width = width
        height = self._head + wanted + 3
        if sheet.has_line:  # what is written changes the rows; the sheet must not jump with each letter
            height = max(height, self._height_so_far)
        self._height_so_far = height
        self.styles.height = min(height, screen.height - 2)
        self._top = 0
        self.call_after_refresh(self.reveal)
        self.refresh()

    def _end(self, limit: int) -> int:
        """Return the line after the highest column, or `limit` if that is below it; the blank one below a last row with a note is
        none of its lines.
        """
        rows = self._sheet.rows
        blank = bool(rows and rows[-1].note)
        return max(column.end(limit + blank) for column in self._columns) - blank

    def _column_of(self, index: int) -> Column:
        return self._columns[bisect_right([column.rows.start for column in self._columns], index) - 1]

    def row_a_page_on(self, index: int, step: int) -> int:
        """Return the row a page below (`step` 1) or above (-1) the row at `index`, so that no line between is never seen."""
        column = self._column_of(index)
        first, last = column.rows.start, column.rows.stop - 1
        reached = column.row_at(column.start(index) + step * (self.page - 1))
        if reached == index:  # a row that is higher than the page
            reached += step
        if (step > 0 and index == last) or reached < first:
            return index + step  # into the next column
        return min(reached, last)

    def on_resize(self) -> None:
        """Show what the rows have room for now: a sheet that has grown begins with its first row again."""
        self._top = self._clamped(self._top)
        self.reveal()

    @property
    def _has_more(self) -> bool:
        """Whether there are more lines than are shown."""
        return self._end(self._top + self.page + 1) - self._columns[0].first_line(self._top - 1) > self.page

    def _clamped(self, top: int) -> int:
        """Return the line nearest to `top` that may be the first one shown."""
        return max(self._columns[0].first_line(top), min(top, self._end(top + self.page) - self.page))

    def reveal(self) -> None:
        """Scroll so that the row under the bar is on the screen, with its heading if it is the first below one."""
        at = self._sheet.at
        if at >= len(self._sheet.rows):
            return
        column = self._column_of(at)
        if len(self._columns) == 1 and not column.is_near(
            at
        ):  # of the rows between only those that will be seen are laid
            is_below = at > column.row_at(self._top)
            column.begin_at(at)
            self._top = -self.page if is_below else self.page
        first = at - 1 if at > column.rows.start and self._sheet.rows[at - 1].is_heading else at
        stop = column.start(at + 1)
        end = self._end(stop)
        if column.start(first) < self._top:
            self._top = column.start(first)
        elif end > self._top + self.page:
            self._top = end - self.page
        self.refresh()

    def _height(self, row: SheetRow, width: int, before: SheetRow | None) -> int:
        if row.is_heading:  # with a blank row above it, where there is none yet
            return 1 if before is None or before.note else 2
        texts = len(fold(row.text, self._text_room(row, width), self._sheet.text_rows))
        texts = max(texts, row.left.count("\n") + 1) + self._blank_above(row, before)
        room = width - row.indent - self._sheet.left_width
        return texts + (len(fold(row.note, room, self._sheet.note_rows)) + 1 if row.note else 0)

    @staticmethod
    def _blank_above(row: SheetRow, before: SheetRow | None) -> int:
        """Return the blank lines above a row that others stand under: one, where there is none yet."""
        return int(row.is_group and before is not None and not before.note and not before.is_heading)

    def render_line(self, y: int) -> Strip:
        """Draw a line, between two thin ones where a theme has no ground for sheets."""
        strip = self._line(y)
        return strip if self.inks.has_panel_ground else framed(strip, y, self.size.height, self.inks.muted)

    def _line(self, y: int) -> Strip:
        """Return the title, the line, the rows or the hints."""
        inks, width, sheet = self.inks, self.size.width, self._sheet
        ground = inks.panel + inks.text
        if y == 1:
            return lay_out([Run(EDGE, sheet.title_text, inks.strong), *self._count(width)], width, ground)
        if y == 2 and sheet.has_line:
            return lay_out(self._line_runs(width), width, ground)
        if y == self.size.height - 2:
            return lay_out(self._hint_runs(), width, ground)
        row = y - self._head
        if not 0 <= row < self.page:
            return Strip.blank(width, ground)
        if not sheet.rows:
            lines = fold(sheet.empty_text, width - 2 * EDGE, 6)
            return lay_out([Run(EDGE, lines[row], inks.muted)] if row < len(lines) else (), width, ground)
        strips = []
        for number, column in enumerate(self._columns):
            strip = self._row_line(column, row + self._top, self._step + EDGE, ground)
            strips.append(strip if number == len(self._columns) - 1 else strip.crop(0, self._step))
        return Strip.join(strips).adjust_cell_length(width, ground)

    def _count(self, width: int) -> list[Run]:
        """Return which of its rows the bar is at, of how many, where not all are seen; none of them is what holds others."""
        sheet = self._sheet
        if not (sheet.has_bar and self._has_more):
            return []
        before = bisect_left(sheet.parting, sheet.at)
        is_counted = sheet.at not in sheet.parting[before : before + 1]
        place = f"{sheet.at - before + 1}/" if is_counted else ""
        return flush_right([(f"{place}{len(sheet.rows) - len(sheet.parting)}", self.inks.muted)], width - EDGE)

    def _line_runs(self, width: int) -> list[Run]:
        inks = self.inks
        text, caret = self._sheet.line.shown(width - 2 * EDGE - 3)
        at = index_at(text, 0, len(text), caret)
        under = text[at : grapheme_end(text, at)] or " "
        x = EDGE + 2
        return [
            Run(EDGE, "›", inks.key),
            Run(x, text[:at], inks.text),
            Run(x + caret, under, inks.caret),
            Run(x + caret + cell_width(under), text[at + len(under) :], inks.text),
        ]

    def _hint_places(self) -> list[tuple[_HintPlace, str, str]]:
        """Return where each hint stands, with its key and its word; the last one stays, how one leaves, and those before it
        for which there is no room are left out.
        """
        sheet = self._sheet
        hints = [
            (action_id, key_label(keys[0]), word)
            for action_id, word in (sheet.hints if sheet.rows or sheet.has_line else (("cancel", "leave"),))
            if (keys := sheet.keymap.keys(action_id))
        ]
        widths = [cell_width(key) + 1 + cell_width(word) for _, key, word in hints]
        room = self.size.width - 2 * EDGE
        while len(hints) > 1 and sum(widths) + HINT_GAP * (len(hints) - 1) > room:
            del hints[-2], widths[-2]
        places, x = [], EDGE
        for (action_id, key, word), width in zip(hints, widths, strict=True):
            places.append((_HintPlace(x, x + width, action_id), key, word))
            x += width + HINT_GAP
        return places

    def _hint_runs(self) -> list[Run]:
        runs = []
        for place, key, word in self._hint_places():
            runs += [Run(place.start, key, self.inks.key), Run(place.end - cell_width(word), word, self.inks.muted)]
        return runs

    def _row_line(self, column: Column, line: int, width: int, ground: Style) -> Strip:
        """Return one line of a column that is `width` cells wide with its edges."""
        index = column.row_at(line)
        if index >= column.rows.stop:
            return Strip.blank(width, ground)
        row, start = self._sheet.rows[index], column.start(index)
        inside, height = line - start, column.start(index + 1) - start
        if self._is_cut(column, index):
            return Strip.blank(width, ground)
        if row.is_heading:
            return lay_out(self._heading_runs(row, width) if inside == height - 1 else (), width, ground)
        if row.note and inside == height - 1:
            return Strip.blank(width, ground)
        inside -= self._blank_above(row, self._sheet.rows[index - 1] if index > column.rows.start else None)
        if inside < 0:
            return Strip.blank(width, ground)
        is_current = index == self._sheet.at and self._sheet.has_bar
        runs = [Run(1, BAR, self.inks.accent)] if is_current else []
        runs += self._row_runs(row, inside, width, is_current)
        strip = lay_out(runs, width, ground + self.inks.select if is_current else ground)
        if not is_current or len(self._columns) == 1:
            return strip
        # Between two columns the ground of the bar ends a cell after the words, as it begins before them.
        return Strip.join([strip.crop(0, width - EDGE + 1), Strip.blank(EDGE - 1, ground)])

    def _heading_runs(self, row: SheetRow, width: int) -> list[Run]:
        right = flush_right([(row.right, self.inks.muted)], width - EDGE) if row.right else []
        room = (right[0].x - 2 if right else width - EDGE) - EDGE
        return [Run(EDGE, shorten(row.text, room), self.inks.strong), *right]

    def _is_cut(self, column: Column, index: int) -> bool:
        """Whether only the beginning of a row, or a heading without a row, has room above the lower edge: it waits below."""
        rows = self._sheet.rows
        last = index + 1 if index + 1 < column.rows.stop and rows[index].is_heading else index
        stop = column.start(last + 1) - bool(rows[last].note)
        return column.start(index) > self._top and stop > self._top + self.page

    def _row_runs(self, row: SheetRow, inside: int, width: int, is_current: bool) -> list[Run]:
        inks, sheet = self.inks, self._sheet
        x = EDGE + row.indent + sheet.left_width
        room = self._text_room(row, width - 2 * EDGE)
        text = MarkedText(row.text, row.text_marks).around_first_mark(room * self._sheet.text_rows)
        ink = inks.strong if is_current or row.is_group else inks.muted if row.is_quiet else inks.text
        if row.colour:
            ink = ink + inks.marks[row.colour]
        if row.spans:
            inks_of = {name: self._ink(name, ink) for name in {name for _, _, name in row.spans}}
            spans = [(start, end, inks_of[name]) for start, end, name in row.spans]
            texts = styled_lines(row.text, spans, x, room, sheet.text_rows, ink)
        else:
            texts = text.lines(x, room, sheet.text_rows, ink, ink + inks.lit)
        lefts = row.left.split("\n")
        left_ink = inks.muted if sheet.has_quiet_left else inks.key
        left = [Run(EDGE + row.indent, lefts[inside], left_ink)] if row.left and inside < len(lefts) else []
        if inside >= len(texts) and left:
            return left
        if inside >= len(texts):
            note = MarkedText(row.note, row.note_marks)
            return note.lines(x, width - EDGE - x, sheet.note_rows, inks.muted, inks.lit)[inside - len(texts)]
        right_ink = inks.muted if self._sheet.has_quiet_right else inks.key
        right = flush_right([(row.right, right_ink)], width - EDGE) if row.right else []
        return [*left, *texts[inside], *([] if inside else right)]

    def _ink(self, name: str, ink: Style) -> Style:
        """Return the ink of a span in a text that is in `ink`; what steps back is never bold."""
        inks = self.inks
        quiet = {"muted": inks.muted, "removed": inks.removed}.get(name)
        return quiet or ink + (inks.added if name == "added" else inks.marks[name])

    def _text_room(self, row: SheetRow, width: int) -> int:
        """Return the cells for a row's text; `width` is without the sheet's edges."""
        return width - row.indent - self._sheet.left_width - (cell_width(row.right) + 2 if row.right else 0)

    def on_click(self, event: events.Click) -> None:
        """Take the row that was clicked, or do what the clicked hint says."""
        event.stop()
        if event.y == self.size.height - 2:
            for place, _, _ in self._hint_places():
                if place.start <= event.x < place.end:
                    self._sheet.click_hint(place.action_id)
            return
        column = self._columns[max(0, min((event.x - 1) // max(1, self._step), len(self._columns) - 1))]
        line = event.y - self._head + self._top
        index = column.row_at(line)
        if 0 <= event.y - self._head < self.page and index < column.rows.stop:
            self._sheet.click(index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the bar stays where it is."""
        self._scroll(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(event, -3)

    def _scroll(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        self.scroll_by(lines)

    def scroll_by(self, lines: int) -> None:
        """Move the rows by so many lines, as far as there are any."""
        self._top = self._clamped(self._top + lines)
        self.refresh()


def framed(strip: Strip, y: int, height: int, ink: Style) -> Strip:
    """Return a line of a sheet with the frame that stands in its blank edges."""
    width = strip.cell_length
    if y in (0, height - 1):
        left, right = ("╭", "╮") if y == 0 else ("╰", "╯")
        return Strip([Segment(left + "─" * (width - 2) + right, ink)], width)
    return Strip.join([Strip([Segment("│", ink)], 1), strip.crop(1, width - 1), Strip([Segment("│", ink)], 1)])
