"""The place in a long list: what is on the screen, and that no step looks at more rows than that."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.widgets.list_scroll import Anchor, Block, ListScroll


class Heights:
    """Rows of 3 to 5 lines, and how many of them were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, row: int) -> int:
        self.asked += 1
        return 3 + row % 3


def scroll_of(total: int, lines: int = 20) -> tuple[ListScroll, Heights]:
    heights = Heights()
    scroll = ListScroll(heights)
    scroll.total, scroll.lines = total, lines
    return scroll, heights


def test_rows_on_the_screen_begin_below_each_other() -> None:
    scroll, _ = scroll_of(100)
    scroll.scroll(5)
    assert scroll.top == Anchor(1, 2)
    assert scroll.blocks()[:3] == [Block(1, -2, 4), Block(2, 2, 5), Block(3, 7, 3)]


def test_every_step_costs_the_screen_and_not_the_list() -> None:
    scroll, heights = scroll_of(100_000)
    for step in (
        lambda: scroll.reveal(99_999),
        lambda: scroll.reveal(50_000),
        lambda: scroll.scroll(-3),
        lambda: scroll.hold(70_000, 4),
        lambda: scroll.reveal(0),
        scroll.blocks,
        scroll.clamp,
    ):
        heights.asked = 0
        step()
        assert heights.asked < 60


def test_the_last_row_stands_at_the_lower_edge() -> None:
    scroll, _ = scroll_of(100_000)
    scroll.reveal(99_999)
    last = scroll.blocks()[-1]
    assert (last.row, last.line + last.height) == (99_999, scroll.lines)
    scroll.scroll(50)
    assert scroll.blocks()[-1] == last


def test_a_row_is_held_where_it_stood() -> None:
    scroll, _ = scroll_of(1_000)
    scroll.hold(500, 7)
    assert scroll.line_of(500) == 7
    scroll.hold(3, 100)
    assert scroll.top == Anchor()


def test_a_list_that_fits_stays_at_its_top() -> None:
    scroll, _ = scroll_of(3)
    scroll.scroll(9)
    scroll.reveal(2)
    assert scroll.top == Anchor()


def test_nothing_is_on_the_screen_of_an_empty_list() -> None:
    scroll, _ = scroll_of(0)
    scroll.scroll(3)
    scroll.reveal(0)
    scroll.clamp()
    assert scroll.blocks() == []


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.lists(st.tuples(st.sampled_from(("scroll", "reveal")), st.integers(-40, 80)), max_size=12),
)
def test_the_screen_is_full_and_a_revealed_row_on_it(total: int, lines: int, steps: list[tuple[str, int]]) -> None:
    scroll, heights = scroll_of(total, lines)
    everything = sum(map(heights, range(total)))
    for kind, amount in steps:
        if kind == "scroll":
            scroll.scroll(amount)
        else:
            row = amount % total
            scroll.reveal(row)
            scroll.clamp()
            line = scroll.line_of(row)
            assert line is not None
            assert line + heights(row) <= lines or line <= 0
        shown = scroll.blocks()
        assert shown[0].line <= 0 < shown[0].line + shown[0].height
        assert sum(block.height for block in shown) + shown[0].line >= min(lines, everything)
