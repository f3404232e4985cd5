"""What a library costs as it grows: saving, opening, searching, listing, indexing, on the screen and on the command line.

    python tests/benchmarks/library.py [--sizes 100,1000,10000,100000] [--only PATTERN] [--folder DIR] [--runs 5]

Prints a table and the goals; the exit code is 1 if one that was measured is missed. Sizes are measured in turns, figures are
medians of processor time, ratios are of this one run. The libraries are made up (`made_library`): `notes-N` has N highlights,
nine in an article, and the articles that go with them; `articles-N` has N articles and N highlights in every ninth of them.
With `--folder` they are kept there for the next run (100,000 articles are 3 GB in half a million files); else they are made in a
temporary folder. Groups for `--only`: save, open, memory, rebuild, scan, search, list, commands, screen.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from tests.benchmarks.library_commands import measure_commands
from tests.benchmarks.library_opening import measure_memory, measure_opening
from tests.benchmarks.library_rebuilding import measure_rebuilding, measure_scanning
from tests.benchmarks.library_report import Report, is_wanted
from tests.benchmarks.library_saving import measure_saving
from tests.benchmarks.library_screen import measure_screen, measure_screen_rebuilding
from tests.benchmarks.library_searching import measure_listing, measure_searching
from tests.benchmarks.made_library import HIGHLIGHTS_IN_AN_ARTICLE, MadeLibrary, made_library

SIZES = (100, 1_000, 10_000, 100_000)


class Libraries:
    """The made libraries, each made when it is first asked for."""

    def __init__(self, folder: Path, sizes: tuple[int, ...]) -> None:
        self._folder = folder
        self._sizes = sizes

    @cached_property
    def notes(self) -> Mapping[int, MadeLibrary]:
        """Return libraries by their highlights, nine in an article."""
        return {size: self._make("notes", -(-size // HIGHLIGHTS_IN_AN_ARTICLE), size) for size in self._sizes}

    @cached_property
    def articles(self) -> Mapping[int, MadeLibrary]:
        """Return libraries by their articles, with as many highlights."""
        return {size: self._make("articles", size, size) for size in self._sizes}

    def _make(self, name: str, articles: int, highlights: int) -> MadeLibrary:
        return made_library(self._folder / f"{name}-{highlights}", articles=articles, highlights=highlights)


def measure(libraries: Libraries, *, only: str, runs: int) -> Report:
    """Measure what was asked for."""
    report = Report()
    if is_wanted("save", only):
        measure_saving(libraries.notes, report, runs=runs)
    if is_wanted("open", only):
        measure_opening(libraries.notes, report, runs=runs)
    if is_wanted("rebuild", only):
        measure_rebuilding(libraries.notes, report, runs=runs)
    if is_wanted("scan", only):
        measure_scanning(libraries.articles, report, runs=runs)
    if is_wanted("memory", only):
        measure_memory(libraries.articles, report, runs=runs)
    if is_wanted("search", only):
        measure_searching(libraries.articles, report, runs=runs)
    if is_wanted("list", only):
        measure_listing(libraries.articles, report, runs=runs)
    if is_wanted("commands", only):
        measure_commands(libraries.articles, report, runs=runs)
    if is_wanted("screen", only):
        measure_screen(libraries.articles, report, runs=runs)
        measure_screen_rebuilding(libraries.notes, report, runs=runs)
    return report


def main() -> int:
    """Make the libraries, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="highlights, or articles")
    parser.add_argument("--only", default="", metavar="PATTERN", help="only the groups that match")
    parser.add_argument("--folder", type=Path, help="where made libraries are kept")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    sizes = tuple(int(size) for size in options.sizes.split(","))
    with tempfile.TemporaryDirectory(prefix="pressmark-library-") as temporary:
        libraries = Libraries(options.folder or Path(temporary), sizes)
        report = measure(libraries, only=options.only, runs=options.runs)
    report.print_table()
    return 0 if report.print_goals() else 1


if __name__ == "__main__":
    sys.exit(main())
