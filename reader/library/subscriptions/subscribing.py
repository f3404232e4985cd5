"""Subscriptions: what is subscribed to, in which folder and by what name. They stand in `library.toml` and travel with it.

Every change is one write of that file, however many feeds it is about, and one step that can be undone. What is fetched is not
fetched here (`subscriptions.discovering`), and news come by `syncing`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from reader.library.history import History, LongStep
from reader.library.results import FoundFeed, Subscribed
from reader.library.step_words import title_words
from reader.library.stores import Stores
from reader.library.subscriptions.addresses import KnownFeeds, addresses_meant
from reader.library.subscriptions.folders import KnownFolders, in_folder, moved_folder
from reader.library.subscriptions.steps import ask_anew, put_feeds
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, UsageError
from reader.model.feed import Feed, FeedSettings, feed_id_of_url
from reader.model.name_order import name_order, path_order
from reader.model.text import clean_line
from reader.model.values import dataclass
from reader.store.feed_settings import change_feeds
from reader.store.feed_tables import MOST_NAME_LETTERS, clean_folder

MOST_FEEDS = 20_000
"""Feeds of one library: the file of all of them is read at every start."""

_MOST_SHOWN = 4

Feeds = Mapping[str, Feed]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWishes:
    """What is to be otherwise with feeds; None leaves as it is."""

    name: str | None = None
    """What the reader calls it; "" for its own title."""
    folder: str | None = None
    """The folder it is in, made if it is not there; "" for none."""
    is_paused: bool | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `FeedSettings` with what they are to be; the others stay."""
    url: str | None = None
    """Where it is fetched from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """A feed to subscribe to, and what it is to be like."""

    found: FoundFeed
    name: str = ""
    folder: str = ""
    settings: FeedSettings = field(default_factory=FeedSettings)


class SeveralFeedsError(UsageError):
    """A site has several feeds, and nobody has said which one is meant."""

    def __init__(self, target: str, found: Sequence[FoundFeed]) -> None:
        shown = ", ".join(one.url for one in found[:_MOST_SHOWN])
        super().__init__(
            f"there are {len(found)} feeds at {clean_line(target, 100)}", f"give the address of one: {shown}"
        )
        self.found = tuple(found)


class Subscribing:
    """The subscriptions of one library."""

    def __init__(self, stores: Stores, history: History) -> None:
        self._stores = stores
        self._history = history

    def all(self) -> tuple[Feed, ...]:
        """Return every subscription, in the order of folders and names. Raises ConfigError naming file and feed, StoreError."""
        return in_order(self._stores.settings.load().feeds.values())

    def feed(self, feed_id: str) -> Feed:
        """Return one subscription. Raises NotFoundError."""
        return _known(self._stores.settings.load().feeds, feed_id)

    def known(self) -> KnownFeeds:
        """Return the subscriptions by the addresses that they are known at."""
        return KnownFeeds(self._stores.settings.load().feeds)

    def add(
        self, new: Sequence[NewFeed], *, label: Callable[[int], str] | None = None, step: LongStep | None = None
    ) -> tuple[Subscribed, ...]:
        """Subscribe to feeds that were found, in one step; those that are subscribed to already stay as they are.

        Answers in the order of `new`; one that stands in it twice is known the second time. `label` makes of how many are new
        what the step is called, `step` is one that goes on. Raises UsageError for more feeds than a library holds, ConfigError,
        StoreError.
        """
        made: list[Subscribed] = []

        def subscribe(feeds: Feeds) -> Feeds:
            changed, made[:] = _with_new(feeds, new)
            return changed

        def told() -> str:
            fresh = [one.feed for one in made if one.is_new]
            return label(len(fresh)) if label is not None else addition_label(fresh)

        self._change(subscribe, told, step)
        return tuple(made)

    def would_add(self, new: Sequence[NewFeed]) -> tuple[Subscribed, ...]:
        """Return what `add` would, and change nothing."""
        return tuple(_with_new(self._stores.settings.load().feeds, new)[1])

    def change(self, feed_ids: Sequence[str], wishes: FeedWishes) -> tuple[Feed, ...]:
        """Let feeds be as it is wished, in one step; return them as they are then.

        Raises NotFoundError if one is not subscribed to, UsageError for a wish that cannot be, with nothing changed.
        """
        if len(feed_ids) > 1 and (wishes.name or wishes.url):
            raise UsageError(f"{len(feed_ids):,} feeds cannot have one name or address", "name one feed alone")
        checked = _checked(wishes)

        def change(feeds: Feeds) -> Feeds:
            changed = dict(feeds)
            folders = KnownFolders(feed.folder for feed in feeds.values())
            for feed_id in feed_ids:
                changed[feed_id] = _wished(_known(feeds, feed_id), checked, folders)
            if checked.url is not None:
                other = KnownFeeds(feed for feed in feeds.values() if feed.id not in feed_ids).at(checked.url)
                if other is not None:
                    raise UsageError(f"{title_words(other.shown_name)} is at this address already")
            return changed

        after = self._change(change, lambda: _change_label(wishes, [self.feed(one) for one in feed_ids]))
        return tuple(after[one] for one in feed_ids)

    def rename_folder(self, old: str, new: str) -> tuple[Feed, ...]:
        """Give a folder another name or place, with all that is in it; "" dissolves it into the one that it is in.

        A folder that is there already takes in what comes. Returns the feeds that have moved. Raises NotFoundError if no feed is
        in such a folder.
        """
        old, wanted = clean_folder(old), clean_folder(new)
        moved: list[str] = []

        def move(feeds: Feeds) -> Feeds:
            moved[:] = [feed.id for feed in feeds.values() if in_folder(feed.folder, old)] if old else []
            if not moved:
                raise NotFoundError(f"there is no folder {old or new!r}", "`pressmark feeds` lists them")
            target = KnownFolders(feed.folder for feed in feeds.values() if feed.id not in moved).settled(wanted)
            return {
                feed.id: replace(feed, folder=moved_folder(feed.folder, old, target)) if feed.id in moved else feed
                for feed in feeds.values()
            }

        label = (
            f"folder {title_words(old)} renamed to {title_words(wanted)}"
            if wanted
            else f"folder {title_words(old)} gone"
        )
        after = self._change(move, lambda: label)
        return in_order(after[one] for one in moved)

    def remove(self, feed_ids: Sequence[str], *, step: LongStep | None = None) -> tuple[Feed, ...]:
        """Give feeds up, as a step or as part of one that goes on; return them. Raises NotFoundError, with nothing changed."""
        gone: list[Feed] = []

        def take_out(feeds: Feeds) -> Feeds:
            gone[:] = [_known(feeds, feed_id) for feed_id in dict.fromkeys(feed_ids)]
            return {feed_id: feed for feed_id, feed in feeds.items() if feed_id not in feed_ids}

        self._change(take_out, lambda: removal_label(gone), step)
        return tuple(gone)

    def _change(
        self, change: Callable[[Feeds], Feeds], label: Callable[[], str], step: LongStep | None = None
    ) -> Feeds:
        """Change the subscriptions and write down how it is taken back; nothing is if nothing is otherwise."""
        changed = change_feeds(self._stores.places, change)
        before, after = changed.before, changed.after
        if before != after:
            made = [put_feeds(changed)]
            self._history.record(label(), both=made) if step is None else step(label(), made)
            ask_anew(self._stores.places, before, after)
        return after


def one_of(found: Sequence[FoundFeed], target: str) -> FoundFeed:
    """Return the one feed that was found at `target`, beside feeds of comments. Raises SeveralFeedsError if there are more."""
    wanted = [one for one in found if not one.is_of_comments] or found
    if len(wanted) > 1:
        raise SeveralFeedsError(target, found)
    return wanted[0]


def addition_label(feeds: Sequence[Feed]) -> str:
    """Return what subscribing to feeds is called in the history."""
    return f"subscribed to {_words(feeds)}"


def removal_label(feeds: Sequence[Feed]) -> str:
    """Return what giving feeds up is called in the history."""
    return f"unsubscribed from {_words(feeds)}"


def in_order(feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Return feeds in the order of folders and names: those in no folder first, a folder's own before those of its folders."""
    return tuple(sorted(feeds, key=lambda feed: (path_order(feed.folder), name_order(feed.shown_name), feed.id)))


