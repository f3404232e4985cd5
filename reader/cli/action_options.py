"""Options that several commands share, and the actions that a command of its own kind has: `trash list`, `searches add`."""

import argparse
from pathlib import Path

from reader.cli.parsing import CommandParser
from reader.library.config import DEADLINE_RANGE


class Actions:
    """The actions of one command; which one was given stands in `options.action`, None for none."""

    def __init__(self, sub: CommandParser, dest: str = "action") -> None:
        """`sub` is the command, or an action that has actions; without one it does what its action `list` does.

        `dest` is where the options say which one was given.
        """
        if dest == "action":
            add_json(sub)
        else:
            _add_json_again(sub)
        self._made = sub.add_subparsers(dest=dest, metavar="ACTION", title="actions")

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
        if prints_json:
            _add_json_again(made)
        return made


def add_json(sub: CommandParser) -> None:
    """Add --json, which every command has that reads."""
    sub.add_argument("--json", action="store_true", help="print JSON")


def _add_json_again(sub: CommandParser) -> None:
    """Add --json behind an action: unsaid there, it must not take away what was said before the action."""
    sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def add_limit(sub: argparse.ArgumentParser, usual: str, *, default: int | None = None) -> None:
    """Add --limit: a number, or all, which is None."""
    sub.add_argument(
        "--limit",
        type=_limit,
        metavar="N",
        default=default,
        help=f"no more than the first N, or all (default: {usual})",
    )


def _limit(text: str) -> int | None:
    if text == "all":
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no limit: a whole number from 1, or all")
    return int(text)


def add_timeout(sub: argparse.ArgumentParser, *, is_global: bool = False) -> None:
    """Add --timeout, of commands that fetch; behind a command, what is unsaid must not take away what was said before it."""
    sub.add_argument(
        "--timeout",
        type=_seconds,
        metavar="SECONDS",
        default=None if is_global else argparse.SUPPRESS,
        help="the most that a page or a feed may take to come (default: fetch_deadline_seconds)",
    )


def _seconds(text: str) -> float:
    least, most = DEADLINE_RANGE
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not least <= seconds <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: a number of seconds from {least:g} to {most:g}")
    return seconds


def add_library(sub: CommandParser) -> None:
    """Add --library behind the command: either side will do; unsaid here, it must not take away what was said there."""
    sub.add_argument("--library", type=folder_argument, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def folder_argument(text: str) -> Path:
    """Return the folder that an argument names. Raises ArgumentTypeError if it is empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return Path(text)
