"""Addresses written to be read as another host than the one they lead to, in redirects and by resolvers."""

import socket
from collections.abc import Sequence

import pytest

from reader.fetch.addresses import parse_address, resolve_reference
from reader.model.errors import FetchError
from tests.fetch.fetching import BRIEF, failure, fetch, redirect_to
from tests.fetch.site import PAGE, Asked, Line, Site

PUBLIC = "http://93.184.216.34/"


def resolve_to(monkeypatch: pytest.MonkeyPatch, *ips: str) -> list[bytes]:
    """Let every name resolve to `ips`; return the names that were asked for."""
    asked: list[bytes] = []

    def answer(host: bytes, *_args: object, **_options: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0, 0, 0)) for ip in ips
        ]

    monkeypatch.setattr("socket.getaddrinfo", answer)
    return asked


# --- spelling ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127。0。0。1",
            "１２７.0.0.1",
            "①②⑦.0.0.1",
            "127．0．0．1",
            "0177.0.0.1",
            "017700000001",
            "0x7f.0.0.1",
            "0x7F.1",
        ),
        *("good.example@127.0.0.1", "good.example:80@127.0.0.1", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::]", "0"),
        *("[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::ffff:0:127.0.0.1]", "LOCALHOST", "127.0.0.1."),
    ],
)
def test_spellings_of_this_machine_in_a_redirect_are_refused(site: Site, other_site: Site, host: str) -> None:
    location = f"http://{host}:{other_site.port}/admin".encode().decode("latin-1")  # headers are bytes
    other_site.url("/admin")
    assert "private network" in str(failure(site.url("/", redirect_to(location))))
    assert other_site.asked == []


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127%2e0%2e0%2e1",
            "%31%32%37.0.0.1",
            "[::1%25lo]",
            "[fe80::1%lo]",
            "[::1].good.example",
            "[::1",
            "::1",
            "[]",
        ),
        *(
            "127.0.0.1\\@good.example",
            "good.example\\@127.0.0.1",
            "127.0.0.1%00.good.example",
            "a..b",
            ".",
            "..",
            "-x-",
        ),
        *(
            "127.0.0.1:0",
            "127.0.0.1:+80",
            "127.0.0.1:８０",
            "127.0.0.1:80:80",
            "127.0.0.1:-1",
            "127.0.0.1:",
            "℀.example",
        ),
        *("xn--\u2603", "a" * 64, "a." * 130 + "b", "good example", "good\u2028example", "\u202e", "\u200b", "*"),
    ],
)
def test_hosts_that_are_read_in_two_ways_are_one_line(host: str) -> None:
    if host == "127.0.0.1:":  # an empty port is the usual one (RFC 3986, 3.2.3)
        assert parse_address(f"http://{host}/").url == "http://127.0.0.1/"
        return
    with pytest.raises(FetchError):
        parse_address(f"http://{host}/")


def test_international_names_are_shown_as_what_is_dialled() -> None:
    """A name in Cyrillic letters that looks like another one stands in no line as if it were that one."""
    assert parse_address("https://аррӏе.com/").shown == "https://xn--80ak6aa92e.com/"


@pytest.mark.parametrize(
    ("host", "ascii_host"),
    [
        ("🛳.example", "xn--c98h.example"),
        ("I❤️.example", "xn--i-7iq.example"),
        ("☃.münchen.example", "xn--n3h.xn--mnchen-3ya.example"),
        ("👍🏽.example", "xn--on8h5e.example"),
        ("a-🛳.ab--c.example", "xn--a--i982a.ab--c.example"),
        ("🛳。example", "xn--c98h.example"),
    ],
)
def test_names_with_symbols_are_taken_as_browsers_take_them(host: str, ascii_host: str) -> None:
    """What is expected is what the URL standard's domain-to-ASCII gives."""
    assert parse_address(f"http://{host}:8080/").url == f"http://{ascii_host}:8080/"


@pytest.mark.parametrize(
    "host",
    [
        *("xn--🛳", "🛳\u202e", "a\u200db🛳", "👩\u200d🚀", "🛳\u0301\u200c", "א🛳", "🛳 x", "🛳%"),
        *("🛳\u2044x", "🛳" * 64, "\u0301🛳", "🛳..example", "🛳\u2024\u2024x", "a\ufe12\ufe12🛳"),
    ],
)
def test_symbols_let_nothing_else_in(host: str) -> None:
    with pytest.raises(FetchError):
        parse_address(f"http://{host}.example/")


@pytest.mark.parametrize("host", ["xn--c98h.example", "xn--a.example", "xn--u.example", "xn--0.example"])
def test_names_that_idna_cannot_decode_are_asked_for_as_they_are(
    site: Site, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    resolve_to(monkeypatch, "127.0.0.1")
    site.url("/")
    assert fetch(f"http://{host}:{site.port}/").url == f"http://{host}:{site.port}/"
    assert site.asked[0].headers["host"] == f"{host}:{site.port}"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("//", "http://base.example/dir/x"),
        ("/\\127.0.0.1/", "http://base.example/%5C127.0.0.1/"),
        ("\\\\127.0.0.1\\x", "http://base.example/dir/%5C%5C127.0.0.1%5Cx"),
        ("http:next", "http://base.example/dir/next"),
        ("?url=http://127.0.0.1/", "http://base.example/dir/x?url=http://127.0.0.1/"),
        ("#http://127.0.0.1/", "http://base.example/dir/x"),
        ("../../../../etc/passwd", "http://base.example/etc/passwd"),
        ("//me:sesame@other.example/", "http://other.example/"),
    ],
)
def test_references_lead_where_they_say(location: str, url: str) -> None:
    address = resolve_reference(parse_address("http://base.example/dir/x"), location)
    assert address.url == url
    assert address.credentials is None


