"""A sync: what is new becomes articles, once, whatever else happens. Against a real server on loopback."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reader.bounded.processes import Broke, BrokenOffError, Limits, Processes
from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Work
from reader.library.sync import patience, telling
from reader.library.sync.intake import FIRST_ENTRIES
from reader.library.sync.results import SyncProgress, SyncReport
from reader.model.dates import utc_now
from reader.model.errors import ConfigError, NotFoundError, StoreLockedError
from reader.model.feed import FeedSettings, FetchPages
from reader.model.kept import ArticleRecord
from reader.store.feed_settings import change_feeds
from reader.store.locks import Locks
from tests.feed_items import item, rss
from tests.loopback import PARAGRAPHS, Site, page_html

RSS = "application/rss+xml"


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    with Library.open(folders=folders, config=Config(confirmed_hosts=("127.0.0.1",))) as opened:
        opened.sync_pause_seconds = 0
        yield opened


def put_feed(site: Site, *items: str, path: str = "/feed", etag: str = "") -> str:
    headers = {"ETag": etag} if etag else {}
    site.pages[path] = (200, {"Content-Type": RSS, **headers}, rss(*items))
    return site.origin + path


def subscribe(library: Library, url: str, **settings: object) -> str:
    """Subscribe without asking the server, as an import does."""
    from reader.model.feed import Feed, feed_id_of_url

    feed = Feed(id=feed_id_of_url(url), url=url, settings=FeedSettings(**settings))  # type: ignore[arg-type]
    change_feeds(library._stores.places, lambda feeds: {**feeds, feed.id: feed})
    return feed.id


def records(library: Library) -> dict[str, ArticleRecord]:
    """Return all articles by their titles, of which none stands twice."""
    stores = library._stores
    found = [record for record in stores.articles.records() if not stores.states.load(record.id).is_trashed]
    assert len({record.title for record in found}) == len(found)
    return {record.title: record for record in found}


def asked(site: Site) -> list[str]:
    return [path for path, _ in site.requests]


def sync_later(library: Library, **ahead: float) -> SyncReport:
    """Sync as if so much time had passed."""
    from reader.library.sync.syncing import SyncEars, SyncTools, SyncWishes, sync_feeds

    return sync_feeds(
        SyncTools(library._stores, library._opening, library.config, library._changing, library._indexing, tuple),
        SyncWishes(clock=lambda: utc_now() + timedelta(**ahead)),
        SyncEars(),
        Work(),
    )


# -- what comes --------------------------------------------------------------------------------------------------------
def test_new_entries_become_articles_with_their_whole_text(site: Site, library: Library) -> None:
    first = site.put("/a", page_html("Ferry to reopen"))
    second = site.put("/b", page_html("Bridge to be painted"))
    feed_id = subscribe(
        library, put_feed(site, item("2", "Bridge to be painted", second), item("1", "Ferry to reopen", first))
    )
    report = library.sync_feeds()
    assert (report.new, report.failed, report.is_whole) == (2, (), True)
    found = records(library)
    ferry = found["Ferry to reopen"]
    assert ferry.words > 80
    assert ferry.came_by_feed
    assert not ferry.awaits_page
    assert [(ref.feed_id, ref.key) for ref in ferry.feeds] == [(feed_id, "1")]
    assert found["Bridge to be painted"].added > ferry.added  # the newest of the feed stands above the others
    assert library.feeds()[0].title == "Hill Gazette"
    assert len(library.listing(View(kind=ViewKind.ALL, query="captain"))) == 2  # they are in the index when it returns


def test_nothing_comes_twice(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Ferry to reopen", site.put("/a", page_html("Ferry to reopen")))))
    library.sync_feeds()
    put_feed(site, item("1", "Ferry to reopen", site.origin + "/a", "Changed words"))
    report = library.sync_feeds(is_forced=True)
    assert (report.new, len(records(library))) == (0, 1)
    assert asked(site) == ["/feed", "/a", "/feed"]


def test_an_unchanged_feed_is_asked_for_on_condition_and_not_read(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Ferry"), etag='"1"'))
    library.sync_feeds()
    report = library.sync_feeds(is_forced=True)
    assert report.feeds[0].is_unchanged
    assert site.requests[-1][1]["If-None-Match"] == '"1"'


def test_a_server_that_sends_the_same_bytes_again_has_nothing_new(site: Site, library: Library) -> None:
    feed_id = subscribe(library, put_feed(site, item("1", "Ferry")))
    library.sync_feeds()
    assert library.sync_feeds(is_forced=True).feeds[0].is_unchanged
    assert library.feed_health(feed_id).entry_count == 1


def test_what_is_not_due_is_not_asked(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Ferry")))
    library.sync_feeds()
    report = library.sync_feeds()
    assert (len(report.feeds), report.skipped) == (0, 1)
    assert 0 < report.next_due_seconds < 7 * 3600
    assert asked(site) == ["/feed", "/feed"][:1]
    assert len(sync_later(library, hours=8).feeds) == 1


def test_what_a_feed_says_is_taken_where_its_page_does_not_come(site: Site, library: Library) -> None:
    gone, broken = f"{site.origin}/gone", site.put("/broken", b"", status=500)
    subscribe(library, put_feed(site, item("1", "Gone", gone, "<p>It is gone.</p>"), item("2", "Broken", broken)))
    report = library.sync_feeds()
    assert report.feeds[0].failed_pages == 2
    found = records(library)
    assert not found["Gone"].awaits_page  # there is no such page
    assert found["Broken"].awaits_page
    assert library.open_article(found["Gone"].id).kept.article.body == "It is gone."


def test_the_page_of_an_article_is_fetched_when_it_is_opened(site: Site, library: Library) -> None:
    url = site.put("/a", page_html("Ferry to reopen"))
    subscribe(library, put_feed(site, item("1", "Ferry to reopen", url)), pages=FetchPages.OPEN)
    library.sync_feeds()
    record = records(library)["Ferry to reopen"]
    assert record.awaits_page
    assert asked(site) == ["/feed"]
    assert library.fetch_awaited(record.id).is_new_version
    after = records(library)["Ferry to reopen"]
    assert (after.awaits_page, after.came_by_feed, after.feeds) == (False, True, record.feeds)
    assert after.words > 80
    library.fetch_awaited(record.id)
    assert asked(site) == ["/feed", "/a"]


def test_a_page_that_shows_less_than_its_feed_is_not_waited_for_again(site: Site, library: Library) -> None:
    words = "".join(f"<p>Sentence number {n} of all that the feed says about the ferry.</p>" for n in range(30))
    url = site.put("/a", page_html("Ferry to reopen", ("Please subscribe to go on reading this text.",)))
    subscribe(library, put_feed(site, item("1", "Ferry to reopen", url, words)), pages=FetchPages.OPEN)
    library.sync_feeds()
    record = records(library)["Ferry to reopen"]
    assert library.fetch_awaited(record.id).kept_back
    after = records(library)["Ferry to reopen"]
    assert (after.awaits_page, after.words) == (False, record.words)


def test_the_feed_is_taken_where_it_has_more_than_the_page(site: Site, library: Library) -> None:
    words = "".join(f"<p>Sentence number {n} of all that the feed says about the ferry.</p>" for n in range(30))
    url = site.put("/a", page_html("Ferry to reopen", ("A short beginning of it, and the rest is for those who pay.",)))
    subscribe(library, put_feed(site, item("1", "Ferry to reopen", url, words)))
    library.sync_feeds()
    article = library.open_article(records(library)["Ferry to reopen"].id).kept.article
    assert "Sentence number 29" in article.body


def test_pages_are_left_alone_where_the_reader_wants_it_so(site: Site, library: Library) -> None:
    url = site.put("/a", page_html("Ferry to reopen"))
    subscribe(
        library, put_feed(site, item("1", "Ferry to reopen", url, "<p>All there is.</p>")), pages=FetchPages.NEVER
    )
    library.sync_feeds()
    record = records(library)["Ferry to reopen"]
    assert not record.awaits_page
    assert asked(site) == ["/feed"]


def test_an_entry_without_a_link_is_an_article_all_the_same(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "A thought"), item("2", "Another thought")))
    assert library.sync_feeds().new == 2
    assert library.sync_feeds(is_forced=True).new == 0
    assert not records(library)["A thought"].url


def test_entries_that_all_point_to_one_page_stay_apart(site: Site, library: Library) -> None:
    page = site.put("/changes", page_html("All our changes"))
    subscribe(library, put_feed(site, item("1", "Version 1", page, "First"), item("2", "Version 2", page, "Second")))
    assert library.sync_feeds().new == 2
    for number in (3, 4):  # of a feed that shows its last entry alone the first is the page
        put_feed(site, item(str(number), f"Version {number}", page, "More"))
        assert library.sync_feeds(is_forced=True).new == 1
    assert set(records(library)) == {"Version 1", "Version 2", "All our changes | Hill Gazette", "Version 4"}


def test_pages_that_call_the_front_page_their_own_address_stay_apart(site: Site, library: Library) -> None:
    head = f'<link rel=canonical href="{site.origin}/">'
    links = [site.put(f"/{n}", page_html(f"Story {n}", head=head)) for n in range(3)]
    subscribe(library, put_feed(site, *(item(str(n), f"Story {n}", link) for n, link in enumerate(links))))
    assert library.sync_feeds().new == 3
    assert set(records(library)) == {"Story 0", "Story 1", "Story 2"}


def test_the_same_link_in_two_feeds_is_one_article_that_came_by_both(site: Site, library: Library) -> None:
    url = site.put("/a", page_html("Ferry to reopen"))
    ids = {
        subscribe(library, put_feed(site, item(key, "Ferry to reopen", f"{url}?utm_source={key}"), path=f"/{key}"))
        for key in ("one", "two")
    }
    report = library.sync_feeds()
    assert (report.new, sum(feed.known for feed in report.feeds)) == (1, 1)
    assert {ref.feed_id for ref in records(library)["Ferry to reopen"].feeds} == ids
    assert len([path for path in asked(site) if path.startswith("/a")]) == 1


def test_links_that_are_sent_on_to_one_page_are_one_article(site: Site, library: Library) -> None:
    url = site.put("/a", page_html("Ferry to reopen"))
    proxies = [site.put(f"/go/{n}", b"", status=302, Location=url) for n in range(2)]
    for n, proxy in enumerate(proxies):
        subscribe(library, put_feed(site, item(str(n), "Ferry to reopen", proxy), path=f"/feed{n}"))
    assert library.sync_feeds().new == 1
    assert len(records(library)["Ferry to reopen"].feeds) == 2


def test_what_the_reader_added_by_hand_stays_the_readers(site: Site, library: Library) -> None:
    url = site.put("/a", page_html("Ferry to reopen"))
    library.add(url)
    subscribe(library, put_feed(site, item("1", "Ferry to reopen", url)))
    report = library.sync_feeds()
    assert (report.new, report.feeds[0].known) == (0, 1)
    (record,) = records(library).values()
    assert not record.came_by_feed


def test_what_the_reader_deleted_does_not_come_back(site: Site, library: Library) -> None:
    url = site.put("/a", page_html("Ferry to reopen"))
    subscribe(library, put_feed(site, item("1", "Ferry to reopen", url)))
    library.sync_feeds()
    (record,) = records(library).values()
    library.set_trashed(record.id, True)
    library.empty_trash(library.emptying_trash())
    put_feed(site, item("1", "Ferry to reopen", url), item("1b", "Ferry to reopen", url + "?utm_source=x"))
    assert library.sync_feeds(is_forced=True).new == 0
    assert not records(library)


def test_of_a_long_feed_the_newest_come_first_and_what_is_new_later_all_of_it(site: Site, library: Library) -> None:
    old = [item(str(n), f"Story {n}", day=1 + n % 28) for n in range(FIRST_ENTRIES + 20)]
    subscribe(library, put_feed(site, *old))
    assert library.sync_feeds().new == FIRST_ENTRIES
    put_feed(site, *(item(f"new {n}", f"New story {n}") for n in range(FIRST_ENTRIES + 20)), *old)
    assert library.sync_feeds(is_forced=True).new == FIRST_ENTRIES + 20


def test_a_date_in_the_future_is_none(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Tomorrow").replace("2026", "2099")))
    library.sync_feeds()
    assert records(library)["Tomorrow"].published == ""


# -- what changes ------------------------------------------------------------------------------------------------------
ATOM = "application/atom+xml"
NEWS = "The ferry runs on Sundays, too, the council said in the end, and nobody could say who had asked for it."


def put_atom(site: Site, *, updated: str) -> str:
    """Serve a feed of three entries, of which the first was changed at a time."""
    entries = "".join(
        f"<entry><id>urn:{n}</id><title>Story {n}</title><link href='{site.origin}/{n}'/>"
        f"<updated>{updated if n == 0 else '2026-03-01T00:00:00Z'}</updated><summary>About {n}.</summary></entry>"
        for n in range(3)
    )
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Hill</title><id>urn:f</id>{entries}</feed>"
    return site.put("/atom", feed.encode(), Content_Type=ATOM)


@pytest.mark.parametrize("is_read", [False, True])
def test_an_entry_that_was_changed_is_brought_up_to_date_where_nobody_has_read_it(
    site: Site, library: Library, is_read: bool
) -> None:
    for n in range(3):
        site.put(f"/{n}", page_html(f"Story {n}"))
    subscribe(library, put_atom(site, updated="2026-03-01T00:00:00Z"))
    assert library.sync_feeds().new == 3
    story = next(record for record in library._stores.articles.records() if record.title.startswith("Story 0"))
    if is_read:
        library.set_read(story.id, True)
    site.put("/0", page_html("Story 0", (*PARAGRAPHS, NEWS)))
    put_atom(site, updated=(utc_now() + timedelta(hours=1)).isoformat())
    assert sync_later(library, hours=8).new == 0
    body = library.open_article(story.id).kept.article.body
    assert ("Sundays" in body) is not is_read
    after = library._stores.record(story.id)
    assert (len(after.versions), after.came_by_feed, after.feeds) == (1 if is_read else 2, True, story.feeds)
    assert after.title == "Story 0"
    assert asked(site).count("/1") == asked(site).count("/2") == 1


def test_a_feed_that_calls_all_changed_each_time_means_nothing_by_it(site: Site, library: Library) -> None:
    for n in range(3):
        site.put(f"/{n}", page_html(f"Story {n}"))
    subscribe(library, put_atom(site, updated="2026-03-01T00:00:00Z"))
    library.sync_feeds()
    later = (utc_now() + timedelta(hours=1)).isoformat()
    status, headers, body = site.pages["/atom"]
    site.pages["/atom"] = (status, headers, body.replace(b"2026-03-01T00:00:00Z", later.encode()))
    sync_later(library, hours=8)
    assert asked(site).count("/atom") == 2
    assert [asked(site).count(f"/{n}") for n in range(3)] == [1, 1, 1]


# -- what goes wrong ---------------------------------------------------------------------------------------------------
def test_a_feed_that_fails_says_why_and_stops_no_other(site: Site, library: Library) -> None:
    good = subscribe(library, put_feed(site, item("1", "Ferry")))
    bad = subscribe(library, site.put("/none", b"<html><p>No feed</p>", status=500))
    words = subscribe(library, site.put("/words", b"just words"))
    report = library.sync_feeds()
    assert {feed.feed_id for feed in report.failed} == {bad, words}
    assert report.new == 1
    health = library.feed_health(bad)
    assert (health.failures, health.status, health.is_failing) == (1, 500, True)
    assert library.feed_health(words).error
    assert not library.feed_health(good).is_failing
    assert library.sync_feeds().skipped == 3  # it is left alone for a while


def test_a_feed_that_is_gone_is_paused_and_asked_no_more(site: Site, library: Library) -> None:
    feed_id = subscribe(library, site.put("/feed", b"gone", status=410))
    (failed,) = library.sync_feeds().failed
    assert failed.notes
    assert library.feed(feed_id).is_paused
    assert "410" in library.feed(feed_id).paused_because
    assert library.sync_feeds(is_forced=True).feeds == ()
    put_feed(site, item("1", "Back again"))
    assert library.sync_feeds([feed_id], is_forced=True).new == 1  # who names it means it


def test_a_feed_that_has_moved_for_good_is_asked_there_from_then_on(site: Site, library: Library) -> None:
    feed_id = subscribe(library, put_feed(site, item("1", "Ferry")))
    library.sync_feeds()
    fresh = put_feed(site, item("1", "Ferry"), item("2", "Bridge"), path="/new")
    site.put("/feed", b"", status=301, Location=fresh)
    (synced,) = library.sync_feeds(is_forced=True).feeds
    assert synced.notes == (f"it has moved to {fresh}",)
    assert library.feed(feed_id).url == fresh
    library.sync_feeds(is_forced=True)
    assert asked(site)[-1] == "/new"


def test_a_server_that_wants_patience_is_asked_for_none_of_its_other_feeds(site: Site, library: Library) -> None:
    for n in range(5):
        subscribe(library, site.put(f"/{n}", b"slowly", status=429, Retry_After="7200"))
    report = library.sync_feeds()
    assert len(asked(site)) <= 2  # as many as are asked at once
    assert len(report.feeds) == 5
    assert len(report.failed) <= 2
    assert library.sync_feeds().skipped == 5


def test_without_a_network_nobody_is_to_blame(library: Library) -> None:
    ids = [subscribe(library, f"http://127.0.0.{n}:9/feed") for n in range(2, 6)]
    library.config = library.config._replace(confirmed_hosts=tuple(f"127.0.0.{n}" for n in range(2, 6)))
    report = library.sync_feeds()
    assert report.is_offline
    assert not report.is_whole
    assert report.feeds == ()
    assert not any(library.feed_health(feed_id).failures for feed_id in ids)


def test_addresses_that_are_refused_say_nothing_of_the_network(site: Site, library: Library) -> None:
    entries = [item(str(n), f"Ferry {n}", f"http://127.0.0.{n}:9/a") for n in range(2, 5)]
    subscribe(library, put_feed(site, *entries, item("bad", "Bridge", "http://[v1.x]/")))
    for n in (5, 6):
        subscribe(library, f"http://127.0.0.{n}:9/feed")
    report = library.sync_feeds()
    assert not report.is_offline
    assert report.new == 4
    assert len(report.failed) == 2
    assert set(records(library)) == {"Ferry 2", "Ferry 3", "Ferry 4", "Bridge"}


def test_a_dead_server_is_to_blame_where_others_answer(site: Site, library: Library) -> None:
    library.config = library.config._replace(confirmed_hosts=("127.0.0.1", "127.0.0.2", "127.0.0.3"))
    dead = {subscribe(library, f"http://127.0.0.{n}:9/feed") for n in (2, 3)}
    subscribe(library, put_feed(site, item("1", "Ferry", site.put("/a", page_html("Ferry")))))
    report = library.sync_feeds()
    assert not report.is_offline
    assert {feed.feed_id for feed in report.failed} == dead


def test_one_sync_at_a_time(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Ferry")))
    with (
        Locks(library._stores.places.local / "locks").hold("feeds"),
        pytest.raises(StoreLockedError, match="another sync"),
    ):
        library.sync_feeds()
    assert library.sync_feeds().new == 1


def test_a_feed_that_nobody_has_subscribed_to_is_said_to_be_none(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.sync_feeds(["0011223344556677"])
    assert library.sync_feeds() == SyncReport()


def test_broken_settings_stop_it_before_anybody_is_asked(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Ferry")))
    library._stores.places.settings_file.write_text("[feeds", encoding="utf-8")
    with pytest.raises(ConfigError):
        library.sync_feeds()
    assert not site.requests


def test_who_gives_up_keeps_what_has_come_and_gets_the_rest_the_next_time(site: Site, library: Library) -> None:
    links = [site.put(f"/{n}", page_html(f"Story {n}")) for n in range(8)]
    subscribe(library, put_feed(site, *(item(str(n), f"Story {n}", link) for n, link in enumerate(links))))
    cancel = threading.Event()

    def stop(progress: SyncProgress) -> None:
        if progress.pages_total:
            cancel.set()

    report = library.sync_feeds(work=Work(cancel=cancel), on_progress=stop)
    assert not report.is_whole
    came = len(records(library))
    assert came < 8
    report = library.sync_feeds()  # though the feed itself is not due
    assert report.is_whole
    assert len(records(library)) == 8
    assert asked(site).count("/feed") == 1


def test_who_gives_up_does_not_wait_for_all_that_is_made_of_the_words_of_feeds(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TELL_SECONDS", 0.0)
    subscribe(library, put_feed(site, *(item(str(n), f"Story {n}") for n in range(20))))
    cancel = threading.Event()

    def stop(progress: SyncProgress) -> None:
        if progress.pages_total:
            cancel.set()

    assert not library.sync_feeds(work=Work(cancel=cancel), on_progress=stop).is_whole
    assert len(records(library)) < 5
    assert library.sync_feeds().is_whole
    assert len(records(library)) == 20


def test_progress_goes_up_to_the_end(site: Site, library: Library) -> None:
    subscribe(library, put_feed(site, item("1", "Ferry", site.put("/a", page_html("Ferry"))), item("2", "Bridge")))
    told: list[SyncProgress] = []
    library.sync_feeds(on_progress=told.append)
    assert told[-1] == SyncProgress(feeds_done=1, feeds_total=1, pages_done=2, pages_total=2, new=2)
    assert told == sorted(told)


def test_an_entry_that_cannot_be_cleaned_holds_up_no_others(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(library, put_feed(site, item("1", "Poison", text="<p>Some words.</p>"), item("2", "Ferry")))
    ask = Processes.ask

    def poisoned(processes: Processes, call: dict[str, str], content: bytes, *limits: Limits, **read: Any) -> Any:
        if b"Poison" in content and b"<p>" in content:  # a page, and not the feed
            raise BrokenOffError(Broke.ERROR, "RecursionError")
        return ask(processes, call, content, *limits, **read)

    monkeypatch.setattr(Processes, "ask", poisoned)
    assert library.sync_feeds().new == 2
    assert library.open_article(records(library)["Poison"].id).kept.article.body == "Some words."


def test_a_host_that_is_dead_is_asked_for_a_few_pages_only(site: Site, library: Library) -> None:
    library.config = library.config._replace(confirmed_hosts=("127.0.0.1", "127.0.0.2"))
    dead = [item(str(n), f"Story {n}", f"http://127.0.0.2:9/{n}", f"<p>Words {n}</p>") for n in range(12)]
    alive = [item(f"a{n}", f"Alive {n}", site.put(f"/{n}", page_html(f"Alive {n}"))) for n in range(4)]
    subscribe(library, put_feed(site, *alive, *dead))
    report = library.sync_feeds()
    assert (report.new, report.feeds[0].failed_pages) == (16, 12)
    assert sum(record.awaits_page for record in records(library).values()) == 12


def test_a_slow_host_is_waited_for_so_long_and_its_other_articles_say_what_their_feed_says(
    site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HOST_SECONDS", 0.0)  # as if the first page had taken all of it
    links = [site.put(f"/{n}", page_html(f"Story {n}")) for n in range(8)]
    subscribe(library, put_feed(site, *(item(str(n), f"Story {n}", link) for n, link in enumerate(links))))
    report = library.sync_feeds()
    assert report.is_whole
    assert report.new == 8
    fetched = [path for path in asked(site) if path != "/feed"]
    assert 1 <= len(fetched) <= 4  # two at once, and those that were on their way
    waiting = [record for record in records(library).values() if record.awaits_page]
    assert len(waiting) == 8 - len(fetched)
    library.fetch_awaited(waiting[0].id)
    assert PARAGRAPHS[1] in library.open_article(waiting[0].id).kept.article.body


def test_the_title_of_a_feed_that_has_one_is_left_alone(site: Site, library: Library) -> None:
    feed_id = subscribe(library, put_feed(site, item("1", "Ferry")))
    change_feeds(
        library._stores.places, lambda feeds: {key: replace(feed, title="Mine") for key, feed in feeds.items()}
    )
    library.sync_feeds()
    assert library.feed(feed_id).title == "Mine"
    assert library.feed(feed_id).home == "https://hill.example/"
