"""The query language as the faces speak of it: what there is to write, what is wrong, and which words a query asks for."""

from collections.abc import Collection
from datetime import date

from reader.model.errors import QueryError
from reader.model.query import Words, words_asked_for
from reader.query.completion import Completion, Known, Offer, complete
from reader.query.grammar import TERMS, QueryTerm
from reader.query.parser import parse

__all__ = ["TERMS", "Completion", "Known", "Offer", "QueryTerm", "complete", "fault_of", "narrowed", "words_of"]


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


def narrowed(condition: str, query: str) -> str:
    """Return the query that finds what both find; the order that `query` asks for, which no bracket may hold, stays its order."""
    if "OR" not in query:
        return " ".join(part for part in (condition, query) if part)
    words = query.split(" ")
    orders = [word for word in words if word.lower().lstrip("-").startswith("sort:")]
    rest = " ".join(word for word in words if word not in orders).strip()
    return " ".join(part for part in (condition, f"({rest})" if rest else "", *orders) if part)
