"""The session's care for notes that are being written: kept on this machine while they are typed, found again after a crash.

A lane of its own: a draft does not wait behind a search or a change to a thousand articles. Comes with the first note.
"""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock

from textual.message import Message

from reader.library.drafts import Draft, Drafts, DraftSubject, HeldDraft, LeftDraft
from reader.library.library import Library
from reader.model.dates import utc_now
from reader.tui.lanes import Lane
from reader.tui.messages import WorkAnswered

DRAIN_SECONDS = 2.0


class WrittenNote:
    """A note that is being written in this window, with its draft. May be used by several threads."""

    def __init__(self, drafts: Drafts, subject: DraftSubject, before: str, held: HeldDraft | None = None) -> None:
        self.subject = subject
        self.before = before
        """The note as it is stored; a draft that is the same is not worth keeping."""
        self._drafts = drafts
        self._held = held
        self._kept = before if held is None else None
        self._is_on_disk = held is not None
        self._is_over = False
        self._turn = Lock()

    def keep(self, text: str) -> None:
        """Keep what is written, durably when this returns, unless it is kept already. Raises StoreError."""
        with self._turn:
            if self._is_over or text == self._kept:
                return
            self._write(text)

    def text_file(self) -> HeldDraft:
        """Return the draft for an editor to write into `text_path`: it says what that is a note on. Raises StoreError."""
        with self._turn:
            if not self._is_on_disk:
                self._write(self.before)
            return self._hold()

    def drop(self) -> None:
        """Forget the draft: the note was saved, or given up on purpose."""
        with self._turn:
            self._is_over = True
            if self._held is not None:
                self._held.drop()
                self._held = None

    def leave(self) -> None:
        """Leave the draft, to be gone on with when the article is opened again."""
        with self._turn:
            self._is_over = True
            if self._held is not None:
                self._held.release()
                self._held = None

    def _write(self, text: str) -> None:
        self._hold().keep(Draft(self.subject, text, utc_now()))
        self._kept, self._is_on_disk = text, True

    def _hold(self) -> HeldDraft:
        if self._held is None:
            self._held = self._drafts.begin()
        return self._held


class DraftingSession:
    """Keeps and finds drafts in a thread."""

    def __init__(self, library: Library, post: Callable[[Message], object], fail: Callable[[Exception], None]) -> None:
        self._library = library
        self._post = post
        self._lane = Lane("drafts", fail)

    def begin(self, subject: DraftSubject, before: str, held: HeldDraft | None = None) -> WrittenNote:
        """Return a note that is begun, or gone on with; nothing is written yet."""
        return WrittenNote(self._library.drafts, subject, before, held)

    def keep(self, note: WrittenNote, text: str) -> None:
        """Keep what is written; not answered. What can't be kept is told."""
        self._lane.put(lambda: note.keep(text))

    def take(self, article_id: str, then: Callable[[LeftDraft], object], annotation_id: int = 0) -> None:
        """Take the draft that was left on an article, or on one annotation of it; `then` gets it on the screen's thread, if there
        is one."""

        def job() -> None:
            left = self._library.drafts.take(article_id, annotation_id)
            if left is not None:
                self._post(WorkAnswered(partial(then, left)))

        self._lane.put(job)

    def left(self, then: Callable[[Sequence[Draft]], object]) -> None:
        """Ask for all drafts that were left, the newest first; `then` gets them, none too, on the screen's thread."""

        def job() -> None:
            self._post(WorkAnswered(partial(then, self._library.drafts.left())))

        self._lane.put(job)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._lane.is_idle

    def close(self) -> bool:
        """Wait for what is being kept; return whether it is."""
        return self._lane.drain(DRAIN_SECONDS)
