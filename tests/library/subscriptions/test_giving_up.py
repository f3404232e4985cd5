"""What becomes of the news of a feed that is given up by taking its subscription back, or by giving it up once more."""

from datetime import timedelta

import pytest

from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.results import FoundFeed
from reader.model.dates import utc_now
from reader.model.feed import Feed
from reader.store.feed_settings import change_feeds
from tests.library import made_news as news

HILL = FoundFeed(url="https://hill.example/feed", title="Hill Gazette", home="https://hill.example/")
LAKE = FoundFeed(url="https://lake.example/feed", title="Lakeside Review", home="https://lake.example/")


@pytest.fixture
def hill(library: Library) -> Feed:
    return library.subscribe(HILL).feed


def come(library: Library, title: str, *feeds: Feed, ago: timedelta = timedelta()) -> str:
    """Let an article come by feeds; return its id."""
    with library._changing():
        ids = [feed.id for feed in feeds]
        record = news.keep(library._stores, title, f"{title}, say all.", feeds=ids, added=utc_now() - ago)
        for feed in feeds:
            library._stores.feeds.tick_off(feed.id, {title: record.id}, utc_now().date())
    return record.id


def titles(library: Library, query: str = "") -> set[str]:
    return {row.record.title for row in library.list(View(kind=ViewKind.NEWS, query=query))}


def test_news_goes_with_a_subscription_that_is_taken_back_and_comes_again_with_it(library: Library, hill: Feed) -> None:
    starred = come(library, "Hail at noon", hill)
    come(library, "Hail at night", hill)
    library.set_starred(starred, True)
    assert titles(library) == {"Hail at noon", "Hail at night"}
    library.undo()
    library.undo()
    assert library.feeds() == ()
    assert titles(library) == set()
    library.redo()
    assert titles(library) == {"Hail at noon", "Hail at night"}
    library.redo()
    library.undo_steps(2)
    assert titles(library) == set()
    library.redo_steps(2)
    assert titles(library) == {"Hail at noon", "Hail at night"}


def test_what_the_reader_touched_or_another_feed_has_stays(library: Library, hill: Feed) -> None:
    lake = library.subscribe(LAKE).feed
    entry = next(entry for entry in library.undoable() if "Hill" in entry.label)
    come(library, "Hail in both", hill, lake)
    come(library, "Hail alone", hill)
    tagged = come(library, "Hail with a tag", hill)
    library.set_tags(tagged, ("hail",))
    for other in library.undoable()[:2]:
        library.forget_step(other)
    library.undo_to(entry)
    assert library.feeds() == (lake,)
    assert titles(library) == {"Hail in both", "Hail with a tag"}


def test_what_was_there_before_the_subscription_is_as_it_was(library: Library, hill: Feed) -> None:
    once_starred = come(library, "Hail with a star", hill, ago=timedelta(days=1))
    library.set_starred(once_starred, True)
    library.unsubscribe([hill.id])
    library.set_starred(once_starred, False)
    library.subscribe(HILL)
    library.undo()
    assert titles(library) == {"Hail with a star"}


def test_news_that_came_after_an_undo_goes_when_the_feed_is_given_up_again(library: Library, hill: Feed) -> None:
    library.unsubscribe([hill.id])
    library.undo()
    come(library, "Hail since", hill)
    library.redo()
    assert titles(library) == set()
    library.undo()
    assert titles(library) == {"Hail since"}


def test_an_import_that_is_taken_back_takes_its_news_along(library: Library) -> None:
    library.import_feeds(b'<opml><body><outline text="H" xmlUrl="https://hill.example/feed"/></body></opml>')
    come(library, "Hail by the list", *library.feeds())
    library.undo()
    assert titles(library) == set()
    assert titles(library, "is:hidden") == {"Hail by the list"}
    library.redo()
    assert titles(library) == {"Hail by the list"}


def test_news_comes_back_with_a_feed_that_came_back_by_itself(library: Library, hill: Feed) -> None:
    come(library, "Hail before", hill)
    by_rule = come(library, "Hail that a rule hides", hill)
    library.set_many([by_rule], "is_hidden", True, "hidden")
    come(library, "Hail alone", hill)
    library.unsubscribe([hill.id])
    assert titles(library) == set()
    change_feeds(library._stores.places, lambda feeds: {**feeds, hill.id: hill})  # as another machine's change comes
    library.sync_feeds()
    assert titles(library) >= {"Hail before", "Hail alone"}
    library.set_many([by_rule], "is_hidden", True, "hidden")
    library.sync_feeds()
    assert titles(library) == {"Hail before", "Hail alone"}


def test_what_a_rule_hides_stays_hidden_when_giving_up_is_taken_back(library: Library, hill: Feed) -> None:
    by_rule = come(library, "Hail that a rule hides", hill)
    library.set_many([by_rule], "is_hidden", True, "hidden")
    come(library, "Hail alone", hill)
    library.unsubscribe([hill.id])
    library.undo()
    library.sync_feeds()
    assert titles(library) == {"Hail alone"}


def test_undo_leaves_the_file_as_people_wrote_it(library: Library, hill: Feed) -> None:
    library.subscribe(LAKE)
    path = library.folder / "library.toml"
    text = f"# all of them\n{path.read_text()}".replace("url =", "url  =").replace("title", "later = 3 # why\ntitle")
    path.write_text(text)
    library.unsubscribe([hill.id])
    assert "Hill" not in path.read_text()
    library.undo()
    assert path.read_text() == text
