"""From what is typed to feeds, on a real site: addresses of feeds, of sites that name theirs, and of sites that don't."""

from threading import Event

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.results import FoundFeed
from reader.library.subscriptions.addresses import KnownFeeds
from reader.library.subscriptions.discovering import MOST_SECONDS, FeedFinder
from reader.library.subscriptions.subscribing import SeveralFeedsError
from reader.model.errors import CancelledError, FeedError, FetchError, UsageError
from reader.model.feed import FeedForm, ParsedFeed
from tests.feed_pages import atom, naming, rss
from tests.loopback import Site, serve

PRIVATE = "http://10.255.255.1/feed"


def put_feed(site: Site, path: str = "/feed", title: str = "Hill Gazette") -> str:
    return site.put(path, rss(title, home=f"{site.origin}{path}/"), Content_Type="application/rss+xml")


def asked(site: Site) -> list[str]:
    return [path for path, _ in site.requests]


@pytest.fixture
def distrustful(folders: Folders) -> Library:
    """A library without confirmed hosts."""
    return Library.open(folders=folders, config=Config())


def test_address_of_a_feed_is_that_feed(library: Library, site: Site) -> None:
    url = put_feed(site)
    (found,) = library.find_feeds(url)
    assert found == FoundFeed(
        url=url, title="Hill Gazette", form=FeedForm.RSS, home=f"{site.origin}/feed/", entries=2, is_typed=True
    )
    assert asked(site) == ["/feed"]


def test_scheme_may_be_missing(library: Library, site: Site) -> None:
    url = put_feed(site)
    for typed in (url.removeprefix("http://"), url.replace("http:", "feed:"), f"feed:{url}"):
        assert [one.url for one in library.find_feeds(typed)] == [url]


def test_site_names_its_feeds(library: Library, site: Site) -> None:
    put_feed(site, "/news", "News of the hill")
    put_feed(site, "/comments/feed", "Comments")
    put_feed(site, "/sport", "")
    page = site.put("/", naming(("/comments/feed", "Comments"), ("/news", "x"), ("/dead", "Dead"), ("/sport", "Sport")))
    found = library.find_feeds(page)
    assert [(one.url.removeprefix(site.origin), one.title) for one in found] == [
        ("/news", "News of the hill"),
        ("/sport", "Sport"),
        ("/comments/feed", "Comments"),
    ]


def test_same_feed_in_two_forms_is_offered_once(library: Library, site: Site) -> None:
    site.put("/rss", rss("Hill"), Content_Type="text/xml")
    site.put("/atom", atom("Hill"), Content_Type="text/xml")
    (found,) = library.find_feeds(site.put("/", naming(("/atom", "Atom"), ("/rss", "RSS"))))
    assert found.form is FeedForm.ATOM


def test_site_that_names_none_is_tried_where_most_have_theirs(library: Library, site: Site) -> None:
    put_feed(site, "/rss.xml")
    (found,) = library.find_feeds(site.put("/", naming()))
    assert found.url == f"{site.origin}/rss.xml"


def put_news_sitemap(site: Site) -> str:
    return site.put(
        "/maps/news.xml",
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>%s/a</loc><news:news>'
        b"<news:publication><news:name>Hill</news:name><news:language>en</news:language></news:publication>"
        b"<news:publication_date>2026-03-01</news:publication_date><news:title>Snow</news:title></news:news></url></urlset>"
        % site.origin.encode(),
        Content_Type="application/xml",
    )


def put_index(site: Site, *paths: str) -> str:
    places = "".join(f"<sitemap><loc>{site.origin}{path}</loc></sitemap>" for path in paths)
    return site.put("/sitemap.xml", f"<sitemapindex>{places}</sitemapindex>".encode(), Content_Type="application/xml")


def put_robots(site: Site, path: str) -> None:
    site.put("/robots.txt", f"User-agent: *\nSitemap: {path}\n".encode(), Content_Type="text/plain")


