"""Where lines end: text and a width in cells to the places at which new rows begin.

Three ways: arithmetic for plain text (Latin, Greek, Cyrillic, Hebrew, Arabic: 4 ms for 500,000 words), arithmetic for pure Han
and Kana, and measuring for all else. Rows break after spaces, after hyphens and dashes where a long gap would stay, between
Han and Kana letters, and inside a word only if it is longer than the row. Line-breaking rules for Japanese and Chinese are the
plain half of JIS X 4051: no closing mark or small kana begins a row, no opening mark ends one. Thai, Lao, Khmer and Burmese
words are not known; their lines break between graphemes. Spaces at a row's end hang past it.

Words are divided with a hyphen where somebody says how (`wrap_dividing`), and only where the row would else end in a long gap:
that is rare enough that looking words up costs little.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from reader.layout.cells import cell_width, is_plain, is_wide, letters_of, shorten, widths
from reader.model.patterns import compile_late

_HYPHEN_GAP = 10
"""Cells left at a row's end above which a break after a hyphen is better than the gap."""

_HYPHENS = "-–—/"
_HYPHEN = re.compile(r"(?<=\w)[-–—/](?=\w)|(?<=\w)—")

_DIVISION_GAP = 4
"""Cells left at a row's end above which dividing a word is better than the gap: in a justified row of 66 cells with its ten or
eleven spaces four cells more are hardly seen, and one row in three leaves more than that."""

_MOST_DIVISIONS = 2
"""Rows in a row that may end in a hyphen; more of them make a ladder that the eye climbs."""

WordPlaces = Callable[[str], tuple[int, ...]]
"""A word of letters only to how many of them may stand before a hyphen, in order."""

_LETTERS = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"[-/@_\\\d]|\w[.:]\w")
"""In what is no word, an address above all, a hyphen would be read as a part of it; what has one is broken there."""

# Thai to Khmer, Han and Kana with their punctuation, full-width forms. A search in ten numbers: as a character class it takes
# two milliseconds to compile.
_UNSPACED_EDGES = (
    0xE00,
    0xF00,
    0x1000,
    0x10A0,
    0x1780,
    0x1800,
    0x2E80,
    0x3100,
    0x31F0,
    0x3200,
    0x3400,
    0x4DC0,
    0x4E00,
    0xA000,
    0xF900,
    0xFB00,
    0xFF01,
    0xFFA0,
    0x20000,
    0x31350,
)

_EDGE = compile_late(f"[ {chr(_UNSPACED_EDGES[0])}-\U0010ffff]")
"""Without any of these a row ends at a hyphen or where it is full."""

_NO_START = frozenset(
    "、。，．・：；？！ー」』）】〉》〕］｝〙〗’”…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻゛゜％℃!),.:;?]}%»›"
    "ะาำๆฯฺ"
)
_NO_END = frozenset("（「『【〈《〔［｛〘〖‘“([{￥＄$«‹เแโใไ")


def wrap(text: str, width: int, start: int = 0, end: int | None = None, *, indent: int = 0) -> list[int]:
    """Return where each row of `text[start:end]` begins, the first at `start`; a row ends where the next begins.

    `width` is in cells, at least 2; the first row is `indent` cells shorter. Newlines end a row and belong to the row they end.
    An empty range is one empty row.
    """
    end = len(text) if end is None else end
    width = max(2, width)
    piece = text if start == 0 and end == len(text) else text[start:end]
    if 2 * len(piece) <= width - indent and "\n" not in piece:
        return [start]  # no letter takes more than two cells
    if is_plain(piece):
        return _wrap_plain(text, width, start, end, indent)
    if "\n" in piece:
        starts: list[int] = []
        at = start
        for line in piece.split("\n"):
            if 2 * len(line) <= width - indent:
                starts.append(at)
            else:
                starts += wrap(text, width, at, at + len(line), indent=indent)
            at += len(line) + 1
            indent = 0
        return starts
    if is_wide(piece):
        return _wrap_wide(text, width, start, end, indent)
    return _wrap_measured(text, width, start, end, indent)


class Division(NamedTuple):
    """Rows of which some end in a hyphen that is not in the text."""

    starts: list[int]
    """Where each row begins."""
    divided: frozenset[int]
    """Those of them before which a word was divided."""


