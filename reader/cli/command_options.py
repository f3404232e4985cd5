"""What may stand behind every command: its arguments and options, with their help."""

import argparse

from reader.cli.action_options import Actions, add_json, add_limit, add_timeout
from reader.cli.parsing import CommandParser
from reader.library.listing import ViewKind
from reader.model.annotation import Colour

EXPORT_FORMATS = ("md", "markdown", "html", "json", "text", "txt")
SHOW_FORMATS = ("text", "md", "html", "json")
COLOURS = tuple(colour.value for colour in Colour)
SHELLS = ("bash", "zsh", "tcsh")
VERSION_HELP = "a number that `versions` shows (-1 is the last), the beginning of its id, or a day (2026-03-14)"
_NAMED_VIEWS = (ViewKind.TAG, ViewKind.SAVED, ViewKind.FOUND, ViewKind.FEED, ViewKind.FEED_FOLDER)
VIEWS = tuple(kind.value for kind in ViewKind if kind not in _NAMED_VIEWS)
SEARCH_LIMIT = 20
"""Results that fill a screen; the best come first."""

ID_HELP = "a prefix of its id, its address, its number in the last list, or last"
MARK_HELP = "an id that `marks` shows, or the end of it"
QUERY_HELP = "words and fields, all of which must hold"

Parser = CommandParser


