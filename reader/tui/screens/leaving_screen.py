"""A screen over another one, which is left once: all that cover the reading screen are made of it."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class LeavingScreen(ModalScreen[Result]):
    """Knows whether it still stands on top. Two clicks or pastes in one breath reach it both, the second when it has gone."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with an answer; nothing happens if it has been left, or another one stands over it."""
        if self.app.screen is not self:
            return AwaitComplete()  # Textual would take away whatever stands on top
        return super().dismiss(result)
