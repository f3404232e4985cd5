"""What a sync does with what came: the same story stands once, pictures come with it, and old news goes. On a real server."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.news.expiring import expire
from reader.library.sync import telling
from reader.library.sync.results import SyncProgress
from reader.model.dates import utc_now
from reader.model.feed import Feed, feed_id_of_url
from reader.store.feed_settings import change_feeds
from tests.dedupe.agency_texts import REPORTS
from tests.feed_items import item, rss
from tests.loopback import Site, page_html, serve

REPORT = REPORTS[0]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    """A library that syncs without pauses."""
    with Library.open(folders=folders, config=Config(confirmed_hosts=("127.0.0.1",), feed_keep_days=30)) as opened:
        opened.sync_pause_seconds = 0
        yield opened


@pytest.fixture
def paper(site: Site) -> Iterator[Site]:
    """Another paper."""
    with serve() as running:
        yield running


def publish(library: Library, paper: Site, title: str, lead: str) -> str:
    """Print the agency's report under a headline, with a picture, and subscribe to the paper; return the picture's address."""
    picture = paper.put("/a.png", PNG, Content_Type="image/png")
    figure = (
        f'<figure><img src="{picture}" width="800" height="600"><figcaption>The pier at dawn.</figcaption></figure>'
    )
    html = page_html(title, (lead, *REPORT.body)).replace(b"</h1>", b"</h1>" + figure.encode())
    url = paper.put("/ferry", html)
    paper.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, rss(item("1", title, url)))
    feed = Feed(id=feed_id_of_url(f"{paper.origin}/feed"), url=f"{paper.origin}/feed")
    change_feeds(library._stores.places, lambda feeds: {**feeds, feed.id: feed})
    return picture


def test_one_report_in_two_papers_stands_once_with_its_pictures(library: Library, site: Site, paper: Site) -> None:
    first = publish(library, site, REPORT.title, REPORT.lead)
    told: list[SyncProgress] = []
    library.sync_feeds(on_progress=told.append)
    second = publish(library, paper, REPORT.other_title, REPORT.other_lead)
    library.sync_feeds()
    (row,) = library.list(View(kind=ViewKind.NEWS))
    assert (row.record.title, row.also, len(row.feeds)) == (REPORT.title, 1, 2)
    assert library.image_path(row.record.id, first) is not None
    (folded,) = [record for record in library._stores.articles.records() if record.story]
    assert folded.story == row.record.id
    assert library.image_path(folded.id, second) is None  # comes when it is opened
    assert told[-1].pictures_done == told[-1].pictures_total == 1
    assert told[-1].step == "fetching their pictures"


def test_what_has_gone_does_not_come_again_while_it_stands_in_its_feed(library: Library, site: Site) -> None:
    publish(library, site, REPORT.title, REPORT.lead)
    assert library.sync_feeds().new == 1
    later = utc_now() + timedelta(days=31)
    assert expire(library._stores, library._indexing, library.config, now=later).articles == 1
    assert library.list(View(kind=ViewKind.NEWS)) == ()
    site.pages["/feed"] = (*site.pages["/feed"][:2], site.pages["/feed"][2] + b"<!-- changed -->")
    assert library.sync_feeds(is_forced=True).new == 0
    assert library.list(View(kind=ViewKind.NEWS)) == ()


def test_a_feed_that_is_given_up_while_its_pages_come_brings_them_when_it_is_back(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TELL_SECONDS", 0.0)
    publish(library, site, REPORT.title, REPORT.lead)
    (feed,) = library.feeds()

    def give_up(progress: SyncProgress) -> None:
        if progress.pages_total and library.feeds():
            library.unsubscribe([feed.id])

    assert library.sync_feeds(on_progress=give_up).new == 0
    assert library.feeds() == ()
    assert list(library._stores.articles.records()) == []
    library.undo()
    assert library.sync_feeds().new == 1
    assert [row.record.title for row in library.list(View(kind=ViewKind.NEWS))] == [REPORT.title]
