"""What to review: where one stood, times, tags, colours, or what is written as a query. Answers with a choice."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.tui.fuzzy import best_first
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow


class ReviewChoice(NamedTuple):
    """Marks that can be walked through."""

    title: str
    """In words: `#lake`, `this week`."""
    query: str
    total: int = 0
    """How many there are, 0 if that is not known."""
    colour: str = ""
    """The name of a mark's colour, if they have one in common."""
    at: int = 0
    """Which of them one stood at the last time."""
    heading: str = ""
    """What it stands under; rows without one come first."""


class ReviewSheet(Sheet[ReviewChoice]):
    """The choices, those that fit what is written; at the end what is written as a query."""

    title_text = "Marks to review"
    empty_text = "There is nothing to review yet. H marks the current sentence, a writes beside it."
    hints = (("accept", "review"), ("cancel", "leave"))
    has_line = True
    has_quiet_right = True

    def __init__(self, keymap: KeyMap, choices: Sequence[ReviewChoice]) -> None:
        super().__init__(keymap)
        self._choices = choices
        self._shown: list[ReviewChoice | None] = []

    def make_rows(self) -> Sequence[SheetRow]:
        """Return what fits the line; a query is offered as soon as something is written."""
        text = " ".join(self.line.text.split())
        rows: list[SheetRow] = []
        self._shown = []
        heading = ""
        fitting = best_first(text, self._choices, lambda choice: choice.title) if text else self._choices
        for choice in fitting:
            if not text and choice.heading != heading:
                heading = choice.heading
                rows.append(SheetRow(text=heading, is_heading=True))
                self._shown.append(None)
            rows.append(_row(choice))
            self._shown.append(choice)
        if text:
            rows.append(SheetRow(text=f"What “{text}” finds", right="query"))
            self._shown.append(ReviewChoice(f"“{text}”", text))
        return rows

    def choose(self, index: int) -> None:
        """Answer with the choice."""
        if index >= 0 and (choice := self._shown[index]) is not None:
            self.dismiss(choice)


def _row(choice: ReviewChoice) -> SheetRow:
    if choice.at:
        return SheetRow(text=f"Go on with {choice.title}", right=f"{choice.at + 1:,} of {choice.total:,}")
    text = choice.title if choice.colour else choice.title[:1].upper() + choice.title[1:]  # the reader's own word
    return SheetRow(text=text, right=f"{choice.total:,}" if choice.total else "", colour=choice.colour)
