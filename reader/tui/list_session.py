"""The session's questions to lists: views and their rows, what a search finds, all annotations, the trash of marks.

A lane of its own: an article that is to be opened does not wait behind a search of a hundred thousand. A question that is
overtaken by a newer one is dropped before it is asked. Nothing here touches a widget.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message

from reader.library.library import Library
from reader.library.listing import NEWEST_FIRST, ListOrder, View, ViewCounts
from reader.library.progress import Progress, Work
from reader.library.results import LibraryChange, SavedSearch
from reader.model.errors import ReaderError
from reader.model.kept import ListedArticle
from reader.tui.lanes import Lane
from reader.tui.lines import told
from reader.tui.list_places import NO_FOLDS, Folds, ListPlaces
from reader.tui.messages import IndexProgressed, LibraryChanged, ListLoaded, RowsLoaded, WorkAnswered
from reader.tui.shown_feeds import NO_FEEDS, ShownFeeds, shown_feeds
from reader.tui.shown_list import READ_SHARE, HeldRows, LoadedList, ShownList, Spot

if TYPE_CHECKING:  # comes when the library is watched, after the first frame
    from reader.library.watching import Watch

PATIENCE_SECONDS = 1.0
"""How long the first list waits for the library to be looked through: the files of a small one take a tenth of that, and of a
big one as much is shown as was known last."""

STOP_SECONDS = 0.3
"""How long quitting waits for the watch to end."""

AHEAD = 40
"""Rows that come with a list above and below the bar: more than a screen."""

SEARCHED_AHEAD = 16
"""The same where each row is shown with the line of its text that was found, which takes a look into the text."""

LAST_OPENED = 24
"""Of so many articles that were opened last, the latest that was not read to its end is the one to continue."""

Answer = TypeVar("Answer")


class ListSession:
    """Asks for lists in a thread."""

    def __init__(self, library: Library, post: Callable[[Message], object], fail: Callable[[Exception], None]) -> None:
        self._library = library
        self._post = post
        self._fail = fail
        self._lane = Lane("lists", fail)
        self._aside = Lane("previews", fail)
        self._requests = count(1)
        self._latest = 0
        self._shown: ShownList | None = None
        self._around = LoadedList(View(), ListPlaces(), ViewCounts())
        """What came with the list that is shown, beside its rows."""
        self._known_feeds: tuple[object, ...] = ()
        self._feeds = NO_FEEDS
        self._mistake = ""
        """The mistake in library.toml that was told last."""
        self._shown_request = 0
        self._latest_of: dict[str, int] = {}
        self._watch: Watch | None = None
        self._stopping: Thread | None = None
        self._ending = Event()

    # -- keeping up -------------------------------------------------------------------------------------------------
    def watch(self) -> None:
        """Begin to watch the library: what others change comes as `LibraryChanged`, what is indexed as `IndexProgressed`."""
        self._lane.put(self._begin_watch)

    def _begin_watch(self) -> None:
        def report(progress: Progress) -> None:
            if not self._ending.is_set():
                self._post(IndexProgressed(progress=progress))

        def changed(change: LibraryChange) -> None:
            if not self._ending.is_set():
                self._post(LibraryChanged(change=change))

        if not self._ending.is_set():
            watch = self._watch = self._library.watch(changed, work=Work(report, self._ending))
            watch.is_answerable.wait(PATIENCE_SECONDS)

    def begin_close(self) -> None:
        """Answer nothing any more, and let the watch come to its end, which takes it some tenths of a second."""
        self._ending.set()
        if self._watch is not None and self._stopping is None:
            # A child process may be in the midst of a sweep: it ends by itself when it finds nobody listening.
            self._stopping = Thread(target=self._watch.stop, name="pressmark-stopping", daemon=True)
            self._stopping.start()

    def close(self) -> None:
        """Watch no more, and answer nothing any more."""
        self.begin_close()
        if self._stopping is not None:
            self._stopping.join(STOP_SECONDS)

    # -- lists ------------------------------------------------------------------------------------------------------
    def load(self, view: View, held: HeldRows, order: ListOrder = NEWEST_FIRST, folds: Folds = NO_FOLDS) -> int:
        """Ask for a view; answered by `ListLoaded`, unless a newer question comes first.

        `held` says what the pane shows, to be found again in what comes; `folds` which groups are folded.
        """
        request = self._latest = next(self._requests)
        self._lane.put(partial(self._load, request, view, held, order, folds))
        return request

    def fold(self, held: HeldRows, folds: Folds) -> int:
        """Ask for the list that was asked for last, with other groups folded; answered as `load` is, and asks no index."""
        request = self._latest = next(self._requests)
        self._lane.put(partial(self._fold, request, held, folds))
        return request

    def _load(self, request: int, view: View, held: HeldRows, order: ListOrder, folds: Folds) -> None:
        if request != self._latest:
            return
        counts, searches, feeds = self._library.counts(), self._saved_searches(), self._subscriptions()
        try:
            listing = self._library.listing(view, order=order)
        except ReaderError as error:  # a saved search that can't be understood, or is gone
            if not view.is_typing:  # while one is written, what was found before stays
                self._shown, self._shown_request = None, request
            problem = told(error.message, error.hint)
            loaded = LoadedList(
                view, ListPlaces(), counts, searches=searches, problem=problem, order=order, feeds=feeds
            )
            self._post(ListLoaded(request=request, loaded=loaded))
            return
        shown = ShownList(listing, self._continued_id() if view == View() else "", order, folds)
        if request != self._latest:
            return
        is_reading = self._watch is not None and not self._watch.caught_up.is_set()
        self._around = LoadedList(
            view, shown.places, counts, searches=searches, is_reading=is_reading, order=order, feeds=feeds
        )
        self._deliver(request, shown, held)

    def _fold(self, request: int, held: HeldRows, folds: Folds) -> None:
        if request == self._latest and self._shown is not None:
            self._deliver(request, self._shown.folded(folds), held)

    def _deliver(self, request: int, shown: ShownList, held: HeldRows) -> None:
        self._shown, self._shown_request = shown, request
        places = self._places(shown, held)
        near = places.get(held.near_id, held.cursor)
        ahead = SEARCHED_AHEAD if shown.words else AHEAD
        start = max(0, min(near, len(shown) - 1) - ahead)
        loaded = self._around._replace(
            rows_of=shown.places,
            start=start,
            rows=shown.rows(start, near + ahead),
            places=places,
            continued_id=shown.continued_id,
            words=shown.words,
        )
        self._post(ListLoaded(request=request, loaded=loaded))

    def _saved_searches(self) -> tuple[SavedSearch, ...]:
        try:
            return self._library.saved_searches()
        except ReaderError as error:  # a mistake in library.toml breaks no list, and is told once
            if str(error) != self._mistake:
                self._mistake = str(error)
                self._fail(error)
            return ()

    def _subscriptions(self) -> ShownFeeds:
        """Return the feeds; the same object as long as nothing about them has changed."""
        try:
            feeds = self._library.feeds()
        except ReaderError:  # the mistake in library.toml is told with the saved searches
            return self._feeds
        if self._known_feeds != feeds:
            self._known_feeds, self._feeds = feeds, shown_feeds(feeds)
        return self._feeds

    def _places(self, shown: ShownList, held: HeldRows) -> dict[str, int]:
        """Return where what the pane shows is now: each look goes through the list, so no more of them than matter."""

        def of(article_ids: Sequence[str]) -> dict[str, int]:
            found = ((article_id, shown.place_of(article_id)) for article_id in article_ids)
            return {article_id: place for article_id, place in found if place is not None}

        places = of(held.ids[:1] + (held.near_id,) * (held.near_id not in held.ids[:1]))
        return places if held.near_id in places else {**of(held.ids), **places}

    def _continued_id(self) -> str:
        """Return the article that was opened last and not read to its end, of those in the inbox; "" if there is none."""
        opened = self._library.listing(View(query="sort:read")).rows(0, LAST_OPENED)
        begun = article_to_continue(opened)
        return begun.record.id if begun is not None else ""

    def load_rows(self, request: int, start: int, stop: int) -> None:
        """Ask for more rows of the list that `request` brought; answered by `RowsLoaded`, unless another list came."""
        self._lane.put(partial(self._load_rows, request, start, stop))

    def _load_rows(self, request: int, start: int, stop: int) -> None:
        if request == self._shown_request and self._shown is not None:
            self._post(RowsLoaded(request=request, start=start, rows=self._shown.rows(start, stop)))

    def ask(self, find: Callable[[ShownList], Spot | None], then: Callable[[Spot | None], object]) -> None:
        """Ask where in the list that was loaded last something is; `then` gets that, or None."""

        def job() -> None:
            spot = find(self._shown) if self._shown is not None else None
            self._post(WorkAnswered(partial(then, spot)))

        self._lane.put(job)

    # -- whatever else is read --------------------------------------------------------------------------------------
    def read(
        self,
        subject: str,
        ask: Callable[[Library], Answer],
        then: Callable[[Answer], object],
        failed: Callable[[ReaderError], object] | None = None,
        *,
        is_aside: bool = False,
    ) -> None:
        """Ask the library something, with `is_aside` while lists go on; `then` gets the answer on the screen's thread, unless
        the same subject was asked about again meanwhile. Errors go to `failed`, else they are told.
        """
        request = self._latest_of[subject] = next(self._requests)

        def is_late() -> bool:
            return self._latest_of[subject] != request

        def deliver(do: Callable[..., object], *values: Any) -> None:
            if not is_late():
                do(*values)

        def job() -> None:
            if is_late():
                return
            try:
                answer = ask(self._library)
            except ReaderError as error:
                if failed is None:
                    raise
                self._post(WorkAnswered(partial(deliver, failed, error)))
            else:
                self._post(WorkAnswered(partial(deliver, then, answer)))

        (self._aside if is_aside else self._lane).put(job)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way, nor anything left to be read into the index."""
        return self._lane.is_idle and self._aside.is_idle and (self._watch is None or self._watch.caught_up.is_set())


def article_to_continue(rows: Sequence[ListedArticle]) -> ListedArticle | None:
    """Return the article that was opened last, if it was begun and not read to its end; else None."""
    begun = [
        row for row in rows if row.state.opened is not None and row.state.position > 0 and row.progress < READ_SHARE
    ]
    return max(begun, key=lambda row: row.state.opened or row.record.added, default=None)
