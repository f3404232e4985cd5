"""The words of the command line: every command with its line of help. Shell completion is made from this table too."""

import argparse
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader import __version__
from reader.cli import command_options as options
from reader.cli import feed_options as feeds
from reader.cli import history_options as history
from reader.cli import keeping_options as keeping
from reader.cli import statistics_options as statistics
from reader.cli import version_options as versions
from reader.cli.action_options import add_json, add_library, add_timeout, folder_argument
from reader.cli.parsing import CommandParser

USAGE = """\
pressmark [OPTIONS]                  the reader, on the library
       pressmark [OPTIONS] URL | FILE | -   the reader, on this article, which it keeps
       pressmark [OPTIONS] COMMAND …        one command; COMMAND --help tells more"""

EPILOG = """\
exit codes: 0 done; 1 failure; 2 usage or settings; 3 nothing matched; 4 network; 5 nothing readable on the page;
6 store locked or damaged; 7 some of a batch failed; 130 interrupted

ID is a short prefix of an article's id, its address, its number in the last list, or `last`.
A command wins over a file of the same name: write ./list for the file.
"""


class Command(NamedTuple):
    """A command of the program."""

    help: str
    """One line, without a capital and a full stop."""
    add_options: Callable[[CommandParser], None]
    takes_query: bool = False
    """Whether its last argument is a query."""


COMMANDS: dict[str, Command] = {
    "open": Command("open a kept article in the reader", options.add_open),
    "add": Command("fetch or read articles and keep them", options.add_add),
    "refresh": Command(
        "fetch kept articles again; a changed text makes a new version", versions.add_refresh, takes_query=True
    ),
    "versions": Command("list the versions of an article, or go back to one", versions.add_versions),
    "diff": Command("print what parts two versions of an article, word by word", versions.add_diff),
    "list": Command("list the articles of the library, newest first", options.add_list, takes_query=True),
    "search": Command("find articles by their text and notes, the best first", options.add_search, takes_query=True),
    "searches": Command("list, add, rename and remove saved searches", options.add_searches),
    "show": Command("print an article", options.add_show),
    "annotate": Command("highlight a passage of a kept article, or write a note on it", options.add_annotate),
    "notes": Command("list and find highlights and notes", options.add_notes, takes_query=True),
    "marks": Command("list marks that are lost or doubtful, and put them right", options.add_marks),
    "colours": Command("say what the colours of marks mean to you, and name them", history.add_colours),
    "undo": Command("take back the last change, whoever made it on this machine", history.add_steps),
    "redo": Command("make again what was taken back", history.add_steps),
    "history": Command("list what can be undone and redone", add_json),
    "export": Command("write what was marked in articles, for other programs", options.add_export, takes_query=True),
    "feeds": Command("subscribe to feeds, and list, change, import and export them", feeds.add_feeds),
    "stats": Command("say what you read, how long and by which site", statistics.add_stats),
    "extract": Command("clean a page and print it; nothing is kept", options.add_extract),
    "trash": Command("list what was deleted, take it back, or take it away for good", keeping.add_trash),
    "backup": Command("write the whole library into one file", keeping.add_backup),
    "restore": Command("bring a backup into the library; what is here stays", keeping.add_restore),
    "paths": Command("say where things are kept", add_json),
    "keys": Command("list the keys of the reader, your own among them", add_json),
    "config": Command("show the settings in use, or check config.toml", options.add_config),
    "doctor": Command("check every file of the library", keeping.add_doctor),
    "completion": Command("print a script for your shell's completion", options.add_completion),
    "help": Command("tell about a command, or about queries", options.add_help),
}
"""Every command, in the order of the help."""


def build_parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser for `arguments`: with all commands, or with the one that they name.

    A call that names its command does not wait for the others to be put together.
    """
    parser = CommandParser(
        prog="pressmark",
        description="A news reader for the terminal in whose margin you can write.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=USAGE,
        allow_abbrev=False,
    )
    add_global_options(parser)
    parser.add_argument("--version", action="version", version=f"pressmark {__version__}")
    parser.add_argument("--demo", action="store_true", help="open a throw-away library of the samples")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="pressmark")
    named = first_word(arguments)
    is_alone = named in COMMANDS and not {"-h", "--help"} & set(arguments)
    for name, command in COMMANDS.items():
        if is_alone and name != named:
            continue
        sub = commands.add_parser(
            name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            takes_query=command.takes_query,
            allow_abbrev=False,
        )
        add_library(sub)
        command.add_options(sub)
    return parser


def build_reader_parser() -> argparse.ArgumentParser:
    """Return the parser for a call without a command: the reader, on the library or on one target."""
    parser = CommandParser(prog="pressmark", usage=USAGE, allow_abbrev=False)
    add_global_options(parser)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("target", nargs="?", default="")
    return parser


def add_global_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before the command."""
    parser.add_argument("--library", type=folder_argument, metavar="DIR", help="use the library in DIR")
    parser.add_argument("--theme", metavar="NAME", default="", help="use this theme for now")
    add_timeout(parser, is_global=True)


OPTIONS_WITH_VALUE = ("--library", "--theme", "--timeout")


def first_word(arguments: Sequence[str]) -> str | None:
    """Return the first argument that is no option and no option's value; None if there is none."""
    takes_next = False
    for position, argument in enumerate(arguments):
        if takes_next:
            takes_next = False
        elif argument == "--":
            return arguments[position + 1] if position + 1 < len(arguments) else None
        elif argument in OPTIONS_WITH_VALUE:
            takes_next = True
        elif not argument.startswith("-") or argument == "-":
            return argument
    return None
