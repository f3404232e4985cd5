"""Measuring as the screen does."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from reader.layout.cells import (
    cell_width,
    grapheme_end,
    grapheme_start,
    index_at,
    is_plain,
    is_right_to_left,
    is_wide,
    shorten,
    widths,
    x_of,
)

FAMILY = "👩‍👩‍👧‍👦"


def test_plain_and_wide_letters_are_what_the_screen_says() -> None:
    for code_point in range(0x20, 0x20000):
        letter = chr(code_point)
        if is_plain(letter):
            assert get_character_cell_size(letter) == 1, hex(code_point)
        if is_wide(letter):
            assert get_character_cell_size(letter) == 2, hex(code_point)


def test_controls_are_not_plain() -> None:
    assert not is_plain("a\tb")
    assert not is_plain("a\n")
    assert not is_plain("\x7f")


@given(st.text(alphabet="aé渡👩\u200d\ufe0f❤\u0301ש1", max_size=30))
def test_widths_add_up_to_the_screens_measure(text: str) -> None:
    text = text.lstrip("\u200d\ufe0f")  # rich itself differs on joiners that join nothing
    assert len(widths(text)) == len(text)
    if not text.endswith("\u200d") and "\u200d\u200d" not in text:
        assert sum(widths(text)) == cell_len(text) == cell_width(text)


def test_graphemes_are_whole() -> None:
    text = f"a{FAMILY}b"
    assert grapheme_end(text, 1) == 1 + len(FAMILY)
    assert grapheme_start(text, 4) == 1
    assert grapheme_start("e\u0323\u0302x", 2) == 0
    assert grapheme_end("e\u0323\u0302x", 0) == 3
    assert grapheme_start("abc", 2) == 2


def test_line_ends_are_graphemes_of_their_own() -> None:
    assert grapheme_end("a\n\u0301", 1) == 2
    assert grapheme_start("a\nb", 1) == 1


def test_cells_and_indexes_of_a_wide_line() -> None:
    text = "xx渡し船"
    assert x_of(text, 2, 5, 4) == 4
    assert index_at(text, 2, 5, 3) == 3
    assert index_at(text, 2, 5, 99) == 5
    assert index_at(text, 2, 5, -1) == 2


def test_direction_is_that_of_the_first_strong_letter() -> None:
    assert is_right_to_left("«12» العبارة and more")
    assert is_right_to_left("המעבורת")
    assert not is_right_to_left("The العبارة")
    assert not is_right_to_left("12 — «»")


def test_shortening_leaves_an_ellipsis_within_the_width() -> None:
    assert shorten("Passengers", 6) == "Passe…"
    assert shorten("渡し船です", 6) == "渡し…"
    assert shorten("ab", 6) == "ab"
    assert shorten("ab", 0) == ""


def test_shortening_ends_after_a_word_where_little_room_is_lost() -> None:
    assert shorten("The weather is the smaller part", 29) == "The weather is the smaller…"
    assert shorten("drawn up in the autumn and then, without a word", 38) == "drawn up in the autumn and then…"
    assert shorten("The Askerbylandingcommittee", 12) == "The Askerby…"
    assert shorten("The boat came in", 14) == "The boat came…"
