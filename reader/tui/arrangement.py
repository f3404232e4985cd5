"""Where the panes stand at a width. Pure; the reading screen carries it out.

Margin docked from 116 columns, library docked from 92, one column below that with both as drawers. With no article open the
list has the screen to itself.
"""

from enum import Enum, auto
from typing import NamedTuple

MARGIN_FROM = 116
LIBRARY_FROM = 92
ROOMY_FROM = 120
"""From here on the side panes take some of the room: headlines are cut less often, notes stand nearer to the text."""

SIDE_WIDTH = 26
WIDEST_LIBRARY = 40
WIDEST_MARGIN = 44
USUAL_TEXT = 75
"""Cells of text of the usual measure, with its gutter and what lies between it and its notes."""

DRAWER_WIDTH = 44
DRAWER_LEAVES = 8
"""Cells of text that a drawer leaves to be seen, so that one knows where one is."""


class Stand(Enum):
    """How a side pane stands."""

    HIDDEN = auto()
    DOCKED = auto()
    DRAWER = auto()
    """Over the text, for as long as it is wanted."""
    FULL = auto()
    """The whole screen."""


class Drawer(Enum):
    """Which drawer is open."""

    NONE = auto()
    LIBRARY = auto()
    MARGIN = auto()


class Arrangement(NamedTuple):
    """How the three panes share the screen."""

    library: Stand
    margin: Stand
    library_width: int = 0
    margin_width: int = 0


def arrange(
    width: int,
    *,
    has_article: bool,
    drawer: Drawer = Drawer.NONE,
    is_text_only: bool = False,
    text_width: int = USUAL_TEXT,
) -> Arrangement:
    """Return how the panes stand on a screen `width` cells wide; the text takes `text_width` with what belongs to it."""
    if not has_article:
        return Arrangement(library=Stand.FULL, margin=Stand.HIDDEN, library_width=width)
    drawer_width = min(DRAWER_WIDTH, width - DRAWER_LEAVES)
    can_dock_library = width >= LIBRARY_FROM and not is_text_only
    can_dock_margin = width >= MARGIN_FROM and not is_text_only
    library = Stand.DOCKED if can_dock_library else Stand.DRAWER if drawer is Drawer.LIBRARY else Stand.HIDDEN
    margin = Stand.DOCKED if can_dock_margin else Stand.DRAWER if drawer is Drawer.MARGIN else Stand.HIDDEN
    spare = max(0, width - ROOMY_FROM)
    docked_library = min(WIDEST_LIBRARY, SIDE_WIDTH + (2 if width >= ROOMY_FROM else 0) + spare // 4)
    docked_margin = min(WIDEST_MARGIN, SIDE_WIDTH + spare // 3)
    # On a very wide screen half of what is left over lies to the right of the notes: they stand near to the text, which stays
    # in the middle.
    docked_margin += max(0, width - docked_library - docked_margin - text_width) // 2
    return Arrangement(
        library=library,
        margin=margin,
        library_width=docked_library if library is Stand.DOCKED else drawer_width,
        margin_width=docked_margin if margin is Stand.DOCKED else drawer_width,
    )
