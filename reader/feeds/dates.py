"""The dates of feeds: RFC 822 as the world writes it, ISO 8601 as the world writes it, and what else is beyond doubt.

Nothing is made up: a day without a time stays a day, a time without a zone stays without one, and what leaves a doubt
(03/04/2026, "tomorrow", the year 0000, the first second of 1970) is no date.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from reader.feeds.date_names import MIDDAYS, MONTHS, ZONES
from reader.model.dates import PageDate
from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_LETTERS = 100
YEARS = range(1800, 2200)
"""Papers have put their archives into feeds; nobody has written from the future for longer than a typing error."""

_NEVER = date(1970, 1, 1)
_ISO = compile_late(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2})|\.(\d{1,2})\.(\d{1,2}))(?!\d)|(\d{4})年(\d{1,2})月(\d{1,2})日"
)
_COMPACT = compile_late(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(?!\d)", re.IGNORECASE)
_YEAR_LAST = compile_late(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_TIME = compile_late(r"(?<![\d:])(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d{1,12})?)?(?![\d:])")
_OFFSET = compile_late(r"(?:(?:UTC|GMT|Z)\s{0,2})?([+-−])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)", re.IGNORECASE)
_REGION = compile_late(r"\b[A-Z][A-Za-z]{2,12}/[A-Z][A-Za-z_]{2,30}\b")
_WORD = compile_late(r"[^\W\d_]+(?:\.[^\W\d_]{1,2}\.?)*")
_EPOCH = compile_late(r"\d{10}(?:\d{3})?(?:\.\d{1,6})?\Z")
_DAY_MONTH_YEAR = compile_late(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]{1,3}(?:(?:de|of|d')\s)?([^\W\d_]{3,12})\.?[\s,-]{1,3}(?:(?:de|of)\s)?(\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = compile_late(
    r"([^\W\d_]{3,12})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?:at\s)?(\d{4})(?!\d)", re.IGNORECASE
)
_ASCTIME = compile_late(r"\b([a-z]{3})\s{1,2}(\d{1,2})\s\d{1,2}:\d{2}:\d{2}\s(?:[a-z]{2,5}\s)?(\d{4})\b", re.IGNORECASE)


def page_date(text: str) -> PageDate | None:
    """Return the date that `text` gives, as precise as it is; None if it gives none."""
    if not text or len(text) > 8 * MAX_LETTERS:
        return None
    line = clean_line(text, MAX_LETTERS)
    found = _epoch(line) if _EPOCH.match(line) else _moment(line)
    if found is None or found.year not in YEARS:
        return None
    day = found.date() if isinstance(found, datetime) else found
    return None if day == _NEVER else PageDate(value=found, source=line)


def _epoch(line: str) -> datetime | None:
    """Seconds, or milliseconds, since 1970: what a template prints that nobody has looked at."""
    seconds = float(line) / (1000 if len(line.partition(".")[0]) == 13 else 1)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _moment(line: str) -> date | datetime | None:
    if compact := _COMPACT.match(line):
        return _at(_day(compact[1], compact[2], compact[3]), compact[4], compact[5], compact[6], line[compact.end() :])
    day, rest = _day_in(line)
    if day is None:
        return None
    time = _TIME.search(rest)
    if time is None:
        return day
    return _at(day, time[1], time[2], time[3], rest[time.end() :], before=rest[: time.start()])


def _day_in(line: str) -> tuple[date | None, str]:
    """Return the day, and the line without it."""
    if found := _ISO.search(line):
        year, month, day = (part for part in found.groups() if part is not None)
        return _day(year, month, day), _rest(line, found)
    if found := _ASCTIME.search(line):
        return _day(found[3], _month(found[1]), found[2]), line[: found.end() - 4]
    if (found := _DAY_MONTH_YEAR.search(line)) and (month := _month(found[2])):
        return _day(_whole_year(found[3]), month, found[1]), _rest(line, found)
    if (found := _MONTH_DAY_YEAR.search(line)) and (month := _month(found[1])):
        return _day(found[3], month, found[2]), _rest(line, found)
    if found := _YEAR_LAST.search(line):
        return _undoubted(found[1], found[2], found[3]), _rest(line, found)
    return None, ""


def _rest(line: str, found: re.Match[str]) -> str:
    return f"{line[: found.start()]} {line[found.end() :].lstrip('Tt')}"


def _undoubted(first: str, second: str, year: str) -> date | None:
    """Of two numbers one is a month; if both might be, nobody knows which."""
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _day(year: str | int, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _whole_year(year: str) -> int:
    """As RFC 2822, 4.3, reads two digits."""
    return int(year) if len(year) > 2 else int(year) + (2000 if int(year) < 50 else 1900)


def _month(name: str) -> int:
    """Return the number of the month; 0 if it is none."""
    name = name.casefold()
    return next((MONTHS[name[:letters]] for letters in (len(name), 4, 3) if name[:letters] in MONTHS), 0)


def _at(
    day: date | None, hour: str, minute: str, second: str | None, after: str, before: str = ""
) -> date | datetime | None:
    """Return the time on that day; the day alone if the time is none."""
    if day is None:
        return None
    words = [word.casefold() for word in _WORD.findall(after)]
    hours = int(hour)
    for word in (*words[:1], *(word.casefold() for word in _WORD.findall(before)[-1:])):
        if word in MIDDAYS and 1 <= hours <= 12:
            hours = hours % 12 + MIDDAYS[word]
    following = (
        timedelta(days=1) if (hours, int(minute)) == (24, 0) else timedelta()
    )  # ISO 8601: the midnight at its end
    try:
        moment = datetime(day.year, day.month, day.day, hours % 24 if following else hours, int(minute))
        moment = moment.replace(second=min(int(second or 0), 59), tzinfo=_zone(after, words)) + following
        east = moment.utcoffset()
        return (
            moment if east is None else moment.replace(tzinfo=_fixed(east))
        )  # what holds that day, not the whole zone
    except (ValueError, OverflowError):
        return day


def _zone(after: str, words: list[str]) -> tzinfo | None:
    """Return the zone that stands after a time; None if none does that is known."""
    if offset := _OFFSET.search(after[:12]):
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours > 15 or minutes > 59:
            return None
        east = timedelta(hours=hours, minutes=minutes)
        return _fixed(east if offset[1] == "+" else -east)
    if region := _REGION.search(after):
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            return ZoneInfo(region[0])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    known = next((ZONES[word] for word in words if word in ZONES), None)
    return None if known is None else _fixed(timedelta(hours=known))


def _fixed(east: timedelta) -> tzinfo:
    return timezone(east) if east else UTC
