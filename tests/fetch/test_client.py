"""Fetching pages from a real server on loopback."""

import threading
import time
from collections.abc import Iterator

import pytest

from reader import __version__
from reader.fetch.client import FetchLimits, NotModified, Validators, fetch_page
from reader.model.errors import CancelledError, FetchError, ReaderError, UnreadableError
from reader.model.page import Page, PageForm, PageOrigin
from reader.model.text import is_clean
from tests.fetch.site import PAGE, Answer, Asked, Line, Site

LOOPBACK = frozenset(("127.0.0.1", "localhost"))
BRIEF = FetchLimits(deadline_seconds=0.5)


def fetch(url: str, **options: object) -> Page:
    page = fetch_page(url, **options)  # type: ignore[arg-type]  # options are passed on as they are
    assert isinstance(page, Page)
    return page


def failure(url: str, **options: object) -> ReaderError:
    """Return the error of a fetch that must fail, held to what every error line promises."""
    with pytest.raises(ReaderError) as caught:
        fetch(url, **options)
    line = str(caught.value)
    assert is_clean(line)
    assert "\n" not in line
    assert len(line) <= 400
    return caught.value


def redirect_to(location: str, status: str = "302 Found") -> Answer:
    return lambda _asked, line: line.redirect(location, status)


# --- what comes back ---------------------------------------------------------------------------


def test_page_carries_bytes_headers_and_addresses(site: Site) -> None:
    url = site.url(
        "/a?b=c",
        lambda _, line: line.page(headers=(("ETag", '"v1"'), ("Last-Modified", "Tue, 04 Feb 2025 10:00:00 GMT"))),
    )
    page = fetch(url + "#part")
    assert page.content == PAGE
    assert page.form is PageForm.HTML
    assert page.origin is PageOrigin.URL
    assert page.url == url
    assert page.requested_url == url + "#part"
    assert page.content_type == "text/html; charset=utf-8"
    assert (page.etag, page.last_modified) == ('"v1"', "Tue, 04 Feb 2025 10:00:00 GMT")
    assert not page.is_cut
    assert page.fetched_at.tzinfo is not None


def test_request_says_who_asks_and_what_for(site: Site) -> None:
    fetch(site.url("/"))
    headers = site.asked[0].headers
    assert headers["user-agent"] == f"Pressmark/{__version__}"
    assert headers["accept"].startswith("text/html")
    assert "gzip" in headers["accept-encoding"]
    assert "cookie" not in headers
    assert "referer" not in headers
    assert "authorization" not in headers


def test_letters_outside_ascii_are_encoded(site: Site) -> None:
    site.url("/stra%C3%9Fe%20x")
    page = fetch(site.base + "/straße x?q=ä b")
    assert site.asked[0].target == "/stra%C3%9Fe%20x?q=%C3%A4%20b"
    assert page.url.isascii()


def test_long_address_is_kept_whole(site: Site) -> None:
    url = site.url("/" + "a" * 5000)
    page = fetch(url)
    assert page.url == page.requested_url == url


def test_fragment_is_not_sent(site: Site) -> None:
    fetch(site.url("/x") + "#secret-part")
    assert site.asked[0].target == "/x"


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("text/html", PageForm.HTML),
        ("TEXT/HTML;Charset=UTF-8", PageForm.HTML),
        ("application/xhtml+xml", PageForm.HTML),
        ("text/plain; charset=utf-8", PageForm.TEXT),
        ("text/markdown", PageForm.MARKDOWN),
        ("application/xml", PageForm.HTML),
        ("application/octet-stream", PageForm.HTML),
        ("no type at all", PageForm.HTML),
        (None, PageForm.HTML),
    ],
)
def test_form_follows_the_content_type(site: Site, kind: str | None, form: PageForm) -> None:
    if kind == "no type at all":
        with pytest.raises(UnreadableError):
            fetch(site.url("/", lambda _, line: line.page(kind="application/x-lamp")))
    else:
        assert fetch(site.url("/", lambda _, line: line.page(kind=kind))).form is form


