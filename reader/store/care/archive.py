"""A backup as a file: an ordinary zip with a manifest, made to be opened by anything in decades, and trusted by nobody unread.

    annotations/…  state/…  reading/…  aliases/…  articles/…  library.toml    as they lie in the library's folder
    manifest.json                                                            last: what is in the archive, with sizes and SHA-256

What is compressed already is stored, the rest deflated; nothing else of the format is used (PKWARE APPNOTE 6.3, methods 0 and
8, zip64 where it must be). The manifest is JSON with one file a line, in the order of the archive. A writer calls nothing
done before it has read it back; a reader believes no size, name or digest before it has checked it.
"""

import hashlib
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, NamedTuple, Self

from reader import __version__
from reader.model.dates import moment_of
from reader.model.errors import CancelledError, StoreDamagedError, StoreError
from reader.model.patterns import compile_late
from reader.model.text import clean_line
from reader.store.atomic import sync_file, sync_folder, write_error
from reader.store.codec import read_stamp, stamp
from reader.store.migrations import current_schema
from reader.store.plain_files import MAX_FILE_BYTES, open_plain

MANIFEST = "manifest.json"
FORM = 1
"""The number of this form of a backup."""
MOST_RATIO = 200
"""How much larger than the archive its content may be: texts shrink to a fifth, deflate could claim a thousandth."""
RATIO_FREE_BYTES = 64 * 1024 * 1024
"""So much content is unpacked whatever the ratio."""

STORED_ENDINGS = (".zst", ".jpg", ".png", ".gif", ".webp", ".avif")
"""What is compressed already."""

_LAST_DATE = datetime(2107, 12, 31, tzinfo=UTC)
"""The format counts years from 1980 in seven bits."""

_NAME = compile_late(r"[A-Za-z0-9_][^/\\\x00-\x1f\x7f:]{0,254}\Z")
_DEPTH = 4
_CHUNK_BYTES = 1 << 20
_LEVEL = 6
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    IndexError,
)
"""What zipfile raises for an archive that is none, damaged, encrypted, or made by methods it does not know."""

Step = Callable[[int, int], None]
"""Told files done and files in all, between any two files; raises CancelledError to stop."""


class Manifest(NamedTuple):
    """What a backup says of itself."""

    made: datetime
    device: str
    program: str
    files: int
    size_bytes: int
    """Of the files as they are in a library."""


