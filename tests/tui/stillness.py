"""Waiting until a program under Pilot has nothing left to do.

Textual's pilot naps for 20 ms and looks at how much processor time went by: forty idle milliseconds for every key, and on a
busy machine, where nobody gets processor time, a program at work seems idle. Its event loop knows better: when nothing in it
is ready to run, everything waits for a clock, a file, or another thread or process.
"""

import asyncio

from textual._context import active_app

PATIENCE_SECONDS = 60.0
"""How long something may take until it counts as never coming: much more than it does on a machine that is busy."""

RESIZE_SECONDS = 1 / 120
"""How long Textual gathers changes of the window's size."""


def is_still() -> bool:
    """Whether nothing is ready to run but the one who asks."""
    return not asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # the loop has no public word for it


async def wait_until_still(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until every message is handled and the screen is painted; in the place of Textual's `wait_for_idle`."""
    app = active_app.get()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            while not is_still():
                await asyncio.sleep(0)
            while app._resize_timer is not None:
                await asyncio.sleep(RESIZE_SECONDS)
            for screen in app.screen_stack:  # as the pilot does of the topmost, rather than wait for the next frame
                screen._on_timer_update()
            for screen in app._background_screens:  # Textual has painted these and goes on to say that it has to
                screen._repaint_required = False
            await asyncio.sleep(0)
            if is_still():
                return
