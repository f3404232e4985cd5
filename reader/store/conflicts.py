"""The copies that synchronising programs leave beside a file when both sides have changed it.

Syncthing: `NAME.sync-conflict-20260102-030405-ABCDEFG.json`; Dropbox and Nextcloud: `NAME (Ada's conflicted copy
2026-01-02).json`. Only names are looked at here; the stores merge what stands in them.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_COPY = re.compile(
    r"(?P<name>.+?)(?:\.sync-conflict-[^/]*| \([^/()]*conflicted copy[^/()]*\))(?P<end>(?:\.position)?\.json)\Z"
)


class ConflictCopy(NamedTuple):
    """A copy, and the file beside which it was left."""

    path: Path
    original: Path


def original_name(name: str) -> str:
    """Return the name of the file of which `name` is a conflict copy, "" if it is none.

    `a.position.json` has copies named `a.position.sync-conflict-….json`: the last ending alone moves to the end.
    """
    found = _COPY.match(name)
    return f"{found['name']}{found['end']}" if found else ""


def conflict_copies(folder: Path) -> Iterator[ConflictCopy]:
    """Give the conflict copies in `folder`, in the order of their names."""
    found: list[ConflictCopy] = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if (name := original_name(entry.name)) and entry.is_file(follow_symlinks=False):
                found.append(ConflictCopy(folder / entry.name, folder / name))
    yield from sorted(found)