class ArchiveWriter:
    """Writes a backup beside its place, and puts it there only when it was read back whole.

    with ArchiveWriter(path) as archive:
        archive.add("state/….json", data, modified)
        manifest = archive.finish(device, made, step)

    Leaving the block without `finish` leaves nothing. Raises StoreError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(3).hex()}.part")
        self._names: set[str] = set()
        self._lines: IO[bytes] = SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115  # closed with the block
        self._size_bytes = 0
        try:
            descriptor = os.open(self._temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise write_error(path, error) from error
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, ValueError):
            self._zip.close()
        self._file.close()
        self._lines.close()
        self._temporary.unlink(missing_ok=True)

    def add(self, name: str, data: bytes, modified: float) -> str:
        """Put a file in, by its path below the library's folder; return its SHA-256. Raises StoreError, and ValueError for a name
        that is there already."""
        if name in self._names or not is_safe_name(name):
            raise ValueError(f"{name} cannot stand in an archive, or stands there already")
        self._names.add(name)
        digest = hashlib.sha256(data).hexdigest()
        comma = b",\n" if len(self._names) > 1 else b""
        self._lines.write(comma + json.dumps([name, len(data), digest], ensure_ascii=False).encode())
        self._size_bytes += len(data)
        self._write(name, data, modified)
        return digest

    def finish(self, device: str, made: datetime, step: Step) -> Manifest:
        """Write the manifest, wait for the disk, read all of it back, and put the archive in its place."""
        manifest = Manifest(made, device, __version__, len(self._names), self._size_bytes)
        head = {
            "pressmark_backup": FORM,
            "schema": current_schema(),
            "made": stamp(made),
            "device": device,
            "program": __version__,
            "files": manifest.files,
            "size_bytes": manifest.size_bytes,
        }
        self._lines.seek(0)
        text = json.dumps(head)[:-1].encode() + b', "entries": [\n' + self._lines.read() + b"\n]}\n"
        self._write(MANIFEST, text, made.timestamp())
        try:
            self._zip.close()
            self._file.flush()
            sync_file(self._file.fileno())
            if hasattr(os, "posix_fadvise"):  # what is read back should come from the disk
                os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            with Archive(self._temporary) as written:
                written.verify(step)
            self._temporary.replace(self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            raise write_error(self._path, error) from error
        return manifest

    def _write(self, name: str, data: bytes, modified: float) -> None:
        moment = moment_of(modified)
        info = zipfile.ZipInfo(name, max((1980, 1, 1, 0, 0, 0), min(moment, _LAST_DATE).timetuple()[:6]))
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        info.compress_type = zipfile.ZIP_STORED if name.endswith(STORED_ENDINGS) else zipfile.ZIP_DEFLATED
        try:
            self._zip.writestr(info, data, compresslevel=_LEVEL)
        except OSError as error:
            raise write_error(self._path, error) from error


class Archive:
    """A backup that is there. Opening checks its form, `verify` every byte. Raises StoreError with one line that says why."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = BufferedReader(open_plain(path, most_bytes=None))
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
        try:
            self._zip = self._opened()
            self.manifest = self._read_manifest()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def names(self) -> Iterator[str]:
        """Give the names of all files but the manifest, in the order of the archive."""
        return (info.filename for info in self._infos)

    def verify(self, step: Step) -> None:
        """Read every file and compare it with the manifest. Raises StoreDamagedError for the first that differs."""
        for number in range(len(self._infos)):
            step(number, len(self._infos))
            self._read(number)

    def read(self, name: str) -> bytes:
        """Return a file's content, compared with the manifest."""
        return self._read(self._places[name])

    def size_bytes(self, name: str) -> int:
        """Return how large a file is when it is unpacked."""
        return self._infos[self._places[name]].file_size

    def _opened(self) -> zipfile.ZipFile:
        try:
            opened = zipfile.ZipFile(self._file)
        except _BROKEN as error:
            raise StoreDamagedError(f"{self.path} is no whole zip archive: it is another file, or was cut") from error
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror or error}") from error
        *self._infos, last = opened.infolist() or [zipfile.ZipInfo("")]
        if last.filename != MANIFEST:
            raise StoreError(f"{self.path} is no backup of Pressmark: it does not end with a {MANIFEST}")
        self._manifest_info = last
        for info in (*self._infos, last):
            self._check(info)
        self._places = {info.filename: number for number, info in enumerate(self._infos)}
        if len(self._places) < len(self._infos) or MANIFEST in self._places:
            raise self._refused("it has two files of one name")
        content_bytes = sum(info.file_size for info in (*self._infos, last))
        archive_bytes = os.fstat(self._file.fileno()).st_size
        if content_bytes > RATIO_FREE_BYTES + MOST_RATIO * archive_bytes:
            raise self._refused(f"its {archive_bytes:,} bytes claim to hold {content_bytes:,}")
        return opened

    def _check(self, info: zipfile.ZipInfo) -> None:
        kind = stat.S_IFMT(info.external_attr >> 16)
        shown = clean_line(info.filename, 80)
        if info.orig_filename != info.filename or not is_safe_name(info.filename):
            raise self._refused(f"it has a file named {shown!r}")
        if kind not in (0, stat.S_IFREG):
            raise self._refused(f"{shown} in it is no plain file")
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refused(f"{shown} in it is encrypted or packed by other means")
        if info.file_size > (MAX_FILE_BYTES if info is not self._manifest_info else _most_manifest_bytes(self._infos)):
            raise self._refused(f"{shown} in it claims to be {info.file_size:,} bytes large")

    def _read_manifest(self) -> Manifest:
        lines = self._content(self._manifest_info).split(b"\n")
        try:
            head = json.loads(lines[0] + b"]}")
            form, schema = head["pressmark_backup"], head["schema"]
            if not isinstance(form, int) or not isinstance(schema, int):
                raise ValueError("numbers are needed")
            if form > FORM or schema > current_schema():
                program = clean_line(str(head.get("program", "")), 40) or "of unknown version"
                raise StoreError(
                    f"{self.path} was made by a newer Pressmark ({program})",
                    "Update Pressmark on this machine.",
                )
            digests = bytearray()
            entries = (json.loads(line.rstrip(b",")) for line in lines[1:] if line not in (b"", b"]}"))
            for info, (name, size_bytes, digest) in zip(self._infos, entries, strict=True):
                if (info.filename, info.file_size) != (name, size_bytes) or len(digest) != 64:
                    raise ValueError(f"{name} is not what it should be")
                digests += bytes.fromhex(digest)
            self._digests = bytes(digests)
            return Manifest(
                made=read_stamp(head["made"]),
                device=clean_line(str(head["device"]), 40),
                program=clean_line(str(head["program"]), 40),
                files=len(self._infos),
                size_bytes=sum(info.file_size for info in self._infos),
            )
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise StoreDamagedError(
                f"{self.path} is no whole backup: its {MANIFEST} does not fit what is in it"
            ) from error

    def _read(self, number: int) -> bytes:
        info = self._infos[number]
        data = self._content(info)
        place = number * hashlib.sha256().digest_size
        if hashlib.sha256(data).digest() != self._digests[place : place + hashlib.sha256().digest_size]:
            raise StoreDamagedError(f"{self.path} is damaged: {info.filename} is not what was put in")
        return data

    def _content(self, info: zipfile.ZipInfo) -> bytes:
        """Return a file of the archive; of one that is larger than it claims no more than that is unpacked."""
        try:
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except _BROKEN as error:
            raise StoreDamagedError(f"{self.path} is damaged: {info.filename} cannot be unpacked") from error
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror or error}") from error
        if len(data) != info.file_size:
            raise StoreDamagedError(f"{self.path} is damaged: {info.filename} is not as large as it should be")
        return data

    def _refused(self, why: str) -> StoreError:
        return StoreError(f"{self.path} is no backup that can be trusted: {why}", "Nothing was taken from it.")


def is_safe_name(name: str) -> bool:
    """Whether `name` is a path that stays below a folder, whatever the system: no `..`, no root, no drive, no control letters."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:  # bytes that are no text, of some old file system
        return False
    parts = name.split("/")
    return len(parts) <= _DEPTH and all(_NAME.match(part) and ".." not in part for part in parts)


def stopping(is_cancelled: Callable[[], bool], report: Step) -> Step:
    """Return a step that reports, and raises CancelledError once the user has given up."""

    def step(done: int, total: int) -> None:
        if is_cancelled():
            raise CancelledError("Stopped")
        report(done, total)

    return step


def _most_manifest_bytes(infos: list[zipfile.ZipInfo]) -> int:
    return 1024 + 400 * (len(infos) + 1)
