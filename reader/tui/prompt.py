"""What the last row can ask: a line to be written, or a question with yes and no. The screen owns it, the last row draws it."""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import NamedTuple

from reader.model.values import dataclass
from reader.tui.line_edit import LineEdit


class Fault(NamedTuple):
    """What is wrong with a line, and where: a range of code points of it."""

    message: str
    start: int = 0
    length: int = 0


class Offer(NamedTuple):
    """What the word under the caret may become."""

    word: str
    meaning: str = ""


class Offers(NamedTuple):
    """What the word under the caret may become, and what it is now."""

    offers: tuple[Offer, ...] = ()
    at: int = -1
    """The one that stands in the line; -1 if it is none of them yet."""


def _ignore(text: str) -> None:
    """Take no notice."""


def _accept_all(text: str) -> Fault | None:
    return None


@dataclass(slots=True, kw_only=True)
class Prompt:
    """A line that is being written in the last row."""

    label: str
    """What stands before it: `/`, `|`."""
    line: LineEdit = field(default_factory=LineEdit)
    changed: Callable[[str], object] = _ignore
    """Called with the text after every change."""
    accepted: Callable[[str], object] = _ignore
    cancelled: Callable[[], object] = lambda: None
    check: Callable[[str], Fault | None] = _accept_all
    """Says what is wrong with the text when it is to be taken: the line stays open then."""
    complete: Callable[[LineEdit], Offers] | None = None
    """Completes the word under the caret as far as that is certain, then goes through what it may become."""
    explain: Callable[[], object] | None = None
    """Shows what can be written here; called for `?` in an empty line."""
    placeholder: str = ""
    """Stands in an empty line: what can be written."""
    note: str = ""
    """Stands at the right: what the text finds."""
    fault: Fault | None = None
    """What was wrong with the text when it was to be taken; gone with the next change."""
    offers: Offers = field(default_factory=Offers)
    toggle: Callable[[], object] | None = None
    """Reads the line in another way from now on: words as a pattern, and back."""
    history: Sequence[str] = ()
    """What was written here before, the oldest first; gone through by up and down."""
    _recalled: int = 0
    """How many steps back in the history the line is."""
    _draft: str = ""

    def recall(self, step: int) -> None:
        """Put what was written `step` times before into the line (negative: later); at the end, what was being written."""
        at = max(0, min(self._recalled + step, len(self.history)))
        if at == self._recalled:
            return
        if not self._recalled:
            self._draft = self.line.text
        self._recalled = at
        self.line.replace(0, len(self.line.text), self.history[-at] if at else self._draft)
        self.edited()

    def edited(self) -> None:
        """Take notice of a change of the text."""
        self.fault, self.offers = None, Offers()
        self.changed(self.line.text)


class Question(NamedTuple):
    """A question in the last row."""

    text: str
    yes: Callable[[], object]
    no: Callable[[], object] = lambda: None
