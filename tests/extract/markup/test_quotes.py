"""Pull quotes: what sets them apart, and whether they repeat the text."""

import pytest

from reader.extract.markup.quotes import RepeatedText, is_pull_quote
from reader.extract.markup.tree import parse_page

TEXT = "The harbour master had counted the boats twice, because the first number had seemed too good to be true."


@pytest.mark.parametrize(
    ("markup", "is_pull"),
    [
        ('<aside class="pullquote">She sang.</aside>', True),
        ('<div class="article__pull-quote">She sang.</div>', True),
        ('<figure class="wp-block-pullquote"><blockquote>She sang.</blockquote></figure>', True),
        ("<aside><blockquote>She sang all night.</blockquote><p>Hanna</p></aside>", True),
        ('<aside class="quote">She sang.</aside>', True),
        ('<blockquote class="quote">She sang.</blockquote>', False),
        ('<aside class="related">She sang.</aside>', False),
        ('<div class="pullquote"><h2>More</h2><ul><li>She sang.</ul></div>', False),
        (f'<div class="has-pullquote">{"She sang. " * 100}</div>', False),
        ('<div class="pullquote"></div>', False),
    ],
)
def test_what_the_page_sets_apart(markup: str, is_pull: bool) -> None:
    body = parse_page(f"<body>{markup}").find("body")
    assert body is not None
    assert is_pull_quote(body[0]) is is_pull


@pytest.mark.parametrize(
    ("quote", "resembles"),
    [
        ("“The first number had seemed too good to be true”", True),
        ("The harbour master counted the boats twice, because the first number had seemed too good", True),
        ("The first number", False),
        ("Nobody on the island had ever seen so many boats in one place, she said", False),
    ],
    ids=["letter for letter", "shortened", "too short", "its own words"],
)
def test_what_repeats_the_text(quote: str, resembles: bool) -> None:
    assert RepeatedText([TEXT, "Nobody slept."]).resembles(quote) is resembles
