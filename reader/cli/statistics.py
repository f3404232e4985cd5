"""`stats`: what was read, how long and by which site."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime

from reader.cli.output import SHOWN_ID_LETTERS, print_json, say
from reader.cli.rows import Paper, stdout_paper
from reader.layout.bars import bar
from reader.layout.cells import cell_width, shorten
from reader.library.library import Library
from reader.library.statistics import ArticleTime, PartTime, SiteTime, Statistics, read_days
from reader.library.time_words import (
    amount_words,
    before_words,
    comparison_words,
    days_words,
    duration_words,
    part_words,
    period_words,
    short_duration,
)
from reader.model.errors import NotFoundError, UsageError

MOST_ROWS = 10
"""Sites, and articles, that are printed; `--json` has all."""

BAR_CELLS = 40
"""The longest bar of a chart; on a narrow terminal it is shorter."""

_TIME_CELLS = 9


def stats(options: Namespace, library: Library) -> int:
    """Print the statistics of a period, or forget them all."""
    if options.clear:
        if options.when or options.since:
            raise UsageError("--clear forgets everything that was kept", "leave out the period")
        gone = library.forget_reading_times()
        say("how long you read is forgotten" if gone else "nothing was kept of how long you read")
        return 0
    if options.when and options.since:
        raise UsageError("a period and --since are two answers to one question", "leave out one of them")
    now = datetime.now().astimezone()
    when = f">={options.since}" if options.since else options.when or "week"
    period = read_days(when, now.date(), library.first_day_read())
    statistics = library.reading_statistics(period, now)
    if options.json:
        print_json(_json(statistics))
        return 0
    if not statistics.totals.seconds and not statistics.totals_before.seconds:
        if not library.config.stats:
            raise NotFoundError("how long you read is not kept", "`stats = true` in config.toml keeps it")
        raise NotFoundError(
            f"nothing was read in Pressmark {_in(statistics, now)}", "`pressmark stats year` looks further"
        )
    for line in _page(statistics, now, stdout_paper()):
        print(line)
    return 0


def _in(statistics: Statistics, now: datetime) -> str:
    words = period_words(statistics.period, now.date())
    return words if words.startswith(("this", "last")) else f"in {words}"


def _page(statistics: Statistics, now: datetime, paper: Paper) -> Iterator[str]:
    totals = statistics.totals
    called = period_words(statistics.period, now.date())
    days = days_words(statistics.period)
    yield called[:1].upper() + called[1:] + (f", {days}" if called.endswith("week") else "")
    yield ""
    facts = [
        amount_words(totals.articles, "article", "articles"),
        f"{totals.finished:,} to the end",
        amount_words(totals.words, "word", "words"),
    ]
    yield f"{duration_words(totals.seconds)}: {', '.join(facts)}"
    before = before_words(statistics.period, statistics.before, now.date())
    is_over = now.date() > statistics.period.last
    if compared := comparison_words(totals.seconds, statistics.seconds_by_now, before, is_over=is_over):
        yield compared
    yield ""
    yield from _parts(statistics.parts, paper)
    if statistics.sites:
        yield ""
        yield "By site"
        yield from (_site(site, paper) for site in statistics.sites[:MOST_ROWS])
        yield ""
        yield "Read longest"
        yield from (_article(article, paper) for article in statistics.articles[:MOST_ROWS])
    if statistics.finished:
        yield ""
        yield "Read to the end"
        yield from (_article(article, paper) for article in statistics.finished[:MOST_ROWS])


def _parts(parts: tuple[PartTime, ...], paper: Paper) -> Iterator[str]:
    longest = max(part.seconds for part in parts)
    labels = [part_words(part.period) for part in parts]
    label_cells = max(map(len, labels)) + 1
    cells = min(BAR_CELLS, paper.width - label_cells - _TIME_CELLS) if paper.width else 0
    for part, label in zip(parts, labels, strict=True):
        drawn = bar(part.seconds / longest, cells) if longest and cells > 0 else ""
        line = f"{label:<{label_cells}}{short_duration(part.seconds):>{_TIME_CELLS - 2}}  {drawn}"
        yield line.rstrip()


def _site(site: SiteTime, paper: Paper) -> str:
    count = amount_words(site.articles, "article", "articles")
    return _row(site.seconds, site.site or "no site", count, paper)


def _article(article: ArticleTime, paper: Paper) -> str:
    return _row(article.seconds, article.title or article.article_id[:SHOWN_ID_LETTERS], article.site, paper)


def _row(seconds: int, name: str, note: str, paper: Paper) -> str:
    left = f"{short_duration(seconds):>{_TIME_CELLS - 2}}  "
    if not paper.width:
        return f"{left}{name}  {note}".rstrip()
    room = paper.width - len(left)
    if note and cell_width(name) + cell_width(note) + 2 <= room:
        return f"{left}{name}  {note}"
    return left + shorten(name, max(1, room))


def _json(statistics: Statistics) -> dict[str, object]:
    totals, before = statistics.totals, statistics.totals_before
    return {
        "first_day": statistics.period.first.isoformat(),
        "last_day": statistics.period.last.isoformat(),
        "seconds": totals.seconds,
        "articles_read": totals.articles,
        "finished": totals.finished,
        "words": totals.words,
        "before": {
            "first_day": statistics.before.first.isoformat(),
            "last_day": statistics.before.last.isoformat(),
            "seconds": before.seconds,
            "seconds_by_now": statistics.seconds_by_now,
            "articles_read": before.articles,
            "finished": before.finished,
            "words": before.words,
        },
        "parts": [
            {
                "first_day": part.period.first.isoformat(),
                "last_day": part.period.last.isoformat(),
                "seconds": part.seconds,
            }
            for part in statistics.parts
        ],
        "hours": list(statistics.hours),
        "sites": [site._asdict() for site in statistics.sites],
        "articles": [
            {
                "id": article.article_id,
                "title": article.title,
                "site": article.site,
                "seconds": article.seconds,
                "words": article.words,
                "finished": article.is_finished,
                "last_day": article.last_day.isoformat(),
            }
            for article in statistics.articles
        ],
    }
