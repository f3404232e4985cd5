"""Writing a file so that a reader, a crash or a full disk only ever sees the old content or the new one.

The order of a durable write: a temporary file in the same folder, its fsync, the old file kept as the generation before, a
rename over the old one, the fsync of the folder. (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014, on
why each step is there.) Files that are new and belong together are waited for together (`NewFiles`). All OSErrors become
StoreErrors that name the file. Called by every store; what the bytes mean is not known here.
"""

import errno
import fcntl
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from reader.model.errors import StoreError
from reader.model.patterns import compile_late

STALE_SECONDS = 600
"""A temporary file this old has no writer any more: a write takes milliseconds."""

PLENTY_BYTES = 256 * 1024 * 1024
"""No file of a library needs as much."""

_TEMPORARY = compile_late(r"\.syncthing\..+\.\d+-[0-9a-f]{6}\.tmp\Z")
_WRITE_ONCE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
_log = logging.getLogger(__name__)


FileStamp = tuple[int, int, int]
"""Inode, time of change and size: another one, another content."""

ABSENT: FileStamp = (0, 0, 0)
"""The stamp of a file that is not there."""


class ChangedMeanwhileError(Exception):
    """A file is no longer the one that was read: a synchronising program, which knows no locks, has put another there."""


def stamp_of(path: Path) -> FileStamp:
    """Return what tells whether the file at `path` is still the same. Raises OSError, but not for a file that is not there."""
    try:
        status = os.stat(path)  # noqa: PTH116  # at every save
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    return status.st_ino, status.st_mtime_ns, status.st_size


def write_durably(path: Path, data: bytes, *, previous: Path | None = None, expected: FileStamp | None = None) -> None:
    """Replace `path` by `data`; when this returns, a power cut cannot undo it.

    The file that was there before is kept as `previous`, if that is given. Raises StoreError; then `path` is what it was.
    Raises ChangedMeanwhileError if an `expected` stamp is given and the file has another one by now. Two writers of the same
    path must be kept apart by a lock.
    """
    _replace(path, data, previous, is_durable=True, expected=expected)


def write_quickly(path: Path, data: bytes) -> None:
    """Replace `path` by `data` at once, but without waiting for the disk.

    After a power cut the old content, the new one, or on some file systems nothing may be there: only for what may be
    lost, like the place where somebody stopped reading. Raises StoreError.
    """
    _replace(path, data, None, is_durable=False)


