"""A child process that tells how its work goes, in JSON, a line at a time: what both of its sides need, whatever the work is.

The parent's side is `TellingChild`; the child's are `start_as_child`, `tell` and `tell_end`. The child ends when its
parent does, as its standard input closes then.
"""

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from reader.model.errors import CancelledError, ReaderError, StoreError, StoreLockedError

NICENESS = 10
"""Below whatever the user waits for, above what only runs when nothing else does."""

_START = """
import importlib, json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
sys.exit(importlib.import_module(sys.argv.pop(1)).main(sys.argv[1:]))
"""
"""The child finds the same modules as we, however we found them, and none in the folder where it is started (`-P`)."""


class TellingChild:
    """A child, from its parent's side. For one thread at a time; only `wait_for_words` and `end` wait."""

    def __init__(
        self, module: str, arguments: Sequence[str], *, what: str, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start `main(arguments)` of the module; `what` it is for goes into the StoreError that is raised if it can't be started.

        `environment` is what it has beside ours.
        """
        try:
            self._process = subprocess.Popen(
                (sys.executable, "-P", "-c", _START, json.dumps(sys.path), module, *arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **(environment or {})},
                start_new_session=True,  # ctrl+c is for the one who has the terminal; this one then sees its input close
            )
        except OSError as error:
            raise StoreError(f"no process for {what} could be started: {error.strerror or error}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        os.set_blocking(self._output.fileno(), False)
        self._rest = b""
        self.pid = self._process.pid

    @property
    def is_gone(self) -> bool:
        """Whether it has ended; what it told last may still be there to be read."""
        return self._process.poll() is not None

    @property
    def is_closed(self) -> bool:
        """Whether `end` was called: nothing is heard of it any more."""
        return self._output.closed

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what it has told since the last time. Never waits."""
        if self.is_closed:
            return
        with suppress(BlockingIOError):
            while block := os.read(self._output.fileno(), 65_536):
                self._rest += block
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            with suppress(ValueError):
                value = json.loads(line)
                if isinstance(value, dict):
                    yield value

    def wait_for_words(self, seconds: float) -> None:
        """Wait until it tells something or ends, `seconds` at the most."""
        select.select([self._output], [], [], seconds)

    def tell_to_stop(self) -> None:
        """Close its input. May be called again."""
        with suppress(OSError):
            self._input.close()

    def end(self, seconds: float) -> None:
        """Tell it to stop, kill it if it does not within `seconds`, and wait until it is gone. May be called again."""
        self.tell_to_stop()
        self._output.close()
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def start_as_child() -> threading.Event:
    """Make this process one that gives way to others; return what is set when its parent is gone or wants no more."""
    cancel = threading.Event()
    threading.Thread(target=_wait_for_end_of_input, args=(cancel,), daemon=True).start()
    with suppress(OSError):
        os.nice(NICENESS)
    return cancel


_telling = threading.Lock()


def tell(line: Mapping[str, Any]) -> None:
    """Tell the parent. For any thread; nothing happens if nobody listens any more."""
    data = json.dumps(line).encode("ascii") + b"\n"
    with _telling, suppress(OSError):
        while data:
            data = data[os.write(1, data) :]


def _wait_for_end_of_input(cancel: threading.Event) -> None:
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    cancel.set()


def tell_end(work: Callable[[], Mapping[str, Any]], failed: str) -> int:
    """Do the child's work and tell how it ended; return the exit code.

    `{"end": "done"}` with what `work` returns, which may say another end; else "busy", "stopped" or "failed" with a message:
    that of the error, or `failed` with its name for one that nobody foresaw.
    """
    try:
        tell({"end": "done", **work()})
    except StoreLockedError as error:
        tell({"end": "busy", "message": error.message})
    except CancelledError:
        tell({"end": "stopped"})
    except ReaderError as error:
        tell({"end": "failed", "message": str(error)})
        return error.exit_code
    except Exception as error:  # noqa: BLE001  # the end of a process, whose parent reads these lines and nothing else
        tell({"end": "failed", "message": f"{failed}: {type(error).__name__}: {error}"})
        return 1
    return 0
