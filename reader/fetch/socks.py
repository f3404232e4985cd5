"""The way through a SOCKS proxy: version 5 of the protocol (RFC 1928) with user and password (RFC 1929), over any stream of ours.

The stream's reads and writes keep to the deadline. Imported by `sockets` when there is such a proxy.
"""

import ipaddress
from collections.abc import Callable
from typing import Protocol

from reader.fetch.proxies import PROXY_HINT, Proxy
from reader.model.errors import FetchError

_VERSION = 5
_NO_LOGIN, _LOGIN, _NONE_FITS = 0, 2, 0xFF
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_FAILURES = {
    1: "it has a fault of its own",
    2: "its rules do not allow it",
    3: "the network cannot be reached",
    4: "the host cannot be reached",
    5: "the host refused the connection",
    6: "it took too long",
    7: "it does not know how",
    8: "it does not know such addresses",
}


class Stream(Protocol):
    """A connection to the proxy."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived, at least one byte; nothing at the end."""
        ...

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`."""
        ...


def pass_through(stream: Stream, proxy: Proxy, host: str, port: int) -> None:
    """Have `proxy` connect `stream` to `host`, a name or an address. Raises FetchError in the user's words."""

    def refuse(reason: str) -> FetchError:
        return FetchError(f"The proxy {proxy.shown} did not let us through to {host[:100]}: {reason}", PROXY_HINT)

    def read(count: int) -> bytes:
        received = b""
        while len(received) < count:
            piece = stream.read(count - len(received))
            if not piece:
                raise refuse("it hung up")
            received += piece
        return received

    _log_in(stream, proxy, read, refuse)
    stream.write(bytes((_VERSION, _CONNECT, 0)) + _wire_form(host) + port.to_bytes(2, "big"))
    version, code, _, kind = read(4)
    if version != _VERSION:
        raise refuse("it does not speak SOCKS 5")
    if code:
        raise refuse(_FAILURES.get(code, "it does not say why"))
    # Where it connects from: of no use to us, but what follows is the host's own answer.
    length = {_IPV4: 4, _IPV6: 16}.get(kind)
    read((length if length is not None else read(1)[0]) + 2)


def _log_in(stream: Stream, proxy: Proxy, read: Callable[[int], bytes], refuse: Callable[[str], FetchError]) -> None:
    user, password = proxy.login_bytes or (b"", b"")
    if max(len(user), len(password)) > 255:
        raise refuse("user or password is too long for it")
    ways = (_NO_LOGIN, _LOGIN) if proxy.login else (_NO_LOGIN,)
    stream.write(bytes((_VERSION, len(ways), *ways)))
    version, way = read(2)
    if version != _VERSION:
        raise refuse("it does not speak SOCKS 5")
    if way not in ways:
        raise refuse("it wants a login" if way == _NONE_FITS else "it wants what nobody offered")
    if way == _LOGIN:
        stream.write(bytes((1, len(user))) + user + bytes((len(password),)) + password)
        if read(2)[1]:
            raise refuse("it does not take the login")


def _wire_form(host: str) -> bytes:
    """Return a host as the protocol writes it: an address by its bytes, a name by its letters."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        return bytes((_NAME, len(name))) + name
    return bytes((_IPV6 if ip.version == 6 else _IPV4,)) + ip.packed
