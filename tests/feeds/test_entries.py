"""Keys by which entries are known again, links, files, and how much of all that is kept."""

import json

import pytest

from reader.feeds import entries as entries_module
from reader.feeds.entries import MAX_ENTRIES, each_once, key_of, language_of, number_of, tags_of
from reader.feeds.reading import read_feed
from reader.model.feed import FeedImage
from tests.feeds.reading_files import HOST, atom, item, only, rss


def test_an_entry_without_guid_is_known_by_its_address_without_what_counts_readers() -> None:
    entry = item("<title>T</title><link>https://paper.example/a?utm_source=rss</link>")
    assert entry.key == "https://paper.example/a"
    assert entry.url == "https://paper.example/a?utm_source=rss"


def test_an_entry_with_neither_is_known_by_what_it_says_and_not_by_its_date() -> None:
    first = item("<title>T</title><description>Same</description><pubDate>Mon, 02 Mar 2026 07:10:00 GMT</pubDate>")
    later = item("<title>T</title><description>Same</description><pubDate>Tue, 03 Mar 2026 07:10:00 GMT</pubDate>")
    other = item("<title>T</title><description>Other</description>")
    assert first.key == later.key
    assert first.key != other.key


def test_entries_without_titles_links_and_guids_are_all_kept() -> None:
    feed = read_feed(
        rss("<item><description>one</description></item><item><title/><description>two</description></item>")
    )
    assert [entry.summary for entry in feed.entries] == ["one", "two"]


def test_an_entry_that_is_there_twice_stays_once() -> None:
    twice = "<item><title>T</title><guid isPermaLink='false'>1</guid><link>https://paper.example/1</link></item>" * 2
    assert len(read_feed(rss(twice)).entries) == 1


def test_a_guid_for_several_pages_says_nothing() -> None:
    items = "".join(
        f"<item><title>T{page}</title><guid>https://paper.example/</guid><link>https://paper.example/{page}</link></item>"
        for page in (1, 2)
    )
    feed = read_feed(rss(items))
    assert [entry.key for entry in feed.entries] == ["https://paper.example/1", "https://paper.example/2"]


def test_a_guid_that_is_an_address_is_the_page_unless_it_says_no() -> None:
    assert item("<guid>https://paper.example/p</guid>").url == "https://paper.example/p"
    assert item("<guid isPermaLink='false'>some-id</guid>").url == ""
    both = item("<guid>https://paper.example/p</guid><link>https://paper.example/l</link>")
    assert (both.key, both.url) == ("https://paper.example/p", "https://paper.example/l")


def test_long_guids_become_short_keys_that_stay_apart() -> None:
    assert key_of("x" * 5_000) != key_of("x" * 4_999 + "y")
    assert len(key_of("x" * 5_000)) < 100


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a?b=1&amp;c=2", "https://paper.example/a?b=1&c=2"),
        ("//other.example/b", "https://other.example/b"),
        ("https://user:secret@paper.example/c", "https://paper.example/c"),
        ("feed://paper.example/d", "http://paper.example/d"),
        (" https://paper.example/e\n", "https://paper.example/e"),
        ("https://paper.example/with space", "https://paper.example/with%20space"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("https://paper.example:port/", ""),
        ("https://paper.example/" + "x" * 5_000, ""),
    ],
)
def test_links_are_web_addresses_or_none(link: str, url: str) -> None:
    assert item(f"<title>T</title><link>{link}</link>").url == url


def test_relative_links_belong_to_the_site_where_a_service_hands_the_feed_out() -> None:
    content = rss("<item><title>T</title><link>/a</link></item>")
    assert only(content, "https://hands-out.example/feeds/paper").url == "https://paper.example/a"
    assert only(content, "https://paper.example/feeds/rss").url == "https://paper.example/a"


def test_a_base_that_is_no_web_address_is_none() -> None:
    content = rss("<item><title>T</title><link>../a</link></item>").replace(
        b"<channel>", b'<channel xml:base="file:///etc/">'
    )
    assert only(content).url in ("", "https://paper.example/a")
    assert "file:" not in repr(only(content))


def test_the_page_in_html_goes_before_other_alternates_and_replies() -> None:
    links = (
        '<link rel="replies" href="https://n.example/r"/><link rel="alternate" type="application/pdf" href="https://n.example/p"/>'
        '<link rel="alternate" type="text/html" href="https://n.example/h"/>'
    )
    assert only(atom(f"<entry><id>1</id><title>T</title>{links}</entry>")).url == "https://n.example/h"
    assert (
        only(atom('<entry><id>1</id><title>T</title><link href="https://n.example/x"/></entry>')).url
        == "https://n.example/x"
    )
    assert (
        only(atom('<entry><id>1</id><title>T</title><link rel="via" href="https://n.example/v"/></entry>')).url
        == "https://n.example/v"
    )


