"""What the last row can ask: a line to be written, or a question with yes and no. The screen owns it, the last row draws it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.tui.line_edit import LineEdit


def _ignore(text: str) -> None:
    """Take no notice."""


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


class Question(NamedTuple):
    """A question in the last row."""

    text: str
    yes: Callable[[], object]
    no: Callable[[], object] = lambda: None
