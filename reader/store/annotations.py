"""The annotations of a library: one TinyDB file an article, readable without TinyDB.

Reading goes straight to the file, so that opening an article pays for nothing but its annotations; writing goes through
TinyDB (`storage`), imported with the first change. Called by the library.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.model.annotation import Annotation, OtherVersion
from reader.model.dates import utc_now
from reader.model.kept import AnnotationCounts
from reader.store.annotation_files import Stored, read_annotations, read_copy
from reader.store.block_codec import UNREADABLE
from reader.store.codec import (
    annotation_from_document,
    annotation_to_document,
    other_version_from_document,
    other_version_to_document,
)
from reader.store.merge import ANNOTATIONS, TOMBSTONES, Resolution, Rival, merge_tables, other_documents, resolve
from reader.store.places import LibraryPlaces, ids_of_files
from reader.store.problems import Problems
from reader.store.recovery import keep_damaged
from reader.store.sealed import JsonObject

if TYPE_CHECKING:  # at run time it comes with the first change: it imports TinyDB
    from reader.store.conflicts import ConflictCopy
    from reader.store.storage import AnnotationDatabase


MANY = 50
"""Annotations in one article from which it is worth while to keep what was made of their documents."""

_GROWING = frozenset(("selectors", "marked_as", "colour"))
"""Fields whose values may come to hold what this program does not know."""

_PASSAGE = frozenset(("selectors", "version", "marked_as"))
"""Fields that say together where a mark stands."""

_NOTHING = object()

_ReadLast = tuple[str, dict[str, tuple[JsonObject, Annotation]]]
"""An article, and what was made of each of its documents: one that was not changed is the same object again."""


class AnnotationStore:
    """Reads and writes annotations. Saves are durable when they return; every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces, clock: Callable[[], datetime] = utc_now) -> None:
        self._places = places
        self._clock = clock
        self._read_last: _ReadLast = ("", {})

    @property
    def problems(self) -> Problems:
        """What was found damaged, in lines for the user."""
        return self._places.problems

    def take_problems(self) -> tuple[str, ...]:
        """Return the lines told since the last time, of all stores of this library."""
        return self._places.problems.take()

    # Reading.

    def load(self, article_id: str) -> tuple[Annotation, ...]:
        """Return the annotations of an article, the oldest first."""
        documents = self._read(article_id).tables.get(ANNOTATIONS, {})
        return tuple(self._annotations(article_id, documents))

    def trashed(self, article_id: str) -> tuple[Annotation, ...]:
        """Return the annotations that were removed from an article, as they were, the oldest first."""
        tombstones = self._read(article_id).tables.get(TOMBSTONES, {})
        removed = {
            key: tombstone["was"] for key, tombstone in tombstones.items() if isinstance(tombstone.get("was"), dict)
        }
        return tuple(self._annotations(article_id, removed))

    def counts(self, article_id: str) -> AnnotationCounts:
        """Return how much was marked and written in an article."""
        documents = self._read(article_id).tables.get(ANNOTATIONS, {}).values()
        return AnnotationCounts(
            highlights=sum(1 for document in documents if document.get("selectors")),
            notes=sum(1 for document in documents if document.get("note")),
        )

    def ids(self) -> Iterator[str]:
        """Give the ids of all articles that have an annotations file, in no order."""
        return ids_of_files(self._places.annotations)

    # Writing.

    def save(self, annotation: Annotation) -> None:
        """Insert `annotation`, or put it in the place of the one with its id. Durable when it returns.

        What was written at the same time elsewhere stays beside it as long as it stands in `annotation.others`.
        """
        from tinydb.table import Document

        database = self._database(annotation.article_id)
        with database.turn():
            before = database.get(doc_id=annotation.id)
            document = Document(_body(annotation, before), doc_id=annotation.id)
            if before is None:
                database.insert(document)
            else:
                database.update(document, doc_ids=[annotation.id])

    def change(
        self, article_id: str, annotation_id: int, change: Callable[[Annotation], Annotation]
    ) -> tuple[Annotation, Annotation] | None:
        """Put what `change` makes of an annotation in its place; return it before and after, None if it is not there.

        `change` is called while nobody else can change it, so that nothing is written over that another window has written
        since it was read; what it raises is raised, and nothing is written then. Durable when it returns.
        """
        storage = self._database(article_id).files
        with storage.turn():
            tables = storage.read() or {}
            document = tables.get(ANNOTATIONS, {}).get(str(annotation_id))
            try:
                before = _annotation(document, annotation_id, article_id) if document is not None else None
            except UNREADABLE:
                before = None  # reading tells of it
            if document is None or before is None:
                return None
            after = change(before)
            if after != before:
                tables[ANNOTATIONS][str(annotation_id)] = {**document, **_body(after, document)}
                storage.write(tables)
            return before, after

    def remove(self, article_id: str, annotation_id: int) -> None:
        """Remove an annotation; its tombstone stays for good. One that is not there is no error."""
        database = self._database(article_id)
        with database.turn():
            if database.contains(doc_id=annotation_id):
                database.remove(doc_ids=[annotation_id])

    def change_many(
        self, article_id: str, change: Callable[[Mapping[int, Annotation]], Mapping[int, Annotation | None]]
    ) -> None:
        """Change several annotations of an article in one write. Durable when it returns.

        `change` is given those that are there, by their ids, while nobody else can change them; it returns those that are to be
        otherwise, with None for one that goes. What it raises is raised, and nothing is written then.
        """
        storage = self._database(article_id).files
        with storage.turn():
            tables = storage.read() or {}
            documents = tables.setdefault(ANNOTATIONS, {})
            known = {one.id: one for one in self._annotations(article_id, documents)}
            for annotation_id, annotation in change(known).items():
                key = str(annotation_id)
                if annotation is None:
                    documents.pop(key, None)
                else:
                    before = documents.get(key)
                    documents[key] = {**(before or {}), **_body(annotation, before)}
            storage.write(tables)

    # Care.

    def sweep(self) -> int:
        """Merge the copies that synchronising programs left, clear away what killed writers left; return how many copies.

        A copy that cannot be merged stays where it is and is told in `problems`. Reads the names of all files: for the
        background.
        """
        from reader.store.sweeping import sweep_copies

        return sweep_copies(self._places, self._places.annotations, self._absorb_copy)

    def mend(self, article_id: str) -> None:
        """Write the file of an article anew if it is damaged, was laid out by another program or holds git's marks."""
        if read_annotations(self._places, article_id).is_damaged:
            self._places.renew_device()
        self._absorb(article_id, Stored({}))

    def _absorb_copy(self, copy: "ConflictCopy") -> None:
        theirs = read_copy(self._places, copy.path)
        if theirs.is_damaged:
            keep_damaged(self._places, copy.path)
        self._absorb(copy.original.stem, theirs)

    def _absorb(self, article_id: str, other: Stored) -> None:
        storage = self._database(article_id).files
        with storage.turn():
            mine = read_annotations(self._places, article_id)
            if mine.exists or any(other.tables.values()):
                storage.replace(mine, merge_tables(mine.tables, other.tables) if other.tables else mine.tables)

    def _read(self, article_id: str) -> Stored:
        return read_annotations(self._places, article_id)

    def _database(self, article_id: str) -> "AnnotationDatabase":
        from reader.store.storage import AnnotationDatabase

        return AnnotationDatabase(self._places, article_id, self._clock)

    def _annotations(self, article_id: str, documents: dict[str, JsonObject]) -> Iterator[Annotation]:
        unreadable = 0
        before = self._read_last[1] if self._read_last[0] == article_id else {}
        made: dict[str, tuple[JsonObject, Annotation]] = {}
        for key in sorted(documents, key=lambda key: (len(key), key)):
            document = documents[key]
            known = before.get(key)
            try:
                made[key] = (
                    known if known and known[0] is document else (document, _annotation(document, int(key), article_id))
                )
            except UNREADABLE:
                unreadable += 1
        if len(made) >= MANY:
            self._read_last = (article_id, made)
        yield from (annotation for _, annotation in made.values())
        if unreadable:
            name = self._places.name_of(self._places.annotations_file(article_id))
            self.problems.tell(f"{name} holds documents that are no annotations ({unreadable}); they were left alone")


