"""Marks that are made longer and shorter by words, at their end and at their start, or given the selection.

What is wanted is drawn at once, and every key works on what is wanted by now. It is asked for when the keys have rested for a
moment: one run of keys is one change, and one step to be undone. Whoever leaves the article, undoes or redoes, asks before by
`take_reshaped`.
"""

from collections.abc import Callable

from textual.timer import Timer

from reader.layout.passages import markable, why_not, with_end_moved, with_start_moved
from reader.model.annotation import PlacedAnnotation
from reader.model.article import Article
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import Noticed, RangeChangeRequested
from reader.tui.widgets.inking_view import InkingView
from reader.tui.widgets.marking_view import Wanted, length_of

RUN_SECONDS = 0.6
"""Keys that follow each other so soon belong to one change: a key that is held down repeats within a tenth, and who looks at what
a key has done presses the next one within half a second."""

_Moved = Callable[[Article, TextRange, int], TextRange]


class ReshapingView(InkingView, is_side=True):
    """Adds `do_grow`, `do_shrink`, `do_grow_start`, `do_shrink_start` and `do_reshape` of the key table."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._run_timer: Timer | None = None
        self._held_id = 0
        """The mark that somebody had gone to when the caret came into the text."""

    def do_grow(self, count: int, argument: str) -> None:
        """Let the mark here end some words later."""
        self._move(with_end_moved, max(1, count), "the mark ends where the text ends")

    def do_shrink(self, count: int, argument: str) -> None:
        """Let the mark here end some words sooner; one word always stays."""
        self._move(with_end_moved, -max(1, count), "one word has to stay")

    def do_grow_start(self, count: int, argument: str) -> None:
        """Let the mark here begin some words sooner."""
        self._move(with_start_moved, max(1, count), "the mark begins where the text begins")

    def do_shrink_start(self, count: int, argument: str) -> None:
        """Let the mark here begin some words later; one word always stays."""
        self._move(with_start_moved, -max(1, count), "one word has to stay")

    def _move(self, moved: _Moved, count: int, otherwise: str) -> None:
        def move(here: PlacedAnnotation) -> None:
            if here.anchor is None:
                return
            wanted = self._wanted.get(here.annotation.id)
            before = wanted.text if wanted else TextRange(here.anchor.start, here.anchor.end)
            text = moved(self.article, before, count)
            if text == before:
                self.post_message(Noticed(otherwise))
            else:
                self._want(here, text)
                at = text.end - 1 if moved is with_end_moved else text.start
                self.reveal(at, at + 1)

        self.with_here(move)

    # -- the selection ----------------------------------------------------------------------------------------------
    def do_caret(self, count: int, argument: str) -> None:
        """Put the caret in the text; the mark that is here can be given what is selected then."""
        self._hold()
        super().do_caret(count, argument)

    def do_select_line(self, count: int, argument: str) -> None:
        """Select whole lines; the mark that is here can be given them."""
        if self.caret is None:
            self._hold()
        super().do_select_line(count, argument)

    def _hold(self) -> None:
        self._held_id = self._chosen_id if self.annotation_here() is not None else 0

    def do_reshape(self, count: int, argument: str) -> None:
        """Give a mark the selection: the one gone to before the caret came, else the shortest one under the selection."""
        selected = self.selected
        if selected is None:
            self.post_message(Noticed("nothing is selected"))
            return
        text = markable(self.article, selected)
        if text is None:
            self.post_message(Noticed(why_not(self.article, selected)))
            return
        held = (placed for placed in self.annotations if placed.annotation.id == self._held_id and placed.is_placed)
        touched = [covering.value for covering in self.touching(*selected)]
        meant = next(held, None) or min(touched, key=length_of, default=None)
        if meant is None:
            self.post_message(Noticed("no mark is here that could be given the selection"))
            return
        self.leave_mode()
        self._want(meant, text)
        self.ask_reshaped()

    # -- what is wanted ---------------------------------------------------------------------------------------------
    def _want(self, placed: PlacedAnnotation, text: TextRange) -> None:
        annotation_id = placed.annotation.id
        before = self._wanted.get(annotation_id)
        old = before.text if before else placed.anchor and TextRange(placed.anchor.start, placed.anchor.end)
        self._wanted[annotation_id] = Wanted(text)
        for one in (old, text):
            if one:
                self.repaint(one)
        if self.here.end <= text.start or text.end <= self.here.start:
            self.set_here(self.walk.sentence_at(text.start))
        self.choose_annotation(annotation_id)
        if self._run_timer is not None:
            self._run_timer.stop()
        self._run_timer = self.set_timer(RUN_SECONDS, self.ask_reshaped)

    def ask_reshaped(self) -> None:
        """Ask for what is wanted to be stored."""
        for message in self.take_reshaped():
            self.post_message(message)

    def take_reshaped(self) -> list[RangeChangeRequested]:
        """Return what is wanted and was not asked for yet: it counts as asked for from now on."""
        if self._run_timer is not None:
            self._run_timer.stop()
            self._run_timer = None
        asked = {one: wanted for one, wanted in self._wanted.items() if not wanted.is_asked}
        self._wanted.update((one, wanted._replace(is_asked=True)) for one, wanted in asked.items())
        return [RangeChangeRequested(one, *wanted.text) for one, wanted in asked.items()]
