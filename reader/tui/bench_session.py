"""The session's questions to a workbench, and its changes to many annotations at once.

Questions go in a lane of their own, changes in that of all writes, telling how far they are; a key gives them up. Answers come as
`WorkAnswered`. Comes with the first workbench.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.message import Message

from reader.library.bench import BenchCounts, Target
from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.results import OpenArticle
from reader.library.tending_many import ChangedMany
from reader.model.annotation import Annotation, Colour
from reader.model.errors import QueryError, ReaderError
from reader.tui.bench_filter import BenchFilter, Counted, Dimension
from reader.tui.lanes import Lane
from reader.tui.list_places import Folds
from reader.tui.messages import WorkAnswered
from reader.tui.shown_bench import BenchAsk, BenchHeading, GroupAbout, LoadedBench, Shown, ShownBench
from reader.tui.shown_list import HeldRows

if TYPE_CHECKING:  # only who exports waits for it
    from reader.library.results import Exported

AHEAD = 32
"""Rows that come with a list above and below the bar: more than a screen."""

Report = Callable[[Progress | None], object]
"""Told how far a change is; None at its end."""


class BenchSession:
    """Asks one library about its annotations, and changes many of them."""

    def __init__(
        self,
        library: Library,
        write: Callable[[Callable[[], None]], object],
        post: Callable[[Message], object],
        fail: Callable[[Exception], None],
    ) -> None:
        """`write` has a job done after all that is to be written so far."""
        self._library = library
        self._write = write
        self._post = post
        self._lane = Lane("workbench", fail)
        self._aside = Lane("workbench-aside", fail)
        self._requests = count(1)
        self._latest: dict[str, int] = {}
        self._shown: ShownBench | None = None
        self._shown_ask = BenchAsk()
        self._asked = (0, BenchAsk())
        """The list that was asked for last, with the number of the question."""
        self._answered = 0
        """The number of the question that was put to the index last."""
        self._shown_request = 0
        self._article: OpenArticle | None = None
        """The one that was previewed last: the next annotation is mostly of the same."""
        self._cancel: Event | None = None

    # -- lists ------------------------------------------------------------------------------------------------------
    def load(self, ask: BenchAsk, held: HeldRows, folds: Folds, then: Callable[[int, LoadedBench], object]) -> None:
        """Ask for a list; `then` gets its number and itself, unless a newer question comes first.

        `held` says what is shown, to be found again in what comes; `folds` which groups are folded.
        """
        request = self._begin("list")
        self._asked = (request, ask)
        self._lane.put(partial(self._list, request, held, folds, then))

    def _list(self, request: int, held: HeldRows, folds: Folds, then: Callable[[int, LoadedBench], object]) -> None:
        """Ask the index for the list that was asked for last."""
        if self._is_late("list", request):
            return
        self._answered, ask = self._asked
        try:
            listing = self._library.bench(
                ask.filter.query, order=ask.order.sort, group=ask.order.group, is_typing=ask.is_typing
            )
        except QueryError as error:
            self._answer("list", request, partial(then, request, LoadedBench(ask, error=error)))
            return
        self._shown_ask = ask
        self._deliver(request, ShownBench(listing, folds), held, then)

    def fold(self, held: HeldRows, folds: Folds, then: Callable[[int, LoadedBench], object]) -> None:
        """Ask for the list that was asked for last, with other groups folded; asks no index if that list is here."""
        request = self._begin("list")

        def job() -> None:
            if self._answered != self._asked[0]:  # this question has overtaken that for the list
                self._list(request, held, folds, then)
            elif self._shown is not None and not self._is_late("list", request):
                self._deliver(request, self._shown.folded(folds), held, then)

        self._lane.put(job)

    def _deliver(
        self, request: int, shown: ShownBench, held: HeldRows, then: Callable[[int, LoadedBench], object]
    ) -> None:
        self._shown, self._shown_request = shown, request
        places = self._places(shown, held)
        near = places.get(held.near_id, min(held.cursor, max(0, len(shown) - 1)))
        start = max(0, near - AHEAD)
        loaded = LoadedBench(
            self._shown_ask,
            rows_of=shown.places,
            start=start,
            rows=shown.rows(start, near + AHEAD),
            places=places,
            words=shown.listing.words,
            identity=shown.listing.identity,
        )
        self._answer("list", request, partial(then, request, loaded))

    @staticmethod
    def _places(shown: ShownBench, held: HeldRows) -> dict[str, int]:
        """Return where what is shown is now: each look goes through the list, so no more of them than matter."""

        def of(ids: Sequence[str]) -> dict[str, int]:
            found = ((id, shown.place_of(id)) for id in ids)
            return {id: place for id, place in found if place is not None}

        places = of(tuple(dict.fromkeys((*held.ids[:1], held.near_id))))
        return places if held.near_id in places else {**of(held.ids), **places}

    def load_rows(
        self, request: int, start: int, stop: int, then: Callable[[int, tuple[Shown | None, ...]], object]
    ) -> None:
        """Ask for more rows of the list with the number `request`; `then` gets the place of the first, and the rows."""

        def job() -> None:
            if request == self._shown_request and self._shown is not None:
                rows = self._shown.rows(start, stop)
                self._post(WorkAnswered(lambda: then(start, rows) if request == self._latest.get("list") else None))

        self._lane.put(job)

    # -- beside them ------------------------------------------------------------------------------------------------
    def count(self, filter: BenchFilter, then: Callable[[Counted], object]) -> None:
        """Count what stands behind the facets; a query that cannot be understood counts nothing."""
        request = self._begin("counts")

        def job() -> None:
            if self._is_late("counts", request):
                return
            counted: dict[str, BenchCounts] = {}

            def counts_of(query: str) -> BenchCounts:
                if query not in counted:
                    counted[query] = self._library.bench_counts(query)
                return counted[query]

            try:
                by = {dimension: counts_of(filter.without(dimension).query) for dimension in Dimension}
                total = counts_of("").total
                tags = self._library.tags_in_use()
            except QueryError:
                return
            self._answer("counts", request, partial(then, Counted(filter, total, by, tags)))

        self._aside.put(job)

    def preview(self, target: Target, then: Callable[[OpenArticle | None], object]) -> None:
        """Ask for the article of an annotation; `then` gets None if it cannot be read."""
        request = self._begin("preview")

        def job() -> None:
            if self._is_late("preview", request):
                return
            opened = self._article
            if opened is None or opened.kept.record.id != target[0]:
                try:
                    opened = self._library.open_article(target[0])
                except ReaderError:  # its text has not come over yet
                    opened = None
            self._article = opened
            self._answer("preview", request, partial(then, opened))

        self._aside.put(job)

    def preview_group(self, request: int, heading: BenchHeading, then: Callable[[GroupAbout], object]) -> None:
        """Ask for what there is to tell of a group of the list with the number `request`."""
        asked = self._begin("preview")

        def job() -> None:
            shown = self._shown
            if self._is_late("preview", asked) or shown is None or request != self._shown_request:
                return
            listing, record = shown.listing, None
            if listing.order.group == "article":
                start = heading.group.start
                record = next((row.record for row in listing.rows(start, start + 1) if row is not None), None)
            about = GroupAbout(heading, listing.order.group, listing.counts(heading.group), record)
            self._answer("preview", asked, partial(then, about))

        self._aside.put(job)

    def forget_articles(self) -> None:
        """Read the article of a preview anew the next time: it may be another one now."""
        self._aside.put(partial(setattr, self, "_article", None))

    def read(self, subject: str, ask: Callable[[Library], Any], then: Callable[[Any], object]) -> None:
        """Ask the library something; `then` gets the answer, unless the same subject was asked about again."""
        request = self._begin(subject)

        def job() -> None:
            if not self._is_late(subject, request):
                self._answer(subject, request, partial(then, ask(self._library)))

        self._lane.put(job)

    def read_beside(
        self, article_id: str, ask: Callable[[Library, OpenArticle | None], Any], then: Callable[[Any], object]
    ) -> None:
        """Ask the library something about the article that is previewed; None is given for it if it is another one."""
        request = self._begin("beside")

        def job() -> None:
            if not self._is_late("beside", request):
                opened = self._article
                is_it = opened is not None and opened.kept.record.id == article_id
                self._answer("beside", request, partial(then, ask(self._library, opened if is_it else None)))

        self._aside.put(job)

    def targets(self, keys: Sequence[int], then: Callable[[tuple[Target, ...]], object]) -> None:
        """Ask for the ids of annotations by their keys."""
        targets = self._meant(keys)

        def job() -> None:
            self._post(WorkAnswered(partial(then, targets())))

        self._lane.put(job)

    def export(
        self, keys: Sequence[int], form: str, title: str, then: "Callable[[Exported], object]", report: Report
    ) -> None:
        """Have annotations written out in a format, in the order of the list; may be given up."""
        work, shown = self._work(report), self._shown

        def job() -> None:
            with self._told(work, report):
                if shown is not None:
                    exported = self._library.export_annotations(shown.listing, form, keys=keys, title=title, work=work)
                    self._post(WorkAnswered(partial(then, exported)))

        self._lane.put(job)

    def write_file(
        self, keys: Sequence[int], form: str, title: str, path: Path, then: Callable[[int], object], report: Report
    ) -> None:
        """Have annotations written into a file; `then` gets how many; may be given up, and then leaves no file."""
        from reader.library.written_files import write_named

        work, shown = self._work(report), self._shown

        def job() -> None:
            with self._told(work, report):
                if shown is None:
                    return
                exported = self._library.export_annotations(shown.listing, form, keys=keys, title=title, work=work)
                write_named(path, exported.text, exported.encoding)
                self._post(WorkAnswered(partial(then, len(keys))))

        self._lane.put(job)

    def quoted(self, keys: Sequence[int], has_citation: bool, then: Callable[[str], object]) -> None:
        """Ask for quotes as they are pasted elsewhere."""
        shown = self._shown

        def job() -> None:
            if shown is not None:
                from reader.library.exporting_notes import quoted

                rows = tuple(shown.listing.all_rows(keys))
                self._post(WorkAnswered(partial(then, quoted(rows, has_citation=has_citation))))

        self._lane.put(job)

    def _meant(self, keys: Sequence[int]) -> Callable[[], tuple[Target, ...]]:
        """Return what gives the ids of annotations by keys of the list that is shown now, whatever is shown by then."""
        return partial(self._shown.listing.targets, keys) if self._shown is not None else tuple

    # -- changes ----------------------------------------------------------------------------------------------------
    def change_one(self, done: str, change: Callable[[Library], Annotation], then: Callable[[str], object]) -> None:
        """Change one annotation; `then` gets `done`, or "" if it failed, of which the reader is told."""

        def job() -> None:
            told = ""
            try:
                change(self._library)
                told = done
            finally:
                self._post(WorkAnswered(partial(then, told)))

        self._write(job)

    def change(
        self,
        keys: Sequence[int],
        then: Callable[[str], object],
        report: Report,
        *,
        colour: Colour | None = None,
        add_tags: Sequence[str] = (),
        drop_tags: Sequence[str] = (),
    ) -> None:
        """Give a colour and tags to many, and take tags away; `then` gets what was done, in words."""
        done = "recoloured" if colour is not None else "tagged anew"
        targets = self._meant(keys)

        def change(work: Work) -> ChangedMany:
            return self._library.change_annotations(
                targets(), colour=colour, add_tags=add_tags, drop_tags=drop_tags, work=work
            )

        self._do(change, done, then, report)

    def remove(self, keys: Sequence[int], then: Callable[[str], object], report: Report) -> None:
        """Remove many; `then` gets what was done, in words."""
        targets = self._meant(keys)
        self._do(lambda work: self._library.remove_annotations(targets(), work=work), "deleted", then, report)

    def _do(
        self, change: Callable[[Work], ChangedMany], done: str, then: Callable[[str], object], report: Report
    ) -> None:
        work = self._work(report)

        def job() -> None:
            told = ""
            try:
                with self._told(work, report):
                    told = changed_words(change(work), done)
            finally:
                self._post(WorkAnswered(partial(then, told)))

        self._write(job)

    def cancel(self) -> bool:
        """Give up on what is under way; return whether anything was. What is changed stays so, and can be undone."""
        if self._cancel is None or self._cancel.is_set():
            return False
        self._cancel.set()
        return True

    def _work(self, report: Report) -> Work:
        """Return work that tells how far it is, and can be given up from now on."""
        self._cancel = Event()

        def tell(progress: Progress) -> None:
            self._post(WorkAnswered(partial(report, progress)))

        return Work(tell, self._cancel)

    @contextmanager
    def _told(self, work: Work, report: Report) -> Iterator[None]:
        """Say that work is over when the block ends."""
        try:
            yield
        finally:
            if self._cancel is work.cancel:
                self._cancel = None
            self._post(WorkAnswered(partial(report, None)))

    # -- the lanes --------------------------------------------------------------------------------------------------
    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._lane.is_idle and self._aside.is_idle

    def _begin(self, subject: str) -> int:
        request = self._latest[subject] = next(self._requests)
        return request

    def _is_late(self, subject: str, request: int) -> bool:
        return self._latest[subject] != request

    def _answer(self, subject: str, request: int, deliver: Callable[[], object]) -> None:
        self._post(WorkAnswered(lambda: None if self._is_late(subject, request) else deliver()))


def changed_words(result: ChangedMany, done: str) -> str:
    """Return what a change to many came to, in words: `12 marks recoloured`."""
    parts = [f"{counted(result.changed)} {done}" if result.changed else "nothing was changed"]
    if result.failed:
        parts.append(f"{result.failed:,} could not be; the log file says why")
    if not result.is_whole:
        parts.append("given up then")
    return "; ".join(parts)


def counted(number: int) -> str:
    """Return a number of annotations in words."""
    return f"{number:,} mark or note" if number == 1 else f"{number:,} marks and notes"
