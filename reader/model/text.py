"""The one boundary for outside text: every string that enters the model goes through here.

Removed: C0 (but newline and tab), DEL and C1 control characters together with the terminal sequences they begin,
bidirectional embeddings, overrides and isolates, lone surrogates, noncharacters, tag characters (outside flags), invisible
separators, and combining marks piled up past what any script needs. Kept: left-to-right and right-to-left marks, the
joiners where a script or an emoji needs them, and every letter. The result is in NFC; cleaning twice changes nothing.

Called by every craft that takes text from a page, a server, a file or a user's clipboard. What markup means is not decided
here: to the model text is text.
"""

import re
import unicodedata

MAX_LINE_LETTERS = 2_000
"""A headline or byline is never longer; what is longer is an attack or a mistake."""

MAX_MARKS = 6
"""Combining marks kept on one letter: pointed Hebrew and Vedic Sanskrit stay whole, piles do not."""

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI, 7 bit
    r"|\x9b[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI, 8 bit
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]{1,3}[0-~]|\x1b[0-Zc-~\\]"  # two-letter escapes
)
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f"
_FORBIDDEN_CLASS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17))
)
_FORBIDDEN = re.compile(f"({_FLAG})|[{_FORBIDDEN_CLASS}]")
_SUSPECT = re.compile(f"[{_FORBIDDEN_CLASS}\r\x0b\x0c\x85\u2028\u2029\u200c\u200d]")
_MARK_CLASS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILE = re.compile(f"([{_MARK_CLASS}]{{{MAX_MARKS}}})[{_MARK_CLASS}]+")
_JOINER = re.compile("[\u200c\u200d]+")
_SPACES = re.compile(r"[ \t\n\xa0\u2000-\u200a\u202f\u205f\u3000]+")


def clean_text(text: str) -> str:
    """Return `text` safe for the model: NFC, no control, bidi or invisible trickery; line breaks are newlines, tabs stay.

    Linear in the length; text that needs nothing costs one search. Idempotent.
    """
    if _SUSPECT.search(text):
        text = _SEQUENCE.sub("", text)
        text = _BREAK.sub("\n", text)
        text = _FORBIDDEN.sub(lambda found: found[1] or "", text)
        text = _JOINER.sub(_needed_joiner, text)
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _PILE.sub(r"\1", text)


def clean_line(text: str, limit: int = MAX_LINE_LETTERS) -> str:
    """Return `text` as one line: cleaned, every run of white space one space, at most `limit` letters (then an ellipsis)."""
    if len(text) > 8 * limit:
        text = text[: 8 * limit]
    line = collapse(clean_text(text))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def collapse(text: str) -> str:
    """Return `text` with every run of white space (no-break spaces too) as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def is_clean(text: str) -> bool:
    """Whether `text` may stand in the model as it is."""
    return clean_text(text) == text


def _needed_joiner(found: re.Match[str]) -> str:
    """Keep one joiner between two letters of a joining script or inside an emoji sequence; drop all others."""
    text, start, end = found.string, found.start(), found.end()
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if not before:
        return ""
    if ord(before) < 0x300 or (after and ord(after) < 0x300):
        # Persian and Indic words may end in a joiner; Latin ones never need one.
        return found[0][0] if ord(before) >= 0x590 and not (after and after.isalpha()) else ""
    return found[0][0]
