"""Reading a sealed file that may be damaged: what is used instead, what is kept aside, what the user is told.

A damaged file is never written over before its bytes are kept below `damaged/` in the local folder. In its place stands the
generation before, else as much of the file as is still JSON. Used by the stores of sealed files; annotations, which can be
saved document by document, do the like in `documents` and `storage`.
"""

import os
from contextlib import suppress
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from reader.model.errors import StoreDamagedError, StoreError
from reader.store.atomic import ABSENT, ChangedMeanwhileError, FileStamp, stamp_of, write_durably
from reader.store.block_codec import UNREADABLE
from reader.store.combining import combine_for
from reader.store.git_marks import has_marks
from reader.store.migrations import keeping_old_form, old_forms
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain
from reader.store.sealed import JsonObject, checksum, read_file, seal, unseal, unseal_sides

_WHOLE = "is damaged; what it says is whole"
_ATTEMPTS = 20
"""A synchronising program that puts another file there so often in a row does something else."""


class Recovered(NamedTuple):
    """The body of a sealed file, from the file itself or, if that is damaged, from the best there is instead."""

    body: JsonObject
    is_damaged: bool = False
    is_merged: bool = False
    """Whether git had left both sides of a merge in it, which are put together here."""
    stamp: FileStamp | None = None
    """What was read, so that nothing newer is written over."""

    @property
    def is_due(self) -> bool:
        """Whether the file has to be written anew though nothing was changed."""
        return self.is_damaged or self.is_merged


def read_recovering(places: LibraryPlaces, path: Path) -> Recovered | None:
    """Return what the sealed file at `path` holds, None if there is none; damage is told to `places.problems`.

    Raises StoreDamagedError if nothing of it can be read, StoreError if a newer program wrote it or reading failed.
    """
    doubtful: JsonObject | None = None
    try:
        stamp = stamp_of(path)
        data = read_file(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    if data is None:
        return None
    try:
        found = unseal(data, path)
        if found.is_intact and found.is_whole:
            return Recovered(found.body, stamp=stamp)
        doubtful = found.body
    except ValueError:
        found = None  # told below, with what is used instead
    name = places.name_of(path)
    if sides := unseal_sides(data, path):
        with suppress(*UNREADABLE):
            body = reduce(combine_for(path), sides)
            is_merged = has_marks(data.decode("utf-8", errors="replace"))
            what = (
                "holds both sides of a git merge; they are read as one, and written so with the next change"
                if is_merged
                else _WHOLE
            )
            places.problems.tell(f"{name} {what}")
            return Recovered(body, is_damaged=not is_merged, is_merged=is_merged, stamp=stamp)
    if found is not None and found.is_intact:
        places.problems.tell(f"{name} {_WHOLE}")
        return Recovered(found.body, is_damaged=True, stamp=stamp)
    previous = places.previous_file(path)
    for kept in (previous, *old_forms(previous)):
        with suppress(ValueError, StoreError):
            before = read_file(kept)
            unsealed = unseal(before, path) if before is not None else None
            if unsealed and unsealed.is_intact:
                places.problems.tell(f"{name} is damaged; its generation before is used")
                return Recovered(unsealed.body, is_damaged=True, stamp=stamp)
    if doubtful is not None:
        places.problems.tell(f"{name} is damaged; what can be read of it is used")
        return Recovered(doubtful, is_damaged=True, stamp=stamp)
    places.problems.tell(f"{name} is damaged; nothing of it can be read")
    raise StoreDamagedError(f"{path} is damaged and nothing of it can be read", "`pressmark doctor` says what is left.")


def write_sealed(
    places: LibraryPlaces,
    path: Path,
    body: JsonObject,
    *,
    replaces_damaged: bool = False,
    expected: FileStamp | None = None,
) -> None:
    """Write a sealed file durably, its generation before kept; a damaged one is put aside instead. Raises StoreError.

    `expected` is the stamp of what was read: if a synchronising program has put another file there meanwhile, both are put
    together.
    """
    for _ in range(_ATTEMPTS):
        if replaces_damaged:
            keep_damaged(places, path)
        previous = None if replaces_damaged else places.previous_file(path)
        data = seal(body)
        try:
            with keeping_old_form(path, places.previous_file(path), data):
                write_durably(path, data, previous=previous, expected=expected)
        except ChangedMeanwhileError:
            newer = read_or_empty(places, path)
            expected, replaces_damaged = stamp_before(newer), newer is not None and newer.is_damaged
            if newer and newer.body:
                with suppress(*UNREADABLE):
                    body = combine_for(path)(body, newer.body)
        else:
            places.changes.note_path(path)
            return
    raise StoreError(f"{path} is written by another program again and again", "Wait until it has come to rest.")


def stamp_before(stored: Recovered | None) -> FileStamp | None:
    """Return the stamp that a file must still have when what was read of it is written over."""
    return stored.stamp if stored else ABSENT


def read_or_empty(places: LibraryPlaces, path: Path) -> Recovered | None:
    """Return what the sealed file at `path` holds, an empty body if nothing of it can be read, None if there is none."""
    try:
        return read_recovering(places, path)
    except StoreDamagedError:
        return Recovered({}, is_damaged=True)


def keep_damaged(places: LibraryPlaces, path: Path) -> None:
    """Copy the damaged file at `path` to the damaged copies, once for each content. Raises StoreError."""
    try:
        content = read_plain(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    name = places.name_of(path).replace(os.sep, "+")
    copy = places.damaged / f"{name}.{checksum(content)}"
    if not copy.exists():
        write_durably(copy, content)
