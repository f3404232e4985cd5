"""What follows when a sync has brought articles: their stories, the reader's rules, and what goes to make room. Called by
`syncing`.

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

if TYPE_CHECKING:  # come with the first new article
    from reader.library.news.ruling import RuleReport
    from reader.library.news.stories import StoryFinder

MOST_NOTICES = 20
"""What is told of one sync: a rule that notifies of everything tells nothing."""

log = logging.getLogger("pressmark")


def told_notices(notices: Sequence[str]) -> tuple[str, ...]:
    """Return as many notices as are told, the last one saying how many more there are."""
    if len(notices) <= MOST_NOTICES:
        return tuple(notices)
    return (*notices[: MOST_NOTICES - 1], f"and {len(notices) - MOST_NOTICES + 1:,} more")


class Aftermath:
    """What is done with new articles in one sync."""

    def __init__(
        self,
        stores: Stores,
        indexing: Indexing,
        config: Config,
        recent_news: Callable[[], Iterable[str]],
        follow_rules: "Callable[[Sequence[str]], RuleReport]",
        now: datetime,
    ) -> None:
        self._stores = stores
        self._indexing = indexing
        self._config = config
        self._recent_news = recent_news
        self._follow_rules = follow_rules
        self._now = now
        self._new: list[str] = []
        self.notices: list[str] = []
        """What rules say that the reader is to be told at once."""
        self.problems: dict[str, None] = {}
        """Which rules could not be followed, each once."""

    def story_of(self, record: ArticleRecord, article: Article) -> str:
        """Return the id of the article that told the story of a new one first, "" if it is the first. Before it is kept."""
        return self._stories.place(record, article)

    def kept(self, article_ids: Sequence[str]) -> None:
        """Take note of new articles that are kept and in the index."""
        self._stories.save()
        self._new += article_ids
        self._rule(article_ids)

    def kept_before(self, article_ids: Sequence[str]) -> None:
        """Take note of articles that a sync has kept which was stopped before it was done with them.

        Rules are followed for those that nobody has done anything with, not even a rule.
        """
        places = self._stores.places
        self._rule([article_id for article_id in article_ids if not places.state_file(article_id).exists()])

    def _rule(self, article_ids: Sequence[str]) -> None:
        if article_ids:
            report = self._follow_rules(article_ids)
            self.notices += report.notices
            self.problems |= dict.fromkeys(report.problems)

    def end(self, work: Work) -> tuple[str, ...]:
        """Let go of what is over, and fetch the pictures of what is new; return what went wrong with it, a line each."""
        from reader.library.news.expiring import expire
        from reader.library.news.pictures import keep_pictures

        stores, indexing, config = self._stores, self._indexing, self._config
        try:
            gone = expire(stores, indexing, config, work, now=self._now)
            keep_pictures(stores, indexing, config, self._new[::-1], work, now=self._now)
            return gone.failures
        except StoreError as error:
            return (str(error),)

    @cached_property
    def _stories(self) -> "StoryFinder":
        from reader.library.news.stories import StoryFinder

        finder = StoryFinder(self._stores, self._now)
        finder.catch_up(self._recent_news())
        return finder
