"""From a host's name to a connected socket: looked up and dialled in slices of the one deadline."""

import errno
import ipaddress
import os
import select
import socket
import time

from reader.fetch.addresses import IPAddress, literal_ip
from reader.fetch.deadline import Deadline, within
from reader.model.errors import FetchError

HEAD_START_SECONDS = 0.25
"""How long one address may try before the next one is tried beside it (RFC 8305, 5)."""

MAX_DIALLED = 8
"""Addresses of one host that are tried at most."""

_LOOPBACK: tuple[IPAddress, ...] = (ipaddress.IPv6Address("::1"), ipaddress.IPv4Address("127.0.0.1"))


def look_up(host: str, deadline: Deadline) -> list[IPAddress]:
    """Return the IP addresses of `host` in the resolver's order. Names of loopback are known without one (RFC 6761, 6.3).

    Raises FetchError if there is no such host or no network.
    """
    ip = literal_ip(host)
    if ip is not None:
        return [ip]
    if f".{host.removesuffix('.')}".endswith(".localhost"):
        return list(_LOOPBACK)

    def ask() -> list[IPAddress]:
        # As bytes: for a str Python applies its own, older rules for international names.
        answers = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
        return [ipaddress.ip_address(str(answer[4][0]).split("%")[0]) for answer in answers]

    failure: Exception | None = None
    try:
        if found := within(deadline, ask, f"look up {host}"):
            return list(dict.fromkeys(found))
    except (OSError, ValueError) as error:  # ValueError: a name that the resolver's own encoding refuses
        failure = error
    if isinstance(failure, OSError) and failure.errno == socket.EAI_AGAIN:
        raise FetchError(f"{host[:100]} could not be looked up", "Is there a network?") from failure
    raise FetchError(f"There is no host of the name {host[:100]}", "Check the address.") from failure


def dial(host: str, port: int, ips: list[IPAddress], deadline: Deadline) -> socket.socket:
    """Return a connected, non-blocking socket to the first of `ips` (eight at most) that answers.

    Each address gets a head start over the next one, so that a dead IPv6 route costs a quarter of a second and not the whole
    deadline (RFC 8305). Raises FetchError when all of them failed.
    """
    waiting = ips[:MAX_DIALLED]
    dialled: dict[int, socket.socket] = {}
    poll = select.poll()
    failure: OSError | None = None
    next_start = 0.0
    try:
        while waiting or dialled:
            now = time.monotonic()
            if waiting and (now >= next_start or not dialled):
                try:
                    sock = _begin_dialling(waiting.pop(0), port)
                except OSError as error:  # no IPv6 here, no route …: the next one may do
                    failure = error
                    continue
                dialled[sock.fileno()] = sock
                poll.register(sock, select.POLLOUT)
                next_start = now + HEAD_START_SECONDS
            for number, _ in poll.poll(deadline.slice_seconds() * 1000):
                poll.unregister(number)
                sock = dialled.pop(number)
                code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if code == 0:
                    return sock
                failure = OSError(code, os.strerror(code))
                sock.close()
    finally:
        for sock in dialled.values():
            sock.close()
    raise _dial_error(host, port, failure) from failure


def _begin_dialling(ip: IPAddress, port: int) -> socket.socket:
    """Return a non-blocking socket on its way to `ip`. Raises OSError if it cannot even set out."""
    sock = socket.socket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        code = sock.connect_ex((str(ip), port))
        if code not in (0, errno.EINPROGRESS):
            raise OSError(code, os.strerror(code))
    except BaseException:
        sock.close()
        raise
    return sock


def _dial_error(host: str, port: int, failure: OSError | None) -> FetchError:
    code = failure.errno if failure else None
    if code == errno.ECONNREFUSED:
        return FetchError(f"{host[:100]} refused the connection at port {port}", "Is the address right?")
    if code in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL):
        return FetchError(f"{host[:100]} cannot be reached", "Is there a network?")
    return FetchError(
        f"No connection to {host[:100]} could be made", f"{failure.strerror}." if failure and failure.strerror else ""
    )