@pytest.mark.parametrize("location", ["https:other.example", "https:/\\x", "//\\x", "https:///", "//:80/", "//@/"])
def test_references_without_a_host_are_one_line(location: str) -> None:
    with pytest.raises(FetchError):
        resolve_reference(parse_address("http://base.example/dir/x"), location)


# --- redirects -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Refresh", "Content-Location", "X-Accel-Redirect", "URI", "Link"])
@pytest.mark.parametrize("status", ["200 OK", "201 Created", "300 Multiple Choices", "305 Use Proxy", "404 Not Found"])
def test_only_location_of_a_redirect_is_followed(site: Site, other_site: Site, name: str, status: str) -> None:
    target = other_site.url("/admin")
    headers = ((name, f"0; url={target}"), ("Location", target) if status[:3] in ("200", "201", "404") else ("X", "y"))
    site.url("/", lambda _, line: line.page(status=status, headers=headers))
    if status == "200 OK":
        assert fetch(site.base + "/").content == PAGE
    else:
        failure(site.base + "/")
    assert other_site.asked == []


def test_two_locations_are_no_redirect_into_a_private_network(site: Site, other_site: Site) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: /page\r\nLocation: {other_site.url('/admin')}\r\nContent-Length: 0\r\n\r\n"
    failure(site.url("/", lambda _, line: line.raw(head.encode())))
    assert other_site.asked == []


def test_cookie_and_login_do_not_follow_to_another_port(site: Site, other_site: Site) -> None:
    other_site.url("/page")
    headers = (("Set-Cookie", "session=1; Path=/; Domain=127.0.0.1"), ("Set-Cookie", "b=2; Domain=.0.0.1"))
    site.url("/", lambda _, line: line.redirect(other_site.base + "/page", headers=headers))
    fetch(site.base.replace("//", "//me:sesame@") + "/", confirmed_hosts=frozenset(("127.0.0.1",)))
    assert "authorization" not in other_site.asked[0].headers
    assert "b=2" not in other_site.asked[0].headers.get("cookie", "")
    assert "referer" not in other_site.asked[0].headers


def test_redirect_that_grows_ends(site: Site) -> None:
    def answer(asked: Asked, line: Line) -> None:
        line.redirect(asked.path + "x" * 2000)

    site.fallback = answer
    assert "too long" in str(failure(site.base + "/"))
    assert len(site.asked) < 7


# --- resolvers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ips",
    [
        ("127.0.0.1",),
        ("10.0.0.1", "192.168.0.1"),
        ("::1", "fe80::1%1", "fd00::1"),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("169.254.169.254",),
        ("100.64.0.1",),
        ("168.63.129.16",),
        ("0.0.0.0",),
    ],
)
def test_names_that_lead_into_a_private_network_are_not_dialled(
    site: Site, monkeypatch: pytest.MonkeyPatch, ips: Sequence[str]
) -> None:
    resolve_to(monkeypatch, *ips)
    dialled: list[object] = []
    monkeypatch.setattr("reader.fetch.sockets.dial", lambda *arguments: dialled.append(arguments))
    error = failure(f"http://innocent.example:{site.port}/", found_on=PUBLIC)
    assert "private network" in str(error)
    assert dialled == []


def test_of_public_and_private_addresses_of_a_name_the_public_ones_are_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "127.0.0.1", "93.184.216.34", "10.0.0.1", "2606:4700::1111", "fe80::1%eth0")
    dialled: list[str] = []

    def dial(_host: str, _port: int, ips: Sequence[object], _deadline: object) -> None:
        dialled.extend(map(str, ips))
        raise FetchError("nothing is dialled here")

    monkeypatch.setattr("reader.fetch.sockets.dial", dial)
    failure("http://both.example/", found_on=PUBLIC)
    assert dialled == ["93.184.216.34", "2606:4700::1111"]


def test_resolver_that_never_answers_costs_no_more_than_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a second host, behind a redirect, no second deadline."""
    import threading

    asleep = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: [][: asleep.wait(20)])
    try:
        assert "too slow" in str(failure("http://silent.example/", limits=BRIEF, found_on=PUBLIC))
    finally:
        asleep.set()


@pytest.mark.parametrize("fault", [OSError(5, "x"), socket.gaierror(-99, "\x1b[31mno"), UnicodeError("label too long")])
def test_faults_of_the_resolver_are_one_line(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise fault

    monkeypatch.setattr("socket.getaddrinfo", fail)
    assert "no host of the name" in str(failure("http://odd.example/", limits=BRIEF))


def test_resolver_that_finds_nothing_or_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch)
    assert "no host of the name" in str(failure("http://nothing.example/", limits=BRIEF))
    resolve_to(monkeypatch, *(f"127.0.{n // 250}.{n % 250 + 1}" for n in range(1000)))
    assert isinstance(failure("http://many.example:1/", limits=BRIEF), FetchError)
