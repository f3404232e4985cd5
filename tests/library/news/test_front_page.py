"""The front page: what most sources tell of first, and what only one tells at the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reader.library.library import Library
from reader.library.listing import Listing, View, ViewKind
from reader.library.news import front_page
from reader.library.news.origins import moment_of, source_of
from reader.library.searching import Searching
from reader.library.stores import Stores, open_stores
from reader.model.dates import utc_now
from reader.model.kept import ArticleRecord, ListedArticle
from tests.dedupe.test_events import BANK, FERRY, SINGLE
from tests.library.made_news import DUNLIN, HERON, PLOVER, keep

FRONT = View(kind=ViewKind.FRONT)
SITES = ("heron.example", "plover.example", "dunlin.example", "tern.example")


@pytest.fixture
def stores(library: Library) -> Stores:
    """The stores of an empty library."""
    return open_stores(library.folder, library.folders)


def comes(
    stores: Stores, title: str, deck: str = "", *, site: int = 0, hours: float = 1, **more: object
) -> ArticleRecord:
    """Keep an article of a site that came so many hours ago."""
    url = f"https://www.{SITES[site]}/{abs(hash((title, hours)))}"
    added = utc_now() - timedelta(hours=hours)
    feeds = ((HERON, PLOVER, DUNLIN, HERON)[site],)
    return keep(stores, title, f"{title}. {deck}", deck=deck, url=url, added=added, feeds=feeds, **more)


def shown(listing: Listing) -> list[tuple[int, list[str]]]:
    """Return the groups of a front page: how many sources, and the titles."""
    return [
        (group.sources, [row.record.title for row in listing.rows(group.start, group.start + group.size)])
        for group in listing.groups
    ]


def test_what_most_sources_tell_of_comes_first_and_what_one_tells_last(library: Library, stores: Stores) -> None:
    for site, item in enumerate(BANK):
        comes(stores, item.title, item.deck, site=site, hours=1 + site)
    for site, item in enumerate(FERRY):
        comes(stores, item.title, item.deck, site=site, hours=6 + site)
    for hours, item in enumerate(SINGLE, 2):
        comes(stores, item.title, item.deck, hours=hours)
    assert shown(library.listing(FRONT)) == [
        (3, [item.title for item in FERRY]),
        (2, [item.title for item in BANK]),
        (0, [item.title for item in SINGLE]),
    ]


def test_two_articles_of_one_site_are_one_source(library: Library, stores: Stores) -> None:
    for hours, item in enumerate(FERRY, 1):
        comes(stores, item.title, item.deck, site=0, hours=hours)
    listing = library.listing(FRONT)
    assert listing.groups == ()
    assert len(listing) == 3


def test_what_is_folded_counts_and_stands_once(library: Library, stores: Stores) -> None:
    first = comes(stores, FERRY[0].title, FERRY[0].deck, site=0, hours=5)
    for site in (1, 2):
        copy = comes(stores, f"Quite another headline {site}", site=site, hours=4)
        stores.articles.note_news(copy.id, story=first.id)
    comes(stores, BANK[0].title, BANK[0].deck, site=3)
    assert shown(library.listing(FRONT)) == [(3, [first.title]), (0, [BANK[0].title])]


def test_old_news_is_on_no_front_page_even_if_it_came_today(library: Library, stores: Stores) -> None:
    comes(stores, "Came days ago", hours=49)
    late = comes(stores, "Published long ago")
    stores.articles.update_record(replace(late, published=(utc_now() - timedelta(days=5)).date().isoformat()))
    new = comes(stores, "New", hours=47)
    assert [row.record.id for row in library.listing(FRONT).rows()] == [new.id]


def test_rows_of_old_news_are_not_read(library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        comes(stores, f"Came long ago {number}", hours=100 + number)
        late = comes(stores, f"Came today and was written long ago {number}")
        stores.articles.update_record(replace(late, published="2024-03-14"))
    for number in range(3):
        comes(stores, f"Came today {number}", hours=47)
    read: list[int] = []
    rows = Searching.rows

    def counting(self: Searching, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        read.extend(docids)
        return rows(self, docids)

    monkeypatch.setattr(Searching, "rows", counting)
    assert len(library.listing(FRONT)) == 3
    assert len(read) == 3


def test_a_report_of_last_week_that_one_more_paper_prints_is_no_news(library: Library, stores: Stores) -> None:
    first = comes(stores, FERRY[0].title, hours=24 * 7)
    stores.articles.note_news(comes(stores, FERRY[1].title, site=1).id, story=first.id)
    assert len(library.listing(FRONT)) == 0


def test_only_news_that_is_neither_archived_nor_hidden_is_on_it(library: Library, stores: Stores) -> None:
    comes(stores, "Added by the reader", is_news=False)
    for field in ("is_archived", "is_hidden", "is_trashed", "is_kept"):
        stores.states.change(comes(stores, f"It {field}").id, **{field: True})
    left = comes(stores, "Left")
    assert [row.record.id for row in library.listing(FRONT).rows()] == [left.id]


def test_a_query_narrows_the_front_page(library: Library, stores: Stores) -> None:
    for site, item in enumerate(FERRY):
        comes(stores, item.title, item.deck, site=site)
    comes(stores, BANK[0].title, BANK[0].deck, site=0)
    listing = library.listing(View(kind=ViewKind.FRONT, query="brennia"))
    assert [row.record.title for row in listing.rows()] == [BANK[0].title]


def test_what_is_read_counts_as_read_and_events_are_not_worked_out_again(
    library: Library, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [comes(stores, item.title, item.deck, site=site) for site, item in enumerate(FERRY)]
    assert [group.unread for group in library.listing(FRONT).groups] == [3]
    monkeypatch.setattr(front_page, "events", None)  # to be called would fail
    library.set_read(records[0].id, True)
    listing = library.listing(FRONT)
    assert [group.unread for group in listing.groups] == [2]
    assert {group.key for group in listing.groups} <= {record.id for record in records}


def test_an_empty_front_page_is_empty(library: Library) -> None:
    assert len(library.listing(FRONT)) == 0
    assert library.listing(FRONT).groups == ()


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-22T18:00:00+02:00", "2026-11-22T16:00:00+00:00"),
        ("2026-11-22T18:00:00", "2026-11-22T18:00:00+00:00"),
        ("2026-11-21", "2026-11-21T23:59:59.999999+00:00"),
        ("2031-01-01T00:00:00Z", "2026-11-23T06:00:00+00:00"),  # from the future: when it came
        ("", "2026-11-23T06:00:00+00:00"),
        ("someday", "2026-11-23T06:00:00+00:00"),
    ],
)
def test_the_moment_of_an_article(stores: Stores, written: str, moment: str) -> None:
    record = replace(keep(stores, "One"), published=written)
    assert moment_of(record) == datetime.fromisoformat(moment)


def test_sources_are_told_apart_by_their_sites(stores: Stores) -> None:
    record = keep(stores, "One", url="https://www.paper.example/a?b")
    assert source_of(record) == "paper.example"
    assert source_of(replace(record, url="", site="The Paper")) == "The Paper"
    assert source_of(replace(record, url="", site="")) == HERON
