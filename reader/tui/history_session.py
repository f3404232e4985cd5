"""The session's way through the history, and its words for the colours, in the lane of all writes. Comes with its first key."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.message import Message

from reader.library.history import HistoryEntry
from reader.library.library import Library
from reader.model.annotation import Colour
from reader.tui.messages import HistoryMoved, WorkAnswered


class HistorySession:
    """Undoes, redoes and names."""

    def __init__(
        self, library: Library, put: Callable[[Callable[[], None]], object], post: Callable[[Message], object]
    ) -> None:
        """`put` has a job done after all that is to be written so far."""
        self._library = library
        self._put = put
        self._post = post

    def undo(self, steps: int = 1) -> None:
        """Take back the last changes; answered by `HistoryMoved`."""
        self._move(lambda: self._library.undo_steps(steps), is_redo=False)

    def redo(self, steps: int = 1) -> None:
        """Make again what was taken back last; answered by `HistoryMoved`."""
        self._move(lambda: self._library.redo_steps(steps), is_redo=True)

    def go_to(self, entry: HistoryEntry) -> None:
        """Undo everything down to a step, or redo everything up to it; answered by `HistoryMoved`."""
        self._move(lambda: self._library.undo_to(entry), is_redo=entry.is_undone)

    def forget(self, entry: HistoryEntry, then: Callable[[tuple[HistoryEntry, ...]], object]) -> None:
        """Take a step out of the list without undoing it; `then` gets the list."""

        def job() -> None:
            self._library.forget_step(entry)
            self._tell(WorkAnswered(partial(then, self._library.undoable())))

        self._put(job)

    def read(self, then: Callable[[tuple[HistoryEntry, ...]], object]) -> None:
        """Ask for the list as it is after all writes so far; `then` gets it."""
        self._put(lambda: self._tell(WorkAnswered(partial(then, self._library.undoable()))))

    def name_colours(self, words: Mapping[Colour, str], then: Callable[[], object]) -> None:
        """Give colours words, in one step; `then` is called when they are kept."""

        def job() -> None:
            self._library.set_colour_meanings(words)
            self._tell(WorkAnswered(then))

        self._put(job)

    def _move(self, move: Callable[[], tuple[HistoryEntry, ...]], *, is_redo: bool) -> None:
        self._put(lambda: self._tell(HistoryMoved(entries=move(), is_redo=is_redo)))

    def _tell(self, message: Message) -> None:
        self._post(message)
