"""What it costs to open a library and an article in it, in time and in memory."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from itertools import cycle, islice

from reader.library.library import Library
from tests.benchmarks.library_report import MEGABYTE, MEMORY, OPEN, Report, Spent, Times
from tests.benchmarks.made_library import MadeLibrary, id_of

_MEMORY_PROBE = """
import json, os, resource, sys
from reader.library.library import Library
from reader.library.listing import View, ViewKind
import reader.library.searching, sqlite3

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

article_id, words = sys.argv[1:]
before, begun = resident(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
library = Library.open()
library.open_article(article_id)
listing = library.listing(View(kind=ViewKind.ALL))
rows = listing.rows(0, 40)
found = library.search(words, 40)
marked = library.search_annotations(words, 40)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([before, resident(), peak - begun, len(listing), len(rows), len(found), len(marked)]))
"""


def measure_opening(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Measure opening in this process, everything imported, then as whole processes."""
    folders = {size: made.folders for size, made in libraries.items()}
    times = Times()
    numbers = {size: cycle(islice(made.annotated_numbers(), 1, 200)) for size, made in libraries.items()}

    def open_one(size: int, article_id: str) -> None:
        opened = Library.open(folders=folders[size]).open_article(article_id)
        assert opened.annotations

    for turn in range(runs * 8 + 1):
        for size, made in libraries.items():
            article_id = id_of(next(numbers[size]))
            times.take("warm" if turn == 0 else "open", size, open_one, size, article_id)  # the first one imports
            if turn and turn % 8 == 0:
                code = f"from reader.library.library import Library; Library.open().open_article({article_id!r})"
                times.add("whole", size, spend_child([sys.executable, "-c", code], made))
    for size in libraries:
        opened = times.median("open", size)
        report.put(OPEN, size, opened.cpu_ms)
        report.put("open library + article: wall ms", size, opened.wall_ms)
        report.put_both("the same as a whole process, Python and imports in it", size, times.median("whole", size))


def measure_memory(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Measure what a fresh process grows by, imports done before, when it opens, lists and searches. Linux only."""
    if not os.path.exists("/proc/self/statm"):  # noqa: PTH110
        report.remark("memory was not measured: this system has no /proc/self/statm")
        return
    for size, made in libraries.items():
        article_id = id_of(next(iter(made.annotated_numbers())))
        added, peaks = [], []
        for _ in range(max(1, runs // 2)):
            before, after, peak, *_ = json.loads(_run([sys.executable, "-c", _MEMORY_PROBE, article_id, "the"], made))
            added.append((after - before) / MEGABYTE)
            peaks.append(peak / MEGABYTE)
        report.put(MEMORY, size, statistics.median(added))
        report.put("what its highest peak grew by: MB", size, statistics.median(peaks))


def spend_child(command: list[str], made: MadeLibrary, *, expected: tuple[int, ...] = (0,)) -> Spent:
    """Run a command in the library's environment and say what the process and its children took."""
    import resource
    import time

    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **made.environment}, capture_output=True, check=False)
    wall = time.perf_counter() - wall
    if done.returncode not in expected:
        raise SystemExit(f"{' '.join(command[:6])} failed:\n{done.stderr.decode(errors='replace')[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu * 1000, wall * 1000)


def _run(command: list[str], made: MadeLibrary) -> str:
    return subprocess.run(
        command, env={**os.environ, **made.environment}, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
