"""The network under the HTTP library: look up, check, dial, and never wait past the deadline.

httpcore asks a backend for connections. This one resolves the name itself, lets the guard look at the addresses, and dials
exactly those, so a name that changes its mind between check and connection (DNS rebinding) gains nothing. Every wait, in
look-up, connecting, TLS handshake, reading and writing, is cut into slices that look at the one deadline; the timeouts that
httpcore hands down, which start anew with every byte, are not used.

Imported by `door` only: it brings httpcore with it.
"""

import select
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import httpcore

from reader.fetch.addresses import IPAddress
from reader.fetch.deadline import SLICE_SECONDS, Deadline
from reader.fetch.dialling import dial, look_up
from reader.fetch.guard import Guard
from reader.fetch.proxies import PROXY_HINT, Proxy
from reader.model.errors import FetchError
from reader.model.text import clean_line

_READ_BYTES = 64 * 1024

MAX_WRAPPING_BYTES = 256 * 1024
"""What may come around a body beside half its own size. Chunks of 16 bytes, smaller than any honest server sends, stay below it;
of a body in chunks of one byte 58 KB come, which takes half a second, where 10 MB would take two minutes."""


class HeadTooLongError(Exception):
    """The answer's head is longer than allowed. Never leaves the fetch."""


class BodyTooLongError(Exception):
    """The answer's body comes with more around it than allowed. Never leaves the fetch."""


class WireMeter:
    """Counts what arrives off the wire: what an HTTP library takes for itself is counted nowhere else.

    The head of an answer, and all that comes before it; then what a body is wrapped in, which a server can make a thousand times
    as long as the body, and slow to take apart (chunks of a byte and their extensions, padding and empty frames of HTTP/2).
    """

    def __init__(self, max_head_bytes: int) -> None:
        self._max_head_bytes = max_head_bytes
        self._received = 0
        self._delivered = 0
        self._is_head = False

    def begin(self) -> None:
        """A request is about to be sent."""
        self._received, self._is_head = 0, True

    def end(self) -> None:
        """The head has arrived; what follows is body."""
        self._received, self._delivered, self._is_head = 0, 0, False

    def count(self, received: int) -> None:
        """Note that `received` bytes arrived."""
        self._received += received

    def deliver(self, delivered: int) -> None:
        """Note that `delivered` of them were body."""
        self._delivered += delivered

    def allowance(self, wanted: int) -> int:
        """Return how many of `wanted` bytes may be read. Raises HeadTooLongError or BodyTooLongError if it should have ended."""
        if self._is_head:
            if self._received >= self._max_head_bytes:
                raise HeadTooLongError
            return min(wanted, self._max_head_bytes - self._received)
        if self._received - self._delivered > MAX_WRAPPING_BYTES + self._delivered // 2:
            raise BodyTooLongError
        return wanted


class CheckedBackend(httpcore.NetworkBackend):
    """Dials only addresses the guard admits; the user's own `proxy`, if there is one, may stand anywhere."""

    def __init__(self, guard: Guard, deadline: Deadline, meter: WireMeter, proxy: Proxy | None = None) -> None:
        self._guard = guard
        self._deadline = deadline
        self._meter = meter
        self._proxy = proxy
        self._looked_up: dict[str, list[IPAddress]] = {}

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to `host`. Raises FetchError in the user's words; `timeout` gives way to the deadline."""
        host = host.strip("[]")
        proxy = self._proxy
        if proxy is None:
            return self._stream(dial(host, port, self._admitted(host, port), self._deadline))
        if not proxy.is_socks:  # the HTTP library asks for the proxy itself
            return self._dial_proxy(proxy)
        from reader.fetch.socks import pass_through  # few have such a proxy

        target = host if proxy.looks_names_up else str(self._admitted(host, port)[0])
        stream = self._dial_proxy(proxy)
        try:
            pass_through(stream, proxy, target, port)
        except BaseException:
            stream.close()
            raise
        return stream

    def _admitted(self, host: str, port: int) -> list[IPAddress]:
        if host not in self._looked_up:  # a host keeps its addresses for the whole fetch
            self._looked_up[host] = look_up(host, self._deadline)
        return self._guard.admit_ips(host, port, self._looked_up[host])

    def _dial_proxy(self, proxy: Proxy) -> "PlainStream":
        try:
            ips = look_up(proxy.host, self._deadline)
            return self._stream(dial(proxy.host, proxy.port, ips, self._deadline))
        except FetchError as error:
            raise FetchError(f"The proxy {proxy.shown} cannot be used: {error.message}", PROXY_HINT) from error

    def _stream(self, sock: socket.socket) -> "PlainStream":
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return PlainStream(sock, self._deadline, self._meter)


