"""The margin: notes beside their passages, scrolling with the text.

Docked, a note begins on the row where its mark begins, or below the note before it with a hair line to its row; as a drawer
the notes stand one under the other. It is given notes and windows, and says what is asked for; it knows neither session nor
siblings. The screen passes on what the article pane tells:

    on WindowChanged:       margin.follow(article.window())
    on AnnotationFocused:   margin.focus_note(annotation_id)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from reader.layout.cells import cell_width, is_right_to_left
from reader.layout.wrap import fold_evenly
from reader.model.annotation import Annotation, Colour, Keep, PlacedAnnotation
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.widgets.article_messages import (
    DeleteRequested,
    EditRequested,
    Noticed,
    SettleRequested,
    TagsRequested,
)
from reader.tui.widgets.doubtful_notes import DoubtfulNotes
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.line_frame import LineFrame
from reader.tui.widgets.linked_notes import LinkedNotes, Notices
from reader.tui.widgets.margin_messages import NoteChosen, PassageRequested, ScrollRequested, TrackChosen
from reader.tui.widgets.margin_notes import (
    TEXT_X,
    MarginRows,
    NoteBox,
    NoteLine,
    Weight,
    note_lines,
    parts_of,
    place_of,
    stack,
)
from reader.tui.widgets.position_track import track_cells
from reader.tui.widgets.reading_window import ReadingWindow
from reader.tui.widgets.shown_marks import shown_marks
from reader.tui.widgets.track_mouse import TrackMouse

HEADER_ROW = 1
WIDEST_COLUMN = 44
"""The most cells of a note and what is around it."""

FIRST_NOTE_ROW = 3
"""The first row that a note may stand on: that of the headline."""

PEN = "✎"
BAR = "▎"
_RIGHT_ROOM = 2
_WHEEL_ROWS = 3
_HEADER_GAP = 2
_FEW_PARTS = 4
"""Of so many parts all notes are set and stacked; of more the part at the top of the screen, the one before and two after."""

_KEPT_NOTES = 1_000
_EDITOR_ROWS = 6
"""Rows that a note being written has at least, so that it never begins under the last row."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = PlacedAnnotation(annotation=Annotation(id=-1, article_id="", created=_NEVER, updated=_NEVER, note=" "))
"""Stands for the note that is being written: room that the others leave."""


@lru_cache(maxsize=16)
def _blank(width: int, ground: Style, sign: str, style: Style) -> Strip:
    return Strip([Segment(" " * (width - 1), ground), Segment(sign, style)], width)


