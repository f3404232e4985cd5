"""Notes in a page: Markdown set, nothing let through."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.html_note import note_to_html

_VOID = {"br", "hr"}
_KNOWN = {*_VOID, *"p ul ol li blockquote pre h4 h5 h6 a cite s strong em code".split()}


class Checker(HTMLParser):
    """Holds a piece of HTML to elements that nest, and to those that a note may have."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _KNOWN
        for name, value in attrs:
            assert name in ("href", "rel", "start")
            assert name != "href" or (value or "").lower().startswith(("http://", "https://", "mailto:"))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def checked(note: str) -> str:
    html = note_to_html(note)
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    return html


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("a *b* **c** `d` ~~e~~", "<p>a <em>b</em> <strong>c</strong> <code>d</code> <s>e</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Head", "<h4>Head</h4>"),
        (
            "[x *y*](https://a.example/?a=1&b=2)",
            '<p><a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer">x <em>y</em></a></p>',
        ),
        ("[[9f8a2c1b|Ferry <line>]]", "<p><cite>Ferry &lt;line&gt;</cite></p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("- a\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
        ("3. a\n- b", '<ol start="3">\n<li>\n<p>a</p>\n</li>\n</ol>\n<ul>\n<li>\n<p>b</p>\n</li>\n</ul>'),
        ("- [x] a", "<ul>\n<li>\n☑ \n<p>a</p>\n</li>\n</ul>"),
        ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
        ("```\n<b>\n```", "<pre>\n&lt;b&gt;</pre>"),
        ("---", "<hr>"),
    ],
)
def test_markdown_is_set(note: str, html: str) -> None:
    assert checked(note) == html


def test_lists_nest_inside_their_items() -> None:
    html = checked("- a\n  - b\n    1. c\n  - d\n- e\n  > f")
    assert html.count("<ul>") == html.count("</ul>") == 2
    assert html.count("<li>") == 5


@given(st.text("*_`~[]()<>#-+ 1.>\n\t\\a|!:/&\"'x", max_size=120))
def test_whatever_is_written_is_closed_and_safe(note: str) -> None:
    checked(note)


@given(st.lists(st.sampled_from(["- a", "  - b", "> c", "1. d", "", "    e", "```", "---", "# f", "> - g", "- > h"])))
def test_boxes_close_in_order(lines: list[str]) -> None:
    checked("\n".join(lines))
