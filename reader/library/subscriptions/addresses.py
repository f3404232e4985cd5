"""The addresses that feeds are asked for by: what people type as one, and when two of them lead to the same feed."""

import re
from collections.abc import Collection, Iterable, Mapping

from reader.library.references import is_file
from reader.model.errors import FetchError, UsageError
from reader.model.feed import Feed, feed_id_of_url
from reader.model.patterns import compile_late
from reader.model.search_text import fold

_FEED_SCHEME = compile_late(r"feed:(?=//)|feed:(?=https?:)|feed:", re.IGNORECASE)
_HOST_AND_PORT = compile_late(r"[^\s/?#@:]+:\d{1,5}(?=[/?#]|$)")


def addresses_meant(target: str) -> tuple[str, ...]:
    """Return the addresses that `target` may mean, checked, the likeliest first: two where nobody says whether https or http.

    `feed:` before an address, as some sites write it, is taken away. Raises UsageError for a file and for an address with a
    login in it, FetchError for what is no address.
    """
    from reader.fetch.wrapped_addresses import unwrapped_address

    text = target.strip()
    if is_file(text):
        raise UsageError(
            f"this is a file, and a feed has an address: {text[:200]}",
            "a list of feeds (OPML) is read by `pressmark feeds import`",
        )
    text = _FEED_SCHEME.sub("", unwrapped_address(text), count=1)
    if text.startswith("//"):
        text = text.removeprefix("//")
    elif has_scheme(text):
        return (checked_address(text),)
    first, second = (checked_address(f"{scheme}://{text}") for scheme in ("https", "http"))
    return first, second


def address_listed(url: str) -> str:
    """Return the address that a list of feeds gives for one, checked as `checked_address` does.

    Of `feed:` alone the older http is meant: where it is https by now, its server says so.
    """
    text, feed_schemes = _FEED_SCHEME.subn("", url.strip(), count=1)
    is_bare = feed_schemes and not has_scheme(text)
    return checked_address(f"http://{text.removeprefix('//')}" if is_bare else text)


def has_scheme(text: str) -> bool:
    """Whether an address says how it is to be fetched; `localhost:8080` does not."""
    from reader.fetch.addresses import scheme_of

    return bool(scheme_of(text)) and not _HOST_AND_PORT.match(text)


def checked_address(url: str) -> str:
    """Return `url` in plain ASCII and without its fragment.

    Raises FetchError if it is no web address, UsageError if it has a login in it: subscriptions stand in a file that travels, and
    feeds are asked while nobody is there to type a password.
    """
    from reader.fetch.addresses import parse_address

    address = parse_address(url)
    if address.credentials is not None:
        raise UsageError(
            f"an address with a name or a password in it is not kept: {address.shown}",
            "leave out what stands before the @, and give the login in [logins] of config.toml",
        )
    return address.url


def is_private(url: str, confirmed_hosts: Collection[str] = ()) -> bool:
    """Whether an address can be seen to lead into a private network, to a host that is not confirmed; names are not looked up."""
    from reader.fetch.addresses import is_local_name, is_public, literal_ip, parse_address

    try:
        host = parse_address(url).host
    except FetchError:
        return False
    if host in confirmed_hosts:
        return False
    ip = literal_ip(host)
    return is_local_name(host) if ip is None else not is_public(ip)


def is_same_origin(url: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port, or are two ways to one host: http and https at their ports."""
    from reader.fetch.addresses import parse_address

    try:
        one, two = parse_address(url).origin, parse_address(other).origin
    except FetchError:
        return False
    return one == two or (one.host == two.host and {one.port, two.port} == {80, 443})


class KnownFeeds:
    """Subscriptions by every address that they are known at: where they were subscribed, and where they are fetched now.

    Slash or none at the end, http or https, and parameters that only tell where a reader came from, make no other feed.
    """

    def __init__(self, feeds: Mapping[str, Feed] | Iterable[Feed]) -> None:
        self._feeds: dict[str, Feed] = {}
        self._called: dict[tuple[str, str], Feed] = {}
        for feed in feeds.values() if isinstance(feeds, Mapping) else feeds:
            self.add(feed)

    def add(self, feed: Feed) -> None:
        """Know one more; of two at one address the first stays."""
        self._feeds.setdefault(feed.id, feed)
        self._feeds.setdefault(feed_id_of_url(feed.url), feed)
        if feed.title and feed.home:
            self._called.setdefault((fold(feed.title), feed_id_of_url(feed.home)), feed)

    def called(self, title: str, home: str) -> Feed | None:
        """Return a subscription that calls itself so and is of the same site: it may be the same feed at another address."""
        return self._called.get((fold(title), feed_id_of_url(home))) if title and home else None

    def at(self, *urls: str) -> Feed | None:
        """Return the subscription at one of these addresses, None if there is none."""
        return next((found for url in urls if url and (found := self._feeds.get(feed_id_of_url(url)))), None)
