"""The user's settings. The classes are the documentation: each field is a key of `config.toml` with its default.

theme = "night"
measure = 68
[keys]
highlight = ["H", "ctrl+h"]
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.model.annotation import Colour
from reader.model.errors import ConfigError

MEASURE_RANGE = (40, 100)
DEADLINE_RANGE = (1.0, 300.0)


class Config(NamedTuple):
    """Settings of one user on one machine."""

    theme: str = "auto"
    """A theme's name, or `auto`: light or dark as the terminal is."""
    measure: int = 66
    """Width of the text in cells, 40 to 100."""
    images: bool = True
    """Whether pictures of articles that are kept are fetched and shown."""
    fetch_deadline_seconds: float = 15.0
    """The most a page may take, from the look-up of its name to its last byte."""
    confirmed_hosts: tuple[str, ...] = ()
    """Hosts in private networks that pages, feeds and redirects may lead to."""
    editor: str = ""
    """Command for long notes; else $VISUAL or $EDITOR."""
    browser: str = ""
    """Command for links; else the system's browser."""
    colours: Mapping[str, str] = MappingProxyType({})
    """What a colour means to you, where the library does not say: `yellow = "claim"`."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Action id to the keys that replace its default ones."""


def load_config(path: Path) -> Config:
    """Read `config.toml`; a missing file gives the defaults.

    Raises ConfigError naming the file, the line or the key, and what would be right.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    import tomllib  # only users with a config file pay for it

    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    return config_from_table(table, str(path))


def config_from_table(table: Mapping[str, Any], where: str) -> Config:
    """Build a Config from parsed TOML; `where` names the file in errors."""
    known = set(Config._fields)
    unknown = sorted(set(table) - known)
    if unknown:
        raise ConfigError(
            f"{where}: no setting is called {unknown[0]!r}", f"the settings are {', '.join(sorted(known))}"
        )
    values: dict[str, Any] = {}
    for name, value in table.items():
        values[name] = checked_setting(name, value, where)
    return Config(**values)


def checked_setting(name: str, value: object, where: str) -> object:
    """Return the value of one setting as `Config` holds it; raises ConfigError saying what it must be."""

    def wrong(expected: str) -> ConfigError:
        return ConfigError(f"{where}: {name} must be {expected}")

    match name:
        case "theme" | "editor" | "browser":
            if not isinstance(value, str):
                raise wrong("a text in quotes")
            return value
        case "images":
            if not isinstance(value, bool):
                raise wrong("true or false")
            return value
        case "measure":
            low, high = MEASURE_RANGE
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise wrong(f"a whole number from {low} to {high}")
            return value
        case "fetch_deadline_seconds":
            least, most = DEADLINE_RANGE
            if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
                raise wrong(f"a number of seconds from {least:g} to {most:g}")
            return float(value)
        case "confirmed_hosts":
            if not isinstance(value, list) or not all(isinstance(host, str) for host in value):
                raise wrong("a list of host names in quotes")
            return tuple(host.casefold() for host in value)
        case "colours":
            if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
                raise wrong('a table of colour = "meaning"')
            unknown = sorted(set(value) - set(Colour))
            if unknown:
                raise ConfigError(
                    f"{where}: no colour is called {unknown[0]!r}", f"the colours are {', '.join(Colour)}"
                )
            return dict(value)
        case _:
            return _checked_keys(value, where)


def _checked_keys(value: object, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ConfigError(f'{where}: keys must be a table of action = "key"')
    keys: dict[str, tuple[str, ...]] = {}
    for action, given in value.items():
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(key, str) and key for key in listed):
            raise ConfigError(f"{where}: keys.{action} must be a key in quotes or a list of them")
        keys[action] = tuple(listed)
    return keys
