"""The process that brings the index of a big library up to date, from both sides: the child's `main`, and `IndexProcess`.

A process of its own, because reading 100,000 articles takes the interpreter for half a minute, and the screen is drawn by the
same one. It runs at low priority, ends when its parent does (its standard input closes), and says on its standard output, in
JSON, a line at a time: `{"step", "done", "total"}` as it goes on, and at its end `{"end": "done" | "busy" | "stopped"}`, where
busy means that another one is at it already, or `{"end": "failed", "message"}`.
"""

import gc
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Any

from reader.library.progress import Progress, Work
from reader.library.telling_child import TellingChild, start_as_child, tell, tell_end
from reader.model.errors import CancelledError, StoreError

_POLL_SECONDS = 0.1
"""How soon a waiting parent notices that it shall not wait any longer."""

_END_SECONDS = 0.3
"""So long a child that was told to stop may take. One at a batch ends within a tenth of a second; one that sweeps or walks
through folders is killed, which costs nothing: files are replaced whole before a copy goes, and the index takes batches back."""


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
        arguments = ["--library", str(library), "--state", str(state), *(["--sweep"] if with_sweep else [])]
        self._child = TellingChild(__name__, arguments, what="the index")
        self.begun = monotonic()
        self.outcome: Outcome | None = None
        """How it ended; None as long as it runs."""
        self.message = ""
        """Why it failed."""

    def poll(self) -> Progress | None:
        """Return how far it is if that is news, and notice its end. Never waits."""
        latest: Progress | None = None
        for line in self._child.lines():
            match line:
                case {"step": str(step), "done": int(done), "total": int(total)}:
                    latest = Progress(step, done, total)
                case {"end": str(end)}:
                    self.outcome = Outcome(end)
                    self.message = str(line.get("message", ""))
                case _:
                    pass
        if self.outcome is None and self._child.is_gone:
            for line in self._child.lines():  # what it wrote between the two questions
                if "end" in line:
                    self.outcome, self.message = Outcome(line["end"]), str(line.get("message", ""))
            if self.outcome is None:
                self.outcome, self.message = Outcome.FAILED, "the process that makes the index was ended"
        if self.outcome is not None:
            self._child.end(_END_SECONDS)
        return latest

    def wait(self, work: Work) -> None:
        """Wait for its end and report to `work`. Raises CancelledError if that was cancelled, StoreError if the child failed."""
        while self.outcome is None:
            self._child.wait_for_words(_POLL_SECONDS)
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
            self._child.end(_END_SECONDS)


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
    cancel = start_as_child()
    folders = Folders(data=options.library, config=options.state, state=options.state, cache=options.state)

    def work() -> dict[str, Any]:
        stores = open_stores(options.library, folders)
        indexing = Indexing(stores, is_bulk=True)
        try:
            if options.sweep:
                stores.sweep()
            indexing.catch_up_here(Work(_report, cancel))
        finally:
            indexing.close()
        return {}

    return tell_end(work, "the index could not be made")


def _report(progress: Progress) -> None:
    tell(progress._asdict())


if __name__ == "__main__":
    sys.exit(main())
