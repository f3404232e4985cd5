"""How the text is set, by keys and as the settings say; what stands in a row that is not set letter by letter."""

import re

import pytest

from reader.layout.caret import Caret
from reader.library.config import Config
from reader.model.article import Article, Metadata
from reader.model.blocks import Paragraph, Span, SpanKind
from reader.tui.widgets import article_messages as asked
from tests.tui.test_article_pane import FILL, Bench, make, running, style_at

TEXT = (
    "The harbour commission announced on Thursday that the reconstruction of the northern breakwater would begin "
    "immediately, notwithstanding considerable disagreement about responsibility for maintenance. "
)
LONG = tuple(Paragraph(text=TEXT * 2) for _ in range(12))
ARABIC = "كتب سالم (الأول) رسالة لا يقرؤها أحد في 12 مارس، وقال word ثم مضى إلى البيت."


def english(*blocks: Paragraph) -> Article:
    return Article(metadata=Metadata(language="en"), blocks=blocks)


def body(app: Bench) -> list[str]:
    left = app.pane.left
    return [line[left : left + app.pane.text_layout.width].rstrip() for line in app.lines()]


async def test_lines_end_at_the_right_edge_and_words_are_divided() -> None:
    async with running(english(*LONG)) as (app, pane, pilot):
        ragged = body(app)
        pane.do_justify(1, "")
        await pilot.pause()
        assert pane.text_layout.width == 66
        full = [line for line in body(app) if len(line) == 66]
        assert len(full) > 12
        assert any(line.endswith("-") for line in full)
        assert (app.last(asked.SettingChosen).setting, app.last(asked.SettingChosen).value) == ("justify", True)
        pane.do_hyphenate(1, "")
        await pilot.pause()
        assert app.last(asked.SettingChosen).value == "off"
        assert not any(line.endswith("-") for line in body(app))
        pane.do_justify(1, "")
        assert body(app) == ragged


async def test_a_language_without_patterns_is_told_of() -> None:
    async with running(make(*FILL)) as (app, pane, pilot):
        pane.do_hyphenate(1, "")
        await pilot.pause()
        assert "not known" in app.last(asked.Noticed).text


async def test_paragraphs_are_parted_by_indents_and_the_place_stays() -> None:
    async with running(make(*FILL)) as (app, pane, pilot):
        pane.scroll_to_row(40)
        first = pane.first_offset
        line = pane.text_layout.row_of(first) - pane.top
        pane.do_indent_paragraphs(1, "")
        await pilot.pause()
        assert app.last(asked.SettingChosen).value == "indented"
        assert pane.text_layout.row_of(first) - pane.top == line
        assert [line for line in body(app) if line.startswith("  Paragraph")]
        assert "" not in body(app)


async def test_a_pane_is_set_as_the_settings_say() -> None:
    async with running(english(*LONG)) as (app, pane, _):
        pane.set_as({}, Config(measure=50, justify=True, hyphenate="off", paragraphs="indented"))
        assert pane.text_layout.width == 50
        lines = body(app)
        assert sum(len(line) == 50 for line in lines) > 8
        assert any(line.startswith("  The") for line in lines)
        assert not any(line.endswith("-") for line in lines)


@pytest.mark.parametrize("environ", [{}, {"VTE_VERSION": "7600"}, {"KITTY_WINDOW_ID": "1"}])
async def test_the_mouse_selects_what_it_goes_over_in_any_setting(environ: dict[str, str]) -> None:
    article = english(Paragraph(text=TEXT), Paragraph(text=ARABIC * 3))
    async with running(article) as (_, pane, pilot):
        pane.set_as(environ, Config(justify=True))
        await pilot.pause()
        for number in range(pane.text_layout.row_count):
            text = pane.text_layout.row_text(number)
            if text is None:
                continue
            for offset in range(text.start, text.end):
                on = pane.walk.on_letter(offset)
                cell = pane.text_layout.cell_of(on)
                under = pane.offset_under(pane.left + cell.x, cell.row - pane.top)
                assert pane.text_layout.cell_of(under) == cell


async def test_a_link_in_a_justified_row_is_drawn_where_it_is_found() -> None:
    word = "reconstruction"
    start = TEXT.index(word)
    spans = (Span(start=start, end=start + len(word), kind=SpanKind.LINK, target="https://gazette.example/"),)
    async with running(english(Paragraph(text=TEXT, spans=spans))) as (app, pane, _):
        pane.set_as({}, Config(justify=True, hyphenate="off", measure=60))
        assert style_at(app, word)[1]
        cell = pane.text_layout.cell_of(start)
        assert app.lines()[cell.row][pane.left + cell.x :].startswith(word)


async def test_a_caret_in_a_row_from_the_right_stands_on_its_letter() -> None:
    async with running(english(Paragraph(text=ARABIC))) as (app, pane, pilot):
        pane.set_as({}, Config())
        await pilot.pause()
        at = ARABIC.index("word")
        pane.show_caret(Caret(at))
        cell = pane.text_layout.cell_of(at)
        row = pane.render_line(cell.row)
        assert row.text[pane.left + cell.x :].startswith("word")
        ground = style_at(app, "word")[0]
        assert ground != style_at(app, "ord")[0]
        pane.show_caret(Caret(0))
        first = pane.text_layout.cell_of(0)
        assert first.x == pane.text_layout.width - 1


async def test_a_selection_over_both_directions_is_drawn_in_stretches() -> None:
    async with running(english(Paragraph(text=ARABIC))) as (app, pane, pilot):
        pane.set_as({}, Config())
        await pilot.pause()
        start = ARABIC.index("وقال")
        pane.show_caret(Caret(ARABIC.index("ord")), start)
        row = pane.text_layout.row_of(start)
        selected = [
            segment.text
            for segment in pane.render_line(row)
            if segment.style is not None and segment.style.bgcolor == pane.inks.select.bgcolor and segment.text.strip()
        ]
        drawn = "".join(selected)
        assert len(re.findall("[\ufb50-\ufefc]", drawn)) == 4
        assert "w" in drawn
        assert "rd" not in drawn
        assert app.pane.selected is not None
