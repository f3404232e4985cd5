"""Metadata: the order of trust, and what is not believed."""

from typing import Any

import pytest

from reader.extract.jsonld import LinkedData
from reader.extract.meta_tags import MetaTags
from reader.extract.metadata import choose_canonical, clean_language, read_metadata
from reader.extract.sources import Sources, same_site
from reader.extract.titles import choose_title, without_site
from reader.extract.visible import VisibleFacts
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
