"""The session's changes to marks and notes: in the lane of all writes, in the order in which they were asked for.

A passage is a range of the version in which it was chosen, and the mark is made on that version: whether it is the current one,
and where its words are there, is for the anchors to say. What is answered stands in the version that is shown.
"""

from collections.abc import Callable

from textual.message import Message

from reader.library.library import Library
from reader.model.annotation import Annotation, Colour, Keep
from reader.tui.messages import AnnotationsChanged, HighlightFailed, HighlightSaved
from reader.tui.writing_side import WritingSide


class MarkingSession(WritingSide):
    """Changes annotations of one library."""

    def __init__(
        self, library: Library, put: Callable[[Callable[[], None]], object], post: Callable[[Message], object]
    ) -> None:
        """`put` has a job done after all that is to be written so far."""
        super().__init__(library, put, post)
        self.shown_version: tuple[str, str] = ("", "")
        """Ids of an article and of the version of it that is shown, where that is not the current one: its annotations are
        told as they stand in that version."""

    def annotate(
        self,
        article_id: str,
        token: int,
        passage: tuple[int, int],
        colour: Colour,
        note: str,
        tags: tuple[str, ...],
        version_id: str = "",
    ) -> None:
        """Save a highlight that is drawn already; answered by `HighlightSaved` or `HighlightFailed` with its token.

        `version_id` is the version in which `passage` was chosen, the current one if it is not given.
        """

        def write() -> None:
            try:
                made = self._library.annotate(
                    article_id, *passage, colour=colour, note=note, tags=tags, version_id=version_id
                )
            except Exception:  # whatever it was: the mark that is drawn must go; the guard around this tells why
                self._post(HighlightFailed(article_id=article_id, token=token))
                raise
            self._post(HighlightSaved(token=token, annotation=made))
            self.post_annotations(article_id, annotation_id=made.id)

        self._put(write)

    def note_article(self, article_id: str, note: str, tags: tuple[str, ...] = ()) -> None:
        """Save a note on the article as a whole; answered by `AnnotationsChanged`."""
        self.write(article_id, "", lambda library: library.note_article(article_id, note, tags))

    def change(
        self,
        article_id: str,
        annotation_id: int,
        *,
        done: str,
        colour: Colour | None = None,
        note: str | None = None,
        tags: tuple[str, ...] | None = None,
        passage: tuple[int, int] | None = None,
        version_id: str = "",
    ) -> None:
        """Change what is given; answered by `AnnotationsChanged`, with `done` as its words. `version_id`: see `annotate`."""
        self.write(
            article_id,
            done,
            lambda library: library.change_annotation(
                article_id,
                annotation_id,
                colour=colour,
                note=note,
                tags=tags,
                passage=passage,
                version_id=version_id,
            ),
        )

    def settle(self, article_id: str, annotation_id: int, keep: Keep) -> None:
        """Keep one of what two machines wrote at the same time, or both; answered by `AnnotationsChanged`."""
        self.write(article_id, "chosen", lambda library: library.settle_annotation(article_id, annotation_id, keep))

    def remove(self, article_id: str, annotation_id: int) -> None:
        """Remove an annotation; answered by `AnnotationsChanged`."""
        self.write(article_id, "mark deleted", lambda library: library.remove_annotation(article_id, annotation_id))

    def restore(self, article_id: str, annotation_id: int) -> None:
        """Bring a deleted annotation back; answered by `AnnotationsChanged`."""
        self.write(article_id, "brought back", lambda library: library.restore_annotation(article_id, annotation_id))

    def write(self, article_id: str, done: str, write: Callable[[Library], Annotation | None]) -> None:
        """Change annotations of one article by a method of the library that returns what it made of one, or None.

        Answered by `AnnotationsChanged` with `done` as its words, and without words if it failed, after which the screen
        must show what is on disk.
        """

        def job() -> None:
            try:
                made = write(self._library)
            except Exception:  # whatever it was: the guard around this tells why
                self.post_annotations(article_id)
                raise
            self.post_annotations(article_id, done, made.id if made else 0)

        self._put(job)

    def tell_again(self, article_id: str) -> None:
        """Tell the annotations of an article, in the version that is shown now, after all writes so far."""
        self._put(lambda: self.post_annotations(article_id))

    def post_annotations(
        self, article_id: str, done: str = "", annotation_id: int = 0, *, is_from_elsewhere: bool = False
    ) -> None:
        """Tell the annotations of an article as they are now. Reads its files: to be called in the lane of all writes."""
        shown_article, version_id = self.shown_version
        version_id = version_id if shown_article == article_id else ""
        from reader.tui.widgets.shown_marks import ShownMarks  # the screen has it by now

        self._post(
            AnnotationsChanged(
                article_id=article_id,
                annotations=ShownMarks(self._library.annotations(article_id, version_id)),
                version_id=version_id,
                done=done,
                annotation_id=annotation_id,
                is_from_elsewhere=is_from_elsewhere,
            )
        )
