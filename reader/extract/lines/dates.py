"""Finds the dates in a short text, in the forms the world's pages write them, with their time of day and zone.

`stamps` is the door to this; here nobody asks what a date is for. A day is never made more precise than it is written, and
a date that could be one of two days is no date.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from functools import cache

from reader.extract.lines.date_words import (
    BUDDHIST_OFFSET,
    BUDDHIST_YEARS,
    JALALI_YEARS,
    YEARS,
    Month,
    fillers,
    glue,
    halves,
    is_day_first,
    jalali_to_date,
    month_named,
    primary,
    zone_names,
    zone_offset,
)
from reader.extract.lines.words import AFTER_WORD, BEFORE_WORD, LETTER, WORD, any_of
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MAX_GAP_LETTERS = 40
"""Between a date and its time: a weekday, "a las", "at approximately"; never half a sentence."""
MAX_STEPS = 5
"""Tokens that may stand between the parts of one date: a dot, an ordinal's ending, `de`, a comma."""
TWO_DIGIT_PIVOT = 70
"""POSIX's rule: 69 is 2069, 70 is 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: half-open ranges of code points, of the day alone and with its time."""

    day: date
    start: int
    end: int
    value: date | datetime
    whole_start: int
    whole_end: int


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    start: int
    end: int
    is_short: bool = False
    """Whether its year has two figures: beside a date with four it is a time of day with seconds."""


@dataclass(frozen=True, slots=True)
class _Time:
    clock: time
    start: int
    end: int
    zone: str
    offset_minutes: int | None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text.isdecimal()

    @property
    def number(self) -> int:
        return int(self.text)


_TOKEN = compile_late(rf"\d+|{LETTER}+(?:['.]{LETTER}+)*|[^\s\w]|_")
_BLANK = r"[\s\u200e\u200f]?"
"""A blank, or one of the marks that keep figures in their order between right-to-left letters."""
_YEAR_FIRST = compile_late(
    rf"(?<![\d.,/-])(\d{{4}})({_BLANK}[-/.]{_BLANK})(\d{{1,2}}){_BLANK}[-/.]{_BLANK}(\d{{1,2}})(?!\d)"
)
_YEAR_LAST = compile_late(
    rf"(?<![\d.,/-])(\d{{1,2}})({_BLANK}[./-]{_BLANK})(\d{{1,2}}){_BLANK}[./-]{_BLANK}(\d{{4}}|\d{{2}})(?!\d|[./:-]\d)"
)
_EAST_ASIAN = compile_late(
    r"(?P<era>令和|平成|昭和|民國|民国|佛历)?\s?(?P<year>\d{1,4}|元)\s?(?:年|년)\s?(?P<month>\d{1,2})\s?(?:月|월)\s?(?P<day>\d{1,2})\s?(?:日|号|일)"
)
_COMPACT = compile_late(r"\s*(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(?:\.\d+)?(z)?\s*")
_EPOCH = compile_late(r"\s*((?:[6-9]\d|1\d\d)\d{7}|(?:[6-9]\d|1\d\d)\d{10})\s*")
"""Seconds or milliseconds of the years 1989 to 2033."""
_BRACKETED = compile_late(r"(?<=\d)\(([ae])\)")
_CLOCK_THEN_YEAR = compile_late(r"\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+[a-z]{1,5})?\s+(\d{4})(?!\d)")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ZONE_NUMBER = compile_late(
    r"\s?\(?(?P<word>utc|gmt)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)\)?"
    r"|(?P<blank>\s?)(?P<sign2>[+-])(?P<hours2>\d\d):?(?P<minutes2>\d\d)(?!\d)"
    r"|\s?(?P<zulu>z)(?![a-z0-9])"
)


def find_dates(text: str, folded: str, language: str, prefer_day_first: bool | None = None) -> tuple[FoundDate, ...]:
    """Return the dates in `text` in order, each with the time of day that stands beside it.

    `folded` is `fold(text)`. Each pattern is linear in the text; callers bound its length all the same.
    """
    compact = _COMPACT.fullmatch(folded)
    if compact:
        return _compact_date(compact)
    epoch = _EPOCH.fullmatch(folded)
    if epoch:
        return _epoch_date(epoch)
    if "(" in folded:
        folded = _BRACKETED.sub(r" \1 ", folded)  # Basque endings: `2026(e)ko martxoaren 2(a)`
    days = sorted(_days(folded, language, prefer_day_first), key=lambda day: (day.start, -day.end))
    if any(not day.is_short for day in days):
        days = [day for day in days if not day.is_short]
    apart: list[_Day] = []
    for day in days:
        if not apart or day.start >= apart[-1].end:
            apart.append(day)
    times = _times(text, folded, apart, language)
    taken: set[int] = set()
    return tuple(_with_time(day, times, taken, folded, language) for day in apart)


