"""The words around an article."""

from datetime import date, datetime
from typing import Any

import pytest

from reader.layout.furniture import citation, furniture, join_names
from reader.model.article import Article, Metadata
from reader.model.blocks import Headline
from reader.model.dates import PageDate
from reader.model.page import Cut

DAY = PageDate(value=date(2026, 3, 2))


def byline(metadata: Metadata, minutes: int = 4) -> str:
    runs = furniture(Article(metadata=metadata, blocks=(Headline(text="T"),)), minutes).byline
    return "".join(run.text for run in runs).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (Metadata(), "4 min"),
        (Metadata(authors=("Oda Brandt",), published=DAY), "Oda Brandt · 2 Mar 2026 · 4 min"),
        (Metadata(authors=("A", "B", "C"), place="Valmere"), "A, B and C in Valmere · 4 min"),
        (Metadata(agencies=("Lakeside Press",), published=DAY), "Lakeside Press · 2 Mar 2026 · 4 min"),
        (Metadata(place="Valmere", published=DAY), "Valmere · 2 Mar 2026 · 4 min"),
        (Metadata(authors=("A",), agencies=("LP",)), "A · LP · 4 min"),
        (Metadata(updated=DAY), "updated 2 Mar 2026 · 4 min"),
        (Metadata(published=DAY, updated=DAY), "2 Mar 2026 · 4 min"),
        (
            Metadata(published=DAY, updated=PageDate(value=datetime(2026, 3, 2, 18, 25))),
            "2 Mar 2026, updated 18:25 · 4 min",
        ),
        (
            Metadata(published=DAY, updated=PageDate(value=date(2026, 3, 4))),
            "2 Mar 2026, updated 4 Mar 2026 · 4 min",
        ),
    ],
)
def test_bylines_say_what_is_known_and_nothing_else(metadata: Metadata, expected: str) -> None:
    assert byline(metadata) == expected


def test_crowds_of_authors_are_cut() -> None:
    assert join_names(tuple("ABCDE")) == "A, B, C, D and E"
    assert join_names(tuple("ABCDEF")) == "A, B, C, D and 2 others"
    assert join_names(()) == ""


def test_the_end_says_what_is_missing() -> None:
    def closing(**facts: object) -> str:
        article = Article(metadata=Metadata(), blocks=(), **facts)  # type: ignore[arg-type]  # fields by name
        return furniture(article, 1).closing[0].text

    assert closing() == "■"
    assert closing(cut=Cut.SIZE) == "The page is cut here: it is longer than Pressmark reads."
    assert closing(cut=Cut.CONNECTION) == (
        "The page is cut here: the connection broke off. Fetching it again may bring the rest."
    )
    assert closing(cut=Cut.UNKNOWN) == "The page is cut here. Fetching it again may bring the rest."
    assert closing(cut=Cut.PIECE).startswith("The page was cut: a table")  # what stands behind the table is here
    assert "beginning" in closing(is_partial=True)
    assert closing(next_pages=("http://x/2", "http://x/3")) == "2 more pages were not fetched."


def test_what_takes_hours_says_how_many() -> None:
    assert byline(Metadata(authors=("A",)), 958) == "A · 16 h"


@pytest.mark.parametrize("facts", [{"cut": Cut.DEADLINE}, {"is_partial": True}])
def test_the_byline_says_beforehand_that_an_article_is_not_whole(facts: dict[str, Any]) -> None:
    article = Article(metadata=Metadata(authors=("A",)), blocks=(), **facts)
    assert "".join(run.text for run in furniture(article, 4).byline).replace("\xa0", " ") == "A · 4 min · not whole"


@pytest.mark.parametrize("cut", Cut)
def test_every_cut_says_why_where_that_is_known(cut: Cut) -> None:
    assert bool(cut.reason) == (cut is not Cut.UNKNOWN)


def test_a_citation_leaves_out_what_is_unknown() -> None:
    assert citation(Article(metadata=Metadata(title="T", url="http://x/"), blocks=())) == "“T”. http://x/"
    assert citation(Article(metadata=Metadata(), blocks=())) == ""
