"""readability as a witness: it finds the article of a common page, and gives up where it would never come to an end."""

import pytest

from reader.extract.decision import body
from reader.extract.decision.body import propose
from reader.extract.decision.segments import Segment, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import Element, parse_page

PROSE = "".join(
    f"<p>Paragraph {n} tells at some length, and with a comma, what the board decided about the quay.</p>"
    for n in range(8)
)


def _read(markup: str) -> tuple[Element, list[Segment]]:
    root = parse_page(f"<html><body>{markup}</body></html>")
    return root, read_segments(next(root.iter("body")), base="", rules=load_rules())


def test_the_paragraphs_of_the_article_are_proposed() -> None:
    root, segments = _read(f"<ul><li><a href=/>Home</a></li></ul><div>{PROSE}</div>")
    assert propose(root, segments) == {index for index, segment in enumerate(segments) if "Paragraph" in segment.text}


def test_the_tree_of_the_page_is_left_as_it_was() -> None:
    root, segments = _read(f"<div>{PROSE}</div>")
    before = [(element.tag, dict(element.attrib)) for element in root.iter()]
    propose(root, segments)
    assert [(element.tag, dict(element.attrib)) for element in root.iter()] == before


def test_a_page_that_would_take_the_square_of_its_boxes_has_no_proposal() -> None:
    root, segments = _read(f"<div><div>{'<div><img src=a.jpg></div>' * 6_000}</div>{PROSE}</div>")
    assert propose(root, segments) == set()


def test_the_work_is_counted_while_boxes_are_cleaned_away_too(monkeypatch: pytest.MonkeyPatch) -> None:
    root, segments = _read("<div>" + "<ul><li><a href=/>x</a></li></ul>" * 50 + PROSE + "</div>")
    assert propose(root, segments)
    monkeypatch.setattr(body, "MAX_WORK", 20 * body.CALL_WORK)
    assert propose(root, segments) == set()
