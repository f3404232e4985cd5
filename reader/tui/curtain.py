"""The curtain: the first frame, drawn beforehand, that stands on the terminal while the program is still being loaded.

It is shown by the entry before anything else, if a frame was kept that is still good (`reader.library.first_frames`);
the screen's driver then takes the terminal over from it, without clearing it and without losing a key; or it is withdrawn,
if the screen can't be opened after all. Nothing of textual is imported here.
"""

import os
import re
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from reader.library.first_frames import LIST, FirstFrame, circumstances, find_frame
from reader.library.folders import default_folders
from reader.tui.looks.terminal_colours import Answers, ask
from reader.tui.looks.terminal_pictures import may_hold_pictures

ENTER_SCREEN = "\x1b[?1049h"
"""To the second screen of the terminal; told twice, some terminals clear it."""

_LEAVE_SCREEN = b"\x1b[0m\x1b[?1049l\x1b[?25h"
_HIDE_CURSOR = "\x1b[?25l"
_ARTICLE = re.compile(r"(?=.*[a-f])[0-9a-f]{8,64}")
"""What is an id's beginning beyond doubt: it has a letter, where a number of the last list has none."""

_KEYS, _SCREEN = 0, 2
"""The descriptors that the screen reads from and writes to."""

_ENDINGS = (signal.SIGTERM, signal.SIGHUP)

Modes = list[Any]


class Curtain:
    """A frame on the terminal. Until it is taken over or withdrawn, keys wait unread and unseen where they came in."""

    def __init__(self, frame: FirstFrame, answers: Answers | None, size: tuple[int, int]) -> None:
        self.frame = frame
        self.answers = answers
        """What the terminal said; None if it was not asked."""
        self.size = size
        """Columns and rows of the frame."""
        self._modes: Modes | None = None
        self._handlers: dict[signal.Signals, Any] = {}

    @property
    def is_shown(self) -> bool:
        """Whether the terminal is still in our hands."""
        return self._modes is not None

    def show(self) -> None:
        """Draw the frame; the terminal is then as the screen will want it, but for ctrl+c, which still ends the program."""
        modes = termios.tcgetattr(_KEYS)
        for number in _ENDINGS:
            if signal.getsignal(number) is signal.SIG_DFL:  # what the caller ignores (nohup) stays ignored
                self._handlers[number] = signal.signal(number, self._end)
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._handlers[signal.SIGINT] = signal.signal(signal.SIGINT, self._interrupt)
        self._modes = modes
        termios.tcsetattr(_KEYS, termios.TCSANOW, _waiting(modes))
        _write(f"{ENTER_SCREEN}{_HIDE_CURSOR}".encode() + self.frame.text)

    def hand_over(self) -> Modes:
        """Let the screen have the terminal; return the modes that it has to be given back in."""
        modes = self._modes
        assert modes is not None, "there is nothing to be handed over"
        self._modes = None
        self._give_signals_back()
        return modes

    def withdraw(self) -> None:
        """Give the terminal back as it was, if nobody has taken it over."""
        if self._modes is None:
            return
        modes, self._modes = self._modes, None
        self._give_signals_back()
        try:
            _write(_LEAVE_SCREEN)
            termios.tcsetattr(_KEYS, termios.TCSANOW, modes)
        except (OSError, termios.error):
            return  # the terminal is gone

    def _give_signals_back(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self.withdraw()  # at once: it may come where nobody is ready to do so
        raise KeyboardInterrupt

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.withdraw()
        signal.signal(number, signal.SIG_DFL)  # it may come before anything is shown, and must not come back to us
        os.kill(os.getpid(), number)


def draw_curtain(arguments: Sequence[str], environ: Mapping[str, str]) -> Curtain | None:
    """Show the frame that was kept for this command line; None if there is none that is good, or no terminal for it."""
    name = _name_asked_for(arguments)
    try:
        if not name or not _has_terminal(environ):
            return None
        size = tuple(os.get_terminal_size(_SCREEN))
        frame = find_frame(default_folders().state, name, circumstances((size[0], size[1]), environ))
        if frame is None:
            return None
        answers = ask(environ) if frame.ground or may_hold_pictures(environ) else None
        curtain = Curtain(frame, answers, (size[0], size[1]))
        if not frame.ground or answers is None or answers.is_dark(environ) is (frame.ground == "dark"):
            curtain.show()  # else what was learnt is of use all the same
    except (OSError, termios.error):
        return None
    return curtain


def _name_asked_for(arguments: Sequence[str]) -> str:
    """Return the name of the frame for a command line, "" if none can be told without the library."""
    match list(arguments):
        case []:
            return LIST
        case [target] if "://" in target or ("." in target and not target.startswith("-") and Path(target).is_file()):
            return LIST  # beside which it will open; no command has a dot in its name
        case ["open", word] if _ARTICLE.fullmatch(word) and not Path(word).exists():  # a file of that name wins
            return word
    return ""


def _has_terminal(environ: Mapping[str, str]) -> bool:
    return (
        environ.get("TERM", "dumb") not in ("dumb", "unknown")
        and sys.__stderr__ is not None
        and os.isatty(_KEYS)
        and os.isatty(_SCREEN)
        and os.tcgetpgrp(_KEYS) == os.getpgrp()  # in the background, writing would stop the process
    )


def _waiting(modes: Modes) -> Modes:
    """Return modes in which keys wait as the screen will read them, and are not echoed."""
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = modes
    characters = list(characters)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    for stopping in (termios.VSUSP, termios.VQUIT):
        characters[stopping] = b"\x00"
    iflag &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    return [iflag, oflag, cflag, lflag, ispeed, ospeed, characters]


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(_SCREEN, data) :]
