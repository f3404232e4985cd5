"""Days in a query: `2026-03`, `yesterday`, `7d`, `2026-01..2026-03`, `>2026-01`.

- A date is a period: `2026` a year, `2026-03` a month, `2026-03-14` a day (`/` and `.` may stand for `-`); `today`, `yesterday`;
  `week` (since Monday), `month` and `year`, the ones we are in, and `last-week`, `last-month`, `last-year`, the ones before;
  `monday` to `sunday`, the last one, which may be today.
- `7d`, `3w`, `2m`, `1y` (also `7days`, `3weeks`, `2months`, `1year`, each with `ago` behind it) is the day so long ago; asked for
  as a period it means everything since that day.
- `a..b` is from the beginning of a to the end of b; either may be left out.
- `>a` is after the end of a, `>=a` from its beginning, `<a` before its beginning, `<=a` up to its end.

Days are those of the user's time zone. Pure; called by the parser and by completion.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from reader.query.fields import nearest

ISO_HINT = "write a date as 2026, 2026-03 or 2026-03-14, or as today, week, month, 7d, 3w, 2m"

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4})-?(d|days?|w|weeks?|m|mo|months?|y|years?)(?:-?ago)?")
_DAY_FIRST = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}")
_BEGUN = re.compile(r"\d{0,4}|\d{4}([-/.])\d{0,2}|\d{4}([-/.])\d{1,2}\2\d{0,2}|\d{1,4}-?[a-z]{0,6}-?[ago]{0,3}")

NAMED_PERIODS = ("today", "yesterday", "week", "month", "year", "last-week", "last-month", "last-year")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OTHER_NAMES = {name.replace("-", ""): name for name in NAMED_PERIODS} | {
    **{f"this-{name}": name for name in ("week", "month", "year")},
    **{f"this{name}": name for name in ("week", "month", "year")},
}


class DateError(ValueError):
    """A date cannot be understood: in words; `hint` says what can."""

    def __init__(self, message: str, hint: str = ISO_HINT) -> None:
        super().__init__(message)
        self.hint = hint


class Period(NamedTuple):
    """A half-open range of days; None is open to that side."""

    start: date | None
    end: date | None


def read_period(text: str, today: date) -> Period:
    """Return the days that `text` means, ranges and comparisons too. Raises DateError."""
    text = text.strip()
    if ".." in text:
        return _range(text, today)
    if text[:1] in "<>≤≥" and text:
        return _comparison(text, today)
    return _date(text, today)


def read_date(text: str, today: date) -> Period:
    """Return the days of one date; a range or a comparison is none. Raises DateError."""
    text = text.strip()
    if ".." in text or text[:1] in ("<", ">", "≤", "≥"):
        raise DateError("one date is wanted here, not a range", "ranges stand in `added:`, `published:` and `read:`")
    return _date(text, today)


def may_become_date(text: str) -> bool:
    """Whether `text` is the beginning of something that `read_period` understands."""
    last = text.strip().lower().rpartition("..")[2].lstrip("<>=≤≥").lstrip(".").removesuffix(".")
    known = (*NAMED_PERIODS, *WEEKDAYS, *_OTHER_NAMES)
    return _BEGUN.fullmatch(last) is not None or any(name.startswith(last) for name in known)


def _range(text: str, today: date) -> Period:
    first, _, last = text.partition("..")
    last = last.removeprefix(".")  # three dots are a habit of other programs
    if not first and not last:
        raise DateError(
            "a range needs a date on one side at least", "as in `2026-01..2026-03`, `2026-01..` or `..2026-03`"
        )
    start = _date(first, today).start if first else None
    end = _end_of(last, today) if last else None
    if start and end and start >= end:
        raise DateError("the range ends before it begins", f"try `{last}..{first}`")
    return Period(start, end)


def _comparison(text: str, today: date) -> Period:
    sign = {"≤": "<=", "≥": ">="}.get(text[0], text[:2] if text[1:2] == "=" else text[0])
    rest = text[1:] if text[0] in "≤≥" else text[len(sign) :]
    if not rest.strip():
        raise DateError(f"a date is missing after {sign}")
    match sign:
        case ">":
            return Period(_end_of(rest, today), None)
        case ">=":
            return Period(_date(rest, today).start, None)
        case "<":
            return Period(None, _date(rest, today).start)
        case _:
            return Period(None, _end_of(rest, today))


def _end_of(text: str, today: date) -> date | None:
    """Return the day after the last one of a date; of `7d` that is one day, not all since then."""
    period = _date(text, today)
    return _next(period.start) if period.end is None and period.start else period.end


def _date(text: str, today: date) -> Period:
    text = text.strip().lower()
    if found := _ISO.fullmatch(text):
        return _iso(int(found[1]), found[3], found[4])
    if found := _AGO.fullmatch(text):
        return Period(_ago(int(found[1]), found[2], today), None)
    named = _named(_OTHER_NAMES.get(text, text), today)
    if named:
        return named
    if _DAY_FIRST.fullmatch(text):
        raise DateError(f"{text} could be two dates", "write the year first: 2026-03-14")
    if not text:
        raise DateError("a date is missing here")
    meant = nearest(text, (*NAMED_PERIODS, *WEEKDAYS))
    raise DateError("this is no date", f"try `{meant}`" if meant else ISO_HINT)


def _iso(year: int, month: str | None, day: str | None) -> Period:
    if not 0 < year < date.max.year:
        raise DateError(f"the year {year:04} is out of reach")
    if month is None:
        return Period(date(year, 1, 1), date(year + 1, 1, 1))
    number = int(month)
    if not 1 <= number <= 12:
        raise DateError(f"there is no month {number}")
    if day is None:
        return Period(date(year, number, 1), date(year + number // 12, number % 12 + 1, 1))
    days = monthrange(year, number)[1]
    if not 1 <= int(day) <= days:
        raise DateError(f"{year}-{number:02} has {days} days", "write a day that there is")
    start = date(year, number, int(day))
    return Period(start, _next(start))


def _named(name: str, today: date) -> Period | None:
    monday = today.toordinal() - today.weekday()
    match name:
        case "today":
            return Period(today, _next(today))
        case "yesterday":
            return Period(_from_ordinal(today.toordinal() - 1), today)
        case "week":
            return Period(_from_ordinal(monday), _from_ordinal(monday + 7))
        case "last-week":
            return Period(_from_ordinal(monday - 7), _from_ordinal(monday))
        case "month":
            return _iso(today.year, str(today.month), None)
        case "last-month":
            before = _months_before(today.replace(day=1), 1)
            return _iso(before.year, str(before.month), None)
        case "year":
            return _iso(today.year, None, None)
        case "last-year":
            return _iso(today.year - 1, None, None)
        case _ if name in WEEKDAYS:
            start = _from_ordinal(today.toordinal() - (today.weekday() - WEEKDAYS.index(name)) % 7)
            return Period(start, _next(start))
        case _:
            return None


def _ago(number: int, unit: str, today: date) -> date:
    match unit[0]:
        case "d":
            return _from_ordinal(today.toordinal() - number)
        case "w":
            return _from_ordinal(today.toordinal() - 7 * number)
        case "m":
            return _months_before(today, number)
        case _:
            return _months_before(today, 12 * number)


def _months_before(day: date, number: int) -> date:
    """Return the same day of the month `number` months before; the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _from_ordinal(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def _next(day: date) -> date | None:
    return day + timedelta(days=1) if day < date.max else None
