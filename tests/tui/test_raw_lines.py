"""A raw text in rows: every letter on one of them, steps forth and back, places found."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.raw_lines import LONGEST_LINE, RawLines, RawPlace

TEXT = (
    "<html>\n\t<p>The ferry that once tied the two shores of the lake will run again.</p>\n\n"
    + "渡し船 " * 30
    + "\nend"
)


def all_rows(text: RawLines, width: int) -> list[RawPlace]:
    places = [RawPlace(0)]
    while (following := text.step(places[-1], 1, width)) != places[-1]:
        places.append(following)
    return places


@given(st.text(alphabet="ab \n\t<渡é\u0301", max_size=200), st.integers(min_value=2, max_value=30))
def test_rows_hold_every_letter_once_and_steps_come_back(raw: str, width: int) -> None:
    text = RawLines(raw)
    places = all_rows(text, width)
    assert "".join(text.letters_of(text.row(place, width)) for place in places) == "".join(text.lines)
    assert places[-1] == text.last(width)
    for number, place in enumerate(places):
        assert text.step(places[0], number, width) == place
        assert text.step(place, -number, width) == places[0]
        row = text.row(place, width)
        if row.end > row.start:
            assert text.place_of(row.start, width) == place


def test_steps_end_at_the_ends() -> None:
    text = RawLines(TEXT)
    assert text.step(RawPlace(0), -5, 40) == RawPlace(0)
    assert text.step(RawPlace(0), 10_000, 40) == text.last(40)


def test_a_page_on_one_line_is_cut() -> None:
    text = RawLines("x" * (3 * LONGEST_LINE))
    assert [len(line) for line in text.lines] == [LONGEST_LINE] * 3


def test_found_as_in_an_article() -> None:
    text = RawLines(TEXT)
    found = text.find("two  SHORES")
    assert [text.letters_of(place) for place in found] == ["two shores"]
    assert text.place_of(found[0].start, 40).line == 1


def test_control_characters_do_not_come_through() -> None:
    text = RawLines("a\x1b]0;title\x07b\x9b31mc\tend")
    assert text.lines == ("abc    end",)


def test_nothing_is_one_empty_row() -> None:
    text = RawLines("")
    assert text.last(10) == RawPlace(0)
    assert text.letters_of(text.row(RawPlace(0), 10)) == ""
