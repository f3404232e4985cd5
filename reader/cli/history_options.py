"""What may stand behind `undo`, `redo` and `colours`."""

import argparse

from reader.cli.action_options import Actions
from reader.cli.command_options import COLOURS
from reader.cli.parsing import CommandParser

MOST_STEPS = 100


def add_steps(sub: CommandParser) -> None:
    """Add what `undo` and `redo` take."""
    sub.add_argument("steps", metavar="N", nargs="?", type=_steps, default=1, help="how many (default: 1)")


def add_colours(sub: CommandParser) -> None:
    """Add what `colours` takes: nothing, or an action of its own (`options.action`)."""
    actions = Actions(sub)
    actions.add("list", "list the colours with your words for them, as without an action", prints_json=True)
    named = actions.add("set", "say what a colour means to you")
    named.add_argument("colour", choices=COLOURS, help="which one")
    named.add_argument("words", metavar="WORD", nargs="+", help='"claim", "to check"; "" gives it its own name back')


def _steps(text: str) -> int:
    """Return how many steps an argument means. Raises ArgumentTypeError."""
    if text.isdecimal() and 1 <= int(text) <= MOST_STEPS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of steps: 1 to {MOST_STEPS}")
