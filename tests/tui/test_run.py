"""The entry: the terminal, the theme to begin with, what is remembered, the log. Real runs are in `tests/terminal`."""

import os
from pathlib import Path

import pytest

from reader.library.config import Config, load_config
from reader.model.errors import ConfigError, ReaderError, ThemeError
from reader.tui.looks.themes import ThemeFile
from reader.tui.looks.theming import first_theme
from reader.tui.run import take_terminal
from reader.tui.settings import theme_of
from reader.tui.window_state import FILE_NAME, WindowState, load_window_state, save_window_state


def test_no_terminal_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda descriptor: False)
    with pytest.raises(ReaderError, match="needs a terminal"):
        take_terminal()


def test_theme_is_the_one_that_is_named(tmp_path: Path) -> None:
    assert first_theme("sepia", tmp_path, {}).name == "sepia"


def test_no_color_wins(tmp_path: Path) -> None:
    assert first_theme("sepia", tmp_path, {"NO_COLOR": "1"}).name == "plain"


@pytest.mark.parametrize(("is_dark", "name"), [(True, "night"), (False, "paper"), (None, "night")])
def test_auto_follows_the_terminal(tmp_path: Path, is_dark: bool | None, name: str) -> None:
    assert first_theme("auto", tmp_path, {}, is_dark=is_dark).name == name


def test_a_users_theme_may_build_on_another(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\nbase = "sepia"\n[colours]\naccent = "#112233"\n', encoding="utf-8"
    )
    theme = first_theme("mine", tmp_path, {})
    assert theme.colours["accent"] == "#112233"


def test_unknown_theme_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="neon") as caught:
        first_theme("neon", tmp_path, {})
    assert "paper" in caught.value.hint


def test_wrong_theme_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\n[colours]\naccent = "reddish"\n', encoding="utf-8")
    with pytest.raises(ThemeError, match=r"mine\.toml"):
        first_theme("mine", tmp_path, {})


def test_choices_are_remembered_until_the_setting_changes(tmp_path: Path) -> None:
    chosen = WindowState().with_choice("theme", "sepia", Config()).with_choice("measure", 70, Config())
    save_window_state(tmp_path / "state", chosen)
    loaded = load_window_state(tmp_path / "state")
    assert loaded == chosen
    assert loaded.over(Config()) == Config(theme="sepia", measure=70)
    changed = Config(theme="night", measure=72)
    assert loaded.over(changed) == changed


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        "{",
        '{"theme": 3, "measure": ["wide", 66]}',
        '{"neon": ["on", "off"], "measure": [9999, 66]}',
    ],
)
def test_what_can_not_be_read_is_as_if_it_were_not_there(tmp_path: Path, stored: str) -> None:
    (tmp_path / FILE_NAME).write_text(stored, encoding="utf-8")
    assert load_window_state(tmp_path) == WindowState()


def theme(name: str) -> ThemeFile:
    return first_theme(name, Path("/nowhere"), {})


def test_picked_theme_wins_while_there_is_one(tmp_path: Path) -> None:
    assert theme_of(Config(theme="night"), "sepia", tmp_path, theme).name == "sepia"
    assert theme_of(Config(theme="night"), "gone", tmp_path, theme).name == "night"


def test_theme_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('measure = 70\ntheme = "neon"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml line 2: theme: no theme is called 'neon' \(There are .*paper"):
        theme_of(load_config(path), "neon", path, theme)