def _with_new(feeds: Feeds, new: Iterable[NewFeed]) -> tuple[dict[str, Feed], list[Subscribed]]:
    """Return the subscriptions with the new ones, and what became of each of them. Raises UsageError if they are too many."""
    known = KnownFeeds(feeds)
    changed = dict(feeds)
    folders = KnownFolders(feed.folder for feed in feeds.values())
    made: list[Subscribed] = []
    for one in new:
        if (here := known.at(one.found.url)) is not None:
            made.append(Subscribed(here, is_new=False, notes=one.found.notes))
            continue
        feed = _new_feed(one, folders.settled(clean_folder(one.folder)))
        known.add(feed)
        changed[feed.id] = feed
        made.append(Subscribed(feed, is_new=True, notes=one.found.notes))
    if len(changed) > max(MOST_FEEDS, len(feeds)):
        raise UsageError(f"a library holds no more than {MOST_FEEDS:,} feeds", "subscribe to fewer of them")
    return changed, made


def _new_feed(new: NewFeed, folder: str) -> Feed:
    found = new.found
    title = clean_line(found.title, MOST_NAME_LETTERS)
    name = clean_line(new.name, MOST_NAME_LETTERS)
    return Feed(
        id=feed_id_of_url(found.url),
        url=found.url,
        title=title,
        name=name if name != title else "",
        folder=folder,
        home=found.home,
        added=utc_now().replace(microsecond=0),
        is_typed=found.is_typed,
        settings=new.settings,
    )


