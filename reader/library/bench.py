"""The workbench: all annotations that a query finds, in any order and any groups, read when they are looked at.

    bench = library.bench("tag:policy color:claim", order="place", group="article")
    for row in bench.rows(0, 50):
        print(row.record.title, row.placed.annotation.quote)

As `listing` is for articles. A place is a number from 0; an annotation has besides a *key*, by which the index knows it and which
stays the same however often the list is asked for; `targets` gives ids for keys, which hold for good.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.library.progress import Progress, Work
from reader.model.annotation import Annotation, Colour, PlacedAnnotation
from reader.model.errors import CancelledError
from reader.model.found import Snippet, SnippetSource
from reader.model.kept import ArticleRecord, ListedArticle

if TYPE_CHECKING:  # comes with the first question
    from reader.library.indexing import Indexing
    from reader.model.query import Query, Words
    from reader.store.index.rows import AnnotationRow, Asked, NamedFeed, NoteCounts

SNIPPET_LETTERS = 160

_PIECE = 500
"""Rows read together where all are wanted."""

Target = tuple[str, int]
"""The ids of an article and of an annotation in it."""


class BenchOrder(NamedTuple):
    """How a workbench is ordered, where its query names no order."""

    sort: str = "newest"
    """One of `listing.BENCH_ORDERS`, or `best`."""
    group: str = "article"
    """One of `listing.BENCH_GROUPS`."""


class BenchGroup(NamedTuple):
    """Annotations that stand together."""

    key: str
    """What they have in common: the number by which the index knows the article, the colour's own name, the tag without case and
    accents, the day or the Monday of the week (`2026-03-09`), the site without case and accents. "" for those that have none."""
    start: int
    """The place of the first of them."""
    size: int
    unread: int = 0
    """Always 0: what lists of articles count here has no meaning for annotations."""


class BenchRow(NamedTuple):
    """An annotation with its article."""

    key: int
    record: ArticleRecord
    placed: PlacedAnnotation
    snippet: Snippet | None = None
    """Where the words stand in quote or note that were looked for, None if in neither or none were."""

    @property
    def target(self) -> Target:
        """The ids of its article and of itself."""
        return self.record.id, self.placed.annotation.id


class BenchCounts(NamedTuple):
    """How many annotations a query finds, and how many it would with a further condition."""

    total: int = 0
    with_note: int = 0
    """`has:note`"""
    orphans: int = 0
    """`is:orphan`"""
    changed: int = 0
    """`is:changed`"""
    unsure: int = 0
    """`is:unsure`"""
    colours: Mapping[Colour, int] = {}
    """`color:…`; marks only."""
    tags: tuple[tuple[str, int], ...] = ()
    """`tag:…`: of the annotation or its article, the most used first; not more than some hundred."""
    articles: tuple[tuple[ArticleRecord, int], ...] = ()
    """`article:ID`, those with most first; not more than some hundred."""
    since: Mapping[str, int] = {}
    """`made:today`, `week`, `month` and `year`."""


class BenchSource(Protocol):
    """Who reads the rows of a workbench."""

    def annotation_rows(self, keys: Sequence[int]) -> "Sequence[AnnotationRow | None]":
        """Return the annotation of each key as it is now, None for one that is gone."""

    def rows(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        """Return the row of each article, None for one that is gone."""

    def targets(self, keys: Sequence[int], identity: str) -> Sequence[Target | None]:
        """Return the ids for each key of the index with an identity; None for all if that was made anew."""

    def key_of(self, target: Target) -> int | None:
        """Return the key of an annotation."""

    def counts_of(self, keys: Sequence[int]) -> BenchCounts:
        """Count annotations by what they are."""


class BenchListing:
    """The annotations that a query finds, in order, as they were when it was asked; rows show them as they are when read."""

    def __init__(
        self,
        keys: Sequence[int],
        groups: tuple[BenchGroup, ...],
        words: "tuple[Words, ...]",
        order: BenchOrder,
        source: BenchSource,
        identity: str = "",
    ) -> None:
        self.groups = groups
        """What stands together, in order; together they hold all. None if no groups were asked for."""
        self.words = words
        """The words that were asked for, to be marked wherever they are shown."""
        self.order = order
        self._keys = keys
        self._source = source
        self.identity = identity
        """Names the index whose keys these are; another one's are those of other annotations."""

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> Sequence[int]:
        """The keys of the annotations, in order."""
        return self._keys

    def rows(self, start: int = 0, stop: int | None = None) -> tuple[BenchRow | None, ...]:
        """Return the rows at the places from `start` up to `stop`, None for an annotation that is gone meanwhile."""
        return self._read(self._keys[start:stop])

    def _read(self, keys: Sequence[int]) -> tuple[BenchRow | None, ...]:
        found = self._source.annotation_rows(keys)
        docids = list(dict.fromkeys(row.docid for row in found if row is not None))
        articles = dict(zip(docids, self._source.rows(docids), strict=True))
        return tuple(self._row(row, articles) for row in found)

    def _row(self, row: "AnnotationRow | None", articles: Mapping[int, ListedArticle | None]) -> BenchRow | None:
        if row is None or (article := articles[row.docid]) is None:
            return None
        return BenchRow(row.key, article.record, row.placed, annotation_snippet(row.placed.annotation, self.words))

    def targets(self, keys: Sequence[int] | None = None) -> tuple[Target, ...]:
        """Return the ids of article and annotation for `keys`, by default for all in order; those that are gone are left out.

        Should the index have been made anew meanwhile, all are: its keys would be those of other annotations.
        """
        found = self._source.targets(self._keys if keys is None else keys, self.identity)
        return tuple(target for target in found if target is not None)

    def all_rows(self, keys: Sequence[int] | None = None, work: Work | None = None) -> Iterator[BenchRow]:
        """Give all rows, or those with `keys`, in pieces, so that no more than some hundred are held. Raises CancelledError."""
        wanted, work = self._keys if keys is None else keys, work or Work()
        if keys is not None and not self.targets(keys[:1]):
            return  # the index was made anew: these keys are those of other annotations
        for start in range(0, len(wanted), _PIECE):
            if work.is_cancelled:
                raise CancelledError("given up")
            work.report(Progress("reading", start, len(wanted)))
            yield from (row for row in self._read(wanted[start : start + _PIECE]) if row is not None)

    def place_of(self, target: Target) -> int | None:
        """Return the place of an annotation, None if it is not in the list. 1 ms where there are 100,000."""
        key = self._source.key_of(target)
        if key is None or key not in self._keys:
            return None
        return self._keys.index(key)

    def counts(self, group: BenchGroup) -> BenchCounts:
        """Count the annotations of a group, as they are now, by colour, kind, own tag and article; not by when they were made."""
        return self._source.counts_of(self._keys[group.start : group.start + group.size])

    def group_name(self, group: BenchGroup) -> str:
        """Return the name of a group as people write it: title, tag or site; the key itself for colours, days and weeks."""
        if not group.key or self.order.group not in ("article", "tag", "site"):
            return group.key
        first = next((row for row in self.rows(group.start, group.start + 1) if row is not None), None)
        if first is None:
            return group.key
        match self.order.group:
            case "article":
                return first.record.title
            case "site":
                return first.record.site or group.key
        from reader.model.search_text import fold

        return next((tag for tag in first.placed.annotation.tags if fold(tag) == group.key), group.key)


