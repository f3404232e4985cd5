"""Words, sentences and paragraphs: where they begin and end in a text, and how many there are.

Pure functions over one block's text (or any text), linear in its length; ranges are half-open in code points. Which stop ends
a sentence is decided in `sentence_ends`. Called by the caret, the current sentence, the anchors and the word counts.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from reader.model.sentence_ends import sentence_ends


class TextRange(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han. (Hangul has spaces.)
_UNSPACED_CLASS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f"
)
_MARKS_CLASS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a\u07a6-\u07b0"
    "\u0900-\u0963\u0966-\u0dff\u0f18-\u0fbc\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200c\u200d"
)


# Compiled when they are first needed: the wide classes take milliseconds, and opening an article needs neither.
@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED_CLASS}]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(
        "[\u3040-\u309f]+|[\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9d]+|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]{1,2}"
        r"|(?:(?!["
        + _UNSPACED_CLASS
        + r"])\w)(?:(?:['’·.,:/@-](?=\w))?(?:(?!["
        + _UNSPACED_CLASS
        + r"])[\w"
        + _MARKS_CLASS
        + r"]))*"
        r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
    )


def words(text: str) -> tuple[TextRange, ...]:
    """Return the words of `text` in order; in Han text, pairs of characters stand for words."""
    return _words(text)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[TextRange, ...]:
    return tuple(TextRange(found.start(), found.end()) for found in _word().finditer(text))


def sentences(text: str) -> tuple[TextRange, ...]:
    """Return the sentences of one block's text, white space between them left out; together they hold all its words.

    Line breaks (captions and credits, code, table rows) always end a sentence.
    """
    return _sentences(text)


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[TextRange, ...]:
    found: list[TextRange] = []
    at = 0
    for line in text.split("\n"):
        cuts = [at + cut for cut in sentence_ends(line)]
        start = at
        for end in (*cuts, at + len(line)):
            left = start
            while left < end and text[left].isspace():
                left += 1
            right = end
            while right > left and text[right - 1].isspace():
                right -= 1
            if right > left:
                found.append(TextRange(left, right))
            start = end
        at += len(line) + 1
    return tuple(found)


def count_words(text: str) -> int:
    """Return how many words `text` has; Han, Kana and Thai count as two characters a word."""
    unspaced = len(_unspaced().findall(text)) if not text.isascii() else 0
    if not unspaced:
        return len(text.split())
    return len(_unspaced().sub(" ", text).split()) + (unspaced + 1) // 2


WORDS_PER_MINUTE = 230
"""Silent reading of English non-fiction: 238 (Brysbaert 2019, a review of 190 studies), rounded down for figures."""

UNSPACED_PER_MINUTE = 500
"""Characters a minute in scripts without spaces: between what the same review gives for Chinese and for Japanese."""


def reading_minutes(text: str) -> int:
    """Return the minutes to read `text`, rounded, at least 1."""
    unspaced = len(_unspaced().findall(text)) if not text.isascii() else 0
    spaced = len(_unspaced().sub(" ", text).split()) if unspaced else len(text.split())
    return max(1, round(spaced / WORDS_PER_MINUTE + unspaced / UNSPACED_PER_MINUTE))
