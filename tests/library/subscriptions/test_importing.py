"""Lists of feeds from other readers become subscriptions in one step, and subscriptions become lists."""

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.results import FoundFeed
from reader.model.errors import FeedError
from reader.model.feed import FeedSettings

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Morning"><outline text="Papers">
  <outline type="rss" text="Hill Gazette" xmlUrl="https://hill.example/feed" htmlUrl="https://hill.example/"/>
</outline>
  <outline type="rss" text="Lake" title="Lake Post" xmlUrl="feed://lake.example/rss"/>
</outline>
<outline type="rss" text="The hill again" xmlUrl="http://hill.example/feed/"/>
<outline type="rss" text="Router" xmlUrl="http://192.168.1.1/feed"/>
<outline type="rss" text="Secret" xmlUrl="https://ann:secret@pass.example/feed"/>
<outline type="rss" text="Odd" xmlUrl="gopher://pass.example/feed"/>
</body></opml>
"""


def rows(library: Library) -> list[tuple[str, str, str]]:
    return [(feed.folder, feed.shown_name, feed.url) for feed in library.feeds()]


@pytest.fixture
def library(folders: Folders) -> Library:
    return Library.open(folders=folders, config=Config(confirmed_hosts=("192.168.1.7",)))


def test_list_comes_in_with_its_folders_as_one_step(library: Library) -> None:
    imported = library.import_feeds(LIST)
    assert rows(library) == [
        ("", "Router", "http://192.168.1.1/feed"),
        ("Morning", "Lake", "http://lake.example/rss"),
        ("Morning/Papers", "Hill Gazette", "https://hill.example/feed"),
    ]
    assert len(imported.added) == 3
    assert imported.repeats == ("The hill again stands there more than once: http://hill.example/feed/",)
    assert [entry.label for entry in library.undoable()] == ["import of 3 feeds"]
    library.undo()
    assert library.feeds() == ()


def test_what_is_left_out_is_told_without_its_password(library: Library) -> None:
    imported = library.import_feeds(LIST)
    assert [line.partition(":")[0] for line in imported.refused] == ["Odd", "Secret"]
    assert "is no web address" in imported.refused[0]
    assert "a password in it is not kept" in imported.refused[1]
    assert imported.problems == ()
    assert "ann:secret" not in repr(imported)
    assert "ann:secret" not in (library.folder / "library.toml").read_text(encoding="utf-8")


def test_a_long_address_is_kept_whole_or_refused(library: Library) -> None:
    long, longer = (f"https://lake.example/feed?token={'a' * letters}" for letters in (8_000, 80_000))
    imported = library.import_feeds(
        f'<opml><body><outline xmlUrl="{long}"/><outline text="Odd" xmlUrl="{longer}"/></body></opml>'.encode()
    )
    assert [line.partition(": https")[0] for line in imported.refused] == ["Odd: The address is too long"]
    assert [feed.url for feed in library.feeds()] == [long]
    assert f'xmlUrl="{long}"' in library.export_feeds()


def test_addresses_of_a_list_are_nobodys_word_for_private_networks(library: Library) -> None:
    body = LIST.replace(b"gopher://pass.example/feed", b"http://192.168.1.7/feed")
    imported = library.import_feeds(body)
    assert [feed.shown_name for feed in imported.private] == ["Router"]
    assert not any(feed.is_typed for feed in library.feeds())


def test_what_is_subscribed_to_already_stays_as_it_is(library: Library) -> None:
    mine = library.subscribe(FoundFeed(url="http://hill.example/feed"), folder="Mine", name="Hills").feed
    imported = library.import_feeds(LIST)
    assert imported.known == (mine,)
    assert imported.doubled == 1
    assert library.feed(mine.id) == mine
    again = library.import_feeds(LIST)
    assert again.added == ()
    assert len(again.known) == 3
    assert [entry.label for entry in library.undoable()] == ["import of 2 feeds", "subscribed to “Hills”"]


def test_dry_run_says_the_same_and_writes_nothing(library: Library) -> None:
    would = library.import_feeds(LIST, is_dry_run=True)
    assert library.feeds() == ()
    assert not (library.folder / "library.toml").exists()
    assert library.undoable() == ()
    done = library.import_feeds(LIST)
    assert [feed.url for feed in would.added] == [feed.url for feed in done.added]
    assert (would.repeats, would.refused, would.problems) == (done.repeats, done.refused, done.problems)


def test_list_is_put_into_a_folder(library: Library) -> None:
    library.import_feeds(LIST, folder="From the old reader")
    assert [folder for folder, _, _ in rows(library)] == [
        "From the old reader",
        "From the old reader/Morning",
        "From the old reader/Morning/Papers",
    ]


def test_export_then_import_is_the_same(library: Library, folders: Folders) -> None:
    library.subscribe(FoundFeed(url="https://a.example/?x=1&y=%3C2%3E", title="A & “B” <b>", home="https://a.example/"))
    library.subscribe(FoundFeed(url="https://b.example/feed", title="Bee"), folder="Morning/Sci & Tech", name="Mine")
    library.subscribe(FoundFeed(url="https://c.example/"), folder="Morning", settings=FeedSettings(keep_days=3))
    opml = library.export_feeds()
    with Library.open(folders.data / "other", folders=folders, config=Config()) as other:
        other.import_feeds(opml.encode())
        assert rows(other) == rows(library)
        assert [(feed.title, feed.name, feed.home) for feed in other.feeds()][1:] == [
            ("", "", ""),
            ("Bee", "Mine", ""),
        ]
    some = library.export_feeds([library.feeds()[0].id])
    assert "a.example" in some
    assert "b.example" not in some


@pytest.mark.parametrize("body", [b"", b"words", b"<html><body>page</body></html>", b"\x00\xff" * 50])
def test_what_is_no_list_is_refused(library: Library, body: bytes) -> None:
    with pytest.raises(FeedError):
        library.import_feeds(body)
    assert library.feeds() == ()


def test_many_feeds_come_in_one_write(library: Library) -> None:
    outlines = "".join(
        f'<outline text="F{number // 50}"><outline text="Site {number}" xmlUrl="https://s{number}.example/feed"/></outline>'
        for number in range(1000)
    )
    imported = library.import_feeds(f'<opml version="2.0"><body>{outlines}</body></opml>'.encode())
    assert len(imported.added) == len(library.feeds()) == 1000
    assert len(library.undoable()) == 1


def test_names_of_a_list_are_cleaned(library: Library) -> None:
    body = (
        '<opml version="2.0"><body><outline text="[@click=app.quit]Fol/der[/]&#x202e;">'
        '<outline text="&#27;]0;x&#7;[red]Na\u202eme[/]" xmlUrl="https://a.example/"/></outline></body></opml>'
    )
    library.import_feeds(body.encode())
    (feed,) = library.feeds()
    assert "\x1b" not in feed.shown_name
    assert "‮" not in feed.shown_name + feed.folder
    assert feed.folder.count("/") == 0
