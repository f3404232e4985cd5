"""How long and when, in words, as statistics say it on the screen and on the command line. Pure."""

from datetime import date, timedelta

from reader.layout.furniture import MONTH_NAMES, MONTHS
from reader.library.statistics import Period, Span, period_of

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def duration_words(seconds: int) -> str:
    """Return how long something took: `1 h 02 min`, `42 min`, `under a minute`, `nothing`."""
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60:,} h {minutes % 60:02} min"
    if minutes:
        return f"{minutes} min"
    return "under a minute" if seconds > 0 else "nothing"


def short_duration(seconds: int) -> str:
    """Return how long something took in at most seven letters: `1 h 02`, `42 min`, `< 1 min`; "" for nothing."""
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60:,} h {minutes % 60:02}"
    if minutes:
        return f"{minutes} min"
    return "< 1 min" if seconds > 0 else ""


def period_words(period: Period, today: date) -> str:
    """Return what a period is called: `this week`, `November 2026`, `2026`, else its days."""
    for span in Span:
        if period == period_of(span, period.first):
            break
    else:
        return days_words(period)
    if span is Span.WEEK:
        this_week = period_of(Span.WEEK, today)
        if period == this_week:
            return "this week"
        return "last week" if period.last + timedelta(days=1) == this_week.first else days_words(period)
    if span is Span.MONTH:
        return f"{MONTH_NAMES[period.first.month - 1]} {period.first.year}"
    return str(period.first.year)


def before_words(period: Period, before: Period, today: date) -> str:
    """Return what the period is called that one is compared with: `last week`, `the week before`, `October`, `2025`."""
    if period == period_of(Span.WEEK, period.first):
        return "last week" if today in period else "the week before"
    if period == period_of(Span.MONTH, period.first):
        return MONTH_NAMES[before.first.month - 1]
    if period == period_of(Span.YEAR, period.first):
        return str(before.first.year)
    return f"in the {before.days:,} days before" if before.days > 1 else "on the day before"


def days_words(period: Period) -> str:
    """Return the days of a period: `16 to 22 November 2026`, `30 March to 5 April 2026`, `28 December 2026 to 3 January 2027`."""
    first, last = period
    end = f"{last.day} {MONTH_NAMES[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = str(first.day)
    if (first.month, first.year) != (last.month, last.year):
        start += f" {MONTH_NAMES[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} to {end}"


def part_words(part: Period) -> str:
    """Return what a row of a chart is called: `Mon 16`, `2–8 Nov`, `30 Nov–6 Dec`, `Nov 2026`."""
    first, last = part
    if first == last:
        return f"{WEEKDAYS[first.weekday()]} {first.day}"
    if part.days > 7:
        return f"{MONTHS[first.month - 1]} {first.year}"
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{first.day}{month}–{last.day} {MONTHS[last.month - 1]}"


def amount_words(count: int, one: str, many: str) -> str:
    """Return a number of things: `1 article`, `1,204 articles`."""
    return f"{count:,} {one if count == 1 else many}"


def comparison_words(seconds: int, seconds_by_now: int, before: str, *, is_over: bool) -> str:
    """Return how much more or less was read than in the period `before`; "" if nothing was read in that.

    Half an hour more or less of many is told as it is; what is within a few minutes is as much.
    """
    by_now = "" if is_over else " by now"
    if not seconds_by_now:
        return ""
    difference = seconds - seconds_by_now
    if abs(difference) < max(_AS_MUCH_SECONDS, seconds_by_now * _AS_MUCH_SHARE):
        return f"as much as {before}{by_now}"
    more = "more" if difference > 0 else "less"
    return f"{duration_words(abs(difference))} {more} than {before}{by_now}"


_AS_MUCH_SECONDS = 120
_AS_MUCH_SHARE = 0.03
"""Under these nobody would call it more or less: a few minutes, and of many hours a thirtieth."""
