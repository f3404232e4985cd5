"""A web server on loopback whose every answer is written by hand, byte for byte if need be."""

import socket
import socketserver
import ssl
import struct
import threading
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("loopback.pem")

PAGE = (
    b"<!doctype html><html><head><meta charset=utf-8><title>Harbour</title></head><body><article><h1>Harbour</h1>"
    b"<p>first-words The council voted on Tuesday to put the old lamps back along the quay.</p>"
    b"<p>The first lamp is to be lit in the autumn, and the band has promised to play. last-words</p>"
    b"</article></body></html>"
)


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


class Line:
    """The server's end of a connection."""

    def __init__(self, sock: socket.socket, closing: threading.Event) -> None:
        self._sock = sock
        self.closing = closing

    def raw(self, data: bytes) -> None:
        self._sock.sendall(data)

    def page(
        self,
        body: bytes = PAGE,
        *,
        status: str = "200 OK",
        kind: str | None = "text/html; charset=utf-8",
        headers: tuple[tuple[str, str], ...] = (),
        length: int | None = -1,
    ) -> None:
        """Answer with `body`; a length of None sends none, -1 the true one."""
        lines = [f"HTTP/1.1 {status}"]
        if kind is not None:
            lines.append(f"Content-Type: {kind}")
        lines += [f"{name}: {value}" for name, value in headers]
        if length is not None:
            lines.append(f"Content-Length: {len(body) if length == -1 else length}")
        lines.append("Connection: close")
        self.raw("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def redirect(self, location: str, status: str = "302 Found", headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.page(b"", status=status, kind=None, headers=(("Location", location), *headers))

    def drip(self, data: bytes, size: int = 8, pause_seconds: float = 0.02) -> None:
        """Send `data` in small pieces until the test is over."""
        for start in range(0, len(data), size):
            self.raw(data[start : start + size])
            if self.closing.wait(pause_seconds):
                return

    def hold(self) -> None:
        """Say nothing more until the test is over."""
        self.closing.wait(20)

    def reset(self) -> None:
        """Break the connection off with a reset."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()


Answer = Callable[[Asked, Line], None]


class Site(socketserver.ThreadingTCPServer):
    """Routes by path; what is asked is written down."""

    daemon_threads = True
    block_on_close = True
    allow_reuse_address = True

    def __init__(self, scheme: str = "http") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = scheme
        self.closing = threading.Event()
        self.asked: list[Asked] = []
        self.routes: dict[str, Answer] = {}
        self.fallback: Answer | None = None
        """Answers everything, whatever the path."""
        self.tls: ssl.SSLContext | None = None
        if scheme == "https":
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(CERTIFICATE)
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def url(self, path: str, answer: Answer | None = None) -> str:
        """Return the address of `path`, which gives `answer`, or a good page."""
        bare = urllib.parse.urlsplit(path).path
        self.routes[bare] = answer or (lambda _asked, line: line.page())
        return self.base + path

    def stop(self) -> None:
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is what many tests are about."""


class _Handler(socketserver.BaseRequestHandler):
    server: Site

    def handle(self) -> None:
        sock: socket.socket = self.request
        sock.settimeout(20)
        if self.server.tls is not None:
            sock = self.request = self.server.tls.wrap_socket(sock, server_side=True)
        try:
            self._answer(sock)
        except (OSError, ValueError):
            pass
        finally:
            sock.close()

    def _answer(self, sock: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = sock.recv(65536)
            if not chunk:
                return
            data += chunk
        first, *rest = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        asked = Asked(method, target, headers)
        self.server.asked.append(asked)
        line = Line(sock, self.server.closing)
        answer = self.server.fallback or self.server.routes.get(asked.path)
        if answer is None:
            line.page(b"<h1>Not here</h1>", status="404 Not Found")
        else:
            answer(asked, line)
