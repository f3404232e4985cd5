"""Rows and snippets on paper of any width."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reader.cli.rows import Paper, article_row, marked_lines, snippet_lines
from reader.layout.cells import cell_width
from reader.model.found import Snippet, SnippetSource
from reader.model.kept import AnnotationCounts, ArticleRecord, ListedArticle, ReadingState

BOLD = re.compile("\x1b\\[1m(.*?)\x1b\\[22m")


def listed(title: str, *, site: str = "hill.example", marks: int = 0) -> ListedArticle:
    record = ArticleRecord(
        id="1a2b3c4d" + "0" * 56, title=title, added=datetime(2026, 3, 1, tzinfo=UTC), site=site, published="2026-02-28"
    )
    return ListedArticle(record=record, state=ReadingState(), counts=AnnotationCounts(highlights=marks))


TITLES = (
    "Ferry",
    "Ferry line to reopen after eleven winters of waiting, says the council of the lake",
    "渡船、十一年の冬をへて再開へ――湖畔の町で議会が発表したところによると来週から",
    "👩‍👩‍👧‍👦" * 30,
    "x" * 5_000,
    "e\u0301" * 200,
    "مركب البحيرة يعود بعد أحد عشر شتاء من الانتظار كما يقول المجلس",
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_row_fits_the_terminal(title: str, width: int) -> None:
    row = article_row(
        7, listed(title, site="A site whose name says everything at length", marks=12), Paper(width=width)
    )
    assert cell_width(row) <= width
    assert row.startswith("  7  1a2b3c4d ●")


def test_row_ends_with_the_time_it_takes_in_hours_if_it_takes_hours() -> None:
    row = listed("A library")
    row = replace(row, record=replace(row.record, minutes=958))
    assert article_row(7, row, Paper(width=80)).endswith("  16h")


def test_narrow_row_gives_up_site_and_date_before_the_title() -> None:
    row = listed("Ferry line to reopen after eleven winters", marks=3)
    wide = article_row(1, row, Paper(width=100))
    assert "hill.example" in wide
    assert "2026-02-28" in wide
    narrow = article_row(1, row, Paper(width=48))
    assert "Ferry line to reop" in narrow
    assert "hill.example" not in narrow


def test_piped_row_is_whole() -> None:
    row = article_row(1, listed("x" * 3_000), Paper())
    assert "x" * 3_000 in row
    assert row.endswith("  hill.example  2026-02-28  1m")


def test_numbers_of_long_lists_stand_under_each_other() -> None:
    rows = [article_row(number, listed("Ferry"), Paper(), number_cells=5) for number in (1, 54_321)]
    assert len({row.index("1a2b3c4d") for row in rows}) == 1


@pytest.mark.parametrize("width", [20, 40, 80])
def test_marked_words_are_bold_on_every_line_they_reach(width: int) -> None:
    text = "the ferry line that once tied the two shores of the lake together is to run again after eleven winters"
    marks = [(4, 14), (text.index("to run again"), text.index(" after"))]
    lines = list(marked_lines(text, marks, Paper(width=width, is_bare=False), indent=5))
    assert all(line.startswith("     ") for line in lines)
    assert " ".join(" ".join(BOLD.findall("\n".join(lines))).split()) == "ferry line to run again"
    bare = list(marked_lines(text, marks, Paper(width=width), indent=5))
    assert " ".join(line.strip() for line in bare) == text
    assert all(cell_width(line) <= width for line in bare)


def test_wide_letters_are_wrapped_by_cells() -> None:
    text = "渡船は十一年の冬をへて再開する。" * 5
    lines = list(marked_lines(text, [(0, 2)], Paper(width=40, is_bare=False), indent=5))
    assert BOLD.findall(lines[0]) == ["渡船"]
    assert all(cell_width(BOLD.sub(r"\1", line)) <= 40 for line in lines)


def test_piped_text_is_one_line_without_styles() -> None:
    snippet = Snippet(text="… a ferry … " * 20, marks=((4, 9),), source=SnippetSource.NOTE, annotation_id=5)
    assert list(snippet_lines(snippet, Paper())) == ["     note: " + snippet.text]


def test_label_is_never_marked() -> None:
    snippet = Snippet(text="note it", marks=((0, 4),), source=SnippetSource.NOTE)
    (line,) = snippet_lines(snippet, Paper(width=80, is_bare=False))
    assert line == "     note: \x1b[1mnote\x1b[22m it"


@pytest.mark.parametrize("width", [24, 40, 80])
@pytest.mark.parametrize("place", [0, 70, 154])
@pytest.mark.parametrize("letters", ["x y z ", "語る川"])
@pytest.mark.parametrize("source", list(SnippetSource))
def test_snippet_takes_three_lines_and_shows_the_first_word(
    width: int, place: int, letters: str, source: SnippetSource
) -> None:
    text = (letters * 60)[:160]
    text = f"…{text[:place]}FOUND{text[place:]}…"
    snippet = Snippet(text=text, marks=((place + 1, place + 6), (len(text) - 2, len(text) - 1)), source=source)
    lines = list(snippet_lines(snippet, Paper(width=width, is_bare=False)))
    assert len(lines) <= 3
    assert "FOUND" in "".join(BOLD.findall("\n".join(lines)))
    assert all(cell_width(BOLD.sub(r"\1", line)) <= width for line in lines)


def test_snippet_that_fits_is_whole() -> None:
    snippet = Snippet(text="a b c " * 20, marks=((0, 1),))
    assert " ".join(line.strip() for line in snippet_lines(snippet, Paper(width=60))) == snippet.text.strip()
