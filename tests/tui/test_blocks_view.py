"""Tables that move sideways, notes that open in place, code in its inks: what the pane's keys and the mouse do to them."""

from pathlib import Path

import pytest
from rich.style import Style
from textual import events

from reader.layout.caret import Caret
from reader.layout.footnotes import NOTE_BAR
from reader.library.library import Library
from reader.model.blocks import Block, Code, Paragraph, Span, SpanKind, Table
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.conftest import Run
from tests.tui.test_article_pane import FILL, NOTE, NOTED, Bench, here, make, mark, running, style_at

MONTHS = "January February March April May June July August September October November December".split()
BOOKS = Table(
    rows=(("Landing", *MONTHS), *(("Mill End", *(f"{month * 97}" for month in range(12))) for _ in range(4))),
    header_rows=1,
)
PLAIN_TABLE = Table(rows=(("Boat", "Built"), ("Petrel", "1931")), header_rows=1)


def head(app: Bench) -> str:
    return next(line for line in app.lines() if "Landing" in line).strip(" ▕")


async def test_a_wide_table_moves_by_columns_and_its_first_one_stays() -> None:
    async with running(make(BOOKS, *FILL)) as (app, pane, pilot):
        rows = pane.text_layout.row_count
        assert "January" in head(app)
        assert head(app).endswith("›")
        assert "‹" not in head(app)
        pane.do_table_right(2, "")
        assert "January" not in head(app)
        assert head(app).startswith("Landing  ‹ March")
        assert "March" in head(app)
        pane.do_table_left(1, "")
        assert "February" in head(app)
        pane.do_table_right(99, "")
        assert head(app).endswith("December")
        pane.do_table_right(1, "")
        await pilot.pause()
        assert app.last(asked.Noticed).text == "this is the table's last column"
        assert pane.text_layout.row_count == rows


async def test_of_notes_without_end_those_nearest_open_and_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.widgets.blocks_view.MOST_NOTES_OPEN", 4)
    said = [
        Paragraph(
            text=f"Sentence {n} has a note{n}.",
            spans=(Span(start=20 + len(str(n)), end=20 + 2 * len(str(n)), kind=SpanKind.LINK, target=f"#n{n}"),),
        )
        for n in range(10)
    ]
    notes = [Paragraph(text=f"{n} The note of sentence {n}.", names=(f"n{n}",)) for n in range(10)]
    async with running(make(*said, *notes)) as (app, pane, pilot):
        pane.set_here(pane.walk.sentence_at(pane.article.text.index("Sentence 5")))
        pane.do_all_notes(1, "")
        await pilot.pause()
        assert app.last(asked.Noticed).text == "4 of 10 notes are open, those nearest to here"
        assert [note.label for note in pane._open_notes] == ["3", "4", "5", "6"]


async def test_the_table_under_the_bar_moves_before_the_one_in_the_middle() -> None:
    other = Table(rows=tuple(("Other", *row[1:]) for row in BOOKS.rows), header_rows=1)
    async with running(make(BOOKS, other), size=(80, 40)) as (app, pane, _):
        pane.set_here(pane.walk.sentence_at(pane.article.text.index("Other")))
        pane.do_table_right(1, "")
        assert "January" in head(app)
        assert "January" not in next(line for line in app.lines() if "Other" in line)


async def test_where_no_table_is_wide_the_keys_say_so() -> None:
    async with running(make(PLAIN_TABLE)) as (app, pane, pilot):
        pane.do_table_right(1, "")
        await pilot.pause()
        assert app.last(asked.Noticed).text == "no table here is wider than the text"


async def test_a_place_found_in_a_hidden_column_is_brought_into_view() -> None:
    async with running(make(BOOKS, *FILL)) as (app, pane, _):
        pane.find("December")
        assert "December" in head(app)
        pane.find("Landing")
        assert "December" in head(app)  # the first column is always there: nothing moves


