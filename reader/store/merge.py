"""Merging what several machines wrote: commutative, associative, idempotent, and no word of the reader's is dropped unseen.

An annotation is a set of versions, nearly always of one. Each version has a *dot*, `[device, counter]`, its name for good,
and a *vector*, device to counter, of all that its writer had seen, itself included. Merging two sets takes both together and
drops every version that another one has seen: what stays are the greatest elements of a partial order, whence the three
laws, whatever damage has done to the bookkeeping. If several stay, one of them is the document, the same on every machine,
and the rest stand in its `others`. A removal is a version too: a document of which nothing else is left stands among the
tombstones, for good, with what was removed under `was`. What was written by somebody who had not seen the removal stays,
and the removal is shown beside it.

So that a colour given here and a note written there do not fight, a version remembers since which dot each of its fields is
as it is, under `since`, where that is not its own. Of versions side by side each field counts only from those that have it
newest (see `resolve`): what somebody had read and replaced is nowhere shown again.

Version vectors: Parker et al., "Detection of Mutual Inconsistency in Distributed Systems", IEEE TSE 1983; dots: Preguiça et
al., "Brief Announcement: Efficient Causality Tracking …", PODC 2012. Counters are hybrid clocks (Kulkarni et al., "Logical
Physical Clocks", OPODIS 2014): milliseconds since 1970, or one more than any seen; so what is written later, in the knowledge
of the rest, is the greater everywhere, and a library taken back from a backup never counts a number twice. No file is
touched here.
"""

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any, NamedTuple

from reader.store.sealed import JsonObject, canonical

ANNOTATIONS = "annotations"
TOMBSTONES = "tombstones"
SCHEMA_TABLE = "_schema"

BOOKKEEPING = frozenset(("dot", "vector", "since", "others"))
"""The keys of a document that merging needs; everything else is the reader's."""

_NO_FIELDS = BOOKKEEPING | {"created", "updated", "removed", "was"}
"""Keys that say something of the version as a whole; all others are fields, each with a history of its own."""

_TOGETHER = {"version": "selectors", "marked_as": "selectors"}
"""Keys that share a history: where a passage stands means nothing without the version of the text it stands in, and what was
marked before it was put there belongs to that."""

Tables = dict[str, dict[str, JsonObject]]
"""What a TinyDB storage holds: table to document id (a string of digits) to document."""

Dot = tuple[str, int]
"""Device and counter: the name of a change."""


class Rival(NamedTuple):
    """A version that stands beside what is shown."""

    place: int
    """Its index among `other_documents`."""
    version: JsonObject
    fields: JsonObject
    """Those of its fields that differ from all shown and all later ones; none for a removal."""


class Resolution(NamedTuple):
    """A document as it is to be shown, and what stands beside it."""

    document: JsonObject
    """Each field from the latest version whose writer had it newest; without bookkeeping."""
    rivals: tuple[Rival, ...]
    """Versions of which something differs, and removals; the latest first."""
    since: Mapping[str, Dot]
    """The change in which each field became what it is."""


def versions_of(document: Mapping[str, Any]) -> tuple[JsonObject, ...]:
    """Take a document apart. Bookkeeping that is missing or no such thing counts as that of an unnamed device."""
    main = {name: value for name, value in document.items() if name != "others"}
    main["dot"] = list(dot_of(main))
    main["vector"] = _vector(document.get("vector"), [main])
    others = [{key: value for key, value in other.items() if key != "others"} for other in other_documents(document)]
    vectorless = [other for other in others if not isinstance(other.get("vector"), dict)]
    main["vector"] = _vector(main["vector"], vectorless)
    for other in others:
        other["dot"] = list(dot_of(other))
        # One without a vector is taken to know just what the document knows, so that neither drops the other.
        other["vector"] = _vector(other.get("vector", main["vector"]), [other])
    return (main, *others)


def other_documents(document: Mapping[str, Any]) -> list[JsonObject]:
    """Return the versions that stand beside a document's own, as they are stored."""
    stored = document.get("others")
    return [other for other in stored if isinstance(other, dict)] if isinstance(stored, list) else []


def document_of(versions: Iterable[JsonObject]) -> tuple[str, JsonObject]:
    """Put a document together again; return the table in which it stands, and the document."""
    first, *others = sorted(versions, key=_rank, reverse=True)
    return (TOMBSTONES if "removed" in first else ANNOTATIONS), {**first, "others": others} if others else first


