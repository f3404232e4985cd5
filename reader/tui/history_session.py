"""The session's way through the history, and its words for the colours, in the lane of all writes. Comes with its first key."""

from collections.abc import Callable, Mapping
from functools import partial
from threading import Event, Timer

from reader.library.history import HistoryEntry
from reader.library.progress import Progress, Work
from reader.model.annotation import Colour
from reader.tui.messages import HistoryMoved, WorkAnswered
from reader.tui.writing_side import WritingSide

Report = Callable[[str], object]
"""Shows what is being worked at; "" ends it."""

QUICK_SECONDS = 0.3
"""What takes longer is told while it lasts: a step may be about ten thousand marks."""


class HistorySession(WritingSide):
    """Undoes, redoes and names."""

    def undo(self, steps: int = 1, report: Report = lambda words: None) -> None:
        """Take back the last changes; answered by `HistoryMoved`. `report` is told what is being done if it takes long."""
        self._move(lambda work: self._library.undo_steps(steps, work=work), report, is_redo=False)

    def redo(self, steps: int = 1, report: Report = lambda words: None) -> None:
        """Make again what was taken back last; answered by `HistoryMoved`."""
        self._move(lambda work: self._library.redo_steps(steps, work=work), report, is_redo=True)

    def go_to(self, entry: HistoryEntry, report: Report) -> None:
        """Undo everything down to a step, or redo everything up to it; answered by `HistoryMoved`."""
        self._move(lambda work: self._library.undo_to(entry, work=work), report, is_redo=entry.is_undone)

    def forget(self, entry: HistoryEntry, then: Callable[[tuple[HistoryEntry, ...]], object]) -> None:
        """Take a step out of the list without undoing it; `then` gets the list."""

        def job() -> None:
            self._library.forget_step(entry)
            self._post(WorkAnswered(partial(then, self._library.undoable())))

        self._put(job)

    def read(self, then: Callable[[tuple[HistoryEntry, ...]], object]) -> None:
        """Ask for the list as it is after all writes so far; `then` gets it."""

        def job() -> None:
            self._post(WorkAnswered(partial(then, self._library.undoable())))

        self._put(job)

    def name_colours(self, words: Mapping[Colour, str], then: Callable[[], object]) -> None:
        """Give colours words, in one step; `then` is called when they are kept."""

        def job() -> None:
            self._library.set_colour_meanings(words)
            self._post(WorkAnswered(then))

        self._put(job)

    def _move(self, move: Callable[[Work], tuple[HistoryEntry, ...]], report: Report, *, is_redo: bool) -> None:
        is_told = Event()

        def tell(words: str) -> None:
            is_told.set()
            self._post(WorkAnswered(partial(report, words)))

        def go_on(progress: Progress) -> None:
            if is_told.is_set():
                tell(f"{progress.step} {progress.done / progress.total:.0%}")

        def job() -> None:
            slow = Timer(QUICK_SECONDS, tell, ("redoing …" if is_redo else "undoing …",))
            slow.daemon = True
            slow.start()
            try:
                moved = move(Work(go_on))
            finally:
                slow.cancel()
                slow.join()
                if is_told.is_set():
                    tell("")
            self._post(HistoryMoved(entries=moved, is_redo=is_redo))

        self._put(job)
