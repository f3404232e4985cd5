"""Every way by which somebody else's word could lead into a private network: none does, whoever calls the fetching door."""

from collections.abc import Iterator

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.model.errors import FeedError, FetchError
from tests.feed_items import item, rss
from tests.loopback import Site, page_html, serve

TITLE = "Ferry line to reopen after eleven winters"
XML = "text/xml"


@pytest.fixture
def router() -> Iterator[Site]:
    """Another service on this machine, which nobody confirmed: whoever gets there has got through."""
    with serve() as running:
        running.put("/admin", page_html("Settings of the router"))
        running.put("/feed", rss(item("9", "Settings of the router")), Content_Type=XML)
        yield running


@pytest.fixture
def careful(folders: Folders) -> Iterator[Library]:
    """A library of a user who has confirmed no host."""
    with Library.open(folders=folders, config=Config()) as opened:
        yield opened


def subscribed(library: Library, url: str, body: bytes, site: Site) -> str:
    """Subscribe to a feed whose address is typed; return its id."""
    site.put("/feed", body, Content_Type=XML)
    (found,) = library.find_feeds(url)
    assert found.is_typed
    return library.subscribe(found).feed.id


def test_entries_of_a_typed_feed_lead_to_no_other_service(careful: Library, site: Site, router: Site) -> None:
    own = site.put("/own", page_html(TITLE))
    entries = rss(item("1", "Own", own), item("2", "The router's", f"{router.origin}/admin"))
    feed_id = subscribed(careful, f"{site.origin}/feed", entries, site)
    report = careful.sync_feeds([feed_id], is_forced=True)
    assert report.new == 2  # what the feed itself says of the second is kept
    assert "/own" in [path for path, _ in site.requests]
    assert router.requests == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_feed_that_moves_into_a_private_network_is_not_followed(
    careful: Library, site: Site, router: Site, status: int
) -> None:
    feed_id = subscribed(careful, f"{site.origin}/feed", rss(item("1", "A thought")), site)
    site.put("/feed", b"", status=status, Location=f"{router.origin}/feed")
    (told,) = careful.sync_feeds([feed_id], is_forced=True).feeds
    assert "private network" in told.error
    assert [feed.url for feed in careful.feeds()] == [f"{site.origin}/feed"]
    assert router.requests == []


@pytest.mark.parametrize("confirmed", [(), ("127.0.0.1",)])
def test_feed_that_says_that_it_has_moved_there_is_believed_only_where_the_host_is_confirmed(
    folders: Folders, site: Site, router: Site, confirmed: tuple[str, ...]
) -> None:
    moved = f"<itunes:new-feed-url>{router.origin}/feed</itunes:new-feed-url>"
    body = rss(item("1", "A thought"), head=moved)
    body = body.replace(b"<rss", b'<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"', 1)
    with Library.open(folders=folders, config=Config(confirmed_hosts=confirmed)) as library:
        feed_id = subscribed(library, f"{site.origin}/feed", body, site)
        library.sync_feeds([feed_id], is_forced=True)
        if not confirmed:
            assert [feed.url for feed in library.feeds()] == [f"{site.origin}/feed"]
    assert bool(router.requests) == bool(confirmed)


def test_feeds_of_a_list_are_not_asked_there(careful: Library, router: Site) -> None:
    opml = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{router.origin}/feed"/></body></opml>'
    careful.import_feeds(opml.encode())
    (told,) = careful.sync_feeds(is_forced=True).feeds
    assert "private network" in told.error
    assert router.requests == []


def test_feeds_and_sitemaps_that_a_page_names_are_not_looked_for_there(
    careful: Library, site: Site, router: Site
) -> None:
    link = f'<link rel="alternate" type="application/rss+xml" href="{router.origin}/feed">'
    site.put("/", page_html("Hill", head=link))
    site.put("/robots.txt", f"Sitemap: {router.origin}/sitemap.xml".encode(), Content_Type="text/plain")
    with pytest.raises(FeedError):
        careful.find_feeds(f"{site.origin}/")
    assert router.requests == []


@pytest.mark.parametrize("rel", ["canonical", "amphtml", "next", "alternate", "shortlink", "prefetch"])
def test_what_a_page_points_to_is_not_asked_there(careful: Library, site: Site, router: Site, rel: str) -> None:
    head = f'<link rel="{rel}" href="{router.origin}/admin"><meta property="og:url" content="{router.origin}/admin">'
    refresh = f'<meta http-equiv="refresh" content="0;url={router.origin}/admin">'
    article_id = careful.add(site.put("/ferry", page_html(TITLE, head=head + refresh))).article_id
    careful.refresh(article_id, force=True)
    assert {path for path, _ in site.requests} == {"/ferry"}
    assert router.requests == []


def test_pictures_are_not_fetched_there(careful: Library, site: Site, router: Site) -> None:
    body = page_html(TITLE).replace(
        b"</h1>", f'</h1><figure><img src="{router.origin}/admin"><figcaption>A lamp</figcaption></figure>'.encode()
    )
    article_id = careful.add(site.put("/ferry", body)).article_id
    assert careful.fetch_images(article_id) == 0
    assert router.requests == []


def test_kept_article_that_moves_there_stays_as_it_was(careful: Library, site: Site, router: Site) -> None:
    article_id = careful.add(site.put("/ferry", page_html(TITLE))).article_id
    site.put("/ferry", b"", status=301, Location=f"{router.origin}/admin")
    with pytest.raises(FetchError, match="private network"):
        careful.refresh(article_id)
    assert careful.open_article(article_id).kept.record.title == TITLE
    assert router.requests == []
