"""Servers that break TLS: junk, drips, silence, and certificates that prove nothing."""

import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.fetch.client import FetchLimits
from tests.fetch.fetching import failure
from tests.fetch.site import CERTIFICATE, PAGE, Asked, Line, Site

BRIEF = FetchLimits(deadline_seconds=0.6)
RECORD = b"\x16\x03\x03"
"""The beginning of a handshake's record."""

Talk = Callable[[socket.socket, threading.Event], None]


class RawServer:
    """Talks to whoever connects, from the first byte on."""

    def __init__(self) -> None:
        self.talk: Talk = lambda _sock, _closing: None
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
                with sock:
                    sock.settimeout(5)
                    sock.recv(4096)
                    self.talk(sock, self._closing)
            except OSError:
                continue


@pytest.fixture
def raw_server() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.stop()


def sends(data: bytes) -> Talk:
    return lambda sock, _closing: sock.sendall(data)


def drips(data: bytes) -> Talk:
    def talk(sock: socket.socket, closing: threading.Event) -> None:
        for number in range(len(data)):
            sock.sendall(data[number : number + 1])
            if closing.wait(0.02):
                return

    return talk


def floods(data: bytes) -> Talk:
    def talk(sock: socket.socket, closing: threading.Event) -> None:
        while not closing.is_set():
            sock.sendall(data)

    return talk


@pytest.mark.parametrize(
    "talk",
    [
        sends(b""),
        sends(b"HTTP/1.1 400 Bad Request\r\n\r\n" + PAGE),
        sends(b"SSH-2.0-OpenSSH_9.6\r\n"),
        sends(bytes(range(256)) * 10),
        sends(RECORD + b"\xff\xff" + b"x" * 65535),
        sends(RECORD + b"\0\4\x02\xff\xff\xff"),
        sends(b"\x15\x03\x03\0\2\x02\x28"),  # an alert: no handshake
        sends(b"\x15\x03\x03\0\2\x01\x00"),  # an alert: farewell
        sends(b"\x17\x03\x03\0\5hello"),  # data before there are keys
        floods(b"\x15\x03\x03\0\2\x01\x5a" * 100),  # warnings
        floods(RECORD + b"\x40\0" + bytes(16384)),
        floods(b"\x14\x03\x03\0\1\1" * 1000),  # changes of cipher
        drips(RECORD + b"\x40\0" + b"\x02\0\x3f\xfc" + bytes(5000)),
        lambda _sock, closing: closing.wait(5) and None,
    ],
    ids=[
        *("hangs up", "plain page", "ssh", "bytes", "long record", "long message", "alert", "farewell", "data"),
        *("warnings", "records", "ciphers", "drip", "silence"),
    ],
)
def test_handshakes_that_are_none_are_one_line_in_time(raw_server: RawServer, talk: Talk) -> None:
    raw_server.talk = talk
    started = time.monotonic()
    told = str(failure(raw_server.url, limits=BRIEF))
    assert "secure connection" in told or "too slow" in told
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("name", "words"), [("expired.pem", "has expired"), ("other_host.pem", "IP address mismatch"), ("", "certificate")]
)
def test_certificates_that_prove_nothing_are_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    """Of a server whose own authority is trusted: of the wrong time, for another host; and one that nobody knows."""
    certificate = Path(__file__).with_name(name) if name else CERTIFICATE
    if name:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    site = Site("https")
    assert site.tls is not None
    site.tls.load_cert_chain(certificate)
    try:
        told = str(failure(site.url("/safe")))
    finally:
        site.stop()
    assert "cannot prove who it is" in told
    assert words in told
    assert "SSL_CERT_FILE" in told
    assert site.asked == []


def test_old_versions_are_refused(secure_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATE)
    tls.set_ciphers("ALL:@SECLEVEL=0")
    tls.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
    secure_site.tls = tls
    assert "secure connection" in str(failure(secure_site.url("/safe"), limits=BRIEF))


def test_body_inside_tls_that_drips_ends_at_the_deadline(secure_site: Site) -> None:
    def answer(_asked: Asked, line: Line) -> None:
        line.page(b"", length=900_000)
        line.drip(PAGE * 100, size=1, pause_seconds=0.05)

    assert "too slow" in str(failure(secure_site.url("/", answer), limits=BRIEF))


@pytest.mark.parametrize(("content", "told"), [(None, "names no file: "), (b"no certificate", "names no file of cert")])
def test_authorities_that_are_not_there_are_told_with_the_setting(
    secure_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, told: str
) -> None:
    path = tmp_path / "authorities.pem"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    error = failure(secure_site.url("/"))
    assert f"SSL_CERT_FILE {told}" in error.message
    assert "authorities.pem" in error.message
    assert "unset SSL_CERT_FILE" in error.hint
    assert secure_site.asked == []


@pytest.mark.parametrize("folders", ["nowhere", "nowhere:nowhere-else", "loopback.pem"])
def test_a_folder_of_authorities_that_is_not_there_is_told_with_the_setting(
    secure_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: str
) -> None:
    (tmp_path / "loopback.pem").write_bytes(b"a file is no folder")
    named = os.pathsep.join(str(tmp_path / folder) for folder in folders.split(":"))
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("SSL_CERT_DIR", named)
    error = failure(secure_site.url("/"))
    assert "SSL_CERT_DIR names no folder: " in error.message
    assert folders.split(":")[0] in error.message
    assert "unset SSL_CERT_DIR" in error.hint
    assert secure_site.asked == []
