"""Moving through an article: lines and pages, sentences and paragraphs, headings, marks, named places, and jumping back."""

from collections.abc import Mapping
from typing import NamedTuple

from reader.layout.pages import next_top, previous_top
from reader.model.blocks import Heading
from reader.model.units import TextRange
from reader.tui.jumps import JumpList, Place
from reader.tui.widgets.article_messages import MarkRemoved, MarkSet, Noticed, PlaceRequested
from reader.tui.widgets.reshaping_view import ReshapingView


class HeadingPlace(NamedTuple):
    """A heading, for the contents."""

    offset: int
    text: str
    level: int


class _Glance(NamedTuple):
    """Where one was before a look at another place."""

    top: int
    here: TextRange


class MovingView(ReshapingView, is_side=True):
    """Adds `do_page_down`, `do_next_heading`, `do_jump_back` … of the key table."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article_id = ""
        """The article that is shown."""
        self.marks: dict[str, int] = {}
        """Letter to offset."""
        self.jumps = JumpList()
        self._glanced_from: _Glance | None = None
        self._looked_from: _Glance | None = None

    def begin_places(self, article_id: str, marks: Mapping[str, int], *, keeps_jumps: bool) -> None:
        """Take the named places of another article; `keeps_jumps` if one can come back from it to the one before."""
        if not keeps_jumps and article_id != self.article_id:
            self.jumps.forget()
        self.article_id, self.marks = article_id, dict(marks)
        self._glanced_from = self._looked_from = None
        self.is_glancing = False

    def take_letters(self, marks: Mapping[str, int]) -> None:
        """Take the named places of the article as they are now."""
        self.marks = dict(marks)

    def headings(self) -> tuple[HeadingPlace, ...]:
        """Return the headings of the article in order, for its contents."""
        return tuple(
            HeadingPlace(start, block.text, block.level)
            for block, start in zip(self.article.blocks, self.article.block_starts, strict=True)
            if isinstance(block, Heading)
        )

    def jump_to(self, offset: int, *, is_jump: bool = True) -> None:
        """Make the sentence at `offset` the current one, a third down the screen unless it is on it already."""
        if is_jump:
            self.remember_jump()
        offset = min(offset, len(self.article.text))
        self.reveal(offset, offset + 1, is_centred=True)
        self.set_here(self.walk.sentence_at(offset))

    # -- a look elsewhere -------------------------------------------------------------------------------------------
    def glance(self, offset: int) -> None:
        """Show another place for as long as it is being chosen: what was read so far and the saved position stay."""
        if self._glanced_from is None:
            self._glanced_from = _Glance(self.top, self.here)
            self.is_glancing = True
        self.scroll_to_row(self.text_layout.row_of(offset) - self.size.height // 3)
        self.set_here(self.walk.sentence_at(offset))

    def end_glance(self) -> None:
        """Go back to where one was before `glance`."""
        before, self._glanced_from = self._glanced_from, None
        if before is not None:
            self.scroll_to_row(before.top)
            self._take_here(before.here)
            self.is_glancing = self._looked_from is not None

    def look_round(self, furthest: int | None = None) -> None:
        """Let all that is shown from now on be only looked at, wherever one goes, until `end_looks`.

        An article that is shown for nothing else has been read up to `furthest`, as before; one that is read has its place told.
        """
        if self._looked_from is None:
            self.end_glance()
            if furthest is not None:
                self._forget_position()
                self.furthest = furthest
            self.tell_position()
            self._looked_from = _Glance(self.top, self.here)
            self.is_glancing = True

    def end_looks(self) -> None:
        """Go back to where one was before `look_round`, or before `glance`."""
        self.end_glance()
        before, self._looked_from = self._looked_from, None
        if before is not None:
            self.scroll_to_row(before.top)
            self.set_here(before.here)
            self.is_glancing = False

    def _forget_position(self) -> None:
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None

    def show_annotation(self, annotation_id: int) -> bool:
        """Go to an annotation, a third down the screen; return whether it has a place in the text."""
        placed = next((one for one in self.annotations if one.annotation.id == annotation_id and one.is_placed), None)
        if placed is None or placed.anchor is None:
            self.scroll_to_row(0)
            self.set_here(self.walk.sentence_at(0))
            return False
        if self.is_laid_out:
            self.scroll_to_row(self.text_layout.row_of(placed.anchor.start) - self.size.height // 3)
        return self.go_to_annotation(annotation_id)

    def do_line_down(self, count: int, argument: str) -> None:
        """Scroll down."""
        self.scroll_rows(max(1, count))

    def do_line_up(self, count: int, argument: str) -> None:
        """Scroll up."""
        self.scroll_rows(-max(1, count))

    def do_page_down(self, count: int, argument: str) -> None:
        """Scroll down a page, less what must stay together."""
        self.scroll_to_row(next_top(self.text_layout, self.top, self.size.height, max(1, count)))

    def do_page_up(self, count: int, argument: str) -> None:
        """Scroll up a page, less what must stay together."""
        self.scroll_to_row(previous_top(self.text_layout, self.top, self.size.height, max(1, count)))

    def do_half_page_down(self, count: int, argument: str) -> None:
        """Scroll down half a page."""
        self.scroll_rows(max(1, count) * max(1, self.size.height // 2))

    def do_half_page_up(self, count: int, argument: str) -> None:
        """Scroll up half a page."""
        self.scroll_rows(-max(1, count) * max(1, self.size.height // 2))

    def do_top(self, count: int, argument: str) -> None:
        """Go to the top."""
        self.remember_jump()
        self.scroll_to_row(0)
        self.set_here(self.walk.sentence_at(0))

    def do_bottom(self, count: int, argument: str) -> None:
        """Go to the end; after a count, to so many percent of the text."""
        if argument.isdecimal():
            self.go_to_percent(count)
            return
        self.remember_jump()
        self.scroll_to_row(self.text_layout.row_count)
        self.set_here(self.walk.sentence_at(self.walk.last_letter()))

    def do_next_sentence(self, count: int, argument: str) -> None:
        """Move the bar on by sentences."""
        self.set_here(self.walk.next_sentence(self.here, max(1, count)))

    def do_previous_sentence(self, count: int, argument: str) -> None:
        """Move the bar back by sentences."""
        self.set_here(self.walk.previous_sentence(self.here, max(1, count)))

    def do_next_paragraph(self, count: int, argument: str) -> None:
        """Move the bar on by paragraphs."""
        self.set_here(self.walk.sentence_at(self.walk.paragraph_start(self.here.start, max(1, count))))

    def do_previous_paragraph(self, count: int, argument: str) -> None:
        """Move the bar back by paragraphs."""
        self.set_here(self.walk.sentence_at(self.walk.paragraph_start(self.here.start, -max(1, count))))

    def do_next_heading(self, count: int, argument: str) -> None:
        """Go to a heading below."""
        below = [heading.offset for heading in self.headings() if heading.offset > self.here.start]
        self._go_to_heading(below, max(1, count) - 1, "no heading below")

    def do_previous_heading(self, count: int, argument: str) -> None:
        """Go to a heading above."""
        above = [heading.offset for heading in self.headings() if heading.offset < self.here.start]
        self._go_to_heading(above[::-1], max(1, count) - 1, "no heading above")

    def do_next_annotation(self, count: int, argument: str) -> None:
        """Go to a mark or note below."""
        self._step_annotation(max(1, count), "no mark below")

    def do_previous_annotation(self, count: int, argument: str) -> None:
        """Go to a mark or note above."""
        self._step_annotation(-max(1, count), "no mark above")

    def do_set_mark(self, count: int, argument: str) -> None:
        """Give this place a letter."""
        self.marks[argument] = self.here.start
        self.post_message(MarkSet(argument, self.here.start))

    def do_go_to_mark(self, count: int, argument: str) -> None:
        """Go to the place with a letter."""
        offset = self.marks.get(argument)
        if offset is None:
            self.post_message(Noticed(f"no place is called {argument}"))
        else:
            self.jump_to(offset)

    def remove_mark(self, letter: str) -> None:
        """Take the letter away from its place."""
        if self.marks.pop(letter, None) is not None:
            self.post_message(MarkRemoved(letter))

    def do_go_to_percent(self, count: int, argument: str) -> bool:
        """Go to so many percent of the text; False if no number was typed before."""
        if not argument.isdecimal():
            return False
        self.go_to_percent(count)
        return True

    def go_to_percent(self, percent: int) -> None:
        """Show the text from so many percent of it on, as the last row counts them; 100 and more are the end."""
        self.remember_jump()
        hidden = max(0, self.text_layout.row_count - self.size.height)
        self.scroll_to_row(-(-hidden * min(percent, 100) // 100))
        self.set_here(self.walk.sentence_from(self.first_offset))

    # -- jumping back -----------------------------------------------------------------------------------------------
    def do_jump_back(self, count: int, argument: str) -> bool:
        """Go back to where the last jump began, in another article if a link was followed; False if there is no such place."""
        return self._go_to_place(self.jumps.back(max(1, count), self.place_here()))

    def do_jump_forward(self, count: int, argument: str) -> None:
        """Go forward again."""
        if not self._go_to_place(self.jumps.forward(max(1, count))):
            self.post_message(Noticed("no later place"))

    def go_to_jump(self, index: int) -> None:
        """Go to one of the places in `jumps`."""
        self._go_to_place(self.jumps.go(index, self.place_here()))

    def place_here(self) -> Place:
        """Return where one is."""
        return Place(self.article_id, self.here.start)

    def remember_jump(self, offset: int | None = None) -> None:
        """Remember where one is, or another place of this article, to be come back to."""
        self.jumps.remember(self.place_here() if offset is None else Place(self.article_id, offset))

    def _go_to_place(self, place: Place | None) -> bool:
        if place is None:
            return False
        if place.article_id == self.article_id:
            self.jump_to(place.offset, is_jump=False)
        else:
            self.post_message(PlaceRequested(place.article_id, place.offset))
        return True

    def _go_to_heading(self, offsets: list[int], index: int, otherwise: str) -> None:
        if not offsets:
            self.post_message(Noticed(otherwise))
            return
        self.remember_jump()
        offset = offsets[min(index, len(offsets) - 1)]
        self.scroll_to_row(self.text_layout.row_of(offset) - 1)
        self.set_here(self.walk.sentence_at(offset))

    def _step_annotation(self, count: int, otherwise: str) -> None:
        placed = self.annotation_after(count)
        if placed is None:
            self.post_message(Noticed(otherwise))
            return
        self.remember_jump()
        self.go_to_annotation(placed.annotation.id)
