"""Takes the README's pictures from the real program on the samples.

    python -m tests.pictures.take_pictures [NAME…]      all of them, or those named; writes PNG beside this file

Run it after the screen has changed, and look at what comes out. Needs rsvg-convert (Debian: librsvg2-bin) and the font
JetBrains Mono (Debian: fonts-jetbrains-mono). Nothing of the user's is touched.
"""

import asyncio
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.library.demo import demo_library, fill_demo, first_demo_article
from reader.library.progress import Work
from reader.tui.run import ReaderOptions, build_app
from tests.pictures.changed_sample import change_first

HERE = Path(__file__).parent
FONT = "JetBrains Mono"
WIDTH_PIXELS = 1200
CELL_PIXELS = 12.2
FONT_ADVANCE = 0.6
"""Width of a letter of the font, as a share of its size."""
SETTLE_SECONDS = 1.5
"""Pictures are decoded and lists are read in the background."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: the screen after some keys."""

    name: str
    theme: str
    size: tuple[int, int] = (120, 40)
    keys: Sequence[str] = ()
    opens_list: bool = False
    has_changed: bool = False
    """Whether the newsroom has changed the first sample since it came."""


SHOTS = (
    Shot(name="wide-paper", theme="paper"),
    Shot(name="list-paper", theme="paper", opens_list=True),
    Shot(name="narrow-night", theme="night", size=(80, 24)),
    Shot(name="left-out-paper", theme="paper", size=(80, 24), keys=tuple("]r]r]r]r]rjjjj")),
    Shot(name="changed-paper", theme="paper", size=(80, 28), keys=tuple("gd"), has_changed=True),
    Shot(name="news-paper", theme="paper", keys=tuple("gNpjjj"), opens_list=True),
    Shot(name="bench-night", theme="night", keys=tuple("gA"), opens_list=True),
)


async def take(shot: Shot) -> str:
    """Return the screen as SVG."""
    with demo_library() as library:
        fill_demo(library, Work())
        article_id = "" if shot.opens_list else first_demo_article(library)
        if shot.has_changed:
            change_first(library)
        app = build_app(ReaderOptions(library=library, article_id=article_id, theme=shot.theme, environ={}))
        async with app.run_test(size=shot.size) as pilot:
            await pilot.pause(SETTLE_SECONDS)
            for key in shot.keys:
                await pilot.press(key)
            await pilot.pause(SETTLE_SECONDS)
            return app.export_screenshot(title="pressmark")


_FROM_THE_RIGHT = re.compile(r">([^<]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^<]*)<")
"""What an SVG writes in Hebrew or Arabic letters."""


def png_of(svg: str, width_pixels: int) -> bytes:
    """Return the SVG drawn as PNG: a browser without the font would set its letters askew."""
    # rsvg takes blanks at the start of a text for nothing: they become room before it.
    svg = re.sub(r'x="([\d.]+)"([^>]*)>((?:&#160;)+)(?=[^&<]|&(?!#160;))', _moved, svg)
    named = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", FONT)
    # Letters as wide as their cells: the SVG says so by textLength, which rsvg does not know.
    named = named.replace("font-size: 20px", f"font-size: {CELL_PIXELS / FONT_ADVANCE:.3f}px")
    # The screen has put its letters in order; rsvg would turn those that run from right to left round once more.
    named = _FROM_THE_RIGHT.sub(">\u202d\\1\u202c<", named)
    command = ["rsvg-convert", "--width", str(width_pixels)]
    return subprocess.run(command, input=named.encode(), check=True, stdout=subprocess.PIPE).stdout


def _moved(found: re.Match[str]) -> str:
    return f'x="{float(found[1]) + CELL_PIXELS * found[3].count("&#160;"):.1f}"{found[2]}>'


def main(names: Sequence[str]) -> None:
    """Take the pictures named, or all."""
    for shot in SHOTS:
        if not names or shot.name in names:
            path = HERE / f"{shot.name}.png"
            path.write_bytes(png_of(asyncio.run(take(shot)), WIDTH_PIXELS))
            print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
