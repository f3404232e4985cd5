"""How the command line speaks: data on stdout, narration on stderr, progress on a terminal only.

Everything printed has passed the model's boundary; `say` cleans once more, because a message may quote what the user typed.
"""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any, TextIO

from reader.layout.cells import shorten
from reader.library.progress import Progress
from reader.model.errors import ReaderError
from reader.model.patterns import compile_late
from reader.model.text import clean_line, clean_text

SOME_FAILED = 7
"""The exit code of a batch of which some failed."""
ERROR_LETTERS = 400
REDRAW_SECONDS = 0.1
QUICK_SECONDS = 0.4
"""Looking for what is new takes less in all but big libraries; a line that flashes up would only disturb."""
LEAST_PROGRESS_CELLS = 10
_NO_LETTER = compile_late("[\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e0fff]")
SHOWN_ID_LETTERS = 8
"""Of an article's id, in lists: enough to tell thousands of articles apart."""


def json_text(value: Any, indent: int | None = None) -> str:
    """Return `value` as JSON with its letters as they are; what is none, as in the name of a folder, is written as an escape.

    JSON itself escapes what lies below a blank. Control characters beyond it, marks that turn lines round, and half surrogate
    pairs are read back the same, and do nothing to the terminal that they are shown in.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _NO_LETTER.sub(_as_escape, text)


def _as_escape(found: re.Match[str]) -> str:
    """Return a letter as JSON escapes it: beyond the basic plane by its two halves (RFC 8259, 7)."""
    halves = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{halves[at : at + 2].hex()}" for at in range(0, len(halves), 2))


def print_json(value: Any) -> None:
    """Print one JSON value on stdout, readable, in UTF-8."""
    print(json_text(value, indent=2))


def print_json_line(value: Any) -> None:
    """Print one JSON value on one line and hand it on at once: what reads us may be waiting."""
    print(json_text(value), flush=True)


def say(message: str) -> None:
    """Tell the user something on stderr, one clean line."""
    with suppress(OSError):  # where nothing can be told any more, the exit code still tells
        end_progress()
        print(clean_line(message, ERROR_LETTERS), file=sys.stderr)


def complain(error: ReaderError) -> None:
    """Tell the user what failed, on one line: what, where, and what to do. Notes of the error stand below, line by line."""
    say(f"pressmark: {error}")
    for note in getattr(error, "__notes__", ()):
        print(clean_text(note), file=sys.stderr)


def prepare_output() -> None:
    """Let stdout write every letter: what its charset or a file's odd name does not allow is written as an escape.

    Of streams that were closed before we started (`2>&-`), input and output fail as they are used; messages go nowhere.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_WRONLY))  # noqa: PTH123, SIM115  # reading fails
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w")  # noqa: PTH123, SIM115  # writing fails
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Let what was not written to stdout yet go nowhere: the interpreter would try it again at its end, and complain."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_plain(stream: TextIO) -> bool:
    """Whether `stream` gets letters only: it is no terminal, or the user wants no colour (https://no-color.org)."""
    return not stream.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


_shown = False


def progress_reporter(
    *, quiet_seconds: float = 0.0, clock: Callable[[], float] = monotonic
) -> Callable[[Progress], None]:
    """Return a reporter that keeps one line on stderr up to date if that is a terminal, and is silent if not.

    What is over within `quiet_seconds` shows nothing; what moves faster than the eye is not drawn every time.
    """
    if not sys.stderr.isatty():
        return lambda progress: None
    start, last_step, drawn = clock(), "", 0.0

    def report(progress: Progress) -> None:
        global _shown  # one terminal, one line: whoever prints next must know whether to clear it
        nonlocal last_step, drawn
        now = clock()
        if now - start < quiet_seconds or (progress.step == last_step and now - drawn < REDRAW_SECONDS):
            return
        last_step, drawn = progress.step, now
        count = f" {progress.done:,}/{progress.total:,}" if progress.total else ""
        width = max(LEAST_PROGRESS_CELLS, shutil.get_terminal_size().columns - len(count) - 4)
        sys.stderr.write(f"\r\x1b[K{shorten(clean_line(progress.step), width)}{count} …")
        sys.stderr.flush()
        _shown = True

    return report


def end_progress() -> None:
    """Clear the progress line, if one stands."""
    global _shown
    if _shown:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
        _shown = False
