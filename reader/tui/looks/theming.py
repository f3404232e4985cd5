"""Which theme the screen begins with, and which there are. One file is read at the start, all when somebody wants to pick."""

from collections.abc import Mapping
from pathlib import Path

from reader.library.resources import themes_folder
from reader.model.errors import ThemeError, UnknownThemeError
from reader.tui.looks.themes import ThemeFile, ThemeSet, load_all, load_theme

AUTO = "auto"
LIGHT, DARK, NO_COLOUR = "paper", "night", "plain"


def all_themes(user_folder: Path) -> ThemeSet:
    """Return all themes, the user's own among them."""
    return load_all(themes_folder(), user_folder)


def follows_terminal(name: str, environ: Mapping[str, str]) -> bool:
    """Whether the ground of the terminal decides what theme `name` is."""
    return name == AUTO and not environ.get("NO_COLOR")


def first_theme(name: str, user_folder: Path, environ: Mapping[str, str], *, is_dark: bool | None = None) -> ThemeFile:
    """Return the theme called `name`; for `auto` the one that fits the terminal, under NO_COLOR the one without colour.

    `is_dark` says whether the terminal's ground is dark, if that is known.
    Raises ThemeError if there is no such theme, or its file is wrong.
    """
    if environ.get("NO_COLOR"):
        name = NO_COLOUR
    elif follows_terminal(name, environ):
        name = LIGHT if is_dark is False else DARK
    for folder in (user_folder, themes_folder()):
        path = folder / f"{name}.toml"
        if path.is_file():
            try:
                return load_theme(path)
            except ThemeError:
                break  # it may build on another theme: that needs all of them
    themes = all_themes(user_folder)
    if name in themes.themes:
        return themes.themes[name]
    for problem in themes.problems:
        if f"{name}.toml" in problem.message:
            raise problem
    raise UnknownThemeError(f"no theme is called {name!r}", f"There are {', '.join(themes.themes)}.")
