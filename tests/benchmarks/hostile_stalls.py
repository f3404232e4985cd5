"""How long the screen stands still over pages that mean it ill, whatever is done with them. With figures.

    python -m tests.benchmarks.hostile_stalls [--only NAME] [--steps NAME] [--limit MILLISECONDS] [--where]

Run from the project's folder. Each page is added by its path on the running screen, as a reader adds it, and then everything is
done with it that costs by the size of a text: pages and ends, sentences, caret and selection, searches, marks and notes, lists,
other widths, the library's list with its title (see `hostile_steps`). Meanwhile the event loop is asked how late it is.

The figure is the longest time for which the loop stood still while the screen's process worked, on the processor, all its threads
together: one that holds the interpreter stops the screen as well as its own does. Beside it stands what the screen's own thread
took of that, and the longest gap on the clock, to which other programs of the machine add theirs. Prints each step that is over
the limit and the worst of each page; with `--where` the places in the code where the loop stood. Ends with status 1 if any
figure is over its limit.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import textual.app
import textual.pilot
from PIL import Image
from textual.pilot import Pilot

from reader.anchor.describe import describe_in
from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.model.annotation import Annotation, Colour
from reader.model.dates import utc_now
from reader.model.identity import new_annotation_id
from reader.store.places import LocalPlaces
from reader.tui.app import PressmarkApp
from reader.tui.run import ReaderOptions, build_app
from reader.tui.screens.reading import ReadingScreen
from reader.tui.window_state import WindowState, save_window_state
from tests.benchmarks.hostile_pages import PAGES, changed, fill, marks_on
from tests.benchmarks.hostile_steps import CHANGED, LIST, READING, RESIZED, Step
from tests.benchmarks.made_library import write_annotations
from tests.loopback import page_html
from tests.tui.stillness import wait_until_still

MOST_MILLISECONDS = 100
MOST_WAIT_SECONDS = 60.0
QUIET_TURNS = 2
TURN_SECONDS = 0.006
TICK_SECONDS = 0.005
LOOK_SECONDS = 0.03
"""After so long without a turn of the loop it is looked where it stands."""
PICTURES = 300


class Stall(NamedTuple):
    """The loop stood still; in seconds."""

    processor: float = 0.0
    thread: float = 0.0
    clock: float = 0.0


class Told(NamedTuple):
    """The longest stall of a step, and where the loop stood then."""

    step: str
    stall: Stall
    places: tuple[tuple[str, int], ...]


class Watcher:
    """Asks the loop again and again how late it is, and looks from beside where it stands when it is."""

    def __init__(self, *, is_looking: bool) -> None:
        self._stalls: list[Stall] = []
        self._seen = time.monotonic()
        self._places: Counter[str] = Counter()
        self._ended = threading.Event()
        if is_looking:
            threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True).start()

    async def watch(self) -> None:
        """Go on until cancelled."""
        try:
            while True:
                worked, own, self._seen = time.process_time(), time.thread_time(), time.monotonic()
                await asyncio.sleep(TICK_SECONDS)
                late = time.monotonic() - self._seen - TICK_SECONDS
                self._stalls.append(Stall(min(time.process_time() - worked, late), time.thread_time() - own, late))
        finally:
            self._ended.set()

    def take(self, step: str) -> Told:
        """Return what was seen since this was called last."""
        stalls, self._stalls = self._stalls, []
        places, self._places = tuple(self._places.most_common(4)), Counter()
        worst = max(stalls, default=Stall())
        return Told(step, worst._replace(clock=max((stall.clock for stall in stalls), default=0.0)), places)

    def _look(self, thread: int) -> None:
        while not self._ended.wait(TICK_SECONDS):
            if time.monotonic() - self._seen > LOOK_SECONDS:
                stack = traceback.extract_stack(sys._current_frames().get(thread))
                own = [frame for frame in stack if "/reader/" in frame.filename]
                self._places[" < ".join(f"{Path(f.filename).stem}.{f.name}:{f.lineno}" for f in own[:-4:-1])] += 1


class Bench:
    """One run of the screen over one page."""

    def __init__(self, app: PressmarkApp, pilot: Pilot[None], watcher: Watcher) -> None:
        self._app = app
        self._pilot = pilot
        self._watcher = watcher
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        self.screen = screen

    async def settle(self) -> None:
        """Wait until the session has had nothing to do for some turns."""
        quiet, until = 0, time.monotonic() + MOST_WAIT_SECONDS
        while quiet < QUIET_TURNS and time.monotonic() < until:
            await wait_until_still()
            await asyncio.sleep(TURN_SECONDS)
            quiet = quiet + 1 if self.screen.session.is_idle else 0

    async def do(self, step: Step) -> Told:
        """Do all of a step, and come back to the screen it began on."""
        with suppress(TimeoutError):  # what never comes to rest has its stalls told
            await self._press(step)
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
            await self.settle()
        return self._watcher.take(step.name)

    async def _press(self, step: Step) -> None:
        for _ in range(step.times):
            for key in step.keys.split():
                if key.startswith("type:"):
                    await self._pilot.press(*key.removeprefix("type:"))
                elif key.startswith("do:"):
                    self.screen.dispatcher.perform(key.removeprefix("do:"))
                else:
                    await self._pilot.press(key)
                await self.settle()


async def measure(library: Library, name: str, path: Path, only_steps: str, *, is_looking: bool) -> list[Told]:
    """Return the stalls of each step over a page."""
    app = build_app(ReaderOptions(library=library, theme="paper", environ={}))
    told = []
    async with app.run_test(size=(120, 40)) as pilot:
        watcher = Watcher(is_looking=is_looking)
        bench = Bench(app, pilot, watcher)
        screen = bench.screen
        while not screen.library.is_loaded:
            await pilot.pause(0.05)
        await bench.settle()
        watching = asyncio.create_task(watcher.watch())
        await asyncio.sleep(0.3)
        watcher.take("")
        screen.adding.add(str(path))
        await bench.settle()
        told.append(watcher.take("opened"))
        opened = screen.opened
        if opened is not None:
            if annotate(library, name, opened.kept.record.id):
                watcher.take("")
                await bench.do(Step("", "q"))
                watcher.take("")
                screen.open(opened.kept.record.id)
                await bench.settle()
                told.append(watcher.take("opened with marks"))
            for step in READING:
                if only_steps in step.name:
                    told.append(await bench.do(step))
            if after := changed(name, path.read_bytes()):
                path.write_bytes(after)
                await asyncio.to_thread(library.refresh, opened.kept.record.id)
                await bench.do(Step("", "q"))
                screen.open(opened.kept.record.id)
                await bench.settle()
                told.append(watcher.take("opened as it changed"))
                for step in CHANGED:
                    if only_steps in step.name:
                        told.append(await bench.do(step))
            for size in ((80, 24), (200, 60), (40, 12), (120, 40)) if only_steps in RESIZED else ():
                await pilot.resize_terminal(*size)
                await bench.settle()
            told.append(watcher.take(RESIZED))
            for step in LIST:
                if only_steps in step.name:
                    told.append(await bench.do(step))
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    return told


def annotate(library: Library, name: str, article_id: str) -> bool:
    """Mark what is to be marked of a page; return whether there was anything."""
    kept = library.open_article(article_id).kept
    article, colours, made = kept.article, list(Colour), utc_now().replace(microsecond=0) - timedelta(days=3)
    annotations = [
        Annotation(
            id=new_annotation_id(),
            article_id=article_id,
            created=made + timedelta(seconds=number),
            updated=made + timedelta(seconds=number),
            version_id=kept.record.version_id,
            selectors=describe_in(article, mark.start, mark.end),
            colour=colours[number % len(colours)],
            note=mark.note,
            tags=mark.tags,
        )
        for number, mark in enumerate(marks_on(name, article.text))
    ]
    if annotations:
        write_annotations(LocalPlaces(library.folders.state).library(library.folder), article_id, annotations)
    return bool(annotations)


def measured(root: Path, only: str, steps: str, *, is_looking: bool) -> Iterator[tuple[str, list[Told], float]]:
    """Yield the stalls of each page, and the seconds that it took altogether."""
    chance = random.Random(8)
    for number in range(PICTURES):
        colour = (chance.randrange(256), chance.randrange(256), number % 256)
        Image.new("RGB", (160, 90), colour).save(root / f"a{number}.png")
    for number, (name, make) in enumerate(PAGES.items()):
        if only not in name:
            continue
        folders = Folders.below(root / f"home-{number}")
        with Library.open(folders=folders, config=Config()) as library:
            save_window_state(folders.state, WindowState(has_seen_tour=True))
            for other in range(3):
                another = root / f"other-{number}-{other}.html"
                another.write_bytes(page_html(f"Ferry {other}"))
                library.add(str(another))
            fill(name, library)
            path = root / f"page-{number}.html"
            path.write_bytes(make())
            start = time.monotonic()
            yield (
                name,
                asyncio.run(measure(library, name, path, steps, is_looking=is_looking)),
                time.monotonic() - start,
            )
            path.unlink()


def main() -> int:
    """Measure, and say so."""
    parser = argparse.ArgumentParser(prog="hostile_stalls", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="pages whose names hold these words")
    parser.add_argument("--steps", default="", help="steps whose names hold these words")
    parser.add_argument("--limit", type=float, default=MOST_MILLISECONDS, help="milliseconds that it may stand still")
    parser.add_argument("--where", action="store_true", help="say where in the code it stood")
    options = parser.parse_args()
    is_over = False
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = wait_until_still  # type: ignore[attr-defined]  # for its naps
    with tempfile.TemporaryDirectory() as root:
        for name, told, seconds in measured(Path(root), options.only, options.steps, is_looking=options.where):
            worst = max(told, key=lambda one: one.stall)
            over = [one for one in told if one.stall.processor * 1000 > options.limit]
            is_over |= bool(over)
            print(f"{name:28} {_words(worst)}; {seconds:.0f} s in all", flush=True)
            for one in over:
                print(f"    over: {_words(one)}", flush=True)
            for one in over if options.where else ():
                for place, times in one.places:
                    print(f"      {one.step}: {times:3} x {place}", flush=True)
    return 1 if is_over else 0


def _words(told: Told) -> str:
    processor, thread, clock = (seconds * 1000 for seconds in told.stall)
    return f"{processor:5.0f} ms at “{told.step}” ({thread:.0f} of its own thread, {clock:.0f} on the clock)"


if __name__ == "__main__":
    sys.exit(main())
