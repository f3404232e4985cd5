"""What changed between two versions, over the whole screen: one text with the old words struck out and the new ones underlined.

Moved through with the keys of reading; nothing can be written here. It answers with the place at which the reader wants to go
on, and asks whoever opened it for other pairs of versions. Comes with the first question.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from reader.layout.cells import cell_width
from reader.tui.footer import difference_hints
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.prompt import Prompt
from reader.tui.screens.covering_screen import CoveringScreen
from reader.tui.screens.waiting_keys import WaitingKeys
from reader.tui.version_words import amount_words, origin_words, pair_words
from reader.tui.versions_session import Compared
from reader.tui.widgets.article_messages import FindMoved, Noticed, WindowChanged
from reader.tui.widgets.difference_view import DifferenceView
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.next_keys import KeyTaken

HEAD = 4
"""Rows above the text: a blank one, what it is, what changed, a blank one."""

EDGE = 2
"""Cells left free at the right."""


class ReadAt(NamedTuple):
    """Where the reader wants to go on reading."""

    version_id: str
    offset: int


class Begin(NamedTuple):
    """Where a difference is shown first: at the first change from a place on."""

    offset: int = 0
    is_in_old: bool = False
    """Whether `offset` is one of the older version."""
    is_above: bool = False
    """Whether the last change above the place is meant."""


class Doors(NamedTuple):
    """What the screen asks of whoever opened it."""

    step: Callable[[int], object]
    """Compare the pair of versions so many steps later (negative: earlier)."""
    list_versions: Callable[[], object]


class DifferenceScreen(CoveringScreen[ReadAt]):
    """One difference at a time."""

    reading_mode = Mode.DIFFERENCE
    DEFAULT_CSS = """
    DifferenceScreen { layers: base over; background: $ground; }
    DifferenceScreen > DifferenceView { width: 1fr; height: 1fr; margin-bottom: 2; }
    """

    def __init__(self, keymap: KeyMap, compared: Compared, doors: Doors, now: datetime, begin: Begin) -> None:
        """`begin` says which change is shown first."""
        super().__init__(keymap, lambda: (self, self.view))
        self.view = DifferenceView()
        self.head = _Head(self.view, now)
        self.compared = compared
        self._doors = doors
        self._begin_at = begin
        self._found: FindMoved | None = None
        self._waiting = WaitingKeys(self, self._dispatcher.what_follows)

    def compose(self) -> ComposeResult:
        """What changed in two lines, the text, a last row."""
        yield self.head
        yield self.view
        yield self.status

    def on_mount(self) -> None:
        """Show the first pair."""
        self.set_focus(self.view)
        self.show(self.compared, self._begin_at)

    def show(self, compared: Compared, begin: Begin) -> None:
        """Show another pair of versions."""
        self.compared = compared
        self._found = None
        view = self.view
        view.show(
            compared.difference,
            compared.old.kept.article,
            compared.new.kept.article,
            old_marks=compared.old.annotations,
            new_marks=compared.new.annotations,
            running=compared.running,
        )
        self.head.show(compared)
        self.call_after_refresh(self._begin, begin)

    def _begin(self, begin: Begin) -> None:
        view = self.view
        if view.running is not None and view.changes:
            here = view.running.of_old(begin.offset) if begin.is_in_old else view.running.of_new(begin.offset)
            view.go_to_change(view.first_change_from(here, is_above=begin.is_above))
        self.settle()

    # -- keys -------------------------------------------------------------------------------------------------------
    def pend(self, pending: str) -> None:
        """Show keys that wait for others, and what may follow them."""
        super().pend(pending)
        self._waiting.pend(pending)

    def on_key_taken(self, message: KeyTaken) -> None:
        """Do what was clicked among the keys that may follow."""
        self._dispatcher.perform(message.action_id)

    # -- finding ----------------------------------------------------------------------------------------------------
    def do_find(self, count: int, argument: str) -> None:
        """Ask for words, and show them while they are written; what is folded opens for it."""
        view = self.view
        view.open_to_find()
        self.ask(Prompt(label="/", changed=view.find_while_typing, accepted=view.find, cancelled=view.end_find))

    def do_find_next(self, count: int, argument: str) -> None:
        """Go to the next place that was looked for; with nothing looked for, to the next change."""
        if self.view.found_places:
            self.view.do_find_next(count, argument)
        else:
            self.view.do_next_change(count, argument)

    def do_find_previous(self, count: int, argument: str) -> None:
        """The same, backwards."""
        if self.view.found_places:
            self.view.do_find_previous(count, argument)
        else:
            self.view.do_previous_change(count, argument)

    def on_find_moved(self, message: FindMoved) -> None:
        """Say which of the places found is shown."""
        message.stop()
        self._found = message if message.count else None
        if self._prompt is not None:
            written = bool(self._prompt.line.text.strip())
            self._prompt.note = f"{message.count:,} found" if written else ""
            self.status.fit()
        elif message.query and not message.count:
            self.status.tell(f"“{message.query}” is in neither version.")
        elif not message.query:
            self.view.fold_again()
        self.settle()

    # -- other versions ---------------------------------------------------------------------------------------------
    def do_older_pair(self, count: int, argument: str) -> None:
        """Compare the two versions before."""
        self._doors.step(-max(1, count))

    def do_newer_pair(self, count: int, argument: str) -> None:
        """Compare the two versions after."""
        self._doors.step(max(1, count))

    def do_versions(self, count: int, argument: str) -> None:
        """List the versions."""
        self._doors.list_versions()

    def do_read_here(self, count: int, argument: str) -> None:
        """Go on reading at the current sentence, in the newer version; open a fold if the bar stands at one."""
        view = self.view
        if view.running is None or view.unfold():
            return
        self.dismiss(ReadAt(self.compared.difference.new_version, view.running.new_offset(view.here.start)))

    # -- leaving ----------------------------------------------------------------------------------------------------
    def do_leave(self, count: int, argument: str) -> None:
        """Leave what was found, else the difference."""
        if self.status.dismiss():
            return
        if self.view.leave_mode():
            self.settle()
        else:
            self.dismiss(None)

    do_changes = CoveringScreen.do_back

    # -- the last row -----------------------------------------------------------------------------------------------
    def tell(self, text: str, hint: str = "", *, is_error: bool = False) -> None:
        """Show a message."""
        self.status.tell(text, hint, is_error=is_error)

    def on_noticed(self, message: Noticed) -> None:
        """Say what the text has to say."""
        message.stop()
        self.tell(f"{message.text[:1].upper()}{message.text[1:]}.")

    def on_window_changed(self, message: WindowChanged) -> None:
        """Let the last row follow the text."""
        message.stop()
        self.settle()

    def on_resize(self, event: events.Resize) -> None:
        """Let the rows around the text begin where it begins."""
        self.call_after_refresh(self.settle)

    def settle(self) -> None:
        """Let the last row say where one is."""
        view = self.view
        if not view.is_laid_out:
            return
        left = view.left
        self.status.align(left, max(2, self.size.width - left - view.text_layout.width), 0)
        self.head.refresh()
        has_found = bool(view.found_places)
        is_at_fold = view.fold_here is not None
        self.status.hint(
            difference_hints(
                self.keymap,
                self.mode,
                has_found=has_found,
                is_at_fold=is_at_fold,
                are_articles=bool(self.compared.pair),
            )
        )
        if self._found is not None:
            self.status.place(f"{self._found.index:,} of {self._found.count:,}", f"“{self._found.query}”")
            return
        total = len(view.changes)
        if not total:
            self.status.place("no change", "")
        elif view.is_at_change:
            self.status.place(f"{view.change_here + 1:,} of {total:,}", view.state_here() or _changes(total))
        else:
            self.status.place(f"{total:,}", _changes(total))


def _changes(total: int) -> str:
    return "change" if total == 1 else "changes"


def _as_many(facts: list[str], width: int) -> str:
    """Return as many facts on one line as have room; a number is never cut."""
    for count in range(len(facts), 1, -1):
        line = " · ".join(facts[:count])
        if cell_width(line) <= width:
            return line
    return facts[0] if facts else ""


class _Head(Inked):
    """Says which versions are compared, and how much changed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = f"_Head {{ height: {HEAD}; background: $ground; }}"

    def __init__(self, view: DifferenceView, now: datetime) -> None:
        super().__init__()
        self._view = view
        self._now = now
        self._title = self._pair = self._origin = ""
        self._facts: tuple[str, ...] = ()

    def show(self, compared: Compared) -> None:
        """Say it of another pair."""
        difference = compared.difference
        touched = self._view.touched_marks()
        marks = f"{touched:,} {'mark' if touched == 1 else 'marks'} changed" if touched else ""
        self._title = compared.title
        self._pair = compared.pair or pair_words(compared.numbers, compared.total)
        amount = amount_words(difference.added_words, difference.removed_words)
        self._origin = compared.origin
        self._facts = ("" if compared.pair else origin_words(difference, self._now), amount, marks)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line over the text, in its columns."""
        inks, width = self.inks, self.size.width
        ground = inks.ground + inks.text
        left = self._view.left
        right = min(width, left + self._view.text_layout.width)
        has_room = right - left - cell_width(self._pair) >= cell_width(self._title) + EDGE
        if y == 1:
            title = Run(left, self._title, inks.strong)
            pair = flush_right([(self._pair, inks.muted)], right) if has_room else []
            return lay_out([title, *pair], width, ground)
        if y == 2:
            facts = [fact for fact in ("" if has_room else self._origin, *self._facts) if fact]
            return lay_out([Run(left, _as_many(facts, width - EDGE - left), inks.muted)], width, ground)
        return Strip.blank(width, ground)
