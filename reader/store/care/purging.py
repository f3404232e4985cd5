"""Emptying the trash: what is taken away for good, and what stays so that other machines do not bring it back.

Of an article everything goes: its folder with pages, texts and pictures, its annotations' content, what this machine has kept
of them beside (generations before, damaged copies, undo). Two small things stay: the tombstones of its annotations, without
their content, and its state, with the mark `purged` that holds its title and address, so that a note which another machine
wrote meanwhile still says what it was written on, and the article can be added again.

The order makes every interruption harmless: the mark first, the record last. An article whose record is still there stands in
the trash and can be purged again. Called by the library; nothing here asks whether the user means it.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from reader.model.dates import utc_now
from reader.model.errors import StoreError
from reader.model.kept import Part
from reader.store.annotation_files import read_annotations
from reader.store.atomic import sync_folder, write_durably, write_error
from reader.store.block_codec import UNREADABLE
from reader.store.codec import read_stamp
from reader.store.merge import ANNOTATIONS, TOMBSTONES
from reader.store.places import LibraryPlaces, names_in
from reader.store.recovery import read_or_empty
from reader.store.sealed import JsonObject
from reader.store.state import StateStore
from reader.store.undo import UndoLog


class PurgedMark(NamedTuple):
    """What stays of a purged article."""

    at: datetime
    title: str
    url: str


class Purging:
    """Takes things out of the trash of one library, for good. Every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces, clock: Callable[[], datetime] = utc_now) -> None:
        self._places = places
        self._clock = clock
        self._states = StateStore(places, clock)

    def article(self, article_id: str, *, title: str, url: str) -> int:
        """Purge an article with all that was marked and written in it; return how many annotations that were.

        What another window or machine writes while this runs is not taken away. Durable when it returns.
        """
        places = self._places
        with places.locks.hold(places.locks.of_article("articles", article_id)):
            self._states.change(article_id, is_trashed=True, purged={"title": title, "url": url})
            count = self._annotations(article_id, lambda tombstone: True, with_living=True)
            _remove_folder(places.article_folder(article_id))
            places.changes.note(article_id, Part.ARTICLE)
        position = places.position_file(article_id)
        for path in (
            position,
            places.previous_file(places.state_file(article_id)),
            places.previous_file(position),
            places.own_file(article_id),
        ):
            _remove(path)
        shutil.rmtree(places.previous_file(places.article_folder(article_id)), ignore_errors=True)
        for path in _damaged_copies(places, article_id):
            _remove(path)
        return count

    def aliases(self, article_ids: frozenset[str]) -> None:
        """Forget the further addresses of purged articles: one walk over all of them."""
        with self._places.locks.hold("aliases"):
            for name in names_in(self._places.aliases):
                path = self._places.aliases / name
                stored = read_or_empty(self._places, path) if name.endswith(".json") else None
                if stored and stored.body.get("article") in article_ids:
                    _remove(path)
                    _remove(self._places.previous_file(path))

    def annotations(self, article_id: str, annotation_ids: frozenset[int]) -> int:
        """Purge what is kept of removed annotations; return of how many. Living ones are left alone."""
        keys = {str(annotation_id) for annotation_id in annotation_ids}
        return self._annotations(article_id, keys.__contains__, with_living=False)

    def undo(self, article_ids: frozenset[str], annotation_ids: frozenset[int]) -> None:
        """Take out of this machine's undo log what is about something purged; a step about other things too keeps those."""
        keys = {str(annotation_id) for annotation_id in annotation_ids}
        UndoLog(self._places).forget(lambda entry: _without(entry, article_ids, keys))

    def _annotations(self, article_id: str, is_wanted: Callable[[str], bool], *, with_living: bool) -> int:
        from reader.store.storage import AnnotationDatabase

        path = self._places.annotations_file(article_id)
        database = AnnotationDatabase(self._places, article_id, self._clock)
        with database.turn():
            if with_living and read_annotations(self._places, article_id).tables.get(ANNOTATIONS):
                database.truncate()
            stored = read_annotations(self._places, article_id)
            tombstones = stored.tables.get(TOMBSTONES, {})
            bare = {key: _bare(tombstone) if is_wanted(key) else tombstone for key, tombstone in tombstones.items()}
            purged = [key for key, tombstone in bare.items() if tombstone != tombstones[key]]
            if purged:
                database.files.replace(stored, {**stored.tables, TOMBSTONES: bare})
                # The generation before would still have it all; the same again is as good against damage.
                write_durably(self._places.previous_file(path), path.read_bytes())
        return len(purged)


