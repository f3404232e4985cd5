"""The rehearsal: when the screen is left, it is opened once more where nobody sees it, as it will be the next time.

So the frame that is kept for the next start is drawn by the same code, from the same files, in the same order as the one that
will take its place; what was scrolled, chosen or open in between plays no part. A rehearsal writes nothing but its frame.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from reader.library.first_frames import LIST, FirstFrame, circumstances, drop_all_frames, keep_frame
from reader.library.library import Library
from reader.model.errors import ReaderError
from reader.tui.app import PressmarkApp
from reader.tui.looks.theming import follows_terminal
from reader.tui.run import ReaderOptions, build_app
from reader.tui.window_state import FILE_NAME, load_window_state

_PLACEHOLDER = "\U0010eeee"
"""Stands for a picture that the terminal holds itself, and holds no longer at the next start."""

log = logging.getLogger("pressmark")


def keep_next_frames(options: ReaderOptions, last: PressmarkApp) -> None:
    """Keep what the next start will show: the list, and the article that was open at the end of `last`, or before.

    Takes some 40 ms for each, when the terminal has been given back.
    """
    library, setup = options.library, last.setup
    state = library.folders.state
    if not library.config.first_frame:
        drop_all_frames(state)
        return
    theme = load_window_state(state).over(library.config).theme
    is_dark = setup.answers.is_dark(setup.environ)
    if setup.environ.get("NO_COLOR") or (follows_terminal(theme, setup.environ) and is_dark is None):
        return
    ground = ("dark" if is_dark else "light") if follows_terminal(theme, setup.environ) else ""
    try:
        size = os.get_terminal_size(2)
    except OSError:
        return  # the terminal is gone, and with it what a frame would be drawn for
    opened = _last_article(library, last)
    drawn: list[tuple[str, PressmarkApp, str]] = []
    for article_id in ("", opened) if opened else ("",):
        rehearsal = options._replace(
            article_id=article_id, version_id="", target="", curtain=None, environ=setup.environ
        )
        try:
            app = build_app(
                rehearsal, answers=setup.answers._replace(typed=b""), rehearsed_size=(size.columns, size.lines)
            )
            text = draw(app)
        except ReaderError:
            log.warning("no first frame", exc_info=True)
            continue
        if text and _PLACEHOLDER not in text:
            drawn.append((article_id or LIST, app, text))
    library.close()  # the index is written to its end: its time stands beside the frames
    now = circumstances((size.columns, size.lines), setup.environ)
    for name, app, text in drawn:
        keep_frame(state, name, FirstFrame(text.encode(), ground), now, _sources(app, name))


def _last_article(library: Library, last: PressmarkApp) -> str:
    """Return the id of the article that was open last, "" if none was or it is in the trash: nothing of it is kept here."""
    try:
        article_id = last.left_open or library.resolve("last")
        return "" if library.listed(article_id).state.is_trashed else article_id
    except ReaderError:
        return ""


def draw(app: PressmarkApp) -> str:
    """Run an app that was built for a rehearsal; return what draws its first frame, list and all, "" if it came to none."""
    size = app.setup.rehearsed_size
    app.run(headless=True, size=size)
    return "" if app.fault else app.rehearsed


def _sources(app: PressmarkApp, name: str) -> Iterator[Path]:
    """Give every file that changes what the first frame looks like when it changes."""
    from reader.library.resources import themes_folder

    library = app.setup.library
    folders = library.folders
    yield folders.state / FILE_NAME
    yield folders.config / "config.toml"
    for folder in (folders.config / "themes", themes_folder()):
        yield folder / f"{app.setup.theme.name}.toml"
    yield from library.shown_files("" if name == LIST else name)
