"""The goals of the library's benchmark, and the table it prints.

Every figure is the median of its repetitions. `CPU` is processor time of the process (`time.process_time`, or of a child what
the system accounts for it): on a shared machine the only time that means something. `wall` is shown for information.
"""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
Answer = TypeVar("Answer")

MEGABYTE = 1_000_000

SAVE = "save a highlight beside 8 others: CPU ms"
SAVE_GROWTH = "save: CPU at 100,000 / at 10,000"
STOCK_RATIO = "stock TinyDB's CPU / ours"
OPEN = "open library + article with 9 highlights: CPU ms"
MEMORY = "memory added by open + list + search: MB"
HIGHLIGHT_SEARCH = "highlight search with snippets"
ARTICLE_SEARCH = "article search, typical words"
ARTICLE_SEARCH_WORST = "article search, the worst of all"
SCREEN_STEP = "screen: the slowest step"
REBUILD = "rebuild in a child process: s"
SCREEN_REBUILDING = "screen: page down while the index is rebuilt"


class Goal(NamedTuple):
    """What a figure must be: at most `most` or at least `least`, at one size."""

    metric: str
    size: int
    most: float | None = None
    least: float | None = None

    def is_met(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def __str__(self) -> str:
        return f"<= {self.most:g}" if self.most is not None else f">= {self.least:g}"


GOALS = (
    *(Goal(SAVE, size, most=1.0) for size in (100, 1_000, 10_000, 100_000)),
    Goal(SAVE_GROWTH, 100_000, most=1.5),
    Goal(STOCK_RATIO, 10_000, least=50),
    Goal(STOCK_RATIO, 100_000, least=500),
    Goal(OPEN, 100_000, most=15),
    Goal(MEMORY, 100_000, most=25),
    Goal(HIGHLIGHT_SEARCH, 100_000, most=20),
    Goal(ARTICLE_SEARCH, 100_000, most=50),
    Goal(ARTICLE_SEARCH_WORST, 100_000, most=300),
    Goal(SCREEN_STEP, 100_000, most=100),
    Goal(SCREEN_REBUILDING, 100_000, most=100),
    Goal(REBUILD, 100_000, most=20),
)
"""The issue's figures; 100 ms is where a repaint is felt as a stall (Nielsen: Usability Engineering, 1993, 5.5)."""


class Spent(NamedTuple):
    """What one repetition took."""

    cpu_ms: float
    wall_ms: float


class Times:
    """What was measured again and again, by name and size of the library."""

    def __init__(self) -> None:
        self._spent: dict[tuple[str, int], list[Spent]] = {}

    def take(self, what: str, size: int, action: Callable[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Do something once, keep what it took, and return its answer."""
        wall, cpu = time.perf_counter(), time.process_time()
        answer = action(*args, **kwargs)
        spent = Spent((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)
        self.add(what, size, spent)
        return answer

    def add(self, what: str, size: int, spent: Spent) -> None:
        """Keep one more repetition."""
        self._spent.setdefault((what, size), []).append(spent)

    def all(self, what: str, size: int) -> list[Spent]:
        """Return every repetition, in order."""
        return self._spent[what, size]

    def median(self, what: str, size: int) -> Spent:
        """Return the medians of both times."""
        spent = self._spent[what, size]
        return Spent(statistics.median(one.cpu_ms for one in spent), statistics.median(one.wall_ms for one in spent))

    def forget(self) -> None:
        """Forget all: what was taken was for warming up."""
        self._spent.clear()


@dataclass(frozen=True, kw_only=True)
class Report:
    """Collects figures by what was measured and the size of the library."""

    figures: dict[str, dict[int, float]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def put(self, metric: str, size: int, value: float) -> None:
        """Add a figure; rows come out in the order in which they came in."""
        self.figures.setdefault(metric, {})[size] = value

    def put_both(self, what: str, size: int, spent: Spent) -> None:
        """Add processor and wall time of something."""
        self.put(f"{what}: CPU ms", size, spent.cpu_ms)
        self.put(f"{what}: wall ms", size, spent.wall_ms)

    def put_worst(self, metric: str, size: int, value: float) -> None:
        """Keep the greatest of several figures."""
        self.put(metric, size, max(value, self.figures.get(metric, {}).get(size, value)))

    def note(self, metric: str, text: str) -> None:
        """Add words at the end of a row."""
        self.notes[metric] = text

    def remark(self, text: str) -> None:
        """Add a line below the table."""
        self.remarks.append(text)

    def print_table(self) -> None:
        """Print every figure, a column for each size."""
        sizes = sorted({size for figures in self.figures.values() for size in figures})
        width = max((len(metric) for metric in self.figures), default=0)
        print(" " * width + "".join(f"{size:>12,}" for size in sizes))
        for metric, figures in self.figures.items():
            cells = "".join(f"{_number(figures[size]) if size in figures else '-':>12}" for size in sizes)
            print(f"{metric:<{width}}{cells}  {self.notes.get(metric, '')}".rstrip())
        for text in self.remarks:
            print(f"  {text}")

    def print_goals(self) -> bool:
        """Print each goal with what was measured; return whether all that were measured are met."""
        are_met = True
        print("\ngoals")
        for goal in GOALS:
            value = self.figures.get(goal.metric, {}).get(goal.size)
            if value is None:
                verdict = "not measured"
            else:
                is_met = goal.is_met(value)
                are_met &= is_met
                verdict = f"{_number(value):>8}  {'met' if is_met else 'MISSED'}"
            print(f"  {goal.metric} at {goal.size:,}: {goal}  {verdict}")
        return are_met


def is_wanted(group: str, only: str) -> bool:
    """Whether a group of measurements was asked for by `--only`."""
    return re.search(only, group) is not None


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
