"""How text from outside is cleaned: the patterns behind `text.clean_text`, and the steps in their order.

A module of its own because its large character classes take 15 ms to compile, and who opens a kept article needs none of them:
`text` imports it when the first text comes that is not plain ASCII on one line. Called by nobody else.
"""

import unicodedata

from reader.model.nonstarters import BASIC_CLASS, cut_runs
from reader.model.patterns import compile_late

MAX_MARKS = 6
"""Combining marks kept on one letter: pointed Hebrew and Vedic Sanskrit stay whole, piles do not."""

_SEQUENCE_START = compile_late("[\x1b\x90\x98\x9b\x9d-\x9f]")
_SEQUENCE = compile_late(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI, 7 bit
    r"|\x9b[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI, 8 bit
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]{1,3}[0-~]|\x1b[0-Zc-~\\]"  # two-letter escapes
)
_BREAK = compile_late("[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN_CLASS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
)
_FORBIDDEN = compile_late(f"[{_FORBIDDEN_CLASS}]")
_MARK_CLASS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"  # Latin, Cyrillic, Hebrew, Arabic
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # for all scripts
)
# What a text must hold to need more than composing. One class of the basic plane, however large, is searched in 8 ms for 3 MB;
# with anything from beyond in it the search takes 15 times as long, so what lies beyond is looked for on its own.
_SUSPECT = compile_late(f"[{_FORBIDDEN_CLASS}\r\x0b\x0c\x85\u2028\u2029\u200c\u200d{_MARK_CLASS}{BASIC_CLASS}]")
_BEYOND = compile_late("[\U000101fd-\U0010ffff]")
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f"
# The flag of a country's part is spelt in tag characters, with the black flag before them.
_BEYOND_SUSPECT = compile_late("[\U0001fffe-\U0010ffff]")
_BEYOND_FORBIDDEN = compile_late(
    f"({_FLAG})|[\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_PILE = compile_late(f"([{_MARK_CLASS}][{_MARK_CLASS}]{{{MAX_MARKS - 1}}})[{_MARK_CLASS}]+")
_JOINER_RUN = compile_late("([\u200c\u200d])[\u200c\u200d]+")
# A joiner stands after a letter or sign of the scripts from Hebrew on, or of an emoji (not after their spaces), and not
# before a letter of the earlier ones. Persian and Indic words may end in one.
_JOINED = "\u0590-\u167f\u1681-\u1fff\u200b-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\U0010ffff"
_IDLE_JOINER = compile_late(rf"[\u200c\u200d](?:(?<![{_JOINED}][\u200c\u200d])|(?=(?=[\x00-\u058f])[^\W\d_]))")


def clean(text: str) -> str:
    """Return `text` as `text.clean_text` promises it. Linear: 20 ms for 3 MB of text that needs nothing."""
    if not _SUSPECT.search(text) and (text.isascii() or not _BEYOND.search(text)):
        return unicodedata.normalize("NFC", text)
    if _SEQUENCE_START.search(text):
        text = _SEQUENCE.sub("", text)
    text = _BREAK.sub("\n", text.replace("\r\n", "\n"))
    text = _FORBIDDEN.sub("", text)
    if text.isascii():
        return text
    if _BEYOND_SUSPECT.search(text):
        text = _BEYOND_FORBIDDEN.sub(lambda found: found[1] or "", text)
    text = _composed(text)
    if "\u200c" in text or "\u200d" in text:
        text = _composed(_IDLE_JOINER.sub("", _JOINER_RUN.sub(r"\1", text)))
    while _PILE.search(text):  # a letter may compose with what a pile kept apart from it, so once is not always enough
        text = _composed(_PILE.sub(r"\1", text))
    return text


def _composed(text: str) -> str:
    """Return `text` in NFC, its runs of combining characters cut before and after, as composing may make one longer."""
    text = cut_runs(text)
    while not unicodedata.is_normalized("NFC", text):
        text = cut_runs(unicodedata.normalize("NFC", text))
    return text
