"""Many articles come again: politely, each for itself, and until the user gives up."""

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from reader.library.library import Library
from reader.library.progress import Progress, Work
from reader.library.refreshing import Refreshing
from reader.library.results import Refreshed
from reader.model.errors import FetchError, NotFoundError
from reader.model.kept import ArticleRecord
from reader.model.page import Page
from tests.loopback import PARAGRAPHS, Site, page_html, serve

MAY = "The council meets again in May to hear about the bridge."


@pytest.fixture
def library(library: Library) -> Library:
    """A library that leaves sites no time between two pages."""
    library.pause_seconds = 0.0
    return library


@pytest.fixture
def ids(library: Library, site: Site) -> list[str]:
    """Four articles of one site."""
    return [library.add(site.put(f"/{n}", page_html(f"Story number {n} of the lake"))).article_id for n in range(4)]


@pytest.fixture
def other_site() -> Iterator[Site]:
    """A second site; its name is another, though it is on the same machine."""
    with serve() as running:
        running.origin = running.origin.replace("127.0.0.1", "localhost")
        yield running


def change(site: Site, number: int) -> None:
    """Let a story be another one."""
    site.put(f"/{number}", page_html(f"Story number {number} of the lake", (*PARAGRAPHS, MAY)))


def test_what_changed_is_told_in_the_order_that_was_asked_for(library: Library, site: Site, ids: list[str]) -> None:
    change(site, 1)
    change(site, 3)
    told: list[str] = []
    done = library.refresh_many(ids, on_refreshed=lambda one: told.append(one.article_id))
    assert [one.article_id for one in done.results] == ids
    assert [one.article_id for one in done.changed] == [ids[1], ids[3]]
    assert sorted(told) == sorted(ids)
    assert done.is_whole
    assert not done.failed


def test_one_that_fails_holds_up_no_others(library: Library, site: Site, ids: list[str]) -> None:
    site.put("/1", b"gone", status=410)
    change(site, 2)
    done = library.refresh_many([*ids, "0" * 16])
    assert [one.article_id for one in done.failed] == [ids[1], "0" * 16]
    assert isinstance(done.failed[0].error, FetchError)
    assert done.failed[0].title == "Story number 1 of the lake"
    assert isinstance(done.failed[1].error, NotFoundError)
    assert [one.article_id for one in done.changed] == [ids[2]]


def test_one_that_is_deleted_for_good_meanwhile_holds_up_no_others(
    library: Library, site: Site, ids: list[str]
) -> None:
    for number in range(3):
        change(site, number)

    def purge_first(refreshed: Refreshed) -> None:
        if refreshed.article_id == ids[0]:
            library.set_trashed(ids[0], is_trashed=True)
            library.empty_trash(library.emptying_trash())

    done = library.refresh_many(ids, on_refreshed=purge_first)
    assert len(done.changed) == 3
    assert library.undo() == "new versions of 2 articles"
    assert len(library.listed(ids[1]).record.versions) == 3


def test_all_new_versions_are_one_step_back(library: Library, site: Site, ids: list[str]) -> None:
    for number in range(3):
        change(site, number)
    library.refresh_many(ids)
    library.undo()
    for article_id in ids:
        assert MAY not in library.open_article(article_id).kept.article.text
    library.redo()
    assert MAY in library.open_article(ids[2]).kept.article.text


