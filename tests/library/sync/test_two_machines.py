"""Two machines that sync the same feeds into one library, which a synchronising program carries between them."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.news.expiring import expire
from reader.library.results import FoundFeed
from reader.model.dates import utc_now
from tests.dedupe.agency_texts import REPORTS
from tests.feed_items import item, rss
from tests.loopback import Site, page_html

NEWS = View(kind=ViewKind.NEWS)
LISTS = (ViewKind.NEWS, ViewKind.FRONT, ViewKind.INBOX, ViewKind.STARRED)
REPORT = REPORTS[0]
Content = Mapping[str, bytes]


class Machines:
    """Two copies of a library and what carries files between them, as Syncthing does: of two changes of one file the first
    machine's or the second's stands, by turns, and the other lies beside it as a conflict copy."""

    def __init__(self, root: Path) -> None:
        self.folders = tuple(Folders.below(root / name) for name in "ab")
        self.copies = 0
        self._base: Content = {}
        self._numbers = count()
        for folders in self.folders:
            folders.data.mkdir(parents=True)

    def open(self, number: int) -> Library:
        library = Library.open(folders=self.folders[number], config=Config(confirmed_hosts=("127.0.0.1",)))
        library.sync_pause_seconds = 0
        return library

    def meet(self) -> None:
        """Carry files to and fro, and merge what was left, until nothing changes any more."""
        for _ in range(6):
            self._carry()
            for number in range(2):
                with self.open(number) as library:
                    library.sweep()
            if all(_content(folders.data) == self._base for folders in self.folders):
                return
        pytest.fail("the two do not come to rest")

    def _carry(self) -> None:
        here, there = (folders.data for folders in self.folders)
        mine, theirs = _content(here), _content(there)
        for name in sorted({*mine, *theirs, *self._base}):
            one, other, before = mine.get(name), theirs.get(name), self._base.get(name)
            if one == other:
                continue
            if one == before or (one is None and other != before):  # what was changed outlives that it was removed
                _put(here / name, other)
            elif other in (before, None):
                _put(there / name, one)
            else:
                number = next(self._numbers)
                self.copies += 1
                stands, lies_beside = (one, other) if number % 2 else (other, one)
                path = Path(name)
                copy = path.with_name(f"{path.stem}.sync-conflict-20260102-12{number:04}-ABCDEFG{path.suffix}")
                for root in (here, there):
                    _put(root / name, stands)
                    _put(root / copy, lies_beside)
        self._base = _content(here)


def _content(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".syncthing."))
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".syncthing.{path.name}.tmp")
    passing.write_bytes(data)
    os.replace(passing, path)  # noqa: PTH105  # as the carrier does


def seen(library: Library) -> dict[str, Any]:
    """Return what a machine shows."""
    library.catch_up()
    rows = {row.record.id: (row.record.story, row.record.feeds, row.state) for row in library.list_all()}
    lists = [[(row.record.id, row.also, row.feeds) for row in library.list(View(kind=kind))] for kind in LISTS]
    return {"rows": rows, "lists": lists, "feeds": library.feeds(), "counts": library.counts()}


@pytest.fixture
def papers(site: Site) -> tuple[FoundFeed, ...]:
    """Two papers that print the same report, and each one of its own."""
    feeds = []
    for name, title, lead in (("one", REPORT.title, REPORT.lead), ("two", REPORT.other_title, REPORT.other_lead)):
        own = tuple(
            f"The {name} paper counts {number} heron on the pier and says no more of it." for number in range(9)
        )
        told = site.put(f"/{name}/told", page_html(title, (lead, *REPORT.body)))
        alone = site.put(f"/{name}/own", page_html(f"Herons of the {name} paper", own))
        body = rss(item(f"{name}-1", title, told), item(f"{name}-2", f"Herons of the {name} paper", alone))
        site.pages[f"/{name}"] = (200, {"Content-Type": "application/rss+xml"}, body)
        feeds.append(FoundFeed(url=f"{site.origin}/{name}", title=f"Paper {name}"))
    return feeds[0], feeds[1]


def test_both_sync_at_once_and_every_story_is_there_once(papers: tuple[FoundFeed, ...], tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    with machines.open(0) as library:
        library.subscribe_all(papers)
    machines.meet()
    for number in range(2):
        with machines.open(number) as library:
            first = [feed.id for feed in library.feeds()][:: -1 if number else 1]
            for feed_id in first:  # each finds another one of the story first
                library.sync_feeds([feed_id], is_forced=True)
    machines.meet()
    assert machines.copies
    with machines.open(0) as here, machines.open(1) as there:
        assert seen(here) == seen(there)
        assert sorted(row.also for row in here.list(NEWS)) == [0, 0, 1]
        assert here.sync_feeds(is_forced=True).new == there.sync_feeds(is_forced=True).new == 0


def _give_up(library: Library) -> object:
    return library.unsubscribe([library.feeds()[0].id])


def _rename(library: Library) -> object:
    return library.change_feed(library.feeds()[0].id, name="Herons")


def _move(library: Library) -> object:
    return library.change_feed(library.feeds()[0].id, folder="Morning")


@pytest.mark.parametrize("deed", [_give_up, _rename, _move])
def test_what_one_does_with_a_feed_and_the_other_with_its_news_both_stay(
    papers: tuple[FoundFeed, ...], tmp_path: Path, deed: Callable[[Library], object]
) -> None:
    machines = Machines(tmp_path)
    with machines.open(0) as library:
        library.subscribe_all(papers)
        library.sync_feeds()
    machines.meet()
    with machines.open(0) as library:
        deed(library)
        feeds = library.feeds()
    with machines.open(1) as library:
        starred, noted, kept, *_ = [row.record.id for row in library.list_all()]
        library.mark_read(NEWS)
        library.set_starred(starred, True)
        library.note_article(noted, "Of the herons.")
        library.set_kept([kept], True)
    machines.meet()
    with machines.open(0) as here, machines.open(1) as there:
        assert seen(here) == seen(there)
        assert here.feeds() == feeds
        assert [row.record.id for row in here.list(View(kind=ViewKind.STARRED))] == [starred]
        assert kept in [row.record.id for row in here.list(View())]
        assert len(here.annotations(noted)) == 1
        assert all(here.listed(row.record.id).state.is_read for row in here.list_all())
        assert here.counts().unread_news == 0
        assert not here.problems()


@pytest.mark.parametrize("is_first", [True, False])
def test_what_one_let_go_while_the_other_was_offline_and_starred_it_comes_back_whole(
    papers: tuple[FoundFeed, ...], tmp_path: Path, is_first: bool
) -> None:
    machines = Machines(tmp_path)
    with machines.open(0) as library:
        library.subscribe_all(papers)
        library.sync_feeds()
    machines.meet()
    lets_go, is_away = (0, 1) if is_first else (1, 0)
    with machines.open(is_away) as library:
        starred, noted, read = (row.record.id for row in library.list(NEWS))
        library.set_starred(starred, True)
        highlight = library.annotate(noted, 0, 6)
        library.set_read(read, True)
        texts = [library.open_article(one).kept.article.text for one in (starred, noted)]
    with machines.open(lets_go) as library:
        library.catch_up()
        gone = expire(library._stores, library._indexing, library.config, now=utc_now() + timedelta(days=40))
        assert (gone.articles, gone.failures) == (4, ())
        assert library.list_all() == ()
    machines.meet()
    with machines.open(0) as here, machines.open(1) as there:
        assert seen(here) == seen(there)
        for library in (here, there):
            assert {row.record.id for row in library.list_all()} == {starred, noted}
            assert [library.open_article(one).kept.article.text for one in (starred, noted)] == texts
            assert [placed.annotation for placed in library.annotations(noted)] == [highlight]
            assert not library.problems()
