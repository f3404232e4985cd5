"""The trash: what was deleted, articles and annotations, and how it comes back, also tomorrow and on another machine.

Articles in the trash are articles with a mark; annotations stand in the tombstones of their article's file. Both stay until the
user empties the trash: nothing goes by itself. Called by the facade.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from reader.library.history import History, drop_annotation, put_annotation
from reader.library.stores import Stores
from reader.model.annotation import Annotation
from reader.model.errors import ReaderError
from reader.model.text import clean_line
from reader.store.care.trash import AnnotationTrash, RemovedAnnotation

_NAMED_LETTERS = 40


class TrashedAnnotation(NamedTuple):
    """An annotation in the trash."""

    annotation: Annotation
    """As it was when it was removed."""
    removed: datetime
    title: str
    """The title of its article, "" if the article is not here."""


class Trash:
    """The trash of one library."""

    def __init__(self, stores: Stores, history: History) -> None:
        self._stores = stores
        self._history = history
        self._annotations = AnnotationTrash(stores.places)

    def annotations(self, article_id: str = "") -> tuple[TrashedAnnotation, ...]:
        """Return what was removed from an article, or from all, the newest removal first.

        Of one article it reads one small file, of all those that have annotations one each.
        """
        if article_id:
            return self._titled(self._annotations.of_article(article_id))
        found = sorted(
            self._annotations.everywhere(self._stores.annotations.ids()),
            key=lambda one: (one.removed, one.annotation.id),
            reverse=True,
        )
        return self._titled(found)

    def restore_annotation(self, article_id: str, annotation_id: int) -> Annotation:
        """Bring a removed annotation back; can be undone. Raises NotFoundError if nothing is kept of it."""
        annotation = self._annotations.restore(article_id, annotation_id)
        self._history.record(
            f"back from the trash: {_named(annotation)}",
            [drop_annotation(article_id, annotation_id)],
            [put_annotation(annotation)],
        )
        return annotation

    def _titled(self, found: Iterable[RemovedAnnotation]) -> tuple[TrashedAnnotation, ...]:
        titles: dict[str, str] = {}
        trashed = []
        for annotation, removed in found:
            article_id = annotation.article_id
            if article_id not in titles:
                titles[article_id] = self._title(article_id)
            trashed.append(TrashedAnnotation(annotation, removed, titles[article_id]))
        return tuple(trashed)

    def _title(self, article_id: str) -> str:
        try:
            return self._stores.record(article_id).title
        except ReaderError:
            return ""  # gone, or not come over yet: its annotations can come back all the same


def _named(annotation: Annotation) -> str:
    if annotation.is_highlight:
        return f"highlight “{clean_line(annotation.quote, _NAMED_LETTERS)}”"
    return f"note “{clean_line(annotation.note, _NAMED_LETTERS)}”"
