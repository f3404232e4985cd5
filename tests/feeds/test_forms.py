"""Feeds in every form, whole files of our own: what each says, where each form hides it."""

from reader.model.dates import PageDate
from reader.model.feed import FeedEntry, FeedForm, FeedImage
from tests.feeds.reading_files import feed_in


def when(day: PageDate | None) -> str:
    return "" if day is None else day.isoformat()


def test_rss_2_with_all_its_modules() -> None:
    feed = feed_in("rss_2_0_full.xml")
    assert (feed.form, feed.title, feed.home, feed.language) == (
        FeedForm.RSS,
        "Harbour Courier",
        "https://courier.example/",
        "en-GB",
    )
    assert feed.description == "News from the outer harbour"
    assert feed.authors == ("The desk",)
    assert feed.ttl_minutes == 30  # twice an hour
    assert feed.notes == ()
    pilots, lamp = feed.entries
    assert pilots == FeedEntry(
        key="https://courier.example/?p=1201",
        url="https://courier.example/2026/03/pilots",
        title="Pilots & tugs: two strikes",
        authors=("Mira Holt", "Jan Ek"),
        published=pilots.published,
        summary="<p>Two strikes in one week.</p>",
        content='<p>Two strikes in one week.</p><p><a href="/tugs">The tugs</a> stay in.</p>',
        tags=("Harbour",),
        language="en-GB",
        images=(
            FeedImage(
                url="https://courier.example/i/tug-1280.jpg",
                media_type="image/*",
                caption="The tug Otter at the pier.",
                credit="Ines Vogel",
                alt="Tug at the pier",
                width=1280,
                height=800,
            ),
        ),
        enclosures=(FeedImage(url="https://courier.example/audio/strikes.mp3", media_type="audio/mpeg"),),
        source_title="Northern Wire",
    )
    assert when(pilots.published) == "2026-03-03T05:58:00+01:00"
    assert lamp.title == "A lamp < a lighthouse"
    assert lamp.url == lamp.key == "https://courier.example/2026/03/lamp"
    assert when(lamp.published) == "2026-03-02T18:00:00+01:00"
    assert lamp.authors == ("Otto Lind",)
    assert lamp.summary == "Short &amp; plain"
    assert [image.url for image in lamp.images] == ["https://courier.example/i/lamp-240.jpg"]


def test_rss_0_91_in_latin_1_with_entities_of_html() -> None:
    feed = feed_in("rss_0_91.xml")
    assert (feed.form, feed.title, feed.description, feed.language) == (
        FeedForm.RSS,
        "Le Phare",
        "Nouvelles de la côte",
        "fr",
    )
    (entry,) = feed.entries
    assert (entry.title, entry.summary) == ("La marée était basse", "Et le port à sec.")
    assert entry.key == entry.url == "https://phare.example/maree"


def test_rdf_names_its_items_beside_the_channel() -> None:
    feed = feed_in("rss_1_0.rdf")
    assert (feed.form, feed.title, feed.language, feed.authors) == (FeedForm.RDF, "港だより", "ja", ("編集部",))
    first, second = feed.entries
    assert first.key == first.url == "https://minato.example/a1"
    assert (first.title, first.authors, first.tags) == ("灯台、百年", ("森 海",), ("港",))
    assert first.summary == "灯台が百年を迎えた。"
    assert first.content == "<p>灯台が百年を迎えた。祝う会は土曜日。</p>"
    assert when(first.published) == "2026-03-01T09:00:00+09:00"
    assert when(second.published) == "2026-02-27"
    assert second.published is not None
    assert not second.published.has_time


def test_atom_1_0_with_bases_types_and_sources() -> None:
    feed = feed_in("atom_1_0.xml")
    assert (feed.form, feed.title, feed.home) == (FeedForm.ATOM, "Notes & Queries", "https://notes.example/blog/")
    assert feed.description == "On <small> boats, as text"
    row, tag, third = feed.entries
    assert row.url == "https://notes.example/blog/row.html"
    assert row.title == "The long row"
    assert row.authors == ("Bea Oar", "Cal Thwart")
    assert (when(row.published), when(row.updated)) == ("2026-03-01T08:00:00+01:00", "2026-03-02T08:00:00+01:00")
    assert row.tags == ("Rowing", "boats")
    assert row.summary == "<p>Oars &amp; tholes: 1 &lt; 2</p>"
    assert row.content == '<p>We rowed &amp; rowed.</p><img src="row.jpg" alt="Oars">'
    assert row.base == "https://notes.example/pictures/"
    assert row.enclosures == (FeedImage(url="https://media.example/row.mp4", media_type="video/mp4"),)
    assert tag.title == "Use of the <b> tag"
    assert (tag.language, tag.source_title, tag.authors) == ("de", "Planet Boats", ())
    assert (when(tag.published), tag.updated) == ("2026-02-28T08:00:00+00:00", None)  # its only date
    assert third.title == "An XHTML title"
    assert third.authors == ("Ada Quill",)  # the feed's: RFC 4287, 4.2.1
    assert third.content == "<p>First paragraph &lt; second.</p><p>Second paragraph.</p>"


