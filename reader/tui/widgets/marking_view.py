"""Annotations on the article: which there are, which one is "here", and how they are drawn.

A new highlight is drawn at once and asked for with a token; it is told apart (underlined) until it is saved. A mark that is made
longer or shorter is drawn as it is wanted. Nothing here is stored: `set_annotations` brings what is, again after every change.
The actions that ask for marks and change them are in the classes built on it: `inking_view`, `reshaping_view`.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count as counting
from typing import NamedTuple

from textual import events
from textual.geometry import Region

from reader.layout.overlay import Covering
from reader.layout.passages import covers_figure
from reader.model.annotation import Colour, PlacedAnnotation
from reader.model.blocks import Figure
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import (
    AnnotationFocused,
    ColourRequested,
    MarkAwaited,
    MarkCame,
    Noticed,
    WindowChanged,
)
from reader.tui.widgets.article_painter import CARET, FORWARD, LOOK_SIGN, MARK_SIGN, PEN, SAVING, SELECT, RowLook
from reader.tui.widgets.left_out_view import LeftOutView
from reader.tui.widgets.position_track import Spots, TrackScale
from reader.tui.widgets.reading_window import ReadingWindow
from reader.tui.widgets.shown_marks import NotePlaces, ShownMarks, bears_pen, needs_look, shown_marks

_FRAMES = frozenset((*FORWARD, *FORWARD.values(), SELECT, CARET))
"""What is drawn at the side of a figure that lies in it as a whole."""

_MOST_RANGES = 50
"""Marks on a row that are drawn one by one; of more, what lies over each other is counted."""

Following = Callable[[PlacedAnnotation], None]
"""What is to be done with a mark."""


class Wanted(NamedTuple):
    """Where a mark is to begin and end, that is stored otherwise."""

    text: TextRange
    is_asked: bool = False
    """Whether it was asked for."""


class Pending(NamedTuple):
    """A highlight that was asked for and is not among the annotations yet."""

    text: TextRange
    asked: Colour
    """The colour it is being saved with."""
    colour: Colour
    """The colour it is wanted in by now."""
    annotation_id: int = 0
    """Its id once it is saved."""


class MarkingView(LeftOutView, is_side=True):
    """Knows the annotations and draws them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.annotations = ShownMarks()
        """All annotations of the article, notes on it as a whole and orphans too."""
        self.last_colour = Colour.YELLOW
        """The colour of the next highlight."""
        self._pending: dict[int, Pending] = {}
        self._wanted: dict[int, Wanted] = {}
        """Ranges that are on their way to be stored, by the ids of their annotations."""
        self._following: list[tuple[int, Following]] = []
        """What is to be done with highlights as soon as they are saved, by their tokens."""
        self._forward: Covering[str] | None = None
        """The one of several marks over each other that is meant."""
        self._tokens = counting(1)
        self._last_made: tuple[int, int] = (0, 0)
        self._focused_id = 0
        self._chosen_id = 0
        self._scale: TrackScale | None = None
        self._spots: Spots | None = None
        self._note_rows: NotePlaces | None = None
        self._rows_of_starts: dict[int, int] = {}
        """Rows of the offsets at which marks with notes begin: a line is measured to find one, and a save changes few of them."""

    # -- what is stored ---------------------------------------------------------------------------------------------
    def set_annotations(self, annotations: Iterable[PlacedAnnotation]) -> None:
        """Show these annotations and no others; only rows on which something changed are drawn anew."""
        before, self.annotations = self.annotations, shown_marks(annotations)
        known = self.annotations.by_id
        for annotation_id, wanted in list(self._wanted.items()):
            if wanted.is_asked or annotation_id not in known:
                del self._wanted[annotation_id]
                self.repaint(wanted.text)
        saved = [token for token, pending in self._pending.items() if pending.annotation_id in known]
        made = {token: known[self._pending[token].annotation_id] for token in saved}
        for token in saved:
            self._was_saved(token, made[token])
        for look in before.looks ^ self.annotations.looks:
            self.repaint(TextRange(look.start, look.end))
        self._retrack()
        self.here_changed()
        for token in saved:
            self._do_following(token, made[token])

    def _was_saved(self, token: int, placed: PlacedAnnotation) -> None:
        """Draw a mark as it is stored; the one that was made last is the one "here"."""
        pending = self._pending.pop(token)
        if self._last_made[1] == placed.annotation.id:
            self._chosen_id = placed.annotation.id
        self.repaint(pending.text)

    def _do_following(self, token: int, made: PlacedAnnotation) -> None:
        """Do with a mark what was asked while it was being saved, wherever one is by now."""
        following = [do for one, do in self._following if one == token]
        for do in following:
            do(made)
        self._forget_following(token, is_saved=True)

    def when_saved(self, token: int, do: Following) -> None:
        """Do something with the mark of a token as soon as it is saved."""
        self._following.append((token, do))
        self.post_message(MarkAwaited())

    def _forget_following(self, token: int, *, is_saved: bool) -> None:
        left = [one for one in self._following if one[0] != token]
        if len(left) < len(self._following):
            self._following = left
            self.post_message(MarkCame(is_saved))

    def highlight_saved(self, token: int, annotation_id: int) -> None:
        """Say that a highlight asked for is stored; it stays drawn until `set_annotations` brings it."""
        pending = self._pending.get(token)
        if pending is None:
            return
        if self._last_made[0] == token:
            self._last_made = (token, annotation_id)
        if pending.colour is not pending.asked:  # it was changed while the highlight was being saved
            self.post_message(ColourRequested(annotation_id, pending.colour))
        self._pending[token] = pending._replace(annotation_id=annotation_id)
        stored = self.annotations.by_id.get(annotation_id)
        if stored is not None:
            self._was_saved(token, stored)
            self._do_following(token, stored)
        self.repaint(pending.text)

    def highlight_failed(self, token: int) -> None:
        """Take back a highlight that could not be stored."""
        pending = self._pending.pop(token, None)
        self._forget_following(token, is_saved=False)
        if pending is not None:
            self.repaint(pending.text)

    def forget_pending(self) -> None:
        """Drop what was asked for; another article is shown."""
        self._pending.clear()
        self._wanted.clear()
        for token, _ in tuple(self._following):
            self._forget_following(token, is_saved=False)
        self._forward = None
        self._last_made = (0, 0)
        self._focused_id = self._chosen_id = 0

    def window(self) -> ReadingWindow:
        """Return what the margin has to know to stand beside the text."""
        layout = self.text_layout
        if self._note_rows is None:
            self._note_rows = NotePlaces(self.annotations, layout, self._row_of_start)
        return ReadingWindow(
            top=self.top,
            height=self.size.height,
            row_count=layout.row_count if self.article.blocks else 0,
            note_rows=self._note_rows,
            track=self.track_spots(),
        )

    def _row_of_start(self, start: int) -> int:
        row = self._rows_of_starts.get(start)
        if row is None:
            row = self._rows_of_starts[start] = self.text_layout.row_of(start)
        return row

    # -- where one is -----------------------------------------------------------------------------------------------
    def annotation_here(self) -> PlacedAnnotation | None:
        """Return the annotation that "here" means: the one jumped to, under the caret, or first on the current sentence."""
        if self.left_out_here is not None:
            return None
        target = self.target
        caret = self.caret.offset if self.caret else None
        touching = [c.value for c in self.touching(target.start, max(target.end, target.start + 1))]
        chosen = next((placed for placed in touching if placed.annotation.id == self._chosen_id), None)
        if chosen is not None or not touching:
            return chosen
        if caret is not None:
            under = [
                placed for placed in touching if placed.anchor and placed.anchor.start <= caret < placed.anchor.end
            ]
            return min(under, key=length_of) if under else None
        return touching[0]

    def here_changed(self) -> None:
        """Tell which annotation one has come to."""
        super().here_changed()
        found = self.annotation_here()
        found_id = found.annotation.id if found else 0
        if found_id != self._chosen_id:
            self._chosen_id = 0
        if found_id != self._focused_id:
            self._focused_id = found_id
            self.post_message(AnnotationFocused(found_id, is_chosen=found_id == self._chosen_id != 0))
        self._bring_forward(found)

    def _bring_forward(self, placed: PlacedAnnotation | None) -> None:
        """Show which of several marks over each other is the one here."""
        forward = None
        if placed is not None and placed.anchor is not None:
            text = TextRange(placed.anchor.start, placed.anchor.end)
            if len(self.touching(*text)) > 1:
                forward = Covering(*text, FORWARD[placed.annotation.colour.value])
        if forward != self._forward:
            for one in (self._forward, forward):
                if one is not None:
                    self.repaint(TextRange(one.start, one.end))
            self._forward = forward

    def touching(self, start: int, end: int) -> Sequence[Covering[PlacedAnnotation]]:
        """Return the marks that share a letter with a half-open range, as they are wanted by now, by their starts."""
        found = self.annotations.ranges.touching(start, end)
        if not self._wanted:
            return found
        kept = [covering for covering in found if covering.value.annotation.id not in self._wanted]
        for placed, wanted in self._reshaped():
            if placed.anchor is not None and wanted.start < end and wanted.end > start:
                anchor = replace(placed.anchor, start=wanted.start, end=wanted.end)
                covering = Covering(*wanted, replace(placed, anchor=anchor))
                insort(kept, covering, key=lambda one: (one.start, -one.end))
        return kept

    def _reshaped(self) -> Iterator[tuple[PlacedAnnotation, TextRange]]:
        """Give the marks that are wanted elsewhere than they are stored, and where."""
        by_id = self.annotations.by_id
        return ((by_id[one], wanted.text) for one, wanted in self._wanted.items() if one in by_id)

    def choose_annotation(self, annotation_id: int) -> None:
        """Make a mark on the current sentence the one "here"."""
        self._chosen_id = annotation_id
        self.here_changed()

    def clicked(self, event: events.Click, offset: int) -> None:
        """Go to the sentence, and to the mark under the pointer: the shortest first, with every click to the next one there."""
        super().clicked(event, offset)
        under = sorted((c.value for c in self.touching(offset, offset + 1)), key=length_of)
        if not under:
            return
        ids = [placed.annotation.id for placed in under]
        at = (ids.index(self._chosen_id) + 1) % len(ids) if self._chosen_id in ids else 0
        self.choose_annotation(ids[at])
        if len(ids) > 1:
            self.post_message(Noticed(f"mark {at + 1} of {len(ids)} here"))

    def go_to_annotation(self, annotation_id: int) -> bool:
        """Go to an annotation and make it the one "here"; return whether it has a place in the text."""
        placed = self.annotations.by_id.get(annotation_id)
        if placed is None or placed.anchor is None or not placed.is_placed:
            return False
        self.leave_mode()
        self._chosen_id = annotation_id
        self.reveal(placed.anchor.start, placed.anchor.end, is_centred=True)
        sentence = self.walk.sentence_at(placed.anchor.start)
        if sentence != self.here:
            self.set_here(sentence)
        else:
            self.here_changed()
        return True

    def annotation_after(self, count: int) -> PlacedAnnotation | None:
        """Return the annotation `count` steps on (negative: back) from here in the order of the text; None past the ends."""
        placed = [c.value for c in self.annotations.ranges]
        if not placed:
            return None
        here = self.annotation_here()
        if here is not None:
            at = [one.annotation.id for one in placed].index(here.annotation.id) + count
        else:
            start = self.target.start
            following = sum(1 for p in placed if p.anchor and p.anchor.start < start)
            at = following + count - 1 if count > 0 else following + count
        return placed[at] if 0 <= at < len(placed) else None

    # -- drawing ----------------------------------------------------------------------------------------------------
    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return marks under the selection of a row."""
        found = self._mark_layers(text) if self._has_many(text) else self._mark_inks(text)
        for pending in self._pending.values():
            if pending.text.start < text.end and pending.text.end > text.start:
                found.append(Covering(*pending.text, pending.colour.value))
                if not pending.annotation_id:
                    found.append(Covering(*pending.text, SAVING))
        forward = self._forward
        if forward is not None and forward.start < text.end and forward.end > text.start:
            found.append(forward)
        return [*found, *super().coverings(row, text)]

    def _has_many(self, text: TextRange) -> bool:
        """Whether there are so many marks on a text that they are not drawn one by one."""
        return self.annotations.ranges.most_touching(*text) > _MOST_RANGES

    def _mark_inks(self, text: TextRange) -> list[Covering[str]]:
        """Return the colours of marks on a text."""
        return [Covering(c.start, c.end, c.value.annotation.colour.value) for c in self.touching(*text)]

    def _mark_layers(self, text: TextRange) -> list[Covering[str]]:
        """Return what is seen of very many marks over each other."""
        reshaped = [
            (Covering(placed.anchor.start, placed.anchor.end, placed.annotation.colour.value), wanted)
            for placed, wanted in self._reshaped()
            if placed.anchor is not None
        ]
        found = self.annotations.layers.touching(*text, [stored for stored, _ in reshaped])
        return found + [
            Covering(*wanted, stored.value)
            for stored, wanted in reshaped
            if wanted.start < text.end and wanted.end > text.start
        ]

    def _look(self, row: int) -> RowLook:
        look = super()._look(row)
        made = self.text_layout.row(row)
        return look._replace(frame=self._figure_frame(row)) if made.pictures or made.has_panel else look

    def _figure_frame(self, row: int) -> tuple[str, ...]:
        """Return what lies over the whole figure that a row belongs to; nothing for what is no figure."""
        block = self.text_layout.block_at(row)
        if not isinstance(self.article.blocks[block], Figure):
            return ()
        start = self.article.block_starts[block]
        end = start + len(self.article.block_texts[block])
        over = self.coverings(row, text := TextRange(start, end))
        if self._has_many(text):
            over = [*self._mark_inks(text), *(covering for covering in over if covering.value not in FORWARD)]
        holding = (
            c for c in over if c.value in _FRAMES and covers_figure(self.article, block, TextRange(c.start, c.end))
        )
        return tuple(covering.value for covering in holding)

    def repaint(self, text: TextRange) -> None:
        """Draw the rows of a range anew; of a figure all of them: it may have a sign at its side."""
        if self._layout is None or not self.article.blocks:
            return
        rows = self.rows_of(text)
        for offset in (text.start, max(text.start, text.end - 1)):
            block = self.article.position(offset).block
            if isinstance(self.article.blocks[block], Figure):
                figure = self.text_layout.block_rows(block)
                rows = range(min(rows.start, figure.start), max(rows.stop, figure.stop))
        self.repaint_rows(rows)

    def sign(self, row: int, text: TextRange) -> str:
        """Return a question mark where a mark begins that needs a look, a pen where a note does or where the words have changed;
        where marks have no ground, a sign where one begins."""
        marks = self.annotations
        if self._wanted:
            begins = [c.value for c in self.touching(*text) if c.start >= text.start]
            has_begun, has_pen, is_doubtful = bool(begins), any(map(bears_pen, begins)), any(map(needs_look, begins))
        else:
            has_begun, has_pen, is_doubtful = (
                marks.begin(*text),
                marks.begin_with_pen(*text),
                marks.begin_in_doubt(*text),
            )
        if is_doubtful:
            return LOOK_SIGN
        if self.has_pens and has_pen:
            return PEN
        return MARK_SIGN if has_begun and not self.inks.has_mark_grounds else ""

    def layout_changed(self) -> None:
        """Find the places of marks on the track anew."""
        super().layout_changed()
        self._scale = None
        self._rows_of_starts.clear()
        self._retrack()

    @property
    def track_scale(self) -> TrackScale:
        """From offsets to lines of the track."""
        if self._scale is None:
            self._scale = TrackScale(self.text_layout, self.size.height)
        return self._scale

    def track_spots(self) -> Spots:
        """Return what lies on the lines of the track: marks in their colours, notes."""
        if self._spots is None:
            self._spots = self.track_scale.spots_of(self.annotations.spots)
        return self._spots

    def _retrack(self) -> None:
        self._spots = self._note_rows = None
        self.retrack()

    def retrack(self) -> None:
        """Draw the track anew, here or beside the margin."""
        self.post_message(WindowChanged())
        if self.has_track:
            self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))


def length_of(placed: PlacedAnnotation) -> int:
    """Return how many letters a mark covers, as its anchor says."""
    return placed.anchor.end - placed.anchor.start if placed.anchor else 0
