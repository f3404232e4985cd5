"""Every figure of the reading screen against the least a Textual app can do, in one table with its goal.

    python tests/benchmarks/reading.py [--runs 5] [--only PATTERN] [--small] [--folder DIR] [--size 120x40]

Makes libraries with one article of our own words each, writes a scenario, hands it to `tui_bench.py` of the measuring kit,
which must lie in `../shared/bench` beside the project (says so where it doesn't), and prints what its medians mean. The floor
runs first in every round. Ratios of CPU time hold on a busy machine; `--only` takes names of cases (open, big, marked, list,
list-anew, open-anew, big-anew, listed, big-listed, cold, big-cold), `--small` leaves out what is of 500,000 words, `--folder`
keeps the articles for the next run. Started `anew`, the program has no last screen to paint before it is there itself.
"""

import argparse
import compileall
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeAlias

from tests.benchmarks.long_story import MadeStory, Story, make
from tests.benchmarks.reading_cases import Case, cases, scenario

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT.parent / "shared" / "bench"
SMALL = Story(words=10_000, highlights=100)
BIG = Story(words=500_000, highlights=100)
MARKED = Story(words=10_000, highlights=5_000)

Figures: TypeAlias = Mapping[str, Mapping[str, Sequence[float]]]
"""Case to metric to values, as the kit writes them."""


class Figure(NamedTuple):
    """A row of the table: a metric of a case over a metric of another."""

    row: str
    case: str
    metric: str
    base: str
    base_metric: str
    goal: float | None
    """At most this; None for what is only told."""


def _over_floor(row: str, case: str, metric: str, goal: float | None, base_metric: str = "") -> Figure:
    return Figure(row, case, metric, "floor", base_metric or metric, goal)


TABLE: tuple[Figure, ...] = (
    _over_floor("start to library list, CPU", "list", "content cpu ms", 1.5),
    _over_floor("start to library list, no screen kept", "list-anew", "content cpu ms", 1.5),
    _over_floor("open ID, 10,000 words, CPU", "open", "content cpu ms", 1.25),
    _over_floor("open ID, 10,000 words, no screen kept", "open-anew", "content cpu ms", 1.25),
    _over_floor("open ID, 10,000 words, settled", "open", "settled cpu ms", None, "content cpu ms"),
    _over_floor("open ID, 500,000 words, CPU", "big", "content cpu ms", 2.0),
    _over_floor("open ID, 500,000 words, no screen kept", "big-anew", "content cpu ms", 2.0),
    _over_floor("open ID, 500,000 words, settled", "big", "settled cpu ms", None, "content cpu ms"),
    _over_floor("cold FILE, 10,000 words, CPU", "cold", "content cpu ms", 2.2),
    _over_floor("cold FILE, 10,000 words, time", "cold", "content net ms", None),
    _over_floor("cold FILE, 10,000 words, window drawn", "cold", "paint ms", 1.25),
    _over_floor("cold FILE, 500,000 words, CPU", "big-cold", "content cpu ms", None),
    _over_floor("cold FILE, 500,000 words, window drawn", "big-cold", "paint ms", 1.25),
    _over_floor("page down, 100 highlights, 10,000 words", "open", "page cpu ms", 2.0),
    _over_floor("page down, 100 highlights, 500,000 words", "big", "page cpu ms", 2.0),
    _over_floor("page down, 5,000 highlights, 10,000 words", "marked", "page cpu ms", 3.5),
    Figure("page down, 500,000 words over 10,000", "big", "page cpu ms", "open", "page cpu ms", 1.2),
    _over_floor("line down, CPU over the floor's line", "open", "line cpu ms", None),
    _over_floor("bytes per page, 10,000 words", "open", "page bytes", 1.3),
    _over_floor("bytes per page, 500,000 words", "big", "page bytes", 1.3),
    _over_floor("bytes per page, 5,000 highlights", "marked", "page bytes", None),
    _over_floor("caret step over the floor's page, CPU", "open", "caret cpu ms", 1.2, "page cpu ms"),
    _over_floor("selection step over the floor's page, CPU", "open", "selection cpu ms", 1.2, "page cpu ms"),
    _over_floor("caret step, 500,000 words", "big", "caret cpu ms", 1.2, "page cpu ms"),
    _over_floor("selection step, 500,000 words", "big", "selection cpu ms", 1.2, "page cpu ms"),
    _over_floor("open in the running program, 10,000 words", "listed", "open cpu ms", 0.2, "content cpu ms"),
    _over_floor("open in the running program, 500,000 words", "big-listed", "open cpu ms", 1.0, "content cpu ms"),
    _over_floor("resize, 10,000 words", "open", "resize cpu ms", None, "content cpu ms"),
    _over_floor("resize, 500,000 words", "big", "resize cpu ms", 0.7, "content cpu ms"),
    _over_floor("peak memory, 10,000 words", "open", "peak rss MiB", 1.3),
    _over_floor("peak memory, 500,000 words", "big", "peak rss MiB", 2.0),
)


