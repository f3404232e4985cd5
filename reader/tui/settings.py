"""What the screen makes of the settings: the key map and the theme; what is wrong with them is told with file and line."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.library.config import Config
from reader.model.errors import ThemeError, UnknownThemeError
from reader.tui.keys.keymap import KeyMap
from reader.tui.looks.themes import ThemeFile


def keymap_of(config: Config, path: Path) -> KeyMap:
    """Return the key map for the settings that were read from `path`. Raises ConfigError with all that is wrong, line by line."""
    if not config.keys:
        return KeyMap()
    from reader.tui.keys.overrides import KeyMapError

    try:
        return KeyMap.with_overrides(config.keys)
    except KeyMapError as error:
        from reader.library.config_problems import Problem, at_lines

        problems = [
            Problem(("keys", action), message, _hint(action, message, hint)) for action, message, hint in error.problems
        ]
        raise at_lines(path, problems) from None


def theme_of(config: Config, picked: str, path: Path, find: Callable[[str], ThemeFile]) -> ThemeFile:
    """Return the theme that was `picked` on the screen, or that of the settings if there is no such theme any more.

    Raises ConfigError with the line of `path` that names no theme, ThemeError if the file of the theme is wrong.
    """
    if picked != config.theme:
        with suppress(ThemeError):
            return find(picked)
    try:
        return find(config.theme)
    except UnknownThemeError as error:
        from reader.library.config_problems import Problem, at_lines

        raise at_lines(path, [Problem(("theme",), f"theme: {error.message}", error.hint)]) from None


def _hint(name: str, message: str, hint: str) -> str:
    """Return what to do; a setting that slipped below the line [keys], with a word that is no key, is no mistyped action."""
    is_setting = name in Config._fields and " is called " in message and "+" not in message
    return "as a setting it has to stand above the line [keys]" if is_setting else hint
