"""Who may lead us where: the rule that keeps outside pages out of the user's own network.

What the user typed may be any host. Everything else (a redirect, a link found on a page, a picture) may reach a private,
loopback, link-local or metadata address only if it stays on the origin the user typed, or if the user confirmed the host.

A name that led into the internet, typed or not, may not lead into the user's network when its own page has it fetched a moment
later (DNS rebinding): the page of an honest host at home was at home from the beginning.
"""

import threading
from functools import lru_cache

from reader.fetch.addresses import Address, IPAddress, Origin, is_local_name, is_public, literal_ip, parse_address
from reader.model.errors import RefusedError
from reader.model.values import dataclass


class PublicNames:
    """The names that led into the internet, as this process remembers."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}
        self._lock = threading.Lock()

    def note(self, name: str, *, is_public: bool) -> None:
        """Remember what a typed name led to; whoever types it again, at home by now, is believed."""
        with self._lock:
            self._names.pop(name, None)
            if is_public:
                self._names[name] = None
            if len(self._names) > _MOST_NAMES:
                del self._names[next(iter(self._names))]

    def __contains__(self, name: str) -> bool:
        return name in self._names


_MOST_NAMES = 10_000
"""More than anybody subscribes to; the ones that were typed last are kept."""

PUBLIC_NAMES = PublicNames()
"""Of the process, as its addresses and its resolver are: a page and what it points to are fetched by errands that know nothing of
each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Decides for one fetch which hosts may stand in a private network."""

    typed: Origin | None
    """The origin the user typed; None when nobody typed this address."""
    confirmed_hosts: frozenset[str] = frozenset()
    """Host names and literal addresses that the user confirmed, without ports."""
    is_link: bool = True
    """Whether what is fetched was named by what came from the typed origin, and not typed itself."""

    @classmethod
    def of(cls, address: Address, found_on: str | None, confirmed_hosts: frozenset[str]) -> "Guard":
        """Return who decides about an address that was typed, or stood on the page `found_on`, "" if nobody has said on which."""
        if found_on is None:
            return cls(typed=address.origin, confirmed_hosts=confirmed_hosts, is_link=False)
        typed = parse_address(found_on).origin if found_on else None
        return cls(typed=typed, confirmed_hosts=confirmed_hosts)

    def may_be_private(self, host: str, port: int) -> bool:
        """Whether `host` at `port` may stand in a private network.

        The typed origin may, and the same host at 443: the step from http to https.
        """
        if self._is_confirmed(host):
            return True
        return self.typed is not None and host == self.typed.host and port in (self.typed.port, 443)

    def admit_ips(self, host: str, port: int, ips: list[IPAddress]) -> list[IPAddress]:
        """Return those of `ips`, to which `host` was resolved, that may be dialled. Raises RefusedError if none may."""
        admitted = [ip for ip in ips if is_public(ip)]
        if self._is_confirmed(host):
            return ips
        if self.may_be_private(host, port):
            if not self.is_link:
                PUBLIC_NAMES.note(host, is_public=len(admitted) == len(ips))
            if host not in PUBLIC_NAMES:
                return ips
        elif len(admitted) == len(ips):
            PUBLIC_NAMES.note(host, is_public=True)  # what its page points to comes as if the page had been typed
        if not admitted:
            raise refused(host)
        return admitted

    def _is_confirmed(self, host: str) -> bool:
        return host in _plain_names(self.confirmed_hosts)

    def admit_unresolved(self, address: Address) -> None:
        """Check an address whose name a proxy will resolve, by what can be seen of it. Raises RefusedError if it is private."""
        if self.may_be_private(address.host, address.port):
            return
        ip = literal_ip(address.host)
        if is_local_name(address.host) if ip is None else not is_public(ip):
            raise refused(address.host)


@lru_cache(maxsize=8)
def _plain_names(hosts: frozenset[str]) -> frozenset[str]:
    """Return names of hosts as they stand in addresses; of a long list, which each of many fetches brings, once."""
    return frozenset(host.lower().strip("[]") for host in hosts)


def refused(host: str) -> RefusedError:
    """Return the error for a way into a private network."""
    return RefusedError(
        f"A way into a private network was refused: {host[:100]}",
        f'If you trust it, add "{host[:100]}" to confirmed_hosts in config.toml, or open that address yourself.',
    )