def merge_versions(a: Iterable[JsonObject], b: Iterable[JsonObject]) -> tuple[JsonObject, ...]:
    """Return what two states of one document come to: the versions that nobody has replaced in the knowledge of them."""
    versions = {canonical(version): version for version in (*a, *b)}
    found = versions.values()
    return tuple(version for version in found if not any(_replaces(other, version) for other in found))


def merge_tables(a: Tables, b: Tables) -> Tables:
    """Return what two states of one file come to: annotations and tombstones by their versions, anything else by value."""
    merged: Tables = {name: {} for name in sorted(a.keys() | b.keys() | {ANNOTATIONS, TOMBSTONES})}
    for name in merged.keys() - {ANNOTATIONS, TOMBSTONES}:
        mine, theirs = a.get(name, {}), b.get(name, {})
        for key in mine.keys() | theirs.keys():
            both = [documents[key] for documents in (mine, theirs) if key in documents]
            merged[name][key] = max(both, key=canonical)
    found: dict[str, list[tuple[str, JsonObject]]] = {}
    for tables in (a, b):
        for name in (ANNOTATIONS, TOMBSTONES):
            for key, document in tables.get(name, {}).items():
                found.setdefault(key, []).append((name, document))
    for key, states in found.items():
        name, document = states[0]
        if any(state != (name, document) for state in states[1:]):
            versions = versions_of(document)
            for _, other in states[1:]:
                versions = merge_versions(versions, versions_of(other))
            name, document = document_of(versions)
        merged[name][key] = document
    return merged


def resolve(document: Mapping[str, Any]) -> Resolution:
    """Return a document as it is to be shown, and what was written beside it by who did not know of it.

    Fields are weighed one by one. A value is out of date if another version has a newer one for the field and its writer
    had seen this one; of the values left the latest is shown, and what differs from it is a rival's.
    """
    ranked = sorted(enumerate(versions_of(document), -1), key=lambda pair: _rank(pair[1]), reverse=True)
    living = [version for _, version in ranked if "removed" not in version]
    if not living:
        return Resolution(_body(ranked[0][1]), (), {})
    shown, since = _body(living[0]), {}
    differing: list[JsonObject] = [{} for _ in ranked]
    for field in dict.fromkeys(_field(key) for version in living for key in version if key not in _NO_FIELDS):
        values = [_values(version, field) for version in living]
        current = [
            bool(value) and not _is_outdated(field, version, living)
            for value, version in zip(values, living, strict=True)
        ]
        chosen = current.index(True) if any(current) else 0
        since[field] = since_of(living[chosen], field)
        shown = {key: value for key, value in shown.items() if key in _NO_FIELDS or _field(key) != field}
        shown |= values[chosen]
        for place, value in enumerate(values):
            if (current[place] or not any(current)) and value and value not in (values[chosen], *values[:place]):
                differing[place] |= value
    rivals = tuple(
        Rival(place, version, fields)
        for (place, version), fields in zip(ranked, differing, strict=True)
        if fields or "removed" in version
    )
    return Resolution(shown, rivals, since)


def write_version(
    document: Mapping[str, Any], before: Mapping[str, Any] | None, device: str, now_milliseconds: int
) -> JsonObject:
    """Return `document` as the version that `device` writes in the place of `before`.

    Of what stood beside `before`, that which stands in `document` under `others` as well is not replaced. What is new there
    (a note that was written elsewhere, brought back by undo) comes from `device` too.
    """
    was = versions_of(before) if before is not None else ()
    stored = other_documents(before or {})
    beside = other_documents(document)
    places = [1 + stored.index(other) if other in stored else 0 for other in beside]
    kept = [was[place] for place in places if place]
    known: dict[str, int] = {}
    for place, version in enumerate(was):
        if not place or place not in places:
            known |= {name: max(number, known.get(name, 0)) for name, number in version["vector"].items()}
    now = next_counter([version["vector"] for version in was], now_milliseconds)
    # A counter says that all of its name below it is known. Who leaves a version of his own beside him takes another name.
    names = (
        name
        for name in chain([device], (f"{device}.{number}" for number in count(1)))
        if all(version["vector"].get(name, 0) <= known.get(name, 0) for version in kept)
    )
    own = _named(known, next(names), now + len(beside))  # the greatest: it is the one that is shown
    others = list(kept)
    for number, (other, place) in enumerate(zip(beside, places, strict=True), 1):
        if not place:
            # It knows nothing of the rest, as when it was written.
            others.append({**other, **_named({}, next(names), now + len(beside) - number)})
    body = {key: value for key, value in document.items() if key not in BOOKKEEPING}
    written: JsonObject = {**body, **own}
    if before is not None and (since := _since_before(before, body, kept)):
        written["since"] = since
    return {**written, "others": others} if others else written


