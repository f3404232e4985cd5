"""Annotations named by how their ids end: an id begins with the time, so what tells it from others at a glance is its end."""

import sqlite3
from typing import NamedTuple


class Named(NamedTuple):
    """An annotation by its ids."""

    article_id: str
    annotation_id: int


def annotations_that_end(connection: sqlite3.Connection, digits: str, limit: int) -> tuple[Named, ...]:
    """Return annotations whose id ends with some digits, at most `limit`, the newest first. Costs a walk through all of them."""
    rows = connection.execute(
        "SELECT m.article_id, n.annotation_id FROM annotations n JOIN names m ON m.docid = n.docid"
        " WHERE substr(n.annotation_id, ?) = ? ORDER BY n.created DESC, n.key DESC LIMIT ?",
        (-len(digits), digits, limit),
    )
    return tuple(Named(article_id, int(annotation_id)) for article_id, annotation_id in rows)
