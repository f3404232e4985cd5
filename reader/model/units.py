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
def _space() -> re.Pattern[str]:
    return re.compile(r"\s")


@cache
def _han() -> re.Pattern[str]:
    return re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


@cache
def _kana() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d]")


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


WORD_PART_LETTERS = 4_000
"""Of a part of `word_parts` at least: its words are found in a millisecond. A part has twice as many at most."""


def word_parts(text: str) -> tuple[int, ...]:
    """Return where the parts of a text begin whose words, one part after the other, are those of all: at white space.

    Where there is none for some thousand letters a part ends in the midst: nobody wrote such a word, or such a line.
    """
    return (0,) if len(text) <= 2 * WORD_PART_LETTERS else _word_parts(text)


@lru_cache(maxsize=32)
def _word_parts(text: str) -> tuple[int, ...]:
    starts = [0]
    while len(text) - starts[-1] > 2 * WORD_PART_LETTERS:
        last = starts[-1] + 2 * WORD_PART_LETTERS
        space = _space().search(text, starts[-1] + WORD_PART_LETTERS, last)
        starts.append(space.start() if space else last)
    return tuple(starts)


def sentences(text: str, *, is_weighed: bool = True) -> tuple[TextRange, ...]:
    """Return the sentences of one block's text, white space between them left out; together they hold all its words.

    Line breaks (captions and credits, code, table rows) always end a sentence. What is not weighed is part of a longer line.
    """
    return _sentences(text, is_weighed)


@lru_cache(maxsize=1024)
def _sentences(text: str, is_weighed: bool) -> tuple[TextRange, ...]:
    found: list[TextRange] = []
    at = 0
    for line in text.split("\n"):
        cuts = [at + cut for cut in sentence_ends(line, is_weighed=is_weighed)]
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


LETTERS_A_WORD = {"han": 1.6, "kana": 1.85, "other": 4.0}
"""In scripts without spaces. Chinese and Japanese: characters by words in the texts of IReST (see `WORDS_PER_MINUTE`), Japanese
with its Han letters; Thai, Lao, Khmer and Myanmar, vowels and marks counted: about four in running text."""

WORDS_PER_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert, "How many words do we read per minute?" (2019), a review of 190 studies."""

_WORDS_BY_LANGUAGE = {
    name: int(words)
    for name, words in (
        pair.split(":")
        for pair in (
            "ar:138 de:179 en:228 es:218 fi:161 fr:195 he:187 it:188 nl:202 pl:166 pt:181 ru:184 sl:180 sv:199 tr:166"
        ).split()
    )
}
_CHARACTERS = {"han": 255, "kana": 357, "other": 882}
"""A minute, as `_WORDS_BY_LANGUAGE`: texts of the same content, read aloud by adults in 17 languages (IReST: Trauzettel-Klosinski
and Dietz, IOVS 2012, 53:5452). Texts take about the same time in each, so English on the scale of silent reading sets the pace
of all, as Brysbaert proposes. `other` is the mean of 14 alphabetic languages, 68 ms a character."""

KANA_SHARE = 0.1
"""Of Han letters and Kana: so many make the text Japanese, Han letters with them."""

_SILENT = WORDS_PER_MINUTE / _WORDS_BY_LANGUAGE["en"]


_HOURS_FROM = 120
"""Minutes that are told in hours. An hour and a half would be one or two: it is 90 minutes."""


def count_words(text: str) -> int:
    """Return how many words `text` has; in scripts without spaces, as many as its characters make on average."""
    if text.isascii():
        return len(text.split())
    spaced, characters = _by_script(text)
    return spaced + round(sum(count / LETTERS_A_WORD[script] for script, count in characters.items()))


def reading_minutes(text: str, language: str = "") -> int:
    """Return the minutes to read `text` silently, rounded, at least 1; `language` is a BCP 47 tag."""
    return max(1, round(exact_minutes(text, language)))


def exact_minutes(text: str, language: str = "") -> float:
    """Return the minutes to read `text` silently at `WORDS_PER_MINUTE`; `language` is a BCP 47 tag.

    Words of languages nobody has measured are timed by their letters.
    """
    spaced, characters = (len(text.split()), {}) if text.isascii() else _by_script(text)
    words_a_minute = _WORDS_BY_LANGUAGE.get(language.partition("-")[0].lower() or "en")
    if words_a_minute:
        minutes = spaced / words_a_minute
    else:
        unspaced = sum(characters.values())
        minutes = max(0, sum(map(str.isalnum, text)) - unspaced) / _CHARACTERS["other"]
    minutes += sum(count / _CHARACTERS[script] for script, count in characters.items())
    return minutes / _SILENT


def own_minutes(minutes: int, words_per_minute: int) -> int:
    """Return the minutes that one who reads so fast takes for what takes others `minutes`; at least one."""
    return max(1, round(minutes * WORDS_PER_MINUTE / words_per_minute))


def minute_words(minutes: int) -> str:
    """Return how long something takes to read: `4 min`; where that is hours, nobody counts its minutes: `16 h`."""
    return f"{minutes:,} min" if minutes < _HOURS_FROM else f"{round(minutes / 60):,} h"


def short_minutes(minutes: int) -> str:
    """Return the same for columns: `4m`, `16h`."""
    return minute_words(minutes).replace(" min", "m").replace(" h", "h")


def _by_script(text: str) -> tuple[int, dict[str, int]]:
    """How many words with spaces between them, and how many characters of each of the scripts without."""
    unspaced = "".join(_unspaced().findall(text))
    if not unspaced:
        return len(text.split()), {}
    han = len(_han().findall(unspaced))
    kana = len(_kana().findall(unspaced))
    characters = {"other": len(unspaced) - han - kana}
    characters["kana" if kana > KANA_SHARE * (han + kana) else "han"] = han + kana
    spaced = _unspaced().sub(" ", text).split()  # between the characters punctuation is left
    return sum(any(map(str.isalnum, word)) for word in spaced), characters
