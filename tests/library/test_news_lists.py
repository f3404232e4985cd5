"""Lists of news: the river, feeds and their folders, what is kept of them, and what is done with a story as a whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from reader.library.library import Library
from reader.library.listing import ListOrder, View, ViewKind
from reader.library.stores import Stores, open_stores
from reader.model.errors import QueryError
from reader.model.feed import Feed, FeedCounts
from reader.store.feed_settings import change_feeds
from reader.store.undo import UndoLog
from tests.library.made_news import DUNLIN, HERON, NOW, PLOVER, keep
from tests.loopback import page_html

RIVER = View(kind=ViewKind.NEWS)


@pytest.fixture
def stores(library: Library) -> Stores:
    """The stores of a library with two feeds in nested folders, and a third that nobody subscribes to any more."""
    stores = open_stores(library.folder, library.folders)
    feeds = (
        Feed(id=HERON, url="https://heron.example/feed", title="The Heron", folder="Birds"),
        Feed(id=PLOVER, url="https://plover.example/feed", title="Plover Post", name="Waders", folder="Birds/Shore"),
    )
    library.folder.mkdir(parents=True, exist_ok=True)
    change_feeds(stores.places, lambda _: {feed.id: feed for feed in feeds})
    return stores


@pytest.fixture
def ids(stores: Stores, library: Library) -> Mapping[str, str]:
    """News by title; `twice` tells the story of `first`, in another feed."""
    first = keep(stores, "first", feeds=(HERON,), added=NOW)
    twice = keep(stores, "twice", feeds=(PLOVER,), added=NOW + timedelta(minutes=1))
    stores.articles.note_news(twice.id, story=first.id)
    gone = keep(stores, "gone", feeds=(DUNLIN,), added=NOW + timedelta(minutes=2))
    own = keep(stores, "own", feeds=(HERON,), added=NOW + timedelta(minutes=3), is_news=False)
    library.catch_up()  # a sync puts into the index what it keeps
    return {"first": first.id, "twice": twice.id, "gone": gone.id, "own": own.id}


def titles(library: Library, view: View) -> list[str]:
    return [row.record.title for row in library.list(view)]


def test_the_river_has_every_story_once_and_the_inbox_none(library: Library, ids: Mapping[str, str]) -> None:
    assert titles(library, RIVER) == ["gone", "first"]
    assert titles(library, View()) == ["own"]
    assert titles(library, View(kind=ViewKind.ALL)) == ["own", "gone", "twice", "first"]
    (first,) = (row for row in library.list(RIVER) if row.record.title == "first")
    assert (first.is_news, first.also, first.feeds) == (True, 1, (HERON, PLOVER))
    assert [row.record.title for row in library.story(ids["twice"])] == ["first", "twice"]
    assert library.story(ids["gone"]) == ()


def test_a_feed_and_a_folder_have_what_came_through_them(library: Library, ids: Mapping[str, str]) -> None:
    assert titles(library, View(kind=ViewKind.FEED, name=HERON)) == ["first"]
    assert titles(library, View(kind=ViewKind.FEED, name=PLOVER)) == ["twice"]
    assert titles(library, View(kind=ViewKind.FEED_FOLDER, name="Birds")) == ["first"]
    assert titles(library, View(kind=ViewKind.FEED_FOLDER, name="Birds/Shore")) == ["twice"]
    assert titles(library, View(kind=ViewKind.FEED_FOLDER, name="Fish")) == []
    assert titles(library, View(kind=ViewKind.FEED, name=DUNLIN)) == ["gone"]  # it stays though the feed is gone
    assert titles(library, View(kind=ViewKind.FEED, name="no id")) == []


def test_counts_are_those_of_the_lists(library: Library, ids: Mapping[str, str]) -> None:
    library.set_read(ids["gone"], True)
    counts = library.counts()
    assert (counts.news, counts.unread_news, counts.inbox, counts.unread, counts.all) == (2, 1, 1, 1, 4)
    one, read = FeedCounts(articles=1, unread=1), FeedCounts(articles=1)
    assert counts.feeds == {HERON: one, PLOVER: one, DUNLIN: read}
    assert counts.feed_folders == {"Birds": one, "Birds/Shore": one}


def test_folders_are_counted_anew_when_feeds_move(library: Library, stores: Stores, ids: Mapping[str, str]) -> None:
    assert set(library.counts().feed_folders) == {"Birds", "Birds/Shore"}
    change_feeds(stores.places, lambda feeds: {HERON: feeds[HERON]})
    assert set(library.counts().feed_folders) == {"Birds"}


def test_queries_know_feeds_by_the_names_of_today(library: Library, ids: Mapping[str, str]) -> None:
    everything = ViewKind.ALL
    assert titles(library, View(kind=everything, query="feed:heron")) == ["own", "first"]
    assert titles(library, View(kind=everything, query="feed:plover")) == ["twice"]
    assert titles(library, View(kind=everything, query="feed:waders")) == ["twice"]
    assert titles(library, View(kind=everything, query="feed:birds/shore")) == ["twice"]
    assert titles(library, View(kind=everything, query="-feed:birds is:news")) == ["gone"]
    assert titles(library, View(kind=everything, query="feed:her", is_typing=True)) == ["own", "first"]
    assert titles(library, View(kind=everything, query="feed:*")) == ["own", "gone", "twice", "first"]
    with pytest.raises(QueryError, match="`feed:` needs a value"):
        library.list(View(query="feed: x"))
    assert len(library.bench("feed:heron")) == 0


def test_lists_are_gathered_by_the_names_of_feeds(library: Library, ids: Mapping[str, str]) -> None:
    found = library.listing(View(kind=ViewKind.ALL), order=ListOrder(group="feed"))
    assert [(group.key, group.size) for group in found.groups] == [(HERON, 2), (PLOVER, 1), (DUNLIN, 1)]


def test_what_is_kept_is_in_the_inbox_and_can_be_taken_back(library: Library, ids: Mapping[str, str]) -> None:
    kept = library.set_kept([ids["first"], ids["own"]], True)
    assert (kept.changed, kept.failed) == (1, 0)
    assert titles(library, View()) == ["own", "first"]
    assert titles(library, RIVER) == ["gone"]  # and not the same from another feed
    assert titles(library, View(kind=ViewKind.ALL, query="is:kept")) == ["first"]
    (step,) = library.undo_steps()
    assert step.in_words == "kept in “first”"
    assert titles(library, RIVER) == ["gone", "first"]
    assert library.set_kept([*ids.values(), "f" * 16], True).failed == 1
    assert titles(library, RIVER) == []
    library.undo()
    assert titles(library, RIVER) == ["gone", "first"]


def test_an_older_pressmark_passes_steps_about_news_over(
    library: Library, stores: Stores, ids: Mapping[str, str]
) -> None:
    """One from before feeds knows operations by their names, and takes back what it knows."""
    library.set_kept([ids["first"]], True)
    library.set_many([ids["own"]], "is_archived", True, "archived")
    (kept,), (archived,) = (step["both"] for step in UndoLog(stores.places).entries()[0][-2:])
    assert (kept["do"], kept["forth"]) == ("news", {"is_kept": True})
    assert archived["do"] == "exchange"


def test_what_was_news_comes_into_the_inbox_when_it_is_added(library: Library, stores: Stores) -> None:
    page = library.folder.parent / "page.html"
    page.write_bytes(page_html("A page"))
    article_id = library.add(str(page)).article_id
    record = stores.articles.record(article_id)
    stores.articles.update_record(replace(record, came_by_feed=True))
    library.set_many([article_id], "is_hidden", True, "hidden")
    library.catch_up()
    assert titles(library, View()) == []
    library.add(str(page))
    assert titles(library, View()) == ["A page | Hill Gazette"]
    assert library.undo().startswith("added again")
    assert titles(library, View()) == []
    assert titles(library, View(kind=ViewKind.NEWS, query="is:hidden")) == ["A page | Hill Gazette"]


@pytest.mark.parametrize("many", [False, True])
def test_a_story_is_read_wherever_it_is_told_and_unread_again_by_one_step(
    library: Library, ids: Mapping[str, str], *, many: bool
) -> None:
    def unread() -> set[str]:
        rows = library.list(View(kind=ViewKind.ALL))
        return {row.record.title for row in rows if not row.state.is_read}

    if many:
        library.set_many([ids["first"], ids["own"]], "is_read", True, "read")
    else:
        library.set_read(ids["first"], True)
    assert unread() == ({"gone"} if many else {"gone", "own"})
    library.undo()
    assert unread() == {"first", "twice", "gone", "own"}


def test_a_story_that_is_opened_is_read_wherever_it_is_told(library: Library, ids: Mapping[str, str]) -> None:
    library.counts()
    library.mark_opened(ids["twice"])
    assert [row.state.is_read for row in library.story(ids["first"])] == [True, True]
    assert library.counts().unread_news == 1


def test_what_is_archived_does_not_come_up_again_from_another_feed(library: Library, ids: Mapping[str, str]) -> None:
    library.set_archived(ids["first"], True)
    assert titles(library, RIVER) == ["gone"]
    library.undo()
    library.set_kept([ids["twice"]], True)
    library.set_archived(ids["first"], True)
    assert titles(library, View()) == ["own", "twice"]  # what the reader kept is the reader's
