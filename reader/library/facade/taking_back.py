"""What was done, taken back and made again."""

from typing import TYPE_CHECKING

from reader.library.facade.foundation import Foundation
from reader.library.first_frames import drop_frames
from reader.library.progress import Work
from reader.model.errors import NotFoundError

if TYPE_CHECKING:  # comes with the first step
    from collections.abc import Callable

    from reader.library.history import HistoryEntry


class TakingBack(Foundation):
    """Undo and redo."""

    def undo(self) -> str:
        """Take back the last change; return what it was, in words, or "" if there is nothing to undo.

        Raises NotFoundError if it cannot be taken back because what it was about is gone; the next undo is that of the change
        before. Raises StoreError if it may be possible later.
        """
        return _label(self.undo_steps())

    def redo(self) -> str:
        """Make the change again that was taken back last; return what it was, or "". Raises as `undo` does."""
        return _label(self.redo_steps())

    def undo_steps(self, steps: int = 1, *, work: Work | None = None) -> "tuple[HistoryEntry, ...]":
        """Take back the last changes; return them, the last one first, each with what of it could not be taken back.

        One whose subject is gone is told (`is_lost`) and goes out of the list. Raises StoreError if the first one fails.
        """
        return self._moved(lambda: self._history.undo(steps, work), work)

    def redo_steps(self, steps: int = 1, *, work: Work | None = None) -> "tuple[HistoryEntry, ...]":
        """Make again what was taken back last, as `undo_steps` takes it back."""
        return self._moved(lambda: self._history.redo(steps, work), work)

    def undoable(self) -> "tuple[HistoryEntry, ...]":
        """Return the list of what can be redone, and under it of what can be undone: the newest first. Raises StoreError."""
        return self._history.entries()

    def undo_to(self, entry: "HistoryEntry", *, work: Work | None = None) -> "tuple[HistoryEntry, ...]":
        """Undo everything down to a step of `undoable`, that one too; or redo everything up to it, if it is undone.

        Stops where another window has done something meanwhile. Raises NotFoundError if the step is no longer in the list.
        """
        return self._moved(lambda: self._history.move_to(entry, work), work)

    def forget_step(self, entry: "HistoryEntry") -> None:
        """Take a step out of the list for good without undoing it, so that it stands before no other any more."""
        self._history.forget(entry)

    def _moved(self, move: "Callable[[], tuple[HistoryEntry, ...]]", work: Work | None) -> "tuple[HistoryEntry, ...]":
        """Move, and see to what follows: what may be in the trash now must not be what the next start shows first, and the news
        of feeds that are given up by it leaves the lists.
        """
        with self._changing():
            entries = move()
        if entries:
            drop_frames(self.folders.state, tuple({entry.article_id for entry in entries if entry.article_id}))
        if any(entry.feeds_gone for entry in entries):
            self._giving_up.follow(entries, self._history.more_of, work or Work())
        return entries


def _label(entries: "tuple[HistoryEntry, ...]") -> str:
    for entry in entries:
        if entry.is_lost:
            raise NotFoundError(f"{entry.label}: {entry.problem}", "the step before it is the next")
        return entry.label
    return ""
