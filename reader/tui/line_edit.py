"""A line that is being written: its text and its caret, and what keys do to it. Pure; whoever shows it draws it.

Textual's own Input costs more at start than the whole list does, and brings bindings of its own.
"""

from reader.layout.cells import cell_width, grapheme_end, grapheme_start
from reader.model.text import clean_text
from reader.model.values import dataclass


@dataclass(slots=True)
class LineEdit:
    """One line of text with a caret before its letter number `caret` (in code points)."""

    text: str = ""
    caret: int = 0

    @classmethod
    def holding(cls, text: str) -> "LineEdit":
        """Return a line that holds `text`, the caret at its end."""
        return cls(text, len(text))

    def press(self, key: str) -> bool:
        """Do what `key` means in a line; return whether it meant anything."""
        match key:
            case "space":
                self.insert(" ")
            case "backspace" | "ctrl+h":
                start = grapheme_start(self.text, max(0, self.caret - 1))
                self._cut(start, self.caret)
            case "delete" | "ctrl+d":
                self._cut(self.caret, grapheme_end(self.text, self.caret))
            case "left" | "ctrl+b":
                self.caret = grapheme_start(self.text, max(0, self.caret - 1))
            case "right" | "ctrl+f":
                self.caret = grapheme_end(self.text, self.caret)
            case "home" | "ctrl+a":
                self.caret = 0
            case "end" | "ctrl+e":
                self.caret = len(self.text)
            case "ctrl+w" | "alt+backspace":
                self._cut(self._word_start(), self.caret)
            case "ctrl+left" | "alt+left" | "alt+b":
                self.caret = self._word_start()
            case "ctrl+right" | "alt+right" | "alt+f":
                self.caret = self._word_end()
            case "ctrl+u":
                self._cut(0, self.caret)
            case "ctrl+k":
                self._cut(self.caret, len(self.text))
            case _ if len(key) == 1 and key.isprintable():
                self.insert(key)
            case _:
                return False
        return True

    def insert(self, text: str) -> None:
        """Put `text` in at the caret, cleaned, its line breaks as spaces."""
        line = clean_text(text).replace("\n", " ").replace("\t", " ")
        self.text = self.text[: self.caret] + line + self.text[self.caret :]
        self.caret += len(line)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` in place of the half-open range, and the caret after it."""
        self.text = self.text[:start] + text + self.text[end:]
        self.caret = start + len(text)

    def shown(self, width: int) -> tuple[str, int]:
        """Return the part of the line that fits into `width` cells with the caret in it, and the caret's cell there."""
        start, end = self.window(width)
        return self.text[start:end], cell_width(self.text[start : self.caret])

    def window(self, width: int) -> tuple[int, int]:
        """Return the half-open range of the line that fits into `width` cells with the caret in it."""
        start = 0
        while cell_width(self.text[start : self.caret]) >= max(1, width):
            start = max(start + 1, grapheme_end(self.text, start))
        end = start
        used = 0
        while end < len(self.text):
            step = grapheme_end(self.text, end)
            used += cell_width(self.text[end:step])
            if used > width:
                break
            end = step
        return start, end

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.caret = start

    def _word_start(self) -> int:
        at = self.caret
        while at and self.text[at - 1].isspace():
            at -= 1
        while at and not self.text[at - 1].isspace():
            at -= 1
        return at

    def _word_end(self) -> int:
        at = self.caret
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        while at < len(self.text) and not self.text[at].isspace():
            at += 1
        return at
