"""An article that we export as Markdown and read again is the same article."""

from pathlib import Path

import pytest

from reader.exchange.markdown import article_to_markdown
from reader.extract.pipeline import extract
from reader.extract.text.markdown import extract_markdown
from reader.fetch.source import read_file

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"
PAGES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".html", ".md", ".txt"))
WITH_POSTS = {"salt-line"}
"""A quoted post is written as a quote, and read as one."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_export_read_again_is_the_same_article(path: Path) -> None:
    article = extract(read_file(path))
    again = extract_markdown(article_to_markdown(article), url=article.metadata.url)
    first, second = article.metadata, again.metadata
    assert (second.title, second.deck) == (first.title, first.deck)
    assert {*second.authors, *second.agencies} == {*first.authors, *first.agencies}
    if first.published is not None:
        assert second.published is not None
        assert second.published.isoformat() == first.published.isoformat()
    if path.parent.name not in WITH_POSTS:
        assert again.text == article.text
