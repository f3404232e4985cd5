"""Text with the words marked that were looked for: on folded lines, in any script, and never beside its letters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from reader.layout.cells import cell_width
from reader.tui.widgets.marked_text import MarkedText, styled_lines
from tests.work_limits import work_within

PLAIN, LIT = Style(), Style(bold=True)
FERRY = "The ferry that once tied the two shores of the lake will run again from April."


def lit(text: MarkedText, width: int, limit: int) -> list[str]:
    lines = text.lines(0, width, limit, PLAIN, LIT)
    return ["".join(run.text.upper() if run.style.bold else run.text for run in line) for line in lines]


def test_marks_stand_on_the_lines_their_words_are_folded_to() -> None:
    words = ("ferry", "shores", "April")
    marks = [(FERRY.index(word), FERRY.index(word) + len(word)) for word in words]
    assert lit(MarkedText(FERRY, marks), 30, 3) == [
        "The FERRY that once tied the",
        "two SHORES of the lake will",
        "run again from APRIL.",
    ]


def test_a_mark_over_a_line_end_stands_on_both_lines() -> None:
    start = FERRY.index("tied")
    assert lit(MarkedText(FERRY, [(start, start + len("tied the two"))]), 30, 2) == [
        "The ferry that once TIED THE",
        "TWO shores of the lake will…",
    ]


def test_the_ellipsis_of_a_cut_line_is_not_marked() -> None:
    assert lit(MarkedText(FERRY, [(4, 40)]), 12, 1) == ["The FERRY…"]


def test_a_narrow_place_shows_the_text_around_its_first_mark() -> None:
    start = FERRY.index("lake")
    shown = MarkedText(FERRY, [(start, start + 4)]).around_first_mark(24)
    assert shown.text.startswith("…")
    assert [shown.text[first:last] for first, last in shown.marks] == ["lake"]
    assert cell_width(shown.text[: shown.marks[0][1]]) <= 24
    assert MarkedText(FERRY, [(4, 9)]).around_first_mark(24).text == FERRY


@given(
    st.text(alphabet="ab 漢字é\u0301👩ش", max_size=60).map(lambda text: f"a{text}"),
    st.lists(st.integers(0, 60), max_size=6),
    st.integers(2, 30),
    st.integers(1, 3),
)
def test_runs_are_the_folded_lines_letter_by_letter(text: str, cuts: list[int], width: int, limit: int) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    marks = list(zip(places[::2], places[1::2], strict=False))
    marked = MarkedText(text, marks)
    for shown in (marked, marked.around_first_mark(width)):
        for line in shown.lines(3, width, limit, PLAIN, LIT):
            x = 3
            for run in line:
                assert run.x == x
                x += cell_width(run.text)
            whole = "".join(run.text for run in line)
            assert x - 3 == cell_width(whole) <= max(width, cell_width(text[:1]))


def test_of_marks_without_end_those_that_are_seen_are_looked_at() -> None:
    text = "ferry " * 200_000
    spans = [(6 * number, 6 * number + 5, LIT) for number in range(200_000)]
    with work_within(5.0):  # 0.3 s; a walk over all of them would be half a minute
        for _ in range(100):
            lines = styled_lines(text, spans, 0, 60, 3, PLAIN)
    assert len(lines) == 3
    assert "".join(run.text for run in lines[0] if run.style.bold) == "ferry" * 10
