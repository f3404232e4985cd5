"""The plan of the demo library: what `demo.toml` says, and that what it says is so."""

from pathlib import Path

import pytest

from reader.library.samples import DemoArticle, demo_plan, samples_folder
from reader.model.annotation import Colour
from reader.model.errors import ConfigError
from tests.samples.pages import expected, extracted

PLAN = demo_plan()


def test_the_ferry_story_comes_first_with_its_two_marks_and_its_note() -> None:
    ferry = PLAN.articles[0]
    assert ferry.page == samples_folder() / "ferry-line" / "index.html"
    assert [mark.colour for mark in ferry.marks] == [Colour.YELLOW, Colour.BLUE]
    assert ferry.note == "Ask for the minutes of the 2019 council."
    assert not ferry.is_read


def test_every_ink_has_a_meaning() -> None:
    assert dict(PLAN.meanings) == {
        Colour.YELLOW: "claim",
        Colour.GREEN: "source",
        Colour.BLUE: "evidence",
        Colour.PINK: "doubt",
        Colour.VIOLET: "idea",
    }


def test_the_articles_are_in_order_newest_first_and_each_once() -> None:
    ages = [article.added_minutes_ago for article in PLAN.articles]
    assert ages == sorted(set(ages))
    assert len({article.page for article in PLAN.articles}) == len(PLAN.articles)


def test_every_state_is_there_to_be_seen() -> None:
    states = PLAN.articles
    for field in ("is_read", "is_starred", "is_archived", "is_news", "tags", "progress", "marks", "note"):
        assert any(getattr(article, field) for article in states), field
        assert not all(getattr(article, field) for article in states), field


@pytest.mark.parametrize("article", PLAN.articles, ids=lambda article: article.page.parent.name)
def test_every_marked_quote_stands_exactly_once_in_its_article(article: DemoArticle) -> None:
    body = expected(article.page.parent / "expected.json")["body"]
    for mark in article.marks:
        assert body.count(mark.quote) == 1, mark.quote
        assert (
            "\n".join(block["text"] for block in extracted(article.page)["blocks"] if "text" in block).count(mark.quote)
            == 1
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[colours]", "articles"),
        ('[colours]\nyellow = "claim"\n[[articles]]\nadded = 1', "page"),
        ('[colours]\npurple = "claim"\n[[articles]]', "purple"),
        ("[colours", "demo.toml"),
    ],
)
def test_a_wrong_plan_is_told_of(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "demo.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=words):
        demo_plan(tmp_path)


def test_a_missing_plan_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"demo\.toml"):
        demo_plan(tmp_path)
