"""Files and folders that nobody but their owner may look into, whatever the umask of the shell that started us says.

For what lies beside the library: log, window state, first frames, settings. The library's own files are written by `store`,
which keeps the same rule. Imported before the first frame, so it imports next to nothing.
"""

import os
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def open_private(path: str | os.PathLike[str], flags: int) -> int:
    """Open a file; one that is new is its owner's alone. For the `opener` of `open`. Raises OSError."""
    return os.open(path, flags, FILE_MODE)


def make_private_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, for the owner alone; one that is there stays as it is. Raises OSError."""
    missing = []
    while not folder.is_dir():  # `mkdir(mode, parents=True)` gives its mode to the last one only
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=FOLDER_MODE, exist_ok=True)
