"""Reads the stamps of a page: when it was published, when it was updated, in the words and orders of the world's press.

`parse_date` reads one date out of a string that is known to hold one (metadata, a `time` element); `parse_stamp` reads a
line of the page and says what its dates are. The words are in `dates.toml`.
"""

import re

from reader.extract.lines.date_words import glue, label_pattern
from reader.extract.lines.dates import FoundDate, find_dates, is_glue
from reader.extract.lines.words import WORD, fold, has_case
from reader.model.dates import PageDate
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_STAMP_LETTERS = 400
"""A longer line is no stamp: the longest seen, with byline and both dates, has 190 letters."""
MAX_WORDS_BESIDE = 10
"""Words that may stand beside labelled dates in one line: names, places, "minutes to read"."""
MAX_WORDS_AFTER = 3
"""Words that may follow the last date without a separator; a sentence goes on for longer."""

_SEPARATOR = compile_late(r"[|•·│]|\s[-–—/]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a line says about the times of its page."""

    published: PageDate | None = None
    updated: PageDate | None = None


def parse_date(text: str, *, language: str = "", prefer_day_first: bool | None = None) -> PageDate | None:
    """Return the first date in `text`, with its time and zone if they stand beside it; None if there is none.

    `language` is a BCP 47 tag. It, then nothing, settles the order of `3/4/2026`: with an unknown language such a date is
    None, not a guess. `prefer_day_first` settles it for a caller who knows. Never raises.
    """
    line = clean_line(text, MAX_STAMP_LETTERS)
    found = find_dates(line, fold(line), language, prefer_day_first)
    return _page_date(line, found[0]) if found else None


def parse_stamp(line: str, language: str = "") -> Stamp | None:
    """Return the dates that `line` gives its page; None if the line is not a stamp.

    A line that is nothing but a date is the date of publication. A date inside a sentence is no stamp. Never raises.
    """
    if len(line) > 4 * MAX_STAMP_LETTERS or not any(letter.isdigit() for letter in line):
        return None
    line = clean_line(line)
    if len(line) > MAX_STAMP_LETTERS:
        return None
    folded = fold(line)
    dates = find_dates(line, folded, language)
    if not dates:
        return None
    labels = [found for found in label_pattern().finditer(folded) if _may_be_label(line, found)]
    labels = [found for found in labels if not any(d.whole_start <= found.start() < d.whole_end for d in dates)]
    found_dates: dict[str, PageDate] = {}
    used = []
    for index, found in enumerate(dates):
        label = _label_of(found, dates, index, labels, folded)
        if label is not None:
            used.append(label)
        kind = label.lastgroup if label is not None and label.lastgroup else "published"
        if label is None and index:
            kind = ""
        if kind and kind not in found_dates:
            found_dates[kind] = _page_date(line, found)
    if not found_dates or not _is_stamp_line(line, folded, dates, used):
        return None
    return Stamp(published=found_dates.get("published"), updated=found_dates.get("updated"))


def _page_date(line: str, found: FoundDate) -> PageDate:
    return PageDate(value=found.value, source=line[found.whole_start : found.whole_end])


def _may_be_label(line: str, found: re.Match[str]) -> bool:
    """Whether a word stands as a label: first in its line or part of it, or capitalised, or in a script without case."""
    word = line[found.start() : found.end()]
    if not has_case(word) or word[0].isupper():
        return True
    before = line[: found.start()].rstrip()
    return not before or before[-1] in "|•·│([{-–—.,:;" or fold(before).endswith(("last", "first"))


def _label_of(
    found: FoundDate, dates: tuple[FoundDate, ...], index: int, labels: list[re.Match[str]], folded: str
) -> re.Match[str] | None:
    """Return the label right before a date, else right after it, with nothing but glue between."""
    begin = dates[index - 1].whole_end if index else 0
    end = dates[index + 1].whole_start if index + 1 < len(dates) else len(folded)
    for label in reversed(labels):
        if (
            begin <= label.start()
            and label.end() <= found.whole_start
            and is_glue(folded[label.end() : found.whole_start])
        ):
            return label
    for label in labels:
        if (
            found.whole_end <= label.start()
            and (not has_case(label[0]) or not WORD.search(folded, label.end()))
            and label.end() <= end
            and is_glue(folded[found.whole_end : label.start()])
            and (index + 1 == len(dates) or not is_glue(folded[label.end() : end]))
        ):
            return label
    return None


def _is_stamp_line(line: str, folded: str, dates: tuple[FoundDate, ...], labels: list[re.Match[str]]) -> bool:
    """Whether a line with dates is made of them: a sentence that mentions a day is not."""
    spans = [(found.whole_start, found.whole_end) for found in dates]
    spans += [label.span() for label in labels]
    beside = [
        word
        for word in WORD.finditer(folded)
        if not any(start <= word.start() < end for start, end in spans) and word[0].rstrip(".") not in glue()
    ]
    if len(beside) > MAX_WORDS_BESIDE:
        return False
    if not labels:
        begin = max((found.end() for found in _SEPARATOR.finditer(line, 0, spans[0][0])), default=0)
        after = _SEPARATOR.search(line, spans[0][1])
        end = after.start() if after else len(line)
        return not any(begin <= word.start() < end for word in beside)
    last = max(end for _start, end in spans)
    tail = _SEPARATOR.split(line[last:], maxsplit=1)[0]
    return sum(1 for word in beside if last <= word.start() < last + len(tail)) <= MAX_WORDS_AFTER
