"""The session's questions about lost and doubtful marks, and what is done about them: in the lane of all writes, so that every
answer knows of what was asked for before. Comes with the first of them.
"""

from collections.abc import Callable, Sequence
from functools import partial

from textual.message import Message

from reader.library.library import Library
from reader.library.reattaching import TroubledMark
from reader.tui.marking_session import MarkingSession
from reader.tui.messages import WorkAnswered
from reader.tui.writing_side import WritingSide

Target = tuple[str, int]
"""The id of an article and that of an annotation of it."""


class MendingSession(WritingSide):
    """Looks at troubled marks of one library, and mends them."""

    def __init__(
        self,
        library: Library,
        marks: MarkingSession,
        put: Callable[[Callable[[], None]], object],
        post: Callable[[Message], object],
    ) -> None:
        """`put` has a job done after all that is to be written so far."""
        super().__init__(library, put, post)
        self._marks = marks

    def look(self, article_id: str, version_id: str, then: Callable[[tuple[TroubledMark, ...]], object]) -> None:
        """Ask for the marks of an article in a version of it, or of the whole library, that want to be looked at."""

        def job() -> None:
            self._post(WorkAnswered(partial(then, self._library.troubled_marks(article_id, version_id))))

        self._put(job)

    def place_near(self, target: Target, version_id: str, then: Callable[[int], object]) -> None:
        """Ask for the offset in a version at which a mark, or what was around it, stands."""

        def job() -> None:
            self._post(WorkAnswered(partial(then, self._library.place_near(*target, version_id))))

        self._put(job)

    def attach(self, target: Target, passage: tuple[int, int], version_id: str) -> None:
        """Put a mark on another passage; answered by `AnnotationsChanged`."""
        self._marks.write(
            target[0], "attached", lambda library: library.attach_annotation(*target, *passage, version_id)
        )

    def confirm(self, targets: Sequence[Target], version_id: str = "") -> None:
        """Say that marks stand right; answered by `AnnotationsChanged` for each article."""
        words = "confirmed where it stands" if len(targets) == 1 else "confirmed where they stand"
        self._change(targets, words, lambda library: library.confirm_annotations(targets, version_id))

    def keep_as_notes(self, targets: Sequence[Target]) -> None:
        """Make notes on their articles of marks; answered by `AnnotationsChanged` for each article."""
        words = "kept as a note on the article" if len(targets) == 1 else "kept as notes on the article"
        self._change(targets, words, lambda library: library.keep_as_notes(targets))

    def remove(self, targets: Sequence[Target]) -> None:
        """Remove marks; answered by `AnnotationsChanged` for each article."""
        self._change(targets, "deleted", lambda library: library.remove_annotations(targets))

    def _change(self, targets: Sequence[Target], done: str, change: Callable[[Library], object]) -> None:
        article_ids = list(dict.fromkeys(article_id for article_id, _ in targets))
        words = f"{len(targets):,} marks {done}" if len(targets) > 1 else f"mark {done}"

        def job() -> None:
            told = ""
            try:
                change(self._library)
                told = words
            finally:  # also after a failure the screen must show what is on disk; the guard around this tells why
                for number, article_id in enumerate(article_ids):
                    self._marks.post_annotations(article_id, "" if number else told)

        self._put(job)
