"""Putting articles, states and annotations into the index, and taking them out.

All within a transaction that the caller holds. What is the same as before is not written again: a note that was changed costs
its own row and its article's notes, never the text of the article. Each call reads everything it stores from its arguments
before it writes the first row.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.model.annotation import Annotation, PlacedAnnotation
from reader.model.kept import Part, ReadingState
from reader.model.search_text import fold, index_form
from reader.store.index.forms import (
    annotation_form,
    flags_of,
    gapped,
    placed_of,
    placed_text,
    record_form,
    state_text,
    storable,
)
from reader.store.index.rows import IndexedArticle, Signatures, milliseconds
from reader.store.index.schema import ARCHIVED, HERE, LOG_ENTRIES, READ, STARRED, TRASHED

_STATE_BITS = READ | STARRED | ARCHIVED | TRASHED


class _Known(NamedTuple):
    """What the index has of an article."""

    docid: int
    flags: int
    text_id: str


class Putting:
    """The writing half of the index, on a connection within a transaction."""

    def __init__(self, connection: sqlite3.Connection, writer: int) -> None:
        self._execute = connection.execute
        self._executemany = connection.executemany
        self._writer = writer

    # What goes in.

    def article(self, article: IndexedArticle) -> None:
        """Put in an article's record, and its text if that is another one."""
        record = article.record
        form = record_form(record)
        version_id = storable(record.version_id)
        known = self._known(record.id)
        text = article.text() if version_id and (known is None or known.text_id != version_id) else None
        body = None if text is None else index_form(text)
        known = known or self._create(record.id)
        docid, flags, text_id = known
        if body is not None:
            docid, text_id = self._put_text(known, body), version_id
        self._execute(
            "UPDATE articles SET added = ?, published = ?, is_floating = ?, words = ?, language = ?, title_key = ?, site_key = ?,"
            " author_key = ?, version_id = ?, text_id = ?, flags = ? WHERE docid = ?",
            (*form.columns, text_id, flags | HERE, docid),
        )
        shown = self._execute("SELECT record FROM shown WHERE docid = ?", (docid,)).fetchone()
        if shown is None or shown[0] != form.shown:
            self._show(docid, "record", form.shown)
            self._put_words(docid, dict(zip(("title", "byline", "site", "deck"), form.words, strict=True)))
        self._sign(record.id, "article", article.signature)
        self._note(record.id, Part.ARTICLE)

    def text(self, article_id: str, version_id: str, text: str) -> None:
        """Put in the text of an article's current version; nothing if another one is current by now, or this one is in."""
        found = self._execute("SELECT version_id FROM articles WHERE article_id = ?", (article_id,)).fetchone()
        known = self._known(article_id)
        if known is None or found[0] != version_id or known.text_id == version_id:
            return
        body = index_form(text)
        docid = self._put_text(known, body)
        self._execute("UPDATE articles SET text_id = ? WHERE docid = ?", (version_id, docid))
        self._note(article_id, Part.ARTICLE)

    def state(self, article_id: str, state: ReadingState, signatures: Signatures) -> None:
        """Put in what the reader did with an article."""
        shown, flags = state_text(state), flags_of(state)
        opened = milliseconds(state.opened) if state.opened else None
        known = self._known(article_id)
        if known is None and state == ReadingState():
            return  # of an article of which nothing else is here
        docid, old_flags, _ = known or self._create(article_id)
        before = self._execute("SELECT state FROM shown WHERE docid = ?", (docid,)).fetchone()
        new_flags = flags | (old_flags & ~_STATE_BITS)
        if before is None or before[0] != shown or new_flags != old_flags:
            self._execute("UPDATE articles SET flags = ?, opened = ? WHERE docid = ?", (new_flags, opened, docid))
            self._show(docid, "state", shown)
            is_listed_otherwise = self._put_article_tags(docid, state.tags) or new_flags != old_flags
            # Where somebody is reading changes all the time, and no list is drawn anew for it.
            self._note(article_id, Part.STATE if is_listed_otherwise else Part.POSITION)
        self._sign(article_id, "state", signatures.state)
        self._sign(article_id, "position", signatures.position)

    def annotations(self, article_id: str, placed: Sequence[PlacedAnnotation], signature: int) -> None:
        """Put in all annotations of an article; those that are there and not among `placed` are taken out."""
        documents = {str(one.annotation.id): placed_text(one) for one in placed}
        known = self._known(article_id)
        if known is None and not placed:
            return
        docid = (known or self._create(article_id)).docid
        rows = self._execute("SELECT annotation_id, key, document FROM annotations WHERE docid = ?", (docid,))
        before = {annotation_id: (key, document) for annotation_id, key, document in rows}
        gone = [key for annotation_id, (key, _) in before.items() if annotation_id not in documents]
        is_reworded = bool(gone)
        self._drop_annotations(docid, gone)
        for one in placed:
            annotation_id = str(one.annotation.id)
            key, document = before.get(annotation_id, (0, ""))
            if document != documents[annotation_id]:
                is_reworded |= self._put_annotation(docid, key, document, one, documents[annotation_id])
        counts = (
            sum(one.annotation.is_highlight for one in placed),
            sum(bool(one.annotation.note) for one in placed),
            sum(_is_orphan(one) for one in placed),
        )
        self._execute("UPDATE articles SET highlights = ?, notes = ?, orphans = ? WHERE docid = ?", (*counts, docid))
        if is_reworded:
            self._put_notes(docid, [one.annotation for one in placed])
        self._sign(article_id, "annotations", signature)
        self._note(article_id, Part.ANNOTATIONS)

    # What goes out.

    def drop_record(self, article_id: str) -> None:
        """Take out an article whose record is gone; what the reader wrote about it stays findable."""
        known = self._known(article_id)
        if known is None:
            return
        docid, flags, _ = known
        self._execute(
            "UPDATE articles SET flags = ?, added = 0, published = 0, is_floating = 0, words = 0, language = '', title_key = '',"
            " site_key = '', author_key = '', version_id = '' WHERE docid = ?",
            (flags & ~HERE, docid),
        )
        self._show(docid, "record", "")
        self._put_words(docid, dict.fromkeys(("title", "byline", "site", "deck"), ""))
        self._sign(article_id, "article", 0)
        self._note(article_id, Part.ARTICLE)

    def remove(self, article_id: str) -> None:
        """Take out an article with all that is known about it."""
        if (known := self._known(article_id)) is not None:
            docid, _, text_id = known
            keys = self._execute("SELECT key FROM annotations WHERE docid = ?", (docid,)).fetchall()
            self._drop_annotations(docid, [key for (key,) in keys])
            for table, column in (
                ("articles", "docid"),
                ("shown", "docid"),
                ("tags", "docid"),
                ("article_words", "rowid"),
            ):
                self._execute(f"DELETE FROM {table} WHERE {column} = ?", (docid,))
            if text_id:
                self._count_dead_text()
        gone = self._execute("DELETE FROM signatures WHERE article_id = ?", (article_id,)).rowcount
        if known is not None or gone:
            self._note(article_id, Part.ARTICLE)

    def set_complete(self) -> None:
        """Say that everything is in; for other windows anything may have changed."""
        self._execute("UPDATE meta SET value = 1 WHERE name = 'is_complete'")
        self.log("", Part.ARTICLE)

    # Steps.

    def _known(self, article_id: str) -> _Known | None:
        found = self._execute(
            "SELECT docid, flags, text_id FROM articles WHERE article_id = ?", (article_id,)
        ).fetchone()
        return _Known(*found) if found else None

    def _create(self, article_id: str) -> _Known:
        docid = self._execute("INSERT INTO articles (article_id) VALUES (?)", (article_id,)).lastrowid
        assert docid is not None  # a row was inserted
        return _Known(docid, 0, "")

    def _put_text(self, known: _Known, body: str) -> int:
        """Put in a text that is not in yet; return the docid that its article has then."""
        docid = self._move(known.docid) if known.text_id else known.docid
        self._execute("INSERT INTO article_text (rowid, body) VALUES (?, ?)", (docid, body))
        return docid

    def _move(self, docid: int) -> int:
        """Give an article a new docid; the row of its old text is dead from now on."""
        self._execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'articles'")
        fresh: int = self._execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()[0]
        for table in ("articles", "shown", "annotations", "tags"):
            self._execute(f"UPDATE {table} SET docid = ? WHERE docid = ?", (fresh, docid))
        self._execute("UPDATE article_words SET rowid = ? WHERE rowid = ?", (fresh, docid))
        self._count_dead_text()
        return fresh

    def _count_dead_text(self) -> None:
        self._execute("UPDATE meta SET value = value + 1 WHERE name = 'dead_texts'")

    def _show(self, docid: int, column: str, text: str) -> None:
        self._execute(
            f"INSERT INTO shown (docid, {column}) VALUES (?, ?) ON CONFLICT (docid) DO UPDATE SET {column} = excluded.{column}",
            (docid, text),
        )

    def _put_words(self, docid: int, words: Mapping[str, str]) -> None:
        """Set columns of an article's row in `article_words`; the others stay as they are."""
        settings = ", ".join(f"{column} = ?" for column in words)
        changed = self._execute(f"UPDATE article_words SET {settings} WHERE rowid = ?", (*words.values(), docid))
        if not changed.rowcount and any(words.values()):
            marks = ", ".join("?" * len(words))
            self._execute(
                f"INSERT INTO article_words (rowid, {', '.join(words)}) VALUES (?, {marks})", (docid, *words.values())
            )

    def _put_article_tags(self, docid: int, tags: Iterable[str]) -> bool:
        """Set the article's own tags; return whether they are others."""
        rows = self._execute("SELECT name FROM tags WHERE docid = ? AND annotation = 0", (docid,))
        before = {name for (name,) in rows}
        if before != set(map(storable, tags)):
            self._execute("DELETE FROM tags WHERE docid = ? AND annotation = 0", (docid,))
            self._put_tags(docid, 0, tags)
            self._put_words(docid, {"tags": gapped(tags)})
            return True
        return False

    def _put_tags(self, docid: int, key: int, tags: Iterable[str]) -> None:
        rows = [(storable(fold(tag)), storable(tag), key, docid) for tag in tags]
        self._executemany("INSERT OR IGNORE INTO tags (folded, name, annotation, docid) VALUES (?, ?, ?, ?)", rows)

    def _put_annotation(self, docid: int, key: int, before: str, placed: PlacedAnnotation, document: str) -> bool:
        """Put in a new or changed annotation; return whether what its article is found by has changed with it."""
        annotation = placed.annotation
        row = (
            milliseconds(annotation.created),
            annotation.colour.value,
            annotation.is_highlight,
            bool(annotation.note),
            _is_orphan(placed),
            document,
        )
        words = annotation_form(annotation)
        if not key:
            inserted = self._execute(
                "INSERT INTO annotations (created, colour, is_highlight, has_note, is_orphan, document, docid, annotation_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, docid, str(annotation.id)),
            )
            key = inserted.lastrowid or 0
            self._execute("INSERT INTO annotation_words (rowid, quote, note, tags) VALUES (?, ?, ?, ?)", (key, *words))
            self._put_tags(docid, key, annotation.tags)
            return any(words[1:])
        self._execute(
            "UPDATE annotations SET created = ?, colour = ?, is_highlight = ?, has_note = ?, is_orphan = ?, document = ?"
            " WHERE key = ?",
            (*row, key),
        )
        former = placed_of(before).annotation
        if annotation_form(former) == words and former.tags == annotation.tags:
            return False
        self._execute("UPDATE annotation_words SET quote = ?, note = ?, tags = ? WHERE rowid = ?", (*words, key))
        self._execute("DELETE FROM tags WHERE docid = ? AND annotation = ?", (docid, key))
        self._put_tags(docid, key, annotation.tags)
        return True

    def _drop_annotations(self, docid: int, keys: Sequence[int]) -> None:
        for key in keys:
            self._execute("DELETE FROM annotations WHERE key = ?", (key,))
            self._execute("DELETE FROM annotation_words WHERE rowid = ?", (key,))
            self._execute("DELETE FROM tags WHERE docid = ? AND annotation = ?", (docid, key))

    def _put_notes(self, docid: int, annotations: Sequence[Annotation]) -> None:
        notes = [note for annotation in annotations for note in (annotation.note, *annotation.other_notes)]
        tags = [tag for annotation in annotations for tag in annotation.tags]
        self._put_words(docid, {"notes": gapped(notes), "note_tags": gapped(tags)})

    def _sign(self, article_id: str, column: str, signature: int) -> None:
        self._execute(
            f"INSERT INTO signatures (article_id, {column}) VALUES (?, ?)"
            f" ON CONFLICT (article_id) DO UPDATE SET {column} = excluded.{column}",
            (article_id, signature),
        )

    def _note(self, article_id: str, part: Part) -> None:
        """Write the log for other windows; while all is made anew, its end is the one entry."""
        if self._execute("SELECT value FROM meta WHERE name = 'is_complete'").fetchone()[0]:
            self.log(article_id, part)

    def log(self, article_id: str, part: Part) -> None:
        """Add a line to the log; "" stands for everything."""
        line = self._execute(
            "INSERT INTO log (writer, article_id, part) VALUES (?, ?, ?)", (self._writer, article_id, part.value)
        )
        if line.lastrowid and line.lastrowid % 512 == 0:
            self._execute("DELETE FROM log WHERE seq <= ?", (line.lastrowid - LOG_ENTRIES,))


def _is_orphan(placed: PlacedAnnotation) -> bool:
    return placed.annotation.is_highlight and placed.anchor is not None and not placed.is_placed
