"""Letters and their marks as one, which is NFC: `unicodedata` does it, and here stands when it need not, or must not yet.

Its quick check tells at once that a text is in NFC, unless a mark is in it that composes with some letter, whichever it stands
on: then everything is taken apart and put together again, at 60 ms for 3 MB, and every text of Bengal, Burma or South India holds
such marks. What composes is known, though, and fixed for good by the stability policy of Unicode. Called by `outside_text`.
"""

import unicodedata

from reader.model.nonstarters import BASIC_CLASS, cut_runs
from reader.model.patterns import compile_late

# Marks and letters that compose with one before them (NFC_Quick_Check=Maybe), of the basic plane.
_SECOND_CLASS = (
    "\u0300-\u0304\u0306-\u030c\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d\u032e\u0330\u0331\u0338\u0342\u0345"
    "\u0653-\u0655\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf"
    "\u102e\u1161-\u1175\u11a8-\u11c2\u1b35\u3099\u309a"
)
# What is never left in NFC (NFC_Quick_Check=No); generous in the blocks that hold little else.
_NEVER_CLASS = (
    "\u0340\u0341\u0343\u0344\u0374\u037e\u0387\u0958-\u095f\u09dc\u09dd\u09df\u0a33\u0a36\u0a59-\u0a5b\u0a5e\u0b5c\u0b5d"
    "\u0f43-\u0fb9\u1f71-\u1ffd\u2000\u2001\u2126\u212a\u212b\u2329\u232a\u2adc\uf900-\ufad9\ufb1d-\ufb4e"
)
# What one of `_SECOND_CLASS` composes with, generously: the Latin, Greek and Cyrillic letters, the signs of mathematics, and the
# few of the other scripts.
_FIRST_CLASS = (
    "<->A-Za-z\xa8\xc0-\u0233\u0292\u0385-\u03d4\u0400-\u04f9\u0622-\u0627\u0648\u064a\u06c0-\u06d5\u0928-\u0934\u09c7\u09cb\u09cc\u0b47-\u0b4c"
    "\u0b92-\u0b94\u0bc6-\u0bcc\u0c46-\u0c48\u0cbf-\u0ccb\u0d46-\u0d4c\u0dd9-\u0dde\u1025\u1026\u1100-\u1112\u1b05-\u1b43\u1e00-\u1fff"
    "\u2190-\u22ed\u3046-\u30fe\uac00-\ud7a3"
)
_SECOND = compile_late(f"[{_SECOND_CLASS}]")
# Not before what would compose: after no letter that may, nor after another mark, over which it may reach. An acute marks the
# stress on a Cyrillic vowel and composes with none.
_COMPOSING = compile_late(
    f"[{_SECOND_CLASS}{_NEVER_CLASS}](?:(?<=[{_FIRST_CLASS}{BASIC_CLASS}].)"
    "(?<![\u0410-\u0412\u0414-\u0419\u041b-\u0432\u0434-\u0439\u043b-\u045f]\u0301)"
    f"|(?<=[{_NEVER_CLASS}]))"
)
# Where letters beyond the basic plane lie that compose, are never left, or are marks: all but emoji and most ideographs.
_UNSURE_BEYOND = compile_late("[\U00010000-\U0001efff\U0002f800-\U0002ffff]")
_ROW = compile_late(f"[{BASIC_CLASS}][{BASIC_CLASS}]+")


def reaches_beyond(text: str) -> bool:
    """Whether `text` may hold a letter from beyond the basic plane: ten times as fast as looking for one."""
    try:
        return len(text.encode("utf-16-le")) > 2 * len(text)
    except UnicodeEncodeError:  # surrogates
        return True


def composed(text: str) -> str:
    """Return `text` in NFC. Only for text without long runs of marks: see `composed_after_cuts`."""
    if (
        not _SECOND.search(text)
        or (reaches_beyond(text) and _UNSURE_BEYOND.search(text))
        or _COMPOSING.search(text)
        or not all(_is_in_order(row) for row in set(_ROW.findall(text)))
    ):
        return unicodedata.normalize("NFC", text)
    return text


def composed_after_cuts(text: str) -> str:
    """Return `text` in NFC, its runs of combining characters cut before and after, as composing may make one longer."""
    text = cut_runs(text)
    while True:
        whole = unicodedata.normalize("NFC", text)
        text = cut_runs(whole)
        if text == whole:
            return text


def _is_in_order(row: str) -> bool:
    classes = [unicodedata.combining(mark) for mark in row]
    return classes == sorted(classes)
