"""What one is at stays on the screen when the window, or how the text is set, takes its rows elsewhere."""

from reader.layout.rows import LeftOut
from reader.model.blocks import Paragraph
from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.test_article_pane import keep, make, running

LONG = "A sentence of some words that fills a row or more of it, as sentences of papers do. " * 5
STORY = make(*(Paragraph(text=f"Paragraph {number}. {LONG}") for number in range(12)))


def is_shown(pane: ArticlePane, rows: range) -> bool:
    return rows.start in pane.rows_shown


async def test_the_current_sentence_is_on_the_screen_of_a_smaller_window_and_the_text_where_it_was_when_it_grows() -> (
    None
):
    async with running(STORY, size=(80, 40)) as (_, pane, pilot):
        pane.do_page_down(1, "")
        top, offset = pane.top, pane.first_offset
        while pane.here_rows().stop < pane.rows_shown.stop - 3:
            pane.do_next_sentence(1, "")
        assert pane.top == top
        here = pane.here
        for size in ((80, 12), (50, 12), (80, 8)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pane.here == here
            assert is_shown(pane, pane.here_rows())
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert pane.top == top
        assert pane.first_offset == pane.position == offset


async def test_the_caret_and_the_ruler_are_too() -> None:
    async with running(STORY, size=(80, 40)) as (_, pane, pilot):
        pane.do_ruler(1, "")
        pane.do_line_down(22, "")
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert pane.place_rows().start in pane.rows_shown
        await pilot.resize_terminal(80, 40)
        pane.do_caret(1, "")
        pane.do_caret_down(8, "")
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert pane.caret is not None
        assert pane.text_layout.row_of(pane.caret.offset) in pane.rows_shown


async def test_the_paragraph_with_the_caret_is_the_one_in_focus() -> None:
    async with running(STORY, size=(80, 24)) as (_, pane, pilot):
        pane.do_next_paragraph(2, "")
        pane.do_focus_paragraph(1, "")
        pane.do_caret(1, "")
        for _ in range(5):
            pane.do_caret_next_paragraph(1, "")
            await pilot.pause()
            assert pane.caret is not None
            cell = pane.text_layout.cell_of(pane.caret.offset)
            line = pane.render_line(cell.row - pane.top)
            (letter,) = line.crop(pane.left + cell.x, pane.left + cell.x + 1)
            assert letter.style is not None
            assert letter.style.bgcolor == pane.inks.caret.bgcolor


async def test_the_ruler_lies_on_another_article_where_that_is_read() -> None:
    async with running(STORY, size=(80, 24)) as (app, pane, pilot):
        pane.do_ruler(1, "")
        pane.do_line_down(40, "")
        for position in (0, STORY.block_starts[9]):
            app.pane.show(keep(STORY), (), position)
            await pilot.pause()
            assert pane.place_rows().start == pane.here_rows().start
            assert is_shown(pane, pane.place_rows())


async def test_a_caret_that_was_scrolled_away_leaves_the_bar_on_the_screen() -> None:
    async with running(STORY, size=(80, 24)) as (_, pane, _):
        for is_focused in (False, True):
            pane.has_focus_paragraph = is_focused
            pane.do_top(1, "")
            pane.do_caret(1, "")
            pane.scroll_rows(60)
            pane.leave_mode()
            assert is_shown(pane, pane.here_rows())


async def test_in_a_paragraph_longer_than_the_screen_the_bar_goes_with_the_text() -> None:
    async with running(make(Paragraph(text=LONG * 12)), size=(60, 12)) as (_, pane, _):
        pane.do_next_paragraph(2, "")
        pane.do_focus_paragraph(1, "")
        for _ in range(4):
            pane.scroll_rows(9)
            assert is_shown(pane, pane.here_rows()) or pane.here_rows().stop > pane.top


async def test_a_part_that_was_left_out_is_kept_on_the_screen_with_a_ruler_too() -> None:
    part = LeftOut(9, "Read more. " * 3, "left out: links only")
    async with running(STORY, size=(80, 40)) as (_, pane, pilot):
        pane.do_ruler(1, "")
        pane.show_left_out((part,))
        pane.do_next_left_out(1, "")
        pane.scroll_to_row(pane.here_rows().start - 35)
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert pane.left_out_here == 0
        assert is_shown(pane, pane.here_rows())
