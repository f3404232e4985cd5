"""The entry to the screen, called by the command line: finds the terminal, the key map and the theme, reads the article, runs."""

import gc
import os
import sys
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from reader.library.config import CONFIG_NAME
from reader.library.library import Library
from reader.library.log_file import LOG_NAME, begin_log
from reader.model.errors import ReaderError
from reader.tui.app import PressmarkApp, Setup
from reader.tui.curtain import Curtain
from reader.tui.looks.terminal_colours import Answers, ask
from reader.tui.looks.terminal_pictures import may_hold_pictures
from reader.tui.looks.theming import first_theme, follows_terminal
from reader.tui.screens.reading import Start
from reader.tui.settings import keymap_of, theme_of
from reader.tui.window_state import load_window_state

TERMINAL = "/dev/tty"

DEMO_WORDS = "Samples in a throw-away library: nothing is kept."
"""One row on the narrowest screen."""


class ReaderOptions(NamedTuple):
    """What the screen is asked to open."""

    library: Library
    article_id: str = ""
    """A kept article; else the list."""
    version_id: str = ""
    """The version of it to show; else the current one."""
    target: str = ""
    """An address or a path to add and open."""
    theme: str = ""
    """A theme for this run; else the one that was picked or set."""
    is_demo: bool = False
    curtain: Curtain | None = None
    """The first frame, if it was drawn beforehand and stands already, or what was learnt before it could."""
    environ: Mapping[str, str] | None = None
    """The environment of the user; else that of the process."""


def run_reader(options: ReaderOptions) -> int:
    """Run the screen until the user leaves it; return the exit code.

    Standard input may have been a pipe: keys are then read from the terminal. Raises ReaderError if there is no terminal,
    if the settings are wrong, if the article can't be opened, or if the screen had to stop.
    """
    library = options.library
    take_terminal()
    begin_log(library.folders.state)
    app = build_app(options)
    app.run()
    if app.fault:
        log_file = library.folders.state / LOG_NAME
        raise ReaderError(
            f"the screen had to stop: {app.fault}", f"What happened is in {log_file}; nothing saved is lost."
        )
    if not app.return_code and not options.is_demo and not options.theme and library.folder == library.folders.data:
        from reader.tui.rehearsal import keep_next_frames

        keep_next_frames(options, app)
    return app.return_code or 0


def build_app(
    options: ReaderOptions,
    *,
    answers: Answers | None = None,
    rehearsed_size: tuple[int, int] | None = None,
) -> PressmarkApp:
    """Return the app, ready to run: key map, theme and article are read. Raises ConfigError, NotFoundError, StoreError.

    `answers` are the terminal's; without them it is asked what has to be known. With `rehearsed_size` the app is for a run
    that nobody sees.
    """
    library = options.library
    config, folders = library.config, library.folders
    environ = options.environ if options.environ is not None else dict(os.environ)
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # empty counts as not set (no-color.org), but Textual would take it for set
    window = load_window_state(folders.state)
    theme = options.theme or window.over(config).theme
    if answers is None and options.curtain is not None:
        answers = options.curtain.answers
    if answers is None:
        is_asked = follows_terminal(theme, environ) or may_hold_pictures(environ)
        answers = ask(environ) if is_asked else Answers()
    config_path = folders.config / CONFIG_NAME
    find = partial(
        first_theme, user_folder=folders.config / "themes", environ=environ, is_dark=answers.is_dark(environ)
    )
    start = Start(
        opened=library.open_article(options.article_id, options.version_id) if options.article_id else None,
        target=options.target,
        message=DEMO_WORDS if options.is_demo else "",
        is_demo=options.is_demo,
        cell=answers.cell if rehearsed_size is None else None,  # what nobody sees is sent to no terminal
        offers_tour=not (options.is_demo or options.article_id or options.target or window.has_seen_tour),
        first_frame_shown=collect_garbage,
    )
    return PressmarkApp(
        Setup(
            library=library,
            keymap=keymap_of(config, config_path),
            theme=find(options.theme) if options.theme else theme_of(config, theme, config_path, find),
            environ=environ,
            start=start,
            window=window,
            curtain=options.curtain,
            answers=answers,
            rehearsed_size=rehearsed_size,
        )
    )


def collect_garbage() -> None:
    """Look for garbage again, which the start of the program left alone, but not in what the start has made; in all of it only
    while the reader rests: see `resting`.
    """
    from reader.tui.resting import put_off_whole_looks

    gc.freeze()
    put_off_whole_looks()
    gc.enable()


def take_terminal() -> None:
    """See to it that keys come from a terminal and the screen goes to one.

    A pipe on standard input was read to its end before; the terminal takes its place on descriptor 0, where textual reads.
    Raises ReaderError if there is none.
    """
    hint = "`pressmark show ID` and `pressmark list` print instead."
    if not os.isatty(sys.__stderr__.fileno() if sys.__stderr__ else 2):
        raise ReaderError("the screen needs a terminal, and this is none", hint)
    if os.isatty(0):
        return
    try:
        terminal = os.open(TERMINAL, os.O_RDWR)
    except OSError as error:
        raise ReaderError("there is no terminal to read keys from", hint) from error
    os.dup2(terminal, 0)
    os.close(terminal)
