"""The list of what can be undone, where that was, and the words for the colours. Comes with the first of its keys."""

from functools import partial
from typing import TYPE_CHECKING

from reader.library.history import HistoryEntry
from reader.model.annotation import Colour
from reader.model.dates import utc_now
from reader.tui.empty_states import key_of, undo_hint
from reader.tui.history_words import moved_words
from reader.tui.messages import HistoryMoved
from reader.tui.prompt import Question
from reader.tui.screens.asking_screen import AskingScreen
from reader.tui.screens.host import Host

if TYPE_CHECKING:  # come with their keys
    from collections.abc import Mapping, Sequence

    from reader.tui.screens.history_sheet import HistorySheet


class HistoryDesk:
    """Tells what was undone, and lists what can be."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._sheet: HistorySheet | None = None
        self._last: HistoryEntry | None = None
        """What was undone or redone last."""

    # -- undo and redo ----------------------------------------------------------------------------------------------
    def step(self, count: int, *, is_redo: bool) -> None:
        """Take back the last changes, or make again what was taken back last."""
        history = self._host.session.history
        (history.redo if is_redo else history.undo)(count, self._host.work)

    def moved(self, message: HistoryMoved) -> None:
        """Tell what was undone or redone, and where, and show what has become of it."""
        host = self._host
        here = host.opened.kept.record.id if host.opened is not None else ""
        told = moved_words(message.entries, here, is_redo=message.is_redo)
        self._last = next((entry for entry in reversed(message.entries) if not entry.is_lost), None)
        is_elsewhere = (
            self._last is not None and self._last.article_id not in ("", here) and len(host.app.screen_stack) == 1
        )
        hint = f"{key_of(host.keymap, 'go_to_undone')} goes there." if is_elsewhere else ""
        host.tell(told.text, hint, is_error=told.is_error)
        if not message.entries:
            return
        if here and not host.is_old_version:
            host.session.lists.read(
                "letters", lambda library: library.listed(here).state.marks, host.article.take_letters
            )
        self.show_meanings()
        if self._sheet is not None and self._sheet.is_current:
            host.session.history.read(self._show)

    def last_place(self) -> tuple[str, int] | None:
        """Return the ids of article and mark, 0 without one, of what was undone or redone last; None, and why is told."""
        entry = self._last
        if entry is None or not entry.article_id:
            self._host.tell(
                "What was undone or redone last was in no single article." if entry else "Nothing was undone yet."
            )
            return None
        return entry.article_id, entry.annotation_id

    def go_to_last(self) -> None:
        """Go to the article, and to the mark if it is there, of what was undone or redone last."""
        host, place = self._host, self.last_place()
        if place is None:
            return
        article_id, annotation_id = place
        go = partial(host.article.go_to_annotation, annotation_id) if annotation_id else None
        if host.opened is not None and host.opened.kept.record.id == article_id:
            host.go_to(host.article)
            if go is not None:
                go()
        else:
            host.open(article_id, then=go)

    # -- the list ---------------------------------------------------------------------------------------------------
    def list_steps(self) -> None:
        """Show the list."""
        self._host.session.history.read(self._host.hold_keys().until(self._open))

    def _open(self, entries: "Sequence[HistoryEntry]") -> None:
        from reader.tui.screens.history_sheet import HistorySheet

        host = self._host
        history = host.session.history
        sheet = self._sheet = HistorySheet(
            host.keymap,
            entries,
            utc_now(),
            step=lambda is_redo: self.step(1, is_redo=is_redo),
            forget=lambda entry: history.forget(entry, partial(self._show, keeps_bar=True)),
        )
        host.show_sheet(sheet, lambda entry: self._ask(sheet.entries, entry))

    def _show(self, entries: "Sequence[HistoryEntry]", *, keeps_bar: bool = False) -> None:
        if self._sheet is not None and self._sheet.is_current:
            self._sheet.show(entries, utc_now(), keeps_bar=keeps_bar)

    def _ask(self, entries: "Sequence[HistoryEntry]", entry: HistoryEntry) -> None:
        """Go to a step; several are a question first, and No goes back to the list."""
        from reader.tui.screens.history_sheet import steps_to

        host, count = self._host, steps_to(entries, entry)
        if count == 1:
            host.session.history.go_to(entry, host.work)
            return
        verb, way = ("Redo", "up to") if entry.is_undone else ("Undo", "down to")
        text = f"{verb} these {count} steps, {way} {entry.in_words}?"
        asking = host.app.screen  # the workbench, if the list was opened there
        (asking if isinstance(asking, AskingScreen) else host).ask(
            Question(text, yes=lambda: host.session.history.go_to(entry, host.work), no=self.list_steps)
        )

    # -- colours ----------------------------------------------------------------------------------------------------
    def name_colours(self) -> None:
        """Ask for the words."""
        from reader.tui.screens.colours_sheet import ColoursSheet

        host = self._host
        here = host.article.annotation_here() if host.opened is not None and not host.is_list_focused else None
        first = here.annotation.colour if here is not None and here.annotation.is_highlight else Colour.YELLOW
        host.show_sheet(ColoursSheet(host.keymap, host.meanings, first=first), self._save_words)

    def _save_words(self, words: "Mapping[Colour, str]") -> None:
        if words:
            self._host.session.history.name_colours(words, partial(self._named, len(words)))

    def _named(self, count: int) -> None:
        host = self._host
        self.show_meanings()
        host.tell("The colour has its word." if count == 1 else "The colours have their words.", undo_hint(host.keymap))
        host.reload_list()

    def show_meanings(self) -> None:
        """Let the margin say the words as they are now."""
        host = self._host
        host.margin.set_meanings({colour.value: word for colour, word in host.meanings.items()})
        host.settled()
