"""Reading a sealed file that may be damaged: what is used instead, what is kept aside, what the user is told.

A damaged file is never written over before its bytes are kept below `damaged/` in the local folder. In its place stands the
generation before, else as much of the file as is still JSON. Used by the stores of sealed files; annotations, which can be
saved document by document, do the like in `documents` and `storage`.
"""

import os
from pathlib import Path
from typing import NamedTuple

from reader.model.errors import StoreDamagedError, StoreError
from reader.store.atomic import write_durably
from reader.store.migrations import SCHEMA
from reader.store.places import LibraryPlaces
from reader.store.sealed import JsonObject, checksum, read_sealed, seal


class Recovered(NamedTuple):
    """The body of a sealed file, from the file itself or, if that is damaged, from the best there is instead."""

    body: JsonObject
    is_damaged: bool = False


def read_recovering(places: LibraryPlaces, path: Path) -> Recovered | None:
    """Return what the sealed file at `path` holds, None if there is none; damage is told to `places.problems`.

    Raises StoreDamagedError if nothing of it can be read, StoreError if a newer program wrote it or reading failed.
    """
    name = places.name_of(path)
    doubtful: JsonObject | None = None
    try:
        found = read_sealed(path)
        if found is None:
            return None
        if found.is_intact:
            if not found.is_whole:
                places.problems.tell(f"{name} is damaged; what it says is whole")
            return Recovered(found.body, is_damaged=not found.is_whole)
        doubtful = found.body
    except ValueError:
        pass  # told below, with what is used instead
    try:
        before = read_sealed(places.previous_file(path))
    except (ValueError, StoreError):
        before = None
    if before and before.is_intact:
        places.problems.tell(f"{name} is damaged; its generation before is used")
        return Recovered(before.body, is_damaged=True)
    if doubtful is not None:
        places.problems.tell(f"{name} is damaged; what can be read of it is used")
        return Recovered(doubtful, is_damaged=True)
    places.problems.tell(f"{name} is damaged; nothing of it can be read")
    raise StoreDamagedError(f"{path} is damaged and nothing of it can be read", "`pressmark doctor` says what is left.")


def write_sealed(places: LibraryPlaces, path: Path, body: JsonObject, *, replaces_damaged: bool = False) -> None:
    """Write a sealed file durably, its generation before kept; a damaged one is put aside instead. Raises StoreError."""
    if replaces_damaged:
        keep_damaged(places, path)
    previous = None if replaces_damaged else places.previous_file(path)
    write_durably(path, seal(body, SCHEMA), previous=previous)
    places.changes.note_path(path)


def keep_damaged(places: LibraryPlaces, path: Path) -> None:
    """Copy the damaged file at `path` to the damaged copies, once for each content. Raises StoreError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    name = places.name_of(path).replace(os.sep, "+")
    copy = places.damaged / f"{name}.{checksum(content)}"
    if not copy.exists():
        write_durably(copy, content)
