"""The process that brings the index of a big library up to date, from both sides: the child's `main`, and `IndexProcess`.

A process of its own, because reading 100,000 articles takes the interpreter for half a minute, and the screen is drawn by the
same one. It runs at low priority, ends when its parent does (its standard input closes), and says on its standard output, in
JSON, a line at a time: `{"step", "done", "total"}` as it goes on, and at its end `{"end": "done" | "busy" | "stopped"}`, where
busy means that another one is at it already, or `{"end": "failed", "message"}`.
"""

import gc
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Any

from reader.library.progress import Progress, Work
from reader.model.errors import CancelledError, ReaderError, StoreError, StoreLockedError

NICENESS = 10
"""Below whatever the user waits for, above what only runs when nothing else does."""

_POLL_SECONDS = 0.1
"""How soon a waiting parent notices that it shall not wait any longer."""

_END_SECONDS = 0.3
"""So long a child that was told to stop may take. One at a batch ends within a tenth of a second; one that sweeps or walks
through folders is killed, which costs nothing: files are replaced whole before a copy goes, and the index takes batches back."""

_START = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
from reader.library.index_process import main
sys.exit(main(sys.argv[1:]))
"""
"""The child finds the same modules as we, however we found them."""


class Outcome(StrEnum):
    """How the child ended."""

    DONE = "done"
    BUSY = "busy"
    """Another process is at it already."""
    STOPPED = "stopped"
    FAILED = "failed"


class IndexProcess:
    """A child that indexes a library. For one thread at a time."""

    def __init__(self, library: Path, state: Path, *, with_sweep: bool = False) -> None:
        """Start it for the library in the folder `library`, of the machine whose state is in `state`.

        With `with_sweep` it merges the conflict copies first. Raises StoreError.
        """
        arguments = [json.dumps(sys.path), "--library", str(library), "--state", str(state)]
        arguments += ["--sweep"] if with_sweep else []
        try:
            self._child = subprocess.Popen(
                (sys.executable, "-c", _START, *arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # ctrl+c is for the one who has the terminal; this one then sees its input close
            )
        except OSError as error:
            raise StoreError(f"no process for the index could be started: {error.strerror or error}") from error
        assert self._child.stdout is not None
        os.set_blocking(self._child.stdout.fileno(), False)
        self._rest = b""
        self.begun = monotonic()
        self.outcome: Outcome | None = None
        """How it ended; None as long as it runs."""
        self.message = ""
        """Why it failed."""

    def poll(self) -> Progress | None:
        """Return how far it is if that is news, and notice its end. Never waits."""
        latest: Progress | None = None
        for line in self._lines():
            match line:
                case {"step": str(step), "done": int(done), "total": int(total)}:
                    latest = Progress(step, done, total)
                case {"end": str(end)}:
                    self.outcome = Outcome(end)
                    self.message = str(line.get("message", ""))
                case _:
                    pass
        if self.outcome is None and self._child.poll() is not None:
            for line in self._lines():  # what it wrote between the two questions
                if "end" in line:
                    self.outcome, self.message = Outcome(line["end"]), str(line.get("message", ""))
            if self.outcome is None:
                self.outcome, self.message = Outcome.FAILED, "the process that makes the index was ended"
        if self.outcome is not None:
            self._close()
        return latest

    def wait(self, work: Work) -> None:
        """Wait for its end and report to `work`. Raises CancelledError if that was cancelled, StoreError if the child failed."""
        assert self._child.stdout is not None
        while self.outcome is None:
            select.select([self._child.stdout], [], [], _POLL_SECONDS)
            if (progress := self.poll()) is not None:
                work.report(progress)
            if work.is_cancelled and self.outcome is None:
                self.stop()
                raise CancelledError("Stopped")
        if self.outcome is Outcome.FAILED:
            raise StoreError(self.message)

    def stop(self) -> None:
        """Tell it to stop, end it if it does not soon, and wait until it is gone. May be called again."""
        if self.outcome is None:
            self.outcome = Outcome.STOPPED
            self._close()

    def _close(self) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        with suppress(OSError):
            self._child.stdin.close()
        self._child.stdout.close()
        try:
            self._child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _lines(self) -> Iterator[dict[str, Any]]:
        assert self._child.stdout is not None
        with suppress(BlockingIOError):
            while block := os.read(self._child.stdout.fileno(), 65_536):
                self._rest += block
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            with suppress(ValueError):
                value = json.loads(line)
                if isinstance(value, dict):
                    yield value


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the index of a library up to date; the child's side."""
    from argparse import ArgumentParser  # the child's alone

    from reader.library.folders import Folders
    from reader.library.indexing import Indexing
    from reader.library.stores import open_stores

    parser = ArgumentParser(prog="python -m reader.library.index_process")
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args(arguments)
    gc.disable()  # next to nothing that is made here goes in circles, and looking for it is a twentieth of the work
    cancel = threading.Event()
    threading.Thread(target=_wait_for_end_of_input, args=(cancel,), daemon=True).start()
    with suppress(OSError):
        os.nice(NICENESS)
    folders = Folders(data=options.library, config=options.state, state=options.state, cache=options.state)
    try:
        stores = open_stores(options.library, folders)
        indexing = Indexing(stores, is_bulk=True)
        try:
            if options.sweep:
                stores.sweep()
            indexing.catch_up_here(Work(_report, cancel))
        finally:
            indexing.close()
    except StoreLockedError:
        _say({"end": Outcome.BUSY})
    except CancelledError:
        _say({"end": Outcome.STOPPED})
    except ReaderError as error:
        _say({"end": Outcome.FAILED, "message": str(error)})
        return error.exit_code
    # The end of a process: its parent reads these lines and nothing else, and a traceback would go onto the screen.
    except Exception as error:  # noqa: BLE001
        _say({"end": Outcome.FAILED, "message": f"the index could not be made: {type(error).__name__}: {error}"})
        return 1
    else:
        _say({"end": Outcome.DONE})
    return 0


def _wait_for_end_of_input(cancel: threading.Event) -> None:
    """Give up when the parent is gone or wants no more."""
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    cancel.set()


def _report(progress: Progress) -> None:
    _say(progress._asdict())


def _say(line: dict[str, Any]) -> None:
    with suppress(OSError):  # nobody listens any more
        os.write(1, json.dumps(line).encode("ascii") + b"\n")


if __name__ == "__main__":
    sys.exit(main())
