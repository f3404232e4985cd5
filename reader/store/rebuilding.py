"""A lost record made anew from the versions of its article: what lists show stands in their metadata too."""

import dataclasses
from contextlib import suppress
from datetime import datetime

from reader.model.article import Article
from reader.model.errors import StoreError
from reader.model.kept import ArticleRecord, Version
from reader.model.page import Page, PageOrigin
from reader.store.block_codec import UNREADABLE
from reader.store.codec import article_from_json, version_from_json
from reader.store.places import LibraryPlaces
from reader.store.recovery import read_recovering
from reader.store.snapshots import load_snapshot


def rebuild_record(places: LibraryPlaces, article_id: str) -> ArticleRecord | None:
    """Return a record made from what the versions say, None if there is no readable version."""
    found: list[tuple[Version, Article]] = []
    for path in sorted(places.version_file(article_id, "x").parent.glob("*.json")):
        with suppress(StoreError, *UNREADABLE):
            stored = read_recovering(places, path)
            if stored:
                version = dataclasses.replace(version_from_json(stored.body), id=path.stem)
                found.append((version, article_from_json(stored.body["article"])))
    if not found:
        return None
    found.sort(key=lambda pair: (pair[0].made, pair[0].id))
    version, article = found[-1]
    page: Page | None = None
    with suppress(StoreError):
        page = next((load_snapshot(places.raw_folder(article_id), digest) for digest in version.snapshots), None)
    record = _describe(article_id, article, page, added=found[0][0].made)
    return dataclasses.replace(record, versions=tuple(version for version, _ in found))


def _describe(article_id: str, article: Article, page: Page | None, *, added: datetime) -> ArticleRecord:
    metadata = article.metadata
    url = metadata.canonical or metadata.url or (page.url if page else "")
    lines = (line for text in article.block_texts for line in text.splitlines() if line.strip())
    return ArticleRecord(
        id=article_id,
        title=metadata.title or next(lines, ""),
        added=added,
        origin=page.origin if page else PageOrigin.URL,
        url=url,
        source=(page.path or page.requested_url if page else "") or url,
        site=metadata.site,
        section=metadata.section,
        deck=metadata.deck,
        authors=metadata.authors,
        language=metadata.language,
        published=metadata.published.isoformat() if metadata.published else "",
        words=article.words,
        minutes=article.minutes,
        kind=article.kind,
        is_partial=article.is_partial,
        text_letters=len(article.text),
    )
