"""The session's changes to everything that is selected: in the lane of all writes, telling how far they are.

A key gives them up. Comes with the first of them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from threading import Event

from textual.message import Message

from reader.library.library import Library
from reader.library.listing import View
from reader.library.progress import Progress, Work
from reader.library.tending_many import ChangedMany
from reader.model.kept import ListedArticle
from reader.tui.messages import ArticlesChanged, WorkAnswered
from reader.tui.writing_side import WritingSide

_LOOKED_AT = 500
"""Rows read at once when it is asked whether all are so already."""


class TendingSession(WritingSide):
    """Changes many articles of one library."""

    def __init__(
        self, library: Library, put: Callable[[Callable[[], None]], object], post: Callable[[Message], object]
    ) -> None:
        """`put` has a job done after all that is to be written so far."""
        super().__init__(library, put, post)
        self._cancel: Event | None = None

    def flip(
        self, docids: Sequence[int], field: str, words: tuple[str, str], report: Callable[[Progress | None], object]
    ) -> None:
        """Set a flag of all articles, or take it away if all have it; answered by `ArticlesChanged`.

        `words` is what is told of articles that have it now, and of those that have it no more.
        """

        def change(work: Work) -> tuple[ChangedMany, str]:
            is_on = not self._all(docids, lambda row: bool(getattr(row.state, field)))
            done = words[0] if is_on else words[1]
            ids = self._ids(docids)
            if field == "is_kept":  # which means something for news alone
                return self._library.set_kept(ids, is_on, work=work), done
            return self._library.set_many(ids, field, is_on, done, work=work), done

        self._work(change, report)

    def tag(
        self,
        docids: Sequence[int],
        add: Sequence[str],
        drop: Sequence[str],
        report: Callable[[Progress | None], object],
    ) -> None:
        """Give and take tags; answered by `ArticlesChanged`."""

        def change(work: Work) -> tuple[ChangedMany, str]:
            return self._library.tag_many(self._ids(docids), add, drop, work=work), "tagged anew"

        self._work(change, report)

    def set_kept(self, article_ids: Sequence[str], is_kept: bool) -> None:
        """Keep news in the inbox, or give it back to the news; answered by `ArticlesChanged`."""
        ids = tuple(article_ids)

        def job() -> None:
            self._library.set_kept(ids, is_kept)
            done = "kept in the inbox" if is_kept else "given back to the news"
            self._post(ArticlesChanged(article_ids=ids, done=done))

        self._put(job)

    def count_unread(self, docids: Sequence[int], then: Callable[[int], object]) -> None:
        """Ask how many of the articles are unread, after all that is to be written so far."""

        def job() -> None:
            unread = sum(not row.state.is_read for row in self._rows(docids))
            self._post(WorkAnswered(partial(then, unread)))

        self._put(job)

    def mark_read(self, view: View, report: Callable[[Progress | None], object]) -> None:
        """Mark all that a view holds as read; answered by `ArticlesChanged`."""

        def change(work: Work) -> tuple[ChangedMany, str]:
            return self._library.mark_read(view, work=work), "marked as read"

        self._work(change, report)

    def common_tags(self, docids: Sequence[int], then: Callable[[tuple[str, ...]], object]) -> None:
        """Ask which tags all the articles have; `then` gets them in order."""

        def job() -> None:
            common: tuple[str, ...] | None = None
            for row in self._rows(docids):
                common = row.state.tags if common is None else tuple(tag for tag in common if tag in row.state.tags)
                if not common:
                    break
            self._post(WorkAnswered(partial(then, common or ())))

        self._put(job)

    def cancel(self) -> bool:
        """Give up on the change that is under way; return whether there was one. What is changed stays so."""
        if self._cancel is None or self._cancel.is_set():
            return False
        self._cancel.set()
        return True

    def _work(
        self, change: Callable[[Work], tuple[ChangedMany, str]], report: Callable[[Progress | None], object]
    ) -> None:
        cancel = self._cancel = Event()

        def tell(progress: Progress | None) -> None:
            self._post(WorkAnswered(partial(report, progress)))

        def job() -> None:
            try:
                result, done = change(Work(tell, cancel))
            finally:
                tell(None)
                if self._cancel is cancel:
                    self._cancel = None
            self._post(ArticlesChanged(article_ids=(), done=_told(result, done)))

        self._put(job)

    def _all(self, docids: Sequence[int], is_so: Callable[[ListedArticle], bool]) -> bool:
        return all(map(is_so, self._rows(docids)))

    def _rows(self, docids: Sequence[int]) -> Iterator[ListedArticle]:
        for start in range(0, len(docids), _LOOKED_AT):
            yield from (row for row in self._library.rows_of(docids[start : start + _LOOKED_AT]) if row is not None)

    def _ids(self, docids: Sequence[int]) -> list[str]:
        return [article_id for article_id in self._library.ids_of(docids) if article_id]


def _told(result: ChangedMany, done: str) -> str:
    count = f"{result.changed:,} {'article' if result.changed == 1 else 'articles'} {done}"
    parts = [count if result.changed else "nothing was changed"]
    if result.failed:
        parts.append(f"{result.failed:,} could not be; the log file says why")
    if not result.is_whole:
        parts.append("given up then")
    return "; ".join(parts)
