"""What making the index costs, and looking whether it is up to date."""

import resource
import time
from collections.abc import Mapping
from contextlib import suppress

from reader.library.index_process import IndexProcess
from reader.library.library import Library
from reader.library.progress import Work
from tests.benchmarks.library_report import REBUILD, Report, Spent, Times
from tests.benchmarks.made_library import MadeLibrary


def measure_rebuilding(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Delete the index of each library and have it made again by the process that the screen starts for it."""
    times = Times()
    for _ in range(max(1, runs // 2)):
        for size, made in libraries.items():
            for ending in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    (made.places.local / f"index.sqlite{ending}").unlink()
            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            child = IndexProcess(made.folders.data, made.folders.state)
            times.take("ours", size, child.wait, Work())
            wall = time.perf_counter() - begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            times.add("child", size, Spent(cpu * 1000, wall * 1000))
    for size, made in libraries.items():
        spent = times.median("child", size)
        report.put(REBUILD, size, spent.wall_ms / 1000)
        report.put("rebuild: CPU of the child process: s", size, spent.cpu_ms / 1000)
        report.put("rebuild: CPU of the process that waits for it: s", size, times.median("ours", size).cpu_ms / 1000)
        index = made.places.local / "index.sqlite"
        report.put("size of the index: MB", size, index.stat().st_size / 1e6)


def measure_scanning(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Look through a library in which nothing has changed."""
    times = Times()
    for turn in range(runs + 1):
        for size, made in libraries.items():
            with Library.open(folders=made.folders) as library:
                times.take("scan" if turn else "first", size, library.catch_up)
    for size in libraries:
        report.put_both("scan of a library where nothing changed", size, times.median("scan", size))
