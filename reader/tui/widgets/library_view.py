"""The drawn half of the library pane: smart folders and the list of articles, line by line, for lists of any length.

It has three forms. *Column*: beside the article or as a drawer, folders above the list. *Page*: the whole width, when no
article is open, folders beside a list with decks. *Strip*: the same on a narrow screen, folders in one line. What keys and
clicks do is in `library_pane`; `long_list` says which rows are on the screen.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import fold_evenly
from reader.library.listing import NEWEST_FIRST, View, ViewCounts, ViewKind
from reader.model.dates import utc_now
from reader.model.kept import ListedArticle
from reader.model.units import WORDS_PER_MINUTE
from reader.model.values import dataclass
from reader.tui.lines import Run, flush_right, lay_out
from reader.tui.shown_list import EVENT, GroupRow, HeldRows, LoadedList, Row, ShownRow
from reader.tui.widgets.folder import FAILING, PAUSED, FolderFolds
from reader.tui.widgets.folder_column import NAME, FolderColumn
from reader.tui.widgets.group_rows import group_height, group_lines, order_words
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.list_rows import RIGHT_ROOM, TEXT_X, RowForm, RowLook, row_height, row_lines, waiting_lines
from reader.tui.widgets.loaded_rows import Wanted
from reader.tui.widgets.long_list import LongList, ScreenRow

if TYPE_CHECKING:  # comes with the first search
    from reader.model.query import Words

COLUMN_WIDTH = 28
"""Cells of the docked column, and of the folders beside a full list."""

PAGE_FROM = 84
"""Narrower than this, a list with the screen to itself has its folders in one line."""

LIST_MEASURE = 96
"""The most cells a row takes: a headline is not read across the whole of a wide screen."""

LONG_FROM = 72
"""Cells of a list from which on headlines stand on one line."""

PAGE_INDENT = 2
"""Cells between the folders and a full list."""

EMPTY_MEASURE = 60
"""The most cells of the sentence in an empty list."""

LEAST_HEADING = 20
"""So many cells of a heading are not given to what stands at its right."""

HEAD_LINES = 2
"""Lines of a heading in a full list, the blank one below it counted."""

PATIENCE_SECONDS = 0.15
"""How long what is on the screen stays there while the rows that come in its place are read: longer than that takes."""


class Form(Enum):
    """How the pane is laid out."""

    COLUMN = auto()
    PAGE = auto()
    STRIP = auto()


@dataclass(repr=False, eq=False)
class ListMoved(Message):
    """The cursor, the selection or the place of the list changed."""


@dataclass(repr=False, eq=False)
class RowsWanted(Message):
    """Rows near the screen are not here yet."""

    wanted: Wanted


class _DrawnLine(NamedTuple):
    """A line of the list as it was drawn last: it stays until all that comes in its place is here."""

    row: ScreenRow[Row]
    line: int
    """Which line of its row."""
    heading: str = ""


class LibraryView(Inked, can_focus=True):
    """The list of articles with its folders, as far as it is drawn and moved through."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LibraryView { background: $panel; } LibraryView.-full { background: $ground; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = View()
        self.counts = ViewCounts()
        self.order = NEWEST_FIRST
        """How the list is ordered."""
        self.list: LongList[Row] = LongList(self._height_of)
        self.words: tuple[Words, ...] = ()
        """What the articles were looked for by."""
        self.is_loaded = False
        self.is_full = False
        """Whether the list has the width of the screen."""
        self.now: datetime = utc_now()
        self.words_per_minute = WORDS_PER_MINUTE
        """How fast the reader reads."""
        self.empty_text = ""
        """The sentence that stands where no article does: what would be here, and which key brings it."""
        self._continued = ""
        self._arranged_for = Size(0, 0)
        self.folders = FolderColumn()
        self._drawn: list[_DrawnLine] = []
        self._patience: Timer | None = None

    # -- what is shown ----------------------------------------------------------------------------------------------
    def show(self, loaded: LoadedList) -> None:
        """Show a list; the bar stays at its article if that is still there, and what is on the screen stays there."""
        is_same = self.is_loaded and same_list(loaded.view, self.view)
        self.view, self.counts, self.is_loaded = loaded.view, loaded.counts, True
        self.order = loaded.order
        self.folders.show(self.counts, self.view, loaded.feeds)
        self.now = utc_now()
        self.words = loaded.words
        self._continued = loaded.continued_id
        self.list.take(loaded, is_same=is_same)
        if self.view.kind is ViewKind.FRONT and not is_same and self.list.places.heading(self.cursor) == 0:
            self.list.move_to(self.cursor + 1)  # the first article is what one came for
        self._arrange()

    def take_rows(self, start: int, rows: tuple[Row | None, ...]) -> None:
        """Show rows that were asked for."""
        self.list.take_rows(start, rows)
        self._arrange()

    def held(self, view: View) -> HeldRows:
        """Return what is to be found again in the rows of `view`, which are about to be asked for."""
        return self.list.held(is_same=self.is_loaded and same_list(view, self.view))

    @property
    def current(self) -> ListedArticle | None:
        """The article the bar stands at; None if there is none, or its row is not here yet."""
        row = self.list.current
        return row.article if isinstance(row, ShownRow) else None

    @property
    def total(self) -> int:
        """How many articles the list holds, those of folded groups too."""
        return self.list.places.articles

    @property
    def cursor(self) -> int:
        """The place of the bar."""
        return self.list.cursor

    def set_full(self, is_full: bool) -> None:
        """Give the list the whole screen, or make it a column."""
        if is_full != self.is_full:
            self.is_full = is_full
            self.set_class(is_full, "-full")
            self.list.follow()
            self._resize_list()

    def aim(self, article_id: str, line: int | None = None) -> None:
        """Let the bar stand at an article when the next list comes; at the top for ""."""
        self.list.aim(article_id, line)

    def fold_folders(self, folds: FolderFolds) -> None:
        """Open and fold folders."""
        self.folders.fold(folds)
        self._arrange()

    def take_problems(self, problems: Mapping[str, str]) -> None:
        """Take what is wrong with feeds, by their ids."""
        if self.folders.take_problems(problems):
            self._arrange()

    def place_cursor(self, place: int) -> None:
        """Put the bar at a row."""
        self._move_to(place)

    # -- moving -----------------------------------------------------------------------------------------------------
    def _move_to(self, place: int) -> None:
        if not self.list.total:
            return
        self.list.move_to(place)
        self._arrange(has_only_moved=not self.list.selection.is_drawing)
        self.post_message(ListMoved())

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
    def row_form(self) -> RowForm:
        """How much of an article a row shows."""
        if self.is_full and self._list_width >= LONG_FROM:
            return RowForm.LONG
        # What stands at the side has the deck.
        return RowForm.DECK if self.is_full and not self.side_width else RowForm.SHORT

    @property
    def side_width(self) -> int:
        """Cells that something at the right of a full list takes."""
        return 0

    def side_line(self, y: int, ground: Style) -> Strip:
        """Draw line `y` of what stands at the right of a full list."""
        return Strip.blank(self.side_width, ground)

    @property
    def _list_x(self) -> int:
        return COLUMN_WIDTH + PAGE_INDENT if self.form is Form.PAGE else 0

    @property
    def _list_width(self) -> int:
        return min(
            self.size.width - self.side_width - self._list_x - (1 if self.is_full else 0),
            LIST_MEASURE if self.is_full else self.size.width,
        )

    @property
    def right_edge(self) -> int:
        """Cells right of the numbers of a full list, or right of what stands beside it."""
        return RIGHT_ROOM if self.side_width else self.size.width - self._list_x - self._list_width + RIGHT_ROOM

    @property
    def _list_y(self) -> int:
        match self.form:
            case Form.COLUMN:
                return 4 + len(self.folders.window)
            case Form.PAGE:
                return 1
            case Form.STRIP:
                return 3

    @property
    def _list_height(self) -> int:
        blank = 1 if self.is_full else 0  # above the last row; a column's ground goes down to the edge
        return max(1, self.size.height - self._list_y - blank)

    def _height_of(self, place: int, row: Row | None) -> int:
        head = HEAD_LINES if self._heading_above(place) else 0
        if isinstance(row, GroupRow):
            return head + group_height(row)
        form = self._form_at(place)
        blank = form is not RowForm.BRIEF or self._form_at(place + 1) is not RowForm.BRIEF
        return head + row_height(row, self._list_width, form) + blank

    def _form_at(self, place: int) -> RowForm:
        """Return how much of an article the row at a place shows: on the front page, of all that tell of the same as the one
        before them a line."""
        if self.view.kind is ViewKind.FRONT:
            places = self.list.places
            found = places.group_of(place)
            if found is not None and found[1] and places.groups[found[0]].key:
                return RowForm.BRIEF
        return self.row_form

    def _heading_above(self, place: int) -> str:
        """Return what stands over the row at a place of a full list, "" if nothing does."""
        if not self.is_full or place > 1 or (place == 1 and not self._continued):
            return ""
        return "Continue reading" if place == 0 and self._continued else self._heading()

    def _heading(self) -> str:
        view = self.view
        match view.kind:
            case ViewKind.FOUND:
                return f"Found for “{view.query}”"
            case ViewKind.TAG:
                name = f"#{view.tag}" if view.tag else "Tags"
            case ViewKind.SAVED:
                name = view.name
            case ViewKind.FRONT:
                name = "Front page"
            case ViewKind.FEED:
                name = self.folders.feeds.name_of(view.name) or "A feed that is not subscribed to any more"
            case ViewKind.FEED_FOLDER:
                name = view.name.replace("/", " › ")
            case _:
                name = view.kind.value.capitalize()
        return f"{name} with “{view.query}”" if view.query else name

    def _arrange(self, *, has_only_moved: bool = False) -> None:
        """Work out what stands where, and ask for what is missing; called when something moved, never while drawing.

        While rows that would be on the screen are still being read, it stays as it is for a moment: an empty picture between
        two full ones would flicker.
        """
        if self._arranged_for != self.size:
            self._resize_list()
            return
        self._fit()
        if (wanted := self.list.wanted()) is not None:
            self.post_message(RowsWanted(wanted))
        if self.list.is_ready or not self._drawn:
            self._draw_anew(has_only_moved=has_only_moved)
        elif self._patience is None:
            self._patience = self.set_timer(PATIENCE_SECONDS, self._draw_anew)

    def _fit(self, *, is_folded_anew: bool = False) -> None:
        """Give folders and list the rows there are: the folders beside the list all of them, above it half."""
        height = self.size.height - 4
        self.folders.fit(height if self.form is Form.PAGE else height // 2)
        self.list.fit(self._list_height, is_folded_anew=is_folded_anew)

    def _resize_list(self) -> None:
        self._arranged_for = self.size
        self._fit(is_folded_anew=True)
        self._drawn = []
        self._arrange()

    def _draw_anew(self, *, has_only_moved: bool = False) -> None:
        """Work out the lines on the screen. With `has_only_moved`, those that are as they were are not drawn again."""
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        drawn: list[_DrawnLine] = []
        for row in self.list.on_screen():
            heading = self._heading_above(row.place)
            head = HEAD_LINES if heading else 0
            for line in range(max(0, -row.line), row.height):
                drawn.append(_DrawnLine(row, line - head, heading if line == 0 else ""))
        before, self._drawn = self._drawn, drawn[: self._list_height]
        if not has_only_moved or len(before) != len(self._drawn):
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, self._drawn, strict=True)) if old != new]
        if changed:
            x, width = self._list_x, self.size.width - self._list_x - self.side_width
            self.refresh(*(Region(x, self._list_y + y, width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; after a change of size the rows are folded anew first, because the event may come later than this."""
        if self._arranged_for != self.size:
            self._resize_list()
        return super().render_lines(crop)

    def on_resize(self, event: events.Resize) -> None:
        """Fold headlines anew."""
        if self._arranged_for != self.size:
            self._resize_list()
        self.post_message(ListMoved())

    # -- drawing ----------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw line `y`: the folders beside the list, or one below the other."""
        inks, width = self.inks, self.size.width
        ground = (inks.ground if self.is_full else inks.panel) + inks.text
        match self.form:
            case Form.PAGE:
                column = self._folder_line(y, COLUMN_WIDTH, inks.panel + inks.text)
                side = self.side_width
                page = self._list_line(y - self._list_y, width - COLUMN_WIDTH - side, PAGE_INDENT, ground)
                return Strip.join([column, page, self.side_line(y, inks.panel + inks.text)] if side else [column, page])
            case Form.STRIP if y < self._list_y:
                return lay_out(self.folders.strip_runs(width, inks) if y == 1 else (), width, ground)
            case Form.COLUMN if y < self._list_y:
                return self._folder_line(y, width, ground)
        return self._list_line(y - self._list_y, width, 0, ground)

    def _folder_line(self, y: int, width: int, ground: Style) -> Strip:
        if y == 1:
            return lay_out([Run(2, NAME, self.inks.key)], width, ground)
        runs, is_current = self.folders.runs(y - 3, width, self.inks)
        return lay_out(runs, width, ground + self.inks.select if is_current else ground)

    @property
    def _gathered_by(self) -> str:
        return EVENT if self.view.kind is ViewKind.FRONT else self.order.group

    def _list_line(self, y: int, width: int, indent: int, ground: Style) -> Strip:
        if not 0 <= y < self._list_height or not self.is_loaded:
            return Strip.blank(width, ground)
        if not self.total:
            return self._empty_line(y, width, indent, ground)
        if y >= len(self._drawn):
            return Strip.blank(width, ground)
        drawn = self._drawn[y]
        if drawn.heading:
            return self._heading_line(drawn, width, indent, ground)
        return self._row_line(drawn.row, drawn.line, width, indent, ground)

    def _heading_line(self, drawn: _DrawnLine, width: int, indent: int, ground: Style) -> Strip:
        """Return what stands over the first rows, with the order at its right if it is not the usual one; of a feed that does
        not come, why not."""
        right = indent + self._list_width - RIGHT_ROOM
        is_list = drawn.heading == self._heading()
        problem = self.folders.problem_of(self.view) if is_list else ""
        words = problem or (self._order_words() if is_list else "")
        words = shorten(words, right - indent - TEXT_X - min(cell_width(drawn.heading), LEAST_HEADING) - 3)
        heading = shorten(drawn.heading, right - indent - TEXT_X - (cell_width(words) + 3 if words else 0))
        is_paused = self.folders.is_paused(self.view)
        sign = (f"{PAUSED} ", self.inks.muted) if is_paused else (f"{FAILING} ", self.inks.error)
        signs = [sign] if problem and words else []
        runs = [Run(indent + TEXT_X, heading, self.inks.key)]
        return lay_out(
            [*runs, *flush_right([*signs, (words, self.inks.muted)], right)] if words else runs, width, ground
        )

    def _order_words(self) -> str:
        return "the last two days" if self.view.kind is ViewKind.FRONT else order_words(self.order, self.view)

    def _row_line(self, screen_row: ScreenRow[Row], line: int, width: int, indent: int, ground: Style) -> Strip:
        row, is_current = screen_row.row, screen_row.is_current
        inks = self.inks
        look = RowLook(
            is_current=is_current,
            is_focused=self.has_focus,
            is_chosen=self.list.selection.has(screen_row.place),
            form=self._form_at(screen_row.place),
            words_per_minute=self.words_per_minute,
            feeds=self.folders.feeds,
            listed_feed=self.view.name if self.view.kind is ViewKind.FEED else "",
        )
        match row:
            case ShownRow():
                lines = row_lines(row, self._list_width, look, inks, self.now)
            case GroupRow():
                lines = group_lines(row, self._gathered_by, self._list_width, look, inks)
            case None:
                lines = waiting_lines(look, inks)
        if not 0 <= line < len(lines):
            return Strip.blank(width, ground)
        strip = lay_out(lines[line], self._list_width, ground + self.inks.select if is_current else ground)
        blanks = [Strip.blank(indent, ground)] if indent else []
        return Strip.join([*blanks, strip]).adjust_cell_length(width, ground)

    def _empty_line(self, y: int, width: int, indent: int, ground: Style) -> Strip:
        lines = fold_evenly(self.empty_text, min(self._list_width, EMPTY_MEASURE) - TEXT_X - RIGHT_ROOM, 8)
        runs = [Run(indent + TEXT_X, lines[y], self.inks.muted)] if 0 <= y < len(lines) else []
        return lay_out(runs, width, ground)


def same_list(one: View, other: View) -> bool:
    """Whether two views list the same: one may still be being typed."""
    return one._replace(is_typing=False) == other._replace(is_typing=False)
