"""Where a site's feeds are: what its page names, and where most sites have them."""

import pytest

from reader.feeds.discovery import (
    FeedLink,
    feeds_on_page,
    is_of_comments,
    sitemaps_in_robots,
    usual_feed_addresses,
    usual_sitemap_addresses,
)
from reader.model.feed import FeedForm

SITE = "https://site.example/blog/"


def found(page: str) -> list[str]:
    return [link.url for link in feeds_on_page(page.encode(), SITE)]


def test_the_head_names_feeds_with_title_and_form() -> None:
    page = (
        b'<html><head><LINK REL="Alternate" TYPE="application/rss+xml" TITLE="News &amp; more" HREF="/feed?a=1&amp;b=2">'
        b"<link rel=alternate type=application/atom+xml href=atom.xml>"
        b"<link rel='alternate' type='application/feed+json; charset=utf-8' href='/feed.json'></head>"
    )
    assert feeds_on_page(page, SITE) == (
        FeedLink(url="https://site.example/feed?a=1&b=2", title="News & more", form=FeedForm.RSS),
        FeedLink(url="https://site.example/blog/atom.xml", form=FeedForm.ATOM),
        FeedLink(url="https://site.example/feed.json", form=FeedForm.JSON),
    )


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="alternate" hreflang="de" href="/de">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<link rel="alternate stylesheet" type="application/rss+xml" href="/x">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed/feed">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        "<!-- <link rel=alternate type=application/rss+xml href=/no> -->",
        '<script>"<link rel=alternate type=application/rss+xml href=/no>"</script>',
        '<a href="https://feedly.com/i/subscription/feed/https://x.example/feed/">',
        '<a href="/feedback">',
        '<a href="/newsfeed-explained.html">',
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(tag: str) -> None:
    assert found(f"<html><head>{tag}</head><p>") == []


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/comments.xml", ""),
        ("/comments", ""),
        ("/feed/comments/", ""),
        ("/x.xml", "Hill Gazette: comments"),
        ("/x.xml", "Comments on: A bridge for Tarn"),
        ("/x.xml", "Hill Gazette » Comments Feed"),
        ("/kommentare/feed", ""),
    ],
)
def test_a_feed_of_comments_is_known_by_address_or_title(path: str, title: str) -> None:
    assert is_of_comments(FeedLink(url=f"https://hill.example{path}", title=title))


@pytest.mark.parametrize(
    ("path", "title"), [("/feed", "Comment and analysis"), ("/commentary.xml", "No comments please, we are bees")]
)
def test_a_feed_of_opinions_is_none_of_comments(path: str, title: str) -> None:
    assert not is_of_comments(FeedLink(url=f"https://hill.example{path}", title=title))


def test_feeds_of_comments_come_last() -> None:
    page = (
        '<link rel=alternate type=application/rss+xml title="Site: Comments Feed" href=/comments/feed/>'
        "<link rel=alternate type=application/rss+xml href=/feed/>"
    )
    assert found(page) == ["https://site.example/feed/", "https://site.example/comments/feed/"]


def test_a_base_moves_relative_addresses() -> None:
    assert found('<base href="/news/"><link rel="feed" href="rss">') == ["https://site.example/news/rss"]


@pytest.mark.parametrize(
    "href",
    [
        "/feed/",
        "rss.xml",
        "/index.rdf",
        "/feeds/all.atom.xml",
        "?feed=rss2",
        "https://feeds.feedburner.com/x",
        "/rss/world",
    ],
)
def test_links_in_the_text_count_where_the_head_names_none(href: str) -> None:
    assert len(found(f'<p><a class=x title="RSS" href="{href}">RSS</a>')) == 1
    assert found(f'<link rel=feed href=/f><a href="{href}">RSS</a>') == ["https://site.example/f"]


def test_pages_in_other_charsets() -> None:
    page = '<meta charset=windows-1251><link rel=alternate type=application/rss+xml title="Новости" href=/r>'
    (link,) = feeds_on_page(page.encode("cp1251"), SITE, "text/html; charset=windows-1251")
    assert link.title == "Новости"


@pytest.mark.parametrize(
    "evil",
    ["<a ", '<a "', "<!--", '<link x="', "<a href='<a href=\"", "<script><style><!--", "<link rel=feed href=/x "],
)
def test_pages_that_never_close_anything_are_looked_through_once(evil: str) -> None:
    assert len(feeds_on_page(evil.encode() * 50_000, SITE)) <= 1


def test_usual_places() -> None:
    addresses = usual_feed_addresses("https://site.example:8080/blog/")
    assert addresses[:2] == ("https://site.example:8080/blog/feed", "https://site.example:8080/blog/rss")
    assert "https://site.example:8080/feed" in addresses
    assert usual_feed_addresses("https://site.example")[0] == "https://site.example/feed"
    assert all(address.startswith("https://site.example/") for address in usual_sitemap_addresses(SITE))


def test_robots_name_sitemaps_those_of_news_first() -> None:
    robots = b"User-agent: *\nDisallow: /x\nSitemap: /sitemap.xml\nSITEMAP:https://site.example/news-sitemap.xml\nsitemap: ftp://x/\n"
    assert sitemaps_in_robots(robots, "https://site.example/robots.txt") == (
        "https://site.example/news-sitemap.xml",
        "https://site.example/sitemap.xml",
    )
