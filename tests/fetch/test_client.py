"""Fetching pages from a real server on loopback: what comes back, and what is said when nothing does."""

import time

import pytest

from reader import __version__
from reader.fetch.client import NotModified, Validators, fetch_page
from reader.model.errors import FetchError, UnreadableError
from reader.model.page import Cut, Page, PageForm, PageOrigin
from tests.fetch.fetching import BRIEF, failure, fetch
from tests.fetch.site import PAGE, Asked, Line, Site

# --- what comes back -----------------------------------------------------------------------------


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


# --- codes and contents --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "no such page"),
        ("410 Gone", "gone"),
        ("401 Unauthorized", "[logins] of config.toml"),
        ("403 Forbidden", "[cookies] in config.toml"),
        ("451 Unavailable For Legal Reasons", "add the file"),
        ("429 Too Many Requests", "too often"),
        ("500 Internal Server Error", "500"),
        ("503 Service Unavailable", "later"),
        ("999 Denied", "999"),
        ("418 \x1b[31mTeapot", "418"),
        ("304 Not Modified", "304"),
        ("300 Multiple Choices", "300"),
        ("201 Created", "201"),
        ("301 Moved Permanently", "without saying where"),
    ],
)
def test_status_that_is_no_page_is_one_line(site: Site, status: str, words: str) -> None:
    error = failure(site.url("/", lambda _, line: line.page(status=status, length=0 if "304" in status else -1)))
    assert words in str(error)
    assert error.hint
    assert error.exit_code == 4


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"SSH-2.0-Lamp\r\n", "did not answer as a web server does"),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000, "a head that does not end"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: lamp\r\n\r\nx", "in a way that is not known"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08" + b"\0" * 7 + b"\xff" * 40,
            "could not be unpacked",
        ),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "the page is empty"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "The page is empty"),
    ],
)
def test_answer_that_is_of_no_use_is_told_with_what_to_do(site: Site, answer: bytes, words: str) -> None:
    error = failure(site.url("/", lambda _, line: line.raw(answer)))
    assert words in error.message
    assert error.hint.endswith(".")


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
    assert page.cut is Cut.PART


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


# --- conditional requests ------------------------------------------------------------------------

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


# --- addresses -----------------------------------------------------------------------------------


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
