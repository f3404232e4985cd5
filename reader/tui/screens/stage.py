"""The stage: where the panes stand, which of them has the keys, and what the last row asks. It knows no library.

`ReadingScreen` builds on it and says what the panes show. Focus moves only by a key or a click; a drawer closes when the focus
leaves it.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.css.scalar import Scalar
from textual.screen import Screen
from textual.widget import Widget

from reader.model.annotation import Colour
from reader.model.errors import ReaderError
from reader.tui.arrangement import Arrangement, Drawer, Stand, arrange
from reader.tui.empty_states import empty_margin_text, key_of, look_words
from reader.tui.keys.actions import Mode
from reader.tui.keys.dispatch import Dispatcher
from reader.tui.keys.key_names import key_of_event
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.asking_screen import AskingScreen
from reader.tui.screens.type_ahead import Hold, TypeAhead, pass_on
from reader.tui.screens.waiting_keys import WaitingKeys
from reader.tui.widgets.article_painter import GUTTER
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.article_view import ROOM_BESIDE_NOTES
from reader.tui.widgets.library_pane import LibraryPane
from reader.tui.widgets.margin_pane import MarginPane
from reader.tui.widgets.status_line import HintTaken

if TYPE_CHECKING:  # comes when somebody hesitates in a sequence
    from reader.tui.widgets.next_keys import KeyTaken


AWAITED = "awaited"
"""What goes on, for the last row."""

AWAITED_SECONDS = 0.5
"""After these it is said that something is on its way: what comes at once would only flicker."""


class Stage(AskingScreen, inherit_bindings=False):
    """Three panes and a last row."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Stage { layout: horizontal; layers: base over top; overflow: hidden; background: $ground; color: $text; }
    LibraryPane { height: 1fr; margin-bottom: 1; }
    ArticlePane, MarginPane { height: 1fr; margin-bottom: 2; }
    MarginPane.-drawer { margin-bottom: 1; padding-left: 2; }
    ArticlePane { width: 1fr; }
    LibraryPane.-drawer { layer: over; dock: left; }
    MarginPane.-drawer { layer: over; dock: right; }
    Stage.-one-ground LibraryPane.-drawer { border-right: solid $muted; }
    Stage.-one-ground MarginPane.-drawer { border-left: solid $muted; }
    Stage.-one-ground NoteEditor.-drawer { border-top: solid $muted; }
    """

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__(keymap)
        self.library = LibraryPane(id="library")
        self.article = ArticlePane(id="article")
        self.margin = MarginPane(id="margin")
        self.margin.empty_text = empty_margin_text(keymap)
        self.margin.look_words, self.margin.lost_key = look_words(keymap), key_of(keymap, "lost_marks")
        self.drawer = Drawer.NONE
        self.is_text_only = False
        self.arrangement: Arrangement = arrange(80, has_article=False)
        self.dispatcher = Dispatcher(keymap, lambda: self.mode, self.performers, self._pend)
        self._waiting = WaitingKeys(self, self.dispatcher.what_follows)
        self.ahead = TypeAhead(self, self.dispatcher.another_resolver(), self.askers, self._nothing_awaited)

    def compose(self) -> ComposeResult:
        """The panes from left to right, the last row over them; they stand where they belong before the first layout."""
        self.settle()
        yield self.library
        yield self.article
        yield self.margin
        yield self.status
        self.watch(self.article, "measure", self.settle, init=False)

    # -- for the screen built on it ---------------------------------------------------------------------------------
    @property
    @abstractmethod
    def has_article(self) -> bool:
        """Whether an article is open."""

    @property
    def attaching_words(self) -> str:
        """What the last row says of a mark that waits for a passage, "" if none does."""
        return ""

    def acted(self) -> None:
        """The reader did something here."""

    @abstractmethod
    def performers(self) -> Iterable[object]:
        """Return who is asked to do an action, in order."""

    # -- where the panes stand --------------------------------------------------------------------------------------
    def settle(self) -> None:
        """Put the panes where they belong at this width, and tell them how they stand."""
        width = self.app.size.width
        stands = arrange(
            width,
            has_article=self.has_article,
            drawer=self.drawer,
            is_text_only=self.is_text_only,
            text_width=GUTTER + self.article.measure + ROOM_BESIDE_NOTES,
        )
        self.arrangement = stands
        self._place(self.library, stands.library, stands.library_width)
        self._place(self.margin, stands.margin, stands.margin_width)
        self.library.set_full(stands.library is Stand.FULL)
        self.article.display = self.has_article
        self.article.has_track = stands.margin is not Stand.DOCKED
        self.article.has_pens = stands.margin is not Stand.DOCKED
        self.article.is_beside_notes = stands.margin is Stand.DOCKED
        self.settled()

    def _place(self, pane: Widget, stand: Stand, width: int) -> None:
        pane.display = stand is not Stand.HIDDEN
        pane.set_class(stand is Stand.DRAWER, "-drawer")
        wanted = Scalar.parse("1fr") if stand is Stand.FULL else Scalar.from_number(width)
        if pane.styles.width != wanted:
            pane.styles.width = wanted

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes anew."""
        self.settle()

    def open_drawer(self, drawer: Drawer) -> None:
        """Open a drawer, or close the one that is open."""
        if drawer is not self.drawer:
            self.drawer = drawer
            self.settle()

    # -- focus ------------------------------------------------------------------------------------------------------
    @property
    def is_list_focused(self) -> bool:
        """Whether keys go to the library pane."""
        return self.focused is self.library

    @property
    def mode(self) -> Mode:
        """What keys mean now."""
        return self.asking_mode or self.mode_of(self.focused)

    def mode_of(self, focused: Widget | None) -> Mode:
        """Return what keys mean with the focus on a widget: what is no pane is an editor."""
        if focused is self.article:
            return self.article.mode
        if focused is self.margin:
            return self.margin.mode
        return Mode.LIST if focused is self.library or focused is None else Mode.NOTE

    def go_to(self, pane: Widget) -> None:
        """Give a pane the keys; a side pane that is not docked opens as a drawer, and one that is left closes."""
        drawer = Drawer.NONE
        if pane is self.library and self.arrangement.library not in (Stand.DOCKED, Stand.FULL):
            drawer = Drawer.LIBRARY
        elif pane is self.margin and self.arrangement.margin is not Stand.DOCKED:
            drawer = Drawer.MARGIN
        self.open_drawer(drawer)
        self.set_focus(pane, scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a click into another pane."""
        if event.widget is self.article:
            self.open_drawer(Drawer.NONE)
        self.settled()

    def do_focus_library(self, count: int, argument: str) -> None:
        """Go to the library; again, and its drawer closes."""
        self.go_to(self.article if self.drawer is Drawer.LIBRARY else self.library)

    def do_focus_article(self, count: int, argument: str) -> None:
        """Go to the article."""
        if self.has_article:
            self.go_to(self.article)

    def do_focus_margin(self, count: int, argument: str) -> None:
        """Go to the margin; again, and its drawer closes."""
        if self.has_article:
            self.go_to(self.article if self.drawer is Drawer.MARGIN else self.margin)

    def do_next_pane(self, count: int, argument: str) -> None:
        """Go to the pane at the right, from the last to the first."""
        self._step_pane(1)

    def do_previous_pane(self, count: int, argument: str) -> None:
        """Go to the pane at the left, from the first to the last."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes: list[Widget] = [self.library, self.article, self.margin] if self.has_article else [self.library]
        at = next((index for index, pane in enumerate(panes) if pane.has_focus_within or pane is self.focused), 0)
        self.go_to(panes[(at + step) % len(panes)])

    def do_text_only(self, count: int, argument: str) -> None:
        """Show nothing but the text, or the panes again."""
        self.is_text_only = not self.is_text_only
        self.drawer = Drawer.NONE
        if self.has_article:
            self.set_focus(self.article, scroll_visible=False)
        self.settle()

    @property
    @abstractmethod
    def meanings(self) -> Mapping[Colour, str]:
        """The user's words for the colours."""

    # -- keys -------------------------------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        """Feed the key map; what it leaves over is text for the line that is being written, or for the focused editor."""
        if pass_on(self, event) or self.ahead.keep(event):
            return
        key = key_of_event(event.key, event.character)
        if self.mode is Mode.PACED and not self.dispatcher.means(key):
            self.article.stop_pace()  # and does what it does else
        offered_colours = self.dispatcher.can_follow("colour")
        is_for_keys = self.dispatcher.press(key)
        if is_for_keys:
            self.ahead.acted()
        if is_for_keys or self.type_key(key):
            event.stop()
            event.prevent_default()
        self.acted()
        if offered_colours is not self.dispatcher.can_follow("colour"):
            if not offered_colours:
                self.status.dismiss(keeps_errors=True)  # of what was done before; the colours stand in its place
            self.settled()

    def hold_keys(self, *, is_for_text: bool = False) -> Hold:
        """Let keys wait for what a thread brings to the screen, one in which text is written or another; if it takes its time,
        the last row says how to give it up.
        """
        hold = self.ahead.hold(is_for_text=is_for_text)

        def say() -> None:
            if self.ahead.is_held_by(hold):
                self.status.go_on(f"one moment … {key_of(self.keymap, 'leave')} gives up", "one moment …", AWAITED)

        self.set_timer(AWAITED_SECONDS, say)
        return hold

    def _nothing_awaited(self) -> None:
        self.status.go_on("", subject=AWAITED)

    def askers(self) -> list[Widget]:
        """Return what asks the screen, by messages, for what keys do."""
        return [self.library, self.article, self.margin]

    def _pend(self, pending: str) -> None:
        self.status.pend(pending)
        self._waiting.pend(pending)

    def on_key_taken(self, message: "KeyTaken") -> None:
        """Do what was clicked among the keys that may follow."""
        self.dispatcher.perform(message.action_id)

    def on_hint_taken(self, message: HintTaken) -> None:
        """Do what was clicked in the last row."""
        self.dispatcher.perform(message.action_id, argument=message.argument)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Let keys mean again what they do by themselves: what was done before is not what the pointer is at."""
        is_at_text = self.article.region.contains(event.screen_x, event.screen_y)
        if is_at_text and self.dispatcher.can_follow("colour"):
            self.dispatcher.reset()
            self.settled()

    def on_paste(self, event: events.Paste) -> None:
        """Put pasted text into the line that is being written, else take it as something to add."""
        if pass_on(self, event):
            return
        event.stop()
        if not self.paste_text(event.text):
            self.pasted(event.text)

    def pasted(self, text: str) -> None:
        """Take a text that was pasted where no line is being written."""

    # -- over and beside the screen ---------------------------------------------------------------------------------
    def show_sheet(self, sheet: Screen[Any], then: Callable[[Any], None]) -> None:
        """Show a sheet; `then` gets its answer if there was one."""

        def answered(answer: Any) -> None:
            if answer is not None:
                then(answer)
            self.settled()

        self.dispatcher.reset()
        self.app.push_screen(sheet, answered)

    def step_aside(self, do: Callable[[], None]) -> None:
        """Give the terminal to another program while `do` runs; raises what it raises, with the screen back."""
        from reader.tui.external import interrupts_left_alone

        failure: ReaderError | None = None
        try:
            with self.app.suspend(), interrupts_left_alone():
                try:
                    do()
                except ReaderError as error:  # one that leaves a suspension leaves the terminal without a screen
                    failure = error
        except SuspendNotSupported:
            self.tell("The terminal can't be handed on here.", is_error=True)
        self.refresh(layout=True)
        if failure is not None:
            raise failure

    def perform(self, action_id: str) -> None:
        """Do an action by its id, as its key would."""
        self.dispatcher.perform(action_id)

    def can(self, action_id: str) -> bool:
        """Whether an action means anything where the keys go now, and somebody would do it."""
        return self.mode in self.keymap.by_id[action_id].modes and self.dispatcher.can(action_id)

    def do_interrupt(self, count: int, argument: str) -> None:
        """Do what other programs do for ctrl+c, where it does no harm."""
        if self.mode is Mode.CARET:
            self.dispatcher.perform("copy_sentence")
        else:
            self.tell(f"{key_of(self.keymap, 'back')} goes back, {key_of(self.keymap, 'quit')} quits.")

    def do_suspend(self, count: int, argument: str) -> None:
        """Go to the shell; `fg` comes back."""
        self.app.action_suspend_process()