def add_open(sub: Parser) -> None:
    """Add what `open` takes."""
    sub.add_argument("id", metavar="ID", help=ID_HELP)
    add_version(sub)
    sub.add_argument("--theme", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def add_add(sub: Parser) -> None:
    """Add what `add` takes."""
    sub.add_argument("targets", metavar="URL|FILE|-", nargs="*", help="an address, a path, or - for stdin")
    sub.add_argument("--from", dest="from_list", metavar="LIST", help="also each line of the file LIST (- is stdin)")
    sub.add_argument(
        "--tag", dest="tags", metavar="T", action="append", default=[], help="tag what is added (may be repeated)"
    )
    sub.add_argument("--refresh", action="store_true", help="fetch again what is there already")
    sub.add_argument("--no-images", action="store_true", help="leave the pictures where they are")
    add_timeout(sub)
    add_json(sub)


def add_list(sub: Parser) -> None:
    """Add what `list` takes."""
    sub.add_argument("words", metavar="QUERY", nargs="*", help=QUERY_HELP)
    which = sub.add_mutually_exclusive_group()
    which.add_argument(
        "--view",
        choices=VIEWS,
        help="which of them (default: inbox; all if the query names a feed, or asks is:news, is:archived or is:hidden)",
    )
    which.add_argument("--tag", type=_name, metavar="T", help="those with this tag, the archived ones too")
    which.add_argument("--saved", type=_name, metavar="NAME", help="those that a saved search finds")
    which.add_argument(
        "--feed", type=_name, metavar="NAME", help="the news of this feed, or of the feeds in this folder"
    )
    add_limit(sub, "all of them")
    add_json(sub)


def add_search(sub: Parser) -> None:
    """Add what `search` takes."""
    sub.add_argument("words", metavar="QUERY", nargs="+", help=QUERY_HELP)
    add_limit(sub, str(SEARCH_LIMIT), default=SEARCH_LIMIT)
    add_json(sub)


def add_searches(sub: Parser) -> None:
    """Add what `searches` takes: nothing, or an action of its own."""
    actions = Actions(sub)
    actions.add("list", "list the saved searches with how much they find, as without an action", prints_json=True)
    added = actions.add("add", "give a query a name", takes_query=True)
    added.add_argument("name", metavar="NAME", help="what it is called in the library")
    added.add_argument("words", metavar="QUERY", nargs="+", help=QUERY_HELP)
    removed = actions.add("remove", "forget a saved search; no article goes")
    removed.add_argument("name", metavar="NAME", help="which one")
    renamed = actions.add("rename", "give a saved search another name")
    renamed.add_argument("name", metavar="OLD", help="which one")
    renamed.add_argument("new_name", metavar="NEW", help="what it is called from now on")


def add_show(sub: Parser) -> None:
    """Add what `show` takes."""
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
    add_timeout(sub)
    add_version(sub)
    add_json(sub)


def add_annotate(sub: Parser) -> None:
    """Add what `annotate` takes."""
    sub.add_argument("id", metavar="ID", help=ID_HELP)
    sub.add_argument("--quote", metavar="Q", default="", help="the passage; “first words … last words” will do")
    sub.add_argument("--note", metavar="N", default="", help="what to write beside it (- is stdin)")
    sub.add_argument(
        "--color",
        "--colour",
        dest="colour",
        metavar="COLOUR",
        default="yellow",
        help=f"{', '.join(COLOURS[:-1])} or {COLOURS[-1]}, or your word for one of them (default: yellow)",
    )
    sub.add_argument("--tag", dest="tags", metavar="T", action="append", default=[], help="may be repeated")
    add_version(sub)
    add_json(sub)


def add_notes(sub: Parser) -> None:
    """Add what `notes` takes."""
    sub.add_argument(
        "words",
        metavar="ID|QUERY",
        nargs="*",
        help="of one article, if it is called as lists show it (a number, 8 letters of the id, an address, last); "
        "else those that the query finds",
    )
    sub.add_argument("--article", metavar="ID", default="", help="only those of this article")
    sub.add_argument(
        "--linking",
        metavar="ID",
        default="",
        help="those that refer to this article, or as ID#NUMBER to this note of it",
    )
    _add_gathering(sub)
    sub.add_argument("--unsaved", action="store_true", help="what was written on this machine and not saved")
    add_limit(sub, "all of them")
    add_json(sub)


def _add_gathering(sub: Parser) -> None:
    sub.add_argument(
        "--sort",
        choices=("newest", "oldest", "changed", "place", "color", "tag", "best"),
        default="",
        metavar="ORDER",
        help="newest, oldest, changed (last), place (as in the articles), color, tag or best (match)",
    )
    sub.add_argument(
        "--group",
        choices=("none", "article", "color", "tag", "day", "week", "site"),
        default="",
        metavar="GROUP",
        help="what they stand together by: article, color, tag, day, week or site",
    )


def add_marks(sub: Parser) -> None:
    """Add what `marks` takes: nothing or an article, or an action of its own (`options.action`)."""
    actions = Actions(sub)
    listed = actions.add(
        "list", "list marks that are lost, doubtful or changed, as without an action", prints_json=True
    )
    listed.add_argument("id", metavar="ID", nargs="?", default="", help=f"only those of an article: {ID_HELP}")
    attached = actions.add("attach", "put a mark on another passage")
    attached.add_argument("mark", metavar="MARK", help=MARK_HELP)
    attached.add_argument(
        "--quote", metavar="Q", required=True, help="the passage; it must stand in the article just once"
    )
    for name, help_line in (
        ("confirm", "say that marks stand right where they were found"),
        ("note", "keep marks as notes on their articles"),
        ("delete", "delete marks; `pressmark trash` brings them back"),
    ):
        actions.add(name, help_line).add_argument("marks", metavar="MARK", nargs="+", help=MARK_HELP)


def add_export(sub: Parser) -> None:
    """Add what `export` takes."""
    sub.add_argument(
        "targets",
        metavar="TARGET",
        nargs="*",
        help="an ID, several, or a query; or an address, a file or - for a page that is read and not kept",
    )
    sub.add_argument(
        "--to",
        dest="form",
        choices=(*EXPORT_FORMATS, "csv"),
        default="md",
        metavar="FORMAT",
        help="md (the default; also markdown), html, json or text; with --notes csv too",
    )
    sub.add_argument(
        "--notes",
        action="store_true",
        help="marks and notes that a query finds, of any articles, in one file; without a query all of them",
    )
    _add_gathering(sub)
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="where to (default: stdout); in DIR every article is a file named by its title",
    )
    sub.add_argument("--full", action="store_true", help="the whole text with the marks in it, not the quotes alone")
    add_timeout(sub)
    add_version(sub)


def add_extract(sub: Parser) -> None:
    """Add what `extract` takes."""
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
    add_timeout(sub)
    add_json(sub)


def add_completion(sub: Parser) -> None:
    """Add what `completion` takes."""
    sub.add_argument("shell", choices=SHELLS, help="the shell it is for")


def add_help(sub: Parser) -> None:
    """Add what `help` takes."""
    sub.add_argument("topic", metavar="COMMAND|query", nargs="?", default="", help="a command, or the query language")


def add_config(sub: Parser) -> None:
    """Add what `config` takes."""
    sub.add_argument(
        "--check", action="store_true", help="say what is wrong with config.toml, keys too, or that all is well"
    )
    add_json(sub)


def add_version(sub: Parser) -> None:
    """Add --version, of commands that show or mark an article as it was."""
    sub.add_argument("--version", dest="article_version", metavar="V", default="", help=f"as it was: {VERSION_HELP}")


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("no name is given")
    return text


def _width(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 20 <= int(text) <= 400:
        raise argparse.ArgumentTypeError(f"{text!r} is no width: a whole number from 20 to 400")
    return int(text)
