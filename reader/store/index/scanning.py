"""Which articles of the library's folders are not as the index knows them: a walk over names and file times that reads no file.

About 3 µs a file. One part after the other, so that of a large library no more than one part's numbers is held at a time. What
cannot be read is taken for unchanged and left to whoever reads it.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reader.model.errors import StoreError
from reader.model.identity import is_article_id
from reader.model.kept import Part
from reader.store.index.rows import Signatures, Stale
from reader.store.places import LibraryPlaces, is_name

Tick = Callable[[int], None]
"""Told after every thousand files how many were looked at; what it raises stops the walk."""

_TICK_FILES = 1_000
_COARSE_NS = 10_000_000
"""File systems that keep times this coarsely (FAT, exFAT) make up inode numbers anew whenever they like."""

_UNREADABLE = -1
"""Stands for the signature of a file that is there and may not be looked at."""

_MASK = 2**63 - 1


def signature(found: os.stat_result) -> int:
    """Return a number that differs whenever a file may have been written anew; never 0.

    The time of the last change counts beside that of the last writing, which programs that carry files set as they like; the
    inode tells two files apart that replaced one another within one tick of the clock.
    """
    inode = found.st_ino if found.st_mtime_ns % _COARSE_NS else 0
    written = found.st_mtime_ns * 0x9E3779B97F4A7C15 + found.st_ctime_ns * 0xC2B2AE3D27D4EB4F
    return (written + found.st_size * 0x165667B19E3779F9 + inode * 0xD6E8FEB86659FD93) & _MASK or 1


def signatures(places: LibraryPlaces, article_id: str) -> Signatures:
    """Return the signatures of an article's files as they are now: to be asked before they are read."""
    if not is_name(article_id):
        return Signatures()  # no file has such a name
    return Signatures(
        article=_signature_of(f"{places.articles}/{article_id}/record.json"),
        state=_signature_of(f"{places.states}/{article_id}.json"),
        position=_signature_of(f"{places.states}/{article_id}.position.json"),
        annotations=_signature_of(f"{places.annotations}/{article_id}.json"),
    )


Known = Callable[[Part], Mapping[str, int]]
"""Gives the signatures of a part that the index knows, by article; those that are 0 may be left out."""


def scan(places: LibraryPlaces, known: Known, tick: Tick) -> dict[str, set[Part]]:
    """Return the articles whose files differ from what is known, with the parts that do."""
    stale: dict[str, set[Part]] = {}
    looked = 0
    for part, files in (
        (Part.ARTICLE, _records(places.articles)),
        (Part.STATE, _files(places.states, ".json")),
        (Part.POSITION, _files(places.states, ".position.json")),
        (Part.ANNOTATIONS, _files(places.annotations, ".json")),
    ):
        unseen = dict(known(part))
        for article_id, found in files:
            looked += 1
            if looked % _TICK_FILES == 0:
                tick(looked)
            if unseen.pop(article_id, 0) != found and found != _UNREADABLE:
                stale.setdefault(article_id, set()).add(part)
        for article_id, before in unseen.items():
            if before:
                stale.setdefault(article_id, set()).add(part)
    tick(looked)
    return stale


def merged(stale: Mapping[str, set[Part]]) -> tuple[Stale, ...]:
    """Return what a scan found, in the order of the ids."""
    return tuple(Stale(article_id=article_id, parts=frozenset(parts)) for article_id, parts in sorted(stale.items()))


def _records(folder: Path) -> Iterator[tuple[str, int]]:
    for entry in _entries(folder):
        if is_article_id(entry.name):
            try:
                yield entry.name, signature(os.stat(f"{entry.path}/record.json"))  # noqa: PTH116  # 100,000 times
            except (FileNotFoundError, NotADirectoryError):
                continue  # a folder of which only other files are here
            except OSError:
                yield entry.name, _UNREADABLE


def _files(folder: Path, ending: str) -> Iterator[tuple[str, int]]:
    for entry in _entries(folder):
        name = entry.name
        if name.endswith(ending) and is_article_id(article_id := name[: -len(ending)]):
            try:
                yield article_id, signature(entry.stat())
            except FileNotFoundError:
                continue  # gone meanwhile
            except OSError:
                yield article_id, _UNREADABLE


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except FileNotFoundError:
        return
    except OSError as error:  # not to be taken for an empty one: everything would be taken out of the index
        raise StoreError(f"{folder} cannot be read: {error.strerror or error}") from error


def _signature_of(path: str) -> int:
    try:
        return signature(os.stat(path))  # noqa: PTH116  # asked eight times an article when the index is made
    except OSError:
        return 0
