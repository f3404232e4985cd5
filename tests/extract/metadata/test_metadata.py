"""Metadata: the order of trust, and what is not believed."""

from datetime import date
from typing import Any

import pytest

from reader.extract.markup.jsonld import LinkedData
from reader.extract.markup.meta_tags import MetaTags
from reader.extract.metadata.around import Surroundings
from reader.extract.metadata.metadata import choose_canonical, clean_language, complete_metadata, read_metadata
from reader.extract.metadata.sources import Sources, same_site
from reader.extract.metadata.titles import choose_title, without_site
from reader.extract.metadata.visible import VisibleFacts
from reader.model.article import Metadata

URL = "https://www.tern.example/2024/quay"


def _sources(
    *, linked: dict[str, Any] | None = None, meta: dict[str, str] | None = None, title: str = "", **visible: Any
) -> Sources:
    values = {name: (value,) for name, value in (meta or {}).items()}
    return Sources(
        linked=LinkedData(**(linked or {})),
        meta=MetaTags(values=values, title=title),
        visible=VisibleFacts(**visible),
        url=URL,
    )


def _read(**sources: Any) -> Metadata:
    return read_metadata(_sources(**sources))


def test_the_heading_that_metadata_vouches_for_is_the_title() -> None:
    sources = _sources(linked={"headline": "“Quay opens”"}, headings=("The Tern Daily", "Quay opens"))
    chosen = choose_title(sources)
    assert (chosen.text, chosen.source) == ("Quay opens", "h1, vouched for by json-ld")


def test_without_a_heading_the_site_is_cut_from_the_title() -> None:
    chosen = choose_title(_sources(title="Quay opens after two years | The Tern"))
    assert chosen.text == "Quay opens after two years"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("The Tern: Quay opens", "The Tern: Quay opens"),
        ("The Tern - Quay opens after years", "Quay opens after years"),
        ("Tide – and time", "Tide – and time"),
    ],
)
def test_only_the_name_of_the_site_is_cut(title: str, bare: str) -> None:
    assert without_site(title, "The Tern") == bare


def test_a_saved_page_is_of_the_site_that_its_canonical_address_names() -> None:
    linked, visible = LinkedData(), VisibleFacts()
    meta = MetaTags(values={}, title="Quay opens", canonical="https://www.tern.example/2024/quay")
    assert read_metadata(Sources(linked=linked, meta=meta, visible=visible, url="")).site == "tern.example"
    assert (
        read_metadata(Sources(linked=linked, meta=meta, visible=visible, url="https://a.example/quay")).site
        == "a.example"
    )


def test_people_outdo_the_house() -> None:
    metadata = _read(linked={"authors": ("The Tern",), "publisher": "The Tern"}, bylines=("By Ada Quill and Bo Tern",))
    assert metadata.authors == ("Ada Quill", "Bo Tern")
    assert metadata.provenance["authors"] == "byline"


def test_the_house_alone_is_named_as_such() -> None:
    metadata = _read(linked={"authors": ("The Tern",), "publisher": "The Tern"})
    assert metadata.authors == ("The Tern",)
    assert metadata.provenance["authors"].endswith("only the house")


@pytest.mark.parametrize("nobody", ["https://facebook.example/tern", "105092", "ada-quill", "@tern"])
def test_addresses_numbers_and_slugs_are_nobody(nobody: str) -> None:
    assert _read(meta={"author": nobody}).authors == ()


def test_dates_in_their_order_of_trust() -> None:
    metadata = _read(
        linked={"published": "2024-03-01T09:00:00Z"}, meta={"date": "2023-01-01", "article:modified_time": "2024-03-02"}
    )
    assert metadata.published is not None
    assert metadata.updated is not None
    assert (metadata.published.isoformat(), metadata.updated.isoformat()) == ("2024-03-01T09:00:00+00:00", "2024-03-02")
    assert metadata.provenance["published"] == "json-ld"
    assert metadata.provenance["updated"] == "meta article:modified_time"


def test_an_unreadable_date_gives_way_to_the_next() -> None:
    metadata = _read(linked={"published": "soon"}, dates=("2024-03-01",))
    assert metadata.published is not None
    assert metadata.published.isoformat() == "2024-03-01"


