"""Recipes: what the page's data call an ingredient or a step, in the forms that schema.org has for it."""

import json
from typing import Any

import pytest

from reader.extract.decision.recipes import MAX_LINES, marked_lines, read_recipe
from reader.extract.markup.tree import elements, parse_page, text_of
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.page import Page, PageForm, PageOrigin

LINES = ["200 g rye flour", "1 egg", "Stir the flour into the egg", "Bake it till dark"]


def _page(data: Any, body: str = "") -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script><body>{body}'


def _body(markup: str) -> list[str]:
    page = Page(content=markup.encode(), form=PageForm.HTML, origin=PageOrigin.FILE)
    return extract(page, options=ExtractOptions(is_lenient=True)).body.split("\n\n")


@pytest.mark.parametrize(
    "instructions",
    [
        LINES[2:],
        "\n".join(LINES[2:]),
        [{"@type": "HowToStep", "text": line} for line in LINES[2:]],
        [{"@type": "HowToSection", "itemListElement": [{"@type": "HowToStep", "text": line} for line in LINES[2:]]}],
    ],
)
def test_steps_are_read_in_all_their_forms(instructions: Any) -> None:
    data = {"@graph": [{"@type": ["Recipe"], "recipeIngredient": LINES[:2], "recipeInstructions": instructions}]}
    assert set(LINES) <= set(read_recipe(parse_page(_page(data))))


def test_what_is_no_recipe_has_no_lines() -> None:
    assert read_recipe(parse_page(_page({"@type": "NewsArticle", "step": ["Bake it"]}))) == ()


def test_a_flood_of_steps_is_cut() -> None:
    data = {"@type": "Recipe", "recipeInstructions": [f"Step {number}" for number in range(5_000)]}
    assert len(read_recipe(parse_page(_page(data)))) == MAX_LINES


def test_microdata_mark_a_line_and_all_that_is_in_it() -> None:
    root = parse_page('<body><ul><li itemprop="recipeIngredient"><b>1</b> <i>egg</i></li><li>Shop now</li></ul>')
    marked = marked_lines(root)
    assert {text_of(element) for element in elements(root, "b", "i", "li") if element in marked} == {
        "1",
        "egg",
        "1 egg",
    }


def test_short_lines_of_a_recipe_are_kept_with_their_headings() -> None:
    site = "https://bread.example"
    cards = "".join(
        f'<div class="card"><h3><a href="{site}/{n}">Another bread, number {n}</a></h3></div>' for n in range(6)
    )
    grid = "".join(f'<div class="cell">{line}</div>' for line in LINES[:2])
    steps = "".join(f'<div class="cell">{line}</div>' for line in LINES[2:])
    body = (
        f"<h1>Dark bread</h1><div class=row><h2>What you need</h2>{grid}</div>"
        f"<div class=row><h2>What to do</h2>{steps}</div><h2>More bread</h2>{cards}"
    )
    data = {"@type": "Recipe", "name": "Dark bread", "recipeIngredient": LINES[:2], "recipeInstructions": LINES[2:]}
    found = _body(_page(data, body))
    assert [line for line in found if line in LINES] == LINES
    assert {"What you need", "What to do"} <= set(found)
    assert not [line for line in found if line.startswith("Another bread")]