def test_https_works_against_a_trusted_authority(secure_site: Site) -> None:
    page = fetch(secure_site.url("/safe"))
    assert page.content == PAGE
    assert page.url.startswith("https://")


def test_unknown_authority_is_refused_with_the_reason(secure_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    error = failure(secure_site.url("/safe"))
    assert "cannot prove who it is" in str(error)


def test_tls_against_a_server_that_speaks_none(site: Site) -> None:
    site.fallback = lambda _, line: line.page()
    error = failure(site.base.replace("http:", "https:") + "/", limits=BRIEF)
    assert isinstance(error, FetchError)


# --- redirects ---------------------------------------------------------------------------------


def test_all_kinds_of_redirects_are_followed(site: Site) -> None:
    kinds = ("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect")
    for number, kind in enumerate(kinds):
        site.url(f"/{number}", redirect_to(f"/{number + 1}", kind))
    site.url("/5")
    page = fetch(site.base + "/0")
    assert page.url == site.base + "/5"
    assert page.requested_url == site.base + "/0"
    assert len(site.asked) == 6


@pytest.mark.parametrize("location", ["next", "./next", "//{host}/dir/next", "?x=1", "{base}/dir/next#top"])
def test_redirect_targets_are_resolved(site: Site, location: str) -> None:
    location = location.format(host=f"127.0.0.1:{site.port}", base=site.base)
    site.url("/dir/next")
    answers: Iterator[Answer] = iter([redirect_to(location), lambda _asked, line: line.page()])
    site.url("/dir/first", lambda asked, line: next(answers)(asked, line))
    assert fetch(site.base + "/dir/first").content == PAGE


def test_redirects_end_at_the_limit(site: Site) -> None:
    error = failure(site.url("/loop", redirect_to("/loop")))
    assert "more than 10 times" in str(error)
    assert len(site.asked) == 11


def test_redirect_without_an_address(site: Site) -> None:
    assert "302" in str(failure(site.url("/", lambda _, line: line.page(b"", status="302 Found", kind=None))))


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "FILE://localhost/etc/passwd",
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "ftp://127.0.0.1/x",
    ],
)
def test_only_http_and_https_on_every_hop(site: Site, location: str) -> None:
    assert "not opened" in str(failure(site.url("/", redirect_to(location))))


@pytest.mark.parametrize("location", ["http://[::1", "http://127.0.0.1:99999/", "http:///x", "https://", "http://a b/"])
def test_broken_redirect_targets_are_one_line(site: Site, location: str) -> None:
    assert isinstance(failure(site.url("/", redirect_to(location))), FetchError)


def test_escape_sequences_in_a_redirect_never_come_out(site: Site) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\x1b]0;owned\x07\x1b[2J\r\nContent-Length: 0\r\n\r\n"
    assert "\x1b" not in str(failure(site.url("/", lambda _, line: line.raw(head))))


def test_cookies_live_for_one_fetch(site: Site) -> None:
    def wall(asked: Asked, line: Line) -> None:
        if "pass=1" in asked.headers.get("cookie", ""):
            line.page()
        else:
            line.redirect("/wall", headers=(("Set-Cookie", "pass=1; Path=/"),))

    url = site.url("/wall", wall)
    assert fetch(url).content == PAGE
    fetch(url)
    assert "cookie" not in site.asked[2].headers


def test_meta_refresh_is_not_followed(site: Site) -> None:
    body = b'<meta http-equiv="refresh" content="0;url=/next"><p>You are being sent on.</p>'
    assert fetch(site.url("/", lambda _, line: line.page(body))).content == body
    assert len(site.asked) == 1


# --- private networks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "127.1",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "127.0.0.1.",
        "[::1]",
    ],
)
def test_redirect_into_a_private_network_is_refused(site: Site, other_site: Site, host: str) -> None:
    other_site.url("/admin")
    error = failure(site.url("/", redirect_to(f"http://{host}:{other_site.port}/admin")))
    assert "private network" in str(error)
    assert other_site.asked == []


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[fd00::1]/", "http://100.64.0.1/"]
)
def test_private_and_link_local_targets_are_refused_at_once(site: Site, target: str) -> None:
    started = time.monotonic()
    assert "private network" in str(failure(site.url("/", redirect_to(target))))
    assert time.monotonic() - started < 5


