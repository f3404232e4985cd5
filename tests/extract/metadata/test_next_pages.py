"""Further pages: the article's own, of the same site, in order, never fetched."""

import pytest

from reader.extract.markup.meta_tags import read_meta_tags
from reader.extract.markup.tree import parse_page
from reader.extract.metadata.next_pages import find_next_pages, page_number

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


@pytest.mark.parametrize(
    "label",
    ["2", "Page 2", "Seite 2", "Página 2", "2ページ", "第2页", "2: The second winter", "Next", "Next page ›", "Weiter »",
     "Page suivante", "Siguiente", "Nästa sida", "Далее", "次のページ", "下一页", "다음", "الصفحة التالية", "»"],
)  # fmt: skip
def test_what_a_link_to_the_next_page_says(label: str) -> None:
    assert _find(f'<p>x<a href="?page=2">{label}</a>') == (f"{URL}?page=2",)


@pytest.mark.parametrize(
    "address",
    ["?page=2", "?seite=2", "?pagina=2", "?p=2", "/long-read/2", "/long-read/2/", "/long-read/page/2/", "/long-read/page-2",
     "/long-read/seite-2", "/long-read,2", "/long-read_2", "/long-read-2", "/long-read-page-2"],
)  # fmt: skip
def test_where_a_second_page_stands(address: str) -> None:
    (found,) = _find(f'<p>x<a href="{address}">2</a>')
    assert found.endswith(address)


def test_a_page_named_like_a_file_has_further_ones_beside_it() -> None:
    assert _find('<p>x<a href="story_2.html">2</a>', "https://tern.example/story.html") == (
        "https://tern.example/story_2.html",
    )


def test_an_option_of_a_pager_is_a_link() -> None:
    pager = '<select><option value="/long-read">1<option value="/long-read/2">2. The winter</select>'
    assert _find(f"<p>x{pager}") == (f"{URL}/2",)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="comments"><a href="?page=2">2</a></div>',
        '<section id="related"><ul><li><a href="?page=2">2</a></ul></section>',
        '<a rel="next" href="/long-read-2">The next winter</a>',
        '<head><link rel="next" href="/long-read-2"></head>',
        '<a href="/long-read-2">Next</a>',
        '<a href="/long-read/2">Two winters later: what became of them</a>',
        '<a href="?page=3">Next</a>',
    ],
    ids=["comments", "related", "neighbour", "declared neighbour", "next post", "headline", "not the next number"],
)
def test_what_only_resembles_a_pager(markup: str) -> None:
    assert _find(f"<p>x{markup}") == ()


def test_the_next_part_of_a_series_is_another_article() -> None:
    links = '<a href="/winter-11">11</a><a rel="next" href="/winter-11">Next</a>'
    assert _find(f"<p>x{links}", "https://tern.example/winter-10") == ()


def test_the_days_of_a_calendar_are_no_pages() -> None:
    links = "".join(f'<a href="/2026/09/{day}">{day}</a>' for day in range(1, 12))
    assert _find(f"<p>x{links}", "https://tern.example/2026/09/3") == ()


@pytest.mark.parametrize(
    ("label", "address"),
    [
        ("View as single page", "?view=all"),
        ("Single page", "/long-read/all/"),
        ("Auf einer Seite lesen", "/long-read/komplettansicht"),
        ("全文表示", "?page=all"),
    ],
)
def test_the_whole_on_one_page_is_named_where_no_pages_are_numbered(label: str, address: str) -> None:
    (found,) = _find(f'<p>x<a href="{address}">{label}</a>')
    assert found.endswith(address)
    assert _find(f'<p>x<a href="{address}">{label}</a><a href="?page=2">2</a>') == (f"{URL}?page=2",)
    assert _find(f'<p>x<a href="/others{address}">{label}</a>') == ()


def test_a_raised_figure_in_an_address_counts_no_pages() -> None:
    assert page_number(f"{URL}?page=%C2%B2", URL) == 0
    assert not _find('<p><a href="?page=²">²</a> <a href="?page=³">³</a>')