class MarginPane(TrackMouse, LineFrame, Inked, LinkedNotes, DoubtfulNotes, can_focus=True):
    """Shows the notes of an article."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "MarginPane { background: $ground; } MarginPane.-drawer { background: $panel; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.notes: tuple[PlacedAnnotation, ...] = ()
        """What the margin shows: annotations with words, tags or a passage that is gone."""
        self.focused_id = 0
        self.empty_text = "Notes stand here, beside their passages."
        """The sentence that stands where no note does: what would be here, and which key brings it."""
        self._meanings: Mapping[str, str] = {}
        self._window = ReadingWindow()
        self._rows = MarginRows(())
        self._order: Sequence[PlacedAnnotation] = ()
        self._parts: Sequence[int] = ()
        """Which of them begin the parts in which very many are set."""
        self._folded: dict[tuple[int, bool], tuple[PlacedAnnotation, tuple[NoteLine, ...]]] = {}
        """What notes look like, by id and whether they are in front, and what that was made of."""
        self._made_of: tuple[object, ...] = (None,) * 5
        """What order and folded lines were made of: notes, rows, and what all notes are set by."""
        self._near = range(0)
        """Which of the notes in order are stacked."""
        self._drawer_top = 0
        self._was_drawer = False
        self._room: tuple[int, int, int] | None = None
        self._referring = 0
        """How many notes refer to the article."""

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(self, annotations: Iterable[PlacedAnnotation]) -> None:
        """Show these annotations, those of them that have anything to say."""
        marks = shown_marks(annotations)
        self.notes, self.lost = marks.notes, marks.lost
        self._stack()

    def set_meanings(self, meanings: Mapping[str, str]) -> None:
        """Say what the colours mean to the user: a colour's name to their word for it."""
        self._meanings = meanings
        self._stack()

    def set_notices(self, notices: Notices) -> None:
        """Say which links of the notes lead nowhere, and why."""
        if notices != self._notices:
            self._notices = notices
            self._folded.clear()
            self._stack()

    def set_referring(self, count: int) -> None:
        """Say how many notes, here or elsewhere, refer to the article."""
        if count != self._referring:
            self._referring = count
            self.refresh()

    def focus_note(self, annotation_id: int) -> None:
        """Bring a note forward; 0 for none."""
        if annotation_id != self.focused_id:
            self.leave_hints()
            before, self.focused_id = self.focused_id, annotation_id
            if not {before, annotation_id}.isdisjoint(placed.annotation.id for placed in self.notes):
                self._stack()

    def follow(self, window: ReadingWindow) -> None:
        """Stand beside other rows; draws only what changes."""
        old, self._window = self._window, window
        if window.note_rows is not old.note_rows or self._near != self._near_here(self._order):
            self._stack()
        elif not self.is_drawer:
            self.refresh_changed()

    @property
    def is_drawer(self) -> bool:
        """Whether notes stand one under the other, over the text, not beside it: the class `-drawer`."""
        return self.has_class("-drawer")

    @property
    def column_width(self) -> int:
        """Cells in which notes stand: on a very wide screen there is room to the right of them."""
        return min(self.size.width, WIDEST_COLUMN)

    def name_of(self, colour: Colour) -> str:
        """Return the user's word for a colour, its own name if there is none."""
        return self._meanings.get(colour.value) or colour.value

    def make_room(self, row: int, annotation_id: int = 0) -> Region:
        """Make room for a note that is written beside `row` of the text, in place of that of an annotation if it has one.

        Returns where, in cells of the margin. The room stays until `end_writing`.
        """
        box = next((box for box in self._rows.boxes if box.placed.annotation.id == annotation_id), None)
        rows = max(_EDITOR_ROWS, len(box.lines) + 2) if box else _EDITOR_ROWS
        self._room = (row, rows, annotation_id)
        self._stack()
        y = max(0, min(row - self._window.top, self.size.height - _EDITOR_ROWS))
        return Region(0, y, self.column_width - 1, self.size.height - y)

    def grow_room(self, rows: int) -> None:
        """Let the note that is written take so many rows; the others make room."""
        if self._room is not None and rows > self._room[1]:
            self._room = (self._room[0], rows, self._room[2])
            self._stack()

    def end_writing(self) -> None:
        """Give the room that a written note had back to the others."""
        if self._room is not None:
            self._room = None
            self._stack()

    def _stack(self) -> None:
        width = self.column_width - TEXT_X - _RIGHT_ROOM
        if width < 4:
            return
        is_drawer = self.is_drawer
        room_row, room_lines, hidden_id = self._room or (0, 0, 0)
        self._near = self._near_here(order := self._in_order(width, is_drawer=is_drawer))
        notes = [
            (placed, row, self._lines(placed, width))
            for placed in order[self._near.start : self._near.stop]
            if placed.annotation.id != hidden_id and (row := self._row(placed)) >= 0
        ]
        if room_lines:
            notes.append((_WRITTEN, room_row, (NoteLine("", Weight.TEXT),) * room_lines))
        notes.sort(key=lambda note: place_of(note[0], note[1]))
        if is_drawer:
            notes = [(placed, 0, lines) for placed, _, lines in notes]
            self._rows = MarginRows(stack(notes, 0, FIRST_NOTE_ROW))
            self._show_in_drawer()
            self.refresh()
        else:
            in_front = _WRITTEN.annotation.id if room_lines else self.focused_id
            self._rows = MarginRows(stack(notes, in_front, FIRST_NOTE_ROW))
            self.refresh_changed()

    def _row(self, placed: PlacedAnnotation) -> int:
        """Return the row of the text beside which a note belongs; below 0 if there is none."""
        return self._window.note_rows.get(placed.annotation.id, 0 if self.is_drawer else -1)

    def _in_order(self, width: int, *, is_drawer: bool) -> Sequence[PlacedAnnotation]:
        """Return the notes that have a row, from the top down: kept, as folded lines are, while one goes from note to note.

        Very many stand in the order of the text, as they come: it is that of the rows but beside a table, and the row of a note
        that is far from the screen has not to be found.
        """
        rows = self._window.note_rows
        made_of = (self.notes, rows, self._meanings, width, is_drawer)
        if any(new is not old for new, old in zip(made_of, self._made_of, strict=True)):
            if made_of[2:] != self._made_of[2:]:
                self._folded.clear()
            self._made_of, self._order, self._parts = made_of, self.notes, parts_of(self.notes)
            if len(self._parts) <= _FEW_PARTS:
                placed = [one for one in self.notes if self._row(one) >= 0]
                self._order = sorted(placed, key=lambda one: place_of(one, self._row(one)))
        return self._order

    def _near_here(self, order: Sequence[PlacedAnnotation]) -> range:
        """Return which notes are stacked: all, or of very many those near to the screen, in the drawer to the one in front."""
        parts = self._parts
        if len(parts) <= _FEW_PARTS:
            return range(len(order))
        if self.is_drawer:
            at = next((at for at, placed in enumerate(order) if placed.annotation.id == self.focused_id), 0)
        else:
            at = bisect_left(order, self._window.top, key=self._row)
        part = bisect_right(parts, at) - 1
        return range(parts[max(0, part - 1)], [*parts, len(order)][min(part + 3, len(parts))])

    def _lines(self, placed: PlacedAnnotation, width: int) -> tuple[NoteLine, ...]:
        """Return the lines of a note, those from before if it is what it was: a save changes one of them."""
        key = placed.annotation.id, placed.annotation.id == self.focused_id
        known = self._folded.get(key)
        if known is None or known[0] != placed:
            if len(self._folded) >= _KEPT_NOTES:
                self._folded.clear()
            known = self._folded[key] = placed, self._set_lines(placed, width, is_unfolded=key[1])
        return known[1]

    def _set_lines(self, placed: PlacedAnnotation, width: int, *, is_unfolded: bool) -> tuple[NoteLine, ...]:
        notices, look = self.notices_of(placed.annotation.id), self.look_words
        return note_lines(placed, self._meanings, width, is_unfolded=is_unfolded, notices=notices, look=look)

    def _show_in_drawer(self) -> None:
        """Scroll the drawer so that the focused note is in it."""
        box = next((box for box in self._rows.boxes if box.placed.annotation.id == self.focused_id), None)
        if box is None:
            self._drawer_top = 0
        elif box.row - self._drawer_top < FIRST_NOTE_ROW:
            self._drawer_top = max(0, box.row - FIRST_NOTE_ROW)
        elif box.stop - self._drawer_top > self.size.height - 1:
            self._drawer_top = min(box.row - FIRST_NOTE_ROW, box.stop - self.size.height + 1)

    def on_resize(self, event: events.Resize) -> None:
        """Fold the notes anew."""
        self._stack()

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed, and stand beside the text or over it."""
        super().notify_style_update()
        if self.is_drawer is not self._was_drawer:
            self._was_drawer = self.is_drawer
            self._stack()

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_next_note(self, count: int, argument: str) -> None:
        """Go to a note below."""
        self._step(max(1, count))

    def do_previous_note(self, count: int, argument: str) -> None:
        """Go to a note above."""
        self._step(-max(1, count))

    def do_first_note(self, count: int, argument: str) -> None:
        """Go to the first note."""
        self._choose(0)

    def do_last_note(self, count: int, argument: str) -> None:
        """Go to the last note."""
        self._choose(len(self._order) - 1)

    def do_open_note(self, count: int, argument: str) -> None:
        """Go on reading at the passage of the note."""
        if self._has_focus_or_notice():
            self.post_message(PassageRequested(self.focused_id))

    def do_edit_note(self, count: int, argument: str) -> None:
        """Ask for the note to be edited here."""
        if self._has_focus_or_notice():
            self.post_message(EditRequested(self.focused_id, is_external=False))

    def do_edit_note_external(self, count: int, argument: str) -> None:
        """Ask for the note to be edited in the user's editor."""
        if self._has_focus_or_notice():
            self.post_message(EditRequested(self.focused_id, is_external=True))

    def do_annotation_tags(self, count: int, argument: str) -> None:
        """Ask for the tags of the note."""
        if self._has_focus_or_notice():
            self.post_message(TagsRequested(self.focused_id))

    def do_delete_annotation(self, count: int, argument: str) -> None:
        """Ask for the note and its mark to be removed."""
        if self._has_focus_or_notice():
            self.post_message(DeleteRequested(self.focused_id))

    def do_keep_shown(self, count: int, argument: str) -> None:
        """Ask for what stands beside the note to go."""
        self._ask_settling(Keep.SHOWN)

    def do_keep_other(self, count: int, argument: str) -> None:
        """Ask for what stands beside the note to take its place."""
        self._ask_settling(Keep.OTHER)

    def do_keep_both(self, count: int, argument: str) -> None:
        """Ask for the note and what stands beside it to become one."""
        self._ask_settling(Keep.BOTH)

    def _ask_settling(self, keep: Keep) -> None:
        if self._has_focus_or_notice():
            self.post_message(SettleRequested(self.focused_id, keep))

    def _has_focus_or_notice(self) -> bool:
        has_focus = self.focused_note is not None
        if not has_focus:
            self.post_message(Noticed("no note is chosen"))
        return has_focus

    def _step(self, count: int) -> None:
        ids = [placed.annotation.id for placed in self._order]
        if self.focused_id in ids:
            self._choose(ids.index(self.focused_id) + count)
            return
        # Nothing chosen yet: begin with the first note on the screen.
        top = self._drawer_top if self.is_drawer else self._window.top
        below = (index for index, box in enumerate(self._rows.boxes, self._near.start) if box.row >= top)
        self._choose(next(below, self._near.stop - 1))

    def _choose(self, index: int) -> None:
        order = self._order
        if order:
            chosen = order[max(0, min(index, len(order) - 1))].annotation.id
            self.focus_note(chosen)
            self.post_message(NoteChosen(chosen))

    def on_click(self, event: events.Click) -> None:
        """Choose the note under the pointer and go to its passage; a second click edits it."""
        box = self._rows.box_at(event.y + self._top)
        if box is None:
            return
        line = box.lines[event.y + self._top - box.row]
        if event.chain == 1 and line.runs and self.follow_at(box.placed.annotation, line, event.x):
            return
        self.focus_note(box.placed.annotation.id)
        if event.chain >= 2:
            self.post_message(EditRequested(box.placed.annotation.id, is_external=False))
        else:
            self.post_message(NoteChosen(box.placed.annotation.id))

    @property
    def shows_track(self) -> bool:
        """Whether the last column is the track."""
        return not self.is_drawer and self._window.row_count > 0

    def go_to_track_line(self, line: int, *, is_first: bool) -> None:
        """Ask for the text that a line of the track stands for."""
        self.post_message(TrackChosen(line, is_first))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the text, or the notes of the drawer."""
        self._wheel(event, _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the text, or the notes of the drawer."""
        self._wheel(event, -_WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        if not self.is_drawer:
            self.post_message(ScrollRequested(rows))
            return
        boxes = self._rows.boxes
        most = max(0, boxes[-1].stop + 1 - self.size.height) if boxes else 0
        self._drawer_top = max(0, min(most, self._drawer_top + rows))
        self.refresh()

    def rows_of_focused(self) -> range:
        """Return the rows of the text beside which the note stands that came forward, where the margin is docked."""
        box = next((box for box in self._rows.boxes if box.placed.annotation.id == self.focused_id), None)
        return range(box.row, box.stop) if box is not None and not self.is_drawer else range(0)

    # -- drawing ----------------------------------------------------------------------------------------------------
    @property
    def _top(self) -> int:
        return self._drawer_top if self.is_drawer else self._window.top

    @property
    def _ground(self) -> Style:
        return self.inks.panel if self.is_drawer else self.inks.ground

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        return self.make_lines((y,))[0]

    def make_lines(self, ys: Sequence[int]) -> list[Strip]:
        """Return lines of the screen."""
        (width, height), top, ground, window = self.size, self._top, self._ground, self._window
        if self.is_drawer or not window.row_count:
            return [lay_out(self._runs(y + top, self.column_width), width, ground) for y in ys]
        track = track_cells(height, window.shown, window.row_count, window.track, self.inks)
        lines, column = [], self.column_width
        for y in ys:
            cell = track[y] if y < height else (" ", ground)
            runs = self._runs(y + top, column)
            if runs:
                lines.append(Strip([*lay_out(runs, width - 1, ground), Segment(*cell)], width))
            else:  # most lines of a margin are empty, and there are only a few kinds of them
                lines.append(_blank(width, ground, *cell))
        return lines

    def _runs(self, row: int, width: int) -> list[Run]:
        inks = self.inks
        if row == HEADER_ROW:
            name = inks.strong if self.has_focus else inks.text + Style(bold=True)
            words, _ = self._header(width)
            return [Run(0, "Margin", name), *flush_right([(words, inks.muted)], width - _RIGHT_ROOM)]
        if row == HEADER_ROW + 1 and self._referring:
            return flush_right([(self._header(width)[1], inks.muted)], width - _RIGHT_ROOM)
        if not self.notes:
            lines = fold_evenly(self.empty_text, width - TEXT_X - _RIGHT_ROOM, 6)
            at = row - FIRST_NOTE_ROW
            return [Run(TEXT_X, lines[at], inks.muted)] if 0 <= at < len(lines) else []
        box = self._rows.box_at(row)
        hair = "" if self.is_drawer else self._rows.hair_at(row)
        runs = self._note_runs(box, row - box.row) if box else []
        if hair:
            runs.insert(min(1, len(runs)), Run(1, hair, inks.faint))
        return runs

    @property
    def referring_words(self) -> str:
        """How many notes refer to the article, in words; "" if none does."""
        count = self._referring
        return "" if not count else "1 refers here" if count == 1 else f"{count:,} refer here"

    def _header(self, width: int) -> tuple[str, str]:
        """Return what stands at the right of the name, and below it where there is room: how many notes there are, how many refer
        here."""
        room = width - _RIGHT_ROOM - len("Margin") - _HEADER_GAP
        words, referring = self.note_words(len(self.notes), room), self.referring_words
        both = " · ".join(part for part in (words, referring) if part)
        if len(both) <= room:
            return both, ""
        has_room = self._rows.box_at(FIRST_NOTE_ROW) is None
        return words, referring if has_room else ""

    def _note_runs(self, box: NoteBox, at: int) -> list[Run]:
        inks = self.inks
        line = box.lines[at]
        if box.placed is _WRITTEN:
            return []
        is_focused = box.placed.annotation.id == self.focused_id
        match line.weight:
            case Weight.NAME:
                style = inks.accent
            case Weight.QUIET:
                style = inks.quiet
            case Weight.TEXT:
                style = inks.forward if is_focused else inks.muted
        if not box.placed.annotation.is_highlight:
            sign = Run(0, PEN, inks.accent) if at == 0 else Run(0, " ", inks.text)
        else:
            sign = Run(0, BAR, inks.accent if at == 0 or is_focused else inks.faint)
        if line.runs:
            return [sign, *self.set_runs(box.placed.annotation.id, box.lines, at, style, inks)]
        x = TEXT_X
        if not line.text.isascii() and is_right_to_left(line.text):
            x = max(TEXT_X, self.column_width - _RIGHT_ROOM - cell_width(line.text))
        return [sign, Run(x, line.text, style)]
