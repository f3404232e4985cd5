"""Annotations on the article: drawing them, and the actions that ask for new ones or for changes.

A new highlight is drawn at once and asked for with a token; it is told apart (underlined) until it is saved. Nothing here is
stored: `set_annotations` brings what is, again after every change.
"""

from collections.abc import Iterable
from itertools import count as counting
from typing import NamedTuple

from textual.geometry import Region

from reader.layout.overlay import Covering, CoveringIndex
from reader.model.annotation import Colour, Keep, PlacedAnnotation
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import (
    AnnotationFocused,
    ColourRequested,
    DeleteRequested,
    EditRequested,
    HighlightRequested,
    NoteRequested,
    Noticed,
    RangeChangeRequested,
    SettleRequested,
    TagsRequested,
    WindowChanged,
)
from reader.tui.widgets.article_painter import MARK_SIGN, PEN, SAVING
from reader.tui.widgets.left_out_view import LeftOutView
from reader.tui.widgets.position_track import SPOT_NOTE, Spots, TrackScale
from reader.tui.widgets.reading_window import ReadingWindow

_COLOURS = tuple(Colour)


class _Pending(NamedTuple):
    """A highlight that was asked for and is not among the annotations yet."""

    text: TextRange
    asked: Colour
    """The colour it is being saved with."""
    colour: Colour
    """The colour it is wanted in by now."""
    annotation_id: int = 0
    """Its id once it is saved."""


