"""Options that several commands share, and the actions that a command of its own kind has: `trash list`, `searches add`."""

import argparse
from pathlib import Path

from reader.cli.parsing import CommandParser


class Actions:
    """The actions of one command; which one was given stands in `options.action`, None for none."""

    def __init__(self, sub: CommandParser) -> None:
        """`sub` is the command; without an action it does what its action `list` does."""
        add_json(sub)
        self._made = sub.add_subparsers(dest="action", metavar="ACTION", title="actions")

    def add(self, name: str, help_line: str, *, takes_query: bool = False, prints_json: bool = False) -> CommandParser:
        """Return the parser of a new action; with `prints_json` it takes --json, on either side of its name."""
        made: CommandParser = self._made.add_parser(
            name,
            help=help_line,
            description=f"{help_line[0].upper()}{help_line[1:]}.",
            takes_query=takes_query,
            allow_abbrev=False,
        )
        add_library(made)
        if prints_json:  # unsaid here, it must not take away what was said before the action
            made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        return made


def add_json(sub: CommandParser) -> None:
    """Add --json, which every command has that reads."""
    sub.add_argument("--json", action="store_true", help="print JSON")


def add_library(sub: CommandParser) -> None:
    """Add --library behind the command: either side will do; unsaid here, it must not take away what was said there."""
    sub.add_argument("--library", type=folder_argument, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def folder_argument(text: str) -> Path:
    """Return the folder that an argument names. Raises ArgumentTypeError if it is empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return Path(text)
