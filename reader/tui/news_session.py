"""The session's side of news: the pages that are fetched when their articles are opened.

Comes with the first of them. A page has a lane of its own: neither an article that is added nor one that is refreshed waits for
it, or is given up for it.
"""

from collections.abc import Callable
from functools import partial
from threading import Event

from textual.message import Message

from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.results import Added
from reader.model.errors import CancelledError, ReaderError
from reader.tui.lanes import Lane
from reader.tui.messages import WorkAnswered


class NewsSession:
    """Fetches what an entry of a feed only pointed to. Answers come to the screen's thread as `WorkAnswered`."""

    def __init__(self, library: Library, post: Callable[[Message], object], fail: Callable[[Exception], None]) -> None:
        self._library = library
        self._post = post
        self._fetching = Lane("pages of feeds", fail)
        self._cancel: Event | None = None

    def fetch_page(
        self,
        article_id: str,
        report: Callable[[Progress | None], object],
        then: Callable[[Added], object],
        failed: Callable[[ReaderError], object],
    ) -> None:
        """Fetch the page of an article of which only its feed's words are here. `report` gets every step, and None at the end,
        whatever it was. Ends the one before it, whose article goes on waiting for its page.
        """
        self.cancel()
        cancel = self._cancel = Event()

        def answer(tell: Callable[[], object]) -> None:
            if not cancel.is_set():
                self._post(WorkAnswered(tell))

        def job() -> None:
            if cancel.is_set():
                return
            work = Work(lambda progress: answer(partial(report, progress)), cancel)
            try:
                answer(partial(then, self._library.fetch_awaited(article_id, work=work)))
            except CancelledError:
                return
            except ReaderError as error:
                answer(partial(failed, error))
            finally:
                answer(partial(report, None))
                if self._cancel is cancel:
                    self._cancel = None

        self._fetching.put(job)

    def cancel(self) -> bool:
        """Give up on the page that is being fetched; return whether one was."""
        cancel, self._cancel = self._cancel, None
        if cancel is None:
            return False
        cancel.set()
        return True

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being fetched."""
        return self._fetching.is_idle

    def close(self) -> None:
        """Give up on what is being fetched."""
        self.cancel()
