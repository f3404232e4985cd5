"""Answers framed to hang, to fill the memory or to be read in two ways: each ends as a page, a cut page, or one line."""

import time

import pytest

from reader.fetch.client import FetchLimits, fetch_page
from reader.model.errors import FetchError
from reader.model.page import Cut, Page
from reader.model.text import is_clean
from tests.fetch.fetching import failure, fetch
from tests.fetch.site import PAGE, Answer, Asked, Line, Site

SHORT = FetchLimits(deadline_seconds=1.5)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(PAGE)
CHUNKED = b"Transfer-Encoding: chunked\r\n"


def raw(data: bytes) -> Answer:
    return lambda _asked, line: line.raw(data)


def outcome(url: str, limits: FetchLimits = SHORT) -> Page | FetchError:
    """Return what a fetch comes to; nothing but a page and an error of ours may come of it."""
    try:
        return fetch(url, limits=limits)
    except FetchError as caught:
        error = caught
    assert "\n" not in str(error)
    assert is_clean(str(error))
    return error


# --- heads ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        HEAD + LENGTH + b"X-Folded: one\r\n two\r\n\tthree\r\n\r\n",
        b"HTTP/1.1 200 OK\nContent-Type: text/html\n" + LENGTH.replace(b"\r", b"") + b"\n",
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200\r\nContent-Type: text/html\r\n" + LENGTH + b"\r\n",
        HEAD + LENGTH + b"Refresh: 0; url=http://127.0.0.1:1/admin\r\nLink: <http://127.0.0.1:1/>; rel=preload\r\n\r\n",
        HEAD + LENGTH + b"Set-Cookie: \x1b[31m=\x07; Domain=\xff; Expires=never; Max-Age=x\r\n\r\n",
        HEAD + LENGTH + b"Set-Cookie: a=b; Domain=example.org\r\nSet-Cookie: =\r\nSet-Cookie: ;;;\r\n\r\n",
        HEAD + LENGTH + b"Content-Range: bytes 5-1/*\r\nAccept-Ranges: lamps\r\nAge: -1\r\nDate: yesterday\r\n\r\n",
        HEAD + LENGTH + b"Cache-Control: max-age=" + b"9" * 5000 + b"\r\nExpires: " + b"0" * 5000 + b"\r\n\r\n",
        HEAD + LENGTH + b'Strict-Transport-Security: max-age=1\r\nAlt-Svc: h3=":443"; ma=9999999999\r\n\r\n',
        HEAD + LENGTH + b"Content-Encoding:  Identity ,\tNONE \r\n\r\n",
        b"HTTP/1.1 102 Processing\r\n\r\n" * 50 + HEAD + LENGTH + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html" + b"; charset=utf-8" * 4000 + b"\r\n" + LENGTH + b"\r\n",
    ],
    ids=[
        *("folded", "bare LF", "without a length", "without a reason", "refresh and link", "cookie of escapes"),
        *("cookies for others", "range that nobody asked for", "ages without end", "promises", "codings in capitals"),
        *("hints before it", "charsets"),
    ],
)
def test_odd_heads_give_the_page_and_nothing_else_is_asked(site: Site, head: bytes) -> None:
    assert fetch(site.url("/", raw(head + PAGE)), limits=SHORT).content == PAGE
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "length",
    [
        *(
            b"-0",
            b"+5",
            b" 5 5",
            b"5, 7",
            b"0x10",
            b"1e3",
            b"5.0",
            b"\xd9\xa5",
            b"",
            b"five",
            b"5;",
            b"9" * 400,
            b"-9" * 40,
        ),
    ],
)
def test_lengths_that_are_no_number_are_one_line(site: Site, length: bytes) -> None:
    answer = raw(HEAD + b"Content-Length: " + length + b"\r\n\r\n" + PAGE)
    assert isinstance(outcome(site.url("/", answer)), FetchError)


@pytest.mark.parametrize("same", [b"%d, %d", b" %d\r\nContent-Length: %d"])
def test_the_same_length_twice_is_one_length(site: Site, same: bytes) -> None:
    length = b"Content-Length: " + same % (len(PAGE), len(PAGE))
    result = outcome(site.url("/", raw(HEAD + length + b"\r\n\r\n" + PAGE + b"more")))
    assert isinstance(result, Page)
    assert result.content == PAGE


