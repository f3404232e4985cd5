"""The margin beside the text it belongs to: notes that are gone to, the pointer on either."""

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from reader.library.library import Library
from tests.loopback import page_html
from tests.tui.conftest import Run

LONG = " ".join(f"remark {number}" for number in range(24))


@pytest.fixture
def article_id(library: Library, tmp_path: Path) -> str:
    """A long article with a mark and a long note in every third paragraph."""
    path = tmp_path / "long.html"
    words = "the ferry crosses the lake at noon and comes back when the bell has rung twice "
    paragraphs = "".join(f"<p>Paragraph {number}: {words * 3}.</p>" for number in range(60))
    path.write_bytes(page_html("A long way").replace(b"</article>", f"{paragraphs}</article>".encode()))
    article_id = library.add(str(path)).article_id
    text = library.open_article(article_id).kept.article.text
    for number in range(0, 60, 3):
        start = text.index(f"Paragraph {number}:")
        library.annotate(article_id, start, start + 12, note=LONG)
    return article_id


async def test_the_end_of_a_note_that_one_goes_to_is_on_the_screen(run: Run, article_id: str) -> None:
    async with run(opened=article_id, size=(120, 40)) as running:
        await running.press("g", "g")
        article, margin = running.screen.article, running.screen.margin
        for _ in range(12):
            await running.press("]", "a")
            rows = margin.rows_of_focused()
            assert rows
            assert rows.start >= article.top
            assert rows.stop <= article.top + article.size.height
            assert "remark 23" in running.text


async def test_moving_by_sentences_never_scrolls_for_the_sake_of_a_note(run: Run, article_id: str) -> None:
    async with run(opened=article_id, size=(120, 40)) as running:
        await running.press("g", "g")
        article = running.screen.article
        while article.rows_of(article.here).stop + 1 < article.size.height:
            assert article.top == 0
            await running.press(")")


async def test_the_wheel_over_the_margin_moves_the_text(run: Run, article_id: str) -> None:
    async with run(opened=article_id, size=(120, 40)) as running:
        margin = running.screen.margin
        margin.post_message(MouseScrollDown(margin, 3, 9, 0, 1, 0, False, False, False))
        await running.settle()
        assert running.screen.article.top == 3


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_a_press_on_the_track_shows_the_text_there(run: Run, article_id: str, size: tuple[int, int]) -> None:
    async with run(opened=article_id, size=size) as running:
        article, margin = running.screen.article, running.screen.margin
        pane = article if article.has_track else margin
        await running.pilot.click(pane, offset=(pane.size.width - 1, pane.size.height - 1))
        await running.settle()
        assert article.top == article.text_layout.row_count - article.size.height
        await running.press("ctrl+o")
        assert article.first_offset < 600


async def test_what_was_found_lies_on_the_track_and_goes_with_it(run: Run, article_id: str) -> None:
    async with run(opened=article_id, size=(60, 24)) as running:
        article = running.screen.article
        marked = dict(article.track_spots())
        await running.press("/")
        await running.write("Paragraph 31")
        await running.press("enter")
        found = dict(article.track_spots())
        line = article.text_layout.row_of(article.here.start) * article.size.height // article.text_layout.row_count
        assert found[line] == "found here"
        await running.press("escape")
        assert dict(article.track_spots()) == marked
