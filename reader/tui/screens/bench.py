"""The workbench: all marks and notes of the library on one screen, narrowed down, gathered and changed.

It stays while one reads on in an article, so that one comes back to where one was.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from reader.library.bench import BenchOrder, BenchRow
from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_of_event
from reader.tui.screens.bench_acts import BenchActs
from reader.tui.screens.bench_moves import BenchMoves
from reader.tui.screens.bench_notes import BenchNotes
from reader.tui.screens.bench_screen import BenchScreen, BenchWays
from reader.tui.screens.host import Host
from reader.tui.screens.type_ahead import TypeAhead, pass_on
from reader.tui.screens.waiting_keys import WaitingKeys
from reader.tui.shown_bench import BenchAsk
from reader.tui.widgets.bench_list import BenchClicked
from reader.tui.widgets.next_keys import KeyTaken
from reader.tui.widgets.status_line import HintTaken

if TYPE_CHECKING:  # the editor comes with the first note
    from reader.tui.widgets.link_offers import OfferClicked
    from reader.tui.widgets.note_editor import LinkTyped, NoteLeft, NoteSaved, NoteTyped, OutsideRequested


class Bench(BenchScreen, inherit_bindings=False):
    """The screen."""

    def __init__(self, host: Host, ways: BenchWays, order: BenchOrder, *, has_preview: bool) -> None:
        super().__init__(host, ways, order, has_preview=has_preview)
        self.notes = BenchNotes(self)
        self.dispatcher = Dispatcher(self.keymap, lambda: self.mode, self.performers, self._pend)
        self.moves = BenchMoves(self)
        self.acts = BenchActs(self, self.dispatcher)
        self._waiting = WaitingKeys(self, self.dispatcher.what_follows)
        self.ahead = TypeAhead(self, self.dispatcher.another_resolver(), self.askers)

    def askers(self) -> list[Widget]:
        """Return what asks the screen, by messages, for what keys do."""
        editor = self.notes.editor
        return [self.list, self.facets, *([editor] if editor is not None else [])]

    def performers(self) -> Iterable[object]:
        """The column with the keys, what is done to annotations, then the screen."""
        if self.asking_mode is not None:
            return (self,)
        if self.mode is not Mode.BENCH:
            return (self.notes.editor, self)
        here = self.facets if self.focused is self.facets else self.moves
        return (here, self.moves, self.acts, self)

    def on_key(self, event: events.Key) -> None:
        """Feed the key map; what it leaves over is text for the line that is being written, or for the editor."""
        if pass_on(self, event) or self.ahead.keep(event):
            return
        if self.host.ahead.is_holding and self.host.ahead.keep(event):  # for an article that is opened from here
            return
        key = key_of_event(event.key, event.character)
        is_for_keys = self.dispatcher.press(key)
        if is_for_keys:
            self.ahead.acted()
        if is_for_keys or self.type_key(key):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Put pasted text into the line that is being written."""
        if pass_on(self, event):
            return
        event.stop()
        self.paste_text(event.text)

    def _pend(self, pending: str) -> None:
        self.status.pend(pending)
        self._waiting.pend(pending)

    def on_key_taken(self, message: KeyTaken) -> None:
        """Do what was clicked among the keys that may follow."""
        self.dispatcher.perform(message.action_id)

    def on_hint_taken(self, message: HintTaken) -> None:
        """Do what was clicked in the last row."""
        self.dispatcher.perform(message.action_id)

    def on_bench_clicked(self, message: BenchClicked) -> None:
        """Do what enter does."""
        self.dispatcher.perform("bench_open")

    def do_quit(self, count: int, argument: str) -> None:
        """Leave the program; asks first if a note is not saved."""
        self.notes.when_saved(lambda: self.host.perform("quit"))

    # -- notes ------------------------------------------------------------------------------------------------------
    @property
    def note_mode(self) -> Mode:
        """What keys mean while a note is edited."""
        return self.notes.mode

    def query_counted(self, words: str, ask: BenchAsk, total: int) -> None:
        """Say beside the line that is being written how much it finds, and go on with one that was taken."""
        self.acts.counted(words, ask, total)

    def edit_note(self, row: BenchRow, *, is_external: bool) -> None:
        """Edit the note of an annotation, here or in the user's editor."""
        if is_external:
            self.notes.edit_outside(row)
        else:
            self.notes.edit(row)

    def on_note_typed(self, message: "NoteTyped") -> None:
        """Keep what is written in a moment."""
        self.notes.typed(message.text)

    def on_link_typed(self, message: "LinkTyped") -> None:
        """Ask what a link may lead to."""
        self.notes.look_for_links(message.words)

    def on_offer_clicked(self, message: "OfferClicked") -> None:
        """Write the link into the note."""
        self.notes.take_link(message.index)

    def on_note_saved(self, message: "NoteSaved") -> None:
        """Store a note."""
        self.notes.save(message.text)

    def on_note_left(self, message: "NoteLeft") -> None:
        """Leave the editor."""
        self.notes.left(message.is_changed)

    def on_outside_requested(self, message: "OutsideRequested") -> None:
        """Go on with the note in the user's editor."""
        self.notes.go_outside()

    def on_unmount(self) -> None:
        """Keep what is not saved."""
        self.notes.leave_draft()
