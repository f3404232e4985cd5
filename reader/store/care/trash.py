"""What was removed and can come back: annotations from their tombstones.

A tombstone keeps under `was` what was removed, for as long as the trash is not emptied; the tombstone itself stays for good.
Bringing an annotation back is a change like any other: a machine that still has it removed takes it over. Called by the
library; reading costs one small file an article, writing goes through TinyDB as every change of annotations does.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError
from reader.store.annotation_files import read_annotations
from reader.store.annotations import AnnotationStore
from reader.store.codec import annotation_to_document, other_version_to_document
from reader.store.merge import BOOKKEEPING, TOMBSTONES
from reader.store.places import LibraryPlaces
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
            return b'"was"' in self._places.annotations_file(article_id).read_bytes()
        except OSError:
            return False

    def restore(self, article_id: str, annotation_id: int) -> Annotation:
        """Bring a removed annotation back as it was, with what stood beside it. Durable when it returns.

        Raises NotFoundError if nothing is kept of it.
        """
        from tinydb.table import Document

        from reader.store.storage import AnnotationDatabase

        database = AnnotationDatabase(self._places, article_id, self._clock)
        with database.turn():
            kept = {removed.annotation.id: removed.annotation for removed in self.of_article(article_id)}
            if annotation_id not in kept:
                raise NotFoundError(
                    f"no annotation {annotation_id} is in the trash", "`pressmark trash list` shows what is"
                )
            annotation = kept[annotation_id]
            was = self._tombstones(article_id)[str(annotation_id)]["was"]
            # Fields that only a newer program knows come back too.
            body = {name: value for name, value in was.items() if name not in BOOKKEEPING}
            body |= annotation_to_document(annotation)
            others = tuple(other for other in annotation.others if not other.is_removal)
            if others:
                body["others"] = [other_version_to_document(other, body) for other in others]
            database.insert(Document(body, doc_id=annotation_id))
        return replace(annotation, others=others)

    def _tombstones(self, article_id: str) -> dict[str, JsonObject]:
        return read_annotations(self._places, article_id).tables.get(TOMBSTONES, {})


def _moment(stored: object) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(stored) if isinstance(stored, str) else None
    return None
