"""What reading feeds costs: the processor per feed, in the process and through the child, its start, and what hostile feeds take.

    python -m tests.benchmarks.feed_reading

Times are of the processor, medians of interleaved rounds, as this machine may be busy; those of hostile feeds are by the clock,
because that is what their reader waits. Nothing is fetched and nothing written.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from reader.feeds.reading import read_feed
from reader.feeds.reading_process import FeedReader
from reader.model.errors import FeedError

ENTRIES = 40
ROUNDS = 15
HOST = "https://host.example/feed"
_PARAGRAPH = "<p>The ferry that once tied the two shores of the lake will run again from April, the council said.</p>"


def rss(entries: int, paragraphs: int) -> bytes:
    """Return an RSS feed with whole articles."""
    items = "".join(
        f"<item><title>Entry {number} &amp;amp; more</title><link>https://paper.example/{number}</link><guid>g{number}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 07:{number % 60:02}:00 +0100</pubDate><dc:creator>Oda Brandt</dc:creator>"
        f"<category>ferry</category><description>{_PARAGRAPH.replace('<', '&lt;')}</description>"
        f"<content:encoded><![CDATA[{_PARAGRAPH * paragraphs}]]></content:encoded></item>"
        for number in range(entries)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Paper</title>{items}</channel></rss>'
    ).encode()


def atom(entries: int, paragraphs: int) -> bytes:
    """Return an Atom feed with whole articles in XHTML."""
    inside = "".join(
        f'<entry><title>Entry {number}</title><id>tag:{number}</id><link href="/{number}"/>'
        "<updated>2026-03-02T07:10:00Z</updated>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_PARAGRAPH * paragraphs}</div></content></entry>'
        for number in range(entries)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>{inside}</feed>'.encode()


def json_feed(entries: int, paragraphs: int) -> bytes:
    """Return a JSON Feed with whole articles."""
    items = ",".join(
        f'{{"id":"{number}","url":"https://paper.example/{number}","title":"T","content_html":"{_PARAGRAPH * paragraphs}"}}'
        for number in range(entries)
    )
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{items}]}}'.encode()


def sitemap(entries: int) -> bytes:
    """Return a news sitemap."""
    urls = "".join(
        f"<url><loc>https://paper.example/{number}</loc><n:news><n:title>T {number}</n:title>"
        "<n:publication_date>2026-03-02T07:10:00Z</n:publication_date></n:news></url>"
        for number in range(entries)
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"{urls}</urlset>"
    ).encode()


FEEDS = {
    "RSS, whole texts": rss(ENTRIES, 30),
    "RSS, broken": rss(ENTRIES, 30).replace(b"</title>", b"</b>", 1),
    "Atom in XHTML": atom(ENTRIES, 30),
    "JSON Feed": json_feed(ENTRIES, 30),
    "news sitemap": sitemap(500),
    "RSS of 20 MB": rss(6_000, 30),
}
HOSTILE = {
    "50,000 nested elements": rss(1, 1).replace(b"<item>", b"<x>" * 50_000 + b"<item>"),
    "100,000 categories": rss(1, 1).replace(b"</item>", b"<category>a</category>" * 100_000 + b"</item>"),
    "200,000 attributes": rss(1, 1).replace(
        b"<channel>", b"<channel " + b" ".join(b'a%d=""' % n for n in range(200_000)) + b">"
    ),
    "references that never end": rss(1, 1).replace(b"</item>", b"&a" * 1_000_000 + b"</item>"),
    "quotes that never close": b"<rss><channel></b>" + b"<a b='" * 300_000,
    "an item that never ends": b"<rss><channel>" + b"<item><title>a</b>" * 200_000,
    "500,000 open elements": b"<rss><channel>" + b"<x>" * 500_000,
}


def processor_seconds(work: Callable[[], object], who: int = resource.RUSAGE_SELF) -> float:
    """Return what `work` takes of the processor, of this process or of its children that have ended."""
    before = resource.getrusage(who)
    work()
    after = resource.getrusage(who)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print what everything costs."""
    print(f"{'':28}{'KB':>9}{'read, ms':>10}{'through a child, ms of ours':>30}")
    with FeedReader() as reader:
        reader.warm()
        for name, content in FEEDS.items():
            here, there = [], []
            for _ in range(ROUNDS if len(content) < 10**6 else 3):
                here.append(processor_seconds(partial(read_feed, content, url=HOST)))
                there.append(processor_seconds(partial(reader.read, content, "", HOST)))
            read_ms, ours_ms = (statistics.median(seconds) * 1000 for seconds in (here, there))
            print(f"{name:28}{len(content) >> 10:>9,}{read_ms:>10.1f}{ours_ms:>30.1f}")
    code = f"import sys; sys.path[:] = {sys.path!r}; import reader.feeds.child, reader.feeds.rss_atom"
    starts = [
        processor_seconds(
            lambda: subprocess.run([sys.executable, "-S", "-c", code], check=True), resource.RUSAGE_CHILDREN
        )
        for _ in range(7)
    ]
    print(f"\nstart of a child: {statistics.median(starts) * 1000:.0f} ms\n\nhostile feeds, seconds by the clock:")
    with FeedReader() as reader:
        for name, content in HOSTILE.items():
            start = time.monotonic()
            try:
                feed = reader.read(content, "", HOST)
                outcome = f"{len(feed.entries)} entries"
            except FeedError as error:
                outcome = error.message
            print(f"{name:28}{time.monotonic() - start:>9.2f}  {outcome}")


if __name__ == "__main__":
    main()
