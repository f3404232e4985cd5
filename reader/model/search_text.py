"""The one form in which text is searched: what a word is, what counts as the same letter, and where words stand in a text.

The index stores `index_form` of every text, a query is looked up as `query_tokens`, and `find_words` marks what was found
in the original; all three rest on one table of letters, so that they cannot disagree.

- Case, accents and width do not count: `É` is `e`, `ß` is `ss`, `ø` is `o`, `æ` is `ae`, `ς` is `σ`, `ё` is `е`, `أ` is `ا`,
  `Ａ` is `a`, any script's digit is `0` to `9`. Hebrew points, Arabic vowel signs and tatweel are left out. `й`, `ї` and `ў`
  are letters of their own. The signs of Indic scripts belong to their word.
- Words end at everything that is no letter, sign or digit; so `don't`, `well-known` and `U.S.` are words in a row. `+` and `#`
  at the end of a word are words too (`C++`, `C#`), and so is every emoji.
- Scripts without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar …) are cut into overlapping pairs of code points, and so is Hangul,
  whose particles hang on to the words: 東京都 is stored as 東京 京都 都. The last letter stands alone so that each one begins a
  token: one letter alone is looked up as how a token begins.

Texts are expected as `model.text` cleans them (NFC). Everything is linear in the length of the text. Pure, standard library only;
called by the index, the query craft and the finding on the screen.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from reader.model.query import Words

FORM_VERSION = f"1/{unicodedata.unidata_version}"
"""Changes when `index_form` may give something else for the same text: an index built with another one is of no use."""

MOST_PLACES = 10_000
"""Places of one word in one text after which searching stops."""

_ASCII = bytes(
    code + 32 if 65 <= code <= 90 else code if 48 <= code <= 57 or 97 <= code <= 122 or code >= 128 else 32
    for code in range(256)
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_UNSPACED_CLASS = (
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
_APOSTROPHES = "'’‘‛`´ʹʻʼʽˈ′＇"
_QUOTES = '"“”„‟«»″〝〞＂'
_DASHES = "-‐‑‒–—―−－"
_SAME_SIGN = {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DASHES, "-")}

_COMMON_SIGNS = "’“”—–…\xa0"
"""All that most English text has beyond ASCII: done away with first, ten times as fast as letter by letter."""
_ASCII_TEXT = 1.08
"""Bytes a letter up to which it is faster to look for the letters beyond ASCII than to go through all."""
_LEFT_OUT = "׳״"
"""Hebrew signs of abbreviation."""
_VARIATION = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DEVANAGARI_NUKTA = "\u093c"
_PLUS, _SHARP, _GERSHAYIM, _SOFT_HYPHEN = "⧺", "♯", "״", "\xad"
_ENDING_SIGN = re.compile(r"(?<=[A-Za-z0-9])(?:\+{2,3}|\+(?![A-Za-z0-9+]))|(?<=[A-Za-z])#(?![A-Za-z0-9#])")
_HEBREW_ABBREVIATION = re.compile("(?<=[\u05d0-\u05ea])[\"'”](?=[\u05d0-\u05ea])")
_HALF_WIDTH_VOICED = re.compile("[\uff66-\uff9d][\uff9e\uff9f]")


class QueryTokens(NamedTuple):
    """A word or phrase as it is looked up: tokens that stand one after the other in `index_form`."""

    tokens: tuple[str, ...]
    """Empty if there is nothing to look up in it: punctuation only."""
    is_prefix: bool
    """Whether the last one is only how a token begins."""


def fold(text: str) -> str:
    """Return `text` for comparing names: no case, no accents, no width; typographic quotes and dashes are plain ones."""
    return text.lower() if text.isascii() else _whole_width(text).translate(_FOLDED)


def index_form(text: str) -> str:
    """Return `text` as the index stores it: its tokens, separated by one space each.

    A token holds nothing of ASCII but `a-z0-9`. 0.05 ms for 5 kB of ASCII, 0.5 ms for 5,000 letters of any other script.
    """
    if text.isascii() and "+" not in text and "#" not in text:
        return b" ".join(text.encode("ascii").translate(_ASCII).split()).decode("ascii")
    spread = _spread(_prepared(text))
    if not spread.isascii():
        spread = _unspaced().sub(_pairs, spread)
    return " ".join(spread.split())


def index_words(text: str) -> list[str]:
    """Return the tokens of `index_form`, in order."""
    return index_form(text).split()


def query_tokens(words: Words) -> QueryTokens:
    """Return how `words` are looked up: whatever text they were cut from, at the borders of words, holds them so."""
    runs = _runs(words.text)
    if not runs:
        return QueryTokens((), False)
    last = runs.pop()
    tokens = [token for run in runs for token in index_words(run)]
    if not _unspaced().match(last):
        return QueryTokens((*tokens, last), words.is_prefix)
    # What follows the last letter in the text is not known, so it is looked up only as part of its pair.
    pairs = map(add, last, last[1:])
    return QueryTokens((*tokens, *pairs), False) if len(last) > 1 else QueryTokens((*tokens, last), True)


def find_words(text: str, words: Sequence[Words]) -> list[tuple[int, int]]:
    """Return where any of `words` stands in `text`: half-open ranges of code points, in order, none overlapping.

    Of a word that is only a beginning, the beginning is given; marks that stand on the last letter are in the range.
    """
    places = sorted(place for found in find_each(text, words) for place in found)
    apart: list[tuple[int, int]] = []
    for start, end in places:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def find_each(text: str, words: Sequence[Words], most: int = MOST_PLACES) -> list[list[tuple[int, int]]]:
    """Return for each of `words` where it stands in `text`, in order, at most `most` places each; as `find_words`."""
    patterns = [_pattern(asked) for asked in words]
    if not any(patterns):
        return [[] for _ in words]
    prepared = _prepared(text)
    spread = _spread(prepared)
    found = []
    for pattern in patterns:
        places = []
        for match in pattern.finditer(spread) if pattern else ():
            places.append(match.span())
            if len(places) == most:
                break
        found.append(places)
    if prepared.isascii() or not any(found):
        return found
    origins = _Origins(prepared)
    return [[origins.range_of(start, end) for start, end in places] for places in found]


def _prepared(text: str) -> str:
    """Return `text` with what its neighbours decide written so that each letter can be read alone; as long as it was."""
    if "+" in text or "#" in text:
        text = _ENDING_SIGN.sub(lambda sign: _SHARP if sign[0] == "#" else _PLUS * len(sign[0]), text)
    if text.isascii():
        return text
    if '"' in text or "'" in text or "”" in text:
        text = _HEBREW_ABBREVIATION.sub(_GERSHAYIM, text)
    return _whole_width(text)


def _spread(prepared: str) -> str:
    """Return a prepared text with every letter as it is compared, and a space for all that is no letter.

    All but few letters (see `_Origins`) become one.
    """
    if not prepared.isascii():
        for sign in _COMMON_SIGNS:
            prepared = prepared.replace(sign, " ")
        if len(prepared.encode("utf-8", "surrogatepass")) > _ASCII_TEXT * len(prepared):
            return prepared.translate(_SPREAD)
        prepared = _BEYOND_ASCII.sub(lambda run: run[0].translate(_SPREAD), prepared)
    return prepared.encode("utf-8").translate(_ASCII).decode("utf-8")


def _whole_width(text: str) -> str:
    """Return `text` with each half-width syllable that is spelt in two characters as one and something that is left out."""
    return _HALF_WIDTH_VOICED.sub(_voiced, text) if "ﾞ" in text or "ﾟ" in text else text


def _voiced(pair: re.Match[str]) -> str:
    whole = unicodedata.normalize("NFKC", pair[0])
    return whole + _SOFT_HYPHEN if len(whole) == 1 else pair[0]


def _pairs(run: re.Match[str]) -> str:
    letters = run[0]
    return " " + " ".join(map(add, letters, letters[1:] + " "))


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED_CLASS}]+")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED_CLASS}]+|[^ {_UNSPACED_CLASS}]+")


def _runs(text: str) -> list[str]:
    """Return the words of a query, runs of scripts without spaces in one piece."""
    return _run().findall(_spread(_prepared(text)))


@lru_cache(maxsize=256)
def _pattern(words: Words) -> re.Pattern[str] | None:
    """Return a pattern that finds `words` in what `_spread` made, exactly where their tokens stand one after the other."""
    runs = _runs(words.text)
    if not runs:
        return None
    has_spaces = [not _unspaced().match(run) for run in runs]
    first = re.escape(runs[0])
    letter = f"[^ {_UNSPACED_CLASS}]"
    # The letters first and the look back after them: so the search runs for the letters, and not letter by letter.
    parts = [first + f"(?<!{letter}{first})" if has_spaces[0] else first]
    for before, after, run in zip(has_spaces, has_spaces[1:], runs[1:], strict=False):
        parts.append((" ++" if before == after else " *+") + re.escape(run))
    if has_spaces[-1] and not words.is_prefix:
        parts.append(f"(?!{letter})")
    return re.compile("".join(parts))


class _Origins:
    """Finds for a place in what `_spread` made the place in the original."""

    def __init__(self, text: str) -> None:
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
    """Code point to what it becomes in `_spread`; filled as letters are met."""

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
    return (order == 1 or 10 <= order <= 36 or 200 <= order <= 240) and not _unspaced().match(mark)


def _is_emoji(letter: str) -> bool:
    return letter >= "\u2600" and unicodedata.category(letter) == "So"
