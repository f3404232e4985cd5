"""Reasons in words: the words exist for what is weighed, and what speaks against the verdict is not named."""

import tomllib
from importlib.resources import files

from reader.extract.decision.decide import Certainty, decide, load_weights
from reader.extract.decision.evidence import measure_page
from reader.extract.decision.guide import Guide
from reader.extract.decision.segments import read_segments
from reader.extract.explaining.reasons import heading_above, why, words_for_furniture
from reader.extract.lines.furniture import FurnitureKind
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

PROSE = [
    f"Paragraph {n} tells at some length, and with a comma, what the board decided about quay {n}." for n in range(8)
]
MARKUP = (
    "<body><h1>Board decides about the quay</h1><article><div class=story-body>"
    + "".join(f"<p>{text}</p>" for text in PROSE)
    + "</div><div class=teaser-list><h3>Related</h3>"
    + "".join(
        f'<p><a href="https://gazette.example/{n}">Another story about a boat on day {n}</a></p>' for n in range(4)
    )
    + "<p>Sign up for our newsletter, every Friday</p></div></article>"
)


def _why(words: str, *, is_kept: bool, guide: str = "") -> str:
    segments = read_segments(parse_page(MARKUP), base="", rules=load_rules())
    proposed = {index for index, segment in enumerate(segments) if segment.text in PROSE}
    page = measure_page(
        segments, proposed, Guide(guide), load_rules(), title="Board decides about the quay", authors=(), description=""
    )
    index = next(index for index, segment in enumerate(segments) if words in segment.text)
    return why(page, decide(page), index, is_kept=is_kept)


def test_at_most_three_reasons_none_twice() -> None:
    for words, is_kept in ((PROSE[3], True), ("on day 2", False), ("Related", False)):
        reasons = _why(words, is_kept=is_kept).split(", ")
        assert 1 <= len(reasons) <= 3
        assert len(set(reasons)) == len(reasons)


def test_what_is_the_same_in_other_words_is_said_once() -> None:
    assert _why("on day 2", is_kept=False).count("link") == 1


def test_the_box_is_called_by_its_name() -> None:
    assert "in a box named teaser-list" in _why("on day 2", is_kept=False)


def test_json_ld_vouches() -> None:
    assert "vouched for by JSON-LD" in _why(PROSE[3], is_kept=True, guide=" ".join(PROSE))


def test_the_verdict_is_not_argued_against() -> None:
    assert "links" not in _why("on day 2", is_kept=True)
    assert "sentence" not in _why(PROSE[3], is_kept=False)


def test_the_heading_above_is_shortened() -> None:
    markup = "<body><h2>" + "Long words " * 30 + "</h2><p>text</p>"
    segments = read_segments(parse_page(markup), base="", rules=load_rules())
    page = measure_page(segments, set(), Guide(""), load_rules(), title="", authors=(), description="")
    assert len(heading_above(page, 1)) <= 60
    assert heading_above(page, 0) == ""


def test_no_words_are_left_over_and_every_kind_of_furniture_has_its_own() -> None:
    words = tomllib.loads((files("reader.extract.explaining") / "reasons.toml").read_text(encoding="utf-8"))
    assert set(words["settled"]) <= {certainty.value for certainty in Certainty}
    assert set(words["furniture"]) == {kind.value for kind in FurnitureKind}
    assert words_for_furniture("cookies") == "a notice about cookies"
    spoken = {name for group in words["same"].values() for name in group}
    assert spoken <= {name for table in ("stayed", "went", "line stayed", "line went") for name in words[table]}


def test_most_of_what_is_weighed_has_words() -> None:
    words = tomllib.loads((files("reader.extract.explaining") / "reasons.toml").read_text(encoding="utf-8"))
    known = set(words["stayed"]) | set(words["went"])
    weighed = set(load_weights()["second"])
    assert len(known & weighed) > 50
