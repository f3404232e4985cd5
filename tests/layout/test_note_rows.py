"""A note set in a column: where rows, bullets and links stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cell_width
from reader.layout.note_rows import note_rows, row_text
from reader.model.note_text import NoteStyle, read_note


def shown(note: str, width: int = 20) -> list[str]:
    """The rows of a note as they look."""
    return [" " * (row[0].x if row else 0) + row_text(row) for row in note_rows(read_note(note), width)]


def test_lines_stay_as_they_were_typed() -> None:
    assert shown("one\ntwo\n\n\nthree") == ["one", "two", "", "three"]


def test_items_hang_behind_their_bullets() -> None:
    assert shown("- a longer item than a row\n- b\n  - [x] c\n  - [ ] d") == [
        "• a longer item than",
        "  a row",
        "• b",
        "  ☑ c",
        "  ☐ d",
    ]


def test_numbers_stand_in_line() -> None:
    assert shown("9. nine\n10. ten\n\n    on") == [" 9. nine", "10. ten", "", "    on"]


def test_a_quote_has_its_bar_on_every_row_between_its_paragraphs_too() -> None:
    assert shown("> a longer quote than a row\n>\n> b\n\nmine") == [
        "▎ a longer quote",
        "▎ than a row",
        "▎",
        "▎ b",
        "",
        "mine",
    ]


def test_code_keeps_its_spaces() -> None:
    assert shown("```\nx\n    y\n```") == ["x", "    y"]


def test_headings_are_strong_and_rules_a_sign() -> None:
    rows = note_rows(read_note("# A *b*\n---"), 20)
    assert [(run.text, run.style) for run in rows[0]] == [
        ("A ", NoteStyle.STRONG),
        ("b", NoteStyle.STRONG | NoteStyle.EMPHASIS),
    ]
    assert row_text(rows[1]) == "⁂"


def test_a_link_goes_on_over_rows_and_says_why_it_is_dead() -> None:
    note = read_note("see [[00000000|a title of several words]] on")
    rows = note_rows(note, 20, {0: "not here"})
    assert [row_text(row) for row in rows] == ["see a title of", "several words (not", "here) on"]
    assert ["".join(run.text for run in row if run.link == 0) for row in rows] == [
        "a title of",
        "several words (not",
        "here)",
    ]


def test_what_runs_from_the_right_ends_at_the_right_with_its_bullet() -> None:
    (row,) = note_rows(read_note("- שלום"), 20)
    assert [(run.x, run.text) for run in row] == [(14, "שלום"), (19, "•")]
    (mixed,) = note_rows(read_note("*abc* שלום"), 20)
    assert mixed[0].x == 0


def test_wide_letters_fill_the_row_they_take() -> None:
    assert shown("**中文强调**文字中文", 8) == ["中文强调", "文字中文"]


def test_what_is_deep_keeps_room_for_its_words() -> None:
    rows = note_rows(read_note("- a\n  - b\n    - c\n      - d\n        - e\n          - f"), 16)
    assert all(16 - row[-1].x >= 10 for row in rows)


@given(
    st.text("*_`~[]()<>#-+ 1.>\n\tab中שe\u0301👨", max_size=150),
    st.integers(4, 40),
)
def test_no_row_is_wider_than_the_column(note: str, width: int) -> None:
    for row in note_rows(read_note(note), width):
        at = 0
        for run in row:
            assert run.x >= at
            at = run.x + cell_width(run.text)
        assert at <= width or (len(row) == 1 and cell_width(row[0].text) <= 2) or width < 6


@pytest.mark.parametrize("note", ["", "\n\n", "- ", "> ", "```\n```", "#"])
def test_hardly_anything_is_set_too(note: str) -> None:
    assert all(len(row) <= 1 for row in note_rows(read_note(note), 20))