def test_news_sitemap_stands_in_for_a_feed(library: Library, site: Site) -> None:
    put_robots(site, "/maps/news.xml")
    put_news_sitemap(site)
    (found,) = library.find_feeds(site.put("/", naming()))
    assert found.form is FeedForm.SITEMAP
    assert any("titles alone" in note for note in found.notes)


def test_index_of_sitemaps_leads_to_the_one_of_news(library: Library, site: Site) -> None:
    url = put_news_sitemap(site)
    site.put("/maps/pages.xml", f"<urlset><url><loc>{site.origin}/a</loc></url></urlset>".encode())
    index = put_index(site, "/maps/pages.xml", "/maps/news.xml")
    put_robots(site, "/sitemap.xml")
    assert [one.url for one in library.find_feeds(index)] == [url]
    assert [one.url for one in library.find_feeds(site.put("/", naming()))] == [url]


def test_sitemap_of_all_pages_is_nobodys_news(library: Library, site: Site) -> None:
    site.put("/maps/pages.xml", f"<urlset><url><loc>{site.origin}/a</loc></url></urlset>".encode())
    index = put_index(site, "/maps/pages.xml")
    put_robots(site, "/maps/pages.xml")
    with pytest.raises(FeedError, match="none of them has news"):
        library.find_feeds(index)
    with pytest.raises(FeedError, match="all pages of a site"):
        library.find_feeds(f"{site.origin}/maps/pages.xml")
    with pytest.raises(FeedError, match="no feed was found"):
        library.find_feeds(site.put("/", naming()))


def test_site_without_feeds_says_what_to_do(library: Library, site: Site) -> None:
    with pytest.raises(FeedError, match="no feed was found at") as caught:
        library.find_feeds(site.put("/", naming()))
    assert "pressmark add" in caught.value.hint


def test_what_is_neither_feed_nor_page_says_what_is_wrong_with_it(library: Library, site: Site) -> None:
    with pytest.raises(FeedError) as caught:
        library.find_feeds(site.put("/feed.xml", b'<?xml version="1.0"?><catalogue/>', Content_Type="text/xml"))
    assert "no feed was found" not in caught.value.message
    assert asked(site) == ["/feed.xml"]


def test_feed_that_has_moved_is_subscribed_to_where_it_is(library: Library, site: Site) -> None:
    url = put_feed(site, "/new")
    old = site.put("/old", b"", status=301, Location="/new")
    (found,) = library.find_feeds(old)
    assert found.url == url
    assert any("moved" in note for note in found.notes)
    feed = library.subscribe(found).feed
    assert library.find_feeds(old)[0].feed_id == feed.id
    assert not library.subscribe(old).is_new


def test_redirect_for_now_is_no_move(library: Library, site: Site) -> None:
    put_feed(site, "/today")
    old = site.put("/feed", b"", status=302, Location="/today")
    assert library.find_feeds(old)[0].url == old


def test_answer_of_the_server_is_told_and_no_other_scheme_tried(library: Library, site: Site) -> None:
    with pytest.raises(FetchError) as caught:
        library.find_feeds(f"{site.origin}/nothing")
    assert caught.value.status == 404
    assert asked(site) == ["/nothing"]


def test_page_leads_into_no_private_network(distrustful: Library, site: Site) -> None:
    with serve() as other:
        elsewhere = put_feed(other)
        own = put_feed(site)
        page = site.put("/", naming((PRIVATE, "Router"), (elsewhere, "Neighbour"), (own, "Own")))
        (found,) = distrustful.find_feeds(page)
        assert found.url == own
        assert found.is_typed
        assert asked(other) == []


def test_feed_on_another_origin_was_not_typed(library: Library, site: Site) -> None:
    with serve() as other:
        put_feed(other)
        page = site.put("/", naming((f"{other.origin}/feed", "Elsewhere")))
        (found,) = library.find_feeds(page)
        assert not found.is_typed
        assert not library.subscribe(found).feed.is_typed
    assert library.subscribe(put_feed(site)).feed.is_typed


