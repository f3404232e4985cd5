"""Asking the library: which articles and annotations a view or a query holds, in order, and the lines that show why.

Everything is answered by the index. What a query means is read by `reader.query`; both are loaded with the first question.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.indexing import Indexing
from reader.library.listing import (
    NEWS_KINDS,
    ListGroup,
    Listing,
    ListOrder,
    TagNode,
    View,
    ViewCounts,
    ViewKind,
    usual_order,
)
from reader.library.progress import Work
from reader.library.results import FoundAnnotation
from reader.library.saved_searches import SavedSearches
from reader.library.stores import Stores
from reader.model.annotation import Colour
from reader.model.errors import ConfigError, ReaderError
from reader.model.found import Snippet
from reader.model.kept import ListedArticle

if TYPE_CHECKING:  # comes with the first question
    from reader.library.bench import Benching
    from reader.library.news.front_page import FrontPage
    from reader.model.feed import Feed, FeedCounts
    from reader.model.query import Query, Words
    from reader.store.index.rows import AnnotationRow, Asked, NamedFeed, Shelf, ShelfCounts

SNIPPET_LETTERS = 160


class Searching:
    """The questions to one library. Every method may be called from any thread and may raise StoreError."""

    def __init__(
        self,
        stores: Stores,
        indexing: Indexing,
        searches: SavedSearches,
        meanings: Callable[[], Mapping[Colour, str]],
    ) -> None:
        self._stores = stores
        self._indexing = indexing
        self._searches = searches
        self._meanings = meanings
        self._shelves: tuple[tuple[int, int, int], ShelfCounts] | None = None
        self._folders: tuple[object, Mapping[str, FeedCounts]] = (None, {})
        self._counted: tuple[object, dict[str, tuple[int, int]]] = (None, {})

    # -- what a query means ------------------------------------------------------------------------------------------
    def parse(self, text: str, *, is_typing: bool = False) -> "Query":
        """Return what a query means today, in the user's words for colours. Raises QueryError."""
        if not text.strip():
            from reader.model.query import Query

            return Query()  # the first list of a run asks for everything, and does not wait for the grammar
        from reader.query.parser import parse

        names = tuple(dict.fromkeys((*self._meanings().values(), *map(str, Colour))))
        return parse(text, today=date.today(), is_typing=is_typing, colours=names)

    # -- articles ----------------------------------------------------------------------------------------------------
    def listing(self, view: View, work: Work | None = None, order: ListOrder | None = None) -> Listing:
        """Return the articles of a view. Raises QueryError, NotFoundError for a saved search that is not there."""
        from reader.model.query import words_asked_for

        asked = self._asked(view, order)
        if view.kind is ViewKind.FRONT:
            docids = self._newest(asked, work)
            return self._front.listing(view, docids, words_asked_for(asked.query))
        found = self._indexing.answer(lambda index: index.found(asked), work)
        groups = tuple(ListGroup(*group) for group in found.groups)
        return Listing(view, found.docids, words_asked_for(asked.query), self, groups)

    def view_for(self, text: str) -> View:
        """Return the view of a query of which nobody says where to look: everything, if it asks for what is not in the inbox."""
        from reader.model.query import asks_outside_inbox

        is_inbox = not asks_outside_inbox(self.parse(text).condition)
        return View(kind=ViewKind.INBOX if is_inbox else ViewKind.ALL, query=text)

    def _newest(self, asked: "Asked", work: Work | None) -> Sequence[int]:
        """Return the articles that may stand on the front page, the last that came first; the moment decides there.

        By the columns of the index, and with a day more than it takes: reading the rows of all would take ten times as long. What
        is folded is told among all news, since a report of last week that one more paper prints today is no news.
        """
        from reader.model.query import All, DayField, Days, Query, SortKey

        last_first = replace(asked, query=replace(asked.query, sort=SortKey.ADDED, is_reversed=False), group=None)
        start = (self._front.since() - timedelta(days=1)).date()
        days = All(parts=tuple(Days(field=field, start=start) for field in (DayField.ADDED, DayField.PUBLISHED)))
        docids = self._indexing.answer(lambda index: index.found(last_first), work).docids
        query = last_first.query.and_also(Query(condition=days))
        recent = frozenset(self._found(replace(last_first, query=query, is_folded=False)))
        return [docid for docid in docids if docid in recent]

    def _asked(self, view: View, order: ListOrder | None = None) -> "Asked":
        from reader.model.query import GroupKey, SortKey
        from reader.store.index.rows import Asked

        query = self.parse(view.query, is_typing=view.is_typing)
        if view.kind is ViewKind.SAVED:
            query = self.parse(self._searches.query_of(view.name)).and_also(query)
        if view.kind is ViewKind.ANNOTATED:
            query = _annotated().and_also(query)
        if order is not None and query.sort is None:
            query = replace(query, sort=SortKey(order.sort.lstrip("-")), is_reversed=order.sort.startswith("-"))
        group = GroupKey(order.group) if order is not None and order.group != "none" else None
        return Asked(
            query=query,
            shelf=_shelf(view.kind),
            tag=view.tag if view.kind is ViewKind.TAG else None,
            usual=SortKey(usual_order(view).sort),
            feeds=self._feeds_of(view),
            is_folded=view.kind in NEWS_KINDS and view.kind is not ViewKind.FEED,
            named_feeds=self._named_feeds() if group is GroupKey.FEED else self.feeds_for(query),
            colours=self._colours(),
            group=group,
            today=date.today(),
        )

    def _feeds_of(self, view: View) -> tuple[str, ...] | None:
        """Return the feeds that a view is of, None if it is not of some alone."""
        if view.kind is ViewKind.FEED:
            return (view.name,)
        if view.kind is ViewKind.FEED_FOLDER:
            from reader.library.subscriptions.naming import feeds_in_folders

            return tuple(feeds_in_folders(self._subscriptions().values()).get(view.name, ()))
        return None

    def feeds_for(self, query: "Query") -> "tuple[NamedFeed, ...]":
        """Return what a query may call feeds by; nothing if it calls none: most do not."""
        from reader.model.query import LabelField, asks_for_label

        return self._named_feeds() if asks_for_label(query.condition, LabelField.FEED) else ()

    def _named_feeds(self) -> "tuple[NamedFeed, ...]":
        from reader.library.subscriptions.naming import named_feeds

        return named_feeds(self._subscriptions().values())

    def _subscriptions(self) -> "Mapping[str, Feed]":
        return self._stores.settings.load_or_last().feeds

    def _colours(self) -> Mapping[str, str]:
        from reader.model.search_text import fold

        return {fold(word): colour.value for colour, word in self._meanings().items()}

    def ids(self, docids: Sequence[int]) -> Sequence[str | None]:
        """Return the id of each article, None for one that is gone."""
        return self._indexing.glance(lambda index: index.article_ids(docids), (None,) * len(docids))

    def rows(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        """Return the row of each article as it is now, None for one that is gone."""
        return self._indexing.glance(lambda index: index.rows(docids), (None,) * len(docids))

    def docid_of(self, article_id: str) -> int | None:
        """Return the number by which the index knows an article, None if it does not."""
        return self._indexing.glance(lambda index: index.docid_of(article_id), None)

    def first_unread(self, docids: Sequence[int], places: Iterable[int]) -> int | None:
        """Return the first of `places` in `docids` at which an unread article stands."""
        return self._indexing.glance(lambda index: index.first_unread(docids, places), None)

    def headed(self, words: str) -> frozenset[int]:
        """Return the articles with all of the words, or words that begin so, in headline, site or authors."""
        from reader.model.query import All, Either, Query, TextField, Words
        from reader.model.search_text import index_words
        from reader.store.index.rows import Asked, Shelf

        fields = (TextField.TITLE, TextField.SITE, TextField.AUTHOR)
        parts = tuple(
            Either(parts=tuple(Words(text=word, field=field, is_prefix=True) for field in fields))
            for word in words.split()
            if index_words(word)
        )
        if not parts:
            return frozenset()
        return frozenset(self._found(Asked(query=Query(condition=All(parts=parts)), shelf=Shelf.EVERYTHING)))

    def _found(self, asked: "Asked") -> Sequence[int]:
        nothing: Sequence[int] = ()
        return self._indexing.glance(lambda index: index.article_docids(asked), nothing)

    # -- counts ------------------------------------------------------------------------------------------------------
    def counts(self) -> ViewCounts:
        """Count the articles of every view, tag and saved search; again only if anything was written meanwhile, since a list is
        asked for with every letter of a filter."""
        version = self._indexing.answer(lambda index: index.version())
        if self._shelves is None or self._shelves[0] != version:
            self._shelves = version, self._indexing.answer(lambda index: index.counts())
        shelves = self._shelves[1]
        searches = self._count_searches()
        return ViewCounts(
            inbox=shelves.inbox,
            unread=shelves.unread,
            starred=shelves.starred,
            archive=shelves.archive,
            all=shelves.kept,
            trash=shelves.trash,
            tags=shelves.tags,
            searches=tuple((name, total) for name, (total, _) in searches.items()),
            annotated=shelves.annotated,
            tagged=shelves.tagged,
            new_starred=shelves.new_starred,
            new_tagged=shelves.new_tagged,
            new_tags=shelves.new_tags,
            new_searches={name: new for name, (_, new) in searches.items()},
            branches=tuple(TagNode(*branch) for branch in shelves.branches),
            news=shelves.news,
            unread_news=shelves.unread_news,
            feeds=_feed_counts(shelves.feeds),
            feed_folders=self._count_folders(version) if shelves.feeds else {},
        )

    def _count_folders(self, version: tuple[int, int, int]) -> "Mapping[str, FeedCounts]":
        """Count the news of every folder of feeds; again only if something was written, or the feeds lie elsewhere."""
        from reader.library.subscriptions.naming import feeds_in_folders

        folders = feeds_in_folders(self._subscriptions().values())
        if self._folders[0] != (version, folders):
            nothing: Mapping[str, tuple[int, int]] = {}
            counted = self._indexing.glance(lambda index: index.count_folders(folders), nothing)
            self._folders = (version, folders), _feed_counts(counted)
        return self._folders[1]

    def story(self, article_id: str) -> tuple[ListedArticle, ...]:
        """Return the articles that tell the story of one, itself among them, the first that came first; none if it is alone."""
        docids = self._indexing.answer(lambda index: index.story_docids(article_id))
        return tuple(row for row in self.rows(docids) if row is not None) if docids else ()

    def _count_searches(self) -> Mapping[str, tuple[int, int]]:
        """Return of every saved search how much it finds, and how much of that is new."""
        try:
            searches = self._searches.all()
        except ConfigError:
            return {}  # told by whoever asks for them by name; the list is shown all the same
        state = (self._indexing.generation, date.today(), tuple(sorted(self._meanings().items())))
        if self._counted[0] != state:
            self._counted = (state, {})
        counted = self._counted[1]
        for search in searches:
            if search.query not in counted:
                counted[search.query] = (-1, 0) if search.problem else self._count(search.name)
        return {search.name: counted[search.query] for search in searches}

    def _count(self, name: str) -> tuple[int, int]:
        try:
            asked = self._asked(View(kind=ViewKind.SAVED, name=name))
        except ReaderError:
            return -1, 0
        docids = self._found(asked)
        return len(docids), self._indexing.glance(lambda index: index.count_new(docids), 0)

    def told_alike(self, article_ids: Sequence[str]) -> Sequence[str]:
        """Return the ids of the news, beside `article_ids`, that tells the story of any of them."""
        nothing: Sequence[str] = ()
        found = self._indexing.glance(lambda index: index.told_alike(article_ids), nothing)
        known = frozenset(article_ids)
        return tuple(article_id for article_id in found if article_id not in known)

    # -- annotations -------------------------------------------------------------------------------------------------
    def annotations(self, text: str, limit: int | None = None, work: Work | None = None) -> tuple[FoundAnnotation, ...]:
        """Return the annotations that a query finds: by article, the one marked last first, within it in reading order; a
        query that names an order has that instead. Raises QueryError.
        """
        from reader.model.query import words_asked_for
        from reader.store.index.rows import Asked

        query = self.parse(text)
        asked = Asked(query=query, colours=self._colours(), named_feeds=self.feeds_for(query))
        keys = self._indexing.answer(lambda index: index.annotation_keys(asked, limit), work)
        nothing: tuple[AnnotationRow | None, ...] = ()
        rows = self._indexing.glance(lambda index: index.annotations(keys), nothing)
        found = [row for row in rows if row is not None]
        if query.sort is None:
            found = _by_article(found)
        docids = list(dict.fromkeys(row.docid for row in found))
        records = dict(zip(docids, self.rows(docids), strict=True))
        words = words_asked_for(query)
        from reader.library.bench import annotation_snippet

        return tuple(
            FoundAnnotation(article.record, row.placed, annotation_snippet(row.placed.annotation, words))
            for row in found
            if (article := records[row.docid]) is not None
        )

    def tags_in_use(self) -> tuple[tuple[str, int], ...]:
        """Return every tag of articles and annotations outside the trash with how often it is used, in alphabetical order."""
        uses = self._indexing.answer(lambda index: index.all_tags())
        return tuple((use.name, use.articles + use.annotations) for use in uses)

    @cached_property
    def _front(self) -> "FrontPage":
        from reader.library.news.front_page import FrontPage

        return FrontPage(self)

    @cached_property
    def bench(self) -> "Benching":
        """The questions of workbenches."""
        from reader.library.bench import Benching

        return Benching(self._indexing, self.parse, self._colours, self.feeds_for)

    # -- why it was found --------------------------------------------------------------------------------------------
    def snippet(self, row: ListedArticle, words: "tuple[Words, ...]") -> Snippet | None:
        """Return the line around the words in an article's text, else in a note on it, else in what was marked in it."""
        from reader.library.bench import annotation_snippet
        from reader.model.query import TextField
        from reader.query.snippets import snippet

        article_id = row.record.id
        if in_text := _of_fields(words, TextField.ANY):
            try:
                article = self._stores.articles.load(article_id, row.record.version_id)
                # The first block is the headline, which the row shows anyway.
                text, body_start = article.text, article.block_starts[1] if len(article.blocks) > 1 else 0
            except ReaderError:  # its text has not come over yet
                text, body_start = "", 0
            if (found := snippet(text, in_text, width=SNIPPET_LETTERS, body_start=body_start)) is not None:
                return found
        if row.counts.highlights or row.counts.notes:
            for annotation in self._stores.annotations.load(article_id):
                if (found := annotation_snippet(annotation, words)) is not None:
                    return found
        return None


def _annotated() -> "Query":
    from reader.model.query import Either, Flag, FlagName, Query

    return Query(condition=Either(parts=(Flag(name=FlagName.HAS_HIGHLIGHT), Flag(name=FlagName.HAS_NOTE))))


def _feed_counts(counts: Mapping[str, tuple[int, int]]) -> "Mapping[str, FeedCounts]":
    if not counts:
        return {}
    from reader.model.feed import FeedCounts

    return {name: FeedCounts(articles=articles, unread=unread) for name, (articles, unread) in counts.items()}


def _shelf(kind: ViewKind) -> "Shelf":
    from reader.store.index.rows import Shelf

    if kind in NEWS_KINDS:
        return Shelf.NEWS
    match kind:
        case ViewKind.INBOX:
            return Shelf.INBOX
        case ViewKind.STARRED:
            return Shelf.STARRED
        case ViewKind.ARCHIVE:
            return Shelf.ARCHIVE
        case ViewKind.TRASH:
            return Shelf.TRASH
        case ViewKind.ANNOTATED | ViewKind.TAG:
            return Shelf.SHOWN_OR_HIDDEN  # no rule keeps from the reader what the reader wrote, or put there
        case _:
            return Shelf.KEPT


def _by_article(rows: "Sequence[AnnotationRow]") -> "list[AnnotationRow]":
    """Return rows, the newest first, grouped by article, each group in reading order: notes on the article before all."""
    groups: dict[int, list[AnnotationRow]] = {}
    for row in rows:
        groups.setdefault(row.docid, []).append(row)
    return [row for group in groups.values() for row in sorted(group, key=_reading_order)]


def _reading_order(row: "AnnotationRow") -> tuple[int, int, int, int]:
    anchor, annotation_id = row.placed.anchor, row.placed.annotation.id
    if anchor is None:
        return (0, 0, 0, annotation_id)
    return (1, anchor.start, anchor.end, annotation_id) if row.placed.is_placed else (2, 0, 0, annotation_id)


def _of_fields(words: "tuple[Words, ...]", *fields: object) -> "tuple[Words, ...]":
    return tuple(one for one in words if one.field in fields)
