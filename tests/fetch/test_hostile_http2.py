"""Frames of HTTP/2 written by hand, to hang, to fill the memory, or to break what reads them."""

import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import hpack
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.fetch.client import FetchLimits
from reader.model.errors import FetchError
from reader.model.page import Page
from reader.model.text import is_clean
from tests.fetch.fetching import fetch
from tests.fetch.site import CERTIFICATE, PAGE

DATA, HEADERS, PRIORITY, RST, SETTINGS, PUSH, PING, GOAWAY, WINDOW, CONTINUATION = range(10)
END_STREAM, END_HEADERS, PADDED = 1, 4, 8
SHORT = FetchLimits(deadline_seconds=0.7, max_wire_bytes=300_000)

Frames = Callable[[], Iterable[bytes]]


def frame(kind: int, payload: bytes = b"", flags: int = 0, stream: int = 1) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


def fields(*pairs: tuple[str, str]) -> bytes:
    return hpack.Encoder().encode(list(pairs), huffman=False)


OK = fields((":status", "200"), ("content-type", "text/html"))
HEAD = frame(HEADERS, OK, END_HEADERS)
BODY = frame(DATA, PAGE * 4)


class FrameSite:
    """A server that says the frames it was given to whoever connects, and then nothing more."""

    def __init__(self) -> None:
        self.frames: Frames = lambda: ()
        self.closing = threading.Event()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(CERTIFICATE)
        self._context.set_alpn_protocols(["h2"])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}/"

    def stop(self) -> None:
        self.closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while not self.closing.is_set():
            with suppress(OSError):
                plain, _ = self._listener.accept()
                with plain:
                    plain.settimeout(5)
                    with self._context.wrap_socket(plain, server_side=True) as sock:
                        self._talk(sock)

    def _talk(self, sock: ssl.SSLSocket) -> None:
        sock.recv(65536)  # the preface, and the request with it or behind it
        sock.sendall(frame(SETTINGS, stream=0))
        for piece in self.frames():
            if self.closing.is_set():
                return
            sock.sendall(piece)
        while sock.recv(65536):
            pass


@pytest.fixture(scope="module")
def frame_site() -> Iterator[FrameSite]:
    server = FrameSite()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def outcome(site: FrameSite, frames: Frames, limits: FetchLimits = SHORT) -> Page | FetchError:
    """Return what a fetch comes to, which takes no longer than its deadline."""
    site.frames = frames
    started = time.monotonic()
    result: Page | FetchError
    try:
        result = fetch(site.url, limits=limits)
    except FetchError as error:
        result = error
    assert isinstance(result, Page) or is_clean(str(result))
    assert time.monotonic() - started < limits.deadline_seconds + 2
    return result


def endless(piece: bytes, *before: bytes, at_once: int = 50) -> Frames:
    return lambda: itertools.chain(before, itertools.repeat(piece * at_once))


def once(*pieces: bytes) -> Frames:
    return lambda: pieces


WHOLE = frame(DATA, PAGE * 4, END_STREAM)


@pytest.mark.parametrize(
    "frames",
    [
        once(HEAD, WHOLE),
        once(
            frame(HEADERS, OK[:5]),
            *(frame(CONTINUATION, OK[n : n + 1]) for n in range(5, len(OK) - 1)),
            frame(CONTINUATION, OK[-1:], END_HEADERS),
            WHOLE,
        ),
        once(HEAD, *(frame(DATA, PAGE[n : n + 1]) for n in range(9)), frame(DATA, PAGE[9:] + PAGE * 3, END_STREAM)),
        once(HEAD, frame(DATA, bytes((200,)) + PAGE * 4 + bytes(200), PADDED | END_STREAM)),
        once(
            HEAD,
            BODY,
            frame(HEADERS, fields(("x", "1"), ("location", "https://127.0.0.1:1/")), END_HEADERS | END_STREAM),
        ),
        once(frame(HEADERS, fields((":status", "103"), ("link", "</x>; rel=preload")), END_HEADERS), HEAD, WHOLE),
        once(frame(99, b"a kind that nobody knows"), HEAD, frame(PRIORITY, bytes(5)), WHOLE),
        once(frame(PING, bytes(8), stream=0), HEAD, frame(WINDOW, b"\0\0\1\0", stream=0), WHOLE),
    ],
    ids=["plain", "continued", "bytes", "padded", "trailers", "hints", "unknown kinds", "ping"],
)
def test_odd_frames_give_the_page(frame_site: FrameSite, frames: Frames) -> None:
    result = outcome(frame_site, frames)
    assert isinstance(result, Page)
    assert len(result.content) == len(PAGE) * 4
    assert result.url == frame_site.url
    assert not result.is_cut


BOMB = b"\x40\x01a\x7f\x81\x1e" + b"v" * 4000 + b"\xbe" * 60_000
"""A field of 4 KB that is written once and named 60,000 times: 240 MB of headers in 64 KB."""


