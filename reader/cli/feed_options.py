"""What may stand behind `feeds`: its actions, each with its arguments and options."""

import argparse

from reader.cli.action_options import Actions, add_limit, add_timeout
from reader.cli.parsing import CommandParser
from reader.cli.rule_options import add_rules
from reader.model.feed import FetchPages

FEED_HELP = "its name or a part of it, its address, or the beginning of its id; a folder (FOLDER/) for all in it"
USUAL = "usual"
"""Written for a setting that is to be what it is for all feeds."""
MOST_DAYS = 36_500
MOST_ARTICLES = 1_000_000
LEAST_MINUTES, MOST_MINUTES = 5, 60 * 24 * 30


def add_feeds(sub: CommandParser) -> None:
    """Add what `feeds` takes: nothing, or an action of its own (`options.action`)."""
    actions = Actions(sub)
    _add_failing(sub, default=False)
    listed = actions.add("list", "list the feeds in their folders, as without an action", prints_json=True)
    listed.add_argument("feeds", metavar="FEED", nargs="*", help=f"only these: {FEED_HELP}")
    _add_failing(listed, default=argparse.SUPPRESS)  # else it would take away what was said before
    _add_add(actions)
    synced = actions.add("sync", "ask the feeds that are due for news, and fetch their articles", prints_json=True)
    synced.add_argument("feeds", metavar="FEED", nargs="*", help=f"only these, now: {FEED_HELP}")
    synced.add_argument("--force", action="store_true", help="ask those that are not due yet, too")
    add_timeout(synced)
    _add_preview(actions)
    _add_changing(actions)
    _add_lists(actions)
    add_rules(actions.add("rules", "list, write, order and try rules for new articles"))


def _add_failing(sub: CommandParser, *, default: object) -> None:
    sub.add_argument(
        "--failing",
        action="store_true",
        default=default,
        help="only those that did not come the last time, or are gone",
    )


def _add_add(actions: Actions) -> None:
    added = actions.add("add", "subscribe to feeds, by their address or that of their site", prints_json=True)
    added.add_argument("targets", metavar="URL", nargs="+", help="the address of a feed, or of a site that has some")
    added.add_argument("--folder", metavar="F", default="", help="the folder to put it in: Morning/Science")
    added.add_argument("--name", metavar="N", default="", help="what to call it (default: what it calls itself)")
    added.add_argument("--all", action="store_true", help="all feeds of a site that has several")
    add_timeout(added)
    _add_settings(added)


def _add_preview(actions: Actions) -> None:
    shown = actions.add("preview", "show what a feed says, without subscribing to it", prints_json=True)
    shown.add_argument("target", metavar="TARGET", help="its address, or a file; - is stdin")
    add_timeout(shown)
    add_limit(shown, "all")


def _add_changing(actions: Actions) -> None:
    changed = actions.add("change", "give feeds another name, folder, address or settings, or pause them")
    changed.add_argument("feeds", metavar="FEED", nargs="+", help=FEED_HELP)
    changed.add_argument("--name", metavar="N", help='what to call it; "" for what it calls itself')
    changed.add_argument("--folder", metavar="F", help='the folder to put it in; "" for none')
    changed.add_argument("--url", metavar="URL", help="the address where it is fetched from now on")
    pausing = changed.add_mutually_exclusive_group()
    pausing.add_argument("--pause", dest="is_paused", action="store_const", const=True, help="ask it no more")
    pausing.add_argument("--resume", dest="is_paused", action="store_const", const=False, help="ask it again")
    _add_settings(changed)
    renamed = actions.add("rename", "give a feed another name, or a folder another name or place")
    renamed.add_argument("old", metavar="FEED|FOLDER", help="which one")
    renamed.add_argument("new", metavar="NEW", help='what it is called from now on; "" dissolves a folder')
    removed = actions.add("remove", "give feeds up, and their news that you left alone; `pressmark undo` takes it back")
    removed.add_argument("feeds", metavar="FEED", nargs="+", help=FEED_HELP)
    read = actions.add("read", "mark all news as read, or what came by some feeds; `pressmark undo` takes it back")
    read.add_argument("feeds", metavar="FEED", nargs="*", help=FEED_HELP)


def _add_lists(actions: Actions) -> None:
    imported = actions.add(
        "import", "subscribe to the feeds of a list that another reader wrote (OPML)", prints_json=True
    )
    imported.add_argument("file", metavar="FILE", help="the list; - is stdin")
    imported.add_argument("--folder", metavar="F", default="", help="put all of it in a folder")
    imported.add_argument("--dry-run", action="store_true", help="say what it would come to, and change nothing")
    exported = actions.add("export", "write the feeds in their folders as a list for other readers (OPML)")
    exported.add_argument("feeds", metavar="FEED", nargs="*", help=f"only these: {FEED_HELP}")
    exported.add_argument("-o", "--output", metavar="FILE", default="-", help="where to (default: stdout)")


def _add_settings(sub: CommandParser) -> None:
    """Add the options for what may be set for every feed; without one it is what is usual, or stays."""
    pages = (*FetchPages, USUAL)
    sub.add_argument(
        "--pages",
        choices=[str(choice) for choice in pages],
        metavar="WHEN",
        help="when the pages of its articles are fetched: always, open (when you open one), never; or usual",
    )
    sub.add_argument(
        "--pictures", choices=("yes", "no", USUAL), metavar="YES|NO", help="whether to keep their pictures"
    )
    sub.add_argument(
        "--keep-days",
        type=_number("days", 0, MOST_DAYS),
        metavar="N",
        help="take articles away after N days; 0 for never",
    )
    sub.add_argument(
        "--keep-most",
        type=_number("articles", 0, MOST_ARTICLES),
        metavar="N",
        help="of more articles than N take the oldest away; 0 for no limit",
    )
    sub.add_argument(
        "--every",
        type=_number("minutes", LEAST_MINUTES, MOST_MINUTES),
        metavar="MINUTES",
        help="ask it no more often than that",
    )


class _number:  # noqa: N801  # stands for a type in the parser
    """Reads a whole number within bounds, or `usual`."""

    def __init__(self, unit: str, least: int, most: int) -> None:
        self._unit, self._least, self._most = unit, least, most

    def __call__(self, text: str) -> int | str:
        if text == USUAL:
            return text
        if text.isascii() and text.isdigit() and len(text) <= 9 and self._least <= int(text) <= self._most:
            return int(text)
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of {self._unit}: {self._least} to {self._most:,}, or {USUAL}"
        )
