"""What was read: sums by article, site, day and hour, and the comparison with the period before."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.statistics import (
    Period,
    Span,
    Statistics,
    parts_of,
    period_before,
    period_of,
    stepped,
    summed,
)
from reader.model.reading_time import ReadDay, Spell

THURSDAY = date(2026, 11, 19)
WEEK = period_of(Span.WEEK, THURSDAY)
NOON = datetime(2026, 11, 19, 12, 30, tzinfo=UTC)


def read(
    day: date,
    article_id: str = "a",
    minutes: float = 10,
    *,
    site: str = "Post",
    hour: int = 9,
    words: int = 1_000,
    before: float = 0.0,
    after: float = 1.0,
) -> ReadDay:
    return ReadDay(day, article_id, f"Title {article_id}", site, words, {hour: round(minutes * 60)}, before, after)


def of_week(*days: ReadDay, now: datetime = NOON) -> Statistics:
    return summed(days, WEEK, now)


def test_a_week_goes_from_monday_to_sunday() -> None:
    assert Period(date(2026, 11, 16), date(2026, 11, 22)) == WEEK
    assert WEEK.days == 7


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.WEEK, date(2026, 11, 9), date(2026, 11, 15)),
        (Span.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Span.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_compared_with_the_like_one_before(span: Span, first: date, last: date) -> None:
    assert period_before(period_of(span, THURSDAY)) == Period(first, last)


def test_any_other_period_is_compared_with_as_many_days() -> None:
    assert period_before(Period(date(2026, 11, 10), date(2026, 11, 19))) == Period(
        date(2026, 10, 31), date(2026, 11, 9)
    )


def test_periods_are_stepped_over_the_ends_of_months_and_years() -> None:
    january = period_of(Span.MONTH, date(2027, 1, 31))
    assert stepped(Span.MONTH, january, 1) == Period(date(2027, 2, 1), date(2027, 2, 28))
    assert stepped(Span.MONTH, january, -2) == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert stepped(Span.YEAR, period_of(Span.YEAR, date(9998, 5, 5)), 5).first.year < 9999


@pytest.mark.parametrize(
    ("period", "count", "first"),
    [
        (WEEK, 7, Period(date(2026, 11, 16), date(2026, 11, 16))),
        (period_of(Span.MONTH, THURSDAY), 6, Period(date(2026, 11, 1), date(2026, 11, 1))),
        (period_of(Span.YEAR, THURSDAY), 12, Period(date(2026, 1, 1), date(2026, 1, 31))),
    ],
)
def test_parts_are_days_weeks_or_months_and_make_the_whole(period: Period, count: int, first: Period) -> None:
    parts = parts_of(period)
    assert (len(parts), parts[0], parts[-1].last) == (count, first, period.last)
    assert sum(part.days for part in parts) == period.days


def test_times_are_summed_by_article_site_day_and_hour() -> None:
    monday = WEEK.first
    statistics = of_week(
        read(monday, "a", 10, hour=8),
        read(monday, "b", 30, site="Times", hour=21),
        read(THURSDAY, "a", 5, hour=8),
    )
    assert [(one.article_id, one.seconds) for one in statistics.articles] == [("b", 1_800), ("a", 900)]
    assert [(site.site, site.seconds, site.articles) for site in statistics.sites] == [
        ("Times", 1_800, 1),
        ("Post", 900, 1),
    ]
    assert [part.seconds for part in statistics.parts] == [2_400, 0, 0, 300, 0, 0, 0]
    assert (statistics.hours[8], statistics.hours[21], sum(statistics.hours)) == (900, 1_800, 2_700)
    assert statistics.totals.seconds == 2_700
    assert statistics.articles[1].last_day == THURSDAY


def test_an_article_of_two_machines_is_one() -> None:
    statistics = of_week(read(THURSDAY, minutes=4, after=0.5), read(THURSDAY, minutes=4, before=0.4))
    (article,) = statistics.articles
    assert (article.seconds, article.is_finished) == (480, True)


def test_words_are_those_that_came_by() -> None:
    (article,) = of_week(read(THURSDAY, before=0.25, after=0.75)).articles
    assert article.words == 500


@pytest.mark.parametrize(
    ("day", "is_finished"),
    [
        (read(THURSDAY, after=0.98), True),
        (read(THURSDAY, after=0.9), False),
        (read(THURSDAY, before=0.99), False),  # again
        (read(THURSDAY, minutes=0.5), False),  # a thousand words in half a minute
    ],
)
def test_what_is_finished_was_read_to_its_end_for_the_first_time(day: ReadDay, is_finished: bool) -> None:
    statistics = of_week(day)
    assert [article.is_finished for article in statistics.articles] == [is_finished]
    assert statistics.totals.finished == len(statistics.finished) == is_finished


def test_what_was_begun_in_the_week_before_is_finished_in_this_one() -> None:
    before = read(WEEK.first - timedelta(days=2), minutes=5, after=0.9)
    statistics = of_week(before, read(THURSDAY, minutes=0.2, before=0.9))
    assert [article.is_finished for article in statistics.articles] == [True]
    assert statistics.totals_before.seconds == 300


def test_the_week_before_is_compared_up_to_the_same_hour() -> None:
    last_thursday = THURSDAY - timedelta(days=7)
    days = (
        read(last_thursday - timedelta(days=1), minutes=10),
        read(last_thursday, minutes=20, hour=11),
        read(last_thursday, "b", minutes=40, hour=12),
        read(last_thursday + timedelta(days=1), minutes=80),
    )
    assert of_week(*days).seconds_by_now == 30 * 60
    assert of_week(*days, now=NOON + timedelta(days=30)).seconds_by_now == 150 * 60
    assert [part.seconds_before for part in of_week(*days).parts] == [0, 0, 600, 3_600, 4_800, 0, 0]


def test_weeks_of_months_have_nothing_to_be_compared_with() -> None:
    month = period_of(Span.MONTH, THURSDAY)
    statistics = summed([read(date(2026, 10, 5))], month, NOON)
    assert statistics.totals_before.seconds == 600
    assert not any(part.seconds_before for part in statistics.parts)


def test_nothing_read_is_nothing() -> None:
    statistics = of_week()
    assert statistics.totals.seconds == 0
    assert len(statistics.parts) == 7
    assert not statistics.articles
    assert not statistics.sites
    assert not statistics.finished


def library_with(config: Config, tmp_path: Path) -> Library:
    folders = Folders(data=tmp_path / "data", config=tmp_path, state=tmp_path / "state", cache=tmp_path / "cache")
    return Library.open(tmp_path / "library", config=config, folders=folders)


SPELL = Spell("0123456789abcdef", "The ferry", "Post", 400, NOON, 90, 0.0, 0.5)


def test_a_library_keeps_what_is_told_and_forgets_it_for_good(tmp_path: Path) -> None:
    with library_with(Config(), tmp_path) as library:
        assert library.first_day_read() is None
        library.keep_reading_time(SPELL)
        library.keep_reading_time(SPELL)
        assert library.reading_statistics(WEEK, NOON).totals.seconds == 180
        assert library.first_day_read() == THURSDAY
        assert library.forget_reading_times() == 1
        assert library.reading_statistics(WEEK, NOON).totals.seconds == 0


def test_who_wants_no_statistics_leaves_no_file(tmp_path: Path) -> None:
    with library_with(Config(stats=False), tmp_path) as library:
        library.keep_reading_time(SPELL)
        assert not (tmp_path / "library").exists()
