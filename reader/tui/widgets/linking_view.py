"""Links in the text: following one, keeping one for later, and the letters that choose one of several on the screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from textual import events

from reader.layout.layout import Layout
from reader.model.units import TextRange
from reader.tui.keys.actions import Mode
from reader.tui.widgets.article_messages import LinkRequested, ModeChanged, Noticed
from reader.tui.widgets.links import (
    Link,
    block_named,
    card_of_block,
    hint_labels,
    links_between,
    links_of_block,
    place_named,
    way_back,
)
from reader.tui.widgets.paced_view import PacedView

_WIDEST_LETTER = 2
"""Cells."""


_RowHints: TypeAlias = tuple[tuple[int, str], ...]
"""Cells and letters."""


class _Hints(NamedTuple):
    """Links that wait for letters."""

    links: Mapping[str, Link] = MappingProxyType({})
    """Label to link."""
    is_kept: bool = False
    """Whether the one that is chosen is kept for later."""
    typed: str = ""

    @property
    def left(self) -> dict[str, Link]:
        """What is still to be typed, and the link it chooses."""
        size = len(self.typed)
        return {label[size:]: link for label, link in self.links.items() if label.startswith(self.typed)}


class LinkingView(PacedView, is_side=True):
    """Adds `do_follow_link`, `do_keep_link` and `do_choose_hint`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints = _Hints()
        self._hint_places: tuple[tuple[object, object, int], dict[int, _RowHints]] = ((None, None, 0), {})
        """The letters by their rows, and what that was made of: layout, hints, and the row at the top."""

    @property
    def mode(self) -> Mode:
        """What keys mean in the pane now."""
        return Mode.HINTS if self._hints.links else super().mode

    def leave_mode(self) -> bool:
        """Leave link hints, else caret and selection, else what was found; return whether there was anything to leave."""
        if self._hints.links:
            self._show_hints(_Hints())
            return True
        return super().leave_mode()

    # -- hooks ------------------------------------------------------------------------------------------------------
    def open_note(self, link: Link, block: int) -> bool:
        """Hook: `link` leads to a block of this article. Open it where the link stands if it is a note; return whether it was."""
        return False

    # -- links ------------------------------------------------------------------------------------------------------
    def links(self, start: int, end: int) -> list[Link]:
        """Return the links that touch a range of offsets."""
        return links_between(self.article, start, end)

    def links_on_screen(self) -> list[Link]:
        """Return all that can be followed on the screen: links whose words stand on it, players, cards."""
        layout = self.text_layout
        found: list[Link] = []
        if not self.article.blocks:
            return found
        shown = self.rows_shown
        for block in range(layout.block_at(shown.start), layout.block_at(shown.stop - 1) + 1):
            card = card_of_block(self.article, block)
            if card is not None and layout.block_rows(block).start in shown:
                found.append(card)
            found += [
                link
                for link in links_of_block(self.article, block, self._text_on_screen(block))
                if layout.row_of(link.text.start) < shown.stop and layout.row_of(link.text.end - 1) >= shown.start
            ]
        return found

    def _text_on_screen(self, block: int) -> TextRange | None:
        """Return the stretch of a block's running text that is on the screen; None for what is no running text."""
        layout, shown = self.text_layout, self.rows_shown
        rows = layout.text_rows(block)
        first, last = max(rows.start, shown.start), min(rows.stop, shown.stop) - 1
        return TextRange(layout.row_start(first), layout.row_end(last) + 1) if rows and first <= last else None

    def do_follow_link(self, count: int, argument: str) -> None:
        """Follow the link of the current sentence; put letters on the links of the screen if it has none or several."""
        self.choose_link(is_kept=False)

    def do_keep_link(self, count: int, argument: str) -> None:
        """Keep the link of the current sentence for later, or choose one."""
        self.choose_link(is_kept=True)

    def do_choose_hint(self, count: int, argument: str) -> None:
        """Take the link with a letter, or leave those that do not begin with it out."""
        hints = self._hints._replace(typed=self._hints.typed + argument)
        left = hints.left
        if len(left) > 1:
            self._show_hints(hints)
            return
        self._show_hints(_Hints())
        if not left:
            self.post_message(Noticed(f"no link is called {hints.typed}"))
        for link in left.values():
            self.take_link(link, is_kept=hints.is_kept)

    def choose_link(self, *, is_kept: bool) -> None:
        """Follow or keep the one link here; with none here or several, let one on the screen be chosen by its letters."""
        here = self.links(*self.target)
        if len(here) == 1:
            self.take_link(here[0], is_kept=is_kept)
            return
        shown = self.links_on_screen()
        if not shown:
            self.post_message(Noticed("no link on the screen"))
        elif len(shown) == 1:
            self.take_link(shown[0], is_kept=is_kept)
        else:
            near = [link for link in shown if link in here]  # they get the letters that lie best
            links = [*near, *(link for link in shown if link not in near)]
            self._show_hints(_Hints(dict(zip(hint_labels(len(links)), links, strict=False)), is_kept))

    def take_link(self, link: Link, *, is_kept: bool = False) -> None:
        """Go where a link leads in the article, open the note it belongs to, or ask for what it leads to."""
        if not link.is_inside:
            self.remember_jump()
            self.post_message(LinkRequested(link.target, is_kept, is_outside=link.is_card and not is_kept))
            return
        block = block_named(self.article, link.target[1:])
        if block is not None and not is_kept and self.open_note(link, block):
            return
        found = place_named(self.article, link.target[1:], link.text.start)
        if found is None:
            self.post_message(Noticed("this link leads nowhere in the article"))
        else:
            self.jump_to(found)

    def way_back(self) -> Link | None:
        """Return the link back into the text of the note that holds the current sentence; None if it stands in none."""
        return way_back(self.article, self.article.position(self.here.start).block) if self.article.blocks else None

    def _show_hints(self, hints: _Hints) -> None:
        before = self.mode
        self._hints = hints
        self.refresh()
        if self.mode is not before:
            self.post_message(ModeChanged(self.mode))

    # -- mouse ------------------------------------------------------------------------------------------------------
    def clicked(self, event: events.Click, offset: int) -> None:
        """Follow the link that was clicked, or with ctrl or alt keep it for later; else make the sentence the current one."""
        super().clicked(event, offset)
        under = next(iter(self.links(offset, offset + 1)), None)
        row, x = self.text_layout.cell_of(offset)
        # The letter nearest to a click past the end of a row is not what was clicked.
        if under is not None and row == self.top + event.y and event.x - self.left - x in range(_WIDEST_LETTER):
            self.take_link(under, is_kept=event.ctrl or event.meta)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def hints(self, row: int) -> tuple[tuple[int, str], ...]:
        """Return the letters of links that begin on a row; of those that began above the screen, on its first row."""
        if not self._hints.links:
            return ()
        layout, top, hints = self.text_layout, self.top, self._hints
        made_of, places = self._hint_places
        if made_of[0] is not layout or made_of[1] is not hints or made_of[2] != top:
            places = {}
            for letters, link in hints.left.items():
                at, x = self._hint_place(link)
                places[at] = (*places.get(at, ()), (x, letters))
            self._hint_places = (layout, hints, top), places
        return places.get(row, ())

    def _hint_place(self, link: Link) -> tuple[int, int]:
        """Return row and cell of a hint: on the space before the link, to cover as few of its own letters as can be."""
        layout = self.text_layout
        if link.is_card:
            return max(self.top, layout.block_rows(self.article.position(link.text.start).block).start), 0
        row, x = layout.cell_of(max(link.text.start, self.first_offset))
        return row, x - 1 if self._has_room_before(layout, row, x) else x

    def _has_room_before(self, layout: Layout, row: int, x: int) -> bool:
        """Whether the cell before `x` is empty: the gutter, or a space that belongs to no other link."""
        if x == 0:
            return True
        before = layout.offset_at(row, x - 1)
        return self.article.text[before : before + 1].isspace()