def _checked(wishes: FeedWishes) -> FeedWishes:
    """Return wishes cleaned. Raises UsageError, FetchError for an address that cannot be."""
    return replace(
        wishes,
        name=None if wishes.name is None else clean_line(wishes.name, MOST_NAME_LETTERS),
        folder=None if wishes.folder is None else clean_folder(wishes.folder),
        url=None if wishes.url is None else addresses_meant(wishes.url)[0],
    )


def _wished(feed: Feed, wishes: FeedWishes, folders: KnownFolders) -> Feed:
    if wishes.name is not None:
        feed = replace(feed, name=wishes.name if wishes.name != feed.title else "")
    if wishes.folder is not None:
        feed = replace(feed, folder=folders.settled(wishes.folder))
    if wishes.is_paused is not None and wishes.is_paused != feed.is_paused:
        feed = replace(feed, is_paused=wishes.is_paused, paused_because="")
    if wishes.settings:
        feed = replace(feed, settings=replace(feed.settings, **wishes.settings))
    if wishes.url is not None and wishes.url != feed.url:
        feed = replace(feed, url=wishes.url, is_typed=True)
    return feed


def _known(feeds: Feeds, feed_id: str) -> Feed:
    if (feed := feeds.get(feed_id)) is not None:
        return feed
    raise NotFoundError(f"there is no feed {clean_line(feed_id, 40)!r}", "`pressmark feeds` lists them")


def _words(feeds: Sequence[Feed]) -> str:
    return title_words(feeds[0].shown_name) if len(feeds) == 1 else f"{len(feeds):,} feeds"


def _change_label(wishes: FeedWishes, feeds: Sequence[Feed]) -> str:
    """Return what a change is called in the history."""
    subject = _words(feeds)
    told = [wish for wish in (wishes.name, wishes.folder, wishes.is_paused, wishes.url) if wish is not None]
    if len(told) == 1 and not wishes.settings:
        if wishes.name is not None:
            return f"name of the feed {subject}"
        if wishes.folder is not None:
            return f"{subject} moved to {title_words(wishes.folder)}" if wishes.folder else f"{subject} in no folder"
        if wishes.is_paused is not None:
            return f"{subject} paused" if wishes.is_paused else f"{subject} asked again"
        if wishes.url is not None:
            return f"address of the feed {subject}"
    return f"settings of {subject}"
