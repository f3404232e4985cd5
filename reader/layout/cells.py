"""How many terminal cells a text takes, code point by code point, as the screen itself measures it.

The measure is rich's (`rich.cells`), because Textual pads and cuts lines by it: a layout that knew better would put the caret
beside its letter. A *grapheme* here is what rich takes for one: a code point with a width and everything after it that has
none (combining marks, joined emoji, variation selectors). Called by the other modules of `layout` and by the painters.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from rich.cells import get_character_cell_size, split_graphemes

# Scripts and signs of which every code point is one cell wide and none combines with its neighbour, and whose words are
# parted by spaces. A test holds the class to rich's table.
_PLAIN_CLASS = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u0531-\u0556"
    "\u0559-\u058a\u05be\u05d0-\u05ea\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d5\u06ee-\u06ff\u1e00-\u1f15\u1f20-\u1f45"
    "\u2000-\u200a\u2010-\u2027\u202f-\u205e\u2070\u2074-\u208e\u20a0-\u20bf\u2116\u2122\u2190-\u2193\u2212\u2500-\u25fc"
)

# Two cells each, whatever stands beside them.
_WIDE_CLASS = (
    "\u3000-\u3029\u3030-\u3037\u303b-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufa6d\uff01-\uff60"
)


@cache
def _not_plain() -> re.Pattern[str]:
    return re.compile(f"[^{_PLAIN_CLASS}]")


@cache
def _not_wide() -> re.Pattern[str]:  # three milliseconds to compile: not before there is Han or Kana
    return re.compile(f"[^{_WIDE_CLASS}]")


_BEFORE_ELLIPSIS = " ,;:\u2013\u2014\u00b7"
"""What never stands before an ellipsis: spaces, stops inside a sentence, dashes, the dot between two parts."""

_JOINING = re.compile("[\u200d\ufe0f]")


class _WidthTable(dict[int, str]):
    """Code point to a character whose ordinal is its width; filled as letters turn up."""

    def __missing__(self, code_point: int) -> str:
        width = self[code_point] = chr(get_character_cell_size(chr(code_point)))
        return width


_WIDTHS = _WidthTable()


def is_plain(text: str) -> bool:
    """Whether each code point of `text` is one cell and words are parted by spaces, so that arithmetic can replace measuring.

    Line breaks and tabs are not plain.
    """
    if text.isascii():
        return text.isprintable()
    return _not_plain().search(text) is None


def is_wide(text: str) -> bool:
    """Whether each code point of `text` is two cells: Han, Kana and their punctuation."""
    return _not_wide().search(text) is None


def widths(text: str) -> bytes:
    """Return one byte a code point: its cells, 0 for what belongs to the grapheme before it.

    Tabs and other control characters count 0. About 70 ns a code point.
    """
    if _JOINING.search(text) is None:
        return text.translate(_WIDTHS).encode("latin-1")
    measured = bytearray(len(text))
    for start, _, width in split_graphemes(text)[0]:
        measured[start] = width
    return bytes(measured)


def cell_width(text: str) -> int:
    """Return the cells `text` takes on one line."""
    return len(text) if is_plain(text) else sum(widths(text))


def x_of(text: str, start: int, end: int, index: int) -> int:
    """Return the cell, counted from that of `start`, at which the grapheme holding `index` stands in a line of `text`.

    The line is the half-open range `start` to `end` of code points and begins with a grapheme.
    """
    index = max(start, min(index, end))
    line = text[start:end]
    if is_plain(line):
        return index - start
    measured = widths(line)
    at = index - start
    while 0 < at < len(measured) and measured[at] == 0:
        at -= 1
    return sum(measured[:at])


def index_at(text: str, start: int, end: int, x: int) -> int:
    """Return the index of the grapheme that covers cell `x` of a line of `text`; `end` past its last cell."""
    line = text[start:end]
    if x < 0:
        return start
    if is_plain(line):
        return min(start + x, end)
    measured = widths(line)
    ends = list(accumulate(measured))
    at = bisect_right(ends, x)
    return start + at


def grapheme_start(text: str, index: int) -> int:
    """Return the start of the grapheme that `index` lies in; `index` itself at the ends of `text`."""
    if not 0 < index < len(text) or text[index] in "\n\t":
        return index
    first = _anchor_before(text, index)
    measured = widths(text[first : index + 1])
    at = index - first
    while at > 0 and measured[at] == 0:
        at -= 1
    return first + at


def letters_of(width: int) -> int:
    """Return how many code points of a text are looked at for what is shown of it in `width` cells: they surely fill those.

    A letter has six marks at most when it is cleaned, and the longest emoji 15 code points for two cells.
    """
    return 8 * max(0, width) + 2 * _LONGEST_GRAPHEME


def shorten(text: str, width: int) -> str:
    """Return `text` cut to `width` cells, with an ellipsis if anything was cut: after a word, where no more than a third of the
    room is lost by it.
    """
    most = letters_of(width)
    if len(text) <= most and cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    cut = index_at(text, 0, min(len(text), most), width - 1)
    if cut < len(text) and text[cut] != " ":
        space = text.rfind(" ", 0, cut)
        if space > 0 and cell_width(text[:space].rstrip(_BEFORE_ELLIPSIS)) * 3 >= width * 2:
            cut = space
    return text[:cut].rstrip(_BEFORE_ELLIPSIS) + "…"


def grapheme_end(text: str, index: int) -> int:
    """Return the end of the grapheme that begins at `index`."""
    if index >= len(text):
        return len(text)
    end = index + 1
    if text[index] in "\n\t" or is_plain(text[index : index + 2]):
        return end
    window = text[index : index + _LONGEST_GRAPHEME]
    measured = widths(window)
    while end - index < len(window) and measured[end - index] == 0 and text[end] not in "\n\t":
        end += 1
    return end


def letter_starts(text: str, start: int, end: int) -> list[int]:
    """Return where the graphemes of `text[start:end]` begin; one begins at `start`."""
    piece = text[start:end]
    if is_plain(piece):
        return [*range(start, start + len(piece))]
    measured = widths(piece)
    return [start + at for at, width in enumerate(measured) if width or not at or piece[at] in "\n\t"]


_LONGEST_GRAPHEME = 64
"""Code points. The longest emoji sequences have about 15; cleaning leaves at most six marks on a letter."""


def _anchor_before(text: str, index: int) -> int:
    """Return a place at or before `index` that surely begins a grapheme."""
    first = index
    while first > 0 and index - first < _LONGEST_GRAPHEME:
        first -= 1
        if is_plain(text[first]) and (first == 0 or text[first - 1] != "\u200d"):
            break  # a joiner would take even a plain letter into its grapheme
    return first


@cache
def _right_to_left() -> re.Pattern[str]:
    return re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_right_to_left(text: str) -> bool:
    """Whether any letter of `text` may run from right to left."""
    return not text.isascii() and _right_to_left().search(text) is not None


_STRONG = {"L": False, "R": True, "AL": True}


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is a right-to-left one (UAX #9, rules P2 and P3, without isolates)."""
    if text.isascii():
        return False
    for letter in text[:_DIRECTION_LETTERS]:
        direction = _STRONG.get(unicodedata.bidirectional(letter))
        if direction is not None:
            return direction
    return False


def with_direction(lines: Sequence[str], text: str) -> list[str]:
    """Return the lines that `text` was folded into with an unseen mark before those whose first letters have another direction.

    Each line is put in order by itself, and one that begins with a name in other letters would begin at the other side.
    """
    if not has_right_to_left(text):
        return list(lines)
    begins_right = is_right_to_left(text)
    mark = "\u200f" if begins_right else "\u200e"
    return [line if is_right_to_left(line) is begins_right else mark + line for line in lines]


_DIRECTION_LETTERS = 256
"""A paragraph whose first 256 code points have no direction is set from the left."""
