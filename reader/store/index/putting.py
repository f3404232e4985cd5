"""Putting articles, states and annotations into the index, and taking them out.

All within a transaction that the caller holds, and that `finish` ends. What is the same as before is not written again: a note
that was changed costs its own row and its article's notes, never the text of the article. Each call reads everything it stores
from its arguments before it writes the first row.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.model.annotation import AnchorState, Annotation, PlacedAnnotation
from reader.model.kept import ArticleRecord, Part, ReadingState
from reader.model.search_text import fold
from reader.store.index.forms import (
    annotation_form,
    flags_of,
    gapped,
    placed_of,
    reading_place,
    record_form,
    state_text,
    storable,
    whole_text,
)
from reader.store.index.placed_texts import PlacedTexts
from reader.store.index.rows import IndexedArticle, Signatures, milliseconds
from reader.store.index.schema import (
    ARCHIVED,
    CAME,
    FED,
    HERE,
    HIDDEN,
    KEPT,
    LOG_ENTRIES,
    NEWS,
    OTHER_TEXT,
    READ,
    STARRED,
    TRASHED,
)
from reader.store.index.stories import count_news, drop_news, move_news, put_news

_STATE_BITS = READ | STARRED | ARCHIVED | TRASHED | KEPT | HIDDEN
_RECORD_BITS = HERE | CAME | FED
_RECORD_WORDS = ("title", "byline", "site", "deck")


class _Known(NamedTuple):
    """What the index has of an article."""

    docid: int
    flags: int
    version_id: str
    text_id: str


class Putting:
    """The writing half of the index, on a connection within one transaction."""

    def __init__(self, connection: sqlite3.Connection, writer: int, texts: PlacedTexts) -> None:
        self._execute = connection.execute
        self._texts = texts
        self._executemany = connection.executemany
        self._writer = writer
        self._own_words: dict[int, dict[str, str]] = {}
        self._created: set[int] = set()

    # What goes in.

    def article(self, article: IndexedArticle) -> None:
        """Put in an article's record, and its text if that is another one."""
        record = article.record
        form = record_form(record)
        version_id = storable(record.version_id)
        known = self._known(record.id)
        are_other_words = known is None or self._record_words(known.docid) != form.words
        text_id = known.text_id if known else ""
        needs_text = bool(version_id) and (text_id != version_id or are_other_words)
        text = article.text() if needs_text else None
        body = None if text is None else whole_text(text, form.words)
        known = known or self._create(record.id)
        docid = known.docid
        if body is not None:
            docid, text_id = self._put_text(known, body), version_id
        elif text_id and are_other_words:
            text_id = OTHER_TEXT
        flags = _with_news(known.flags & ~_RECORD_BITS | HERE | _feed_bits(record))
        self._execute(
            "UPDATE articles SET flags = ?, added = ?, published = ?, is_floating = ?, words = ?, language = ? WHERE docid = ?",
            (flags, *form.columns, docid),
        )
        if (flags | known.flags) & FED:
            put_news(self._execute, docid, record, flags)
        self._execute(
            "UPDATE names SET title_key = ?, site_key = ?, author_key = ?, version_id = ?, text_id = ? WHERE docid = ?",
            (*form.keys, version_id, text_id, docid),
        )
        self._show(docid, "record", form.shown)
        if are_other_words:
            self._put_words("article_words", docid, dict(zip(_RECORD_WORDS, form.words, strict=True)))
        self._sign(record.id, "article", article.signature)
        self._note(record.id, Part.ARTICLE)

    def text(self, article_id: str, version_id: str, text: str) -> None:
        """Put in the text of an article's current version; nothing if another one is current by now, or this one is in."""
        known = self._known(article_id)
        if known is None or known.version_id != version_id or known.text_id == version_id:
            return
        docid = self._put_text(known, whole_text(text, self._record_words(known.docid)))
        self._execute("UPDATE names SET text_id = ? WHERE docid = ?", (version_id, docid))
        self._note(article_id, Part.ARTICLE)

    def state(self, article_id: str, state: ReadingState, signatures: Signatures) -> None:
        """Put in what the reader did with an article."""
        shown, flags = state_text(state), flags_of(state)
        opened = milliseconds(state.opened) if state.opened else None
        known = self._known(article_id)
        if known is None and state == ReadingState():
            return  # of an article of which nothing else is here
        known = known or self._create(article_id)
        docid = known.docid
        before = self._execute("SELECT state FROM shown WHERE docid = ?", (docid,)).fetchone()
        new_flags = _with_news(flags | (known.flags & ~_STATE_BITS))
        if before is None or before[0] != shown or new_flags != known.flags:
            self._execute("UPDATE articles SET flags = ?, opened = ? WHERE docid = ?", (new_flags, opened, docid))
            if new_flags & FED and new_flags != known.flags:
                count_news(self._execute, docid, new_flags)
            self._show(docid, "state", shown)
            is_listed_otherwise = self._put_article_tags(docid, state.tags) or new_flags != known.flags
            # Where somebody is reading changes all the time, and no list is drawn anew for it.
            self._note(article_id, Part.STATE if is_listed_otherwise else Part.POSITION)
        self._sign(article_id, "state", signatures.state)
        self._sign(article_id, "position", signatures.position)

    def annotations(self, article_id: str, placed: Sequence[PlacedAnnotation], signature: int) -> None:
        """Put in all annotations of an article; those that are there and not among `placed` are taken out."""
        documents = self._texts.of(placed)
        known = self._known(article_id)
        if known is None and not placed:
            return
        docid = (known or self._create(article_id)).docid
        rows = self._execute(
            "SELECT n.annotation_id, n.key, d.document FROM annotations n JOIN documents d ON d.key = n.key WHERE n.docid = ?",
            (docid,),
        )
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
            *map(sum, zip(_NO_TROUBLE, *map(_troubles, placed), strict=True)),
        )
        self._execute(
            "UPDATE articles SET highlights = ?, notes = ?, orphans = ?, changed = ?, unsure = ? WHERE docid = ?",
            (*counts, docid),
        )
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
        self._execute(
            "UPDATE articles SET flags = ?, added = 0, published = 0, is_floating = 0, words = 0, language = '' WHERE docid = ?",
            (_with_news(known.flags & ~_RECORD_BITS), known.docid),
        )
        if known.flags & FED:
            drop_news(self._execute, known.docid, article_id)
        text_id = OTHER_TEXT if known.text_id else ""
        self._execute(
            "UPDATE names SET title_key = '', site_key = '', author_key = '', version_id = ?, text_id = ? WHERE docid = ?",
            (text_id, text_id, known.docid),
        )
        self._show(known.docid, "record", "")
        self._put_words("article_words", known.docid, dict.fromkeys(_RECORD_WORDS, ""))
        self._sign(article_id, "article", 0)
        self._note(article_id, Part.ARTICLE)

    def remove(self, article_id: str) -> None:
        """Take out an article with all that is known about it."""
        if (known := self._known(article_id)) is not None:
            docid = known.docid
            keys = self._execute("SELECT key FROM annotations WHERE docid = ?", (docid,)).fetchall()
            self._drop_annotations(docid, [key for (key,) in keys])
            for table in ("articles", "names", "shown", "tags"):
                self._execute(f"DELETE FROM {table} WHERE docid = ?", (docid,))
            for table in ("article_words", "own_words"):
                self._execute(f"DELETE FROM {table} WHERE rowid = ?", (docid,))
            self._own_words.pop(docid, None)
            if known.flags & FED:
                drop_news(self._execute, docid, article_id)
            if known.text_id:
                self._count_dead_text()
        gone = self._execute("DELETE FROM signatures WHERE article_id = ?", (article_id,)).rowcount
        if known is not None or gone:
            self._note(article_id, Part.ARTICLE)

    # About the whole.

    def set_complete(self) -> None:
        """Say that everything is in; for other windows anything may have changed."""
        self._execute("UPDATE meta SET value = 1 WHERE name = 'is_complete'")
        self._log("", Part.ARTICLE)

    def finish(self) -> None:
        """Write what was gathered over the calls: a row of words written twice in one transaction costs ten times one."""
        for docid in sorted(self._own_words):
            self._put_words("own_words", docid, self._own_words[docid], is_new=docid in self._created)
        self._own_words.clear()
        self._created.clear()

    # Steps.

    def _known(self, article_id: str) -> _Known | None:
        found = self._execute(
            "SELECT m.docid, a.flags, m.version_id, m.text_id FROM names m JOIN articles a ON a.docid = m.docid"
            " WHERE m.article_id = ?",
            (article_id,),
        ).fetchone()
        return _Known(*found) if found else None

    def _create(self, article_id: str) -> _Known:
        docid = self._execute("INSERT INTO articles DEFAULT VALUES").lastrowid
        assert docid is not None  # a row was inserted
        self._execute("INSERT INTO names (docid, article_id) VALUES (?, ?)", (docid, article_id))
        self._created.add(docid)
        return _Known(docid, 0, "", "")

    def _record_words(self, docid: int) -> tuple[str, ...]:
        sql = f"SELECT {', '.join(_RECORD_WORDS)} FROM article_words WHERE rowid = ?"
        found: tuple[str, ...] | None = self._execute(sql, (docid,)).fetchone()
        return found or ("",) * len(_RECORD_WORDS)

    def _put_text(self, known: _Known, body: str) -> int:
        """Insert a text for an article; return its docid, which is a new one if it had a text before."""
        docid = self._move(known) if known.text_id else known.docid
        self._execute("INSERT INTO article_text (rowid, body) VALUES (?, ?)", (docid, body))
        return docid

    def _move(self, known: _Known) -> int:
        """Give an article a new docid; the row of its old text is dead from now on."""
        docid = known.docid
        self._execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'articles'")
        fresh: int = self._execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()[0]
        for table in ("articles", "names", "shown", "annotations", "tags"):
            self._execute(f"UPDATE {table} SET docid = ? WHERE docid = ?", (fresh, docid))
        for table in ("article_words", "own_words"):
            self._execute(f"UPDATE {table} SET rowid = ? WHERE rowid = ?", (fresh, docid))
        if known.flags & FED:
            move_news(self._execute, docid, fresh)
        if docid in self._own_words:
            self._own_words[fresh] = self._own_words.pop(docid)
        self._count_dead_text()
        return fresh

    def _count_dead_text(self) -> None:
        self._execute("UPDATE meta SET value = value + 1 WHERE name = 'dead_texts'")

    def _show(self, docid: int, column: str, text: str) -> None:
        self._execute(
            f"INSERT INTO shown (docid, {column}) VALUES (?, ?) ON CONFLICT (docid) DO UPDATE SET {column} = excluded.{column}",
            (docid, text),
        )

    def _put_words(self, table: str, docid: int, words: Mapping[str, str], *, is_new: bool = False) -> None:
        """Set columns of an article's row; the others stay as they are."""
        if not is_new:
            settings = ", ".join(f"{column} = ?" for column in words)
            if self._execute(f"UPDATE {table} SET {settings} WHERE rowid = ?", (*words.values(), docid)).rowcount:
                return
        if any(words.values()):
            marks = ", ".join("?" * len(words))
            sql = f"INSERT INTO {table} (rowid, {', '.join(words)}) VALUES (?, {marks})"
            self._execute(sql, (docid, *words.values()))

    def _put_article_tags(self, docid: int, tags: Sequence[str]) -> bool:
        """Set the article's own tags; return whether they are others."""
        rows = self._execute("SELECT name FROM tags WHERE docid = ? AND annotation = 0", (docid,))
        before = {name for (name,) in rows}
        if before == set(map(storable, tags)):
            return False
        self._execute("DELETE FROM tags WHERE docid = ? AND annotation = 0", (docid,))
        self._put_tags(docid, 0, tags)
        self._own_words.setdefault(docid, {})["tags"] = gapped(tags)
        return True

    def _put_tags(self, docid: int, key: int, tags: Iterable[str]) -> None:
        rows = [(storable(fold(tag)), storable(tag), key, docid) for tag in tags]
        if rows:
            self._executemany("INSERT OR IGNORE INTO tags (folded, name, annotation, docid) VALUES (?, ?, ?, ?)", rows)

    def _put_annotation(self, docid: int, key: int, before: str, placed: PlacedAnnotation, document: str) -> bool:
        """Put in a new or changed annotation; return whether what its article is found by has changed with it."""
        annotation = placed.annotation
        row = (
            milliseconds(annotation.created),
            milliseconds(annotation.updated),
            reading_place(placed),
            annotation.colour.value,
            annotation.is_highlight,
            bool(annotation.note),
            *_troubles(placed),
        )
        words = annotation_form(annotation)
        if not key:
            inserted = self._execute(
                "INSERT INTO annotations (created, updated, place, colour, is_highlight, has_note, is_orphan, is_changed,"
                " is_unsure, docid, annotation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, docid, str(annotation.id)),
            )
            key = inserted.lastrowid or 0
            self._execute("INSERT INTO documents (key, document) VALUES (?, ?)", (key, document))
            self._execute("INSERT INTO annotation_words (rowid, quote, note, tags) VALUES (?, ?, ?, ?)", (key, *words))
            self._put_tags(docid, key, annotation.tags)
            self._put_links(annotation, key)
            return any(words[1:])
        self._execute(
            "UPDATE annotations SET created = ?, updated = ?, place = ?, colour = ?, is_highlight = ?, has_note = ?,"
            " is_orphan = ?, is_changed = ?, is_unsure = ? WHERE key = ?",
            (*row, key),
        )
        self._execute("UPDATE documents SET document = ? WHERE key = ?", (document, key))
        former = placed_of(before).annotation
        if former.note != annotation.note:
            self._execute("DELETE FROM links WHERE key = ?", (key,))
            self._put_links(annotation, key)
        if annotation_form(former) == words and former.tags == annotation.tags:
            return False
        self._execute("UPDATE annotation_words SET quote = ?, note = ?, tags = ? WHERE rowid = ?", (*words, key))
        self._execute("DELETE FROM tags WHERE docid = ? AND annotation = ?", (docid, key))
        self._put_tags(docid, key, annotation.tags)
        return True

    def _put_links(self, annotation: Annotation, key: int) -> None:
        if "[[" in annotation.note:
            from reader.store.index.linking import link_rows  # for the few notes that have any

            sql = "INSERT OR IGNORE INTO links (article, title, annotation, key) VALUES (?, ?, ?, ?)"
            self._executemany(sql, link_rows(annotation, key))

    def _drop_annotations(self, docid: int, keys: Sequence[int]) -> None:
        for key in keys:
            self._execute("DELETE FROM annotations WHERE key = ?", (key,))
            self._execute("DELETE FROM documents WHERE key = ?", (key,))
            self._execute("DELETE FROM annotation_words WHERE rowid = ?", (key,))
            self._execute("DELETE FROM links WHERE key = ?", (key,))
            self._execute("DELETE FROM tags WHERE docid = ? AND annotation = ?", (docid, key))

    def _put_notes(self, docid: int, annotations: Sequence[Annotation]) -> None:
        notes = [note for annotation in annotations for note in (annotation.note, *annotation.other_notes)]
        tags = [tag for annotation in annotations for tag in annotation.tags]
        self._own_words.setdefault(docid, {}).update(notes=gapped(notes), note_tags=gapped(tags))

    def _sign(self, article_id: str, column: str, signature: int) -> None:
        self._execute(
            f"INSERT INTO signatures (article_id, {column}) VALUES (?, ?)"
            f" ON CONFLICT (article_id) DO UPDATE SET {column} = excluded.{column}",
            (article_id, signature),
        )

    def _note(self, article_id: str, part: Part) -> None:
        """Write the log for other windows; while all is made anew, its end is the one entry."""
        if self._execute("SELECT value FROM meta WHERE name = 'is_complete'").fetchone()[0]:
            self._log(article_id, part)

    def _log(self, article_id: str, part: Part) -> None:
        """Add a line to the log; "" stands for everything."""
        line = self._execute(
            "INSERT INTO log (writer, article_id, part) VALUES (?, ?, ?)", (self._writer, article_id, part.value)
        )
        if line.lastrowid and line.lastrowid % 512 == 0:
            self._execute("DELETE FROM log WHERE seq <= ?", (line.lastrowid - LOG_ENTRIES,))


def _feed_bits(record: ArticleRecord) -> int:
    """Return the flags of what a record says of feeds."""
    if not record.feeds and not record.story and not record.came_by_feed:
        return 0  # as in most libraries
    return (CAME if record.came_by_feed else 0) | (FED if record.feeds or record.story else 0)


def _with_news(flags: int) -> int:
    """Return flags with the one that follows from two others."""
    return flags | NEWS if flags & (CAME | KEPT) == CAME else flags & ~NEWS


_NO_TROUBLE = (False, False, False)


def _troubles(placed: PlacedAnnotation) -> tuple[bool, bool, bool]:
    """Return whether a mark is lost, whether its words have changed, and whether it needs a look."""
    anchor = placed.anchor
    if anchor is None or not placed.annotation.is_highlight:
        return _NO_TROUBLE
    return not placed.is_placed, anchor.state is AnchorState.CHANGED, anchor.needs_look
