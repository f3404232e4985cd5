"""The session's questions about versions, and refreshing that nobody waits for: several articles, or the one just opened.

What is compared is read beside the lists; what is fetched has a lane of its own, so that neither an article that is added nor a
mark that is saved waits for it. Imported with the first question.
"""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.results import Added, OpenArticle, RefreshedMany, VersionEntry
from reader.library.version_words import distinct
from reader.model.difference import Difference
from reader.model.errors import CancelledError, ReaderError
from reader.tui.lanes import Lane
from reader.tui.list_session import ListSession
from reader.tui.messages import WorkAnswered

if TYPE_CHECKING:  # comes with the screen that shows it
    from reader.tui.running_text import RunningText


class Compared(NamedTuple):
    """Two versions, and what parts them."""

    difference: Difference
    old: OpenArticle
    new: OpenArticle
    numbers: tuple[int, int]
    """Which versions they are, from 1."""
    total: int
    """How many versions there are."""
    title: str = "What changed"
    pair: str = ""
    """What is compared, in words; "" for two versions, which have numbers."""
    origin: str = ""
    """What the newer one is compared with, for a line without room for the pair; "" where its version says it."""
    running: "RunningText | None" = None
    """Both as one text, if that was made beside the screen."""


class History(NamedTuple):
    """The versions of an article, oldest first."""

    article_id: str
    title: str
    entries: tuple[VersionEntry, ...]
    marks: dict[str, int]
    """Version id to how many marks were made on it."""


class VersionsSession:
    """Asks about the versions of one library's articles. Answers come to the screen's thread as `WorkAnswered`."""

    def __init__(
        self,
        library: Library,
        lists: ListSession,
        post: Callable[[Message], object],
        fail: Callable[[Exception], None],
    ) -> None:
        self._library = library
        self._lists = lists
        self._post = post
        self._fetching = Lane("refreshing", fail)
        self._many: Event | None = None
        self._one = Event()

    # -- reading ----------------------------------------------------------------------------------------------------
    def compare(
        self,
        article_id: str,
        numbers: tuple[int, int],
        then: Callable[[Compared], object],
        failed: Callable[[ReaderError], object],
    ) -> None:
        """Ask what parts two versions, given by their numbers from 1: 0 for the current one, and for the one before the other.

        A newer question ends this one.
        """

        def ask(library: Library) -> Compared:
            total = len(distinct(library.listed(article_id).record.versions))
            new = numbers[1] or total
            old = numbers[0] or max(1, new - 1)
            difference = library.difference(article_id, str(old), str(new))
            from reader.tui.running_text import RunningText

            before = library.open_article(article_id, difference.old_version)
            after = library.open_article(article_id, difference.new_version)
            running = RunningText(difference, before.kept.article, after.kept.article)
            return Compared(difference, before, after, (old, new), total, running=running)

        self._lists.read("difference", ask, then, failed, is_aside=True)

    def history(
        self, article_id: str, then: Callable[[History], object], failed: Callable[[ReaderError], object]
    ) -> None:
        """Ask for all versions of an article."""

        def ask(library: Library) -> History:
            entries = library.versions(article_id)
            marks: dict[str, int] = {}
            for placed in library.annotations(article_id):
                made_on = placed.annotation.version_id
                marks[made_on] = marks.get(made_on, 0) + 1
            return History(article_id, library.listed(article_id).record.title, entries, marks)

        self._lists.read("versions", ask, then, failed, is_aside=True)

    def open(
        self,
        article_id: str,
        version_id: str,
        then: Callable[[OpenArticle], object],
        failed: Callable[[ReaderError], object],
    ) -> None:
        """Read a version, "" for the current one."""

        def ask(library: Library) -> OpenArticle:
            from reader.tui.widgets.shown_marks import ShownMarks

            opened = library.open_article(article_id, version_id)
            return opened._replace(annotations=ShownMarks(opened.annotations))

        self._lists.read("version", ask, then, failed, is_aside=True)

    def make_current(
        self,
        article_id: str,
        version_id: str,
        then: Callable[[Added], object],
        failed: Callable[[ReaderError], object],
    ) -> None:
        """Make a version the current one, in the lane of what is fetched: neither overtakes the other."""

        def job() -> None:
            try:
                answer: Callable[[], object] = partial(then, self._library.make_current(article_id, version_id))
            except ReaderError as error:
                answer = partial(failed, error)
            self._post(WorkAnswered(answer))

        self._fetching.put(job)

    # -- fetching ---------------------------------------------------------------------------------------------------
    def refresh_in_background(
        self, article_id: str, then: Callable[[Added], object], failed: Callable[[str], object]
    ) -> None:
        """Fetch an article again while it is read; `failed` gets a few words. Ends the one before it."""
        self._one.set()
        cancel = self._one = Event()

        def job() -> None:
            if cancel.is_set():
                return
            try:
                added = self._library.refresh(article_id, work=Work(cancel=cancel))
            except CancelledError:
                return
            except ReaderError as error:
                answer: Callable[[], object] = partial(failed, error.message)
            else:
                answer = partial(then, added)
            if not cancel.is_set():
                self._post(WorkAnswered(answer))

        self._fetching.put(job)

    def refresh_many(
        self,
        article_ids: Callable[[Library], Sequence[str]],
        report: Callable[[Progress | None], object],
        then: Callable[[RefreshedMany], object],
    ) -> None:
        """Fetch articles again; `report` gets every step, and None at the end, `then` what came of it. Can be given up."""
        self.cancel()
        cancel = self._many = Event()

        def tell(progress: Progress | None) -> None:
            self._post(WorkAnswered(partial(report, progress)))

        def job() -> None:
            try:
                result = self._library.refresh_many(article_ids(self._library), work=Work(tell, cancel))
                self._post(WorkAnswered(partial(then, result)))
            finally:
                tell(None)
                if self._many is cancel:
                    self._many = None

        self._fetching.put(job)

    def cancel(self) -> bool:
        """Give up on refreshing several articles; return whether that was under way. What has come stays."""
        if self._many is None or self._many.is_set():
            return False
        self._many.set()
        return True

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._fetching.is_idle

    def close(self) -> None:
        """Give up on the network."""
        self.cancel()
        self._one.set()
