"""Lists in files that the user names: of feeds, of addresses."""

from pathlib import Path

from reader.model.errors import ReadFileError, UsageError
from reader.model.text import clean_line

MOST_LIST_BYTES = 20_000_000
"""A hundred thousand feeds, or addresses, take less."""
_MAX_SHOWN_LETTERS = 150


def read_list(path: Path, hint: str) -> bytes:
    """Return what is in the file at `path`. Raises UsageError, with `hint`, if it cannot be read or has more than 20 MB.

    Nobody is waited for without end: what is named may be a pipe, or a device.
    """
    from reader.fetch.source import read_bytes

    try:
        content, _ = read_bytes(path)
    except ReadFileError as error:
        raise UsageError(error.message, hint) from error
    check_list(content, str(path))
    return content


def check_list(content: bytes, name: str) -> None:
    """Raise UsageError if there is more in a list than is read."""
    if len(content) > MOST_LIST_BYTES:
        shown = clean_line(name, _MAX_SHOWN_LETTERS)
        raise UsageError(f"{shown} is larger than {MOST_LIST_BYTES // 1_000_000} MB", "a list is not so long")