def test_confirmed_host_may_be_reached_by_redirect(site: Site, other_site: Site) -> None:
    url = site.url("/", redirect_to(other_site.url("/page")))
    assert fetch(url, confirmed_hosts=LOOPBACK).url == other_site.base + "/page"


def test_link_found_on_a_page_may_not_be_private(site: Site) -> None:
    assert "private network" in str(failure(site.url("/"), found_on="http://93.184.216.34/story"))
    assert site.asked == []


def test_link_within_the_typed_origin_may_be_private(site: Site) -> None:
    assert fetch(site.url("/next"), found_on=site.base + "/story").content == PAGE


# --- credentials -------------------------------------------------------------------------------


def test_credentials_are_sent_to_their_origin_and_kept_nowhere(site: Site) -> None:
    site.url("/private")
    page = fetch(f"http://reader:s%C3%A9same@127.0.0.1:{site.port}/private")
    assert site.asked[0].headers["authorization"] == "Basic cmVhZGVyOnPDqXNhbWU="
    assert site.asked[0].target == "/private"
    assert page.url == page.requested_url == site.base + "/private"


def test_credentials_do_not_follow_to_another_origin(site: Site, other_site: Site) -> None:
    site.url("/", redirect_to(other_site.url("/page")))
    fetch(f"http://reader:sesame@127.0.0.1:{site.port}/", confirmed_hosts=LOOPBACK)
    assert "authorization" in site.asked[0].headers
    assert "authorization" not in other_site.asked[0].headers


def test_credentials_in_a_redirect_are_dropped(site: Site) -> None:
    site.url("/page")
    page = fetch(site.url("/", redirect_to(f"http://reader:sesame@127.0.0.1:{site.port}/page")))
    assert "authorization" not in site.asked[1].headers
    assert "sesame" not in page.url


@pytest.mark.parametrize("path", ["/gone", "/\x1b", ""])
def test_credentials_stand_in_no_error(site: Site, path: str) -> None:
    site.fallback = lambda _, line: line.page(b"", status="404 Not Found")
    assert "sesame" not in str(failure(f"http://reader:sesame@127.0.0.1:{site.port}{path}"))


# --- time --------------------------------------------------------------------------------------


def dripping_head(_asked: Asked, line: Line) -> None:
    line.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Drip: 1\r\n" * 1000)


def dripping_body(_asked: Asked, line: Line) -> None:
    line.page(b"", length=900_000)
    line.drip(PAGE * 1000)


def silent_after_head(_asked: Asked, line: Line) -> None:
    line.page(b"", length=5000)
    line.hold()


def silent(_asked: Asked, line: Line) -> None:
    line.hold()


