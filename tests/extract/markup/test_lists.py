"""The numbers of items, and what a question is."""

import pytest

from reader.extract.markup.lists import OpenList, is_question
from reader.extract.markup.tree import parse_page


def _numbers(markup: str) -> list[int]:
    holder = next(parse_page(f"<body>{markup}").iter("ol"))
    counter = OpenList(holder)
    return [counter.number(item) for item in holder.iter("li")]


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        ("<ol><li>a<li>b</ol>", [1, 2]),
        ("<ol start=0><li>a<li>b</ol>", [0, 1]),
        ("<ol start=-2><li>a<li>b</ol>", [-2, -1]),
        ("<ol reversed><li>a<li>b<li>c</ol>", [3, 2, 1]),
        ("<ol reversed start=10><li>a<li>b</ol>", [10, 9]),
        ("<ol><li value=5>a<li>b<li value=2>c<li>d</ol>", [5, 6, 2, 3]),
        ("<ol start=x><li value=''>a<li value=99999999>b</ol>", [1, 2]),
    ],
)
def test_items_count_as_browsers_count_them(markup: str, numbers: list[int]) -> None:
    assert _numbers(markup) == numbers


@pytest.mark.parametrize("text", ["Why?", "「なぜ？」", "لماذا؟", "Γιατί;", "Why? ”"])
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["", "Because.", "first; second;", "Why? Because."])
def test_no_questions(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    ("terms", "asks"), [("<dt>Why?<dd>So.<dt>When?<dd>Now.", True), ("<dt>Tide<dd>Water.<dt>Why?<dd>So.", False)]
)
def test_a_list_asks_if_most_of_its_terms_do(terms: str, asks: bool) -> None:
    assert OpenList(next(parse_page(f"<body><dl>{terms}</dl>").iter("dl"))).asks is asks
