"""`feeds preview`: what a feed says, on paper and as JSON; nothing is kept."""

import json
from pathlib import Path

from tests.cli.calls import Pressmark
from tests.feed_pages import naming, rss
from tests.feeds.reading_files import FILES
from tests.loopback import Site

FULL = FILES / "rss_2_0_full.xml"


def test_feed_is_shown_with_its_entries(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds", "preview", FULL)
    assert code == 0
    assert err == ""
    assert out.splitlines() == [
        "Harbour Courier",
        "News from the outer harbour",
        "RSS · 2 entries · 1 with whole texts · en-GB · every 30 minutes at most",
        "https://courier.example/",
        "",
        "2026-03-03  Pilots & tugs: two strikes",
        "            Mira Holt, Jan Ek · Harbour · 1 picture, 1 to hear or see",
        "            Two strikes in one week.",
        "            https://courier.example/2026/03/pilots",
        "",
        "2026-03-02  A lamp < a lighthouse",
        "            Otto Lind · 1 picture",
        "            Short & plain",
        "            https://courier.example/2026/03/lamp",
    ]


def test_limit_shows_the_first_and_says_how_many_are_left(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds", "preview", "--limit", "1", FULL)
    assert code == 0
    assert "lighthouse" not in out
    assert err == "1 more: --limit all shows all\n"


def test_json_from_a_pipe(pressmark: Pressmark) -> None:
    code, out, _ = pressmark("feeds", "preview", "--json", "-", stdin=(FILES / "feed_1_1.json").read_bytes())
    assert code == 0
    body = json.loads(out)
    assert (body["form"], body["title"], body["entry_count"]) == ("json", "Keel & Co", 3)
    assert body["entries"][0]["published"] == "2026-03-01T10:00:00-05:00"


def test_what_is_wrong_with_a_feed_is_told_on_stderr(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds", "preview", FILES / "broken_markup.xml")
    assert code == 0
    assert "Fish & Chips — the paper" in out
    assert "read all the same" in err
    assert "moved to https://radio.example/new.xml" in pressmark("feeds", "preview", FILES / "podcast.xml")[2]


def test_what_was_not_read_is_told(pressmark: Pressmark) -> None:
    long = f"<rss><channel><title>T</title><item><description>{'word ' * 250_000}</description></item></channel></rss>"
    code, out, err = pressmark("feeds", "preview", "-", stdin=long.encode())
    assert code == 0
    assert len(out) < 1_000
    assert err == "pressmark: it is long, and only a part of it was read\n"


def test_page_says_which_feeds_it_names(pressmark: Pressmark, site: Site) -> None:
    site.put("/news", rss("Hill Gazette"))
    code, out, err = pressmark("feeds", "preview", site.put("/", naming(("/news", "News"))))
    assert (code, out) == (5, "")
    told = f"This is a web page, not a feed: {site.origin}/ (It names a feed: {site.origin}/news.)"
    assert err.splitlines() == [f"pressmark: {told}"]


def test_nothing_is_kept(pressmark: Pressmark, tmp_path: Path) -> None:
    pressmark("feeds", "preview", FULL)
    assert not list((tmp_path / "home").rglob("*.json"))
    assert "no feeds yet" in pressmark("feeds", "list")[2]


def test_sitemaps_of_an_index_are_listed(pressmark: Pressmark) -> None:
    code, out, err = pressmark("feeds", "preview", FILES / "sitemap_index.xml")
    assert code == 0
    assert "  https://gazette.example/sitemap-news.xml" in out.splitlines()
    assert "an index of 2 sitemaps" in err
