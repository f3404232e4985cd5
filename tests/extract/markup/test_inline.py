"""Inline markup: text and spans that agree, whatever the runs."""

from hypothesis import given
from hypothesis import strategies as st

from reader.extract.markup.inline import BREAK, Mark, Run, rich_text
from reader.model.blocks import SpanKind
from reader.model.text import is_clean

STRONG = Mark(SpanKind.STRONG)
LINK = Mark(SpanKind.LINK, "https://example.org/")


def test_white_space_collapses_across_runs() -> None:
    rich = rich_text([Run("  The \n "), Run(" new ", (STRONG,)), Run(" quay\xa0 ")])
    assert rich.text == "The new quay"
    assert [(rich.text[span.start : span.end], span.kind) for span in rich.spans] == [("new", SpanKind.STRONG)]


def test_marks_nest() -> None:
    rich = rich_text([Run("see "), Run("the ", (LINK,)), Run("plan", (LINK, STRONG)), Run(".")])
    assert {rich.text[span.start : span.end] for span in rich.spans} == {"the plan", "plan"}


def test_a_forced_break_is_a_newline_or_a_space() -> None:
    runs = [Run("one "), Run(BREAK), Run(" two")]
    assert rich_text(runs).text == "one\ntwo"
    assert rich_text(runs, keeps_breaks=False).text == "one two"


def test_control_letters_never_get_in() -> None:
    assert rich_text([Run("a\x1b[31mb\u202ec")]).text == "abc"


MARKS = st.sampled_from([(), (STRONG,), (LINK,), (LINK, STRONG)])


@given(
    st.lists(
        st.builds(Run, st.text(alphabet=" ab\n\xa0é\u0301橋\u200d👩🚀\u202e" + BREAK, max_size=8), MARKS), max_size=8
    )
)
def test_spans_lie_in_the_text_and_the_text_is_clean(runs: list[Run]) -> None:
    rich = rich_text(runs)
    assert is_clean(rich.text)
    assert rich.text == rich.text.strip()
    assert all(0 <= span.start < span.end <= len(rich.text) for span in rich.spans)
