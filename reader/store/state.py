"""What the reader did with each article, field by field; of two machines the last writer of a field wins.

Two files an article. `state/<id>.json` holds what must not be lost: read, starred, archived, trashed, kept, hidden, tags, marks;
it is written durably. `state/<id>.position.json` holds where the reader is; it changes with every sitting and is written without
waiting for the disk. Apart, they never drag one another into a conflict copy. Each tag and each mark is a field of its own,
so that tags given on two machines come together. Called by the library.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeGuard

from reader.model.dates import utc_now
from reader.model.kept import Part, ReadingState
from reader.model.text import tame_line
from reader.store.atomic import write_quickly
from reader.store.codec import read_stamp, stamp
from reader.store.combining import Fields
from reader.store.places import LibraryPlaces, ids_of_files
from reader.store.recovery import Recovered, read_or_empty, stamp_before, write_sealed
from reader.store.sealed import JsonObject, seal
from reader.store.typed import MOST

_FLAGS = ("is_read", "is_starred", "is_archived", "is_trashed", "is_kept", "is_hidden")
_PLACES = ("position", "furthest", "opened")


class StateStore:
    """Reads and changes reading states. Every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces, clock: Callable[[], datetime] = utc_now) -> None:
        self._places = places
        self._clock = clock

    def load(self, article_id: str) -> ReadingState:
        """Return the state of an article; one never touched has that of a new one."""
        lasting = self._read(self._places.state_file(article_id))
        passing = self._read(self._places.position_file(article_id))
        return _state({**_fields(lasting), **_fields(passing)})

    def ids(self) -> Iterator[str]:
        """Give the ids of all articles that have a state, in no order."""
        return ids_of_files(self._places.states)

    def change(self, article_id: str, **fields: Any) -> ReadingState:
        """Set fields of the state, named as in ReadingState; return what it is then. What is the same is not written.

        `tags` and `marks` are the whole new value; only what differs counts as a change. `add_tags`, `drop_tags`,
        `add_marks` and `drop_marks` change some and leave alone what another window did with the others. `purged` is what
        stays of an article whose content is gone for good (see `care.purging`), None when it is back. Durable when it
        returns, but for position, furthest and opened.
        """
        lasting = {name: value for name, value in fields.items() if name not in _PLACES}
        passing = {name: _plain(value) for name, value in fields.items() if name in _PLACES}
        with self._places.locks.hold(self._places.locks.of_article("state", article_id)):
            if lasting:
                self._change_lasting(article_id, lasting)
            if passing:
                self._change_passing(article_id, passing)
        return self.load(article_id)

    def save_position(self, article_id: str, position: int, furthest: int) -> None:
        """Keep where the reader is. Atomic and cheap; a power cut may take the last seconds of it."""
        with self._places.locks.hold(self._places.locks.of_article("state", article_id)):
            self._change_passing(article_id, {"position": position, "furthest": furthest})

    def sweep(self) -> int:
        """Merge the copies that synchronising programs left, clear away what killed writers left; return how many copies."""
        locks = self._places.locks
        from reader.store.sweeping import sweep_folder

        return sweep_folder(self._places, self._places.states, lambda path: locks.of_article("state", path.name))

    def mend(self, article_id: str) -> None:
        """Write the files of an article anew that are damaged."""
        with self._places.locks.hold(self._places.locks.of_article("state", article_id)):
            for path in (self._places.state_file(article_id), self._places.position_file(article_id)):
                stored = self._read(path)
                if stored and stored.is_due:
                    self._write(path, stored, _fields(stored))

    def _change_lasting(self, article_id: str, changes: Mapping[str, Any]) -> None:
        path = self._places.state_file(article_id)
        stored = self._read(path)
        before = _fields(stored)
        state = _state(before)
        wanted: JsonObject = {}
        for name, value in changes.items():
            match name:
                case "tags":
                    wanted |= {f"tag:{tag}": False for tag in state.tags if tag not in value}
                    wanted |= {f"tag:{tag}": place for place, tag in enumerate(value, 1)}
                case "add_tags":
                    wanted |= {
                        f"tag:{tag}": len(state.tags) + place
                        for place, tag in enumerate(value, 1)
                        if tag not in state.tags
                    }
                case "drop_tags":
                    wanted |= {f"tag:{tag}": False for tag in value if tag in state.tags}
                case "add_marks":
                    wanted |= {f"mark:{letter}": offset for letter, offset in value.items()}
                case "drop_marks":
                    wanted |= {f"mark:{letter}": None for letter in value if letter in state.marks}
                case "marks":
                    wanted |= {f"mark:{letter}": None for letter in state.marks if letter not in value}
                    wanted |= {f"mark:{letter}": offset for letter, offset in value.items()}
                case "purged":
                    wanted[name] = value
                case _ if name in _FLAGS:
                    wanted[name] = bool(value)
                case _:
                    raise TypeError(f"a reading state has no field {name}")
        self._write(path, stored, self._advance(before, wanted))

    def _change_passing(self, article_id: str, wanted: JsonObject) -> None:
        path = self._places.position_file(article_id)
        before = _fields(self._read(path))
        after = self._advance(before, wanted)
        if after != before:
            write_quickly(path, seal({"fields": after}))
            self._places.changes.note(article_id, Part.POSITION)

    def _advance(self, before: Fields, wanted: JsonObject) -> Fields:
        """Return the fields after a change: a field that has another value is stamped, later than it was before."""
        after = dict(before)
        for name, value in wanted.items():
            old = before.get(name)
            if old is None and (value is None or value is False):
                continue
            if old is not None and old.get("value") == value:
                continue
            after[name] = {"value": value, "at": self._later_than(old), "by": self._places.device}
        return after

    def _later_than(self, old: JsonObject | None) -> str:
        """Return the time now, but after that of `old`: another machine's clock may be ahead of ours."""
        now = self._clock().astimezone(UTC)
        if old:
            with suppress(KeyError, TypeError, ValueError):
                now = max(now, read_stamp(old["at"]) + timedelta(milliseconds=1))
        return stamp(now)

    def _read(self, path: Path) -> Recovered | None:
        return read_or_empty(self._places, path)

    def _write(self, path: Path, stored: Recovered | None, fields: Fields) -> None:
        body = {**(stored.body if stored else {}), "fields": fields}
        is_damaged = stored.is_damaged if stored else False
        if (stored and stored.is_due) or fields != _fields(stored):
            expected = stamp_before(stored)
            write_sealed(self._places, path, body, replaces_damaged=is_damaged, expected=expected)


def _fields(stored: Recovered | None) -> Fields:
    fields = stored.body.get("fields") if stored else None
    return (
        {name: field for name, field in fields.items() if isinstance(field, dict)} if isinstance(fields, dict) else {}
    )


def _state(fields: Fields) -> ReadingState:
    values = {name: field.get("value") for name, field in fields.items()}
    tags = [
        (_number(value), tame_line(name[4:])) for name, value in values.items() if name.startswith("tag:") and value
    ]
    marks = {name[5:]: value for name, value in values.items() if name.startswith("mark:") and _is_count(value)}
    return ReadingState(
        **{name: bool(values.get(name)) for name in _FLAGS},
        tags=tuple(tag for _, tag in sorted(tags)),
        position=_number(values.get("position")),
        furthest=_number(values.get("furthest")),
        opened=_moment(values.get("opened")),
        marks=marks,
    )


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= MOST


def _number(value: object) -> int:
    return value if _is_count(value) else 0


def _moment(value: object) -> datetime | None:
    with suppress(ValueError):
        return read_stamp(value) if isinstance(value, str) else None
    return None


def _plain(value: Any) -> Any:
    return stamp(value) if isinstance(value, datetime) else value
