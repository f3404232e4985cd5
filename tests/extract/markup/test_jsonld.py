"""JSON-LD as it is met: graphs, references, broken commas, and depth."""

import json
from typing import Any

import pytest

from reader.extract.markup.jsonld import read_linked_data
from reader.extract.markup.tree import parse_page


def _read(*documents: Any) -> Any:
    scripts = "".join(
        f'<script type="application/ld+json">{d if isinstance(d, str) else json.dumps(d)}</script>' for d in documents
    )
    return read_linked_data(parse_page(f"<head>{scripts}</head><body><p>x"))


def test_an_article_in_a_graph_with_its_author_by_reference() -> None:
    data = _read(
        {
            "@graph": [
                {"@type": "Person", "@id": "#ada", "name": "Ada Quill"},
                {"@type": "WebPage", "name": "page"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Bridge &amp; tide",
                    "author": {"@id": "#ada"},
                    "datePublished": "2024-03-01",
                },
            ]
        }
    )
    assert (data.headline, data.authors, data.published) == ("Bridge & tide", ("Ada Quill",), "2024-03-01")


def test_trailing_commas_and_raw_newlines_are_forgiven() -> None:
    data = _read('<!--{"@type": "Article", "headline": "Two\nlines", "keywords": ["a", "b",],}-->')
    assert data.headline == "Two lines"
    assert data.keywords == ("a", "b")


def test_the_article_outranks_the_video_beside_it() -> None:
    data = _read(
        {"@type": "VideoObject", "name": "clip", "headline": "Clip"}, {"@type": "BlogPosting", "headline": "Text"}
    )
    assert data.headline == "Text"


def test_article_body_in_html_becomes_lines() -> None:
    data = _read({"@type": "Article", "headline": "h", "articleBody": "<p>One.</p><p>Two &lt;b&gt;bold&lt;/b&gt;.</p>"})
    assert data.body == "One.\nTwo bold."


def test_depth_and_nonsense_are_ignored() -> None:
    data = _read(
        "[" * 100_000 + "]" * 100_000,
        "{not json",
        '"text"',
        "null",
        {"@type": "Article", "headline": "kept", "author": 7},
    )
    assert data.headline == "kept"
    assert data.authors == ()


def test_organisations_are_told_from_people() -> None:
    data = _read(
        {
            "@type": "Article",
            "headline": "h",
            "author": [{"@type": "Organization", "name": "The Tern"}, {"name": "Ada Quill"}],
        }
    )
    assert data.organisations == ("The Tern",)
    assert data.authors == ("The Tern", "Ada Quill")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Quill, Bo Tern", ("Ada Quill, Bo Tern",)),
        (["Ada Quill", "Bo Tern"], ("Ada Quill", "Bo Tern")),
        ([["Ada Quill"]], ("Ada Quill",)),
        ({"name": ["Ada Quill", "Bo Tern"]}, ("Ada Quill", "Bo Tern")),
        ({"name": {"@value": "Ada Quill"}}, ("Ada Quill",)),
        ({"@list": [{"name": "Ada Quill"}, {"name": "Bo Tern"}]}, ("Ada Quill", "Bo Tern")),
        ({"givenName": "Ada", "familyName": "Quill"}, ("Ada Quill",)),
        ({"@value": "Ada Quill"}, ("Ada Quill",)),
        ([{"name": "Ada Quill"}, {"name": "Ada Quill"}], ("Ada Quill",)),
        ({}, ()),
        ([], ()),
    ],
)
def test_authors_come_in_many_shapes(author: Any, names: tuple[str, ...]) -> None:
    assert _read({"@type": "Article", "headline": "h", "author": author}).authors == names


def test_the_account_that_runs_the_site_is_no_person() -> None:
    author = {"@type": "Person", "name": "Tern D", "url": "https://tern.example/author/admin/"}
    assert _read({"@type": "Article", "headline": "h", "author": author}).organisations == ("Tern D",)


def test_a_headline_may_be_a_description_beside_a_name() -> None:
    data = _read({"@type": "Article", "headline": "an island", "name": "Great Holm"})
    assert (data.headline, data.name) == ("an island", "Great Holm")


def test_a_typed_date_is_its_value() -> None:
    published = {"@type": "Date", "@value": "2024-03-01"}
    assert _read({"@type": "Article", "headline": "h", "datePublished": published}).published == "2024-03-01"


def test_free_or_not() -> None:
    assert _read({"@type": "Article", "headline": "h", "isAccessibleForFree": "False"}).is_free is False
    assert _read({"@type": "Article", "headline": "h"}).is_free is None


def test_a_name_in_hundreds_of_lists_is_none_and_costs_nothing_else() -> None:
    name: Any = "Ada Quill"
    for _ in range(300):
        name = {"@list": [name]}
    data = _read({"@type": "NewsArticle", "headline": "Bridge and tide", "author": name})
    assert data.headline == "Bridge and tide"
    assert data.authors == ()
