"""The spans of a block by the rows that they touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout import block_spans
from reader.layout.block_spans import SHORT_LETTERS, BlockSpans
from reader.layout.overlay import Covering
from reader.layout.raised import can_be_raised
from reader.model.blocks import Span, SpanKind

TEXT = "The 2nd ferry, by H2O and no 13 " * 90

SPANS = st.lists(
    st.tuples(st.integers(0, 1_500), st.integers(0, 20) | st.integers(0, 1_300), st.sampled_from(SpanKind)).map(
        lambda drawn: Span(start=drawn[0], end=drawn[0] + drawn[1], kind=drawn[2])
    ),
    max_size=12,
)


@given(SPANS, st.integers(0, 2_800), st.integers(1, 80))
def test_a_row_has_all_spans_that_touch_it(spans: list[Span], start: int, length: int) -> None:
    found = BlockSpans(TEXT, spans).touching(start, start + length)
    expected = [
        Covering(span.start, span.end, span.kind.value)
        for span in spans
        if span.end > span.start and span.start < start + length and span.end > start
        if span.kind not in (SpanKind.SUB, SpanKind.SUP) or can_be_raised(TEXT[span.start : span.end], span.kind)
    ]
    assert sorted(found) == sorted(expected)
    assert [covering.start for covering in found] == sorted(covering.start for covering in found)


def test_a_row_makes_nothing_of_spans_far_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def counted(*values: object) -> Covering[str]:
        made.append(values)
        return Covering(*values)  # type: ignore[arg-type]  # as they are given

    monkeypatch.setattr(block_spans, "Covering", counted)
    spans = [Span(start=at, end=at + 4, kind=SpanKind.STRONG) for at in range(0, 500_000, 5)]
    everything = Span(
        start=0, end=500_000, kind=SpanKind.EMPHASIS
    )  # reaches to each row, and must not bring the others with it
    found = BlockSpans("word " * 100_000, [everything, *spans]).touching(250_000, 250_066)
    assert len(found) == 15
    assert len(made) <= 15 + SHORT_LETTERS // 5
