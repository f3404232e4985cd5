"""Articles that come again while their entries are in their feed: changed words, and pages that did not come the first time."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.progress import Work
from reader.library.sync.syncing import SyncEars, SyncTools, SyncWishes, sync_feeds
from reader.library.sync.turns import Politeness
from reader.model.dates import utc_now
from reader.model.feed import Feed, FeedSettings, FetchPages, feed_id_of_url
from reader.model.kept import ArticleRecord
from reader.store.feed_settings import change_feeds
from tests.feed_items import item, rss
from tests.loopback import PARAGRAPHS, Site, page_html


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    with Library.open(folders=folders, config=Config(confirmed_hosts=("127.0.0.1",))) as opened:
        yield opened


def put_feed(site: Site, *items: str) -> str:
    return site.put("/feed", rss(*items), Content_Type="application/rss+xml")


def subscribe(library: Library, url: str, pages: FetchPages = FetchPages.ALWAYS) -> None:
    feed = Feed(id=feed_id_of_url(url), url=url, settings=FeedSettings(pages=pages))
    change_feeds(library._stores.places, lambda feeds: {**feeds, feed.id: feed})


def records(library: Library) -> dict[str, ArticleRecord]:
    """Return all articles by their titles."""
    return {record.title: record for record in library._stores.articles.records()}


def asked(site: Site) -> list[str]:
    return [path for path, _ in site.requests]


def sync(library: Library, hours: float = 0.0) -> None:
    """Sync as if so much time had passed."""
    sync_feeds(
        SyncTools(library._stores, library._opening, library.config, library._changing, library._indexing, tuple),
        SyncWishes(
            is_forced=True, politeness=Politeness(pause_seconds=0), clock=lambda: utc_now() + timedelta(hours=hours)
        ),
        SyncEars(),
        Work(),
    )


def test_a_page_that_did_not_come_is_asked_for_again_at_later_syncs_and_ever_less_often(
    site: Site, library: Library
) -> None:
    link = site.put("/ferry", b"busy", status=500)
    ferry = item("1", "Ferry to reopen", link)
    subscribe(library, put_feed(site, ferry))
    sync(library)
    assert records(library)["Ferry to reopen"].awaits_page

    def tries_after(hours: float) -> int:
        site.requests.clear()
        put_feed(site, ferry, item(f"at {hours}", f"News at {hours}"))
        sync(library, hours)
        return asked(site).count("/ferry")

    assert [tries_after(hours) for hours in (0.5, 1.5, 2.0, 3.5, 5.0, 8.0, 13.0, 17.0)] == [0, 1, 0, 1, 0, 1, 0, 1]
    site.put("/ferry", page_html("Ferry to reopen"))
    assert tries_after(40.0) == 1
    after = records(library)["Ferry to reopen"]
    assert not after.awaits_page
    assert PARAGRAPHS[0] in library.open_article(after.id).kept.article.text
    assert tries_after(90.0) == 0
    assert tries_after(24 * 9) == 0


def test_a_page_that_is_gone_or_shows_nothing_by_then_is_asked_for_no_more(site: Site, library: Library) -> None:
    links = [site.put(path, b"busy", status=500) for path in ("/gone", "/empty", "/touched")]
    entries = [item(str(n), f"Report of {link.rpartition('/')[2]}", link) for n, link in enumerate(links)]
    subscribe(library, put_feed(site, *entries))
    sync(library)
    touched = records(library)["Report of touched"]
    library.set_starred(touched.id, True)
    site.put("/gone", b"", status=404)
    site.put("/empty", b"<html><body></body></html>")
    for hours in (2, 5, 11):
        put_feed(site, *entries, item(str(hours * 100), f"News at {hours}"))
        sync(library, hours)
    assert Counter(asked(site))["/gone"] == 2
    assert Counter(asked(site))["/empty"] == 2
    assert Counter(asked(site))["/touched"] == 1  # it is the reader's by now
    assert {record.title for record in records(library).values() if record.awaits_page} == {"Report of touched"}


@pytest.mark.parametrize("pages", [FetchPages.NEVER, FetchPages.OPEN])
def test_words_of_a_feed_that_change_are_a_new_version_with_what_was_marked_in_them(
    site: Site, library: Library, pages: FetchPages
) -> None:
    before, after = (
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>The fare is {fare} crowns, the council said.</p>"
        f"<link rel=canonical href='https://else.example/{fare}'>"
        for fare in ("two", "three")
    )
    link = f"{site.origin}/ferry"
    others = [item(str(n), f"Report {n}", text=f"<p>{PARAGRAPHS[2]} {n}</p>") for n in range(3)]
    subscribe(library, put_feed(site, item("f", "Ferry to reopen", link, before), *others), pages=pages)
    sync(library)
    old = records(library)["Ferry to reopen"]
    text = library.open_article(old.id).kept.article.text
    start = text.index(PARAGRAPHS[1])
    library.annotate(old.id, start, start + len(PARAGRAPHS[1]), version_id=old.version_id)
    put_feed(site, item("f", "Ferry to reopen", link, after), *others)
    sync(library, 24)
    new = records(library)["Ferry to reopen"]
    assert len(new.versions) == 2
    assert new.versions[-1].is_of_feed
    assert new.awaits_page == old.awaits_page == (pages is FetchPages.OPEN)
    opened = library.open_article(new.id)
    assert "three crowns" in opened.kept.article.text
    (placed,) = opened.annotations
    assert placed.anchor is not None
    assert opened.kept.article.text[placed.anchor.start : placed.anchor.end] == PARAGRAPHS[1]
    assert "/ferry" not in asked(site)
    assert not list(library._stores.places.aliases.glob("*"))  # a feed may call any address its own
    sync(library, 50)
    assert all(len(record.versions) == 1 for title, record in records(library).items() if title != "Ferry to reopen")
    assert len(records(library)["Ferry to reopen"].versions) == 2


def test_words_that_change_in_most_entries_or_twice_a_day_make_no_versions(site: Site, library: Library) -> None:
    def put(count: int, *, also: int) -> None:
        texts = [f"<p>{PARAGRAPHS[n % 3]} Read {count if n < also else 0} times.</p>" for n in range(4)]
        put_feed(site, *(item(str(n), f"Report {n}", text=text) for n, text in enumerate(texts)))

    put(0, also=0)
    subscribe(library, site.origin + "/feed", pages=FetchPages.NEVER)
    sync(library)
    put(1, also=4)
    sync(library, 1)
    assert all(len(record.versions) == 1 for record in records(library).values())
    put(2, also=1)
    sync(library, 24)
    put(3, also=1)
    sync(library, 30)
    assert [len(records(library)[f"Report {n}"].versions) for n in range(4)] == [2, 1, 1, 1]
    put(4, also=1)
    sync(library, 48)
    assert len(records(library)["Report 0"].versions) == 3
