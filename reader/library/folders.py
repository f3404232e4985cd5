"""Where Pressmark keeps things on this machine: four folders, by the system's conventions.

The library itself may lie anywhere (`--library DIR`) and be carried between machines; config, state and cache stay here.
"""

import os
from pathlib import Path
from typing import NamedTuple

APP = "pressmark"


class Folders(NamedTuple):
    """The four roots. None of them need exist; whoever writes first makes it, for its owner alone."""

    data: Path
    """The default library: articles, annotations, reading state."""
    config: Path
    """`config.toml`, the user's themes, site rules."""
    state: Path
    """Lock files, the device's name, previous generations, the undo log, the log file."""
    cache: Path
    """What can be made again."""

    @classmethod
    def below(cls, root: Path) -> "Folders":
        """Return four folders below `root`: for demos, tests and throw-away libraries."""
        return cls(data=root / "data", config=root / "config", state=root / "state", cache=root / "cache")


def default_folders() -> Folders:
    """Return the folders the system's conventions give (the XDG base directories on Linux).

    A relative path in their variables is passed over, as the specification says: it would name a library in each folder.
    """
    from platformdirs import PlatformDirs  # kept out of the import of this module: tests and demos do without

    dirs = PlatformDirs(APP, appauthor=False)
    return Folders(
        data=_absolute(dirs.user_data_dir, ".local/share"),
        config=_absolute(dirs.user_config_dir, ".config"),
        state=_absolute(dirs.user_state_dir, ".local/state"),
        cache=_absolute(dirs.user_cache_dir, ".cache"),
    )


def _absolute(folder: str, usual: str) -> Path:
    return Path(folder) if os.path.isabs(folder) else Path.home() / usual / APP  # noqa: PTH117  # before the first frame
