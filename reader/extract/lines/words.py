"""Loads the word lists that stand beside this package as TOML, and folds text so that words can be looked up.

Knows no meaning of its own: dates, credits, bylines and page furniture each read their own file through here.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from reader.model.patterns import compile_late

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0980-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82"
    "\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u200c\u200d"
)
"""Combining marks and joiners that belong to a word, as the inside of a character class; `\\w` does not know them."""

LETTER = f"(?:[^\\W\\d_][{MARKS}]*)"
"""One letter with its marks."""

BEFORE_WORD = f"(?<![^\\W\\d_])(?<![{MARKS}])"
AFTER_WORD = f"(?![^\\W\\d_{MARKS}])"
"""Where a word begins and ends, in any script."""

WORD = compile_late(f"{LETTER}+(?:['’.]{LETTER}+)*")
"""A word; dots and apostrophes inside it belong to it (`p.m`, `d'août`)."""

_CASED_BELOW = 0x2000
_SAME = str.maketrans(
    {"ı": "i", "ς": "σ", "’": "'", "ʼ": "'", "‘": "'", "：": ":", "／": "/", "﹕": ":", "｡": ".", "．": "."}
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"


class _Folding(dict[int, str | int]):
    """The folding of each letter, worked out when it is first met; bounded by the letters there are."""

    def __missing__(self, code: int) -> str | int:
        folded = _fold_letter(chr(code))
        self[code] = folded
        return folded


def _fold_letter(letter: str) -> str:
    """Return one letter without case and accents, digits of every script as ASCII, dashes as hyphens, blanks as spaces."""
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if letter.isspace():
        return " "
    if letter in _DASHES:
        return "-"
    same = letter.translate(_SAME)
    if same != letter:
        return same
    if 0xFF01 <= ord(letter) <= 0xFF5E:
        return chr(ord(letter) - 0xFEE0).lower()
    if ord(letter) < _CASED_BELOW:
        base = unicodedata.normalize("NFD", letter)[0].lower()[:1]
        return base.translate(_SAME) or letter
    return letter


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return `text` folded for look-ups, letter for letter: the result has the same length, so places stay places."""
    return text.translate(_FOLDING)


@cache
def load_words(name: str) -> dict[str, Any]:
    """Return the word file `name` (`dates`, `credits` …) as it stands; callers do not change it."""
    return tomllib.loads(files("reader.extract.lines").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a word list, which are parted by `|` and line ends."""
    return tuple(phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip())


def any_of(folded: set[str] | tuple[str, ...] | frozenset[str]) -> str:
    """Return a pattern for any of some folded phrases, longest first, white space as it may stand."""
    ordered = sorted(set(folded), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s?".join(map(re.escape, phrase.split(" "))) for phrase in ordered)


def has_case(text: str) -> bool:
    """Whether `text` has a letter of a script that tells capitals."""
    return any(letter.islower() or letter.isupper() for letter in text)
