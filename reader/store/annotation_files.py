"""Reading the annotations file of an article, damaged or not. What is read is never more than is safe to write back.

Both ways to the annotations go through here: the quick one that only reads, and the TinyDB storage. Nothing is written.
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.model.errors import StoreError
from reader.store.atomic import ABSENT, FileStamp, stamp_of
from reader.store.block_codec import UNREADABLE
from reader.store.codec import annotation_from_document
from reader.store.documents import Lines, Parsed, parse
from reader.store.merge import ANNOTATIONS, SCHEMA_TABLE, TOMBSTONES, Tables, has_seen, merge_tables
from reader.store.migrations import old_forms
from reader.store.places import LibraryPlaces
from reader.store.sealed import JsonObject, read_file


class Stored(NamedTuple):
    """The documents of an annotations file, and whether the file has to be written anew."""

    tables: Tables
    exists: bool = True
    is_damaged: bool = False
    is_foreign: bool = False
    stamp: FileStamp | None = None
    """What was read, so that nothing newer is written over."""
    lines: Lines | None = None
    """The lines of the file as far as they are known, so that those of what is left alone are not made again."""


class RecentAnnotations(NamedTuple):
    """What an annotations file held when it was read or written last."""

    tables: Tables
    lines: Lines


def copied(tables: Tables) -> Tables:
    """Return tables to which documents may be added and from which they may be taken; the documents are the same."""
    return {name: dict(documents) for name, documents in tables.items()}


def read_annotations(places: LibraryPlaces, article_id: str) -> Stored:
    """Return what is kept about an article; damage is mended as far as it goes and told to `places.problems`.

    Raises StoreError if a newer program wrote the file or reading failed.
    """
    path = places.annotations_file(article_id)
    try:
        stamp = stamp_of(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    data = read_file(path)
    if data is None:
        return Stored({}, exists=False, stamp=ABSENT)
    recent: RecentAnnotations | None = places.recent_annotations.recall(path, data)
    if recent is not None:
        return Stored(copied(recent.tables), stamp=stamp, lines=recent.lines)
    parsed = parse(data, path)
    if not parsed.is_damaged and not parsed.is_foreign:
        places.recent_annotations.remember(path, data, RecentAnnotations(parsed.tables, {}))
        return Stored(copied(parsed.tables), stamp=stamp)
    if parsed.is_merged:
        places.problems.tell(
            f"{places.name_of(path)} holds both sides of a git merge; they are read as one, and written so with the next change"
        )
    if not parsed.is_damaged:
        return Stored(parsed.tables, is_foreign=parsed.is_foreign, stamp=stamp)
    tables = mend(parsed, _previous(places, path))
    lost = f", {_counted(parsed.lines_lost, 'line')} could not be read" if parsed.lines_lost else ""
    found = _counted(len(tables.get(ANNOTATIONS, {})), "annotation")
    places.problems.tell(
        f"{places.name_of(path)} is damaged: {found} recovered{lost}; `pressmark doctor --fix` mends it"
    )
    return Stored(tables, is_damaged=True, stamp=stamp)


def read_copy(places: LibraryPlaces, path: Path) -> Stored:
    """Return what stands in a copy of an annotations file that a synchronising program left beside it.

    Raises ValueError if nothing in it can be read, or if it is no such copy.
    """
    data = read_file(path)
    if data is None:
        return Stored({}, exists=False)
    parsed = parse(data, path)
    if not parsed.tables.keys() & {ANNOTATIONS, TOMBSTONES, SCHEMA_TABLE} and not parsed.doubtful:
        raise ValueError("nothing in it can be read as annotations")
    if parsed.is_damaged:
        places.problems.tell(f"{places.name_of(path)} is damaged: what could be read of it was merged")
    return Stored(mend(parsed, {}), is_damaged=parsed.is_damaged)


def mend(parsed: Parsed, previous: Tables) -> Tables:
    """Return the intact documents of a damaged file and of its generation before, then of the doubtful what is still new.

    A doubtful document is kept unless an intact one knows all of it: a note with one wrong letter is better than none.
    """
    tables = merge_tables(parsed.tables, previous)
    intact: dict[str, JsonObject] = {}
    for name in (TOMBSTONES, ANNOTATIONS):
        intact |= tables.get(name, {})
    bodies = list(intact.values())
    for documents in parsed.doubtful.values():
        for key, document in documents.items():
            name = TOMBSTONES if "removed" in document else ANNOTATIONS
            if not _is_readable(name, document) or document in bodies:
                continue  # of the second kind: an intact document whose id was hit
            if key in intact and has_seen(intact[key], document):
                continue
            tables = merge_tables(tables, {name: {key: document}})
    return tables


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_readable(table: str, document: JsonObject) -> bool:
    if table == TOMBSTONES:
        return isinstance(document.get("removed"), str)
    try:
        annotation_from_document(document, 0, "")
    except UNREADABLE:
        return False
    return True


def _previous(places: LibraryPlaces, path: Path) -> Tables:
    """Return what the generation before holds, and a file of an older form that was kept because its successor was not whole."""
    before = places.previous_file(path)
    found: Tables = {}
    for kept in (before, *old_forms(before)):
        with suppress(StoreError):
            data = read_file(kept)
            tables = parse(data, kept).tables if data else {}
            found = merge_tables(found, tables) if found else tables
    return found