async def test_the_caret_draws_the_table_along() -> None:
    async with running(make(BOOKS, *FILL)) as (app, pane, _):
        pane.show_caret(Caret(pane.article.text.index("October")))
        assert "October" in head(app)
        pane.show_caret(Caret(pane.article.text.index("January")))
        assert "January" in head(app)


async def test_a_mark_in_a_hidden_column_shows_on_the_sign() -> None:
    article = make(BOOKS, *FILL)
    async with running(article, [mark(article, "December", 1)]) as (app, pane, _):
        sign, _ = style_at(app, "›")
        pane.do_table_right(99, "")
        found, _ = style_at(app, "December")
        assert sign == found


async def test_a_moved_table_stays_where_it_is_when_lines_change_their_length() -> None:
    async with running(make(BOOKS, *FILL)) as (app, pane, pilot):
        pane.do_table_right(3, "")
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert "April" in head(app)
        pane.show_article(make(BOOKS), minutes=1)
        assert "January" in head(app)


async def test_shift_and_the_wheel_move_the_table_under_the_pointer() -> None:
    async with running(make(BOOKS, *FILL)) as (app, pane, pilot):
        row = next(y for y, line in enumerate(app.lines()) if "Landing" in line)
        await pilot._post_mouse_events([events.MouseScrollDown], ArticlePane, (20, row), shift=True)
        assert "January" not in head(app)
        assert pane.top == 0


async def test_a_click_on_a_sign_moves_the_table() -> None:
    async with running(make(BOOKS, *FILL)) as (app, _pane, pilot):
        row = next(y for y, line in enumerate(app.lines()) if "Landing" in line)
        await pilot.click(ArticlePane, offset=(app.lines()[row].index("›"), row))
        assert "January" not in head(app)
        await pilot.click(ArticlePane, offset=(app.lines()[row].index("‹"), row))
        assert "January" in head(app)


# -- notes --------------------------------------------------------------------------------------------------------------
def bars(app: Bench) -> list[str]:
    return [line.strip(" ▕") for line in app.lines() if NOTE_BAR in line]


async def test_enter_opens_a_note_under_its_row_and_enter_closes_it() -> None:
    async with running(make(*FILL[:3], NOTED, *FILL, NOTE)) as (app, pane, _):
        pane.set_here(pane.walk.sentence_at(pane.article.text.index("The lake holds")))
        before = app.lines()
        pane.do_activate(1, "")
        assert bars(app) == [f"{NOTE_BAR} 1 Survey of 1954. Sheet 9 of eleven."]
        row = next(y for y, line in enumerate(app.lines()) if NOTE_BAR in line)
        assert "salt.¹" in app.lines()[row - 1]
        assert app.lines()[:row] == before[:row]
        assert here(pane).startswith("The lake holds")
        pane.do_activate(1, "")
        assert app.lines() == before


async def test_a_note_opened_by_a_click_is_closed_by_another_or_left() -> None:
    async with running(make(NOTED, *FILL, NOTE)) as (app, pane, pilot):
        cell = pane.text_layout.cell_of(pane.article.text.index("salt.1") + 5)
        for is_open in (True, False, True):
            await pilot.click(ArticlePane, offset=(pane.left + cell.x, cell.row - pane.top))
            assert bool(bars(app)) is is_open
        assert pane.close_notes()
        assert not bars(app)
        assert not pane.close_notes()


async def test_a_click_on_an_open_note_goes_to_where_it_stands_and_can_be_marked() -> None:
    async with running(make(NOTED, *FILL, NOTE)) as (app, pane, pilot):
        pane.do_all_notes(1, "")
        row = next(y for y, line in enumerate(app.lines()) if NOTE_BAR in line)
        assert pane.text_layout.note_at(pane.top + row) is not None
        assert pane.text_layout.note_at(pane.top + row - 1) is None
        await pilot.click(ArticlePane, offset=(pane.left + 8, row))
        assert here(pane).startswith("Survey of 1954.")
        pane.do_mark_paragraph(1, "")
        await pilot.pause()
        asked_for = app.last(asked.HighlightRequested)
        assert pane.article.text[asked_for.start : asked_for.end].startswith("Survey of 1954. Sheet 9")
        pane.do_jump_back(1, "")
        assert here(pane) != "Survey of 1954."


