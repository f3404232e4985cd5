"""Which letters count as the same one, and which are none: the table under `search_text`.

Every letter is read alone; the few that their neighbours decide (`C++`, Hebrew abbreviations, half-width syllables) are rewritten
before, without moving anything. So a text keeps its places, but for the letters that become none or several, and `Origins` finds
the way back. Called by `search_text`, and by whoever compares names (`fold`).
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from reader.model.patterns import compile_late

_ASCII = bytes(
    code + 32 if 65 <= code <= 90 else code if 48 <= code <= 57 or 97 <= code <= 122 or code >= 128 else 32
    for code in range(256)
)
_BEYOND_ASCII = compile_late(r"[^\x00-\x7f]+")

# Scripts without spaces, and Hangul, as the inside of a character class.
UNSPACED_CLASS = (
    "\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u1950-\u19df\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9df\uaa80-\uaadf"  # Tai scripts, Balinese, Javanese
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u3005-\u3007\u3021-\u303c\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # Kana, Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\U0001aff0-\U0001b16f\U00020000-\U0003fffd"  # Han, Yi
)

# Letters that Unicode does not take apart, and letters that it takes apart although nobody leaves the sign out.
_LETTERS = {
    **dict(zip("øłđðħŧıŋĸ", "olddhtink", strict=True)),
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    **dict(zip("йїў", "йїў", strict=True)),
    **dict(zip("ىیکة", "ييكه", strict=True)),
    "ـ": "",
    "ँ": "ं",  # written one for the other in most Hindi texts
}
_APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿˈ′＇"
_QUOTES = '"“”„‟«»″〝〞＂'
_DASHES = "-‐‑‒–—―−－"
_SAME_SIGN = {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DASHES, "-")}

_COMMON_SIGNS = "’“”—–…\xa0"
"""All that most English text has beyond ASCII: done away with first, ten times as fast as letter by letter."""
_ASCII_TEXT = 1.08
"""Bytes a letter up to which it is faster to look for the letters beyond ASCII than to go through all."""
_LEFT_OUT = "׳״"
"""Hebrew signs of abbreviation."""
_VARIATION = compile_late("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DEVANAGARI_NUKTA = "\u093c"
_PLUS, _SHARP, _GERSHAYIM, _SOFT_HYPHEN = "⧺", "♯", "״", "\xad"
_ENDING_SIGN = compile_late(r"(?<=[A-Za-z0-9])(?:\+{2,3}|\+(?![A-Za-z0-9+]))|(?<=[A-Za-z])#(?![A-Za-z0-9#])")
_HEBREW_ABBREVIATION = compile_late("(?<=[\u05d0-\u05ea])[\"'”](?=[\u05d0-\u05ea])")
_HALF_WIDTH_VOICED = compile_late("[\uff66-\uff9d][\uff9e\uff9f]")


def fold(text: str) -> str:
    """Return `text` for comparing names: no case, no accents, no width; typographic quotes and dashes are plain ones."""
    return text.lower() if text.isascii() else _whole_width(text).translate(_FOLDED)


def prepared(text: str) -> str:
    """Return `text` with what its neighbours decide written so that each letter can be read alone; as long as it was."""
    if "+" in text or "#" in text:
        text = _ENDING_SIGN.sub(lambda sign: _SHARP if sign[0] == "#" else _PLUS * len(sign[0]), text)
    if text.isascii():
        return text
    if '"' in text or "'" in text or "”" in text:
        text = _HEBREW_ABBREVIATION.sub(_GERSHAYIM, text)
    return _whole_width(text)


def spread(text: str) -> str:
    """Return a prepared text with every letter as it is compared, and a space for all that is no letter.

    All but few letters (see `Origins`) become one.
    """
    if not text.isascii():
        for sign in _COMMON_SIGNS:
            text = text.replace(sign, " ")
        if len(text.encode("utf-8", "surrogatepass")) > _ASCII_TEXT * len(text):
            return text.translate(_SPREAD)
        text = _BEYOND_ASCII.sub(lambda run: run[0].translate(_SPREAD), text)
    return text.encode("utf-8").translate(_ASCII).decode("utf-8")


def _whole_width(text: str) -> str:
    """Return `text` with each half-width syllable that is spelt in two characters as one and something that is left out."""
    return _HALF_WIDTH_VOICED.sub(_voiced, text) if "ﾞ" in text or "ﾟ" in text else text


def _voiced(pair: re.Match[str]) -> str:
    whole = unicodedata.normalize("NFKC", pair[0])
    return whole + _SOFT_HYPHEN if len(whole) == 1 else pair[0]


@cache
def unspaced() -> re.Pattern[str]:
    """Return the pattern of a run of letters of scripts without spaces."""
    return re.compile(f"[{UNSPACED_CLASS}]+")


class Origins:
    """Finds for a place in what `spread` made the place in the original."""

    def __init__(self, text: str) -> None:
        """Of a prepared text, which `spread` has seen."""
        self._text = text
        # After each letter that does not become one letter: where the next one is, there and here.
        self._spread_ends = [0]
        self._ends = [0]
        unequal = _UNEQUAL.intersection(text)
        if not unequal:
            return
        spread_end = end = 0
        for found in re.finditer(f"[{re.escape(''.join(unequal))}]", text):
            spread_end += found.start() - end + len(_SPREAD[ord(found[0])])
            end = found.end()
            self._spread_ends.append(spread_end)
            self._ends.append(end)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the range that became the range [start, end), with the marks on its last letter."""
        last = self._origin(end - 1) + 1
        text = self._text
        while last < len(text) and text[last] > "\x7f" and _is_mark(text[last]):
            last += 1
        return self._origin(start), last

    def _origin(self, offset: int) -> int:
        index = bisect_right(self._spread_ends, offset) - 1
        origin = self._ends[index] + offset - self._spread_ends[index]
        if index + 1 < len(self._ends):
            origin = min(origin, self._ends[index + 1] - 1)  # inside of what one letter became
        return origin


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or letter in "\u200c\u200d\xad"


