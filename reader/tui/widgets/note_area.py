"""The text area of a note: where a link is being typed, and lists that go on by themselves."""

import re
from functools import cache
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import TextArea

from reader.model.text import clean_text

_ENTERS = frozenset(("enter", "shift+enter", "alt+enter", "ctrl+j"))

_LONGEST_WORDS = 80
"""Letters after `[[` that are still taken for words of a title."""


class OpenLink(NamedTuple):
    """A `[[` before the cursor that has no end yet."""

    row: int
    column: int
    """Where its brackets begin."""
    words: str


class NoteArea(TextArea):
    """A text area that leaves enter, with whatever is held beside it, to the key map."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # What alt and an arrow are on many keyboards, and in every line editor.
        Binding("alt+b,alt+left", "cursor_word_left", show=False),
        Binding("alt+f,alt+right", "cursor_word_right", show=False),
        Binding("alt+d", "delete_word_right", show=False),
    ]

    async def _on_key(self, event: events.Key) -> None:
        if event.key in _ENTERS:
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        # In place of the text area's own: what is pasted is outside text.
        event.stop()
        event.prevent_default()
        pasted = self.replace(clean_text(event.text), *self.selection, maintain_selection_offset=False)
        self.move_cursor(pasted.end_location)

    @property
    def rows_wanted(self) -> int:
        """How many rows the text takes at its width."""
        return self.wrapped_document.height

    def set_text(self, text: str) -> None:
        """Put another text in, as one step that can be taken back; the cursor goes to its end."""
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.move_cursor(self.document.end)

    # -- lists ------------------------------------------------------------------------------------------------------
    def begin_line(self) -> None:
        """Begin a line; in a list or a quote with the sign of the next item, in an item without words end the list."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        found = _lead().match(line[:column]) if self.selection.is_empty else None
        if found is None:
            self.replace("\n", *self.selection, maintain_selection_offset=False)
        elif not line[found.end() :].strip():
            self.replace("", (row, 0), (row, len(line)), maintain_selection_offset=False)
        else:
            self.insert("\n" + _next_lead(found))

    # -- links ------------------------------------------------------------------------------------------------------
    def open_link(self) -> OpenLink | None:
        """Return the link that is being typed, None if none is."""
        if not self.selection.is_empty:
            return None
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        start = line.rfind("[[")
        words = line[start + 2 :]
        if start < 0 or "]" in words or "|" in words or len(words) > _LONGEST_WORDS or line.count("`", 0, start) % 2:
            return None
        return OpenLink(row, start, words)

    def close_link(self, link: OpenLink, text: str) -> None:
        """Put a whole link in the place of one that is being typed, and of the end that was typed already."""
        row, column = self.cursor_location
        if self.document.get_line(row)[column:].startswith("]]"):
            column += 2
        done = self.replace(text, (link.row, link.column), (row, column), maintain_selection_offset=False)
        self.move_cursor(done.end_location)

    def place_of(self, link: OpenLink) -> Offset:
        """Return the cell of the screen under which the words of a link stand."""
        cursor = self.cursor_screen_offset
        return Offset(max(self.content_region.x, cursor.x - len(link.words) - 2), cursor.y)


def _next_lead(found: "re.Match[str]") -> str:
    indent, quote, number, stop, bullet, task = found.groups()
    if quote:
        return f"{indent}{quote}"
    if number:
        return f"{indent}{int(number) + 1}{stop} "
    return f"{indent}{bullet} {'[ ] ' if task else ''}"


@cache
def _lead() -> "re.Pattern[str]":
    """What a line of a list or a quote begins with."""
    return re.compile(r"([ \t]*)(?:((?:> ?)+)|([0-9]{1,8})([.)]) |([-*+]) (\[[ xX]\] )?)")