async def test_all_notes_open_and_close_and_offsets_stay() -> None:
    second = Paragraph(
        text="It is deep.*", spans=(Span(start=11, end=12, kind=SpanKind.LINK, target="#deep"),), names=("up",)
    )
    deep = Paragraph(text="* Eleven fathoms, in places.", names=("deep",))
    async with running(make(NOTED, second, NOTE, deep), size=(80, 40)) as (app, pane, pilot):
        cells = [pane.text_layout.cell_of(offset) for offset in range(len(pane.article.text))]
        pane.do_all_notes(1, "")
        assert [bar[:3] for bar in bars(app)] == [f"{NOTE_BAR} 1", f"{NOTE_BAR} *"]
        layout = pane.text_layout
        for offset in range(len(pane.article.text)):
            cell = layout.cell_of(offset)
            assert cell.x == cells[offset].x
            assert layout.cell_of(layout.offset_at(*cell)) == cell
        pane.do_all_notes(1, "")
        assert not bars(app)
        pane.show_article(make(*FILL), minutes=1)
        pane.do_all_notes(1, "")
        await pilot.pause()
        assert app.last(asked.Noticed).text == "this article has no notes"


async def test_a_note_below_the_screen_is_scrolled_to() -> None:
    async with running(make(*FILL[:8], NOTED, *FILL, NOTE)) as (app, pane, _):
        row = pane.text_layout.row_of(pane.article.text.index("The lake holds"))
        pane.scroll_to_row(row - pane.size.height + 1)
        pane.set_here(pane.walk.sentence_at(pane.article.text.index("The lake holds")))
        pane.do_activate(1, "")
        assert len(bars(app)) == 1


# -- code ---------------------------------------------------------------------------------------------------------------
def ink_of(app: Bench, word: str) -> Style:
    """Return the style of the first letter of a word on the screen."""
    strip = next(app.pane.render_line(y) for y, line in enumerate(app.lines()) if word in line)
    at = strip.text.index(word)
    [segment] = strip.crop(at, at + 1)
    assert segment.style is not None
    return segment.style


async def test_code_on_the_screen_gets_its_inks_and_other_code_waits() -> None:
    blocks: tuple[Block, ...] = (
        Code(text="def fare(): # free\n    ships += 1", language="python"),
        *FILL,
        Code(text="x", language="c"),
    )
    async with running(make(*blocks)) as (app, pane, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        keyword, name = ink_of(app, "def"), ink_of(app, "fare")
        assert keyword.bold
        assert not name.bold
        assert len({keyword.color, name.color, ink_of(app, "ships").color}) == 3
        assert list(pane._code_inks) == [2]


async def test_an_article_without_code_never_asks_what_its_letters_are() -> None:
    async with running(make(*FILL)) as (_, pane, pilot):
        pane.do_page_down(1, "")
        await pilot.pause()
        assert pane._code_inks == {}
        assert not list(pane.workers)


# -- on the screen ------------------------------------------------------------------------------------------------------
async def test_keys_reach_notes_and_tables_and_escape_closes_notes(run: Run, library: Library) -> None:
    page = library.add(str(Path(__file__).with_name("block_page.html"))).article_id
    async with run(opened=page) as running:
        await running.press("g", "F")
        assert running.text.count(NOTE_BAR) > 3
        await running.press("escape")
        assert NOTE_BAR not in running.text
        assert running.screen.has_article
        assert "January" in running.text
        await running.press("l")
        assert "January" not in running.text
        await running.press("h")
        assert "January" in running.text
