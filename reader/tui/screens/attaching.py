"""Attaching a mark by hand: the next passage that is marked in its article becomes its own. What waits, and its words."""

from typing import NamedTuple

from reader.layout.cells import shorten
from reader.tui.arrangement import MARGIN_FROM

QUOTE_CELLS = 28
NARROW_QUOTE_CELLS = 14
"""Where the last row has to hold the keys as well."""


class Attaching(NamedTuple):
    """A mark that waits for a passage."""

    article_id: str
    annotation_id: int
    quote: str

    def words(self, width: int) -> str:
        """Return what the last row of a screen of `width` cells says of it."""
        cells = QUOTE_CELLS if width >= MARGIN_FROM else NARROW_QUOTE_CELLS
        return f"Attach “{shorten(' '.join(self.quote.split()), cells)}”"
