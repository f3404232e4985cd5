"""The driver of the terminal: textual's own, which can take the terminal over from the curtain."""

from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser  # the one that reads keys for the driver; there is no public name for it
from textual.drivers.linux_driver import LinuxDriver

from reader.tui.curtain import ENTER_SCREEN, Curtain

if TYPE_CHECKING:
    from textual.app import App


def driver_from(curtain: Curtain | None, typed: bytes) -> "type[ScreenDriver]":
    """Return the class of a driver that takes over from `curtain`, if it is shown, and begins with the keys in `typed`."""

    class TakingOver(ScreenDriver):
        def __init__(self, app: "App[Any]", **options: Any) -> None:
            super().__init__(app, **options)
            self.curtain = curtain if curtain is not None and curtain.is_shown else None
            self.typed = typed

    return TakingOver


class ScreenDriver(LinuxDriver):
    """Draws on the screen that stands, instead of beginning with an empty one."""

    curtain: Curtain | None = None
    typed = b""

    def start_application_mode(self) -> None:
        """Take the terminal over. After a suspension (the second call) it begins with an empty screen as ever."""
        typed, self.typed = self.typed, b""
        if typed:
            for event in XTermParser(self._debug).feed(typed.decode("utf-8", "replace")):
                self.process_message(event)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # textual has no types here
        curtain, self.curtain = self.curtain, None
        if curtain is not None:
            self.attrs_before = curtain.hand_over()

    def write(self, data: str) -> None:
        """Write to the terminal, which is on its second screen already if the curtain is shown."""
        if self.curtain is None or data != ENTER_SCREEN:
            super().write(data)
