"""The words of the command line: every command with its options and its help. Shell completion is made from this table too."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from reader import __version__
from reader.library.listing import ViewKind
from reader.model.annotation import Colour

EXPORT_FORMATS = ("md", "markdown", "html", "json", "text", "txt")
SHOW_FORMATS = ("text", "md", "html", "json")
COLOURS = tuple(colour.value for colour in Colour)
SHELLS = ("bash", "zsh", "tcsh")
VIEWS = tuple(kind.value for kind in ViewKind if kind not in (ViewKind.TAG, ViewKind.SAVED, ViewKind.FOUND))

USAGE = """\
pressmark [OPTIONS]                  the reader, on the library
       pressmark [OPTIONS] URL | FILE | -   the reader, on this article, which it keeps
       pressmark [OPTIONS] COMMAND …        one command; COMMAND --help tells more"""

ID_HELP = "a prefix of its id, its address, its number in the last list, or last"

EPILOG = """\
exit codes: 0 done; 1 failure; 2 usage; 3 nothing matched; 4 network; 5 nothing readable on the page;
6 store locked or damaged; 7 some of a batch failed; 130 interrupted

ID is a short prefix of an article's id, its address, its number in the last list, or `last`.
A command wins over a file of the same name: write ./list for the file.
"""


def build_parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser for `arguments`: with all commands, or with the one that they name.

    A call that names its command does not wait for the others to be put together.
    """
    parser = _Parser(
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
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog="pressmark", parser_class=_Parser
    )
    named = first_word(arguments)
    is_alone = named in COMMANDS and not {"-h", "--help"} & set(arguments)
    for name, (help_line, add_arguments) in COMMANDS.items():
        if is_alone and name != named:
            continue
        description = f"{help_line[0].upper()}{help_line[1:]}."
        sub = commands.add_parser(name, help=help_line, description=description, allow_abbrev=False)
        # Either side of the command will do; unsaid here, it must not take away what was said there.
        sub.add_argument("--library", type=_folder, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        add_arguments(sub)
    return parser


def _add_open(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("id", metavar="ID", help=ID_HELP)
    sub.add_argument("--theme", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add_add(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("targets", metavar="URL|FILE|-", nargs="*", help="an address, a path, or - for stdin")
    sub.add_argument("--from", dest="from_list", metavar="LIST", help="also each line of the file LIST (- is stdin)")
    sub.add_argument(
        "--tag", dest="tags", metavar="T", action="append", default=[], help="tag what is added (may be repeated)"
    )
    sub.add_argument("--refresh", action="store_true", help="fetch again what is there already")
    sub.add_argument("--no-images", action="store_true", help="leave the pictures where they are")
    _add_json(sub)


def _add_refresh(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("ids", metavar="ID", nargs="*", help=ID_HELP)
    sub.add_argument("--all", action="store_true", help="every article that came from an address or a file")
    sub.add_argument("--offline", action="store_true", help="clean the stored page again instead")
    _add_json(sub)


def _add_list(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "words", metavar="WORD", nargs="*", help="only those with these words in title, site, author, deck or tags"
    )
    sub.add_argument("--view", choices=VIEWS, default="inbox", help="which of them (default: inbox)")
    sub.add_argument("--tag", metavar="T", default="", help="only those with this tag, the archived ones too")
    _add_json(sub)


def _add_show(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("id", metavar="ID|URL|FILE|-", help="a kept article, or a page that is read and not kept")
    sub.add_argument("--format", choices=SHOW_FORMATS, default="text", help="as what (default: text)")
    sub.add_argument(
        "--width",
        type=_width,
        default=0,
        metavar="N",
        help="width of the text in cells (default: the terminal's, at most 72)",
    )
    sub.add_argument("--plain", action="store_true", help="letters only, no bold or italics")
    _add_json(sub)


def _add_annotate(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("id", metavar="ID", help=ID_HELP)
    sub.add_argument("--quote", metavar="Q", default="", help="the passage; “first words … last words” will do")
    sub.add_argument("--note", metavar="N", default="", help="what to write beside it (- is stdin)")
    sub.add_argument("--color", "--colour", dest="colour", choices=COLOURS, default="yellow", help="default: yellow")
    sub.add_argument("--tag", dest="tags", metavar="T", action="append", default=[], help="may be repeated")
    _add_json(sub)


def _add_notes(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "words", metavar="ID|WORD", nargs="*", help="of one article, or those with these words in quote, note or tags"
    )
    _add_json(sub)


def _add_export(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("target", metavar="ID|URL|FILE|-", help="a kept article, or a page that is read and not kept")
    sub.add_argument(
        "--to",
        dest="form",
        choices=EXPORT_FORMATS,
        default="md",
        metavar="FORMAT",
        help="md (the default; also markdown), html, json or text",
    )
    sub.add_argument(
        "-o", "--output", metavar="FILE|DIR", help="where to (default: stdout); in DIR it is named by the title"
    )
    sub.add_argument("--full", action="store_true", help="the whole text with the marks in it, not the quotes alone")


def _add_extract(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("target", metavar="URL|FILE|-", nargs="?", help="an address, a path, or - for stdin")
    sub.add_argument("--url", default="", help="the address the page came from")
    sub.add_argument(
        "--explain",
        action="store_true",
        help="print every part of the page with why it stayed or went, and the metadata's sources",
    )
    sub.add_argument(
        "--batch", action="store_true", help='read lines {"id", "html": path, "url"}, write a JSON object a line'
    )
    _add_json(sub)


def _add_doctor(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--fix", action="store_true", help="mend what can be mended")
    _add_json(sub)


def _add_completion(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("shell", choices=SHELLS, help="the shell it is for")


def _add_json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--json", action="store_true", help="print JSON")


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "open": ("open a kept article in the reader", _add_open),
    "add": ("fetch or read articles and keep them", _add_add),
    "refresh": ("fetch kept articles again; a changed text makes a new version", _add_refresh),
    "list": ("list the articles of the library, newest first", _add_list),
    "show": ("print an article", _add_show),
    "annotate": ("highlight a passage of a kept article, or write a note on it", _add_annotate),
    "notes": ("list highlights and notes", _add_notes),
    "export": ("write what was marked in an article, for other programs", _add_export),
    "extract": ("clean a page and print it; nothing is kept", _add_extract),
    "paths": ("say where things are kept", _add_json),
    "doctor": ("check every file of the library", _add_doctor),
    "completion": ("print a script for your shell's completion", _add_completion),
}
"""Every command: its line of help, and what puts its options on its parser."""


def build_reader_parser() -> argparse.ArgumentParser:
    """Return the parser for a call without a command: the reader, on the library or on one target."""
    parser = _Parser(prog="pressmark", usage=USAGE, allow_abbrev=False)
    add_global_options(parser)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("target", nargs="?", default="")
    return parser


def add_global_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before the command."""
    parser.add_argument("--library", type=_folder, metavar="DIR", help="use the library in DIR")
    parser.add_argument("--theme", metavar="NAME", default="", help="use this theme for now")


OPTIONS_WITH_VALUE = ("--library", "--theme")


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


class _Parser(argparse.ArgumentParser):
    """Says what is wrong on one line and leaves the usage to --help."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return Path(text)


def _width(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 20 <= int(text) <= 400:
        raise argparse.ArgumentTypeError(f"{text!r} is no width: a whole number from 20 to 400")
    return int(text)
