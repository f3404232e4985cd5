"""How long and when, in words."""

from datetime import date

import pytest

from reader.library.statistics import Period, Span, period_of, read_days
from reader.library.time_words import (
    comparison_words,
    days_words,
    duration_words,
    part_words,
    period_words,
    short_duration,
)
from reader.model.errors import UsageError

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("seconds", "words", "short"),
    [
        (0, "nothing", ""),
        (20, "under a minute", "< 1 min"),
        (40, "1 min", "1 min"),
        (3_599, "1 h 00 min", "1 h 00"),
        (3_720, "1 h 02 min", "1 h 02"),
        (3_600 * 1_234, "1,234 h 00 min", "1,234 h 00"),
    ],
)
def test_durations(seconds: int, words: str, short: str) -> None:
    assert (duration_words(seconds), short_duration(seconds)) == (words, short)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (period_of(Span.WEEK, TODAY), "this week"),
        (period_of(Span.WEEK, date(2026, 11, 15)), "last week"),
        (period_of(Span.WEEK, date(2026, 11, 8)), "2 to 8 November 2026"),
        (period_of(Span.MONTH, TODAY), "November 2026"),
        (period_of(Span.YEAR, TODAY), "2026"),
        (Period(date(2026, 3, 30), date(2026, 4, 2)), "30 March to 2 April 2026"),
    ],
)
def test_periods(period: Period, words: str) -> None:
    assert period_words(period, TODAY) == words


def test_days_of_a_week_over_the_end_of_a_year() -> None:
    assert days_words(Period(date(2026, 12, 28), date(2027, 1, 3))) == "28 December 2026 to 3 January 2027"
    assert days_words(Period(TODAY, TODAY)) == "19 November 2026"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 16), "Mon 16"),
        (date(2026, 11, 2), date(2026, 11, 8), "2–8 Nov"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 Nov–6 Dec"),
        (date(2026, 11, 1), date(2026, 11, 30), "Nov 2026"),
    ],
)
def test_rows_of_a_chart(first: date, last: date, words: str) -> None:
    assert part_words(Period(first, last)) == words


@pytest.mark.parametrize(
    ("seconds", "by_now", "words"),
    [
        (0, 0, ""),
        (600, 0, ""),
        (600, 660, "as much as last week by now"),
        (3_600, 1_800, "30 min more than last week by now"),
        (0, 1_800, "30 min less than last week by now"),
    ],
)
def test_comparisons(seconds: int, by_now: int, words: str) -> None:
    assert comparison_words(seconds, by_now, "last week", is_over=False) == words


def test_a_week_that_is_over_is_compared_whole() -> None:
    assert comparison_words(60, 1_800, "last week", is_over=True) == "29 min less than last week"


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("week", date(2026, 11, 16), date(2026, 11, 22)),
        ("7d", date(2026, 11, 12), TODAY),
        (">=2026-11-01", date(2026, 11, 1), TODAY),
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("..2026-10", date(2025, 5, 5), date(2026, 10, 31)),
        (">=2027", date(2027, 1, 1), date(2027, 1, 1)),
        ("..2020", date(2020, 12, 31), date(2020, 12, 31)),
    ],
)
def test_days_are_named_as_in_queries(when: str, first: date, last: date) -> None:
    assert read_days(when, TODAY, date(2025, 5, 5)) == Period(first, last)


def test_what_is_no_day_is_told() -> None:
    with pytest.raises(UsageError, match="'soon'"):
        read_days("soon", TODAY)
