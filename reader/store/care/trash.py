"""What was removed and can come back: annotations from their tombstones.

A tombstone keeps under `was` what was removed, for as long as the trash is not emptied; the tombstone itself stays for good.
Bringing an annotation back is a change like any other: a machine that still has it removed takes it over. Called by the
library; reading costs one small file an article, writing goes through TinyDB as every change of annotations does.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError
from reader.store.annotation_files import read_annotations
from reader.store.annotations import AnnotationStore
from reader.store.codec import read_stamp
from reader.store.merge import ANNOTATIONS, BOOKKEEPING, TOMBSTONES, resolve
from reader.store.places import LibraryPlaces
from reader.store.plain_files import read_plain
from reader.store.sealed import JsonObject


class RemovedAnnotation(NamedTuple):
    """An annotation as it was when it was removed, and when that was."""

    annotation: Annotation
    removed: datetime


class AnnotationTrash:
    """The removed annotations of a library. Every method may raise StoreError."""

    def __init__(self, places: LibraryPlaces, clock: Callable[[], datetime] = utc_now) -> None:
        self._places = places
        self._clock = clock

    def of_article(self, article_id: str) -> tuple[RemovedAnnotation, ...]:
        """Return what was removed from an article and is still kept, the newest removal first."""
        times = {
            int(key): moment
            for key, tombstone in self._tombstones(article_id).items()
            if (moment := _moment(tombstone.get("removed")))
        }
        found = [
            RemovedAnnotation(annotation, times[annotation.id])
            for annotation in AnnotationStore(self._places, self._clock).trashed(article_id)
            if annotation.id in times
        ]
        return tuple(sorted(found, key=lambda one: (one.removed, one.annotation.id), reverse=True))

    def may_hold_removed(self, article_id: str) -> bool:
        """Whether the file of an article says anything of a removed annotation: most say nothing, and are not taken apart."""
        try:
            return b'"was"' in read_plain(self._places.annotations_file(article_id))
        except OSError:
            return False

    def restore(self, article_id: str, annotation_id: int, *, else_document: JsonObject | None = None) -> Annotation:
        """Bring a removed annotation back as it was, with what stood beside it. Durable when it returns.

        `else_document` is brought back if nothing is kept of it: as it stands in a backup. Raises NotFoundError if there is
        neither, or if the annotation is not in the trash.
        """
        from tinydb.table import Document

        from reader.store.storage import AnnotationDatabase

        database = AnnotationDatabase(self._places, article_id, self._clock)
        with database.turn():
            tombstone = self._tombstones(article_id).get(str(annotation_id))
            kept = tombstone.get("was", else_document) if tombstone else None
            if isinstance(kept, dict):
                database.insert(Document(_as_new(kept), doc_id=annotation_id))
        for annotation in AnnotationStore(self._places).load(article_id) if isinstance(kept, dict) else ():
            if annotation.id == annotation_id:
                return annotation
        raise NotFoundError(f"no annotation {annotation_id} is in the trash", "`pressmark trash list` shows what is")

    def restore_many(self, article_id: str, annotation_ids: frozenset[int]) -> int:
        """Bring back removed annotations of an article, in one write; return how many of them are there then.

        One of which nothing is kept stays away. Durable when it returns.
        """
        from reader.store.storage import ArticleStorage

        storage = ArticleStorage(self._places, article_id, self._clock)
        with storage.turn():
            tables = storage.read() or {}
            living, removed = tables.setdefault(ANNOTATIONS, {}), tables.get(TOMBSTONES, {})
            keys = set(map(str, annotation_ids))
            found = {
                key: kept for key in keys - living.keys() if isinstance(kept := removed.get(key, {}).get("was"), dict)
            }
            living |= {key: _as_new(kept) for key, kept in found.items()}
            if found:
                storage.write(tables)
            return len(keys & living.keys())

    def is_purged(self, article_id: str, annotation_id: int) -> bool:
        """Whether an annotation was removed and nothing is kept of it any more."""
        tombstone = self._tombstones(article_id).get(str(annotation_id))
        return tombstone is not None and "was" not in tombstone

    def _tombstones(self, article_id: str) -> dict[str, JsonObject]:
        return read_annotations(self._places, article_id).tables.get(TOMBSTONES, {})


def _as_new(document: JsonObject) -> JsonObject:
    """Return a document as it is to be written again: as it was shown, with what stood beside it, all fields of it kept."""
    resolved = resolve(document)
    body = {name: value for name, value in resolved.document.items() if name not in BOOKKEEPING}
    others = [
        {**body, **rival.fields, "updated": rival.version.get("updated", body.get("updated"))}
        for rival in resolved.rivals
        if "removed" not in rival.version
    ]
    return {**body, "others": others} if others else body


def _moment(stored: object) -> datetime | None:
    with suppress(ValueError):
        return read_stamp(stored) if isinstance(stored, str) else None
    return None
