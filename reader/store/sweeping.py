"""Clearing up a folder: conflict copies are merged into their originals, leftovers of killed writers go.

A copy is removed only when what stands in it is safe in the original, and only if it is still the one that was read. One of
which nothing can be read, or that is something else under a name like ours, stays where it is and is told.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.model.errors import StoreError
from reader.model.identity import content_digest
from reader.store.atomic import FileStamp, remove_leftovers, stamp_of, write_durably
from reader.store.block_codec import UNREADABLE
from reader.store.combining import combine_for, is_kind_of
from reader.store.conflicts import ConflictCopy, conflict_copies, is_ours
from reader.store.places import LibraryPlaces
from reader.store.plain_files import open_plain, read_plain
from reader.store.recovery import (
    keep_damaged,
    read_or_empty,
    read_recovering,
    stamp_before,
    write_sealed,
)
from reader.store.snapshots import read_content

_BLANK = b"\0 \t\r\n"
_INNER = ("versions", "images", "raw")
"""The folders in that of an article."""
_MAX_PICTURE_BYTES = 256 * 1024 * 1024

Absorb = Callable[[ConflictCopy], None]
"""Takes what stands in a copy over into its original, durably. Raises StoreError, ValueError for a copy that is none."""


def sweep_copies(places: LibraryPlaces, folder: Path, absorb: Absorb) -> int:
    """Hand every conflict copy in `folder` to `absorb`, then remove it; remove leftovers; return how many copies went.

    A copy that cannot be absorbed stays and is told in `places.problems`.
    """
    if places.is_behind_link(folder):
        return 0
    swept = 0
    for copy in conflict_copies(folder):
        try:
            stamp = stamp_of(copy.path)
            if not is_blank(copy.path):  # a copy that was cut to nothing holds nothing to lose
                absorb(copy)
            swept += remove_unchanged(copy.path, stamp)
        except (StoreError, OSError, *UNREADABLE) as error:
            places.problems.tell(f"{places.name_of(copy.path)} could not be merged and was left alone: {error}")
    remove_leftovers(folder)
    return swept


def sweep_folder(places: LibraryPlaces, folder: Path, lock: str | Callable[[Path], str]) -> int:
    """Merge the conflict copies of sealed files, pages and pictures in `folder`; return how many there were.

    `lock` names the lock under which the originals are written, or tells it for each.
    """

    def absorb(copy: ConflictCopy) -> None:
        with places.locks.hold(lock if isinstance(lock, str) else lock(copy.original)):
            if copy.original.suffix == ".json":
                _absorb_sealed(places, copy)
            else:
                _absorb_content(places, copy)

    return sweep_copies(places, folder, absorb)


def sweep_article(places: LibraryPlaces, article_id: str) -> int:
    """Do the same in the folder of an article and in those in it; return how many copies there were.

    Names are read once, of the folders that are there: of 20,000 articles next to none has anything to merge.
    """
    folder, lock = places.article_folder(article_id), places.locks.of_article("articles", article_id)
    names = _names(folder)
    inner = [name for name in _INNER if name in names]
    swept = sweep_folder(places, folder, lock) if len(names) > len(inner) + ("record.json" in names) else 0
    for name in inner:
        if not all(map(is_ours, _names(folder / name))):
            swept += sweep_folder(places, folder / name, lock)
    return swept


def _names(folder: Path) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)  # noqa: PTH208  # names alone: paths cost more than all the rest
    return []


def remove_unchanged(path: Path, stamp: FileStamp) -> bool:
    """Remove the file at `path` if it is still the one with `stamp`; return whether it was. Raises OSError."""
    if stamp_of(path) != stamp:
        return False
    with suppress(FileNotFoundError):
        path.unlink()
    return True


def is_blank(path: Path) -> bool:
    """Whether nothing at all stands in the file at `path`: it is empty, or full of zeros. Raises OSError."""
    with open_plain(path) as file:
        while piece := file.read(1 << 20):
            if piece.strip(_BLANK):
                return False
    return True


def _absorb_sealed(places: LibraryPlaces, copy: ConflictCopy) -> None:
    theirs = read_recovering(places, copy.path)
    if theirs is None:
        return
    if not is_kind_of(copy.original, theirs.body):
        raise ValueError(f"it is no copy of {copy.original.name}")
    if theirs.is_damaged:
        keep_damaged(places, copy.path)
    mine = read_or_empty(places, copy.original)
    has_mine = mine is not None and bool(mine.body)
    body = combine_for(copy.original)(mine.body, theirs.body) if mine and has_mine else theirs.body
    if mine is None or mine.is_due or body != mine.body:
        is_damaged = mine is not None and mine.is_damaged
        write_sealed(places, copy.original, body, replaces_damaged=is_damaged, expected=stamp_before(mine))


def _absorb_content(places: LibraryPlaces, copy: ConflictCopy) -> None:
    """Keep a page or a picture, whose name says what it holds: the original, or the copy where that is missing or damaged."""
    if _is_whole(copy.original, copy.original.name):
        if not _is_whole(copy.path, copy.original.name):  # damaged most likely, but nobody can know
            keep_damaged(places, copy.path)
        return
    if not _is_whole(copy.path, copy.original.name):
        raise ValueError(f"it does not hold what {copy.original.name} says")
    write_durably(copy.original, read_plain(copy.path))


def _is_whole(path: Path, name: str) -> bool:
    digest = name.partition(".")[0]
    try:
        if name.endswith(".zst"):
            read_content(path, digest)
            return True
        return path.stat().st_size <= _MAX_PICTURE_BYTES and content_digest(read_plain(path)) == digest
    except (OSError, StoreError):
        return False
