"""A text as the words it is made of, in the form in which two versions of a text are compared.

Two cleaners, two typographers and two editors of one article write the same words with other quotation marks, cases, ligatures,
soft hyphens and line breaks; here they are equal. Scripts without spaces are compared letter by letter.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from reader.model.patterns import compile_late

_LETTERWISE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
)
_WORD = compile_late(rf"[{_LETTERWISE}]|[^\W_{_LETTERWISE}](?:[^\W_{_LETTERWISE}]|[{_INVISIBLE}{_MARKS}])*")
_DROPPED = compile_late(f"[{_INVISIBLE}]")
_ACCENTS = compile_late("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_SENTENCE_END = compile_late(r"[.!?…؟۔।][\"'”’»“›)\]]*(?=\s|\Z)|[。！？][\"'”’»)\]」』]*|\n")
_FULL_STOP = compile_late(r"[.!?…؟۔।][\"'”’»“›)\]]*(?=\s|\Z)|[。！？]")
_LINE_BREAK = compile_late(r"\n+")
_BLANK_LINE = compile_late(r"\n[ \t]*\n")
_GAP_WITH_END = compile_late(r"[.!?…؟۔।]+[\"'”’»“›)\]]*(?:\s|\Z)|[^\n]*\n[ \t]*\n|.?[。！？]")

MIN_SENTENCE_WORDS = 4
"""Shorter ones are joined to the next: "Dr." and "p.m." cost no more than a comparison over one sentence and a half."""

MAX_SENTENCE_WORDS = 120
"""Longer ones are tables, lists or verse: they are cut, so that every comparison of sentences is bounded."""


class Wording:
    """The words of a text: their normalised forms, and where they begin and end in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._bounds = (0, len(text))
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        lowered = text.lower() if text.isascii() else ""
        for found in _WORD.finditer(text):
            start, end = found.span()
            word = lowered[start:end] if lowered else _normalised(found[0])
            if word:
                self.words.append(word)
                self.starts.append(start)
                self.ends.append(end)

    def part(self, low: int, high: int) -> "Wording":
        """Return the words from `low` to `high` as a wording of their own; its offsets are still those of the whole text."""
        part = Wording("")
        part.text = self.text
        part.words, part.starts, part.ends = self.words[low:high], self.starts[low:high], self.ends[low:high]
        first = self.starts[low] if low < len(self.starts) else len(self.text)
        part._bounds = (first, self.starts[high] if high < len(self.starts) else len(self.text))
        return part

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of words that a range of code points touches."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    @cached_property
    def sentences(self) -> list[int]:
        """The index of each sentence's first word, and the number of words at the end."""
        borders = [0]
        for found in _SENTENCE_END.finditer(self.text, *self._bounds):
            at = bisect_left(self.starts, found.end())
            least = 1 if _BLANK_LINE.match(self.text, found.start()) else MIN_SENTENCE_WORDS
            if at < len(self.words) and at - borders[-1] >= least:
                borders.extend(range(borders[-1] + MAX_SENTENCE_WORDS, at, MAX_SENTENCE_WORDS))
                borders.append(at)
        borders.extend(range(borders[-1] + MAX_SENTENCE_WORDS, len(self.words), MAX_SENTENCE_WORDS))
        borders.append(len(self.words))
        return borders

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """The half-open ranges of words between line breaks."""
        breaks = [bisect_left(self.starts, found.end()) for found in _LINE_BREAK.finditer(self.text, *self._bounds)]
        borders = sorted({0, *breaks, len(self.words)})
        return list(pairwise(borders))

    def is_line(self, low: int, high: int) -> bool:
        """Whether the words from `low` to `high` stand between line breaks, without others."""
        before = self.ends[low - 1] if low else self._bounds[0]
        after = self.starts[high] if high < len(self.starts) else self._bounds[1]
        return (low == 0 or "\n" in self.text[before : self.starts[low]]) and (
            high == len(self.words) or "\n" in self.text[self.ends[high - 1] : after]
        )

    def line_around(self, low: int, high: int) -> tuple[int, int]:
        """Return the half-open range of words between the line breaks before word `low` and behind the word before `high`."""
        lines = self.lines
        first = lines[bisect_right(lines, (low, len(self.words))) - 1]
        last = lines[bisect_right(lines, (high - 1, len(self.words))) - 1]
        return first[0], last[1]

    def has_full_stop(self, low: int, high: int) -> bool:
        """Whether a sentence ends, by its punctuation, within the words from `low` to `high` or right after them."""
        roof = self.starts[high] if high < len(self.starts) else len(self.text)
        return bool(_FULL_STOP.search(self.text, self.starts[low], roof))

    def ends_sentence(self, word: int) -> bool:
        """Whether a sentence or a paragraph ends right after this word."""
        if word + 1 >= len(self.words):
            return bool(_GAP_WITH_END.match(self.text, self.ends[word])) or self._bounds[1] == len(self.text)
        return bool(_GAP_WITH_END.match(self.text, self.ends[word], self.starts[word + 1]))

    def begins_sentence(self, word: int) -> bool:
        """Whether a sentence or a paragraph begins with this word."""
        return word == 0 or self.ends_sentence(word - 1)

    def gap_start(self, word: int) -> int:
        """Return the offset before the punctuation that clings to this word."""
        at = self.starts[word]
        floor = self.ends[word - 1] if word else self._bounds[0]
        while at > floor and not self.text[at - 1].isspace():
            at -= 1
        return at

    def gap_end(self, word: int) -> int:
        """Return the offset after the punctuation that clings to this word."""
        at = self.ends[word]
        roof = self.starts[word + 1] if word + 1 < len(self.starts) else self._bounds[1]
        while at < roof and not self.text[at].isspace():
            at += 1
        return at


def _normalised(word: str) -> str:
    """Return a word as it is compared: without accents and points, which cleaners lose and editors put right."""
    if word.isascii():
        return word.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", _DROPPED.sub("", word)))
    return unicodedata.normalize("NFKC", bare).casefold()


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever their case and typography; accents are told apart."""
    return one == other or _words(one) == _words(other)


def _words(text: str) -> list[str]:
    if text.isascii():
        return _WORD.findall(text.lower())
    found = (_DROPPED.sub("", word) for word in _WORD.findall(text))
    return [unicodedata.normalize("NFKC", word).casefold() for word in found]
