"""Feeds through the door: headers that say when to come again, moves for good, and what is surely no feed."""

import gzip
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from reader.fetch import transport
from reader.fetch.client import Validators
from reader.fetch.errand import FetchLimits, NotModified
from reader.fetch.feed import FeedDelivery, fetch_feed
from reader.model.errors import CancelledError, FetchError, UnreadableError
from tests.fetch.fetching import LOOPBACK, redirect_to
from tests.fetch.site import Answer, Asked, Line, Site

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title></channel></rss>'


def feed_answer(body: bytes = FEED, kind: str = "application/rss+xml", **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda _asked, line: line.page(body, kind=kind, headers=named)


def delivered(url: str, **options: object) -> FeedDelivery:
    delivery = fetch_feed(url, **options)  # type: ignore[arg-type]  # options are passed on as they are
    assert isinstance(delivery, FeedDelivery)
    return delivery


def failure(url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch_feed(url, **options)  # type: ignore[arg-type]  # options are passed on as they are
    return caught.value


def test_feed_comes_with_what_is_needed_to_ask_again(site: Site) -> None:
    url = site.url("/feed", feed_answer(ETag='"1"', Last_Modified="yesterday", Cache_Control="max-age=900"))
    delivery = delivered(url)
    assert delivery.content == FEED
    assert (delivery.url, delivery.permanent_url, delivery.status) == (url, "", 200)
    assert (delivery.etag, delivery.last_modified) == ('"1"', "yesterday")
    assert delivery.fresh_until == delivery.fetched_at + timedelta(minutes=15)
    assert not delivery.is_cut
    assert delivery.seconds > 0
    assert "application/atom+xml" in site.asked[-1].headers["accept"]


def test_unchanged_feed_says_so_with_its_new_headers(site: Site) -> None:
    def answer(asked: Asked, line: Line) -> None:
        assert asked.headers["if-none-match"] == '"1"'
        headers = (("ETag", '"2"'), ("Cache-Control", "max-age=60"))
        line.page(b"", status="304 Not Modified", kind=None, length=None, headers=headers)

    answered = fetch_feed(site.url("/feed", answer), validators=Validators(etag='"1"'))
    assert isinstance(answered, NotModified)
    assert answered.etag == '"2"'
    assert answered.fresh_until == answered.fetched_at + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("statuses", "moved_by"),
    [
        (("301 Moved", "308 Moved"), 2),
        (("301 Moved", "302 Found"), 1),
        (("302 Found", "301 Moved"), 0),
        (("307 Now", "308 Moved"), 0),
    ],
)
def test_feed_has_moved_as_far_as_every_hop_says_so(site: Site, statuses: tuple[str, str], moved_by: int) -> None:
    end = site.url("/third", feed_answer())
    middle = site.url("/second", redirect_to(end, statuses[1]))
    begin = site.url("/first", redirect_to(middle, statuses[0]))
    delivery = delivered(begin)
    assert delivery.url == end
    assert delivery.permanent_url == ("", middle, end)[moved_by]


def test_move_is_told_by_an_unchanged_feed_too(site: Site) -> None:
    end = site.url("/new", lambda _, line: line.page(b"", status="304 Not Modified", kind=None, length=None))
    answered = fetch_feed(site.url("/old", redirect_to(end, "301 Moved")), validators=Validators(etag='"1"'))
    assert isinstance(answered, NotModified)
    assert answered.permanent_url == end


def test_address_that_leads_back_to_itself_has_not_moved(site: Site) -> None:
    def answer(asked: Asked, line: Line) -> None:
        if "cookie" in asked.headers:
            line.page(FEED, kind="text/xml")
        else:
            line.redirect("/feed", "301 Moved", headers=(("Set-Cookie", "seen=1"),))

    assert delivered(site.url("/feed", answer)).permanent_url == ""


def test_errors_know_status_and_when_to_come_again(site: Site) -> None:
    busy = failure(site.url("/", lambda _, line: line.page(b"", status="429 Slow", headers=(("Retry-After", "3600"),))))
    assert busy.status == 429
    assert busy.retry_at is not None
    assert "in 1 hour" in busy.hint
    gone = failure(site.url("/gone", lambda _, line: line.page(b"", status="410 Gone")))
    assert (gone.status, gone.retry_at) == (410, None)
    silent = failure("http://127.0.0.1:1/feed")
    assert (silent.status, silent.retry_at) == (0, None)


@pytest.mark.parametrize(
    "kind", ["text/html", "application/json", "text/plain", "application/octet-stream", "nonsense"]
)
def test_whatever_may_be_a_feed_comes(site: Site, kind: str) -> None:
    assert delivered(site.url("/feed", feed_answer(kind=kind))).content == FEED


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/mpeg", "application/pdf"])
def test_what_is_surely_no_feed_is_not_read(site: Site, kind: str) -> None:
    error = failure(site.url("/feed", feed_answer(kind=kind)))
    assert isinstance(error, UnreadableError)
    assert "not a feed" in error.message


@pytest.mark.parametrize(("body", "words"), [(b" \n ", "nothing in it"), (b"%PDF-1.7 x", "a PDF, not a feed")])
def test_what_came_as_a_feed_and_is_none_is_named(site: Site, body: bytes, words: str) -> None:
    assert words in failure(site.url("/feed", feed_answer(body=body))).message


def test_packed_file_is_unpacked_within_its_bounds(site: Site) -> None:
    url = site.url("/sitemap.xml.gz", feed_answer(gzip.compress(FEED), kind="application/gzip"))
    assert delivered(url).content == FEED
    bomb = site.url("/bomb.xml.gz", feed_answer(gzip.compress(b"<" * 3_000_000), kind="application/gzip"))
    cut = delivered(bomb, limits=FetchLimits(max_decoded_bytes=100_000))
    assert len(cut.content) == 100_000
    assert cut.is_cut
    broken = site.url("/broken.gz", feed_answer(b"\x1f\x8b\x08" + b"\xff" * 90, kind="application/gzip"))
    assert "unpacked" in failure(broken).message


def test_feed_that_nobody_typed_leads_into_no_private_network(site: Site, other_site: Site) -> None:
    url = site.url("/feed", feed_answer())
    assert "private network" in failure(url, found_on="").message
    assert delivered(url, found_on="", confirmed_hosts=LOOPBACK).content == FEED
    assert delivered(url, found_on=site.base).content == FEED
    assert "private network" in failure(url, found_on=other_site.base).message


def test_login_stands_nowhere_in_the_result(site: Site) -> None:
    end = site.url("/new", feed_answer())
    url = site.url("/old", redirect_to(end.replace("://", "://ann:secret@"), "301 Moved"))
    delivery = delivered(url.replace("://", "://bob:secret@"))
    assert "secret" not in repr(delivery)
    assert delivery.permanent_url == end


def test_fetch_is_stopped(site: Site) -> None:
    cancel = threading.Event()

    def answer(_asked: Asked, line: Line) -> None:
        cancel.set()
        line.hold()

    url = site.url("/feed", answer)
    with pytest.raises(CancelledError):
        fetch_feed(url, cancel=cancel)


def test_many_threads_share_one_context_of_tls(secure_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0
    make = httpx.create_ssl_context

    def counted(*, trust_env: bool) -> ssl.SSLContext:
        nonlocal made
        made += 1
        return make(trust_env=trust_env)

    monkeypatch.setattr(httpx, "create_ssl_context", counted)
    transport._ssl_context_of.cache_clear()
    urls = [secure_site.url(f"/{number}", feed_answer(FEED + b"<!-- %d -->" % number)) for number in range(32)]
    with ThreadPoolExecutor(32) as threads:
        contents = [delivery.content for delivery in threads.map(delivered, urls)]
    assert contents == [FEED + b"<!-- %d -->" % number for number in range(32)]
    assert made == 1


def test_connections_leave_the_shared_context_as_it_is(secure_site: Site) -> None:
    delivered(secure_site.url("/", feed_answer()))
    context = transport._ssl_context()
    context.set_alpn_protocols(["nonsense"])
    assert delivered(secure_site.url("/", feed_answer())).content == FEED
    assert context is transport._ssl_context()
