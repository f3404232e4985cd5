"""The doctor's round through a library: its files, what stays on this machine, and the index. Called by the facade."""

from collections.abc import Callable

from reader.library.folders import Folders
from reader.library.indexing import Indexing
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.store.care.archive import stopping
from reader.store.care.doctor import Examination, examine_library
from reader.store.care.findings import Finding

__all__ = ["Examination", "Finding", "examine"]

_REPORTS = 500
"""So often is told how far the round is, however many articles there are."""


def examine(
    stores: Stores,
    indexing: Indexing,
    folders: Folders,
    *,
    fix: bool,
    sweep: Callable[[], object],
    on_finding: Callable[[Finding], None],
    work: Work,
) -> Examination:
    """Look at every file; with `fix`, mend what can be mended. Findings are told as they are made. Raises CancelledError."""

    def report(done: int, total: int) -> None:
        if done % max(1, total // _REPORTS) == 0:
            work.report(Progress(step="looking at every file", done=done, total=total))

    def reindex(is_from_nothing: bool) -> None:
        if is_from_nothing:
            indexing.index.clear()
        indexing.catch_up(work)

    return examine_library(
        stores.places,
        fix=fix,
        private=(folders.state, folders.config, folders.cache),
        sweep=sweep,
        reindex=reindex,
        tell=on_finding,
        step=stopping(lambda: work.is_cancelled, report),
    )
