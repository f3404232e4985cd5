"""News as somebody last looked at it: the river, the front page, a feed that does not come. See `test_snapshots`."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.model.dates import utc_now
from tests.loopback import Site, serve
from tests.tui.conftest import Run
from tests.tui.dump import assert_as_it_was, dump
from tests.tui.feed_site import paragraphs_about, rss

FOLDER = Path(__file__).parent / "__news_snapshots__"

Story = tuple[str, str, str, int, str]
"""Path, headline, deck, hours since it was published, and what its text is about: the same words for two is the same text."""

PAPERS: tuple[tuple[str, str, str, tuple[Story, ...]], ...] = (
    (
        "Hill Gazette",
        "Morning",
        "",
        (
            ("/ferry", "Ferry line to reopen after eleven winters", "The last captain comes back.", 3, "ferry"),
            ("/hail", "Two winters of hail: what the roofs of the valley say", "", 7, "hail"),
        ),
    ),
    (
        "Ferry Post",
        "Morning",
        "The Post",
        (
            ("/back", "After eleven winters, the ferry is back", "The last captain comes back.", 4, "ferry"),
            (
                "/comet",
                "Comet seen over the lake for the first time in ninety years",
                "Four hundred on the pier.",
                9,
                "a",
            ),
        ),
    ),
    ("湖畔新聞", "World", "", (("/toki", "時計塔が28週間休止", "市は月曜日に発表した。", 12, "t"),)),
    ("النهار الجديد", "World", "", (("/burj", "برج الساعة يُبنى من جديد قبل 2036", "", 20, "b"),)),
    (
        "Sternwarte heute",
        "",
        "",
        (("/komet", "Comet over the lake, for the first time in ninety years", "Four hundred on the pier.", 10, "k"),),
    ),
    ("The Lantern", "", "", (("/oil", "Who still knows how to trim a wick", "", 30, "o"),)),
)


def page(paper: str, story: Story, now: datetime) -> bytes:
    _, headline, deck, hours, about = story
    published = (now - timedelta(hours=hours, minutes=30)).isoformat()
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs_about(about, about))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{escape(headline)}</title>"
        f'<meta property="og:site_name" content="{escape(paper)}"><meta name=description content="{escape(deck)}">'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><article><h1>{escape(headline)}</h1>{body}</article></body></html>"
    ).encode()


@pytest.fixture
def news(library: Library) -> Iterator[None]:
    """Six papers on sites of their own: two with one report, two with one event, one that fails and one that is gone."""
    now = utc_now()
    library.sync_pause_seconds = 0
    with ExitStack() as running:
        sites: dict[str, Site] = {}
        for paper, folder, name, stories in PAPERS:
            site = sites[paper] = running.enter_context(serve())
            for story in stories:
                site.put(story[0], page(paper, story, now))
            listed = [(path, escape(headline)) for path, headline, *_ in stories]
            feed = site.put("/feed", rss(site, paper, listed), Content_Type="application/rss+xml")
            library.sync_feeds((library.subscribe(feed, folder=folder, name=name).feed.id,))
        sites["Sternwarte heute"].put("/feed", b"", status=500)
        sites["The Lantern"].put("/feed", b"", status=410)
        library.sync_feeds(is_forced=True)
        yield


STATES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "news": ((120, 40), ("g", "N")),
    "news-narrow": ((80, 24), ("g", "N")),
    "front-page": ((120, 40), ("g", "P")),
    "front-page-folded": ((80, 24), ("g", "P", "z", "A")),
    "feed-gone": ((120, 24), ("g", "N", *"lllllllll")),
}


@pytest.mark.parametrize("name", STATES)
async def test_news_looks_as_it_did(run: Run, library: Library, news: None, name: str) -> None:
    size, keys = STATES[name]
    async with run(size=size) as running:
        await running.until(lambda: library.counts().news and "News" in running.text)
        for key in keys:
            await running.press(key)
        if size[0] > 100:
            await running.until(lambda: "! Sternwarte" in running.text)
        shown = dump(running.app.screen._compositor.render_strips())
    assert_as_it_was(FOLDER / f"{name}.txt", shown)


def test_no_snapshot_is_left_of_a_state_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(STATES)
