"""A lost record made anew from the versions of its article: what lists show stands in their metadata too, and the feeds it came
through in the feeds' logs."""

import dataclasses
from contextlib import suppress

from reader.model.article import Article
from reader.model.errors import StoreError
from reader.model.feed_ref import FeedRef
from reader.model.kept import ArticleRecord, Version, describe_article
from reader.model.page import Page
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
    record = describe_article(article, page, article_id=article_id, added=found[0][0].made)
    # Whether a sync brought it stands nowhere else: what may be the reader's is the reader's, and no news that expires. Nor does
    # who led to it: so nobody has given a word that it may lead into a private network.
    return dataclasses.replace(
        record, versions=tuple(version for version, _ in found), feeds=_feeds_of(places, article_id), found_on=""
    )


def _feeds_of(places: LibraryPlaces, article_id: str) -> tuple[FeedRef, ...]:
    """Return the feeds whose logs know the article; the keys of its entries stand nowhere else."""
    if not places.feeds.is_dir():
        return ()
    from reader.store.feeds import FeedStore  # few records are lost, and most libraries have no feeds

    store = FeedStore(places)
    return tuple(
        FeedRef(feed_id=feed_id) for feed_id in sorted(store.logs()) if article_id in store.seen(feed_id).article_ids
    )
