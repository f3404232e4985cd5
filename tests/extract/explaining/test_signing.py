"""The rule made from a part: it holds on other articles, and takes nothing with it on this one."""

import pytest

from reader.extract.explaining.signing import Signable, Signer, line_patterns
from reader.extract.markup.tree import Element, elements, parse_page
from reader.extract.user_rules.signatures import LineSignature, fold_line, parse_signature

PAGE = (
    "<body><article class=css-1x2y3z><div class=story-body><p>a</p><p class=copy>b</p><p class='copy promo-7'>c</p>"
    "<ul class=links><li>d</li><li>e</li></ul><aside>f</aside><p>g</p></div><div class=related><p>h</p></div></article>"
)


def _signer(kept: str, lines: dict[str, str] | None = None) -> tuple[Signer, dict[str, int]]:
    """Parts are named by their letter; those in `kept` are kept."""
    parts: list[Signable] = []
    places: dict[str, int] = {}
    for element in elements(parse_page(PAGE)):
        letter = (element.text or "").strip()
        if letter:
            places[letter] = len(parts)
            line: list[Element] = [element, *element.iterancestors()]
            parts.append(
                Signable(line, (lines or {}).get(letter, f"Line {letter}"), letter in kept, element.tag != "aside")
            )
    return Signer(parts), places


def _sign(letter: str, kept: str, lines: dict[str, str] | None = None) -> str | None:
    signer, places = _signer(kept, lines)
    return signer.sign(places[letter])


def test_a_name_of_its_own_is_best() -> None:
    assert _sign("c", kept="abcg") == ".promo-*"


def test_a_name_shared_with_kept_text_is_passed_over() -> None:
    assert _sign("b", kept="abcg") == "text: Line b"


def test_a_name_shared_with_what_is_left_out_already_will_do() -> None:
    assert _sign("b", kept="abg") == ".copy"


def test_a_name_around_it_serves_where_it_has_none() -> None:
    assert _sign("h", kept="abcgh") == ".related p"


def test_lines_of_a_box_that_was_left_out_come_back_together() -> None:
    assert _sign("d", kept="abcg") == ".links li"


def test_a_plain_paragraph_left_out_among_kept_ones_is_named_by_its_words_if_others_are_left_out_too() -> None:
    assert _sign("g", kept="abc") == ".story-body p"
    assert _sign("g", kept="bc") == "text: Line g"


def test_a_nameless_element_is_named_by_tag_and_box() -> None:
    assert _sign("f", kept="abcg") == ".story-body aside"


def test_what_nothing_tells_apart_has_no_rule() -> None:
    assert _sign("d", kept="abcdeg", lines={"d": "* * *", "e": "* * *"}) is None
    assert _sign("b", kept="abcg", lines={"b": "Line x", "a": "Line x"}) is None


def test_a_whole_list_does_not_come_with_one_of_its_lines() -> None:
    page = parse_page("<body><ul class=ticker>" + "".join(f"<li>n{n}</li>" for n in range(30)) + "</ul><p>kept</p>")
    parts = [
        Signable([element, *element.iterancestors()], f"Story {element.text}", element.tag == "p")
        for element in elements(page, "li", "p")
    ]
    assert Signer(parts).sign(3) == "text: Story n3"


@pytest.mark.parametrize(
    ("line", "signature"),
    [
        ("Read also: Ferry runs again", "text: Read also: *"),
        ("関連記事：桟橋の上の駅", "text: 関連記事： *"),
        ("She said: “We start at nine.”", "text: She said: “We start at nine.”"),
        ("4 minutes to read", "text: # minutes to read"),
        ("At 18:25 the lights went out", "text: At # the lights went out"),
        ("Call C# * now", r"text: Call C\# \* now"),
        ("* * *", None),
        ("word " * 60, "text: " + "word " * 23 + "word*"),
    ],
)
def test_the_words_of_a_line(line: str, signature: str | None) -> None:
    found = next((pattern.signature for pattern in line_patterns(line)), None)
    assert found == signature
    for pattern in line_patterns(line):
        parsed = parse_signature(pattern.signature)
        assert isinstance(parsed, LineSignature)
        assert parsed.matches(fold_line(line))
        assert pattern.names(fold_line(line))
