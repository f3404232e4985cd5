"""What a page says about itself in its head."""

import pytest

from reader.extract.markup.meta_tags import MAX_METAS, MetaTags, read_meta_tags
from reader.extract.markup.tree import parse_page


def _read(head: str, *, root: str = "<html>", body: str = "<p>Text</p>") -> MetaTags:
    return read_meta_tags(parse_page(f"{root}<head>{head}</head><body>{body}</body></html>"))


@pytest.mark.parametrize("attribute", ["property", "name", "itemprop", "http-equiv"])
def test_values_are_found_under_any_attribute_and_in_any_case(attribute: str) -> None:
    meta = _read(f'<meta {attribute}="OG:Title" content=" The  quay ">')
    assert meta.first("og:title") == "The quay"


def test_the_first_name_that_has_a_value_counts() -> None:
    meta = _read('<meta name="author" content=""><meta name="byl" content="Ada"><meta name="byl" content="Bo">')
    assert meta.first("author", "byl") == "Ada"
    assert meta.all("author", "byl") == ("Ada", "Bo")
    assert meta.first("editor") == ""
    assert meta.all("editor") == ()


def test_title_language_and_links_are_read_once() -> None:
    links = '<link rel="canonical" href=" /a "><link rel="canonical" href="/b"><link rel="next" href="/2">'
    meta = _read(f"<title>The  quay</title><title>Other</title>{links}", root='<html lang="en-GB">')
    assert (meta.title, meta.language, meta.canonical, meta.next_page) == ("The quay", "en-GB", "/a", "/2")


def test_a_link_in_the_text_is_not_canonical() -> None:
    assert _read("", body='<a rel="canonical" href="/a">here</a>').canonical == ""


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="license" href="/terms">Terms</a>',
        f'<p>This article is under <a href="{LICENCE}">CC BY 4.0</a>.</p>',
        f'<p><a href="{LICENCE}">CC</a></p><footer><a href="{LICENCE}">CC BY</a></footer>',
    ],
)
def test_the_licence_is_what_a_link_says(body: str) -> None:
    assert _read("", body=body).licence in ("/terms", LICENCE)


@pytest.mark.parametrize(
    "body",
    [
        f'<figure><img src="a"><figcaption><a rel="license" href="{LICENCE}">CC</a></figcaption></figure>',
        f'<p>Photo: Ada Quill, <a href="{LICENCE}">CC BY</a></p>',
        f'<p><a href="{LICENCE}">CC BY</a> <a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA</a></p>',
        '<p><a href="https://creativecommons.org/about/">Creative Commons</a></p>',
    ],
    ids=["in a figure", "of a picture", "two of them", "no licence"],
)
def test_a_pictures_licence_is_not_the_articles(body: str) -> None:
    assert _read("", body=body).licence == ""


def test_the_number_of_tags_is_bounded() -> None:
    meta = _read("".join(f'<meta name="n{number}" content="x">' for number in range(MAX_METAS + 10)))
    assert len(meta.values) == MAX_METAS
