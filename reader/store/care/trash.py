"""What was removed and can come back: annotations from their tombstones.

A tombstone keeps under `was` what was removed, for as long as the trash is not emptied; the tombstone itself stays for good.
Bringing an annotation back is a change like any other: a machine that still has it removed takes it over. Called by the
library; reading costs one small file an article, writing goes through TinyDB as every change of annotations does.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from reader.model.annotation import Annotation
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError
from reader.store.annotation_files import read_annotations
from reader.store.block_codec import UNREADABLE
from reader.store.codec import annotation_from_document
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
        tombstones = read_annotations(self._places, article_id).tables.get(TOMBSTONES, {})
        found = (_removed(article_id, key, tombstone) for key, tombstone in tombstones.items())
        return tuple(
            sorted((one for one in found if one), key=lambda one: (one.removed, one.annotation.id), reverse=True)
        )

    def may_hold_removed(self, article_id: str) -> bool:
        """Whether the file of an article says anything of a removed annotation: most say nothing, and are not taken apart."""
        try:
            return b'"was"' in self._places.annotations_file(article_id).read_bytes()
        except OSError:
            return False

    def restore(self, article_id: str, annotation_id: int) -> Annotation:
        """Bring a removed annotation back as it was. Durable when it returns. Raises NotFoundError if nothing is kept of it."""
        from tinydb.table import Document

        from reader.store.storage import AnnotationDatabase

        database = AnnotationDatabase(self._places, article_id, self._clock)
        with database.turn():
            tombstones = read_annotations(self._places, article_id).tables.get(TOMBSTONES, {})
            content = removed_content(tombstones.get(str(annotation_id), {}))
            if content is None:
                raise NotFoundError(
                    f"no annotation {annotation_id} is in the trash", "`pressmark trash list` shows what is"
                )
            database.upsert(Document(content, doc_id=annotation_id))
        return annotation_from_document(content, annotation_id, article_id)


def removed_content(tombstone: Mapping[str, Any]) -> JsonObject | None:
    """Return the document that a tombstone keeps, as it would stand there again; None if it keeps none.

    Where two machines removed it at the same time, what the later removal took away. What stood beside the document comes
    back beside it, without the names that merging gave it: they belong to what was removed.
    """
    versions = [tombstone, *(other for other in tombstone.get("others", ()) if isinstance(other, dict))]
    kept = next((was for version in versions if isinstance(was := version.get("was"), dict)), None)
    if kept is None:
        return None
    content = _without_bookkeeping(kept)
    if others := [_without_bookkeeping(other) for other in kept.get("others", ()) if isinstance(other, dict)]:
        content["others"] = others
    return content


def _without_bookkeeping(document: Mapping[str, Any]) -> JsonObject:
    return {name: value for name, value in document.items() if name not in BOOKKEEPING}


def _removed(article_id: str, key: str, tombstone: Mapping[str, Any]) -> RemovedAnnotation | None:
    content = removed_content(tombstone)
    if content is None:
        return None
    try:
        annotation = annotation_from_document(content, int(key), article_id)
        return RemovedAnnotation(annotation, datetime.fromisoformat(tombstone["removed"]))
    except UNREADABLE:
        return None  # kept, but nothing that this program could show
