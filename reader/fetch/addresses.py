"""Web addresses: taken apart once, checked, and from then on never text again.

An `Address` is what every hop of a fetch goes to. Its `url` holds no credentials and no fragment and is plain ASCII, so it may
be stored and shown. Which addresses lead into a private network is decided here too; that they are not dialled is the work
of `guard` and `sockets`.
"""

import ipaddress
import re
import socket
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from reader.model.errors import FetchError, IsFeedError, RefusedError
from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_URL_BYTES = 8192
"""What common servers and proxies accept; longer addresses are mistakes or attacks."""

MAX_SHOWN_LETTERS = 100
"""An address in an error line is cut to this, so that the line stays one line."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = compile_late(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FORBIDDEN = compile_late("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_AMBIGUOUS = compile_late(r"\\|\](?!:|\Z)")
"""In the part with the host: browsers end it at a backslash, other programs do not; nothing may stand behind brackets."""
_UP_TO_LAST_AT = compile_late(r"\A([A-Za-z]+:/*).*@")
_HOST_LABEL = compile_late(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = compile_late(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_LOCAL_SUFFIXES = tuple(
    ".localhost .local .localdomain .internal .intranet .lan .home .home.arpa .corp .private".split()
)
_SKIN_COLOURS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Of emoji: the one kind of sign in them that is no symbol of its own (UTS 51, 1.4.4)."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this machine, on Linux
        "192.0.0.0/24",  # protocols of networks; a cloud's metadata at .192
        "168.63.129.16/32",  # what Azure tells its virtual machines; it looks public
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "64:ff9b:1::/48",  # NAT64 within a network (RFC 8215)
        "2001::/32",  # Teredo, which carries an IPv4 address in disguise (RFC 4380)
        "3fff::/20",  # for documentation (RFC 9637)
        "5f00::/16",  # segments within a network (RFC 9602)
    )
)
"""What Python's tables, which differ from one version to the next, do not all take for private."""


class Origin(NamedTuple):
    """Scheme, host and port: the unit that trust is given to (RFC 6454)."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A checked http or https address."""

    scheme: str
    host: str
    """Lower-case ASCII without brackets; international names in their `xn--` form, IP addresses in their usual one."""
    port: int
    url: str
    """Without credentials and fragment, percent-encoded."""
    credentials: tuple[str, str] | None = field(default=None, repr=False)
    """User and password, if the address came with them."""

    @property
    def origin(self) -> Origin:
        """Scheme, host and port."""
        return Origin(self.scheme, self.host, self.port)

    @property
    def netloc(self) -> str:
        """Host and port as the Host header has them: the port only where it is not the usual one."""
        return self.url.split("/", 3)[2]

    @property
    def shown(self) -> str:
        """The address as error lines name it: cleaned, without its query, cut to a length."""
        return shown_address(self.url)


def scheme_of(text: str) -> str:
    """Return the scheme that `text` begins with, in lower case, or nothing."""
    found = _SCHEME.match(text.strip())
    return found[1].lower() if found else ""


def shown_address(url: str) -> str:
    """Return `url` fit for an error line: without credentials, query and fragment, cleaned, at most 100 letters."""
    bare = re.split(r"[?#]", url, maxsplit=1)[0]
    return clean_line(re.sub(r"//[^/]*@", "//", bare), MAX_SHOWN_LETTERS)


def parse_address(text: str) -> Address:
    """Return the address that `text` holds.

    Raises FetchError with one line for any scheme but http and https, for a missing or impossible host or port, for control
    characters, and for more than 8 KB.
    """
    text = text.strip()
    if not text:
        raise RefusedError("There is no address", "Give an address that begins with https://.")
    if len(text) > MAX_URL_BYTES:
        raise RefusedError(
            f"The address is too long: {shown_address(text[:400])}", "8 KB is the most that is asked for."
        )
    if _FORBIDDEN.search(text):
        raise RefusedError(f"The address holds control characters: {shown_address(text)}")
    scheme = scheme_of(text)
    if scheme not in _DEFAULT_PORTS:
        raise other_kind(scheme) if scheme else RefusedError(f"This is no web address: {shown_address(text)}")
    try:
        parts = urlsplit(text)
        host = checked_host(parts.hostname or "")
        if _AMBIGUOUS.search(parts.netloc) or parts.port == 0 or ("[" in parts.netloc and ":" not in host):
            raise ValueError("which host is meant depends on who reads it, or nothing listens there")
        port = parts.port or _DEFAULT_PORTS[scheme]
    except ValueError as error:
        # Where the login ends is not sure either: a password may hold what ends a host.
        shown = shown_address(_UP_TO_LAST_AT.sub(r"\1", text))
        raise RefusedError(f"This is not a valid address: {shown}", "Check host and port.") from error
    bracketed = f"[{host}]" if ":" in host else host
    netloc = bracketed if port == _DEFAULT_PORTS[scheme] else f"{bracketed}:{port}"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~|") or "/"
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?|[]") if parts.query else ""
    url = f"{scheme}://{netloc}{path}{query}"
    if len(url) > MAX_URL_BYTES:
        raise RefusedError(
            f"The address is too long: {shown_address(url[:400])}", "8 KB is the most that is asked for."
        )
    credentials = None
    if parts.username is not None:
        credentials = (unquote(parts.username), unquote(parts.password or ""))
    return Address(scheme=scheme, host=host, port=port, url=url, credentials=credentials)


