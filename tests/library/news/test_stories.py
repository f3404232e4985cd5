"""The same story once: a new article is placed beside the first that told it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reader.library.library import Library
from reader.library.news.stories import RECENT_DAYS, StoryFinder
from reader.library.stores import Stores, open_stores
from reader.model.article import Article, ArticleKind
from reader.model.kept import ArticleRecord
from tests.dedupe.agency_texts import REPORTS
from tests.dedupe.pairs import near_misses, original, rewrites
from tests.library.made_news import NOW, article, keep, record_of

REPORT = REPORTS[0]
FIRST = original(REPORT)


@pytest.fixture
def stores(library: Library) -> Stores:
    """The stores of an empty library."""
    return open_stores(library.folder, library.folders)


class News:
    """News that comes into a library, sync by sync."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.sync()

    def sync(self, now: datetime = NOW) -> None:
        """Begin another sync: nothing is known but what is on the disk."""
        self.finder = StoryFinder(self.stores, now)

    def comes(
        self,
        title: str,
        body: str,
        *,
        language: str = "en",
        added: datetime = NOW,
        kind: ArticleKind = ArticleKind.ARTICLE,
        url: str = "",
    ) -> ArticleRecord:
        """Place an article and keep it; return its record."""
        made = article(title, body, language=language, kind=kind)
        record = record_of(made, added=added, url=url)
        record = self.stores.articles.save(replace(record, story=self.finder.place(record, made)), made)
        self.finder.save()
        return record


@pytest.fixture
def news(stores: Stores) -> News:
    """An empty library that gets news."""
    return News(stores)


def test_every_rewrite_is_placed_beside_the_first_whichever_sync_brings_it(news: News) -> None:
    first = news.comes(FIRST.title, FIRST.body)
    assert first.story == ""
    for number, (what, text) in enumerate(rewrites(REPORT)):
        if number % 3 == 0:
            news.sync()
        assert news.comes(text.title, text.body).story == first.id, what


def test_what_only_looks_like_it_is_a_story_of_its_own(news: News) -> None:
    first = news.comes(FIRST.title, FIRST.body)
    for what, text in near_misses(REPORT):
        assert news.comes(text.title, text.body).story != first.id, what


def test_stories_of_all_languages_are_found_among_one_another(news: News) -> None:
    firsts = {report: news.comes(report.title, original(report).body, language=report.language) for report in REPORTS}
    news.sync()
    for report, first in firsts.items():
        text = dict(rewrites(report))["another headline and first paragraph"]
        assert news.comes(text.title, text.body, language=report.language).story == first.id


def test_a_copy_of_a_copy_belongs_to_the_first(news: News) -> None:
    texts = dict(rewrites(REPORT))
    first = news.comes(FIRST.title, FIRST.body)
    news.comes(texts["taken over, another headline"].title, texts["taken over, another headline"].body)
    third = news.comes(texts["other order"].title, texts["other order"].body)
    assert third.story == first.id


def test_the_first_may_be_gone_and_the_others_still_belong_together(news: News) -> None:
    first = news.comes(FIRST.title, FIRST.body)
    second = news.comes(REPORT.other_title, FIRST.body)
    news.stores.places.record_file(first.id).unlink()
    news.sync()
    assert second.story == first.id
    assert news.comes("Third headline", FIRST.body).story == first.id


def test_what_came_weeks_ago_is_compared_no_more(news: News) -> None:
    news.comes(FIRST.title, FIRST.body, added=NOW - timedelta(days=RECENT_DAYS, hours=1))
    news.sync()
    assert news.comes(FIRST.title, FIRST.body).story == ""


def test_a_series_of_one_site_is_no_story_though_headline_and_notice_are_the_same_every_day(news: News) -> None:
    notice = "All the news of the morning in ten minutes, read by our editors. " + original(REPORTS[1]).body
    short = "All the news of the morning in ten minutes."
    for day in range(5):
        added = NOW - timedelta(days=5 - day)
        episode = news.comes("Morning briefing", notice, added=added, url=f"https://heron.example/briefing/{day}")
        assert episode.story == ""
        teaser = news.comes("Morning in brief", short, added=added, url=f"https://plover.example/brief/{day}")
        assert teaser.story == ""


