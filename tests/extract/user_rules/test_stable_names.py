"""Names that hold on the other articles of a site, told from what a build or a counter made."""

import pytest

from reader.extract.markup.tree import elements, parse_page
from reader.extract.user_rules.stable_names import stable_name, stable_selectors


@pytest.mark.parametrize(
    ("name", "stable"),
    [
        ("related", "related"),
        ("article-body__content", "article-body__content"),
        ("articleBodyText", "articleBodyText"),
        ("related-7f3a9", "related-*"),
        ("Story_body__x7Gh2", "Story_body__*"),
        ("ArticleBody_root__kLmNp", "ArticleBody_root__*"),
        ("Lead_lead-text__wd_PA", "Lead_lead-text__*"),
        ("Source_title__Bavnq", "Source_title__*"),
        ("block__title", "block__title"),
        ("Card__Image", "Card__Image"),
        ("css-1x2y3z-Related", "css-*-Related"),
        ("ad-slot-12", "ad-slot-*"),
        ("article-12345-related", "article-*-related"),
        ("headline2", "headline*"),
        ("zusammenhänge", "zusammenhänge"),
    ],
)
def test_hashes_and_numbers_become_stars(name: str, stable: str) -> None:
    assert stable_name(name) == stable


@pytest.mark.parametrize(
    "name",
    [
        "css-1x2y3z",
        "sc-bdVaJa",
        "svelte-abc123",
        "cEiapl",
        "_1a2b3c",
        "mt-4",
        "col-6",
        "flex",
        "container",
        "text-center",
        "is-open",
        "visually-hidden",
        "sr-only",
        "category-politics",
        "md:w-1/2",
        "h2",
        "12",
        "x" * 200,
        "",
    ],
)
def test_what_names_a_look_a_state_or_a_build_is_no_name(name: str) -> None:
    assert stable_name(name) == ""


def test_selectors_of_an_element() -> None:
    markup = '<body><p data-testid="promo-box" id="p7" class="css-1x2y3z lead lead-7 mt-4">'
    element = next(elements(parse_page(markup), "p"))
    assert list(stable_selectors(element)) == ["[data-testid=promo-box]", ".lead", ".lead-*"]