def endless_hints(_asked: Asked, line: Line) -> None:
    while not line.closing.wait(0.005):
        line.raw(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("answer", [dripping_head, dripping_body, silent_after_head, silent, endless_hints])
def test_nothing_extends_the_deadline(site: Site, answer: Answer) -> None:
    started = time.monotonic()
    error = failure(site.url("/", answer), limits=BRIEF)
    assert "too slow" in str(error)
    assert time.monotonic() - started < 3


def test_deadline_covers_the_whole_chain_of_redirects(site: Site) -> None:
    def slow_redirect(_asked: Asked, line: Line) -> None:
        line.closing.wait(0.2)
        line.redirect("/chain")

    assert "too slow" in str(failure(site.url("/chain", slow_redirect), limits=BRIEF))
    assert len(site.asked) <= 4


def test_deadline_covers_the_tls_handshake(site: Site) -> None:
    class Mute(Site):
        def finish_request(self, request: object, client_address: object) -> None:
            self.closing.wait(20)

    mute = Mute()
    try:
        started = time.monotonic()
        assert "too slow" in str(failure(f"https://127.0.0.1:{mute.port}/", limits=BRIEF))
        assert time.monotonic() - started < 3
    finally:
        mute.stop()


def test_deadline_covers_the_name_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = threading.Event()

    def answers_late(*_args: object, **_options: object) -> list[object]:
        asleep.wait(20)
        return []

    monkeypatch.setattr("socket.getaddrinfo", answers_late)
    try:
        assert "too slow" in str(failure("http://slow-name.example/", limits=BRIEF))
    finally:
        asleep.set()


def test_what_came_before_the_deadline_is_kept_if_it_is_a_page(site: Site) -> None:
    def stalls(_asked: Asked, line: Line) -> None:
        line.page(PAGE * 10, length=900_000)
        line.hold()

    page = fetch(site.url("/", stalls), limits=BRIEF)
    assert page.is_cut
    assert page.content == PAGE * 10


@pytest.mark.parametrize("answer", [silent, dripping_body])
def test_cancelling_ends_the_fetch_at_once(site: Site, answer: Answer) -> None:
    cancel = threading.Event()
    cancelled_at: list[float] = []

    def stop() -> None:
        cancelled_at.append(time.monotonic())
        cancel.set()

    timer = threading.Timer(0.15, stop)
    timer.start()
    with pytest.raises(CancelledError):
        fetch_page(site.url("/", answer), cancel=cancel)
    assert time.monotonic() - cancelled_at[0] < 1
    timer.join()


def test_cancelled_before_it_began_asks_nothing(site: Site) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        fetch_page(site.url("/"), cancel=cancel)
    assert site.asked == []


def test_progress_is_told_in_bytes(site: Site) -> None:
    told: list[tuple[int, int | None]] = []
    body = PAGE * 2000
    fetch(site.url("/", lambda _, line: line.page(body)), progress=lambda count, total: told.append((count, total)))
    assert told[-1] == (len(body), len(body))
    assert told == sorted(told)
    assert len(told) > 1


def test_progress_without_a_length(site: Site) -> None:
    told: list[tuple[int, int | None]] = []
    site.url("/", lambda _, line: line.page(length=None))
    fetch(site.base + "/", progress=lambda count, total: told.append((count, total)))
    assert told[-1] == (len(PAGE), None)


# --- size and framing --------------------------------------------------------------------------


def endless_body(_asked: Asked, line: Line) -> None:
    line.page(length=None)
    while not line.closing.is_set():
        line.raw(b"<p>more and more of the same</p>" * 2000)


def endless_chunks(_asked: Asked, line: Line) -> None:
    line.page(b"", length=None, headers=(("Transfer-Encoding", "chunked"),))
    while not line.closing.is_set():
        line.raw(b"%x\r\n%s\r\n" % (len(PAGE), PAGE))


@pytest.mark.parametrize("answer", [endless_body, endless_chunks])
def test_endless_bodies_stop_at_the_cap_and_say_so(site: Site, answer: Answer) -> None:
    page = fetch(site.url("/", answer), limits=FetchLimits(max_wire_bytes=300_000))
    assert page.is_cut
    assert len(page.content) == 300_000
    assert page.content.startswith(b"<!doctype html>")


def test_endless_head_stops_at_the_cap(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.raw(b"HTTP/1.1 200 OK\r\n")
        while not line.closing.is_set():
            line.raw(b"X-Long: " + b"v" * 500 + b"\r\n")

    assert "head that does not end" in str(failure(site.url("/", answer)))


def test_endless_hints_stop_at_the_cap(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        while not line.closing.is_set():
            line.raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

    assert "head that does not end" in str(failure(site.url("/", answer)))


def test_early_hints_are_no_answer(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n")
        line.page()

    assert fetch(site.url("/", answer)).content == PAGE


@pytest.mark.parametrize("length", [len(PAGE) + 9000, 1 << 63])
def test_body_shorter_than_its_length_is_cut(site: Site, length: int) -> None:
    page = fetch(site.url("/", lambda _, line: line.page(length=length)))
    assert page.content == PAGE
    assert page.is_cut


def test_body_longer_than_its_length_is_read_as_declared(site: Site) -> None:
    assert fetch(site.url("/", lambda _, line: line.page(length=len(PAGE) - 50))).content == PAGE[:-50]


def test_chunk_that_breaks_off_is_cut(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        body = b"%x\r\n%s" % (len(PAGE) + 500, PAGE)
        line.page(body, length=None, headers=(("Transfer-Encoding", "chunked"),))

    page = fetch(site.url("/", answer))
    assert page.content == PAGE
    assert page.is_cut


def test_connection_that_breaks_before_the_body_is_an_error(site: Site) -> None:
    assert isinstance(failure(site.url("/", lambda _, line: line.page(b"", length=500))), FetchError)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        PAGE,
        b"HTTP/1.1 2\x1b[31m00 \x1b]0;owned\x07 \x9b5n\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz; \x1b[31m\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: lamp\r\n\r\nhello",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x80\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: lamp\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n bad folding\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)
def test_answers_that_are_no_http_are_one_line(site: Site, raw: bytes) -> None:
    assert isinstance(
        failure(site.url("/", lambda _, line: line.raw(raw)), limits=FetchLimits(deadline_seconds=3)), FetchError
    )


def test_reset_before_any_byte_is_one_line(site: Site) -> None:
    assert isinstance(failure(site.url("/", lambda _, line: line.reset())), FetchError)


def test_hostile_header_values_are_not_kept(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.raw(
            b'HTTP/1.1 200 OK\r\nContent-Type: text/\x1b[31mhtml; charset=\x1b]0;x\x07\r\nETag: "\x1b[2J"\r\n'
            b"Last-Modified: \xff\xff\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
        )

    page = fetch(site.url("/", answer))
    assert page.content == PAGE
    assert is_clean(page.content_type)
    assert page.etag == page.last_modified == ""


# --- codes and contents ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "no such page"),
        ("410 Gone", "gone"),
        ("401 Unauthorized", "pressmark FILE"),
        ("403 Forbidden", "pressmark FILE"),
        ("451 Unavailable For Legal Reasons", "pressmark FILE"),
        ("429 Too Many Requests", "too often"),
        ("500 Internal Server Error", "500"),
        ("503 Service Unavailable", "later"),
        ("999 Denied", "999"),
        ("418 \x1b[31mTeapot", "418"),
        ("304 Not Modified", "304"),
        ("300 Multiple Choices", "300"),
    ],
)
def test_status_that_is_no_page_is_one_line(site: Site, status: str, words: str) -> None:
    error = failure(site.url("/", lambda _, line: line.page(status=status, length=0 if "304" in status else -1)))
    assert words in str(error)
    assert error.exit_code == 4


def test_retry_after_is_said_and_never_slept_on(site: Site) -> None:
    url = site.url("/", lambda _, line: line.page(status="429 Slow", headers=(("Retry-After", "86400"),)))
    started = time.monotonic()
    assert "in 1 day" in str(failure(url))
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("body", [b"", b" \n\t\r\n" * 500, b"\xef\xbb\xbf\n"])
def test_empty_page_says_so(site: Site, body: bytes) -> None:
    error = failure(site.url("/", lambda _, line: line.page(body)))
    assert "empty" in str(error)
    assert error.exit_code == 5


def test_no_content_says_empty(site: Site) -> None:
    error = failure(site.url("/", lambda _, line: line.page(b"", status="204 No Content", kind=None, length=None)))
    assert "empty" in str(error)


def test_part_that_nobody_asked_for_is_cut(site: Site) -> None:
    page = fetch(site.url("/", lambda _, line: line.page(status="206 Partial Content")))
    assert page.is_cut


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/pdf", "a PDF"),
        ("image/png", "an image"),
        ("image/svg+xml", "an image"),
        ("video/mp4", "a video"),
        ("application/zip", "a zip file"),
        ("application/rss+xml", "a feed"),
        ("application/json", "JSON data"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a Word document"),
        ("multipart/x-mixed-replace; boundary=x", "stream"),
    ],
)
def test_what_is_no_page_is_refused_before_its_body(site: Site, kind: str, name: str) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.page(b"", kind=kind, length=10_000_000)
        line.hold()

    started = time.monotonic()
    error = failure(site.url("/", answer))
    assert isinstance(error, UnreadableError)
    assert name in str(error)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "an image"),
        (b"PK\x03\x04" + bytes(range(256)), "a zip file"),
        (bytes(range(256)) * 20, "binary data"),
        (b'<?xml version="1.0"?><!-- x --><rss version="2.0"><channel></channel></rss>', "a feed"),
    ],
)
def test_what_calls_itself_a_page_is_known_by_its_bytes(site: Site, body: bytes, name: str) -> None:
    for kind in ("text/html", "text/plain", None):
        error = failure(site.url("/", lambda _, line, kind=kind: line.page(body, kind=kind)))  # type: ignore[misc]
        assert isinstance(error, UnreadableError)
        assert name in str(error)