_UNEQUAL: set[str] = set()
"""The letters met so far that become no letter or several."""


class _SpreadTable(dict[int, str]):
    """Code point to what it becomes in `spread`; filled as letters are met."""

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        form = chr(_ASCII[code_point]) if code_point < 128 else _letters_of(letter)
        if form is None:
            form = f" {letter} " if _is_emoji(letter) or letter in (_PLUS, _SHARP) else " "
        elif form and unicodedata.category(letter) == "So":
            form = f" {form} "  # a unit or a company in one sign
        if len(form) != 1:
            _UNEQUAL.add(letter)
        self[code_point] = form
        return form


class _FoldTable(dict[int, str]):
    """Code point to what it is compared as in names."""

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        form = _SAME_SIGN.get(letter)
        if form is None:
            form = _letters_of(letter)
        if form is None:
            form = unicodedata.normalize("NFKC", letter)
        self[code_point] = form = form.lower()
        return form


_SPREAD = _SpreadTable()
_FOLDED = _FoldTable()


def _letters_of(letter: str) -> str | None:
    """Return the letters, signs and digits that `letter` is compared as ("": it is left out), None if it is none."""
    category = unicodedata.category(letter)
    if category == "Cf" or letter in _LEFT_OUT or "\U0001f3fb" <= letter <= "\U0001f3ff":  # the last: colours of skin
        return ""
    if letter in _APOSTROPHES:
        return None
    if "\U00020000" <= letter <= "\U0003fffd" and category == "Cn":
        return letter  # Han that is younger than this Python
    if category[0] not in "LMN" and not "\u3200" <= letter <= "\u33ff":
        return None
    if (own := _LETTERS.get(letter.lower())) is not None:
        return own
    if "\uac00" <= letter <= "\ud7a3":
        return letter
    if "\u3040" <= letter <= "\u30ff" or "\uff66" <= letter <= "\uff9f":
        return unicodedata.normalize("NFKC", letter).strip()
    return "".join(map(_part_of_letter, unicodedata.normalize("NFKD", letter)))


def _part_of_letter(part: str) -> str:
    """Return what a letter, a mark or a sign of a decomposition is compared as."""
    if (own := _LETTERS.get(part)) is not None:
        return own
    category = unicodedata.category(part)
    if category[0] == "M":
        return "" if _is_accent(part, category) else part
    if category == "Nd":
        return str(unicodedata.digit(part))
    if category[0] not in "LN":
        return " "
    return "".join(_LETTERS.get(lower, lower) for lower in part.casefold())


def _is_accent(mark: str, category: str) -> bool:
    """Whether a mark is left out: accents, Hebrew and Arabic points, variation selectors; not vowels, viramas and tones."""
    if category == "Me" or mark == _DEVANAGARI_NUKTA or mark == "\u034f" or _VARIATION.match(mark):
        return True
    order = unicodedata.combining(mark)
    return (order == 1 or 10 <= order <= 36 or 200 <= order <= 240) and not unspaced().match(mark)


def _is_emoji(letter: str) -> bool:
    return letter >= "\u2600" and unicodedata.category(letter) == "So"
