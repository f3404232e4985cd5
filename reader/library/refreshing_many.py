"""Many articles come again: several sites at once, each one asked for one page at a time with a pause in between."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from reader.library.progress import Progress, Work
from reader.library.refreshing import Refreshing
from reader.library.results import Refreshed, RefreshedMany
from reader.library.stores import Stores
from reader.model.errors import CancelledError, ReaderError


def refresh_many(
    refreshing: Refreshing,
    stores: Stores,
    article_ids: Sequence[str],
    *,
    offline: bool,
    force: bool,
    turn: Callable[[], AbstractContextManager[None]],
    work: Work,
    on_refreshed: Callable[[Refreshed], None],
) -> RefreshedMany:
    """Refresh articles as `Library.refresh_many` says; what is kept is kept under `turn`, one article at a time."""
    results: list[Refreshed] = []
    for done, article_id in enumerate(article_ids):
        if work.is_cancelled:
            return RefreshedMany(tuple(results), is_whole=False)
        work.report(Progress("refreshing", done, len(article_ids)))
        title = article_id
        try:
            title = stores.record(article_id).title
            with turn():
                added = refreshing.refresh(article_id, offline=offline, force=force, work=Work(cancel=work.cancel))
            result = Refreshed(article_id, added.title, added)
        except CancelledError:
            return RefreshedMany(tuple(results), is_whole=False)
        except ReaderError as error:
            result = Refreshed(article_id, title, error=error)
        results.append(result)
        on_refreshed(result)
    return RefreshedMany(tuple(results))
