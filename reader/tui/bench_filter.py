"""What a workbench is narrowed down to: a query that was written, and what was chosen beside it. Pure.

All of it together is one query of the query language, so that it can be saved, exported by and said on the command line.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from reader.library.bench import BenchCounts
from reader.model.annotation import Colour


class Dimension(Enum):
    """What annotations can be told apart by."""

    COLOUR = "color"
    STATE = "state"
    PERIOD = "made"
    TAG = "tag"
    ARTICLE = "article"


class Facet(NamedTuple):
    """One value of a dimension: `COLOUR green`, `TAG policy`, `PERIOD week`, `STATE is:orphan`, `ARTICLE 3fa9…`."""

    dimension: Dimension
    value: str

    @property
    def term(self) -> str:
        """How the query language asks for it."""
        if self.dimension is Dimension.STATE:
            return self.value
        return f"{self.dimension.value}:{_quoted(self.value)}"


_NARROWING = (Dimension.TAG, Dimension.STATE)
"""An annotation may have several values of these at once: choosing a second one narrows down further. Of the others either."""

_SINGLE = Dimension.PERIOD
"""Of this one value at a time makes sense: a week lies in its month."""


class BenchFilter(NamedTuple):
    """A query and facets."""

    text: str = ""
    facets: tuple[Facet, ...] = ()
    """In the order in which they were chosen."""

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.facets)

    def toggled(self, facet: Facet) -> "BenchFilter":
        """Return it with a facet more, or less."""
        if facet in self.facets:
            return self._replace(facets=tuple(one for one in self.facets if one != facet))
        kept = self.facets
        if facet.dimension is _SINGLE:
            kept = tuple(one for one in kept if one.dimension is not _SINGLE)
        return self._replace(facets=(*kept, facet))

    def without(self, dimension: Dimension) -> "BenchFilter":
        """Return it as it has to be for counting the values of a dimension: a further value of some is another choice."""
        if dimension in _NARROWING:
            return self
        return self._replace(facets=tuple(one for one in self.facets if one.dimension is not dimension))

    @property
    def query(self) -> str:
        """All of it in the query language; the order that the text may ask for stays its order."""
        terms = []
        for dimension in Dimension:
            chosen = [facet.term for facet in self.facets if facet.dimension is dimension]
            if dimension in _NARROWING or len(chosen) < 2:
                terms += chosen
            else:
                terms.append(f"({' OR '.join(chosen)})")
        text = self.text.strip()
        if not terms:
            return text
        from reader.library.query_language import narrowed

        return narrowed(" ".join(terms), text)


class Counted(NamedTuple):
    """How much stands behind each facet, as it would be if it were chosen."""

    filter: BenchFilter
    total: int = 0
    """Without any filter."""
    by: Mapping[Dimension, BenchCounts] = {}
    tags: tuple[tuple[str, int], ...] = ()
    """All that are in use, for completing."""


def colour_facet(colour: Colour) -> Facet:
    """Return the facet of a colour; by its own name, which stays when the user's word for it changes."""
    return Facet(Dimension.COLOUR, colour.value)


def _quoted(value: str) -> str:
    if value.replace("-", "").replace("_", "").isalnum():
        return value
    return '"' + value.replace('"', " ") + '"'
