"""The drawn half of the library pane: smart folders and the list of articles, line by line, for thousands of rows.

It has three forms. *Column*: beside the article or as a drawer, folders above the list. *Page*: the whole width, when no
article is open, folders beside a list with decks. *Strip*: the same on a narrow screen, folders in one line. What keys and
clicks do is in `library_pane`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import accumulate
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.cells import cell_width
from reader.layout.wrap import fold
from reader.library.listing import View, ViewCounts, ViewKind
from reader.model.dates import utc_now
from reader.model.kept import ListedArticle
from reader.tui.inks import Inks
from reader.tui.lines import Run, lay_out
from reader.tui.widgets.list_rows import (
    RIGHT_ROOM,
    TEXT_X,
    Folder,
    RowLook,
    folder_runs,
    folders,
    is_shown,
    row_height,
    row_lines,
)

COLUMN_WIDTH = 28
"""Cells of the docked column, and of the folders beside a full list."""

PAGE_FROM = 84
"""Narrower than this, a list with the screen to itself has its folders in one line."""

LIST_MEASURE = 84
"""The most cells a row takes: a headline is not read across the whole of a wide screen."""

PAGE_INDENT = 2
"""Cells between the folders and a full list."""

EMPTY_MEASURE = 60
"""The most cells of the sentence in an empty list."""

NAME = "Pressmark"
UNDERLINE = Style(underline=True)


class Form(Enum):
    """How the pane is laid out."""

    COLUMN = auto()
    PAGE = auto()
    STRIP = auto()


@dataclass(repr=False, eq=False)
class ListMoved(Message):
    """The cursor, the selection or the place of the list changed."""


class _Item(NamedTuple):
    """Something that stands in the scrolled part: a heading, a sentence, or an article with its index."""

    height: int
    heading: str = ""
    article: int = -1


class LibraryView(Widget, can_focus=True):
    """The list of articles with its folders, as far as it is drawn and moved through."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LibraryView { background: $panel; } LibraryView.-full { background: $ground; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = View()
        self.counts = ViewCounts()
        self.rows: tuple[ListedArticle, ...] = ()
        """The articles in the order they are shown."""
        self.cursor = 0
        """Index of the article the bar stands at."""
        self.chosen: set[str] = set()
        """Ids of the articles that were selected."""
        self.is_loaded = False
        self.is_full = False
        """Whether the list has the width of the screen."""
        self.now: datetime = utc_now()
        self._continued: str = ""
        self._top = 0
        self._arranged_for = Size(0, 0)
        self.empty_text = ""
        """The sentence that stands where no article does: what would be here, and which key brings it."""
        self._folders = folders(self.counts, self.view)
        self._items: list[_Item] = []
        self._starts: list[int] = [0]
        self._inks: Inks | None = None
        self._strip_places: list[tuple[int, int, Folder]] = []

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(
        self, view: View, rows: Sequence[ListedArticle], counts: ViewCounts, continued: ListedArticle | None
    ) -> None:
        """Show the rows of a view; the cursor stays at its article if that is still there, else at its place."""
        current = self.current
        is_scrolled_away = self.is_loaded and not self._is_cursor_shown()
        is_same_view = view == self.view and self.is_loaded
        self.view, self.counts, self.is_loaded = view, counts, True
        self._folders = folders(counts, view)
        self.now = utc_now()
        begun = continued if view == View() and continued is not None else None
        self._continued = begun.record.id if begun else ""
        rest = tuple(row for row in rows if row.record.id != self._continued)
        self.rows = (begun, *rest) if begun else rest
        ids = {row.record.id: index for index, row in enumerate(self.rows)}
        self.chosen &= ids.keys()
        if current is not None and current.record.id in ids:
            self.cursor = ids[current.record.id]
        elif not is_same_view:
            self.cursor, self._top = 0, 0
        self.cursor = max(0, min(self.cursor, len(self.rows) - 1))
        self._arrange(is_revealing=not (is_same_view and is_scrolled_away))

    @property
    def current(self) -> ListedArticle | None:
        """The article the bar stands at."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def set_full(self, is_full: bool) -> None:
        """Give the list the whole screen, or make it a column."""
        if is_full != self.is_full:
            self.is_full = is_full
            self._top = 0
            self.set_class(is_full, "-full")
            self._arrange()

    def place_cursor(self, article_id: str) -> None:
        """Put the bar at an article, if it is listed."""
        for index, row in enumerate(self.rows):
            if row.record.id == article_id:
                self._move_to(index)
                return

    def notify_style_update(self) -> None:
        """Take the colours anew when the theme has changed."""
        super().notify_style_update()
        self._inks = None

    # -- moving -----------------------------------------------------------------------------------------------------
    def _move_to(self, index: int) -> None:
        if not self.rows:
            return
        self.cursor = max(0, min(index, len(self.rows) - 1))
        self._reveal()
        self.refresh()
        self.post_message(ListMoved())

    def _page(self) -> int:
        return max(1, self._list_height // (4 if self.is_full else 3))

    def _reveal(self) -> None:
        """Scroll so that the article under the bar is on the screen, with its heading if it is the first."""
        place = next((index for index, item in enumerate(self._items) if item.article == self.cursor), None)
        if place is None:
            return
        start, height = self._starts[place], self._items[place].height
        if place and self._items[place - 1].heading:
            start, height = self._starts[place - 1], height + self._starts[place] - self._starts[place - 1]
        if start < self._top:
            self._top = start
        elif start + height > self._top + self._list_height:
            self._top = start + height - self._list_height

    # -- layout -----------------------------------------------------------------------------------------------------
    @property
    def form(self) -> Form:
        """How the pane is laid out at its width."""
        if not self.is_full:
            return Form.COLUMN
        return Form.PAGE if self.size.width >= PAGE_FROM else Form.STRIP

    @property
    def folders_width(self) -> int:
        """Cells of the column of folders beside a full list; 0 in the other forms."""
        return COLUMN_WIDTH if self.form is Form.PAGE else 0

    @property
    def text_x(self) -> int:
        """The cell of the list at which headlines begin."""
        return TEXT_X + (PAGE_INDENT if self.form is Form.PAGE else 0)

    @property
    def _list_x(self) -> int:
        return COLUMN_WIDTH + PAGE_INDENT if self.form is Form.PAGE else 0

    @property
    def _list_width(self) -> int:
        return min(
            self.size.width - self._list_x - (1 if self.is_full else 0),
            LIST_MEASURE if self.is_full else self.size.width,
        )

    @property
    def _list_y(self) -> int:
        match self.form:
            case Form.COLUMN:
                return 4 + len(self._folders)
            case Form.PAGE:
                return 1
            case Form.STRIP:
                return 3

    @property
    def _list_height(self) -> int:
        blank = 1 if self.is_full else 0  # above the last row; a column's ground goes down to the edge
        return max(1, self.size.height - self._list_y - blank)

    def _is_cursor_shown(self) -> bool:
        """Whether any of the row under the bar is on the screen."""
        place = next((index for index, item in enumerate(self._items) if item.article == self.cursor), None)
        if place is None:
            return True
        return self._starts[place] < self._top + self._list_height and self._starts[place + 1] > self._top

    def _arrange(self, *, is_revealing: bool = True) -> None:
        """Work out which item stands where; called when rows or width change, never while drawing."""
        if self._arranged_for != self.size:
            self._arranged_for = self.size
            self._top = 0
        items: list[_Item] = []
        width = self._list_width
        if self.is_full and self.rows:
            items.append(_Item(2, heading="Continue reading" if self._continued else self._heading()))
        for index, row in enumerate(self.rows):
            items.append(_Item(row_height(row, width, is_long=self.is_full) + 1, article=index))
            if self.is_full and index == 0 and self._continued and len(self.rows) > 1:
                items.append(_Item(2, heading=self._heading()))
        self._items = items
        self._starts = list(accumulate((item.height for item in items), initial=0))
        self._top = max(0, min(self._top, self._starts[-1] - self._list_height))
        if is_revealing:
            self._reveal()
        self.refresh()

    def _heading(self) -> str:
        name = f"#{self.view.tag}" if self.view.kind is ViewKind.TAG else self.view.kind.value.capitalize()
        return f"{name} with “{self.view.query}”" if self.view.query else name

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; after a change of size the rows are folded anew first, because the event may come later than this."""
        if self._arranged_for != self.size:
            self._arrange()
        return super().render_lines(crop)

    def on_resize(self, event: events.Resize) -> None:
        """Fold headlines anew."""
        if self._arranged_for != self.size:
            self._arrange()
        self.post_message(ListMoved())

    # -- drawing ----------------------------------------------------------------------------------------------------
    @property
    def inks(self) -> Inks:
        """The theme's styles."""
        if self._inks is None:
            self._inks = Inks.from_variables(self.app.theme_variables)
        return self._inks

    def render_line(self, y: int) -> Strip:
        """Draw line `y`: the folders beside the list, or one below the other."""
        inks, width = self.inks, self.size.width
        ground = (inks.ground if self.is_full else inks.panel) + inks.text
        match self.form:
            case Form.PAGE:
                column = self._folder_line(y, COLUMN_WIDTH, inks.panel + inks.text)
                return Strip.join(
                    [column, self._list_line(y - self._list_y, width - COLUMN_WIDTH, PAGE_INDENT, ground)]
                )
            case Form.STRIP if y < self._list_y:
                return lay_out(self._strip_runs() if y == 1 else (), width, ground)
            case Form.COLUMN if y < self._list_y:
                return self._folder_line(y, width, ground)
        return self._list_line(y - self._list_y, width, 0, ground)

    def _folder_line(self, y: int, width: int, ground: Style) -> Strip:
        if y == 1:
            return lay_out([Run(2, NAME, self.inks.key)], width, ground)
        shown = self._folders
        if not 3 <= y < 3 + len(shown):
            return Strip.blank(width, ground)
        folder = shown[y - 3]
        is_current = is_shown(folder, self.view)
        runs = folder_runs(folder, width, self.inks, is_current=is_current)
        return lay_out(runs, width, ground + self.inks.select if is_current else ground)

    def _strip_runs(self) -> list[Run]:
        """Return the one line of folders; those far from the current one give way where there is no room."""
        runs = [Run(2, NAME, self.inks.key)]
        self._strip_places = []
        shown = [folder for folder in self._folders if folder.sign != "▾"]
        words = [f"{'#' if folder.level else ''}{folder.name}" for folder in shown]
        counts = [f" {folder.number}" if folder.number else "" for folder in shown]
        current = next((index for index, folder in enumerate(shown) if is_shown(folder, self.view)), 0)
        first, room = 0, self.size.width - len(NAME) - 6
        widths = [cell_width(word + count) + 3 for word, count in zip(words, counts, strict=True)]
        while first < current and sum(widths[first : current + 2]) > room:
            first += 1
        x = len(NAME) + 5
        for index in range(first, len(shown)):
            if x + widths[index] - 3 > self.size.width - 1:
                break
            is_current = index == current
            runs.append(Run(x, words[index], self.inks.strong + UNDERLINE if is_current else self.inks.muted))
            number = self.inks.accent if shown[index].is_new else self.inks.muted
            runs.append(Run(x + cell_width(words[index]), counts[index], number))
            self._strip_places.append((x, x + widths[index] - 3, shown[index]))
            x += widths[index]
        return runs

    def _list_line(self, y: int, width: int, indent: int, ground: Style) -> Strip:
        row = y + self._top
        if not 0 <= y < self._list_height or not self.is_loaded:
            return Strip.blank(width, ground)
        if not self.rows:
            return self._empty_line(y, width, indent, ground)
        if row >= self._starts[-1]:
            return Strip.blank(width, ground)
        place = bisect_right(self._starts, row) - 1
        item, line = self._items[place], row - self._starts[place]
        if item.heading:
            return lay_out([Run(indent + TEXT_X, item.heading, self.inks.key)] if not line else (), width, ground)
        if line == item.height - 1:
            return Strip.blank(width, ground)
        is_current = item.article == self.cursor
        article = self.rows[item.article]
        look = RowLook(
            is_current=is_current,
            is_focused=self.has_focus,
            is_chosen=article.record.id in self.chosen,
            is_long=self.is_full,
        )
        runs = row_lines(article, self._list_width, look, self.inks, self.now)[line]
        strip = lay_out(runs, self._list_width, ground + self.inks.select if is_current else ground)
        blanks = [Strip.blank(indent, ground)] if indent else []
        return Strip.join([*blanks, strip]).adjust_cell_length(width, ground)

    def _empty_line(self, y: int, width: int, indent: int, ground: Style) -> Strip:
        lines = fold(self.empty_text, min(self._list_width, EMPTY_MEASURE) - TEXT_X - RIGHT_ROOM, 8)
        runs = [Run(indent + TEXT_X, lines[y - 1], self.inks.muted)] if 1 <= y <= len(lines) else []
        return lay_out(runs, width, ground)

    # -- mouse ------------------------------------------------------------------------------------------------------
    def _article_at(self, x: int, y: int) -> int | None:
        row = y - self._list_y + self._top
        if x < self._list_x or not 0 <= y - self._list_y < self._list_height or row >= self._starts[-1]:
            return None
        item = self._items[bisect_right(self._starts, row) - 1]
        return item.article if item.article >= 0 else None

    def _folder_at(self, x: int, y: int) -> Folder | None:
        if self.form is Form.STRIP:
            return (
                next((folder for start, end, folder in self._strip_places if start <= x < end), None)
                if y == 1
                else None
            )
        shown = self._folders
        return shown[y - 3] if x < COLUMN_WIDTH and 3 <= y < min(3 + len(shown), self.size.height) else None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the list; the bar stays where it is."""
        self._scroll(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the list back."""
        self._scroll(event, -3)

    def _scroll(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        self._top = max(0, min(self._top + lines, self._starts[-1] - self._list_height))
        self.refresh()
