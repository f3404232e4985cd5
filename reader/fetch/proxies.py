"""The proxies that the environment names: which of them an address goes through, and what is known of it.

`http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` count, in small letters or capitals; on macOS the system's settings where
the environment has none. Pure but for reading those.
"""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from reader.fetch.addresses import Address, checked_host, shown_address
from reader.model.errors import FetchError
from reader.model.text import clean_line

_DEFAULT_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_ALIASES = {"socks": "socks5h"}
"""As desktops write it: names are the proxy's to look up."""

PROXY_HINT = "See http_proxy, https_proxy, all_proxy and no_proxy in the environment."
PROXY_LOGIN_HINT = "It stands in its address in the environment: http://user:password@host:port."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy of the user's own."""

    scheme: str
    """`http`, `https`, `socks5` or `socks5h`."""
    host: str
    port: int
    login: tuple[str, str] | None = field(default=None, repr=False)
    """User and password."""

    @property
    def shown(self) -> str:
        """What errors call it: host and port."""
        return f"{clean_line(self.host, 100)}:{self.port}"

    @property
    def login_bytes(self) -> tuple[bytes, bytes] | None:
        """User and password as they are sent: in UTF-8, and bytes of the environment that are none as they stand there."""
        if self.login is None:
            return None
        user, password = (part.encode("utf-8", "surrogateescape") for part in self.login)
        return user, password

    @property
    def is_socks(self) -> bool:
        """Whether it speaks SOCKS (RFC 1928), and not HTTP."""
        return self.scheme.startswith("socks")

    @property
    def looks_names_up(self) -> bool:
        """Whether names of hosts are the proxy's to look up; `socks5` is given the address that we looked up."""
        return self.scheme != "socks5"


class Proxies:
    """The proxies of the environment as it was when a fetch began."""

    def __init__(self) -> None:
        self._named = getproxies()

    def of(self, address: Address) -> Proxy | None:
        """Return the proxy that `address` is fetched through, None for none. Raises FetchError for one that cannot be used."""
        named = self._named.get(address.scheme) or self._named.get("all") or ""
        if not named or proxy_bypass(f"{address.host}:{address.port}") or proxy_bypass(address.host):
            return None
        return parse_proxy(named)


def parse_proxy(text: str) -> Proxy:
    """Return the proxy that `text` names, an http one where it says no scheme. Raises FetchError; a login in it is not shown."""
    url = text.strip() if "://" in text else f"http://{text.strip()}"
    try:
        parts = urlsplit(url)
        scheme = _ALIASES.get(parts.scheme, parts.scheme)
        usual_port = _DEFAULT_PORTS[scheme]
        port = parts.port or usual_port
        host = parts.hostname or ""
        if ":" not in host:  # a zone has a meaning on this machine, and the user is at it
            host = checked_host(host)
    except (ValueError, KeyError) as error:
        raise FetchError(
            f"The proxy of the environment cannot be used: {shown_address(url)}",
            f"http, https, socks5 and socks5h proxies are spoken. {PROXY_HINT}",
        ) from error
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Proxy(scheme=scheme, host=host, port=port, login=login)
