"""The process that asks the feeds for a screen, from both sides: the child's `main`, and `SyncProcess`.

A process of its own, because cleaning a page takes the interpreter for a twentieth of a second, and the screen is drawn by the
same one. It runs at low priority and ends when its parent does (its standard input closes). Whenever it ends, nothing is lost:
see `syncing`. It says on its standard output, in JSON, a line at a time: `{"progress": [...]}` as it goes on, `{"synced": {...}}`
for each feed, and at its end `{"end": "done" | "busy" | "stopped" | "failed", "message", "report"}`.
"""

import gc
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from reader.library.sync.results import SyncOutcome, SyncProgress, SyncReport
from reader.library.telling_child import TellingChild, start_as_child, tell, tell_end
from reader.model.feed import SyncedFeed

if TYPE_CHECKING:  # the child's
    from reader.library.config import Config
    from reader.library.folders import Folders

_HEAPS = "2"
"""Many threads that take and give memory each keep a heap of their own, which never shrinks: two are enough for all."""

_M_ARENA_MAX = -8
"""As <malloc.h> of glibc has it."""

__all__ = ["SyncOutcome", "SyncProcess", "SyncProgress", "SyncReport"]

_END_SECONDS = 0.8
"""So long a child that was told to stop may take: who is fetching ends within a fifth of a second, who is cleaning a page in a
tenth. One that takes longer is killed, which loses nothing."""


class SyncProcess:
    """A child that asks the feeds of a library. For one thread at a time; no method but `stop` ever waits."""

    def __init__(
        self,
        library: Path,
        folders: "Folders",
        config: "Config",
        feed_ids: Sequence[str] = (),
        *,
        is_forced: bool = False,
    ) -> None:
        """Start it for the library in the folder `library`. Raises StoreError."""
        call = {
            "library": str(library),
            "folders": {name: str(path) for name, path in folders._asdict().items()},
            "config": _sendable(config),
            "feed_ids": list(feed_ids),
            "is_forced": is_forced,
        }
        environment = {"MALLOC_ARENA_MAX": _HEAPS}
        self._child = TellingChild(__name__, [json.dumps(call)], what="the feeds", environment=environment)
        self.pid = self._child.pid
        self.outcome: SyncOutcome | None = None
        """How it ended; None as long as it runs."""
        self.message = ""
        """Why it failed."""
        self.progress = SyncProgress()
        """How far it was when it was asked last."""
        self.synced: list[SyncedFeed] = []
        """The feeds that are done."""
        self.report = SyncReport(is_whole=False)
        """What it came to, once it has ended; of one that was killed, what it had told by then."""

    def poll(self) -> SyncProgress | None:
        """Return how far it is if that is news, and notice its end."""
        latest: SyncProgress | None = None
        for line in self._child.lines():
            latest = self._hear(line) or latest
        if self.outcome is None and self._child.is_gone:
            for line in self._child.lines():  # what it wrote between the two questions
                latest = self._hear(line) or latest
            if self.outcome is None:
                self.outcome, self.message = SyncOutcome.FAILED, "the process that asks the feeds was ended"
        if self.outcome is not None:
            self._close()
        return latest

    def stop(self) -> None:
        """Tell it to stop, end it if it does not soon, and wait until it is gone, less than a second. May be called again."""
        if not self._child.is_closed:
            self._child.tell_to_stop()
            self._hear_it_out()
            self.poll()
        if self.outcome in (None, SyncOutcome.FAILED) and not self._child.is_gone:
            self.outcome = SyncOutcome.STOPPED
        self._close()

    def _hear_it_out(self) -> None:
        """Listen until the child has ended: it must not wait for us to read what it says."""
        until = monotonic() + _END_SECONDS
        while self.outcome is None and (left := until - monotonic()) > 0:
            self._child.wait_for_words(left)
            self.poll()

    def _close(self) -> None:
        if not self.report.feeds and self.synced:
            self.report = self.report._replace(feeds=tuple(self.synced))
        self._child.end(_END_SECONDS)

    def _hear(self, line: Mapping[str, Any]) -> SyncProgress | None:
        match line:
            case {"progress": list(numbers)}:
                self.progress = SyncProgress(*numbers)
                return self.progress
            case {"synced": dict(feed)}:
                self.synced.append(_feed_from(feed))
            case {"end": str(end)}:
                self.outcome = SyncOutcome(end)
                self.message = str(line.get("message", ""))
                self.report = _report_from(line.get("report") or {}, self.synced)
            case _:
                pass
        return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask the feeds of a library; the child's side."""
    from reader.library.config import Config
    from reader.library.folders import Folders
    from reader.library.library import Library
    from reader.library.progress import Work

    call = json.loads((sys.argv[1:] if arguments is None else arguments)[0])
    cancel = start_as_child()
    calm_collector()
    folders = Folders(**{name: Path(path) for name, path in call["folders"].items()})
    values: dict[str, Any] = call["config"]
    values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    config = Config(**values)

    def work() -> dict[str, Any]:
        with Library.open(Path(call["library"]), config=config, folders=folders) as library:
            report = library.sync_feeds(
                call["feed_ids"],
                is_forced=call["is_forced"],
                work=Work(cancel=cancel),
                on_progress=lambda progress: tell({"progress": list(progress)}),
                on_synced=lambda feed: tell({"synced": _plain(feed)}),
            )
        outcome = SyncOutcome.DONE if report.is_whole else SyncOutcome.STOPPED
        return {"end": outcome, "report": report._replace(feeds=())._asdict()}

    return tell_end(work, "the feeds could not be asked")


def calm_collector() -> None:
    """Have the garbage collector of a process that does nothing but sync look less often, and not at what is here by now.

    Cleaning a page makes next to nothing that goes in circles, and looking for it through all that was imported is a twentieth of
    the work.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def share_heaps() -> None:
    """Have the threads of a process that was not started for a sync, and has no others yet, share two heaps, as the child's do.

    On systems without glibc nothing happens: it alone gives many threads a heap each, 70 MB that nobody uses after a sync.
    """
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, int(_HEAPS))


def _sendable(config: "Config") -> dict[str, Any]:
    """Return the settings that are plain values, and what single sites are given: what a sync needs is among them."""
    values = config._asdict()
    plain = {name: value for name, value in values.items() if isinstance(value, str | int | float | bool | tuple)}
    sites = {name: dict(values[name]) for name in ("cookies", "logins")}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()} | sites


def _plain(feed: SyncedFeed) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(feed)


def _feed_from(values: Mapping[str, Any]) -> SyncedFeed:
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return SyncedFeed(**told)


def _report_from(values: Mapping[str, Any], synced: Sequence[SyncedFeed]) -> SyncReport:
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    told["feeds"] = tuple(synced)
    return SyncReport(**told)


if __name__ == "__main__":
    sys.exit(main())
