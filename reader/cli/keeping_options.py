"""What may stand behind the commands that keep a library well: `trash`, `backup`, `restore` and `doctor`."""

import argparse
from datetime import timedelta

from reader.cli.action_options import Actions, add_json
from reader.cli.command_options import ID_HELP
from reader.cli.parsing import CommandParser

LONGEST_AGE_DAYS = 36_500


def add_trash(sub: CommandParser) -> None:
    """Add what `trash` takes: nothing, or an action of its own (`options.action`)."""
    actions = Actions(sub)
    actions.add("list", "list what is in the trash, as without an action", prints_json=True)
    put = actions.add("put", "put articles in the trash")
    put.add_argument("targets", metavar="ID", nargs="+", help=ID_HELP)
    restored = actions.add("restore", "take articles, marks and notes out of the trash")
    restored.add_argument("targets", metavar="ID", nargs="+", help="a number or an id that `trash list` shows")
    emptied = actions.add("empty", "take away for good what is in the trash", prints_json=True)
    emptied.add_argument(
        "--older-than",
        type=_days,
        metavar="DAYS",
        help="only what has been there for so many days (default: all of it)",
    )
    emptied.add_argument("--dry-run", action="store_true", help="say what would go, and take nothing away")
    emptied.add_argument("--yes", action="store_true", help="don't ask")


def add_backup(sub: CommandParser) -> None:
    """Add what `backup` takes."""
    sub.add_argument("file", metavar="FILE", help="the zip file to write; in a folder it is named by the day")
    add_json(sub)


def add_restore(sub: CommandParser) -> None:
    """Add what `restore` takes."""
    sub.add_argument("file", metavar="FILE", help="a file that `backup` wrote")
    sub.add_argument("--bring-back", action="store_true", help="bring back what was deleted here since, too")
    sub.add_argument("--dry-run", action="store_true", help="say what it would bring, and bring nothing")
    add_json(sub)


def add_doctor(sub: CommandParser) -> None:
    """Add what `doctor` takes."""
    sub.add_argument("--fix", action="store_true", help="mend what can be mended")
    add_json(sub)


def _days(text: str) -> timedelta:
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or int(text) > LONGEST_AGE_DAYS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days: a whole number")
    return timedelta(days=int(text))
