"""How httpx reaches the network: pools over our own backend, directly or through the user's proxy.

The rule for proxies. Those that the environment names are used (`proxies`). A proxy is the user's own choice, so it may stand
anywhere. It is the proxy that dials, and but for `socks5` it looks the names up: what we can still check, we check. A way to a
literal private address, or to a name that only local networks know, is refused all the same; a public name that leads into the
proxy's own network is the proxy's to refuse. Of what goes to https hosts a proxy sees the name of the host and no more.

Imported by `door` only: it brings httpx and httpcore with it.
"""

import os
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property

import h2.exceptions
import httpcore
import httpx

from reader.fetch.addresses import Address
from reader.fetch.deadline import Deadline
from reader.fetch.guard import Guard
from reader.fetch.proxies import Proxies, Proxy
from reader.fetch.sockets import CheckedBackend, WireMeter, close_quietly
from reader.model.errors import FetchError
from reader.model.text import clean_line


class CheckedTransport:
    """Sends each request over the pool that fits it. Errors of httpcore come out as they are; the door reads them."""

    def __init__(self, guard: Guard, deadline: Deadline, meter: WireMeter) -> None:
        self._guard = guard
        self._deadline = deadline
        self._meter = meter
        self._pools: dict[tuple[str, Proxy | None], httpcore.ConnectionPool] = {}
        self.proxy: Proxy | None = None
        """The one that the last request went through."""

    @cached_property
    def _proxies(self) -> Proxies:
        return Proxies()

    def send(self, request: httpx.Request, address: Address) -> httpx.Response:
        """Send `request` to `address` and return the answer with its body unread.

        Raises FetchError for an address that may not be reached, or cannot; errors of httpcore for what breaks later.
        """
        proxy = self.proxy = self._proxies.of(address)
        if proxy is not None:
            self._guard.admit_unresolved(address)
        pool = self._pool(address.scheme, proxy)
        url = request.url
        with _broken_frames():
            answer = pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=request.stream,
                )
            )
        return httpx.Response(
            status_code=answer.status, headers=answer.headers, stream=_BodyStream(answer), request=request
        )

    def close(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            close_quietly(pool)

    def _pool(self, scheme: str, proxy: Proxy | None) -> httpcore.ConnectionPool:
        key = (scheme, proxy)
        if key not in self._pools:
            self._pools[key] = self._new_pool(_ssl_context() if scheme == "https" else None, proxy)
        return self._pools[key]

    def _new_pool(self, context: ssl.SSLContext | None, proxy: Proxy | None) -> httpcore.ConnectionPool:
        backend = CheckedBackend(self._guard, self._deadline, self._meter, proxy)
        if proxy is None or proxy.is_socks:
            return httpcore.ConnectionPool(ssl_context=context, http2=True, network_backend=backend)
        return httpcore.HTTPProxy(
            proxy_url=httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
            proxy_auth=proxy.login_bytes,
            ssl_context=context,
            proxy_ssl_context=_ssl_context() if proxy.scheme == "https" else None,
            http2=True,
            network_backend=backend,
        )


class _SharedContext(ssl.SSLContext):
    """A context of TLS for all threads, which nobody changes any more.

    httpcore sets the protocols of ALPN on its context for every connection. OpenSSL frees the list that was there, while another
    thread may just be copying it for a connection of its own, without the interpreter's lock (`SSL_new`).
    """

    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        """Leave them as they are: they were set when the context was made."""


_making_context = threading.Lock()


def _ssl_context() -> ssl.SSLContext:
    """Return the context for the settings of the environment. Raises FetchError, with the setting, if there is none for them."""
    file, folder = os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", "")
    if (
        folder and not file and not any(map(os.path.isdir, folder.split(os.pathsep)))
    ):  # OpenSSL would only find no authority
        raise FetchError(
            f"No secure connection can be made: SSL_CERT_DIR names no folder: {clean_line(folder, 150)}",
            "Name one that is there, or `unset SSL_CERT_DIR`.",
        )
    try:
        with _making_context:  # of many threads that come at once one makes it, the others wait
            return _ssl_context_of(file, folder)
    except (OSError, ValueError) as error:  # ValueError: what can be no path
        if not (file or folder):
            raise
        what = "no file" if isinstance(error, FileNotFoundError) else "no file of certificates that can be read"
        setting = "SSL_CERT_FILE" if file else "SSL_CERT_DIR"
        raise FetchError(
            f"No secure connection can be made: {setting} names {what}: {clean_line(file or folder, 150)}",
            f"Name one that is there, or `unset {setting}`.",
        ) from error


@cache
def _ssl_context_of(_certificate_file: str, _certificate_folder: str) -> ssl.SSLContext:
    """Return the context for these settings of the environment, which httpx reads: made once, as it takes 20 ms."""
    context = httpx.create_ssl_context(trust_env=True)
    context.set_alpn_protocols(["http/1.1", "h2"])
    context.__class__ = _SharedContext
    return context


@contextmanager
def _broken_frames() -> Iterator[None]:
    """Call broken HTTP/2 what broken HTTP/1.1 is called: httpcore does so for heads, and lets h2's errors out of bodies."""
    try:
        yield
    except h2.exceptions.H2Error as error:
        raise httpcore.RemoteProtocolError(str(error)) from error


class _BodyStream(httpx.SyncByteStream):
    """The body of an httpcore answer in the form httpx wants."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        stream: Iterable[bytes] = self._answer.iter_stream()
        with _broken_frames():
            yield from stream

    def close(self) -> None:
        self._answer.close()
