"""What the screen remembers on this machine from one run to the next: settings that were chosen by key, commands used last.

It lies beside the logs, not in `config.toml`, which is the user's own. A choice made on the screen holds until the setting it was
made over changes. Losing the file loses nothing that matters, so it is never worth an error.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.library.config import Config, checked_setting
from reader.library.private_files import make_private_folder, open_private
from reader.model.errors import ConfigError
from reader.model.text import tame_line

FILE_NAME = "window.json"
RECENT, TOUR, REVIEW = "recent commands", "tour seen", "last review"
"""What stands in the file beside the settings, whose names have no blanks."""

Value = str | int | bool
"""What a setting that can be chosen on the screen is."""


class Choice(NamedTuple):
    """What was chosen for a setting."""

    value: Value
    over: Value
    """What `config.toml` said then."""


class ReviewPlace(NamedTuple):
    """Where a review of marks stood."""

    query: str
    """What finds the marks."""
    title: str
    at: int
    total: int


class WindowState(NamedTuple):
    """What was chosen and seen on the screen."""

    choices: Mapping[str, Choice] = MappingProxyType({})
    """By the name of the setting."""
    recent: tuple[str, ...] = ()
    """Ids of the commands used last, the last first."""
    has_seen_tour: bool = False
    review: ReviewPlace | None = None
    """Where the last review stood."""

    def over(self, config: Config) -> Config:
        """Return the settings with what was chosen over them."""
        chosen: dict[str, Any] = {
            name: choice.value for name, choice in self.choices.items() if getattr(config, name) == choice.over
        }
        return config._replace(**chosen) if chosen else config

    def with_choice(self, name: str, value: Value, config: Config) -> "WindowState":
        """Return the state with another choice in it; `config` is the settings as the user wrote them."""
        choice = Choice(value, getattr(config, name))
        return self._replace(choices=MappingProxyType({**self.choices, name: choice}))


def load_window_state(folder: Path) -> WindowState:
    """Read the state from `folder`; what can't be read, or is no setting any more, is as if it were not there."""
    try:
        stored = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return WindowState()
    if not isinstance(stored, Mapping):
        return WindowState()
    choices = {name: choice for name, pair in stored.items() if (choice := _choice(name, pair)) is not None}
    recent = stored.get(RECENT)
    return WindowState(
        MappingProxyType(choices),
        tuple(name for name in recent if isinstance(name, str)) if isinstance(recent, list) else (),
        stored.get(TOUR) is True,
        _review(stored.get(REVIEW)),
    )


def save_window_state(folder: Path, state: WindowState) -> None:
    """Write the state into `folder`, whole or not at all."""
    stored = {**state.choices, RECENT: state.recent, TOUR: state.has_seen_tour, REVIEW: state.review}
    try:
        make_private_folder(folder)
        fresh = folder / f"{FILE_NAME}.{os.getpid()}.tmp"
        with open(fresh, "w", encoding="utf-8", opener=open_private) as file:
            file.write(json.dumps(stored) + "\n")
        fresh.replace(folder / FILE_NAME)
    except OSError:
        return


def _review(stored: object) -> ReviewPlace | None:
    match stored:
        case [str() as query, str() as title, int() as at, int() as total] if 0 <= at < total:
            return ReviewPlace(tame_line(query), tame_line(title), at, total)
    return None


def _choice(name: object, pair: object) -> Choice | None:
    match pair:
        case [str() | int() as value, str() | int() as over] if isinstance(name, str) and name in Config._fields:
            try:
                checked_setting(name, value)
            except ConfigError:
                return None
            return Choice(value, over)
    return None
