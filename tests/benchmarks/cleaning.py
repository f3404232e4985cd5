"""What cleaning a page costs, against readability-lxml alone on the same pages in one interleaved run.

    python tests/benchmarks/cleaning.py ../shared/corpora [--corpus fundus] [--runs 3] [--worst 10]

Process time; of each page the fastest of its runs counts, ours and readability's taking turns. readability is given the page as
text, which spares it the guessing of the charset. Absolute times mean little on a busy machine: read the ratios.
"""

import argparse
import gzip
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from readability import Document
from readability.readability import Unparseable

from reader.extract.markup.charset import decode
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.errors import ReaderError
from reader.model.page import Page, PageForm, PageOrigin

CORPORA = ("fundus", "scrapinghub", "mozilla", "snippets")
OPTIONS = ExtractOptions(is_lenient=True)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds of process time that a page took."""

    page: str
    ours: float
    readability: float


def main() -> int:
    """Measure and print a table. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder with the corpora")
    parser.add_argument("--corpus", action="append", choices=CORPORA, help="may be repeated; default: all")
    parser.add_argument("--runs", type=int, default=3, help="runs of each page")
    parser.add_argument("--worst", type=int, default=0, help="list the N pages with the highest ratio")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(f"{'':12} {'pages':>6} {'ours ms':>9} {'theirs ms':>10} {'of medians':>11} {'of sums':>8}\n")
    everything: list[Cost] = []
    for corpus in options.corpus or CORPORA:
        costs = [measure(page, options.runs) for page in load_pages(options.corpora / corpus)]
        everything += costs
        report(corpus, costs)
    report("all", everything)
    for cost in sorted(everything, key=lambda cost: -cost.ours / cost.readability)[: options.worst]:
        sys.stdout.write(f"{cost.ours / cost.readability:6.2f} {1000 * cost.ours:8.1f} ms {cost.page}\n")
    return 0


def load_pages(folder: Path) -> list[Page]:
    """Return the pages of one corpus as they were served."""
    truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Page(
            content=gzip.decompress((folder / "pages" / f"{truth['id']}.html.gz").read_bytes()),
            form=PageForm.HTML,
            origin=PageOrigin.FILE,
            url=truth["url"],
        )
        for truth in truths
    ]


def measure(page: Page, runs: int) -> Cost:
    """Return the fastest of `runs` runs of both, taking turns."""
    text = decode(page.content)
    ours, readability = [], []
    for _ in range(runs):
        ours.append(_seconds(lambda: extract(page, options=OPTIONS)))
        readability.append(_seconds(lambda: Document(text).summary()))
    return Cost(page=page.url, ours=min(ours), readability=min(readability))


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    with suppress(ReaderError, Unparseable):  # a page that one of the two cannot read still costs time
        call()
    return time.process_time() - start


def report(name: str, costs: list[Cost]) -> None:
    """Print one row: medians in milliseconds, the ratio of the medians, the ratio of the sums."""
    ours, theirs = [cost.ours for cost in costs], [cost.readability for cost in costs]
    middle, their_middle = statistics.median(ours), statistics.median(theirs)
    sys.stdout.write(
        f"{name:12} {len(costs):6} {1000 * middle:9.1f} {1000 * their_middle:10.1f} "
        f"{middle / their_middle:11.2f} {sum(ours) / sum(theirs):8.2f}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
