"""Logins that the user gave for a host: from the keyring or the environment, to that origin, and to nobody else."""

import sys
import threading
from types import ModuleType

import pytest

from reader.fetch.access import Access
from reader.fetch.client import fetch_page
from reader.fetch.feed import fetch_feed
from tests.fetch.fetching import BRIEF, LOOPBACK, failure, redirect_to
from tests.fetch.site import Site

BASIC = "Basic cmVhZGVyOnPDqXNhbWU="
"""For `reader:sésame`."""


def access_to(site: Site, place: str = "$HILL_LOGIN") -> Access:
    return Access(logins=((site.base, place),))


@pytest.fixture(autouse=True)
def _login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HILL_LOGIN", "reader:sésame")


@pytest.mark.parametrize(
    ("secret", "header"), [("reader:sésame", BASIC), ("a:b:c", "Basic YTpiOmM="), ("tok-1", "Bearer tok-1")]
)
def test_login_in_the_environment_goes_to_its_origin(
    site: Site, monkeypatch: pytest.MonkeyPatch, secret: str, header: str
) -> None:
    monkeypatch.setenv("HILL_LOGIN", secret)
    fetch_page(site.url("/story"), access=access_to(site))
    assert site.asked[0].headers["authorization"] == header


def test_feeds_behind_a_login_are_read(site: Site) -> None:
    site.url(
        "/feed",
        lambda asked, line: line.page(
            b"<rss version='2.0'><channel/></rss>" if asked.headers.get("authorization") == BASIC else b"",
            kind="application/rss+xml",
            status="200 OK" if asked.headers.get("authorization") == BASIC else "401 Unauthorized",
        ),
    )
    fetch_feed(site.base + "/feed", access=access_to(site), found_on="", confirmed_hosts=LOOPBACK)
    assert "[logins]" in str(failure(site.base + "/feed"))


def test_login_does_not_follow_to_another_port_or_host(site: Site, other_site: Site) -> None:
    site.url("/", redirect_to(other_site.url("/page")))
    fetch_page(site.base + "/", access=access_to(site), confirmed_hosts=LOOPBACK)
    assert "authorization" in site.asked[0].headers
    assert "authorization" not in other_site.asked[0].headers


def test_login_for_a_host_is_for_its_https(site: Site, secure_site: Site) -> None:
    site.url("/")
    fetch_page(site.base + "/", access=Access(logins=((f"127.0.0.1:{site.port}", "$HILL_LOGIN"),)))
    assert "authorization" not in site.asked[0].headers
    secure_site.url("/")
    fetch_page(secure_site.base + "/", access=Access(logins=((f"127.0.0.1:{secure_site.port}", "$HILL_LOGIN"),)))
    assert secure_site.asked[0].headers["authorization"] == BASIC


def test_login_in_the_address_comes_first(site: Site) -> None:
    site.url("/")
    fetch_page(site.base.replace("//", "//a:b@") + "/", access=access_to(site))
    assert site.asked[0].headers["authorization"] == "Basic YTpi"


def test_refused_login_says_where_it_stands(site: Site) -> None:
    site.url("/", lambda _, line: line.page(status="401 Unauthorized"))
    error = failure(site.base + "/", access=access_to(site))
    assert "does not take" in str(error)
    assert "sésame" not in str(error)


@pytest.mark.parametrize("secret", ["", "reader:\x1b[31m", "a\r\nX-Injected: 1", "ünsendbar"])
def test_login_that_cannot_be_sent_is_one_line(site: Site, monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("HILL_LOGIN", secret)
    error = failure(site.url("/"), access=access_to(site))
    assert "login for" in str(error)
    assert not secret or secret not in str(error)
    assert site.asked == []


class _KeyringError(Exception):
    """The keyring's own."""


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring in memory; what is missing in it is missing, and one called `locked` cannot be opened."""
    kept: dict[tuple[str, str], str] = {}

    def get_password(service: str, user: str) -> str | None:
        if ("locked", "") in kept:
            raise _KeyringError("locked")
        return kept.get((service, user))

    module, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    module.get_password = get_password  # type: ignore[attr-defined]  # a module made here
    errors.KeyringError = _KeyringError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return kept


def test_login_in_the_keyring(site: Site, keyring: dict[tuple[str, str], str]) -> None:
    access = access_to(site, "keyring")
    assert "keyring set pressmark" in str(failure(site.url("/"), access=access))
    keyring["pressmark", site.base] = "reader:sésame"
    fetch_page(site.url("/"), access=access)
    assert site.asked[-1].headers["authorization"] == BASIC
    keyring["locked", ""] = ""
    assert "cannot be opened" in str(failure(site.url("/"), access=access))


def test_keyring_that_never_answers_costs_no_more_than_the_deadline(
    site: Site, keyring: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked = threading.Event()
    monkeypatch.setattr("keyring.get_password", lambda *_who: unlocked.wait(20) and "a:b")
    try:
        assert "too slow" in str(failure(site.url("/"), access=access_to(site, "keyring"), limits=BRIEF))
    finally:
        unlocked.set()
    assert site.asked == []


def test_keyring_that_is_not_installed_is_one_line(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "pip install keyring" in str(failure(site.url("/"), access=access_to(site, "keyring")))
