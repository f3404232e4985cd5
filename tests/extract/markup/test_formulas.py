"""Formulas: each once, as a line that can be read."""

import pytest

from reader.extract.decision.segments import read_segments
from reader.extract.markup.formulas import is_formula, read_formula, read_formula_picture
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

TEX = '<annotation encoding="application/x-tex">{tex}</annotation>'


def _text(markup: str) -> str:
    body = parse_page(f"<body><p>{markup}</p>")
    return "|".join(segment.text for segment in read_segments(body, base="", rules=load_rules()))


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<math><semantics><mi>E</mi>" + TEX.format(tex="E=mc^{2}") + "</semantics></math>", "E=mc^2"),
        ('<math alttext="{\\displaystyle a\\times b}"><mi>a</mi></math>', "a×b"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn></math>", "x^2 = 4"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a+b)/2"),
        ("<math><msqrt><mi>y</mi></msqrt></math>", "√y"),
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mi>h</mi>'
            + TEX.format(tex="\\frac{h}{2}")
            + '</semantics></math></span><span class="katex-html" aria-hidden="true">h2</span></span>',
            "h/2",
        ),
        ('<img class="mwe-math-fallback-image-inline" alt="{\\displaystyle \\pi r^{2}}" src="/m.svg">', "πr^2"),
        ('<img class="latex" alt="\\sqrt{\\mathrm{depth}}" src="/m.png">', "√(depth)"),
    ],
    ids=[
        "annotation",
        "alttext",
        "script",
        "fraction",
        "root",
        "said twice",
        "picture of the wiki",
        "picture of a blog",
    ],
)
def test_a_formula_is_said_once(markup: str, line: str) -> None:
    assert _text(f"The depth is {markup} here.") == f"The depth is {line} here."


def test_a_picture_with_any_other_name_is_a_picture() -> None:
    (picture,) = parse_page('<body><img class="photo" alt="a+b" src="/a.jpg">').iter("img")
    assert read_formula_picture(picture) == ""


def test_what_holds_no_formula_is_read_as_text() -> None:
    (holder,) = parse_page('<body><span class="math-tex">five</span>').iter("span")
    assert is_formula(holder)
    assert read_formula(holder) == ""
    assert _text('<span class="math-tex">five</span> fathoms') == "five fathoms"


def test_unknown_commands_stay() -> None:
    assert _text('<math alttext="\\widetilde{x}+\\alpha"><mi>x</mi></math>') == "\\widetilde{x}+α"