class NewFiles:
    """Files that are not there yet and come to be together, in a `with` block. Costs half of writing one after the other.

    When the block ends they are all there, and neither they nor the folders they lie in can be undone by a power cut; what
    names them is to be written after that. If anything fails none is there, or those that are there are whole. Never replaces a
    file: where another program has put one meanwhile that one stays, and `found` says so. Every method may raise StoreError.
    """

    def __init__(self) -> None:
        self.found: list[Path] = []
        """Files that somebody else has put there meanwhile; known when the block has ended."""
        self._begun: dict[Path, _Begun] = {}
        self._folders: dict[Path, None] = {}
        """Those whose names are to be waited for, each once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._clear_away()

    def has(self, path: Path) -> bool:
        """Whether the file at `path` is there or on its way: then its name is waited for too, as a killed writer may not have."""
        is_there = path in self._begun or path.exists()
        if is_there:
            self.settle(path.parent)
        return is_there

    def write(self, path: Path, data: bytes) -> None:
        """Begin to write a file; what is missing of its folder is made."""
        try:
            begun = self._begun[path] = _begin_temporary(path, self.settle)
            _write_all(begun.descriptor, data)
        except OSError as error:
            raise write_error(path, error) from error
        self.settle(path.parent)

    def settle(self, folder: Path) -> None:
        """Wait for the names in `folder` as well, when the block ends."""
        self._folders[folder] = None

    def _finish(self) -> None:
        path = Path()
        try:
            for path, begun in self._begun.items():  # noqa: B007  # named by the error
                sync_file(begun.descriptor)
            for path, begun in self._begun.items():
                if stamp_of(path) == ABSENT:
                    os.replace(begun.temporary, path)  # noqa: PTH105
                else:
                    self.found.append(path)
            for path in self._folders:
                sync_folder(path)
        except OSError as error:
            raise write_error(path, error) from error

    def _clear_away(self) -> None:
        for begun in self._begun.values():
            os.close(begun.descriptor)
            with suppress(OSError):
                os.unlink(begun.temporary)  # noqa: PTH108


def make_folder(folder: Path, settle: Callable[[Path], None] | None = None) -> None:
    """Create `folder` and what is missing above it, for the user's eyes only (0700). Raises StoreError.

    New names are waited for, in the folder above each, by `settle`: by default at once.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent, settle)
    try:
        folder.mkdir(mode=0o700)
        (settle or sync_folder)(folder.parent)
    except FileExistsError:
        if not folder.is_dir():
            raise StoreError(f"{folder} is in the way: a folder is needed there") from None
    except OSError as error:
        raise write_error(folder, error) from error


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_file(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems cannot, and need not
            raise
    finally:
        os.close(descriptor)


def leftovers(folder: Path, *, now: float | None = None) -> list[Path]:
    """Return the temporary files of killed writers in `folder`. Never raises OSError."""
    found: list[Path] = []
    oldest = (time.time() if now is None else now) - STALE_SECONDS
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.match(entry.name) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                found.append(folder / entry.name)
    return found


def remove_leftovers(folder: Path, *, now: float | None = None) -> None:
    """Remove the temporary files of killed writers from `folder`. Never raises OSError."""
    for path in leftovers(folder, now=now):
        with suppress(OSError):
            path.unlink()


def write_error(path: Path, error: OSError) -> StoreError:
    """Return the StoreError for a failed write of `path`: one line that says what to do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        hint = "Free some space and try again."
        if error.errno == errno.ENOSPC and _has_room(path.parent):
            hint = (
                "The disk has room, but no more names: on FAT a folder is full with 9,000 articles, on exFAT it is not."
            )
        return StoreError(f"No space left to write {path}; nothing was changed", hint)
    if error.errno == errno.EROFS:
        return StoreError(f"{path} is on a disk that is mounted read-only")
    if error.errno in (errno.EACCES, errno.EPERM):
        return StoreError(f"{path} may not be written: permission denied", "Check who owns the folder.")
    return StoreError(f"{path} could not be written: {error.strerror or error}")


def _has_room(folder: Path) -> bool:
    """Whether the disk has plenty of space, so that "no space" means no more names."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize > PLENTY_BYTES


def _replace(
    path: Path, data: bytes, previous: Path | None, *, is_durable: bool, expected: FileStamp | None = None
) -> None:
    try:
        temporary = _write_temporary(path, data, is_durable=is_durable)
        try:
            # Of a file that is new nothing is kept, and nothing need be waited for.
            has_previous = previous is not None and expected != ABSENT and _keep_previous(path, previous)
            if expected is not None and stamp_of(path) != expected:
                raise ChangedMeanwhileError
            os.replace(temporary, path)  # noqa: PTH105  # here and below: a Path made of the answer costs more than the call
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise
        if is_durable:
            sync_folder(path.parent)
            if previous is not None and has_previous:
                _sync_previous(previous)
    except OSError as error:
        raise write_error(path, error) from error


class _Begun(NamedTuple):
    """A temporary file that is being written."""

    descriptor: int
    temporary: str


def _begin_temporary(path: Path, settle: Callable[[Path], None] | None = None) -> _Begun:
    """Open a file beside `path` under a name that Syncthing leaves alone. Raises OSError, and StoreError for its folder."""
    temporary = os.path.join(  # noqa: PTH118
        path.parent, f".syncthing.{path.name}.{os.getpid()}-{os.urandom(3).hex()}.tmp"
    )
    try:
        return _Begun(os.open(temporary, _WRITE_ONCE, 0o600), temporary)
    except FileNotFoundError:
        make_folder(path.parent, settle)
        return _Begun(os.open(temporary, _WRITE_ONCE, 0o600), temporary)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write_temporary(path: Path, data: bytes, *, is_durable: bool) -> str:
    """Write `data` to a file beside `path` and return its name."""
    descriptor, temporary = _begin_temporary(path)
    try:
        try:
            _write_all(descriptor, data)
            if is_durable:
                sync_file(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    return temporary


def _keep_previous(path: Path, previous: Path) -> bool:
    """Keep the file at `path` as `previous`, by a hard link or, where links don't reach, a copy; return whether there is one.

    A save does not fail for the sake of its backup: what goes wrong here is logged.
    """
    beside = f"{previous}.new"
    try:
        try:
            _link(path, beside)
        except FileNotFoundError:
            if not path.exists():
                return False  # of a new file nothing is kept, and nothing need be waited for
            make_folder(previous.parent)
            _link(path, beside)
        os.replace(beside, previous)  # noqa: PTH105
        with suppress(FileNotFoundError):
            os.unlink(beside)  # noqa: PTH108  # a rename between two names of one file does nothing
    except (OSError, StoreError):
        _log.warning("No generation before could be kept of %s", path, exc_info=True)
        return False
    return True


def _link(path: Path, beside: str) -> None:
    try:
        os.link(path, beside)
    except FileNotFoundError:
        raise
    except FileExistsError:  # left by a killed writer
        os.unlink(beside)  # noqa: PTH108
        _link(path, beside)
    except OSError:  # another file system, or one without hard links
        with suppress(FileNotFoundError):
            os.unlink(beside)  # noqa: PTH108
        content = path.read_bytes()
        descriptor = os.open(beside, _WRITE_ONCE, 0o600)
        try:
            with open(descriptor, "wb", closefd=False) as file:
                file.write(content)
            sync_file(descriptor)
        finally:
            os.close(descriptor)


def _sync_previous(previous: Path) -> None:
    with suppress(OSError):
        sync_folder(previous.parent)


def sync_file(descriptor: int) -> None:
    """Wait until the content is on the disk itself, not only in the disk's own memory (which is what macOS's fsync means)."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)
