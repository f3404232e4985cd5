"""The page of statistics as lines: what stands where, in which ink. Pure; the view draws it.

Wide, days and sites stand beside each other; narrow, below. One part of the page has the accent: the day we are in.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.layout.bars import bar, column
from reader.layout.cells import cell_width, shorten
from reader.library.statistics import ArticleTime, PartTime, SiteTime, Span, Statistics
from reader.library.time_words import (
    WEEKDAYS,
    amount_words,
    before_words,
    comparison_words,
    days_words,
    duration_words,
    part_words,
    period_words,
    short_duration,
)
from reader.tui.lines import in_place

WIDEST = 96
"""Cells of the page at most: as a full list."""

BESIDE_FROM = 84
"""Cells from which sites stand beside the days."""

COLUMN_GAP = 6
DAYS_OF_WEEK = 7
MOST_SITES = 7
"""As many as a week has days: so the columns end together."""

MOST_LONGEST = 5
MOST_FINISHED = 30

_TIME_CELLS = 7
_COUNT_CELLS = 4
_SITE_BAR_SHARE = 3
"""The bar of a site takes a third of its line."""

BEFORE = "▁"
"""How far the same day came the week before, where it came further."""


class Ink(NamedTuple):
    """Letters from a cell on, with the name of a style of `Inks`."""

    x: int
    text: str
    ink: str


class Target(NamedTuple):
    """What a line leads to: an article, or the articles of a site."""

    article_id: str = ""
    site: str = ""


class Line(NamedTuple):
    """A line of the page."""

    inks: tuple[Ink, ...] = ()
    target: Target | None = None
    """What the bar may stand at; None for a line that is only read."""
    goes_on: bool = False
    """Whether it belongs to the target of the line before."""
    bar_x: int = 0
    """Where the bar stands."""


BLANK = Line()


def page_lines(statistics: Statistics, span: Span, now: datetime, width: int, kept: frozenset[str]) -> list[Line]:
    """Return the lines of a page that is `width` cells wide; `kept` are the ids of articles that can still be opened.

    Cell 0 and 1 are left for the bar of the chosen line.
    """
    lines = [BLANK, *_head(statistics, now, width), BLANK]
    is_beside = width >= BESIDE_FROM
    left_width = (width - COLUMN_GAP) // 2 if is_beside else width
    left = [*_parts(statistics, span, now, left_width)]
    if not statistics.totals.seconds:
        return [*lines, *left]
    sites_x = left_width + COLUMN_GAP - _EDGE if is_beside else 0
    sites_width = width - sites_x if is_beside else width
    sites = list(_sites(statistics.sites, sites_width))
    hours = [BLANK, *_hours(statistics.hours, left_width)]
    if is_beside:
        lines += _side_by_side([*left, *hours], [_shifted(line, sites_x) for line in sites])
    else:
        lines += [*left, *hours, BLANK, *sites]
    lines += [BLANK, *_articles("Read longest", statistics.articles[:MOST_LONGEST], "", width, kept)]
    if finished := statistics.finished:
        count = f"{len(finished):,}"
        lines += [BLANK, *_articles("Read to the end", finished[:MOST_FINISHED], count, width, kept)]
    return lines


_EDGE = 2
"""Cells for the bar of the chosen line."""


def _head(statistics: Statistics, now: datetime, width: int) -> Iterator[Line]:
    called = period_words(statistics.period, now.date())
    title = called[:1].upper() + called[1:]
    days = days_words(statistics.period) if statistics.period.days == DAYS_OF_WEEK else ""
    right = days if days != called and cell_width(title) + cell_width(days) + 3 <= width - _EDGE else ""
    yield Line((Ink(_EDGE, title, "strong"), *_right(right, width, "muted")))
    yield BLANK
    totals = statistics.totals
    if not totals.seconds:
        words = f"Nothing was read in Pressmark {'yet ' if called.startswith('this') else ''}{_in(called)}."
        yield Line((Ink(_EDGE, shorten(words, width - _EDGE), "muted"),))
        return
    time = duration_words(totals.seconds)
    facts = [
        amount_words(totals.articles, "article", "articles"),
        f"{totals.finished:,} to the end",
        amount_words(totals.words, "word", "words"),
    ]
    x = _EDGE + cell_width(time) + 3
    yield Line((Ink(_EDGE, time, "strong"), Ink(x, _as_many(facts, width - x), "muted")))
    before = before_words(statistics.period, statistics.before, now.date())
    compared = comparison_words(
        totals.seconds, statistics.seconds_by_now, before, is_over=now.date() > statistics.period.last
    )
    if compared:
        yield Line((Ink(_EDGE, shorten(compared, width - _EDGE), "muted"),))


def _in(called: str) -> str:
    return called if called.startswith(("this", "last")) else f"in {called}"


def _as_many(facts: Sequence[str], width: int) -> str:
    """Return as many facts on one line as have room; a number is never cut."""
    for count in range(len(facts), 0, -1):
        line = " · ".join(facts[:count])
        if cell_width(line) <= width:
            return line
    return ""


def _right(text: str, width: int, ink: str) -> tuple[Ink, ...]:
    return (Ink(width - cell_width(text), text, ink),) if text else ()


def _parts(statistics: Statistics, span: Span, now: datetime, width: int) -> Iterator[Line]:
    names = {Span.WEEK: "By day", Span.MONTH: "By week", Span.YEAR: "By month"}
    yield Line((Ink(_EDGE, names[span], "strong"),))
    parts = statistics.parts
    longest = max(max(part.seconds, part.seconds_before) for part in parts)
    labels = [_label(part, span) for part in parts]
    label_cells = max(map(cell_width, labels)) + 2
    for part, label in zip(parts, labels, strict=True):
        yield _part(part, label, now, longest, width, _EDGE + label_cells)


def _label(part: PartTime, span: Span) -> str:
    if span is Span.YEAR:
        return part_words(part.period).split(" ", maxsplit=1)[0]
    if span is Span.WEEK:
        return f"{WEEKDAYS[part.period.first.weekday()]} {part.period.first.day:>2}"
    return part_words(part.period)


def _part(part: PartTime, label: str, now: datetime, longest: int, width: int, x: int) -> Line:
    is_now = now.date() in part.period
    is_to_come = part.period.first > now.date()
    cells = width - x - _TIME_CELLS - 2
    inks = [Ink(_EDGE, label, "text" if is_now else "muted")]
    drawn = bar(part.seconds / longest, cells) if longest else ""
    if drawn:
        inks.append(Ink(x, drawn, "accent" if is_now else "muted"))
    rest = len(bar(part.seconds_before / longest, cells)) - len(drawn) if longest else 0
    if rest > 0:
        inks.append(Ink(x + len(drawn), BEFORE * rest, "faint"))
    if not is_to_come:
        inks += _right(short_duration(part.seconds), width, "text" if is_now else "muted")
    return Line(tuple(inks))


def _hours(hours: Sequence[int], width: int) -> Iterator[Line]:
    """Give the hours of the day as columns in one row, with a clock below."""
    if width - _EDGE < len(hours):
        return
    longest = max(hours)
    cells = 2 if width - _EDGE >= 48 else 1
    yield Line((Ink(_EDGE, "By hour", "strong"),))
    inks = [
        Ink(_EDGE + hour * cells, column(seconds / longest) * cells, "muted")
        for hour, seconds in enumerate(hours)
        if seconds
    ]
    yield Line(tuple(inks))
    yield Line(tuple(Ink(_EDGE + hour * cells, str(hour), "muted") for hour in (0, 6, 12, 18)))


def _sites(sites: Sequence[SiteTime], width: int) -> Iterator[Line]:
    yield Line((Ink(_EDGE, "By site", "strong"),))
    longest = sites[0].seconds
    shown, others = sites[:MOST_SITES], sites[MOST_SITES:]
    if len(others) == 1:
        shown, others = sites[: MOST_SITES + 1], ()
    bar_cells = (width - _EDGE) // _SITE_BAR_SHARE
    for site in shown:
        target = Target(site=site.site) if site.site else None
        yield _site(site.site or "No site", site.seconds, site.articles, longest, width, bar_cells, target)
    if others:
        seconds = sum(site.seconds for site in others)
        words = f"{len(others):,} others"
        yield _site(words, seconds, sum(site.articles for site in others), 0, width, bar_cells, None)


def _site(
    name: str, seconds: int, articles: int, longest: int, width: int, bar_cells: int, target: Target | None
) -> Line:
    right = width - _TIME_CELLS - 2
    bar_x = right - bar_cells - _COUNT_CELLS
    drawn = bar(seconds / longest, bar_cells) if longest else ""
    count = f"{articles:,}"
    inks = [
        Ink(_EDGE, shorten(name, bar_x - _EDGE - 2), "text" if target else "muted"),
        Ink(bar_x, drawn, "muted"),
        Ink(right - cell_width(count), count, "muted"),
        *_right(short_duration(seconds), width, "muted"),
    ]
    return Line(tuple(ink for ink in inks if ink.text), target)


def _articles(
    heading: str, articles: Sequence[ArticleTime], count: str, width: int, kept: frozenset[str]
) -> Iterator[Line]:
    yield Line((Ink(_EDGE, heading, "strong"), *_right(count, width, "muted")))
    for number, article in enumerate(articles):
        if number:
            yield BLANK
        is_kept = article.article_id in kept
        target = Target(article.article_id) if is_kept else None
        time = short_duration(article.seconds)
        title = shorten(article.title or "Untitled", width - _EDGE - _TIME_CELLS - 2)
        yield Line((Ink(_EDGE, title, "text" if is_kept else "muted"), *_right(time, width, "muted")), target)
        day = f"{WEEKDAYS[article.last_day.weekday()]} {article.last_day.day}"
        facts = [in_place(article.site), day, "" if is_kept else "no longer in the library"]
        room = width - _EDGE
        yield Line((Ink(_EDGE, shorten(" · ".join(fact for fact in facts if fact), room), "muted"),), goes_on=is_kept)


def _shifted(line: Line, x: int) -> Line:
    return line._replace(inks=tuple(ink._replace(x=ink.x + x) for ink in line.inks), bar_x=x)


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Line]:
    """Give the lines of two columns as lines of the page; the left one has nothing to choose."""
    for number in range(max(len(left), len(right))):
        mine = left[number] if number < len(left) else BLANK
        theirs = right[number] if number < len(right) else BLANK
        yield theirs._replace(inks=(*mine.inks, *theirs.inks))
