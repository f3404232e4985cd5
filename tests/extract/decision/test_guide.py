"""The text that a page vouches for, as a guide to its segments."""

import pytest

from reader.extract.decision.guide import MIN_BODY_LETTERS, Guide
from reader.extract.decision.segments import Segment, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

LINES = [
    f"On day {n} the ferry left the northern pier at a quarter past {n} with {n * 7} people on board." for n in range(9)
]


def _segment(words: str) -> Segment:
    return read_segments(parse_page(f"<body><p>{words}"), base="", rules=load_rules())[0]


def test_a_segment_of_the_text_lies_in_it_whatever_its_case_and_marks() -> None:
    guide = Guide("\n".join(LINES))
    assert guide.share(_segment(LINES[3])) == 1.0
    assert guide.share(_segment(LINES[3].upper().replace(" ", " — "))) == 1.0


def test_a_segment_of_another_text_does_not() -> None:
    assert Guide("\n".join(LINES)).share(_segment("Nobody has ever asked for a bell tower in this town before.")) == 0.0


def test_a_share_is_what_stands_in_both() -> None:
    half = "one two three four five six seven eight"
    guide = Guide(half + " x" * MIN_BODY_LETTERS)
    share = guide.share(_segment(half + " nine ten eleven twelve thirteen"))
    assert share == pytest.approx(5 / 10)  # shingles of four words: five of ten


def test_a_summary_is_no_guide() -> None:
    guide = Guide(LINES[0])
    assert not guide
    assert guide.share(_segment(LINES[0])) == 0.0


def test_a_line_of_three_words_says_nothing() -> None:
    assert Guide("\n".join(LINES)).share(_segment("the ferry left")) == 0.0


def test_scripts_without_blanks_are_cut_by_letters() -> None:
    text = "港の理事会は金曜日に新しい埠頭を開いた。" * 30
    assert Guide(text).share(_segment("理事会は金曜日に新しい埠頭")) == 1.0