@pytest.mark.parametrize("status", ["204 No Content", "205 Reset Content", "304 Not Modified"])
def test_answers_without_a_body_that_have_one_are_one_line(site: Site, status: str) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.page(PAGE * 100, status=status)

    assert isinstance(outcome(site.url("/", answer)), FetchError)


def test_second_answer_that_nobody_asked_for_is_not_read(site: Site) -> None:
    """A response that is split in two: what follows the body belongs to no request."""
    split = HEAD + LENGTH + b"\r\n" + PAGE + b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
    assert fetch(site.url("/", raw(split))).content == PAGE


@pytest.mark.parametrize(
    "lines",
    [b"\r\n", b"\n", b" \r\n", b"\0", b"X" * 900 + b"\r\n", b":\r\n", b"X: y\r\n" * 20],
    ids=["empty", "bare", "spaces", "nul", "words", "colons", "headers"],
)
def test_junk_before_an_answer_ends(site: Site, lines: bytes) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        while not line.closing.is_set():
            line.raw(lines * 100)

    started = time.monotonic()
    assert isinstance(outcome(site.url("/", answer)), FetchError)
    assert time.monotonic() - started < 6


def test_head_of_many_short_lines_ends(site: Site) -> None:
    answer = raw(HEAD + b"a:\r\n" * 20_000 + LENGTH + b"\r\n" + PAGE)
    assert isinstance(outcome(site.url("/", answer)), Page | FetchError)


# --- bodies --------------------------------------------------------------------------------------


def test_trailers_are_left_out(site: Site) -> None:
    trailers = b"X-After: 1\r\nContent-Type: image/png\r\nSet-Cookie: a=b\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
    page = fetch(site.url("/", raw(HEAD + CHUNKED + b"\r\n%x\r\n%s\r\n0\r\n%s" % (len(PAGE), PAGE, trailers))))
    assert page.content == PAGE
    assert page.content_type == "text/html"


def test_trailers_without_end_are_not_waited_for(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.raw(HEAD + CHUNKED + b"\r\n%x\r\n%s\r\n0\r\n" % (len(PAGE), PAGE))
        while not line.closing.is_set():
            line.raw(b"X-After: " + b"v" * 200 + b"\r\n")

    result = outcome(site.url("/", answer))
    assert isinstance(result, Page)
    assert result.content == PAGE


@pytest.mark.parametrize("extension", [b";" + b"x" * 80_000, b";a=b" * 10_000, b' ; a="' + b"q" * 50_000 + b'"'])
def test_extensions_of_chunks_count_as_what_came(site: Site, extension: bytes) -> None:
    """A byte of body for 80 KB on the wire: the cap on what comes must not wait for the body."""
    sent: list[int] = []

    def answer(_asked: Asked, line: Line) -> None:
        line.raw(HEAD + CHUNKED + b"\r\n%x\r\n%s\r\n" % (len(PAGE) * 9, PAGE * 9))
        while not line.closing.is_set() and len(sent) < 400:
            line.raw(b"1" + extension + b"\r\nx\r\n")
            sent.append(len(extension))

    result = outcome(site.url("/", answer), FetchLimits(deadline_seconds=10, max_wire_bytes=500_000))
    assert isinstance(result, Page)
    assert result.is_cut
    assert result.content.startswith(PAGE * 9)
    assert sum(sent) < 15_000_000  # what the system holds in between, and no more


@pytest.mark.parametrize(
    "chunks",
    [
        b"FFFFFFFFFFFFFFFF\r\nhello",
        b"-5\r\nhello\r\n0\r\n\r\n",
        b"0x5\r\nhello\r\n0\r\n\r\n",
        b"+5\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhelloworld\r\n0\r\n\r\n",
        b" 5\r\nhello\r\n0\r\n\r\n",
        b"5\nhello\n0\n\n",
        b"1" * 5000 + b"\r\n",
        b"\r\n\r\n\r\n",
        b"0" * 90_000,
        b"5" + b";" * 200_000,
    ],
)
def test_broken_chunks_are_one_line(site: Site, chunks: bytes) -> None:
    result = outcome(site.url("/", raw(HEAD + CHUNKED + b"\r\n" + chunks)))
    assert isinstance(result, FetchError) or result.is_cut or result.content == b"hello"


@pytest.mark.parametrize(
    "coding", [b"gzip, chunked", b"chunked, chunked", b"identity", b"chunked\r\nTransfer-Encoding: gzip"]
)
def test_other_transfer_codings_are_one_line(site: Site, coding: bytes) -> None:
    head = HEAD + b"Transfer-Encoding: " + coding + b"\r\n\r\n"
    result = outcome(site.url("/", raw(head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))))
    assert isinstance(result, FetchError)