def purged_mark(places: LibraryPlaces, article_id: str) -> PurgedMark | None:
    """Return what stays of an article that was purged here or elsewhere; None if it was not."""
    field = _field(places, article_id, "purged")
    value = field.get("value")
    if not isinstance(value, dict):
        return None
    at = _moment(field)
    return PurgedMark(at, str(value.get("title", "")), str(value.get("url", ""))) if at else None


def trashed_since(places: LibraryPlaces, article_id: str) -> datetime | None:
    """Return when an article was put into the trash, None if it is not there or nobody knows."""
    field = _field(places, article_id, "is_trashed")
    return _moment(field) if field.get("value") else None


def stored_bytes(places: LibraryPlaces, article_id: str) -> int:
    """Return how much room the folder of an article takes, in bytes."""
    total = 0
    for folder, _, names in os.walk(places.article_folder(article_id)):
        for name in names:
            with suppress(OSError):  # gone meanwhile
                total += (Path(folder) / name).lstat().st_size
    return total


def _bare(tombstone: Mapping[str, Any]) -> JsonObject:
    """Return a tombstone without what it keeps: the same version, which merging prefers to the one with its content."""
    bare = {name: value for name, value in tombstone.items() if name != "was"}
    if others := tombstone.get("others"):
        bare["others"] = [{name: value for name, value in other.items() if name != "was"} for other in others]
    return bare


def _remove_folder(folder: Path) -> None:
    """Remove the folder of an article, its record last; links are removed, not followed."""
    try:
        if folder.is_symlink():
            folder.unlink()
            return
        for name in sorted(names_in(folder), key=lambda name: name.startswith("record")):
            path = folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        folder.rmdir()
        sync_folder(folder.parent)
    except FileNotFoundError:
        return  # another window empties the trash too
    except OSError as error:
        raise write_error(folder, error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise write_error(path, error) from error


def _damaged_copies(places: LibraryPlaces, article_id: str) -> Iterator[Path]:
    beginnings = (f"articles+{article_id}+", f"annotations+{article_id}.", f"state+{article_id}.")
    for name in names_in(places.damaged):
        if name.startswith(beginnings):
            yield places.damaged / name


def _field(places: LibraryPlaces, article_id: str, name: str) -> JsonObject:
    with suppress(StoreError):
        stored = read_or_empty(places, places.state_file(article_id))
        fields = stored.body.get("fields") if stored else None
        field = fields.get(name) if isinstance(fields, dict) else None
        return field if isinstance(field, dict) else {}
    return {}


def _moment(field: Mapping[str, Any]) -> datetime | None:
    with suppress(KeyError, TypeError, ValueError):
        return read_stamp(field["at"])
    return None


def _without(entry: JsonObject, article_ids: frozenset[str], keys: set[str]) -> JsonObject | None:
    """Return a step of the undo log without what is about purged articles and annotations; None if nothing else is in it."""
    left = dict(entry)
    for name in ("undo", "redo", "both"):
        if name in entry:
            left[name] = []
            for operation in entry[name]:
                with suppress(
                    *UNREADABLE
                ):  # one that makes no sense cannot be taken back, and may hold what was purged
                    if (pruned := _operation_without(operation, article_ids, keys)) is not None:
                        left[name].append(pruned)
    if left == entry:
        return entry
    return left if any(left.get(name) for name in ("undo", "redo", "both")) else None


def _operation_without(
    operation: Mapping[str, Any], article_ids: frozenset[str], keys: set[str]
) -> Mapping[str, Any] | None:
    annotation = operation.get("annotation")
    subject = annotation if isinstance(annotation, dict) else operation
    if subject.get("article") in article_ids or subject.get("id") in keys:
        return None
    if isinstance(articles := operation.get("articles"), list):
        kept = [article_id for article_id in articles if article_id not in article_ids]
        return {**operation, "articles": kept} if kept else None
    if isinstance(revisions := operation.get("revisions"), list):
        left = [one for one in revisions if one.get("id") not in keys]
        return {**operation, "revisions": left} if left else None
    if isinstance(annotations := operation.get("annotations"), dict):
        living = {
            article_id: left
            for article_id, ids in annotations.items()
            if article_id not in article_ids and (left := [one for one in ids if one not in keys])
        }
        return {**operation, "annotations": living} if living else None
    return operation
