"""Nothing is lost without a word: where a limit leaves something out, the article says that it was cut."""

import re

import pytest

from reader.extract.pipeline import extract
from reader.model.article import Article
from reader.model.blocks import Figure, Table
from reader.model.page import Cut, Page, PageForm, PageOrigin

SENTENCE = "<p>The keeper of the lock wrote down the height of the water each morning, and who went by, as ever.</p>"


def article(inside: str) -> Article:
    html = f"<title>The book of the lock</title><article><h1>The book of the lock</h1>{SENTENCE * 4}{inside}{SENTENCE}</article>"
    return extract(Page(content=html.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url="https://lock.example/a"))


def numbered(unit: str, count: int) -> str:
    return "".join(unit.replace("%", str(number)) for number in range(count))


def told(of: Article) -> set[str]:
    cells = " ".join(cell for block in of.blocks if isinstance(block, Table) for row in block.rows for cell in row)
    alts = " ".join(image.alt for block in of.blocks if isinstance(block, Figure) for image in block.images)
    return set(re.findall(r"number\d+", f"{of.text} {cells} {alts}"))


@pytest.mark.parametrize(
    ("before", "unit", "after", "most"),
    [
        ("<table><tr><th>a</th><th>b</th></tr>", "<tr><td>number%</td><td>cell</td></tr>", "</table>", 1_999),
        ("<table><tr>", "<td>number%</td>", "</tr><tr><td>a</td><td>b</td></tr></table>", 60),
        (
            "<figure>",
            '<img src="a%.jpg" alt="number% of the boats">',
            "<figcaption>The boats.</figcaption></figure>",
            300,
        ),
        ('<figure><img src="a.jpg">', "<figcaption>A boat called number%, at dawn.</figcaption>", "</figure>", 60),
    ],
    ids=["rows", "columns", "pictures", "captions"],
)
def test_what_has_more_than_is_read_is_said_to_be_cut(before: str, unit: str, after: str, most: int) -> None:
    whole, cut = (article(before + numbered(unit, count) + after) for count in (most, most + 1))
    assert not whole.is_cut
    assert len(told(whole)) == most
    assert cut.cut is Cut.PIECE


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ('<figure><img src="a.jpg"><figcaption>', "The boat number% is here. ", "</figcaption></figure>"),
        ("<p>It is <math>", "<mi>number%</mi><mo>+</mo>", "</math>, as she said.</p>"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>", "The boat number% is here. ", "</td><td>b</td></tr></table>"),
        ("<ul><li>", "The boat number% is here. ", "</li></ul>"),
        ("<p>Call <code>", "number% ", "</code></p>"),
    ],
    ids=["caption", "formula", "cell", "item", "code"],
)
def test_what_is_as_long_as_a_text_is_one(before: str, unit: str, after: str) -> None:
    of = article(before + numbered(unit, 400) + after)
    assert not of.is_cut
    assert len(told(of)) == 400


WORDS = "a word or two of what the picture shows, "


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        pytest.param('<figure><img src="a.jpg" alt="%"><figcaption>A boat.</figcaption></figure>', 1_000, id="figure"),
        pytest.param('<img src="a.jpg" width="600" height="400" alt="%">', 1_000, id="picture"),
        pytest.param(
            '<blockquote class="twitter-tweet"><p>%</p>&mdash; Ada (@ada) '
            '<a href="https://twitter.com/ada/status/12">1 May</a></blockquote>',
            2_000,
            id="post",
        ),
    ],
)
def test_words_in_place_of_something_that_are_shortened_are_said_to_be(unit: str, most: int) -> None:
    words = WORDS * (most // len(WORDS) + 1)
    assert not article(unit.replace("%", words[: most - 60].rstrip(", ") + ".")).is_cut
    assert article(unit.replace("%", words)).is_cut


ENDING = "<p>The last boat of the year went through the lock before noon.</p><p>The lamp went out.</p>"


@pytest.mark.parametrize("letters", [20_000, 400_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>", "</td><td>b</td></tr></table>"),
        *(
            (f"<{name}>", f"</{name}>")
            for name in ("h1", "h2", "li", "pre", "blockquote", "dt", "summary", "figcaption", "div")
        ),
        ("<p><b>", "</b></p>"),
        ("", ""),
    ],
)
def test_a_text_without_end_does_not_push_out_what_stands_around_it(before: str, after: str, letters: int) -> None:
    words = WORDS * (letters // len(WORDS))
    of = article(f"{before}{words}{after}{SENTENCE}{ENDING}")
    assert of.body.count("height of the water") == 6
    assert of.body.count("last boat") == of.body.count("The lamp went out.") == 1


def test_control_characters_in_a_text_without_end_take_nothing_from_it() -> None:
    of = article(f"<p>{WORDS}\x0c{WORDS * 100}</p>")
    assert not of.notes
    assert of.body.count("height of the water") == 5


def test_what_was_inserted_later_is_read_whatever_stands_in_it() -> None:
    assert "two boats" in article("<ins><p>Then came two boats, and a third that nobody had asked for.</p></ins>").body
