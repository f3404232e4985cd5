"""What was left out, shown in the article pane: in place, never text, gone without a trace."""

import pytest
from rich.style import Style

from reader.layout.rows import LeftOut
from reader.model.blocks import Paragraph
from reader.tui.keys.actions import Mode
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.test_article_pane import FILL, FIRST, Bench, here, make, mark, running

RELATED = LeftOut(3, "Read more: why the reeds came back", "left out: in a box named “related”")
MENU = LeftOut(0, "Home News Lake Sport", "left out: a menu")
FOOTER = LeftOut(99, "About us. Imprint.", "left out: a footer")
PARTS = (MENU, RELATED, RELATED._replace(text="Sign up for our letter"), FOOTER)


def style_of(app: Bench, word: str) -> Style:
    for y in range(app.pane.size.height):
        strip = app.pane.render_line(y)
        at = strip.text.find(word)
        if at >= 0:
            style = next(iter(strip.crop(at, at + 1))).style
            assert style is not None
            return style
    raise AssertionError(f"{word!r} is not on the screen")


def letters(app: Bench) -> list[str]:
    """The lines of the pane without its track."""
    return [line[:-1].strip() for line in app.lines()]


def bar_rows(app: Bench) -> list[str]:
    return [line.removeprefix("▕").strip() for line in letters(app) if line.startswith("▕")]


def stepped(pane: ArticlePane, count: int) -> int | None:
    """Go to another part and say to which."""
    (pane.do_next_left_out if count > 0 else pane.do_previous_left_out)(abs(count), "")
    return pane.left_out_here


async def test_it_stands_in_place_dimmed_with_its_reason() -> None:
    async with running(make(Paragraph(text=FIRST), *FILL)) as (app, pane, _):
        pane.show_left_out(PARTS)
        lines = letters(app)
        at = lines.index("┊ left out: in a box named “related”")
        assert lines[at + 1] == "┊ Read more: why the reeds came back"
        assert lines[at - 2].endswith("She changed her mind.")
        assert style_of(app, "Read more").color == pane.inks.muted.color
        assert style_of(app, "She changed").color == pane.inks.text.color


async def test_where_nothing_is_muted_it_is_dim() -> None:
    async with running(make(Paragraph(text=FIRST), *FILL), theme="plain") as (app, pane, _):
        pane.show_left_out(PARTS)
        assert style_of(app, "Read more").dim
        assert not style_of(app, "She changed").dim


@pytest.mark.parametrize("top", [0, 20, 60, 100])
async def test_what_is_read_stays_on_its_line_when_it_comes_and_goes(top: int) -> None:
    article = make(*FILL)
    parts = [LeftOut(block, "Read more. " * 20, "left out: links only") for block in range(0, 60, 2)]
    async with running(article) as (app, pane, _):
        pane.scroll_to_row(top)
        sentence, line = pane.here, pane.text_layout.row_of(pane.here.start) - pane.top
        before = app.lines()
        pane.show_left_out(parts)
        assert pane.here == sentence
        assert pane.text_layout.row_of(sentence.start) - pane.top == line
        pane.show_left_out(())
        assert pane.here == sentence
        assert app.lines() == before


async def test_stepping_goes_through_the_parts_and_back_into_the_text() -> None:
    async with running(make(Paragraph(text=FIRST), *FILL)) as (app, pane, pilot):
        pane.show_left_out(PARTS)
        assert stepped(pane, 1) == 1
        assert bar_rows(app) == ["┊ left out: in a box named “related”", "┊ Read more: why the reeds came back"]
        assert stepped(pane, 1) == 2
        assert "Sign up for our letter" in bar_rows(app)[1]
        pane.do_next_sentence(1, "")
        assert pane.left_out_here is None
        assert here(pane) == "Paragraph 0 has some words to fill a row."
        assert stepped(pane, -9) == 0
        assert stepped(pane, -1) == 0
        await pilot.pause()
        assert app.last(asked.Noticed).text == "nothing was left out above"
        assert stepped(pane, 9) == 3
        assert "About us. Imprint." in bar_rows(app)[1]


async def test_without_parts_stepping_is_left_to_others() -> None:
    async with running(make(*FILL)) as (_, pane, _pilot):
        assert pane.do_next_left_out(1, "") is False
        assert pane.do_previous_left_out(1, "") is False


