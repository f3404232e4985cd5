"""Draws every screen at every size in every theme, several on a sheet, to be looked at.

    python -m tests.pictures.contact_sheets FOLDER [--screens help,palette] [--themes paper,night] [--sizes 80x24,120x40]

A name of a screen may end with a star. Run it after the looks have changed, and look at all of it. Needs rsvg-convert and the
font JetBrains Mono, as `take_pictures` does; without rsvg-convert the screens are left as SVG. Nothing of the user's is touched.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from textual.pilot import Pilot

from reader.library.config import Config
from reader.library.demo import demo_library, fill_demo, first_demo_article
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.progress import Work
from reader.library.resources import themes_folder
from reader.library.stores import open_stores
from reader.tui.app import PressmarkApp
from reader.tui.looks.themes import load_theme
from reader.tui.run import ReaderOptions, build_app
from reader.tui.screens.reading import ReadingScreen
from reader.tui.window_state import WindowState, save_window_state
from tests.pictures.changed_sample import change_first
from tests.pictures.scenes import SCENES, Scene
from tests.pictures.take_pictures import png_of

SIZES = ((60, 24), (80, 24), (120, 40), (200, 60))
CELL_WIDTH_PIXELS = 8
SHEET_PIXELS = 1_320
"""Wide enough for two screens of 80 cells, and not made smaller by whoever shows it."""
SHEET_HEIGHT_PIXELS = 1_360
GUTTER_PIXELS = 14
LABEL_PIXELS = 18
SETTLE_SECONDS = 0.3
"""Pictures are decoded beside the session, which says when it is idle."""
WAIT_SECONDS = 0.5
HEALTH = "health"
"""Where the health of the samples' feeds waits."""


class Picture(NamedTuple):
    """One screen, drawn."""

    label: str
    image: Image.Image


async def settle(app: PressmarkApp, pilot: Pilot[None]) -> None:
    """Wait until what the keys began is done."""
    screen = app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    for _ in range(2):
        while not screen.session.is_idle:
            await pilot.pause(0.02)
        await pilot.pause(SETTLE_SECONDS)


async def draw_scene(scene: Scene, size: tuple[int, int], themes: Sequence[str], library: Library) -> dict[str, str]:
    """Return the SVG of a scene in each theme."""
    first = "" if not scene.opens_article else first_demo_article(library)
    if scene.has_changed:
        change_first(library, is_marked=scene.has_lost_marks)
    save_window_state(library.folders.state, WindowState(has_seen_tour=scene.has_seen_tour))
    app = build_app(ReaderOptions(library=library, article_id=first, theme=themes[0], environ={}))
    drawn: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        for key in scene.keys:
            if key == "wait":
                await pilot.pause(WAIT_SECONDS)
            else:
                await pilot.press(key)
        await settle(app, pilot)
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        for theme in themes:
            screen.wear(load_theme(themes_folder() / f"{theme}.toml"))
            await pilot.pause(0.05)
            drawn[theme] = app.export_screenshot(title="")
    return drawn


def library_below(root: Path) -> Library:
    """Return the library below `root`, with the settings nobody has changed."""
    folders = Folders.below(root)
    return Library(open_stores(folders.data, folders), folders=folders, config=Config())


def fill(root: Path) -> None:
    """Lay the samples out below `root`, and how their feeds are doing, which no library takes along."""
    with demo_library() as library:
        fill_demo(library, Work())
        shutil.copytree(library.folder, Folders.below(root).data)
        shutil.copytree(open_stores(library.folder, library.folders).places.feed_states, root / HEALTH)


def copy_samples(samples: Path, root: Path) -> None:
    """Lay them out anew below `root`."""
    folders = Folders.below(root)
    shutil.copytree(Folders.below(samples).data, folders.data)
    shutil.copytree(samples / HEALTH, open_stores(folders.data, folders).places.feed_states, dirs_exist_ok=True)