def _annotation(document: JsonObject, annotation_id: int, article_id: str) -> Annotation:
    if "others" not in document:
        return annotation_from_document(document, annotation_id, article_id)
    resolved = resolve(document)
    others = tuple(other for other, _ in _others(resolved))
    return annotation_from_document(resolved.document, annotation_id, article_id, others)


def _others(resolved: Resolution) -> Iterator[tuple[OtherVersion, Rival]]:
    """Give what is told of the versions that stand beside a document; of one that damage has left unreadable nothing is.

    The same passage in another version of the text is no other passage: where two machines said of one mark that it is right,
    or kept it as a note, there is nothing to choose.
    """
    passage = resolved.document.get("selectors")
    for rival in resolved.rivals:
        fields = rival.fields
        if fields.get("selectors", _NOTHING) == passage:
            fields = {name: value for name, value in fields.items() if name not in _PASSAGE}
            if not fields and "removed" not in rival.version:
                continue
        try:
            other = other_version_from_document(rival.version, fields)
        except UNREADABLE:
            continue
        yield other, rival


def _body(annotation: Annotation, before: Mapping[str, Any] | None) -> JsonObject:
    """Return the document of an annotation that takes the place of `before`, with what stays beside it."""
    body = annotation_to_document(annotation)
    if before:
        body |= _left_alone(body, before)
    if before and "marked_as" in before:
        body.setdefault("marked_as", None)  # it has been taken back; the keys that are not given stay as they are
    if annotation.others or (before and "others" in before):
        body["others"] = _kept_others(body, before or {}, annotation.others)
    return body


def _left_alone(body: JsonObject, before: Mapping[str, Any]) -> JsonObject:
    """Return the values of `before` that mean what those of `body` mean, but say more, or in other words.

    A newer Pressmark may know more of a passage than this one, or a colour that this one has not.
    """
    differing = [name for name in body.keys() & before.keys() & _GROWING if body[name] != before[name]]
    if not differing or body["version"] != before.get("version"):
        return {}
    try:
        known = annotation_to_document(annotation_from_document(before, 0, ""))
    except UNREADABLE:
        return {}
    return {name: before[name] for name in differing if known.get(name) == body[name]}


def _kept_others(body: JsonObject, before: Mapping[str, Any], others: tuple[OtherVersion, ...]) -> list[JsonObject]:
    """Return the documents that stay beside a saved one: those `others` tells of, stored already or not."""
    stored = other_documents(before)
    found = {other: stored[rival.place] for other, rival in _others(resolve(before))} if stored else {}
    return [found.get(other) or other_version_to_document(other, body) for other in others]
