"""Feeds as questions name them, and how much there is in each and in each folder of them."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from reader.model.feed import FOLDER_SEPARATOR
from reader.model.identity import is_article_id
from reader.model.query import Words
from reader.model.search_text import find_words, fold
from reader.store.index.clauses import Clause
from reader.store.index.rows import NamedFeed
from reader.store.index.stories import IN_ORDER, OWN, UNREAD_NEWS, id_of, number_of

_LEAST_OF_ID = 4
"""Letters from which on a word may be the beginning of a feed's id."""


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


def first_feeds(connection: sqlite3.Connection, feeds: Sequence[NamedFeed]) -> dict[int, tuple[int, int]]:
    """Return of every article that came through feeds the first of them in the lists, by docid: its place there, and its number.

    One that is not subscribed to any more comes behind all others.
    """
    places = {number_of(feed.feed_id): place for place, feed in enumerate(feeds) if is_article_id(feed.feed_id)}
    last = len(feeds)
    found: dict[int, tuple[int, int]] = {}
    for docid, feed in connection.execute("SELECT docid, feed FROM feed_articles"):
        place = places.get(feed, last), feed
        if docid not in found or place < found[docid]:
            found[docid] = place
    return found


# Counting.


def count_feeds(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return of every feed that has news how many, and how many of them are unread; nothing is folded."""
    counts: dict[int, tuple[int, int]] = {}
    sql = "SELECT feed, state, count(*) FROM feed_articles WHERE state > 0 GROUP BY feed, state"
    for feed, state, count in connection.execute(sql):
        articles, unread = counts.get(feed, (0, 0))
        counts[feed] = (articles + count, unread + (count if state == UNREAD_NEWS else 0))
    return {id_of(feed): found for feed, found in counts.items()}


def count_folders(connection: sqlite3.Connection, folders: Mapping[str, Collection[str]]) -> dict[str, tuple[int, int]]:
    """Return of every folder, given with the ids of all feeds in it, how much its list has, and how much of that is unread.

    The sums of the feeds' counts, but for what would count twice: articles that came through several feeds of a folder, and
    stories that several of them tell, or that are the reader's.
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
    last, seen, is_own = None, set[str](), False
    own = {story for (story,) in connection.execute("SELECT DISTINCT story FROM stories WHERE state = ?", (OWN,))}
    for story, feed, state in connection.execute(
        "SELECT s.story, f.feed, s.state FROM stories s CROSS JOIN feed_articles f ON f.docid = s.docid"
        f" WHERE f.state > 0 {IN_ORDER}"
    ):
        if story != last:
            last, seen, is_own = story, set(), story in own
        for folder in folders_of.get(feed, ()):
            if folder in seen or is_own:
                articles, unread = found[folder]
                found[folder] = (articles - 1, unread - (state == UNREAD_NEWS))
            seen.add(folder)
    return found
