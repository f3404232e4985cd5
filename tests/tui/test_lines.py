"""Lines: text cut and folded by cells, runs laid out, ages."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.layout.cells import cell_width, shorten
from reader.layout.rows import Order
from reader.layout.wrap import fold
from reader.tui.lines import Run, age, begun, flush_right, in_place, lay_out, take_order

PLAIN = Style()
BOLD = Style(bold=True)
NOW = datetime(2026, 3, 2, 18, 25, tzinfo=UTC)
WIDE = st.text(alphabet="ab 漢字é👩‍👩‍👧שלoo\u0301", max_size=60)


@given(WIDE, st.integers(0, 40))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert cell_width(shorten(text, width)) <= width


@given(WIDE, st.integers(2, 40), st.integers(1, 4))
def test_folded_lines_fit_and_are_no_more_than_allowed(text: str, width: int, limit: int) -> None:
    lines = fold(text, width, limit)
    assert 1 <= len(lines) <= limit
    assert all(cell_width(line) <= width for line in lines)


def test_short_text_is_left_alone() -> None:
    assert shorten("Ferry line", 10) == "Ferry line"
    assert fold("Ferry line", 10, 2) == ["Ferry line"]


def test_cut_text_ends_with_an_ellipsis() -> None:
    assert shorten("Ferry line to reopen", 11) == "Ferry line…"
    assert fold("Ferry line to reopen after eleven winters", 12, 2) == ["Ferry line", "to reopen…"]


@given(st.lists(st.tuples(st.integers(0, 30), WIDE), max_size=5), st.integers(1, 40))
def test_strip_is_as_wide_as_its_line(runs: list[tuple[int, str]], width: int) -> None:
    strip = lay_out([Run(x, text, PLAIN) for x, text in sorted(runs)], width, PLAIN)
    assert sum(cell_width(segment.text) for segment in strip) == width


def test_runs_stand_where_they_belong() -> None:
    strip = lay_out([Run(2, "ab", PLAIN), *flush_right([("c", PLAIN), ("d", PLAIN)], 9)], 10, PLAIN)
    assert strip.text == "  ab   cd "


def test_markup_is_letters() -> None:
    assert lay_out([Run(0, "[b]x[/b]", PLAIN)], 8, PLAIN).text == "[b]x[/b]"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(minutes=-5), "now"),
        (timedelta(minutes=59), "now"),
        (timedelta(hours=2), "2h"),
        (timedelta(days=1), "1d"),
        (timedelta(days=6, hours=23), "6d"),
        (timedelta(days=7), "1w"),
        (timedelta(days=90), "2 Dec"),
        (timedelta(days=700), "Apr 2024"),
    ],
)
def test_ages_are_short(ago: timedelta, shown: str) -> None:
    assert age(NOW - ago, NOW) == shown


@pytest.fixture
def order() -> Iterator[Callable[[Order], None]]:
    yield take_order
    take_order(Order.TERMINAL)


def test_letters_that_run_to_the_left_are_put_in_order_with_their_styles(order: Callable[[Order], None]) -> None:
    order(Order.HERE)
    runs = [Run(1, "אבג", BOLD), Run(4, " (דה)", PLAIN), Run(12, "site", PLAIN)]
    strip = lay_out(runs, 20, PLAIN)
    assert strip.text == " (הד) גבא   site    "
    assert [segment.text for segment in strip if segment.style == BOLD] == ["גבא"]


def test_a_line_keeps_its_width_where_lam_takes_its_alef(order: Callable[[Order], None]) -> None:
    order(Order.HERE)
    strip = lay_out([Run(0, "لا", PLAIN), Run(4, "x", PLAIN)], 8, PLAIN)
    assert strip.text == "\ufefb   x   "


def test_a_caret_stands_where_the_next_letter_comes(order: Callable[[Order], None]) -> None:
    order(Order.HERE)
    strip = lay_out([Run(0, "|", PLAIN), Run(2, "אבג", PLAIN), Run(5, " ", BOLD)], 10, Style(color="red"))
    assert strip.text == "|  גבא    "
    assert [segment.text for segment in strip if segment.style is not None and segment.style.bold] == [" "]
    assert strip.crop(2, 3).text == " "


def test_a_terminal_that_orders_lines_gets_the_letters_as_they_are(order: Callable[[Order], None]) -> None:
    order(Order.TERMINAL)
    assert lay_out([Run(1, "אבג", PLAIN)], 8, PLAIN).text == " אבג    "


def test_a_sentence_begins_with_a_capital_unless_with_an_address() -> None:
    assert begun("the server said so") == "The server said so"
    assert begun("https://paper.example/feed is gone") == "https://paper.example/feed is gone"
    assert begun("see https://paper.example") == "See https://paper.example"
    assert begun("") == ""


def test_what_follows_a_name_in_arabic_letters_stays_behind_it(order: Callable[[Order], None]) -> None:
    order(Order.HERE)
    for name in ("صدى", "The صدى"):
        line = lay_out([Run(0, f"{in_place(name)} · 3 words", PLAIN)], 40, PLAIN).text.rstrip()
        assert line.endswith(" · 3 words")
    assert in_place("Echo") == "Echo"
