"""How long the screen stands still while 500 feeds are asked, with figures. Linux only.

    python -m tests.benchmarks.sync_stalls

Run from the project's folder. The screen shows the river and asks the feed farm for news by its key; meanwhile a key is pressed
ten times a second, and the event loop is asked how late it is. The figure is the longest time that the loop stood still while
any thread of the screen's process worked, on the processor: one that holds the interpreter stops the screen as well as its own
does. What other programs take of the machine at the same time is none of the screen's doing, and is told beside it as the longest
gap on the clock. The same is measured before the sync, for comparison. The memory is that of the screen and of all that it
starts, the servers not among them. Ends with status 1 if a figure is over its limit.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from reader.tui.app import PressmarkApp
from reader.tui.run import ReaderOptions, build_app
from reader.tui.screens.reading import ReadingScreen
from reader.tui.window_state import WindowState, save_window_state
from tests.benchmarks import feed_farm
from tests.benchmarks.feed_farm import MOST_MB, Memory, made_library, processes_of, served

MOST_SECONDS = 0.050
TICK_SECONDS = 0.005
KEY_SECONDS = 0.1
CALM_SECONDS = 5.0
MOST_SYNC_SECONDS = 300.0
PORT = 18_474
"""Another one than that of the farm's own figures, which may be taken at the same time."""


class Stalls(NamedTuple):
    """What was seen of the loop in a while."""

    processor: tuple[float, ...]
    """Seconds of the screen's process on the processor, all its threads together, while the loop stood still."""
    clock: tuple[float, ...]
    """Seconds between two turns of the loop, less what it was told to wait."""

    def words(self) -> str:
        """Return the figures."""

        def shown(values: tuple[float, ...]) -> str:
            ordered = sorted(values)
            last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.999))]
            return f"{ordered[-1] * 1000:.0f} ms at most, {last * 1000:.0f} ms in 999 of 1,000"

        return f"on the processor {shown(self.processor)}; on the clock {shown(self.clock)}; {len(self.clock):,} turns"


class Watcher:
    """Asks the loop again and again how late it is."""

    def __init__(self) -> None:
        self._processor: list[float] = []
        self._clock: list[float] = []

    async def watch(self) -> None:
        """Go on until cancelled."""
        while True:
            worked, seen = time.process_time(), time.monotonic()
            await asyncio.sleep(TICK_SECONDS)
            late = time.monotonic() - seen - TICK_SECONDS
            self._processor.append(min(time.process_time() - worked, late))
            self._clock.append(late)

    def take(self) -> Stalls:
        """Return what was seen since this was called last."""
        stalls = Stalls(tuple(self._processor), tuple(self._clock))
        self._processor, self._clock = [], []
        return stalls


async def measure(app: PressmarkApp) -> tuple[Stalls, Stalls, str]:
    """Return the stalls of a screen that does nothing but take keys, those while feeds are asked, and what came of it."""
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        while not screen.session.is_idle:
            await pilot.pause(0.05)
        await pilot.press("g", "N")
        watcher = Watcher()
        watching = asyncio.create_task(watcher.watch())
        keys = asyncio.create_task(press_keys(app))
        await asyncio.sleep(1.0)
        watcher.take()
        await asyncio.sleep(CALM_SECONDS)
        calm = watcher.take()
        screen.dispatcher.perform("sync_feeds")
        until = time.monotonic() + MOST_SYNC_SECONDS
        while screen.session.feeds.is_syncing and time.monotonic() < until:
            await asyncio.sleep(0.05)
        await asyncio.sleep(1.0)
        busy = watcher.take()
        keys.cancel()
        watching.cancel()
        return calm, busy, screen.status.message


async def press_keys(app: PressmarkApp) -> None:
    """Move through the list, as somebody who does not wait."""
    screen = app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    while True:
        for key in ("next_article",) * 20 + ("previous_article",) * 20:
            screen.dispatcher.perform(key)
            await asyncio.sleep(KEY_SECONDS)


def main() -> int:
    """Measure, and say so."""
    argparse.ArgumentParser(prog="sync_stalls", description=(__doc__ or "").partition("\n")[0]).parse_args()
    feed_farm.PORT = PORT
    with served(1, 0.5) as feeds, tempfile.TemporaryDirectory() as root, made_library(Path(root), feeds) as library:
        save_window_state(library.folders.state, WindowState(has_seen_tour=True))
        app = build_app(ReaderOptions(library=library, theme="paper", environ={}))
        memory = Memory(os.getpid(), without=processes_of(os.getpid())[1:])
        memory.start()
        calm, busy, message = asyncio.run(measure(app))
        peak = memory.stop()
    print(f"{len(feeds)} feeds: {message}")
    print(f"  before: {calm.words()}")
    print(f"  meanwhile: {busy.words()}")
    print(f"  memory of the screen and of all that it started: {peak:.0f} MB at most")
    return 0 if max(busy.processor) <= MOST_SECONDS and peak <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
