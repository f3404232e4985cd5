"""What the screen remembers on this machine from one run to the next: a theme that was picked, a measure that was set.

It lies beside the logs, not in `config.toml`, which is the user's own. A choice made on the screen holds until the setting it was
made over changes. Losing the file loses nothing that matters, so it is never worth an error.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from reader.library.config import Config

FILE_NAME = "window.json"


class WindowState(NamedTuple):
    """Choices made on the screen; empty or 0 where none was made."""

    theme: str = ""
    over_theme: str = ""
    """The setting that `theme` was chosen over."""
    measure: int = 0
    over_measure: int = 0

    def theme_for(self, config: Config) -> str:
        """Return the theme to begin with."""
        return self.theme if self.theme and self.over_theme == config.theme else config.theme

    def measure_for(self, config: Config) -> int:
        """Return the measure to begin with."""
        return self.measure if self.measure and self.over_measure == config.measure else config.measure


def load_window_state(folder: Path) -> WindowState:
    """Read the state from `folder`; what can't be read is as if it were not there."""
    try:
        stored = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowState()
    return _checked(stored) if isinstance(stored, Mapping) else WindowState()


def save_window_state(folder: Path, state: WindowState) -> None:
    """Write the state into `folder`, whole or not at all."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = folder / f"{FILE_NAME}.{os.getpid()}.tmp"
        fresh.write_text(json.dumps(state._asdict()) + "\n", encoding="utf-8")
        fresh.replace(folder / FILE_NAME)
    except OSError:
        return


def _checked(stored: Mapping[str, object]) -> WindowState:
    def text(name: str) -> str:
        value = stored.get(name)
        return value if isinstance(value, str) else ""

    def number(name: str) -> int:
        value = stored.get(name)
        return value if isinstance(value, int) else 0

    return WindowState(
        theme=text("theme"),
        over_theme=text("over_theme"),
        measure=number("measure"),
        over_measure=number("over_measure"),
    )
