"""Backups: the whole library into one file, and such a file back into a library. Called by the facade."""

from collections.abc import Callable
from pathlib import Path

from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.model.dates import utc_now
from reader.store.care.archive import Step, stopping
from reader.store.care.backup import BackedUp, back_up
from reader.store.care.restore import Restored, restore

__all__ = ["BackedUp", "Restored", "make_backup", "take_back"]

_REPORTS = 500
"""So often is told how far the work is, however many files there are: a terminal is slower than a disk."""


def make_backup(stores: Stores, target: Path, work: Work) -> BackedUp:
    """Write all of the library that travels to the zip file `target`; in a folder it is named by the day.

    It is done when it was read back whole; until then a backup that was there stays. Raises UsageError, NotFoundError,
    StoreError, CancelledError.
    """
    now = utc_now()
    if target.expanduser().is_dir():
        target = target / f"pressmark-{now.astimezone():%Y-%m-%d}.zip"
    return back_up(stores.places, target, clock=lambda: now, step_of=_steps(work))


def take_back(stores: Stores, source: Path, *, bring_back: bool, is_dry_run: bool, work: Work) -> Restored:
    """Bring a backup into the library as if it were another machine; with `bring_back`, also what was deleted here since.

    Raises StoreError, with nothing changed, if one byte of it is not what it should be.
    """
    return restore(
        stores.places,
        source.expanduser(),
        bring_back=bring_back,
        is_dry_run=is_dry_run,
        clock=utc_now,
        step_of=_steps(work),
    )


def _steps(work: Work) -> Callable[[str], Step]:
    def step_of(label: str) -> Step:
        def report(done: int, total: int) -> None:
            if done % max(1, total // _REPORTS) == 0:
                work.report(Progress(step=label, done=done, total=total))

        return stopping(lambda: work.is_cancelled, report)

    return step_of
