"""What a page, a step of the caret, an opening, a mark cost, counted: frames, rows made, lines of the margin, layouts, bytes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.layout import Layout
from reader.library.library import Library
from reader.model.annotation import Colour
from reader.tui.widgets import article_view, margin_notes, margin_pane
from reader.tui.widgets.margin_pane import MarginPane
from tests.loopback import page_html
from tests.tui.conftest import Run

COLOUR_BYTES = 60
"""Moving there, the colours of letters and ground, and taking them back."""


@pytest.fixture
def long_id(library: Library, tmp_path: Path) -> str:
    """A long article with a mark in each paragraph, and a note on every fifth of them."""
    path = tmp_path / "long.html"
    paragraphs = tuple(f"Paragraph {number} of the long read. " * 9 for number in range(80))
    path.write_bytes(page_html("A long read", paragraphs))
    article_id = library.add(str(path)).article_id
    text = library.open_article(article_id).kept.article.text
    for number in range(0, 80, 2):
        start = text.index(f"Paragraph {number} of")
        library.annotate(article_id, start, start + 20, colour=Colour.GREEN, note="Why?" if number % 10 == 0 else "")
    return article_id


async def test_a_page_is_one_frame(run: Run, long_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_view, "_REST_SECONDS", 3_600.0)  # saving the place draws its article's row in the list
    async with run(opened=long_id) as running:
        await running.until(lambda: running.screen.is_booked)
        await running.press("space")
        compositor, frames = running.screen._compositor, 0
        original = compositor.render_update

        def counted(*arguments: Any, **options: Any) -> Any:
            nonlocal frames
            update = original(*arguments, **options)
            frames += update is not None
            return update

        monkeypatch.setattr(compositor, "render_update", counted)
        for page in range(1, 6):
            await running.press("space")
            assert frames == page


async def test_the_margin_draws_the_lines_that_a_page_changes(
    run: Run, long_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=long_id) as running:
        await running.press("space")
        margin, height = running.screen.margin, running.screen.margin.size.height
        before = margin.make_lines(range(height))
        drawn: list[Region] = []
        monkeypatch.setattr(Widget, "refresh", _recording(Widget.refresh, drawn))
        await running.press("space")
        after = margin.make_lines(range(height))
        changed = {y for y in range(height) if before[y] != after[y]}
        assert 0 < len(changed) < height // 2
        assert {y for region in drawn for y in region.line_range} == changed


def _recording(original: Callable[..., Widget], drawn: list[Region]) -> Callable[..., Widget]:
    def refresh(widget: Widget, *regions: Region, **options: Any) -> Widget:
        if isinstance(widget, MarginPane):
            drawn.extend(regions or [widget.size.region])
        return original(widget, *regions, **options)

    return refresh


async def test_a_step_of_the_caret_makes_two_rows_at_most(
    run: Run, long_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=long_id) as running:
        await running.press("space", "v")
        pane = running.screen.article
        made: list[int] = []
        original = pane.make_lines

        def counted(ys: Sequence[int]) -> list[Strip]:
            made.extend(ys)
            return original(ys)

        monkeypatch.setattr(pane, "make_lines", counted)
        await running.press("l")
        assert 0 < len(made) <= 2


async def test_a_page_of_the_article_takes_hardly_more_bytes_than_its_letters(run: Run, long_id: str) -> None:
    async with run(opened=long_id) as running:
        await running.press("space")
        pane = running.screen.article
        lines = pane.render_lines(pane.size.region)
        written = sum(len(line.render(running.app.console)) for line in lines)
        marked = sum(len(list(line)) > 1 for line in lines)
        assert written <= pane.size.height * (pane.size.width + COLOUR_BYTES) + marked * 2 * COLOUR_BYTES


async def test_rows_go_to_the_screen_as_the_objects_that_were_painted(run: Run, long_id: str) -> None:
    async with run(opened=long_id) as running:
        pane = running.screen.article
        first = pane.render_lines(pane.size.region)
        assert all(line is again for line, again in zip(first, pane.render_lines(pane.size.region), strict=True))
        top = pane.top
        await running.press("space", "b")
        assert pane.top == top
        back = pane.render_lines(pane.size.region)
        assert sum(line is again for line, again in zip(first, back, strict=True)) > pane.size.height // 2


async def test_an_article_is_laid_out_once_when_it_is_opened_from_the_list(
    run: Run, long_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []

    def counted(article: Any, setting: Any, *made: Any) -> Layout:
        widths.append(setting.width)
        return Layout(article, setting, *made)

    monkeypatch.setattr(article_view, "Layout", counted)
    async with run() as running:
        await running.press("enter")
        await running.until(lambda: running.screen.has_article and running.screen.article.is_laid_out)
        await running.settle()
        assert len(widths) == 1


async def test_a_mark_sets_no_other_note_and_measures_no_other_line_anew(
    run: Run, long_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=long_id) as running:
        await running.press("space", "}")
        await running.settle()
        set_anew: list[object] = []
        measured: list[object] = []
        monkeypatch.setattr(margin_pane, "note_lines", _counting(margin_notes.note_lines, set_anew))
        layout = running.screen.article.text_layout
        monkeypatch.setattr(layout, "row_of", _counting(layout.row_of, measured))
        made = len(running.screen.article.annotations)
        await running.press("H")
        await running.until(lambda: len(running.screen.article.annotations) > made)
        await running.settle()
        starts = {
            placed.anchor.start
            for placed in running.screen.margin.notes
            if placed.anchor is not None and placed.annotation.id != running.screen.margin.focused_id
        }
        assert set_anew == []
        assert not starts.intersection(measured)


def _counting(original: Callable[..., Any], asked: list[object]) -> Callable[..., Any]:
    def counted(first: object, *arguments: Any, **options: Any) -> Any:
        asked.append(first)
        return original(first, *arguments, **options)

    return counted


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_kept_is_what_would_be_drawn(run: Run, long_id: str, size: tuple[int, int]) -> None:
    async with run(opened=long_id, size=size) as running:
        for keys in (("space",), ("j", "j"), ("v", "w", "v", "e"), ("esc",), (")",), ("]a",), ("G",), ("b", "b")):
            await running.press(*keys)
            for pane in (running.screen.article, running.screen.margin):
                if pane.display:
                    kept = pane.render_lines(pane.size.region)
                    anew = pane.make_lines(range(pane.size.height))
                    assert [line.text for line in kept] == [line.text for line in anew]
                    assert kept == anew
