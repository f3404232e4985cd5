"""Reading a feed without subscribing: from an address, a file, a pipe; nothing is stored."""

import io
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.progress import Work
from reader.library.subscriptions.previewing import FeedPreview, preview_feed, preview_json, shown_title
from reader.model.errors import FeedError, FetchError, ReadFileError, UnreadableError
from reader.model.feed import FeedEntry, FeedForm, ParsedFeed
from tests.feed_pages import naming, rss
from tests.loopback import Site

CONFIG = Config(confirmed_hosts=("127.0.0.1",))


def preview(target: str, content: bytes | None = None) -> FeedPreview:
    stream = None if content is None else io.BytesIO(content)
    return preview_feed(target, stream=stream, config=CONFIG, work=Work())


def test_address_file_and_pipe_are_read_alike(site: Site, tmp_path: Path) -> None:
    content = rss("Hill Gazette")
    file = tmp_path / "kept.xml"
    file.write_bytes(content)
    url = site.put("/feed", content, Content_Type="text/xml")
    from_site, from_file, from_pipe = preview(url), preview(str(file)), preview("-", content)
    assert from_site.url == url
    assert (from_file.url, from_pipe.url) == ("", "")
    assert from_site.feed.title == from_file.feed.title == from_pipe.feed.title == "Hill Gazette"
    assert len(from_site.feed.entries) == len(from_file.feed.entries) == len(from_pipe.feed.entries) == 2


def test_scheme_may_be_missing(site: Site) -> None:
    url = site.put("/feed", rss("Hill Gazette"), Content_Type="text/xml")
    assert preview(url.removeprefix("http://")).url == url


def test_page_names_its_feeds_in_the_error(site: Site) -> None:
    page = site.put("/", naming(("/news", "News"), ("/sport", "")))
    with pytest.raises(FeedError, match="a web page, not a feed") as caught:
        preview(page)
    assert caught.value.hint == f"It names a feed: {site.origin}/news, and 1 more."
    assert not hasattr(caught.value, "__notes__")


def test_what_cannot_be_had_is_told(site: Site, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="404"):
        preview(f"{site.origin}/none")
    with pytest.raises(ReadFileError, match="no file"):
        preview("./none.xml")
    with pytest.raises(ReadFileError, match="folder"):
        preview(str(tmp_path))
    with pytest.raises(UnreadableError):
        preview(site.put("/blank", b" "))


def test_json_has_null_for_what_is_not_said_and_as_many_entries_as_asked_for() -> None:
    feed = ParsedFeed(
        form=FeedForm.ATOM, title="T", entries=(FeedEntry(key="a"), FeedEntry(key="b", summary="<p>S</p>"))
    )
    body = preview_json(FeedPreview(feed=feed), 1)
    assert (body["form"], body["title"], body["home"], body["entry_count"]) == ("atom", "T", None, 2)
    assert [entry["key"] for entry in body["entries"]] == ["a"]
    assert body["entries"][0]["title"] is None
    assert len(preview_json(FeedPreview(feed=feed), None)["entries"]) == 2


def test_something_stands_for_an_entry_without_a_title() -> None:
    assert shown_title(FeedEntry(key="a", content="<p>How it <em>begins</em></p>")) == "How it begins"
    assert shown_title(FeedEntry(key="a", url="https://a.example/")) == "https://a.example/"
    assert shown_title(FeedEntry(key="a")) == "(an entry without words)"
