"""The only door from the screen to the library: runs its methods in threads, and posts what came of them.

Four lanes: articles are read in one, everything is written in a second (in the order it was asked for, drained at the end),
pages are fetched in a third, pictures in a fourth. Lists have a lane of their own (`list_session`), and so has what is asked
about the cleaning of a page (`cleaning_session`). Nothing here touches a widget.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message

from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.results import Added, OpenArticle
from reader.model.annotation import Colour
from reader.model.errors import IsFeedError, ReaderError
from reader.tui.lanes import Lane
from reader.tui.list_session import ListSession
from reader.tui.marking_session import MarkingSession
from reader.tui.messages import (
    ArticleAdded,
    ArticleOpened,
    ArticlesChanged,
    PicturesFetched,
    Purpose,
    SamplesProgressed,
    WorkAnswered,
    WorkFailed,
    WorkProgressed,
)

if TYPE_CHECKING:  # comes with the first question about a cleaning
    from reader.model.reading_time import Spell
    from reader.tui.bench_session import BenchSession
    from reader.tui.cleaning_session import CleaningSession
    from reader.tui.drafting_session import DraftingSession
    from reader.tui.feeds_session import FeedsSession
    from reader.tui.history_session import HistorySession
    from reader.tui.mending_session import MendingSession
    from reader.tui.news_session import NewsSession
    from reader.tui.tending_session import TendingSession
    from reader.tui.versions_session import VersionsSession

DRAIN_SECONDS = 10.0
"""How long closing waits for the last writes: longer than the store waits for its lock."""

PICTURE_SECONDS = 0.5
"""How long closing waits for a picture or a sample under way: it is cancelled, and nothing is lost with it."""

log = logging.getLogger("pressmark")


class Session:
    """One run of the screen over one library."""

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        self.library = library
        self._post = post
        self._requests = count(1)
        self._reading = Lane("reading", self._fail)
        self._writing = Lane("writing", self._fail)
        self._fetching = Lane("fetching", self._fail)
        self._picturing = Lane("pictures", self._fail)
        self.lists = ListSession(library, post, self._fail)
        """Views and their rows, searches, annotations."""
        self.marks = MarkingSession(library, self._writing.put, post)
        """Changes to marks and notes."""
        self._latest_open = 0
        self._work: tuple[int, Event] | None = None
        self._pictures = Event()
        self._ending = Event()
        self._cleaning: CleaningSession | None = None
        self._history: HistorySession | None = None
        self._tending: TendingSession | None = None
        self._bench: BenchSession | None = None
        self._mending: MendingSession | None = None
        self._drafting: DraftingSession | None = None
        self._versions: VersionsSession | None = None
        self._feeds: FeedsSession | None = None
        self._news: NewsSession | None = None

    # -- reading ----------------------------------------------------------------------------------------------------
    def open_article(self, article_id: str) -> int:
        """Ask for a kept article; answered by `ArticleOpened` or `WorkFailed`, unless a newer question comes first."""
        request = self._latest_open = next(self._requests)
        self._reading.put(partial(self._open_article, request, article_id), lambda error: self._fail(error, request))
        return request

    def _open_article(self, request: int, article_id: str) -> None:
        if request == self._latest_open:
            from reader.layout.nesting import Nesting  # the screen has them by now
            from reader.tui.widgets.shown_marks import ShownMarks

            opened = self.library.open_article(article_id)
            opened = opened._replace(annotations=ShownMarks(opened.annotations))
            self._post(ArticleOpened(request=request, opened=opened, nesting=Nesting(opened.kept.article.blocks)))

    def picture_path(self, article_id: str, src: str) -> Path | None:
        """Return the file of a picture that is here, or None. Looks at one name on disk."""
        return self.library.image_path(article_id, src)

    @property
    def meanings(self) -> Mapping[Colour, str]:
        """The user's word for each colour."""
        return self.library.colour_meanings()

    def take_problems(self) -> tuple[str, ...]:
        """Return what the store had to mend, for the reader to be told once."""
        return self.library.problems()

    # -- writing ----------------------------------------------------------------------------------------------------
    def write(self, subject_done: str, write: Callable[[Library], object]) -> None:
        """Change something that is no article and no mark; answered by `ArticlesChanged` with what was done, in words."""

        def job() -> None:
            write(self.library)
            self._post(ArticlesChanged(article_ids=(), done=subject_done))

        self._writing.put(job)

    @property
    def tending(self) -> "TendingSession":
        """Changes to everything that is selected."""
        if self._tending is None:
            from reader.tui.tending_session import TendingSession

            self._tending = TendingSession(self.library, self._writing.put, self._post)
        return self._tending

    @property
    def mending(self) -> "MendingSession":
        """Marks that are lost or doubtful, and what is done about them."""
        if self._mending is None:
            from reader.tui.mending_session import MendingSession

            self._mending = MendingSession(self.library, self.marks, self._writing.put, self._post)
        return self._mending

    @property
    def bench(self) -> "BenchSession":
        """The questions of the workbench, and its changes to many annotations."""
        if self._bench is None:
            from reader.tui.bench_session import BenchSession

            self._bench = BenchSession(self.library, self._writing.put, self._post, self._fail)
        return self._bench

    def cancel_tending(self) -> bool:
        """Give up on a change to everything that is selected; return whether one was under way."""
        return self._tending is not None and self._tending.cancel()

    def set_starred(self, article_ids: Sequence[str], is_starred: bool) -> None:
        """Star or unstar; answered by `ArticlesChanged`."""
        self._change(
            article_ids,
            "starred" if is_starred else "star taken away",
            lambda id: self.library.set_starred(id, is_starred),
        )

    def set_archived(self, article_ids: Sequence[str], is_archived: bool) -> None:
        """Archive or bring back; answered by `ArticlesChanged`."""
        self._change(
            article_ids,
            "archived" if is_archived else "back in the inbox",
            lambda id: self.library.set_archived(id, is_archived),
        )

    def set_trashed(self, article_ids: Sequence[str], is_trashed: bool) -> None:
        """Put into the trash or bring back; answered by `ArticlesChanged`."""
        self._change(
            article_ids,
            "put in the trash" if is_trashed else "taken out of the trash",
            lambda id: self.library.set_trashed(id, is_trashed),
        )

    def set_read(self, article_ids: Sequence[str], is_read: bool, *, is_told: bool = True) -> None:
        """Mark read or unread; answered by `ArticlesChanged`, with no words unless `is_told`."""
        done = ("marked as read" if is_read else "marked as unread") if is_told else ""
        self._change(article_ids, done, lambda id: self.library.set_read(id, is_read))

    def set_tags(self, article_ids: Sequence[str], tags: tuple[str, ...]) -> None:
        """Replace the tags; answered by `ArticlesChanged`."""
        self._change(article_ids, "tags changed", lambda id: self.library.set_tags(id, tags))

    def _change(self, article_ids: Sequence[str], done: str, change: Callable[[str], None]) -> None:
        ids = tuple(article_ids)

        def write() -> None:
            for article_id in ids:
                change(article_id)
            words = f"{len(ids)} articles {done}" if done and len(ids) > 1 else done
            self._post(ArticlesChanged(article_ids=ids, done=words))

        self._writing.put(write)

    def mark_opened(self, article_id: str) -> None:
        """Note that the reader opened an article; answered by `ArticlesChanged` without words."""
        self._change((article_id,), "", self.library.mark_opened)

    def save_position(self, article_id: str, position: int, furthest: int) -> None:
        """Remember where the reader is; not answered."""
        self._writing.put(partial(self.library.save_position, article_id, position, furthest))

    def keep_time(self, spell: "Spell") -> None:
        """Count a while in which an article was read; not answered, and what goes wrong with it is not worth a notice."""
        self._writing.put(partial(self._quietly, partial(self.library.keep_reading_time, spell)))

    def after_writes(self, do: Callable[[], object]) -> None:
        """Do something on the screen's thread when all that was to be written so far is."""
        self._writing.put(lambda: self._post(WorkAnswered(do)))

    def set_mark(self, article_id: str, letter: str, offset: int) -> None:
        """Remember a named place; not answered."""
        self._writing.put(partial(self.library.set_mark, article_id, letter, offset))

    def remove_mark(self, article_id: str, letter: str) -> None:
        """Forget a named place; not answered."""
        self._writing.put(partial(self.library.remove_mark, article_id, letter))

    @property
    def history(self) -> "HistorySession":
        """Undo, redo, and the words for the colours."""
        if self._history is None:
            from reader.tui.history_session import HistorySession

            self._history = HistorySession(self.library, self._writing.put, self._post)
        return self._history

    def catch_up(
        self,
        article_id: str,
        version_id: str,
        then: Callable[[OpenArticle], object],
        *,
        is_from_elsewhere: bool = False,
    ) -> None:
        """Bring what is shown of an article up to date after all writes so far: its annotations, answered by
        `AnnotationsChanged`; if another version than `version_id` is current, that version goes to `then`.
        """

        def job() -> None:
            if self.library.listed(article_id).record.version_id == version_id:
                self.marks.post_annotations(article_id, is_from_elsewhere=is_from_elsewhere)
            else:
                self._post(WorkAnswered(partial(then, self.library.open_article(article_id))))

        self._writing.put(job)

    # -- long work --------------------------------------------------------------------------------------------------
    def add(self, target: str, purpose: Purpose) -> int:
        """Add an address or a file; answered by `WorkProgressed`, then `ArticleAdded` or `WorkFailed`. Ends other such work."""
        return self._start_work(purpose, lambda work: self.library.add(target, is_listed_later=True, work=work))

    def add_link(self, url: str, article_id: str, purpose: Purpose) -> int:
        """Add what a link in an article leads to; answered as `add` is."""
        return self._start_work(purpose, lambda work: self.library.add_link(url, article_id, work=work))

    def add_paste(self, text: str, purpose: Purpose) -> int:
        """Add a pasted text; answered as `add` is."""
        return self._start_work(purpose, lambda work: self.library.add_paste(text, work=work))

    def refresh(self, article_id: str) -> int:
        """Fetch an article again; answered as `add` is."""
        return self._start_work(Purpose.REFRESH, lambda work: self.library.refresh(article_id, work=work))

    def cancel_work(self) -> bool:
        """Give up on the long work under way; return whether there was any. Its answers will not come any more."""
        if self._work is None:
            return False
        self._work[1].set()
        self._work = None
        return True

    @property
    def is_working(self) -> bool:
        """Whether long work is under way."""
        return self._work is not None

    def _start_work(self, purpose: Purpose, do: Callable[[Work], Added]) -> int:
        self.cancel_work()
        request, cancel = next(self._requests), Event()
        self._work = (request, cancel)

        def report(progress: Progress) -> None:
            if not cancel.is_set():
                self._post(WorkProgressed(request=request, progress=progress))

        def job() -> None:
            if cancel.is_set():
                return
            added = do(Work(report, cancel))
            if not cancel.is_set():
                self._end_work(request)
                self._post(ArticleAdded(request=request, added=added, purpose=purpose))

        def failed(error: Exception) -> None:
            if not cancel.is_set():
                self._end_work(request)
                self._fail(error, request)

        self._fetching.put(job, failed)
        return request

    def _end_work(self, request: int) -> None:
        if self._work is not None and self._work[0] == request:
            self._work = None

    def fetch_pictures(self, article_id: str) -> None:
        """Fetch the pictures of the article that is open; answered by `PicturesFetched`, after each and at the end.

        Ends other such work.
        """
        self._pictures.set()
        cancel = self._pictures = Event()

        def post(count: int, *, is_last: bool) -> None:
            if not cancel.is_set():
                self._post(PicturesFetched(article_id=article_id, count=count, is_last=is_last))

        def report(progress: Progress) -> None:
            if progress.done > 1:  # it is told before each picture
                post(progress.done - 1, is_last=False)

        def job() -> None:
            came = 0
            try:
                if not cancel.is_set():
                    came = self.library.fetch_images(article_id, work=Work(report, cancel))
            finally:
                post(came, is_last=True)

        # A picture that does not come is not worth a notice: its place says so.
        self._picturing.put(partial(self._quietly, job))

    @property
    def cleaning(self) -> "CleaningSession":
        """The questions about how a page was cleaned."""
        if self._cleaning is None:
            from reader.tui.cleaning_session import CleaningSession

            self._cleaning = CleaningSession(self.library, self._post, self._fail)
        return self._cleaning

    @property
    def versions(self) -> "VersionsSession":
        """The questions about versions, and refreshing that nobody waits for."""
        if self._versions is None:
            from reader.tui.versions_session import VersionsSession

            self._versions = VersionsSession(self.library, self.lists, self._post, self._fail)
        return self._versions

    def cancel_refreshing(self) -> bool:
        """Give up on refreshing several articles; return whether that was under way."""
        return self._versions is not None and self._versions.cancel()

    @property
    def drafting(self) -> "DraftingSession":
        """Notes that are being written."""
        if self._drafting is None:
            from reader.tui.drafting_session import DraftingSession

            self._drafting = DraftingSession(self.library, self._post, self._fail)
        return self._drafting

    @property
    def feeds(self) -> "FeedsSession":
        """Feeds: what is known of them, changes to them, asking them."""
        if self._feeds is None:
            from reader.tui.feeds_session import FeedsSession

            self._feeds = FeedsSession(self.library, self._writing.put, self._post, self._fail)
        return self._feeds

    @property
    def is_syncing(self) -> bool:
        """Whether feeds are being asked."""
        return self._feeds is not None and self._feeds.is_syncing

    @property
    def news(self) -> "NewsSession":
        """Pages of news that are fetched when they are opened."""
        if self._news is None:
            from reader.tui.news_session import NewsSession

            self._news = NewsSession(self.library, self._post, self._fail)
        return self._news

    def cancel_page(self) -> bool:
        """Give up on the page of news that is being fetched; return whether one was."""
        return self._news is not None and self._news.cancel()

    def lay_out_samples(self, *, is_all: bool = False) -> None:
        """Bring the samples into the library, all or those that a demo lacks.

        Answered by `SamplesProgressed` at every step and at the end.
        """

        def report(progress: Progress) -> None:
            self._post(SamplesProgressed(progress=progress))

        def job() -> None:
            from reader.library.demo import fill_demo

            fill_demo(self.library, Work(report, self._ending), is_all=is_all)
            self._post(SamplesProgressed(progress=None))

        self._picturing.put(job)

    # -- the end ----------------------------------------------------------------------------------------------------
    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        lanes = (self._reading, self._writing, self._fetching, self._picturing)
        others = (self._bench, self._cleaning, self._versions, self._drafting, self._feeds, self._news)
        is_idle = all(other is None or other.is_idle for other in others)
        return all(lane.is_idle for lane in lanes) and self.lists.is_idle and is_idle

    def close(self) -> bool:
        """Give up on the network and wait for the last writes; return whether all of them are on disk."""
        self.cancel_work()
        self._pictures.set()
        self._ending.set()
        if self._drafting is not None:
            self._drafting.close()
        if self._versions is not None:
            self._versions.close()
        if self._feeds is not None:
            self._feeds.close(PICTURE_SECONDS)
        if self._news is not None:
            self._news.close()
        self.lists.close()
        written = self._cleaning is None or self._cleaning.close(DRAIN_SECONDS)
        self._picturing.drain(PICTURE_SECONDS)
        return self._writing.drain(DRAIN_SECONDS) and written

    def _quietly(self, do: Callable[[], None]) -> None:
        try:
            do()
        except ReaderError as error:
            log.info("%s", error)

    def _fail(self, error: Exception, request: int = 0) -> None:
        if isinstance(error, ReaderError):
            is_feed = isinstance(error, IsFeedError)
            self._post(WorkFailed(message=error.message, hint=error.hint, request=request, is_feed=is_feed))
            return
        log.error("unexpected", exc_info=error)
        self._post(
            WorkFailed(
                message=f"That went wrong: {type(error).__name__}", hint="The log file says more.", request=request
            )
        )
