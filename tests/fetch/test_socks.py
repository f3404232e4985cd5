"""The way through a SOCKS proxy, against a small one on loopback."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from reader.fetch.client import FetchLimits, fetch_page
from reader.model.errors import FetchError
from reader.model.page import Page
from tests.fetch.site import PAGE, Site

LOGIN = b"who", b"sesame"


class SocksProxy(socketserver.ThreadingTCPServer):
    """Connects to one site, whatever it is asked for, and writes down what that was."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site_port = site.port
        self.asked: list[str] = []
        self.answer: bytes | None = None
        """Bytes that take the place of every answer."""
        self.wants_login = False
        self.reply = b"\5\0\0\1\0\0\0\0\0\0"
        self.is_dripping = False
        self.closing = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def stop(self) -> None:
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up."""


class _Handler(socketserver.BaseRequestHandler):
    server: SocksProxy

    def handle(self) -> None:
        near: socket.socket = self.request
        near.settimeout(10)
        with suppress(OSError), near.makefile("rb") as words:
            count = words.read(2)[1]
            ways = words.read(count)
            if self.server.answer is not None:
                near.sendall(self.server.answer)
                self.server.closing.wait(0.2)
                return
            if self.server.wants_login:
                near.sendall(b"\5\2" if 2 in ways else b"\5\xff")
                words.read(1)
                user = words.read(words.read(1)[0])
                password = words.read(words.read(1)[0])
                near.sendall(b"\1\0" if (user, password) == LOGIN else b"\1\1")
            else:
                near.sendall(b"\5\0")
            kind = words.read(4)[3]
            host = words.read(words.read(1)[0]).decode() if kind == 3 else str(list(words.read(4 if kind == 1 else 16)))
            port = int.from_bytes(words.read(2), "big")
            self.server.asked.append(f"{host}:{port}")
            for number in range(len(self.server.reply) if self.server.is_dripping else 0):
                near.sendall(self.server.reply[number : number + 1])
                self.server.closing.wait(0.002)
            if not self.server.is_dripping:
                near.sendall(self.server.reply)
            if self.server.reply[1]:
                return
            with socket.socket() as far:
                far.connect(("127.0.0.1", self.server.site_port))
                back = threading.Thread(target=_carry, args=(far, near), daemon=True)
                back.start()
                _carry(near, far)
                back.join(5)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def socks(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[SocksProxy]:
    site.url("/story")
    server = SocksProxy(site)
    monkeypatch.setenv("all_proxy", f"socks5h://127.0.0.1:{server.port}")
    yield server
    server.stop()


@pytest.mark.parametrize("scheme", ["socks5h", "socks"])
@pytest.mark.parametrize("reply", [b"\5\0\0\1\0\0\0\0\0\0", b"\5\0\0\3\4host\0\0", b"\5\0\0\4" + bytes(18)])
def test_proxy_looks_the_name_up(socks: SocksProxy, monkeypatch: pytest.MonkeyPatch, scheme: str, reply: bytes) -> None:
    monkeypatch.setenv("all_proxy", f"{scheme}://127.0.0.1:{socks.port}")
    monkeypatch.setattr("socket.getaddrinfo", None)
    socks.reply, socks.is_dripping = reply, True
    page = fetch_page("http://far-away.example/story")
    assert isinstance(page, Page)
    assert page.content == PAGE
    assert socks.asked == ["far-away.example:80"]


def test_https_goes_through_it(secure_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    secure_site.url("/safe")
    server = SocksProxy(secure_site)
    monkeypatch.setenv("all_proxy", f"socks5h://127.0.0.1:{server.port}")
    try:
        page = fetch_page(secure_site.base + "/safe")
    finally:
        server.stop()
    assert isinstance(page, Page)
    assert server.asked == [f"[127, 0, 0, 1]:{secure_site.port}"]


def test_socks5_is_given_the_address_that_was_checked(socks: SocksProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", f"socks5://127.0.0.1:{socks.port}")
    found = ["10.0.0.1", "93.184.216.34"]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: [(2, 1, 6, "", (ip, 0)) for ip in found])
    fetch_page("http://far-away.example/story", found_on="http://93.184.216.34/")
    assert socks.asked == ["[93, 184, 216, 34]:80"]
    del found[1]
    with pytest.raises(FetchError, match="private network"):
        fetch_page("http://far-away.example/story", found_on="http://93.184.216.34/")
    assert len(socks.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "router", "printer.local", "2130706433"])
def test_private_links_are_refused_behind_it(socks: SocksProxy, host: str) -> None:
    with pytest.raises(FetchError, match="private network"):
        fetch_page(f"http://{host}/", found_on="http://93.184.216.34/")
    assert socks.asked == []


def test_login_is_shown_to_it(socks: SocksProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    socks.wants_login = True
    with pytest.raises(FetchError, match="it wants a login"):
        fetch_page("http://far-away.example/story")
    monkeypatch.setenv("all_proxy", f"socks5h://who:sesame@127.0.0.1:{socks.port}")
    assert isinstance(fetch_page("http://far-away.example/story"), Page)
    monkeypatch.setenv("all_proxy", f"socks5h://who:wrong@127.0.0.1:{socks.port}")
    with pytest.raises(FetchError, match="does not take the login") as caught:
        fetch_page("http://far-away.example/story")
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6, 7, 8, 9, 255])
def test_refusals_say_why_and_by_whom(socks: SocksProxy, code: int) -> None:
    socks.reply = bytes((5, code, 0, 1)) + bytes(6)
    with pytest.raises(
        FetchError, match=rf"proxy 127\.0\.0\.1:{socks.port} did not let us through to far-away.example: "
    ):
        fetch_page("http://far-away.example/story")


@pytest.mark.parametrize(
    "answer", [b"", b"\5", b"\4\0", b"HTTP/1.1 400 Bad\r\n\r\n", b"\5\xff", b"\5\1", b"\5\0" + b"\0" * 9]
)
def test_what_does_not_speak_socks_is_one_line(socks: SocksProxy, answer: bytes) -> None:
    socks.answer = answer
    with pytest.raises(FetchError, match="did not let us through"):
        fetch_page("http://far-away.example/story")


def test_deadline_holds_in_its_greeting(socks: SocksProxy) -> None:
    socks.reply, socks.is_dripping = b"\5\0\0\3\xff" + b"x" * 100, True
    with pytest.raises(FetchError, match=r"too slow.*through the proxy"):
        fetch_page("http://far-away.example/story", limits=FetchLimits(deadline_seconds=0.5))