def test_a_site_may_print_an_article_again_within_hours(news: News) -> None:
    first = news.comes(FIRST.title, FIRST.body, added=NOW - timedelta(hours=3), url="https://heron.example/first")
    again = news.comes(FIRST.title, f"{FIRST.body}\n\nUpdated.", url="https://heron.example/again")
    assert again.story == first.id
    other = news.comes(REPORT.other_title, FIRST.body, url="https://heron.example/other")
    assert other.story == ""  # another headline on the same site is another article


def test_another_site_may_print_an_article_days_later(news: News) -> None:
    first = news.comes(FIRST.title, FIRST.body, added=NOW - timedelta(days=3), url="https://heron.example/first")
    own = news.comes(FIRST.title, FIRST.body, url="https://heron.example/own")
    assert own.story == ""
    other = news.comes(FIRST.title, FIRST.body, url="https://plover.example/other")
    assert other.story == first.id


def test_the_same_teaser_on_two_sites_is_one_story(news: News) -> None:
    teaser = "The council has decided to keep the old bridge open for another year, in spite of the cost."
    first = news.comes("Old bridge stays open", teaser)
    assert news.comes("Old bridge stays open", teaser).story == first.id
    assert news.comes("Quite another headline", teaser).story == ""


def test_live_tickers_are_stories_of_their_own(news: News) -> None:
    news.comes(FIRST.title, FIRST.body, kind=ArticleKind.LIVE)
    assert news.comes(FIRST.title, FIRST.body, kind=ArticleKind.LIVE).story == ""
    assert news.comes(FIRST.title, FIRST.body).story == ""


def test_a_page_that_comes_at_last_is_not_its_own_story(news: News) -> None:
    made = article(FIRST.title, REPORT.lead)
    record = news.stores.articles.save(record_of(made), made)
    assert news.finder.place(record, made) == ""
    whole = article(FIRST.title, FIRST.body)
    assert news.finder.place(record, whole) == ""
    follower = news.comes(REPORT.other_title, FIRST.body)
    assert follower.story == record.id
    assert news.finder.place(record, whole) == ""  # it leads a story: it joins no other


def test_without_the_file_the_texts_are_read_again(news: News) -> None:
    first = news.comes(FIRST.title, FIRST.body)
    old = keep(news.stores, "Long ago", REPORTS[1].lead, added=NOW - timedelta(days=40))
    for damage in (b"", b"something else entirely", news.stores.places.sketches_file.read_bytes()[:-7]):
        news.stores.places.sketches_file.write_bytes(damage)
        news.sync()
        assert news.finder.catch_up([first.id, old.id, "f" * 16]) == 1
        news.finder.save()
        news.sync()
        assert news.finder.catch_up([first.id, old.id]) == 0
        text = article(REPORT.other_title, FIRST.body)
        assert news.finder.place(record_of(text), text) == first.id


def test_a_record_of_the_file_that_is_damaged_takes_no_other_with_it(news: News) -> None:
    records = [news.comes(report.title, original(report).body, language=report.language) for report in REPORTS]
    path = news.stores.places.sketches_file
    data = bytearray(path.read_bytes())
    data[-300] ^= 0xFF
    path.write_bytes(bytes(data))
    news.sync()
    assert news.finder.catch_up([record.id for record in records]) == 1


def test_a_notice_under_every_article_costs_nothing_and_joins_nothing(
    news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = "Subscribe to our letter of the morning and read on wherever you are, without banners and without end."
    for number in range(60):
        words = " ".join(f"word{number}of{place}" for place in range(80))
        assert news.comes(f"Report {number}", f"{words}.\n\n{notice}").story == ""
    read: list[str] = []
    load = news.stores.articles.load

    def load_and_tell(article_id: str, version_id: str) -> Article:
        read.append(article_id)
        return load(article_id, version_id)

    monkeypatch.setattr(news.stores.articles, "load", load_and_tell)
    news.sync()
    news.comes("One more", " ".join(f"more{place}" for place in range(80)) + f".\n\n{notice}")
    assert len(read) <= 3
