"""What may stand behind `undo`, `redo` and `colours`."""

import argparse

from reader.cli.command_options import COLOURS, add_json, add_library

MOST_STEPS = 100


def add_steps(sub: argparse.ArgumentParser) -> None:
    """Add what `undo` and `redo` take."""
    sub.add_argument("steps", metavar="N", nargs="?", type=_steps, default=1, help="how many (default: 1)")


def add_colours(sub: argparse.ArgumentParser) -> None:
    """Add what `colours` takes: nothing, or an action of its own (`options.action`)."""
    add_json(sub)
    actions = sub.add_subparsers(dest="action", metavar="ACTION", title="actions")

    def action(name: str, help_line: str) -> argparse.ArgumentParser:
        made = actions.add_parser(
            name, help=help_line, description=f"{help_line[0].upper()}{help_line[1:]}.", allow_abbrev=False
        )
        add_library(made)
        return made

    listed = action("list", "list the colours with your words for them, as without an action")
    listed.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    named = action("set", "say what a colour means to you")
    named.add_argument("colour", choices=COLOURS, help="which one")
    named.add_argument("words", metavar="WORD", nargs="+", help='"claim", "to check"; "" gives it its own name back')


def _steps(text: str) -> int:
    """Return how many steps an argument means. Raises ArgumentTypeError."""
    if text.isdecimal() and 1 <= int(text) <= MOST_STEPS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of steps: 1 to {MOST_STEPS}")
