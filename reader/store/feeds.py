"""What is remembered of feeds beside their articles: the entries that were seen, and how each feed is doing.

Two files a feed. `feeds/<id>.json`, which travels, is the log of the entries that became articles (or were articles already):
what was expired or removed does not come back while it still stands in the feed, on any machine. `feeds/<id>.json` in the local
folder has the feed's health, and the entries that came and are no articles yet.

The order of a sync makes that enough: health (with the validators of the answer) and what is waiting are written together, by
one rename; an entry is ticked off in the log after its article is there. Whatever stops it between two steps, what waits is still
waiting, and an entry whose article is there already is only ticked off. The local file is not waited for: a power cut that
takes it takes the validators with the entries, so the feed is fetched whole again. Both files stay when a subscription is given
up: it may be taken back, and what was seen then is not new.

Entries stand in the log by a digest of their keys: 60 bytes an entry, whatever a server calls it. Called by the library.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from reader.model.feed import FeedEntry, FeedHealth
from reader.model.identity import content_digest, is_article_id
from reader.store.atomic import remove_leftovers, write_quickly
from reader.store.block_codec import UNREADABLE
from reader.store.feed_codec import entry_from_json, entry_to_json, health_from_json, health_to_json
from reader.store.places import LibraryPlaces, ids_of_files
from reader.store.recovery import Recovered, read_or_empty, stamp_before, write_sealed
from reader.store.sealed import JsonObject, read_sealed, seal

REMEMBERED_DAYS = 90
"""So long after an entry was last seen in its feed it is forgotten: feeds that show an old entry again do so within weeks."""

MOST_REMEMBERED = 20_000
"""Entries of one feed that are remembered; of more the ones that were seen last."""

STALE_DAYS = 30
"""Only when the log is so far behind are entries that are still in the feed noted again: else every sync would write it, on every
machine, and synchronising programs would make conflict copies of it day by day."""

LOCK = "feed-logs"
"""The lock under which logs are written."""

_KEY_DIGITS = 16


class FeedState(NamedTuple):
    """How a feed is doing on this machine."""

    health: FeedHealth = FeedHealth()
    waiting: tuple[FeedEntry, ...] = ()
    """The entries that came and are no articles yet, in the order of the feed."""
    is_given_up: bool = False
    """Whether it was given up on this machine, and not asked since: if it is subscribed to all the same, it came back by itself,
    from a backup, or because another machine changed it at the same time."""


class SeenEntries:
    """The entries of a feed that were seen, as its log had them when it was read."""

    def __init__(self, entries: Mapping[str, tuple[str, date]]) -> None:
        self._entries = entries

    def __contains__(self, key: str) -> bool:
        return _digest(key) in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def article_of(self, key: str) -> str:
        """Return the id of the article that an entry became, "" for one that was not seen."""
        return self._entries.get(_digest(key), ("", date.min))[0]

    def is_since(self, key: str, day: date) -> bool:
        """Whether an entry was seen for the first time on that day or later, as far as the log knows."""
        return self._entries.get(_digest(key), ("", date.min))[1] >= day

    @property
    def article_ids(self) -> frozenset[str]:
        """The articles that came of this feed, those that are gone among them."""
        return frozenset(article_id for article_id, _ in self._entries.values())

    def is_behind(self, present: Collection[str], today: date) -> bool:
        """Whether entries that are in the feed now would soon be forgotten: then `tick_off` is due though nothing is new."""
        limit = today - timedelta(days=STALE_DAYS)
        return any(found[1] < limit for key in present if (found := self._entries.get(_digest(key))) is not None)


class FeedStore:
    """The logs and the health of the feeds of one library. Every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    # How a feed is doing here.

    def load(self, feed_id: str) -> FeedState:
        """Return how a feed is doing; one that was never asked here, or whose file is damaged, is as new."""
        try:
            stored = read_sealed(self._places.feed_state(feed_id))
        except ValueError:
            return FeedState()
        if stored is None or not stored.is_intact:
            return FeedState()
        try:
            return FeedState(
                health=health_from_json(stored.body.get("health", {})),
                waiting=tuple(entry_from_json(entry) for entry in stored.body.get("waiting", ())),
                is_given_up=stored.body.get("given_up") is True,
            )
        except UNREADABLE:
            return FeedState()

    def health(self, feed_id: str) -> FeedHealth:
        """Return how a feed is doing, without what is waiting."""
        return self.load(feed_id).health

    def waiting(self, feed_id: str) -> tuple[FeedEntry, ...]:
        """Return the entries that came and are no articles yet."""
        return self.load(feed_id).waiting

    def save(self, feed_id: str, health: FeedHealth, waiting: Sequence[FeedEntry] | None = None) -> None:
        """Keep how a feed is doing, and what is waiting (None: what is waiting already), in one step. It is given up no more."""
        with self._places.locks.hold("feed-states"):
            self._write(feed_id, FeedState(health, self.waiting(feed_id) if waiting is None else tuple(waiting)))

    def give_up(self, feed_id: str) -> None:
        """Note that a feed was given up here."""
        with self._places.locks.hold("feed-states"):
            self._write(feed_id, self.load(feed_id)._replace(is_given_up=True))

    def _write(self, feed_id: str, state: FeedState) -> None:
        body: JsonObject = {"health": health_to_json(state.health)}
        if state.waiting:
            body["waiting"] = [entry_to_json(entry) for entry in state.waiting]
        if state.is_given_up:
            body["given_up"] = True
        write_quickly(self._places.feed_state(feed_id), seal(body))

    # What was seen.

    def seen(self, feed_id: str) -> SeenEntries:
        """Return the entries of a feed that were seen. A log that is damaged beyond reading starts anew."""
        return SeenEntries(_entries(read_or_empty(self._places, self._places.feed_log(feed_id))))

    def logs(self) -> Iterator[str]:
        """Give the ids of the feeds that have a log, in no order."""
        return ids_of_files(self._places.feeds)

    def tick_off(
        self, feed_id: str, articles: Mapping[str, str], today: date, *, present: Collection[str] = ()
    ) -> SeenEntries:
        """Note which articles the entries with these keys are; return all that was seen. Durable when it returns.

        `present` are the keys of all that is in the feed now: they are remembered on. What was not in the feed for
        `REMEMBERED_DAYS` is forgotten. Nothing is written if nothing of it is new.
        """
        path = self._places.feed_log(feed_id)
        with self._places.locks.hold(LOCK):
            stored = read_or_empty(self._places, path)
            before = _entries(stored)
            after = dict(before)
            for key in present:
                digest = _digest(key)
                if (known := after.get(digest)) is not None and known[1] < today - timedelta(days=STALE_DAYS):
                    after[digest] = (known[0], today)
            for key, article_id in articles.items():
                digest = _digest(key)
                if after.get(digest, ("",))[0] != article_id:
                    after[digest] = (article_id, today)
            if after != before or (stored is not None and stored.is_due):
                after = _pruned(after, today)
                body = {**(stored.body if stored else {}), "entries": _to_json(after)}
                is_damaged = stored.is_damaged if stored else False
                write_sealed(self._places, path, body, replaces_damaged=is_damaged, expected=stamp_before(stored))
            return SeenEntries(after)

    # Care.

    def sweep(self) -> int:
        """Merge the copies that synchronising programs left, clear away what killed writers left; return how many copies."""
        from reader.store.sweeping import sweep_folder

        remove_leftovers(self._places.feed_states)
        return sweep_folder(self._places, self._places.feeds, LOCK)

    def mend(self, feed_id: str) -> None:
        """Write a log anew that is damaged, with what can be read of it."""
        path = self._places.feed_log(feed_id)
        with self._places.locks.hold(LOCK):
            stored = read_or_empty(self._places, path)
            if stored is not None and stored.is_due:
                body = {**stored.body, "entries": _to_json(_entries(stored))}
                is_damaged, expected = stored.is_damaged, stamp_before(stored)
                write_sealed(self._places, path, body, replaces_damaged=is_damaged, expected=expected)