def wrap_dividing(text: str, width: int, places: WordPlaces, *, indent: int = 0) -> Division:
    """Wrap `text` as `wrap` does, with words divided where `places` says they may be and a long gap would stay.

    Its lines are those that newlines end; one that is not plain keeps its words whole.
    """
    starts: list[int] = []
    divided: set[int] = set()
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if 2 * len(line) <= width - indent:
            starts.append(at)
        elif is_plain(line):
            starts += _wrap_plain_dividing(text, width, at, end, indent, places, divided)
        else:
            starts += wrap(text, width, at, end, indent=indent)
        at = end + 1
        indent = 0
    return Division(starts, frozenset(divided))


_LONGEST_WORD = 400
"""Letters after which what has no space is no word that could be divided; the longest compounds of any language have 200."""

_SHORT_LAST = 4
"""A last line that takes less than this part of the width looks lost below a full one."""


def trim_row(text: str, start: int, end: int) -> int:
    """Return where the visible part of a row ends: spaces and the newline at its end hang past it."""
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end


def beginning(text: str, width: int, limit: int) -> str:
    """Return what of a text is enough to fold it on `limit` lines of `width` cells: a note may have two million letters.

    Lines are broken at spaces, so that some are short; twice as many letters as the lines hold fill them all.
    """
    return text[: 2 * letters_of(width) * (limit + 1)]


def fold(text: str, width: int, limit: int) -> list[str]:
    """Return `text` on at most `limit` lines of `width` cells; the last one is shortened if there is more."""
    if width < 2:
        return [""]
    text = beginning(text, width, limit)
    if cell_width(text) <= width:
        return [text]
    starts = wrap(text, width)
    lines = [
        shorten(text[start : trim_row(text, start, end)], width)  # a mark on the space that hangs makes it a letter
        for start, end in zip(starts[:limit], [*starts[1:], len(text)][:limit], strict=True)
    ]
    if len(starts) > limit:
        lines[-1] = shorten(text[starts[limit - 1] :].rstrip(), width)
    return lines


