"""Making marks: of a sentence, a paragraph or a selection, in the last colour, once more as the last time; and what is asked for
about the mark here: its note, its tags, its end.

What is asked about a mark that is still being saved waits for it: keys may be typed as fast as one likes.
"""

from typing import NamedTuple

from reader.layout.passages import markable, paragraphs_from, sentences_from, why_not
from reader.model.annotation import Colour, Keep, PlacedAnnotation
from reader.model.units import TextRange
from reader.tui.widgets.article_messages import (
    ColourRequested,
    DeleteRequested,
    EditRequested,
    HighlightRequested,
    NoteRequested,
    Noticed,
    SettleRequested,
    TagsRequested,
)
from reader.tui.widgets.marking_view import Following, MarkingView, Pending

_COLOURS = tuple(Colour)


class _Manner(NamedTuple):
    """How something was marked."""

    is_paragraph: bool = False
    number: int = 1
    """How many sentences or paragraphs."""


class InkingView(MarkingView, is_side=True):
    """Adds `do_highlight`, `do_mark_paragraph`, `do_annotate`, `do_delete_annotation` … of the key table."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.is_attaching = False
        """Whether the next passage becomes that of a mark that has lost its own: it may well be marked already."""
        self._manner: _Manner | None = None
        """How the last mark was made."""
        self._last_tags: tuple[str, ...] = ()
        """Those of the last mark, as far as they are known."""

    def forget_pending(self) -> None:
        """Wait for nothing any more; another article is shown."""
        super().forget_pending()
        self.is_attaching = False

    # -- marking ----------------------------------------------------------------------------------------------------
    def do_highlight(self, count: int, argument: str) -> None:
        """Mark the selection or the current sentence, after a number so many sentences, in the last colour."""
        self._mark(_Manner(number=max(1, count)))

    def do_mark_paragraph(self, count: int, argument: str) -> None:
        """Mark the paragraph, all of a figure, all of a table; after a number so many of them."""
        self._mark(_Manner(is_paragraph=True, number=max(1, count)))

    def do_repeat_mark(self, count: int, argument: str) -> None:
        """Mark here as the last time: as much text, in the same colour, with the same tags."""
        if self._manner is None:
            self.post_message(Noticed("nothing was marked yet"))
            return
        manner = self._manner._replace(number=count) if argument.isdecimal() else self._manner
        made = next((one for one in self.annotations if one.annotation.id == self._last_made[1]), None)
        if made is not None:
            self._last_tags, self.last_colour = made.annotation.tags, made.annotation.colour
        self._mark(manner, self._last_tags)

    def _mark(self, manner: _Manner, tags: tuple[str, ...] = ()) -> None:
        text = self._text_to_mark(manner)
        if text is None:
            return
        self._manner = manner if self.selected is None else _Manner()
        same = None if self.is_attaching else self._exactly(text)
        if same is not None or any(pending.text == text for pending in self._pending.values()):
            if same is not None:
                self._last_made = (0, same.annotation.id)
                self._chosen_id = same.annotation.id
            self.post_message(Noticed("marked already"))
        else:
            token = next(self._tokens)
            self._pending[token] = Pending(text, self.last_colour, self.last_colour)
            self._last_made, self._last_tags = (token, 0), tags
            self.post_message(HighlightRequested(token, *text, self.last_colour, tags))
        self.leave_mode()
        self.repaint(text)
        self.here_changed()

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
        text = self._text_to_mark(_Manner())
        if text is None:
            return
        token = self._pending_over(text)
        if token:
            self.when_saved(token, _ask_edit(self))
            return
        here = self.annotation_here()
        covers = here is not None and here.anchor is not None and here.anchor.start <= text.start
        if here is not None and here.anchor is not None and covers and text.end <= here.anchor.end:
            self.post_message(EditRequested(here.annotation.id, is_external=False))
        else:
            self.post_message(NoteRequested(*text, self.last_colour))

    # -- the mark here ----------------------------------------------------------------------------------------------
    def do_edit_note(self, count: int, argument: str) -> None:
        """Ask for the note here to be edited in the margin."""
        self.with_here(_ask_edit(self))

    def do_edit_note_external(self, count: int, argument: str) -> None:
        """Ask for the note here to be edited in the user's editor."""
        self.with_here(lambda here: _post(self, EditRequested(here.annotation.id, is_external=True)))

    def do_annotation_tags(self, count: int, argument: str) -> None:
        """Ask for the tags of the mark here."""
        self.with_here(lambda here: _post(self, TagsRequested(here.annotation.id)))

    def do_delete_annotation(self, count: int, argument: str) -> None:
        """Ask for the mark here to be removed."""

        def delete(here: PlacedAnnotation) -> None:
            self._wanted.pop(here.annotation.id, None)
            self.post_message(DeleteRequested(here.annotation.id))

        self.with_here(delete)

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
        self.with_here(lambda here: _post(self, SettleRequested(here.annotation.id, keep)))

    def with_here(self, do: Following) -> None:
        """Do something with the mark here; with one that is being saved, as soon as it is."""
        token = self._pending_over(self.target)
        here = self.annotation_here()
        if token:
            self.when_saved(token, do)
        elif here is not None:
            do(here)
        else:
            self.post_message(Noticed("no mark here"))

    # -- which text -------------------------------------------------------------------------------------------------
    def _pending_over(self, text: TextRange) -> int:
        """Return the token of the mark that was made last, if it covers a text and is not saved yet; else 0."""
        pending = self._pending.get(self._last_made[0])
        covers = pending is not None and pending.text.start <= text.start and text.end <= pending.text.end
        return self._last_made[0] if covers else 0

    def _text_to_mark(self, manner: _Manner) -> TextRange | None:
        """Return what an action that marks works on; None, with a word to the reader, if that can't be marked."""
        if not self.article.blocks or self.is_left_out_here():
            return None
        text, selected = self.target, self.selected
        if manner.is_paragraph:
            text = paragraphs_from(self.walk, text.start, manner.number)
            if selected is not None:
                last = self.walk.block_range(max(selected.start, selected.end - 1))
                text = TextRange(text.start, max(text.end, last.end))
        elif selected is None:
            text = sentences_from(self.walk, text, manner.number)
        found = markable(self.article, text)
        if found is None:
            self.post_message(Noticed(why_not(self.article, text)))
        return found

    def _exactly(self, text: TextRange) -> PlacedAnnotation | None:
        return next((c.value for c in self.touching(*text) if (c.start, c.end) == tuple(text)), None)


def _ask_edit(view: InkingView) -> Following:
    return lambda here: _post(view, EditRequested(here.annotation.id, is_external=False))


def _post(view: InkingView, message: EditRequested | TagsRequested | SettleRequested) -> None:
    view.post_message(message)