def _digest(key: str) -> str:
    return content_digest(key.encode("utf-8", "surrogatepass"))[:_KEY_DIGITS]


def _entries(stored: Recovered | None) -> dict[str, tuple[str, date]]:
    """Return what a log says; what is no entry is passed over."""
    entries = stored.body.get("entries") if stored else None
    found: dict[str, tuple[str, date]] = {}
    for digest, entry in entries.items() if isinstance(entries, dict) else ():
        with suppress(*UNREADABLE):
            article_id, day = entry
            if is_article_id(article_id):
                found[digest] = (article_id, date.fromisoformat(day))
    return found


def _to_json(entries: Mapping[str, tuple[str, date]]) -> JsonObject:
    return {digest: [article_id, day.isoformat()] for digest, (article_id, day) in entries.items()}


def _pruned(entries: Mapping[str, tuple[str, date]], today: date) -> dict[str, tuple[str, date]]:
    """Return the entries that are to be remembered."""
    limit = today - timedelta(days=REMEMBERED_DAYS)
    living = {digest: entry for digest, entry in entries.items() if entry[1] >= limit}
    if len(living) <= MOST_REMEMBERED:
        return living
    newest = sorted(living, key=lambda digest: (living[digest][1], digest), reverse=True)
    return {digest: living[digest] for digest in newest[:MOST_REMEMBERED]}
