"""Clearing up a folder: conflict copies of sealed files are merged into their originals, leftovers of killed writers go."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.model.errors import StoreDamagedError, StoreError
from reader.store.atomic import remove_leftovers
from reader.store.block_codec import UNREADABLE
from reader.store.conflicts import conflict_copies
from reader.store.places import LibraryPlaces
from reader.store.recovery import Recovered, keep_damaged, read_recovering, write_sealed
from reader.store.sealed import JsonObject, canonical

Combine = Callable[[JsonObject, JsonObject], JsonObject]
"""Two bodies to one; commutative, associative, idempotent."""


def sweep_folder(places: LibraryPlaces, folder: Path, lock: str | Callable[[Path], str], combine: Combine) -> int:
    """Merge the conflict copies in `folder` and remove leftovers; return how many copies were merged.

    `lock` names the lock under which the originals are written, or tells it for each. A copy that cannot be merged stays
    and is told in `places.problems`.
    """
    merged = 0
    for copy in conflict_copies(folder):
        try:
            with places.locks.hold(lock if isinstance(lock, str) else lock(copy.original)):
                theirs = read_or_empty(places, copy.path)
                if theirs and theirs.is_damaged:
                    keep_damaged(places, copy.path)
                mine = read_or_empty(places, copy.original)
                if theirs and theirs.body:
                    body = combine(mine.body, theirs.body) if mine and mine.body else theirs.body
                    if mine is None or mine.is_damaged or body != mine.body:
                        write_sealed(places, copy.original, body, replaces_damaged=mine.is_damaged if mine else False)
                copy.path.unlink(missing_ok=True)
                merged += 1
        except (StoreError, OSError, *UNREADABLE) as error:
            places.problems.tell(f"{places.name_of(copy.path)} could not be merged: {error}")
    remove_leftovers(folder)
    return merged


def read_or_empty(places: LibraryPlaces, path: Path) -> Recovered | None:
    """Return what the sealed file at `path` holds, an empty body if nothing of it can be read, None if there is none."""
    try:
        return read_recovering(places, path)
    except StoreDamagedError:
        return Recovered({}, is_damaged=True)


def combine_records(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return the record of an article kept on two machines: all versions, the rest from the side that cleaned it last."""
    last = max(a, b, key=lambda body: (_newest(body), canonical(body)))
    versions: dict[str, JsonObject] = {}
    for version in (*a.get("versions", ()), *b.get("versions", ())):
        other = versions.get(version["id"])
        versions[version["id"]] = max(other, version, key=canonical) if other else version
    ordered = sorted(versions.values(), key=lambda version: (version["made"], version["id"]))
    return {**last, "added": min(a["added"], b["added"]), "versions": ordered}


def combine_maps(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return two maps as one; where they differ, one and the same side on every machine."""
    return {
        key: max((body[key] for body in (a, b) if key in body), key=canonical) for key in sorted(a.keys() | b.keys())
    }


def combine_whole(a: JsonObject, b: JsonObject) -> JsonObject:
    """Return one of two bodies that are only good whole, the same on every machine."""
    return max(a, b, key=canonical)


def _newest(body: JsonObject) -> tuple[Any, ...]:
    return max(((version["made"], version["id"]) for version in body.get("versions", ())), default=())
