"""Further pages: the article's own, of the same site, in order, never fetched."""

import pytest

from reader.extract.meta_tags import read_meta_tags
from reader.extract.next_pages import find_next_pages, page_number
from reader.extract.tree import parse_page

URL = "https://tern.example/long-read"


def _find(markup: str, url: str = URL) -> tuple[str, ...]:
    root = parse_page(markup)
    return find_next_pages(root, read_meta_tags(root), url)


def test_numbered_links_in_any_order() -> None:
    links = '<a href="?page=3">3</a><a href="?page=2">2</a><a href="/long-read">1</a><a href="?page=2">next</a>'
    assert _find(f"<p>x{links}") == (f"{URL}?page=2", f"{URL}?page=3")


def test_a_next_link_in_the_head() -> None:
    assert _find(f'<head><link rel="next" href="{URL}/2"></head><p>x') == (f"{URL}/2",)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://other.example/long-read?page=2">2</a>',
        '<a href="/another-story/2">2</a>',
        '<a href="?page=2">Read 2 more stories</a>',
        '<a href="javascript:next()">2</a>',
        '<link rel="next" href="/another-story">',
    ],
)
def test_other_stories_and_sites_are_not_the_next_page(link: str) -> None:
    assert _find(f"<p>x{link}") == ()


def test_a_later_page_names_only_those_after_it() -> None:
    links = "".join(f'<a href="?page={number}">{number}</a>' for number in (1, 2, 3))
    assert _find(f"<p>{links}", f"{URL}?page=2") == (f"{URL}?page=3",)


def test_page_numbers() -> None:
    assert page_number(URL, URL) == 1
    assert page_number(f"{URL}/page/4/", URL) == 4
    assert page_number("https://tern.example/2024", URL) == 0
    assert page_number("http://[bad", URL) == 0


def test_a_page_without_an_address_names_the_files_beside_it() -> None:
    links = '<a href="index.html">1</a><a href="index-2.html">2</a><a rel="next" href="index-2.html">next</a>'
    links += '<a href="notes-7.html">3</a>'
    assert _find(f'<head><link rel="next" href="index-2.html"></head><p>{links}', "") == ("index-2.html",)
    later = '<link rel="prev" href="index-2.html"><link rel="next" href="index-4.html">'
    assert _find(f'<head>{later}</head><p><a href="index-2.html">2</a><a href="index-4.html">4</a>', "") == (
        "index-4.html",
    )


@pytest.mark.parametrize(
    "href", ["https://tern.example/x-2.html", "../x-2.html", "/x-2.html", "x-2.exe", "?page=2", "C:\\x-2.html"]
)
def test_only_a_file_name_is_a_page_beside_a_file(href: str) -> None:
    assert _find(f'<p><a rel="next" href="{href}">2</a>', "") == ()


def test_the_last_of_several_files_has_no_next_page() -> None:
    links = '<a rel="prev" href="index.html">‹</a> <a href="index.html">1</a> <span>2</span>'
    assert _find(f'<head><link rel="prev" href="index.html"></head><p>{links}', "") == ()
