"""The doctor's look at who may read what is here: folders and files that others than their owner may look into.

All is made for the owner alone. A folder that was there before, or was copied, may be open; what a synchronising program or
git brings has the modes that it gives. In a folder that is closed nobody reaches that, so it is only noted.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from reader.model.errors import StoreError
from reader.store.care.findings import Round

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_REMEDY = "leaves it, and all that is in it, to its owner alone"


def examine_privacy(looking: Round, roots: Sequence[Path]) -> tuple[str, ...]:
    """Look at the folders `roots` and all that is in them; return what is to be noted of them."""
    notes: list[str] = []
    for root in dict.fromkeys(roots):
        try:
            mode = root.stat().st_mode
        except OSError:  # it is not there: whoever makes it closes it
            continue
        if not stat.S_ISDIR(mode):
            continue
        if not mode & _OTHERS:
            notes += _closed(looking, root)
        elif _keeps_modes(root):
            what = f"is open to others on this machine ({stat.S_IMODE(mode):o})"
            looking.mend(root, what, _REMEDY, partial(_close_all, root))
        else:
            notes.append(f"{root} is on a disk that knows no owners: who reaches the disk can read it")
    return tuple(notes)


def _closed(looking: Round, root: Path) -> Iterator[str]:
    """Say what in a closed folder would be open if it were not; with `fix`, close that too."""
    number = sum(1 for _ in _open_below(root))
    if not number:
        return
    what = "1 file or folder" if number == 1 else f"{number:,} files and folders"
    if not looking.fix:
        yield f"{what} in {root} would be open to others if that were not closed; --fix closes them"
        return
    try:
        _close_all(root)
    except (OSError, StoreError) as error:
        yield f"{what} in {root} could not be closed to others: {error}"
    else:
        yield f"{what} in {root} closed to others"


def _open_below(folder: Path) -> Iterator[Path]:
    """Give files and folders below `folder` that have rights for others; what is hidden there (`.git`) is not ours."""
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_symlink() or entry.name.startswith("."):
                    continue
                if entry.stat(follow_symlinks=False).st_mode & _OTHERS:
                    yield Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


def _close_all(root: Path) -> None:
    for path in (root, *_open_below(root)):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
    if root.stat().st_mode & _OTHERS:
        raise StoreError("its disk does not keep that")


def _keeps_modes(folder: Path) -> bool:
    """Whether a file in `folder` can be its owner's alone: FAT, exFAT and some network disks know no owners."""
    probe = folder / f".syncthing.pressmark.{os.getpid()}-{os.urandom(3).hex()}.tmp"
    try:
        descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError:
        return True
    try:
        return not os.fstat(descriptor).st_mode & _OTHERS
    finally:
        os.close(descriptor)
        probe.unlink(missing_ok=True)
