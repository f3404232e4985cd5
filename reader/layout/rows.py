"""What a screen row is made of. Values only; `layout` makes them, painters and the caret read them.

A *row* belongs to one block (or to none: blanks, the header). Its *pieces* are stretches of the block's text at cells of the
row; *ornaments* are letters that are not text (bullets, bars, the byline) and can't be marked; *picture slices* are places for
half cells. All x are cells from the left edge of the measure.

They are named tuples because rows are made by the hundred at every page: a frozen dataclass takes four times as long to make.
"""

from enum import Enum, auto
from typing import NamedTuple


class Ink(Enum):
    """What a stretch of a row is; painters turn it into a style."""

    TEXT = auto()
    HEADLINE = auto()
    DECK = auto()
    HEADING = auto()
    SUBHEADING = auto()
    QUOTE = auto()
    PULL_QUOTE = auto()
    CODE = auto()
    CAPTION = auto()
    CREDIT = auto()
    TABLE_HEAD = auto()
    TABLE_CAPTION = auto()
    """What a table, or a part of one, is about."""
    MUTED = auto()
    FAINT = auto()
    LEFT_OUT = auto()
    """What is no part of the article."""
    REASON = auto()
    """Why it is none."""
    HISTORY = auto()
    """How often an article has changed."""
    ACCENT = auto()
    SITE = auto()


class Order(Enum):
    """Who puts letters that run from right to left in the order in which they are read."""

    TERMINAL = auto()
    """The terminal: it gets them as the text has them."""
    HERE = auto()
    """We do."""
    WORDS = auto()
    """We put the words in order, the terminal turns each of them round and joins its letters, as Kitty does."""


class Run(NamedTuple):
    """Letters with an ink, not part of the article's text."""

    text: str
    ink: Ink


class Piece(NamedTuple):
    """A stretch of a block's text on a row."""

    x: int
    width: int
    """Cells."""
    start: int
    end: int
    """Half-open range of code points in the block's text."""
    ink: Ink
    shown: str = ""
    """What stands there instead of the text itself: spaces for a tab, a sign for an object; empty for the text."""
    gaps: tuple[int, ...] = ()
    """Offsets of spaces that are drawn one cell wider, in order; a space may stand several times. Counted in `width`."""
    tail: str = ""
    """Drawn after its letters and no part of the text: a hyphen. Counted in `width`."""
    levels: bytes = b""
    """Where letters don't stand in the order of the text, the bidi level of each code point (odd ones run to the left), and one
    more: that of the text around it.
    """
    keeps_words: bool = False
    """Whether the terminal itself turns the letters of a word round, and the words alone are put in order."""


class Ornament(NamedTuple):
    """Letters on a row that are not text."""

    x: int
    text: str
    ink: Ink


class PictureSlice(NamedTuple):
    """One row of a picture's place."""

    src: str
    alt: str
    x: int
    width: int
    rows: int
    """The height of the whole place."""
    line: int
    """Which of its rows this is."""


class Row(NamedTuple):
    """One row of the screen."""

    pieces: tuple[Piece, ...] = ()
    ornaments: tuple[Ornament, ...] = ()
    pictures: tuple[PictureSlice, ...] = ()
    has_panel: bool = False
    """Whether it stands on the panel ground from edge to edge: code and cards."""
    is_right_to_left: bool = False
    """Whether it begins at the right edge, and with it all that marks its beginning."""


BLANK = Row()
"""An empty row."""


class Cell(NamedTuple):
    """A place on the screen: row counted from the top of the layout, x from the left edge of the measure."""

    row: int
    x: int


class Furniture(NamedTuple):
    """What stands around the text and is not text."""

    site: tuple[Run, ...] = ()
    """The line above the headline."""
    byline: tuple[Run, ...] = ()
    """The line under headline and deck."""
    history: tuple[Run, ...] = ()
    """The line under that one."""
    closing: tuple[Run, ...] = ()
    """The line under the end."""


NO_FURNITURE = Furniture()


class LeftOut(NamedTuple):
    """A part of the page that is not in the article, and where it stood. It is shown between blocks and never is text."""

    block: int
    """Index of the block that it stood before; the number of blocks, or more, for what stood after the last one."""
    text: str
    reason: str
    """Why it was left out, on one line."""
    is_unfolded: bool = False
    """Whether all of it is shown, however long it is."""


class OpenNote(NamedTuple):
    """A note that is shown where the text refers to it. What is shown of it there is no text: it stands where the note is."""

    block: int
    """Index of the block that refers to it."""
    offset: int
    """The last letter of the reference, counted in that block."""
    label: str
    """What the text refers to it by: `1`, `*`."""
    texts: tuple[str, ...]
    """Its paragraphs."""
    target: int = -1
    """Index of the block where it stands itself, and can be marked; -1 if that is not known."""
