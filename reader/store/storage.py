"""TinyDB over an annotations file: an ordinary Storage, Table and TinyDB by its public extension points.

    database = AnnotationDatabase(places, article_id)
    database.update({"note": "…"}, doc_ids=[annotation_id])

Every change is held together by a lock from reading to writing, gets its dot and vector (see `merge`), and is durable when
the call returns. Documents that a change leaves alone keep theirs. What is removed goes to the tombstones. Importing this
module imports TinyDB, so only writing does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from reader.model.dates import utc_now
from reader.model.errors import StoreError
from reader.model.identity import new_annotation_id
from reader.model.kept import Part
from reader.store.annotation_files import RecentAnnotations, Stored, copied, read_annotations
from reader.store.atomic import ChangedMeanwhileError, write_durably
from reader.store.codec import stamp
from reader.store.documents import encode_again
from reader.store.merge import (
    ANNOTATIONS,
    SCHEMA_TABLE,
    TOMBSTONES,
    Tables,
    merge_tables,
    write_version,
)
from reader.store.migrations import keeping_old_form
from reader.store.places import LibraryPlaces
from reader.store.recovery import keep_damaged
from reader.store.sealed import JsonObject

_Update = Mapping[Any, Any] | Callable[[MutableMapping[Any, Any]], None]


_ATTEMPTS = 20
"""A synchronising program that puts another file there so often in a row does something else."""


class ArticleStorage(Storage):
    """The annotations file of one article as TinyDB sees it: tables of documents, without their checksums."""

    def __init__(self, places: LibraryPlaces, article_id: str, clock: Callable[[], datetime] = utc_now) -> None:
        self._places = places
        self._article_id = article_id
        self._path = places.annotations_file(article_id)
        self._clock = clock
        self._depth = 0
        self._loaded: Stored | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the article's lock: what is read inside the block stays true until the block ends."""
        locks = self._places.locks
        with locks.hold(locks.of_article("annotations", self._article_id)):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._loaded = None

    def read(self) -> Tables | None:
        """Return all tables, None if there are none yet. The documents are the caller's to change."""
        tables = self._load().tables
        return {
            name: {key: dict(document) for key, document in documents.items()} for name, documents in tables.items()
        } or None

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Make the file hold `data`; what differs from what it held is a change by this machine. Raises StoreError."""
        with self.turn():
            stored = self._load()
            if stored.is_damaged:  # some of what this machine has written may be gone from it
                self._places.renew_device()
            self.replace(stored, self._advance(stored.tables, data))

    def replace(self, stored: Stored, tables: Tables) -> None:
        """Write `tables` as they are in the place of `stored`; nothing is written that stands there already.

        If a synchronising program, which knows no locks, has put another file there meanwhile, both are merged.
        """
        for _ in range(_ATTEMPTS):
            if _content(tables) == _content(stored.tables) and not stored.is_damaged and not stored.is_foreign:
                return
            if stored.is_damaged:
                keep_damaged(self._places, self._path)
            previous = None if stored.is_damaged else self._places.previous_file(self._path)
            encoded = encode_again(tables, stored.lines or {})
            data = encoded.data
            try:
                with keeping_old_form(self._path, self._places.previous_file(self._path), data):
                    write_durably(self._path, data, previous=previous, expected=stored.stamp)
            except ChangedMeanwhileError:
                stored = read_annotations(self._places, self._article_id)
                tables = merge_tables(tables, stored.tables)
            else:
                self._places.changes.note(self._article_id, Part.ANNOTATIONS)
                recent = RecentAnnotations(encoded.tables, encoded.lines)
                self._places.recent_annotations.remember(self._path, data, recent)
                self._loaded = Stored(copied(encoded.tables), lines=encoded.lines) if self._depth else None
                return
        raise StoreError(
            f"{self._path} is written by another program again and again", "Wait until it has come to rest."
        )

    def _load(self) -> Stored:
        if self._depth and self._loaded is not None:
            return self._loaded
        stored = read_annotations(self._places, self._article_id)
        if self._depth:
            self._loaded = stored
        return stored

    def _advance(self, old: Tables, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Tables:
        """Return the tables after the change from `old` to `data`, every changed document with its dot and vector."""
        was, dead = old.get(ANNOTATIONS, {}), dict(old.get(TOMBSTONES, {}))
        living: dict[str, JsonObject] = {}
        for key, document in data.get(ANNOTATIONS, {}).items():
            before = was.get(key)
            if before is not None and document == before:
                living[key] = before
            else:
                living[key] = self._stamped(document, before or dead.pop(key, None))
        for key, document in was.items():
            if key not in living:
                dead[key] = self._tombstone(document)
        known = {ANNOTATIONS, TOMBSTONES, SCHEMA_TABLE}
        others = {
            name: {key: dict(document) for key, document in documents.items()}
            for name, documents in data.items()
            if name not in known
        }
        schema = {SCHEMA_TABLE: old[SCHEMA_TABLE]} if SCHEMA_TABLE in old else {}
        return {**others, **schema, ANNOTATIONS: living, TOMBSTONES: dead}

    def _stamped(self, document: Mapping[str, Any], before: Mapping[str, Any] | None) -> JsonObject:
        """Return `document` as this machine's own version, in the knowledge of what it replaces."""
        now = int(self._clock().timestamp() * 1000)
        return write_version(document, before, self._places.device, now)

    def _tombstone(self, document: JsonObject) -> JsonObject:
        now = stamp(self._clock())
        dropped = ("dot", "vector") if "others" not in document else ()
        content = {name: value for name, value in document.items() if name not in dropped}
        return self._stamped({"removed": now, "updated": now, "was": content}, document)


