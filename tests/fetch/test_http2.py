"""HTTP/2 where the server offers it: the same bounds, the same pages."""

import socket
import ssl
import threading
from collections.abc import Iterator

import h2.config
import h2.connection
import h2.events
import pytest

from reader.fetch.client import FetchLimits, fetch_page
from reader.model.errors import FetchError
from reader.model.page import Page
from tests.fetch.site import CERTIFICATE, PAGE


class MultiplexedSite:
    """A server that speaks HTTP/2 and gives the answer its test puts in."""

    def __init__(self) -> None:
        self.headers: list[tuple[str, str]] = [(":status", "200"), ("content-type", "text/html")]
        self.body = PAGE
        self.ends = True
        """Whether a body is brought to its end."""
        self.junk = b""
        """Raw bytes after the answer."""
        self.asked: list[dict[str, str]] = []
        self._closing = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        context.set_alpn_protocols(["h2"])
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def stop(self) -> None:
        self._closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(plain, server_side=True) as sock:
                    self._talk(sock)
            except OSError:
                pass
            finally:
                plain.close()

    def _talk(self, sock: ssl.SSLSocket) -> None:
        sock.settimeout(10)
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        sock.sendall(connection.data_to_send())
        while data := sock.recv(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self.asked.append({str(name): str(value) for name, value in _texts(event.headers)})
                    connection.send_headers(event.stream_id, self.headers)
                    for start in range(0, len(self.body), 16_000):
                        part = self.body[start : start + 16_000]
                        if connection.local_flow_control_window(event.stream_id) < len(part):
                            break
                        connection.send_data(event.stream_id, part)
                    if self.ends:
                        connection.end_stream(event.stream_id)
            sock.sendall(connection.data_to_send() + (self.junk if self.asked else b""))


def _texts(headers: object) -> Iterator[tuple[str, str]]:
    for name, value in headers:  # type: ignore[attr-defined]  # h2's own header tuples
        yield (
            name.decode() if isinstance(name, bytes) else name,
            value.decode() if isinstance(value, bytes) else value,
        )


@pytest.fixture
def multiplexed(monkeypatch: pytest.MonkeyPatch) -> Iterator[MultiplexedSite]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server = MultiplexedSite()
    yield server
    server.stop()


def test_page_comes_by_http2(multiplexed: MultiplexedSite) -> None:
    page = fetch_page(multiplexed.base + "/story")
    assert isinstance(page, Page)
    assert page.content == PAGE
    assert multiplexed.asked[0][":path"] == "/story"


def test_credentials_and_cookies_go_along_as_by_http1(multiplexed: MultiplexedSite) -> None:
    fetch_page(multiplexed.base.replace("//", "//me:sesame@") + "/story")
    assert multiplexed.asked[0]["authorization"].startswith("Basic ")


def test_body_stops_at_the_cap(multiplexed: MultiplexedSite) -> None:
    multiplexed.body = PAGE * 200
    page = fetch_page(multiplexed.base + "/", limits=FetchLimits(max_wire_bytes=20_000))
    assert isinstance(page, Page)
    assert page.is_cut
    assert len(page.content) == 20_000


def test_stream_that_stalls_ends_at_the_deadline(multiplexed: MultiplexedSite) -> None:
    multiplexed.body, multiplexed.ends = b"", False
    with pytest.raises(FetchError, match="too slow"):
        fetch_page(multiplexed.base + "/", limits=FetchLimits(deadline_seconds=0.5))


@pytest.mark.parametrize(
    "junk",
    [
        b"\0\0\x05\x01\x04\0\0\0\x01\xff\xff\xff\xff\xff",  # headers that do not unpack
        b"\0\0\x01\x08\0\0\0\0\x01\0",  # a window update of a wrong length
        b"\0\0\x04\0\0\0\0\0\0junk",  # data on stream 0
        b"\xff\xff\xff\0\0\0\0\0\x01",  # a frame of 16 MB
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
@pytest.mark.parametrize("body", [b"", PAGE * 10], ids=["no body", "body"])
def test_broken_frames_are_a_cut_page_or_one_line(multiplexed: MultiplexedSite, junk: bytes, body: bytes) -> None:
    multiplexed.junk, multiplexed.body, multiplexed.ends = junk, body, False
    try:
        page = fetch_page(multiplexed.base + "/", limits=FetchLimits(deadline_seconds=0.5))
    except FetchError:
        return
    assert isinstance(page, Page)
    assert page.is_cut
    assert page.content == body


def test_redirect_into_a_private_network_is_refused(multiplexed: MultiplexedSite) -> None:
    multiplexed.headers = [(":status", "302"), ("location", "https://127.0.0.1:1/")]
    with pytest.raises(FetchError, match="private network"):
        fetch_page(multiplexed.base + "/")
