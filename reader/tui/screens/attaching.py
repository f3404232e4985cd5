"""Marks in doubt in the text: which they are, and the one that waits for a passage: the next one that is marked is its own."""

from typing import NamedTuple

from reader.layout.cells import shorten
from reader.model.annotation import AnchorState, PlacedAnnotation

QUOTE_CELLS = 28
NARROW_QUOTE_CELLS = 14
"""Where the last row has to hold the keys as well."""

_NARROW_BELOW = 100


def is_in_doubt(placed: PlacedAnnotation) -> bool:
    """Whether a mark has a place in the text that needs a look, or reads otherwise than when it was made."""
    anchor = placed.anchor
    return placed.is_placed and anchor is not None and (anchor.needs_look or anchor.state is AnchorState.CHANGED)


class Attaching(NamedTuple):
    """A mark that waits for a passage."""

    article_id: str
    annotation_id: int
    quote: str

    def words(self, width: int) -> str:
        """Return what the last row of a screen of `width` cells says of it."""
        cells = QUOTE_CELLS if width >= _NARROW_BELOW else NARROW_QUOTE_CELLS
        return f"Attach “{shorten(' '.join(self.quote.split()), cells)}”"
