"""The tray of marks that a new version has put in doubt: lost ones first, then those that need a look, then changed ones.

What was marked stands on its colour between what stood around it; a changed passage shows what was taken out and put in. What is
done here to one mark, or to all that are selected, is asked for and shown again; only attaching and reading leave the tray.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reader.layout.cells import cell_width
from reader.library.reattaching import Trouble, TroubledMark
from reader.model.annotation import Colour, context_words
from reader.model.difference import Edit
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import age
from reader.tui.screens.sheet import Sheet, SheetRow
from reader.tui.screens.sheet_rows import RowsToMake
from reader.tui.version_words import number_of
from reader.tui.widgets.list_rows import CHOSEN

KEPT_LETTERS = 60
"""Letters of a long stretch that are shown at each of its ends."""

_MOST_LETTERS = 5_000
"""Of a passage with what was taken out and put in: more than its rows hold."""

_HEADINGS = {Trouble.LOST: "Lost", Trouble.UNSURE: "Need a look", Trouble.CHANGED: "Read otherwise now"}
_SPACES = re.compile(r"\s+")


class Use(StrEnum):
    """What is wanted of a mark, and leaves the tray."""

    ATTACH = "attach"
    GO_THERE = "go there"
    OLD_VERSION = "old version"


class Wanted(NamedTuple):
    """A mark, and what is wanted of it."""

    mark: TroubledMark
    use: Use


class Change(StrEnum):
    """What is done to marks in the tray."""

    RIGHT = "right"
    NOTE = "note"
    DELETE = "delete"
    UNDO = "undo"
    REDO = "redo"


class LostMarksSheet(Sheet[Wanted]):
    """Rows of troubled marks; answers with the one that is to be attached or read."""

    text_rows = 6
    note_rows = 3
    left_width = 2
    has_quiet_right = True

    def __init__(
        self,
        keymap: KeyMap,
        marks: Sequence[TroubledMark],
        meanings: Mapping[Colour, str],
        now: datetime,
        change: Callable[[Change, Sequence[TroubledMark]], object],
        *,
        here: str = "",
    ) -> None:
        """`change` is asked to do something to marks, and answers by `show`; `here` is the article that needs no headline."""
        super().__init__(keymap)
        self._marks = tuple(marks)
        self._meanings = meanings
        self._now = now
        self._change = change
        self._here = here
        self._entries: list[TroubledMark | None] = []
        self._selected: set[int] = set()

    @property
    def mode(self) -> Mode:
        """Letters do something to the mark under the bar."""
        return Mode.TRAY

    @property
    def title_text(self) -> str:  # type: ignore[override]  # it says how many are selected
        """What is listed."""
        selected = f" · {len(self._selected):,} selected" if self._selected else ""
        return f"Lost and doubtful marks{selected}"

    @property
    def empty_text(self) -> str:  # type: ignore[override]  # it says of what
        """What would be here."""
        where = "in this article" if self._here else "in your library"
        return f"Marks whose passages a new version has lost or changed stand here; every mark {where} stands where it was made."

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]  # they go with the mark under the bar
        """The keys that mean something for the mark under the bar."""
        mark = self._at_bar()
        if mark is None:
            return (("cancel", "leave"),)
        if mark.trouble is Trouble.LOST:
            first = (("tray_attach", "attach"), ("tray_note", "note"), ("tray_delete", "delete"))
        else:
            first = (("tray_right", "right"), ("tray_attach", "elsewhere"), ("accept", "go there"))
        return (*first, ("tray_old", "as it was"), ("cancel", "leave"))

    def make_rows(self) -> Sequence[SheetRow]:
        """A heading for each trouble, a row for each mark."""
        entries: list[TroubledMark | None] = []
        headings: dict[int, SheetRow] = {}
        for trouble, heading in _HEADINGS.items():
            of_trouble = [mark for mark in self._marks if mark.trouble is trouble]
            if of_trouble:
                headings[len(entries)] = SheetRow(text=heading, right=f"{len(of_trouble):,}", is_heading=True)
                entries += [None, *of_trouble]
        self._entries = entries

        def make(at: int) -> SheetRow:
            mark = entries[at]
            return self._row(mark) if mark is not None else headings[at]

        return RowsToMake(len(entries), make, tuple(headings))

    def _row(self, mark: TroubledMark) -> SheetRow:
        row = mark_row(mark, self._meanings, self._now, has_title=mark.record.id != self._here)
        return replace(row, left=CHOSEN) if mark.placed.annotation.id in self._selected else row

    def show(self, marks: Sequence[TroubledMark]) -> None:
        """Show the marks as they are now, the bar where it was."""
        self._marks = tuple(marks)
        self._selected &= {mark.placed.annotation.id for mark in marks}
        self.reload(min(self.at, max(0, len(marks) + len(_HEADINGS) - 1)))

    # -- actions ----------------------------------------------------------------------------------------------------
    def choose(self, index: int) -> None:
        """Attach a lost mark; go to the passage of another one."""
        mark = self._at_bar()
        if mark is not None:
            self.dismiss(Wanted(mark, Use.ATTACH if mark.trouble is Trouble.LOST else Use.GO_THERE))

    def do_tray_attach(self, count: int, argument: str) -> None:
        """Put the mark on a passage by hand."""
        self._want(Use.ATTACH)

    def do_tray_old(self, count: int, argument: str) -> None:
        """Read the version it was made on."""
        self._want(Use.OLD_VERSION)

    def do_tray_right(self, count: int, argument: str) -> None:
        """Say that the places that were found are right; of lost ones none was."""
        self._ask(Change.RIGHT, [mark for mark in self._meant() if mark.trouble is not Trouble.LOST])

    def do_tray_note(self, count: int, argument: str) -> None:
        """Keep them as notes on the article."""
        self._ask(Change.NOTE, self._meant())

    def do_tray_delete(self, count: int, argument: str) -> None:
        """Delete them; undo brings them back."""
        self._ask(Change.DELETE, self._meant())

    def do_tray_undo(self, count: int, argument: str) -> None:
        """Undo the last change."""
        self._change(Change.UNDO, ())

    def do_tray_redo(self, count: int, argument: str) -> None:
        """Redo what was undone."""
        self._change(Change.REDO, ())

    def do_tray_select(self, count: int, argument: str) -> None:
        """Select the mark, or no more, and go on to the next."""
        mark = self._at_bar()
        if mark is not None:
            self._selected ^= {mark.placed.annotation.id}
            at = self.at
            self.reload(at)
            self._move(at + 1, 1)

    def do_tray_page_down(self, count: int, argument: str) -> None:
        """Move the bar down a page."""
        self.do_choice_page_down(count, argument)

    def do_tray_page_up(self, count: int, argument: str) -> None:
        """Move the bar up a page."""
        self.do_choice_page_up(count, argument)

    def do_cancel(self, count: int, argument: str) -> None:
        """Give the selection up, then leave."""
        if self._selected:
            self._selected.clear()
            self.reload(self.at)
        else:
            self.dismiss(None)

    do_close = do_cancel

    def _at_bar(self) -> TroubledMark | None:
        return self._entries[self.at] if 0 <= self.at < len(self._entries) else None

    def _meant(self) -> list[TroubledMark]:
        """Return the marks that are selected, else the one under the bar."""
        if self._selected:
            return [mark for mark in self._marks if mark.placed.annotation.id in self._selected]
        mark = self._at_bar()
        return [mark] if mark is not None else []

    def _want(self, use: Use) -> None:
        mark = self._at_bar()
        if mark is not None:
            self.dismiss(Wanted(mark, use))

    def _ask(self, change: Change, marks: Sequence[TroubledMark]) -> None:
        if marks:
            self._change(change, marks)


def mark_row(mark: TroubledMark, meanings: Mapping[Colour, str], now: datetime, *, has_title: bool) -> SheetRow:
    """Return the row of a mark: its words in their surroundings; below them article, colour, version, note and tags."""
    annotation, record = mark.placed.annotation, mark.record
    text, spans = _words(mark)
    number = number_of(record.versions, annotation.version_id)
    facts = [
        f"“{record.title}”" if has_title else "",
        meanings[annotation.colour],
        f"made on version {number}" if number else "",
        " ".join(annotation.note.split()),
        " ".join(f"#{tag}" for tag in annotation.tags),
    ]
    return SheetRow(
        text=text,
        spans=spans,
        right=age(annotation.created, now),
        note=" · ".join(fact for fact in facts if fact),
    )


def _words(mark: TroubledMark) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Return what was marked between what stands around it, and the inks of its parts."""
    colour = mark.placed.annotation.colour.value
    inks = {Edit.KEPT: colour, Edit.ADDED: "added", Edit.REMOVED: "removed"}
    parts = [(stretch.text, inks[stretch.edit]) for stretch in mark.wording] or [(mark.placed.annotation.quote, colour)]
    before = context_words(mark.before, is_before=True) + mark.before[-1:] * mark.before[-1:].isspace()
    after = mark.after[:1] * mark.after[:1].isspace() + context_words(mark.after, is_before=False)
    around = [(f"…{before}" if before else "", "muted"), *parts, (f"{after}…" if after else "", "muted")]
    text = ""
    spans: list[tuple[int, int, str]] = []
    for letters, ink in around:
        if len(text) > _MOST_LETTERS:
            break
        shown = _shortened(_SPACES.sub(" ", letters))
        if shown and spans and "removed" in (ink, spans[-1][2]) and _runs_on(text[-1], shown[0]):
            text += " "
        if shown:
            spans.append((len(text), len(text) + len(shown), ink))
            text += shown
    return text, tuple(spans)


def _runs_on(last: str, first: str) -> bool:
    """Whether two letters would make one word of two that stood in different texts; scripts without spaces need none."""
    return last.isalnum() and first.isalnum() and cell_width(last) == cell_width(first) == 1


def _shortened(text: str) -> str:
    """Return a text without the middle of it if that is long: where it begins and ends says which it is."""
    if len(text) <= 3 * KEPT_LETTERS:
        return text
    return f"{text[: 2 * KEPT_LETTERS].rsplit(' ', 1)[0]} … {text[-KEPT_LETTERS:].split(' ', 1)[-1]}"
