"""Keys that wait for more: after a moment the screen shows what may follow, so that sequences need not be learnt by heart."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.timer import Timer

from reader.tui.keys.actions import Action, Argument

if TYPE_CHECKING:  # comes when somebody hesitates for the first time
    from reader.tui.widgets.next_keys import NextKeys

PAUSE_SECONDS = 0.5
"""Who knows the sequence has typed it by then."""


class WaitingKeys:
    """Shows what follows what is pending, and takes it away with the next key."""

    def __init__(self, screen: Screen[Any], what_follows: Callable[[], Sequence[tuple[str, Action]]]) -> None:
        self._screen = screen
        self._what_follows = what_follows
        self._timer: Timer | None = None
        self._panel: NextKeys | None = None

    def pend(self, pending: str) -> None:
        """Take notice of what is pending now, "" for nothing."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._panel is not None and not pending:
            self._panel.hide()
        if pending:
            self._timer = self._screen.set_timer(PAUSE_SECONDS, self.show)

    async def show(self) -> None:
        """Show what may follow, if anything does."""
        from reader.tui.widgets.next_keys import NextKey, NextKeys

        keys = [
            NextKey(key, action.label or action.help, "" if action.argument is Argument.LETTER else action.id)
            for key, action in self._what_follows()
        ]
        if not keys:
            return
        if self._panel is None:
            self._panel = NextKeys()
            await self._screen.mount(self._panel)
        self._panel.show(keys)
