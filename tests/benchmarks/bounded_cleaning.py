"""What it costs to clean pages in a process that may be ended, against cleaning them in this one, in one interleaved run.

    python -m tests.benchmarks.bounded_cleaning [PAGE.html ...] [--runs 9]

Run from the project's folder; without pages, on the samples. Linux only. Processor time, of both processes where there are two:
page by page, as a sync and a batch clean them; and whole commands (`extract --json` of one page), which start everything anew,
against the same with nothing bounded. Ends with status 1 if a ratio is over its limit.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.extract.cleaning_process import PageCleaner
from reader.library.examining import examine_page
from reader.library.sync.process import calm_collector
from reader.model.page import Page, PageForm, PageOrigin

MOST_RATIO = 1.15
SAMPLES = Path(__file__).parents[2] / "sample_articles"
UNBOUNDED = """
import sys
from reader.library.cleaners import CleaningHere
from reader.library.facade import foundation
foundation.BoundedCleaning = CleaningHere
from reader.__main__ import main
sys.exit(main())
"""


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="*")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    paths = options.pages or sorted(SAMPLES.glob("*/index.html"))
    ratios = (_one_by_one(paths, options.runs), _commands(paths[:3], options.runs))
    return 0 if all(ratio <= MOST_RATIO for ratio in ratios) else 1


def _one_by_one(paths: Sequence[Path], runs: int) -> float:
    """Clean pages one after the other, here and there; the medians of each page's ratios count."""
    pages = [Page(content=path.read_bytes(), form=PageForm.HTML, origin=PageOrigin.FILE) for path in paths]
    calm_collector()
    cleaner = PageCleaner()
    here: dict[Page, list[float]] = {page: [] for page in pages}
    there: dict[Page, list[float]] = {page: [] for page in pages}
    clock: dict[Page, list[float]] = {page: [] for page in pages}
    for number in range(runs + 1):
        for page in pages:
            begin_there = _used_by(cleaner) + time.process_time()
            began = time.perf_counter()
            cleaner.clean(page, is_lenient=True)
            waited = time.perf_counter() - began
            took_there = _used_by(cleaner) + time.process_time() - begin_there
            begin_here = time.process_time()
            examine_page(page, is_lenient=True)
            took_here = time.process_time() - begin_here
            if number:  # the first time both import
                here[page].append(took_here)
                there[page].append(took_there)
                clock[page].append(waited)
    cleaner.close()
    sums = [sum(statistics.median(one) for one in times.values()) for times in (here, there, clock)]
    ratio = sums[1] / sums[0]
    print(
        f"{len(pages)} pages, one by one: here {1000 * sums[0] / len(pages):.1f} ms each, "
        f"there {1000 * sums[1] / len(pages):.1f} (by the clock {1000 * sums[2] / len(pages):.1f}): {ratio:.2f} x"
    )
    return ratio


def _used_by(cleaner: PageCleaner) -> float:
    """Return the processor time of the process that cleans, in the hundredths of a second or finer that the system tells."""
    for pid in cleaner._processes.pids:
        fields = Path(f"/proc/{pid}/schedstat").read_text().split()
        return int(fields[0]) / 1e9
    return 0.0


def _commands(paths: Sequence[Path], runs: int) -> float:
    """Run the command on one page, bounded and not, in turns."""
    bounded, unbounded = [], []
    for _ in range(runs):
        for path in paths:
            call = ("extract", "--json", str(path))
            bounded.append(_seconds(lambda call=call: _run("-m", "reader", *call)))  # type: ignore[misc]  # bound at once
            unbounded.append(_seconds(lambda call=call: _run("-c", UNBOUNDED, *call)))  # type: ignore[misc]
    there, here = statistics.median(bounded), statistics.median(unbounded)
    print(
        f"`extract --json`, one page: unbounded {1000 * here:.0f} ms, bounded {1000 * there:.0f} ms: {there / here:.2f} x"
    )
    return there / here


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=os.environ)


def _seconds(call: Callable[[], None]) -> float:
    """Return the processor time of children that a call waits for, and of theirs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