def test_site_with_several_feeds_wants_a_choice(library: Library, site: Site) -> None:
    put_feed(site, "/a", "A")
    put_feed(site, "/b", "B")
    page = site.put("/", naming(("/a", "A"), ("/b", "B")))
    with pytest.raises(SeveralFeedsError) as caught:
        library.subscribe(page)
    assert [one.title for one in caught.value.found] == ["A", "B"]
    assert library.feeds() == ()
    assert [one.feed.title for one in library.subscribe_all(caught.value.found)] == ["A", "B"]


def test_feed_of_comments_is_not_in_the_way(library: Library, site: Site) -> None:
    put_feed(site, "/feed", "Hill")
    put_feed(site, "/comments/feed", "Comments on Hill")
    page = site.put("/", naming(("/comments/feed", "Comments"), ("/feed", "Hill")))
    assert [one.is_of_comments for one in library.find_feeds(page)] == [False, True]
    assert library.subscribe(page).feed.title == "Hill"
    assert library.subscribe(f"{site.origin}/comments/feed").is_new


def test_feed_that_may_be_there_at_another_address_says_so(library: Library, site: Site) -> None:
    home = "https://hill.example/"
    first = library.subscribe(site.put("/rss", rss("Hill", home=home), Content_Type="text/xml"))
    assert not any("same name" in note for note in first.notes)
    (found,) = library.find_feeds(site.put("/atom", atom("HILL", ("three",), home), Content_Type="text/xml"))
    assert found.feed_id == ""
    assert any("same name and site" in note and "/rss" in note for note in found.notes)
    (other,) = library.find_feeds(site.put("/sport", rss("Hill Sport", home=home), Content_Type="text/xml"))
    assert other.notes == ()


def test_slow_site_is_not_looked_through_for_ever(site: Site) -> None:
    put_feed(site, "/a")
    page = site.put("/", naming(("/a", "A")))
    time = iter((0.0, 1.0))

    def no_feed(content: bytes, content_type: str, url: str) -> ParsedFeed:
        raise FeedError("This is no feed")

    finder = FeedFinder(Config(), no_feed, KnownFeeds(()), Work(), clock=lambda: next(time, MOST_SECONDS + 1))
    with pytest.raises(FeedError, match="too slow to be looked through"):
        finder.find(page)
    assert asked(site) == ["/"]


def test_subscribing_to_what_was_found_fetches_nothing(library: Library, site: Site) -> None:
    (found,) = library.find_feeds(put_feed(site))
    site.requests.clear()
    assert library.subscribe(found).feed.title == "Hill Gazette"
    assert asked(site) == []


def test_login_and_file_are_refused_before_anything_is_asked(library: Library, site: Site) -> None:
    with pytest.raises(UsageError, match="password"):
        library.find_feeds(site.origin.replace("://", "://ann:secret@") + "/feed")
    assert asked(site) == []


def test_names_in_a_feed_are_cleaned(library: Library, site: Site) -> None:
    body = rss("[@click=app.quit]&#x202e;Hill&#10;Gazette[/] &lt;b&gt;bold&lt;/b&gt;")
    url = site.put("/feed", body, Content_Type="application/rss+xml")
    (found,) = library.find_feeds(url)
    assert "‮" not in found.title
    assert "\n" not in found.title
    assert "Hill Gazette" in found.title


def test_search_is_told_and_can_be_given_up(library: Library, site: Site) -> None:
    put_feed(site, "/a")
    page = site.put("/", naming(("/a", "A")))
    steps: list[Progress] = []
    library.find_feeds(page, Work(steps.append))
    assert [step.step for step in steps] == ["fetching 127.0.0.1", "looking at feeds of 127.0.0.1"]

    cancel = Event()

    def give_up(progress: Progress) -> None:
        if "looking" in progress.step:
            cancel.set()

    with pytest.raises(CancelledError):
        library.find_feeds(page, Work(give_up, cancel))
