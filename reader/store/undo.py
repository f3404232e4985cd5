"""The last changes, on disk, so that undo and redo still work tomorrow and in another window.

Records are appended, one a line, each with a checksum: `push` with its entry, `undo`, `redo`, `drop` for the next entry to undo
or to redo that was given up, `part` for more of the entry with the same key, and `more` for what is added to an entry wherever it
stands. A torn last line, which is what a crash leaves,
is passed over. What an entry means is the library's business: `{"label", "undo": [...], "redo": [...]}`.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from reader.model.errors import NotFoundError, StoreError
from reader.store.atomic import make_folder, write_error, write_quickly
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain
from reader.store.sealed import JsonObject, canonical, checksum

KEPT_ENTRIES = 100
"""How many changes can be taken back."""

_COMPACT_BYTES = 400_000
"""So much is added to the log before it is written anew with what is left of it; or as much as was left, if that was more."""

_MOST_BYTES = 16_000_000
"""What a log holds at most, unless its last changes are longer: a hundred rewritten notes of 20,000 letters of any script, or
several changes of a hundred thousand annotations. It is read in a third of a second."""

_KEPT_HOWEVER_LONG = 5
"""The last changes stay even if they are of a hundred thousand articles, which is 2 MB for one."""


class Stack(NamedTuple):
    """What stands in the log."""

    done: tuple[JsonObject, ...]
    """What can be undone, the next one last."""
    undone: tuple[JsonObject, ...]
    """What can be redone, the next one last."""


class UndoLog:
    """A stack of changes with a pointer: below it what can be undone, above it what can be redone."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    def push(self, entry: Mapping[str, Any]) -> None:
        """Add a change that has been made; what was undone before it can no longer be redone."""
        with self._places.locks.hold("undo"):
            self._append({"do": "push", "entry": dict(entry)})

    def push_part(self, entry: Mapping[str, Any]) -> None:
        """Add a part of a long change, as it is made: a crash must not make what was made by then a change without a way back.

        `entry` has a "key" and its operations under "both". The parts that have one key are one change, which has the label and
        the place of the last, whatever another window does meanwhile; those after it was undone are another one.
        """
        with self._places.locks.hold("undo"):
            self._append({"do": "part", "entry": dict(entry)})

    def add_to(self, key: str, both: Sequence[JsonObject]) -> None:
        """Add operations to a change that stays where it is, done or undone; nothing happens if it is no longer in the log."""
        with self._places.locks.hold("undo"):
            self._append({"do": "more", "key": key, "both": list(both)})

    def undo(
        self, take_back: Callable[[JsonObject], None], is_meant: Callable[[JsonObject], bool] = lambda entry: True
    ) -> JsonObject | None:
        """Hand the last change to `take_back` and return it, None if there is none; from then on it can be redone.

        If `take_back` raises, the change stays the last one, but for a NotFoundError: what it was about is gone for good, and so
        is the change, which would else stand before all others for ever. Two windows never take back the same one. A change that
        is not the one that `is_meant`, because another window has made one meanwhile, is left alone and None is returned.
        """
        return self._move("undo", take_back, is_meant)

    def redo(
        self, make_again: Callable[[JsonObject], None], is_meant: Callable[[JsonObject], bool] = lambda entry: True
    ) -> JsonObject | None:
        """Hand the change that was taken back last to `make_again` and return it, None if there is none; as `undo`."""
        return self._move("redo", make_again, is_meant)

    def entries(self) -> Stack:
        """Return what can be undone and what can be redone. Raises StoreError."""
        return Stack(*map(tuple, self._replay()))

    def forget(self, without_gone: Callable[[JsonObject], JsonObject | None]) -> None:
        """Replace each change by what `without_gone` leaves of it, for good: what was purged must not come back by a key."""
        with self._places.locks.hold("undo"):
            done, undone = self._replay()
            kept = [
                [left for entry in entries if (left := without_gone(entry)) is not None] for entries in (done, undone)
            ]
            if kept != [done, undone]:
                self._rewrite(*kept)

    def count_unreadable(self) -> int:
        """Return how many lines of the log cannot be read: torn by a crash, or damaged. Raises StoreError."""
        return sum(line != b"" and _record(line) is None for line in self._lines())

    def tidy(self) -> None:
        """Write the log anew with what can be read of it. Raises StoreError."""
        with self._places.locks.hold("undo"):
            self._rewrite(*self._replay())

    def _move(
        self, direction: str, carry_out: Callable[[JsonObject], None], is_meant: Callable[[JsonObject], bool]
    ) -> JsonObject | None:
        with self._places.locks.hold("undo"):
            done, undone = self._replay()
            waiting = done if direction == "undo" else undone
            if not waiting or not is_meant(waiting[-1]):
                return None
            try:
                carry_out(waiting[-1])
            except NotFoundError:
                self._append({"do": "drop", "of": direction})
                raise
            self._append({"do": direction})
            return waiting[-1]

    def _append(self, record: JsonObject) -> None:
        """Add one line. A crash may tear it, which costs that line and no other."""
        path = self._places.undo_file
        try:
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            except FileNotFoundError:
                make_folder(path.parent)
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                size_bytes = os.fstat(descriptor).st_size
                is_torn = size_bytes > 0 and os.pread(descriptor, 1, size_bytes - 1) != b"\n"
                _write_all(descriptor, (b"\n" if is_torn else b"") + _line(record))
                is_due = size_bytes > _COMPACT_BYTES and size_bytes > _due_bytes(os.pread(descriptor, 100, 0))
            finally:
                os.close(descriptor)
        except OSError as error:
            raise write_error(path, error) from error
        if is_due:
            self._rewrite(*self._replay())

    def _rewrite(self, done: list[JsonObject], undone: list[JsonObject]) -> None:
        """Write the log anew; it begins with how long it is then, so that it is not written anew with every change."""
        lines = [_line({"do": "push", "entry": entry}) for entry in (*done, *reversed(undone))]
        size_bytes = sum(map(len, lines))
        first = 0
        while size_bytes > _MOST_BYTES and len(lines) - first > _KEPT_HOWEVER_LONG + len(undone):
            size_bytes -= len(lines[first])
            first += 1
        head = _line({"do": "begin", "bytes": size_bytes})
        write_quickly(self._places.undo_file, head + b"".join(lines[first:]) + len(undone) * _line({"do": "undo"}))

    def _replay(self) -> tuple[list[JsonObject], list[JsonObject]]:
        """Return what can be undone and what can be redone, the next one last."""
        done: list[JsonObject] = []
        undone: list[JsonObject] = []
        for line in self._lines():
            match _record(line):
                case {"do": "push", "entry": dict(entry)}:
                    done.append(entry)
                    del done[:-KEPT_ENTRIES]
                    undone.clear()
                case {"do": "part", "entry": dict(entry)}:
                    begun = (at for at, one in enumerate(done) if one.get("key") == entry.get("key"))
                    if (at := next(begun, None)) is not None:
                        entry["both"] = [*done.pop(at).get("both", ()), *entry.get("both", ())]
                    done.append(entry)
                    del done[:-KEPT_ENTRIES]
                    undone.clear()
                case {"do": "more", "key": str(key), "both": list(both)}:
                    for entry in (*done, *undone):
                        if entry.get("key") == key:
                            entry["both"] = [*entry.get("both", ()), *both]
                case {"do": "undo"} if done:
                    undone.append(done.pop())
                case {"do": "redo"} if undone:
                    done.append(undone.pop())
                case {"do": "drop", "of": "undo"} if done:
                    done.pop()
                case {"do": "drop", "of": "redo"} if undone:
                    undone.pop()
                case _:
                    pass  # torn by a crash
        return done, undone

    def _lines(self) -> list[bytes]:
        try:
            return read_plain(self._places.undo_file).split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"{self._places.undo_file} cannot be read: {error.strerror or error}") from error


