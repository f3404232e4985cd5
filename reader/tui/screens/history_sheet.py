"""What can be undone and redone, newest first; answers with the step to go to."""

from collections.abc import Callable, Sequence
from datetime import datetime

from reader.library.history import HistoryEntry
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import age
from reader.tui.screens.sheet import Sheet, SheetRow


class HistorySheet(Sheet[HistoryEntry]):
    """A row a step: what was undone stands above, muted, the next to redo the lowest; below it the next to undo."""

    title_text = "What was done"
    hints = (
        ("accept", "undo to here"),
        ("undo_step", "one"),
        ("redo_step", "redo"),
        ("delete_choice", "leave out"),
        ("cancel", "leave"),
    )
    empty_text = "Every change to articles, marks and notes stands here and can be undone; nothing was changed yet."
    text_rows = 2
    has_quiet_right = True

    def __init__(
        self,
        keymap: KeyMap,
        entries: Sequence[HistoryEntry],
        now: datetime,
        *,
        step: Callable[[bool], object],
        forget: Callable[[HistoryEntry], object],
    ) -> None:
        """`step` undoes (with True: redoes) one step while the list stays; `forget` leaves a step out."""
        super().__init__(keymap)
        self.entries = entries
        self._now = now
        self._step = step
        self._forget = forget
        self._listed: list[HistoryEntry | None] = []

    def first_at(self) -> int:
        """Begin at the next step to undo; where there is none, at the next to redo."""
        return self._next_at(self._rows_of(self.entries))

    def make_rows(self) -> Sequence[SheetRow]:
        """What can be redone, then what can be undone; under headings if there is both."""
        self._listed = self._rows_of(self.entries)
        return [
            SheetRow(text=self._heading(index), is_heading=True) if entry is None else self._row(entry)
            for index, entry in enumerate(self._listed)
        ]

    def show(self, entries: Sequence[HistoryEntry], now: datetime, *, keeps_bar: bool = False) -> None:
        """Show the list as it is now, with the bar at the next step to undo unless it is to stay."""
        self.entries, self._now = entries, now
        self.reload(self.at if keeps_bar else self.first_at())

    def choose(self, index: int) -> None:
        """Answer with the step."""
        if (entry := self._entry(index)) is not None:
            self.dismiss(entry)

    def do_undo_step(self, count: int, argument: str) -> None:
        """Undo the newest step that can be undone."""
        self._step(False)

    def do_redo_step(self, count: int, argument: str) -> None:
        """Redo the step that was undone last."""
        self._step(True)

    def do_delete_choice(self, count: int, argument: str) -> None:
        """Leave the step out: what was done stays, and those below it can be undone without it."""
        if (entry := self._entry(self.at)) is not None:
            self._forget(entry)

    def _entry(self, index: int) -> HistoryEntry | None:
        return self._listed[index] if 0 <= index < len(self._listed) else None

    def _row(self, entry: HistoryEntry) -> SheetRow:
        """Return the row of a step: what was done in full ink, in which article muted."""
        text = f"{entry.label[:1].upper()}{entry.in_words[1:]}"
        return SheetRow(
            text=text,
            right=age(entry.when, self._now) if entry.when else "",
            is_quiet=entry.is_undone,
            spans=((len(entry.label), len(text), "muted"),) if len(text) > len(entry.label) else (),
        )

    def _heading(self, index: int) -> str:
        return "Undone; can be redone" if index == 0 and self.entries[0].is_undone else "Can be undone"

    @staticmethod
    def _rows_of(entries: Sequence[HistoryEntry]) -> list[HistoryEntry | None]:
        undone = [entry for entry in entries if entry.is_undone]
        done = [entry for entry in entries if not entry.is_undone]
        if not undone:
            return [*done]
        return [None, *undone, *([None] if done else []), *done]

    @staticmethod
    def _next_at(rows: Sequence[HistoryEntry | None]) -> int:
        for index, entry in enumerate(rows):
            if entry is not None and not entry.is_undone:
                return index
        return max(0, len(rows) - 1)


def steps_to(entries: Sequence[HistoryEntry], entry: HistoryEntry) -> int:
    """Return how many steps lead to one of the list, that one too."""
    same = [one for one in entries if one.is_undone == entry.is_undone]
    place = next((index for index, one in enumerate(same) if one.key == entry.key), 0)
    return len(same) - place if entry.is_undone else place + 1
