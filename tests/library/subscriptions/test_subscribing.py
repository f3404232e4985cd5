"""Subscriptions: one write and one step for each change, and a way back that leaves what others have written since."""

import errno
import os
import tomllib
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.results import FoundFeed
from reader.library.subscriptions import giving_up
from reader.library.subscriptions.subscribing import FeedWishes
from reader.model.dates import utc_now
from reader.model.errors import CancelledError, NotFoundError, StoreError, UsageError
from reader.model.feed import Feed, FeedHealth, FeedSettings, FetchPages, feed_id_of_url
from reader.model.kept import ReadingState
from reader.store.feed_settings import change_feeds
from reader.store.feeds import FeedState, FeedStore
from reader.store.state import StateStore
from tests.library import made_news as news

HILL = FoundFeed(url="https://hill.example/feed", title="Hill Gazette", home="https://hill.example/")
LAKE = FoundFeed(url="https://lake.example/feed", title="Lake Post")
PASS = FoundFeed(url="https://pass.example/feed", title="Pass Times")


def subscribe(library: Library, found: FoundFeed, folder: str = "", name: str = "") -> Feed:
    return library.subscribe(found, folder=folder, name=name).feed


def names(library: Library) -> list[str]:
    return [f"{feed.folder}/{feed.shown_name}".lstrip("/") for feed in library.feeds()]


