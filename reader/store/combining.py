"""Two bodies of a sealed file to one, by what kind of file it is: commutative, associative, idempotent, and pure.

Used where a synchronising program or git has left both sides of a change; bodies that damage or another program has put out
of shape raise one of UNREADABLE.
"""

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import PurePath
from typing import Any

from reader.store.sealed import JsonObject, canonical

Combine = Callable[[JsonObject, JsonObject], JsonObject]
"""Two bodies to one; commutative, associative, idempotent."""

_FROM_BOTH = frozenset(("added", "checked", "versions", "feeds", "came_by_feed", "awaits_page", "story", "found_on"))
"""What both sides of a record have a part in."""

Fields = dict[str, JsonObject]
"""Field name to `{"value", "at", "by"}`; tags are fields `tag:NAME`, marks are fields `mark:LETTER`."""


def combine_for(path: PurePath) -> Combine:
    """Return how two bodies of the file at `path`, a path in a library, are put together."""
    if path.name == "record.json":
        return combine_records
    if path.name == "images.json":
        return combine_maps
    if path.parent.name == "feeds":
        return combine_feed_logs
    if path.parent.name == "reading":
        return combine_readings
    return combine_states if path.parent.name == "state" else combine_whole


def is_kind_of(path: PurePath, body: JsonObject) -> bool:
    """Whether `body` is one that the file at `path` may hold."""
    if path.name == "record.json":
        return isinstance(body.get("versions", []), list) and "added" in body
    if path.name == "images.json":
        return all(isinstance(name, str) for name in body.values())
    match path.parent.name:
        case "state":
            return isinstance(body.get("fields"), dict)
        case "feeds":
            return isinstance(body.get("entries"), dict)
        case "reading":
            return isinstance(body.get("days"), dict)
        case "aliases":
            return isinstance(body.get("article"), str)
        case "versions":
            return isinstance(body.get("article"), dict)
        case _:
            return True


def combine_states(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return two state files as one: of each field the later."""
    rest = combine_maps(*({name: value for name, value in body.items() if name != "fields"} for body in (a, b)))
    return {**rest, "fields": merge_fields(a.get("fields", {}), b.get("fields", {}))}


def merge_fields(a: Fields, b: Fields) -> Fields:
    """Return both sides' fields together, of each the later one; commutative, associative, idempotent."""
    merged = dict(a)
    for name, field in b.items():
        if name not in merged or _rank(field) > _rank(merged[name]):
            merged[name] = field
    return merged


def combine_records(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return the record of an article kept on two machines: all that either knows of versions, in the order of their times,
    the rest from the side whose version is the newest.

    A version that both found stands there twice if they found it at different times. Were one of the entries dropped here,
    it would depend on the order of merging what stands between them.
    """
    last = max(a, b, key=lambda body: (_newest(body), canonical(_rest(body))))
    versions: dict[tuple[str, str], JsonObject] = {}
    for version in (*a.get("versions", ()), *b.get("versions", ())):
        key = (version["made"], version["id"])
        versions[key] = max(versions.get(key, version), version, key=canonical)
    checked = (
        {"checked": max(body["checked"] for body in (a, b) if "checked" in body)} if "checked" in {**a, **b} else {}
    )
    # Found by either is found, and of two words the one that opens less: "", nobody's, before any address.
    words = [body["found_on"] for body in (a, b) if "found_on" in body]
    return {
        **_rest(last),
        **checked,
        **_news_of(a, b),
        **({"found_on": min(words)} if words else {}),
        "added": min(a["added"], b["added"]),
        "versions": [versions[key] for key in sorted(versions)],
    }


def combine_feed_logs(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return two logs of the entries of a feed as one: every entry of either, with the last day on which it was there."""
    rest = combine_maps(*({name: value for name, value in body.items() if name != "entries"} for body in (a, b)))
    mine, theirs = a.get("entries", {}), b.get("entries", {})
    entries = combine_maps(mine, theirs)
    for key in mine.keys() & theirs.keys():
        ids, days = zip(mine[key], theirs[key], strict=True)
        entries[key] = [max(ids), max(days)]
    return {**rest, "entries": entries}


def combine_readings(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return two states of what one machine keeps of its reader's time: of each article and day the one with more of it.

    Numbers only grow there (see `reading_log`), so that is the later one, and nothing is counted twice.
    """
    days: dict[str, dict[str, JsonObject]] = {}
    for body in (a, b):
        for day, articles in body.get("days", {}).items():
            rows = days.setdefault(day, {})
            for article_id, row in articles.items():
                rows[article_id] = max(rows.get(article_id, row), row, key=_time_read)
    rest = combine_maps(*({name: value for name, value in body.items() if name != "days"} for body in (a, b)))
    return {**rest, "days": days}


def _time_read(row: JsonObject) -> tuple[int, bytes]:
    return sum(row["hours"].values()), canonical(row)


def union_of_feeds(*lists: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the feeds of all lists of feed and entry, each feed once, in order: a feed that gives its entries new names at every
    turn does not make the list longer."""
    feeds: dict[str, str] = {}
    for feed_id, key in chain.from_iterable(lists):
        feeds[feed_id] = max(feeds.get(feed_id, key), key)
    return sorted(feeds.items())


def combine_maps(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return two maps as one; where they differ, one and the same side on every machine."""
    return {
        key: max((body[key] for body in (a, b) if key in body), key=canonical) for key in sorted(a.keys() | b.keys())
    }


def combine_whole(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return one of two bodies that are only good whole, the same on every machine."""
    return max(a, b, key=canonical)


def _rest(body: JsonObject) -> JsonObject:
    """Return what of a record comes from one side alone: what both sides have a part in would make the order matter."""
    return {name: value for name, value in body.items() if name not in _FROM_BOTH}


def _news_of(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return what two records say of feeds, as one: it came through all of them, is news only if neither machine's reader added
    it, and waits for its page only if neither machine has fetched it."""
    news: JsonObject = {}
    if "feeds" in a or "feeds" in b:
        lists = ([(feed_id, key) for feed_id, key in body.get("feeds", ())] for body in (a, b))
        news["feeds"] = [list(ref) for ref in union_of_feeds(*lists)]
    news |= {name: True for name in ("came_by_feed", "awaits_page") if a.get(name) and b.get(name)}
    if story := max(a.get("story", ""), b.get("story", "")):
        news["story"] = story
    return news


def _newest(body: JsonObject) -> tuple[Any, ...]:
    return max(((version["made"], version["id"]) for version in body.get("versions", ())), default=())


def _rank(field: JsonObject) -> tuple[str, str, bytes]:
    return str(field.get("at", "")), str(field.get("by", "")), canonical(field)
