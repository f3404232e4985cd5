"""The raw text of a page over the whole screen: scrolled and searched with the keys of reading, closed by q, esc or its own key.

Nothing of it is the article, so nothing can be marked. Drawn row by row from `RawLines`, however long the page is.
"""

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from reader.layout.cells import cell_width, shorten
from reader.layout.overlay import Covering, CoveringIndex, split
from reader.layout.wrap import trim_row
from reader.model.units import TextRange
from reader.tui.footer import raw_hints
from reader.tui.keys.keymap import KeyMap
from reader.tui.lines import Run, lay_out
from reader.tui.prompt import Prompt
from reader.tui.raw_lines import RawLines, RawPlace
from reader.tui.screens.covering_screen import CoveringScreen
from reader.tui.widgets.inked import Inked

EDGE = 3
"""Cells left free at both sides."""

_LEAST_ORIGIN = 24
"""Cells in which an address still says where a page is from."""

HEAD = 3
"""Rows above the text: a blank one, what it is, a blank one."""

_PAGE_OVERLAP = 2
_WHEEL_ROWS = 3
_TOP = RawPlace(0)


class RawText(CoveringScreen[None]):
    """A long text and where one is in it."""

    DEFAULT_CSS = """
    RawText { layers: base over; background: $ground; }
    """

    def __init__(self, keymap: KeyMap, origin: str, text: RawLines) -> None:
        """Show the text of a page; `origin` says which."""
        super().__init__(keymap, lambda: (self,))
        self.text = text
        self.body = _RawBody("The page before cleaning", origin, text)
        self._hits: tuple[TextRange, ...] = ()
        self._hit = -1
        self._query = ""

    def compose(self) -> ComposeResult:
        """The text and a last row."""
        yield self.body
        yield self.status

    def on_mount(self) -> None:
        """Say where one is."""
        self.status.align(EDGE, EDGE, 0)
        self.settle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self._scroll(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back by the wheel."""
        event.stop()
        self._scroll(-_WHEEL_ROWS)

    # -- moving -----------------------------------------------------------------------------------------------------
    def do_line_down(self, count: int, argument: str) -> None:
        """Scroll down."""
        self._scroll(count)

    def do_line_up(self, count: int, argument: str) -> None:
        """Scroll up."""
        self._scroll(-count)

    def do_page_down(self, count: int, argument: str) -> None:
        """Scroll down a page, less two rows."""
        self._scroll(count * self.body.page)

    def do_page_up(self, count: int, argument: str) -> None:
        """Scroll up a page, less two rows."""
        self._scroll(-count * self.body.page)

    def do_half_page_down(self, count: int, argument: str) -> None:
        """Scroll down half a page."""
        self._scroll(count * max(1, self.body.page // 2))

    def do_half_page_up(self, count: int, argument: str) -> None:
        """Scroll up half a page."""
        self._scroll(-count * max(1, self.body.page // 2))

    def do_top(self, count: int, argument: str) -> None:
        """Go to the top."""
        self.body.go_to(_TOP)
        self.settle()

    def do_bottom(self, count: int, argument: str) -> None:
        """Go to the end."""
        self.body.go_to(self.text.last(self.body.text_width))
        self.settle()

    def _scroll(self, rows: int) -> None:
        self.body.go_to(self.text.step(self.body.top, rows, self.body.text_width))
        self.settle()

    # -- finding ----------------------------------------------------------------------------------------------------
    def do_find(self, count: int, argument: str) -> None:
        """Ask for words."""
        self.ask(Prompt(label="/", accepted=self.find))

    def do_find_next(self, count: int, argument: str) -> None:
        """Go to a place found below, from the last one to the first."""
        self._step_hit(count)

    def do_find_previous(self, count: int, argument: str) -> None:
        """Go to a place found above, from the first one to the last."""
        self._step_hit(-count)

    def find(self, query: str) -> None:
        """Show all places of `query` and go to the first one from the top of the screen on. An empty one clears all."""
        self._query = query.strip()
        self._hits, self._hit = (self.text.find(query) if self._query else ()), -1
        if self._hits:
            top = self.text.row(self.body.top, self.body.text_width).start
            self._go_to_hit(next((at for at, hit in enumerate(self._hits) if hit.start >= top), 0))
            return
        self.body.show_hits((), None)
        if self._query:
            self.status.tell(f"“{self._query}” is not in this text.")
        self.settle()

    def _step_hit(self, count: int) -> None:
        if self._hits:
            self._go_to_hit((self._hit + count) % len(self._hits))
        else:
            self.status.tell("Nothing was looked for." if not self._query else "Not found.")

    def _go_to_hit(self, index: int) -> None:
        self._hit = index
        self.body.show_hits(self._hits, self._hits[index])
        self.settle()

    # -- leaving ----------------------------------------------------------------------------------------------------
    def do_leave(self, count: int, argument: str) -> None:
        """Leave what was found, else the text."""
        self.status.dismiss()
        if self._query:
            self.find("")
        else:
            self.dismiss(None)

    do_raw_text = CoveringScreen.do_back

    def settle(self) -> None:
        """Let the last row say where one is."""
        self.status.hint(raw_hints(self.keymap, self.mode, has_found=bool(self._hits)))
        if self._hits:
            self.status.place(f"{self._hit + 1:,} of {len(self._hits):,}", f"“{self._query}”")
        else:
            self.status.place(f"line {self.body.top.line + 1:,}", f"of {len(self.text.lines):,}")


class _RawBody(Inked):
    """Draws the rows."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "_RawBody { width: 1fr; height: 1fr; margin-bottom: 2; background: $ground; }"

    def __init__(self, title: str, origin: str, text: RawLines) -> None:
        super().__init__()
        self._title = title
        self._origin = origin
        self._text = text
        self.top = _TOP
        """The first row shown."""
        self._hits: CoveringIndex[str] = CoveringIndex()
        self._current: TextRange | None = None
        self._shown: list[RawPlace] = []

    @property
    def text_width(self) -> int:
        """Cells of a row."""
        return max(8, (self.size.width or self.app.size.width) - 2 * EDGE)

    @property
    def rows_shown(self) -> int:
        """Rows of text on the screen."""
        return max(1, self.size.height - HEAD)

    @property
    def page(self) -> int:
        """Rows that paging moves by."""
        return max(1, self.rows_shown - _PAGE_OVERLAP)

    def go_to(self, place: RawPlace) -> None:
        """Put a row at the top, as far as the rows below it fill the screen."""
        last = self._text.step(self._text.last(self.text_width), 1 - self.rows_shown, self.text_width)
        self.top = min(place, last)
        self.refresh()

    def show_hits(self, hits: tuple[TextRange, ...], current: TextRange | None) -> None:
        """Draw places that were found, and bring the current one on the screen."""
        self._hits = CoveringIndex(Covering(*hit, "find") for hit in hits)
        self._current = current
        if current is not None:
            place = self._text.place_of(current.start, self.text_width)
            if not self.top <= place <= self._text.step(self.top, self.rows_shown - 1, self.text_width):
                self.go_to(self._text.step(place, -self.rows_shown // 3, self.text_width))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Begin with the line that was at the top."""
        self.go_to(RawPlace(self.top.line))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Find the rows of the screen once for all its lines."""
        rows, place = [self.top], self.top
        while len(rows) < self.rows_shown and (following := self._text.step(place, 1, self.text_width)) != place:
            rows.append(following)
            place = following
        self._shown = rows
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw what it is, or a row of it."""
        inks, width = self.inks, self.size.width
        ground = inks.ground + inks.text
        if y == 1:
            x = EDGE + cell_width(self._title) + 2
            letters = f"{self._text.letters:,} letters"
            right = width - EDGE - cell_width(letters)
            count = [Run(right, letters, inks.muted)] if right - x > _LEAST_ORIGIN else []
            origin = Run(x, shorten(self._origin, (right - 3 if count else width - EDGE) - x), inks.muted)
            return lay_out([Run(EDGE, self._title, inks.strong), origin, *count], width, ground)
        row = y - HEAD
        return lay_out(self._runs(self._shown[row]) if 0 <= row < len(self._shown) else (), width, ground)

    def _runs(self, place: RawPlace) -> list[Run]:
        text = self._text.row(place, self.text_width)
        letters = self._text.letters_of(text)
        end = text.start + trim_row(letters, 0, len(letters))
        over = list(self._hits.touching(text.start, end))
        if self._current is not None:
            over.append(Covering(*self._current, "current"))
        runs, x = [], EDGE
        for stretch in split(text.start, end, over):
            words = self._text.letters_of(TextRange(stretch.start, stretch.end))
            runs.append(Run(x, words, self._style(stretch.values)))
            x += cell_width(words)
        return runs

    def _style(self, values: tuple[str, ...]) -> Style:
        if "current" in values:
            return self.inks.find_current
        return self.inks.find if "find" in values else self.inks.text
