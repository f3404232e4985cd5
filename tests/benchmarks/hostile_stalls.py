"""How long the screen stands still over pages that mean it ill: opened, paged through and searched. With figures.

    python -m tests.benchmarks.hostile_stalls [--only NAME] [--limit MILLISECONDS]

Run from the project's folder. Each page is added by its path on the running screen, as a reader adds it, and then everything is
done with it that costs by the size of a text: its pages and ends, its paragraphs and sentences, its links, headings and raw text,
a search in it, marks, other widths. Meanwhile the event loop is asked how late it is. The figure is the longest time for which
the loop stood still while the screen's process worked, on the processor; what other programs take of the machine is no fault of
the screen's, and is told beside it as the longest gap on the clock. Ends with status 1 if a figure is over its limit.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.tui.app import PressmarkApp
from reader.tui.run import ReaderOptions, build_app
from reader.tui.screens.reading import ReadingScreen
from reader.tui.window_state import WindowState, save_window_state
from tests.benchmarks.sync_stalls import Stalls, Watcher
from tests.loopback import page_html

MOST_MILLISECONDS = 100
MOST_WAIT_SECONDS = 60.0
QUIET_TURNS = 3

SENTENCE = "The ferry that once tied the two shores will run again from April, the council said on Monday. "
HEBREW = "מועצת הנמל החליטה להחזיר את המעבורת הישנה אל הרציף, אמר ראש המועצה. "
CHINESE = "港の評議会は火曜日に新しい渡し船を決めた。"


def _story(inside: str) -> bytes:
    """Return a page with a hostile part between two ordinary ones."""
    before = "".join(f"<p>{SENTENCE * 2}</p>" for _ in range(6))
    return page_html("Ferry keepsake", ()).replace(b"</article>", f"{before}{inside}{before}</article>".encode())


PAGES: dict[str, Callable[[], bytes]] = {
    "ordinary": lambda: _story(""),
    "word of a million letters": lambda: _story(f"<p>{'a' * 1_000_000}</p>"),
    "300,000 ideographs": lambda: _story(f"<p>{CHINESE * 15_000}</p>"),
    "5,000 marks on a letter": lambda: _story(f"<p>The Z{chr(0x301) * 5_000} stood. {'Z' + chr(0x301) * 6} </p>"),
    "marks on every letter": lambda: _story(f"<p>{('Z' + (chr(0x301) + chr(0x336)) * 3) * 60_000}</p>"),
    "50,000 links": lambda: _story("<p>" + "".join(f"<a href='/{n}'>link {n}</a>, " for n in range(50_000)) + "</p>"),
    "3 million commas": lambda: _story(f"<p>{'a,' * 1_500_000}</p>"),
    "2 MB of sentences": lambda: _story(f"<p>{SENTENCE * 20_000}</p>"),
    "1 MB from right to left": lambda: _story(f"<p dir=rtl>{HEBREW * 14_000}</p>"),
    "half a million emoji": lambda: _story(f"<p>{'👩‍🚀 👨‍👩‍👧‍👦 ❤️‍🔥 ' * 30_000}</p>"),
    "50,000 strong words": lambda: _story("<p>" + "<b>word</b> and <i>another</i> " * 50_000 + "</p>"),
    "100,000 short paragraphs": lambda: _story("<p>Short it was.</p>" * 100_000),
    "3,000 lists in lists": lambda: _story("<ul><li>deeper " * 3_000 + "</li></ul>" * 3_000),
    "50,000 items": lambda: _story("<ol>" + "<li>An item of the list</li>" * 50_000 + "</ol>"),
    "2,000 quotes in quotes": lambda: _story("<blockquote>deeper " * 2_000 + "</blockquote>" * 2_000),
    "table of 100,000 cells": lambda: _story("<table>" + ("<tr>" + "<td>cell</td>" * 20 + "</tr>") * 5_000 + "</table>"),
    "table of 5,000 columns": lambda: _story("<table>" + ("<tr>" + "<td>cell</td>" * 5_000 + "</tr>") * 4 + "</table>"),
    "table with a cell of 1 MB": lambda: _story(f"<table><tr><td>{SENTENCE * 10_000}</td><td>b</td></tr></table>"),
    "code on one line of 2 MB": lambda: _story(f"<pre><code>{'x = [1, 2]; ' * 170_000}</code></pre>"),
    "code of 100,000 lines": lambda: _story(f"<pre><code>{'    if x: return (y)' + chr(10)}</code></pre>".replace(
        "    if x: return (y)\n", "    if x: return (y)\n" * 100_000)),
    "5,000 headings": lambda: _story("<h2>A heading</h2><p>And what it is about, at length.</p>" * 5_000),
    "5,000 figures": lambda: _story("<figure><img src=a.png alt=a><figcaption>A pier</figcaption></figure>" * 5_000),
    "caption of 1 MB": lambda: _story(f"<figure><img src=a.png><figcaption>{SENTENCE * 10_000}</figcaption></figure>"),
    "100,000 line breaks": lambda: _story(f"<p>{'short<br>' * 100_000}</p>"),
    "title of 200,000 letters": lambda: page_html(SENTENCE * 2_000),
    "a page of no tags": lambda: (SENTENCE * 30_000).encode(),
}  # fmt: skip

DONE: tuple[tuple[str, str, int], ...] = (
    ("paged", "page_down", 12),
    ("ends", "bottom", 1),
    ("paged back", "page_up", 4),
    ("ends", "top", 1),
    ("paragraphs", "next_paragraph", 8),
    ("sentences", "next_sentence", 8),
    ("headings", "next_heading", 3),
    ("lines", "line_down", 10),
    ("ends", "bottom", 1),
    ("sentences", "previous_sentence", 4),
    ("marked", "highlight", 1),
    ("lists", "list_links", 1),
    ("lists", "contents", 1),
    ("lists", "raw_text", 1),
    ("left out", "left_out", 1),
    ("left out", "left_out", 1),
    ("width", "narrower", 2),
    ("width", "justify", 1),
    ("ends", "top", 1),
    ("text only", "text_only", 2),
)


class Worst(NamedTuple):
    """The longest stall of a page, and at what."""

    processor: float
    clock: float
    at: str


async def measure(library: Library, path: Path) -> tuple[Worst, str]:
    """Return the worst stall over a page, and its first words as they are shown."""
    app = build_app(ReaderOptions(library=library, theme="paper", environ={}))
    worst = Worst(0.0, 0.0, "")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _ready(app, pilot)
        watcher = Watcher()
        watching = asyncio.create_task(watcher.watch())
        await asyncio.sleep(0.3)
        watcher.take()
        screen.adding.add(str(path))
        await _settled(screen)
        worst = _worse(worst, watcher.take(), "opened")
        shown = screen.opened.kept.article.text[:30] if screen.opened is not None else screen.status.message
        if screen.opened is not None:
            for name, action, times in DONE:
                for _ in range(times):
                    screen.dispatcher.perform(action)
                    await _settled(screen)
                    while len(app.screen_stack) > 1:
                        app.pop_screen()
                        await _settled(screen)
                    worst = _worse(worst, watcher.take(), name)
            for word in ("keepsake", "e", "a"):
                screen.dispatcher.perform("find")
                await pilot.press(*word, "enter")
                await _settled(screen)
                worst = _worse(worst, watcher.take(), f"found “{word}”")
                screen.dispatcher.perform("find_next")
                await _settled(screen)
                worst = _worse(worst, watcher.take(), f"found “{word}” again")
            await pilot.resize_terminal(80, 24)
            await _settled(screen)
            worst = _worse(worst, watcher.take(), "another size")
            screen.dispatcher.perform("back")
            await _settled(screen)
            worst = _worse(worst, watcher.take(), "the list")
        watching.cancel()
    return worst, shown


async def _ready(app: PressmarkApp, pilot: Pilot[None]) -> ReadingScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    while not screen.library.is_loaded:
        await pilot.pause(0.05)
    await _settled(screen)
    return screen


async def _settled(screen: ReadingScreen) -> None:
    """Wait until the session has had nothing to do for some turns."""
    quiet, until = 0, time.monotonic() + MOST_WAIT_SECONDS
    while quiet < QUIET_TURNS and time.monotonic() < until:
        await asyncio.sleep(0.02)
        quiet = quiet + 1 if screen.session.is_idle else 0


def _worse(worst: Worst, stalls: Stalls, at: str) -> Worst:
    if not stalls.processor:
        return worst
    clock = max(worst.clock, *stalls.clock)
    longest = max(stalls.processor)
    return Worst(longest, clock, at) if longest > worst.processor else worst._replace(clock=clock)


def measured(root: Path, only: str) -> Iterator[tuple[str, Worst, str, float]]:
    """Yield the figures of each page, and the seconds that it took altogether."""
    folders = Folders.below(root / "home")
    with Library.open(folders=folders, config=Config()) as library:
        save_window_state(folders.state, WindowState(has_seen_tour=True))
        for number, (name, make) in enumerate(PAGES.items()):
            if only in name:
                path = root / f"page-{number}.html"
                path.write_bytes(make())
                start = time.monotonic()
                worst, shown = asyncio.run(measure(library, path))
                yield name, worst, shown, time.monotonic() - start


def main() -> int:
    """Measure, and say so."""
    parser = argparse.ArgumentParser(prog="hostile_stalls", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="pages whose names hold these words")
    parser.add_argument("--limit", type=float, default=MOST_MILLISECONDS, help="milliseconds that it may stand still")
    options = parser.parse_args()
    is_over = False
    with tempfile.TemporaryDirectory() as root:
        for name, worst, shown, seconds in measured(Path(root), options.only):
            is_over |= worst.processor * 1000 > options.limit
            print(
                f"{name:26} {worst.processor * 1000:5.0f} ms at “{worst.at}”, {worst.clock * 1000:.0f} ms on the clock; "
                f"{seconds:.1f} s in all; {' '.join(shown.split())}",
                flush=True,
            )
    return 1 if is_over else 0


if __name__ == "__main__":
    sys.exit(main())
