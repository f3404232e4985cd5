"""RSS feeds of our own for a site on loopback, item by item."""

from html import escape


def item(key: str, title: str, link: str = "", text: str = "", day: int = 14, **elements: str) -> str:
    """Return an item of an RSS feed; `text` is HTML."""
    more = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in elements.items())
    return (
        f"<item><guid isPermaLink='false'>{escape(key)}</guid><title>{escape(title)}</title>"
        f"{f'<link>{escape(link)}</link>' if link else ''}<pubDate>{day:02} Mar 2026 06:00:00 GMT</pubDate>"
        f"<description>{escape(text or f'About {title}.')}</description>{more}</item>"
    )


def rss(*items: str, title: str = "Hill Gazette", home: str = "https://hill.example/", head: str = "") -> bytes:
    """Return an RSS feed with these items."""
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{escape(title)}</title>"
        f"<link>{escape(home)}</link><description>News</description>{head}{''.join(items)}</channel></rss>"
    ).encode()
