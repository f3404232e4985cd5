"""Many articles come again: several sites at once, each one asked for one page at a time with a pause in between.

What is slow is waiting for sites, so only that is done in threads; what comes is cleaned and kept by the caller's thread, one
article after the other. Called by the facade.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from threading import Event
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.library.progress import Progress, Work
from reader.library.refreshing import Refreshing
from reader.library.results import Added, Refreshed, RefreshedMany
from reader.model.errors import CancelledError, ReaderError
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageOrigin

SITES_AT_ONCE = 4
"""Enough to wait for a slow site and not for all; each of them has one page on its way at most."""

_LOOK_AGAIN_SECONDS = 0.2
"""How soon it is seen that the user gave up, while all wait."""

Turn = Callable[[], AbstractContextManager[None]]


class How(NamedTuple):
    """How articles are to come again."""

    offline: bool = False
    force: bool = False
    pause_seconds: float = 0.0
    """Between the end of one fetch and the beginning of the next from one site."""


class _Fetched(NamedTuple):
    """A page on its way."""

    record: ArticleRecord
    host: str
    future: "Future[Page | None]"


class RefreshingMany:
    """Refreshes many articles of one library; what is kept is kept under `turn`."""

    def __init__(self, refreshing: Refreshing, record: Callable[[str], ArticleRecord], turn: Turn) -> None:
        self._refreshing = refreshing
        self._record = record
        self._turn = turn

    def refresh(
        self, article_ids: Sequence[str], how: How, work: Work, on_refreshed: Callable[[Refreshed], None]
    ) -> RefreshedMany:
        """Refresh articles, as `Library.refresh_many` says."""
        wanted = tuple(dict.fromkeys(article_ids))
        results: dict[str, Refreshed] = {}
        steps = self._offline(wanted, how, work) if how.offline else self._online(wanted, how, work)
        try:
            work.report(Progress("refreshing", 0, len(wanted)))
            for refreshed in steps:
                results[refreshed.article_id] = refreshed
                on_refreshed(refreshed)
                work.report(Progress(f"refreshing: {refreshed.title}", len(results), len(wanted)))
        except CancelledError:
            pass  # what was done stays
        in_order = tuple(results[article_id] for article_id in wanted if article_id in results)
        return RefreshedMany(in_order, is_whole=len(in_order) == len(wanted))

    def _offline(self, wanted: Sequence[str], how: How, work: Work) -> Iterator[Refreshed]:
        for article_id in wanted:
            _check(work)
            yield self._kept(
                article_id,
                "",
                lambda one: self._refreshing.refresh(one, offline=True, force=how.force, work=Work(cancel=work.cancel)),
            )

    def _online(self, wanted: Sequence[str], how: How, work: Work) -> Iterator[Refreshed]:
        """Yield what became of each article, as they come: a slow site holds up no other."""
        waiting: dict[str, deque[ArticleRecord]] = {}
        for article_id in wanted:
            try:
                record = self._record(article_id)
            except ReaderError as error:
                yield Refreshed(article_id, article_id, error=error)
                continue
            waiting.setdefault(_site(record), deque()).append(record)
        quiet = Work(cancel=work.cancel or Event())
        ready_at = dict.fromkeys(waiting, 0.0)
        running: list[_Fetched] = []
        with ThreadPoolExecutor(SITES_AT_ONCE, thread_name_prefix="refreshing") as pool:
            try:
                while waiting or running:
                    _check(work)
                    now = monotonic()
                    for host in [host for host in waiting if ready_at[host] <= now][: SITES_AT_ONCE - len(running)]:
                        ready_at[host] = float("inf")  # until its page has come
                        record = waiting[host].popleft()
                        future = pool.submit(self._refreshing.fetch, record, force=how.force, work=quiet)
                        running.append(_Fetched(record, host, future))
                    if not running:
                        next_ready = min(ready_at[host] for host in waiting)
                        _pause(min(next_ready - now, _LOOK_AGAIN_SECONDS), work)
                        continue
                    wait((one.future for one in running), _LOOK_AGAIN_SECONDS, FIRST_COMPLETED)
                    for one in [one for one in running if one.future.done()]:
                        running.remove(one)
                        ready_at[one.host] = monotonic() + (how.pause_seconds if one.host else 0.0)
                        if not waiting[one.host]:
                            del waiting[one.host]
                        yield self._taken(one, how, quiet)
            except BaseException:  # else it would be waited for what is on its way
                if quiet.cancel is not None:
                    quiet.cancel.set()
                raise

    def _taken(self, fetched: _Fetched, how: How, work: Work) -> Refreshed:
        def take(article_id: str) -> Added:
            page = fetched.future.result()
            # Read anew: somebody may have refreshed the same article while its page was on its way.
            return self._refreshing.take(self._record(article_id), page, force=how.force, work=work)

        return self._kept(fetched.record.id, fetched.record.title, take)

    def _kept(self, article_id: str, title: str, refresh: Callable[[str], Added]) -> Refreshed:
        """Return what came of one article. Raises CancelledError, and nothing else that it knows of."""
        try:
            title = title or self._record(article_id).title
            with self._turn():
                added = refresh(article_id)
        except CancelledError:
            raise
        except ReaderError as error:
            return Refreshed(article_id, title or article_id, error=error)
        return Refreshed(article_id, added.title, added)


def _site(record: ArticleRecord) -> str:
    """Return whom an article is asked of; files are asked of nobody, and come one after the other."""
    if record.origin is not PageOrigin.URL:
        return ""
    return urlsplit(record.source or record.url).hostname or ""


def _check(work: Work) -> None:
    if work.is_cancelled:
        raise CancelledError("Stopped")


def _pause(seconds: float, work: Work) -> None:
    """Wait, unless the user gives up."""
    (work.cancel or Event()).wait(max(0.0, seconds))
