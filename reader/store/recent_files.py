"""What a few files held when they were read or written last, so that the same bytes are taken apart only once.

A file is still read every time: what is remembered counts only as long as the bytes are the same, letter for letter.
"""

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, NamedTuple

MOST_FILES = 4
"""The article that is read, the one before, and what is done to others meanwhile."""

LEAST_BYTES = 4_096
"""A smaller file is taken apart again in no time, and looking at a whole library should not push out what is in use."""


class RecentFile(NamedTuple):
    """The bytes of a file, and what was made of them. Whoever gets it must change nothing in it."""

    data: bytes
    content: Any


class RecentFiles:
    """The files used last. May be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: OrderedDict[Path, RecentFile] = OrderedDict()

    def recall(self, path: Path, data: bytes) -> Any | None:
        """Return what was made of a file that held these bytes, None if that is not known."""
        with self._lock:
            found = self._files.get(path)
            if found is None or found.data != data:
                return None
            self._files.move_to_end(path)
            return found.content

    def remember(self, path: Path, data: bytes, content: Any) -> None:
        """Keep what was made of the bytes of a file."""
        with self._lock:
            self._files.pop(path, None)
            if len(data) < LEAST_BYTES:
                return
            self._files[path] = RecentFile(data, content)
            if len(self._files) > MOST_FILES:
                self._files.popitem(last=False)
