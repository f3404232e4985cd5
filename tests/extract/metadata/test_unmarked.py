"""Headlines that no element marks: told by the title element."""

from reader.extract.decision.segments import Segment, SegmentKind, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page
from reader.extract.metadata.unmarked import UnmarkedHead, mark_headline

TITLE = "Chess café closes; a draw is declined"
SITE = "The Evening Sheet"
MASTHEAD = f"<table><tr><td><b>{SITE}</b></td></tr></table>"


def _segments(markup: str) -> list[Segment]:
    return read_segments(parse_page(markup), base="", rules=load_rules())


def test_the_line_that_is_a_part_of_the_title_is_the_headline() -> None:
    segments = _segments(
        f"{MASTHEAD}<td><font>CITY</font><br><b>{TITLE}</b><br>By Cornelius Fane<br>October 14, 2002<br><br>Text."
    )
    assert mark_headline(segments, f"{TITLE} - {SITE}") == UnmarkedHead(title=TITLE, site=SITE)
    assert [(segment.kind, segment.text) for segment in segments[1:4]] == [
        (SegmentKind.PARAGRAPH, "CITY"),
        (SegmentKind.HEADING, TITLE),
        (SegmentKind.PARAGRAPH, "By Cornelius Fane\nOctober 14, 2002"),
    ]


def test_of_two_lines_alone_the_longer_is_the_headline() -> None:
    segments = _segments(f"{MASTHEAD}<div><b>{TITLE}</b></div><p>Text.")
    assert mark_headline(segments, f"{SITE} - {TITLE}") == UnmarkedHead(title=TITLE, site=SITE)


def test_a_masthead_alone_is_no_headline() -> None:
    segments = _segments(f"{MASTHEAD}<p>Text.")
    assert mark_headline(segments, f"{TITLE} - {SITE}") == UnmarkedHead()
    assert all(segment.kind is not SegmentKind.HEADING for segment in segments)


def test_a_heading_that_is_there_needs_no_help() -> None:
    segments = _segments(f"<h2>{TITLE}</h2><p>{TITLE}</p>")
    assert mark_headline(segments, TITLE) == UnmarkedHead()
