"""Tables at widths that fit, that need wrapping, and that allow no columns."""

from reader.layout.layout import Layout, Setting
from reader.layout.rows import Ink
from reader.model.article import Article, Metadata
from reader.model.blocks import Table

TABLE = Table(
    rows=(
        ("Year", "Passengers", "Remarks"),
        ("2015", "18,402", "The last season of the old line"),
        ("2026", "—", "Soon"),
    ),
    header_rows=1,
)


def drawn(table: Table, width: int) -> list[str]:
    layout = Layout(Article(metadata=Metadata(), blocks=(table,)), Setting(width=width))
    lines = []
    for number in layout.block_rows(0):
        row = layout.row(number)
        text = layout.article.text
        parts = [(piece.x, piece.shown or text[piece.start : piece.end]) for piece in row.pieces]
        parts += [(mark.x, mark.text) for mark in row.ornaments]
        line = ""
        for x, letters in sorted(parts):
            line = line.ljust(x) + letters
        lines.append(line)
    return lines


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
