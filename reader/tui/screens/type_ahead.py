"""Keys typed ahead: each is obeyed where it was meant for, in the order of typing, however busy the program is.

    def on_key(self, event):                  of a screen that others come over, or that goes
        if pass_on(self, event): return       sent here before another screen stood on top
        if self.ahead.keep(event): return     it waits until what the key before set off stands on the screen
        if self.dispatcher.press(...): self.ahead.acted()

    hold = self.ahead.hold()                  an article, or a sheet, is on its way from a thread
    session.read(..., hold.until(show), hold.until(refuse))

Keys go to what has the focus when they arrive. What one does there takes some messages more: a pane asks, the screen answers, an
editor is mounted. A key that arrives meanwhile would mean what its writer never meant, as the letters of a note that archive and
delete in the list. Knows no library.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from reader.tui.keys.actions import Group, Mode
from reader.tui.keys.key_names import key_of_event
from reader.tui.keys.resolver import Resolved, Resolver, Waiting

_GIVE_UP = frozenset(("leave", "interrupt"))
"""What ends waiting at once."""

_QUIT = "quit"
_LEAVE = frozenset(("back", _QUIT))
"""What does so if nothing but moves was typed before: behind a note that is typed ahead, these are letters of it."""


_COOKED_ENTER = "ctrl+j"
"""What a terminal makes of enter before the program has set it up: keys typed then wait for the first list."""


def pass_on(screen: Screen[Any], event: events.Key | events.Paste) -> bool:
    """Hand on a key or a paste that came to `screen` after another had come to stand on top; return whether that was so."""
    top = screen.app.screen
    if top is screen:
        return False
    _use_up(event)
    _send(top, event.copy() if isinstance(event, events.Key) else events.Paste(event.text))
    return True


class Hold:
    """Something that is on its way to the screen, for which keys wait."""

    def __init__(self, over: Callable[["Hold"], None], *, can_give_up: bool = True) -> None:
        self._over = over
        self.can_give_up = can_give_up
        """Whether a key that leaves means this, and nothing else."""
        self.is_given_up = False
        """Whether it is not wanted any more."""

    def end(self) -> None:
        """It is there, or will not come: keys go on."""
        self._over(self)

    def until(self, then: Callable[..., object]) -> Callable[..., None]:
        """Return `then`, after which keys go on; it is not called if it was given up meanwhile."""

        def arrive(*values: Any) -> None:
            if self.is_given_up:
                return
            try:
                then(*values)
            finally:
                self.end()

        return arrive


class TypeAhead:
    """The keys of one screen that wait."""

    def __init__(
        self,
        screen: Screen[Any],
        resolver: Resolver,
        panes: Callable[[], Sequence[Widget]],
        over: Callable[[], object] = lambda: None,
    ) -> None:
        """`panes` are those that ask the screen by messages for what keys do; `over` is called when nothing is held for any more.

        The `resolver` must be one of its own.
        """
        self._screen = screen
        self._resolver = resolver
        self._panes = panes
        self._over = over
        self._waiting: deque[events.Key] = deque()
        self._hold: Hold | None = None
        self._are_moves = True
        """Whether nothing but moves was typed ahead of what is held for."""
        self._is_for_text = False
        """Whether what is held for will take letters: none of them begins a key of several."""
        self._let_through: events.Key | None = None
        """The key that has waited, and is on its way again."""
        self._step = 0
        """Of what keys set off, the last: 0 if all of it is there."""
        self._last_step = 0
        self._stands_in: Widget = screen
        """Whose messages are being waited for."""

    # -- what keys wait for -----------------------------------------------------------------------------------------
    @property
    def is_holding(self) -> bool:
        """Whether something is on its way from a thread."""
        return self._hold is not None

    def is_held_by(self, hold: Hold) -> bool:
        """Whether keys wait for this."""
        return hold is self._hold

    def hold(self, *, can_give_up: bool = True, is_for_text: bool = False) -> Hold:
        """Let keys wait for something from now on, in the place of what they waited for before.

        What can't be given up, keys wait for whatever they are, but for one that quits: that is obeyed at once. Where text
        will be written, all letters are text.
        """
        self._hold = Hold(self._came, can_give_up=can_give_up)
        self._are_moves = not is_for_text
        self._is_for_text = is_for_text
        self._resolver.reset()
        for event in self._waiting:
            self._leaving(event)
        return self._hold

    def drop(self) -> None:
        """What was on its way has failed: the keys that wait for it mean nothing anywhere else."""
        if self._hold is not None:
            self._hold = None
            self._waiting.clear()
            self._over()

    def acted(self) -> None:
        """A key did something: the next ones wait until all messages that it set off are answered, if there are any."""
        asking = [pane for pane in self._panes() if pane.message_queue_size]
        if asking or self._screen.message_queue_size:
            self._wait_for([*asking, self._screen])
        elif self._step:  # it has waited itself
            self._settled(self._step)

    def keep(self, event: events.Key) -> bool:
        """Take a key that has to wait; return whether it has. A key that gives up what is waited for does so."""
        if event is self._let_through:
            self._let_through = None
            return False
        if self._step and not self._stands_in.is_running:  # it failed, and answers nothing any more
            self._settled(self._step)
        if not self._step and self._hold is None:
            return False
        leaving = self._leaving(event) if self._hold is not None else ""
        if self._hold is not None and not self._hold.can_give_up:
            if leaving == _QUIT and not self._step:
                self.drop()
                return False
            leaving = ""
            if event.key == _COOKED_ENTER:
                _use_up(event)
                event = events.Key("enter", "\r")
        _use_up(event)
        if self._hold is not None and leaving:
            self._hold.is_given_up = True
            self.drop()
        else:
            self._waiting.append(event)
        return True

    def _leaving(self, event: events.Key) -> str:
        """Return the action of a key that leaves what is held for, "" for every other key."""
        if self._is_for_text:
            self._resolver.reset()
        outcome = self._resolver.press(Mode.READING, key_of_event(event.key, event.character))
        if isinstance(outcome, Waiting):
            return ""
        action = outcome.action if isinstance(outcome, Resolved) else None
        if action is not None and (action.id in _GIVE_UP or (self._are_moves and action.id in _LEAVE)):
            return action.id
        self._are_moves = self._are_moves and action is not None and action.group is Group.MOVING
        return ""

    # -- going on ---------------------------------------------------------------------------------------------------
    def _came(self, hold: Hold) -> None:
        if hold is self._hold:
            self._hold = None
            self._over()
            if not self._step:
                self._go_on()

    def _wait_for(self, pumps: list[Widget]) -> None:
        self._last_step += 1
        self._step = self._last_step
        self._pass_through(pumps, self._step)

    def _pass_through(self, pumps: list[Widget], step: int) -> None:
        """Come through the messages of each of `pumps` in turn, behind those that stand there."""
        while pumps and step == self._step:
            first, *pumps = pumps
            self._stands_in = first
            if first.is_running and first.call_later(self._pass_through, pumps, step):
                return
        self._settled(step)

    def _settled(self, step: int) -> None:
        if step == self._step:
            self._step = 0
            if self._hold is None:
                self._go_on()

    def _go_on(self) -> None:
        top = self._screen.app.screen
        while self._waiting and top is not self._screen:
            _send(top, self._waiting.popleft().copy())
        if self._waiting:
            key = self._let_through = self._waiting.popleft().copy()
            target = _send(self._screen, key)
            over = [
                node for node in target.ancestors_with_self if isinstance(node, Widget) and node is not self._screen
            ]
            self._wait_for([*over, *self._panes(), self._screen])


def _send(screen: Screen[Any], key: events.Key | events.Paste) -> Widget:
    """Send a key or a paste to what has the focus of a screen, and return that."""
    target: Widget = screen.focused or screen
    target._forward_event(
        key
    )  # as the app does; one that is only posted comes to the app in the end, and from there again
    return target


def _use_up(event: events.Key | events.Paste) -> None:
    event.stop()
    event.prevent_default()
