"""Listings: their lines without the gutter, and the language."""

import pytest

from reader.extract.markup.preformatted import is_listing, language_of, read_code
from reader.extract.markup.tree import Element, parse_page

CODE = "let tide = 1;\nlet moon = 2;"


def _first(markup: str, tag: str = "pre") -> Element:
    return next(parse_page(f"<body>{markup}").iter(tag))


@pytest.mark.parametrize(
    "markup",
    [
        f"<pre>{CODE}</pre>",
        "<pre>let tide = 1;<br>let moon = 2;</pre>",
        '<pre><span class="lineno">1 </span>let tide = 1;\n<span class="lineno">2 </span>let moon = 2;</pre>',
        '<pre><code><div class="line">let tide = 1;</div><div class="line">let moon = 2;</div></code></pre>',
        '<pre class="prettyprint linenums"><ol class="linenums"><li>let tide = 1;</li><li>let moon = 2;</li></ol></pre>',
        '<pre class="line-numbers"><code><span class="kw">let</span> tide = 1;\nlet moon = 2;'
        '<span class="line-numbers-rows"><span></span></span></code></pre>',
    ],
    ids=["plain", "breaks", "numbers in spans", "a div a line", "an item a line", "numbers by style"],
)
def test_the_lines_are_as_they_stand(markup: str) -> None:
    assert read_code(_first(markup)) == CODE


def test_indents_stay() -> None:
    assert read_code(_first("<pre>\nif tide:\n    wait()\n\n    go()\n</pre>")) == "if tide:\n    wait()\n\n    go()"


def test_a_listing_with_a_gutter_is_code_and_no_table() -> None:
    table = _first(
        '<table><tbody>\n<tr>\n<td class="blob-num" data-line-number="1"></td>\n<td class="blob-code">let tide = 1;</td>\n</tr>\n'
        '<tr><td class="blob-num"></td><td class="blob-code">let moon = 2;</td></tr></tbody></table>',
        "table",
    )
    assert is_listing(table)
    assert read_code(table) == CODE
    assert not is_listing(_first("<table><tr><td>Holm<td>12</table>", "table"))


def test_numbers_beside_the_code_are_none() -> None:
    assert read_code(_first("<pre>7\n8\n9</pre>")) == ""
    assert read_code(_first("<pre>7\n9\n8</pre>")) == "7\n9\n8"


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<pre><code class="language-python">x</code></pre>', "python"),
        ('<pre class="lang-c++">x</pre>', "c++"),
        ('<div class="highlight highlight-source-rust"><pre>x</pre></div>', "rust"),
        ('<pre class="brush: java; gutter: true">x</pre>', "java"),
        ('<pre data-lang="Go">x</pre>', "go"),
        ('<figure data-language="toml"><pre>x</pre></figure>', "toml"),
        ('<pre class="sourceCode haskell">x</pre>', "haskell"),
        ('<pre lang="en-GB" class="language-plaintext">x</pre>', ""),
        ("<pre>x</pre>", ""),
    ],
)
def test_the_language_is_what_the_listing_says(markup: str, language: str) -> None:
    assert language_of(_first(markup)) == language
