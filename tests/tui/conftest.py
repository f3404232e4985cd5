"""The screen under Pilot, over a real library in a folder of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widget import Widget

from reader.library.library import Library
from reader.library.resources import themes_folder
from reader.tui.app import PressmarkApp, Setup
from reader.tui.keys.actions import Mode
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import load_theme
from reader.tui.screens.reading import ReadingScreen, Start
from tests.loopback import page_html
from tests.tui.stillness import PATIENCE_SECONDS, is_still, wait_until_still

FIRST_TURN_SECONDS, LAST_TURN_SECONDS = 0.001, 0.02
"""After what time it is looked whether what a thread does has come, which takes moments, and a process, which takes longer."""


@pytest.fixture(autouse=True)
def without_naps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot ask the event loop whether a program is idle."""
    monkeypatch.setattr("textual.app.wait_for_idle", wait_until_still)
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_until_still)


@dataclass
class Running:
    """A program that runs, and its pilot."""

    app: PressmarkApp
    pilot: Pilot[None]

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, whatever stands over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    @property
    def text(self) -> str:
        """All letters on the screen."""
        return "\n".join(
            "".join(segment.text for segment in line) for line in self.app.screen._compositor.render_strips()
        )

    def mode(self) -> Mode:
        """What keys mean now."""
        return self.screen.mode

    def shows(self, pane: Widget) -> bool:
        """Whether a pane is on the screen."""
        return bool(pane.display)

    @property
    def message(self) -> str:
        """What the last row tells."""
        return self.screen.status.message

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until all that it started is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    def paste(self, text: str) -> None:
        """Paste as a terminal does, in brackets."""
        self.app.post_message(Paste(text))

    async def write(self, text: str) -> None:
        """Type a text as fast as the program takes it, and wait until all that it started is done."""
        await self.pilot.press(*(letter if letter != " " else "space" for letter in text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until the session and the message queues are idle."""
        await wait_until_still()
        await self.until(lambda: self.screen.session.is_idle and is_still())  # first what posts, then what was posted

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        turn = FIRST_TURN_SECONDS
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not is_so():
                    await asyncio.sleep(turn)
                    await wait_until_still()
                    turn = min(1.5 * turn, LAST_TURN_SECONDS)
        except TimeoutError:
            raise AssertionError(f"never came; the screen was:\n{self.text}") from None


Run = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture
def run(library: Library) -> Run:
    """Start the screen over the library: `async with run(size=(80, 24)) as running`."""

    @asynccontextmanager
    async def start(
        *,
        size: tuple[int, int] = (120, 40),
        opened: str = "",
        target: str = "",
        keys: dict[str, tuple[str, ...]] | None = None,
        environ: dict[str, str] | None = None,
    ) -> AsyncIterator[Running]:
        setup = Setup(
            library=library,
            keymap=KeyMap.with_overrides(keys or {}),
            theme=load_theme(themes_folder() / "paper.toml"),
            environ=environ or {},
            start=Start(opened=library.open_article(opened) if opened else None, target=target),
            is_strict=True,
        )
        app = PressmarkApp(setup)
        async with app.run_test(size=size) as pilot:
            running = Running(app, pilot)
            await running.until(lambda: running.screen.library.is_loaded)
            await running.settle()
            yield running

    return start


TITLES = ("Ferry line to reopen after eleven winters", "Two winters of hail", "The clockmaker of Oster Street")


@pytest.fixture
def article_ids(library: Library, tmp_path: Path) -> tuple[str, ...]:
    """Three articles in the library, the ferry first in the list."""
    ids = []
    for number, title in enumerate(reversed(TITLES)):
        path = tmp_path / f"page-{number}.html"
        path.write_bytes(page_html(title))
        ids.append(library.add(str(path)).article_id)
    return tuple(reversed(ids))
