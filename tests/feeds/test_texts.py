"""Titles without their markup, and bodies with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds import texts
from reader.feeds.texts import cut_html, html_of, plain_text
from reader.model.text import is_clean


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<b>bold</b> &amp; plain", "bold & plain"),
        ("AT&amp;amp;T", "AT&T"),
        ("Fish & Chips &amp;#8217;s", "Fish & Chips ’s"),
        ("a < b > c", "a < b > c"),
        ("List<T> of <em>x</em>", "List<T> of x"),
        ("&lt;b&gt;x&lt;/b&gt;", "x"),
        ("Using the &lt;i&gt; tag", "Using the <i> tag"),
        ("two <script>run()</script> <img src=x onerror=run()>", "two"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("one<br/>two", "one two"),
        ('<a title="1 > 0" href=x>one</a>', "one"),
        ("[bold]loud[/bold] [@click=app.quit]x[/]", "[bold]loud[/bold] [@click=app.quit]x[/]"),
        ("a <!-- quiet --> b", "a b"),
        ("\x1b]0;owned\x07kept \u202e", "kept"),
    ],
)
def test_titles_say_what_their_markup_says(markup: str, said: str) -> None:
    assert plain_text(markup) == said


def test_plain_titles_keep_what_looks_like_markup() -> None:
    assert plain_text("Use of the <b> tag", is_text=True) == "Use of the <b> tag"
    assert plain_text("Use of <b>bold</b>", is_text=True) == "Use of bold"  # escaped once too often


def test_plain_bodies_become_paragraphs() -> None:
    assert html_of("1 < 2\nline\n\nnext", "text/plain") == "<p>1 &lt; 2<br>line</p><p>next</p>"


def test_plain_bodies_that_say_nothing_of_it_keep_their_paragraphs() -> None:
    assert html_of("one\ntwo &amp; three\n\nfour") == "<p>one\ntwo &amp; three</p><p>four</p>"
    assert html_of("one\ntwo") == "one\ntwo"


def test_bodies_that_call_themselves_plain_and_are_html_stay_html() -> None:
    assert html_of("<p>One</p>", "text/plain") == "<p>One</p>"


def test_long_bodies_are_cut_between_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MAX_TEXT_LETTERS", 20)
    assert cut_html("<p>one two</p><p class=long>three</p>") == "<p>one two</p>"
    assert cut_html("one two three four five six") == "one two three four"


@given(st.text(max_size=300))
def test_whatever_comes_is_a_clean_line(text: str) -> None:
    said = plain_text(text)
    assert is_clean(said)
    assert "\n" not in said
    assert len(said) <= texts.MAX_TITLE_LETTERS
