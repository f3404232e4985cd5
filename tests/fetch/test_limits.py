"""Nothing goes on for longer, or grows larger, than allowed."""

import threading
import time

import pytest

from reader.fetch.client import FetchLimits, fetch_page
from reader.model.errors import CancelledError, FetchError
from reader.model.page import Cut
from reader.model.text import is_clean
from tests.fetch.fetching import BRIEF, failure, fetch
from tests.fetch.site import PAGE, Answer, Asked, Line, Site

# --- time ----------------------------------------------------------------------------------------


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

    told = str(failure(site.url("/chain", slow_redirect), limits=BRIEF))
    assert "too slow" in told
    assert "raise fetch_deadline_seconds in config.toml" in told
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
    assert page.cut is Cut.DEADLINE
    assert page.content == PAGE * 10


@pytest.mark.parametrize(
    ("ending", "is_kept"),
    [
        (b"</body></html>", True),
        (b"</BODY >\n</HTML>\n\n", True),
        (b"</body>", True),
        (b"</html><!-- served by 7 -->", True),
        (b"<p>The ferry", False),
        (b"<pre>&lt;/html></pre><p>The", False),
    ],
)
def test_small_page_that_came_whole_is_kept_where_its_connection_does_not_end(
    site: Site, ending: bytes, is_kept: bool
) -> None:
    content = b"<html><body><h1>Ferries</h1><p>The ferry leaves at nine.</p>" + ending

    def stalls(_asked: Asked, line: Line) -> None:
        line.page(content, length=len(content) + 1)
        line.hold()

    if is_kept:
        page = fetch(site.url("/", stalls), limits=BRIEF)
        assert (page.content, page.cut) == (content, Cut.DEADLINE)
    else:
        assert "too slow" in str(failure(site.url("/", stalls), limits=BRIEF))


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


# --- size and framing ----------------------------------------------------------------------------


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
