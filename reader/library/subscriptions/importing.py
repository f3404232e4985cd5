"""Lists of feeds that other readers write and read (OPML): all of one become subscriptions in one step, and the other way.

Nothing is fetched: a list of a thousand feeds is in at once, and the next sync asks them.
"""

from collections.abc import Iterable, Sequence

from reader.library.config import Config
from reader.library.history import LongStep
from reader.library.results import FoundFeed, ImportedFeeds, Subscribed
from reader.library.subscriptions.addresses import address_listed, is_private
from reader.library.subscriptions.subscribing import NewFeed, Subscribing
from reader.model.errors import FetchError, UsageError
from reader.model.feed import FOLDER_SEPARATOR, Feed
from reader.model.text import clean_line


def import_feeds(
    subscribing: Subscribing, opml: bytes, *, folder: str, config: Config, step: LongStep | None
) -> ImportedFeeds:
    """Subscribe to the feeds of an OPML document as part of a step; without one say only what it would come to.

    Its folders are kept, within `folder` if one is given. Raises FeedError for what is no list of feeds.
    """
    from reader.feeds.opml import read_opml

    outline = read_opml(opml)
    new: list[NewFeed] = []
    refused = list(outline.refused)
    for listed in outline.feeds:
        try:
            url = address_listed(listed.url)
        except (FetchError, UsageError) as error:
            refused.append(f"{clean_line(listed.name or listed.title, 60)}: {error.message}".removeprefix(": "))
            continue
        path = FOLDER_SEPARATOR.join(part for part in (folder, listed.folder) if part)
        title = listed.title if listed.title not in (listed.url, url) else ""  # so are feeds written that have none
        found = FoundFeed(url=url, title=title, home=listed.home)
        new.append(NewFeed(found=found, name=listed.name, folder=path))
    came = subscribing.would_add(new) if step is None else subscribing.add(new, label=import_label, step=step)
    return _told(new, came, refused, outline.problems, config)


def import_label(count: int) -> str:
    """Return what an import of so many feeds is called in the history."""
    return f"import of {count:,} feed{'s' if count > 1 else ''}"


def _told(
    new: Sequence[NewFeed],
    came: Sequence[Subscribed],
    refused: Sequence[str],
    problems: tuple[str, ...],
    config: Config,
) -> ImportedFeeds:
    added: dict[str, Feed] = {}
    known: dict[str, Feed] = {}
    repeats: list[str] = []
    for listed, one in zip(new, came, strict=True):
        if one.feed.id in added or one.feed.id in known:
            name = clean_line(listed.name or listed.found.title or one.feed.shown_name, 60)
            repeats.append(f"{name} stands there more than once: {listed.found.url}")
        else:
            (added if one.is_new else known)[one.feed.id] = one.feed
    confirmed = {host.lower().strip("[]") for host in config.confirmed_hosts}
    return ImportedFeeds(
        added=tuple(added.values()),
        known=tuple(known.values()),
        repeats=tuple(repeats),
        refused=tuple(refused),
        problems=problems,
        private=tuple(feed for feed in added.values() if is_private(feed.url, confirmed)),
    )


def export_feeds(feeds: Iterable[Feed]) -> str:
    """Return feeds with their folders as an OPML document."""
    from reader.feeds.opml import write_opml

    return write_opml(tuple(feeds))