def fold_evenly(text: str, width: int, limit: int) -> list[str]:
    """Return `text` folded as `fold` does; where the last line would be short, on as many lines of even length."""
    lines = fold(text, width, limit)
    if len(lines) < 2 or cell_width(lines[-1]) * _SHORT_LAST >= width:
        return lines
    low, high = 2, width
    while low < high:
        middle = (low + high) // 2
        if len(fold(text, middle, limit + 1)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return fold(text, high, limit)


def _wrap_plain(text: str, width: int, start: int, end: int, indent: int) -> list[int]:
    starts = [start]
    find_last = text.rfind
    at = start
    limit = start + width - indent
    while end > limit:
        cut = find_last(" ", at + 1, limit + 1)
        if cut < 0 and (later := _within_no_word(text, limit, end, width)) > 0:
            starts.extend(range(limit, later + 1, width))
            at, limit = later, later + width
            continue
        has_gap = cut < 0 or limit - cut > _HYPHEN_GAP
        at = _break_word(text, at, cut, limit) if has_gap else cut + 1
        while at < end and text[at] == " ":
            at += 1
        if at < end:
            starts.append(at)
        limit = at + width
    return starts


def _wrap_plain_dividing(
    text: str,
    width: int,
    start: int,
    end: int,
    indent: int,
    places: WordPlaces,
    divided: set[int],
) -> list[int]:
    starts = [start]
    at = start
    limit = start + width - indent
    divisions = 0
    while end > limit:
        cut = text.rfind(" ", at + 1, limit + 1)
        if cut < 0 and (later := _within_no_word(text, limit, end, width)) > 0:
            starts.extend(range(limit, later + 1, width))
            at, limit = later, later + width
            continue
        is_tight = cut >= 0 and limit - cut <= _DIVISION_GAP
        if is_tight or divisions >= _MOST_DIVISIONS:
            divisions = 0
            has_gap = cut < 0 or limit - cut > _HYPHEN_GAP
            at = _break_word(text, at, cut, limit) if has_gap else cut + 1
        else:
            word = cut + 1 if cut >= 0 else at
            found = _divide(text, word, limit, end, places)
            if found > 0:
                divided.add(found)
            at = found if found > 0 else _break_word(text, at, cut, limit)
            divisions = divisions + 1 if at > word else 0
        while at < end and text[at] == " ":
            at += 1
        if at < end:
            starts.append(at)
        limit = at + width
    return starts


def _within_no_word(text: str, limit: int, end: int, width: int) -> int:
    """Return where the last full row begins of letters without a space that are no word, if those from `limit` on are; else 0.

    They are cut where rows end: looking for good places in a million of them takes as long as all else on the screen.
    """
    space = text.find(" ", limit, end)
    rows = ((end if space < 0 else space) - limit) // width
    return limit + (rows - 1) * width if rows * width > _LONGEST_WORD else 0


def _divide(text: str, start: int, limit: int, end: int, places: WordPlaces) -> int:
    """Return where in the word that begins at `start` a row may end that has room up to `limit`, its hyphen included; else -1."""
    word_end = text.find(" ", limit, min(end, limit + _LONGEST_WORD))
    if word_end < 0:
        # The last word of a paragraph: what is left of it would stand alone on the last line. Or no word at all, and looking for
        # the end of a million letters again for each of their rows would stop the screen.
        return -1
    word = text[start:word_end]
    if _NO_WORD.search(word):
        return -1
    for letters in _LETTERS.finditer(text, start, word_end):
        if letters.end() < limit:
            continue
        room = limit - 1 - letters.start()
        fitting = [place for place in places(letters[0]) if place <= room]
        return letters.start() + fitting[-1] if fitting else -1
    return -1


def _break_word(text: str, start: int, space: int, limit: int) -> int:
    """Return where to begin the next row when the last space, if any, would leave a long gap before `limit`."""
    hyphen = -1
    for found in _HYPHEN.finditer(text, max(start, space), limit + 1):
        if found.end() <= limit:
            hyphen = found.end()
    if hyphen > start:
        return hyphen
    return space + 1 if space >= 0 else limit


def _wrap_wide(text: str, width: int, start: int, end: int, indent: int) -> list[int]:
    starts = [start]
    at = start
    limit = start + max(1, (width - indent) // 2)
    while end > limit:
        at = _kinsoku(text, at, limit)
        starts.append(at)
        limit = at + width // 2
    return starts


def _kinsoku(text: str, start: int, cut: int) -> int:
    """Return the last place at or before `cut` at which a row may begin; `cut` if there is none near."""
    for at in range(cut, max(start, cut - 8), -1):
        if text[at] not in _NO_START and text[at - 1] not in _NO_END:
            return at
    return cut


def _wrap_measured(text: str, width: int, start: int, end: int, indent: int) -> list[int]:
    measured = widths(text[start:end])
    upto = list(accumulate(measured, initial=0))
    total = end - start
    starts = [start]
    at = 0
    room = width - indent
    while upto[total] - upto[at] > room:
        limit = bisect_right(upto, upto[at] + room) - 1
        room = width
        at = max(_last_break(text, start, at, limit, measured), at + 1)
        while at < total and not measured[at]:
            at += 1
        # Spaces hang, but not one that carries a mark.
        while at < total and text[start + at] == " " and (at + 1 == total or measured[at + 1]):
            at += 1
        if at < total:
            starts.append(start + at)
    return starts


def _last_break(text: str, base: int, start: int, limit: int, measured: bytes) -> int:
    """Return the last place in `start`..`limit` (counted from `base`) at which a row may begin, else `limit`."""
    edges = _EDGE.search(text, base + start, base + limit + 1)
    for at in range(limit, start, -1) if edges is not None else ():
        if not measured[at]:
            continue
        after, before = text[base + at], text[base + at - 1]
        if after == " " or before == " ":
            return at
        if (_is_unspaced(after) or _is_unspaced(before)) and after not in _NO_START and before not in _NO_END:
            return at
    letters = text[base + start : base + limit + 1]
    if not any(hyphen in letters for hyphen in _HYPHENS):
        return limit
    hyphens = [found.end() for found in _HYPHEN.finditer(text, base + start, base + limit + 1)]
    return next((cut - base for cut in reversed(hyphens) if start < cut - base <= limit), limit)


def _is_unspaced(letter: str) -> bool:
    """Whether `letter` is of a script that sets its words without spaces."""
    return bisect_right(_UNSPACED_EDGES, ord(letter)) % 2 == 1
