"""The article pane: the article as it is read, marked and searched.

Mount it and give it values; it answers with the messages of `article_messages` and knows neither screen nor library:

    pane.show(kept, annotations, position)      another article
    pane.set_annotations(annotations)           after every change
    pane.set_pictures(lookup)                   src -> file in the library, or None
    pane.find(query)                            and find_while_typing, end_find
    pane.jump_to(offset); pane.go_to_annotation(id); pane.leave_mode()

Its actions are the `do_…` methods of the key table, here and in the classes below it: `article_view` draws and scrolls,
`selecting_view` has caret and selection, `marking_view` the annotations.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual import events

from reader.layout.overlay import Covering, CoveringIndex
from reader.model.annotation import PlacedAnnotation
from reader.model.blocks import Embed, Figure, Heading, SpanKind, block_spans
from reader.model.kept import KeptArticle
from reader.model.units import TextRange
from reader.tui.keymap import Mode
from reader.tui.widgets.article_messages import (
    AnnotationOpened,
    CopyRequested,
    FindMoved,
    LinkRequested,
    MarkSet,
    MeasureChanged,
    ModeChanged,
    Noticed,
    PictureRequested,
)
from reader.tui.widgets.article_painter import FIND, FIND_CURRENT, GUTTER
from reader.tui.widgets.article_view import DEFAULT_MEASURE, NARROWEST_MEASURE, WIDEST_MEASURE
from reader.tui.widgets.finding import find_all, fold
from reader.tui.widgets.header_rows import citation
from reader.tui.widgets.marking_view import MarkingView

_MEASURE_STEP = 2
_PAGE_OVERLAP = 2
"""Rows of the last page that stay on the screen."""

_HINT_LETTERS = "asdfjklghweruiotcnmvbpqxyz"
"""Letters of link hints; those under the fingers first."""

_MOST_JUMPS = 100


class HeadingPlace(NamedTuple):
    """A heading, for the contents."""

    offset: int
    text: str
    level: int


class _Link(NamedTuple):
    text: TextRange
    target: str


class ArticlePane(MarkingView):
    """Everything the key table says about reading."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.marks: dict[str, int] = {}
        """Letter to offset."""
        self._jumps: list[int] = []
        self._jump_at = 0
        self._folded: str | None = None
        self._query = ""
        self._find_origin: int | None = None
        self._hits: tuple[TextRange, ...] = ()
        self._hit = -1
        self._hit_index: CoveringIndex[str] = CoveringIndex()
        self._hints: dict[str, _Link] = {}
        self._keeps_link = False

    # -- another article --------------------------------------------------------------------------------------------
    def show(self, kept: KeptArticle, annotations: Iterable[PlacedAnnotation], position: int = 0) -> None:
        """Show an article with the text at the offset `position` at the top."""
        self.tell_position()
        self.leave_mode()
        self.forget_pending()
        self.clear_find()
        self._folded = None
        self._jumps, self._jump_at = [], 0
        self.marks = dict(kept.state.marks)
        self.show_article(kept.article, minutes=kept.record.minutes, offset=position, furthest=kept.state.furthest)
        self.set_annotations(annotations)

    def headings(self) -> tuple[HeadingPlace, ...]:
        """Return the headings of the article in order, for its contents."""
        return tuple(
            HeadingPlace(start, block.text, block.level)
            for block, start in zip(self.article.blocks, self.article.block_starts, strict=True)
            if isinstance(block, Heading)
        )

    def place_label(self) -> str:
        """Return where one is, for the last row: `top`, `34 %`, `end`; empty for a text that fits the screen."""
        hidden = self.text_layout.row_count - self.size.height
        if hidden <= 0:
            return ""
        if not self.top:
            return "top"
        return "end" if self.top >= hidden else f"{100 * self.top // hidden} %"

    def minutes_left(self) -> int:
        """Return the minutes that the text below the top of the screen takes; 0 at the end."""
        letters = len(self.article.text)
        if not letters or (self.top and self.top >= self.text_layout.row_count - self.size.height):
            return 0
        return max(1, round(self._minutes * (1 - self.first_offset / letters)))

    @property
    def mode(self) -> Mode:
        """What keys mean in the pane now."""
        return Mode.HINTS if self._hints else super().mode

    def leave_mode(self) -> bool:
        """Leave link hints, else caret and selection, else what was found; return whether there was anything to leave."""
        if self._hints:
            self._show_hints({})
            return True
        if super().leave_mode():
            return True
        if self._query:
            self.clear_find()
            return True
        return False

    # -- moving -----------------------------------------------------------------------------------------------------
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

    # -- the measure ------------------------------------------------------------------------------------------------
    def do_wider(self, count: int, argument: str) -> None:
        """Make lines longer."""
        self._change_measure(min(self.measure, self.text_layout.width) + _MEASURE_STEP * max(1, count))

    def do_narrower(self, count: int, argument: str) -> None:
        """Make lines shorter."""
        self._change_measure(min(self.measure, self.text_layout.width) - _MEASURE_STEP * max(1, count))

    def do_default_measure(self, count: int, argument: str) -> None:
        """Give lines their usual length."""
        self._change_measure(DEFAULT_MEASURE)

    def _change_measure(self, measure: int) -> None:
        measure = max(NARROWEST_MEASURE, min(WIDEST_MEASURE, measure))
        if measure != self.measure:
            self.measure = measure
            self.post_message(MeasureChanged(measure))

    # -- finding ----------------------------------------------------------------------------------------------------
    def find(self, query: str) -> None:
        """Show all places of `query` and go to the first one from where finding began. An empty one clears all."""
        if self._find_origin is not None and query.strip():
            self._remember_jump_from(self._find_origin)
        self.find_while_typing(query)
        self._find_origin = None

    def end_find(self) -> None:
        """Show no places any more, and go back to where one was before `find_while_typing`."""
        origin, self._find_origin = self._find_origin, None
        self.clear_find()
        if origin is not None:
            self.jump_to(origin, is_jump=False)

    def find_while_typing(self, query: str) -> None:
        """Show all places of a query that is being written, and go to the first one from where finding began."""
        if self._find_origin is None:
            self._find_origin = self.here.start
        if not query.strip():
            self.clear_find()
            self.jump_to(self._find_origin, is_jump=False)
            return
        self._query = query
        if self._folded is None:
            self._folded = fold(self.article.text)
        self._set_hits(find_all(self._folded, query))
        if self._hits:
            origin = self._find_origin
            self._go_to_hit(next((at for at, hit in enumerate(self._hits) if hit.start >= origin), 0))
        else:
            self.post_message(FindMoved(0, 0, query))

    def clear_find(self) -> None:
        """Show no places any more."""
        self._query = ""
        self._set_hits(())
        self.post_message(FindMoved(0, 0, ""))

    def do_find_next(self, count: int, argument: str) -> None:
        """Go to a place found below, from the last one to the first."""
        self._step_hit(max(1, count))

    def do_find_previous(self, count: int, argument: str) -> None:
        """Go to a place found above, from the first one to the last."""
        self._step_hit(-max(1, count))

    def _step_hit(self, count: int) -> None:
        if self._hits:
            self._go_to_hit((self._hit + count) % len(self._hits))
        else:
            self.post_message(Noticed("nothing was looked for" if not self._query else "not found"))

    def _go_to_hit(self, index: int) -> None:
        if 0 <= self._hit < len(self._hits):
            self.repaint(self._hits[self._hit])
        self._hit = index
        hit = self._hits[index]
        self.repaint(hit)
        self.reveal(*hit, is_centred=True)
        self.set_here(self.walk.sentence_at(hit.start))
        self.post_message(FindMoved(index + 1, len(self._hits), self._query))

    def _set_hits(self, hits: tuple[TextRange, ...]) -> None:
        had_any = bool(self._hits)
        self._hits, self._hit = hits, -1
        self._hit_index = CoveringIndex(Covering(*hit, FIND) for hit in hits)
        if hits or had_any:
            self.refresh()

    # -- links and copying ------------------------------------------------------------------------------------------
    def links(self, start: int, end: int) -> list[_Link]:
        """Return the links that touch a range of offsets."""
        if not self.article.blocks:
            return []
        first, last = self.article.position(start).block, self.article.position(max(start, end - 1)).block
        found = []
        for block in range(first, last + 1):
            base = self.article.block_starts[block]
            for span in block_spans(self.article.blocks[block]):
                text = TextRange(base + span.start, base + span.end)
                if span.kind is SpanKind.LINK and span.target and text.start < end and text.end > start:
                    found.append(_Link(text, span.target))
        return found

    def do_follow_link(self, count: int, argument: str) -> None:
        """Follow the link of the current sentence; put letters on the links of the screen if it has none or several."""
        self._choose_link(is_kept=False)

    def do_keep_link(self, count: int, argument: str) -> None:
        """Keep the link of the current sentence for later, or choose one."""
        self._choose_link(is_kept=True)

    def do_choose_hint(self, count: int, argument: str) -> None:
        """Take the link with a letter."""
        link = self._hints.get(argument)
        self._show_hints({})
        if link is None:
            self.post_message(Noticed(f"no link is called {argument}"))
        else:
            self._take_link(link.target, is_kept=self._keeps_link)

    def do_activate(self, count: int, argument: str) -> None:
        """Open what is under the bar: picture, player, embed, note, link."""
        content = self.article.blocks[self.article.position(self.here.start).block] if self.article.blocks else None
        here = self.annotation_here()
        links = self.links(*self.here)
        match content:
            case Figure(images=images) if any(self.shelf.has(image.src) for image in images):
                self.post_message(PictureRequested(content))
            case Figure(url=url) | Embed(url=url) if url:
                self._take_link(url, is_kept=False)
            case _ if here is not None:
                self.post_message(AnnotationOpened(here.annotation.id))
            case _ if links:
                self._choose_link(is_kept=False)
            case _:
                self.post_message(Noticed("no picture, note or link here"))

    def do_copy_sentence(self, count: int, argument: str) -> None:
        """Copy the selection or the current sentence."""
        self._copy(has_citation=False)

    def do_copy_citation(self, count: int, argument: str) -> None:
        """Copy it with the line that says where it is from."""
        self._copy(has_citation=True)

    def _copy(self, *, has_citation: bool) -> None:
        text = self.article.text[slice(*self.target)]
        if not text:
            return
        if has_citation:
            text = f"“{text}”\n— {citation(self.article)}"
        self.post_message(CopyRequested(text, has_citation))
        if self.caret is not None:
            self.leave_mode()

    def _choose_link(self, *, is_kept: bool) -> None:
        self._keeps_link = is_kept
        here = self.links(*self.target)
        if len(here) == 1:
            self._take_link(here[0].target, is_kept=is_kept)
            return
        shown = self.links(self.first_offset, self.last_offset)
        if not shown:
            self.post_message(Noticed("no link on the screen"))
        elif len(shown) == 1:
            self._take_link(shown[0].target, is_kept=is_kept)
        else:
            self._show_hints(dict(zip(_HINT_LETTERS, [*here, *(x for x in shown if x not in here)], strict=False)))

    def _take_link(self, target: str, *, is_kept: bool) -> None:
        if not target.startswith("#"):
            self.post_message(LinkRequested(target, is_kept))
            return
        name = target[1:]
        for block, start in zip(self.article.blocks, self.article.block_starts, strict=True):
            if name in getattr(block, "names", ()):
                self.jump_to(start)
                return
        self.post_message(Noticed("this link leads nowhere in the article"))

    def _show_hints(self, hints: dict[str, _Link]) -> None:
        before = self.mode
        self._hints = hints
        self.refresh()
        if self.mode is not before:
            self.post_message(ModeChanged(self.mode))

    # -- mouse ------------------------------------------------------------------------------------------------------
    def clicked(self, event: events.Click, offset: int) -> None:
        """Follow a link, open a note by its pen, scroll by the track, else make the sentence the current one."""
        if self.has_track and event.x == self.size.width - 1:
            layout, height = self.text_layout, self.size.height
            self.scroll_to_row(event.y * layout.row_count // max(1, height) - height // 2)
            return
        super().clicked(event, offset)
        text = self.text_layout.row_text(self.top + event.y)
        under = next((link for link in self.links(offset, offset + 1)), None)
        if text is not None and event.x == self.left - GUTTER and self.sign(self.top + event.y, text):
            begins = [c.value for c in self._index.touching(*text) if c.start >= text.start]
            self.post_message(AnnotationOpened(begins[0].annotation.id))
        elif under is not None and self.text_layout.cell_of(offset).row == self.top + event.y:
            self._take_link(under.target, is_kept=False)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def coverings(self, row: int, text: TextRange) -> Iterable[Covering[str]]:
        """Return marks, places found and the selection on a row."""
        found = [*super().coverings(row, text), *self._hit_index.touching(text.start, text.end)]
        if 0 <= self._hit < len(self._hits):
            hit = self._hits[self._hit]
            if hit.start < text.end and hit.end > text.start:
                found.append(Covering(*hit, FIND_CURRENT))
        return found

    def hints(self, row: int) -> tuple[tuple[int, str], ...]:
        """Return the letters of links that begin on a row; of those that began above the screen, on its first row."""
        found = []
        for letter, link in self._hints.items():
            cell = self.text_layout.cell_of(max(link.text.start, self.first_offset))
            if cell.row == row:
                found.append((cell.x, letter))
        return tuple(found)
