"""The proxy of the environment: used, trusted to stand anywhere, and held to what can still be checked."""

import base64
import socket
import threading

import pytest

from reader.fetch.client import FetchLimits, fetch_page
from reader.fetch.proxies import parse_proxy
from reader.model.errors import FetchError
from reader.model.page import Page
from tests.fetch.site import PAGE, Asked, Line, Site


@pytest.fixture
def proxy(other_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A proxy that answers everything itself."""
    other_site.fallback = lambda _, line: line.page()
    monkeypatch.setenv("http_proxy", f"http://who:me@127.0.0.1:{other_site.port}")
    return other_site


def test_request_goes_to_the_proxy_which_looks_the_name_up(proxy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", None)
    page = fetch_page("http://far-away.example/story?x=1")
    assert isinstance(page, Page)
    assert page.content == PAGE
    assert page.url == "http://far-away.example/story?x=1"
    assert proxy.asked[0].target == "http://far-away.example/story?x=1"
    assert proxy.asked[0].headers["proxy-authorization"] == "Basic " + base64.b64encode(b"who:me").decode()


def test_no_proxy_is_honoured(proxy: Site, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert isinstance(fetch_page(site.url("/")), Page)
    assert proxy.asked == []
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://localhost/",
        "http://router/",
        "http://a.internal/",
    ],
)
def test_private_targets_of_redirects_are_refused_behind_a_proxy(proxy: Site, location: str) -> None:
    proxy.fallback = lambda _, line: line.redirect(location)
    with pytest.raises(FetchError, match="private network"):
        fetch_page("http://far-away.example/")
    assert len(proxy.asked) == 1


def test_redirect_from_public_to_public_goes_through_the_proxy(proxy: Site) -> None:
    def answer(asked: Asked, line: Line) -> None:
        if "one.example" in asked.target:
            line.redirect("http://two.example/next")
        else:
            line.page()

    proxy.fallback = answer
    page = fetch_page("http://one.example/")
    assert isinstance(page, Page)
    assert page.url == "http://two.example/next"


def test_https_goes_through_a_tunnel(secure_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    secure_site.url("/safe")
    asked: list[str] = []

    def tunnel(request: Asked, line: Line) -> None:
        asked.append(f"{request.method} {request.target}")
        line.raw(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", secure_site.port)) as far:
            _join(line, far)

    proxy = Site()
    proxy.fallback = tunnel
    monkeypatch.setenv("https_proxy", proxy.base)
    try:
        page = fetch_page(secure_site.base + "/safe")
    finally:
        proxy.stop()
    assert isinstance(page, Page)
    assert page.content == PAGE
    assert asked == [f"CONNECT 127.0.0.1:{secure_site.port}"]


def test_tunnel_that_is_refused_is_one_line(proxy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", proxy.base)
    proxy.fallback = lambda _, line: line.page(b"", status="403 For\x1b[31mbidden")
    with pytest.raises(FetchError, match="did not let us through") as caught:
        fetch_page("https://far-away.example/")
    assert "\x1b" not in str(caught.value)
    assert f"proxy 127.0.0.1:{proxy.port} did" in str(caught.value)


def test_deadline_holds_behind_a_proxy(proxy: Site) -> None:
    proxy.fallback = lambda _, line: line.hold()
    with pytest.raises(FetchError, match=f"too slow.* through the proxy 127.0.0.1:{proxy.port}"):
        fetch_page("http://far-away.example/", limits=FetchLimits(deadline_seconds=0.3))


@pytest.mark.parametrize("answer", ["407 Proxy Authentication Required", "502 Bad Gateway", "504 Gateway Timeout"])
def test_what_the_proxy_says_names_it(proxy: Site, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    proxy.fallback = lambda _, line: line.page(status=answer)
    monkeypatch.setenv("https_proxy", f"http://who:sesame@127.0.0.1:{proxy.port}")
    for scheme in ("http", "https"):
        with pytest.raises(FetchError, match=f"proxy 127.0.0.1:{proxy.port}") as caught:
            fetch_page(f"{scheme}://far-away.example/")
        assert "sesame" not in str(caught.value)
        assert ("user:password" in str(caught.value)) == answer.startswith("407")


@pytest.mark.parametrize(
    ("login", "sent"),
    [("ü:中", "ü:中".encode()), ("\udcff:%C3%BC", b"\xff:\xc3\xbc"), (":", None), ("a%0d%0ab:c", b"a\r\nb:c")],
)
def test_login_of_a_proxy_may_be_any_bytes(
    proxy: Site, monkeypatch: pytest.MonkeyPatch, login: str, sent: bytes | None
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{login}@127.0.0.1:{proxy.port}")
    assert isinstance(fetch_page("http://far-away.example/"), Page)
    expected = "Basic " + base64.b64encode(sent).decode() if sent else None
    assert proxy.asked[0].headers.get("proxy-authorization") == expected


def test_proxy_of_an_international_name_is_called_by_it() -> None:
    assert parse_proxy("http://bücher.example:3128").host == "xn--bcher-kva.example"
    assert parse_proxy("http://[fe80::1%eth0]:3128").host == "fe80::1%eth0"


def test_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "http://who:sesame@127.0.0.1:1")
    with pytest.raises(FetchError, match=r"proxy 127\.0\.0\.1:1 cannot be used: .* refused the connection") as caught:
        fetch_page("http://far-away.example/")
    assert "sesame" not in str(caught.value)


def test_redirect_to_the_proxy_itself_is_refused(proxy: Site) -> None:
    proxy.fallback = lambda _, line: line.redirect(f"{proxy.base}/admin")
    with pytest.raises(FetchError, match="private network"):
        fetch_page("http://far-away.example/")
    assert len(proxy.asked) == 1


def test_redirect_round_the_proxy_is_held_to_the_addresses(
    proxy: Site, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no_proxy names is dialled from here, and so judged by what it resolves to."""
    monkeypatch.setenv("no_proxy", "intra.example")
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: [(2, 1, 6, "", ("127.0.0.1", 0))])
    proxy.fallback = lambda _, line: line.redirect(f"http://intra.example:{site.port}/")
    with pytest.raises(FetchError, match="private network"):
        fetch_page("http://far-away.example/")
    assert site.asked == []
    site.url("/")
    assert isinstance(fetch_page(f"http://intra.example:{site.port}/"), Page)  # typed


@pytest.mark.parametrize(
    "address",
    [
        *("socks4://127.0.0.1:1080", "ftp://127.0.0.1", "http://", "http://[::1", "http://127.0.0.1:99999"),
        *("http://a b:3128", "http://\udcff:3128", f"http://{'x' * 300}:3128", "http://a..b:3128"),
    ],
)
def test_proxy_that_cannot_be_used_is_one_line(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", address)
    with pytest.raises(FetchError, match="proxy of the environment"):
        fetch_page("http://far-away.example/")


def _join(line: Line, far: socket.socket) -> None:
    """Carry bytes both ways until either side closes."""
    near = line._sock

    def carry(source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    back = threading.Thread(target=carry, args=(far, near), daemon=True)
    back.start()
    carry(near, far)
    back.join(10)
