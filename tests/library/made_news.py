"""News for tests: articles that a library keeps as a sync keeps them, without one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from reader.library.stores import Stores
from reader.model.article import Article, ArticleKind, Metadata
from reader.model.blocks import Deck, Figure, Headline, Image, Paragraph
from reader.model.feed_ref import FeedRef
from reader.model.identity import article_id_of_url
from reader.model.kept import ArticleRecord, describe_article
from reader.model.page import PageOrigin

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
HERON, PLOVER, DUNLIN = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"
"""Ids of feeds."""

_numbers = count(1)


def article(
    title: str,
    body: str = "There is nothing else to say about it.",
    *,
    deck: str = "",
    language: str = "en",
    kind: ArticleKind = ArticleKind.ARTICLE,
    pictures: Sequence[str] = (),
) -> Article:
    """Return an article of paragraphs."""
    return Article(
        metadata=Metadata(title=title, deck=deck, language=language),
        blocks=(
            Headline(text=title),
            *((Deck(text=deck),) if deck else ()),
            *(Paragraph(text=text) for text in body.split("\n\n")),
            *(Figure(images=(Image(src=src),)) for src in pictures),
        ),
        kind=kind,
    )


def record_of(
    made: Article, *, feeds: Sequence[str] = (HERON,), added: datetime = NOW, is_news: bool = True, url: str = ""
) -> ArticleRecord:
    """Return the record of an article that came through feeds, each at a site of its own unless a URL is given."""
    number = next(_numbers)
    url = url or f"https://paper-{number}.example/article"
    record = describe_article(made, None, article_id=article_id_of_url(url), added=added, source=url)
    refs = tuple(FeedRef(feed_id=feed_id, key=f"entry-{number}") for feed_id in feeds)
    return replace(record, origin=PageOrigin.URL, url=url, feeds=refs, came_by_feed=is_news)


def keep(
    stores: Stores, title: str, body: str = "There is nothing else to say about it.", **more: object
) -> ArticleRecord:
    """Keep an article as a sync does; return its record."""
    about_record = {name: more.pop(name) for name in ("feeds", "added", "is_news", "url") if name in more}
    made = article(title, body, **more)  # type: ignore[arg-type]  # handed on as they are
    return stores.articles.save(record_of(made, **about_record), made)  # type: ignore[arg-type]  # as above
