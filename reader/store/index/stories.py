"""Feeds and stories in the index: through which feeds an article came, and which articles tell one story.

A record names one article that told its story before (`ArticleRecord.story`). Two machines may each have named the other's, and
what is named may be gone by now; so a story is all that hangs together by such names, whatever their direction, and the articles
that are not here hold it together too. It is told apart from others by the least number among them. What follows from the
records alone is the same in whatever order they came into the index.

Which of a story stands in a list is decided when the list is made: of those that the list would show, the one that was here
first. So nothing has to be done when it is archived, hidden or removed: the next one stands there. Of a story that the reader has
kept, or added, nothing stands among the news: it would come up again from every feed.

All on a connection that the caller holds.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from reader.model.identity import is_article_id
from reader.model.kept import ArticleRecord
from reader.store.index.clauses import each
from reader.store.index.rows import milliseconds
from reader.store.index.schema import FED, HERE, HIDDEN, IN_NEWS, NEWS, READ, TRASHED

Execute = Callable[..., sqlite3.Cursor]

_OFFSET = 2**63
_FIRST = "s.added, s.member"
"""The order of the articles of a story."""

LIVING = f"(a.flags & {HERE | TRASHED | HIDDEN}) = {HERE}"
"""What may stand beside a row: neither in the trash nor hidden."""

_SEVERAL = 2

READ_NEWS, UNREAD_NEWS = 1, 2
"""What an article counts for in its feeds; 0 if it stands in no list of news."""

OWN = 3
"""What an article counts for in its story that is no news, but the reader's."""

IN_ORDER = "ORDER BY s.story, s.added, s.member"
"""Story by story, and in each the articles as they came: the same in every index."""

_FEW = 2_000
"""Of as many articles it is asked which stories they tell; of more all stories are gone through."""


class Told(NamedTuple):
    """What stands beside a row of a list: which feeds tell its story too, and how many articles."""

    feeds: tuple[str, ...] = ()
    also: int = 0


ALONE = Told()


def number_of(article_id: str) -> int:
    """Return the number by which an id, of an article or a feed, stands in these tables. Raises ValueError for what is no id."""
    return int(article_id, 16) - _OFFSET


def id_of(number: int) -> str:
    """Return the id that has this number."""
    return f"{number + _OFFSET:016x}"


def state_of_news(flags: int) -> int:
    """Return what an article with these flags counts for in its feeds."""
    if flags & IN_NEWS != HERE | NEWS:
        return 0
    return READ_NEWS if flags & READ else UNREAD_NEWS


def _state_in_story(flags: int) -> int:
    """Return what an article with these flags counts for in its story."""
    return OWN if flags & (HERE | NEWS | TRASHED) == HERE else state_of_news(flags)


# Writing.


def put_news(execute: Execute, docid: int, record: ArticleRecord, flags: int) -> None:
    """Put in the feeds that an article came through, and its place in its story."""
    state = state_of_news(flags)
    before = execute("SELECT feed, state FROM feed_articles WHERE docid = ?", (docid,)).fetchall()
    after = [(number_of(ref.feed_id), state) for ref in record.feeds if is_article_id(ref.feed_id)]
    if sorted(before) != sorted(after):
        if before:
            execute("DELETE FROM feed_articles WHERE docid = ?", (docid,))
        for feed, counted in after:
            execute("INSERT OR IGNORE INTO feed_articles (feed, state, docid) VALUES (?, ?, ?)", (feed, counted, docid))
    told = _GONE
    if flags & FED:
        told = _Member(docid, _state_in_story(flags), milliseconds(record.added), len(after))
    _put_story(execute, record.id, told, record.story)


def count_news(execute: Execute, docid: int, flags: int) -> None:
    """Let an article count in its feeds for what it is now."""
    execute("UPDATE feed_articles SET state = ? WHERE docid = ?", (state_of_news(flags), docid))
    execute("UPDATE stories SET state = ? WHERE docid = ?", (_state_in_story(flags), docid))


def drop_news(execute: Execute, docid: int, article_id: str) -> None:
    """Take an article out of its feeds and its story: its record is gone."""
    execute("DELETE FROM feed_articles WHERE docid = ?", (docid,))
    _put_story(execute, article_id, _GONE, "")


