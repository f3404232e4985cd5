"""What a rule names: elements by a small part of CSS, lines by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.markup.tree import elements, parse_page
from reader.extract.user_rules.signatures import (
    ElementSignature,
    LineSignature,
    escape_line,
    fold_line,
    parse_signature,
)

PAGE = (
    '<body><div class="story-body wide" id="text"><p class="Promo_box__x7Gh2">a</p><aside class="facts" data-testid="fact-box">'
    '<ul><li class="promo-12">b</li></ul></aside></div><p class="promo">c</p>'
)


def _named(signature: str) -> list[str]:
    parsed = parse_signature(signature)
    assert isinstance(parsed, ElementSignature)
    return [str(element.tag) for element in elements(parse_page(PAGE)) if parsed.matches(element)]


@pytest.mark.parametrize(
    ("signature", "tags"),
    [
        ("aside", ["aside"]),
        (".facts", ["aside"]),
        ("#text", ["div"]),
        ("[data-testid=fact-box]", ["aside"]),
        ("[data-testid='fact-*']", ["aside"]),
        ("aside.facts", ["aside"]),
        ("p.facts", []),
        (".story-body.wide", ["div"]),
        (".story-body p", ["p"]),
        (".story-body .facts li", ["li"]),
        (".facts .story-body li", []),
        (".promo", ["p"]),
        (".promo-*", ["li"]),
        (".Promo_box__*", ["p"]),
        ("ASIDE", ["aside"]),
    ],
)
def test_elements_are_named_as_css_names_them(signature: str, tags: list[str]) -> None:
    assert _named(signature) == tags


@pytest.mark.parametrize(
    ("signature", "line", "is_named"),
    [
        ("text: Read also: *", "READ ALSO: the ferry runs again", True),
        ("text: Read also: *", "Read also:", True),
        ("text: Read also: *", "Please read also: this", False),
        ("text:Read   also", "read\u00a0also", True),
        ("text: # comments", "12,300 comments", True),
        ("text: # comments", "many comments", False),
        ("text: * minutes to read", "4 minutes to read", True),
        ("text: * minutes to read", "4 minutes to read it", False),
        ("text: By * in *", "By Oda Brandt in Valmere", True),
        ("text: aa * aa", "aa", False),
        (r"text: C\# \* news", "C# * news", True),
        (r"text: C\# \* news", "C5 x news", False),
        ("text: 関連記事 *", "関連記事 桟橋の駅", True),
    ],
)
def test_lines_are_named_by_their_words(signature: str, line: str, is_named: bool) -> None:
    parsed = parse_signature(signature)
    assert isinstance(parsed, LineSignature)
    assert parsed.matches(fold_line(line)) is is_named


@pytest.mark.parametrize(
    "signature", ["", "  ", "a > b", "p:hover", ".", "a,b", "[href=x]", ".*", "text:", "text: * # …", "x" * 500, "p..a"]
)
def test_what_says_nothing_is_refused_in_one_line(signature: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as caught:
        parse_signature(signature)
    assert "\n" not in str(caught.value)


def test_of_two_signatures_the_longer_says_more() -> None:
    weights = [parse_signature(text).weight for text in ("p", ".promo", "p.promo", ".box .promo", "#a .b p.c")]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)


@given(st.text(alphabet="ab C#*\\1é桟", min_size=1, max_size=60).filter(lambda text: any(c.isalpha() for c in text)))
def test_a_line_escaped_names_itself_and_itself_only(line: str) -> None:
    signature = parse_signature(f"text: {escape_line(line)}")
    assert signature.matches(fold_line(line))  # type: ignore[arg-type]  # a line's, by its mark
    assert not signature.matches(fold_line(line) + " and more")  # type: ignore[arg-type]  # as above


def test_a_hostile_line_costs_no_more_than_its_length() -> None:
    signature = parse_signature("text: *a#*b#*c#*d")
    assert isinstance(signature, LineSignature)
    assert len(fold_line("1" * 1_000_000)) <= 2_000
    assert not signature.matches(fold_line("a1" * 500_000))
