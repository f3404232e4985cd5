"""Making a backup: all of a library that travels, in one archive, while other windows may go on writing.

Every file is replaced by its writers as a whole, so what is read of it is one state or the other. What refers to something is
read before it: annotations before the versions they were made on, the record and the picture map of an article together with
all that they name, under the lock that whoever takes something away holds. So nothing in the archive refers to what is not
in it. Called by the library.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reader.model.errors import NotFoundError, StoreError, UsageError
from reader.model.identity import is_article_id
from reader.store.care.archive import Archive, ArchiveWriter, Manifest, Step, is_safe_name
from reader.store.documents import parse
from reader.store.kinds import FileKind, kind_of, original_of
from reader.store.places import LibraryPlaces, names_in
from reader.store.plain_files import open_plain
from reader.store.sealed import unseal

_SUBFOLDERS = ("versions", "raw", "images")
_PASSED_OVER = (FileKind.SETTINGS, FileKind.PAGE)
"""Kinds that are not looked into: a person's file, and what would have to be unpacked."""


class BackedUp(NamedTuple):
    """A backup that was made."""

    path: Path
    manifest: Manifest
    archive_bytes: int
    damaged: tuple[str, ...] = ()
    """Files that were damaged already; they are in the archive as they are."""
    left_out: tuple[str, ...] = ()
    """What could not be read, with the reason."""
    strangers: int = 0
    """Files in the library's folders that are none of a library's, which are not in the archive."""


def back_up(
    places: LibraryPlaces, target: Path, *, clock: Callable[[], datetime], step_of: Callable[[str], Step]
) -> BackedUp:
    """Write a backup of the library to the file `target`, replacing a backup that is there.

    Raises UsageError if `target` is no place for one, NotFoundError if there is nothing to back up, StoreError, CancelledError;
    then what was at `target` is still there.
    """
    target = _checked(places, target)
    names = _count(places)
    if not names:
        raise NotFoundError(f"there is nothing in the library {places.folder}", "Nothing was written.")
    taking = _Taking(places)
    with ArchiveWriter(target) as archive:
        packing = step_of("packing")
        taking.take(archive, lambda done: packing(done, max(done, names)))
        if not taking.taken:
            raise StoreError(f"nothing of the library {places.folder} can be read", "Nothing was written.")
        manifest = archive.finish(places.device, clock(), step_of("reading back"))
    return BackedUp(
        path=target,
        manifest=manifest,
        archive_bytes=target.stat().st_size,
        damaged=tuple(taking.damaged),
        left_out=tuple(taking.left_out),
        strangers=taking.strangers,
    )


class _Taking:
    """One walk through a library."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places
        self.taken = 0
        self.damaged: list[str] = []
        self.left_out: list[str] = []
        self.strangers = 0

    def take(self, archive: ArchiveWriter, step: Callable[[int], None]) -> None:
        """Put every file of the library into `archive`, what refers before what is referred to."""
        self._archive, self._step = archive, step
        places = self._places
        self._folder(places.folder, beginning="library")
        self._folder(places.states)
        self._folder(places.annotations)
        self._folder(places.aliases)
        self._folder(places.reading)
        self._folder(places.feeds)
        for article_id in sorted(filter(is_article_id, names_in(places.articles))):
            folder = places.article_folder(article_id)
            with places.locks.hold(places.locks.of_article("articles", article_id)):
                self._folder(folder)
                for name in _SUBFOLDERS:
                    self._folder(folder / name)

    def _leads_out(self, path: Path) -> bool:
        """Whether a link leads from the library's own folders to somewhere else. Some programs lay files out as links within."""
        places = self._places
        if not places.is_behind_link(path):
            return False
        own = places.folder / path.relative_to(places.folder).parts[0]
        real = Path(os.path.realpath(path))
        return not any(real.is_relative_to(os.path.realpath(folder)) for folder in (places.folder, own))

    def _folder(self, folder: Path, *, beginning: str = "") -> None:
        for name in sorted(names_in(folder)):
            # A dot begins parts of files that are being written, and what other programs keep for themselves.
            if name.startswith(beginning) and not name.startswith("."):
                self._file(folder / name)

    def _file(self, path: Path) -> None:
        name = self._places.name_of(path)
        kind = kind_of(original_of(name))
        if kind is None or not is_safe_name(name):
            self.strangers += path.is_file()
            return
        if self._leads_out(path):
            self.left_out.append(f"{name}: it is a link that leads out of the library")
            return
        self._step(self.taken)
        try:
            data, modified = _content(path)
        except FileNotFoundError:
            return  # taken away meanwhile, and nothing read so far refers to it
        except OSError as error:
            self.left_out.append(f"{name}: {error.strerror or error}")
            return
        digest = self._archive.add(name, data, modified)
        self.taken += 1
        if not (path.stem == digest if kind is FileKind.PICTURE else _is_whole(kind, data, path)):
            self.damaged.append(name)


def _checked(places: LibraryPlaces, target: Path) -> Path:
    """Return where to write, with links resolved. A backup inside the library would travel and grow with it."""
    real = Path(os.path.realpath(target.expanduser()))
    for folder in (places.folder, places.local):
        if real.is_relative_to(folder):
            raise UsageError(f"{target} lies in the library's own folder {folder}", "Name a file outside of it.")
    if real.is_dir():
        raise UsageError(f"{target} is a folder", "Name a file: pressmark backup FILE.zip")
    if not real.parent.is_dir():
        raise UsageError(f"there is no folder {real.parent}")
    if real.exists():
        if not real.is_file():
            raise UsageError(f"{target} is no plain file", "Name a file: pressmark backup FILE.zip")
        try:
            with Archive(real):
                pass
        except StoreError as error:
            if real.stat().st_size:
                raise UsageError(f"{target} is there and is no backup", "Name another file, or remove it.") from error
    return real


def _count(places: LibraryPlaces) -> int:
    """Return about how many files there are, from the names of folders alone: for the progress."""
    lists = (places.states, places.annotations, places.aliases, places.reading, places.feeds)
    articles = sum(map(is_article_id, names_in(places.articles)))
    return articles * 5 + sum(len(names_in(folder)) for folder in lists) + places.settings_file.exists()


def _content(path: Path) -> tuple[bytes, float]:
    with open_plain(path) as file:
        return file.read(), os.fstat(file.fileno()).st_mtime


def _is_whole(kind: FileKind, data: bytes, path: Path) -> bool:
    if kind in _PASSED_OVER:
        return True
    try:
        if kind is FileKind.ANNOTATIONS:
            return not parse(data, path).is_damaged
        found = unseal(data, path)
    except ValueError:
        return False
    except StoreError:
        return True  # of a newer program: not ours to judge
    return found.is_intact and found.is_whole
