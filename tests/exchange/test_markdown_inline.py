import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from reader.exchange.markdown_inline import Mark, escape, inline, link_target
from reader.model.blocks import Span, SpanKind

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = st.text(alphabet="ab1 \n*_`[]()<>&#=~|$^!-+.:;@\\/\"'{}%“é漢", max_size=40)


def shown(markdown: str) -> str:
    """What a reader of the rendered Markdown sees: the letters without tags, white space collapsed."""
    rendered = MARKDOWN.render(markdown)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", rendered)).replace("==", "").split())


def plain(text: str) -> str:
    return " ".join(text.split())


@given(HOSTILE)
def test_escaped_text_shows_letter_for_letter(text: str) -> None:
    rendered = MARKDOWN.render(escape(text.strip()))
    assert set(re.findall(r"</?(\w+)", rendered)) <= {"p", "br"}
    letters = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    assert plain(letters) == plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "1. not a list",
        "- not a list",
        "<script>alert(1)</script>",
        "[a](http://b.example)",
        "![a](http://b.example/a.png)",
        "snake_case_name and *stars*",
        "&amp; &#60; AT&T",
        "==no mark== and %%no comment%%",
        "a\n===\nb",
        "a | b\n--- | ---\n1 | 2",
        "    four spaces",
        "~~gone~~",
        "C# and #tag",
        "https://example.org/a_b_c",
    ],
)
def test_what_looks_like_markup_is_text(text: str) -> None:
    rendered = MARKDOWN.render(escape(text))
    assert set(re.findall(r"</?(\w+)", rendered)) <= {"p", "br"}
    assert plain(html.unescape(re.sub(r"<[^>]*>", "", rendered))) == plain(text)


def test_bare_addresses_and_tags_are_not_made_live() -> None:
    assert escape("see https://example.org, www.example.org or a@example.org #tag") == (
        "see https\\://example.org, www\\.example.org or a\\@example.org \\#tag"
    )


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, tuple[Span, ...], tuple[Mark, ...]]:
    text = draw(st.text(alphabet="ab1 *_`[<=#“é漢.,", min_size=1, max_size=30)).strip() or "a"
    ranges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = tuple(
        Span(start=start, end=end, kind=draw(st.sampled_from(SpanKind)), target="https://example.org/a")
        for start, end in draw(st.lists(ranges, max_size=4))
    )
    marks = tuple(Mark(start, end) for start, end in draw(st.lists(ranges, max_size=2)))
    return text, spans, marks


@given(spanned())
def test_spans_and_marks_lose_no_letter(case: tuple[str, tuple[Span, ...], tuple[Mark, ...]]) -> None:
    text, spans, marks = case
    assert shown(inline(text, spans, marks)).replace("=", "").replace(" ", "") == text.replace("=", "").replace(" ", "")


def test_spans_become_markdown() -> None:
    spans = (
        Span(start=0, end=4, kind=SpanKind.STRONG),
        Span(start=5, end=9, kind=SpanKind.EMPHASIS),
        Span(start=10, end=14, kind=SpanKind.CODE),
        Span(start=15, end=19, kind=SpanKind.LINK, target="https://example.org/a (b)"),
    )
    assert inline("bold soft code link", spans) == "**bold** _soft_ `code` [link](https://example.org/a%20%28b%29)"


def test_emphasis_inside_a_word_is_written_as_html() -> None:
    assert inline("unbelievable", [Span(start=2, end=7, kind=SpanKind.EMPHASIS)]) == "un<em>belie</em>vable"


def test_overlapping_marks_and_spans_nest() -> None:
    spans = [Span(start=0, end=7, kind=SpanKind.STRONG)]
    assert inline("one two three", spans, [Mark(4, 13, "1")]) == "**one** ==**two** three==[^1]"


def test_a_link_to_a_script_is_plain_text() -> None:
    span = Span(start=0, end=4, kind=SpanKind.LINK, target="javascript:alert(1)")
    assert inline("here", [span]) == "here"
    assert link_target("data:text/html,x") == ""


def test_a_target_cannot_end_its_brackets() -> None:
    assert link_target("https://a.example/)[x](javascript:1)\n<b>") == (
        "https://a.example/%29%5Bx%5D%28javascript:1%29%0A%3Cb%3E"
    )


def test_many_spans_cost_linear_time() -> None:
    text = "ab" * 5_000
    spans = [Span(start=at, end=at + 1, kind=SpanKind.STRONG) for at in range(0, len(text), 2)]
    assert inline(text, spans).count("strong") + inline(text, spans).count("**") >= len(spans)


@pytest.mark.parametrize(("text", "end"), [("sea(x)", 3), ("(x) sea", 0), ("  (x) sea", 0), ("sea:x", 3), ("  : x", 0)])
def test_what_stands_behind_a_footnote_makes_no_link_of_it(text: str, end: int) -> None:
    parser = MarkdownIt("commonmark").use(footnote_plugin)
    written = inline(text, marks=[Mark(0, end, "1"), Mark(0, end, "2")])
    tokens = [
        child for token in parser.parse(f"{written}\n\n[^1]: One.\n\n[^2]: Two.\n") for child in token.children or ()
    ]
    assert [token.meta["label"] for token in tokens if token.type == "footnote_ref"] == ["1", "2"]
    assert "".join(token.content for token in tokens).replace("=", "").startswith(text.strip())
    assert not any(token.type == "link_open" for token in tokens)
