"""Feeds as questions name them, and how much there is in each and in each folder of them."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from reader.model.feed import FOLDER_SEPARATOR
from reader.model.identity import is_article_id
from reader.model.query import Words
from reader.model.search_text import find_words, fold
from reader.store.index.clauses import Clause
from reader.store.index.rows import NamedFeed
from reader.store.index.schema import HERE, IN_NEWS, NEWS, READ
from reader.store.index.stories import FIRST, UNREAD_NEWS, id_of, number_of

_LEAST_OF_ID = 4
"""Letters from which on a word may be the beginning of a feed's id."""

_IN_NEWS = f"(a.flags & {IN_NEWS}) = {HERE | NEWS}"


# Asking.


def through_feeds(feed_ids: Iterable[str]) -> Clause:
    """Return that an article came through one of these feeds."""
    numbers = ", ".join(str(number_of(feed_id)) for feed_id in feed_ids if is_article_id(feed_id))
    return Clause(f"a.docid IN (SELECT docid FROM feed_articles WHERE feed IN ({numbers}))")


def feeds_named(name: str, feeds: Sequence[NamedFeed], *, is_prefix: bool) -> tuple[str, ...]:
    """Return the ids of the feeds that `name`, folded, may mean: words of a feed's name or title, the beginning of its id, or a
    folder that it is in, at whatever depth. An id that is whole is one of a feed whether it is still subscribed to or not."""
    if is_article_id(name):
        return (name,)
    return tuple(feed.feed_id for feed in feeds if _is_called(name, feed, is_prefix=is_prefix))


def _is_called(name: str, feed: NamedFeed, *, is_prefix: bool) -> bool:
    folder = fold(feed.folder)
    path = name.rstrip(FOLDER_SEPARATOR)
    if folder == path or folder.startswith(f"{path}{FOLDER_SEPARATOR}") or (is_prefix and folder.startswith(name)):
        return True
    if len(name) >= _LEAST_OF_ID and feed.feed_id.startswith(name):
        return True
    words = name.split()
    return bool(words) and all(
        find_words(feed.words, (Words(text=word, is_prefix=is_prefix and word is words[-1]),)) for word in words
    )


def ranks(feeds: Sequence[NamedFeed]) -> Callable[[int], int]:
    """Return what gives the number of a feed its place in the lists; one that is not subscribed to comes behind all others."""
    places = {number_of(feed.feed_id): place for place, feed in enumerate(feeds) if is_article_id(feed.feed_id)}
    last = len(feeds)
    return lambda number: places.get(number, last)


# Counting.


def count_feeds(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return of every feed that has news how many, and how many of them are unread; nothing is folded."""
    counts: dict[int, tuple[int, int]] = {}
    sql = "SELECT feed, state, count(*) FROM feed_articles WHERE state > 0 GROUP BY feed, state"
    for feed, state, count in connection.execute(sql):
        articles, unread = counts.get(feed, (0, 0))
        counts[feed] = (articles + count, unread + (count if state == UNREAD_NEWS else 0))
    return {id_of(feed): found for feed, found in counts.items()}


def count_folded(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles less than there are stand in the river, because others tell their story, and how many fewer of
    what is unread: of a story the one that stands there counts."""
    sql = (
        f"SELECT s.story, (a.flags & {READ}) = 0 FROM stories s CROSS JOIN articles a ON a.docid = s.docid"
        f" WHERE {_IN_NEWS} ORDER BY s.story, {FIRST}"
    )
    articles = unread = 0
    last: int | None = None
    for story, is_unread in connection.execute(sql):
        if story == last:
            articles += 1
            unread += is_unread
        last = story
    return articles, unread


def count_folders(connection: sqlite3.Connection, folders: Mapping[str, Collection[str]]) -> dict[str, tuple[int, int]]:
    """Return of every folder, given with the ids of all feeds in it, how much its list has, and how much of that is unread.

    The sums of the feeds' counts, but for what would count twice: articles that came through several feeds of a folder, and
    stories that several of them tell.
    """
    counts = count_feeds(connection)
    found: dict[str, tuple[int, int]] = {}
    for folder, feed_ids in folders.items():
        some = [counts.get(feed_id, (0, 0)) for feed_id in feed_ids]
        found[folder] = (sum(articles for articles, _ in some), sum(unread for _, unread in some))
    folders_of: defaultdict[int, list[str]] = defaultdict(list)
    for folder, feed_ids in folders.items():
        for feed_id in feed_ids:
            if is_article_id(feed_id):
                folders_of[number_of(feed_id)].append(folder)
    for _, rows in groupby(_counted_often(connection), itemgetter(0)):
        seen = set[str]()
        for _, feed, is_unread in rows:
            for folder in folders_of.get(feed, ()):
                if folder in seen:
                    articles, unread = found[folder]
                    found[folder] = (articles - 1, unread - is_unread)
                seen.add(folder)
    return found


def _counted_often(connection: sqlite3.Connection) -> Iterator[tuple[object, int, int]]:
    """Give what may count twice: the story, or the article if it is alone, a feed, and whether it is unread. A story stands
    together, the article first that is shown."""
    of_stories = (
        "SELECT s.story, f.feed, f.state FROM stories s CROSS JOIN articles a ON a.docid = s.docid"
        f" CROSS JOIN feed_articles f ON f.docid = s.docid WHERE f.state > 0 ORDER BY s.story, {FIRST}"
    )
    of_articles = (
        "SELECT f.docid, f.feed, f.state FROM feed_articles f WHERE f.state > 0 AND f.docid IN (SELECT docid FROM feed_articles"
        " GROUP BY docid HAVING count(*) > 1 EXCEPT SELECT docid FROM stories) ORDER BY f.docid"
    )
    for sql, kind in ((of_stories, "story"), (of_articles, "article")):
        for number, feed, state in connection.execute(sql):
            yield (kind, number), feed, int(state == UNREAD_NEWS)
