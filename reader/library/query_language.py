"""The query language as the faces speak of it: what there is to write, and which words a query asks for."""

from datetime import date

from reader.model.query import Words, words_asked_for
from reader.query.parser import parse


def words_of(query: str) -> tuple[Words, ...]:
    """Return the words that what `query` finds has, for marking them where they stand. Raises QueryError."""
    return words_asked_for(parse(query, today=date.today()))
