"""First frames that were drawn beforehand: what the screen will look like when it is opened the next time, as terminal bytes.

A frame lies in the state folder, readable by its owner alone, beside all that it depends on: the program, the terminal, the
day, and time and size of every file it was drawn from. It is good as long as none of that has changed. Importing this costs
next to nothing: it is read before anything else of the program.
"""

import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader import __version__
from reader.library.private_files import make_private_folder, open_private

LIST = "list"
"""The name of the frame of the library; that of an article is its id."""

MOST_FRAMES = 12
"""Frames that are kept, the latest: each is some 15 KB."""

MOST_BYTES = 1_000_000
"""A frame bigger than this is none of ours."""

_FOLDER = "frames"
_ENDING = ".frame"
_ENVIRONMENT = frozenset(
    "TERM COLORTERM COLORFGBG NO_COLOR FORCE_COLOR TERM_PROGRAM TMUX LANG LC_ALL LC_CTYPE TZ HOME "
    "XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME".split()
)


class Circumstances(NamedTuple):
    """What a frame was drawn for, beside the files."""

    columns: int
    rows: int
    environ: Mapping[str, str]
    """Of the environment, what can change the picture."""
    day: str
    """Ages and groups of days are shown."""
    program: str = __version__


class FirstFrame(NamedTuple):
    """A frame that is good."""

    text: bytes
    """Draws it on a cleared screen of its size."""
    ground: str
    """The theme was chosen by the ground of the terminal: `dark` or `light`; "" if it was not."""


def circumstances(size: tuple[int, int], environ: Mapping[str, str]) -> Circumstances:
    """Return those of this moment, for a terminal of `size` columns and rows."""
    told = {name: value for name, value in environ.items() if name in _ENVIRONMENT or name.startswith("TEXTUAL")}
    return Circumstances(*size, environ=told, day=time.strftime("%Y-%j"))


def find_frame(state: Path, name: str, now: Circumstances) -> FirstFrame | None:
    """Return the frame called `name`, or, of an article, the one whose id begins so; None unless it is still good."""
    folder = state / _FOLDER
    try:
        names = [name] if name == LIST else _names_that_begin(folder, name)
        if len(names) != 1:
            return None
        with (folder / f"{names[0]}{_ENDING}").open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                return None
            head = json.loads(file.readline())
            if head["circumstances"] != _plain(now) or head["files"] != _signatures(head["files"]):
                return None
            text = file.read()
            return FirstFrame(text, str(head["ground"])) if len(text) == head["size"] else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def keep_frame(state: Path, name: str, frame: FirstFrame, now: Circumstances, sources: Iterable[Path]) -> None:
    """Keep a frame that was drawn from the files `sources` as they are now. One that can't be kept is only not there."""
    folder = state / _FOLDER
    head = {
        "circumstances": _plain(now),
        "ground": frame.ground,
        "files": _signatures([str(path) for path in sources]),
        "size": len(frame.text),  # after a loss of power a file may be there in part
    }
    fresh = folder / f"{name}.{os.getpid()}.tmp"
    try:
        make_private_folder(folder)
        with open(fresh, "wb", opener=open_private) as file:
            file.write(json.dumps(head).encode("ascii") + b"\n" + frame.text)
        fresh.replace(folder / f"{name}{_ENDING}")
        _drop_oldest(folder)
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def drop_frames(state: Path, names: Iterable[str]) -> None:
    """Take away the frames of these articles and that of the library: something on them shall not be read any more."""
    gone = {f"{name}{_ENDING}" for name in (LIST, *names)}
    with suppress(OSError):
        for path in (state / _FOLDER).iterdir():  # a dozen, where the articles may be thousands
            if path.name in gone:
                path.unlink(missing_ok=True)


def drop_all_frames(state: Path) -> None:
    """Take away all frames: an article stands in the lists of others."""
    with suppress(OSError):
        for path in (state / _FOLDER).iterdir():
            path.unlink(missing_ok=True)


def _names_that_begin(folder: Path, beginning: str) -> list[str]:
    return [
        name.removesuffix(_ENDING)
        for name in os.listdir(folder)  # noqa: PTH208  # names alone
        if name.startswith(beginning) and name.endswith(_ENDING)
    ]


def _drop_oldest(folder: Path) -> None:
    frames = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in frames[MOST_FRAMES:]:
        path.unlink(missing_ok=True)


def _plain(now: Circumstances) -> list[object]:
    """Return circumstances as JSON gives them back."""
    return [now.columns, now.rows, dict(now.environ), now.day, now.program]


def _signatures(paths: Iterable[str]) -> dict[str, list[int]]:
    """Return time and size of each file; of one that is not there, nothing."""
    signatures: dict[str, list[int]] = {}
    for path in paths:
        try:
            known = os.stat(path)  # noqa: PTH116  # twenty of them before the first frame
        except OSError:
            signatures[path] = []
        else:
            signatures[path] = [known.st_mtime_ns, known.st_size]
    return signatures
