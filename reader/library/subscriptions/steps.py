"""Changes of subscriptions as steps that can be undone: what was subscribed to, given up, renamed, moved.

An operation has, for every feed it is about, its table in library.toml before and after, None for none. Taking it back looks at
what is there: fields that were written elsewhere since, by another machine or because the feed has moved, stay.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from reader.library.operations import CHANGED_SINCE, Direction, Operation
from reader.model.errors import ConfigError, NotFoundError
from reader.model.feed import Feed
from reader.store.feed_layouts import TableText
from reader.store.feed_settings import ChangedFeeds, change_feeds
from reader.store.feed_tables import feed_from_table, feed_to_table
from reader.store.places import LibraryPlaces

NOT_SUBSCRIBED = "it is no longer subscribed to"

Table = Mapping[str, Any]


def put_feeds(made: ChangedFeeds) -> Operation:
    """Return the operation that makes of subscriptions what was made of them, in what differs, and goes both ways."""
    before, after = made.before, made.after
    changed = [feed_id for feed_id in {**before, **after} if before.get(feed_id) != after.get(feed_id)]
    back, forth = ({one: _written(feeds.get(one)) for one in changed} for feeds in (before, after))
    texts = {feed_id: list(table) for feed_id, table in made.gone.items()}
    return {"do": "feeds", "back": back, "forth": forth, "texts": texts}


def carry_out_feeds(places: LibraryPlaces, operation: Operation, direction: Direction) -> str:
    """Take a change of subscriptions back, or make it again, in one write; return what of it could not be, in words.

    Raises NotFoundError if nothing could be, for good.
    """
    wanted, other = operation[direction], operation[direction.other]
    problems: dict[str, int] = {}

    def change(feeds: Mapping[str, Feed]) -> Mapping[str, Feed]:
        changed = dict(feeds)
        for feed_id in wanted:
            problem = _change_one(changed, feed_id, wanted[feed_id], other.get(feed_id))
            if problem:
                problems[problem] = problems.get(problem, 0) + 1
        if sum(problems.values()) == len(wanted) and changed == dict(feeds):
            raise NotFoundError("; ".join(problems))
        return changed

    texts = {feed_id: TableText(*table) for feed_id, table in operation.get("texts", {}).items()}
    made = change_feeds(places, change, texts)
    ask_anew(places, made.before, made.after)
    return "; ".join(
        problem if len(wanted) == 1 else f"{count:,} of {len(wanted):,}: {problem}"
        for problem, count in problems.items()
    )


def ask_anew(places: LibraryPlaces, before: Mapping[str, Feed], after: Mapping[str, Feed]) -> None:
    """Let feeds that are asked elsewhere now, or again, be due at once, and forget what their old server said.

    An answer that nothing has changed since then would hide all that the new address has.
    """
    from reader.store.feeds import FeedStore

    store = FeedStore(places)
    for feed_id, feed in after.items():
        was = before.get(feed_id)
        if was == feed:
            continue
        has_moved = was is not None and was.url != feed.url
        if was is not None and not has_moved and not (was.is_paused and not feed.is_paused):
            continue
        health, _, is_given_up = store.load(feed_id)
        anew = replace(health, due=None, due_because="", failures=0, error="", hint="")
        if has_moved:
            anew = replace(anew, etag="", last_modified="", digest="")
        if anew != health or is_given_up:
            store.save(feed_id, anew)


def _change_one(feeds: dict[str, Feed], feed_id: str, wanted: Table | None, other: Table | None) -> str:
    """Let one feed be as it is wanted, where it is as the other; return what stood against it."""
    here = feeds.get(feed_id)
    if wanted is None:
        feeds.pop(feed_id, None)
        return ""
    if here is None:
        if other is not None:
            return NOT_SUBSCRIBED
        return _lay(feeds, feed_id, wanted)
    now = _written(here) or {}
    if other is None:
        return "" if now == wanted else CHANGED_SINCE
    laid = dict(now)
    is_whole = True
    for key in {**wanted, **other}:
        if wanted.get(key) == other.get(key):
            continue
        if now.get(key) == other.get(key):
            laid[key] = wanted.get(key)
        elif now.get(key) != wanted.get(key):
            is_whole = False
    problem = _lay(feeds, feed_id, {key: value for key, value in laid.items() if value is not None})
    return problem or ("" if is_whole else CHANGED_SINCE)


def _lay(feeds: dict[str, Feed], feed_id: str, table: Table) -> str:
    try:
        feeds[feed_id] = feed_from_table(feed_id, _read(table))
    except ConfigError as error:  # only if the log was written over by hand
        return error.message
    return ""


def _written(feed: Feed | None) -> dict[str, Any] | None:
    """Return the table of a feed as JSON can hold it."""
    if feed is None:
        return None
    return {
        key: value.isoformat() if isinstance(value, datetime) else value for key, value in feed_to_table(feed).items()
    }


def _read(table: Table) -> dict[str, Any]:
    added = table.get("added")
    return {**table, "added": datetime.fromisoformat(added)} if isinstance(added, str) else dict(table)
