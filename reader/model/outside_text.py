"""How text from outside is cleaned: the patterns behind `text.clean_text`, and the steps in their order.

A module of its own because its large character classes take 15 ms to compile, and who opens a kept article needs none of them:
`text` imports it when the first text comes that is not plain ASCII on one line. Called by nobody else.
"""

import unicodedata

from reader.model.composing import composed, composed_after_cuts, reaches_beyond
from reader.model.nonstarters import MARK_CLASS, holds_beyond
from reader.model.patterns import compile_late

MAX_MARKS = 6
"""Combining marks kept on one letter: pointed Hebrew and Vedic Sanskrit stay whole, piles do not."""

MAX_STACK = 10
"""Marks of any script in a row: the tallest stacks of Tibetan have eight signs under one letter."""

_SEQUENCE_STARTS = "\x1b\x90\x98\x9b\x9d\x9e\x9f"
_CSI = "[0-?]{0,64}[ -/]{0,8}[@-~]"
_STRING = r"[^\x07\x1b\x90\x98\x9c-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
_SEQUENCE = compile_late(  # a class comes first: so it is searched without trying anything at other letters
    f"[{_SEQUENCE_STARTS}](?:"
    rf"(?<=\x1b)(?:\[{_CSI}|[\]PX^_]{_STRING}|[ -/]{{1,3}}[0-~]|[0-Zc-~\\])"  # CSI; OSC, DCS, SOS, PM, APC; two-letter escapes
    rf"|(?<=\x9b){_CSI}|(?<=[\x90\x98\x9d-\x9f]){_STRING})"  # the first two in one letter
)
_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
# Soft hyphens are places to break a line at, which the layout finds by itself, and nobody finds a word by. The blank letters
# of Hangul (3164, FFA0) and two vowels of Khmer (17B4, 17B5) have no ink. What interlinear marks (FFF9 to FFFB) enclose stays.
_FORBIDDEN_CLASS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
)
_FORBIDDEN = compile_late(f"[{_FORBIDDEN_CLASS}]")
_PILED_CLASS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"  # Latin, Cyrillic, Hebrew, Arabic
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # for all scripts
)
_INVISIBLE_CLASS = "\u034f\u061c\u115f\u1160\u180b-\u180d\u180f\u200c-\u200f\ufe00-\ufe0f"
"""What has no ink of its own and changes its neighbours: kept where it does, see `_IDLE`."""
# What a text must hold to need more than composing. One class of the basic plane, however large, is searched in 8 ms for 3 MB;
# each range from beyond it costs as much again, so what lies beyond is looked for on its own, and only where there is any.
_SUSPECT = compile_late(f"[{_FORBIDDEN_CLASS}{_BREAKS}{_INVISIBLE_CLASS}{_PILED_CLASS}{MARK_CLASS}]")
_FEW_FORBIDDEN = 16
_BEYOND_SUSPECT = compile_late("[\U000101fd-\U0001e94a\U0001fffe-\U0010ffff]")
"""Where marks and what is forbidden lie: emoji are between."""
_TAG_CLASS = "\U000e0000-\U000e0fff"
_TAGS = compile_late(f"[{_TAG_CLASS}]")
# The flag of a country's part is spelt in tag characters, with the black flag before them; with some of them one of the forms of
# an ideograph is chosen, as names are written with. Both are groups, so that splitting keeps them and drops the rest.
_FLAG_OR_TAG = compile_late(
    f"[\U0001f3f4{_TAG_CLASS}](?:(?<=(\U0001f3f4))([\U000e0020-\U000e007e]{{1,8}}\U000e007f)?"
    "|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]([\U000e0100-\U000e01ef]))|)"
)
_BEYOND_FORBIDDEN = compile_late(
    "[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_PILE = compile_late(f"([{_PILED_CLASS}][{_PILED_CLASS}]{{{MAX_MARKS - 1}}})[{_PILED_CLASS}]+")
_STACK = compile_late(f"([{MARK_CLASS}][{MARK_CLASS}]{{{MAX_STACK - 1}}})[{MARK_CLASS}]+")
_INVISIBLE = compile_late(f"[{_INVISIBLE_CLASS}]")
# A joiner stands after a letter or sign of the scripts from Hebrew on, or of an emoji (not after their spaces), and not
# before a letter of the earlier ones. Persian and Indic words may end in one.
_JOINED = "\u0590-\u115e\u1161-\u167f\u1681-\u180a\u1810-\u1fff\u2010-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\U0010ffff"
_LATIN = "A-Za-z\xc0-\u058f"
_SHAPED = "#*0-9\xa9\xae\u1000-\u109f\u203c-\u205e\u2070-\u2fff\u3001-\ufdff\uff00-\uffef\U00010000-\U000dffff"
"""What has a form as text and another as a picture, or more than one form: signs, digits for keys, ideographs, Myanmar."""
_IDLE = compile_late(
    f"[{_INVISIBLE_CLASS}](?:"
    rf"(?<=[\u200c\u200d])(?:(?<![{_JOINED}].)|(?=(?=[\x00-\u058f])[^\W\d_]))"  # joiners
    # Marks of direction: one in a row, and none inside a word that runs from left to right whatever they say.
    rf"|(?<=[\u061c\u200e\u200f])(?:(?<=[\u061c\u200e\u200f].)|(?<=[{_LATIN}].)(?=[{_LATIN}]))"
    rf"|(?<=[\ufe00-\ufe0f])(?<![{_SHAPED}].)"
    r"|(?<=[\u180b-\u180d\u180f])(?<![\u1820-\u18aa].)"  # variants of Mongolian letters
    r"|(?<=\u034f)(?<![\u0591-\u05f4].)"  # keeps apart the points of Hebrew, and nothing else that is written
    r"|(?<=\u115f)(?![\u1160-\u11a7\ud7b0-\ud7c6])|(?<=\u1160)(?<![\u1100-\u115f\ua960-\ua97c].)"  # of a Hangul syllable
    ")"
)
# What must be looked at closely: all that is forbidden, and what is invisible, except in the places it mostly has.
_WILD = compile_late(
    f"[{_FORBIDDEN_CLASS}{_BREAKS}{_INVISIBLE_CLASS}](?:(?=[A-Za-z\xaa-\u058f])"
    rf"|(?<![{_JOINED}][\u200c\u200d])(?<![{_SHAPED}][\ufe00-\ufe0f])(?<![\n -@\u0590-\u05f4\u0620-\u06ff][\u061c\u200e\u200f]))"
)
_ROW = compile_late(f"[{_PILED_CLASS}{MARK_CLASS}][{_PILED_CLASS}{MARK_CLASS}]{{{MAX_MARKS}}}")
"""So many marks that they may be a pile, a stack, or a run that must not be normalised."""
_MOST_ROUNDS = 4
"""Rounds after which nothing invisible is left of a text that comes to no rest: what people write needs one."""


def clean(text: str) -> str:
    """Return `text` as `text.clean_text` promises it. Linear: 3 MB of any script take 5 to 30 ms, but where letters and marks
    must be composed: that is `unicodedata`, at 35 to 80.
    """
    suspect = _SUSPECT.search(text)
    is_beyond = not text.isascii() and reaches_beyond(text)
    if not suspect and not is_beyond:
        return unicodedata.normalize("NFC", text)
    is_wild = may_run = False
    if suspect:
        start, first = suspect.start(), suspect[0]
        is_wild = first in _BREAKS or bool(_FORBIDDEN.match(first) or _WILD.search(text, start))
        if is_wild:
            text, start = _without_controls(text), 0
            if text.isascii():
                return text
        may_run = bool(_ROW.search(text, start))
    if is_beyond and _BEYOND_SUSPECT.search(text):
        kept = _without_tags(text)
        is_wild, text = is_wild or kept != text, kept  # what is gone may have stood beside what is invisible
        may_run = may_run or bool(suspect and _ROW.search(text)) or holds_beyond(text)
    before, text = text, composed_after_cuts(text) if may_run else composed(text)
    return _settled(text) if suspect and (is_wild or may_run or text != before) else text


def _without_controls(text: str) -> str:
    """Return `text` without sequences and forbidden characters, its breaks as newlines. Looked for one by one: that is C."""
    if any(start in text for start in _SEQUENCE_STARTS):
        text = _SEQUENCE.sub("", text)
    text = text.replace("\r\n", "\n")
    for line_break in _BREAKS:
        text = text.replace(line_break, "\n")
    forbidden = set(_FORBIDDEN.findall(text))
    if len(forbidden) > _FEW_FORBIDDEN:
        return _FORBIDDEN.sub("", text)
    for letter in forbidden:
        text = text.replace(letter, "")
    return text


def _without_tags(text: str) -> str:
    """Return `text` without what is forbidden beyond the basic plane. Forms look at what stands before them: tags go first."""
    beyond = "".join(set(_BEYOND_SUSPECT.findall(text)))
    if _TAGS.search(beyond):
        text = "".join(filter(None, _FLAG_OR_TAG.split(text)))
    return _BEYOND_FORBIDDEN.sub("", text) if _BEYOND_FORBIDDEN.search(beyond) else text


def _settled(text: str) -> str:
    """Return `text` without what is invisible and idle, nor piles.

    Removing one may make a neighbour idle, or let a letter compose with a mark: once is not always enough.
    """
    for _ in range(_MOST_ROUNDS):
        before = text
        if _WILD.search(text):
            text = _recomposed(_IDLE.sub("", text), text)
        text = _without_piles(text)
        if text == before:
            return text
    return _without_piles(composed_after_cuts(_INVISIBLE.sub("", text)))


def _without_piles(text: str) -> str:
    """Return composed `text` with its marks in a row cut."""
    while _ROW.search(text):
        # What is cut out lies between what splitting returns. A letter may compose with what a pile kept apart from it.
        cut = "".join(_STACK.split("".join(_PILE.split(text))))
        if cut == text:
            return text
        text = composed_after_cuts(cut)
    return text


def _recomposed(text: str, before: str) -> str:
    return text if text == before else composed_after_cuts(text)