class MarkingView(LeftOutView):
    """Adds `do_highlight`, `do_annotate`, `do_delete_annotation` … of the key table."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.annotations: tuple[PlacedAnnotation, ...] = ()
        """All annotations of the article, notes on it as a whole and orphans too."""
        self.last_colour = Colour.YELLOW
        """The colour of the next highlight."""
        self._index: CoveringIndex[PlacedAnnotation] = CoveringIndex()
        self._ink_index: CoveringIndex[str] = CoveringIndex()
        """The same ranges with the names of their colours, as rows are painted from them."""
        self._pending: dict[int, _Pending] = {}
        self._tokens = counting(1)
        self._last_made: tuple[int, int] = (0, 0)
        self._focused_id = 0
        self._chosen_id = 0
        self._scale: TrackScale | None = None
        self._spots: Spots | None = None
        self._note_rows: dict[int, int] | None = None

    # -- what is stored ---------------------------------------------------------------------------------------------
    def set_annotations(self, annotations: Iterable[PlacedAnnotation]) -> None:
        """Show these annotations and no others; only rows on which something changed are drawn anew."""
        before = {(c.start, c.end, _appearance(c.value)) for c in self._index}
        self.annotations = tuple(annotations)
        self._index = CoveringIndex(
            Covering(placed.anchor.start, placed.anchor.end, placed)
            for placed in self.annotations
            if placed.is_placed and placed.anchor is not None
        )
        self._ink_index = CoveringIndex(Covering(c.start, c.end, c.value.annotation.colour.value) for c in self._index)
        known = {placed.annotation.id for placed in self.annotations}
        for token, pending in list(self._pending.items()):
            if pending.annotation_id in known:
                del self._pending[token]
                self.repaint(pending.text)
        after = {(c.start, c.end, _appearance(c.value)) for c in self._index}
        for start, end, _ in before ^ after:
            self.repaint(TextRange(start, end))
        self._retrack()
        self.here_changed()

    def highlight_saved(self, token: int, annotation_id: int) -> None:
        """Say that a highlight asked for is stored; it stays drawn until `set_annotations` brings it."""
        pending = self._pending.get(token)
        if pending is None:
            return
        if self._last_made[0] == token:
            self._last_made = (token, annotation_id)
        if pending.colour is not pending.asked:  # it was changed while the highlight was being saved
            self.post_message(ColourRequested(annotation_id, pending.colour))
        if any(placed.annotation.id == annotation_id for placed in self.annotations):
            del self._pending[token]
        else:
            self._pending[token] = pending._replace(annotation_id=annotation_id)
        self.repaint(pending.text)

    def highlight_failed(self, token: int) -> None:
        """Take back a highlight that could not be stored."""
        pending = self._pending.pop(token, None)
        if pending is not None:
            self.repaint(pending.text)

    def forget_pending(self) -> None:
        """Drop what was asked for; another article is shown."""
        self._pending.clear()
        self._last_made = (0, 0)
        self._focused_id = self._chosen_id = 0

    def window(self) -> ReadingWindow:
        """Return what the margin has to know to stand beside the text."""
        layout = self.text_layout
        if self._note_rows is None:
            headline, end = layout.row_of(0), layout.row_count - 2
            self._note_rows = {
                placed.annotation.id: layout.row_of(placed.anchor.start)
                if placed.anchor is not None and placed.is_placed
                else (end if placed.annotation.is_highlight else headline)
                for placed in self.annotations
            }
        return ReadingWindow(
            top=self.top,
            height=self.size.height,
            row_count=layout.row_count if self.article.blocks else 0,
            note_rows=self._note_rows,
            track=self.track_spots(),
        )

    # -- where one is -----------------------------------------------------------------------------------------------
    def annotation_here(self) -> PlacedAnnotation | None:
        """Return the annotation that "here" means: the one jumped to, under the caret, or first on the current sentence."""
        if self.left_out_here is not None:
            return None
        target = self.target
        caret = self.caret.offset if self.caret else None
        touching = [c.value for c in self._index.touching(target.start, max(target.end, target.start + 1))]
        chosen = next((placed for placed in touching if placed.annotation.id == self._chosen_id), None)
        if chosen is not None or not touching:
            return chosen
        if caret is not None:
            under = [
                placed for placed in touching if placed.anchor and placed.anchor.start <= caret < placed.anchor.end
            ]
            return min(under, key=_length) if under else None
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

    def go_to_annotation(self, annotation_id: int) -> bool:
        """Go to an annotation and make it the one "here"; return whether it has a place in the text."""
        placed = next((p for p in self.annotations if p.annotation.id == annotation_id and p.is_placed), None)
        if placed is None or placed.anchor is None:
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
        placed = [c.value for c in self._index]
        if not placed:
            return None
        here = self.annotation_here()
        if here is not None:
            at = placed.index(here) + count
        else:
            start = self.target.start
            following = sum(1 for p in placed if p.anchor and p.anchor.start < start)
            at = following + count - 1 if count > 0 else following + count
        return placed[at] if 0 <= at < len(placed) else None

    # -- actions ----------------------------------------------------------------------------------------------------
    def do_highlight(self, count: int, argument: str) -> None:
        """Mark the selection or the current sentence in the last colour."""
        text = self._text_to_mark()
        if text is None:
            return
        same = self._exactly(text)
        if same is not None:
            self._last_made = (0, same.annotation.id)
            self.post_message(Noticed("marked already"))
        else:
            token = next(self._tokens)
            self._pending[token] = _Pending(text, self.last_colour, self.last_colour)
            self._last_made = (token, 0)
            self.post_message(HighlightRequested(token, *text, self.last_colour))
        self.leave_mode()
        self.repaint(text)

    def do_colour(self, count: int, argument: str) -> None:
        """Give the mark that was just made another colour, and the next ones too."""
        if argument not in ("1", "2", "3", "4", "5"):
            return
        self.last_colour = _COLOURS[int(argument) - 1]
        token, annotation_id = self._last_made
        pending = self._pending.get(token)
        if pending is not None:
            self._pending[token] = pending._replace(colour=self.last_colour)
            self.repaint(pending.text)
        if annotation_id:
            self.post_message(ColourRequested(annotation_id, self.last_colour))

    def do_annotate(self, count: int, argument: str) -> None:
        """Ask for a note on the selection or the current sentence; on what is marked already, for its note."""
        text = self._text_to_mark()
        if text is None:
            return
        here = self.annotation_here()
        covers = here is not None and here.anchor is not None and here.anchor.start <= text.start
        if here is not None and here.anchor is not None and covers and text.end <= here.anchor.end:
            self.post_message(EditRequested(here.annotation.id, is_external=False))
        else:
            self.post_message(NoteRequested(*text, self.last_colour))

    def do_edit_note(self, count: int, argument: str) -> None:
        """Ask for the note here to be edited in the margin."""
        self._ask_edit(is_external=False)

    def do_edit_note_external(self, count: int, argument: str) -> None:
        """Ask for the note here to be edited in the user's editor."""
        self._ask_edit(is_external=True)

    def do_annotation_tags(self, count: int, argument: str) -> None:
        """Ask for the tags of the mark here."""
        here = self._here_or_notice()
        if here is not None:
            self.post_message(TagsRequested(here.annotation.id))

    def do_delete_annotation(self, count: int, argument: str) -> None:
        """Ask for the mark here to be removed."""
        here = self._here_or_notice()
        if here is not None:
            self.post_message(DeleteRequested(here.annotation.id))

    def do_keep_shown(self, count: int, argument: str) -> None:
        """Ask for what was written elsewhere beside the note here to go."""
        self._ask_settling(Keep.SHOWN)

    def do_keep_other(self, count: int, argument: str) -> None:
        """Ask for what was written elsewhere to take the place of the note here."""
        self._ask_settling(Keep.OTHER)

    def do_keep_both(self, count: int, argument: str) -> None:
        """Ask for the note here and what was written elsewhere to become one."""
        self._ask_settling(Keep.BOTH)

    def _ask_settling(self, keep: Keep) -> None:
        here = self._here_or_notice()
        if here is not None:
            self.post_message(SettleRequested(here.annotation.id, keep))

    def do_grow(self, count: int, argument: str) -> None:
        """Ask for the mark here to end some words later."""
        here = self._here_or_notice()
        if here is not None and here.anchor is not None:
            last = self.walk.word_end(max(here.anchor.start, here.anchor.end - 1), max(1, count))
            self._ask_range(here, self.walk.after_letter(last))

    def do_shrink(self, count: int, argument: str) -> None:
        """Ask for the mark here to end some words sooner; one word always stays."""
        here = self._here_or_notice()
        if here is not None and here.anchor is not None:
            start = self.walk.previous_word(here.anchor.end, max(1, count))
            kept = self.walk.previous_word(start)
            end = self.walk.word_at(max(kept, here.anchor.start)).end
            if end < here.anchor.end:
                self._ask_range(here, end)

    def _ask_range(self, placed: PlacedAnnotation, end: int) -> None:
        if placed.anchor is not None and end > placed.anchor.start and end != placed.anchor.end:
            self._chosen_id = placed.annotation.id
            self.post_message(RangeChangeRequested(placed.annotation.id, placed.anchor.start, end))

    def _ask_edit(self, *, is_external: bool) -> None:
        here = self._here_or_notice()
        if here is not None:
            self.post_message(EditRequested(here.annotation.id, is_external))

    def _here_or_notice(self) -> PlacedAnnotation | None:
        here = self.annotation_here()
        if here is None:
            self.post_message(Noticed("no mark here"))
        return here

    def _text_to_mark(self) -> TextRange | None:
        if self.is_left_out_here():
            return None
        text = self.target
        if text.end > text.start and self.article.blocks:
            return text
        return None

    def _exactly(self, text: TextRange) -> PlacedAnnotation | None:
        touching = self._index.touching(*text)
        return next((c.value for c in touching if (c.start, c.end) == tuple(text)), None)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return marks under the selection of a row."""
        found = list(self._ink_index.touching(text.start, text.end))
        for pending in self._pending.values():
            if pending.text.start < text.end and pending.text.end > text.start:
                found.append(Covering(*pending.text, pending.colour.value))
                if not pending.annotation_id:
                    found.append(Covering(*pending.text, SAVING))
        return [*found, *super().coverings(row, text)]

    def sign(self, row: int, text: TextRange) -> str:
        """Return a pen where a note begins; where marks have no ground, a sign where one begins."""
        if not self.has_pens and self.inks.has_mark_grounds:
            return ""
        begins = [c.value for c in self._index.touching(text.start, text.end) if c.start >= text.start]
        if self.has_pens and any(placed.annotation.note for placed in begins):
            return PEN
        return MARK_SIGN if begins and not self.inks.has_mark_grounds else ""

    def layout_changed(self) -> None:
        """Find the places of marks on the track anew."""
        super().layout_changed()
        self._scale = None
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
            self._spots = self.track_scale.spots(
                (c.start, SPOT_NOTE if c.value.annotation.note else c.value.annotation.colour.value)
                for c in self._index
            )
        return self._spots

    def _retrack(self) -> None:
        self._spots = self._note_rows = None
        self.retrack()

    def retrack(self) -> None:
        """Draw the track anew, here or beside the margin."""
        self.post_message(WindowChanged())
        if self.has_track:
            self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))


def _appearance(placed: PlacedAnnotation) -> tuple[str, bool]:
    return placed.annotation.colour.value, bool(placed.annotation.note)


def _length(placed: PlacedAnnotation) -> int:
    return placed.anchor.end - placed.anchor.start if placed.anchor else 0
