"""The same story once: which article that came before tells what a new one tells.

A new article's sketch is looked up among those of the news of the last weeks; what has enough in common with it is read and
compared, sentence by sentence. The sketches are on this machine only. What another machine's sync brought is read when this one
looks for it (`catch_up`). Called by the sync, in its one thread that keeps articles.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from reader.dedupe.same_text import Text, compare
from reader.dedupe.shingles import SKETCH_VERSION, sketch_of, words_of
from reader.library.indexing import Indexing
from reader.library.news.all_news import news_ids
from reader.library.news.origins import moment_of, source_of
from reader.library.progress import Progress, Work
from reader.library.stores import Stores
from reader.model.article import Article, ArticleKind
from reader.model.dates import utc_now
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ArticleRecord
from reader.model.search_text import FORM_VERSION
from reader.store.sketches import MOST_SKETCHES, Sketch, Sketches

RECENT_DAYS = 14
"""So long an article is compared with what comes: papers print an agency's text within days."""

LEAST_SHARED = 4
"""So many numbers two sketches of one text share at least (tests/dedupe)."""

AGAIN_HOURS = 12
"""So long after an article its own site may print it again, at another address; what it prints later is the next of a series."""

_MOST_COMPARED = 3
"""So many stories, the most alike, an article is compared with."""

_TEXTS_KEPT = 64
"""Texts that stay in memory: copies of an agency's report come together."""

_MOST_CAUGHT_UP = 500
"""Articles without a sketch that are read at a time, the newest: about a second. The others have their turn in the next syncs."""

_ALWAYS_ALONE = (ArticleKind.LIVE, ArticleKind.INDEX, ArticleKind.GALLERY)
"""What grows by the hour, and pages without a text of their own."""


class StoryFinder:
    """Finds the stories of new articles in one library. For one thread; opening it reads one file."""

    def __init__(self, stores: Stores, now: datetime | None = None) -> None:
        self._articles = stores.articles
        since = (now or utc_now()) - timedelta(days=RECENT_DAYS)
        self._since = since
        self._sketches = Sketches(stores.places, f"{SKETCH_VERSION} {FORM_VERSION}", since=since)
        self._told: OrderedDict[str, _Told] = OrderedDict()

    def place(self, record: ArticleRecord, article: Article) -> str:
        """Return the id of the first article of the story that a new one belongs to, "" if it is the first; remember it.

        To be called once for each new article, before its record is kept with the answer as its `story`; again when its page
        came at last. About a millisecond, two more for each story that is compared with it.
        """
        told = _told(record, article)
        hashes = _sketch_of(told.text, article.kind)
        story = record.story
        if not story and not self._sketches.leads(record.id):
            story = self._story_of(told, hashes)
        self._sketches.put(Sketch(record.id, story, record.added, hashes))
        self._keep(told)
        return story

    def catch_up(self, article_ids: Iterable[str], work: Work | None = None) -> int:
        """Read those of the articles, the newest first, that have no sketch here and came in the last weeks; return how many.

        They came to another machine, or the sketches were lost.
        """
        work = work or Work()
        missing = [article_id for article_id in article_ids if article_id not in self._sketches][:_MOST_CAUGHT_UP]
        for done, article_id in enumerate(missing):
            if work.is_cancelled:
                return done
            work.report(Progress(step="comparing the news", done=done, total=len(missing)))
            try:
                record = self._articles.record(article_id)
                if record.added < self._since:
                    return done
                article = self._articles.load(article_id, record.version_id)
            except (NotFoundError, StoreError):  # it has not come over whole yet, or is gone
                continue
            hashes = _sketch_of(_told(record, article).text, article.kind)
            self._sketches.put(Sketch(article_id, record.story, record.added, hashes))
        return len(missing)

    def save(self) -> None:
        """Keep what was remembered: after each batch. Not waiting for the disk; never raises."""
        self._sketches.save()

    def _story_of(self, told: "_Told", hashes: tuple[int, ...]) -> str:
        least = min(LEAST_SHARED, max(2, len(hashes) - 1))
        compared: set[str] = set()
        for alike in self._sketches.alike(hashes, least):
            if told.article_id in (alike.article_id, alike.story) or alike.story in compared:
                continue
            if len(compared) == _MOST_COMPARED:
                break
            if (other := self._other(alike.article_id)) is not None:  # else another one of its story may be there
                compared.add(alike.story)
                if _is_one(told, other):
                    return alike.story
        return ""

    def _other(self, article_id: str) -> "_Told | None":
        """Return what an article tells, None if it is gone."""
        if article_id not in self._told:
            try:
                record = self._articles.record(article_id)
                article = self._articles.load(article_id, record.version_id)
            except (NotFoundError, StoreError):
                return None
            self._keep(_told(record, article))
        self._told.move_to_end(article_id)
        return self._told[article_id]

    def _keep(self, told: "_Told") -> None:
        self._told[told.article_id] = told
        self._told.move_to_end(told.article_id)
        while len(self._told) > _TEXTS_KEPT:
            self._told.popitem(last=False)


class _Told(NamedTuple):
    """What an article tells, and who told it when."""

    article_id: str
    text: Text
    source: str
    moment: datetime


def _told(record: ArticleRecord, article: Article) -> _Told:
    text = Text(record.title, article.body, record.language)
    return _Told(record.id, text, source_of(record), moment_of(record))


def _is_one(one: _Told, other: _Told) -> bool:
    """Whether two articles tell one story; of one source only what it printed again within hours."""
    is_one_source = one.source == other.source
    if is_one_source and abs(one.moment - other.moment) > timedelta(hours=AGAIN_HOURS):
        return False
    return compare(one.text, other.text, is_one_source=is_one_source).is_same


def _sketch_of(text: Text, kind: ArticleKind) -> tuple[int, ...]:
    return () if kind in _ALWAYS_ALONE else sketch_of(text.title, words_of(text.body))


def recent_news(indexing: Indexing) -> tuple[str, ...]:
    """Return the ids of the news that new articles are compared with, what came last first: for `StoryFinder.catch_up`."""
    return news_ids(indexing, MOST_SKETCHES)
