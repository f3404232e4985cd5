"""The query language as the faces speak of it: what there is to write, what is wrong, and which words a query asks for."""

from collections.abc import Collection
from datetime import date

from reader.model.errors import QueryError
from reader.model.query import Words, words_asked_for
from reader.query.completion import Completion, Known, Offer, complete
from reader.query.grammar import TERMS, QueryTerm
from reader.query.parser import parse

__all__ = ["TERMS", "Completion", "Known", "Offer", "QueryTerm", "complete", "fault_of", "words_of"]


def fault_of(query: str, colours: Collection[str] | None = None) -> QueryError | None:
    """Return what is wrong with a query, with its place; None if nothing is. Without `colours` their names are not looked at."""
    try:
        parse(query, today=date.today(), colours=colours)
    except QueryError as error:
        return error
    return None


def words_of(query: str) -> tuple[Words, ...]:
    """Return the words that what `query` finds has, for marking them where they stand. Raises QueryError."""
    # Which day it is matters to no word.
    return words_asked_for(parse(query, today=date.today()))
