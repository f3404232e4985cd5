"""The index of a library: what lists and searches ask, and what keeps it in step with the files. The door to this package.

    index = LibraryIndex(places)
    if not index.is_complete:            # new, damaged, deleted: fill it
        index.clear()
        index.begin_filling()
        for batch in …:
            with index.writing():
                index.put_article(…); index.put_state(…); index.put_annotations(…)
        while index.settle_some(): …
        index.mark_complete()
    docids = index.article_docids(Asked(query=…, shelf=Shelf.INBOX))
    rows = index.rows(docids[:50])

Nothing is opened before the first call. Every method may be called from any thread and raises StoreError alone:
`IndexLostError` if the index was found damaged or gone (a new one is begun; fill it and ask again), `StoreLockedError` if
another process holds it for seconds, StoreError for a full disk. QueryError where a query is beyond all measure. SQLite is
imported with the first call.
"""

import random
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.model.annotation import PlacedAnnotation
from reader.model.kept import ListedArticle, Part, ReadingState
from reader.store.index.rows import (
    AnnotationRow,
    Asked,
    Changes,
    Found,
    FoundNotes,
    IndexedArticle,
    IndexSize,
    NoteCounts,
    ShelfCounts,
    Signatures,
    Stale,
    TagUse,
)
from reader.store.places import LibraryPlaces, is_name

if TYPE_CHECKING:  # at run time with the first call: they import SQLite
    import sqlite3

    from reader.store.index.ageing import NewsAge
    from reader.store.index.database import Database
    from reader.store.index.endings import Named
    from reader.store.index.placed_texts import PlacedTexts
    from reader.store.index.putting import Putting

FILE_NAME = "index.sqlite"
_IDENTITY = "identity"

_Answer = TypeVar("_Answer")

_WORN_SHARE = 4
"""With a dead text for every so many living ones it is time to make the index anew."""


