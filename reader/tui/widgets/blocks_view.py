"""Blocks that are not running text: tables that move sideways, notes that open where they are referred to, code in its inks.

Moving a table and opening a note change what is laid out and nothing else: no offset, nothing stored. Code gets its inks in a
thread, for what is on the screen and a screen around it; an article without code, tables and notes pays nothing for them.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events

from reader.layout.layout import Setting
from reader.layout.overlay import Covering, CoveringIndex
from reader.layout.rows import OpenNote
from reader.model.article import Article
from reader.model.blocks import Code, Span, SpanKind
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import Noticed
from reader.tui.widgets.article_view import HeldPlace
from reader.tui.widgets.linking_view import LinkingView

if TYPE_CHECKING:
    from reader.tui.widgets.links import Link

_STEPS = {"‹": -1, "›": 1}
"""What a click on the signs at the edges of a wide table does to it, in columns."""

MOST_NOTES_OPEN = 1_000
"""At once: each is set in its rows when it opens."""

_NO_INKS: CoveringIndex[str] = CoveringIndex()


class BlocksView(LinkingView, is_side=True):
    """Adds `do_table_left`, `do_table_right` and `do_all_notes`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shifts: dict[int, int] = {}
        self._open_notes: tuple[OpenNote, ...] = ()
        self._codes: list[int] = []
        """The blocks of code, in order."""
        self._code_inks: dict[int, CoveringIndex[str]] = {}
        """What the letters of code are, by block; empty while it is being found out."""

    def show_article(self, article: Article, *, minutes: int, offset: int = 0, furthest: int = 0) -> None:
        """Show an article with its tables at their first columns and its notes closed."""
        self._shifts, self._open_notes, self._code_inks = {}, (), {}
        self._codes = [at for at, block in enumerate(article.blocks) if type(block) is Code]
        super().show_article(article, minutes=minutes, offset=offset, furthest=furthest)

    def adapted(self, setting: Setting) -> Setting:
        """Return the setting with tables where they were moved to and notes as they were opened."""
        setting = super().adapted(setting)
        if self._shifts or self._open_notes:
            return setting._replace(shifts=dict(self._shifts), open_notes=self._open_notes)
        return setting

    # -- tables -----------------------------------------------------------------------------------------------------
    def do_table_left(self, count: int, argument: str) -> None:
        """Show columns further left of the table here."""
        self._move_table(-max(1, count))

    def do_table_right(self, count: int, argument: str) -> None:
        """Show columns further right of the table here."""
        self._move_table(max(1, count))

    def _move_table(self, columns: int, block: int | None = None) -> None:
        block = self._table_here() if block is None else block
        table = None if block is None else self.text_layout.sideways(block)
        if block is None or table is None:
            self.post_message(Noticed("no table here is wider than the text"))
            return
        columns = -columns if table.is_mirrored else columns
        if table.shift == (table.last_shift if columns > 0 else 0):
            self.post_message(Noticed(f"this is the table's {'last' if columns > 0 else 'first'} column"))
        else:
            self._shift(block, table.shift + columns)

    def _shift(self, block: int, shift: int) -> None:
        self._layout = self.text_layout.shifted(block, shift)
        table = self._layout.sideways(block)
        self._shifts[block] = table.shift if table is not None else 0
        self._painter = None
        self.repaint_rows(self._layout.block_rows(block))

    @property
    def is_at_wide_table(self) -> bool:
        """Whether the bar stands at a table with columns out of sight."""
        if not self.article.blocks or self._laid_size is None:
            return False
        return self.text_layout.sideways(self.article.position(self.here.start).block) is not None

    def _table_here(self) -> int | None:
        """Return the wide table under the bar, else the one nearest to the middle of the screen; None if there is none."""
        if not self.article.blocks:
            return None
        layout, shown = self.text_layout, self.rows_shown
        here = self.article.position(self.here.start).block
        if layout.sideways(here) is not None:
            return here
        middle = (shown.start + shown.stop) // 2
        wide = [
            block
            for block in range(layout.block_at(shown.start), layout.block_at(shown.stop - 1) + 1)
            if layout.sideways(block) is not None
        ]
        rows = layout.block_rows
        return min(wide, key=lambda block: max(rows(block).start - middle, middle - rows(block).stop, 0), default=None)

    def reveal(self, start: int, end: int, *, is_centred: bool = False, covered: int = 0) -> None:
        """Bring a range on the screen; in a table that moves sideways, its column too."""
        if self._laid_size is not None and self.article.blocks:
            block, inside = self.article.position(start)
            table = self.text_layout.sideways(block)
            if table is not None and (shift := table.shift_to(inside)) != table.shift:
                self._shift(block, shift)
        super().reveal(start, end, is_centred=is_centred, covered=covered)

    def clicked(self, event: events.Click, offset: int) -> None:
        """Move a table by the sign that was clicked; go from an open note to where it stands itself and can be marked.

        Anything else is meant for the text.
        """
        note = self.text_layout.note_at(self.top + event.y) if self._open_notes else None
        if note is not None and note.target >= 0:
            self.jump_to(self.article.block_starts[note.target])
            return
        block = self.article.position(offset).block
        if self.text_layout.sideways(block) is not None:
            for piece in self.text_layout.row(self.top + event.y).pieces:
                if piece.shown in _STEPS and abs(event.x - self.left - piece.x) <= 1:
                    self._move_table(_STEPS[piece.shown], block)
                    return
        super().clicked(event, offset)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Move the table under the pointer on."""
        self._wheel_sideways(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Move the table under the pointer back."""
        self._wheel_sideways(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With shift, move the table under the pointer on."""
        if event.shift:
            event.prevent_default()
            self._wheel_sideways(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """With shift, move the table under the pointer back."""
        if event.shift:
            event.prevent_default()
            self._wheel_sideways(event, -1)

    def _wheel_sideways(self, event: events.MouseEvent, columns: int) -> None:
        event.stop()
        block = self.text_layout.block_at(self.top + int(event.y))
        if self.article.blocks and self.text_layout.sideways(block) is not None:
            self._move_table(columns, block)

    # -- notes ------------------------------------------------------------------------------------------------------
    @property
    def open_notes(self) -> tuple[OpenNote, ...]:
        """The notes that are shown where the text refers to them, in the order of the text."""
        return self._open_notes

    def open_note(self, link: "Link", block: int) -> bool:
        """Open the note at `block` under the row of the link that leads to it, or close it; return whether it is a note."""
        from reader.layout.footnotes import open_note

        at, start = self.article.position(link.text.start)
        reference = Span(start=start, end=start + len(range(*link.text)), kind=SpanKind.LINK, target=link.target)
        note = open_note(self.article, at, reference, block)
        if note is None:
            return False
        if note in self._open_notes:
            self._set_open_notes(tuple(other for other in self._open_notes if other != note))
        else:
            self._set_open_notes(tuple(sorted((*self._open_notes, note))))
            row = self.text_layout.row_of(self.article.offset((note.block, note.offset)))
            self.reveal_rows(range(row, row + 1 + self.text_layout.note_height(note)))
        return True

    def close_notes(self) -> bool:
        """Close all notes; return whether any was open."""
        if not self._open_notes:
            return False
        self._set_open_notes(())
        return True

    def do_all_notes(self, count: int, argument: str) -> None:
        """Open all notes where the text refers to them, or close those that are open."""
        if self.close_notes():
            return
        from reader.layout.footnotes import all_notes

        notes = all_notes(self.article)
        if len(notes) > MOST_NOTES_OPEN:  # of a book, those around here
            at = bisect_left(notes, self.article.position(self.here.start).block, key=lambda note: note.block)
            first = max(0, min(at - MOST_NOTES_OPEN // 2, len(notes) - MOST_NOTES_OPEN))
            self.post_message(Noticed(f"{MOST_NOTES_OPEN:,} of {len(notes):,} notes are open, those nearest to here"))
            notes = notes[first : first + MOST_NOTES_OPEN]
        if notes:
            self._set_open_notes(notes)
        else:
            self.post_message(Noticed("this article has no notes"))

    def _set_open_notes(self, notes: tuple[OpenNote, ...]) -> None:
        """Show these notes; the current sentence stays on its line if it begins on the screen, else what is at the top."""
        line = self.text_layout.row_of(self.here.start) - self.top
        self._open_notes = notes
        self._lay_out(HeldPlace(self.here.start, line) if line >= 0 else None)
        self.refresh()

    # -- code -------------------------------------------------------------------------------------------------------
    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return what lies over a row, on code its inks first."""
        found = super().coverings(row, text)
        if self._code_inks:
            inks = self._code_inks.get(self.text_layout.block_at(row))
            if inks is not None:
                return [*inks.touching(text.start, text.end), *found]
        return found

    def _moved(self) -> None:
        super()._moved()
        if self._codes:
            self.call_after_refresh(self._ink_code)

    def _ink_code(self) -> None:
        """Have the letters of code on the screen, and of what is a screen away, told apart in a thread."""
        if self._laid_size is None or not self.article.blocks:
            return
        height, layout = self.size.height, self.text_layout
        first, last = layout.block_at(self.top - height), layout.block_at(self.top + 2 * height)
        for block in self._codes[bisect_left(self._codes, first) :]:
            if block > last:
                break
            if block not in self._code_inks:
                self._code_inks[block] = _NO_INKS
                self._ink_block(self.article, block)

    def _ink_block(self, article: Article, block: int) -> None:
        code = article.blocks[block]
        start = article.block_starts[block]

        def work() -> None:
            from reader.layout.highlighting import colour_code

            if isinstance(code, Code) and (found := colour_code(code.text, code.language)):
                inks = CoveringIndex(Covering(start + ink.start, start + ink.end, ink.value) for ink in found)
                self.app.call_from_thread(self._take_inks, article, block, inks)

        self.run_worker(work, group="code", thread=True, exit_on_error=False)

    def _take_inks(self, article: Article, block: int, inks: CoveringIndex[str]) -> None:
        if article is self.article:
            self._code_inks[block] = inks
            self.repaint_rows(self.text_layout.block_rows(block))
