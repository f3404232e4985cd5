"""Lists of feeds: read whatever is wrong with them, written as every reader takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds import opml
from reader.feeds.opml import OpmlFeed, read_opml, write_opml
from reader.model.errors import FeedError
from reader.model.feed import Feed, feed_id_of_url
from reader.model.text import clean_line


def outline(inside: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>{inside}</body></opml>'.encode()


def test_nested_folders_names_and_titles() -> None:
    read = read_opml(
        outline(
            '<outline text="Morning"><outline title="Science/Sea"><outline type="rss" text="Tides" title="The Tide Tables" '
            'xmlUrl="https://t.example/feed" htmlUrl="https://t.example/"/></outline></outline>'
            '<outline text="Alone" xmlUrl="feed:https://a.example/"/>'
        )
    )
    assert read.title == "Mine"
    assert read.problems == ()
    assert read.feeds == (
        OpmlFeed(
            url="https://t.example/feed",
            title="The Tide Tables",
            name="Tides",
            folder="Morning/Science-Sea",
            home="https://t.example/",
        ),
        OpmlFeed(url="feed:https://a.example/", title="Alone"),
    )


def test_a_category_is_a_folder_where_there_is_no_other() -> None:
    (feed,) = read_opml(outline('<outline text="A" category="/Morning/Sea,/Other" xmlUrl="https://a.example/"/>')).feeds
    assert feed.folder == "Morning/Sea"


def test_a_list_that_is_broken_gives_what_can_be_read_and_says_what_cannot() -> None:
    read = read_opml(
        b'<opml><body><outline text="A & B"><outline text="x" XMLURL="http://a.example/?a=1&b=2">'
        b'<outline text="run" xmlUrl="|touch x"/><outline type=rss xmlUrl=http://c.example/></body>'
    )
    assert read.feeds == (OpmlFeed(url="http://a.example/?a=1&b=2", title="x", folder="A & B"),)
    assert read.refused == ("run: |touch x is no web address",)
    assert read.problems == (
        "its end is missing: it may have been longer",
        "1 more feed in it can't be read",
    )


def test_a_list_within_a_list_is_told_and_not_followed() -> None:
    read = read_opml(outline('<outline type="include" text="more" url="https://a.example/more.opml"/>'))
    assert read.feeds == ()
    assert read.problems == ("another list is named, and not read: https://a.example/more.opml",)


def test_doubles_stay_where_they_stand() -> None:
    twice = '<outline text="A" xmlUrl="https://a.example/"/>' * 2
    assert len(read_opml(outline(twice)).feeds) == 2


def test_an_empty_list_says_so() -> None:
    assert read_opml(outline("")).problems == ("there are no feeds in it",)


@pytest.mark.parametrize(
    ("content", "hint"),
    [(b"", ""), (b"<html>", "web page"), (b"<rss><channel/></rss>", "feeds add"), (b"words", "")],
)
def test_what_is_no_list_is_refused(content: bytes, hint: str) -> None:
    with pytest.raises(FeedError, match="no list of feeds") as caught:
        read_opml(content)
    assert hint in caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_lists_come_in_all_charsets(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="Маяк" xmlUrl="https://m.example/"/></body></opml>'
    assert read_opml(text.encode(encoding)).feeds[0].title == "Маяк"


def test_floods_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "MAX_FEEDS", 10)
    many = read_opml(outline('<outline xmlUrl="https://a.example/"/>' * 50))
    assert len(many.feeds) == 10
    assert "too long" in many.problems[-1]
    attributes = " ".join(f'a{number}="x"' for number in range(9_000))
    assert read_opml(outline(f"<outline {attributes}/>")).feeds == ()
    assert read_opml(b"<opml><body>" + b'<outline text="x">' * 50_000).feeds == ()
    assert len(read_opml(outline('<outline xmlUrl="javascript:x"/>' * 500)).problems) <= opml.MAX_PROBLEMS


def test_no_entity_grows() -> None:
    read = read_opml(
        b'<!DOCTYPE opml [<!ENTITY a "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]><opml><body>'
        b'<outline text="&a;&f;" xmlUrl="https://a.example/"/></body></opml>'
    )
    assert read.feeds[0].title == "&a;&f;"


def feed(url: str, *, title: str = "", name: str = "", folder: str = "", home: str = "") -> Feed:
    return Feed(id=feed_id_of_url(url), url=url, title=title, name=name, folder=folder, home=home)


def test_a_list_is_written_by_folders_and_read_back() -> None:
    written = write_opml(
        [
            feed("https://b.example/", title="B", folder="Zoo/Inner"),
            feed('https://a.example/?x=1&y="2"', title="A <b>", name="Mine & yours", home="https://a.example/"),
            feed("https://c.example/", title="C", folder="Zoo"),
        ]
    )
    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">')
    read = read_opml(written.encode())
    assert read.problems == ()
    assert [(one.url, one.title, one.name, one.folder) for one in read.feeds] == [
        ('https://a.example/?x=1&y="2"', "A <b>", "Mine & yours", ""),
        ("https://c.example/", "C", "", "Zoo"),
        ("https://b.example/", "B", "", "Zoo/Inner"),
    ]


_NAMES = st.text(max_size=30).map(clean_line).filter(lambda name: "/" not in name)


@given(st.lists(st.tuples(_NAMES, _NAMES, st.lists(_NAMES.filter(bool), max_size=3).map("/".join)), max_size=8))
def test_whatever_feeds_are_called_a_list_gives_them_back(given_feeds: list[tuple[str, str, str]]) -> None:
    feeds = [
        feed(f"https://f{number}.example/", title=title, name=name, folder=folder)
        for number, (title, name, folder) in enumerate(given_feeds)
    ]
    read = {one.url: one for one in read_opml(write_opml(feeds).encode()).feeds}
    assert len(read) == len(feeds)
    for one in feeds:
        back = read[one.url]
        assert (back.name or back.title) == one.shown_name[:200]
        assert back.folder == one.folder
