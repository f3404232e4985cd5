"""Tables: which hold data, and the grid of those that do."""

import pytest

from reader.extract.markup.tables import TableRows, read_table
from reader.extract.markup.tree import parse_page


def _read(markup: str) -> TableRows | None:
    return read_table(next(parse_page(f"<body>{markup}").iter("table")))


@pytest.mark.parametrize(
    "markup",
    [
        '<table role="presentation"><tr><td>a<td>b<tr><td>c<td>d</table>',
        "<table><tr><td>a<td><table><tr><td>b<td>c</table><tr><td>c<td>d</table>",
        "<table><tr><td>only<tr><td>one<tr><td>column</table>",
        f"<table><tr><td>a<td>{'running text ' * 60}<tr><td>c<td>d</table>",
        "<table><tr><td><img src=/a.jpg><td>b<tr><td>c<td>d</table>",
        "<table><tr><td><a href=/1>News</a><td><a href=/2>Sport</a><tr><td><a href=/3>Culture</a><td>x</table>",
        "<table><tr><td><ul><li>a</ul><td>b<tr><td>c<td>d</table>",
    ],
    ids=["role", "nested", "one column", "running text", "pictures", "navigation", "lists"],
)
def test_a_table_that_lays_out_the_page_is_none(markup: str) -> None:
    assert _read(markup) is None


def test_cells_that_span_rows_and_columns_leave_the_others_in_place() -> None:
    table = _read(
        "<table><tr><th>Port<th colspan=2>Boats<th>Crew<tr><td rowspan=2>Holm<td>1<td>2<td>3<tr><td>4<td>5<td>6"
        "<tr><td>Eastness<td>7<td>8<td>9</table>"
    )
    assert table is not None
    assert table.rows == (
        ("Port", "Boats", "", "Crew"),
        ("Holm", "1", "2", "3"),
        ("", "4", "5", "6"),
        ("Eastness", "7", "8", "9"),
    )
    assert table.header_rows == 1


def test_a_first_row_in_bold_is_one_of_headings() -> None:
    table = _read("<table><tr><td><b>Port</b><td><strong>Boats</strong><tr><td>Holm<td>7</table>")
    assert table is not None
    assert table.header_rows == 1


def test_a_table_of_headings_alone_keeps_a_row_of_data() -> None:
    table = _read("<table><tr><th>Port<th>Boats<tr><th>Holm<th>7</table>")
    assert table is not None
    assert table.header_rows == 1


def test_inline_elements_do_not_part_words_and_breaks_do() -> None:
    table = _read("<table><tr><th>On<th>At<tr><td>1<sup>st</sup> May<br>Holm<td><p>six</p><p>o'clock</p></table>")
    assert table is not None
    assert table.rows[1] == ("1st May Holm", "six o'clock")


def test_empty_rows_and_columns_are_none() -> None:
    table = _read("<table><tr><th>Port<th><th>Boats<tr><td>Holm<td><td>7<tr><td><td><td></table>")
    assert table is not None
    assert table.rows == (("Port", "Boats"), ("Holm", "7"))


def test_spans_of_any_size_are_bounded() -> None:
    table = _read(f"<table><tr><th colspan=99999>Port<th>x<tr>{'<td rowspan=99999>y' * 100}<tr><td>z</table>")
    assert table is not None
    assert max(map(len, table.rows)) <= 60
