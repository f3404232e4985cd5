"""The headline: which of a page's many titles it is, and how it is written."""

from typing import Any

import pytest

from reader.extract.markup.jsonld import LinkedData
from reader.extract.markup.meta_tags import MetaTags
from reader.extract.metadata.sources import Sources
from reader.extract.metadata.titles import ChosenTitle, choose_title, is_site_name, without_site
from reader.extract.metadata.visible import VisibleFacts

LONG = "The quay opens after two years of work"


def _sources(
    *, linked: dict[str, Any] | None = None, meta: dict[str, str] | None = None, title: str = "", **visible: Any
) -> Sources:
    return Sources(
        linked=LinkedData(**(linked or {})),
        meta=MetaTags(values={name: (value,) for name, value in (meta or {}).items()}, title=title),
        visible=VisibleFacts(**visible),
        url="https://www.tern.example/2024/quay",
    )


def _choose(**sources: Any) -> ChosenTitle:
    return choose_title(_sources(**sources))


def test_the_heading_is_the_headline_though_metadata_has_others() -> None:
    chosen = _choose(
        headings=(LONG,), linked={"headline": "Quay: what to know now"}, meta={"og:title": LONG}, title=f"{LONG} | Tern"
    )
    assert (chosen.text, chosen.shown, chosen.source) == (LONG, LONG, "h1, vouched for by meta og:title")


def test_a_headline_given_twice_by_json_ld_outdoes_the_heading_for_search_engines() -> None:
    said = "Years of waiting end at the harbour"
    chosen = _choose(headings=(LONG,), linked={"headline": said, "alternative": said}, title=LONG)
    assert (chosen.text, chosen.shown) == (said, LONG)
    assert chosen.source == "json-ld, headline and alternative headline"


def test_what_the_heading_has_more_than_most_titles_is_no_headline() -> None:
    sources = {"linked": {"headline": LONG}, "meta": {"og:title": LONG}, "title": f"{LONG} | Tern"}
    chosen = _choose(headings=(f"Port Senna {LONG}",), **sources)
    assert (chosen.text, chosen.source) == (LONG, "json-ld, a part of the h1")


def test_a_headline_that_only_adds_a_label_gives_way_to_the_heading() -> None:
    chosen = _choose(headings=(LONG,), linked={"headline": f"Harbour: {LONG}"}, title=f"Harbour: {LONG}")
    assert chosen.text == LONG


def test_words_that_run_together_are_spelled_as_metadata_does() -> None:
    chosen = _choose(headings=(f"Port Senna{LONG}",), meta={"og:title": f"Port Senna / {LONG}"})
    assert chosen.text == f"Port Senna / {LONG}"
    assert chosen.source == "meta og:title, the letters of the h1"
    assert chosen.shown == f"Port Senna{LONG}"


def test_marks_alone_are_no_reason_to_leave_the_page() -> None:
    assert _choose(headings=(LONG,), title=f"{LONG} -").text == LONG


def test_the_site_is_cut_from_the_heading_if_a_title_does_without() -> None:
    chosen = _choose(
        headings=(f"{LONG} | Tern",), linked={"headline": LONG}, meta={"og:site_name": "Tern"}, title=f"{LONG} | Tern"
    )
    assert chosen.text == LONG


def test_of_several_headings_the_one_that_is_no_link_counts() -> None:
    chosen = _choose(
        headings=("More from the county of Senna", LONG),
        linked_headings=("More from the county of Senna",),
        title="Tern",
    )
    assert (chosen.text, chosen.source) == (LONG, "h1, the only long one")


@pytest.mark.parametrize("name", ["headline", "dc.title", "citation_title", "parsely-title"])
def test_metadata_may_name_the_bare_headline(name: str) -> None:
    whole = f"{LONG}-Politics｜Tern"
    chosen = _choose(meta={"og:title": whole, name: LONG}, title=whole)
    assert (chosen.text, chosen.source) == (LONG, f"meta {name}")


def test_a_name_beside_a_description_is_the_title() -> None:
    linked = {"headline": "an island in the outer firth of Senna", "name": "Great Holm (island)"}
    assert _choose(linked=linked, title="Great Holm (island) - Atlas").text == "Great Holm (island)"


def test_a_section_in_the_title_element_is_no_headline() -> None:
    chosen = _choose(lesser_headings=("Harbour news", LONG), title=f"{LONG} - Harbour news - Tern")
    assert (chosen.text, chosen.source) == (LONG, "heading, vouched for by a part of the title element")
    assert _choose(lesser_headings=("Harbour news",), title=f"{LONG} - Harbour news - Tern").text.startswith(LONG)


def test_parts_of_east_asian_titles_need_no_blanks() -> None:
    chosen = _choose(lesser_headings=("港口经过两年施工重新开放",), title="港口经过两年施工重新开放_本地_燕鸥网")
    assert chosen.text == "港口经过两年施工重新开放"


def test_a_page_without_titles_has_none() -> None:
    assert _choose() == ChosenTitle()


@pytest.mark.parametrize(
    ("title", "site", "host", "bare"),
    [
        ("Tide tables：燕鸥新聞", "燕鸥新聞", "", "Tide tables"),
        ("潮汐表_燕鸥网", "燕鸥网", "", "潮汐表"),
        ("Tides - Tern.example", "", "tern.example", "Tides"),
        ("Tides and Tern", "Tern", "", "Tides and Tern"),
        ("Tern: tides", "Tern", "", "Tern: tides"),
        ("Tide – and time", "Tern", "", "Tide – and time"),
    ],
)
def test_the_name_of_the_site_goes_with_its_mark(title: str, site: str, host: str, bare: str) -> None:
    assert without_site(title, site, host) == bare


def test_a_heading_with_the_name_of_the_site_is_told() -> None:
    assert is_site_name("The Tern", _sources(meta={"og:site_name": "The Tern"}))
    assert not is_site_name("The Tern", _sources(meta={"og:site_name": "The Tern", "og:title": "The Tern"}))
