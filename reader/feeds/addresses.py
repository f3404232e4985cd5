"""Addresses in feeds: http and https only, absolute, without credentials. What is none of these is no address.

Called by everything in this folder that finds one.
"""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from reader.model.patterns import compile_late
from reader.model.text import clean_line

MAX_LETTERS = 4_000
"""Servers refuse longer ones; a `data:` picture of a megabyte is cut off here."""

_FEED_SCHEME = compile_late(r"feed:(?://)?(?=https?:)", re.IGNORECASE)
_BREAKS = compile_late(r"[\t\r\n]")
"""What browsers pass over in an address (url.spec.whatwg.org, 4.4), so that none of these hides what kind it is of."""

_SCHEME = compile_late(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def web_address(href: str, base: str = "") -> str:
    """Return `href` as an absolute http or https address; "" if it is none.

    `base` is what a relative one is relative to; "" or no web address: relative ones are none. Never raises.
    """
    if len(href) > 2 * MAX_LETTERS:
        return ""
    href = clean_line(_BREAKS.sub("", href.strip()), MAX_LETTERS + 1)
    if href[:5].casefold() == "feed:":
        href = _FEED_SCHEME.sub("", href)
        if href[:5].casefold() == "feed:":
            href = "http:" + href[5:]
    if not href or href.startswith("#"):
        return ""
    try:
        if base and not _SCHEME.match(href):
            href = urljoin(base, href)
        elif href.startswith("//"):
            href = "https:" + href
        parts = urlsplit(href)
        host = parts.hostname
        if parts.scheme not in ("http", "https") or not host or len(href) > MAX_LETTERS:
            return ""
        if "\\" in parts.netloc:  # a slash to browsers: who asks would go to another host than who is shown
            return ""
        if "@" in parts.netloc:
            href = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        _ = parts.port  # raises on what is no number
    except ValueError:
        return ""
    return href.replace(" ", "%20")


def base_for(feed_url: str, home: str) -> str:
    """Return what addresses in a feed without `xml:base` are relative to.

    Its own address (RFC 4287, 2; RSS says nothing). But a feed on the host of a service that hands feeds out speaks of its
    site.
    """
    if not home:
        return feed_url
    return feed_url if host_of(feed_url) == host_of(home) else home


def host_of(url: str) -> str:
    """Return the host of `url` in lower case; "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
