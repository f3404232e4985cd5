"""What a workbench can be narrowed down to, as rows: colours with their meanings, states, times, tags, articles. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reader.model.annotation import Colour
from reader.tui.bench_filter import BenchFilter, Counted, Dimension, Facet, colour_facet

PERIODS = {"today": "today", "week": "this week", "month": "this month", "year": "this year"}
STATES = {
    "has:note": "with a note",
    "is:unsure": "needs a look",
    "is:changed": "words changed",
    "is:orphan": "passage gone",
}

HEADINGS = {
    Dimension.COLOUR: "Colours",
    Dimension.STATE: "Kinds",
    Dimension.PERIOD: "Made",
    Dimension.TAG: "Tags",
    Dimension.ARTICLE: "Articles",
}

MOST_TAGS = 40
MOST_ARTICLES = 30
"""Rows that are offered; completing the filter knows the others."""


class FacetRow(NamedTuple):
    """A row of the column."""

    text: str
    facet: Facet | None = None
    """None for a heading, and for a blank row with an empty text."""
    leaves: int = 0
    """How many annotations there are with it."""
    colour: str = ""
    """The colour that it stands for."""
    is_chosen: bool = False


def facet_rows(counted: Counted, meanings: Mapping[Colour, str]) -> tuple[FacetRow, ...]:
    """Return what may be chosen, each with how much it leaves; what would leave nothing is left out unless it is chosen."""
    rows: list[FacetRow] = []
    for dimension in Dimension:
        values = list(_values(dimension, counted, meanings))
        if values:
            rows += [FacetRow("")] * bool(rows)
            rows += [FacetRow(HEADINGS[dimension]), *values]
    return tuple(rows)


def facet_words(facet: Facet, counted: Counted, meanings: Mapping[Colour, str]) -> str:
    """Return what a chosen facet is called in the head of the list."""
    match facet.dimension:
        case Dimension.COLOUR:
            return next((word for colour, word in meanings.items() if colour.value == facet.value), facet.value)
        case Dimension.STATE:
            return STATES.get(facet.value, facet.value)
        case Dimension.PERIOD:
            return f"made {PERIODS.get(facet.value, facet.value)}"
        case Dimension.TAG:
            return f"#{facet.value}"
        case Dimension.ARTICLE:
            counts = counted.by.get(Dimension.ARTICLE)
            articles = counts.articles if counts is not None else ()
            return next((f"“{record.title}”" for record, _ in articles if record.id == facet.value), "one article")


def _values(dimension: Dimension, counted: Counted, meanings: Mapping[Colour, str]) -> Iterator[FacetRow]:
    counts = counted.by.get(dimension)
    if counts is None:
        return
    filter = counted.filter
    rows: list[FacetRow]
    match dimension:
        case Dimension.COLOUR:
            rows = [
                _row(colour_facet(colour), word, counts.colours.get(colour, 0), filter, colour.value)
                for colour, word in meanings.items()
            ]
        case Dimension.STATE:
            numbers = {
                "has:note": counts.with_note,
                "is:unsure": counts.unsure,
                "is:changed": counts.changed,
                "is:orphan": counts.orphans,
            }
            rows = [_row(Facet(dimension, term), words, numbers[term], filter) for term, words in STATES.items()]
        case Dimension.PERIOD:
            rows = [
                _row(Facet(dimension, period), words, counts.since.get(period, 0), filter)
                for period, words in PERIODS.items()
            ]
        case Dimension.TAG:
            tags = [*counts.tags[:MOST_TAGS], *((name, 0) for name in _chosen(filter, dimension, dict(counts.tags)))]
            rows = [_row(Facet(dimension, name), f"#{name}", count, filter) for name, count in tags]
        case Dimension.ARTICLE:
            rows = [
                _row(Facet(dimension, record.id), record.title or record.url, count, filter)
                for record, count in counts.articles[:MOST_ARTICLES]
            ]
    yield from (row for row in rows if row.leaves or row.is_chosen)


def _chosen(filter: BenchFilter, dimension: Dimension, known: Mapping[str, int]) -> list[str]:
    return [one.value for one in filter.facets if one.dimension is dimension and one.value not in known]


def _row(facet: Facet, text: str, count: int, filter: BenchFilter, colour: str = "") -> FacetRow:
    return FacetRow(text, facet, count, colour, facet in filter.facets)