class AnnotationTable(Table):
    """A table whose changes hold the storage's lock from reading to writing and whose ids never collide."""

    def __init__(self, storage: Storage, name: str, **options: Any) -> None:
        if not isinstance(storage, ArticleStorage):
            raise TypeError("an AnnotationTable stands on an ArticleStorage")
        # Another program may change the file at any time: a query's answer is not kept.
        super().__init__(storage, name, **{**options, "cache_size": 0})
        self._turn = storage.turn

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; it gets an id that no machine will give again, unless it is a Document with one."""
        with self._turn():
            return super().insert(_with_id(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents in one write."""
        with self._turn():
            return super().insert_multiple([_with_id(document) for document in documents])

    def update(self, fields: _Update, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Change the documents that `cond` or `doc_ids` name."""
        with self._turn():
            return super().update(fields, cond, doc_ids)

    def update_multiple(self, updates: Iterable[tuple[_Update, QueryLike]]) -> list[int]:
        """Make several changes in one write."""
        with self._turn():
            return super().update_multiple(updates)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Change the documents that match, or insert one."""
        with self._turn():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Move documents to the tombstones."""
        with self._turn():
            return super().remove(cond, doc_ids)

    def truncate(self) -> None:
        """Move all documents to the tombstones."""
        with self._turn():
            super().truncate()


class AnnotationDatabase(TinyDB):
    """The annotations of one article as a TinyDB database."""

    table_class: type[Table] = AnnotationTable
    default_table_name = ANNOTATIONS

    def __init__(self, places: LibraryPlaces, article_id: str, clock: Callable[[], datetime] = utc_now) -> None:
        self.files = ArticleStorage(places, article_id, clock)
        super().__init__(storage=lambda: self.files)

    def turn(self) -> AbstractContextManager[None]:
        """Hold the article's lock over several calls."""
        return self.files.turn()

    def drop_table(self, name: str) -> None:
        """Move the documents of a table to the tombstones."""
        with self.turn():
            super().drop_table(name)


def _content(tables: Tables) -> Tables:
    return {name: documents for name, documents in tables.items() if documents and name != SCHEMA_TABLE}


def _with_id(document: Mapping[str, Any]) -> Document:
    return document if isinstance(document, Document) else Document(document, new_annotation_id())
