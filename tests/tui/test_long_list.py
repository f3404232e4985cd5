"""The list that can be moved through: rows come when they are near, and the bar stays with its article."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reader.library.listing import View, ViewCounts
from reader.model.kept import ArticleRecord, ListedArticle, ReadingState
from reader.tui.list_places import ListPlaces
from reader.tui.shown_list import GroupRow, LoadedList, ShownRow
from reader.tui.widgets.loaded_rows import STRETCH, LoadedRows, Wanted
from reader.tui.widgets.long_list import LongList

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def row(name: object) -> ShownRow:
    return ShownRow(
        ListedArticle(record=ArticleRecord(id=str(name), title=f"Story {name}", added=DAY), state=ReadingState())
    )


class Library:
    """A list of ids, and what the pane asked of it."""

    def __init__(self, ids: Sequence[object]) -> None:
        self.ids = [str(one) for one in ids]
        self.asked: list[Wanted] = []
        self.list: LongList[ShownRow | GroupRow] = LongList(lambda place, found: 3 if found is None else 4 + place % 2)
        self.list.fit(20)
        self.load(is_same=False)

    def load(self, *, is_same: bool = True) -> None:
        held = self.list.held(is_same=is_same)
        places = {name: self.ids.index(name) for name in held.ids if name in self.ids}
        near = places.get(held.near_id, held.cursor)
        start = max(0, min(near, len(self.ids) - 1) - 40)
        self.list.take(
            LoadedList(
                View(),
                ListPlaces([int(name) if name.isdigit() else 1_000_000 for name in self.ids]),
                ViewCounts(),
                start,
                tuple(row(name) for name in self.ids[start : near + 40]),
                places,
            ),
            is_same=is_same,
        )

    def bring(self) -> None:
        """Bring the rows that are wanted, until all are here."""
        while (wanted := self.list.wanted()) is not None:
            self.asked.append(wanted)
            self.list.take_rows(wanted.start, [row(name) for name in self.ids[wanted.start : wanted.stop]])

    def shown(self) -> list[tuple[str, int]]:
        return [(found.row.id if found.row else "", found.line) for found in self.list.on_screen()]


def test_a_jump_to_the_end_asks_for_the_rows_there_alone() -> None:
    library = Library(range(100_000))
    library.list.move_to(99_999)
    assert (library.list.is_waiting, library.list.is_ready) == (True, False)
    library.bring()
    assert (library.list.is_waiting, library.list.is_ready) == (False, True)
    assert sum(wanted.stop - wanted.start for wanted in library.asked) <= 4 * STRETCH
    last = library.list.on_screen()[-1]
    assert (last.row and last.row.id, last.is_current, last.line + last.height) == ("99999", True, 20)


def test_rows_that_are_under_way_are_not_asked_for_again() -> None:
    library = Library(range(1_000))
    library.list.move_to(500)
    assert library.list.wanted() is not None
    assert library.list.wanted() is None


def test_going_through_a_long_list_keeps_few_rows() -> None:
    library = Library(range(20_000))
    for _ in range(2_000):
        library.list.move_to(library.list.cursor + library.list.page)
        library.bring()
    assert len(library.list.here()) < 40 * STRETCH


def test_what_is_on_the_screen_stays_there_when_articles_come_and_go_above() -> None:
    library = Library(range(200))
    library.list.move_to(100)
    library.bring()
    before = library.shown()
    library.ids[0:3] = ["new", "newer", "newest", "last", "other"]
    library.load()
    library.bring()
    assert library.shown() == before
    assert library.list.current is not None
    assert (library.list.current.id, library.list.cursor) == ("100", 102)


def test_the_bar_goes_to_the_next_article_when_its_own_is_gone() -> None:
    library = Library(range(50))
    library.list.move_to(10)
    library.bring()
    library.ids.remove("10")
    library.load()
    assert library.list.current is not None
    assert library.list.current.id == "11"
    library.list.move_to(48)
    library.bring()
    library.ids.remove("49")
    library.load()
    assert library.list.current is not None
    assert library.list.current.id == "48"


def test_a_list_at_its_top_shows_what_comes_in_above() -> None:
    library = Library(range(50))
    library.ids.insert(0, "new")
    library.load()
    assert library.shown()[0] == ("new", 0)
    assert library.list.cursor == 1


def test_a_list_that_was_scrolled_past_its_bar_stays_where_it_is() -> None:
    library = Library(range(200))
    library.list.scroll(60)
    library.bring()
    before = library.shown()
    library.load()
    library.bring()
    assert library.shown() == before
    assert library.list.cursor == 0
    library.list.move_to(1)
    assert "1" in dict(library.shown())


def test_another_list_begins_at_its_top_unless_it_has_the_article_too() -> None:
    library = Library(range(200))
    library.list.move_to(150)
    library.bring()
    library.ids = [str(one) for one in range(100, 200)]
    library.load(is_same=False)
    library.bring()
    assert library.list.cursor == 50
    library.ids = ["x", "y"]
    library.load(is_same=False)
    assert library.shown()[0] == ("x", 0)
    assert library.list.cursor == 0


def test_the_bar_is_aimed_at_an_article_that_is_to_come() -> None:
    library = Library(range(200))
    library.list.aim("120")
    library.load(is_same=False)
    assert library.list.cursor == 120
    library.list.aim("")
    library.load(is_same=False)
    assert library.list.cursor == 0


def test_selected_articles_stay_selected_while_they_are_listed() -> None:
    library = Library(range(100))
    for place in (3, 90):
        library.list.selection.toggle(place, place)
    library.ids.remove("3")
    library.load()
    assert library.list.selection.docids() == [90]
    assert library.list.selection.has(89)


def test_other_heights_keep_the_bar_on_the_screen() -> None:
    library = Library(range(100))
    library.list.move_to(50)
    library.bring()
    library.list.fit(7, is_folded_anew=True)
    assert any(found.is_current for found in library.list.on_screen())


def test_rows_that_are_gone_count_as_here() -> None:
    rows: LoadedRows[ShownRow] = LoadedRows()
    rows.begin(3)
    rows.put(0, [row("a"), None, row("c")])
    assert rows.has(0, 2)
    assert rows.wanted(0, 2) is None
    assert rows.place_of("c") == 2
