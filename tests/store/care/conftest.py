"""A library with one of everything, for the tests of what cares for a library as a whole."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.feed import FeedEntry, FeedHealth
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.feeds import FeedStore
from reader.store.places import LibraryPlaces
from reader.store.state import StateStore

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def library(
    places: LibraryPlaces, article_id: str, article: Article, make_annotation: Callable[..., Annotation]
) -> LibraryPlaces:
    """A library with one of everything, each saved twice."""
    articles, annotations, states = ArticleStore(places), AnnotationStore(places), StateStore(places)
    page = Page(
        content=b"<p>ferry", form=PageForm.HTML, origin=PageOrigin.URL, url="https://example.org", fetched_at=NOON
    )
    record = ArticleRecord(id=article_id, title="The ferry", added=NOON)
    articles.update_record(articles.save(record, article, [page], made=NOON))
    articles.save_image(article_id, "https://example.org/a.png", b"PNG", "image/png")
    articles.save_image(article_id, "https://example.org/b.png", b"PNG 2", "image/png")
    articles.add_alias("https://example.org/alias", article_id)
    annotations.save(make_annotation("one"))
    annotations.save(make_annotation("two"))
    states.change(article_id, is_read=True, position=3)
    states.change(article_id, is_starred=True, position=4)
    feeds = FeedStore(places)
    feeds.tick_off("feedfeedfeedfeed", {"entry 1": article_id}, NOON.date())
    feeds.tick_off("feedfeedfeedfeed", {"entry 2": article_id}, NOON.date())
    feeds.save("feedfeedfeedfeed", FeedHealth(asked=NOON, etag='"x"'), [FeedEntry(key="entry 3")])
    places.settings_file.write_text('[colours]\ngreen = "true"\n')
    return places