def test_a_summary_that_says_what_the_text_says_is_none() -> None:
    entry = item(
        "<description>&lt;p&gt;All&lt;/p&gt;</description><content:encoded>&lt;p&gt;All&lt;/p&gt;</content:encoded>"
    )
    assert (entry.summary, entry.content) == ("", "<p>All</p>")


def test_the_text_of_a_picture_takes_nobodys_place() -> None:
    entry = item(
        "<title>The storm</title><description>Nine ships stayed in.</description>"
        '<media:content url="https://paper.example/s.jpg" type="image/jpeg"><media:title>Waves</media:title>'
        "<media:description>Waves at the mole.</media:description><media:credit>Ines Vogel</media:credit></media:content>"
    )
    assert (entry.title, entry.summary, entry.content) == ("The storm", "Nine ships stayed in.", "")
    (image,) = entry.images
    assert (image.caption, image.credit, image.alt, image.media_type) == (
        "Waves at the mole.",
        "Ines Vogel",
        "Waves",
        "image/jpeg",
    )


def test_what_stands_beside_the_only_picture_is_said_of_it() -> None:
    entry = item(
        '<title>T</title><media:content url="https://paper.example/s.jpg" medium="image" width="600"/>'
        "<media:credit>Ines Vogel</media:credit><media:description>Waves at the mole.</media:description>"
    )
    (image,) = entry.images
    assert (image.caption, image.credit, image.width) == ("Waves at the mole.", "Ines Vogel", 600)


def test_a_picture_in_an_enclosure_is_a_picture_and_sound_is_not() -> None:
    entry = item(
        '<title>T</title><enclosure url="https://paper.example/a.jpg" type="image/jpeg"/>'
        '<enclosure url="https://paper.example/b.mp3" type=""/>'
        '<enclosure url="https://paper.example/c.zip" type="application/zip"/>'
    )
    assert [image.url for image in entry.images] == ["https://paper.example/a.jpg"]
    assert [sound.url for sound in entry.enclosures] == ["https://paper.example/b.mp3"]


def test_a_picture_that_is_named_twice_stays_once_with_all_that_is_said() -> None:
    url = "https://paper.example/a.jpg"
    assert each_once([FeedImage(url=url, width=3), FeedImage(url=url, caption="C", width=9)]) == (
        FeedImage(url=url, caption="C", width=3),
    )


def test_only_so_many_entries_are_read_and_the_rest_is_told() -> None:
    more = "".join(f"<item><guid>g{number}</guid><title>T</title></item>" for number in range(MAX_ENTRIES + 5))
    feed = read_feed(rss(more))
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.entries[0].key == "g0"
    assert feed.is_cut
    assert "more entries" in feed.notes[0]
    exact = read_feed(rss("".join(f"<item><guid>g{number}</guid></item>" for number in range(MAX_ENTRIES))))
    assert (len(exact.entries), exact.is_cut, exact.notes) == (MAX_ENTRIES, False, ())


def test_long_texts_are_cut_and_told() -> None:
    feed = read_feed(
        rss(f"<item><title>{'t' * 1_000_000}</title><description>{'word ' * 300_000}</description></item>")
    )
    (entry,) = feed.entries
    assert feed.is_cut
    assert len(entry.title) <= 500
    assert len(entry.summary) <= 1_000_000


def test_tags_stand_once_and_without_those_that_blogs_set() -> None:
    assert tags_of(["Harbour", "harbour", "Uncategorized", "", "<b>Sea</b>"]) == ("Harbour", "Sea")
    assert len(tags_of(f"tag {number}" for number in range(1_000))) == entries_module.MAX_TAGS


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("en_us", "en-US"),
        ("de", "de"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("english please", ""),
        ("", ""),
        ("x" * 40, ""),
        ("1", ""),
    ],
)
def test_languages_are_written_as_everywhere(given: str, tag: str) -> None:
    assert language_of(given) == tag


@pytest.mark.parametrize(
    ("given", "number"),
    [("640", 640), ("640px", 640), ("100%", 0), (-1, 0), ("1e400", 0), (12.7, 12), (True, 0), ("9" * 50, 0)],
)
def test_sizes_are_numbers_or_none(given: object, number: int) -> None:
    assert number_of(given) == number


def test_json_feeds_have_as_many_entries_at_most() -> None:
    items = [{"id": str(number), "content_text": "x"} for number in range(MAX_ENTRIES + 1)]
    feed = read_feed(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode(), url=HOST)
    assert (len(feed.entries), feed.is_cut) == (MAX_ENTRIES, True)
