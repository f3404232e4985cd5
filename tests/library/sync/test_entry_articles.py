"""From what a feed says to an article, and which of the two is taken: the page, or what the feed says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reader.extract.pipeline import ExtractOptions, extract
from reader.library.sync.entry_articles import (
    EntryPlace,
    entry_page,
    filled,
    id_of_entry,
    is_feed_better,
    is_of_something_else,
    is_page_enough,
    is_readable,
    is_teaser,
    is_title_with_site,
    plain_words,
    rough_words,
    sure_canonical,
)
from reader.model.article import Article, ArticleKind, Metadata
from reader.model.blocks import Code, Figure, FigureKind, Headline, ListItem, Paragraph, Table
from reader.model.dates import PageDate
from reader.model.feed import Feed, FeedEntry, FeedImage
from reader.model.page import Cut

NOW = datetime(2026, 3, 14, 6, tzinfo=UTC)
FEED = Feed(id="ab12cd34ef56ab78", url="https://hill.example/feed", title="Hill Gazette")
ENTRY = FeedEntry(key="1", url="https://hill.example/a", title="Ferry to reopen")


def article_of(entry: FeedEntry) -> Article:
    page = entry_page(EntryPlace(FEED, entry, "Hill Gazette", "en"), NOW)
    return extract(page, options=ExtractOptions(is_lenient=True))


def of_words(count: int, **fields: object) -> Article:
    text = " ".join(f"word{n}" for n in range(count))
    article = Article(metadata=Metadata(title="Ferry"), blocks=(Paragraph(text=text),))
    return replace(article, **fields)  # type: ignore[arg-type]


def test_what_a_feed_says_becomes_an_article_with_all_that_is_known_of_it() -> None:
    entry = replace(
        ENTRY,
        content="<p>The ferry will run again.</p><p>Tickets cost more.</p>",
        authors=("Ann Lee", "Jo Hill"),
        published=PageDate(value=datetime(2026, 3, 13, 5, tzinfo=UTC)),
        tags=("ferries",),
    )
    article = filled(article_of(entry), EntryPlace(FEED, entry, "Hill Gazette", "en"), NOW)
    assert article.body == "The ferry will run again.\n\nTickets cost more."
    assert article.blocks[0] == Headline(text="Ferry to reopen")
    assert article.metadata.authors == ("Ann Lee", "Jo Hill")
    assert article.metadata.site == "Hill Gazette"
    assert article.metadata.tags == ("ferries",)
    assert article.metadata.published is not None
    assert article.metadata.published.isoformat() == "2026-03-13T05:00:00+00:00"
    assert article.kind is ArticleKind.ARTICLE
    assert not article.is_partial


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("One sentence.", [Paragraph]),
        ("First line of it.<br><br>Second line of it.", [Paragraph, Paragraph]),
        ("<ul><li>One</li><li>Two</li></ul>", [ListItem, ListItem]),
        ("<p>Do this:</p><pre><code>x = 1</code></pre>", [Paragraph, Code]),
        ("<p>Scores</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", [Paragraph, Table]),
        ("<img src='/a.jpg' alt='A ferry'><p>It runs.</p>", [Figure, Paragraph]),
        ("<p><a href='https://x.example/'>Comments</a></p>", [Paragraph]),
        ("", []),
    ],
)
def test_all_that_a_feed_says_is_article(content: str, kinds: list[type]) -> None:
    assert [type(block) for block in article_of(replace(ENTRY, content=content)).blocks[1:]] == kinds


def test_addresses_in_it_are_relative_to_its_page() -> None:
    article = article_of(replace(ENTRY, content="<p>See <a href='/b'>this</a>.</p><img src='c.jpg'>"))
    assert article.images[0].src == "https://hill.example/c.jpg"


def test_addresses_in_it_are_relative_to_its_own_base_where_it_has_one() -> None:
    entry = replace(ENTRY, content='<p>The boat.</p><img src="boat.jpg">', base="https://pictures.hill.example/2026/")
    assert article_of(entry).images[0].src == "https://pictures.hill.example/2026/boat.jpg"


def test_pictures_and_sound_that_came_beside_the_text_stand_in_the_article_once() -> None:
    picture = FeedImage(url="https://hill.example/big/a.jpg", caption="The ferry", credit="Jo Hill", width=9, height=6)
    sound = FeedImage(url="https://hill.example/e.mp3", media_type="audio/mpeg")
    entry = replace(ENTRY, content="<p>Words of it.</p>", images=(picture,), enclosures=(sound,))
    figures = article_of(entry).figures
    assert [figure.kind for figure in figures] == [FigureKind.IMAGE, FigureKind.AUDIO]
    assert (figures[0].caption, figures[0].credit) == ("The ferry", "Jo Hill")
    shown = replace(entry, content="<p>Words.</p><img src='https://hill.example/small/a.jpg'>", enclosures=())
    assert len(article_of(shown).images) == 1


def test_a_credit_that_stands_in_the_caption_already_stands_there_once() -> None:
    picture = FeedImage(url="https://hill.example/a.jpg", caption="The ferry. Photo: Jo Hill", credit="Jo Hill")
    figure = article_of(replace(ENTRY, content="<p>Words of it.</p>", images=(picture,))).figures[0]
    assert (figure.caption, figure.credit) == ("The ferry.", "Jo Hill")


def test_the_caption_beside_a_picture_of_the_text_stands_under_it() -> None:
    picture = FeedImage(url="https://hill.example/1200/a.jpg", caption="The ferry in spring", credit="Jo Hill")
    shown = "<p><img src='https://hill.example/300/a.jpg' width='300' height='200'> Words of it.</p>"
    article = article_of(replace(ENTRY, content=shown, images=(picture,)))
    assert [(figure.caption, figure.credit) for figure in article.figures] == [("The ferry in spring", "Jo Hill")]
    assert article.body == "Words of it."
    said = replace(ENTRY, content=f"{shown}<p>The ferry in spring</p>", images=(picture,))
    assert article_of(said).text.count("The ferry in spring") == 1


def test_what_counts_readers_does_not_stand_in_the_way_of_the_picture() -> None:
    counter = "<img src='https://count.example/c.gif' width='1' height='1'>"
    entry = replace(
        ENTRY, content=f"<p>Words of it.</p>{counter}", images=(FeedImage(url="https://hill.example/a.jpg"),)
    )
    assert [image.src for image in article_of(entry).images] == ["https://hill.example/a.jpg"]


def test_all_authors_of_the_feed_are_named_however_they_are_written() -> None:
    entry = replace(ENTRY, content="<p>Words.</p>", authors=("ANN LEE", "Jo Hill"))
    article = of_words(9)
    article = replace(article, metadata=Metadata(title="Ferry", authors=("Ann Lee",)))
    assert filled(article, EntryPlace(FEED, entry), NOW).metadata.authors == ("Ann Lee", "Jo Hill")


def test_an_agency_that_the_page_names_is_no_author_though_the_feed_says_so() -> None:
    entry = replace(ENTRY, content="<p>Words.</p>", authors=("HNA",))
    article = replace(of_words(9), metadata=Metadata(title="Ferry", agencies=("HNA",)))
    assert filled(article, EntryPlace(FEED, entry), NOW).metadata.authors == ()


def test_a_notice_in_place_of_a_page_is_not_taken_for_it() -> None:
    notice = of_words(0)
    text = "We and our partners store information on a device and process personal data for advertising. " * 20
    notice = replace(notice, metadata=Metadata(title="Your privacy"), blocks=(Paragraph(text=text),))
    said = "<p>The harbour council voted on Friday to reopen the ferry across the lake after repairs to its engine.</p>"
    entry = replace(ENTRY, summary=said)
    assert is_of_something_else(notice, entry)
    assert not is_page_enough(notice, entry)
    assert is_feed_better(notice, of_words(20), is_elsewhere=True)
    page = "In spring boats shall cross again, as repairs of the engine end: the council voted so on Friday. " * 5
    assert not is_of_something_else(replace(notice, blocks=(Paragraph(text=page),)), entry)
    in_german = replace(notice, metadata=Metadata(language="de"))
    assert not is_of_something_else(in_german, replace(entry, language="en-GB"))
    assert not is_of_something_else(notice, ENTRY)  # too few words to tell
    assert not is_of_something_else(notice, replace(ENTRY, summary="湖を渡るフェリーは五月から再び運航する。" * 9))


def test_what_feeds_of_wordpress_say_below_is_not_article() -> None:
    tail = '<p>The post <a href="https://hill.example/a">Ferry</a> appeared first on <a href="https://hill.example">Hill</a>.</p>'
    assert article_of(replace(ENTRY, content=f"<p>It runs.</p>\n{tail}")).body == "It runs."
    assert "appeared first on" in article_of(replace(ENTRY, content=f"{tail}<p>So they write.</p>")).body


def test_markup_in_titles_and_names_is_text() -> None:
    entry = replace(
        ENTRY, title='<script>alert("1")</script> & "so on"', authors=('A "B" <C>',), content="<p>Words.</p>"
    )
    article = article_of(entry)
    assert article.blocks[0] == Headline(text='<script>alert("1")</script> & "so on"')


def test_a_huge_entry_is_cut_in_time() -> None:
    page = entry_page(EntryPlace(FEED, replace(ENTRY, content="<p>word " * 2_000_000)), NOW)
    assert len(page.content) < 1_100_000
    assert rough_words("<" * 100_000 + "word") < 10


@pytest.mark.parametrize(
    ("page", "feed_words", "is_enough"),
    [
        (of_words(300), 40, True),  # a summary
        (of_words(300), 300, True),
        (of_words(300), 301, False),  # to be looked at
        (of_words(30, is_partial=True), 50, False),  # the summary says more than the wall shows
        (of_words(300, kind=ArticleKind.LOGIN), 10, False),
        (of_words(0), 10, False),
    ],
)
def test_a_page_is_enough(page: Article, feed_words: int, is_enough: bool) -> None:
    entry = replace(ENTRY, summary="<p>" + "word " * feed_words + "</p>")
    assert is_page_enough(page, entry) is is_enough


@pytest.mark.parametrize(
    ("page", "feed_words", "is_better"),
    [
        (of_words(300), 320, False),  # cleaning takes away what feeds have below
        (of_words(300), 500, True),
        (of_words(20), 50, False),  # two short things: the page is the thing itself
        (of_words(100, is_partial=True), 120, True),
        (of_words(100, cut=Cut.SIZE), 90, False),
        *((of_words(300, kind=kind), 1, True) for kind in (ArticleKind.WALL, ArticleKind.CHECK, ArticleKind.ERROR)),
    ],
)
def test_the_feed_is_better(page: Article, feed_words: int, is_better: bool) -> None:
    assert is_feed_better(page, of_words(feed_words)) is is_better


def test_a_page_with_pictures_alone_can_be_read() -> None:
    assert is_readable(replace(of_words(0), blocks=(Figure(caption="A ferry"),)))


def test_what_the_page_does_not_say_is_filled_in_and_what_it_says_stays() -> None:
    place = EntryPlace(
        FEED,
        replace(
            ENTRY, authors=("Ann Lee",), published=PageDate(value=NOW), images=(FeedImage(url="https://i.example/a"),)
        ),
        "Hill Gazette",
        "en",
    )
    bare = filled(Article(metadata=Metadata(url="https://www.hill.example/a"), blocks=()), place, NOW)
    assert (bare.metadata.title, bare.metadata.authors, bare.metadata.site) == (
        "Ferry to reopen",
        ("Ann Lee",),
        "Hill Gazette",
    )
    assert (bare.metadata.language, bare.metadata.lead_image) == ("en", "https://i.example/a")
    assert bare.metadata.provenance["authors"] == "its feed"
    said = Metadata(
        title="Another headline", authors=("Jo Hill",), site="Lake Post", language="fr", lead_image="https://l.example/"
    )
    article = Article(metadata=said, blocks=(Paragraph(text="Words."),))
    told = filled(article, place, NOW).metadata
    assert replace(told, published=None, provenance={}) == said
    assert filled(article, place, NOW).text == article.text


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=30_000)])
def test_dates_in_the_future_are_none(ahead: timedelta) -> None:
    date = PageDate(value=NOW + ahead)
    place = EntryPlace(FEED, replace(ENTRY, published=date, updated=date), "", "")
    article = Article(metadata=Metadata(published=date, updated=date), blocks=())
    assert filled(article, place, NOW).metadata.published is None
    assert filled(article, place, NOW).metadata.updated is None
    assert b"2026-03-16" not in entry_page(place, NOW).content


def test_a_date_of_the_feed_stands_in_for_one_that_cannot_be() -> None:
    place = EntryPlace(FEED, replace(ENTRY, published=PageDate(value=NOW)), "", "")
    article = Article(metadata=Metadata(published=PageDate(value=NOW + timedelta(days=9))), blocks=())
    published = filled(article, place, NOW).metadata.published
    assert published is not None
    assert published.value == NOW


@pytest.mark.parametrize(
    ("shown", "title", "expected"),
    [
        ("Ferry to reopen | Hill Gazette", "Ferry to reopen", True),
        ("Ferry to reopen – Hill", "Ferry to reopen", True),
        ("Ferry to reopen in April", "Ferry to reopen", False),
        ("Ferry to reopen", "Ferry to reopen", False),
        ("Ferry to reopening", "Ferry to reopen", False),
    ],
)
def test_a_title_with_the_name_of_the_site_is_told(shown: str, title: str, expected: bool) -> None:
    assert is_title_with_site(shown, title) is expected


@pytest.mark.parametrize(
    ("canonical", "final", "expected"),
    [
        ("https://hill.example/b", "https://hill.example/a", "https://hill.example/b"),
        ("", "https://hill.example/a", "https://hill.example/a"),
        ("https://hill.example/", "https://hill.example/a", "https://hill.example/a"),
        ("https://hill.example/?p=3", "https://hill.example/a", "https://hill.example/?p=3"),
        ("https://hill.example/", "https://hill.example/", "https://hill.example/"),
        ("", "", "https://hill.example/a"),
    ],
)
def test_a_front_page_is_the_canonical_address_of_nothing_else(canonical: str, final: str, expected: str) -> None:
    assert sure_canonical(canonical, ENTRY.url, final) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>The ferry will run […]</p>", True),
        ("<p>The ferry will run…</p>", True),
        ("The ferry will run [&#8230;]", True),
        ("<p>The ferry.</p><p><a href='/a'>Continue reading Ferry →</a></p>", True),
        ("<p>The ferry will run.</p>", False),
        ("", False),
    ],
)
def test_a_teaser_is_told_by_its_end(text: str, expected: bool) -> None:
    assert is_teaser(replace(ENTRY, summary=text)) is expected


def test_an_entry_without_a_link_is_known_by_its_feed_and_key() -> None:
    bare = replace(ENTRY, url="")
    assert id_of_entry(FEED, bare) == id_of_entry(FEED, replace(bare, title="Another"))
    assert id_of_entry(FEED, bare) != id_of_entry(replace(FEED, id="00"), bare)
    assert id_of_entry(FEED, bare) != id_of_entry(FEED, replace(bare, key="2"))
    assert id_of_entry(FEED, ENTRY) == id_of_entry(replace(FEED, id="00"), ENTRY)


def test_words_without_tags() -> None:
    assert plain_words("<p>One &amp; <b>two</b></p>").split() == ["One", "&", "two"]
    assert rough_words("<p class='many words here'>two words</p>") == 2
