"""Tables at widths that fit, that need wrapping, that need moving sideways, and that allow no columns."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout.layout import Layout, Setting
from reader.layout.rows import Ink
from reader.layout.table_columns import _number
from reader.layout.tables import MORE_LEFT, MORE_RIGHT, SidewaysTable
from reader.model.article import Article, Metadata
from reader.model.blocks import Table
from reader.model.text import clean_text
from tests.layout.drawn import drawn as draw_block
from tests.work_limits import work_within

TABLE = Table(
    rows=(
        ("Year", "Passengers", "Remarks"),
        ("2015", "18,402", "The last season of the old line"),
        ("2026", "—", "Soon"),
    ),
    header_rows=1,
)


def drawn(table: Table, width: int, shift: int = 0) -> list[str]:
    return draw_block(table, setting=Setting(width=width, shifts={0: shift}))


def moving(table: Table, width: int) -> SidewaysTable:
    laid = Layout(Article(metadata=Metadata(), blocks=(table,)), Setting(width=width)).sideways(0)
    assert laid is not None
    return laid


def test_a_table_that_fits_has_numbers_at_the_right_of_their_columns() -> None:
    assert drawn(TABLE, 60) == [
        "Year  Passengers  Remarks",
        "─" * 49,
        "2015      18,402  The last season of the old line",
        "2026           —  Soon",
    ]


def test_the_widest_column_gives_way_first() -> None:
    assert drawn(TABLE, 36) == [
        "Year  Passengers  Remarks",
        "─" * 36,
        "2015      18,402  The last season of",
        "                  the old line",
        "",
        "2026           —  Soon",
    ]


def test_a_table_too_wide_for_columns_has_a_field_a_line() -> None:
    lines = drawn(TABLE, 20)
    assert lines[:3] == ["Year", "Passengers", "Remarks"]
    assert lines[3:8] == ["", "Year        2015", "Passengers  18,402", "Remarks     The last", "            season"]


def test_headings_have_an_ink_of_their_own() -> None:
    layout = Layout(Article(metadata=Metadata(), blocks=(TABLE,)), Setting(width=60))
    assert {piece.ink for piece in layout.row(layout.block_rows(0)[0]).pieces} == {Ink.TABLE_HEAD}


def test_rows_may_be_of_different_lengths_and_cells_empty() -> None:
    assert drawn(Table(rows=(("a", "", "c"), ("d",), ())), 30)[0] == "a    c"
    assert drawn(Table(rows=(("", ""), ("", ""))), 30) == ["▦"]


def test_decimal_points_stand_in_line_and_units_follow_their_numbers() -> None:
    table = Table(rows=(("Boat", "Draught"), ("Petrel", "1.25 m"), ("Coot", "12 m"), ("Heron", "–")), header_rows=1)
    assert drawn(table, 40)[2:] == ["Petrel   1.25 m", "Coot    12 m", "Heron    –"]


@pytest.mark.parametrize("values", [("1,204", "87", "12,000"), ("1.204", "87", "12.000")])
def test_thousands_are_no_decimals(values: tuple[str, ...]) -> None:
    rows = drawn(Table(rows=(("Year", "Boats"), *(("1931", value) for value in values)), header_rows=1), 40)
    assert len({len(row) for row in rows[2:]}) == 1


def test_a_heading_reaches_over_what_it_spans() -> None:
    rows = (
        ("", "First half of the season", "", "Second"),
        ("Line", "Boats", "Share of all", "Boats"),
        ("North", "12", "3", "4"),
    )
    assert drawn(Table(rows=rows, header_rows=2), 60) == [
        "       First half of the    Second",
        "       season",
        "Line   Boats  Share of all   Boats",
        "─" * 34,
        "North     12             3       4",
    ]


def test_a_heading_over_a_part_runs_across_and_has_air() -> None:
    rows = (("a", "b", "c"), ("d", "1", "2"), ("Landings that were given up", "", ""), ("e", "3", "4"))
    table = Table(rows=rows, header_rows=1)
    assert drawn(table, 40)[2:] == ["d  1  2", "", "Landings that were given up", "e  3  4"]
    layout = Layout(Article(metadata=Metadata(), blocks=(table,)), Setting(width=40))
    assert layout.row(layout.block_rows(0)[4]).pieces[0].ink is Ink.TABLE_CAPTION


def test_a_value_that_is_missing_is_no_heading() -> None:
    rows = (("Captain", "Tove Lindqvist"), ("Mate", ""))
    assert drawn(Table(rows=rows), 40) == ["Captain  Tove Lindqvist", "Mate"]


MONTHS = "January February March April May June July August September October November December".split()
YEAR = Table(
    rows=(
        ("Landing", *MONTHS, "Remarks"),
        ("渡し船の桟橋", *(f"{month * 97}" for month in range(12)), "Closed while the ice stood, and for the reeds"),
        ("Landings that were given up", *[""] * 13),
        ("Mill End", *(f"{month * 31}" for month in range(12)), ""),
    ),
    header_rows=1,
)


def test_many_columns_move_beside_the_first_one() -> None:
    assert drawn(YEAR, 44) == [
        "Landing        January  February  March    ›",
        "──────────────────────────────── 2–4 of 14 ─",
        "渡し船の桟橋         0        97    194    ›",
        "",
        "",
        "Landings that were given up",
        "Mill End             0        31     62    ›",
    ]
    assert drawn(YEAR, 44, 2)[0] == "Landing      ‹ March  April  May  June     ›"
    assert drawn(YEAR, 44, 99)[0] == "Landing      ‹ Remarks"


def test_no_shift_changes_how_high_a_table_is_or_makes_it_wider() -> None:
    for width in (40, 44, 60, 72):
        rows = {len(drawn(YEAR, width, shift)) for shift in range(15)}
        assert len(rows) == 1
        assert all(cell_len(row) <= width for shift in range(15) for row in drawn(YEAR, width, shift))


def test_every_column_comes_into_view_and_the_last_shift_shows_the_last() -> None:
    for width in (40, 60):
        table = moving(YEAR, width)
        shown = {column for shift in range(table.last_shift + 1) for column in table.shifted(shift).shown}
        assert shown == set(range(1, 14))
        assert 13 in table.shifted(table.last_shift).shown
        assert 13 not in table.shifted(table.last_shift - 1).shown


def test_a_letter_out_of_sight_is_brought_into_view_by_the_least_move() -> None:
    table = moving(YEAR, 44)
    text = table.text
    assert table.shift_to(text.index("Landing")) == 0
    assert table.shift_to(text.index("February")) == 0
    for month in MONTHS:
        for shift in (0, 5, table.last_shift):
            moved = table.shifted(shift)
            column = MONTHS.index(month) + 1
            found = table.shifted(moved.shift_to(text.index(month)))
            assert column in found.shown
            assert column not in moved.shown or found.shift == moved.shift


def test_signs_stand_for_what_is_out_of_sight() -> None:
    table = moving(YEAR, 44).shifted(3)
    text = table.text
    left, right = (piece for piece in table.row(0).pieces if piece.shown)
    assert (left.shown, right.shown) == (MORE_LEFT, MORE_RIGHT)
    assert text[left.start : left.end] == "January\tFebruary\tMarch"
    assert text[right.start : right.end].endswith("Remarks")
    for offset in range(text.index("\n")):
        row, x = table.place(offset)
        assert table.place(table.offset_at(row, x)) == (row, x)


def test_few_columns_without_room_have_a_field_a_line_and_their_headings_above_where_it_is_narrow() -> None:
    rows = drawn(TABLE, 12)
    assert rows[4:9] == ["Year", "2015", "Passengers", "18,402", "Remarks"]
    assert all(len(row) <= 12 for row in rows)


def test_the_largest_table_makes_the_rows_that_are_asked_for() -> None:
    rows = tuple(tuple(f"cell {row} {column}" for column in range(60)) for row in range(2_000))
    table = moving(Table(rows=rows, header_rows=1), 66)
    assert table.height == 2_001
    for index in range(1_000, 1_040):
        table.row(index)
    table.place(len(table.text) // 2)
    assert len(table._parts) == 41


def test_words_that_would_be_strips_move_sideways_instead() -> None:
    said = "The last season of the old line was a long one, and nobody wrote down what it cost the two towns. " * 2
    prose = Table(rows=(tuple("abcde"), tuple(said for _ in range(5))), header_rows=1)
    assert any(row.endswith(MORE_RIGHT) for row in drawn(prose, 66))


ARABIC = Table(rows=(("السنة", "عدد", "كم"), ("ملاحظات", "12.5", "87"), ("قديم", "7", "1,204")), header_rows=1)


def test_columns_of_a_script_from_the_right_begin_there_and_numbers_keep_their_points_in_line() -> None:
    assert drawn(ARABIC, 30) == [
        "          كم     عدد     السنة",
        "          " + "─" * 20,
        "             87  12.5  ملاحظات",
        "          1,204   7       قديم",
    ]
    layout = Layout(Article(metadata=Metadata(), blocks=(ARABIC,)), Setting(width=30))
    assert all(layout.row(row).is_right_to_left for row in layout.block_rows(0))


def test_a_wide_table_from_the_right_moves_the_other_way() -> None:
    rows = tuple(tuple(f"عدد {row}.{column}" for column in range(9)) for row in range(3))
    first, later = drawn(Table(rows=rows), 40), drawn(Table(rows=rows), 40, 2)
    assert first[0].startswith(MORE_LEFT)
    assert MORE_RIGHT not in first[0]
    assert first[0].endswith("عدد 0.0")
    assert later[0].endswith(f"{MORE_RIGHT} عدد 0.0")


CELLS = st.one_of(
    st.text(alphabet=st.sampled_from(" ab-/渡。ー👩.,12%ش"), max_size=30),
    st.sampled_from(
        ("", "👍🏽 and n\u0303", "1,204.5 kg", "–", "87 %", "x" * 40, "words that wrap when there is no room for them")
    ),
)


@given(
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
    st.integers(0, 3),
    st.integers(8, 70),
    st.integers(0, 9),
)
@settings(max_examples=150, deadline=None)
def test_any_table_keeps_to_its_width_its_height_and_its_cells(
    rows: list[list[str]], heads: int, width: int, shift: int
) -> None:
    cleaned = tuple(tuple(clean_text(cell).replace("\t", " ").replace("\n", " ") for cell in row) for row in rows)
    table = Table(rows=cleaned, header_rows=min(heads, max(0, len(rows) - 1)))
    layout = Layout(Article(metadata=Metadata(), blocks=(table,)), Setting(width=width, shifts={0: shift}))
    first = layout.block_rows(0)
    unshifted = Layout(layout.article, Setting(width=width))
    assert unshifted.block_rows(0) == first
    for number in first:
        row = layout.row(number)
        assert all(piece.x + piece.width <= width for piece in row.pieces)
        taken = sorted((piece.x, piece.x + piece.width) for piece in row.pieces if piece.width)
        assert all(one[1] <= other[0] for one, other in pairwise(taken)), drawn(table, width, shift)
    for offset in range(len(layout.article.text)):
        cell = layout.cell_of(offset)
        assert cell.row in first
        if not layout.article.text[offset].isspace():
            assert layout.cell_of(layout.offset_at(*cell)) == cell


def test_spaces_within_a_number_are_looked_at_once() -> None:
    with work_within(2):
        assert _number().fullmatch("1" + "\u2009" * 50_000 + "一") is None
        assert _number().fullmatch("-" + " " * 50_000 + "一") is None
    assert all(_number().fullmatch(value) for value in ("1", "-1.5 %", "€ 1 000,5", "- $ 3", "12 \u202fkm²", "7*"))
