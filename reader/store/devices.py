"""The name under which this machine counts its changes: eight hexadecimal digits and, beside them, what machine it is.

Two machines that count under one name would take each other's changes for their own old ones, and drop them. So a name holds
only where it was given: a home folder that was copied to another machine, or beside itself, brings a file with a name and the
mark of the place it came from, and gets a new name there. To the other machines that is a new machine, which costs nothing.
For the same reason a machine that has lost some of its own changes (a damaged file, of which the generation before is used)
goes on under a new name: it no longer knows all that it wrote under the old one.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from reader.model.errors import StoreError
from reader.model.patterns import compile_late
from reader.store.atomic import make_folder, write_durably
from reader.store.plain_files import read_plain_text

_LINE = compile_late(r"([0-9a-f]{8})(?: ([0-9a-f]{16}))?\s*\Z")
_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""What systemd and D-Bus know a Linux by, machine-id(5); where there is none, the host's name has to do."""


def read_device(path: Path) -> str:
    """Return the name in the file at `path`, "" if it has none that holds here. Raises StoreError."""
    try:
        line = read_plain_text(path, errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    found = _LINE.match(line)
    return found[1] if found and found[2] == _mark_of(path.parent) else ""


def give_device(path: Path) -> str:
    """Return a new name, written to the file at `path`. The caller holds the lock. Raises StoreError."""
    name = os.urandom(4).hex()
    make_folder(path.parent)
    write_durably(path, f"{name} {_mark_of(path.parent)}\n".encode("ascii"))
    return name


def _mark_of(folder: Path) -> str:
    """Return the mark of this machine and of the folder in it: a copy of the folder is another one."""
    inode = 0
    with suppress(OSError):
        inode = folder.stat().st_ino
    return hashlib.sha256(f"{_machine_id()} {inode}".encode()).hexdigest()[:16]


def _machine_id() -> str:
    for path in _MACHINE_IDS:
        with suppress(OSError):
            if name := path.read_text(encoding="ascii", errors="replace").strip():
                return name
    return os.uname().nodename
