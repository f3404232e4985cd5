"""The app before its first frame: which colours it may send."""

import asyncio

import pytest
from textual import events
from textual.screen import Screen

from reader.library.library import Library
from reader.library.resources import themes_folder
from reader.tui.app import PressmarkApp, Setup
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import load_theme
from reader.tui.run import ReaderOptions, build_app


async def test_no_color_leaves_the_terminal_its_own_colours(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = PressmarkApp(
        Setup(
            library=library,
            keymap=KeyMap(),
            theme=load_theme(themes_folder() / "plain.toml"),
            environ={"NO_COLOR": "1"},
            is_strict=True,
        )
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.no_color
        strips = app.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip]
    styles = [segment.style for segment in segments if segment.style is not None]
    assert styles
    for style in styles:
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.is_default


def test_an_empty_no_color_counts_as_not_set(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = build_app(ReaderOptions(library=library, theme="sepia"))
    assert not app.no_color
    assert app.theme == "sepia"
    assert app.setup.environ["NO_COLOR"] == ""


class _Failing(Screen[None]):
    """A screen over the reading screen that fails at a key."""

    def on_key(self, event: events.Key) -> None:
        raise RuntimeError(event.key)


async def test_a_screen_that_died_of_an_error_ends_the_program(library: Library) -> None:
    """Textual reads no more keys for it: whoever stood there could neither leave it nor quit."""
    app = build_app(ReaderOptions(library=library, theme="paper"))
    async with app.run_test(size=(80, 24)):
        await app.push_screen(failing := _Failing())
        failing.post_message(events.Key("x", "x"))
        async with asyncio.timeout(10):
            while app.is_running and not app.fault:
                await asyncio.sleep(0)
        assert app.fault == "RuntimeError"
        assert app.return_code == 1