def draw_all(
    scenes: Iterable[Scene], size: tuple[int, int], themes: Sequence[str], samples: Path
) -> Iterator[tuple[Scene, dict[str, str]]]:
    """Yield each scene with its SVG by theme; each is drawn over a library of its own."""
    for scene in scenes:
        with tempfile.TemporaryDirectory(prefix="pressmark-sheets-", ignore_cleanup_errors=True) as name:
            root = Path(name)
            if not scene.is_empty:
                copy_samples(samples, root)
            try:
                yield scene, asyncio.run(draw_scene(scene, size, themes, library_below(root)))
            except Exception as error:  # noqa: BLE001  one screen that fails must not keep the others from being seen
                print(f"{scene.name} at {size[0]}x{size[1]}: {type(error).__name__}: {error}", file=sys.stderr)


def lay_on_sheets(pictures: Sequence[Picture]) -> Iterator[Image.Image]:
    """Yield sheets with the pictures in rows, as many as have room."""
    if not pictures:
        return
    width, height = (max(getattr(picture.image, side) for picture in pictures) for side in ("width", "height"))
    columns = max(1, (SHEET_PIXELS + GUTTER_PIXELS) // (width + GUTTER_PIXELS))
    rows = max(1, SHEET_HEIGHT_PIXELS // (height + LABEL_PIXELS + GUTTER_PIXELS))
    font = ImageFont.load_default(13)
    for first in range(0, len(pictures), columns * rows):
        batch = pictures[first : first + columns * rows]
        used_rows = -(-len(batch) // columns)  # rounded up
        sheet = Image.new(
            "RGB",
            (columns * (width + GUTTER_PIXELS), used_rows * (height + LABEL_PIXELS + GUTTER_PIXELS)),
            "#808080",
        )
        pen = ImageDraw.Draw(sheet)
        for number, picture in enumerate(batch):
            x = number % columns * (width + GUTTER_PIXELS) + GUTTER_PIXELS // 2
            y = number // columns * (height + LABEL_PIXELS + GUTTER_PIXELS)
            pen.text((x, y + 1), picture.label, fill="#ffffff", font=font)
            sheet.paste(picture.image, (x, y + LABEL_PIXELS))
        yield sheet


def main(arguments: Sequence[str]) -> int:
    """Draw what was asked for."""
    names = sorted(path.stem for path in themes_folder().glob("*.toml"))
    parser = argparse.ArgumentParser(prog="contact_sheets", description="Draw the screens, to be looked at.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--screens", default="*", help=f"of {', '.join(scene.name for scene in SCENES)}")
    parser.add_argument("--themes", default=",".join(names))
    parser.add_argument("--sizes", default=",".join(f"{width}x{height}" for width, height in SIZES))
    options = parser.parse_args(arguments)
    wanted = options.screens.split(",")
    scenes = [scene for scene in SCENES if any(fnmatch(scene.name, pattern) for pattern in wanted)]
    themes = options.themes.split(",")
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pressmark-sheets-") as name:
        samples = Path(name)
        fill(samples)
        for size_words in options.sizes.split(","):
            width, height = map(int, size_words.split("x"))
            pictures: dict[str, list[Picture]] = {theme: [] for theme in themes}
            for scene, drawn in draw_all(scenes, (width, height), themes, samples):
                for theme, svg in drawn.items():
                    label = f"{scene.name} · {size_words} · {theme}"
                    if not shutil.which("rsvg-convert"):
                        path = options.folder / f"{scene.name}-{size_words}-{theme}.svg"
                        path.write_text(svg, encoding="utf-8")
                        continue
                    image = Image.open(BytesIO(png_of(svg, width * CELL_WIDTH_PIXELS)))
                    pictures[theme].append(Picture(label, image.convert("RGB")))
            for theme, drawn_pictures in pictures.items():
                for number, sheet in enumerate(lay_on_sheets(drawn_pictures), 1):
                    path = options.folder / f"{size_words}-{theme}-{number:02}.png"
                    sheet.save(path)
                    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
