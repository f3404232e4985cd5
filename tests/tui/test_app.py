"""The app before its first frame: which colours it may send."""

import pytest

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
