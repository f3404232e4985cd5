"""The servers of the feed farm: hosts on loopback, some of them slow, dead, moved, huge or broken. A process of its own.

Each host is an address of 127.0.0.0/8, of which Linux has all; what stands there follows from a number, so that who asks and who
answers need not talk to each other. Called by `feed_farm`.
"""

import asyncio
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from tests.benchmarks.made_words import vocabularies

KINDS = {
    "quick": 345,
    "slow": 60,
    "dead": 20,
    "refused": 15,
    "moved": 20,
    "huge": 10,
    "broken": 30,
}
"""Feeds of each kind: 500."""
FEEDS_AT_A_HOST = 5
"""Every tenth host has so many feeds, the others one."""
OLD_ENTRIES = 19
"""Entries of each feed that have been seen; one more is new in some."""
QUICK_SECONDS, SLOW_SECONDS = 0.15, 4.0
PAGE_SECONDS = 0.2
HUGE_BYTES = 5 * 1024 * 1024
WORDS = 700
"""Of an article: a news report of some length."""
_ENGLISH = vocabularies()[0]


@dataclass(frozen=True, slots=True)
class FarmFeed:
    """A feed of the farm."""

    number: int
    kind: str
    host: str
    new: int
    """How many entries of it are new."""

    @property
    def path(self) -> str:
        """Where it is at its host."""
        return f"/feed/{self.number}"

    @property
    def brings(self) -> int:
        """How many articles it brings."""
        return self.new if self.kind in ("quick", "slow", "moved", "huge") else 0

    @property
    def seconds(self) -> float:
        """How long its server takes at least; of one that is dead nobody knows."""
        return {"quick": QUICK_SECONDS, "slow": SLOW_SECONDS, "huge": QUICK_SECONDS, "moved": 2 * QUICK_SECONDS}.get(
            self.kind, 0.0
        )


def farm(new: int, share_new: float = 1.0) -> list[FarmFeed]:
    """Return the 500 feeds; `new` entries in each that has any."""
    kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
    random.Random(7).shuffle(kinds)
    feeds: list[FarmFeed] = []
    host = 0
    chance = random.Random(8)
    while len(feeds) < len(kinds):
        host += 1
        for _ in range(FEEDS_AT_A_HOST if host % 10 == 0 else 1):
            if len(feeds) < len(kinds):
                number = len(feeds)
                has_new = chance.random() < share_new
                feeds.append(FarmFeed(number, kinds[number], host_name(host), new if has_new else 0))
    return feeds


