"""From an article's files into the index: what of them lists and searches need, read and put in. Called by `indexing`.

Files are read before a transaction begins; within it their signatures are asked again, so that of two processes the one that
read an older file never has the last word.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from reader.library.stores import Stores
from reader.model.errors import NotFoundError, StoreError
from reader.model.kept import ArticleRecord, Part, ReadingState
from reader.store.changes import Note

if TYPE_CHECKING:  # nothing of the index is loaded before somebody asks it
    from reader.model.annotation import PlacedAnnotation
    from reader.store.index.library_index import LibraryIndex
    from reader.store.index.rows import Signatures

log = logging.getLogger("pressmark")


class Files(NamedTuple):
    """What stands in the files of an article, as far as it was asked for."""

    article_id: str
    parts: frozenset[Part]
    signatures: "Signatures"
    record: ArticleRecord | None = None
    text: Callable[[], str | None] = lambda: None
    state: ReadingState | None = None
    placed: "tuple[PlacedAnnotation, ...] | None" = None


class Filing:
    """Reads the files of one library for its index. Whoever calls sees to it that one thread at a time does."""

    def __init__(self, stores: Stores, index: "Callable[[], LibraryIndex]") -> None:
        self._stores = stores
        self._places = stores.places
        self._index = index

    def put(self, notes: Iterable[Note], and_then: Callable[[], None] | None = None) -> None:
        """Read and put in what the notes name, and do `and_then` in the same transaction."""
        parts: dict[str, set[Part]] = {}
        for note in notes:
            if note.article_id:
                parts.setdefault(note.article_id, set()).add(note.part)
        if not parts:
            return
        files = [self.read(article_id, frozenset(of_it), with_text=True) for article_id, of_it in parts.items()]
        self.write(files, and_then)

    def write(self, all_files: Iterable[Files], and_then: Callable[[], None] | None = None) -> None:
        """Put in what stands in files; what was written since it was read is read again, and if it can't be, left for later."""
        from reader.store.index.scanning import signatures

        with self._index().writing():
            for files in all_files:
                is_current = signatures(self._places, files.article_id) == files.signatures
                for current in (
                    [files] if is_current else self.read_quietly(files.article_id, files.parts, with_text=False)
                ):
                    self._put_one(current)
            if and_then is not None:
                and_then()

    def _put_one(self, files: Files) -> None:
        from reader.store.index.rows import IndexedArticle

        article_id, now = files.article_id, files.signatures
        if Part.ARTICLE in files.parts:
            if files.record is not None:
                self._index().put_article(IndexedArticle(record=files.record, text=files.text, signature=now.article))
            elif now.state or now.position or now.annotations:
                self._index().drop_record(article_id)
            else:
                self._index().remove(article_id)
                return
        if files.state is not None:
            self._index().put_state(article_id, files.state, now)
        if files.placed is not None:
            self._index().put_annotations(article_id, files.placed, now.annotations)

    def read_quietly(self, article_id: str, parts: frozenset[Part], *, with_text: bool) -> list[Files]:
        """Return what is in the files, nothing if they cannot be read: one bad article holds up no others."""
        try:
            return [self.read(article_id, parts, with_text=with_text)]
        except StoreError as error:
            log.warning("not in the index: %s", error)
        return []

    def read(self, article_id: str, parts: frozenset[Part], *, with_text: bool) -> Files:
        """Return what stands in the files of an article, as far as `parts` ask for it; the text only if the index lacks it.

        Raises StoreError if the files cannot be read.
        """
        from reader.store.index.scanning import signatures

        now = signatures(self._places, article_id)
        record = self._record(article_id) if Part.ARTICLE in parts else None
        text: str | None = None
        if record is not None and with_text and self._index().lacks_text(article_id, record.version_id):
            text = self.text(article_id, record.version_id)
        is_marked = Part.ANNOTATIONS in parts or (Part.ARTICLE in parts and now.annotations != 0)
        return Files(
            article_id=article_id,
            parts=parts,
            signatures=now,
            record=record,
            text=lambda: text,
            state=self._stores.states.load(article_id) if parts & {Part.STATE, Part.POSITION} else None,
            placed=self._placed(article_id, record) if is_marked else None,
        )

    def _record(self, article_id: str) -> ArticleRecord | None:
        try:
            return self._stores.articles.record(article_id)
        except NotFoundError:
            return None

    def text(self, article_id: str, version_id: str) -> str | None:
        """Return the text of a version, None if it is not here yet or cannot be read: then the record alone is found."""
        try:
            return self._stores.articles.load(article_id, version_id).text
        except (StoreError, NotFoundError):
            return None

    def _placed(self, article_id: str, record: ArticleRecord | None) -> "tuple[PlacedAnnotation, ...]":
        """Return the annotations with their places. Only those made on a former version have to be looked for, and only once:
        the index knows where they were found in the current one.
        """
        from reader.library.placing import place_known

        annotations = self._stores.annotations.load(article_id)
        if not annotations:
            return ()
        record = record or self._record(article_id)
        known: tuple[PlacedAnnotation, ...] = ()
        if record is not None and any(one.selectors and one.version_id != record.version_id for one in annotations):
            known = self._index().placed(article_id, record.version_id)
        return place_known(self._stores, annotations, record, known)
