"""Two versions in one running text, read with the keys of reading: drawn by the article pane's layout and painter.

What was added and removed lies over the text as marks do; the gutter says it in signs, the track shows where. Nothing can be
written here. Knows neither screen nor library: it is given a `RunningText` and answers with the messages of its bases.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter

from textual import events

from reader.layout.caret import Caret
from reader.layout.layout import Setting
from reader.layout.overlay import Covering
from reader.model.annotation import PlacedAnnotation
from reader.model.article import Article, Metadata
from reader.model.difference import Difference, Edit
from reader.model.units import TextRange
from reader.tui.running_text import (
    ADDED_SIGN,
    BOTH_SIGN,
    MOVED_SIGN,
    REMOVED_SIGN,
    Change,
    Fold,
    RunningText,
)
from reader.tui.widgets.article_messages import Noticed, WindowChanged
from reader.tui.widgets.article_painter import CHANGE_BAR
from reader.tui.widgets.article_view import HeldPlace
from reader.tui.widgets.finding_view import FindingView
from reader.tui.widgets.position_track import SPOT_CHANGE, Spots, row_on_track
from reader.tui.widgets.track_mouse import TrackMouse

_SIGNS = {Edit.ADDED.value: ADDED_SIGN, Edit.REMOVED.value: REMOVED_SIGN}
_NOTHING = Article(metadata=Metadata(), blocks=())


class DifferenceView(TrackMouse, FindingView, can_focus=True):
    """A difference, and where one is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.running: RunningText | None = None
        self.show_pictures(None)  # what has changed is in the words
        self._old, self._new = _NOTHING, _NOTHING
        self._marks: tuple[tuple[PlacedAnnotation, ...], tuple[PlacedAnnotation, ...]] = ((), ())
        self._unfolded: frozenset[int] = frozenset()
        self._has_folds = True
        self._is_opened_to_find = False
        self._gone_to: Change | None = None
        """The change that one went to last: a sentence may have several."""
        self._change_spots: tuple[object, Spots] = (None, {})
        self._spots_of: tuple[Spots, Spots, Spots] = ({}, {}, {})

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(
        self,
        difference: Difference,
        old: Article,
        new: Article,
        *,
        old_marks: tuple[PlacedAnnotation, ...] = (),
        new_marks: tuple[PlacedAnnotation, ...] = (),
        running: RunningText | None = None,
    ) -> None:
        """Show what parts two versions, with the reader's marks as they stand in either; `running` is both as one text, if that
        was made already."""
        self._old, self._new = old, new
        self._marks = old_marks, new_marks
        self._unfolded, self._has_folds = frozenset(), True
        self._is_opened_to_find = False
        self.forget_text()
        self._take(running or RunningText(difference, old, new), 0)

    def _take(self, running: RunningText, offset: int) -> None:
        self.running = running
        self.leave_mode()
        self.forget_text()
        self.begin_places("", {}, keeps_jumps=False)
        self.is_glancing = True  # nothing of it is remembered as read
        self.show_article(running.article, minutes=running.article.minutes, offset=offset)
        self.set_annotations(running.marks(*self._marks))

    def adapted(self, setting: Setting) -> Setting:
        """Return the setting without a byline where that is a part of the text, and with all columns of tables on the screen."""
        if self.running is None:
            return setting
        furniture = setting.furniture
        if self.running.has_byline:
            furniture = furniture._replace(byline=())
        return setting._replace(furniture=furniture, moves_tables=False)

    def _clamped(self, row: int) -> int:
        """Never show the blank row at the top: there is one above the text already, which stays when it is scrolled."""
        return max(1, super()._clamped(row))

    def _lay_out(self, held: HeldPlace | None = None) -> None:
        super()._lay_out(held)
        self.top = self._clamped(self.top)

    # -- changes ----------------------------------------------------------------------------------------------------
    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes in order."""
        return self.running.changes if self.running is not None else ()

    @property
    def change_here(self) -> int:
        """The index of the change that the current sentence touches, else of the last one above it; -1 above the first."""
        changes, here = self.changes, self.here
        last = bisect_left(changes, max(here.end, here.start + 1), key=attrgetter("start")) - 1
        first = last
        while first > 0 and changes[first - 1].end > here.start:
            first -= 1
        gone_to = self._gone_to
        return next((at for at in range(max(0, first), last + 1) if changes[at] == gone_to), first)

    @property
    def is_at_change(self) -> bool:
        """Whether the current sentence has changed."""
        at = self.change_here
        return at >= 0 and self.changes[at].end > self.here.start

    def go_to_change(self, index: int) -> None:
        """Make a change the current place, in the middle of the screen unless it is on it."""
        change = self.changes[index]
        self._gone_to = change
        self.reveal(change.start, min(change.end, change.start + 1), is_centred=True)
        self.set_here(self.walk.sentence_at(change.start))
        self.post_message(WindowChanged())  # several changes may stand in one sentence

    def do_next_change(self, count: int, argument: str) -> None:
        """Go to a change below, from the last one to the first."""
        if not self.changes:
            self.post_message(Noticed("nothing has changed"))
            return
        at = self.change_here
        self.go_to_change((at + max(1, count)) % len(self.changes))

    def do_previous_change(self, count: int, argument: str) -> None:
        """Go to a change above, from the first one to the last."""
        if not self.changes:
            self.post_message(Noticed("nothing has changed"))
            return
        at = self.change_here if self.is_at_change else self.change_here + 1
        self.go_to_change((at - max(1, count)) % len(self.changes))

    def first_change_from(self, offset: int, *, is_above: bool = False) -> int:
        """Return the first change at or below a merged offset, or the last one above it; round the ends of the text."""
        changes = self.changes
        at = bisect_right(changes, offset, key=attrgetter("end"))
        return (at - 1 if is_above else at) % len(changes)

    # -- marks ------------------------------------------------------------------------------------------------------
    def touched_marks(self) -> int:
        """Return in how many marks of the reader words were added or removed."""
        running = self.running
        if running is None:
            return 0
        placed = (one.anchor for one in self.annotations if one.anchor is not None)
        return sum(running.is_changed(TextRange(anchor.start, anchor.end)) for anchor in placed)

    def state_here(self) -> str:
        """Return what became of the mark here, in a few words; "" without one, and for one that stands as it stood."""
        here = self.annotation_here()
        if here is None or here.anchor is None or self.running is None:
            return ""
        lost = {one.annotation.id for one in self._marks[1] if not one.is_placed}
        if here.annotation.id in lost:
            return "your mark is lost"
        touched = self.running.is_changed(TextRange(here.anchor.start, here.anchor.end))
        return "your mark changed" if touched else ""

    def show_caret(self, caret: Caret | None, anchor: int | None = None, *, is_linewise: bool = False) -> None:
        """Nothing is selected here: there is nothing that could be done with it."""

    def here_changed(self) -> None:
        """Tell that another sentence is the current one: which change it is stands in the last row."""
        super().here_changed()
        self.post_message(WindowChanged())

    # -- folds ------------------------------------------------------------------------------------------------------
    @property
    def fold_here(self) -> Fold | None:
        """The fold that the bar stands at."""
        return self.running.fold_at(self.here.start) if self.running is not None and self.article.blocks else None

    def unfold(self) -> bool:
        """Open the fold that the bar stands at; return whether it stands at one."""
        fold = self.fold_here
        if fold is None:
            return False
        self._refold(self._unfolded | {fold.parts.start}, has_folds=self._has_folds)
        return True

    def do_unfold_here(self, count: int, argument: str) -> None:
        """Open the fold here; close the one that the current sentence stands in."""
        if self.unfold():
            return
        start = self._opened_here()
        if start is None:
            self.post_message(Noticed("nothing is folded here"))
        else:
            self._refold(self._unfolded - {start}, has_folds=True)

    def do_unfold_all(self, count: int, argument: str) -> None:
        """Open all folds, or close them."""
        running = self.running
        if running is None:
            return
        self._is_opened_to_find = False
        if running.folds:
            self._refold(frozenset(), has_folds=False)
        else:
            self._refold(frozenset(), has_folds=True)

    def open_to_find(self) -> None:
        """Open all folds, so that words are found in them too, until `fold_again`."""
        if self.running is not None and self.running.folds:
            self._is_opened_to_find = True
            self._refold(self._unfolded, has_folds=False)

    def fold_again(self) -> None:
        """Close the folds that were opened to find something."""
        if self._is_opened_to_find:
            self._is_opened_to_find = False
            self._refold(self._unfolded, has_folds=True)

    def _opened_here(self) -> int | None:
        """Return the first part of the opened fold that the current sentence stands in."""
        running = self.running
        if running is None:
            return None
        folded = RunningText(running.difference, self._old, self._new)
        here = running.new_offset(self.here.start)
        fold = folded.fold_at(folded.of_new(here))
        return fold.parts.start if fold is not None and not running.is_changed(self.here) else None

    def _refold(self, unfolded: frozenset[int], *, has_folds: bool) -> None:
        running = self.running
        if running is None:
            return
        offset, line, query = self.here.start, self.here_rows().start - self.top, self._query
        self._unfolded, self._has_folds = unfolded, has_folds
        made = RunningText(running.difference, self._old, self._new, unfolded, has_folds=has_folds)
        is_gone = running.is_removed(offset)
        here = made.of_old(running.old_offset(offset)) if is_gone else made.of_new(running.new_offset(offset))
        self._take(made, here)
        self.hold(here, line)
        if query:
            self.find(query)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return what was added and removed on a row, with the marks over it."""
        found = super().coverings(row, text)
        if self.running is None:
            return found
        return [
            *self.running.described.touching(text.start, text.end),
            *self.running.edits.touching(text.start, text.end),
            *found,
        ]

    def sign(self, row: int, text: TextRange) -> str:
        """Return what happened on a row, else a bar beside what has changed elsewhere, else the sign of a mark."""
        running = self.running
        if running is None:
            return ""
        edits = {c.value for c in running.edits.touching(text.start, max(text.end, text.start + 1))}
        if edits:
            return _SIGNS[edits.pop()] if len(edits) == 1 else BOTH_SIGN
        block = self.article.position(text.start).block
        is_first = text.start <= self.article.block_starts[block]
        if is_first and block in running.moved_blocks:
            return MOVED_SIGN
        if is_first and block in running.split_blocks:
            return ADDED_SIGN
        if block in running.changed_blocks:
            return CHANGE_BAR
        return super().sign(row, text)

    def track_spots(self) -> Spots:
        """Return what lies on the lines of the track: changes over marks, what was found over both."""
        spots = super().track_spots()
        scale = self.track_scale
        if self._change_spots[0] is not scale:
            self._change_spots = scale, scale.spots((change.start, SPOT_CHANGE) for change in self.changes)
        changes = self._change_spots[1]
        if self._spots_of[0] is not spots or self._spots_of[1] is not changes:
            self._spots_of = spots, changes, {**spots, **changes} if not self.found_places else {**changes, **spots}
        return self._spots_of[2]

    # -- mouse ------------------------------------------------------------------------------------------------------
    @property
    def shows_track(self) -> bool:
        """Whether the last column is the track."""
        return self.has_track and bool(self.article.blocks)

    def go_to_track_line(self, line: int, *, is_first: bool) -> None:
        """Show the text that a line of the track stands for, in the middle of the screen."""
        height, rows = self.size.height, self.text_layout.row_count
        self.scroll_to_row(rows if line >= height - 1 else row_on_track(line, height, rows) - height // 2)

    def clicked(self, event: events.Click, offset: int) -> None:
        """Make the sentence the current one; open a fold."""
        super().clicked(event, offset)
        self.unfold()
