"""What the margin says of marks that are lost or doubtful, in the user's own keys. A side of `MarginPane`."""

from reader.layout.cells import cell_width


class DoubtfulNotes:
    """Knows what can be done about them."""

    look_words = ""
    """What a note says is to be done about a doubtful place."""
    lost_key = ""
    """The key that lists lost marks."""
    lost = 0
    """How many notes have lost their passages."""

    def note_words(self, count: int, room: int) -> str:
        """Return in `room` cells how many notes there are, and how many have lost their passages: where there is no room for
        both, that alone. "" if there are none."""
        words = "" if not count else "1 note" if count == 1 else f"{count} notes"
        if not self.lost:
            return words
        told = f"{self.lost:,} lost {self.lost_key}"
        both = f"{words} · {told}"
        return both if cell_width(both) <= room else told
