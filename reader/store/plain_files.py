"""Reading files of a library, into whose folder other machines and programs write: plain files alone, and none without end.

A pipe would be waited for until somebody writes into it, and a device may give for ever.
"""

import errno
import os
import stat
from io import FileIO
from pathlib import Path

MAX_FILE_BYTES = 256 * 1024 * 1024
"""No file of a library is nearly as large: the fetching door lets no page and no picture in that would be."""


def open_plain(path: Path, most_bytes: int | None = MAX_FILE_BYTES, *, may_be_null: bool = False) -> FileIO:
    """Open the plain file at `path` for reading. Raises OSError, also if it is something else or larger; None is any size.

    With `may_be_null` it may be the null device, by which people say that a file of theirs is empty.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
        if not stat.S_ISREG(status.st_mode) and not (may_be_null and _is_null(status)):
            raise OSError(errno.EINVAL, "it is no plain file", str(path))
        if most_bytes is not None and status.st_size > most_bytes:
            raise OSError(errno.EFBIG, f"it is larger than {most_bytes >> 20:,} MB", str(path))
        return FileIO(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


def read_plain(path: Path, most_bytes: int = MAX_FILE_BYTES, *, may_be_null: bool = False) -> bytes:
    """Return what is in the plain file at `path`. Raises OSError as `open_plain`."""
    with open_plain(path, most_bytes, may_be_null=may_be_null) as file:
        return file.read()


def read_plain_text(path: Path, errors: str = "strict") -> str:
    """Return the text of the plain file at `path`, its lines parted by newlines; `errors` as for `bytes.decode`.

    Raises OSError as `open_plain`, UnicodeDecodeError.
    """
    return read_plain(path).decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")


def _is_null(status: os.stat_result) -> bool:
    return stat.S_ISCHR(status.st_mode) and status.st_rdev == Path(os.devnull).stat().st_rdev
