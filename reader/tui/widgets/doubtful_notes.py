"""What the margin says of marks that are lost or doubtful, in the user's own keys. A side of `MarginPane`."""

from collections.abc import Iterable

from reader.model.annotation import PlacedAnnotation
from reader.tui.widgets.margin_notes import is_lost


class DoubtfulNotes:
    """Knows what can be done about them."""

    look_words = ""
    """What a note says is to be done about a doubtful place."""
    lost_key = ""
    """The key that lists lost marks."""

    def with_lost(self, words: str, notes: Iterable[PlacedAnnotation]) -> str:
        """Return what the head of the margin says, with how many of the notes have lost their passages."""
        lost = sum(map(is_lost, notes))
        return " · ".join(part for part in (words, f"{lost:,} lost {self.lost_key}" if lost else "") if part)
