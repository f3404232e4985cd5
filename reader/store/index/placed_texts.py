"""The forms in which the index keeps the annotations of an article, made once for each that stays as it is.

Where thousands stand in one article, one of them is changed at a time.
"""

from collections.abc import Iterable

from reader.model.annotation import PlacedAnnotation
from reader.store.index.forms import placed_text

MANY = 50
"""Annotations from which it is worth while."""


class PlacedTexts:
    """Remembers the forms of one article's annotations, the one that was asked for last."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[PlacedAnnotation, str]] = {}

    def of(self, all_placed: Iterable[PlacedAnnotation]) -> dict[str, str]:
        """Return the form of each of the annotations, by its id in letters."""
        before, texts = self._texts, {}
        for placed in all_placed:
            known = before.get(placed.annotation.id)
            if known is None or known[0].annotation is not placed.annotation or known[0].anchor != placed.anchor:
                known = (placed, placed_text(placed))
            texts[placed.annotation.id] = known
        if len(texts) >= MANY:
            self._texts = texts
        return {str(annotation_id): text for annotation_id, (_, text) in texts.items()}
