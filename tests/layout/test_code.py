"""Code at a width: lines that go on below, tabs, the language; and what its letters are."""

from itertools import pairwise

import pytest

from reader.layout import highlighting
from reader.layout.code import GOES_ON, CodeBlock
from reader.layout.code import LONGEST_LINE as LONGEST_CODE_LINE
from reader.layout.highlighting import LONGEST_LINE, MOST_BLANK_LINES, MOST_LETTERS, MOST_LINES, colour_code
from reader.layout.layout import Layout, Setting
from reader.model.article import Article, Metadata
from reader.model.blocks import Code
from tests.layout.drawn import drawn

PYTHON = 'def fare(age: int) -> int:\n    # Children cross for nothing.\n    return 0 if age < 7 else len("boat")\n'


def test_a_long_line_goes_on_under_its_indent_behind_a_sign() -> None:
    code = Code(text="if ice:\n    return round(0.35 * minutes) + sum(stages, start)\ndone")
    assert drawn(code, width=34) == [
        "  if ice:",
        "      return round(0.35 *",
        "      ↳ minutes) + sum(stages,",
        "      ↳ start)",
        "  done",
    ]


def test_the_language_stands_where_there_is_room() -> None:
    assert drawn(Code(text="a = 1\nb = 2", language="python"), width=30) == ["  a = 1               python", "  b = 2"]
    assert drawn(Code(text="x" * 30, language="python"), width=34)[0] == "  " + "x" * 30


def test_tabs_end_at_every_fourth_cell() -> None:
    assert drawn(Code(text="a\tb\n\t\tc\tx")) == ["  a   b", "          c   x"]


def test_every_letter_has_its_cell_and_back_however_lines_are_divided() -> None:
    text = "\tif 渡し船:\n\t\treturn 'á'\t+ 'x'  " + "y" * 90 + "\n\n" + "a b, " * 30 + "\t\n" + " " * 70 + "z"
    for width in (8, 13, 21, 40):
        layout = Layout(Article(metadata=Metadata(), blocks=(Code(text=text),)), Setting(width=width))
        for offset in range(len(text)):
            cell = layout.cell_of(offset)
            assert cell.x <= width, (width, offset)
            assert layout.cell_of(layout.offset_at(*cell)) == cell


def test_a_line_of_a_million_letters_is_cut_where_it_comes_and_made_in_parts() -> None:
    text = f"a = 1\n{'x = [1, 2]; ' * 90_000}\nb = 2"
    article = Article(metadata=Metadata(), blocks=(Code(text=text),))
    layout = Layout(article, Setting(width=40))
    laid = layout._laid[0]
    assert isinstance(laid, CodeBlock)
    rows = [laid.row(index) for index in (0, 1, 2, laid.height // 2, laid.height - 1)]
    assert [text[row.pieces[0].start : row.pieces[0].end] for row in rows[:2]] == ["a = 1", text[6:42]]
    assert [ornament.text for row in rows[2:4] for ornament in row.ornaments] == [GOES_ON, GOES_ON]
    assert rows[-1].pieces[0].end == len(text)
    assert max(part.height for part in laid._parts.values()) <= LONGEST_CODE_LINE
    for offset in (*range(200), *range(5_000, 5_020), *range(len(text) - 30, len(text))):
        cell = layout.cell_of(offset)
        assert layout.cell_of(layout.offset_at(*cell)) == cell


def test_every_letter_of_a_line_stands_in_one_row_however_long_it_is() -> None:
    for letters in ("ab cd, " * 3_000, "\tü 渡, " * 3_000, "ab" * 2_500, "a" * 5_001):
        laid = CodeBlock(letters, 30)
        found = "".join(
            letters[piece.start : piece.end] for index in range(laid.height) for piece in laid.row(index).pieces
        )
        assert found.replace(" ", "") == letters.replace(" ", "")


def test_a_hundred_thousand_lines_are_made_as_they_are_asked_for() -> None:
    article = Article(metadata=Metadata(), blocks=(Code(text="x = 1\n" * 100_000),))
    layout = Layout(article, Setting())
    laid = layout._laid[0]
    layout.row(layout.block_rows(0)[70_000])
    assert isinstance(laid, CodeBlock)
    assert len(laid._parts) == 1  # counts the work


def values(text: str, language: str) -> dict[str, str]:
    return {text[ink.start : ink.end]: ink.value for ink in colour_code(text, language)}


def test_letters_of_code_have_their_inks() -> None:
    found = values(PYTHON, "python")
    assert found["def"] == "code_keyword"
    assert found["fare"] == "code_name"
    assert found["# Children cross for nothing."] == "code_comment"
    assert found['"boat"'] == "code_string"
    assert found["7"] == "code_number"


def test_inks_lie_in_order_and_never_cross() -> None:
    inks = colour_code(PYTHON * 20, "python")
    assert all(one.end <= other.start for one, other in pairwise(inks))
    assert inks[-1].end <= len(PYTHON) * 20


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PYTHON, ""),
        (PYTHON, "no such language"),
        ("x = 1\n" * MOST_LETTERS, "python"),
        ("x\n" * MOST_LINES, "python"),
        ("x" * (LONGEST_LINE + 1), "python"),
        ("x = 1" + "\n\t" * (MOST_BLANK_LINES + 2) + "y = 2", "python"),
        ("", "python"),
    ],
)
def test_what_is_not_surely_code_of_a_language_has_no_inks(text: str, language: str) -> None:
    assert colour_code(text, language) == ()


def test_what_takes_too_long_has_no_inks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting, "MOST_SECONDS", -1.0)
    assert colour_code(PYTHON, "python") == ()


def test_an_opening_that_leaves_no_doubt_says_the_language() -> None:
    assert values("#!/usr/bin/env python3\ndef f(): pass\n", "")["def"] == "code_keyword"
    assert values('<?xml version="1.0"?><a b="c"/>', "")['"c"'] == "code_string"
