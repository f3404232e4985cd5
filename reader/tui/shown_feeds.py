"""The feeds as the list pane knows them: what each is called, where it stands, and whether it comes.

Read in the session's thread; the panes get the names of feeds from here and know no subscription.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # most libraries have no feeds
    from reader.model.feed import Feed, FeedHealth


class ShownFeed(NamedTuple):
    """A feed in the pane."""

    id: str
    name: str
    folder: str = ""
    """`Morning/Science`; "" for none."""
    is_named: bool = False
    """Whether the reader gave it its name, which is then shown wherever it may be."""
    is_paused: bool = False
    hosts: tuple[str, ...] = ()
    """Where its site is, and where it is fetched."""
    problem: str = ""
    """Why it did not come the last time, or why it is asked no more; "" if all is well."""

    @property
    def is_failing(self) -> bool:
        """Whether it should come and does not."""
        return bool(self.problem) and not self.is_paused


class ShownFeeds:
    """All feeds, in the order of folders and names. Never changes; may be handed from thread to thread."""

    def __init__(self, feeds: Iterable[ShownFeed] = ()) -> None:
        self.all = tuple(feeds)
        self._by_id = {feed.id: feed for feed in self.all}

    def __bool__(self) -> bool:
        return bool(self.all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ShownFeeds) and self.all == other.all

    def __hash__(self) -> int:
        return hash(self.all)

    def get(self, feed_id: str) -> ShownFeed | None:
        """Return the feed with an id, None if it is not subscribed to any more."""
        return self._by_id.get(feed_id)

    def name_of(self, feed_id: str) -> str:
        """Return what a feed is called, "" if it is not subscribed to any more."""
        feed = self._by_id.get(feed_id)
        return feed.name if feed is not None else ""

    def with_problems(self, problems: Mapping[str, str]) -> "ShownFeeds":
        """Return them with what is wrong with those that are not paused, by their ids."""
        return ShownFeeds(
            feed if feed.is_paused else feed._replace(problem=problems.get(feed.id, "")) for feed in self.all
        )

    @property
    def problems(self) -> Mapping[str, str]:
        """What is wrong with those that are not paused, by their ids."""
        return {feed.id: feed.problem for feed in self.all if feed.is_failing}


NO_FEEDS = ShownFeeds()


def shown_feeds(feeds: "Iterable[Feed]") -> ShownFeeds:
    """Return subscriptions as the pane knows them."""
    from reader.model.name_order import name_order, path_order  # late: most libraries have no feeds

    return ShownFeeds(
        ShownFeed(
            feed.id,
            feed.shown_name,
            feed.folder,
            is_named=bool(feed.name),
            is_paused=feed.is_paused,
            hosts=tuple(dict.fromkeys(host for url in (feed.home, feed.url) if (host := host_of(url)))),
            problem=feed.paused_because,
        )
        for feed in sorted(feeds, key=lambda feed: (path_order(feed.folder), name_order(feed.shown_name)))
    )


def host_of(url: str) -> str:
    """Return the host of an address without what says nothing of whose it is; "" if it has none."""
    host = url.partition("//")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].casefold()
    return host.removeprefix("www.")


def problems_of(healths: "Mapping[str, FeedHealth]") -> dict[str, str]:
    """Return what is wrong, in a few words, with the feeds that did not come the last time."""
    return {feed_id: health.error for feed_id, health in healths.items() if health.is_failing}