@pytest.mark.parametrize(
    ("said", "tag"),
    [("en_us", "en-US"), ("pt-br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("DE", "de"), ("english", ""), ("", "")],
)
def test_languages_are_tags(said: str, tag: str) -> None:
    assert clean_language(said) == tag


def test_canonical_addresses_stay_on_the_site() -> None:
    def canonical(address: str) -> str:
        return choose_canonical(
            Sources(linked=LinkedData(), meta=MetaTags(values={}, canonical=address), visible=VisibleFacts(), url=URL)
        )

    assert canonical("/2024/quay") == URL
    assert canonical("https://m.tern.example/2024/quay") == "https://m.tern.example/2024/quay"
    assert canonical("https://gull.example/2024/quay") == ""
    assert canonical("https://www.tern.example/") == ""
    assert not same_site("https://a.co.uk/", "https://b.co.uk/")


@pytest.mark.parametrize(
    ("visible", "day", "source"),
    [
        ({}, "2024-03-02", "address"),
        ({"date_lines": ("5 May 2021",)}, "2024-03-02", "address"),
        ({"date_lines": ("3 March 2024",)}, "2024-03-03", "date line"),
        ({"labelled_dates": ("3 March 2024",), "dates": ("2024-03-01",)}, "2024-03-03", "labelled date"),
    ],
    ids=["no other", "a far one", "the next day", "behind a label"],
)
def test_the_day_in_the_address_outdoes_weak_sources_that_contradict_it(
    visible: dict[str, Any], day: str, source: str
) -> None:
    sources = Sources(
        linked=LinkedData(language="en"),
        meta=MetaTags(values={}),
        visible=VisibleFacts(**visible),
        url="https://tern.example/2024/03/02/quay",
    )
    metadata = read_metadata(sources)
    assert metadata.published is not None
    assert (metadata.published.isoformat(), metadata.provenance["published"]) == (day, source)


def test_metadata_outdo_the_day_in_the_address() -> None:
    sources = Sources(
        linked=LinkedData(published="2019-01-01"),
        meta=MetaTags(values={}),
        visible=VisibleFacts(),
        url=f"{URL}/2024/03/02/",
    )
    published = read_metadata(sources).published
    assert published is not None
    assert published.isoformat() == "2019-01-01"


def test_tags_that_readers_see_stand_above_keywords() -> None:
    assert _read(meta={"keywords": "quay, tide"}, tags=("Harbour",)).tags == ("Harbour",)
    assert _read(meta={"keywords": "quay, tide"}).tags == ("quay", "tide")
    listed = _read(meta={"article:tag": "quay,tide"}, tags=("Harbour",))
    assert (listed.tags, listed.provenance["tags"]) == (("quay", "tide"), "meta article:tag")
    assert _read().tags == ()


def test_every_field_says_where_it_came_from() -> None:
    metadata = _read(
        linked={"headline": "Quay opens", "authors": ("Ada Quill", "Reuters"), "licence": "https://tern.example/terms"},
        meta={"og:site_name": "The Tern", "article:section": "Harbour", "og:image": "/quay.jpg"},
        headings=("Quay opens",),
        tags=("Harbour",),
    )
    wanted = {"title", "authors", "agencies", "licence", "site", "section", "lead_image", "tags"}
    assert wanted <= set(metadata.provenance)
    assert metadata.provenance["agencies"] == "json-ld"
    assert metadata.lead_image == "https://www.tern.example/quay.jpg"


def test_what_stands_beside_the_headline_fills_the_gaps_and_outdoes_the_house() -> None:
    around = Surroundings(
        authors=("Ada Quill",), place="Port Senna", deck="At last.", corrections=("Correction: a year.",)
    )
    house = _read(meta={"author": "The Tern", "og:site_name": "The Tern"})
    completed = complete_metadata(house, around)
    assert (completed.authors, completed.place, completed.deck) == (("Ada Quill",), "Port Senna", "At last.")
    assert completed.provenance["authors"] == "byline"
    assert completed.provenance["corrections"] == "note in or after the text"
    person = _read(linked={"authors": ("Bo Roe",)})
    assert complete_metadata(person, around).authors == ("Bo Roe",)


def test_a_signature_is_weaker_than_a_byline_and_than_a_person() -> None:
    signed = complete_metadata(_read(), Surroundings(signatures=("Ada Quill",)))
    assert (signed.authors, signed.provenance["authors"]) == (("Ada Quill",), "signature beside the text")
    both = Surroundings(authors=("Bo Roe",), signatures=("Ada Quill",))
    assert complete_metadata(_read(), both).authors == ("Bo Roe",)


def test_an_agency_outdoes_the_address_that_signs() -> None:
    house = _read(meta={"author": "tern.example"})
    assert house.authors == ("tern.example",)
    completed = complete_metadata(house, Surroundings(agencies=("Reuters",)))
    assert (completed.authors, completed.agencies) == ((), ("Reuters",))
    assert "authors" not in completed.provenance


def test_a_day_without_a_year_needs_a_day_that_is_known() -> None:
    def published(**known: Any) -> str | None:
        sources = Sources(
            linked=LinkedData(modified=known.get("modified", ""), language="en"),
            meta=MetaTags(values={}),
            visible=VisibleFacts(date_lines=("24 December",)),
            url=URL.replace("2024", "news"),
            fetched=known.get("fetched"),
        )
        found = read_metadata(sources).published
        return found.isoformat() if found else None

    assert published() is None
    assert published(fetched=date(2026, 3, 10)) == "2025-12-24"
    assert published(modified="2024-12-26", fetched=date(2026, 3, 10)) == "2024-12-24"
