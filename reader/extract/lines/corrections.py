"""Tells the notes in which a paper corrects its article. Called by `around`; the words are in `corrections.toml`.

A correction stays where it stands in the text: it is a part of what the paper published, and a reader who cites wants both.
"""

import re
from collections.abc import Iterable
from functools import cache

from reader.extract.lines.words import AFTER_WORD, any_of, fold, load_words, phrases
from reader.model.text import clean_line

MAX_CORRECTION_LETTERS = 1_500
"""The longest seen, with two corrections in one paragraph, has 900."""
MAX_CORRECTIONS = 20
_ASIDE = 60
"""Between the mark and its colon: a date, a name, a time."""


def is_correction(text: str) -> bool:
    """Whether a paragraph is a note that corrects the article."""
    if not 8 <= len(text) <= MAX_CORRECTION_LETTERS:
        return False
    folded = fold(text)
    mark, phrase = _patterns()
    return bool(mark.match(folded) or phrase.search(folded))


def find_corrections(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Return the paragraphs that are corrections, each once, in their order.

    A mark that stands alone as a line ("Correction") belongs to the paragraph after it.
    """
    found: dict[str, None] = {}
    is_announced = False
    for paragraph in paragraphs:
        if len(found) >= MAX_CORRECTIONS:
            break
        is_mark = _is_bare_mark(paragraph)
        if not is_mark and (is_announced or is_correction(paragraph)) and len(paragraph) <= MAX_CORRECTION_LETTERS:
            found[clean_line(paragraph)] = None
        is_announced = is_mark
    return tuple(found)


def _is_bare_mark(text: str) -> bool:
    return len(text) <= _ASIDE and bool(_bare_mark().fullmatch(fold(text)))


@cache
def _marks() -> str:
    return any_of(frozenset(fold(mark) for mark in phrases(load_words("corrections")["marks"]["words"])))


@cache
def _bare_mark() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{_marks()})\W{{0,3}}")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a correction's beginning, and that of what it says."""
    words = {fold(phrase) for phrase in phrases(load_words("corrections")["phrases"]["words"])}
    return (
        re.compile(
            rf"\W{{0,3}}(?:{_marks()}){AFTER_WORD}\s?"
            rf"(?:[:：;.!|—–)\]】」-]|\(|[^:：\n]{{0,{_ASIDE}}}\d[^:：\n]{{0,{_ASIDE}}}[:：)—–-])"
        ),
        re.compile(rf"(?<![^\W\d_])(?:{any_of(words)}){AFTER_WORD}"),
    )
