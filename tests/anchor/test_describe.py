import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.anchor.describe import describe
from reader.anchor.resolve import resolve
from reader.model.annotation import AnchorState
from reader.model.errors import AnchorError

TEXT = "The ferry left late.\n\nNobody knew why; the crew were silent, and the fog stayed until the afternoon."


def test_quote_context_and_position_are_described() -> None:
    start = TEXT.index("Nobody")
    selectors = describe(TEXT, start, start + len("Nobody knew why"))
    assert selectors.exact == "Nobody knew why"
    assert selectors.prefix == "The ferry left late.\n\n"
    assert selectors.suffix == "; the crew were silent, and the "
    assert (selectors.start, selectors.end) == (start, start + 15)


def test_white_space_at_the_ends_is_left_out() -> None:
    start = TEXT.index("\n\nNobody")
    assert describe(TEXT, start, start + 9) == describe(TEXT, start + 2, start + 8)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 5), (-1, 4), (0, 10_000), (20, 22)])
def test_no_passage_is_an_error(start: int, end: int) -> None:
    with pytest.raises(AnchorError):
        describe(TEXT, start, end)


@given(st.text(alphabet="ab é漢🚢👩‍🚀\u0301مि.,\n ", min_size=1), st.data())
def test_what_is_described_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    selectors = describe(text, start, end)
    assert text[selectors.start : selectors.end] == selectors.exact
    for old_text in (text, None):
        anchor = resolve(selectors, text, old_text=old_text)
        assert (anchor.state, anchor.start, anchor.end) == (AnchorState.ANCHORED, selectors.start, selectors.end)
