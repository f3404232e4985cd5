"""The doctor's round through a library: its files, what stays on this machine, and the index. Called by the facade."""

from collections.abc import Callable, Iterator

from reader.library.folders import Folders
from reader.library.indexing import Indexing
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.model.errors import QueryError, ReaderError
from reader.model.text import clean_line
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
    parse: Callable[[str], object],
    on_finding: Callable[[Finding], None],
    work: Work,
) -> Examination:
    """Look at every file; with `fix`, mend what can be mended. Findings are told as they are made. Raises CancelledError.

    `parse` raises QueryError for a query that cannot be understood.
    """

    def report(done: int, total: int) -> None:
        if done % max(1, total // _REPORTS) == 0:
            work.report(Progress(step="looking at every file", done=done, total=total))

    def reindex(is_from_nothing: bool) -> None:
        if is_from_nothing:
            indexing.index.clear()
        indexing.catch_up(work)

    done = examine_library(
        stores.places,
        fix=fix,
        private=(folders.state, folders.config, folders.cache),
        sweep=sweep,
        reindex=reindex,
        tell=on_finding,
        step=stopping(lambda: work.is_cancelled, report),
    )
    return done._replace(notes=(*done.notes, *_mute_queries(stores, parse)))


def _mute_queries(stores: Stores, parse: Callable[[str], object]) -> Iterator[str]:
    """Give the rules and the saved searches that cannot be understood, and so do nothing."""
    try:
        settings = stores.settings.load()
    except ReaderError:  # told among the findings
        return
    queries = [("search", name, query) for name, query in settings.searches.items()]
    for what, name, query in (*queries, *(("rule", rule.name, rule.query) for rule in settings.rules.values())):
        try:
            parse(query)
        except QueryError as error:
            yield f"library.toml: the {what} “{clean_line(name)}” finds nothing: {error.message}"
