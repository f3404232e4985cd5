"""Attaching a mark by hand: the next passage that is marked in its article becomes its own. What waits, and its words."""

from typing import NamedTuple

from reader.layout.cells import shorten
from reader.model.annotation import AnchorState, PlacedAnnotation
from reader.tui.arrangement import MARGIN_FROM

QUOTE_CELLS = 28
NARROW_QUOTE_CELLS = 14
"""Where the last row has to hold the keys as well."""


WAS_CELLS = 56
"""Cells of the old words in a message."""


def doubt_words(placed: PlacedAnnotation, confirm_key: str) -> str:
    """Return what is told of a mark in doubt where no margin says it: that it needs a look, or how its words read before."""
    anchor, quote = placed.anchor, " ".join(placed.annotation.quote.split())
    was = f"It was “{shorten(quote, WAS_CELLS)}”." if anchor and anchor.state is AnchorState.CHANGED else ""
    look = f"This mark needs a look: {confirm_key} if it is right." if anchor and anchor.needs_look else ""
    return " ".join(part for part in (look, was) if part)


class Attaching(NamedTuple):
    """A mark that waits for a passage."""

    article_id: str
    annotation_id: int
    quote: str

    def words(self, width: int) -> str:
        """Return what the last row of a screen of `width` cells says of it."""
        cells = QUOTE_CELLS if width >= MARGIN_FROM else NARROW_QUOTE_CELLS
        quote = " ".join(self.quote.split())
        shown = shorten(quote, cells)
        if shown != quote and quote[len(shown) - 1] != " " and " " in shown:  # a few letters of a word say nothing
            shown = f"{shown[: shown.rindex(' ')]}…"
        return f"Attach “{shown}”"
