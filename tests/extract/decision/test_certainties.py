"""What is settled whatever the weights say."""

from reader.extract.decision.certainties import heads_like_others, lines_of_authorship
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


STANDFIRST = "The work on the bridge has cost more than anybody planned, and lasts until the autumn."
TEXT = "<p>Nobody in the harbour has waited for the bridge as long as the pilots who sleep beside it.</p>" * 3


def _lines(markup: str) -> list[str]:
    """Return what of a page with a headline is byline or stamp, where all of it is chosen."""
    rules = load_rules()
    segments = read_segments(parse_page(f"<article><h1>A bridge for Tarn</h1>{markup}</article>"), base="", rules=rules)
    page = measure_page(segments, set(), Guide(""), rules, title="A bridge for Tarn", authors=(), description="")
    return [page.segments[index].text for index in sorted(lines_of_authorship(page, set(range(len(segments)))))]


def test_byline_and_stamp_behind_the_standfirst_are_no_text() -> None:
    lines = "<p>By Ida Brandt</p><time>22 November 2026</time>"
    assert _lines(f"{lines}{TEXT}") == ["By Ida Brandt", "22 November 2026"]
    assert _lines(f"<p class=deck>{STANDFIRST}</p>{lines}{TEXT}") == ["By Ida Brandt", "22 November 2026"]
    assert _lines(f"<p>{STANDFIRST}</p><time>Updated: 22 November 2026, 14:05</time>{TEXT}") != []


def test_the_days_of_a_chronicle_and_the_last_line_of_a_text_are_its_own() -> None:
    days = "".join(f"<p>{day} November 2026</p><p>{STANDFIRST}</p>" for day in (20, 21, 22))
    assert _lines(f"<p>{STANDFIRST}</p>{days}") == []
    assert _lines(f"<p>{STANDFIRST}</p><p>22 November 2026</p>") == []
