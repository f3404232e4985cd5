"""The versions of an article, the newest first: when each came, what it changed, which marks were made on it, which is shown."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reader.library.results import VersionEntry
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.version_words import amount_words, day_and_time
from reader.tui.versions_session import History


class VersionUse(StrEnum):
    """What is wanted of a version."""

    READ = "read"
    WHAT_IN_IT = "what in it"
    """What it changed against the one before."""
    SINCE = "since"
    """What has changed since it."""
    USE = "use"
    """It is the current one from now on."""


class VersionChoice(NamedTuple):
    """A version, and what is wanted of it."""

    entry: VersionEntry
    use: VersionUse


class VersionsSheet(Sheet[VersionChoice]):
    """A row a version; answers with the one chosen."""

    hints = (
        ("accept", "read it"),
        ("compare_with_previous", "changes"),
        ("compare_with_current", "since then"),
        ("use_version", "use it"),
        ("cancel", "leave"),
    )
    has_quiet_right = True
    left_width = 4

    def __init__(self, keymap: KeyMap, history: History, now: datetime, shown: int) -> None:
        """`shown` is the number of the version that is shown; 0 if none is."""
        super().__init__(keymap)
        self._entries = tuple(reversed(history.entries))
        self._marks = history.marks
        self._now = now
        self._shown = shown
        self.title_text = "Versions" if len(self._entries) > 1 else "The only version"

    def first_at(self) -> int:
        """Begin at the version that is shown."""
        return next((at for at, entry in enumerate(self._entries) if entry.number == self._shown), 0)

    def make_rows(self) -> Sequence[SheetRow]:
        """A row for each."""
        return [self._row(entry) for entry in self._entries]

    def _row(self, entry: VersionEntry) -> SheetRow:
        states = ("the newest" * entry.is_current, "shown" * (entry.number == self._shown))
        marks = self._marks.get(entry.version.id, 0)
        made = f"{marks:,} {'mark' if marks == 1 else 'marks'} made on it" if marks else ""
        elsewhere = "" if entry.is_here else "its text is not on this machine"
        return SheetRow(
            left=f"{entry.number}",
            text=day_and_time(entry.version.fetched if not entry.is_recleaned else entry.version.made, self._now),
            right=", ".join(state for state in states if state),
            note=" · ".join(part for part in (self._what(entry), made, elsewhere) if part),
        )

    def _what(self, entry: VersionEntry) -> str:
        if entry.number == 1:
            return f"as it came, {entry.words:,} words"
        if entry.version.is_chosen:
            return "you went back to it"
        amount = amount_words(entry.added_words, entry.removed_words)
        return f"cleaned anew, {amount}" if entry.is_recleaned else amount

    # -- what is wanted ---------------------------------------------------------------------------------------------
    def choose(self, index: int) -> None:
        """Read a version."""
        self._take(index, VersionUse.READ)

    def do_compare_with_previous(self, count: int, argument: str) -> None:
        """Show what a version changed."""
        self._take(self.at, VersionUse.WHAT_IN_IT)

    def do_compare_with_current(self, count: int, argument: str) -> None:
        """Show what has changed since a version."""
        self._take(self.at, VersionUse.SINCE)

    def do_use_version(self, count: int, argument: str) -> None:
        """Make a version the current one."""
        self._take(self.at, VersionUse.USE)

    def _take(self, index: int, use: VersionUse) -> None:
        if 0 <= index < len(self._entries):
            self.dismiss(VersionChoice(self._entries[index], use))
