import os
import time
from pathlib import Path

import pytest

from reader.library.demo import demo_library, fill_demo, first_demo_article
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.samples import demo_plan
from reader.model.annotation import Colour


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_demo_begins_with_the_ferry_story_and_its_marks() -> None:
    with demo_library() as library:
        first = first_demo_article(library)
        opened = library.open_article(first)
        assert opened.kept.article.metadata.title == "Ferry line to reopen after eleven winters"
        assert len(opened.annotations) == 3
        assert all(placed.is_placed for placed in opened.annotations[1:])
        assert library.colour_meanings()[Colour.YELLOW] == "claim"
        assert library.undo() == ""


def test_whole_plan_stands_with_every_mark_in_its_place_and_nothing_of_the_user_is_touched(home: Path) -> None:
    told: list[Progress] = []
    with demo_library() as library:
        fill_demo(library, Work(report=told.append))
        folder = library.folder
        assert library.counts().all == len(demo_plan().articles) + 1  # that only the samples' feed has
        placed = [annotation for _, annotation in library.all_annotations()]
        assert len(placed) == sum(len(planned.marks) + bool(planned.note) for planned in demo_plan().articles)
        assert all(one.is_placed for one in placed if one.annotation.is_highlight)
        assert told[-1].done == told[-1].total
        first = library.listed(first_demo_article(library)).record  # what the feeds brought is newer
        assert first.title == "Ferry line to reopen after eleven winters"
    assert not folder.exists()
    assert list(home.iterdir()) == []


def test_what_killed_demos_have_left_is_cleared_after_a_week(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(home))
    left, late, other = (home / name for name in ("pressmark-demo-left", "pressmark-demo-late", "notes"))
    for folder in (left, late, other):
        (folder / "data").mkdir(parents=True)
    for folder in (left, other):
        os.utime(folder, (0, time.time() - 8 * 24 * 3600))
    with demo_library() as library:
        fill_demo(library, Work())
    assert sorted(home.iterdir()) == [other, late]


def test_samples_come_through_the_feeds_of_their_sites_and_some_of_them_are_news() -> None:
    with demo_library() as library:
        fill_demo(library, Work())
        planned = demo_plan().articles
        news = library.listing(View(kind=ViewKind.NEWS)).rows()
        titles = {row.record.title for row in news}
        assert len(news) == sum(article.is_news for article in planned) + 1
        assert "The piano that went by water" in titles  # stands in the feed alone
        feeds = {feed.shown_name: feed for feed in library.feeds()}
        assert feeds["Talbote"].folder == "Further away/In other languages"
        gazette = library.listing(View(kind=ViewKind.FEED, name=feeds["Hill Gazette"].id)).rows()
        assert "The piano that went by water" in {row.record.title for row in gazette}
        healths = library.feed_healths()
        assert [name for name, feed in feeds.items() if healths[feed.id].is_failing] == ["Slack Water"]
        assert library.undo() == ""  # the reader did none of it


def test_samples_put_into_a_library_of_the_readers_own_bring_no_feeds(home: Path) -> None:
    with demo_library() as library:
        fill_demo(library, Work(), is_all=True)
        assert library.feeds() == ()
        assert library.counts().news == 0