def test_atom_0_3_with_its_own_names_for_dates_and_modes() -> None:
    feed = feed_in("atom_0_3.xml")
    assert (feed.form, feed.title, feed.description) == (FeedForm.ATOM, "Old Rope", "Since 2003")
    (entry,) = feed.entries
    assert entry.content == "<p>Eye splice.</p>"
    assert when(entry.published) == "2004-05-06T07:08:09+02:00"


def test_a_podcast_is_heard_elsewhere_and_moves_by_its_own_word() -> None:
    feed = feed_in("podcast.xml")
    assert (feed.title, feed.description, feed.ttl_minutes) == ("Slack Tide", "Talks at low water", 90)
    assert feed.moved_to == "https://radio.example/new.xml"
    (entry,) = feed.entries
    assert (entry.key, entry.url, entry.title, entry.authors) == ("slack-12", "", "12: Mud", ("Greta Silt",))
    assert entry.summary == "<p>All about mud.</p>"
    assert [image.url for image in entry.images] == ["https://radio.example/mud.png"]
    assert [sound.url for sound in entry.enclosures] == ["https://radio.example/12.mp3"]
    assert when(entry.published) == "2026-03-01T20:00:00-05:00"


def test_a_channel_of_films_has_stills_and_descriptions_in_a_group() -> None:
    (entry,) = feed_in("channel_of_films.xml").entries
    assert entry.title == "Caulking a hull"
    assert entry.summary == "<p>Oakum &amp; pitch.</p><p>Chapters:<br>0:00 Oakum</p>"
    assert entry.images == (
        FeedImage(url="https://films.example/abc.jpg", media_type="image/*", width=480, height=360),
    )


def test_json_feed_with_values_of_wrong_types() -> None:
    feed = feed_in("feed_1_1.json")
    assert (feed.form, feed.title, feed.home, feed.language) == (
        FeedForm.JSON,
        "Keel & Co",
        "https://keel.example/",
        "en-US",
    )
    seven, six, odd = feed.entries
    assert (seven.key, seven.url, seven.authors, seven.tags) == (
        "7",
        "https://keel.example/posts/7",
        ("Lee Shore",),
        ("keels",),
    )
    assert (seven.summary, seven.content) == ("<p>Short &lt; long</p>", '<p>Seven <img src="7.jpg"></p>')
    assert (when(seven.published), when(seven.updated)) == ("2026-03-01T10:00:00-05:00", "2026-03-01T11:00:00-05:00")
    assert [image.url for image in seven.images] == ["https://keel.example/7.jpg"]
    assert seven.enclosures == (
        FeedImage(url="https://keel.example/7.m4a", media_type="audio/x-m4a", caption="Listen"),
    )
    assert six.url == "https://elsewhere.example/x"
    assert six.content == "<p>First.</p><p>Second &amp; third &lt;here&gt;.</p>"
    assert (odd.title, odd.url, odd.content, odd.authors) == ("", "", "<p>no id</p>", ("Kim Keel",))
    assert odd.key.startswith("sha256:")


def test_a_news_sitemap_has_titles_days_and_pictures() -> None:
    feed = feed_in("news_sitemap.xml")
    assert (feed.form, feed.title, feed.language) == (FeedForm.SITEMAP, "Quay Gazette", "en")
    (entry,) = feed.entries  # pages that are no news are not taken for news
    assert (entry.url, entry.title, entry.tags) == (
        "https://gazette.example/quay",
        "Quay & crane sold",
        ("quay", "cranes"),
    )
    assert when(entry.published) == "2026-03-02T08:30:00+00:00"
    assert entry.images == (FeedImage(url="https://gazette.example/crane.jpg", caption="The crane"),)


def test_a_plain_sitemap_is_told_from_news_and_begins_with_the_newest() -> None:
    feed = feed_in("plain_sitemap.xml")
    assert [entry.url for entry in feed.entries] == ["https://gazette.example/new", "https://gazette.example/old"]
    assert feed.notes == ("it names pages, not news: there are no titles in it, and no days of publication",)


def test_an_index_of_sitemaps_names_those_of_news_first() -> None:
    feed = feed_in("sitemap_index.xml")
    assert feed.entries == ()
    assert feed.sitemaps == (
        "https://gazette.example/sitemap-news.xml",
        "https://gazette.example/sitemap-pages.xml",
    )


def test_a_feed_that_is_no_xml_is_read_all_the_same() -> None:
    feed = feed_in("broken_markup.xml")
    assert (feed.title, feed.home) == ("Fish & Chips — the paper", "https://chips.example/?a=1&b=2")
    one, two = feed.entries
    assert (one.title, one.authors) == ("One", ("Vi Negar",))
    assert [image.url for image in one.images] == ["https://chips.example/1.jpg"]
    assert (two.url, two.summary) == ("https://chips.example/2?x=1&y=2", "After the broken one.")
    assert "read all the same" in feed.notes[0]
