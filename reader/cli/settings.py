"""`keys` and `config`: what the user's settings come to, and what is wrong with them.

They work where the settings are wrong, and so open no library. The key map belongs to the screen: who starts the program hands in
a function that reads it.
"""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.cli.output import is_plain, json_text, print_json, say
from reader.layout.cells import cell_width
from reader.library.config import CONFIG_NAME, Config, examine_config, load_config
from reader.library.config_problems import joined
from reader.library.folders import default_folders
from reader.model.errors import ConfigError
from reader.model.patterns import compile_late
from reader.model.text import clean_line

_BARE_KEY = compile_late(r"[A-Za-z0-9_-]+")
"""A key that TOML takes without quotation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One action of the screen, and the keys that do it."""

    id: str
    group: str
    """The heading under which the help shows it."""
    places: tuple[str, ...]
    """Where its keys hold, in words."""
    keys: tuple[str, ...]
    shown: str
    """The keys as people read them."""
    help: str
    is_changed: bool
    """Whether the keys are the user's own."""


ReadKeys = Callable[[Config, Path], Sequence[KeyLine]]
"""Reads the key map for the settings of a file; raises ConfigError naming its lines."""


def list_keys(options: Namespace, read_keys: ReadKeys) -> int:
    """Print every action with its keys, under the headings of the help. Raises ConfigError."""
    path = config_path()
    lines = read_keys(load_config(path), path)
    if options.json:
        print_json(
            [
                {
                    "id": line.id,
                    "group": line.group,
                    "places": list(line.places),
                    "keys": list(line.keys),
                    "help": line.help,
                    "changed": line.is_changed,
                }
                for line in lines
            ]
        )
        return 0
    begin, end = ("", "") if is_plain(sys.stdout) else ("\x1b[1m", "\x1b[0m")
    id_width = max(len(line.id) for line in lines)
    key_width = max(cell_width(line.shown) for line in lines)
    group = ""
    for line in lines:
        if line.group != group:
            print(f"{'' if not group else chr(10)}{begin}{line.group}{end}")
            group = line.group
        keys = line.shown + " " * (key_width - cell_width(line.shown))
        print(f"  {line.id:<{id_width}}  {keys}  {line.help}{'  (yours)' if line.is_changed else ''}")
    return 0


def show_config(options: Namespace, read_keys: ReadKeys) -> int:
    """Print the settings as they are in use; with --check only say whether they and the files they name are well.

    Raises ConfigError.
    """
    path = config_path()
    config, problem = examine_config(path)
    try:
        read_keys(config, path)
    except ConfigError as error:
        problem = joined([problem, error]) if problem is not None else error
    if problem is not None:
        raise problem
    if options.check:
        from reader.library.site_access import site_problems

        if problems := list(site_problems(config)):
            for line in problems:
                say(f"pressmark: {line}")
            return ConfigError.exit_code
        say(
            f"pressmark: {path}: all well" if path.exists() else f"pressmark: there is no {path}; the defaults are used"
        )
        return 0
    settings = {name: _plain(value) for name, value in config._asdict().items()}
    if options.json:
        print_json({"path": str(path), "exists": path.exists(), "settings": settings})
        return 0
    shown = clean_line(str(path))
    print(f"# {shown}" if path.exists() else f"# {shown} is not there; these are the defaults")
    tables = {name: value for name, value in settings.items() if isinstance(value, dict)}
    for name, value in settings.items():
        if name not in tables:
            print(f"{name} = {_toml(value)}")
    for name, table in tables.items():
        if table:
            print(f"\n[{name}]")
            for key, value in table.items():
                print(f"{key if _BARE_KEY.fullmatch(key) else _toml(key)} = {_toml(value)}")
    return 0


def config_path() -> Path:
    """Return where `config.toml` is looked for."""
    return default_folders().config / CONFIG_NAME


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _toml(value: object) -> str:
    """Return a value as TOML has it; JSON writes texts and lists of texts in the same way."""
    return json_text(value)
