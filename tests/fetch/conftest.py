"""Servers on loopback for the tests of fetching, and an environment without the proxies of the machine."""

from collections.abc import Iterator

import pytest

from reader.fetch.guard import PublicNames
from tests.fetch.site import CERTIFICATE, Site


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ftp_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """What names led to in another test is forgotten."""
    monkeypatch.setattr("reader.fetch.guard.PUBLIC_NAMES", PublicNames())


@pytest.fixture
def site() -> Iterator[Site]:
    """The server whose addresses the user types."""
    server = Site()
    yield server
    server.stop()


@pytest.fixture
def other_site() -> Iterator[Site]:
    """A second server: another origin on the same machine."""
    server = Site()
    yield server
    server.stop()


@pytest.fixture
def secure_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server behind TLS, whose authority is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server = Site("https")
    yield server
    server.stop()
