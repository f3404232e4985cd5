"""The front page: the news of the last two days, gathered by the events they tell of; what most sources tell of comes first.

What is folded in the river is folded here, too, and counts: a report that five papers have printed has five sources. Which
articles tell of one event is worked out anew only when other articles are there (`dedupe.events`). Called by `searching`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.dedupe.events import NewsItem, events
from reader.library.listing import ListGroup, Listing, ListingSource, View
from reader.library.news.origins import moment_of, source_of
from reader.model.dates import utc_now
from reader.model.kept import ArticleRecord, ListedArticle

if TYPE_CHECKING:  # comes with the first search
    from reader.model.query import Words

FRONT_HOURS = 48
"""So long news stands on the front page."""

MOST_ARTICLES = 2_000
"""Articles that are gathered, the newest; worked out in about half a second."""

_ROWS = 250
"""Rows that are read at a time."""

Event = tuple[int, ...]
"""The numbers of the articles that tell of one event."""


class FrontSource(ListingSource, Protocol):
    """Who reads the rows of a front page."""

    def story(self, article_id: str) -> tuple[ListedArticle, ...]:
        """Return the articles that tell the story of one, itself among them; none if it is alone."""


class _Told(NamedTuple):
    """An event as the front page shows it."""

    docids: tuple[int, ...]
    """What stands for it first."""
    key: str
    sources: int
    newest: datetime
    unread: int


class FrontPage:
    """The front page of one library; asked from any thread, it remembers what it worked out last."""

    def __init__(self, source: FrontSource, clock: Callable[[], datetime] = utc_now) -> None:
        self._source = source
        self._clock = clock
        self._worked_out: tuple[tuple[int, ...], tuple[Event, ...]] = ((), ())

    def listing(self, view: View, docids: Sequence[int], words: "tuple[Words, ...]" = ()) -> Listing:
        """Return the front page of news that is given by numbers, the last that came first, as a list in groups.

        Each event that several sources tell of is a group (`ListGroup.sources`), with its first article's id as its key; what
        only one source tells stands in one group at the end, whose key is "", the newest first.
        """
        rows = dict(self._recent(docids))
        told = [self._told(event, rows) for event in self._events(rows)]
        shared = sorted(
            (one for one in told if one.sources > 1), key=lambda one: (-one.sources, -one.newest.timestamp())
        )
        single = [docid for one in told if one.sources < 2 for docid in one.docids]
        single.sort(key=lambda docid: moment_of(rows[docid].record), reverse=True)
        ordered: list[int] = []
        groups: list[ListGroup] = []
        for one in shared:
            groups.append(ListGroup(one.key, len(ordered), len(one.docids), one.unread, one.sources))
            ordered += one.docids
        if single and groups:
            unread = sum(not rows[docid].state.is_read for docid in single)
            groups.append(ListGroup("", len(ordered), len(single), unread))
        ordered += single
        return Listing(view, ordered, words, self._source, tuple(groups))

    def since(self) -> datetime:
        """Return from when on news stands on the front page."""
        return self._clock() - timedelta(hours=FRONT_HOURS)

    def _recent(self, docids: Sequence[int]) -> Iterator[tuple[int, ListedArticle]]:
        """Give the articles that came and were published in the last hours; a site that is new here brings old ones."""
        since = self.since()
        for start in range(0, min(len(docids), MOST_ARTICLES), _ROWS):
            some = docids[start : start + _ROWS]
            for docid, row in zip(some, self._source.rows(some), strict=True):
                if row is None:
                    continue
                if row.record.added < since:
                    return
                if moment_of(row.record) >= since:
                    yield docid, row

    def _events(self, rows: Mapping[int, ListedArticle]) -> tuple[Event, ...]:
        docids = tuple(rows)
        if self._worked_out[0] != docids:
            items = [
                NewsItem(row.record.title, row.record.deck, row.record.language, row.record.story or row.record.id)
                for row in rows.values()
            ]
            found = tuple(tuple(docids[place] for place in event) for event in events(items))
            self._worked_out = docids, found
        return self._worked_out[1]

    def _told(self, event: Event, rows: Mapping[int, ListedArticle]) -> _Told:
        """Return an event: first what most have printed, then the newest."""
        ordered = sorted(event, key=lambda docid: (-rows[docid].also, -moment_of(rows[docid].record).timestamp()))
        records: list[ArticleRecord] = []
        for row in (rows[docid] for docid in event):
            records += [member.record for member in self._source.story(row.record.id)] if row.also else []
            records.append(row.record)
        return _Told(
            docids=tuple(ordered),
            key=rows[ordered[0]].record.id,
            sources=len(set(map(source_of, records))),
            newest=max(moment_of(rows[docid].record) for docid in event),
            unread=sum(not rows[docid].state.is_read for docid in event),
        )
