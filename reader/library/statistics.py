"""What was read, how long and by which site: sums over the reading log, which is local and belongs to the reader alone.

Nothing is judged and nothing is compared but a period with the one before it. Pure but for `ReadingTimes`, which reads the log.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from reader.model.errors import UsageError
from reader.model.reading_time import ReadDay, Spell
from reader.query.dates import DateError, read_period
from reader.store.places import LibraryPlaces
from reader.store.reading_log import ReadingLog

END_SHARE = 0.97
"""So far a text is read to its end: what follows is a line on the author. Lists take it so too."""

LEAST_PACE = 0.25
"""The share of the time an article takes that the reader must have spent to have read it, not leafed through it. Nobody reads
four times as fast as usual: even a text that is only looked through for one word goes by at some 600 words a minute (Carver,
Reading Rate, 1990)."""

MOST_DAY_PARTS = 14
MOST_WEEK_PARTS = 98
"""Days of a period up to which its parts are days, and weeks; beyond, they are months."""

DEFAULT_PACE = 238
"""Words a minute, as in `Config.words_per_minute`."""


class Span(StrEnum):
    """The periods that a page of statistics has."""

    WEEK = "week"
    """From Monday to Sunday."""
    MONTH = "month"
    YEAR = "year"


class Period(NamedTuple):
    """Some days in a row."""

    first: date
    last: date
    """It belongs to it."""

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


class PartTime(NamedTuple):
    """How long was read in a part of a period."""

    period: Period
    seconds: int
    seconds_before: int = 0
    """How long in the same part of the period before; 0 where there is none."""


class SiteTime(NamedTuple):
    """How long was read on a site."""

    site: str
    """"" for articles of none."""
    seconds: int
    articles: int


class ArticleTime(NamedTuple):
    """How long an article was read in a period."""

    article_id: str
    title: str
    site: str
    seconds: int
    words: int
    """So much of it."""
    is_finished: bool
    """Whether it was read to its end in this period, and not in the one before."""
    last_day: date


class Totals(NamedTuple):
    """What a period comes to."""

    seconds: int = 0
    articles: int = 0
    finished: int = 0
    words: int = 0


class Statistics(NamedTuple):
    """What was read in a period."""

    period: Period
    before: Period
    """The period it is compared with."""
    totals: Totals
    totals_before: Totals
    seconds_by_now: int
    """How long was read in the period before up to the same day and hour; all of it if the period is over."""
    parts: tuple[PartTime, ...]
    """Every day, week or month of the period, in order."""
    hours: tuple[int, ...]
    """Seconds by hour of the day, 24 of them."""
    sites: tuple[SiteTime, ...]
    """The most read first."""
    articles: tuple[ArticleTime, ...]
    """The longest read first."""

    @property
    def finished(self) -> tuple[ArticleTime, ...]:
        """The articles that were read to their end, the last one first."""
        found = [article for article in self.articles if article.is_finished]
        return tuple(sorted(found, key=lambda article: article.last_day, reverse=True))


def period_of(span: Span, day: date) -> Period:
    """Return the week, month or year that a day is in."""
    match span:
        case Span.WEEK:
            first = day - timedelta(days=day.weekday())
            return Period(first, first + timedelta(days=6))
        case Span.MONTH:
            return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
        case Span.YEAR:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def stepped(span: Span, period: Period, steps: int) -> Period:
    """Return the period so many steps later, earlier if `steps` is negative; at the ends of the calendar, the last there is."""
    for _ in range(abs(steps)):
        if not date.min.year + 1 < period.first.year < date.max.year - 1:
            break
        period = period_of(span, period.last + timedelta(days=1) if steps > 0 else period.first - timedelta(days=1))
    return period


def period_before(period: Period) -> Period:
    """Return the period that one is compared with: the week, month or year before, else as many days before it."""
    for span in Span:
        if period_of(span, period.first) == period:
            return stepped(span, period, -1)
    return Period(period.first - timedelta(days=period.days), period.first - timedelta(days=1))


def parts_of(period: Period) -> tuple[Period, ...]:
    """Return the days of a short period, the weeks of a longer one (whole but at its ends), the months of a long one."""
    if period.days <= MOST_DAY_PARTS:
        return tuple(Period(day, day) for day in (period.first + timedelta(days=n) for n in range(period.days)))
    span = Span.WEEK if period.days <= MOST_WEEK_PARTS else Span.MONTH
    parts = []
    first = period.first
    while first <= period.last:
        last = min(period_of(span, first).last, period.last)
        parts.append(Period(first, last))
        first = last + timedelta(days=1)
    return tuple(parts)


def read_days(when: str, today: date, first_day: date | None = None) -> Period:
    """Return the days that `when` means, in the language of queries: `week`, `last-month`, `2026-03`, `7d`, `2026-01..2026-03`.

    What is open at its end goes up to `today`, at its beginning from `first_day`. Raises UsageError.
    """
    try:
        start, end = read_period(when, today)
    except DateError as error:
        raise UsageError(f"{when!r}: {error}", error.hint) from error
    first = start or first_day or today
    last = end - timedelta(days=1) if end else max(first, today)
    return Period(min(first, last), last)


def summed(days: Iterable[ReadDay], period: Period, now: datetime, pace: int = DEFAULT_PACE) -> Statistics:
    """Return the statistics of a period from what was read in it and in the one before; `now` is by the reader's clock.

    `pace` is how many words a minute the reader reads.
    """
    before = period_before(period)
    known = list(days)
    here = [day for day in known if day.day in period]
    earlier = [day for day in known if day.day in before]
    articles = _articles(here, earlier, pace)
    articles_before = _articles(earlier, (), pace)
    return Statistics(
        period=period,
        before=before,
        totals=_totals(articles),
        totals_before=_totals(articles_before),
        seconds_by_now=_seconds_by_now(earlier, period, before, now),
        parts=_parts(here, earlier, period, before),
        hours=_hours(here),
        sites=_sites(articles),
        articles=articles,
    )


def _articles(days: Sequence[ReadDay], earlier: Sequence[ReadDay], pace: int) -> tuple[ArticleTime, ...]:
    spent: dict[str, int] = {}
    for day in earlier:
        spent[day.article_id] = spent.get(day.article_id, 0) + day.seconds
    by_article: dict[str, list[ReadDay]] = {}
    for day in sorted(days, key=lambda day: day.day):
        by_article.setdefault(day.article_id, []).append(day)
    found = []
    for article_id, its in by_article.items():
        first, last = its[0], its[-1]
        seconds = sum(day.seconds for day in its)
        reached = max(day.after for day in its)
        before = min(day.before for day in its if day.day == first.day)
        needed = LEAST_PACE * 60 * last.words / max(1, pace)
        is_whole = reached >= END_SHARE > before and seconds + spent.get(article_id, 0) >= needed
        found.append(
            ArticleTime(
                article_id=article_id,
                title=last.title,
                site=last.site,
                seconds=seconds,
                words=round(last.words * max(0.0, reached - before)),
                is_finished=is_whole,
                last_day=last.day,
            )
        )
    return tuple(sorted(found, key=lambda article: (-article.seconds, article.title, article.article_id)))


def _totals(articles: Sequence[ArticleTime]) -> Totals:
    return Totals(
        seconds=sum(article.seconds for article in articles),
        articles=len(articles),
        finished=sum(article.is_finished for article in articles),
        words=sum(article.words for article in articles),
    )


def _seconds_by_now(earlier: Sequence[ReadDay], period: Period, before: Period, now: datetime) -> int:
    """Return the time of the period before up to where `now` is in this one, to the hour."""
    if now.date() > period.last:
        return sum(day.seconds for day in earlier)
    until = before.first + (now.date() - period.first)
    whole = sum(day.seconds for day in earlier if day.day < until)
    return whole + sum(
        seconds for day in earlier if day.day == until for hour, seconds in day.hours.items() if hour < now.hour
    )


def _parts(here: Sequence[ReadDay], earlier: Sequence[ReadDay], period: Period, before: Period) -> tuple[PartTime, ...]:
    parts, parts_before = parts_of(period), parts_of(before)
    are_alike = len(parts) == len(parts_before) and period.days not in range(MOST_DAY_PARTS + 1, MOST_WEEK_PARTS + 1)
    return tuple(
        PartTime(
            part,
            sum(day.seconds for day in here if day.day in part),
            sum(day.seconds for day in earlier if day.day in parts_before[index]) if are_alike else 0,
        )
        for index, part in enumerate(parts)
    )


def _hours(days: Sequence[ReadDay]) -> tuple[int, ...]:
    hours = [0] * 24
    for day in days:
        for hour, seconds in day.hours.items():
            hours[hour] += seconds
    return tuple(hours)


def _sites(articles: Sequence[ArticleTime]) -> tuple[SiteTime, ...]:
    sites: dict[str, tuple[int, int]] = {}
    for article in articles:
        seconds, count = sites.get(article.site, (0, 0))
        sites[article.site] = (seconds + article.seconds, count + 1)
    found = [SiteTime(site, seconds, count) for site, (seconds, count) in sites.items()]
    return tuple(sorted(found, key=lambda site: (-site.seconds, site.site)))


class ReadingTimes:
    """The reading log of a library, and what it comes to."""

    def __init__(self, places: LibraryPlaces, *, is_kept: bool, pace: int = DEFAULT_PACE) -> None:
        """`is_kept`: whether the reader wants their times kept (`Config.stats`)."""
        self._log = ReadingLog(places)
        self._is_kept = is_kept
        self._pace = pace

    def keep(self, spell: Spell) -> None:
        """Count a spell, if the reader wants that. Raises StoreError."""
        if self._is_kept:
            self._log.add(spell)

    def of(self, period: Period, now: datetime) -> Statistics:
        """Return the statistics of a period. Raises StoreError."""
        days = self._log.days(period_before(period).first, period.last)
        return summed(days, period, now, self._pace)

    def first_day(self) -> date | None:
        """Return the first day on which something was read, None if nothing ever was. Raises StoreError."""
        return self._log.first_day()

    def clear(self) -> int:
        """Forget all of it, for good; return how many files went. Raises StoreError."""
        return self._log.clear()
