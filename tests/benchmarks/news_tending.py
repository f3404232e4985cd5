"""What tending the news costs: finding stories, the front page, letting news go. CPU milliseconds of one process.

    python -m tests.benchmarks.news_tending [--news 5000] [--expired 10000]

The news is made up; a tenth of what is new is an agency's text that another paper has printed before, with a first paragraph of
its own. Nothing waits for the disk.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest import mock

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.news.expiring import expire
from reader.library.news.stories import StoryFinder
from reader.model.article import Article
from reader.model.dates import utc_now
from tests.benchmarks.made_words import vocabularies
from tests.library.made_news import HERON, PLOVER, article, record_of

WORDS = vocabularies()[0]


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--news", type=int, default=5_000, help="articles of the last two weeks")
    parser.add_argument("--expired", type=int, default=10_000, help="articles whose time is over")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, mock.patch.object(os, "fsync", return_value=None):
        config = Config(feed_keep_days=30, feed_keep_most=0)
        with Library.open(folders=Folders.below(Path(home)), config=config) as library:
            _measure_stories(library, wishes.news)
            _measure_front_page(library)
            _measure_expiry(library, wishes.expired)


def _measure_stories(library: Library, total: int) -> None:
    stores, now = library._stores, utc_now()
    finder = StoryFinder(stores, now)
    known = [_made(number) for number in range(total)]
    hours = [3 + number % 300 for number in range(total)]
    costs = [_cost(partial(_keep, library, finder, made, hours=ago)) for made, ago in zip(known, hours, strict=True)]
    finder.save()
    print(f"keep an article and place it, among up to {total:,}: {statistics.median(costs):.2f} ms")
    opened: list[StoryFinder] = []
    print(f"open what is known of {total:,} articles: {_cost(lambda: opened.append(StoryFinder(stores, now))):.1f} ms")
    new = [_rewritten(known[number]) if number % 10 == 0 else _made(total + number) for number in range(500)]
    costs, found = [], 0
    for number, made in enumerate(new):
        record = record_of(made, feeds=(PLOVER,), added=now)
        costs.append(_cost(partial(opened[0].place, record, made)))
        found += number % 10 == 0 and bool(opened[0].place(record, made))
    mean, most = statistics.mean(costs), max(costs)
    print(
        f"place a new article among {total:,}: mean {mean:.2f} ms, the dearest {most:.1f} ms; {found} of 50 copies found"
    )


def _measure_front_page(library: Library) -> None:
    library.catch_up()
    library.counts()
    front = View(kind=ViewKind.FRONT)
    first, again = _cost(lambda: library.listing(front)), _cost(lambda: library.listing(front))
    print(
        f"front page of {len(library.listing(front)):,} articles: {first:.0f} ms; when they are known: {again:.0f} ms"
    )


def _measure_expiry(library: Library, total: int) -> None:
    finder = StoryFinder(library._stores)
    for number in range(total):
        _keep(library, finder, _made(100_000 + number), hours=24 * 40)
    library.catch_up()
    before = time.monotonic()
    cost = _cost(lambda: expire(library._stores, library._indexing, library.config))
    wall = time.monotonic() - before
    print(f"let {total:,} articles go: {cost / total:.2f} ms each, {wall:.1f} s in all")
    print(
        f"look for what is due among the rest: {_cost(lambda: expire(library._stores, library._indexing, library.config)):.0f} ms"
    )


def _made(number: int) -> Article:
    dice = random.Random(number)
    paragraphs = [". ".join(_sentence(dice) for _ in range(4)) + "." for _ in range(9)]
    return article(_sentence(dice), "\n\n".join(paragraphs), deck=_sentence(dice))


def _sentence(dice: random.Random) -> str:
    return WORDS.sentence(WORDS.draw(dice, 14))


def _rewritten(made: Article) -> Article:
    paragraphs = made.body.split("\n\n")
    lead = _sentence(random.Random(made.metadata.title))
    return article(f"{lead} again", "\n\n".join([f"{lead}.", *paragraphs[1:7]]))


def _keep(library: Library, finder: StoryFinder, made: Article, *, hours: int) -> None:
    record = record_of(made, feeds=(HERON,), added=utc_now() - timedelta(hours=hours))
    library._stores.articles.save(replace(record, story=finder.place(record, made)), made)


def _cost(act: Callable[[], object]) -> float:
    """Return the CPU milliseconds that something takes."""
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1_000


if __name__ == "__main__":
    main()
