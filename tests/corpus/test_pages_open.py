"""Every real page of the kit opens in the article pane and can be read to its end, wide and narrow.

Slow: `pytest -m slow tests/corpus`. Needs the measuring kit beside the project.
"""

import gzip
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from reader.library.examining import examine_page
from reader.library.resources import themes_folder
from reader.model.article import Article
from reader.model.kept import ArticleRecord, KeptArticle, ReadingState
from reader.model.page import Page, PageForm, PageOrigin
from reader.model.text import is_clean
from reader.tui.looks.themes import load_theme, to_textual
from reader.tui.widgets.article_pane import ArticlePane

KIT = Path(__file__).parents[3] / "shared" / "corpora"
CORPORA = os.environ.get("PRESSMARK_CORPORA", "fundus").split()
"""Which corpora to read; the environment may name more."""

MOST_PAGES_DOWN = 400

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not KIT.exists(), reason=f"the measuring kit is not at {KIT}"),
]


class Bench(App[None]):
    """The pane and nothing else."""

    CSS = "ArticlePane { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        self._paper = to_textual(load_theme(themes_folder() / "paper.toml"))
        super().__init__()
        self.register_theme(self._paper)
        self.theme = self._paper.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(self._paper.variables)

    def compose(self) -> ComposeResult:
        yield ArticlePane(id="article")


def pages(corpus: str) -> Iterator[tuple[str, Page]]:
    """Yield the pages of a corpus with their ids."""
    with (KIT / corpus / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            content = gzip.decompress((KIT / corpus / "pages" / f"{truth['id']}.html.gz").read_bytes())
            yield truth["id"], Page(content=content, form=PageForm.HTML, origin=PageOrigin.URL, url=truth["url"])


def keep(page_id: str, article: Article) -> KeptArticle:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    record = ArticleRecord(id=page_id, title=article.metadata.title, added=now, minutes=article.minutes)
    return KeptArticle(record=record, version_id="v1", article=article, state=ReadingState())


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
@pytest.mark.parametrize("corpus", CORPORA)
async def test_every_page_opens_and_can_be_read_to_its_end(corpus: str, size: tuple[int, int]) -> None:
    app = Bench()
    async with app.run_test(size=size) as pilot:
        pane = app.query_one(ArticlePane)
        for page_id, page in pages(corpus):
            article = examine_page(page, is_lenient=True)
            pane.show(keep(page_id, article), ())
            await pilot.pause()
            for _ in range(MOST_PAGES_DOWN):
                for y in range(pane.size.height):
                    strip = pane.render_line(y)
                    assert strip.cell_length == pane.size.width, page_id
                    assert is_clean(strip.text), page_id
                before = pane.first_offset, pane.top
                pane.do_page_down(1, "")
                await pilot.pause()
                if (pane.first_offset, pane.top) == before:
                    break
            assert pane.place_label() in ("end", ""), page_id
