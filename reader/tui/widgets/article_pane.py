"""The article pane: the article as it is read, marked and searched.

Mount it and give it values; it answers with the messages of `article_messages` and knows neither screen nor library:

    pane.show(kept, annotations, position)      another article
    pane.set_annotations(annotations)           after every change
    pane.set_pictures(lookup)                   src -> file in the library, or None
    pane.find(query)                            and find_while_typing, end_find
    pane.jump_to(offset); pane.go_to_annotation(id); pane.leave_mode()

Its actions are the `do_…` methods of the key table, here and in the classes below it: `article_view` draws and scrolls,
`selecting_view` has caret and selection, `left_out_view` what is not in the article, `marking_view` the annotations,
`moving_view` and `finding_view` what they say.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual import events

from reader.layout.furniture import citation
from reader.model.annotation import PlacedAnnotation
from reader.model.blocks import Block, Embed, Figure, SpanKind, block_spans
from reader.model.kept import KeptArticle
from reader.model.units import TextRange
from reader.tui.keys.actions import Mode
from reader.tui.widgets.article_messages import (
    AnnotationOpened,
    CopyRequested,
    LinkRequested,
    ModeChanged,
    Noticed,
    PictureRequested,
    SettingChosen,
)
from reader.tui.widgets.article_painter import GUTTER
from reader.tui.widgets.article_view import DEFAULT_MEASURE, NARROWEST_MEASURE, WIDEST_MEASURE
from reader.tui.widgets.finding_view import FindingView

_MEASURE_STEP = 2
_HINT_LETTERS = "asdfjklghweruiotcnmvbpqxyz"
"""Letters of link hints; those under the fingers first."""


class _Link(NamedTuple):
    text: TextRange
    target: str


def _names(block: Block) -> tuple[str, ...]:
    """Return the fragment names that lead to a block."""
    names: tuple[str, ...] = getattr(block, "names", ())
    return names


class ArticlePane(FindingView):
    """Everything the key table says about reading."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: dict[str, _Link] = {}
        self._keeps_link = False

    # -- another article --------------------------------------------------------------------------------------------
    def show(self, kept: KeptArticle, annotations: Iterable[PlacedAnnotation], position: int = 0) -> None:
        """Show an article with the text at the offset `position` at the top."""
        self.tell_position()
        self.leave_mode()
        self.forget_pending()
        self.forget_text()
        self._forget_jumps()
        self.marks = dict(kept.state.marks)
        self.show_article(kept.article, minutes=kept.record.minutes, offset=position, furthest=kept.state.furthest)
        self.set_annotations(annotations)

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
        return super().leave_mode()

    # -- the measure ------------------------------------------------------------------------------------------------
    def do_wider(self, count: int, argument: str) -> None:
        """Make lines longer, as far as the pane has room."""
        if self.text_layout.width < self.measure:
            self.post_message(Noticed("there is no room for longer lines"))
        else:
            self._change_measure(self.measure + _MEASURE_STEP * max(1, count))

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
            self.post_message(SettingChosen("measure", measure))

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
            self._take_link(link, is_kept=self._keeps_link)

    def do_activate(self, count: int, argument: str) -> None:
        """Open what is under the bar: picture, player, embed, note, link."""
        if self.left_out_here is not None:
            self.unfold_left_out()
            return
        content = self.article.blocks[self.article.position(self.here.start).block] if self.article.blocks else None
        here = self.annotation_here()
        links = self.links(*self.here) or self._ways_back(content)
        match content:
            case Figure(url=url) | Embed(url=url) if url:
                self.post_message(LinkRequested(url, is_kept=False, is_outside=True))
            case Figure(images=images) if any(self.pictures.shelf.has(image.src) for image in images):
                self.post_message(PictureRequested(content))
            case _ if here is not None:
                self.post_message(AnnotationOpened(here.annotation.id))
            case _ if len(links) == 1:
                self._take_link(links[0], is_kept=False)
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
        if self.is_left_out_here():
            return
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
            self._take_link(here[0], is_kept=is_kept)
            return
        shown = self.links(self.first_offset, self.last_offset)
        if not shown:
            self.post_message(Noticed("no link on the screen"))
        elif len(shown) == 1:
            self._take_link(shown[0], is_kept=is_kept)
        else:
            self._show_hints(dict(zip(_HINT_LETTERS, [*here, *(x for x in shown if x not in here)], strict=False)))

    def _take_link(self, link: _Link, *, is_kept: bool) -> None:
        if not link.target.startswith("#"):
            self.post_message(LinkRequested(link.target, is_kept))
            return
        found = self._place_named(link.target[1:], link.text.start)
        if found is None:
            self.post_message(Noticed("this link leads nowhere in the article"))
        else:
            self.jump_to(found)

    def _place_named(self, name: str, came_from: int) -> int | None:
        """Return where a link at `came_from` leads: the block with the name, or in one above, as a note's way back leads
        up, the mark in it that leads to where one came from."""
        article = self.article
        own_names = _names(article.blocks[article.position(came_from).block])
        for block, start in zip(article.blocks, article.block_starts, strict=True):
            if name in _names(block):
                marks = [
                    span.start for span in block_spans(block) if span.target[1:] in own_names and start < came_from
                ]
                return start + min(marks, default=0)
        return None

    def _ways_back(self, content: Block | None) -> list[_Link]:
        """Return the link back into the text of a note whose current sentence has none."""
        if content is None or not _names(content):
            return []
        links = self.links(*self.walk.block_range(self.here.start))
        return [link for link in links if link.target.startswith("#")][-1:]

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
            self._take_link(under, is_kept=False)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def hints(self, row: int) -> tuple[tuple[int, str], ...]:
        """Return the letters of links that begin on a row; of those that began above the screen, on its first row."""
        found = []
        for letter, link in self._hints.items():
            cell = self.text_layout.cell_of(max(link.text.start, self.first_offset))
            if cell.row == row:
                found.append((cell.x, letter))
        return tuple(found)