def other_kind(scheme: str) -> FetchError:
    """Return the error for an address of another `scheme`. What follows it is not shown: it may be a whole page."""
    if scheme == "feed":
        return IsFeedError(
            "An address that begins with feed: is that of a feed", "`pressmark feeds add` subscribes to it."
        )
    return RefusedError(
        f"Addresses of the kind {scheme[:20]}: are not opened", "Only http and https addresses are read."
    )


def resolve_reference(base: Address, reference: str) -> Address:
    """Return the address that `reference`, sent by the server at `base`, leads to. Credentials in it are dropped.

    Raises FetchError as `parse_address` does.
    """
    try:
        found = parse_address(urljoin(base.url, reference.strip()))
    except ValueError as error:
        raise RefusedError(f"{base.shown} sends on to an address that is not valid") from error
    except FetchError as error:
        raise RefusedError(f"{base.shown} sends us astray. {error.message}", error.hint) from error
    return Address(scheme=found.scheme, host=found.host, port=found.port, url=found.url)


def without_credentials(url: str) -> str:
    """Return `url` as given but without user and password, so that it may be kept."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    end = re.search(r"[/?#]", rest)
    netloc, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    return f"{scheme}://{netloc.rpartition('@')[2]}{tail}"


def literal_ip(host: str) -> IPAddress | None:
    """Return the IP address that `host` spells, also in the old forms that resolvers accept (`127.1`, `0x7f000001`)."""
    host = host.rstrip(".")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-fx.]+", host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def is_public(ip: IPAddress) -> bool:
    """Whether `ip` lies in the open internet: no private, loopback, link-local, shared, multicast or reserved address.

    IPv6 addresses that carry an IPv4 address (mapped, NAT64 of RFC 6052, 6to4 of RFC 3056) are judged by that one.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour
        if carried is None and ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(carried)
        if ip.is_site_local:
            return False
    if any(ip in network for network in _NEVER_PUBLIC if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def is_local_name(host: str) -> bool:
    """Whether `host` is a name that only a local network knows: a single label, or under a suffix kept for that (RFC 6761 …)."""
    host = host.rstrip(".")
    return "." not in host or host.endswith(_LOCAL_SUFFIXES)


def checked_host(host: str) -> str:
    """Return `host` in lower-case ASCII. Raises ValueError where it cannot be one."""
    if not host:
        raise ValueError("no host")
    if ":" in host:
        if "%" in host:
            raise ValueError("a zone has a meaning on one machine only, and the system would look it up (RFC 6874)")
        return str(ipaddress.IPv6Address(host))
    if not host.isascii():
        host = _ascii_name(host)
    host = host.lower()
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_HOST_LABEL.match(label) for label in labels):
        raise ValueError("not a host name")
    ip = literal_ip(host)
    if ip is None and _NUMBER.match(labels[-1]):
        raise ValueError("it ends in a number, and is no IP address (URL standard, 3.5)")
    return host if ip is None else str(ip)


def _ascii_name(host: str) -> str:
    """Return an international name in its `xn--` form, as browsers have it (UTS 46). Raises ValueError where it has none."""
    import idna  # tables of 1 MB that only international names need

    mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
    return ".".join(label if label.isascii() else _ascii_label(label) for label in mapped.split("."))


def _ascii_label(label: str) -> str:
    """Return one label of a mapped name in its `xn--` form.

    IDNA 2008 has no symbols, browsers have: some sites are called by an emoji. What stands beside them must be allowed as ever.
    """
    import idna

    symbols = {letter for letter in label if unicodedata.category(letter) == "So" or letter in _SKIN_COLOURS}
    if not symbols:
        return idna.alabel(label).decode("ascii")
    if label.startswith("xn--"):
        raise ValueError("the form of another name, and none itself")
    idna.check_bidi(label)
    if rest := "".join(letter for letter in label if letter not in symbols).strip("-"):
        idna.check_label(rest)
    return f"xn--{label.encode('punycode').decode('ascii')}"
