"""`feeds list`: what is subscribed to, folder by folder, how much of it is unread, and which of it does not come."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import groupby

from reader.cli.asking import asking_work
from reader.cli.output import SHOWN_ID_LETTERS, end_progress, print_json, say
from reader.cli.rows import Paper, stdout_paper
from reader.layout.cells import shorten
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.subscriptions.feed_json import feed_json
from reader.model.errors import NotFoundError
from reader.model.feed import Feed, FeedCounts, FeedHealth

FAILING, PAUSED = "!", "‖"
LEAST_NAME_CELLS = 16
"""So much of a name stands before what is wrong with its feed, however narrow the terminal is."""

_BOLD, _NOT_BOLD = "\x1b[1m", "\x1b[22m"
_NOTHING = FeedCounts()
_UNASKED = FeedHealth()


def list_feeds(options: Namespace, library: Library) -> int:
    """List the feeds in their folders, or those of them that are named or failing."""
    feeds = library.feeds()
    if not feeds:
        if options.json:
            print_json([])
        else:
            say("no feeds yet: `pressmark feeds add URL` subscribes to those of a site")
        return 0
    if named := getattr(options, "feeds", ()):
        wanted = {feed.id for word in named for feed in library.feeds_meant(word).feeds}
        feeds = tuple(feed for feed in feeds if feed.id in wanted)
    healths = library.feed_healths()
    if options.failing:
        feeds = tuple(feed for feed in feeds if feed.paused_because or healths.get(feed.id, _UNASKED).is_failing)
        if not feeds:
            raise NotFoundError("no feed is failing")
    library.listing(View(kind=ViewKind.NEWS), work=asking_work())  # what is new is read now, and told
    end_progress()
    counts = library.counts().feeds
    if options.json:
        print_json([feed_json(feed, healths.get(feed.id), counts.get(feed.id)) for feed in feeds])
    else:
        _print(feeds, healths, counts, stdout_paper())
    return 0


def _print(
    feeds: Sequence[Feed], healths: Mapping[str, FeedHealth], counts: Mapping[str, FeedCounts], paper: Paper
) -> None:
    shown = [counts.get(feed.id, _NOTHING) for feed in feeds]
    unread_cells = max(len(f"{one.unread:,}") for one in shown)
    all_cells = max(len(f"{one.articles:,}") for one in shown)
    for folder, inside in groupby(feeds, lambda feed: feed.folder):
        if folder:
            print(folder if paper.is_bare else f"{_BOLD}{folder}{_NOT_BOLD}")
        for feed in inside:
            count, health = counts.get(feed.id, _NOTHING), healths.get(feed.id, _UNASKED)
            line = f"{'  ' if folder else ''}{feed.id[:SHOWN_ID_LETTERS]} {_sign(feed, health)} "
            trouble = _trouble(feed, health)
            name = (
                shorten(feed.shown_name, max(LEAST_NAME_CELLS, paper.width // 3))
                if trouble and paper.width
                else feed.shown_name
            )
            line += f"{count.unread:>{unread_cells},}/{count.articles:<{all_cells},}  {name}{trouble}"
            print(shorten(line, paper.width) if paper.width else line)


def _sign(feed: Feed, health: FeedHealth) -> str:
    return PAUSED if feed.is_paused else FAILING if health.is_failing else " "


def _trouble(feed: Feed, health: FeedHealth) -> str:
    if feed.is_paused:
        return f"  (paused{f': {feed.paused_because}' if feed.paused_because else ''})"
    return f"  ({health.error})" if health.is_failing else ""
