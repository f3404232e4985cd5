"""A real web site on loopback, and small news pages of our own to put on it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = (
    "The ferry that once tied the two shores of the lake will run again from April, the council said on Monday.",
    "Its captain had sworn never to touch a wheel again. She changed her mind, she said, when she saw the children who wave.",
    "Tickets will cost what they cost eleven years ago, and the first crossing is already sold out to those who kept it clear.",
    "Not everyone is glad. The road lobby had counted on the bridge, for which a first budget was drawn up in the autumn.",
)


def page_html(title: str, paragraphs: tuple[str, ...] = PARAGRAPHS, head: str = "", foot: str = "") -> bytes:
    """Return a small news page of our own with a menu and a footer around the article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | Hill Gazette</title>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/lake>Lake</a></nav><article><h1>{title}</h1>{body}</article>{foot}"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


@dataclass
class Site:
    """A web site on loopback: path to (status, headers, body); what was asked for is in `requests`."""

    origin: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> str:
        """Serve `body` at `path` and return its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8"} | named, body)
        return self.origin + path


@contextmanager
def serve() -> Iterator[Site]:
    """Run a site with nothing on it yet."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.requests.append((self.path, dict(self.headers.items())))
            status, headers, body = found.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"not here"))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing: tests print what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Site(origin=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
