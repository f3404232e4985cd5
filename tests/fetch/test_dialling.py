"""Dialling: the address that was checked, the first that answers, within the one deadline."""

import contextlib
import errno
import ipaddress
import socket
import time
from collections.abc import Iterator

import pytest

from reader.fetch.client import fetch_page
from reader.fetch.deadline import Deadline, TooSlowError
from reader.fetch.dialling import dial, look_up
from reader.fetch.feed import fetch_feed
from reader.fetch.image import fetch_image
from reader.model.errors import FetchError, RefusedError
from reader.model.page import Page
from tests.fetch.site import PAGE, Site

LOOPBACK = ipaddress.ip_address("127.0.0.1")


def resolver(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[bytes]:
    """Let names resolve to `answers`, one after the other; return the names that were asked."""
    asked: list[bytes] = []
    turns: Iterator[list[str]] = iter(answers)

    def answer(host: bytes, *_args: object, **_options: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in next(turns)]

    monkeypatch.setattr("socket.getaddrinfo", answer)
    return asked


def test_name_that_resolves_into_a_private_network_is_refused_for_a_link(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver(monkeypatch, ["127.0.0.1"])
    site.url("/")
    with pytest.raises(FetchError, match="private network"):
        fetch_page(f"http://rebind.example:{site.port}/", found_on="https://news.example/")
    assert site.asked == []


def test_typed_name_may_stand_in_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, ["127.0.0.1"])
    site.url("/")
    page = fetch_page(f"http://intra.example:{site.port}/")
    assert isinstance(page, Page)
    assert page.content == PAGE
    assert site.asked[0].headers["host"] == f"intra.example:{site.port}"


def test_name_is_looked_up_once_a_fetch(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolver(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    site.url("/", lambda _, line: line.redirect("/page"))
    site.url("/page")
    assert isinstance(fetch_page(f"http://intra.example:{site.port}/"), Page)
    assert asked == [b"intra.example"]


def test_redirect_to_a_name_in_a_private_network_is_refused(
    site: Site, other_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver(monkeypatch, ["127.0.0.1"])
    other_site.url("/")
    url = site.url("/", lambda _, line: line.redirect(f"http://innocent.example:{other_site.port}/"))
    with pytest.raises(FetchError, match="private network"):
        fetch_page(url)
    assert other_site.asked == []


def test_picture_of_a_page_whose_name_leads_home_by_now_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"http://turning.example:{site.port}/"
    resolver(monkeypatch, ["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"])
    monkeypatch.setattr("reader.fetch.sockets.dial", lambda host, port, _ips, end: dial(host, port, [LOOPBACK], end))
    site.url("/")
    fetch_page(url)
    for fetch in (
        lambda: fetch_image(url + "a.gif", page_url=url),
        lambda: fetch_page(url + "next", found_on=url),
        lambda: fetch_feed(url + "feed", found_on=url),
    ):
        with pytest.raises(FetchError, match="private network"):
            fetch()
    assert [asked.path for asked in site.asked] == ["/"]


def test_first_address_that_answers_is_taken(site: Site) -> None:
    dead = ipaddress.ip_address("127.0.0.2" if _refuses("127.0.0.2", site.port) else "::1")
    with dial("x", site.port, [dead, LOOPBACK], Deadline(5)) as sock:
        assert sock.getpeername()[0] == "127.0.0.1"


def test_silent_address_costs_a_head_start_only(site: Site) -> None:
    unroutable = ipaddress.ip_address("192.0.2.1")  # RFC 5737: never answers, or is unreachable at once
    started = time.monotonic()
    with dial("x", site.port, [unroutable, LOOPBACK], Deadline(5)) as sock:
        assert sock.getpeername()[0] == "127.0.0.1"
    assert time.monotonic() - started < 2


def test_kind_of_address_that_this_machine_has_not_is_passed_over(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    class WithoutIPv6(socket.socket):
        def __init__(self, family: int = -1, kind: int = -1, proto: int = -1, fileno: int | None = None) -> None:
            if family == socket.AF_INET6:
                raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
            super().__init__(family, kind, proto, fileno)

    monkeypatch.setattr("socket.socket", WithoutIPv6)
    with dial("x", site.port, [ipaddress.ip_address("::1"), LOOPBACK], Deadline(5)) as sock:
        assert sock.getpeername()[0] == "127.0.0.1"


def test_no_address_that_answers_is_one_line() -> None:
    with pytest.raises(FetchError, match="refused the connection at port 1"):
        dial("x.example", 1, [LOOPBACK, LOOPBACK], Deadline(5))


def test_full_backlog_ends_at_the_deadline() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        with contextlib.ExitStack() as waiting:

            def fill() -> None:
                for _ in range(20):
                    waiting.enter_context(dial("x", port, [LOOPBACK], Deadline(0.3)))

            with pytest.raises((TooSlowError, FetchError)):
                fill()


def test_literal_addresses_need_no_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", None)
    assert look_up("127.1", Deadline(5)) == [LOOPBACK]
    assert look_up("::1", Deadline(5)) == [ipaddress.ip_address("::1")]


@pytest.mark.parametrize("host", ["localhost", "localhost.", "news.localhost", "news.localhost."])
def test_names_of_loopback_need_no_resolver_and_are_for_who_types_them(
    host: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", None)
    url = site.url("/").replace("127.0.0.1", host)
    page = fetch_page(url)
    assert isinstance(page, Page)
    assert page.content == PAGE
    with pytest.raises(RefusedError, match="private network"):
        fetch_page(url, found_on="https://news.example/")
    assert len(site.asked) == 1


def test_names_that_only_look_like_loopback_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolver(monkeypatch, ["93.184.216.34"], ["93.184.216.34"])
    look_up("mylocalhost", Deadline(5))
    look_up("localhost.example", Deadline(5))
    assert asked == [b"mylocalhost", b"localhost.example"]


def _refuses(host: str, port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex((host, port)) != 0
