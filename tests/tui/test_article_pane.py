"""The article pane by itself: what it draws, what keys and the mouse do in it, what it asks for."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image as Picture
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from reader.layout.caret import Caret
from reader.layout.layout import Layout
from reader.library.resources import themes_folder
from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, PlacedAnnotation, Selectors
from reader.model.article import Article, Metadata
from reader.model.blocks import (
    Block,
    Deck,
    Embed,
    Figure,
    FigureKind,
    Heading,
    Headline,
    Image,
    ListItem,
    Paragraph,
    Quote,
    Span,
    SpanKind,
)
from reader.model.dates import PageDate
from reader.model.kept import ArticleRecord, KeptArticle, ReadingState
from reader.tui.keys.actions import Mode
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.widgets import article_messages as asked
from reader.tui.widgets.article_pane import ArticlePane

NOW = datetime(2026, 3, 3, tzinfo=UTC)
FIRST = "The ferry will run again from April. The captain swore never to touch a wheel. She changed her mind."
SECOND = "See the minutes of the council, or the letter of the road lobby."
LINKED = Paragraph(
    text=SECOND,
    spans=(
        Span(start=8, end=15, kind=SpanKind.LINK, target="https://gazette.example/minutes"),
        Span(start=39, end=45, kind=SpanKind.LINK, target="https://gazette.example/letter"),
    ),
)
METADATA = Metadata(
    title="Ferry line to reopen",
    site="Hill Gazette",
    section="Lake",
    authors=("Oda Brandt",),
    place="Valmere",
    published=PageDate(value=date(2026, 3, 2)),
    updated=PageDate(value=datetime(2026, 3, 2, 18, 25)),
    url="https://gazette.example/ferry",
)
HEAD: tuple[Block, ...] = (Headline(text="Ferry line to reopen"), Deck(text="The reeds will have to go."))
FILL = tuple(
    Paragraph(text=f"Paragraph {n} has some words to fill a row. And a second one, [b]not bold[/b].") for n in range(60)
)
M = TypeVar("M", bound=Message)


def make(*blocks: Block) -> Article:
    return Article(metadata=METADATA, blocks=(*HEAD, *blocks))


def keep(article: Article, **state: object) -> KeptArticle:
    record = ArticleRecord(id="a1", title=article.metadata.title, added=NOW, minutes=4)
    return KeptArticle(record=record, version_id="v1", article=article, state=ReadingState(**state))  # type: ignore[arg-type]  # fields by name


def mark(
    article: Article, quote: str, number: int, *, colour: Colour = Colour.YELLOW, note: str = ""
) -> PlacedAnnotation:
    start = article.text.index(quote)
    selectors = Selectors(exact=quote, prefix="", suffix="", start=start, end=start + len(quote))
    annotation = Annotation(
        id=number, article_id="a1", created=NOW, updated=NOW, selectors=selectors, colour=colour, note=note
    )
    anchor = Anchor(state=AnchorState.ANCHORED, start=start, end=start + len(quote))
    return PlacedAnnotation(annotation=annotation, anchor=anchor)


class Bench(App[None]):
    """The pane and nothing else; keeps what it posts."""

    CSS = "ArticlePane { width: 1fr; height: 1fr; }"

    def __init__(self, theme: str = "paper") -> None:
        super().__init__()
        self.register_theme(to_textual(load_theme(themes_folder() / f"{theme}.toml")))
        self.theme = theme
        self.pane = ArticlePane()
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def keep_message(self, message: Message) -> None:
        self.posted.append(message)

    on_highlight_requested = on_note_requested = on_edit_requested = on_colour_requested = keep_message
    on_delete_requested = on_range_change_requested = on_annotation_focused = on_annotation_opened = keep_message
    on_picture_requested = on_link_requested = on_copy_requested = on_mark_set = on_setting_chosen = keep_message
    on_position_changed = on_window_changed = on_mode_changed = on_find_moved = on_noticed = keep_message

    def last(self, kind: type[M]) -> M:
        return next(message for message in reversed(self.posted) if isinstance(message, kind))

    def count(self, kind: type[Message]) -> int:
        return sum(isinstance(message, kind) for message in self.posted)

    def lines(self) -> list[str]:
        return [self.pane.render_line(y).text for y in range(self.pane.size.height)]


@asynccontextmanager
async def running(
    article: Article,
    annotations: Iterable[PlacedAnnotation] = (),
    *,
    size: tuple[int, int] = (80, 24),
    position: int = 0,
    theme: str = "paper",
) -> AsyncIterator[tuple[Bench, ArticlePane, Pilot[None]]]:
    app = Bench(theme)
    async with app.run_test(size=size) as pilot:
        app.pane.show(keep(article), tuple(annotations), position)
        app.pane.focus()
        await pilot.pause()
        yield app, app.pane, pilot


def here(pane: ArticlePane) -> str:
    return pane.article.text[slice(*pane.here)]


def mode(pane: ArticlePane) -> Mode:
    return pane.mode


def style_at(app: Bench, word: str) -> tuple[object, bool]:
    """Background and underline of the first letter of `word` on the screen."""
    for y in range(app.pane.size.height):
        strip = app.pane.render_line(y)
        at = strip.text.find(word)
        if at >= 0:
            segment = next(iter(strip.crop(at, at + 1)))
            assert segment.style is not None
            return segment.style.bgcolor, bool(segment.style.underline)
    raise AssertionError(f"{word!r} is not on the screen")


async def test_header_text_and_bar_stand_where_they_should() -> None:
    async with running(make(Paragraph(text=FIRST))) as (app, pane, _):
        lines = [line.rstrip() for line in app.lines()]
        left = " " * pane.left
        assert lines[1] == f"{left}Hill Gazette · Lake"
        assert lines[3].strip() == "▕ Ferry line to reopen"
        assert lines[6] == f"{left}Oda Brandt in Valmere · 2 Mar 2026, updated 18:25 · 4 min"
        assert lines[8].startswith(f"{left}The ferry will run")


async def test_outside_text_is_never_markup() -> None:
    async with running(make(*FILL)) as (app, _, _pilot):
        assert any("[b]not" in line for line in app.lines())


async def test_an_article_is_laid_out_for_its_first_frame_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ArticlePane] = []
    original = ArticlePane._make_layout

    def counted(pane: ArticlePane) -> Layout:
        made.append(pane)
        return original(pane)

    monkeypatch.setattr(ArticlePane, "_make_layout", counted)
    app = Bench()
    app.pane.show(keep(make(*FILL)), (), 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.pane._laid_size is not None
        assert len(made) <= 2


async def test_sentences_and_paragraphs_move_the_bar() -> None:
    async with running(make(Paragraph(text=FIRST), LINKED)) as (_, pane, _pilot):
        assert here(pane) == "Ferry line to reopen"
        pane.do_next_paragraph(2, "")
        assert here(pane) == "The ferry will run again from April."
        pane.do_next_sentence(2, "")
        assert here(pane) == "She changed her mind."
        pane.do_previous_sentence(1, "")
        assert here(pane) == "The captain swore never to touch a wheel."
        pane.do_previous_paragraph(1, "")
        assert here(pane) == "The ferry will run again from April."


async def test_moving_the_bar_repaints_its_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(make(*FILL)) as (_, pane, pilot):
        drawn: list[int] = []
        original = pane.make_lines

        def counted(ys: Sequence[int]) -> list[Strip]:
            drawn.extend(ys)
            return original(ys)

        monkeypatch.setattr(pane, "make_lines", counted)
        pane.do_next_paragraph(1, "")
        await pilot.pause()
        assert 0 < len(set(drawn)) <= 4


async def test_scrolling_takes_the_first_full_sentence_on_the_screen() -> None:
    async with running(make(*FILL)) as (_, pane, _pilot):
        pane.do_page_down(1, "")
        assert pane.top == pane.size.height - 2
        assert pane.here.start >= pane.first_offset
        assert pane.text_layout.row_of(pane.here.start) in pane.rows_shown


async def test_paging_costs_the_screen_however_long_the_text_is() -> None:
    article = make(*FILL * 50)
    async with running(article) as (_, pane, pilot):
        painted = pane._painter
        assert painted is not None
        before = len(painted._strips)
        pane.do_page_down(1, "")
        await pilot.pause()
        assert len(painted._strips) - before <= pane.size.height


async def test_ends_of_the_text() -> None:
    async with running(make(*FILL)) as (_, pane, _pilot):
        pane.do_bottom(1, "")
        assert pane.top == pane.text_layout.row_count - pane.size.height
        assert here(pane).startswith("And a second one")
        assert pane.place_label() == "end"
        assert pane.minutes_left() == 0
        pane.do_line_down(9, "")
        assert pane.place_label() == "end"
        pane.do_top(1, "")
        assert pane.top == 0
        assert pane.place_label() == "top"


@pytest.mark.parametrize("size", [(120, 40), (60, 24), (40, 10)])
async def test_the_line_at_the_top_stays_through_a_new_size(size: tuple[int, int]) -> None:
    async with running(make(*FILL)) as (_, pane, pilot):
        pane.scroll_to_row(60)
        offset = pane.first_offset
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert pane.text_layout.row_of(offset) in range(pane.top, pane.top + 2)
        assert pane.text_layout.row_of(offset) == pane.text_layout.row_of(pane.first_offset)


async def test_the_saved_position_is_at_the_top_again() -> None:
    article = make(*FILL)
    position = article.block_starts[30]
    async with running(article, position=position) as (_, pane, _pilot):
        assert pane.first_offset == position
        assert pane.here.start == position


async def test_position_is_told_once_when_the_article_is_left() -> None:
    async with running(make(*FILL)) as (app, pane, pilot):
        pane.do_page_down(2, "")
        pane.tell_position()
        pane.tell_position()
        await pilot.pause()
        told = app.last(asked.PositionChanged)
        assert told.offset == pane.first_offset
        assert told.furthest >= pane.last_offset
        assert app.count(asked.PositionChanged) == 1


async def test_a_highlight_is_drawn_at_once_and_rolled_back_if_it_failed() -> None:
    async with running(make(Paragraph(text=FIRST))) as (app, pane, pilot):
        plain = style_at(app, "ferry will")
        pane.do_next_paragraph(2, "")
        pane.do_highlight(1, "")
        await pilot.pause()
        request = app.last(asked.HighlightRequested)
        assert pane.article.text[request.start : request.end] == "The ferry will run again from April."
        assert request.colour is Colour.YELLOW
        assert style_at(app, "ferry will") == (pane.inks.marks["yellow"].bgcolor, True)
        pane.highlight_failed(request.token)
        assert style_at(app, "ferry will") == plain


async def test_a_saved_highlight_loses_its_underline_and_stays_when_it_comes_from_the_store() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article) as (app, pane, pilot):
        pane.do_next_paragraph(2, "")
        pane.do_highlight(1, "")
        await pilot.pause()
        pane.highlight_saved(app.last(asked.HighlightRequested).token, 7)
        yellow = (pane.inks.marks["yellow"].bgcolor, False)
        assert style_at(app, "ferry will") == yellow
        pane.set_annotations([mark(article, "The ferry will run again from April.", 7)])
        assert style_at(app, "ferry will") == yellow
        pane.set_annotations([])
        assert style_at(app, "ferry will")[0] == pane.inks.ground.bgcolor


async def test_a_digit_after_a_highlight_changes_its_colour_even_while_it_is_saved() -> None:
    async with running(make(Paragraph(text=FIRST))) as (app, pane, pilot):
        pane.do_highlight(1, "")
        pane.do_colour(1, "3")
        await pilot.pause()
        request = app.last(asked.HighlightRequested)
        assert not app.count(asked.ColourRequested)
        pane.highlight_saved(request.token, 7)
        await pilot.pause()
        assert (app.last(asked.ColourRequested).annotation_id, app.last(asked.ColourRequested).colour) == (
            7,
            Colour.BLUE,
        )
        pane.do_colour(1, "2")
        await pilot.pause()
        assert app.last(asked.ColourRequested).colour is Colour.GREEN
        pane.do_next_sentence(1, "")
        pane.do_highlight(1, "")
        await pilot.pause()
        assert app.last(asked.HighlightRequested).colour is Colour.GREEN


async def test_marks_that_overlap_mix_and_are_underlined() -> None:
    article = make(Paragraph(text=FIRST))
    marks = [mark(article, "ferry will run", 1), mark(article, "will run again", 2, colour=Colour.BLUE)]
    async with running(article, marks) as (app, pane, _):
        assert style_at(app, "ferry will") == (pane.inks.marks["yellow"].bgcolor, False)
        ground, is_underlined = style_at(app, "will run")
        assert is_underlined
        assert ground not in (pane.inks.marks["yellow"].bgcolor, pane.inks.marks["blue"].bgcolor)


async def test_without_colour_a_mark_is_underlined_and_signed_in_the_gutter() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article, [mark(article, "ferry will run", 1)], theme="plain") as (app, pane, _):
        assert style_at(app, "ferry will")[1]
        row = pane.text_layout.row_of(article.text.index("ferry will"))
        assert pane.render_line(row).text[pane.left - 3] == "▪"


async def test_a_pen_stands_where_a_note_begins_unless_the_margin_is_beside() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article, [mark(article, "ferry will run", 1, note="Who says?")]) as (_, pane, _pilot):
        row = pane.text_layout.row_of(article.text.index("ferry will"))
        assert "✎" in pane.render_line(row).text
        pane.has_pens = False
        assert "✎" not in pane.render_line(row).text


async def test_annotations_are_gone_to_grown_shrunk_edited_and_deleted() -> None:
    article = make(Paragraph(text=FIRST), *FILL)
    marks = [mark(article, "run again", 1), mark(article, "Paragraph 40 has", 2, note="x")]
    async with running(article, marks) as (app, pane, pilot):
        pane.do_next_annotation(1, "")
        await pilot.pause()
        assert app.last(asked.AnnotationFocused).annotation_id == 1
        pane.do_grow(2, "")
        pane.do_shrink(1, "")
        pane.ask_reshaped()
        await pilot.pause()
        (changed,) = [m for m in app.posted if isinstance(m, asked.RangeChangeRequested)]
        assert article.text[changed.start : changed.end] == "run again from"
        pane.do_next_annotation(1, "")
        assert here(pane).startswith("Paragraph 40")
        pane.do_edit_note(1, "")
        pane.do_delete_annotation(1, "")
        pane.do_next_annotation(1, "")
        await pilot.pause()
        assert app.last(asked.EditRequested).annotation_id == 2
        assert app.last(asked.DeleteRequested).annotation_id == 2
        assert app.last(asked.Noticed).text == "no mark below"
        pane.do_previous_annotation(1, "")
        found = pane.annotation_here()
        assert found is not None
        assert found.annotation.id == 1


async def test_a_note_is_asked_for_on_the_sentence_and_edited_on_a_mark() -> None:
    article = make(Paragraph(text=FIRST))
    async with running(article, [mark(article, "She changed her mind.", 5)]) as (app, pane, pilot):
        pane.do_next_paragraph(2, "")
        pane.do_annotate(1, "")
        pane.do_next_sentence(2, "")
        pane.do_annotate(1, "")
        await pilot.pause()
        request = app.last(asked.NoteRequested)
        assert article.text[request.start : request.end] == "The ferry will run again from April."
        assert app.last(asked.EditRequested).annotation_id == 5


async def test_caret_and_selection_by_keys_with_counts_end_in_a_highlight() -> None:
    async with running(make(Paragraph(text=FIRST))) as (app, pane, pilot):
        pane.do_next_paragraph(2, "")
        pane.do_caret(1, "")
        assert mode(pane) is Mode.CARET
        pane.do_caret_next_word(1, "")
        pane.do_select(1, "")
        pane.do_caret_word_end(3, "")
        assert pane.selected is not None
        assert pane.article.text[slice(*pane.selected)] == "ferry will run"
        pane.do_highlight(1, "")
        await pilot.pause()
        request = app.last(asked.HighlightRequested)
        assert pane.article.text[request.start : request.end] == "ferry will run"
        assert mode(pane) is Mode.READING
        assert here(pane) == "The ferry will run again from April."


async def test_a_selection_may_begin_at_the_first_letter_of_the_text() -> None:
    async with running(make(Paragraph(text=FIRST))) as (_, pane, _pilot):
        pane.do_caret(1, "")
        pane.do_select(1, "")
        pane.do_caret_word_end(1, "")
        assert pane.selected == (0, 5)
        pane.do_select(1, "")
        assert pane.selected is None


async def test_lines_are_selected_whole() -> None:
    async with running(make(Paragraph(text=FIRST))) as (_, pane, _pilot):
        pane.do_next_paragraph(2, "")
        pane.do_select_line(1, "")
        pane.do_caret_down(1, "")
        assert pane.selected is not None
        assert pane.article.text[slice(*pane.selected)] == FIRST


async def test_a_drag_selects_letters_and_can_be_marked() -> None:
    async with running(make(Paragraph(text=FIRST))) as (app, pane, pilot):
        row = pane.text_layout.row_of(pane.article.text.index("ferry will"))
        await pilot.mouse_down(pane, offset=(pane.left + 4, row))
        await pilot.hover(pane, offset=(pane.left + 12, row))
        await pilot.mouse_up(pane, offset=(pane.left + 12, row))
        assert pane.selected is not None
        assert pane.article.text[slice(*pane.selected)] == "ferry wil"
        pane.do_highlight(1, "")
        await pilot.pause()
        assert app.count(asked.HighlightRequested) == 1


async def test_clicks_select_a_word_a_paragraph_and_go_to_a_sentence() -> None:
    async with running(make(Paragraph(text=FIRST))) as (_, pane, pilot):
        row = pane.text_layout.row_of(pane.article.text.index("captain"))
        spot = (pane.left + pane.text_layout.cell_of(pane.article.text.index("captain")).x + 2, row)
        await pilot.click(pane, offset=spot)
        assert here(pane) == "The captain swore never to touch a wheel."
        await pilot.click(pane, offset=spot, times=2)
        assert pane.article.text[slice(*pane.target)] == "captain"
        await pilot.click(pane, offset=spot, times=3)
        assert pane.article.text[slice(*pane.target)] == FIRST
        await pilot.click(pane, offset=(spot[0] + 9, row))
        assert mode(pane) is Mode.READING


async def test_find_shows_all_hits_goes_round_and_comes_back() -> None:
    article = make(
        Paragraph(text="A café here."), *FILL, Paragraph(text="Another CAFE there, and the\nCafé\u2019s end.")
    )
    async with running(article) as (app, pane, pilot):
        start = pane.here
        pane.find_while_typing("cafe")
        await pilot.pause()
        assert (app.last(asked.FindMoved).index, app.last(asked.FindMoved).count) == (1, 3)
        assert style_at(app, "café")[0] == pane.inks.find_current.bgcolor
        pane.do_find_next(1, "")
        assert here(pane).startswith("Another CAFE")
        assert style_at(app, "Café")[0] == pane.inks.find.bgcolor
        pane.do_find_next(2, "")
        assert here(pane) == "A café here."
        pane.do_find_previous(1, "")
        assert here(pane).startswith("Café")
        pane.end_find()
        assert pane.here == start
        pane.find("the cafe's")
        await pilot.pause()
        assert app.last(asked.FindMoved).count == 1
        assert pane.leave_mode()
        assert not pane.leave_mode()
        pane.find("nowhere at all")
        await pilot.pause()
        assert app.last(asked.FindMoved).count == 0


async def test_link_hints_choose_a_link_and_one_link_needs_no_hint() -> None:
    async with running(make(LINKED)) as (app, pane, pilot):
        pane.do_follow_link(1, "")
        assert mode(pane) is Mode.HINTS
        row = pane.text_layout.row_of(pane.article.text.index("minutes"))
        assert "theaminutes" in pane.render_line(row).text  # on the space before it
        pane.do_choose_hint(1, "s")
        await pilot.pause()
        assert app.last(asked.LinkRequested).target == "https://gazette.example/letter"
        assert mode(pane) is Mode.READING
        pane.do_keep_link(1, "")
        assert pane.leave_mode()
        assert app.count(asked.LinkRequested) == 1


async def test_a_link_into_the_article_jumps_there_and_back() -> None:
    note = Heading(text="1. A footnote.", names=("note-1",))
    text = Paragraph(text="A claim.1", spans=(Span(start=8, end=9, kind=SpanKind.LINK, target="#note-1"),))
    async with running(make(text, *FILL, note)) as (app, pane, _):
        pane.do_next_paragraph(2, "")
        pane.do_follow_link(1, "")
        assert here(pane) == "1. A footnote."
        pane.do_jump_back(1, "")
        assert here(pane) == "A claim.1"
        pane.do_jump_forward(1, "")
        assert here(pane) == "1. A footnote."
        assert not app.count(asked.LinkRequested)


CLAIM = "Long ago nobody knew. The lake holds salt.1 More of it than before."
NOTED = Paragraph(
    text=CLAIM,
    spans=(
        Span(start=CLAIM.index("1"), end=CLAIM.index("1") + 1, kind=SpanKind.SUP),
        Span(start=CLAIM.index("1"), end=CLAIM.index("1") + 1, kind=SpanKind.LINK, target="#note-1"),
    ),
    names=("ref-1",),
)
NOTE_TEXT = "Survey of 1954. Sheet 9 of eleven. ↩"
NOTE = ListItem(
    text=NOTE_TEXT,
    number=1,
    names=("note-1",),
    spans=(Span(start=NOTE_TEXT.index("↩"), end=len(NOTE_TEXT), kind=SpanKind.LINK, target="#ref-1"),),
)


async def test_a_footnote_s_mark_leads_to_the_note_and_enter_there_comes_back() -> None:
    async with running(make(*FILL[:5], NOTED, *FILL[5:], NOTE, *FILL)) as (app, pane, pilot):
        pane.jump_to(pane.article.text.index("The lake holds"))
        await pilot.pause()
        pane.do_keep_link(1, "")
        assert here(pane) == "Survey of 1954."
        assert pane.text_layout.row_of(pane.here.start) in pane.rows_shown
        pane.do_activate(1, "")
        assert here(pane) == "The lake holds salt.1 More of it than before."
        pane.do_jump_back(1, "")
        assert here(pane) == "Survey of 1954."
        pane.do_jump_back(1, "")
        assert here(pane).startswith("The lake holds")
        assert not app.count(asked.LinkRequested)


async def test_a_click_on_a_footnote_s_way_back_jumps() -> None:
    async with running(make(NOTED, *FILL, NOTE)) as (_, pane, pilot):
        pane.do_bottom(1, "")
        cell = pane.text_layout.cell_of(pane.article.text.index("↩"))
        await pilot.click(ArticlePane, offset=(pane.left + cell.x, cell.row - pane.top))
        assert here(pane).startswith("The lake holds salt.")


async def test_letters_above_and_below_the_line_are_shown_so_and_stay_what_they_are() -> None:
    formula = "CO2 falls by 10-3 m2 a year, the 2nd time; xq stays."
    spans = [
        Span(start=start, end=end, kind=kind)
        for start, end, kind in (
            (2, 3, SpanKind.SUB),
            (15, 17, SpanKind.SUP),
            (19, 20, SpanKind.SUP),
            (34, 36, SpanKind.SUP),
            (43, 45, SpanKind.SUP),
        )
    ]
    async with running(make(Paragraph(text=formula, spans=tuple(spans)), NOTED)) as (app, pane, pilot):
        text = "\n".join(app.lines())
        assert "CO₂ falls by 10⁻³ m² a year, the 2ⁿᵈ time; xq stays." in text
        assert "The lake holds salt.¹" in text
        pane.do_next_paragraph(2, "")
        pane.do_copy_sentence(1, "")
        await pilot.pause()
        assert app.last(asked.CopyRequested).text == formula


async def test_going_on_by_sentences_passes_over_a_pull_quote() -> None:
    pull = Quote(text="A lake is turned.", is_pull=True)
    async with running(make(Paragraph(text="Before."), pull, Paragraph(text="After."))) as (_, pane, _pilot):
        pane.do_next_paragraph(2, "")
        pane.do_next_sentence(1, "")
        assert here(pane) == "After."
        pane.do_previous_sentence(1, "")
        assert here(pane) == "Before."
        pane.do_next_paragraph(1, "")
        assert here(pane) == "A lake is turned."


async def test_jumping_back_from_nowhere_is_left_to_others() -> None:
    async with running(make(*FILL)) as (_, pane, _pilot):
        assert pane.do_jump_back(1, "") is False


async def test_headings_and_named_places_are_gone_to() -> None:
    article = make(*FILL[:30], Heading(text="What it costs"), *FILL[30:])
    async with running(article) as (app, pane, pilot):
        pane.do_set_mark(1, "a")
        pane.do_next_heading(1, "")
        assert here(pane) == "What it costs"
        assert [(heading.text, heading.level) for heading in pane.headings()] == [("What it costs", 2)]
        pane.do_go_to_mark(1, "a")
        assert here(pane) == "Ferry line to reopen"
        pane.do_go_to_mark(1, "z")
        await pilot.pause()
        assert (app.last(asked.MarkSet).letter, app.last(asked.MarkSet).offset) == ("a", 0)
        assert "z" in app.last(asked.Noticed).text


async def test_copying_with_its_citation() -> None:
    async with running(make(Paragraph(text=FIRST))) as (app, pane, pilot):
        pane.do_next_paragraph(2, "")
        pane.do_copy_sentence(1, "")
        await pilot.pause()
        assert app.last(asked.CopyRequested).text == "The ferry will run again from April."
        pane.do_copy_citation(1, "")
        await pilot.pause()
        assert app.last(asked.CopyRequested).text.endswith(
            "— Oda Brandt, “Ferry line to reopen”, Hill Gazette, 2 Mar 2026. https://gazette.example/ferry"
        )


async def test_the_measure_changes_by_keys_within_bounds() -> None:
    async with running(make(*FILL), size=(120, 40)) as (app, pane, pilot):
        assert pane.text_layout.width == 66
        pane.do_wider(2, "")
        await pilot.pause()
        assert pane.text_layout.width == 70
        assert app.last(asked.SettingChosen).value == 70
        pane.do_narrower(99, "")
        assert pane.text_layout.width == 40
        pane.do_default_measure(1, "")
        assert pane.text_layout.width == 66


async def test_a_picture_is_decoded_behind_and_drawn_in_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Picture.new("RGB", (40, 20), (200, 30, 30)).save(path)
    figure = Figure(images=(Image(src="http://x/a.png", width=40, height=20),), caption="A boat.")
    async with running(make(figure)) as (app, pane, pilot):
        rows_before = pane.text_layout.row_count
        pane.set_pictures({"http://x/a.png": path}.get)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert pane.text_layout.row_count > rows_before
        row = pane.text_layout.block_rows(2)[0]
        segment = next(iter(pane.render_line(row).crop(pane.left, pane.left + 1)))
        assert segment.style is not None
        assert segment.style.bgcolor is not None
        assert segment.style.bgcolor.triplet == (200, 30, 30)
        pane.do_next_paragraph(2, "")
        pane.do_activate(1, "")
        await pilot.pause()
        assert app.last(asked.PictureRequested).figure == figure


async def test_a_broken_picture_says_its_alt_text(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    async with running(make(Figure(images=(Image(src="http://x/a.png", alt="A red boat"),)))) as (app, pane, pilot):
        pane.set_pictures({"http://x/a.png": path}.get)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("A red boat" in line for line in app.lines())


async def test_the_bar_stands_along_a_picture_without_words_and_enter_opens_an_embed() -> None:
    article = make(Embed(url="https://chatter.example/1", provider="Chatter", quote="Come and see."))
    async with running(article) as (app, pane, pilot):
        pane.do_next_paragraph(2, "")
        assert [y for y, line in enumerate(app.lines()) if "▕ " in line[: pane.left]] == [8, 9]
        pane.do_activate(1, "")
        await pilot.pause()
        request = app.last(asked.LinkRequested)
        assert (request.target, request.is_outside) == ("https://chatter.example/1", True)


async def test_enter_on_a_player_plays_it_even_if_its_still_is_here(tmp_path: Path) -> None:
    still = tmp_path / "a.png"
    Picture.new("RGB", (8, 8)).save(still)
    film = Figure(
        images=(Image(src="http://x/a.png"),),
        kind=FigureKind.VIDEO,
        title="A walk",
        url="https://media.example/walk.mp4",
    )
    async with running(make(film)) as (app, pane, pilot):
        pane.set_pictures({"http://x/a.png": still}.get)
        pane.do_next_paragraph(2, "")
        pane.do_activate(1, "")
        await pilot.pause()
        assert app.last(asked.LinkRequested).target == "https://media.example/walk.mp4"
        assert not app.count(asked.PictureRequested)


async def test_the_track_shows_where_marks_are() -> None:
    article = make(*FILL)
    async with running(article, [mark(article, "Paragraph 59", 1)]) as (app, pane, pilot):
        assert [line[-1] for line in app.lines()].count("▐") == 1
        pane.set_annotations([mark(article, "Paragraph 59", 1, note="why")])
        await pilot.pause()
        assert [line[-1] for line in app.lines()].count("▪") == 1
        pane.has_track = False
        assert all(line[-1] == " " for line in app.lines())


async def test_an_annotation_can_be_gone_to_before_the_first_frame() -> None:
    article = make(*FILL)
    placed = mark(article, "Paragraph 40", 4)
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(keep(article), [placed], 0)
        assert app.pane.go_to_annotation(4)
        await pilot.pause()
        assert here(app.pane).startswith("Paragraph 40")
        assert app.pane.text_layout.row_of(app.pane.here.start) in app.pane.rows_shown
        assert not app.pane.go_to_annotation(99)


async def test_a_new_theme_changes_the_colours() -> None:
    async with running(make(*FILL)) as (app, pane, pilot):
        before = pane.render_line(3).crop(10, 11)._segments[0].style
        app.register_theme(to_textual(load_theme(themes_folder() / "night.toml")))
        app.theme = "night"
        await pilot.pause()
        assert pane.render_line(3).crop(10, 11)._segments[0].style != before


async def test_nothing_happens_without_an_article() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.pane
        for name in dir(pane):
            if name.startswith("do_"):
                getattr(pane, name)(1, "a")
        pane.find("x")
        await pilot.pause()
        assert not app.count(asked.HighlightRequested)
        assert pane.caret in (None, Caret(0))


async def test_every_row_fills_the_pane_exactly() -> None:
    texts = ("渡し船が、十一年ぶりに。" * 9, "ستعود العبارة " * 20, "👩‍👩‍👧‍👦 and ❤️ " * 20, "x" * 500)
    article = make(*(Paragraph(text=text) for text in texts), *FILL)
    async with running(article, size=(61, 24)) as (_, pane, _pilot):
        pane.show_caret(Caret(article.text.index("船")), article.block_starts[-1])
        for top in (0, 15, 40):
            pane.scroll_to_row(top)
            for y in range(pane.size.height):
                strip = pane.render_line(y)
                assert strip.cell_length == sum(segment.cell_length for segment in strip) == 61


async def test_right_to_left_text_has_its_bar_and_its_header_at_the_right() -> None:
    arabic = "ستعود العبارة إلى العمل من جديد."
    metadata = Metadata(site="صدى الوادي")
    article = Article(metadata=metadata, blocks=(Headline(text=arabic), Paragraph(text=arabic)))
    async with running(article) as (app, pane, _):
        right = pane.left + pane.text_layout.width
        assert app.lines()[1][:-1].rstrip().endswith("صدى الوادي")
        assert app.lines()[1][:-1].rstrip() == app.lines()[1][:right]
        assert app.lines()[3][right] == "▕"


async def test_there_is_no_longer_line_than_the_pane_has_room_for() -> None:
    async with running(make(*FILL), size=(60, 24)) as (app, pane, pilot):
        pane.do_wider(1, "")
        await pilot.pause()
        assert "no room" in app.last(asked.Noticed).text
        assert pane.measure == 66


async def test_without_colour_pictures_are_words(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Picture.new("RGB", (40, 20), (200, 30, 30)).save(path)
    figure = Figure(images=(Image(src="http://x/a.png", alt="A red boat"),), caption="A boat.")
    async with running(make(figure), theme="plain") as (app, pane, pilot):
        pane.set_pictures({"http://x/a.png": path}.get)
        await pilot.pause()
        assert any("A red boat" in line for line in app.lines())
        app.register_theme(to_textual(load_theme(themes_folder() / "paper.toml")))
        app.theme = "paper"
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert not any("A red boat" in line for line in app.lines())


async def test_a_window_drawn_wider_and_narrower_again_does_not_wander_through_the_text() -> None:
    words = " ".join(f"word{number}" for number in range(4_000))
    async with running(make(Paragraph(text=words))) as (app, pane, pilot):
        pane.do_page_down(4, "")
        offset = pane.first_offset
        for width in (60, 71, 48, 90, 63, 77, 52, 81, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert pane.text_layout.row_of(offset) == pane.top
            assert pane.position == offset
        assert pane.first_offset == offset
        pane.tell_position()
        await pilot.pause()
        assert app.last(asked.PositionChanged).offset == offset
        pane.do_line_down(1, "")
        assert pane.position == pane.first_offset > offset
