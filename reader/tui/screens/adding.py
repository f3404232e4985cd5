"""The add dialog: an address, a path, or a pasted text; answers with what is to be added."""

from dataclasses import dataclass

from textual import events

from reader.model.text import clean_text
from reader.model.units import count_words
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet

SHORTEST_TEXT = 80
"""Letters from which a pasted line without a line break counts as a text and not as a mistyped address or path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What is to be added: one of the two."""

    target: str = ""
    """An address or a path."""
    text: str = ""


def read_addition(pasted: str) -> Addition | None:
    """Return what pasted letters are: a target if they are one short line, a text if they are more; None if there are none."""
    stripped = pasted.strip()
    if not stripped:
        return None
    is_line = "\n" not in stripped and "\r" not in stripped
    if is_line and (is_address(stripped) or len(stripped) < SHORTEST_TEXT or " " not in stripped):
        return Addition(target=stripped)
    return Addition(text=clean_text(pasted))


def is_address(text: str) -> bool:
    """Whether `text` is one web address."""
    return text.lower().startswith(("http://", "https://")) and not any(letter.isspace() for letter in text)


class Adding(Sheet[Addition]):
    """One line for an address or a path; a longer text is shown by its first words."""

    title_text = "Add an article"
    hints = (("accept", "add"), ("cancel", "leave"))
    has_line = True

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__(keymap)
        self._text = ""

    @property
    def empty_text(self) -> str:  # type: ignore[override]  # a sentence that changes with what was pasted
        """What the line takes, or what was pasted."""
        if self._text:
            first = " ".join(self._text.split()[:12])
            return f"A text of {count_words(self._text):,} words: “{first} …”. enter keeps it as an article."
        return "An address, the path of a file, or the text itself: paste a page you copied out of a browser."

    def on_paste(self, event: events.Paste) -> None:
        """Keep a pasted text whole; a line goes into the line."""
        event.stop()
        addition = read_addition(event.text)
        if addition is not None and addition.text:
            self._text = addition.text
        else:
            self._text = ""
            self.line.insert(event.text.strip())
        self.reload()

    def type_key(self, key: str) -> bool:
        """A key that writes takes the place of a pasted text."""
        is_taken = super().type_key(key)
        if is_taken and self._text:
            self._text = ""
            self.reload()
        return is_taken

    def do_accept(self, count: int, argument: str) -> None:
        """Answer with what was written or pasted."""
        addition = Addition(text=self._text) if self._text else read_addition(self.line.text)
        if addition is not None:
            self.dismiss(addition)
