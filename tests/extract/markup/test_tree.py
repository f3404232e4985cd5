"""Parsing: pages that are deep, broken, lying or empty."""

import pytest

from reader.extract.markup.tree import (
    MAX_DEPTH,
    absolute_url,
    base_url,
    elements,
    parse_page,
    remove,
    text_of,
    text_within,
)
from reader.model.errors import ExtractError


def test_text_below_two_thousand_nested_elements_is_kept() -> None:
    root = parse_page("<div>" * 3_000 + "<p>the deep end</p>" + "</div>" * 3_000 + "<p>the shallow end</p>")
    assert "the deep end" in text_of(root)
    assert "the shallow end" in text_of(root)


def test_unclosed_inline_elements_are_flattened() -> None:
    root = parse_page("<b><i><font>" * 5_000 + "still here")
    assert "still here" in text_of(root)
    assert max(sum(1 for _ in element.iterancestors()) for element in elements(root)) <= MAX_DEPTH


def test_xml_prolog_with_a_false_encoding_is_ignored() -> None:
    root = parse_page('<?xml version="1.0" encoding="utf-16"?><html><body><p>Über den Fluss</p>')
    assert "Über den Fluss" in text_of(root)


def test_text_of_a_page_without_body_tags_is_in_the_body() -> None:
    root = parse_page("<title>x</title><article><p>one</p></article><p>two</p>")
    body = root.find("body")
    assert body is not None
    assert text_of(body) == "onetwo"


def test_lone_surrogates_do_not_break_the_parser() -> None:
    assert "a" in text_of(parse_page("<p>a\ud800b"))


@pytest.mark.parametrize("text", ["", "   \n ", "<!-- nothing -->"])
def test_an_empty_page_is_an_error_in_one_line(text: str) -> None:
    with pytest.raises(ExtractError) as caught:
        parse_page(text)
    assert "\n" not in str(caught.value)


def test_a_tag_with_thousands_of_attributes_loses_them() -> None:
    flood = " ".join(f"a{number}=1" for number in range(5_000))
    root = parse_page(f"<p {flood}>text</p>")
    assert text_of(root) == "text"


def test_removing_keeps_the_text_behind() -> None:
    root = parse_page("<p>one <b>two</b> three <i>four</i> five</p>")
    for element in list(elements(root, "b", "i")):
        remove(element)
    assert text_of(root) == "one three five"


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("/a b", "https://example.org/a%20b"),
        ("//cdn.example.org/x.png", "https://cdn.example.org/x.png"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[::1", ""),
        ("ftp://example.org/", ""),
        ("#top", ""),
    ],
)
def test_addresses_are_http_or_nothing(href: str, wanted: str) -> None:
    assert absolute_url(href, "https://example.org/news/") == wanted


def test_base_element_moves_the_base() -> None:
    root = parse_page('<head><base href="/other/"></head><p>x')
    assert base_url(root, "https://example.org/news/a") == "https://example.org/other/"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://paper.example/a/b?page=2#c", "https://paper.example/a/b?page=2#c"),
        ("https://paper.example", "https://paper.example"),
        ("/news/quay.html", "https://tern.example/news/quay.html"),
        ("/news/../quay.html", "https://tern.example/quay.html"),
        ("/a b", "https://tern.example/a%20b"),
        ("//host.example/a", "https://host.example/a"),
        ("/\\host.example/a", "https://tern.example/\\host.example/a"),
        ("quay.html", "https://tern.example/harbour/quay.html"),
        ("?page=2", "https://tern.example/harbour/index.html?page=2"),
        ("javascript:alert(1)", ""),
        ("ftp://tern.example/a", ""),
    ],
)
def test_common_addresses_are_joined_as_all_others_are(href: str, address: str) -> None:
    assert absolute_url(href, "https://tern.example/harbour/index.html") == address


@pytest.mark.parametrize("between", ["\n", "\t", "/"])
def test_a_flood_of_attributes_is_told_whatever_stands_between_them(between: str) -> None:
    flood = between.join(f"a{n}" for n in range(20_000))
    root = parse_page(f"<body><p {flood}>text</p></body>")
    assert [(dict(p.attrib), p.text) for p in elements(root, "p")] == [({}, "text")]


@pytest.mark.parametrize("text", ["", "word", " two\n words ", "a b c d e", "abcdefghi", "abcde fghij", "x " * 50])
def test_text_within_a_number_of_letters_is_all_text_or_nothing(text: str) -> None:
    element = parse_page(f"<body><p>{text}<b>!</b></p></body>").find(".//p")
    assert element is not None
    whole = text_of(element)
    for letters in (0, 1, 8, 9, 10, len(whole) - 1, len(whole)):
        assert text_within(element, max(0, letters)) == (whole if len(whole) <= letters else None)
