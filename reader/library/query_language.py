"""The query language as the faces speak of it: what there is to write, and which words a query asks for.

From the table here the help of the command line, the screen's help on queries and the README's table are made.
"""

from datetime import date
from typing import NamedTuple

from reader.model.query import Words, words_asked_for
from reader.query.parser import parse


class QueryTerm(NamedTuple):
    """Something a query can ask, or with an empty form the heading of those that follow."""

    form: str
    """Examples, which stand for themselves; where there are several, two blanks part them."""
    meaning: str


TERMS = (
    QueryTerm("", "Words"),
    QueryTerm("ferry line", "both words, anywhere: in title, text, names, tags and notes"),
    QueryTerm('"ferry line"', "one directly after the other"),
    QueryTerm("ferr*", "words that begin so"),
    QueryTerm("-ferry", "without it; before a field or a bracket as well"),
    QueryTerm("ferry OR (bridge boat)", "one or the other; brackets hold together"),
    QueryTerm("", "Where they stand"),
    QueryTerm("title:ferry  author:osei  site:gazette", "in the title, a writer's name, the site's name or address"),
    QueryTerm("note:why  quote:ferry", "in what you wrote, in what you marked"),
    QueryTerm("title:(ferry OR bridge)", "each of them in the title"),
    QueryTerm("", "What it is"),
    QueryTerm("tag:policy", "with this tag, on the article or on a mark"),
    QueryTerm("color:blue", "marked in this colour, or in what the colour means to you"),
    QueryTerm("has:note  has:highlight  has:tag", "written, marked or tagged"),
    QueryTerm("is:unread  is:read  is:starred  is:archived", "what you did with it"),
    QueryTerm("is:orphan", "with a mark whose passage is gone from the text"),
    QueryTerm("lang:en", "in this language"),
    QueryTerm("", "When"),
    QueryTerm("after:2026-03  before:2026", "published since then, or earlier"),
    QueryTerm("published:2026  added:week  read:7d", "published, added or read in that time"),
    QueryTerm("added:2026-01..2026-03", "from one to the other; either end may be left out"),
    QueryTerm("", "In which order"),
    QueryTerm(
        "sort:published  -sort:title",
        "by published, added, read, title, site, author, words or best; a minus turns it round",
    ),
)
"""In the order in which they are told."""


def words_of(query: str) -> tuple[Words, ...]:
    """Return the words that what `query` finds has, for marking them where they stand. Raises QueryError."""
    # Which day it is matters to no word.
    return words_asked_for(parse(query, today=date.today()))
