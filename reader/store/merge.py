"""Merging what several machines wrote: commutative, associative, idempotent, and no word of the reader's is dropped unseen.

Every annotation is a small register of versions. Each version has a *dot*, `[device, counter]`, its name for good; the
document has a *vector*, device to counter, of all that its writer had seen. On merging, a version that the other side had
seen and no longer lists was replaced there, and goes; one that it had not seen stays. If several stay, one of them is the
document, the same on every machine, and the others stand in its `others`. A removal is a version too: the document then
stands among the tombstones, for good, with what was removed under `was`.

The construction is the dotted version vector set (Preguiça, Baquero, Almeida, Fonte, Gonçalves: "Brief Announcement:
Efficient Causality Tracking in Distributed Storage Systems With Dotted Version Vectors", PODC 2012). Counters are
milliseconds since 1970, or one more than the last: so a library taken back from a backup never counts a number twice.
Nothing here touches a file.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from reader.store.sealed import JsonObject, canonical

ANNOTATIONS = "annotations"
TOMBSTONES = "tombstones"
SCHEMA_TABLE = "_schema"

BOOKKEEPING = frozenset(("dot", "vector", "others"))
"""The keys of a document that merging needs; everything else is the reader's."""

Tables = dict[str, dict[str, JsonObject]]
"""What a TinyDB storage holds: table to document id (a string of digits) to document."""


class Entry(NamedTuple):
    """A document taken apart: what its writer had seen, and the versions that stand beside one another, often one."""

    vector: Mapping[str, int]
    versions: tuple[JsonObject, ...]


def entry_of(document: Mapping[str, Any]) -> Entry:
    """Take a document apart. Bookkeeping that is missing or no such thing counts as that of an unnamed device."""
    stored_others = document.get("others")
    others = [other for other in stored_others if isinstance(other, dict)] if isinstance(stored_others, list) else []
    versions = [{name: value for name, value in document.items() if name not in ("vector", "others")}, *others]
    for version in versions:
        version["dot"] = list(_dot(version))
    stored_vector = document.get("vector")
    vector = dict(stored_vector) if isinstance(stored_vector, dict) else {}
    vector = {device: counter for device, counter in vector.items() if isinstance(counter, int)}
    for version in versions:
        device, counter = version["dot"]
        vector[device] = max(counter, vector.get(device, 0))
    return Entry(vector, tuple(versions))


def document_of(entry: Entry) -> tuple[str, JsonObject]:
    """Put a document together again; return the table in which it stands, and the document."""
    first, *others = sorted(entry.versions, key=_rank, reverse=True)
    document = {**first, "vector": dict(sorted(entry.vector.items()))}
    if others:
        document["others"] = others
    return (TOMBSTONES if "removed" in first else ANNOTATIONS), document


def merge_entries(a: Entry, b: Entry) -> Entry:
    """Return what two states of one document come to."""
    mine = {canonical(version): version for version in a.versions}
    theirs = {canonical(version): version for version in b.versions}
    kept = {key: version for key, version in mine.items() if key in theirs or not _has_seen(b, version)}
    kept |= {key: version for key, version in theirs.items() if key in mine or not _has_seen(a, version)}
    if not kept:  # only after damage: each side believes it has replaced the other's
        kept = dict([max((mine | theirs).items(), key=lambda item: _rank(item[1]))])
    devices = a.vector.keys() | b.vector.keys()
    vector = {device: max(a.vector.get(device, 0), b.vector.get(device, 0)) for device in devices}
    return Entry(vector, tuple(kept[key] for key in sorted(kept)))


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
            entry = entry_of(document)
            for _, other in states[1:]:
                entry = merge_entries(entry, entry_of(other))
            name, document = document_of(entry)
        merged[name][key] = document
    return merged


def has_seen(document: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the writer of `document` had seen everything that stands in `other`."""
    entry = entry_of(document)
    return all(entry.vector.get(device, 0) >= counter for device, counter in entry_of(other).vector.items())


def next_counter(vectors: Iterable[Mapping[str, int]], device: str, now_milliseconds: int) -> int:
    """Return the counter of the next change by `device`: the time, or one more than what was counted."""
    return max(now_milliseconds, 1 + max((vector.get(device, 0) for vector in vectors), default=0))


def other_notes(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the notes that stand beside the document's own, each once, those of the latest first."""
    notes = [
        other.get("note", "")
        for other in document.get("others", ())
        if isinstance(other, dict) and "removed" not in other
    ]
    return tuple(dict.fromkeys(note for note in notes if note and note != document.get("note")))


def _has_seen(entry: Entry, version: JsonObject) -> bool:
    """Whether `version` is known to `entry`. One name for two versions (a cloned machine) counts as not seen: both stay."""
    device, counter = version["dot"]
    if entry.vector.get(device, 0) < counter:
        return False
    return all(other["dot"] != version["dot"] for other in entry.versions)


def _rank(version: JsonObject) -> tuple[bool, str, str, int, bytes]:
    """Order versions that stand beside one another: a removal first, then the latest; the rest only breaks ties."""
    device, counter = _dot(version)
    return "removed" in version, str(version.get("updated", "")), device, counter, canonical(version)


def _dot(version: Mapping[str, Any]) -> tuple[str, int]:
    match version.get("dot"):
        case [str(device), int(counter)]:
            return device, counter
        case _:
            return "", 1
