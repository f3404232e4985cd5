"""Days that need another day to be one: `2 March`, `3 hours ago`, `yesterday`. Called by `metadata`, as a last resort.

The other day is one that is known: when the page was updated, or when it was fetched, if somebody wrote that down. It is
never guessed from the clock. The words are in `dates.toml`, for thirty languages.
"""

import re
from datetime import date, timedelta
from functools import cache

from reader.extract.lines.date_words import primary
from reader.extract.lines.stamps import parse_date
from reader.extract.lines.words import AFTER_WORD, BEFORE_WORD, any_of, fold, load_words, phrases
from reader.model.dates import PageDate
from reader.model.text import clean_line
from reader.model.values import dataclass

MAX_LETTERS = 60
"""A longer line says more than when: it is a sentence."""
MAX_COUNT = {"minutes": 59, "hours": 48, "days": 45, "weeks": 8}
"""Pages count on in the next unit from here; a larger number is about something else."""
_DAYS = {"minutes": 0.0, "hours": 1 / 24, "days": 1.0, "weeks": 7.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """How a language says how long ago something was."""

    span: re.Pattern[str]
    today: re.Pattern[str]
    yesterday: re.Pattern[str]


def anchored_date(text: str, *, anchor: date, language: str) -> PageDate | None:
    """Return the day that `text` names as seen from `anchor`; None if it names none or more than a day. Never raises.

    A day without a year is the last one not after the day behind `anchor` (clocks differ around the world). Hours and
    minutes ago give a day as well: nobody knows the zone they were counted in.
    """
    line = clean_line(text, MAX_LETTERS + 1)
    if not line or len(line) > MAX_LETTERS:
        return None
    return _relative(line, anchor, language) or _without_year(line, anchor, language)


def _relative(line: str, anchor: date, language: str) -> PageDate | None:
    folded = fold(line)
    wordings = _wordings()
    chosen = [wordings[primary(language)]] if primary(language) in wordings else list(wordings.values())
    for wording in chosen:
        span = wording.span.search(folded)
        if span:
            unit = next(unit for unit in _DAYS if span[unit])
            count = int(span["count"]) if span["count"] else 1
            if count <= MAX_COUNT[unit]:
                return PageDate(value=anchor - timedelta(days=int(count * _DAYS[unit])), source=line)
        for days, pattern in ((0, wording.today), (1, wording.yesterday)):
            if pattern.search(folded):
                return PageDate(value=anchor - timedelta(days=days), source=line)
    return None


def _without_year(line: str, anchor: date, language: str) -> PageDate | None:
    latest = anchor + timedelta(days=1)
    for year in (latest.year, latest.year - 1):
        # Before a time of day the year stands in the middle: there the day alone is read.
        for part in dict.fromkeys((line, line.partition(",")[0])):
            for dated in (f"{part} {year}", f"{year}年{part}", f"{year}년 {part}"):
                found = parse_date(dated, language=language)
                if found is not None and found.day.year == year and found.day <= latest:
                    return PageDate(value=found.value, source=line)
    return None


@cache
def _wordings() -> dict[str, _Wording]:
    return {language: _wording(words) for language, words in load_words("dates")["relative"].items()}


def _wording(words: dict[str, str]) -> _Wording:
    """Compile the words of a language: a number and a unit, with what says "ago" before or behind them."""
    any_word = _anywhere if words.get("unspaced") else _as_words
    units = "|".join(f"(?P<{unit}>{any_word(words[unit])})" for unit in _DAYS)
    one = f"|{any_word(words['one'])}" if words.get("one") else ""
    before, behind = (rf"{any_word(words[place])}" if words.get(place) else "" for place in ("before", "behind"))
    return _Wording(
        span=re.compile(rf"{before}\s?(?:(?<!\d)(?P<count>\d{{1,2}}){one})\s?(?:{units})\s?{behind}"),
        today=re.compile(any_word(words["today"])),
        yesterday=re.compile(any_word(words["yesterday"])),
    )


def _anywhere(text: str) -> str:
    return f"(?:{any_of(frozenset(fold(phrase) for phrase in phrases(text)))})"


def _as_words(text: str) -> str:
    return rf"{BEFORE_WORD}{_anywhere(text)}{AFTER_WORD}"
