"""Annotations, and taking changes back."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.first_frames import drop_all_frames
from reader.library.listing import View, ViewKind
from reader.library.progress import Work
from reader.model.annotation import Annotation, Colour, Keep, PlacedAnnotation
from reader.model.kept import ArticleRecord

if TYPE_CHECKING:  # what only the doctor needs, or who asks why a text is what it is
    from datetime import timedelta

    from reader.library.annotating_many import AnnotatingMany
    from reader.library.tending_many import ChangedMany
    from reader.library.trash import Emptied, Trash, TrashContents, TrashedAnnotation
from reader.library.facade.foundation import Foundation


class Marking(Foundation):
    """What one does in the margin."""

    def annotations(self, article_id: str, version_id: str = "") -> tuple[PlacedAnnotation, ...]:
        """Return an article's annotations placed in a version of it (the current one, if none is named): notes on the
        article first, then in text order, orphans last."""
        return self._annotating.placed(article_id, version_id)

    def all_annotations(self, words: str = "") -> tuple[tuple[ArticleRecord, PlacedAnnotation], ...]:
        """Return all annotations that the query `words` finds, with their articles; the article that was marked last comes
        first. Raises QueryError."""
        return tuple((found.record, found.placed) for found in self._searching.annotations(words))

    def annotate(
        self,
        article_id: str,
        start: int,
        end: int,
        *,
        colour: Colour = Colour.YELLOW,
        note: str = "",
        tags: tuple[str, ...] = (),
        version_id: str = "",
    ) -> Annotation:
        """Highlight `[start, end)` of a version, of the current one if none is named. Durable when it returns.

        Raises AnchorError, StoreError.
        """
        with self._changing():
            return self._annotating.highlight(
                article_id, start, end, colour=colour, note=note, tags=tags, version_id=version_id
            )

    def annotate_quote(
        self,
        article_id: str,
        quote: str,
        *,
        colour: Colour = Colour.YELLOW,
        note: str = "",
        tags: tuple[str, ...] = (),
        version_id: str = "",
    ) -> Annotation:
        """Highlight the passage of a version, of the current one if none is named, that reads `quote`.

        Raises AnchorError if it is missing or stands in several places.
        """
        with self._changing():
            return self._annotating.highlight_quote(
                article_id, quote, colour=colour, note=note, tags=tags, version_id=version_id
            )

    def note_article(self, article_id: str, note: str, tags: tuple[str, ...] = ()) -> Annotation:
        """Write a note on the article as a whole."""
        with self._changing():
            return self._annotating.note_article(article_id, note, tags)

    def change_annotation(
        self,
        article_id: str,
        annotation_id: int,
        *,
        colour: Colour | None = None,
        note: str | None = None,
        tags: tuple[str, ...] | None = None,
        passage: tuple[int, int] | None = None,
        version_id: str = "",
    ) -> Annotation:
        """Change what is given; `passage` is a new range in the version named, in the current one if none is.

        Raises AnchorError, NotFoundError, StoreError.
        """
        with self._changing():
            return self._annotating.change(
                article_id,
                annotation_id,
                colour=colour,
                note=note,
                tags=tags,
                passage=passage,
                version_id=version_id,
            )

    def settle_annotation(self, article_id: str, annotation_id: int, keep: Keep) -> Annotation | None:
        """Keep one of what two machines wrote at the same time, or both; return what is left, None for a removal kept.

        Raises NotFoundError if nothing stands beside the annotation.
        """
        with self._changing():
            return self._annotating.settle(article_id, annotation_id, keep)

    def remove_annotation(self, article_id: str, annotation_id: int) -> None:
        """Remove an annotation; can be undone."""
        with self._changing():
            self._annotating.remove(article_id, annotation_id)

    def change_annotations(
        self,
        targets: Sequence[tuple[str, int]],
        *,
        colour: Colour | None = None,
        add_tags: Sequence[str] = (),
        drop_tags: Sequence[str] = (),
        work: Work | None = None,
    ) -> "ChangedMany":
        """Give many annotations a colour and tags and take tags away, durably; undone in one step.

        `targets` are ids of articles with ids of their annotations, in any order. One that is gone or cannot be changed holds up
        no others. Each article is written once, and others get their turn after some dozens of them. If `work` is cancelled,
        what was changed by then stays, and can be undone. A note on an article as a whole has no colour to change.
        """
        return self._annotating_many.change(
            targets, colour=colour, add_tags=add_tags, drop_tags=drop_tags, work=work or Work()
        )

    def remove_annotations(self, targets: Sequence[tuple[str, int]], *, work: Work | None = None) -> "ChangedMany":
        """Remove many annotations, as `change_annotations` changes them; undoing brings all of them back."""
        return self._annotating_many.remove(targets, work or Work())

    @cached_property
    def _annotating_many(self) -> "AnnotatingMany":
        from reader.library.annotating_many import AnnotatingMany

        return AnnotatingMany(self._stores, self._history, self._changing)

    @cached_property
    def _trash(self) -> "Trash":
        from reader.library.trash import Trash

        return Trash(self._stores, self._history, lambda: self._searching.listing(View(kind=ViewKind.TRASH)).rows())

    def trashed_annotations(self, article_id: str = "") -> "tuple[TrashedAnnotation, ...]":
        """Return the annotations removed from an article, or from all, the newest removal first."""
        return self._trash.annotations(article_id)

    def restore_annotation(self, article_id: str, annotation_id: int) -> Annotation:
        """Bring a removed annotation back; can be undone. Raises NotFoundError if nothing is kept of it."""
        with self._changing():
            return self._trash.restore_annotation(article_id, annotation_id)

    def trash(self) -> "TrashContents":
        """Return what is in the trash: articles, and annotations of any article."""
        return self._trash.contents()

    def emptying_trash(self, older_than: "timedelta | None" = None) -> "TrashContents":
        """Return what `empty_trash` would take away for good: all that has been in the trash for longer than that."""
        return self._trash.emptying(older_than)

    def empty_trash(self, contents: "TrashContents", *, work: Work | None = None) -> "Emptied":
        """Take away for good what `emptying_trash` has returned and is still in the trash. Cannot be undone."""
        drop_all_frames(self.folders.state)
        with self._changing():
            return self._trash.empty(contents, work or Work())