def _write_all(descriptor: int, data: bytes) -> None:
    while data:  # a record of some megabytes may go in several pieces
        data = data[os.write(descriptor, data) :]


def _due_bytes(beginning: bytes) -> int:
    """Return from which length on a log that begins so is to be written anew."""
    match _record(beginning.partition(b"\n")[0]):
        case {"do": "begin", "bytes": int(size_bytes)}:
            return size_bytes + max(_COMPACT_BYTES, size_bytes)
        case _:
            return _COMPACT_BYTES


def _line(record: JsonObject) -> bytes:
    data = canonical(record)
    return checksum(data).encode("ascii") + b" " + data + b"\n"


def _record(line: bytes) -> JsonObject | None:
    stored_sum, _, data = line.partition(b" ")
    if not data or checksum(data).encode("ascii") != stored_sum:
        return None
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):  # a right checksum may stand over anything
        return None
    return record if isinstance(record, dict) and _has_operations(record.get("entry", record)) else None


def _has_operations(entry: Any) -> bool:
    """Whether what stands where operations do is lists of objects; what an operation means is known to who carries it out."""
    if not isinstance(entry, dict):
        return False
    lists = [entry[name] for name in ("undo", "redo", "both") if name in entry]
    return all(isinstance(found, list) and all(isinstance(one, dict) for one in found) for found in lists)