class Benching:
    """The questions of workbenches to one library. Every method may be called from any thread and may raise StoreError."""

    def __init__(
        self,
        indexing: "Indexing",
        parse: "Callable[..., Query]",
        colours: Callable[[], Mapping[str, str]],
        feeds_for: "Callable[[Query], tuple[NamedFeed, ...]]",
    ) -> None:
        self._indexing = indexing
        self._parse = parse
        self._colours = colours
        self._feeds_for = feeds_for

    def listing(
        self, query: str, order: BenchOrder, work: Work | None = None, *, is_typing: bool = False
    ) -> BenchListing:
        """Return what a query finds. Raises QueryError."""
        from reader.model.query import words_asked_for

        asked = self._asked(query, order, is_typing=is_typing)
        identity, found = self._indexing.answer(lambda index: (index.identity, index.found_notes(asked)), work)
        groups = tuple(BenchGroup(*span) for span in found.spans)
        return BenchListing(found.keys, groups, words_asked_for(asked.query), order, self, identity)

    def counts(self, query: str, work: Work | None = None) -> BenchCounts:
        """Count what a query finds. Raises QueryError."""
        asked = self._asked(query, BenchOrder())
        return self._counted(self._indexing.answer(lambda index: index.count_notes(asked), work))

    def counts_of(self, keys: Sequence[int]) -> BenchCounts:
        """Count the annotations with these keys."""
        from reader.store.index.rows import NoteCounts

        return self._counted(self._indexing.glance(lambda index: index.count_keys(keys), NoteCounts()))

    def _counted(self, found: "NoteCounts") -> BenchCounts:
        docids = [docid for docid, _ in found.articles]
        articles = zip(self.rows(docids), found.articles, strict=True)
        return BenchCounts(
            total=found.total,
            with_note=found.with_note,
            orphans=found.orphans,
            changed=found.changed,
            unsure=found.unsure,
            colours={colour: found.colours[colour.value] for colour in Colour if colour.value in found.colours},
            tags=found.tags,
            articles=tuple((row.record, count) for row, (_, count) in articles if row is not None),
            since=found.since,
        )

    def _asked(self, text: str, order: BenchOrder, *, is_typing: bool = False) -> "Asked":
        from reader.model.query import NoteGroup, NoteSort, SortKey
        from reader.store.index.rows import Asked

        query = self._parse(text, is_typing=is_typing)
        return Asked(
            query=query,
            usual=SortKey.ADDED,
            colours=self._colours(),
            named_feeds=self._feeds_for(query),
            today=date.today(),
            notes_by=NoteSort(order.sort),
            notes_in=NoteGroup(order.group) if order.group != "none" else None,
        )

    # -- for listings -----------------------------------------------------------------------------------------------
    def annotation_rows(self, keys: Sequence[int]) -> "Sequence[AnnotationRow | None]":
        """Return the annotation of each key as it is now, None for one that is gone."""
        return self._indexing.glance(lambda index: index.annotations(keys), (None,) * len(keys))

    def rows(self, docids: Sequence[int]) -> Sequence[ListedArticle | None]:
        """Return the row of each article, None for one that is gone."""
        return self._indexing.glance(lambda index: index.rows(docids), (None,) * len(docids))

    def targets(self, keys: Sequence[int], identity: str) -> Sequence[Target | None]:
        """Return the ids of article and annotation for each key of the index with an identity, None for one that is gone."""
        nothing: tuple[Target | None, ...] = (None,) * len(keys)
        return self._indexing.glance(
            lambda index: index.note_targets(keys) if index.identity == identity else nothing, nothing
        )

    def key_of(self, target: Target) -> int | None:
        """Return the key of an annotation, None if it is not there."""
        return self._indexing.glance(lambda index: index.note_key(*target), None)

    def common_tags(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Return the tags that all annotations with these keys have."""
        nothing: tuple[str, ...] = ()
        return self._indexing.glance(lambda index: index.common_note_tags(keys), nothing)


def annotation_snippet(annotation: Annotation, words: "tuple[Words, ...]") -> Snippet | None:
    """Return the line around the words in a note, else in its quote."""
    if not words:
        return None
    from reader.model.query import TextField
    from reader.query.snippets import snippet

    for source, text, field in (
        (SnippetSource.NOTE, annotation.note, TextField.NOTE),
        (SnippetSource.QUOTE, annotation.quote, TextField.QUOTE),
    ):
        wanted = tuple(one for one in words if one.field in (TextField.ANY, field))
        if text and wanted:
            found = snippet(text, wanted, width=SNIPPET_LETTERS, source=source, annotation_id=annotation.id)
            if found is not None:
                return found
    return None
