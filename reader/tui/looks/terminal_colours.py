"""What the terminal says of itself before the screen takes it over: whether it is light or dark.

All is asked in one go, because each question costs the way there and back. Keys that are typed meanwhile come in among the
answers; they are told apart and handed on, not lost.

The terminal is asked for its ground with OSC 11 (xterm, "Operating System Commands": `ESC ] 11 ; ? ESC \\`), followed by a
question that every terminal answers, DA1 (`ESC [ c`): one that does not know OSC 11 then says so at once, and nobody waits
for the time to be up. Without a terminal, or without an answer, the variable COLORFGBG is looked at (rxvt, Konsole, iTerm2).
"""

import os
import re
import select
import time
from collections.abc import Mapping
from typing import NamedTuple

from reader.tui.looks.terminal_pictures import CELL_ANSWER, CellPixels, may_hold_pictures, parse_cell
from reader.tui.looks.terminal_pictures import QUESTION as ABOUT_PICTURES

TIMEOUT_SECONDS = 0.1
"""A local terminal answers in 1 to 5 ms; over a slow line we would rather guess than be late."""

_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_ANSWER = re.compile(rb"\x1b[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[0-9;]*c|" + CELL_ANSWER)
"""What no key sends: control strings (OSC, DCS, APC), what DA1 answers, and the size of a cell."""
_GROUND = re.compile(rb"\x1b\]11;(?:rgba?:|#)([0-9a-fA-F/]+)(?:\x07|\x1b\\)")
_ATTRIBUTES = re.compile(rb"\x1b\[\?[0-9;]*c")
_MOST_BYTES = 4096
_TERMINAL = "/dev/tty"

_DARKEST_LIGHT = 0.184
"""Relative luminance of middle grey, L* = 50 (CIE 1976): a ground above it is light."""

_LIGHT_NUMBERS = frozenset((7, *range(9, 16)))
"""Of the sixteen colours in COLORFGBG, those that are light grounds; 8 is dark grey. The rule is vim's."""


class Ground(NamedTuple):
    """A colour, each part 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def is_dark(self) -> bool:
        """Whether light letters are read better on it (relative luminance, WCAG 2.2)."""
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue < _DARKEST_LIGHT


class Answers(NamedTuple):
    """What came from the terminal after it was asked."""

    ground: Ground | None = None
    cell: CellPixels | None = None
    """The size of a cell, if the terminal holds pictures itself."""
    typed: bytes = b""
    """Keys that were pressed meanwhile, as the terminal sent them: they belong to the screen."""

    def is_dark(self, environ: Mapping[str, str]) -> bool | None:
        """Return whether the ground is dark, by the answer or else by the environment; None if nothing tells."""
        return self.ground.is_dark if self.ground is not None else parse_colorfgbg(environ.get("COLORFGBG", ""))


def ask(environ: Mapping[str, str]) -> Answers:
    """Ask the terminal what the screen wants to know before it begins, all in one go.

    Blocks for at most `TIMEOUT_SECONDS`, and only while the screen is not running.
    """
    if environ.get("TERM", "dumb") in ("dumb", "linux", "unknown"):
        return Answers()
    reply = ask_terminal(question=ABOUT_PICTURES + _QUESTION if may_hold_pictures(environ) else _QUESTION)
    return Answers(ground=parse_ground(reply), cell=parse_cell(reply), typed=_ANSWER.sub(b"", reply))


def parse_ground(reply: bytes) -> Ground | None:
    """Return the colour in a terminal's answer to OSC 11: `rgb:RRRR/GGGG/BBBB` with 1 to 4 digits a part, or `#RRGGBB`."""
    found = _GROUND.search(reply)
    if found is None:
        return None
    digits = found[1].decode("ascii")
    if "/" in digits:
        parts = digits.split("/")
    else:
        size = len(digits) // 3
        parts = [digits[at * size : (at + 1) * size] for at in range(3)] if len(digits) == 3 * size else []
    if len(parts) not in (3, 4) or not all(1 <= len(part) <= 4 for part in parts):
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts[:3])
    return Ground(red, green, blue)


def parse_colorfgbg(value: str) -> bool | None:
    """Return whether COLORFGBG (`15;0`, `0;default;15`) names a dark ground; None if it says nothing."""
    ground = value.rpartition(";")[2]
    if ";" not in value or not ground.isdecimal() or int(ground) > 15:
        return None
    return int(ground) not in _LIGHT_NUMBERS


def ask_terminal(timeout_seconds: float = TIMEOUT_SECONDS, question: bytes = _QUESTION) -> bytes:
    """Ask the controlling terminal for its ground and return what it answers within the time; b"" without a terminal.

    The terminal's modes are put back as they were, and an answer that comes too late is thrown away with what is typed then.
    """
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return b""
    try:
        return _ask(terminal, timeout_seconds, question)
    except OSError:
        return b""
    finally:
        os.close(terminal)


def _ask(terminal: int, timeout_seconds: float, question: bytes) -> bytes:
    import termios  # Unix only; the caller has found /dev/tty by now

    if os.tcgetpgrp(terminal) != os.getpgrp():
        return b""  # in the background, writing to the terminal would stop the process
    modes = termios.tcgetattr(terminal)
    reply = b""
    try:
        asking = [*modes[:6], list(modes[6])]
        asking[0] &= ~termios.ICRNL  # enter, pressed meanwhile, shall arrive as the screen will take it
        asking[3] &= ~(termios.ECHO | termios.ICANON)
        asking[6][termios.VMIN], asking[6][termios.VTIME] = 1, 0
        termios.tcsetattr(terminal, termios.TCSADRAIN, asking)
        os.write(terminal, question)
        deadline = time.monotonic() + timeout_seconds
        while not _ATTRIBUTES.search(reply) and len(reply) < _MOST_BYTES:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([terminal], [], [], left)[0]:
                break
            reply += os.read(terminal, 512)
    except termios.error as error:
        raise OSError(*error.args) from error
    finally:
        is_whole = _ATTRIBUTES.search(reply) is not None
        termios.tcsetattr(terminal, termios.TCSADRAIN if is_whole else termios.TCSAFLUSH, modes)
    return reply
