"""One paragraph in focus, the ruler, and text that moves by itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.style import Style
from textual.pilot import Pilot

from reader.layout.rows import Row
from reader.model.annotation import Colour
from reader.model.blocks import Heading, Paragraph
from reader.model.units import exact_minutes
from reader.tui.keys.actions import Mode
from reader.tui.pacing import MOST_BEHIND_SECONDS, Pacer, changed_speed
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.paced_view import BLANK_SECONDS, RESTART_SECONDS
from tests.tui.test_article_pane import FILL, make, mark, mode, running

LONG = "A sentence of some words that fills a row or more of it, as sentences of papers do. " * 5
STORY = make(*(Paragraph(text=f"Paragraph {number}. {LONG}") for number in range(12)))


def ink(pane: ArticlePane, row: int) -> Style:
    """Return the style of the first letters of a row."""
    strip = pane.render_line(row - pane.top)
    return next(part.style for part in strip if any(map(str.isalnum, part.text)) and part.style)


def is_lit(pane: ArticlePane, row: int) -> bool:
    return ink(pane, row).color == pane.inks.text.color


def rows_of_paragraph(pane: ArticlePane, number: int) -> range:
    return pane.text_layout.block_rows(number + 2)  # headline and deck stand before


# -- focus --------------------------------------------------------------------------------------------------------------
async def test_all_but_the_paragraph_that_is_read_step_back() -> None:
    async with running(STORY) as (app, pane, pilot):
        pane.do_next_paragraph(3, "")
        pane.do_focus_paragraph(1, "")
        await pilot.pause()
        first, second = rows_of_paragraph(pane, 1), rows_of_paragraph(pane, 2)
        assert all(is_lit(pane, row) for row in first)
        assert not is_lit(pane, second.start)
        assert app.last(asked.SettingChosen).setting == "focus"
        pane.do_next_paragraph(1, "")
        second = rows_of_paragraph(pane, 2)
        assert is_lit(pane, second.start)
        assert not is_lit(pane, rows_of_paragraph(pane, 1).start)
        pane.do_focus_paragraph(1, "")
        assert is_lit(pane, rows_of_paragraph(pane, 3).start)


async def test_what_is_in_focus_stays_where_one_reads() -> None:
    async with running(STORY) as (_, pane, _):
        pane.do_focus_paragraph(1, "")
        for _ in range(8):
            pane.do_next_paragraph(1, "")
            assert pane.here_rows().start < pane.top + 5 * pane.size.height // 8
        before = pane.here
        pane.do_page_down(1, "")
        assert pane.here != before
        assert pane.top + pane.size.height // 3 in rows_around(pane)


def rows_around(pane: ArticlePane) -> range:
    block = pane.article.position(pane.here.start).block
    return pane.text_layout.block_rows(block)


async def test_at_the_end_of_the_text_lines_move_the_focus() -> None:
    async with running(STORY) as (_, pane, _):
        pane.do_focus_paragraph(1, "")
        pane.scroll_to_row(pane.text_layout.row_count)
        before = pane.here.start
        pane.do_line_down(1, "")
        assert pane.here.start > before


async def test_marks_stay_to_be_seen_outside_the_focus() -> None:
    article = make(Paragraph(text="Here one reads."), Paragraph(text="A marked passage stands there."))
    async with running(article) as (_, pane, pilot):
        pane.set_annotations((mark(article, "A marked passage", 1, colour=Colour.YELLOW),))
        pane.do_next_paragraph(2, "")
        pane.do_focus_paragraph(1, "")
        await pilot.pause()
        row = pane.text_layout.row_of(article.text.index("A marked"))
        style = ink(pane, row)
        assert style.bgcolor not in (pane.inks.ground.bgcolor, pane.inks.marks["yellow"].bgcolor)


# -- the ruler ----------------------------------------------------------------------------------------------------------
def ruled_rows(pane: ArticlePane) -> list[int]:
    ground = pane.inks.select.bgcolor
    return [
        pane.top + y
        for y in range(pane.size.height)
        if any(segment.style and segment.style.bgcolor == ground for segment in pane.render_line(y))
    ]


async def test_the_ruler_goes_from_text_row_to_text_row_and_the_bar_with_it() -> None:
    async with running(STORY) as (_, pane, _):
        pane.do_next_paragraph(2, "")
        pane.do_ruler(1, "")
        first = rows_of_paragraph(pane, 0)
        assert ruled_rows(pane) == [first.start]
        pane.do_line_down(len(first) - 1, "")
        assert ruled_rows(pane) == [first.stop - 1]
        pane.do_line_down(1, "")
        assert ruled_rows(pane) == [rows_of_paragraph(pane, 1).start]
        assert pane.here.start == pane.article.text.index("Paragraph 1.")
        pane.do_line_up(1, "")
        assert ruled_rows(pane) == [first.stop - 1]
        pane.do_ruler(1, "")
        assert ruled_rows(pane) == []


async def test_the_ruler_never_leaves_the_screen() -> None:
    async with running(STORY) as (_, pane, pilot):
        pane.do_ruler(1, "")
        for _ in range(60):
            pane.do_line_down(1, "")
            assert len(ruled_rows(pane)) == 1
        offset = pane.text_layout.row_start(ruled_rows(pane)[0])
        pane.do_page_down(2, "")
        assert len(ruled_rows(pane)) == 1
        pane.do_page_up(9, "")
        assert len(ruled_rows(pane)) == 1
        pane.jump_to(offset)
        assert len(ruled_rows(pane)) == 1
        await pilot.resize_terminal(50, 20)
        assert len(ruled_rows(pane)) == 1


async def test_without_colours_the_ruler_is_a_line() -> None:
    async with running(STORY, theme="plain") as (_, pane, _):
        pane.do_next_paragraph(2, "")
        pane.do_ruler(1, "")
        assert ink(pane, rows_of_paragraph(pane, 0).start).underline


async def test_an_empty_pane_bears_all_of_it() -> None:
    async with running(make(), size=(12, 4)) as (_, pane, _):
        for do in (pane.do_focus_paragraph, pane.do_ruler, pane.do_line_down, pane.do_line_up, pane.do_auto_scroll):
            do(1, "")
        pane.do_bottom(1, "")


# -- text that moves by itself --------------------------------------------------------------------------------------------
class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_rows_are_timed_from_when_the_last_was_due() -> None:
    clock = Clock()
    pacer = Pacer(clock)
    assert pacer.wait(2.0) == 2.0
    clock.now += 2.3  # the timer came late
    assert pacer.wait(2.0) == pytest.approx(1.7)
    clock.now += 1.7
    assert pacer.wait(2.0) == pytest.approx(2.0)
    clock.now += 3_600 + MOST_BEHIND_SECONDS
    assert pacer.wait(2.0) == 2.0


def test_speeds_are_whole_steps_within_bounds() -> None:
    assert changed_speed(238, 1) == 260
    assert changed_speed(238, -1) == 220
    assert changed_speed(60, -3) == 60
    assert changed_speed(990, 4) == 1_000


@asynccontextmanager
async def moving() -> AsyncIterator[tuple[Pilot[None], ArticlePane, Clock]]:
    clock = Clock()
    async with running(make(Heading(text="Begin"), *FILL)) as (_, pane, pilot):
        pane.clock = clock
        pane.do_auto_scroll(1, "")
        await pilot.pause()
        yield pilot, pane, clock


def is_moving(pane: ArticlePane) -> bool:
    return pane.is_paced


async def test_it_moves_row_by_row_until_it_is_stopped() -> None:
    async with moving() as (_, pane, clock):
        assert mode(pane) is Mode.PACED
        pane.pace()
        pane.pace()
        assert pane.top == 2
        assert pane.stop_pace()
        pane.pace()
        assert pane.top == 2
        assert mode(pane) is Mode.READING
        pane.do_auto_scroll(1, "")  # its first key has stopped it
        assert mode(pane) is Mode.READING
        clock.now += RESTART_SECONDS
        pane.do_auto_scroll(1, "")
        assert mode(pane) is Mode.PACED


async def test_it_stops_at_the_end() -> None:
    async with moving() as (_, pane, _):
        pane.scroll_to_row(pane.text_layout.row_count - pane.size.height - 1)
        pane.pace()
        assert not is_moving(pane)
        pane.do_bottom(1, "")
        pane.clock = lambda: 1e6
        pane.do_auto_scroll(1, "")
        assert not is_moving(pane)


async def test_a_row_takes_as_long_as_its_words() -> None:
    async with moving() as (_, pane, _):
        layout = pane.text_layout
        row = layout.row_of(pane.article.text.index("Paragraph 3"))
        text = layout.row_text(row)
        assert text is not None
        words = pane.article.text[slice(*text)]
        assert pane.row_seconds(row) == pytest.approx(60 * exact_minutes(words))
        assert layout.row(row - 1) == Row()
        assert pane.row_seconds(row - 1) == BLANK_SECONDS
        usual = pane.row_seconds(row)
        pane.words_per_minute *= 2
        assert pane.row_seconds(row) == pytest.approx(usual / 2)


async def test_another_article_a_click_and_another_pane_stop_it() -> None:
    async with moving() as (pilot, pane, clock):
        await pilot.click(pane, offset=(40, 5))
        assert not is_moving(pane)
        clock.now += RESTART_SECONDS
        pane.do_auto_scroll(1, "")
        assert is_moving(pane)
        pilot.app.set_focus(None)
        await pilot.pause()
        assert not is_moving(pane)
        clock.now += RESTART_SECONDS
        pane.do_auto_scroll(1, "")
        pane.forget_text()
        assert not is_moving(pane)


HOSTILE = (
    Paragraph(text="渡し船が来た。湖の上に霧が立っている。" * 30),
    Paragraph(text="א ב ג ערב טוב, هذا نص قصير with some English. " * 12),
    Paragraph(text="x" * 5_000),
    Paragraph(text="👩‍👩‍👧‍👦 cafe\u0301 naïve\u200b " * 40),
    Paragraph(text="\ufffc"),
)


@pytest.mark.parametrize("size", [(80, 24), (8, 3), (200, 60)])
async def test_text_of_any_script_on_any_screen_bears_all_of_it(size: tuple[int, int]) -> None:
    async with running(make(*HOSTILE), size=size) as (_, pane, pilot):
        steps = (
            pane.do_focus_paragraph,
            pane.do_ruler,
            *(pane.do_line_down,) * 9,
            pane.do_page_down,
            pane.do_follow_link,
            pane.do_auto_scroll,
            *(lambda count, argument: pane.pace(),) * 5,
            pane.do_stop_auto_scroll,
            pane.do_bottom,
            *(pane.do_line_up,) * 9,
            pane.do_previous_paragraph,
        )
        for step in steps:
            step(1, "")
            for y in range(pane.size.height):
                assert pane.render_line(y).cell_length == size[0]
        pane.find_while_typing("船")
        pane.go_to_percent(50)
        pane.jump_to(len(pane.article.text))
        await pilot.pause()


async def test_another_speed_gives_the_article_other_minutes() -> None:
    async with moving() as (_, pane, _):
        assert pane.minutes_left() == 4
        for _ in range(12):
            pane.do_faster(1, "")
        assert pane.words_per_minute == 480
        pane.stop_pace()
        assert pane.minutes_left() == 2