def _compact_date(found: re.Match[str]) -> tuple[FoundDate, ...]:
    """Return the date of a text that is nothing but `20260302` or `20260302T101500Z`."""
    day = _date(int(found[1]), int(found[2]), int(found[3]))
    if day is None:
        return ()
    value: date | datetime = day
    if found[4]:
        clock = _clock(int(found[4]), int(found[5]), int(found[6] or 0), None)
        if clock is None:
            return ()
        value = datetime.combine(day, clock, timezone.utc if found[7] else None)  # noqa: UP017 (one name with below)
    end = len(found.string)
    return (FoundDate(day=day, start=0, end=end, value=value, whole_start=0, whole_end=end),)


def _epoch_date(found: re.Match[str]) -> tuple[FoundDate, ...]:
    """Return the time of a text that is nothing but seconds, or thousandths of them, since 1970."""
    seconds = int(found[1]) if len(found[1]) <= 10 else int(found[1]) // 1000
    value = datetime.fromtimestamp(seconds, timezone.utc)  # noqa: UP017 (one name with below)
    end = len(found.string)
    return (FoundDate(day=value.date(), start=0, end=end, value=value, whole_start=0, whole_end=end),)


def _days(folded: str, language: str, prefer_day_first: bool | None) -> Iterator[_Day]:
    """Yield the days written in figures and those with a month's name; they may overlap."""
    for found in _EAST_ASIAN.finditer(folded):
        year = 1 if found["year"] == "元" else int(found["year"])
        day = _date(year + _ERAS.get(found["era"] or "", 0), int(found["month"]), int(found["day"]))
        if day:
            yield _Day(day, found.start(), found.end())
    for found in _YEAR_FIRST.finditer(folded):
        year, month, number = int(found[1]), int(found[3]), int(found[4])
        is_jalali = year in JALALI_YEARS and primary(language) in ("fa", "ps")
        day = jalali_to_date(year, month, number) if is_jalali else _date(year, month, number)
        if day:
            yield _Day(day, found.start(), found.end())
    for found in _YEAR_LAST.finditer(folded):
        day = _year_last(found, language, prefer_day_first)
        if day:
            yield _Day(day, found.start(), found.end(), is_short=len(found[4]) == 2)
    yield from _named_days(folded, language)


def _year_last(found: re.Match[str], language: str, prefer_day_first: bool | None) -> date | None:
    """Return the day of `3/4/2026` in the order that values, wish, or language settle; None if nothing does."""
    first, separator, second = int(found[1]), found[2].strip(" \u200e\u200f"), int(found[3])
    year = int(found[4])
    if len(found[4]) == 2:
        is_padded = len(found[1]) == 2 and len(found[3]) == 2
        if not (is_padded or (language and separator == ".")) or primary(language) in ("zh", "ja", "ko", "hu", "lt"):
            return None
        year += 2000 if year < TWO_DIGIT_PIVOT else 1900
    day_first = prefer_day_first
    if first == second or first > 12:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        day_first = is_day_first(language)
        if day_first is None and separator == "." and (not language or len(found[4]) == 4):
            # No locale of the CLDR writes the month first before a dot.
            day_first = True
    if day_first is None:
        return None
    return _date(year, second, first) if day_first else _date(year, first, second)


def _named_days(folded: str, language: str) -> Iterator[_Day]:
    """Yield the days whose month is a word, in any order of day, month and year."""
    tokens = [_Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(folded)]
    position = 0
    while position < len(tokens):
        month, last = _month_at(tokens, position, language)
        if month:
            day = _named_day(folded, tokens, position, last, month)
            if day:
                yield day
        position = last + 1


