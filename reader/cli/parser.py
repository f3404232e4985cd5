"""The words of the command line: every command with its options and its help. Shell completion is made from this table too."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from reader import __version__

EXPORT_FORMATS = ("md", "markdown", "html", "json", "text")
SHOW_FORMATS = ("text", "md", "html", "json")
COLOURS = ("yellow", "green", "blue", "pink", "violet")
SHELLS = ("bash", "zsh", "tcsh")
VIEWS = ("inbox", "starred", "archive", "all", "trash")

EPILOG = """\
exit codes: 0 done; 1 failure; 2 usage; 3 nothing matched; 4 network; 5 nothing readable on the page;
6 store locked or damaged; 7 some of a batch failed; 130 interrupted

ID is a short prefix of an article's id, its address, its number in the last list, or `last`.
A command wins over a file of the same name: write ./list for the file.
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the whole parser: the commands, and `read` for a call without one."""
    parser = _Parser(
        prog="pressmark",
        description="A news reader for the terminal in whose margin you can write.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="pressmark [OPTIONS] [URL | FILE | - | COMMAND …]",
        allow_abbrev=False,
    )
    add_global_options(parser)
    parser.add_argument("--version", action="version", version=f"pressmark {__version__}")
    parser.add_argument("--demo", action="store_true", help="open a throw-away library of the samples")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, help_line: str, *, reads: bool = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=help_line, description=help_line[0].upper() + help_line[1:] + ".", allow_abbrev=False
        )
        sub.add_argument(
            "--library", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )  # either side of the command
        if reads:
            sub.add_argument("--json", action="store_true", help="print JSON")
        return sub

    sub = command("open", "open a kept article in the reader", reads=False)
    sub.add_argument("id", metavar="ID")

    sub = command("add", "fetch or read articles and keep them")
    sub.add_argument("targets", metavar="URL|FILE|-", nargs="*")
    sub.add_argument("--from", dest="from_list", metavar="LIST", help="also each line of the file LIST (- is stdin)")
    sub.add_argument(
        "--tag", dest="tags", metavar="T", action="append", default=[], help="tag what is added (may be repeated)"
    )
    sub.add_argument("--refresh", action="store_true", help="fetch again what is there already")
    sub.add_argument("--no-images", action="store_true", help="leave the pictures where they are")

    sub = command("refresh", "fetch kept articles again; a changed text makes a new version")
    sub.add_argument("ids", metavar="ID", nargs="*")
    sub.add_argument("--all", action="store_true", help="every article of the library")
    sub.add_argument("--offline", action="store_true", help="clean the stored page again instead")

    sub = command("list", "list the articles of the library, newest first")
    sub.add_argument(
        "words", metavar="WORD", nargs="*", help="only those with these words in title, site, author, deck or tags"
    )
    sub.add_argument("--view", choices=VIEWS, default="inbox", help="which of them (default: inbox)")
    sub.add_argument("--tag", metavar="T", default="", help="only those with this tag")

    sub = command("show", "print an article")
    sub.add_argument("id", metavar="ID|URL|FILE|-")
    sub.add_argument("--format", choices=SHOW_FORMATS, default="text")
    sub.add_argument(
        "--width",
        type=_width,
        default=0,
        metavar="N",
        help="width of the text in cells (default: the terminal's, at most 72)",
    )
    sub.add_argument("--plain", action="store_true", help="letters only, no bold or colour")

    sub = command("annotate", "highlight a passage of a kept article, or write a note on it")
    sub.add_argument("id", metavar="ID")
    sub.add_argument("--quote", metavar="Q", default="", help="the passage; “first words … last words” will do")
    sub.add_argument("--note", metavar="N", default="", help="what to write beside it (- is stdin)")
    sub.add_argument("--color", "--colour", dest="colour", choices=COLOURS, default="yellow")
    sub.add_argument("--tag", dest="tags", metavar="T", action="append", default=[])

    sub = command("notes", "list highlights and notes")
    sub.add_argument(
        "words", metavar="ID|WORD", nargs="*", help="of one article, or those with these words in quote, note or tags"
    )

    sub = command("export", "write an article with its notes to a file", reads=False)
    sub.add_argument("target", metavar="ID|URL|FILE")
    sub.add_argument(
        "--to", dest="form", choices=EXPORT_FORMATS, default="md", metavar="FORMAT", help="md (default), html, json"
    )
    sub.add_argument("-o", "--output", type=Path, metavar="FILE|DIR", help="where to (default: stdout)")
    sub.add_argument("--full", action="store_true", help="the whole text with the marks in it, not the quotes alone")

    sub = command("extract", "clean a page and print it; stores nothing, fetches nothing but the page")
    sub.add_argument("target", metavar="URL|FILE|-", nargs="?")
    sub.add_argument("--url", default="", help="the address the page came from")
    sub.add_argument(
        "--batch", action="store_true", help='read lines {"id", "html": path, "url"}, write a JSON object a line'
    )

    command("paths", "say where things are kept")

    sub = command("doctor", "check every file of the library")
    sub.add_argument("--fix", action="store_true", help="mend what can be mended")

    sub = command("completion", "print a script for your shell's completion", reads=False)
    sub.add_argument("shell", choices=SHELLS)
    return parser


def build_reader_parser() -> argparse.ArgumentParser:
    """Return the parser for a call without a command: the reader, on the library or on one target."""
    parser = _Parser(prog="pressmark", usage="pressmark [OPTIONS] [URL | FILE | - | COMMAND …]", allow_abbrev=False)
    add_global_options(parser)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("target", nargs="?", default="")
    return parser


def add_global_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before the command."""
    parser.add_argument("--library", type=Path, metavar="DIR", help="use the library in DIR")
    parser.add_argument("--theme", metavar="NAME", default="", help="use this theme for now")


OPTIONS_WITH_VALUE = ("--library", "--theme")


def first_word(arguments: Sequence[str]) -> str:
    """Return the first argument that is no option and no option's value; "" if there is none."""
    takes_next = False
    for position, argument in enumerate(arguments):
        if takes_next:
            takes_next = False
        elif argument == "--":
            return arguments[position + 1] if position + 1 < len(arguments) else ""
        elif argument in OPTIONS_WITH_VALUE:
            takes_next = True
        elif not argument.startswith("-") or argument == "-":
            return argument
    return ""


def command_names(parser: argparse.ArgumentParser) -> tuple[str, ...]:
    """Return the names of all commands of `parser`."""
    for action in parser._actions:  # argparse has no public way to ask
        if isinstance(action, argparse._SubParsersAction):
            return tuple(action.choices)
    return ()


class _Parser(argparse.ArgumentParser):
    """Says what is wrong on one line and leaves the usage to --help."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _width(text: str) -> int:
    if not text.isdigit() or not 20 <= int(text) <= 400:
        raise argparse.ArgumentTypeError(f"{text!r} is no width: a whole number from 20 to 400")
    return int(text)
