"""The list of articles as far as it can be moved through: the bar, the place, what is selected, and the rows that are here.

Knows no widget: `library_view` draws what this says is on the screen. No step costs more in a longer list.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from reader.tui.list_places import ListPlaces
from reader.tui.shown_list import HeldRows, ShownRow
from reader.tui.widgets.list_scroll import Anchor, ListScroll
from reader.tui.widgets.list_selection import ListSelection
from reader.tui.widgets.loaded_rows import LoadedRows, RowT, Wanted

LoadedT = TypeVar("LoadedT", covariant=True)  # the rows of a list that is only read


class ScreenRow(NamedTuple, Generic[RowT]):
    """A row on the screen."""

    place: int
    line: int
    """The line of the list at which it begins; negative for one that begins above."""
    height: int
    row: RowT | None
    """None while it is not here yet."""
    is_current: bool


class Loaded(Protocol[LoadedT]):
    """A list that has come, as far as it matters where its rows stand."""

    @property
    def rows_of(self) -> ListPlaces:
        """Which place stands for what."""

    @property
    def start(self) -> int:
        """The place of the first of `rows`."""

    @property
    def rows(self) -> Sequence[LoadedT | None]:
        """Rows around the bar."""

    @property
    def places(self) -> Mapping[str, int]:
        """Where what was held is now."""


class LongList(Generic[RowT]):
    """A list of any length with a bar in it."""

    def __init__(self, height_of: Callable[[int, RowT | None], int]) -> None:
        self._rows: LoadedRows[RowT] = LoadedRows()
        self._scroll = ListScroll(lambda place: height_of(place, self._rows.get(place)))
        self.cursor = 0
        """The place of the bar."""
        self._cursor_id = ""
        self._cursor_line: int | None = None
        """The line of the screen to which the row of the bar is to come back, if it is in the next list."""
        self.places = ListPlaces()
        """Which place stands for what."""
        self.selection = ListSelection()
        self._is_following = True
        """Whether the bar is to be kept on the screen: not while one scrolls past it with the mouse."""

    # -- what it holds ----------------------------------------------------------------------------------------------
    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._rows.total

    @property
    def current(self) -> RowT | None:
        """The row of the bar; None if the list is empty or the row is not here yet."""
        return self._rows.get(self.cursor)

    @property
    def is_waiting(self) -> bool:
        """Whether the row of the bar is still to come."""
        return self.cursor < self.total and self.current is None

    def row_of(self, article_id: str) -> ShownRow | None:
        """Return the row of an article, None if it is not here."""
        place = self._rows.place_of(article_id)
        row = None if place is None else self._rows.get(place)
        return row if isinstance(row, ShownRow) else None

    def row_at(self, place: int) -> RowT | None:
        """Return the row at a place, None if it is not here."""
        return self._rows.get(place)

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article, None if its row is not here."""
        return self._rows.place_of(article_id)

    def here(self) -> tuple[ShownRow, ...]:
        """Return the rows of articles that are here, in order."""
        return tuple(row for _, row in sorted(self._rows.here().items()) if isinstance(row, ShownRow))

    def on_screen(self) -> list[ScreenRow[RowT]]:
        """Return the rows on the screen, from the top."""
        return [
            ScreenRow(block.row, block.line, block.height, self._rows.get(block.row), block.row == self.cursor)
            for block in self._scroll.blocks()
        ]

    @property
    def is_ready(self) -> bool:
        """Whether all rows on the screen are here."""
        shown = self._scroll.blocks()
        return not shown or self._rows.has(shown[0].row, shown[-1].row)

    def held(self, *, is_same: bool) -> HeldRows:
        """Return what must be found again when the list comes anew (`is_same`), or when another one comes."""
        shown = [row.row.id for row in self.on_screen() if row.row is not None]
        near = self._cursor_id if not shown or self._cursor_id in shown or not is_same else shown[0]
        ids = dict.fromkeys(article_id for article_id in (self._cursor_id, *shown) if article_id)
        return HeldRows(tuple(ids), near_id=near, cursor=self.cursor if is_same else 0)

    def wanted(self) -> Wanted | None:
        """Return the rows to be asked for, None if nothing is missing that is not under way."""
        shown = self._scroll.blocks()
        if not shown:
            return None
        return self._rows.wanted(shown[0].row, shown[-1].row)

    # -- what comes -------------------------------------------------------------------------------------------------
    def take(self, loaded: Loaded[RowT], *, is_same: bool) -> None:
        """Take a list anew. With `is_same` it is the one that was shown, as it is now: what is on the screen stays there.

        The bar stays at its article; if that is gone from the list, at the one that came after it.
        """
        shown = [(row.row.id, row.place, row.line) for row in self.on_screen() if row.row is not None]
        was_on_screen = any(place == self.cursor for _, place, _ in shown)
        is_at_top = self._scroll.top == Anchor()
        places = loaded.places
        behind = [places[article_id] for article_id, place, _ in shown if place > self.cursor and article_id in places]
        self.places = loaded.rows_of
        self._rows.begin(self.places.total)
        self._rows.put(loaded.start, loaded.rows)
        self._scroll.total = self.places.total
        cursor = places.get(self._cursor_id)
        if cursor is None:
            cursor = 0 if not is_same else behind[0] if behind and self._cursor_id else self.cursor
        old_cursor, self.cursor = self.cursor, max(0, min(cursor, self.places.total - 1))
        self._name_cursor()
        self.selection.take(self.places, self.cursor)
        if is_same and not is_at_top:
            anchors = sorted(shown, key=lambda entry: entry[1] != old_cursor or not was_on_screen)
            held = next(((places[id], line) for id, _, line in anchors if id in places), None)
            if held is not None:
                self._scroll.hold(*held)
        elif self._cursor_line is not None and self._cursor_id in places:
            self._scroll.hold(self.cursor, self._cursor_line)
        else:
            self._scroll.top = Anchor()
        self._cursor_line = None
        self._scroll.clamp()
        self._is_following = was_on_screen or not is_same or self._is_following
        self._follow()

    def take_rows(self, start: int, rows: Sequence[RowT | None]) -> None:
        """Take rows that were asked for."""
        self._rows.put(start, rows)
        self._name_cursor()
        self._scroll.clamp()
        self._follow()

    # -- moving -----------------------------------------------------------------------------------------------------
    def move_to(self, place: int) -> None:
        """Put the bar at a row, and that on the screen."""
        self.cursor = max(0, min(place, self.total - 1))
        self._cursor_id = ""
        self._name_cursor()
        self.selection.draw_to(self.cursor)
        self._is_following = True
        self._follow()

    def aim(self, article_id: str, line: int | None = None) -> None:
        """Let the bar stand at an article when the next list comes, on a line of the screen if one is given; "" is the top."""
        self._cursor_id, self._cursor_line = article_id, line
        self._is_following = True

    @property
    def aimed_at(self) -> tuple[str, int | None]:
        """What `aim` needs to bring the bar back to where it is."""
        return self._cursor_id, self._scroll.line_of(self.cursor)

    def scroll(self, lines: int) -> None:
        """Move the rows past the bar."""
        self._is_following = False
        self._scroll.scroll(lines)

    def fit(self, lines: int, *, is_folded_anew: bool = False) -> None:
        """Take the height of the screen; the row at its top stays there, unless the bar would leave.

        With `is_folded_anew` all rows have other heights than before.
        """
        if lines == self._scroll.lines and not is_folded_anew:
            return
        self._scroll.lines = max(1, lines)
        if is_folded_anew:
            self._scroll.top = Anchor(self._scroll.top.row)
        self._scroll.clamp()
        self._follow()

    def follow(self) -> None:
        """Bring the bar onto the screen."""
        self._is_following = True
        self._follow()

    @property
    def page(self) -> int:
        """How many rows are wholly on the screen, at least one."""
        shown = self._scroll.blocks()
        return max(1, sum(block.line >= 0 and block.line + block.height <= self._scroll.lines for block in shown))

    def _follow(self) -> None:
        if self._is_following:
            self._scroll.reveal(self.cursor)
            self._scroll.clamp()

    def _name_cursor(self) -> None:
        """Remember whose row the bar stands at, as soon as that is known."""
        if self.current is not None:
            self._cursor_id = self.current.id
