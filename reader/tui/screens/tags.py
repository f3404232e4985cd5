"""The tags dialog: a line of tags, with those in use to complete from; answers with the tags."""

from collections.abc import Sequence

from reader.tui.fuzzy import best_first
from reader.tui.keys.keymap import KeyMap
from reader.tui.line_edit import LineEdit
from reader.tui.screens.sheet import Sheet, SheetRow

MOST_SHOWN = 8
"""Tags offered at once."""


class Tags(Sheet[tuple[str, ...]]):
    """Tags are words, parted by spaces or commas; a # before them does no harm."""

    empty_text = "Write tags with spaces between them. enter saves them; an empty line takes all tags away."
    hints = (("accept", "save"), ("complete", "complete"), ("cancel", "leave"))
    has_line = True
    has_quiet_right = True

    def __init__(self, keymap: KeyMap, title: str, tags: Sequence[str], known: Sequence[tuple[str, int]]) -> None:
        super().__init__(keymap)
        self.title_text = title
        self.line = LineEdit.holding("".join(f"{tag} " for tag in tags))
        self._known = known
        self._offered: list[str] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """The known tags that fit the word under the caret and are not in the line yet."""
        start, word = self._word()
        taken = set(parse_tags(self.line.text[:start] + self.line.text[start + len(word) :]))
        free = [pair for pair in self._known if pair[0] not in taken]
        fitting = best_first(word.lstrip("#"), free, lambda pair: pair[0])[:MOST_SHOWN]
        self._offered = [tag for tag, _ in fitting]
        self.has_bar = bool(word)
        return [SheetRow(text=tag, right=f"{count:,}") for tag, count in fitting]

    def do_complete(self, count: int, argument: str) -> None:
        """Put the tag under the bar in place of the word that was begun."""
        if 0 <= self.at < len(self._offered):
            self._take(self._offered[self.at])

    def do_accept(self, count: int, argument: str) -> None:
        """Save the line as it is written: a completion is taken with its own key."""
        self.dismiss(parse_tags(self.line.text))

    def click(self, index: int) -> None:
        """Complete with the tag that was clicked."""
        if 0 <= index < len(self._offered):
            self._take(self._offered[index])

    def _take(self, tag: str) -> None:
        start, word = self._word()
        self.line.replace(start, start + len(word), f"{tag} ")
        self.reload()

    def _word(self) -> tuple[int, str]:
        """Return where the word under the caret begins, and its letters up to the caret."""
        before = self.line.text[: self.line.caret]
        start = max(before.rfind(" "), before.rfind(",")) + 1
        return start, before[start:]


def parse_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a line, each once, in order, without their #."""
    words = (word.strip("#") for word in text.replace(",", " ").split())
    return tuple(dict.fromkeys(word for word in words if word))