def _month_at(tokens: list[_Token], position: int, language: str) -> tuple[Month | None, int]:
    """Return the month that begins at a token, and the last token that belongs to it."""
    word = tokens[position].text
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None or word.isdecimal():
        return (None if word.isdecimal() else month_named(word, language)), position
    if word in ("thang", "thg") and following.is_number and 1 <= following.number <= 12:  # Vietnamese counts its months
        return Month(number=following.number, is_jalali=False, languages=frozenset({"vi"})), position + 1
    two_words = month_named(f"{word} {following.text}", language)
    if two_words:
        return two_words, position + 1
    month = month_named(word, language)
    if month and following.text == "/" and position + 2 < len(tokens):
        again = month_named(tokens[position + 2].text, language)  # Arabic papers give both names: March/Adhar
        if again and again.number == month.number:
            return month, position + 2
    return month, position


def _named_day(folded: str, tokens: list[_Token], first: int, last: int, month: Month) -> _Day | None:
    """Return the day around the month that stands at tokens `first` to `last`."""
    before, after = _number(tokens, first, -1), _number(tokens, last, +1)
    day_token = year_token = None
    if after is not None and _is_day(tokens[after]) and not _is_clock(tokens, after):
        later = _number(tokens, after, +1)
        if later is not None and _is_year(tokens, later):
            day_token, year_token = tokens[after], tokens[later]
        elif before is not None and _is_year(tokens, before):
            day_token, year_token = tokens[after], tokens[before]
        else:
            clock = _CLOCK_THEN_YEAR.match(folded, tokens[after].end)
            if clock:
                day = _calendar_day(int(clock[1]), month, tokens[after].number)
                return _Day(day, tokens[first].start, tokens[after].end) if day else None
    if day_token is None and before is not None and _is_day(tokens[before]) and not _is_clock_end(tokens, before):
        if after is not None and _is_year(tokens, after):
            day_token, year_token = tokens[before], tokens[after]
        else:
            earlier = _number(tokens, before, -1)
            if earlier is not None and _is_year(tokens, earlier):
                day_token, year_token = tokens[before], tokens[earlier]
    if day_token is None or year_token is None:
        return None
    year = year_token.number
    if len(year_token.text) == 2:
        year += 2000 if year < TWO_DIGIT_PIVOT else 1900
    day = _calendar_day(year, month, day_token.number)
    ends = (day_token, year_token, tokens[first], tokens[last])
    return _Day(day, min(token.start for token in ends), max(token.end for token in ends)) if day else None


def _number(tokens: list[_Token], position: int, step: int) -> int | None:
    """Return the index of the next number in a direction, past what may stand between the parts of a date."""
    for distance in range(1, MAX_STEPS + 2):
        index = position + step * distance
        if not 0 <= index < len(tokens):
            return None
        token = tokens[index]
        if token.is_number:
            return index
        if token.text not in ".,-/'،،º°ª॰׳" and token.text not in fillers():
            return None
    return None


def _is_day(token: _Token) -> bool:
    return len(token.text) <= 2 and 1 <= token.number <= 31


def _is_year(tokens: list[_Token], index: int) -> bool:
    """Whether a number is a year: four digits, or two after an apostrophe or a hyphen (`18-Feb-25`) or alone (`04 NOV 25`)."""
    token = tokens[index]
    if len(token.text) == 4:
        return True
    if len(token.text) != 2 or _is_clock(tokens, index):
        return False
    return (index > 0 and tokens[index - 1].text in "'-/") or (len(tokens) == 3 and index == 2)


def _is_clock(tokens: list[_Token], index: int) -> bool:
    """Whether the number at `index` is the hour of a time."""
    following = tokens[index + 1 : index + 3]
    return len(following) == 2 and following[0].text in (":", "h") and following[1].is_number


def _is_clock_end(tokens: list[_Token], index: int) -> bool:
    """Whether the number at `index` is the minutes of a time."""
    return index >= 2 and tokens[index - 1].text == ":" and tokens[index - 2].is_number


def _calendar_day(year: int, month: Month, day: int) -> date | None:
    return jalali_to_date(year, month.number, day) if month.is_jalali else _date(year, month.number, day)


