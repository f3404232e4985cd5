"""Moving through an article: lines and pages, sentences and paragraphs, headings, marks, named places, and jumping back."""

from typing import NamedTuple

from reader.model.blocks import Heading
from reader.tui.widgets.article_messages import MarkSet, Noticed
from reader.tui.widgets.marking_view import MarkingView

_PAGE_OVERLAP = 2
"""Rows of the last page that stay on the screen."""

_MOST_JUMPS = 100


class HeadingPlace(NamedTuple):
    """A heading, for the contents."""

    offset: int
    text: str
    level: int


class MovingView(MarkingView):
    """Adds `do_page_down`, `do_next_heading`, `do_jump_back` … of the key table."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.marks: dict[str, int] = {}
        """Letter to offset."""
        self._jumps: list[int] = []
        self._jump_at = 0

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
            self._remember_jump()
        self.reveal(offset, offset + 1, is_centred=True)
        self.set_here(self.walk.sentence_at(offset))

    def do_line_down(self, count: int, argument: str) -> None:
        """Scroll down."""
        self.scroll_rows(max(1, count))

    def do_line_up(self, count: int, argument: str) -> None:
        """Scroll up."""
        self.scroll_rows(-max(1, count))

    def do_page_down(self, count: int, argument: str) -> None:
        """Scroll down a page, less two rows."""
        self.scroll_rows(max(1, count) * max(1, self.size.height - _PAGE_OVERLAP))

    def do_page_up(self, count: int, argument: str) -> None:
        """Scroll up a page, less two rows."""
        self.scroll_rows(-max(1, count) * max(1, self.size.height - _PAGE_OVERLAP))

    def do_half_page_down(self, count: int, argument: str) -> None:
        """Scroll down half a page."""
        self.scroll_rows(max(1, count) * max(1, self.size.height // 2))

    def do_half_page_up(self, count: int, argument: str) -> None:
        """Scroll up half a page."""
        self.scroll_rows(-max(1, count) * max(1, self.size.height // 2))

    def do_top(self, count: int, argument: str) -> None:
        """Go to the top."""
        self._remember_jump()
        self.scroll_to_row(0)
        self.set_here(self.walk.sentence_at(0))

    def do_bottom(self, count: int, argument: str) -> None:
        """Go to the end."""
        self._remember_jump()
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

    def do_jump_back(self, count: int, argument: str) -> bool:
        """Go back to where the last jump began; False if there is no earlier place."""
        if not self._jump_at:
            return False
        if self._jump_at == len(self._jumps):
            self._remember_jump()
            self._jump_at = len(self._jumps) - 1
        return self._jump(-max(1, count))

    def do_jump_forward(self, count: int, argument: str) -> None:
        """Go forward again."""
        if not self._jump(max(1, count)):
            self.post_message(Noticed("no later place"))

    def _jump(self, count: int) -> bool:
        at = self._jump_at + count
        if not 0 <= at < len(self._jumps):
            return False
        self._jump_at = at
        self.jump_to(self._jumps[at], is_jump=False)
        return True

    def _remember_jump(self) -> None:
        self._remember_jump_from(self.here.start)

    def _remember_jump_from(self, offset: int) -> None:
        del self._jumps[self._jump_at :]
        if not self._jumps or self._jumps[-1] != offset:
            self._jumps.append(offset)
        del self._jumps[:-_MOST_JUMPS]
        self._jump_at = len(self._jumps)

    def _go_to_heading(self, offsets: list[int], index: int, otherwise: str) -> None:
        if not offsets:
            self.post_message(Noticed(otherwise))
            return
        self._remember_jump()
        offset = offsets[min(index, len(offsets) - 1)]
        self.scroll_to_row(self.text_layout.row_of(offset) - 1)
        self.set_here(self.walk.sentence_at(offset))

    def _step_annotation(self, count: int, otherwise: str) -> None:
        placed = self.annotation_after(count)
        if placed is None:
            self.post_message(Noticed(otherwise))
            return
        self._remember_jump()
        self.go_to_annotation(placed.annotation.id)

    def _forget_jumps(self) -> None:
        self._jumps, self._jump_at = [], 0
