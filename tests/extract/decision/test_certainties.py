"""What is settled whatever the weights say."""

from reader.extract.decision.certainties import heads_like_others
from reader.extract.decision.evidence import PageEvidence, measure_page
from reader.extract.decision.guide import Guide
from reader.extract.decision.segments import SegmentKind, read_segments
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page

ENTRY = '<section><h2 class="{0}">Entry {1}</h2><div>Oda Brandt</div><p>It has rained for {1} hours here.</p></section>'


def _page(markup: str) -> PageEvidence:
    rules = load_rules()
    segments = read_segments(parse_page(markup), base="", rules=rules)
    return measure_page(segments, set(), Guide(""), rules, title="", authors=(), description="")


def _headings(page: PageEvidence) -> list[int]:
    return [index for index, segment in enumerate(page.segments) if segment.kind is SegmentKind.HEADING]


def _prose(page: PageEvidence) -> set[int]:
    return {index for index, segment in enumerate(page.segments) if segment.text.startswith("It has")}


def test_the_entries_of_one_page_keep_their_headings_alike() -> None:
    page = _page("".join(ENTRY.format("title", number) for number in range(5)))
    *known, last = _headings(page)
    assert heads_like_others(page, _prose(page) | set(known)) == {last}


def test_a_heading_alone_in_its_kind_or_without_chosen_text_stays_out() -> None:
    page = _page("".join(ENTRY.format("title" if number < 4 else "promo", number) for number in range(5)))
    *known, _ = _headings(page)
    assert heads_like_others(page, _prose(page) | set(known)) == set()
    page = _page("".join(ENTRY.format("title", number) for number in range(5)))
    assert heads_like_others(page, _prose(page) - {max(_prose(page))} | set(known)) == set()


def test_headings_that_mostly_went_do_not_come_back() -> None:
    page = _page("".join(ENTRY.format("title", number) for number in range(8)))
    assert heads_like_others(page, _prose(page) | set(_headings(page)[:3])) == set()
