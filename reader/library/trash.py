"""The trash: what was deleted, articles and annotations, how it comes back, and how it goes for good.

Articles in the trash are articles with a mark; annotations stand in the tombstones of their article's file. Both stay until the
user empties the trash: nothing goes by itself. Called by the facade.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from reader.exchange.json_form import annotation_object, record_object
from reader.library.history import History, drop_annotation, put_annotation
from reader.library.progress import Progress, Work
from reader.library.step_words import quote_words, title_words
from reader.library.stores import Stores
from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.dates import utc_now
from reader.model.errors import CancelledError, NotFoundError, ReaderError
from reader.model.kept import ListedArticle
from reader.store.care.purging import Purging, purged_mark, stored_bytes, trashed_since
from reader.store.care.trash import AnnotationTrash


class TrashedArticle(NamedTuple):
    """An article in the trash."""

    row: ListedArticle
    removed: datetime | None
    """When it was put there; None if nobody knows."""


class TrashedAnnotation(NamedTuple):
    """An annotation in the trash."""

    annotation: Annotation
    """As it was when it was removed."""
    removed: datetime
    title: str
    """The title of its article, "" if nobody knows it."""
    purged_url: str | None = None
    """Not None if it was written on one machine while its article was purged on another: it shows again when the article, of
    this address ("" for a file or a paste), is added again."""


class TrashContents(NamedTuple):
    """What is in the trash, or in the part of it that is to be emptied."""

    articles: tuple[TrashedArticle, ...]
    annotations: tuple[TrashedAnnotation, ...]
    """Removed annotations, those of articles outside the trash too; the newest removal first."""
    written: int = 0
    """How many annotations, living and removed, the articles hold."""
    size_bytes: int = 0
    """What the articles take on the disk."""


class Emptied(NamedTuple):
    """What emptying the trash did."""

    articles: int
    annotations: int
    """Living and removed, those of the articles too."""
    failures: tuple[str, ...] = ()
    """What could not be purged, and why, a line each."""


class Trash:
    """The trash of one library; `list_trashed` gives the rows of its articles."""

    def __init__(self, stores: Stores, history: History, list_trashed: Callable[[], tuple[ListedArticle, ...]]) -> None:
        self._stores = stores
        self._history = history
        self._list_trashed = list_trashed
        self._annotations = AnnotationTrash(stores.places)

    def contents(self) -> TrashContents:
        """Return everything in the trash, articles and annotations. Reads the file of every article that has annotations."""
        places = self._stores.places
        articles = tuple(TrashedArticle(row, trashed_since(places, row.record.id)) for row in self._list_trashed())
        return TrashContents(articles, self.annotations())

    def annotations(self, article_id: str = "") -> tuple[TrashedAnnotation, ...]:
        """Return what was removed from an article, or from all, the newest removal first.

        Of one article it reads one small file, of all those that have annotations one each.
        """
        if article_id:
            return self._of_article(article_id, self._title(article_id))
        kept = set(self._stores.articles.ids())
        found: list[TrashedAnnotation] = []
        for annotated_id in self._stores.annotations.ids():
            if self._annotations.may_hold_removed(annotated_id):
                found += self._of_article(annotated_id, self._title(annotated_id))
            if annotated_id not in kept:
                found += self._of_purged_article(annotated_id)
        return tuple(sorted(found, key=lambda one: (one.removed, one.annotation.id), reverse=True))

    def restore_annotation(self, article_id: str, annotation_id: int) -> Annotation:
        """Bring a removed annotation back; can be undone. Raises NotFoundError if nothing is kept of it."""
        annotation = self._annotations.restore(article_id, annotation_id)
        self._history.record(
            f"back from the trash: {_named(annotation)}",
            [drop_annotation(article_id, annotation_id)],
            [put_annotation(annotation)],
        )
        return annotation

    def emptying(self, older_than: timedelta | None = None) -> TrashContents:
        """Return what emptying the trash would take away for good: all of it, or what has been there for so long."""
        before = utc_now() - older_than if older_than is not None else None
        everything = self.contents()
        articles = tuple(
            article
            for article in everything.articles
            if before is None or (article.removed is not None and article.removed < before)
        )
        gone_ids = {article.row.record.id for article in articles}
        annotations = tuple(
            trashed
            for trashed in everything.annotations
            if trashed.purged_url is None
            and trashed.annotation.article_id not in gone_ids
            and (before is None or trashed.removed < before)
        )
        removed_with = sum(trashed.annotation.article_id in gone_ids for trashed in everything.annotations)
        living = sum(len(self._stores.annotations.load(article_id)) for article_id in gone_ids)
        size_bytes = sum(stored_bytes(self._stores.places, article_id) for article_id in gone_ids)
        return TrashContents(articles, annotations, written=living + removed_with, size_bytes=size_bytes)

    def empty(self, plan: TrashContents, work: Work) -> Emptied:
        """Take away for good what `plan` names and is still in the trash. Cannot be undone. One failure stops no other."""
        purging = Purging(self._stores.places)
        of_article: dict[str, set[int]] = {}
        for trashed in plan.annotations:
            of_article.setdefault(trashed.annotation.article_id, set()).add(trashed.annotation.id)
        total = len(plan.articles) + len(of_article)
        purged_ids: set[str] = set()
        annotation_ids: set[int] = set()
        count = 0
        failures: list[str] = []
        try:
            for done, (record, _) in enumerate((article.row.record, article.removed) for article in plan.articles):
                self._report(work, done, total)
                try:
                    if self._stores.states.load(record.id).is_trashed:
                        count += purging.article(record.id, title=record.title, url=record.came_from)
                        purged_ids.add(record.id)
                except ReaderError as error:
                    failures.append(f"{title_words(record.title)}: {error}")
            for done, (article_id, ids) in enumerate(of_article.items(), len(plan.articles)):
                self._report(work, done, total)
                try:
                    count += purging.annotations(article_id, frozenset(ids))
                    annotation_ids |= ids
                except ReaderError as error:
                    failures.append(str(error))
        finally:  # stopped, too: no undo may write again what is gone
            if purged_ids:
                purging.aliases(frozenset(purged_ids))
            purging.undo(frozenset(purged_ids), frozenset(annotation_ids))
        return Emptied(len(purged_ids), count, tuple(failures))

    def _report(self, work: Work, done: int, total: int) -> None:
        if work.is_cancelled:
            raise CancelledError("Stopped; what was not purged yet is still in the trash")
        work.report(Progress(step="emptying the trash", done=done, total=total))

    def _of_article(self, article_id: str, title: str) -> tuple[TrashedAnnotation, ...]:
        return tuple(
            TrashedAnnotation(annotation, removed, title)
            for annotation, removed in self._annotations.of_article(article_id)
        )

    def _of_purged_article(self, article_id: str) -> Iterable[TrashedAnnotation]:
        """Give the living annotations of an article that was purged: another machine wrote them without knowing."""
        mark = purged_mark(self._stores.places, article_id)
        if mark is None:
            return  # the article has not come over yet
        for annotation in self._stores.annotations.load(article_id):
            yield TrashedAnnotation(annotation, mark.at, mark.title, purged_url=mark.url)

    def _title(self, article_id: str) -> str:
        try:
            return self._stores.record(article_id).title
        except NotFoundError:  # purged, or not come over yet: its annotations can come back all the same
            mark = purged_mark(self._stores.places, article_id)
            return mark.title if mark else ""
        except ReaderError:
            return ""  # damaged, which others tell


def trash_json(contents: TrashContents) -> dict[str, Any]:
    """Return what is in the trash as `trash --json` prints it."""
    return {
        "articles": [
            {
                "number": number,
                **record_object(article.row.record),
                "deleted": article.removed.isoformat() if article.removed else None,
            }
            for number, article in enumerate(contents.articles, 1)
        ],
        "annotations": [
            {
                **annotation_object(PlacedAnnotation(annotation=trashed.annotation)),
                "title": trashed.title or None,
                "deleted": trashed.removed.isoformat(),
                "needs_article": trashed.purged_url,
            }
            for trashed in contents.annotations
        ],
        "held_annotations": contents.written,
        "size_bytes": contents.size_bytes,
    }


def _named(annotation: Annotation) -> str:
    if annotation.is_highlight:
        return f"highlight {quote_words(annotation.quote)}"
    return f"note {quote_words(annotation.note)}"