def has_seen(document: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the writers of `document` had seen everything that stands in `other`."""
    mine = versions_of(document)
    return all(any(covers(known["vector"], version["vector"]) for known in mine) for version in versions_of(other))


def covers(vector: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether who knows `vector` knows all that `other` says."""
    return all(vector.get(device, 0) >= counter for device, counter in other.items())


def since_of(version: Mapping[str, Any], field: str) -> Dot:
    """Return the change in which a field of a version became what it is."""
    stored = version.get("since")
    found = _dot(stored.get(field)) if isinstance(stored, dict) else None
    return found or dot_of(version)


def next_counter(vectors: Iterable[Mapping[str, int]], now_milliseconds: int) -> int:
    """Return the counter of the next change: the time, or one more than what anybody has counted to."""
    return max(now_milliseconds, 1 + max((max(vector.values(), default=0) for vector in vectors), default=0))


def dot_of(version: Mapping[str, Any]) -> Dot:
    """Return the name of a version."""
    return _dot(version.get("dot")) or ("", 1)


def _named(known: Mapping[str, int], name: str, counter: int) -> JsonObject:
    return {"dot": [name, counter], "vector": dict(sorted({**known, name: counter}.items()))}


def _since_before(
    before: Mapping[str, Any], after: Mapping[str, Any], kept: Iterable[JsonObject]
) -> dict[str, list[Any]]:
    """Return since when those fields of `after` are as they are that were so before it."""
    resolved = resolve(before)
    main = versions_of(before)[0]
    since: dict[str, list[Any]] = {}
    for field, shown_since in resolved.since.items():
        values = _values(after, field)
        if values == _values(resolved.document, field):
            since[field] = list(shown_since)
        elif values == _values(main, field) and any(since_of(other, field) == shown_since for other in kept):
            # Plain TinyDB changes one field of what stands in the file; what is shown of the others stays beside it.
            since[field] = list(since_of(main, field))
    return since


def _dot(stored: object) -> Dot | None:
    match stored:
        case [str(device), int(counter)] if counter > 0:
            return device, int(counter)
        case _:
            return None


def _vector(stored: object, versions: Iterable[JsonObject]) -> dict[str, int]:
    """Return a vector without what is none, in order, that knows the dots of `versions`."""
    vector = {
        device: int(counter)
        for device, counter in (stored.items() if isinstance(stored, dict) else ())
        if isinstance(counter, int) and counter > 0
    }
    for version in versions:
        device, counter = dot_of(version)
        vector[device] = max(counter, vector.get(device, 0))
    return dict(sorted(vector.items()))


def _replaces(version: JsonObject, other: JsonObject) -> bool:
    """Whether `version` was written in the knowledge of `other`. A tombstone also replaces itself with its content."""
    if version["vector"] == other["vector"]:
        return "was" in other and "was" not in version and version == {k: v for k, v in other.items() if k != "was"}
    return covers(version["vector"], other["vector"])


def _is_outdated(field: str, version: JsonObject, among: Iterable[JsonObject]) -> bool:
    device, counter = since = since_of(version, field)
    return any(
        other["vector"] != version["vector"]  # else neither knew the other
        and since_of(other, field) != since
        and other["vector"].get(device, 0) >= counter
        for other in among
    )


def _field(key: str) -> str:
    return _TOGETHER.get(key, key)


def _values(document: Mapping[str, Any], field: str) -> JsonObject:
    return {key: value for key, value in document.items() if key not in _NO_FIELDS and _field(key) == field}


def _body(version: JsonObject) -> JsonObject:
    return {key: value for key, value in version.items() if key not in BOOKKEEPING}


def _rank(version: JsonObject) -> tuple[bool, int, str, bytes]:
    """Order versions that stand beside one another: a removal last, then the latest first; the rest only breaks ties."""
    device, counter = dot_of(version)
    return "removed" not in version, counter, device, canonical(version)
