"""What the article pane tells the margin: which rows are on the screen and where notes belong. Values only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class ReadingWindow(NamedTuple):
    """The part of the layout that is on the screen."""

    top: int = 0
    """The first row on the screen."""
    height: int = 0
    row_count: int = 0
    note_rows: Mapping[int, int] = MappingProxyType({})
    """Annotation id to the row its note stands beside, for all that belong in the margin: that of its mark, of the headline
    for notes on the article, of the end for orphans. The same object as long as neither layout nor annotations changed."""
    track: Mapping[int, str] = MappingProxyType({})
    """Lines of the position track and what lies there: a mark's colour, a note, what was found. The same object as long as
    nothing of it changed."""

    @property
    def shown(self) -> range:
        """The rows on the screen."""
        return range(self.top, self.top + self.height)
