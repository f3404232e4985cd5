"""What may stand behind the commands about versions: `refresh`, `versions` and `diff`."""

import argparse

from reader.cli.action_options import add_json, add_timeout
from reader.cli.command_options import ID_HELP, QUERY_HELP, VERSION_HELP
from reader.cli.parsing import CommandParser

MOST_CONTEXT = 1_000


def add_refresh(sub: CommandParser) -> None:
    """Add what `refresh` takes."""
    sub.add_argument("ids", metavar="ID|QUERY", nargs="*", help=f"{ID_HELP}; or, if none is called so, {QUERY_HELP}")
    sub.add_argument(
        "--all", action="store_true", help="every article that came from an address or a file, but for news"
    )
    sub.add_argument("--offline", action="store_true", help="clean the stored page again instead")
    sub.add_argument(
        "--force",
        action="store_true",
        help="take what comes, even a log-in or a teaser in the place of the whole text",
    )
    add_timeout(sub)
    add_json(sub)


def add_versions(sub: CommandParser) -> None:
    """Add what `versions` takes."""
    sub.add_argument("id", metavar="ID", help=ID_HELP)
    sub.add_argument("--use", metavar="VERSION", default="", help=f"make it the current one: {VERSION_HELP}")
    add_json(sub)


def add_diff(sub: CommandParser) -> None:
    """Add what `diff` takes."""
    sub.add_argument("id", metavar="ID", help=ID_HELP)
    sub.add_argument("old", metavar="OLD", nargs="?", default="", help=f"{VERSION_HELP}; default: the one before")
    sub.add_argument("new", metavar="NEW", nargs="?", default="", help="another one; default: the current one")
    which = sub.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="show all of the text, the unchanged paragraphs too")
    which.add_argument(
        "--context",
        type=_context,
        default=0,
        metavar="N",
        help="show N unchanged paragraphs around every change (default: 0)",
    )
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--html", action="store_true", help="write a web page that needs nothing else")
    form.add_argument("--json", action="store_true", help="print JSON")
    sub.add_argument("-o", "--output", metavar="FILE|DIR", default="", help="where to write the page (default: stdout)")


def _context(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) > MOST_CONTEXT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of paragraphs: a whole number from 0 to {MOST_CONTEXT}"
        )
    return int(text)