def tables(library: Library) -> dict[str, dict[str, object]]:
    text = (library.folder / "library.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, object]] = tomllib.loads(text).get("feeds", {})
    return found


def write_elsewhere(library: Library, feed_id: str, **fields: object) -> None:
    """Let another machine's change have come."""
    places = library._stores.places
    change_feeds(places, lambda feeds: {**feeds, feed_id: replace(feeds[feed_id], **fields)})  # type: ignore[arg-type]


def test_feeds_folders_and_titles_are_in_the_order_in_which_people_count(library: Library) -> None:
    for folder, name in (("Week 10", "a"), ("Week 9", "Page 12"), ("Week 9", "page 2"), ("", "Zoo")):
        subscribe(library, FoundFeed(url=f"https://{name.replace(' ', '-')}.example/feed", title=name), folder)
    assert names(library) == ["Zoo", "Week 9/page 2", "Week 9/Page 12", "Week 10/a"]
    for title in ("Part 10", "part 9", "Élan", "Edge", "Part"):
        news.keep(library._stores, title)
    found = library.list(View(kind=ViewKind.NEWS, query="sort:title"))
    assert [row.record.title for row in found] == ["Edge", "Élan", "Part", "part 9", "Part 10"]


def test_subscription_stands_in_the_file_that_travels(library: Library) -> None:
    settings = FeedSettings(pages=FetchPages.OPEN, keep_days=30)
    done = library.subscribe(HILL, folder=" Morning / Papers ", settings=settings)
    assert done.is_new
    assert done.feed.id == feed_id_of_url(HILL.url)
    table = tables(library)[done.feed.id]
    assert table.pop("added") is not None
    assert table == {
        "url": HILL.url,
        "title": "Hill Gazette",
        "folder": "Morning/Papers",
        "home": "https://hill.example/",
        "pages": "open",
        "keep_days": 30,
    }
    assert library.feeds() == (done.feed,)
    assert library.feed(done.feed.id) == done.feed


@pytest.mark.parametrize(
    "url", ["https://hill.example/feed", "http://hill.example/feed/", "https://hill.example/feed?utm_source=x"]
)
def test_same_feed_is_subscribed_to_once(library: Library, url: str) -> None:
    first = subscribe(library, HILL, folder="Morning")
    again = library.subscribe(FoundFeed(url=url, title="Other"), folder="Evening", name="Mine")
    assert not again.is_new
    assert again.feed == first
    assert len(library.feeds()) == 1
    assert [entry.label for entry in library.undoable()] == ["subscribed to “Hill Gazette”"]


def test_feed_that_has_moved_is_known_at_both_addresses(library: Library) -> None:
    feed = subscribe(library, HILL)
    write_elsewhere(library, feed.id, url="https://new.example/feed")
    for url in ("https://new.example/feed/", HILL.url):
        assert not library.subscribe(FoundFeed(url=url)).is_new


def test_feeds_stand_in_the_order_of_folders_and_names(library: Library) -> None:
    for found, folder, name in (
        (LAKE, "Morning/Science", ""),
        (HILL, "morning", "zebra"),
        (PASS, "", ""),
        (FoundFeed(url="https://a.example/"), "Morning", "Älpler"),
    ):
        subscribe(library, found, folder, name)
    assert names(library) == ["Pass Times", "Morning/Älpler", "Morning/zebra", "Morning/Science/Lake Post"]


def test_names_from_outside_are_cleaned(library: Library) -> None:
    found = FoundFeed(url=HILL.url, title="\x1b]0;x\x07[@click=app.quit]Hill[/]\n‮Gazette")
    feed = subscribe(library, found, folder="A\x00b/\n/C‮d", name=" My \t name ")
    assert feed.title == "[@click=app.quit]Hill[/] Gazette"
    assert feed.name == "My name"
    assert feed.folder == "Ab/Cd"


def test_name_that_is_its_title_is_none_of_its_own(library: Library) -> None:
    assert subscribe(library, HILL, name="Hill Gazette").name == ""
    feed_id = library.feeds()[0].id
    assert library.change_feed(feed_id, name="Mine").shown_name == "Mine"
    assert library.change_feed(feed_id, name="").shown_name == "Hill Gazette"


def test_every_change_is_undone_and_redone(library: Library) -> None:
    hill, lake = subscribe(library, HILL, "Morning"), subscribe(library, LAKE)
    stages = [library.feeds()]

    def step(label: str) -> None:
        assert library.undoable()[0].label == label
        stages.append(library.feeds())

    library.change_feed(hill.id, name="Hills")
    step("name of the feed “Hills”")
    library.change_feed(hill.id, folder="Evening/Papers")
    step("“Hills” moved to “Evening/Papers”")
    library.change_feed(hill.id, settings=FeedSettings(with_pictures=False, every_minutes=60))
    step("settings of “Hills”")
    library.change_feed(lake.id, url="https://lake.example/rss")
    step("address of the feed “Lake Post”")
    library.pause_feeds([hill.id, lake.id], True)
    step("2 feeds paused")
    library.rename_folder("Evening", "Night")
    step("folder “Evening” renamed to “Night”")
    library.unsubscribe([hill.id, lake.id])
    step("unsubscribed from 2 feeds")
    assert library.feeds() == ()

    for expected in reversed(stages[:-1]):
        library.undo()
        assert library.feeds() == expected
    for expected in stages[1:]:
        library.redo()
        assert library.feeds() == expected


def test_change_of_nothing_is_no_step(library: Library) -> None:
    feed = subscribe(library, HILL, "Morning")
    before = library.undoable()
    library.change_feed(feed.id, name="", folder="morning", is_paused=False, url=HILL.url)
    assert library.undoable() == before


def test_undoing_leaves_what_was_written_elsewhere_since(library: Library) -> None:
    feed = subscribe(library, HILL)
    library.change_feeds([feed.id], FeedWishes(name="Hills", folder="Morning"))
    write_elsewhere(library, feed.id, folder="Noon", title="The Hill Gazette")
    (entry,) = library.undo_steps()
    assert entry.problem == "what was written elsewhere since stays"
    after = library.feed(feed.id)
    assert (after.name, after.folder, after.title) == ("", "Noon", "The Hill Gazette")


def test_undoing_a_change_of_a_feed_that_is_gone_says_so(library: Library) -> None:
    feed = subscribe(library, HILL)
    library.change_feed(feed.id, name="Hills")
    change_feeds(library._stores.places, lambda feeds: {})
    (entry,) = library.undo_steps()
    assert entry.is_lost
    assert entry.problem == "it is no longer subscribed to"
    assert library.feeds() == ()


def test_undoing_a_removal_leaves_a_feed_that_came_back(library: Library) -> None:
    feed = subscribe(library, HILL)
    library.unsubscribe([feed.id])
    change_feeds(library._stores.places, lambda feeds: {feed.id: replace(feed, name="theirs")})
    (entry,) = library.undo_steps()
    assert entry.is_lost
    assert library.feed(feed.id).name == "theirs"


def test_folder_is_dissolved_into_the_one_around_it(library: Library) -> None:
    subscribe(library, HILL, "Morning/Papers")
    subscribe(library, LAKE, "Morning/Papers/Local")
    subscribe(library, PASS, "Morning")
    moved = library.rename_folder("Morning/Papers", "")
    assert [feed.shown_name for feed in moved] == ["Hill Gazette", "Lake Post"]
    assert names(library) == ["Morning/Hill Gazette", "Morning/Pass Times", "Morning/Local/Lake Post"]


def test_folder_that_is_there_takes_another_in(library: Library) -> None:
    subscribe(library, HILL, "Papers")
    subscribe(library, LAKE, "Press")
    library.rename_folder("Press", "PAPERS")
    assert names(library) == ["Papers/Hill Gazette", "Papers/Lake Post"]


def test_folder_gets_other_capitals(library: Library) -> None:
    subscribe(library, HILL, "papers/local")
    library.rename_folder("papers", "Papers")
    assert names(library) == ["Papers/local/Hill Gazette"]


def test_what_is_not_there_cannot_be_changed(library: Library) -> None:
    feed = subscribe(library, HILL)
    for change in (
        lambda: library.feed("nothing"),
        lambda: library.change_feed("nothing", name="x"),
        lambda: library.unsubscribe([feed.id, "nothing"]),
        lambda: library.pause_feeds([feed.id, "nothing"], True),
        lambda: library.rename_folder("Nowhere", "x"),
        lambda: library.rename_folder("", "x"),
    ):
        with pytest.raises(NotFoundError):
            change()
    assert library.feeds() == (feed,)


def test_address_of_another_feed_is_refused(library: Library) -> None:
    subscribe(library, HILL)
    lake = subscribe(library, LAKE)
    with pytest.raises(UsageError, match="“Hill Gazette” is at this address already"):
        library.change_feed(lake.id, url="http://hill.example/feed/")
    with pytest.raises(UsageError, match="password"):
        library.change_feed(lake.id, url="https://ann:secret@lake.example/")
    with pytest.raises(UsageError, match="cannot have one name"):
        library.change_feeds([feed.id for feed in library.feeds()], FeedWishes(name="Both"))
    assert library.feed(lake.id) == lake


def test_new_address_is_asked_at_once_and_whole(library: Library) -> None:
    feed, store = subscribe(library, HILL), FeedStore(library._stores.places)
    failing = FeedHealth(
        etag='"1"', last_modified="then", digest="d", due=utc_now(), failures=4, error="gone", entry_count=7
    )
    store.save(feed.id, failing)
    library.change_feed(feed.id, name="Mine")
    assert store.health(feed.id) == failing
    library.change_feed(feed.id, url="https://hill.example/rss")
    assert store.health(feed.id) == FeedHealth(entry_count=7)
    store.save(feed.id, failing)
    library.undo()
    assert store.health(feed.id) == FeedHealth(entry_count=7)


def test_feed_that_is_asked_again_is_due(library: Library) -> None:
    feed, store = subscribe(library, HILL), FeedStore(library._stores.places)
    places = library._stores.places
    change_feeds(places, lambda feeds: {feed.id: replace(feed, is_paused=True, paused_because="it is gone")})
    store.save(feed.id, FeedHealth(etag='"1"', due=utc_now(), failures=2, error="410"))
    resumed = library.change_feed(feed.id, is_paused=False)
    assert (resumed.is_paused, resumed.paused_because) == (False, "")
    assert store.health(feed.id) == FeedHealth(etag='"1"')


def test_thousand_feeds_are_one_write_and_one_step(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    replace_file = os.replace

    def counted(source: Path, target: Path) -> None:
        written.append(Path(target))
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", counted)
    found = [FoundFeed(url=f"https://site{number}.example/feed") for number in range(1000)]
    assert len(library.subscribe_all(found, folder="All")) == 1000
    assert [path.name for path in written].count("library.toml") == 1
    assert [entry.label for entry in library.undoable()] == ["subscribed to 1,000 feeds"]
    library.undo()
    assert library.feeds() == ()


def test_hand_written_file_keeps_its_words(library: Library) -> None:
    library.folder.mkdir(parents=True)
    path = library.folder / "library.toml"
    path.write_text(
        '# mine\n[feeds.hill]\nurl = "https://hill.example/feed"  # the paper\ncolour = "blue"\n', encoding="utf-8"
    )
    (feed,) = library.feeds()
    library.change_feed(feed.id, name="Hills")
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# the paper" in text
    assert 'colour = "blue"' in text
    assert 'name = "Hills"' in text


def test_two_windows_add_feeds_at_the_same_time(library: Library, folders: Folders) -> None:
    with Library.open(folders=folders, config=Config()) as other:
        assert other.feeds() == ()
        subscribe(library, HILL)
        subscribe(other, LAKE)
        assert library.feeds() == other.feeds()
        assert len(library.feeds()) == 2


def test_all_that_a_feed_brought_is_marked_read_and_unread_again(library: Library) -> None:
    hill = subscribe(library, HILL, "Morning")
    lake = subscribe(library, LAKE)
    stores = library._stores
    with library._changing():
        for number in range(3):
            news.keep(stores, f"Hail on the hill {number}", f"Hail fell {number} times.", feeds=(hill.id,))
        other = news.keep(stores, "The lake has frozen", "It holds a sledge.", feeds=(lake.id,))
    library.catch_up()

    done = library.mark_read(View(kind=ViewKind.FEED, name=hill.id))
    assert (done.changed, done.failed) == (3, 0)
    assert library.undoable()[0].label == "read of 3 articles in “Hill Gazette”"
    assert not stores.states.load(other.id).is_read
    assert library.mark_read(View(kind=ViewKind.FEED_FOLDER, name="Morning")).changed == 0
    library.undo()
    assert library.mark_read(View(kind=ViewKind.FEED_FOLDER, name="Morning")).changed == 3
    library.undo()
    assert library.mark_read(View(kind=ViewKind.NEWS)).changed == 4
    library.undo()
    both = [View(kind=ViewKind.FEED, name=feed.id) for feed in library.feeds()]
    assert library.mark_read(*both).changed == 4
    assert library.undo() == "read of 4 articles in “Lake Post” and “Hill Gazette”"
    assert library.counts().unread_news == 4


def test_full_disk_leaves_all_as_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = subscribe(library, HILL)
    settings = library.folder / "library.toml"
    before, steps = settings.read_bytes(), library.undoable()
    replace_file = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == "library.toml":
            raise OSError(errno.ENOSPC, "No space left on device")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    for change in (
        lambda: library.subscribe(LAKE),
        lambda: library.unsubscribe([feed.id]),
        lambda: library.change_feed(feed.id, name="Hills"),
        library.undo,
    ):
        with pytest.raises(StoreError):
            change()
    assert settings.read_bytes() == before
    assert library.feeds() == (feed,)
    assert library.undoable() == steps
    assert [path.name for path in library.folder.iterdir()] == ["library.toml"]


def test_import_is_taken_back_whole_though_its_feeds_were_asked_since(library: Library) -> None:
    library.import_feeds(b'<opml><body><outline text="H" xmlUrl="https://hill.example/feed"/></body></opml>')
    (feed,) = library.feeds()
    write_elsewhere(
        library, feed.id, title="The Hill Gazette", home="https://hill.example/", url="https://hill.example/rss"
    )
    library.undo()
    assert library.feeds() == ()
    library.redo()
    assert [feed.url for feed in library.feeds()] == ["https://hill.example/feed"]


def news_titles(library: Library, query: str = "") -> set[str]:
    kind = ViewKind.ALL if query else ViewKind.NEWS
    return {row.record.title for row in library.list(View(kind=kind, query=query))}


def test_untouched_news_goes_with_its_feed_and_comes_back_with_it(library: Library) -> None:
    hill, lake = subscribe(library, HILL), subscribe(library, LAKE)
    stores = library._stores
    with library._changing():
        for title, feeds, state in (
            ("Hail fell in the night", [hill.id], {}),
            ("The bridge was read about", [hill.id], {"is_read": True}),
            ("A star rose over the mill", [hill.id], {"is_starred": True}),
            ("Somebody tagged the harbour", [hill.id], {"add_tags": ("keep",)}),
            ("Both papers have the ferry", [hill.id, lake.id], {}),
            ("The lake froze over", [lake.id], {}),
            ("The archive holds an oak", [hill.id], {"is_archived": True}),
            ("The reader kept the ferry", [hill.id], {"is_kept": True}),
        ):
            record = news.keep(stores, title, f"{title}, and nothing else is known.", feeds=feeds)
            stores.states.change(record.id, **state)
        marked = news.keep(stores, "Someone marked the dam", "The dam holds, and so it stays.", feeds=[hill.id])
    library.annotate_quote(marked.id, "The dam holds")
    before = news_titles(library)
    assert len(before) == 7

    library.unsubscribe([hill.id])
    stayed = before - {"Hail fell in the night", "The bridge was read about"}
    assert news_titles(library) == stayed
    assert news_titles(library, "is:hidden") == before - stayed
    assert library.undoable()[0].label == "unsubscribed from “Hill Gazette”"
    library.undo()
    assert news_titles(library) == before
    library.redo()
    assert news_titles(library) == stayed

    stores.feeds.tick_off(hill.id, {"entry": marked.id}, utc_now().date())
    subscribe(library, HILL)
    assert news_titles(library) == before
    library.undo()
    assert news_titles(library) == stayed
    assert [feed.id for feed in library.feeds()] == [lake.id]
    library.import_feeds(b'<opml><body><outline text="H" xmlUrl="https://hill.example/feed"/></body></opml>')
    assert news_titles(library) == before
    assert library.undoable()[0].label == "import of 1 feed"


def test_what_was_subscribed_to_before_a_crash_can_be_taken_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That each feed is to be asked comes after the way back: of a long list it takes its time."""

    class Killed(BaseException):
        """Stands for the end of the process."""

    def killed(store: FeedStore, feed_id: str) -> FeedState:
        raise Killed

    monkeypatch.setattr(FeedStore, "load", killed)
    with pytest.raises(Killed):
        library.import_feeds(b'<opml><body><outline text="H" xmlUrl="https://hill.example/feed"/></body></opml>')
    monkeypatch.undo()
    assert len(library.feeds()) == 1
    assert library.undo() == "import of 1 feed"
    assert library.feeds() == ()


def test_news_that_was_hidden_before_a_crash_comes_back_with_its_feed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Stands for the end of the process."""

    hill = subscribe(library, HILL)
    with library._changing():
        for number in range(3):
            news.keep(library._stores, f"Hail {number}", f"Hail fell {number} times.", feeds=(hill.id,))
    change, hidden = StateStore.change, list[str]()

    def killed(store: StateStore, article_id: str, **fields: object) -> ReadingState:
        if len(hidden) == 2:
            raise Killed
        hidden.append(article_id)
        return change(store, article_id, **fields)

    monkeypatch.setattr(StateStore, "change", killed)
    with pytest.raises(Killed):
        library.unsubscribe([hill.id])
    monkeypatch.undo()
    assert len(news_titles(library)) == 1
    (step,) = library.undo_steps()
    assert step.problem == ""
    assert library.feeds() == (hill,)
    assert len(news_titles(library)) == 3


def test_giving_up_can_be_given_up(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    hill = subscribe(library, HILL)
    with library._changing():
        for number in range(3):
            news.keep(library._stores, f"Hail {number}", f"Hail fell {number} times.", feeds=(hill.id,))
    cancel = Event()

    def give_up(progress: Progress) -> None:
        if progress.step == "clearing the lists":
            cancel.set()

    monkeypatch.setattr(giving_up, "BATCH", 1)
    library.unsubscribe([hill.id], work=Work(give_up, cancel))
    assert library.feeds() == ()
    assert len(news_titles(library)) == 2
    library.undo()
    assert len(news_titles(library)) == 3
    assert library.feeds() == (hill,)
    with pytest.raises(CancelledError):
        library.unsubscribe([hill.id], work=Work(cancel=cancel))
    assert library.feeds() == (hill,)
