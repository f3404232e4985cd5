"""Links between notes in the index: which notes refer to an article, and what the beginning of an id stands for.

A link is kept as it was written (`model.note_links`): with the beginning of an id, or with a title alone. So it is found from the
other end by every beginning that the id has, whatever articles come later.
"""

import sqlite3
from array import array
from collections.abc import Iterator

from reader.model.annotation import Annotation
from reader.model.note_links import links_in
from reader.model.search_text import fold
from reader.store.index.forms import storable
from reader.store.index.schema import TRASHED

_FEWEST_LETTERS = 4
"""The shortest beginning of an id that a link may have."""


def link_rows(annotation: Annotation, key: int) -> Iterator[tuple[str, str, str, int]]:
    """Give the rows of `links` that a note makes: id as written, title folded, annotation, and the key of the note."""
    for link in links_in(annotation.note):
        title = "" if link.article else storable(title_form(link.title))
        yield link.article, title, str(link.annotation_id) if link.annotation_id else "", key


def title_form(title: str) -> str:
    """Return a title as titles are compared: without case, accents and doubled spaces."""
    return " ".join(fold(title).split())


def referring_keys(
    connection: sqlite3.Connection, article_id: str, title: str, annotation_id: int | None
) -> "array[int]":
    """Return the keys of the notes that refer to an article, the newest first; with an annotation, those that refer to it.
    Those of articles in the trash are left out.

    `title` is the article's, for links that name it by that alone; with an annotation it does not matter.
    """
    begins = [article_id[:size] for size in range(_FEWEST_LETTERS, len(article_id) + 1)]
    marks = ", ".join("?" * len(begins))
    where = f"(l.article IN ({marks})"
    values: list[object] = [*begins]
    if annotation_id is None:
        where += " OR (l.article = '' AND l.title = ?))"
        values.append(storable(title_form(title)))
    else:
        where += ") AND l.annotation = ?"
        values.append(str(annotation_id))
    notes = "links l JOIN annotations n ON n.key = l.key JOIN articles a ON a.docid = n.docid"
    rows = connection.execute(
        f"SELECT DISTINCT n.key FROM {notes} WHERE {where} AND NOT a.flags & {TRASHED} ORDER BY n.created DESC, n.key DESC",
        values,
    )
    return array("q", (key for (key,) in rows))


def ids_that_begin(connection: sqlite3.Connection, prefix: str, limit: int) -> tuple[str, ...]:
    """Return the ids of articles that begin with `prefix`, in order, at most `limit`: also of those whose record is not here."""
    rows = connection.execute(
        "SELECT article_id FROM names WHERE article_id >= ? AND article_id < ? ORDER BY article_id LIMIT ?",
        (prefix, f"{prefix}g", limit),  # g comes after every hexadecimal digit
    )
    return tuple(article_id for (article_id,) in rows)
