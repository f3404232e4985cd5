"""What the margin says of marks that are lost or doubtful, in the user's own keys. A side of `MarginPane`."""

from collections.abc import Iterable

from reader.layout.cells import cell_width
from reader.model.annotation import PlacedAnnotation
from reader.tui.widgets.margin_notes import is_lost


class DoubtfulNotes:
    """Knows what can be done about them."""

    look_words = ""
    """What a note says is to be done about a doubtful place."""
    lost_key = ""
    """The key that lists lost marks."""

    def with_lost(self, words: str, notes: Iterable[PlacedAnnotation], room: int) -> str:
        """Return what the head of the margin says in `room` cells, with how many of the notes have lost their passages: where
        there is no room for both, that alone."""
        lost = sum(map(is_lost, notes))
        if not lost:
            return words
        told = f"{lost:,} lost {self.lost_key}"
        both = f"{words} · {told}"
        return both if cell_width(both) <= room else told