async def test_a_part_can_not_be_marked_copied_or_followed() -> None:
    article = make(Paragraph(text=FIRST), *FILL)
    async with running(article, [mark(article, article.text[20:200], 1)]) as (app, pane, pilot):
        pane.show_left_out(PARTS)
        pane.do_next_left_out(1, "")
        for do in (pane.do_highlight, pane.do_annotate, pane.do_copy_sentence, pane.do_copy_citation):
            do(1, "")
        await pilot.pause()
        assert [message.text for message in app.posted if isinstance(message, asked.Noticed)] == [
            "this is not in the article"
        ] * 4
        pane.do_delete_annotation(1, "")
        pane.do_follow_link(1, "")
        await pilot.pause()
        assert not app.count(asked.HighlightRequested) + app.count(asked.NoteRequested) + app.count(asked.CopyRequested)
        assert not app.count(asked.DeleteRequested) + app.count(asked.LinkRequested)


async def test_the_caret_begins_in_the_text() -> None:
    async with running(make(Paragraph(text=FIRST), *FILL)) as (_, pane, _pilot):
        pane.show_left_out(PARTS)
        pane.do_next_left_out(1, "")
        pane.do_caret(1, "")
        assert pane.mode is Mode.CARET
        assert pane.left_out_here is None
        pane.leave_mode()
        assert here(pane) == "She changed her mind."


async def test_enter_unfolds_a_long_part_where_it_stands() -> None:
    long = RELATED._replace(text="a menu of links " * 100)
    async with running(make(Paragraph(text=FIRST), *FILL)) as (_, pane, _pilot):
        pane.show_left_out((long,))
        pane.do_next_left_out(1, "")
        line = pane.text_layout.left_out_rows(0).start - pane.top
        rows = len(pane.text_layout.left_out_rows(0))
        pane.do_activate(1, "")
        assert len(pane.text_layout.left_out_rows(0)) > rows
        assert pane.text_layout.left_out_rows(0).start - pane.top == line
        assert pane.left_out_here == 0


async def test_a_click_goes_to_a_part_and_selects_nothing() -> None:
    async with running(make(Paragraph(text=FIRST), *FILL)) as (_, pane, pilot):
        pane.show_left_out(PARTS)
        await pilot.pause()
        y = pane.text_layout.left_out_rows(1).start - pane.top
        for times in (1, 2):
            await pilot.click(ArticlePane, offset=(pane.left + 4, y + 1), times=times)
            assert pane.left_out_here == 1
            assert pane.mode is Mode.READING
        await pilot.click(
            ArticlePane, offset=(pane.left + 4, pane.text_layout.row_of(pane.article.block_starts[2]) - pane.top)
        )
        assert pane.left_out_here is None
        assert here(pane).startswith("The ferry will run")


async def test_a_part_that_leaves_the_screen_is_not_the_place_any_more() -> None:
    async with running(make(Paragraph(text=FIRST), *FILL)) as (_, pane, _pilot):
        pane.show_left_out(PARTS)
        pane.do_next_left_out(1, "")
        pane.do_page_down(2, "")
        assert pane.left_out_here is None
        assert pane.text_layout.row_of(pane.here.start) in pane.rows_shown


async def test_closing_while_at_a_part_leaves_the_text_around_it_on_the_screen() -> None:
    async with running(make(*FILL)) as (_, pane, _pilot):
        pane.show_left_out([LeftOut(30, "Read more. " * 200, "left out: links only")])
        pane.do_next_left_out(1, "")
        pane.show_left_out(())
        assert pane.left_out_here is None
        assert pane.text_layout.row_of(pane.article.block_starts[30]) in pane.rows_shown
        assert pane.text_layout.row_of(pane.here.start) in pane.rows_shown


async def test_a_new_width_and_another_article_are_taken_in_stride() -> None:
    async with running(make(*FILL)) as (_, pane, pilot):
        pane.show_left_out(PARTS)
        pane.do_next_left_out(1, "")
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert pane.left_out_here is not None
        assert pane.here_rows() == pane.text_layout.left_out_rows(pane.left_out_here)
        pane.show_article(make(Paragraph(text=FIRST)), minutes=1)
        assert pane.left_out == ()
        assert pane.left_out_here is None
