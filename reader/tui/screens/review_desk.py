"""Review: marks of a tag, a week, a colour or a query, one after the other, each shown in its article.

    desk.review_these(targets, "#lake")     targets: pairs of the ids of an article and of an annotation in it
    desk.step(1); desk.leave()

Everything else works meanwhile. What was deleted or put in the trash since is passed over. It is no
reading: looking at its marks changes no article's place, and at the end one is where one was.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.library.library import Library
from reader.model.annotation import PlacedAnnotation
from reader.model.errors import ReaderError
from reader.tui.empty_states import key_of
from reader.tui.screens.host import Host
from reader.tui.screens.review_sheet import ReviewChoice, ReviewSheet
from reader.tui.window_state import ReviewPlace

Target = tuple[str, int]
"""The ids of an article and of an annotation in it."""

_PERIODS = (("today", "today"), ("this week", "week"), ("last week", "last-week"), ("this month", "month"))
_TAGS = 30
"""Tags that are offered; others are found by a query."""

_NOTE_LETTERS = 240
"""Of a note that is told in the last row, where the margin is not to be seen."""


class _Origin(NamedTuple):
    """Where one was before the review."""

    article_id: str
    """"" for the list."""
    offset: int
    row_id: str
    """The article under the bar of the list."""


class ReviewDesk:
    """Walks through annotations. Comes with the first of its keys."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._targets: tuple[Target, ...] = ()
        self._title = ""
        self._query = ""
        self._at = 0
        self._origin = _Origin("", 0, "")
        self._then: Callable[[], object] | None = None

    @property
    def is_on(self) -> bool:
        """Whether marks are being reviewed."""
        return bool(self._targets)

    @property
    def label(self) -> str:
        """Where the review stands, for the last row: `7 of 41 · #lake`; "" if there is none."""
        return f"{self._at + 1:,} of {len(self._targets):,} · {self._title}" if self._targets else ""

    # -- beginning --------------------------------------------------------------------------------------------------
    def toggle(self) -> None:
        """Ask what is to be reviewed; end the review that is on."""
        if self.is_on:
            self.leave()
            return
        host, last = self._host, self._host.window.review

        def show(choices: tuple[ReviewChoice, ...]) -> None:
            host.show_sheet(ReviewSheet(host.keymap, choices), self._begin)

        host.session.lists.read("review", lambda library: choices_of(library, last), host.hold_keys().until(show))

    def _begin(self, choice: ReviewChoice) -> None:
        def begin(targets: tuple[Target, ...]) -> None:
            self.review_these(targets, choice.title, query=choice.query, at=min(choice.at, max(0, len(targets) - 1)))

        then = self._host.hold_keys().until(begin)
        self._host.session.lists.read("review", lambda library: targets_of(library, choice.query), then)

    def review_these(
        self,
        targets: Sequence[Target],
        title: str,
        *,
        query: str = "",
        at: int = 0,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Walk through `targets` in their order, from the one at `at` on; `then` is called at the end, when one is back.

        `title` says what they have in common. Where a `query` finds them, the place is remembered for the next time.
        """
        host = self._host
        if not targets:
            host.tell(f"There is nothing to review: no mark is found by {title}.")
            return
        if not self.is_on:
            row = next(iter(host.library.targets()), None)
            row_id = row.record.id if row is not None else ""
            opened = host.opened.kept.record.id if host.opened is not None else ""
            self._origin = _Origin(opened, host.article.here.start if opened else 0, row_id)
        self._targets, self._title, self._query, self._then = tuple(targets), title, query, then
        self._at = at
        self._seek(at, 1)

    # -- going on ---------------------------------------------------------------------------------------------------
    def step(self, count: int) -> None:
        """Go on by so many marks, or back."""
        host = self._host
        if not self.is_on:
            host.tell(f"Nothing is being reviewed. {key_of(host.keymap, 'review')} begins a review.")
            return
        to = self._at + count
        if 0 <= to < len(self._targets):
            self._seek(to, 1 if count > 0 else -1)
        elif count > 0:
            host.tell(f"That was the last one. {key_of(host.keymap, 'review')} ends the review.")
        else:
            host.tell("This is the first one.")

    def _seek(self, at: int, step: int) -> None:
        """Show the mark at a place, or the next one in a direction that is still there."""
        host, targets = self._host, self._targets
        if self._placed(targets[at]) is not None:
            self._show(at)
            return

        def found(standing: int) -> None:
            if self._targets is not targets:
                return
            if standing >= 0:
                self._show(standing)
            else:
                host.tell("What comes there was deleted meanwhile.")

        then = host.hold_keys().until(found)
        host.session.lists.read(
            "review", lambda library: next_standing(library, targets, at, step), then, is_aside=True
        )

    def _placed(self, target: Target) -> PlacedAnnotation | None:
        """Return an annotation of the open article; None if it is another's."""
        opened = self._host.opened
        if opened is None or opened.kept.record.id != target[0]:
            return None
        return next((placed for placed in opened.annotations if placed.annotation.id == target[1]), None)

    def _show(self, at: int) -> None:
        self._at = at
        host, (article_id, annotation_id) = self._host, self._targets[at]
        if self._query:
            host.remember(host.window._replace(review=ReviewPlace(self._query, self._title, at, len(self._targets))))
        if host.opened is not None and host.opened.kept.record.id == article_id:
            host.article.look_round()
            self._arrive(annotation_id)
            host.go_to(host.article)
        else:
            host.open(article_id, then=lambda: self._arrive_elsewhere(annotation_id))

    def _arrive_elsewhere(self, annotation_id: int) -> None:
        opened = self._host.opened
        if self.is_on and opened is not None:
            self._host.article.look_round(opened.kept.state.furthest)
            self._arrive(annotation_id)

    def _arrive(self, annotation_id: int) -> None:
        host = self._host
        placed = self._placed(self._targets[self._at])
        if placed is None:
            return
        if not host.article.show_annotation(annotation_id):
            host.margin.focus_note(annotation_id)
        host.article.call_after_refresh(lambda: self._tell(placed))
        host.settled()

    def _tell(self, placed: PlacedAnnotation) -> None:
        """Say what is written, if it does not stand beside the text."""
        if self._host.margin.display and not self._host.margin.is_drawer:
            return
        from reader.layout.cells import shorten

        annotation = placed.annotation
        gone = f"The passage is gone: “{annotation.quote}”" if annotation.is_highlight and not placed.is_placed else ""
        parts = (gone, annotation.note, " ".join(f"#{tag}" for tag in annotation.tags))
        words = " · ".join(" ".join(part.split()) for part in parts if part)
        if words and self.is_on:
            where = f"{self._at + 1:,} of {len(self._targets):,}"  # the message stands where this stood
            self._host.tell(shorten(f"{where} · {words}", _NOTE_LETTERS))

    # -- the end ----------------------------------------------------------------------------------------------------
    def leave(self) -> bool:
        """End the review and go back to where one was; return whether there was one."""
        if not self.is_on:
            return False
        host, origin, then = self._host, self._origin, self._then
        self._targets, self._then = (), None
        host.status.dismiss(keeps_errors=True)  # it may still say how to end what has ended
        opened = host.opened.kept.record.id if host.opened is not None else ""
        if not origin.article_id:
            if opened:
                host.close_article()
            host.list_view(host.view, bar_at=origin.row_id or None)
        elif opened == origin.article_id:
            host.article.end_looks()
            host.article.set_here(host.article.walk.sentence_at(origin.offset))
        else:
            article = host.article
            host.open(origin.article_id, then=lambda: article.jump_to(origin.offset, is_jump=False))
        host.settled()
        if then is not None:
            then()
        return True


def choices_of(library: Library, last: ReviewPlace | None) -> tuple[ReviewChoice, ...]:
    """Return what can be reviewed: where one stood the last time, then what holds anything. Reads the index."""
    counts = library.bench_counts("")
    choices: list[ReviewChoice] = []
    if last is not None and last.query and 0 < last.at < last.total - 1:  # it was neither just begun nor gone through
        choices.append(ReviewChoice(last.title, last.query, last.total, at=last.at))
    if counts.total:
        choices.append(ReviewChoice("all marks and notes", "has:highlight OR has:note", counts.total))
    for title, period in _PERIODS:
        query = f"made:{period}"
        total = counts.since.get(period)
        if total is None:
            total = library.bench_counts(query).total
        if total:
            choices.append(ReviewChoice(title, query, total, heading="When they were made"))
    for tag, total in counts.tags[:_TAGS]:
        choices.append(ReviewChoice(f"#{tag}", f'tag:"{tag}"', total, heading="Tags"))
    meanings = library.colour_meanings()
    for colour, total in counts.colours.items():
        word = meanings.get(colour) or colour.value
        choices.append(
            ReviewChoice(word, f"color:{colour.value} has:highlight", total, colour.value, heading="Colours")
        )
    return tuple(choices)


def targets_of(library: Library, query: str) -> tuple[Target, ...]:
    """Return the annotations that a query finds, by article and within it in reading order. Raises QueryError."""
    return tuple(library.bench(query, order="place").targets())


def next_standing(library: Library, targets: Sequence[Target], at: int, step: int) -> int:
    """Return the place of the first annotation from `at` on, in steps of `step`, that is neither deleted nor in the trash; -1."""
    known: dict[str, frozenset[int]] = {}
    while 0 <= at < len(targets):
        article_id, annotation_id = targets[at]
        if article_id not in known:
            known[article_id] = _standing(library, article_id)
        if annotation_id in known[article_id]:
            return at
        at += step
    return -1


def _standing(library: Library, article_id: str) -> frozenset[int]:
    try:
        if library.listed(article_id).state.is_trashed:
            return frozenset()
        return frozenset(placed.annotation.id for placed in library.annotations(article_id))
    except ReaderError:  # it was deleted for good, or has not come over from another machine
        return frozenset()
