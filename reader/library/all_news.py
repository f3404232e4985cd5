"""All that a sync brought and the reader has not kept: also what is archived, hidden, or folded under another article.

For what tends the news (expiry, pictures, stories), not for lists. Nothing of the trash is among it.
"""

from collections.abc import Iterator, Sequence

from reader.library.indexing import Indexing
from reader.model.kept import ListedArticle

_ROWS = 1_000
"""Rows that are read at a time."""


def all_news(indexing: Indexing) -> Iterator[ListedArticle]:
    """Give the rows of all news, what came last first; some 20 µs each."""
    docids = _docids(indexing)
    for start in range(0, len(docids), _ROWS):
        for row in _rows(indexing, docids[start : start + _ROWS]):
            if row is not None:
                yield row


def news_ids(indexing: Indexing, most: int) -> tuple[str, ...]:
    """Return the ids of the news that came last, the last first, at most so many; a microsecond each."""
    docids = _docids(indexing)[:most]
    nothing: Sequence[str | None] = ()
    return tuple(filter(None, indexing.glance(lambda index: index.article_ids(docids), nothing)))


def _docids(indexing: Indexing) -> Sequence[int]:
    from reader.model.query import Flag, FlagName, Query, SortKey
    from reader.store.index.rows import Asked, Shelf

    asked = Asked(query=Query(condition=Flag(name=FlagName.IS_NEWS), sort=SortKey.ADDED), shelf=Shelf.SHOWN_OR_HIDDEN)
    return indexing.answer(lambda index: index.article_docids(asked))


def _rows(indexing: Indexing, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
    return indexing.glance(lambda index: index.rows(docids), (None,) * len(docids))
