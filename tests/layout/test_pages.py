"""What stays together when a page is turned."""

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.layout import Layout, Setting
from reader.layout.pages import OVERLAP, next_top, previous_top
from reader.model.article import Article, Metadata
from reader.model.blocks import Block, Heading, Headline, Paragraph

SENTENCE = "The ferry leaves at seven and comes back when it likes to. "


def layout(*blocks: Block) -> Layout:
    return Layout(Article(metadata=Metadata(), blocks=blocks), Setting(width=40))


def paragraph(rows: int) -> Paragraph:
    return Paragraph(text=" ".join(["w" * 40] * rows))


LONG = layout(Headline(text="A line"), *(paragraph(5) for _ in range(20)))


def test_a_page_keeps_two_rows_of_the_last_one() -> None:
    found = next_top(layout(paragraph(200)), 10, 20)
    assert found == 10 + 20 - OVERLAP


def test_the_first_row_of_a_paragraph_is_not_left_alone_at_the_bottom() -> None:
    for top in range(40):
        found = next_top(LONG, top, 20)
        last = found + 19
        assert last not in {LONG.block_rows(block).start for block in range(1, 20)}
        assert 0 <= top + 18 - found <= 1


def test_a_heading_goes_with_its_paragraph() -> None:
    text = layout(paragraph(30), Heading(text="Water", level=2), paragraph(30))
    heading = text.block_rows(1).start
    for height in range(8, 30):
        for top in range(1, 30):
            found = next_top(text, top, height)
            assert found + height - 1 not in (heading, heading + 1), (height, top)


def test_going_up_the_last_row_of_a_paragraph_is_not_left_alone_at_the_top() -> None:
    lasts = {LONG.block_rows(block).stop - 1 for block in range(1, 20)}
    for top in range(40, 80):
        assert previous_top(LONG, top, 20) not in lasts


@given(
    st.lists(st.sampled_from([Heading(text="Water", level=2), paragraph(1), paragraph(3)]), max_size=30),
    st.integers(1, 30),
)
def test_every_page_goes_on(blocks: list[Block], height: int) -> None:
    text = layout(*blocks)
    top = 0
    while top < text.row_count - height:
        following = next_top(text, top, height)
        assert top < following <= top + max(1, height - OVERLAP)
        top = following
