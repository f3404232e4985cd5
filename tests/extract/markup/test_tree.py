"""Parsing: pages that are deep, broken, lying or empty."""

import pytest

from reader.extract.explaining.raw_text import raw_text
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
from reader.extract.pipeline import extract
from reader.model.errors import ExtractError
from reader.model.page import Page, PageForm, PageOrigin


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


@pytest.mark.parametrize("text", ["", "   \n ", "<!-- nothing -->", "<!doctype html>", "<?xml version='1.0'?><!-- -->"])
def test_an_empty_page_is_an_error_in_one_line(text: str) -> None:
    with pytest.raises(ExtractError) as caught:
        parse_page(text, "https://hill.example/a\x1b\nb" + "c" * 1000)
    assert caught.value.message.startswith("There is nothing on the page: https://hill.example/a")
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    with pytest.raises(ExtractError, match="There is nothing on the page "):
        parse_page(text)


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


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<html><body><p>one</p></body></html><p>two</p>", id="after the page"),
        pytest.param("<html><body><p>one</p></body><p>two</p></html>", id="after its body"),
        pytest.param("<html><body><p>one</p></BODY ></HTML><p>two</p></body></html>", id="ended twice"),
        pytest.param(
            "<html><body><p>one</p></body></html><html><head></head><body class='x'><p>two</p></body></html>",
            id="joined pages",
        ),
        pytest.param("<html><body><div><p>one</p></html><body><p>two</p></div></body>", id="in the middle of a box"),
    ],
)
def test_what_stands_after_the_end_of_a_page_is_in_its_body(page: str) -> None:
    body = parse_page(page).find("body")
    assert body is not None
    assert [text_of(p) for p in elements(body, "p")] == ["one", "two"]


def test_elements_with_names_like_the_page_are_left_where_they_are() -> None:
    root = parse_page("<html><body><p>one</p></body></html><body-text><p>two</p></body-text><header>three</header>")
    assert next(elements(root, "body-text"), None) is not None
    assert next(elements(root, "header"), None) is not None


@pytest.mark.parametrize("tag", ["embed", "source", "track", "wbr", "bgsound", "br"])
def test_text_after_thousands_of_tags_that_never_close_is_kept(tag: str) -> None:
    assert text_of(parse_page(f"<body><p>before {f'<{tag} src=x>' * 5_000}after</p></body>")).endswith("after")


def test_the_error_of_an_empty_page_has_its_address_without_the_query() -> None:
    page = Page(
        content=b"<!-- nothing -->",
        form=PageForm.HTML,
        origin=PageOrigin.URL,
        url="https://hill.example/a?token=sesame",
    )
    for read in (extract, raw_text):
        with pytest.raises(ExtractError) as caught:
            read(page)
        assert caught.value.message == "There is nothing on the page: https://hill.example/a"