@pytest.mark.parametrize(
    "frames",
    [
        once(frame(GOAWAY, bytes(8), stream=0)),
        once(frame(GOAWAY, bytes(4) + b"\0\0\0\x0b" + b"\x1b[31m" * 50, stream=0)),
        once(frame(RST, bytes((0, 0, 0, 7)))),
        once(HEAD, frame(RST, bytes((0, 0, 0, 2)))),
        once(HEAD, frame(GOAWAY, bytes(8), stream=0)),
        once(frame(HEADERS, BOMB, END_HEADERS)),
        once(frame(HEADERS, OK + BOMB[:16_000]), *(frame(CONTINUATION, BOMB[16_000:32_000]) for _ in range(20))),
        once(frame(HEADERS, b"\x3f\xe1\xff\xff\xff\x7f" + OK, END_HEADERS)),
        once(frame(HEADERS, b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x0f", END_HEADERS)),
        once(frame(HEADERS, fields((":status", "200"), (":status", "204")), END_HEADERS)),
        once(frame(HEADERS, fields((":status", "2\x1b[31m00")), END_HEADERS), WHOLE),
        once(frame(HEADERS, fields((":status", "101")), END_HEADERS), WHOLE),
        once(frame(HEADERS, fields((":status", "200"), ("content-length", "-5")), END_HEADERS), WHOLE),
        once(frame(PUSH, b"\0\0\0\2" + OK, END_HEADERS)),
        once(frame(DATA, PAGE * 4, END_STREAM)),
        once(frame(HEADERS, OK, END_HEADERS, stream=3), frame(DATA, PAGE * 4, END_STREAM, stream=3)),
        once(frame(HEADERS, OK, END_HEADERS, stream=2)),
        once(frame(SETTINGS, b"\0\4\xff\xff\xff\xff", stream=0)),
        once(frame(SETTINGS, b"\0\5\0\0\0\0", stream=0)),
        once(frame(SETTINGS, b"odd", stream=0)),
        once(frame(WINDOW, b"\x7f\xff\xff\xff", stream=0), frame(WINDOW, b"\x7f\xff\xff\xff", stream=0)),
        once(frame(WINDOW, bytes(4))),
        once(frame(CONTINUATION, OK, END_HEADERS)),
        once(frame(HEADERS, OK), frame(DATA, PAGE)),
        once(frame(HEADERS, bytes((255,)) + OK, PADDED | END_HEADERS)),
        endless(frame(CONTINUATION, b""), frame(HEADERS, OK)),
        endless(frame(CONTINUATION, b"\0\1a\1b" * 100), frame(HEADERS, OK)),
        endless(frame(SETTINGS, b"\0\3\0\0\0\1" * 40, stream=0)),
        endless(frame(SETTINGS, stream=0)),
        endless(frame(PING, bytes(8), stream=0)),
        endless(frame(PRIORITY, bytes(5))),
        endless(frame(99, bytes(1000))),
        endless(frame(WINDOW, b"\0\0\0\1")),
        endless(frame(HEADERS, fields((":status", "103")), END_HEADERS), at_once=1),
    ],
)  # fmt: skip
def test_hostile_frames_before_a_body_are_one_line(frame_site: FrameSite, frames: Frames) -> None:
    assert isinstance(outcome(frame_site, frames), FetchError)


@pytest.mark.parametrize(
    "frames",
    [
        once(HEAD, BODY, frame(RST, bytes((0, 0, 0, 2)))),
        once(HEAD, BODY, frame(GOAWAY, bytes(8), stream=0)),
        once(HEAD, BODY, frame(PUSH, b"\0\0\0\2" + OK, END_HEADERS)),
        once(HEAD, BODY, frame(HEADERS, OK, END_HEADERS)),
        once(HEAD, BODY, frame(WINDOW, bytes(4))),
        once(HEAD, BODY, b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:1/\r\n\r\n"),
        once(HEAD, BODY, frame(DATA, b"", PADDED)),
        once(HEAD, BODY, frame(SETTINGS, b"\0\4\xff\xff\xff\xff", stream=0)),
        endless(frame(DATA, b""), HEAD, BODY),
        endless(frame(DATA, bytes((255,)) + b"x" + bytes(255), PADDED), HEAD, BODY),
        endless(frame(PING, bytes(8), stream=0), HEAD, BODY),
        endless(frame(SETTINGS, stream=0), HEAD, BODY),
        endless(frame(99, bytes(1000)), HEAD, BODY),
        endless(frame(DATA, PAGE * 9), HEAD, BODY),
        endless(frame(HEADERS, OK, END_HEADERS, stream=3), HEAD, BODY),
    ],
)
def test_hostile_frames_in_a_body_cut_it(frame_site: FrameSite, frames: Frames) -> None:
    result = outcome(frame_site, frames)
    assert isinstance(result, FetchError) or (result.is_cut and result.content.startswith(PAGE))


def test_body_that_is_longer_than_it_says_is_cut_or_one_line(frame_site: FrameSite) -> None:
    head = frame(
        HEADERS, fields((":status", "200"), ("content-type", "text/html"), ("content-length", "9")), END_HEADERS
    )
    result = outcome(frame_site, once(head, WHOLE))
    assert isinstance(result, FetchError) or result.is_cut


def test_hostile_frames_take_no_memory(frame_site: FrameSite) -> None:
    import tracemalloc

    tracemalloc.start()
    try:
        outcome(frame_site, once(frame(HEADERS, BOMB[:16_000], END_HEADERS)))
        outcome(frame_site, endless(frame(DATA, bytes((255,)) + b"x" + bytes(255), PADDED), HEAD, BODY))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@given(
    st.lists(
        st.builds(
            frame,
            st.integers(0, 12),
            st.one_of(st.just(OK), st.just(PAGE), st.binary(max_size=40)),
            st.integers(0, 255),
            st.integers(0, 4),
        ),
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([HEAD, BODY])
def test_any_frames_are_a_page_or_one_clean_line(frame_site: FrameSite, frames: list[bytes]) -> None:
    outcome(frame_site, lambda: frames, FetchLimits(deadline_seconds=0.15))
