"""What people type as the address of a feed, and when two addresses are those of one feed."""

from pathlib import Path

import pytest

from reader.library.subscriptions.addresses import (
    KnownFeeds,
    address_listed,
    addresses_meant,
    is_private,
    is_same_origin,
)
from reader.model.errors import FetchError, UsageError
from reader.model.feed import Feed, feed_id_of_url


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://hill.example/feed", ("https://hill.example/feed",)),
        ("  http://hill.example ", ("http://hill.example/",)),
        ("feed:https://hill.example/feed", ("https://hill.example/feed",)),
        ("FEED:http://hill.example/feed", ("http://hill.example/feed",)),
        ("feed://hill.example/feed", ("https://hill.example/feed", "http://hill.example/feed")),
        ("feed:hill.example/feed", ("https://hill.example/feed", "http://hill.example/feed")),
        ("hill.example", ("https://hill.example/", "http://hill.example/")),
        ("//hill.example/x", ("https://hill.example/x", "http://hill.example/x")),
        ("localhost:8080/feed", ("https://localhost:8080/feed", "http://localhost:8080/feed")),
        ("hill.example/?a=b:1", ("https://hill.example/?a=b:1", "http://hill.example/?a=b:1")),
        ("bücher.example/feed#top", ("https://xn--bcher-kva.example/feed", "http://xn--bcher-kva.example/feed")),
    ],
)
def test_what_is_typed_becomes_addresses(typed: str, meant: tuple[str, ...]) -> None:
    assert addresses_meant(typed) == meant


@pytest.mark.parametrize(
    "typed", ["mailto:ann@hill.example", "ftp://hill.example/feed", "feed:ftp://hill.example", "", "a b"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(FetchError):
        addresses_meant(typed)


@pytest.mark.parametrize(
    "typed", ["https://ann:secret@hill.example/feed", "ann:secret@hill.example", "feed://ann@hill.example"]
)
def test_address_with_a_login_is_refused_without_telling_it(typed: str) -> None:
    with pytest.raises((UsageError, FetchError)) as caught:
        addresses_meant(typed)
    assert "secret" not in str(caught.value)


def test_login_is_named_as_the_reason() -> None:
    with pytest.raises(UsageError, match=r"a password in it is not kept: https://hill\.example/feed"):
        addresses_meant("https://ann:secret@hill.example/feed?key=1")


def test_file_is_not_taken_for_a_host(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text("<opml/>")
    with pytest.raises(UsageError, match="feeds import"):
        addresses_meant(str(path))


def test_address_in_a_list_is_http_if_it_does_not_say() -> None:
    assert address_listed("feed://hill.example/feed") == "http://hill.example/feed"
    assert address_listed("feed:https://hill.example/feed") == "https://hill.example/feed"
    assert address_listed("feed:hill.example:8080/feed") == "http://hill.example:8080/feed"
    with pytest.raises(FetchError):
        address_listed("hill.example")


@pytest.mark.parametrize(
    "url",
    [
        "https://hill.example/feed",
        "http://hill.example/feed/",
        "https://HILL.example:443/feed?utm_source=x",
        "https://hill.example/moved",
        "http://hill.example/moved/",
    ],
)
def test_one_feed_is_known_at_all_of_its_addresses(url: str) -> None:
    begun = "https://hill.example/feed"
    feed = Feed(id=feed_id_of_url(begun), url="https://hill.example/moved")
    assert KnownFeeds([feed]).at(url) is feed
    assert KnownFeeds([feed]).at("https://hill.example/other", "", url) is feed


def test_other_feeds_are_not_known() -> None:
    assert KnownFeeds([]).at("https://hill.example/feed") is None
    feed = Feed(id=feed_id_of_url("https://hill.example/feed"), url="https://hill.example/feed")
    assert KnownFeeds({feed.id: feed}).at("https://hill.example/feed?category=2", "https://lake.example/feed") is None


def test_private_addresses_are_seen() -> None:
    private = ["http://192.168.1.4/feed", "http://nas/feed", "http://[::1]/", "http://127.1/", "https://wiki.corp/x"]
    assert all(map(is_private, private))
    assert not is_private("https://hill.example/feed")
    assert not is_private("http://192.168.1.4/feed", {"192.168.1.4"})
    assert not is_private("nonsense")


def test_step_from_http_to_https_keeps_the_origin() -> None:
    assert is_same_origin("http://hill.example/a", "https://hill.example/b")
    assert not is_same_origin("http://hill.example:8080/a", "https://hill.example/b")
    assert not is_same_origin("http://hill.example/a", "http://lake.example/a")
    assert not is_same_origin("nonsense", "http://lake.example/a")
