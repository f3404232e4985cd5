"""Where words may be divided, by the patterns of their language.

The patterns are those that pyphen brings (Frank Liang's method, "Word Hy-phen-a-tion by Com-put-er", 1983). They are read here:
pyphen takes every pattern apart beforehand, which costs 0.4 s for German or Hungarian, and a page needs some hundred of their
70,000. Imported by `layout` when a text is set with hyphens, and only then.
"""

import re
from functools import lru_cache
from pathlib import Path

import pyphen

SHORTEST_WORD = 6
"""Letters of the shortest word that is divided: what a shorter one would save is less than the reader loses."""

FEWEST_BEFORE = 2
FEWEST_AFTER = 3
"""Letters that stay before a hyphen and go after it, as TeX has them: a line that begins with two letters of a word reads ill."""

LONGEST_WORD = 60
"""Letters of the longest one: past it, it is no word, and looking for patterns costs by the square."""

_WITH_CAPITAL_NOUNS = "hyph_de"
"""Elsewhere a word with a capital is a name, or begins a sentence, which does not end a line."""

_HEXADECIMAL = re.compile(rb"\^\^([0-9a-f]{2})")
_ALTERNATIVE = re.compile(rb"/[^\n]*")
_PART = re.compile(r"(\d?)(\D?)")

_KEPT_WORDS = 4_096
_KEPT_LANGUAGES = 2
"""The patterns of German take 12 MB."""


class Hyphenator:
    """The words of one language."""

    def __init__(self, dictionary: Path) -> None:
        self._has_capital_nouns = dictionary.stem.startswith(_WITH_CAPITAL_NOUNS)
        lines = dictionary.read_bytes()
        encoding = lines[: lines.index(b"\n")].decode("ascii", "replace").strip()
        if encoding.casefold() == "microsoft-cp1251":
            encoding = "cp1251"
        if b"^^" in lines:
            lines = _HEXADECIMAL.sub(lambda found: bytes((int(found[1], 16),)), lines)
        # Comments and headings become keys that no word has. One pass over all of it: line by line takes ten times as long.
        keys = _ALTERNATIVE.sub(b"", lines).translate(None, b"0123456789")
        self._patterns = dict(zip(_decode(keys, encoding), _decode(lines, encoding), strict=True))
        self._parsed: dict[str, tuple[tuple[int, int], ...]] = {}
        self.places = lru_cache(_KEPT_WORDS)(self._places)
        """Return where a word may be divided, as numbers of letters before the hyphen, in order."""

    def _places(self, word: str) -> tuple[int, ...]:
        lowered = word.lower()
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or len(lowered) != len(word) or not word.isalpha():
            return ()
        if not (word[1:] if self._has_capital_nouns else word).islower():
            return ()  # in a name a hyphen is taken for a part of it
        pointed = f".{lowered}."
        length = len(pointed)
        # Twice the value of the strongest pattern at each place between two letters. Odd values allow a hyphen; those of
        # patterns that would change the spelling count one more, which can't be drawn: there they forbid it.
        strengths = [0] * (length + 1)
        patterns = self._patterns
        for start in range(length - 1):
            for end in range(start + 1, length + 1):
                key = pointed[start:end]
                if key in patterns:
                    for at, strength in self._parse(key):
                        strengths[start + at] = max(strengths[start + at], strength)
        places = range(FEWEST_BEFORE, len(word) - FEWEST_AFTER + 1)
        return tuple(place for place in places if strengths[place + 1] % 4 == 2)

    def _parse(self, key: str) -> tuple[tuple[int, int], ...]:
        found = self._parsed.get(key)
        if found is None:
            pattern, _, alternative = self._patterns[key].partition("/")
            values = [int(digit or "0") for digit, _ in _PART.findall(pattern)]
            changes = 1 if alternative else 0
            found = self._parsed[key] = tuple(
                (at, 2 * value + (changes if value % 2 else 0)) for at, value in enumerate(values) if value
            )
        return found


def hyphenator_for(language: str) -> Hyphenator | None:
    """Return what divides words of a language, given as a BCP 47 tag; None for one that has no patterns, or no tag."""
    name = pyphen.language_fallback(language) if language else None
    return _load(pyphen.LANGUAGES[name]) if name else None


@lru_cache(_KEPT_LANGUAGES)
def _load(dictionary: Path) -> Hyphenator:
    return Hyphenator(dictionary)


def _decode(lines: bytes, encoding: str) -> list[str]:
    return lines.decode(encoding).replace("\r", "").split("\n")
