"""Caret and selection over the drawn article, by keys and by mouse.

Three states: reading (no caret), caret, caret with a selection. A drag selects letters, a double click a word, a triple click
a paragraph, in a table a cell; what is selected then stays until it is marked, copied or left, whichever hand selected it.
Past an edge the text follows the pointer, also while it is held still.
"""

from collections.abc import Iterable

from textual import events
from textual.timer import Timer

from reader.layout.caret import Caret, Motion, line_selection, move, selection
from reader.layout.overlay import Covering
from reader.model.units import TextRange
from reader.tui.keys.actions import Mode
from reader.tui.widgets.article_messages import ModeChanged
from reader.tui.widgets.article_painter import CARET, SELECT
from reader.tui.widgets.setting_view import SettingView

_FOLLOW_SECONDS = 0.06
"""Between two rows by which the text follows a pointer that is held past an edge: as fast as one can still read what comes."""

_FASTEST_ROWS = 5
"""By which it follows at once, the further off the pointer is."""


class SelectingView(SettingView, is_side=True):
    """Adds `do_caret`, `do_select` … of the key table to the drawn article."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.caret: Caret | None = None
        """Where the caret stands; None in reading mode."""
        self._anchor: int | None = None
        self._is_linewise = False
        self._pressed: int | None = None
        self._has_dragged = False
        self._pointer: tuple[int, int] = (0, 0)
        self._follow_timer: Timer | None = None
        self._painted: tuple[TextRange | None, Caret | None] = (None, None)

    @property
    def mode(self) -> Mode:
        """What keys mean in the pane now."""
        return Mode.READING if self.caret is None else Mode.CARET

    @property
    def selected(self) -> TextRange | None:
        """The selected range; None while nothing is."""
        if self.caret is None or self._anchor is None:
            return None
        if self._is_linewise:
            return line_selection(self._anchor, self.caret.offset, self.text_layout)
        return selection(self._anchor, self.caret.offset, self.walk)

    @property
    def target(self) -> TextRange:
        """What an action that works "here" works on: the selection, the caret's sentence, the current sentence."""
        selected = self.selected
        if selected is not None:
            return selected
        return self.walk.sentence_at(self.caret.offset) if self.caret else self.here

    def show_caret(self, caret: Caret | None, anchor: int | None = None, *, is_linewise: bool = False) -> None:
        """Put caret and selection somewhere; None leaves them, and the caret's sentence becomes the current one.

        If that was scrolled off the screen, the first one on it does: what keys work on is to be seen.
        """
        before, selected = self.mode, self.selected
        left = self.caret
        self.caret, self._anchor, self._is_linewise = caret, anchor, is_linewise
        self._repaint_selection()
        if caret is not None:
            self.reveal(caret.offset, caret.offset + 1)
        elif left is not None:
            sentence = self.walk.sentence_at(left.offset)
            self._take_here(sentence if self._is_shown(sentence) else self.walk.sentence_from(self.first_offset))
        if self.mode is not before:
            self.repaint_rows(self._bar_rows)
        if self.mode is not before or self.selected != selected:
            self.post_message(ModeChanged(self.mode))
        if caret is not None and caret != left:
            self.here_changed()

    def leave_mode(self) -> bool:
        """Leave caret and selection; return whether there was anything to leave."""
        if self.caret is None:
            return False
        self.show_caret(None)
        return True

    # -- keys -------------------------------------------------------------------------------------------------------
    def do_caret(self, count: int, argument: str) -> None:
        """Put the caret at the start of the current sentence."""
        if self.article.blocks:
            self.show_caret(Caret(self.walk.on_letter(self.here.start)))

    def do_select(self, count: int, argument: str) -> None:
        """Begin a selection at the caret, or end it."""
        if self.caret is None:
            return
        is_new = self._anchor is None or self._is_linewise
        anchor = self.caret.offset if self._anchor is None else self._anchor
        self.show_caret(self.caret, anchor if is_new else None)

    def do_select_line(self, count: int, argument: str) -> None:
        """Begin a selection of whole lines, or end it."""
        if not self.article.blocks:
            return
        caret = self.caret or Caret(self.walk.on_letter(self.here.start))
        anchor = None if self._is_linewise else caret.offset if self._anchor is None else self._anchor
        self.show_caret(caret, anchor, is_linewise=anchor is not None)

    def move_caret(self, motion: Motion, count: int) -> None:
        """Move the caret; a selection goes with it."""
        if self.caret is not None:
            caret = move(self.caret, motion, count, self.text_layout, self.walk)
            self.show_caret(caret, self._anchor, is_linewise=self._is_linewise)

    def do_caret_left(self, count: int, argument: str) -> None:
        """Move a letter back."""
        self.move_caret(Motion.LEFT, count)

    def do_caret_right(self, count: int, argument: str) -> None:
        """Move a letter on."""
        self.move_caret(Motion.RIGHT, count)

    def do_caret_up(self, count: int, argument: str) -> None:
        """Move a row up."""
        self.move_caret(Motion.UP, count)

    def do_caret_down(self, count: int, argument: str) -> None:
        """Move a row down."""
        self.move_caret(Motion.DOWN, count)

    def do_caret_next_word(self, count: int, argument: str) -> None:
        """Move to the next word."""
        self.move_caret(Motion.NEXT_WORD, count)

    def do_caret_previous_word(self, count: int, argument: str) -> None:
        """Move to the previous word."""
        self.move_caret(Motion.PREVIOUS_WORD, count)

    def do_caret_word_end(self, count: int, argument: str) -> None:
        """Move to the end of the word."""
        self.move_caret(Motion.WORD_END, count)

    def do_caret_line_start(self, count: int, argument: str) -> None:
        """Move to the start of the row."""
        self.move_caret(Motion.LINE_START, count)

    def do_caret_line_end(self, count: int, argument: str) -> None:
        """Move to the end of the row."""
        self.move_caret(Motion.LINE_END, count)

    def do_caret_next_sentence(self, count: int, argument: str) -> None:
        """Move to the next sentence."""
        self.move_caret(Motion.NEXT_SENTENCE, count)

    def do_caret_previous_sentence(self, count: int, argument: str) -> None:
        """Move to the previous sentence."""
        self.move_caret(Motion.PREVIOUS_SENTENCE, count)

    def do_caret_next_paragraph(self, count: int, argument: str) -> None:
        """Move to the next paragraph."""
        self.move_caret(Motion.NEXT_PARAGRAPH, count)

    def do_caret_previous_paragraph(self, count: int, argument: str) -> None:
        """Move to the previous paragraph."""
        self.move_caret(Motion.PREVIOUS_PARAGRAPH, count)

    def do_caret_top(self, count: int, argument: str) -> None:
        """Move to the start of the text."""
        self.move_caret(Motion.TOP, 1)

    def do_caret_bottom(self, count: int, argument: str) -> None:
        """Move to the end of the text."""
        self.move_caret(Motion.BOTTOM, 1)

    # -- mouse ------------------------------------------------------------------------------------------------------
    def offset_under(self, x: int, y: int) -> int:
        """Return the letter at or nearest to a cell of the pane."""
        y = max(0, min(y, self.size.height - 1))
        return self.walk.on_letter(self.text_layout.offset_at(self.top + y, x - self.left))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag may begin."""
        if event.button == 1 and self.article.blocks:
            self._pressed = self.offset_under(event.x, event.y)
            self._has_dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down; past an edge the text follows."""
        if self._pressed is None:
            return
        self._pointer = (event.x, event.y)
        if self._rows_off() and self._follow_timer is None:
            self._follow_timer = self.set_interval(_FOLLOW_SECONDS, self._follow_pointer)
        self._drag_to_pointer()

    def _drag_to_pointer(self) -> None:
        if self._pressed is None:
            return
        under = self.offset_under(*self._pointer)
        if under != self._pressed or self._has_dragged:
            self._has_dragged = True
            self.show_caret(Caret(under), self._pressed)

    def _rows_off(self) -> int:
        """Return by how many rows the pointer is past an edge: below 0 past the upper one."""
        y, height = self._pointer[1], self.size.height
        return y if y < 0 else max(0, y - height + 1)

    def _follow_pointer(self) -> None:
        """Let the text go on under a pointer that is held past an edge."""
        rows = self._rows_off()
        if not rows or self._pressed is None:
            self._end_following()
            return
        self.scroll_rows(max(-_FASTEST_ROWS, min(rows, _FASTEST_ROWS)))
        self._drag_to_pointer()

    def _end_following(self) -> None:
        if self._follow_timer is not None:
            self._follow_timer.stop()
            self._follow_timer = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self._end_following()
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word or a paragraph; a single click, where no drag ended, goes to the sentence under it."""
        if event.button != 1 or not self.article.blocks:
            return
        under = self.offset_under(event.x, event.y)
        if event.chain == 2:
            self._select_range(self.walk.word_at(under))
        elif event.chain >= 3:
            self._select_range(self.walk.cell_at(under) or self.walk.block_range(under))
        elif not self._has_dragged:
            self.leave_mode()
            self.clicked(event, under)

    def clicked(self, event: events.Click, offset: int) -> None:
        """Hook: a single click on or near the letter at `offset`."""
        self.set_here(self.walk.sentence_at(offset))

    def _select_range(self, text: TextRange) -> None:
        self.show_caret(Caret(self.walk.on_letter(max(text.start, text.end - 1))), text.start)

    # -- drawing ----------------------------------------------------------------------------------------------------
    @property
    def has_bar(self) -> bool:
        """The caret stands in for the bar."""
        return self.caret is None

    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return selection and caret on a row."""
        found = list(super().coverings(row, text))
        selected = self.selected
        if selected is not None and selected.start < text.end and selected.end > text.start:
            found.append(Covering(selected.start, selected.end, SELECT))
        if self.caret is not None and text.start <= self.caret.offset < text.end:
            found.append(Covering(self.caret.offset, self.walk.after_letter(self.caret.offset), CARET))
        return found

    def caret_cell(self, row: int) -> int | None:
        """Return the cell of a caret that hangs past the letters of its row."""
        if self.caret is None:
            return None
        cell = self.text_layout.cell_of(self.caret.offset)
        text = self.text_layout.row_text(row)
        if cell.row != row or (text is not None and text.start <= self.caret.offset < text.end):
            return None
        return cell.x

    def layout_changed(self) -> None:
        """Forget the column that up and down aimed at."""
        super().layout_changed()
        if self.caret is not None:
            self.caret = Caret(self.caret.offset)

    def _is_shown(self, text: TextRange) -> bool:
        if self._laid_size is None:
            return True
        rows, shown = self.rows_of(text), self.rows_shown
        return rows.start < shown.stop and rows.stop > shown.start

    def place_rows(self) -> range:
        """Return the row of the caret, else those of the current sentence."""
        return super().place_rows() if self.caret is None else self.rows_of(_letter_at(self.caret))

    def _repaint_selection(self) -> None:
        old, old_caret = self._painted
        new, caret = self.selected, self.caret
        self._painted = (new, caret)
        for place in (old_caret, caret):
            if place is not None:
                self.repaint(_letter_at(place))
        for change in _differences(old, new):
            self.repaint(change)


def _letter_at(caret: Caret) -> TextRange:
    return TextRange(caret.offset, caret.offset + 1)


def _differences(old: TextRange | None, new: TextRange | None) -> list[TextRange]:
    """Return the ranges that are in one of two ranges and not in the other."""
    if old is None or new is None or old.end <= new.start or new.end <= old.start:
        return [text for text in (old, new) if text is not None]
    starts, ends = sorted((old.start, new.start)), sorted((old.end, new.end))
    return [TextRange(*edge) for edge in (starts, ends) if edge[0] < edge[1]]