def host_name(number: int) -> str:
    """Return the address of a host by its number."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def title_of(feed: int, entry: int) -> str:
    """Return the headline of an entry."""
    return f"Report {feed}-{entry} of the harbour board on the {_ENGLISH.words[200 + (feed * 31 + entry) % 3000]}"


def page_of(feed: int, entry: int) -> bytes:
    """Return the page of an entry: an article among all that a news site puts around one.

    100 KB, as half of the pages of news sites have (the median of the corpora that cleaning is measured by is 98 KB).
    """
    chance = random.Random(feed * 1_000 + entry)
    paragraphs = []
    left = WORDS
    while left > 0:
        count = min(left, chance.randrange(30, 90))
        left -= count
        words = _ENGLISH.draw(chance, count)
        cut = count // 2
        paragraphs.append(f"{_ENGLISH.sentence(words[:cut])}. {_ENGLISH.sentence(words[cut:])}.")
    title = escape(title_of(feed, entry))
    teasers = "".join(
        f'<li class="teaser"><a href="/t/{n}"><h3>{_ENGLISH.sentence(_ENGLISH.draw(chance, 7))}</h3>'
        f"<p>{_ENGLISH.sentence(_ENGLISH.draw(chance, 16))}</p></a></li>"
        for n in range(80)
    )
    menu = "".join(
        f'<li class="nav-item"><a href="/s/{n}">{_ENGLISH.words[100 + n].title()}</a></li>' for n in range(60)
    )
    script = "".join(f'window.dataLayer.push({{"k{n}":"{chance.random()}","v":[{n},{n + 1}]}});' for n in range(1_100))
    text = "".join(
        f"<p>{paragraph}</p>" + ('<aside class="ad"><span>Advertisement</span></aside>' if n % 4 == 3 else "")
        for n, paragraph in enumerate(paragraphs)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Farm Gazette</title>'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" content="2026-11-20T06:00:00Z">'
        f'<meta name="author" content="Ann Lee"><meta property="og:site_name" content="Farm Gazette">'
        f"<script>{script}</script></head><body><header><ul class='menu'>{menu}</ul></header><main><article><h1>{title}</h1>"
        f'<p class="byline">By Ann Lee</p><figure><img src="/i/{feed}.jpg" alt="The harbour"><figcaption>The harbour. '
        f"Photo: Jo Hill</figcaption></figure>{text}</article><section class='related'><ul>{teasers}</ul></section></main>"
        f"<footer><ul>{menu}</ul><p>All rights reserved</p></footer></body></html>"
    ).encode()


def feed_of(feed: FarmFeed, origin: str) -> bytes:
    """Return what a feed says."""
    entries = range(OLD_ENTRIES + feed.new - 1, -1, -1)
    padding = "<description>" + escape("<p>" + "word " * 40 + "</p>") + "</description>"
    if feed.kind == "huge":
        padding = (
            "<description>" + escape("<p>" + "word " * (HUGE_BYTES // 5 // len(entries)) + "</p>") + "</description>"
        )
    items = "".join(
        f"<item><guid isPermaLink='false'>{feed.number}-{entry}</guid><title>{escape(title_of(feed.number, entry))}</title>"
        f"<link>{origin}/page/{feed.number}/{entry}</link><pubDate>{1 + entry % 28:02} Nov 2026 05:00:00 GMT</pubDate>"
        f"{padding}</item>"
        for entry in entries
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Farm Gazette {feed.number}</title>"
        f"<link>{origin}/</link><description>News</description>{items}</channel></rss>"
    ).encode()


class Server:
    """Answers for all hosts."""

    def __init__(self, feeds: list[FarmFeed], port: int) -> None:
        self._feeds = {feed.number: feed for feed in feeds}
        self._port = port
        self._pages: dict[tuple[int, int], bytes] = {}
        self._at_once: dict[str, int] = {}
        self.most_at_once = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        host = str(writer.get_extra_info("sockname")[0])
        self._at_once[host] = self._at_once.get(host, 0) + 1
        self.most_at_once = max(self.most_at_once, self._at_once[host])
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            asked = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head.split("\r\n")[1:]}
            await self._answer(host, path, asked, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._at_once[host] -= 1
            writer.close()

    async def _answer(self, host: str, path: str, asked: Mapping[str, str], writer: asyncio.StreamWriter) -> None:
        match path.strip("/").split("/"):
            case ["feed", number]:
                await self._answer_feed(self._feeds[int(number)], host, path, asked, writer)
            case ["new", number]:
                await asyncio.sleep(QUICK_SECONDS)
                feed = self._feeds[int(number)]
                await _send(writer, 200, feed_of(feed, f"http://{host}:{self._port}"), ETag=f'"{path}"')
            case ["page", number, entry]:
                await asyncio.sleep(PAGE_SECONDS)
                key = int(number), int(entry)
                if key not in self._pages:
                    self._pages[key] = page_of(*key)
                await _send(writer, 200, self._pages[key], Content_Type="text/html")
            case ["most"]:
                await _send(writer, 200, str(self.most_at_once).encode())
            case _:
                await _send(writer, 404, b"not here")

    async def _answer_feed(
        self, feed: FarmFeed, host: str, path: str, asked: Mapping[str, str], writer: asyncio.StreamWriter
    ) -> None:
        origin = f"http://{host}:{self._port}"
        match feed.kind:
            case "dead":
                await asyncio.sleep(3600)
            case "refused":  # at a host that has other feeds, too
                writer.transport.abort()
            case "moved":
                await asyncio.sleep(QUICK_SECONDS)
                await _send(writer, 301, b"", Location=f"{origin}/new/{feed.number}")
            case "broken":
                kinds = (
                    (500, b"oh"),
                    (200, b"<html><p>no feed"),
                    (200, b"\x00\xff" * 5_000),
                    (200, b"<rss><channel><item>"),
                )
                await _send(writer, *kinds[feed.number % len(kinds)])
            case _:
                await asyncio.sleep(feed.seconds)
                etag = f'"{path}"'
                if asked.get("if-none-match") == etag:
                    await _send(writer, 304, b"", ETag=etag)
                else:
                    await _send(writer, 200, feed_of(feed, origin), ETag=etag)


async def _send(writer: asyncio.StreamWriter, status: int, body: bytes, **headers: str) -> None:
    lines = [f"HTTP/1.1 {status} As it is", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    await writer.drain()


async def _serve(new: int, share_new: float, port: int) -> None:
    feeds = farm(new, share_new)
    server = Server(feeds, port)
    hosts = sorted({feed.host for feed in feeds if feed.kind != "refused"})
    for host in hosts:
        await asyncio.start_server(server.answer, host, port, limit=1 << 16)
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until who started us is gone


def main() -> int:
    """Serve until standard input ends: `feed_server NEW SHARE PORT`."""
    new, share_new, port = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    asyncio.run(_serve(new, share_new, port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