def move_news(execute: Execute, docid: int, fresh: int) -> None:
    """Give an article another docid."""
    for table in ("feed_articles", "stories"):
        execute(f"UPDATE {table} SET docid = ? WHERE docid = ?", (fresh, docid))


class _Member(NamedTuple):
    """What is known of an article that tells a story."""

    docid: int | None
    state: int
    added: int
    feeds: int
    """How many it came through: with more than one it stands here though nobody else tells its story."""


_GONE = _Member(None, 0, 0, 0)


def _put_story(execute: Execute, article_id: str, told: _Member, story: str) -> None:
    """Let an article name another one as of its story, or none."""
    if not is_article_id(article_id):
        return
    member = number_of(article_id)
    named = number_of(story) if is_article_id(story) and story != article_id else None
    sql = "SELECT docid, state, added, feeds, named, story FROM stories WHERE member = ?"
    row = execute(sql, (member,)).fetchone()
    if row is None and named is None and told.feeds < _SEVERAL:
        return
    if row is not None and row[:5] == (*told, named):
        return
    found = {member} if row is None else {row[5]}
    if named is not None:
        found.add(_story_of_named(execute, story, named))
    execute(
        "INSERT INTO stories (member, docid, state, added, feeds, named, story) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (member) DO UPDATE SET docid = excluded.docid, state = excluded.state, added = excluded.added,"
        " feeds = excluded.feeds, named = excluded.named",
        (member, *told, named, min(found) if row is None else row[5]),
    )
    if row is None:
        hangs_otherwise = (
            min(found) == member and named is not None
        )  # seldom: else it is one more, and nothing else changes
    else:
        hangs_otherwise = row[4] != named or told is _GONE or row[3] >= _SEVERAL > told.feeds
    if hangs_otherwise:
        _regroup(execute, found)


def _story_of_named(execute: Execute, article_id: str, member: int) -> int:
    """Return the story of an article that is named by another one, which makes it one that is told by several."""
    row = execute("SELECT story FROM stories WHERE member = ?", (member,)).fetchone()
    if row is not None:
        return int(row[0])
    # One that came through no feed stands in no list of news; so it is told of as if it were not here.
    known = execute(
        "SELECT m.docid, a.flags, a.added FROM names m JOIN articles a ON a.docid = m.docid"
        f" WHERE m.article_id = ? AND (a.flags & {FED}) <> 0",
        (article_id,),
    ).fetchone()
    told = _Member(known[0], _state_in_story(known[1]), known[2], 1) if known else _GONE
    sql = "INSERT INTO stories (member, docid, state, added, feeds, story) VALUES (?, ?, ?, ?, ?, ?)"
    execute(sql, (member, *told, member))
    return member


def _regroup(execute: Execute, stories: Iterable[int]) -> None:
    """Find anew what hangs together among the members of some stories, and forget what is alone."""
    listed = ", ".join(map(str, stories))
    rows = execute(f"SELECT member, named, story, feeds FROM stories WHERE story IN ({listed})").fetchall()
    neighbours: dict[int, set[int]] = {member: set() for member, *_ in rows}
    for member, named, *_ in rows:
        if named is not None:
            neighbours[member].add(named)
            neighbours[named].add(member)
    before = {member: story for member, _, story, _ in rows}
    came_by_several = {member for member, *_, feeds in rows if feeds >= _SEVERAL}
    for member in sorted(neighbours):
        if member not in before:
            continue  # of a story that was gone through
        waiting, together = [member], {member}
        while waiting:
            fresh = neighbours[waiting.pop()] - together
            together |= fresh
            waiting += fresh
        if len(together) == 1 and member not in came_by_several:
            execute("DELETE FROM stories WHERE member = ?", (member,))
        for one in together:
            if before.pop(one) != member:
                execute("UPDATE stories SET story = ? WHERE member = ?", (member, one))


# Reading.


def has_stories(connection: sqlite3.Connection) -> bool:
    """Whether there may be a story that several articles tell."""
    return connection.execute("SELECT 1 FROM stories LIMIT 1").fetchone() is not None