class PlainStream(httpcore.NetworkStream):
    """A TCP connection that waits in slices."""

    def __init__(self, sock: socket.socket, deadline: Deadline, meter: WireMeter) -> None:
        self._sock = sock
        self._deadline = deadline
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived, at least one byte; nothing at the end."""
        received = self.receive(self._meter.allowance(max_bytes))
        self._meter.count(len(received))
        return received

    def receive(self, max_bytes: int) -> bytes:
        """As `read`, without counting: for the layer of TLS, which counts what it has unwrapped."""
        self._deadline.check()
        while True:
            try:
                return self._sock.recv(max_bytes)
            except BlockingIOError:
                self._wait(select.POLLIN)
            except OSError as error:
                raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`."""
        self._deadline.check()
        rest = memoryview(buffer)
        while rest:
            try:
                rest = rest[self._sock.send(rest) :]
            except BlockingIOError:
                self._wait(select.POLLOUT)
            except OSError as error:
                raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the same connection inside TLS. Raises FetchError if the other side cannot prove who it is."""
        return TlsStream(self, ssl_context, server_hostname, self._meter)

    def get_extra_info(self, info: str) -> Any:
        """Answer what httpcore asks of a connection."""
        match info:
            case "socket":
                return self._sock
            case "client_addr":
                return self._sock.getsockname()
            case "server_addr":
                return self._sock.getpeername()
            case "is_readable":
                return self._sock.fileno() < 0 or bool(self._poll(select.POLLIN, 0))
        return None

    def _wait(self, event: int) -> None:
        while not self._poll(event, self._deadline.slice_seconds()):
            pass

    def _poll(self, event: int, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._sock, event)
        return bool(poll.poll(min(seconds, SLICE_SECONDS) * 1000))


class TlsStream(httpcore.NetworkStream):
    """TLS over any stream of ours, TLS itself included (a proxy that is reached by https)."""

    def __init__(
        self, inner: "PlainStream | TlsStream", context: ssl.SSLContext, host: str | None, meter: WireMeter
    ) -> None:
        self._inner = inner
        self._meter = meter
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        shown_host = (host or "The host")[:100]
        try:
            self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
            while True:
                try:
                    self._tls.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    self._exchange()
            self._flush()
        except ssl.SSLCertVerificationError as error:
            inner.close()
            raise FetchError(
                f"{shown_host} cannot prove who it is: {clean_line(error.verify_message, 120)}",
                "Nothing was sent to it. An authority of your own is named by SSL_CERT_FILE.",
            ) from error
        except (OSError, ValueError, httpcore.NetworkError) as error:
            inner.close()
            raise FetchError(
                f"No secure connection to {shown_host} could be made", "Check the address and its port."
            ) from error
        except BaseException:
            inner.close()
            raise

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived, at least one byte; nothing at the end."""
        received = self.receive(self._meter.allowance(max_bytes))
        self._meter.count(len(received))
        return received

    def receive(self, max_bytes: int) -> bytes:
        """As `read`, without counting."""
        while True:
            try:
                return self._tls.read(max_bytes)
            except ssl.SSLWantReadError:
                self._exchange()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                # Many servers close without the farewell of TLS; lengths and chunks tell whether all has come.
                return b""
            except ssl.SSLError as error:
                raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`."""
        rest = memoryview(buffer)
        while rest:
            try:
                rest = rest[self._tls.write(rest) :]
            except ssl.SSLWantReadError:
                self._exchange()
            except ssl.SSLError as error:
                raise httpcore.WriteError(str(error)) from error
            self._flush()

    def close(self) -> None:
        """Close the connection, without waiting for the other side's farewell."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return TLS inside this TLS."""
        return TlsStream(self, ssl_context, server_hostname, self._meter)

    def get_extra_info(self, info: str) -> Any:
        """Answer what httpcore asks of a connection."""
        return self._tls if info == "ssl_object" else self._inner.get_extra_info(info)

    def _exchange(self) -> None:
        """Send what TLS has to say, then take in what the other side says."""
        self._flush()
        received = self._inner.receive(_READ_BYTES)
        if received:
            self._incoming.write(received)
        else:
            self._incoming.write_eof()

    def _flush(self) -> None:
        if self._outgoing.pending:
            self._inner.write(self._outgoing.read())


def close_quietly(closable: httpcore.ConnectionPool) -> None:
    """Close a pool; what fails on the way out of a fetch concerns nobody any more."""
    with suppress(httpcore.NetworkError, httpcore.ProtocolError, OSError):
        closable.close()
