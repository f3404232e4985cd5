"""What follows when a sync has brought articles: their stories, and what goes to make room. Called by `syncing`.

Each of these is somebody else's work; here is when it is done, and that its failing fails no sync.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.config import Config
from reader.library.indexing import Indexing
from reader.library.progress import Work
from reader.library.stores import Stores
from reader.model.article import Article
from reader.model.errors import StoreError
from reader.model.kept import ArticleRecord

if TYPE_CHECKING:  # comes with the first new article
    from reader.library.stories import StoryFinder

log = logging.getLogger("pressmark")


class Aftermath:
    """What is done with new articles in one sync."""

    def __init__(
        self,
        stores: Stores,
        indexing: Indexing,
        config: Config,
        recent_news: Callable[[], Iterable[str]],
        now: datetime,
    ) -> None:
        self._stores = stores
        self._indexing = indexing
        self._config = config
        self._recent_news = recent_news
        self._now = now
        self.notices: tuple[str, ...] = ()
        """What rules say that the reader is to be told at once."""

    def story_of(self, record: ArticleRecord, article: Article) -> str:
        """Return the id of the article that told the story of a new one first, "" if it is the first. Before it is kept."""
        return self._stories.place(record, article)

    def kept(self, article_ids: Sequence[str]) -> None:
        """Take note of new articles that are kept and in the index."""
        self._stories.save()

    def end(self, work: Work) -> tuple[str, ...]:
        """Let go of what is over; return what went wrong with it, a line each."""
        from reader.library.expiring import expire

        try:
            return expire(self._stores, self._indexing, self._config, work, now=self._now).failures
        except StoreError as error:
            return (str(error),)

    @cached_property
    def _stories(self) -> "StoryFinder":
        from reader.library.stories import StoryFinder

        finder = StoryFinder(self._stores, self._now)
        finder.catch_up(self._recent_news())
        return finder
