"""The key map with the keys of `config.toml` in it; what is wrong with them is told with file and line."""

from pathlib import Path

from reader.library.config import Config
from reader.tui.keys.keymap import KeyMap


def keymap_of(config: Config, path: Path) -> KeyMap:
    """Return the key map for the settings that were read from `path`. Raises ConfigError with all that is wrong, line by line."""
    if not config.keys:
        return KeyMap()
    from reader.tui.keys.overrides import KeyMapError

    try:
        return KeyMap.with_overrides(config.keys)
    except KeyMapError as error:
        from reader.library.config_problems import Problem, at_lines

        problems = [Problem(("keys", action), message, _hint(action, hint)) for action, message, hint in error.problems]
        raise at_lines(path, problems) from None


def _hint(name: str, hint: str) -> str:
    """Return what to do; a setting that slipped below the line [keys] is no mistyped action."""
    return "as a setting it has to stand above the line [keys]" if name in Config._fields else hint
