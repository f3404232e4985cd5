"""What never ends takes nothing of the page with it; where it has to, the page counts as cut."""

import pytest

from reader.extract.markup.unclosed import MAX_REPAIRS, close_unclosed
from reader.extract.pipeline import extract
from reader.model.article import Article
from reader.model.page import Cut, Page, PageForm, PageOrigin
from tests.work_limits import work_within

LINES = tuple(
    f"The keeper of lock number {number} wrote down the height of the water each morning, and who went by, as ever."
    for number in range(9)
)
LAST = "The lamp went out."


def article(junk: str, *, in_line: bool = False) -> Article:
    paragraphs = [f"<p>{line}</p>\n" for line in LINES]
    paragraphs[3] = f"<p>Nobody was seen {junk} {LINES[3]}</p>\n" if in_line else paragraphs[3] + junk
    head = "<title>The book of the locks</title><article><h1>The book of the locks</h1>"
    html = f"{head}{''.join(paragraphs)}<p>{LAST}</p></article>"
    return extract(Page(content=html.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url="https://lock.example/a"))


def lost(of: Article) -> list[str]:
    return [line for line in (*LINES, LAST) if of.body.count(line) != 1]


ENDLESS = {
    "quote": '<p class="x>',
    "single quote": "<p class='x>",
    "address": '<a href="https://lock.example/b>',
    "quote that a later one ends": '<p class="x>Boats.</p><img src="b.jpg">',
    "tag": "<p ",
    "tag with words": "<p the boats of the day and all who were in them",
    "declaration": "<!x never",
    "instruction": "<?php never",
    "end": "</ never",
    "cdata": "<![CDATA[ never",
    "script in a script": "<script><!-- document.write('<script>')</script>",
    "sidenote": '<span class="sidenote">',
    **{
        name: f"<{name}>"
        for name in (
            "textarea iframe noembed noframes xmp noscript template svg select object video audio canvas button del s strike"
            " rt rp aside nav footer dialog label map applet datalist menu form figure figcaption a b embed track"
        ).split()
    },
}


@pytest.mark.parametrize("in_line", [False, True], ids=["between", "within"])
@pytest.mark.parametrize("junk", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_takes_no_text_with_it(junk: str, *, in_line: bool) -> None:
    of = article(junk, in_line=in_line)
    assert not of.is_cut
    assert lost(of) == []


@pytest.mark.parametrize("junk", ["<!-- never", "<script>var a = 1;", "<style>p {}", "<!--[if IE]><p>Old.</p>"])
def test_a_page_whose_rest_nobody_can_read_is_cut(junk: str) -> None:
    of = article(junk)
    assert of.cut is Cut.UNCLOSED
    assert lost(of) == [*LINES[4:], LAST]


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a > b">x</p>',
        "<p title='<b>'>x</p>",
        "<a href=\"javascript:write('<p>')\">x</a>",
        "a < b and c > d, <3",
        "<!-- a -- b --> <!--> <!---> x",
        "<script>if (a <b) '<p class=\"'</script>",
        "<!DOCTYPE html [<!ENTITY a 'b'>]>",
        '<p ">x</p>',
        "<ruby>x<rt>y<rt>z</ruby>",
        "<svg/><img src=a.jpg><b>x</b>",
        "<b>" * 8 + "x" + "</b>" * 8,
    ],
)
def test_what_ends_stays_as_it_is(text: str) -> None:
    assert close_unclosed(text) == (text, False)


def test_a_link_ends_where_the_next_one_begins() -> None:
    assert close_unclosed("<a href=x>one <a href=y>two</a>").text == "<a href=x>one </a><a href=y>two</a>"
    far = "word " * 200
    assert close_unclosed(f"<a href=x>{far}<a href=y>two</a>").text == f" {far}<a href=y>two</a>"


@pytest.mark.parametrize("name", ["form", "figure", "aside", "label", "span", "del"])
def test_elements_in_hundreds_of_their_kind_are_none(name: str) -> None:
    of = article(f"<{name}>" * 3_000 + f"<p>{LINES[0].replace('0', '30')}</p>" + f"</{name}>" * 3_000)
    assert lost(of) == []
    assert "number 30 " in of.body


@pytest.mark.parametrize(
    "flood",
    [
        "<p ",
        '<p class="<p>" ',
        "<a href='",
        "<!--",
        "<![CDATA[",
        "</ ",
        "<script>",
        "<b>",
        '<p a="<p" b=',
        "<textarea>",
        "<? <",
    ],
)
def test_floods_are_gone_over_once(flood: str) -> None:
    with work_within(20):
        close_unclosed(flood * (3_000_000 // len(flood)))


def test_a_page_with_too_many_mistakes_is_cut() -> None:
    assert not close_unclosed("<p <b>x</b>" * MAX_REPAIRS).is_cut
    assert close_unclosed("<p <b>x</b>" * (MAX_REPAIRS + 2)).is_cut
