"""Who wrote it: people before the house, agencies apart, and nobody who is none."""

from typing import Any

import pytest

from reader.extract.markup.jsonld import LinkedData
from reader.extract.markup.meta_tags import MetaTags
from reader.extract.metadata.authorship import HOUSE_ONLY, People, choose_authors
from reader.extract.metadata.sources import Sources
from reader.extract.metadata.visible import VisibleFacts


def _choose(
    *,
    authors: tuple[str, ...] = (),
    meta: str = "",
    site: str = "",
    url: str = "https://www.tern.example/q",
    **visible: Any,
) -> People:
    linked = {"organisations": visible.pop("organisations", ())}
    values = {name: (value,) for name, value in (("author", meta), ("og:site_name", site)) if value}
    return choose_authors(
        Sources(
            linked=LinkedData(authors=authors, **linked),
            meta=MetaTags(values=values),
            visible=VisibleFacts(**visible),
            url=url,
        )
    )


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("Ada Quill and Bo Tern", ("Ada Quill", "Bo Tern")),
        ("Ada Quill, Bo Tern, and Cy Roe", ("Ada Quill", "Bo Tern", "Cy Roe")),
        ("Von Ada Quill und Bo Tern", ("Ada Quill", "Bo Tern")),
        ("Ada Quill et Bo Tern", ("Ada Quill", "Bo Tern")),
        ("Ada Quill y Bo Tern", ("Ada Quill", "Bo Tern")),
        ("Quill, Ada; Tern, Bo", ("Ada Quill", "Bo Tern")),
        ("By Ada Quill in Port Senna", ("Ada Quill",)),
        ("ADA QUILL", ("Ada Quill",)),
        ("Ada Quill @adaquill", ("Ada Quill",)),
        ("Ada Quill (ada@tern.example)", ("Ada Quill",)),
        ("Ada Quill, Political correspondent", ("Ada Quill",)),
        ("Ada Quill, who watches tides for the harbour office", ("Ada Quill",)),
        ("Dr. Ada Quill", ("Dr. Ada Quill",)),
        ("[Ada Quill]", ("Ada Quill",)),
        ("More stories by Ada Quill", ("Ada Quill",)),
    ],
)
def test_names_are_read_out_of_one_string(said: str, people: tuple[str, ...]) -> None:
    assert _choose(authors=(said,)).authors == people


def test_agencies_stand_apart_from_people() -> None:
    found = _choose(authors=("Ada Quill", "Reuters"))
    assert (found.authors, found.agencies, found.source, found.agency_source) == (
        ("Ada Quill",), ("Reuters",), "json-ld", "json-ld"
    )  # fmt: skip


@pytest.mark.parametrize(
    "nobody",
    [
        "https://tern.example/ada",
        "ada-quill",
        "ada.quill",
        "ada[at]tern.example",
        "4711",
        "Illustration by Ada Quill",
        "Staff",
    ],
)
def test_what_is_no_name_is_passed_over(nobody: str) -> None:
    found = _choose(authors=(nobody,), bylines=("By Bo Tern",))
    assert (found.authors, found.source) == (("Bo Tern",), "byline")


@pytest.mark.parametrize(
    ("house", "more"),
    [
        ("The Tern Post", {"site": "The Tern Post"}),
        ("Tern", {}),
        ("Gull Holdings GmbH", {}),
        ("Gull Publishing", {}),
        ("Gull Sisters", {"copyright_holders": ("Gull Sisters",)}),
        ("Northern Harbour Radio", {"url": "https://nhr.example/q"}),
        ("NHR Senna", {"url": "https://nhr.example/q"}),
        ("Gull D", {"organisations": ("Gull D",)}),
    ],
    ids=["site", "host", "company", "publisher", "rights", "initials", "a desk", "account"],
)
def test_people_outdo_the_house(house: str, more: dict[str, Any]) -> None:
    found = _choose(meta=house, bylines=("By Ada Quill",), **more)
    assert (found.authors, found.source) == (("Ada Quill",), "byline")
    alone = _choose(meta=house, **more)
    assert alone.authors == (house,)
    assert alone.source.endswith(HOUSE_ONLY)


def test_a_desk_that_the_paper_lists_beside_people_stays() -> None:
    found = _choose(authors=("Ada Quill", "NHR Senna"), url="https://nhr.example/q")
    assert found.authors == ("Ada Quill", "NHR Senna")


def test_a_person_may_bear_the_name_of_the_site() -> None:
    assert _choose(bylines=("By Bo Tern",)).authors == ("Bo Tern",)


def test_an_address_is_the_author_only_if_nobody_else_is() -> None:
    assert _choose(meta="tern.example").authors == ("tern.example",)
    assert _choose(authors=("tern.example", "Reuters")).authors == ()


def test_a_users_name_is_spelled_as_the_page_does() -> None:
    assert _choose(meta="adaquill", bylines=("Ada Quill",)).authors == ("Ada Quill",)
    assert _choose(meta="adaquill").authors == ("adaquill",)


def test_links_below_the_text_count_if_they_are_few_and_nobody_signs() -> None:
    assert _choose(far_author_links=("Ada Quill",)).source == "author link below the text"
    assert _choose(far_author_links=("Ada Quill", "Bo Roe", "Cy Roe")).authors == ()
    assert _choose(meta="The Tern Post", site="The Tern Post", far_author_links=("Ada Quill",)).authors == (
        "The Tern Post",
    )


def test_what_buttons_say_is_no_name() -> None:
    found = _choose(bylines=("Ada Quill, Email, Follow",))
    assert found.authors == ("Ada Quill",)
    assert _choose(bylines=("Text Size",)).authors == ()
