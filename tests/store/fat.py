"""A real FAT file system in a file, for the tests of libraries on a stick: no hard links, no case, times of two seconds.

Mounted by the kernel where it knows FAT, else by `fusefat` (Debian's package of that name; needs /dev/fuse). `mkfs.vfat` comes
with `dosfstools`.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_BYTES = 64_000_000


def what_is_missing() -> str:
    """Return what this machine lacks for mounting FAT, "" if nothing."""
    if not _tool("mkfs.vfat"):
        return "mkfs.vfat is not installed (Debian: apt-get install dosfstools)"
    if _knows_fat() and shutil.which("mount") and Path("/dev/loop-control").exists():
        return ""
    if not shutil.which("fusefat") or not Path("/dev/fuse").exists():
        return "the kernel knows no FAT, and fusefat is not installed (Debian: apt-get install fusefat)"
    return ""


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """Give the root of an empty FAT file system that lies in `folder` while the block lasts. Raises OSError if it cannot be."""
    image, root = folder / "stick.img", folder / "stick"
    root.mkdir()
    with image.open("wb") as file:
        file.truncate(SIZE_BYTES)
    _run(_tool("mkfs.vfat"), "-F", "32", str(image))
    unmount: tuple[str, ...]
    if _knows_fat():
        _run("mount", "-o", "loop", str(image), str(root))
        unmount = ("umount", str(root))
    else:
        _run("fusefat", "-o", "rw+", str(image), str(root))
        unmount = ("fusermount", "-u", str(root))
    try:
        yield root
    finally:
        _run(*unmount)


def _knows_fat() -> bool:
    return "vfat" in Path("/proc/filesystems").read_text(encoding="ascii").split()


def _tool(name: str) -> str:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin") or ""


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        raise OSError(done.returncode, f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