def test_chunks_of_a_byte_are_not_taken_apart_for_long(site: Site) -> None:
    sent: list[int] = []

    def answer(_asked: Asked, line: Line) -> None:
        line.raw(HEAD + CHUNKED + b"\r\n")
        while not line.closing.is_set():
            line.raw(b"1\r\nx\r\n" * 10_000)
            sent.append(10_000)

    page = fetch(site.url("/", answer), limits=FetchLimits(deadline_seconds=15))
    assert page.is_cut
    assert 30_000 < len(page.content) < 150_000
    assert sum(sent) < 3_000_000  # what the system holds in between, and no more


def test_small_chunks_of_an_honest_server_are_read(site: Site) -> None:
    body = PAGE * 2000

    def answer(_asked: Asked, line: Line) -> None:
        chunks = b"".join(b"10\r\n%s\r\n" % body[n : n + 16] for n in range(0, len(body) // 16 * 16, 16))
        line.raw(HEAD + CHUNKED + b"\r\n" + chunks + b"0\r\n\r\n")

    page = fetch(site.url("/", answer))
    assert not page.is_cut
    assert page.content == body[: len(body) // 16 * 16]


def test_byte_a_second_ends_at_the_deadline(site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.page(PAGE * 9, length=900_000)
        line.drip(PAGE, size=1, pause_seconds=0.4)

    started = time.monotonic()
    page = fetch(site.url("/", answer), limits=FetchLimits(deadline_seconds=0.6))
    assert page.is_cut
    assert time.monotonic() - started < 3


def test_cut_page_is_asked_for_whole_the_next_time(site: Site) -> None:
    """A server that says "not changed" of a page of which a part came would keep the rest away for good."""
    headers = (("ETag", '"v1"'), ("Last-Modified", "Tue, 04 Feb 2025 10:00:00 GMT"))
    page = fetch(site.url("/", lambda _, line: line.page(PAGE * 10, headers=headers, length=900_000)))
    assert page.cut is Cut.CONNECTION
    assert page.etag == page.last_modified == ""


# --- statuses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wait",
    [
        "-5",
        "+5",
        "1e9",
        "\x1b[31m",
        "9" * 400,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Tue, 99 Feb 2025 99:99:99 GMT",
        " ",
        "5, 6",
    ],
)
@pytest.mark.parametrize("status", ["429 Slow", "503 Busy"])
def test_waits_that_make_no_sense_are_later(site: Site, status: str, wait: str) -> None:
    error = failure(site.url("/", lambda _, line: line.page(status=status, headers=(("Retry-After", wait),))))
    assert isinstance(error, FetchError)
    assert error.retry_at is None
    assert "later" in str(error)


@pytest.mark.parametrize("status", [b"000", b"099", b"600", b"99", b"1000", b"2 00", b"-200", b"20O", b"\xb2\xb0\xb0"])
def test_statuses_that_are_none_are_one_line(site: Site, status: bytes) -> None:
    result = outcome(site.url("/", raw(b"HTTP/1.1 " + status + b" OK\r\n" + LENGTH + b"\r\n" + PAGE)))
    assert isinstance(result, FetchError)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/mixed; boundary=x",
        "multipart/byteranges; boundary=" + "x" * 3000,
        "message/http",
        "application/x-shockwave-flash",
        "image/svg+xml; charset=utf-8",
        "application/wasm",
    ],
)
def test_bodies_of_several_parts_and_programs_are_refused_by_type(site: Site, kind: str) -> None:
    assert "not a page" in str(failure(site.url("/", lambda _, line: line.page(kind=kind))))


def test_fetch_leaves_no_thread_and_no_connection_behind(site: Site) -> None:
    ended: list[bool] = []

    def answer(_asked: Asked, line: Line) -> None:
        line.page(b"", length=None)
        try:
            while not line.closing.is_set():
                line.raw(PAGE * 50)
        except OSError:
            ended.append(True)

    fetch_page(site.url("/", answer), limits=FetchLimits(max_wire_bytes=100_000))
    until = time.monotonic() + 5
    while not ended and time.monotonic() < until:
        site.closing.wait(0.01)
    assert ended