class LibraryIndex:
    """The index of one library. `zone` is where the user's days begin and end, by default that of this machine.

    `is_bulk` is for a process that fills a whole index and does nothing else: it takes ten times the memory. `in_memory` is for a
    library of which nothing is there yet: asking it shall not make any folder.
    """

    def __init__(
        self, places: LibraryPlaces, *, zone: tzinfo | None = None, is_bulk: bool = False, in_memory: bool = False
    ) -> None:
        self._places = places
        self._zone = zone
        self._is_bulk = is_bulk
        self._in_memory = in_memory
        self._writer = random.getrandbits(62)
        self._putting: Putting | None = None
        self._texts: PlacedTexts | None = None

    @property
    def path(self) -> Path:
        """The file; with `-wal`, `-shm` and `.lock` beside it."""
        return self._places.local / FILE_NAME

    @property
    def is_lasting(self) -> bool:
        """Whether the index is kept in its file; otherwise it is in memory, because the folder cannot be written."""
        return self._database.is_lasting

    @property
    def is_complete(self) -> bool:
        """Whether it was filled once and can be trusted but for what the files' signatures tell. Costs microseconds."""
        return self._ask(lambda connection: bool(_meta(connection, "is_complete")))

    # -- keeping in step ---------------------------------------------------------------------------------------------
    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold a transaction over several calls of `put_…` and `remove`: all or none. Batches of some hundred are fastest.

        Readers of all windows go on meanwhile; writers wait, so read files before it, not within.
        """
        with self._database.writing() as connection:
            if self._putting is not None:
                yield
                return
            from reader.store.index.placed_texts import PlacedTexts
            from reader.store.index.putting import Putting

            self._texts = self._texts or PlacedTexts()
            putting = self._putting = Putting(connection, self._writer, self._texts)
            try:
                yield
                putting.finish()
            finally:
                self._putting = None

    def put_article(self, article: IndexedArticle) -> None:
        """Put in a record, and its text if its version is another one than the index holds."""
        self._put(lambda putting: putting.article(article))

    def put_text(self, article_id: str, version_id: str, text: str) -> None:
        """Put in the text of one of `incomplete`, which costs less than `put_article`."""
        self._put(lambda putting: putting.text(article_id, version_id, text))

    def put_state(self, article_id: str, state: ReadingState, signatures: Signatures) -> None:
        """Put in a reading state, with the signatures of its two files."""
        self._put(lambda putting: putting.state(article_id, state, signatures))

    def put_annotations(self, article_id: str, placed: Sequence[PlacedAnnotation], signature: int) -> None:
        """Put in all annotations of an article, in the place of those that are there; only what differs is written."""
        self._put(lambda putting: putting.annotations(article_id, placed, signature))

    def drop_record(self, article_id: str) -> None:
        """Take out a record that is gone; annotations and state of the article stay."""
        self._put(lambda putting: putting.drop_record(article_id))

    def remove(self, article_id: str) -> None:
        """Take out an article with everything about it."""
        self._put(lambda putting: putting.remove(article_id))

    def mark_complete(self) -> None:
        """Say that everything is in. Other windows see that anything may have changed."""
        self._put(lambda putting: putting.set_complete())

    def begin_filling(self) -> None:
        """Make filling it cheap: what FTS5 does to answer sooner is put off until `settle_some`."""
        from reader.store.index.filling import put_off_merging

        with self._database.writing() as connection:
            put_off_merging(connection)

    def settle_some(self) -> bool:
        """Do some of what was put off, less than a tenth of a second of it; return whether there is more."""
        from reader.store.index.filling import merge_some

        with self._database.writing() as connection:
            return merge_some(connection)

    def clear(self) -> None:
        """Throw everything away, the file too; what is asked from now on is answered from nothing until it is filled."""
        self._database.discard()

    def stale(self, tick: Callable[[int], None] = lambda files: None) -> tuple[Stale, ...]:
        """Return the articles whose files are not as the index knows them, in the order of their ids; reads names and times.

        `tick` is told now and then how many files were looked at; what it raises ends the walk.
        """
        from reader.store.index.scanning import merged, scan

        stale = scan(self._places, self._signatures, tick)
        for article_id, version_id in self.incomplete():
            if self._places.version_file(article_id, version_id).exists():
                stale.setdefault(article_id, set()).add(Part.ARTICLE)
        return merged(stale)

    def signatures_of(self, article_id: str) -> Signatures:
        """Return which state of an article's files is in."""
        sql = "SELECT article, state, position, annotations FROM signatures WHERE article_id = ?"
        found = self._ask(lambda connection: connection.execute(sql, (article_id,)).fetchone())
        return Signatures(*found) if found else Signatures()

    def lacks_text(self, article_id: str, version_id: str = "") -> bool:
        """Whether the text of a version, by default the one that its record names, is not in."""
        sql = "SELECT text_id, version_id FROM names WHERE article_id = ?"
        found = self._ask(lambda connection: connection.execute(sql, (article_id,)).fetchone())
        return found is None or found[0] != (version_id or found[1])

    def incomplete(self) -> tuple[tuple[str, str], ...]:
        """Return the articles whose current text was not here when they were put in: id of article, id of version."""
        sql = "SELECT article_id, version_id FROM names WHERE version_id <> text_id AND version_id <> ''"
        rows = self._ask(lambda connection: connection.execute(sql).fetchall())
        return tuple((article_id, version_id) for article_id, version_id in rows if is_name(version_id))

    def remember(self, name: str, value: str) -> None:
        """Keep a line about the index in it (the times of the folders when they were last scanned)."""
        sql = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        with self._database.writing() as connection:
            connection.execute(sql, (f"kept:{name}", value))

    @property
    def identity(self) -> str:
        """Something that no index has that was made anew: docids and keys of another one name other things."""
        if not (found := self.recall(_IDENTITY)):
            found = f"{random.getrandbits(62):x}"
            self.remember(_IDENTITY, found)
        return found

    def recall(self, name: str) -> str:
        """Return what was remembered under a name, "" if nothing."""
        return self._ask(lambda connection: str(_meta(connection, f"kept:{name}") or ""))

    # -- what others wrote -------------------------------------------------------------------------------------------
    def version(self) -> tuple[int, int, int]:
        """Return something that changes when anybody, this process too, has written into the index. Takes microseconds."""
        return self._database.version()

    def changes_since(self, seq: int) -> Changes:
        """Return what other windows wrote since `seq`, the `Changes.seq` of the last time (0: then all has changed)."""
        from reader.store.index.asking import changes_since

        return self._ask(lambda connection: changes_since(connection, seq, self._writer))

    # -- articles ----------------------------------------------------------------------------------------------------
    def article_docids(self, asked: Asked) -> "array[int]":
        """Return the docids of the articles that `asked` finds, in its order. At 100,000 articles some 10 to 100 ms."""
        return self.found(asked).docids

    def found(self, asked: Asked) -> Found:
        """Return the articles that `asked` finds, in its order and its groups; these take up to 0.3 s at 100,000 articles."""
        from reader.store.index.asking import find_articles

        return self._ask(lambda connection: find_articles(connection, asked, self._zone))

    def rows(self, docids: Sequence[int]) -> tuple[ListedArticle | None, ...]:
        """Return the row of each docid as it is now, None for one that is gone. 20 µs a row.

        Its record has of the versions only the current one, and no validators: it is for showing, not for storing.
        """
        from reader.store.index.asking import listed_articles

        return self._ask(lambda connection: listed_articles(connection, docids))

    def article_ids(self, docids: Sequence[int]) -> tuple[str | None, ...]:
        """Return the article id of each docid, None for one that is gone."""
        from reader.store.index.asking import article_ids

        return self._ask(lambda connection: article_ids(connection, docids))

    def docid_of(self, article_id: str) -> int | None:
        """Return the docid of an article; its place in a list is `docids.index(docid)`."""
        sql = "SELECT docid FROM names WHERE article_id = ?"
        found = self._ask(lambda connection: connection.execute(sql, (article_id,)).fetchone())
        return found[0] if found else None

    def first_unread(self, docids: Sequence[int], places: Iterable[int]) -> int | None:
        """Return the first of `places` in `docids` at which an unread article stands."""
        from reader.store.index.asking import first_unread

        return self._ask(lambda connection: first_unread(connection, docids, places))

    def counts(self) -> ShelfCounts:
        """Count the articles of each shelf and tag. At 100,000 articles some 30 ms."""
        from reader.store.index.counting import count_shelves

        return self._ask(count_shelves)

    def count_folders(self, folders: Mapping[str, Collection[str]]) -> Mapping[str, tuple[int, int]]:
        """Count the news of every folder of feeds, given with the ids of all feeds in it: how many, and how many are unread."""
        from reader.store.index.feeding import count_folders

        return self._ask(lambda connection: count_folders(connection, folders))

    def story_docids(self, article_id: str) -> tuple[int, ...]:
        """Return the docids of the articles that tell the story of one, itself among them, in the order in which they came.

        None if nobody else tells it; what is in the trash or hidden is left out.
        """
        from reader.store.index.stories import story_docids

        return self._ask(lambda connection: story_docids(connection, article_id))

    def told_alike(self, article_ids: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the news that tells the story of any of these articles, those themselves among it."""
        from reader.store.index.stories import told_alike

        return self._ask(lambda connection: told_alike(connection, article_ids))

    def count_new(self, docids: Sequence[int]) -> int:
        """Return how many of `docids` are neither read nor archived."""
        from reader.store.index.counting import count_new

        return self._ask(lambda connection: count_new(connection, docids))

    def all_tags(self) -> tuple[TagUse, ...]:
        """Return every tag of articles and annotations outside the trash, in alphabetical order."""
        from reader.store.index.counting import tag_uses

        return self._ask(tag_uses)

    # -- annotations -------------------------------------------------------------------------------------------------
    def annotation_keys(self, asked: Asked, limit: int | None = None) -> "array[int]":
        """Return the keys of the annotations that `asked` finds, in its order, at most `limit`."""
        from reader.store.index.asking import find_annotations

        return self._ask(lambda connection: find_annotations(connection, asked, self._zone, limit))

    def annotations(self, keys: Sequence[int]) -> tuple[AnnotationRow | None, ...]:
        """Return the annotation of each key, with its place in its article; None for one that is gone."""
        from reader.store.index.asking import annotation_rows

        return self._ask(lambda connection: annotation_rows(connection, keys))

    def found_notes(self, asked: Asked) -> FoundNotes:
        """Return all annotations of articles that are here which `asked` finds, in `asked.notes_by` and `asked.notes_in`.

        100,000 take some tenths of a second.
        """
        from reader.store.index.noting import find_notes

        return self._ask(lambda connection: find_notes(connection, asked, self._zone))

    def count_notes(self, asked: Asked) -> NoteCounts:
        """Count the annotations that `asked` finds by what they could be narrowed down to."""
        from reader.store.index.noting import count_notes

        return self._ask(lambda connection: count_notes(connection, asked, self._zone))

    def count_keys(self, keys: Sequence[int]) -> NoteCounts:
        """Count the annotations of `keys` by colour, kind, tag and article."""
        from reader.store.index.noting import count_keys

        return self._ask(lambda connection: count_keys(connection, keys))

    def note_targets(self, keys: Sequence[int]) -> tuple[tuple[str, int] | None, ...]:
        """Return the ids of article and annotation of each key, None for one that is gone."""
        from reader.store.index.noting import note_targets

        return self._ask(lambda connection: note_targets(connection, keys))

    def note_key(self, article_id: str, annotation_id: int) -> int | None:
        """Return the key of an annotation, which stays the same until the index is made anew; None if it is not there."""
        from reader.store.index.noting import note_key

        return self._ask(lambda connection: note_key(connection, article_id, annotation_id))

    def common_note_tags(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Return the tags that all annotations of `keys` have of their own."""
        from reader.store.index.noting import common_note_tags

        return self._ask(lambda connection: common_note_tags(connection, keys))

    def annotations_that_end(self, digits: str, limit: int) -> "tuple[Named, ...]":
        """Return annotations whose id ends with some digits, at most `limit`, the newest first."""
        from reader.store.index.endings import annotations_that_end

        return self._ask(lambda connection: annotations_that_end(connection, digits, limit))

    def referring_keys(self, article_id: str, title: str, annotation_id: int | None = None) -> "array[int]":
        """Return the keys of the notes that refer to an article, or to one annotation of it, the newest first."""
        from reader.store.index.linking import referring_keys

        return self._ask(lambda connection: referring_keys(connection, article_id, title, annotation_id))

    def ids_that_begin(self, prefix: str, limit: int = 9) -> tuple[str, ...]:
        """Return the ids of articles that begin with some hexadecimal digits, at most `limit`."""
        from reader.store.index.linking import ids_that_begin

        return self._ask(lambda connection: ids_that_begin(connection, prefix, limit))

    def news_ages(self) -> "list[NewsAge]":
        """Return how old the news outside the trash is, archived and hidden too, what came last first."""
        from reader.store.index.ageing import news_ages

        return self._ask(news_ages)

    def placed(self, article_id: str, version_id: str) -> tuple[PlacedAnnotation, ...]:
        """Return the annotations of an article as they were placed in a version; none if they were placed in another one."""
        from reader.store.index.forms import placed_of

        sql = (
            "SELECT d.document FROM names m JOIN annotations n ON n.docid = m.docid JOIN documents d ON d.key = n.key"
            " WHERE m.article_id = ? AND m.version_id = ?"
        )
        return self._ask(
            lambda connection: tuple(
                placed_of(document) for (document,) in connection.execute(sql, (article_id, version_id))
            )
        )

    # -- care --------------------------------------------------------------------------------------------------------
    def size(self) -> IndexSize:
        """Return how much stands in the index."""

        def count(connection: "sqlite3.Connection") -> IndexSize:
            articles, annotations = (
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("articles", "annotations")
            )
            dead_texts = _meta(connection, "dead_texts")
            return IndexSize(articles, annotations, dead_texts if isinstance(dead_texts, int) else 0)

        return self._ask(count)

    def verify(self) -> None:
        """Look at every page of the file; raises IndexLostError if anything is wrong with it. 600 MB take 7 s.

        SQLite notices most damage when it meets it, but a turned bit may as well only make an answer wrong.
        """
        from reader.store.index.schema import WORD_TABLES

        with self._database.writing() as connection:
            for (line,) in connection.execute("PRAGMA quick_check(1)").fetchall():
                if line != "ok":
                    raise self._database.lose(str(line).replace("\n", " "))
            for table in WORD_TABLES:
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")

    @property
    def is_worn(self) -> bool:
        """Whether so many former texts stand in it that it should be made anew when there is time."""
        size = self.size()
        return size.dead_texts > 1_000 and size.dead_texts * _WORN_SHARE > size.articles

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        if "_database" in self.__dict__:
            self._database.close()

    # -- steps -------------------------------------------------------------------------------------------------------
    @cached_property
    def _database(self) -> "Database":
        from reader.store.index.database import Database

        return Database(self.path, is_bulk=self._is_bulk, in_memory=self._in_memory)

    def _ask(self, question: "Callable[[sqlite3.Connection], _Answer]") -> _Answer:
        from reader.store.index.forms import BrokenRowError

        with self._database.reading() as connection:
            try:
                return question(connection)
            except BrokenRowError as error:
                raise self._database.lose(f"a row cannot be read: {error}") from error

    def _put(self, put: "Callable[[Putting], None]") -> None:
        from reader.store.index.forms import BrokenRowError

        with self.writing():
            assert self._putting is not None  # within `writing`
            try:
                put(self._putting)
            except BrokenRowError as error:
                raise self._database.lose(f"a row cannot be read: {error}") from error

    def _signatures(self, part: Part) -> Mapping[str, int]:
        sql = f"SELECT article_id, {part.value} FROM signatures WHERE {part.value} <> 0"
        return self._ask(lambda connection: dict(connection.execute(sql).fetchall()))


def _meta(connection: "sqlite3.Connection", name: str) -> int | str | None:
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return found[0] if found else None
