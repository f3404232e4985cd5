"""What the margin says of marks that are lost or doubtful, in the user's own keys. A side of `MarginPane`."""

from collections.abc import Sequence

from reader.layout.cells import cell_width
from reader.model.annotation import PlacedAnnotation
from reader.tui.widgets.margin_notes import is_lost


class DoubtfulNotes:
    """Knows what can be done about them."""

    look_words = ""
    """What a note says is to be done about a doubtful place."""
    lost_key = ""
    """The key that lists lost marks."""

    def note_words(self, notes: Sequence[PlacedAnnotation], room: int) -> str:
        """Return in `room` cells how many notes there are, and how many have lost their passages: where there is no room for
        both, that alone. "" if there are none."""
        count, lost = len(notes), sum(map(is_lost, notes))
        words = "" if not count else "1 note" if count == 1 else f"{count} notes"
        if not lost:
            return words
        told = f"{lost:,} lost {self.lost_key}"
        both = f"{words} · {told}"
        return both if cell_width(both) <= room else told
