"""The library on a real screen: a list of 100,000 articles in a pseudo-terminal, and the list while the index is being made.

Uses `tui_bench.py` of the measuring kit, which must lie in `../shared/bench` beside the project; says so where it doesn't. `net`
is the time from a key to the changed screen less what the program waited for a free processor.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from reader.library.library import Library
from reader.library.listing import View
from tests.benchmarks.library_report import SCREEN_REBUILDING, SCREEN_STEP, Report
from tests.benchmarks.made_library import MadeLibrary, environment

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT.parent / "shared" / "bench" / "tui_bench.py"

STEPS = {
    "line": '{name = "line", keys = "j", times = 15, skip = 1}',
    "held": '{name = "held", keys = "j", burst = 30, times = 5, quiet = 0.2}',
    "page": '{name = "page", keys = "pagedown", times = 25, skip = 1}',
    "ends": '{name = "ends", keys = ["G", "text:gg"], each = true, times = 12}',
    "resize": '{name = "resize", resize = ["100x40", "120x40"], times = 6, quiet = 0.4}',
    "filter": '{keys = "|", quiet = 0.3}, {name = "filter", keys = ["t", "h", "e", "space", "o", "f"], each = true, times = 6, '
    "quiet = 0.4}",
}
"""What is done in a list, and what its metrics are called."""

_FEWEST = 1_000
"""A shorter list ends before all its steps are done."""

_PAGES_WHILE_REBUILDING = 5
"""Each three seconds apart: the kit waits for rest, which there is not while the child works. The list still grows meanwhile."""


def measure_screen(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Start with the list of every library in turns, move through it, filter it."""
    if not _has_kit(report):
        return
    scenario = [_head(runs)]
    long_enough = {size: made for size, made in libraries.items() if size >= _FEWEST}
    for size, made in long_enough.items():
        with Library.open(folders=made.folders) as library:
            library.catch_up()
            ready = _first_words(library)
        scenario.append(_case(str(size), made, f"{sys.executable} -m reader", ready, ", ".join(STEPS.values())))
    answers = _run_kit(scenario, next(iter(libraries.values())), report) if long_enough else {}
    for name, metrics in answers.items():
        size = int(name)
        report.put("screen: start to the first list: CPU ms", size, statistics.median(metrics["content cpu ms"]))
        report.put("screen: start to the first list: net ms", size, statistics.median(metrics["content net ms"]))
        report.put("screen: memory of the process at its peak: MiB", size, statistics.median(metrics["peak rss MiB"]))
        for step in STEPS:
            nets = metrics[f"{step} net ms"]
            report.put(f"screen: {step}: net ms, median", size, statistics.median(nets))
            report.put(f"screen: {step}: net ms, 95 of 100", size, _p95(nets))
            report.put(
                f"screen: {step}: until nothing changes: ms",
                size,
                statistics.median(metrics[f"{step} settled ms"]),
            )
            report.put_worst(SCREEN_STEP, size, _p95(nets))


def measure_screen_rebuilding(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Start without an index, and page through the list while a child process makes it."""
    if not _has_kit(report):
        return
    size, made = max(libraries.items())
    index = made.places.local / "index.sqlite"
    start = f"sh -c 'rm -f {index} {index}-wal {index}-shm; exec {sys.executable} -m reader'"
    steps = f'{{name = "page", keys = "pagedown", times = {_PAGES_WHILE_REBUILDING}, skip = 1, timeout = 3, optional = true}}'
    case = _case("rebuilding", made, start, "Inbox", steps, timeout=6)
    for metrics in _run_kit([_head(max(1, runs // 2)), case], made, report).values():
        pages = metrics.get("page net ms", [])
        if not pages:
            report.remark("paging while the index is made was not measured: no row had come in three seconds")
            continue
        report.put("screen: page down while the index is rebuilt: net ms, median", size, statistics.median(pages))
        report.put(SCREEN_REBUILDING, size, _p95(pages))
        report.put("screen: first list without an index: net ms", size, statistics.median(metrics["content net ms"]))


def _has_kit(report: Report) -> bool:
    if not KIT.exists():
        report.remark(f"the screen was not measured: {KIT} is not there")
    return KIT.exists()


def _first_words(library: Library) -> str:
    """Return the beginning of a headline of the first screen."""
    titles = [row.record.title for row in library.listing(View()).rows(0, 6)]
    return next(title for title in titles if title.isascii())[:18]


def _head(runs: int) -> str:
    return f'runs = {max(1, runs // 2)}\nsize = "120x40"\ntimeout = 120\nquit = ["esc", "ctrl+q"]\n'


def _case(name: str, made: MadeLibrary, command: str, ready: str, steps: str, timeout: int = 30) -> str:
    variables = ", ".join(f"{key} = {json.dumps(value)}" for key, value in made.environment.items())
    return (
        f"[[case]]\nname = {json.dumps(name)}\ncmd = {json.dumps(command)}\nready = {json.dumps(ready)}\n"
        f'timeout = {timeout}\nenv = {{TEXTUAL_ANIMATIONS = "none", {variables}}}\nsteps = [{steps}]\n'
    )


def _run_kit(scenario: list[str], made: MadeLibrary, report: Report) -> dict[str, dict[str, list[float]]]:
    path, answer = made.root / "scenario.toml", made.root / "screen.json"
    path.write_text("\n".join(scenario), encoding="utf-8")
    with environment({"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))}):
        done = subprocess.run([sys.executable, str(KIT), str(path), "--json", str(answer)], check=False, cwd=ROOT)
    if done.returncode or not answer.exists():
        report.remark("the screen could not be measured; its last state stands above")
        return {}
    found: dict[str, dict[str, list[float]]] = json.loads(answer.read_text(encoding="utf-8"))
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]
