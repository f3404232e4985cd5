"""A real pseudo-terminal with a screen behind it: what a person at a terminal sees and types."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pyte

ROUND_SECONDS = 0.05


class _Screen(pyte.Screen):
    """pyte knows no private graphic modes (`CSI > 4 m`); a terminal that doesn't either ignores them."""

    def select_graphic_rendition(self, *attributes: int, **flags: Any) -> None:
        if not flags.get("private"):
            super().select_graphic_rendition(*attributes)

    def report_device_status(self, mode: int, **flags: Any) -> None:
        if not flags.get("private"):
            super().report_device_status(mode)


def _own_terminal() -> None:
    """Make the new session's terminal its controlling one, so that `/dev/tty` leads to it, and let its end be heard.

    Tests that run under `nohup` would hand on that hang-ups are ignored, those behind an ampersand in a script that ctrl+c is.
    """
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """A program in a pseudo-terminal. Use as a context manager: leaving it kills what still runs."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
        is_colourless: bool = False,
    ) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.written = bytearray()
        """Every byte the program wrote."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        if not is_colourless:
            environment.pop("NO_COLOR", None)
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        os.close(slave)
        self._master = master

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *failure: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def send(self, keys: str) -> None:
        """Type `keys`."""
        os.write(self._master, keys.encode())

    def wait_for(self, words: str, *, seconds: float = 30.0) -> None:
        """Read the screen until `words` stand on it. Raises AssertionError with the screen if they never do."""
        end = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < end, f"never seen: {words!r}; the screen was:\n{self.text}"
            assert self._read() or self._process.poll() is None, f"ended before {words!r}:\n{self.text}"

    def wait_until_gone(self, words: str, *, seconds: float = 30.0) -> None:
        """Read the screen until `words` stand on it no more."""
        end = time.monotonic() + seconds
        while words in self.text:
            assert time.monotonic() < end, f"still there: {words!r}; the screen was:\n{self.text}"
            self._read()

    def wait_until_written(self, data: bytes, *, times: int = 1, seconds: float = 30.0) -> None:
        """Read until the program has written `data` so many times."""
        end = time.monotonic() + seconds
        while self.written.count(data) < times:
            assert time.monotonic() < end, f"never written: {data!r}; the screen was:\n{self.text}"
            assert self._read() or self._process.poll() is None, f"ended before {data!r}:\n{self.text}"

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes(self) -> list[Any]:
        """Return the modes the terminal is in."""
        return termios.tcgetattr(self._master)

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def wait_for_end(self, *, seconds: float = 30.0) -> int:
        """Read until the program ends; return its exit code."""
        end = time.monotonic() + seconds
        while self._process.poll() is None:
            assert time.monotonic() < end, f"it did not end; the screen was:\n{self.text}"
            self._read()
        while self._read():  # what it wrote last may be more than comes at once
            pass
        return self._process.returncode

    def _read(self) -> bool:
        """Feed what came to the screen; False if nothing came for a moment."""
        ready, _, _ = select.select([self._master], [], [], ROUND_SECONDS)
        if not ready:
            return False
        with suppress(OSError):  # EIO: the program has closed its side
            data = os.read(self._master, 65536)
            self.written += data
            self._stream.feed(data)
            return bool(data)
        return False