def table(figures: Figures) -> str:
    """Return the rows that were measured: the ratio, the goal, and whether it is met."""
    lines = [f"{'figure, over the floor':<46}{'measured':>10}{'ratio':>8}{'goal':>8}"]
    for figure in TABLE:
        values = figures.get(figure.case, {}).get(figure.metric)
        bases = figures.get(figure.base, {}).get(figure.base_metric)
        if not values or not bases:
            continue
        ratio = median(values) / median(bases)
        goal = "–" if figure.goal is None else f"{figure.goal:g}"
        verdict = "" if figure.goal is None else "met" if round(ratio, 2) <= figure.goal else "short"
        lines.append(f"{figure.row:<46}{median(values):>10.1f}{ratio:>8.2f}{goal:>8}  {verdict}".rstrip())
    return "\n".join(lines)


def measure(wanted: Sequence[Case], runs: int, size: str, folder: Path) -> Figures:
    """Run the kit over the cases; raises SystemExit if it can't, what failed in a round stands on standard error."""
    path, result = folder / "scenario.toml", folder / "figures.json"
    result.unlink(missing_ok=True)
    path.write_text(scenario(wanted, runs=runs, size=size), encoding="utf-8")
    command = [
        sys.executable,
        str(KIT / "tui_bench.py"),
        str(path),
        "--json",
        str(result),
        "--metrics",
        "cpu|peak|page",
    ]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=False, cwd=ROOT, env=environ, stdout=sys.stderr)
    if not result.exists():
        raise SystemExit("nothing was measured")
    found: Figures = json.loads(result.read_text(encoding="utf-8"))
    return found


def _articles(names: re.Pattern[str], folder: Path, *, is_small: bool) -> dict[str, MadeStory]:
    made: dict[str, MadeStory] = {"small": make(SMALL, folder)}
    if names.search("marked"):
        made["marked"] = make(MARKED, folder)
    if not is_small:
        made["big"] = make(BIG, folder)
    return made


def main() -> int:
    """Prepare, measure, print the table. Exit code 1 if nothing could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="rounds over all cases")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--only", default="", help="a pattern of whole names of cases; the floor is always run")
    parser.add_argument("--small", action="store_true", help="without 500,000 words")
    parser.add_argument("--folder", type=Path, help="keep the made articles here")
    options = parser.parse_args()
    if not (KIT / "tui_bench.py").exists():
        print(f"the measuring kit is not at {KIT}: nothing measured", file=sys.stderr)
        return 1
    compileall.compile_dir(ROOT / "reader", quiet=2)
    names = re.compile(options.only or ".")
    with tempfile.TemporaryDirectory() as throwaway:
        folder = options.folder or Path(throwaway)
        made = _articles(names, folder, is_small=options.small)
        all_cases = cases(f"{sys.executable} {KIT / 'floor.py'}", sys.executable, made, Path(throwaway))
        wanted = [c for c in all_cases if c.name == "floor" or not options.only or names.fullmatch(c.name)]
        print(table(measure(wanted, options.runs, options.size, Path(throwaway))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
