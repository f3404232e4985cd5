"""Seeing that files of a library changed: by the system's notices, and where there are none by the folders' times.

The folders of annotations, states and articles are watched, not what lies below them: a watch for each of 100,000 articles is
more than systems allow. A network disk tells nobody what other machines write to it, and a system may have no watches left;
but a file that is put into a folder changes the folder's time everywhere, so a change of it that no notice explains is told as a
folder to look through. What a change means is not known here. Called by the library's watch, from one thread.
"""

import logging
import os
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import watchfiles

from reader.store.places import LibraryPlaces

RETRY_SECONDS = 60.0
"""After this long notices are asked for again where the system refused them."""

_DEBOUNCE_MS = 50
"""The longest that one look waits for an end of the notices."""

_log = logging.getLogger(__name__)

_Stamp = tuple[int, int, int]
"""Inode, time of change and size."""


class Seen(NamedTuple):
    """What changed since the last look."""

    paths: frozenset[Path] = frozenset()
    """Files and folders that were written, made, renamed or removed; each may be unchanged or gone."""
    folders: frozenset[Path] = frozenset()
    """Folders in which something changed, and nobody says what."""
    is_settings: bool = False
    """Whether library.toml changed."""

    def __bool__(self) -> bool:
        return bool(self.paths or self.folders or self.is_settings)


class LibraryEyes:
    """Looks at the files of one library. Nothing is missed between two looks; the first begins."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places
        self._notices: Generator[set[tuple[watchfiles.Change, str]], None, None] | None = None
        self._refused_at = 0.0
        self._watched: dict[Path, int] = {}
        self._known: dict[Path, _Stamp] = {}
        self._unexplained: set[Path] = set()
        self._is_first = True

    def look(self) -> Seen:
        """Return what changed since the last look. Never raises OSError: a library that is gone shows nothing."""
        stamps = self._stamps()
        settings = self._places.settings_file
        appeared = self._attend({folder: stamp[0] for folder, stamp in stamps.items() if folder != settings})
        paths = self._drain()
        explained = {path.parent for path in paths}
        changed = {path for path in stamps.keys() | self._known.keys() if stamps.get(path) != self._known.get(path)}
        self._known = stamps
        if self._is_first:
            self._is_first = False
            return Seen()
        gone = {folder for folder in changed if folder not in stamps}
        moved = (changed - gone) - explained - {settings, self._places.folder} - appeared
        # A notice may come a moment after the time has changed: what was unexplained last time as well is told.
        told = (self._unexplained - explained) | appeared | (gone - {settings})
        self._unexplained = moved if self._notices is not None else set()
        if self._notices is None:
            told |= moved
        return Seen(frozenset(paths), frozenset(told), settings in changed)

    def close(self) -> None:
        """Ask for no more notices."""
        notices, self._notices = self._notices, None
        self._watched = {}
        if notices is not None:
            notices.close()

    def _stamps(self) -> dict[Path, _Stamp]:
        places = self._places
        found: dict[Path, _Stamp] = {}
        for path in (places.annotations, places.states, places.articles, places.settings_file):
            try:
                status = os.stat(path)  # noqa: PTH116  # four times at every look: paths cost more than all the rest
            except OSError:
                continue
            found[path] = (status.st_ino, status.st_mtime_ns, status.st_size)
        with suppress(OSError):
            found[places.folder] = (os.stat(places.folder).st_ino, 0, 0)  # noqa: PTH116  # what lies in it is told by notices
        return found

    def _attend(self, folders: dict[Path, int]) -> set[Path]:
        """Ask for notices of these folders if they are others than before; return those that are new."""
        is_late = self._notices is None and folders and monotonic() - self._refused_at > RETRY_SECONDS
        if folders == self._watched and not is_late:
            return set()
        appeared = {folder for folder, inode in folders.items() if self._watched.get(folder) != inode}
        self.close()
        self._watched = folders
        if folders:
            self._notices = watchfiles.watch(
                *folders,
                watch_filter=None,
                debounce=_DEBOUNCE_MS,
                step=1,
                rust_timeout=1,
                yield_on_timeout=True,
                recursive=False,
                force_polling=False,  # which reads every file again and again
                raise_interrupt=False,
            )
            self._drain()
        return appeared

    def _drain(self) -> set[Path]:
        """Return the paths of the notices that came; a library without them is looked at by its folders' times."""
        if self._notices is None:
            return set()
        try:
            changes = next(self._notices, None)
        except (OSError, RuntimeError) as error:  # no watches left, or none for this file system
            _log.info("%s is watched by its folders' times: %s", self._places.folder, error)
            self._notices, self._refused_at = None, monotonic()
            return set()
        if changes is None:
            self._notices, self._refused_at = None, monotonic()
            return set()
        paths = (Path(name) for _, name in changes)
        known = {*self._watched, self._places.settings_file}  # told by their own times
        return {path for path in paths if not path.name.startswith(".") and path not in known}