def test_a_site_is_asked_for_one_page_at_a_time_and_several_sites_at_once(
    library: Library, site: Site, other_site: Site, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [library.add(other_site.put(f"/{n}", page_html(f"Tale {n} of the hill"))).article_id for n in range(2)]
    under_way: list[str] = []
    most: dict[str, int] = {}
    both = threading.Barrier(2)
    fetch = Refreshing.fetch
    lock = threading.Lock()

    def watched(self: Refreshing, record: ArticleRecord, *, force: bool = False, work: Work) -> Page | None:
        host = "hill" if record.title.startswith("Tale") else "lake"
        with lock:
            under_way.append(host)
            most[host] = max(most.get(host, 0), under_way.count(host))
        if record.title in ("Tale 0 of the hill", "Story number 0 of the lake"):
            both.wait(20)  # breaks, if one of them comes only when the other is done
        try:
            return fetch(self, record, force=force, work=work)
        finally:
            with lock:
                under_way.remove(host)

    monkeypatch.setattr(Refreshing, "fetch", watched)
    assert not library.refresh_many([*ids, *others]).failed
    assert most == {"lake": 1, "hill": 1}


def test_a_site_is_left_alone_between_two_pages(
    library: Library, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.pause_seconds = 60.0
    now = [0.0]
    asked: list[float] = []
    fetch = Refreshing.fetch

    def timed(self: Refreshing, record: ArticleRecord, *, force: bool = False, work: Work) -> Page | None:
        asked.append(now[0])
        return fetch(self, record, force=force, work=work)

    def pause(seconds: float, work: Work) -> None:
        now[0] += max(seconds, 0.1)

    monkeypatch.setattr(Refreshing, "fetch", timed)
    monkeypatch.setattr("reader.library.refreshing_many.monotonic", lambda: now[0])
    monkeypatch.setattr("reader.library.refreshing_many._pause", pause)
    assert len(library.refresh_many(ids).results) == 4
    assert all(later - earlier >= 60 for earlier, later in pairwise(asked))


def test_what_was_done_until_the_user_gives_up_stays(library: Library, site: Site, ids: list[str]) -> None:
    for number in range(4):
        change(site, number)
    cancel = Event()

    def give_up(refreshed: Refreshed) -> None:
        cancel.set()

    done = library.refresh_many(ids, work=Work(cancel=cancel), on_refreshed=give_up)
    assert not done.is_whole
    assert len(done.changed) == 1
    changed = done.changed[0].article_id
    assert MAY in library.open_article(changed).kept.article.text
    library.undo()
    assert MAY not in library.open_article(changed).kept.article.text


def test_progress_is_told(library: Library, ids: list[str]) -> None:
    told: list[Progress] = []
    library.refresh_many(ids, work=Work(told.append))
    assert [(one.done, one.total) for one in told] == [(number, 4) for number in range(5)]


def test_unchanged_pages_are_asked_for_with_their_validators(library: Library, site: Site) -> None:
    article_id = library.add(site.put("/a", page_html("Story"), ETag='"1"')).article_id
    done = library.refresh_many([article_id])
    assert site.requests[-1][1]["If-None-Match"] == '"1"'
    assert done.results[0].added is not None
    assert done.results[0].added.notes == ("the page has not changed",)


def test_offline_nobody_is_asked(library: Library, site: Site, ids: list[str]) -> None:
    asked = len(site.requests)
    assert library.refresh_many(ids, offline=True).is_whole
    assert len(site.requests) == asked


def test_files_and_what_was_pasted_are_told_each(library: Library, page_file: Path) -> None:
    ids = [
        library.add(str(page_file)).article_id,
        library.add_paste("A pasted text.\n\n" + " ".join(PARAGRAPHS)).article_id,
    ]
    done = library.refresh_many(ids)
    assert [one.error is None for one in done.results] == [True, False]


def test_an_article_that_is_named_twice_comes_once(library: Library, site: Site, ids: list[str]) -> None:
    asked = len(site.requests)
    assert len(library.refresh_many([ids[0], ids[0]]).results) == 1
    assert len(site.requests) == asked + 1


def test_what_came_before_a_crash_can_be_undone(library: Library, site: Site, ids: list[str]) -> None:
    change(site, 0)
    done: list[Refreshed] = []

    def fall(refreshed: Refreshed) -> None:
        done.append(refreshed)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.refresh_many(ids[:1], on_refreshed=fall)
    assert MAY in library.open_article(ids[0]).kept.article.text
    library.undo()
    assert MAY not in library.open_article(ids[0]).kept.article.text
