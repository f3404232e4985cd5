"""Small feeds of our own, and pages that name them, to put on a site on loopback."""

from collections.abc import Sequence


def rss(title: str, entries: Sequence[str] = ("one", "two"), home: str = "https://hill.example/") -> bytes:
    """Return a feed whose entries stand at `home` + their names."""
    items = "".join(
        f"<item><title>Story {name}</title><link>{home}{name}</link><guid>{home}{name}</guid></item>"
        for name in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>{home}</link><description>News</description>{items}</channel></rss>"
    ).encode()


def atom(title: str, entries: Sequence[str] = ("one", "two"), home: str = "https://hill.example/") -> bytes:
    """Return the same as an Atom feed."""
    items = "".join(
        f'<entry><title>Story {name}</title><id>{home}{name}</id><link href="{home}{name}"/></entry>'
        for name in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{title}</title><id>{home}</id><link rel="alternate" href="{home}"/>{items}</feed>'
    ).encode()


def naming(*feeds: tuple[str, str]) -> bytes:
    """Return a page whose head names feeds, each by address and title."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{url}" title="{title}">' for url, title in feeds
    )
    return f"<!doctype html><html><head><title>Hill Gazette</title>{links}</head><body><p>Welcome.</p></body></html>".encode()
