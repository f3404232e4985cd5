"""Marks that a new version of their article has put in doubt."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.model.annotation import Annotation
from reader.model.errors import NotFoundError, ReaderError

if TYPE_CHECKING:  # nobody waits for it before the first mark is lost
    from reader.library.reattaching import Reattaching, TroubledMark
    from reader.library.results import FoundAnnotation

LEAST_DIGITS = 4
"""Digits at the end of an annotation's id that name it."""


class Mending(Foundation):
    """What one does about marks that are lost, doubtful, or on other words now."""

    @cached_property
    def _reattaching(self) -> "Reattaching":
        from reader.library.reattaching import Reattaching

        return Reattaching(self._stores, self._history)

    def troubled_marks(self, article_id: str = "", version_id: str = "") -> "tuple[TroubledMark, ...]":
        """Return the marks of an article, or of the whole library, that want to be looked at: those that are lost, those found
        again but not surely, and those whose words have changed, in the order of the text (lost ones last).

        `version_id` names the version of the article in which they are placed, the current one if it is not given. Of the whole
        library: by article, the one that was marked last first; marks of articles in the trash are left out. Raises StoreError.
        """
        if article_id:
            record = self._stores.record(article_id)
            pairs = [(record, placed) for placed in self._annotating.placed(article_id, version_id)]
            return self._reattaching.troubled(pairs, version_id)
        found = self._searching.annotations("is:orphan OR is:unsure OR is:changed")
        records = {one.record.id: one.record for one in found}
        for article_id in records:
            with suppress(ReaderError):  # it was deleted meanwhile; a row of a list does not know all versions
                records[article_id] = self._stores.record(article_id)
        return self._reattaching.troubled([(records[one.record.id], one.placed) for one in found])

    def doubts_about(self, found: "Sequence[FoundAnnotation]") -> "Mapping[int, TroubledMark]":
        """Return those of the annotations found, each placed in the current version of its article, that want to be looked at,
        by their ids. Reads the texts of those articles alone."""
        pairs = [(one.record, one.placed) for one in found]
        return {mark.placed.annotation.id: mark for mark in self._reattaching.troubled(pairs)}

    def annotation_named(self, reference: str) -> tuple[str, int]:
        """Return the ids of article and annotation that `reference` means: an annotation's id, or how it ends (at least four
        digits). Raises NotFoundError if there is none, or more than one."""
        digits = reference.strip().lstrip("…")
        if digits.isascii() and digits.isdecimal() and len(digits) >= LEAST_DIGITS:
            found = self._indexing.answer(lambda index: index.annotations_that_end(digits, 2))
            if len(found) == 1:
                return found[0].article_id, found[0].annotation_id
            if found:
                raise NotFoundError(f"several marks have an id that ends with {digits}", "give more digits of it")
        raise NotFoundError(
            f"no mark is called {reference!r}", "`pressmark marks` and `pressmark notes --json` show ids"
        )

    def place_near(self, article_id: str, annotation_id: int, version_id: str = "") -> int:
        """Return the offset in a version (the current one, if none is named) at which a mark stands, or what stood around it if
        it is gone; 0 if nothing of that is there either. Raises NotFoundError, StoreError."""
        return self._reattaching.place_near(article_id, annotation_id, version_id)

    def attach_annotation(
        self, article_id: str, annotation_id: int, start: int, end: int, version_id: str = ""
    ) -> Annotation:
        """Put a mark on `[start, end)` of a version, of the current one if none is named. What was marked stays with it, in
        `Annotation.marked_as`. Durable when it returns; one step to undo.

        Raises AnchorError for what is no passage, NotFoundError, StoreError.
        """
        with self._changing():
            return self._reattaching.attach(article_id, annotation_id, start, end, version_id)

    def attach_annotation_to_quote(self, article_id: str, annotation_id: int, quote: str) -> Annotation:
        """Put a mark on the passage that reads `quote`. Raises AnchorError if it is missing or stands in several places."""
        with self._changing():
            return self._reattaching.attach_quote(article_id, annotation_id, quote)

    def confirm_annotation(self, article_id: str, annotation_id: int, version_id: str = "") -> Annotation:
        """Say that a mark stands right where it was found in a version (the current one, if none is named): from now on it is a
        mark made on that version, surely anchored there. What was marked stays with it if that read otherwise.

        Raises AnchorError if its passage is gone, or if it is a note on the article; NotFoundError, StoreError.
        """
        self.confirm_annotations(((article_id, annotation_id),), version_id)
        return self._annotation(article_id, annotation_id)

    def confirm_annotations(self, targets: Sequence[tuple[str, int]], version_id: str = "") -> tuple[Annotation, ...]:
        """Do that for several, pairs of the ids of article and annotation, in one step to undo; return those that changed."""
        with self._changing():
            return self._reattaching.confirm(targets, version_id)

    def keep_as_note(self, article_id: str, annotation_id: int) -> Annotation:
        """Make a note on the whole article of a mark; it begins with what was marked, as a block quote of Markdown.

        Raises AnchorError if it is a note on the article already; NotFoundError, StoreError.
        """
        self.keep_as_notes(((article_id, annotation_id),))
        return self._annotation(article_id, annotation_id)

    def keep_as_notes(self, targets: Sequence[tuple[str, int]]) -> tuple[Annotation, ...]:
        """Do that for several, pairs of the ids of article and annotation, in one step to undo."""
        with self._changing():
            return self._reattaching.keep_as_notes(targets)

    def _annotation(self, article_id: str, annotation_id: int) -> Annotation:
        return next(one for one in self._stores.annotations.load(article_id) if one.id == annotation_id)