def _date(year: int, month: int, day: int) -> date | None:
    if year in BUDDHIST_YEARS:
        year -= BUDDHIST_OFFSET
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _time_pattern() -> re.Pattern[str]:
    """Return the pattern of a time of day: `18:25`, `10h05`, `18時25分`, `9.10 p.m.`, `18 Uhr`, `午後6時`."""
    leading = (*(word for word in halves() if word[0] >= "\u2e80"), "am", "pm")
    trailing = tuple(word for word in halves() if word[0] < "\u2e80")
    hour_words = "uhr|heures|hrs|hs|h|uur|ч|時|时|點|点|시"
    return re.compile(
        rf"(?:(?P<early>{BEFORE_WORD}(?:{any_of(leading)}))\s?)?(?<![\d.,:])(?P<hour>\d{{1,2}})"
        rf"(?:\s?(?::|\.|h|時|时|點|点|시|gio)\s?(?P<minute>\d\d)(?!\d)(?:\s?[:.분分]\s?(?P<second>\d\d)(?!\d)(?:[.,]\d{{1,9}})?)?"
        rf"(?:\s?(?:分|분|uhr{AFTER_WORD}))?"
        rf"|\s?(?P<word>{hour_words}){AFTER_WORD}|(?=\s?(?:{any_of(trailing)}){AFTER_WORD}))"
        rf"(?:\s?(?P<late>{any_of(trailing)}){AFTER_WORD}\.?)?(?![\d:])"
    )


@cache
def _zone_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s?\(?(?P<name>{BEFORE_WORD}(?:{zone_names()}){AFTER_WORD})\)?")


def _times(text: str, folded: str, days: list[_Day], language: str) -> list[_Time]:
    """Return the times of day outside the dates, each with its zone."""
    masked = folded
    for day in days:
        masked = masked[: day.start] + "\n" * (day.end - day.start) + masked[day.end :]
    found_times = []
    for found in _time_pattern().finditer(masked):
        half = halves().get(found["early"] or found["late"] or "")
        clock = _clock(int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0), half)
        if clock is None:
            continue
        zone, offset, end = _zone_after(text, masked, found)
        found_times.append(_Time(clock, found.start(), end, zone, offset))
    return found_times


def _zone_after(text: str, masked: str, found: re.Match[str]) -> tuple[str, int | None, int]:
    """Return name, offset in minutes, and end of the zone after a time; no zone leaves the time's end."""
    number = _ZONE_NUMBER.match(masked, found.end())
    if number:
        if number["zulu"]:
            return "", 0, number.end()
        sign = number["sign"] or number["sign2"]
        hours, minutes = int(number["hours"] or number["hours2"]), int(number["minutes"] or number["minutes2"] or 0)
        is_range = sign == "-" and not number["word"] and not number["blank"] and found["second"] is None
        # "10:00-12:00" is a span of hours; "T10:00-05:00" is a zone.
        is_range = is_range and masked[max(0, found.start() - 1) : found.start()] != "t"
        if hours <= 14 and minutes < 60 and not is_range:
            return "", (hours * 60 + minutes) * (1 if sign == "+" else -1), number.end()
        return "", None, found.end()
    name = _zone_pattern().match(masked, found.end())
    if name and text[name.start("name") : name.end("name")].isupper():
        return name["name"], None, name.end()
    return "", None, found.end()


def _clock(hour: int, minute: int, second: int, is_afternoon: bool | None) -> time | None:
    if is_afternoon is not None and 1 <= hour <= 12:
        hour = hour % 12 + (12 if is_afternoon else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _with_time(day: _Day, times: list[_Time], taken: set[int], folded: str, language: str) -> FoundDate:
    """Join a day with the time after it, else with the one before it, if nothing but glue stands between."""
    after = [(index, clock) for index, clock in enumerate(times) if clock.start >= day.end][:1]
    before = [(index, clock) for index, clock in enumerate(times) if clock.end <= day.start][-1:]
    for index, clock in after + before:
        gap = folded[day.end : clock.start] if clock.start >= day.end else folded[clock.end : day.start]
        if index in taken or not is_glue(gap):
            continue
        taken.add(index)
        zone: timedelta | None = None
        if clock.offset_minutes is not None:
            zone = timedelta(minutes=clock.offset_minutes)
        elif clock.zone:
            zone = zone_offset(clock.zone, day.day, language)
        value = datetime.combine(day.day, clock.clock, None if zone is None else timezone(zone))
        start, end = min(day.start, clock.start), max(day.end, clock.end)
        return FoundDate(day=day.day, start=day.start, end=day.end, value=value, whole_start=start, whole_end=end)
    return FoundDate(day=day.day, start=day.start, end=day.end, value=day.day, whole_start=day.start, whole_end=day.end)


def is_glue(gap: str) -> bool:
    """Whether a folded stretch holds nothing but punctuation, weekdays and words like `at`."""
    if len(gap) > MAX_GAP_LETTERS or any(letter.isdigit() for letter in gap):
        return False
    return all(word[0] in glue() or word[0].rstrip(".") in glue() for word in WORD.finditer(gap))