def folded(connection: sqlite3.Connection, found: Sequence[int]) -> frozenset[int]:
    """Return those docids of a list of news that stand under another one: of a story all but the one that was here first, and
    all if it is the reader's."""
    sql = f"SELECT s.story, s.docid, s.state FROM stories s WHERE {{}} {IN_ORDER}"
    if len(found) > _FEW:
        rows: Iterator[tuple[int, int, int]] = connection.execute(sql.format("s.docid IS NOT NULL"))
    else:
        stories = {story for (story,) in each(connection, "SELECT story FROM stories WHERE docid IN ({})", found)}
        rows = each(connection, sql.format("s.story IN ({})"), sorted(stories))
    in_list = frozenset(found)
    under: list[int] = []
    for _, told in groupby(rows, itemgetter(0)):
        members = list(told)
        shown = [docid for _, docid, _ in members if docid in in_list]
        under += shown if any(state == OWN for _, _, state in members) else shown[1:]
    return frozenset(under)


def count_folded(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles less than there are stand in the river, because others tell their story, and how many fewer of
    what is unread."""
    articles = unread = 0
    rows = connection.execute(f"SELECT s.story, s.state FROM stories s WHERE s.state > 0 {IN_ORDER}")
    for _, told in groupby(rows, itemgetter(0)):
        states = [state for _, state in told]
        if len(states) == 1:
            continue
        under = [state for state in states if state != OWN] if OWN in states else states[1:]
        articles += len(under)
        unread += under.count(UNREAD_NEWS)
    return articles, unread


def told_beside(connection: sqlite3.Connection, docids: Sequence[int]) -> dict[int, Told]:
    """Return what stands beside those of `docids` whose story others tell too; feeds in the order of the articles."""
    of_docid: dict[int, int] = dict(each(connection, "SELECT docid, story FROM stories WHERE docid IN ({})", docids))
    if not of_docid:
        return {}
    sql = (
        "SELECT s.story, s.docid, f.feed FROM stories s CROSS JOIN articles a ON a.docid = s.docid"
        f" LEFT JOIN feed_articles f ON f.docid = s.docid WHERE s.story IN ({{}}) AND {LIVING} ORDER BY {_FIRST}, f.feed"
    )
    members: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
    for story, docid, feed in each(connection, sql, sorted(set(of_docid.values()))):
        feeds = members[story].setdefault(docid, [])
        if feed is not None:
            feeds.append(feed)
    found = {}
    for docid, story in of_docid.items():
        others = {other: feeds for other, feeds in members[story].items() if other != docid}
        if others:
            told = dict.fromkeys(id_of(feed) for feeds in others.values() for feed in feeds)
            found[docid] = Told(tuple(told), len(others))
    return found


def story_docids(connection: sqlite3.Connection, article_id: str) -> tuple[int, ...]:
    """Return the docids of the articles that tell the story of one, itself among them, in the order in which they came; none if
    nobody else tells it."""
    if not is_article_id(article_id):
        return ()
    sql = (
        "SELECT s.docid FROM stories s CROSS JOIN articles a ON a.docid = s.docid"
        f" WHERE s.story = (SELECT story FROM stories WHERE member = ?) AND {LIVING} ORDER BY {_FIRST}"
    )
    found = tuple(docid for (docid,) in connection.execute(sql, (number_of(article_id),)))
    return found if len(found) > 1 else ()


def told_alike(connection: sqlite3.Connection, article_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the news that tells the story of any of these articles, those themselves among it."""
    if not has_stories(connection):
        return ()
    members = [number_of(article_id) for article_id in article_ids if is_article_id(article_id)]
    stories = {story for (story,) in each(connection, "SELECT story FROM stories WHERE member IN ({})", members)}
    sql = (
        "SELECT m.article_id FROM stories s CROSS JOIN articles a ON a.docid = s.docid JOIN names m ON m.docid = s.docid"
        f" WHERE s.story IN ({{}}) AND {LIVING} AND (a.flags & {NEWS}) <> 0"
    )
    return tuple(article_id for (article_id,) in each(connection, sql, sorted(stories)))
