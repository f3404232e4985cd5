"""`pressmark` and `python -m reader`: joins the two faces. The screen is imported only when it is wanted."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported below, while nobody looks for garbage
    from collections.abc import Sequence
    from pathlib import Path

    from reader.cli.main import ReaderCall
    from reader.cli.settings import KeyLine
    from reader.library.config import Config


def main() -> int:
    """Run the command line of this process and return its exit code."""
    # What importing makes lives until the end; looking for garbage in it again and again costs a fifth of the start.
    gc.disable()
    from reader.cli.main import run

    gc.freeze()
    gc.enable()
    return run(sys.argv[1:], _open_reader, _read_keys)


def _open_reader(call: "ReaderCall") -> int:
    gc.disable()  # the screen turns it on again after its first frame
    from reader.tui.run import ReaderOptions, run_reader

    return run_reader(
        ReaderOptions(
            library=call.library,
            article_id=call.article_id,
            target=call.target,
            theme=call.theme,
            is_demo=call.is_demo,
        )
    )


def _read_keys(config: "Config", path: "Path") -> "Sequence[KeyLine]":
    from reader.cli.settings import KeyLine
    from reader.tui.key_settings import keymap_of
    from reader.tui.keys.keymap import shown_keys
    from reader.tui.keys.overrides import PLACES

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
