"""All that a sync brought and the reader has not kept: also what is archived, hidden, or folded under another article.

For what tends the news (expiry, pictures, stories), not for lists. Nothing of the trash is among it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.library.indexing import Indexing
from reader.model.kept import ListedArticle

if TYPE_CHECKING:  # comes with the first question to the index
    from reader.store.index.ageing import NewsAge

_ROWS = 1_000
"""Rows that are read at a time."""


def news_ages(indexing: Indexing) -> "Sequence[NewsAge]":
    """Return when all news came and through which feeds, what came last first; some microseconds each."""
    return indexing.answer(lambda index: index.news_ages())


def news_rows(indexing: Indexing, ages: "Sequence[NewsAge]") -> Iterator[ListedArticle]:
    """Give the rows of some news, but for what has gone meanwhile; some 20 µs each."""
    for start in range(0, len(ages), _ROWS):
        docids = [age.docid for age in ages[start : start + _ROWS]]
        for row in _rows(indexing, docids):
            if row is not None:
                yield row


def news_ids(indexing: Indexing, most: int) -> tuple[str, ...]:
    """Return the ids of the news that came last, the last first, at most so many."""
    return tuple(age.article_id for age in news_ages(indexing)[:most])


def _rows(indexing: Indexing, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
    return indexing.glance(lambda index: index.rows(docids), (None,) * len(docids))
