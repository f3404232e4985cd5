"""A screen with a last row that can ask: for a line to be written, or a question with yes and no.

The reading screen and the workbench are such screens. What is asked takes all keys: the mode is INPUT or CONFIRM then, and the
methods here are what the key map does in them.
"""

from abc import abstractmethod

from textual.screen import Screen
from textual.widget import Widget

from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.prompt import Offers, Prompt, Question
from reader.tui.widgets.status_line import StatusLine


class AskingScreen(Screen[None], inherit_bindings=False):
    """The last row, and what is asked in it."""

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__()
        self.keymap = keymap
        self.status = StatusLine()
        self._front_row = self.status
        """Where messages stand."""
        self._prompt: Prompt | None = None
        self._question: Question | None = None
        self._interrupted: Widget | None = None
        """The editor that had the focus before a question."""

    # -- for the screen built on it ---------------------------------------------------------------------------------
    @abstractmethod
    def mode_of(self, focused: Widget | None) -> Mode:
        """Return what keys mean with the focus on a widget, if nothing is asked."""

    def settled(self) -> None:
        """The panes, the focus or the mode changed: the last row has to follow."""

    # -- what is asked ----------------------------------------------------------------------------------------------
    @property
    def asking_mode(self) -> Mode | None:
        """What keys mean while something is asked, None while nothing is."""
        if self._question is not None:
            return Mode.CONFIRM
        return Mode.INPUT if self._prompt is not None else None

    def paste_text(self, text: str) -> bool:
        """Put pasted text into the line that is being written; return whether one is, or a question waits."""
        if self._prompt is not None:
            self._prompt.line.insert(text)
            self._prompt.edited()
            self.status.fit()
        return self.is_asking

    def type_key(self, key: str) -> bool:
        """Take a key as text for the line that is being written; return whether one is, or a question waits."""
        prompt = self._prompt
        if prompt is None:
            return self._question is not None  # a question takes yes, no and nothing else
        before = prompt.line.text
        if key == "?" and not before and prompt.explain is not None:
            prompt.explain()
            return True
        prompt.line.press(key)
        if prompt.line.text != before:
            prompt.edited()
        self.status.fit()
        return True

    def put_in_front(self, row: StatusLine | None) -> None:
        """Let messages stand in the last row of a screen that covers this one; None: in its own again."""
        self._front_row = row or self.status

    def tell(self, text: str, hint: str = "", *, is_error: bool = False) -> None:
        """Show a message in the last row."""
        self._front_row.tell(text, hint, is_error=is_error)

    def work(self, text: str) -> None:
        """Show what is being worked at; "" when it is done."""
        self._front_row.work(text)

    def ask(self, question: Prompt | Question | None) -> None:
        """Ask in the last row; None ends it."""
        self._prompt = question if isinstance(question, Prompt) else None
        self._question = question if isinstance(question, Question) else None
        if question is not None and self.mode_of(self.focused) is Mode.NOTE:
            self._interrupted = self.focused  # an editor would take the answer for text
            self.set_focus(None)
        elif question is None and self._interrupted is not None:
            self.set_focus(self._interrupted, scroll_visible=False)
            self._interrupted = None
        self.status.ask(question)
        self.settled()

    def refresh_prompt(self) -> None:
        """Draw the line that is being written anew."""
        self.status.fit()

    @property
    def is_asking(self) -> bool:
        """Whether the last row waits for an answer."""
        return self._prompt is not None or self._question is not None

    def do_accept(self, count: int, argument: str) -> None:
        """Take the line as it is written, unless something is wrong with it: then the caret goes there."""
        prompt = self._prompt
        if prompt is not None and (fault := prompt.check(prompt.line.text)) is not None:
            prompt.fault, prompt.offers = fault, Offers()
            prompt.line.caret = min(fault.start + fault.length, len(prompt.line.text))
            self.status.fit()
            return
        self.ask(None)
        if prompt is not None:
            prompt.accepted(prompt.line.text)

    def do_find_pattern(self, count: int, argument: str) -> None:
        """Read the line in another way: as words or as a pattern."""
        if self._prompt is not None and self._prompt.toggle is not None:
            self._prompt.toggle()
            self.status.fit()

    def do_previous_choice(self, count: int, argument: str) -> None:
        """Put what was written before into the line."""
        self._recall(1)

    def do_next_choice(self, count: int, argument: str) -> None:
        """Put what was written after that into the line."""
        self._recall(-1)

    def _recall(self, step: int) -> None:
        if self._prompt is not None:
            self._prompt.recall(step)
            self.status.fit()

    def do_complete(self, count: int, argument: str) -> None:
        """Complete the word under the caret, and show what it may become."""
        prompt = self._prompt
        if prompt is None or prompt.complete is None:
            return
        before = prompt.line.text
        offers = prompt.complete(prompt.line)
        if prompt.line.text != before:
            prompt.edited()
        prompt.offers = offers
        self.status.fit()

    @property
    def can_complete(self) -> bool:
        """Whether the line that is being written completes its words."""
        return self._prompt is not None and self._prompt.complete is not None

    def do_cancel(self, count: int, argument: str) -> None:
        """Leave the line."""
        prompt = self._prompt
        self.ask(None)
        if prompt is not None:
            prompt.cancelled()

    def do_yes(self, count: int, argument: str) -> None:
        """Answer a question."""
        question = self._question
        self.ask(None)
        if question is not None:
            question.yes()

    def do_no(self, count: int, argument: str) -> None:
        """Answer a question."""
        question = self._question
        self.ask(None)
        if question is not None:
            question.no()
