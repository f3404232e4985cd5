"""`pressmark` and `python -m reader`: joins the two faces. The screen is imported only when it is wanted."""

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported below, while nobody looks for garbage
    from collections.abc import Sequence
    from pathlib import Path

    from reader.cli.main import ReaderCall
    from reader.cli.settings import KeyLine
    from reader.library.config import Config
    from reader.tui.curtain import Curtain

INTERRUPTED = 130


def main() -> int:
    """Run the command line of this process and return its exit code."""
    # What importing makes lives until the end; looking for garbage in it again and again costs a fifth of the start.
    gc.disable()
    arguments = sys.argv[1:]
    curtain: Curtain | None = None
    try:
        if _may_be_for_reader(arguments):
            curtain = _draw_curtain(arguments)
        from reader.cli.main import run

        gc.freeze()
        gc.enable()
        withdraw = curtain.withdraw if curtain is not None else _nothing
        return run(arguments, partial(_open_reader, curtain), _read_keys, withdraw)
    except KeyboardInterrupt:
        return INTERRUPTED  # while the command line was still being loaded; from then on it says so itself
    finally:
        if curtain is not None:
            curtain.withdraw()


def _may_be_for_reader(arguments: "Sequence[str]") -> bool:
    """Whether the screen may be asked for: no command has a dot in its name."""
    return not arguments or arguments[0] == "open" or (len(arguments) == 1 and "." in arguments[0])


def _draw_curtain(arguments: "Sequence[str]") -> "Curtain | None":
    from reader.tui.curtain import draw_curtain

    return draw_curtain(arguments, os.environ)


def _nothing() -> None:
    """There is nothing to be withdrawn."""


def _open_reader(curtain: "Curtain | None", call: "ReaderCall") -> int:
    gc.disable()  # the screen turns it on again after its first frame
    from reader.tui.event_loop import load_asyncio

    load_asyncio()
    from reader.tui.run import ReaderOptions, run_reader

    return run_reader(
        ReaderOptions(
            library=call.library,
            article_id=call.article_id,
            version_id=call.version_id,
            target=call.target,
            theme=call.theme,
            is_demo=call.is_demo,
            curtain=curtain,
        )
    )


def _read_keys(config: "Config", path: "Path") -> "Sequence[KeyLine]":
    from reader.cli.settings import KeyLine
    from reader.tui.keys.actions import PLACES
    from reader.tui.keys.keymap import shown_keys
    from reader.tui.settings import keymap_of

    keymap = keymap_of(config, path)
    return [
        KeyLine(
            id=action.id,
            group=action.group.value,
            places=tuple(PLACES[mode] for mode in action.modes),
            keys=action.keys,
            shown=shown_keys(action),
            help=action.help,
            is_changed=action.id in keymap.changed,
        )
        for action in keymap.actions
    ]


if __name__ == "__main__":
    sys.exit(main())
