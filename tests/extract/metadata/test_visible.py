"""What a reader sees of the metadata: headings, bylines, dates and tags, and what only looks like them."""

from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import parse_page
from reader.extract.metadata.visible import VisibleFacts, byline_of_pieces, read_visible_facts

PROSE = "<p>" + "The tide came in over the flats, slowly and without a sound. " * 30 + "</p>"


def _read(body: str) -> VisibleFacts:
    return read_visible_facts(parse_page(f"<html><body>{body}</body></html>"), load_rules())


def test_headings_are_read_but_not_the_name_of_the_site() -> None:
    facts = _read(
        '<h1><a href="/">The Tern</a></h1><h1>The quay opens</h1><h2>At last</h2><h1><a href="/more">More</a></h1>'
    )
    assert facts.headings == ("The quay opens", "More")
    assert facts.linked_headings == ("More",)
    assert facts.lesser_headings[:1] == ("At last",)


def test_readings_beside_characters_are_no_part_of_a_heading() -> None:
    facts = _read("<h1><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>が開く</h1>")
    assert facts.headings == ("港が開く",)


def test_a_byline_stands_beside_the_headline() -> None:
    facts = _read(f'<h1>The quay</h1><div class="byline">By Ada Quill</div>{PROSE}<div class="byline">By Bo Roe</div>')
    assert facts.bylines == ("By Ada Quill",)


def test_bylines_elsewhere_are_other_peoples() -> None:
    hidden = '<div class="byline" hidden>By Bo Roe</div><aside><p class="author">Cy Roe</p></aside>'
    assert _read(f"<h1>The quay</h1>{hidden}{PROSE}").bylines == ()


def test_names_side_by_side_are_parted() -> None:
    element = next(parse_page('<p class="by">By <a>Ada Quill</a> &amp; <a>Bo Tern</a></p>').iter("p"))
    assert byline_of_pieces(element) == "By Ada Quill, Bo Tern"


def test_author_links_below_the_text_are_kept_apart() -> None:
    link = '<a rel="author" href="/a">{}</a>'
    facts = _read(f"<h1>The quay</h1>{link.format('Ada Quill')}{PROSE}{link.format('Bo Roe')}")
    assert (facts.author_links, facts.far_author_links) == (("Ada Quill",), ("Bo Roe",))


def test_the_name_of_the_site_above_the_page_does_not_begin_the_article() -> None:
    teasers = f'<nav>{PROSE}</nav><a rel="author" href="/a">Bo Roe</a>'
    facts = _read(f'<h1><a href="/">The Tern</a></h1>{teasers}<h1>The quay</h1><p class="author">Ada Quill</p>{PROSE}')
    assert facts.author_links == ()
    assert facts.bylines == ("Ada Quill",)


def test_dates_are_read_from_elements_made_for_them() -> None:
    facts = _read(
        '<h1>The quay</h1><time datetime="2026-03-02">yesterday</time><span class="post-date">2 March 2026</span>'
        '<meta itemprop="datePublished" content="2026-03-01"><span itemprop="dateModified">2026-03-03</span>'
        "<dl><dt>Published</dt><dd>28 February 2026</dd></dl>"
    )
    assert facts.dates == ("2026-03-02",)
    assert facts.date_lines == ("2 March 2026",)
    assert (facts.published, facts.modified) == ("2026-03-01", "2026-03-03")
    assert facts.labelled_dates == ("28 February 2026",)


def test_tags_and_section_are_links_that_say_so() -> None:
    facts = _read(
        '<a rel="category tag" href="/h">Harbour</a><a rel="tag" href="/t">#Tides</a>'
        '<aside><a rel="tag" href="/x">Other</a></aside><span itemprop="articleSection">Local</span>'
    )
    assert (facts.tags, facts.section) == (("Tides",), "Harbour")
