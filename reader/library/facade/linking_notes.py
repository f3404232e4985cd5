"""Links between notes and articles, and notes that are not saved yet."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.library.results import FoundAnnotation

if TYPE_CHECKING:  # comes with the first note that has a link, or is written
    from reader.library.drafts import Drafts
    from reader.library.linking import Linking, LinkTarget, ResolvedLink
    from reader.model.annotation import Annotation
    from reader.model.note_links import NoteLink


class LinkingNotes(Foundation):
    """What notes refer to, and what is being written."""

    @cached_property
    def _linking(self) -> "Linking":
        from reader.library.linking import Linking

        return Linking(self._stores, self._indexing)

    def link_targets(self, words: str, limit: int = 8) -> "tuple[LinkTarget, ...]":
        """Return at most `limit` articles and annotations that a note may link to, by the words they have or words that these
        begin; the articles opened last first. Without words: those."""
        return self._linking.targets(words, limit)

    def link_to(self, annotation: "Annotation", title: str) -> "LinkTarget":
        """Return how a note links to an annotation of the article called `title`."""
        return self._linking.annotation_target(annotation, title)

    def resolve_links(self, links: "Sequence[NoteLink]") -> "tuple[ResolvedLink, ...]":
        """Return what each link means in this library now."""
        return tuple(map(self._linking.resolve, links))

    def backlinks(self, article_id: str, annotation_id: int | None = None) -> tuple[FoundAnnotation, ...]:
        """Return the notes that refer to an article, or to one annotation of it, the newest first; none of articles in the
        trash."""
        return self._linking.backlinks(article_id, annotation_id)

    @cached_property
    def drafts(self) -> "Drafts":
        """The notes that are being written on this machine and are not saved yet."""
        from reader.library.drafts import Drafts

        return Drafts(self._stores.places.drafts)
