"""The names of the copies that synchronising programs leave beside a file when both sides have changed it.

| program | name of a copy of `0123456789abcdef.json` |
|---|---|
| Syncthing | `0123456789abcdef.sync-conflict-20260102-030405-ABCDEFG.json` |
| Dropbox | `0123456789abcdef (Ada's conflicted copy 2026-01-02).json`, in the language of the machine; `… (Case Conflict).json` |
| Nextcloud, ownCloud | `… (conflicted copy 2026-01-02 030405).json`, `…_conflict-20260102-030405.json` |
| Seafile, pCloud, Resilio | `… (SFConflict ada@example.org 2026-01-02-03-04-05).json`, `… [conflicted].json`, `….Conflict.json` |
| OneDrive | `0123456789abcdef-ADAS-LAPTOP.json` |
| iCloud | `0123456789abcdef 2.json` |
| Google Drive | `0123456789abcdef (1).json` |
| git | `0123456789abcdef.json~HEAD`, `0123456789abcdef.json.orig` |

A name is one of a copy only if what is left without the mark is a name that Pressmark gives: our names are hexadecimal digits
or one of three words, so nothing that somebody has put there by hand is mistaken for a copy. Only names are looked at here.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.model.patterns import compile_late

_OURS = compile_late(
    r"(?:[0-9a-f]{16}(?:\.position)?\.json|[0-9a-f]{64}\.(?:json|[a-z]{1,8}(?:\.zst)?)|(?:record|images)\.json"
    r"|[0-9a-f]{8}-\d{4}-\d{2}\.json|library\.toml)\Z"
)
"""Articles, addresses and versions have 16 digits, pages and pictures 64; a machine's month has 8 and the month."""

_CONFLICT = (
    "conflict|konflik|conflit|ristirii|çakış|xung đột|конфликт|конфлікт|σύγκρουσ|競合|冲突|衝突|충돌|ขัดแย้ง|تعارض|התנגש"
)
"""What the copies of Dropbox and its like are called in the languages of their programs."""

_MARKS = tuple(
    compile_late(pattern, re.IGNORECASE if "conflict" in pattern else 0)
    for pattern in (
        r"(?P<name>.+?)(?:\.sync-conflict-\d{8}-\d{6}(?:-[0-9A-Z]{7})?|_conflict-\d{8}-\d{6}|\.conflict)(?P<end>\..+)",
        rf"(?P<name>.+?) ?[(\[][^/]*(?:{_CONFLICT})[^/]*[)\]](?:-\d+)?(?P<end>\..+)",
        r"(?P<name>.+?)(?: [2-9]| [1-9]\d| ?\([1-9]\d?\))(?P<end>\.[^ ]+)",
        r"(?P<name>.+?)-(?=[0-9-]*[A-Z])[0-9A-Z][0-9A-Z-]{0,14}(?: ?\(\d\))?(?P<end>\..+)",
        r"(?P<name>.+\.(?:json|toml))(?:~[\w.+-]{1,80}|\.orig)(?P<end>)",
    )
)
_MAX_MARKS = 4
"""A copy of a copy of a copy is one; who copies on has something else in mind."""


class ConflictCopy(NamedTuple):
    """A copy, and the file beside which it was left."""

    path: Path
    original: Path


def is_ours(name: str) -> bool:
    """Whether a name is one that Pressmark gives to a file: no copy, and nothing that is left of a write."""
    return _OURS.match(name) is not None


def original_name(name: str) -> str:
    """Return the name of the file of which `name` is a conflict copy, "" if it is none.

    `a.position.json` has copies named `a.position.sync-conflict-….json`: the last ending alone moves to the end.
    """
    for _ in range(_MAX_MARKS):
        found = next((found for mark in _MARKS if (found := mark.fullmatch(name))), None)
        if found is None:
            return ""
        name = f"{found['name']}{found['end']}"
        if _OURS.match(name):
            return name
    return ""


def conflict_copies(folder: Path) -> Iterator[ConflictCopy]:
    """Give the conflict copies in `folder`, in the order of their names."""
    found: list[ConflictCopy] = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            # Most names are ours and no copies: they cost one match.
            if not is_ours(name) and (original := original_name(name)) and entry.is_file(follow_symlinks=False):
                found.append(ConflictCopy(folder / name, folder / original))
    yield from sorted(found)
