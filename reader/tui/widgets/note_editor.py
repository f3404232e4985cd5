"""Where a note is written: in the margin beside its passage, or in a drawer at the bottom where there is no margin.

Mount it on the screen, `open` it, listen for `NoteSaved` and `NoteLeft`. The text area comes when a note is written for the
first time: its import costs as much as a screen of text.
"""

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from reader.model.annotation import Colour
from reader.model.text import clean_text
from reader.model.values import dataclass
from reader.tui.keys.actions import Mode

DRAWER_ROWS = 8
"""Rows that a drawer takes at most."""

_FEWEST_ROWS = 3

_ENTERS = frozenset(("enter", "shift+enter", "alt+enter", "ctrl+j"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSubject:
    """What a note is about: an annotation that is there, a passage that will be marked, or the whole article."""

    annotation_id: int = 0
    """0 for a new one."""
    start: int = 0
    end: int = 0
    """The passage of a new highlight, half-open; empty for a note on the article."""
    colour: Colour = Colour.YELLOW


@dataclass
class NoteSaved(Message):
    """A note was written."""

    subject: NoteSubject
    text: str


@dataclass
class NoteLeft(Message):
    """The writer wants to leave; if something is unsaved, ask, then `close` the editor."""

    subject: NoteSubject
    is_changed: bool


class _NoteText(TextArea):
    """A text area that leaves enter, with whatever is held beside it, to the key map."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in _ENTERS:
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        # In place of the text area's own: what is pasted is outside text.
        event.stop()
        event.prevent_default()
        pasted = self.replace(clean_text(event.text), *self.selection, maintain_selection_offset=False)
        self.move_cursor(pasted.end_location)


class NoteEditor(Widget):
    """A few lines to write in. Hidden until it is opened."""

    mode = Mode.NOTE
    """What keys mean in it."""

    DEFAULT_CSS = """
    NoteEditor {
        display: none; position: absolute; layer: over; background: $panel; border-left: wide $accent; height: auto;
    }
    NoteEditor.-drawer { position: relative; dock: bottom; margin-bottom: 1; width: 100%; border-left: none; }
    NoteEditor Static { color: $accent; height: 1; width: 100%; }
    NoteEditor TextArea {
        height: auto; width: 100%; border: none; padding: 0; background: $panel; color: $text;
        scrollbar-size: 0 0;
        &:focus { border: none; }
        &:focus .text-area--cursor { color: $ground; background: $caret; text-style: $caret-style; }
        & .text-area--cursor-line { background: $panel; }
        & .text-area--placeholder { color: $muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.subject = NoteSubject()
        self._before = ""

    def compose(self) -> ComposeResult:
        """What the note is about, and its text."""
        yield Static(markup=False)
        yield _NoteText(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)

    @property
    def is_open(self) -> bool:
        """Whether a note is being written."""
        return bool(self.display)

    @property
    def text(self) -> str:
        """The note as it is written now, cleaned, no white space at its ends."""
        return clean_text(self._area.text).strip()

    @property
    def is_changed(self) -> bool:
        """Whether there is something to lose."""
        return self.is_open and self.text != self._before

    def open(self, subject: NoteSubject, text: str, place: Region | None, *, name: str = "", inset: int = 2) -> None:
        """Write a note, or go on with one.

        `place` is where, in cells of the screen, its height the most it may take; None opens a drawer at the bottom, whose text
        begins at cell `inset`. `name` stands over the text: the user's word for the colour.
        """
        self.subject, self._before = subject, text
        area = self._area
        title = self.query_one(Static)
        title.update(name)
        title.display = bool(name)
        self.set_class(place is None, "-drawer")
        if place is None:
            self.styles.offset = (0, 0)
            self.styles.width = "100%"
            self.styles.padding = (1, inset, 1, inset)
            area.styles.max_height = DRAWER_ROWS - 3
        else:
            self.styles.offset = place.offset
            self.styles.width = place.width
            self.styles.padding = (0, 1, 0, 1)
            area.styles.max_height = max(_FEWEST_ROWS, place.height - 1)
        area.styles.min_height = _FEWEST_ROWS
        area.text = text
        area.move_cursor(area.document.end)
        self.display = True
        area.focus(scroll_visible=False)

    def stop_blinking(self) -> None:
        """Let the cursor stand still, for pictures."""
        self._area.cursor_blink = False

    def close(self) -> None:
        """Leave the note as it was before."""
        self.display = False

    def do_save_note(self, count: int, argument: str) -> None:
        """Save the note. An unchanged one is just left."""
        if not self.is_changed:
            self.post_message(NoteLeft(self.subject, is_changed=False))
        else:
            self._before = self.text
            self.post_message(NoteSaved(self.subject, self.text))

    def do_leave_note(self, count: int, argument: str) -> None:
        """Leave the note."""
        self.post_message(NoteLeft(self.subject, self.is_changed))

    def do_new_line(self, count: int, argument: str) -> None:
        """Begin a line where the cursor is."""
        self._area.insert("\n")

    @property
    def _area(self) -> _NoteText:
        return self.query_one(_NoteText)
