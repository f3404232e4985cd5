"""Exports on their way to the disk: into a file that the user named, or into a folder under a name of our own.

A file that the user named is theirs to name: it is written as a shell would write it, through links and into pipes. A name of
our own comes from the title of an article, so that strangers choose it: nothing that is there is written over or written
through, but an earlier export of the same article. The modes are those of the user's umask: an export is meant for others.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from reader.exchange.file_names import numbered_name
from reader.library.results import Exported
from reader.model.errors import ExchangeError

MOST_NUMBERS = 1_000
"""Files of one name that are stepped over before it is given up."""

_MOST_LOOKED_AT_BYTES = 64 * 1024 * 1024
"""No export of an article is as large."""
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_PLAIN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def write_named(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file that the user named. Raises ExchangeError."""
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise _failed(path, error) from error


def write_into(folder: Path, exported: Exported) -> Path:
    """Write an export into a folder under its own name, or under the next that is free; return the file. Raises ExchangeError.

    An earlier export of the same article is replaced in one step, where it stands: under this name, or under one that it was
    given when more of its namesakes, or none, were exported with it. Whatever else has that name stays as it is: a file of the
    user's, that of another article, a link, wherever it points to.
    """
    content = exported.text.encode(exported.encoding)
    path = folder
    try:
        if earlier := _earlier(folder, exported):
            path = earlier
            _replace(path, content)
            return path
        for path in _numbered(folder, exported.file_name):
            with suppress(FileExistsError):
                _create(path, content)
                return path
    except OSError as error:
        raise _failed(path, error) from error
    raise ExchangeError(f"{path}: there are too many files of this name", "choose another place with -o")


def _numbered(folder: Path, name: str) -> Iterator[Path]:
    """Give the places for a file of this name, the best first."""
    yield folder / name
    for number in range(2, MOST_NUMBERS + 1):
        yield folder / numbered_name(name, number)


def _earlier(folder: Path, exported: Exported) -> Path | None:
    """Return the earlier export of the same; None if there is none."""
    if not exported.mark:
        return None
    for name in dict.fromkeys((exported.file_name, *exported.earlier_names)):
        for path in takewhile(os.path.lexists, _numbered(folder, name)):
            if _is_earlier(path, exported):
                return path
    return None


def _is_earlier(path: Path, exported: Exported) -> bool:
    """Whether a plain file at `path` is an earlier export of the same; a link is none."""
    try:
        with open(os.open(path, _PLAIN_FILE), "rb") as file:  # noqa: PTH123  # Path.open would follow a link
            if os.fstat(file.fileno()).st_size > _MOST_LOOKED_AT_BYTES:
                return False
            return exported.mark.encode() in file.read(_MOST_LOOKED_AT_BYTES)
    except OSError:  # nothing is there, or a link, or what may not be read
        return False


def _create(path: Path, content: bytes) -> None:
    """Write a new file. Raises FileExistsError if the name is taken, OSError and leaves nothing if it cannot be written."""
    with open(os.open(path, _NEW_FILE, 0o666), "wb") as file:  # noqa: PTH123
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _replace(path: Path, content: bytes) -> None:
    """Put a new file in the place of an old one: whoever reads it sees the one or the other."""
    fresh = path.with_name(f".pressmark-{os.urandom(6).hex()}.part")
    _create(fresh, content)
    try:
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _failed(path: Path, error: OSError) -> ExchangeError:
    return ExchangeError(f"{path}: {error.strerror or error}", "choose another place with -o")
