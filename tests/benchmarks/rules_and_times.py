"""What rules cost a new article, whatever the library holds; and what it costs to keep and to sum up reading times.

    python -m tests.benchmarks.rules_and_times [ARTICLES]

Times are processor time, medians.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.statistics import ReadingTimes, Span, period_of
from reader.model.feed import Rule, RuleAction
from reader.model.kept import ArticleRecord
from reader.model.reading_time import Spell
from reader.store.places import LibraryPlaces
from reader.store.reading_log import ReadingLog
from reader.store.sealed import seal
from reader.tui.timekeeping import Timekeeper
from tests.library.made_news import NOW, keep

BATCH = 16
"""As many articles as a sync keeps together."""

ARTICLES_A_DAY = 40
TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def milliseconds(do: Callable[[], object], repeats: int = 9) -> float:
    """Return the median processor time of a call."""
    taken = []
    for _ in range(repeats):
        began = time.process_time()
        do()
        taken.append(1_000 * (time.process_time() - began))
    return statistics.median(taken)


def rules(folder: Path, total: int) -> None:
    """Print what twenty rules cost."""
    words = [f"word{number}" for number in range(3_000)]
    chosen = random.Random(2)
    with Library.open(folder / "library", folders=Folders.below(folder), config=Config()) as library:
        ids = []
        with library._changing():
            for number in range(total):
                title, body = " ".join(chosen.choices(words, k=8)), " ".join(chosen.choices(words, k=200))
                ids.append(keep(library._stores, title, body, added=NOW + timedelta(seconds=number)).id)
        library.catch_up()
        for number in range(20):
            query = f"{words[number]} OR title:{words[number + 50]} -site:x"
            library.save_rule(Rule(name=f"{number}", query=query, actions=(RuleAction.STAR,), tags=("a",)))
        batches = iter([ids[-start - BATCH : -start] for start in range(BATCH, min(total, 240), BATCH)])
        taken = milliseconds(lambda: library.apply_rules(next(batches)))
        trial = library.rules()[0].rule
        print(f"20 rules, {total:,} articles: {taken / BATCH:.2f} ms a new article")
        print(f"a trial on the last 500: {milliseconds(lambda: library.try_rule(trial)):.1f} ms")


def times(folder: Path) -> None:
    """Print what reading times cost: a touch, a spell, a page of statistics over a year of much reading."""
    record = ArticleRecord(id="0" * 16, title="t", added=NOW)
    keeper = Timekeeper(record, lambda spell: None, before=0, idle=90)
    touch = milliseconds(lambda: [keeper.touch() for _ in range(10_000)])
    print(f"a touch, at every key: {100 * touch:.0f} ns")
    places = LibraryPlaces(folder / "read", folder / "local")
    chosen = random.Random(1)
    months: dict[str, dict[str, object]] = {}
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        months.setdefault(f"{day:%Y-%m}", {})[day.isoformat()] = {
            f"{chosen.getrandbits(64):016x}": {
                "title": f"A headline of the usual length about something {article}",
                "site": f"Paper {article % 25}",
                "words": 800,
                "from": 0,
                "to": 97,
                "hours": {"8": 300},
            }
            for article in range(ARTICLES_A_DAY)
        }
    places.reading.mkdir(parents=True)
    for month, days in months.items():
        places.reading_file(f"{places.device}-{month}").write_bytes(seal({"days": days}))
    kept = ReadingTimes(places, is_kept=True)
    for span in Span:
        period = period_of(span, TODAY.date())
        taken = milliseconds(partial(kept.of, period, TODAY))
        print(f"a {span.value} of {ARTICLES_A_DAY} articles a day: {taken:.0f} ms")
    log = ReadingLog(places)
    spell = Spell("a" * 16, "T", "S", 100, TODAY, 60)
    print(f"a spell, every five minutes: {milliseconds(lambda: log.add(spell)):.1f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        rules(Path(made), int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
        times(Path(made))
