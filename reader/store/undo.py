"""The last changes, on disk, so that undo and redo still work tomorrow and in another window.

Records are appended, one a line, each with a checksum: `push` with its entry, `undo`, `redo`. A torn last line, which is what a
crash leaves, is passed over. What an entry means is the library's business: `{"label", "undo": [...], "redo": [...]}`.
"""

import json
import os
from collections.abc import Callable, Mapping
from typing import Any

from reader.model.errors import StoreError
from reader.store.atomic import make_folder, write_error, write_quickly
from reader.store.places import LibraryPlaces
from reader.store.sealed import JsonObject, canonical, checksum

KEPT_ENTRIES = 100
"""How many changes can be taken back."""

_COMPACT_BYTES = 400_000
"""A log longer than this is written anew with what is left of it, at most half as long unless its last changes are longer."""

_KEPT_HOWEVER_LONG = 5
"""The last changes stay even if they are of a hundred thousand articles, which is 2 MB for one."""


class UndoLog:
    """A stack of changes with a pointer: below it what can be undone, above it what can be redone."""

    def __init__(self, places: LibraryPlaces) -> None:
        self._places = places

    def push(self, entry: Mapping[str, Any]) -> None:
        """Add a change that has been made; what was undone before it can no longer be redone."""
        with self._places.locks.hold("undo"):
            self._append({"do": "push", "entry": dict(entry)})

    def undo(self, take_back: Callable[[JsonObject], None]) -> JsonObject | None:
        """Hand the last change to `take_back` and return it, None if there is none; from then on it can be redone.

        If `take_back` raises, the change stays the last one. Two windows never take back the same one.
        """
        return self._move("undo", take_back)

    def redo(self, make_again: Callable[[JsonObject], None]) -> JsonObject | None:
        """Hand the change that was taken back last to `make_again` and return it, None if there is none; as `undo`."""
        return self._move("redo", make_again)

    def forget(self, is_gone: Callable[[JsonObject], bool]) -> None:
        """Drop the changes that `is_gone` names, for good: what was purged must not come back by a key."""
        with self._places.locks.hold("undo"):
            done, undone = self._replay()
            kept = [[entry for entry in entries if not is_gone(entry)] for entries in (done, undone)]
            if kept != [done, undone]:
                self._rewrite(*kept)

    def count_unreadable(self) -> int:
        """Return how many lines of the log cannot be read: torn by a crash, or damaged. Raises StoreError."""
        return sum(line != b"" and _record(line) is None for line in self._lines())

    def tidy(self) -> None:
        """Write the log anew with what can be read of it. Raises StoreError."""
        with self._places.locks.hold("undo"):
            self._rewrite(*self._replay())

    def _move(self, direction: str, carry_out: Callable[[JsonObject], None]) -> JsonObject | None:
        with self._places.locks.hold("undo"):
            done, undone = self._replay()
            waiting = done if direction == "undo" else undone
            if not waiting:
                return None
            carry_out(waiting[-1])
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
                os.write(descriptor, (b"\n" if is_torn else b"") + _line(record))
            finally:
                os.close(descriptor)
        except OSError as error:
            raise write_error(path, error) from error
        if size_bytes > _COMPACT_BYTES:
            self._compact()

    def _compact(self) -> None:
        self._rewrite(*self._replay())

    def _rewrite(self, done: list[JsonObject], undone: list[JsonObject]) -> None:
        lines = [_line({"do": "push", "entry": entry}) for entry in (*done, *reversed(undone))]
        while sum(map(len, lines)) > _COMPACT_BYTES // 2 and len(lines) > _KEPT_HOWEVER_LONG + len(undone):
            del lines[0]
        write_quickly(self._places.undo_file, b"".join(lines) + len(undone) * _line({"do": "undo"}))

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
                case {"do": "undo"} if done:
                    undone.append(done.pop())
                case {"do": "redo"} if undone:
                    done.append(undone.pop())
                case _:
                    pass  # torn by a crash
        return done, undone

    def _lines(self) -> list[bytes]:
        try:
            return self._places.undo_file.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"{self._places.undo_file} cannot be read: {error.strerror or error}") from error


def _line(record: JsonObject) -> bytes:
    data = canonical(record)
    return checksum(data).encode("ascii") + b" " + data + b"\n"


def _record(line: bytes) -> JsonObject | None:
    stored_sum, _, data = line.partition(b" ")
    if not data or checksum(data).encode("ascii") != stored_sum:
        return None
    record = json.loads(data)
    return record if isinstance(record, dict) else None