# --- conditional requests ----------------------------------------------------------------------

TAG, DATE = 'W/"a,b c-9"', "Tue, 04 Feb 2025 10:00:00 GMT"


def test_validators_go_back_as_they_came(site: Site) -> None:
    def answer(asked: Asked, line: Line) -> None:
        if asked.headers.get("if-none-match") == TAG and asked.headers.get("if-modified-since") == DATE:
            line.page(b"", status="304 Not Modified", kind=None, length=None)
        else:
            line.page(headers=(("ETag", TAG), ("Last-Modified", DATE)))

    url = site.url("/", answer)
    first = fetch(url)
    again = fetch_page(url, validators=Validators(etag=first.etag, last_modified=first.last_modified))
    assert isinstance(again, NotModified)
    assert again.url == url


def test_changed_page_comes_whole(site: Site) -> None:
    page = fetch_page(site.url("/"), validators=Validators(etag='"old"'))
    assert isinstance(page, Page)
    assert page.content == PAGE


def test_validator_that_cannot_go_back_is_not_kept(site: Site) -> None:
    raw = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "\xfc"\r\nContent-Length: %d\r\n\r\n%s' % (
        len(PAGE),
        PAGE,
    )
    assert fetch(site.url("/", lambda _, line: line.raw(raw))).etag == ""


# --- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        " \t ",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:1/\x1b]0;owned\x07\x1b[2J",
        "http://127.0.0.1:1/\udce9\udcff",
        "http://127.0.0.1:1/a\r\nX-Injected: 1",
        "http://127.0.0.1:1/" + "a" * 100_000,
        "http://" + "a" * 300 + ".example/",
        "http://\u2603\u200d.\u202e.invalid/",
        "http://a..b/",
        "http://evil\\@127.0.0.1/",
        "http://user:pass@/",
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_impossible_addresses_are_one_line(url: str) -> None:
    assert isinstance(failure(url), FetchError)


def test_closed_port_says_refused() -> None:
    assert "refused the connection" in str(failure("http://127.0.0.1:1/"))


def test_unknown_host_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def unknown(*_args: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert "no host of the name no-such-host.invalid" in str(failure("http://no-such-host.invalid/"))


def test_lookup_without_a_network_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def offline(*_args: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr("socket.getaddrinfo", offline)
    assert "Is there a network?" in str(failure("http://www.example/"))
