"""How likely a place that was found is the right one: a probability, fitted on passages whose place is known.

Shares of words say little by themselves: of two passages that have both lost a third of their words, the one that still stands
between its neighbours is in its place. So what speaks for and against a place is weighed by a logistic regression. It was fitted
on 20,000 passages in made changes of 90 kinds, newsroom edits, other extractors, moved and repeated passages among them; see
`tests/anchor/test_quality.py`, which holds what is believed to floors.
"""

from math import exp, log
from typing import NamedTuple

DOUBTED = 0.9
"""Of a place for which little speaks but that nothing else fits."""

LARGEST_STRETCH = 1.5
"""Logarithm beyond which it does not matter how much longer or shorter a passage has become."""


CLOSE_LEAD, LARGEST_LEAD = 0.1, 0.8
"""A lead over the next best place below which the two can't be told apart, and one beyond which more says nothing."""


class Signs(NamedTuple):
    """What speaks for a place to which a map of both texts leads."""

    share: float
    """Of the sentence's weight that stands there, 0 to 1."""
    lost_ends: int
    """How many of the passage's first and last word are not there."""
    lost_neighbours: int
    """On how many sides the passage touches other words than before."""
    has_moved: bool
    stretch: float
    """The new length by the old one."""


class QuoteSigns(NamedTuple):
    """What speaks for a place at which a quote and its context were found."""

    context_share: float
    """Of the context's weight that stands there, 0 to 1."""
    lost_ends: int
    lead: float
    """By how much it fits better than the next best place."""
    stretch: float


def confidence_by_text(signs: Signs) -> float:
    """Return the probability that a place is right, if the old text is at hand."""
    against = (
        -6.5
        + 1.8 * (1 - signs.share)
        + 0.75 * signs.lost_ends
        + 0.75 * signs.lost_neighbours
        + 1.2 * signs.has_moved
        + 4.3 * _distortion(signs.stretch)
    )
    return _probability(against)


def confidence_by_quote(signs: QuoteSigns) -> float:
    """Return the probability that a place is right, if only the selectors are at hand."""
    against = (
        -4.8
        + 1.4 * (1 - signs.context_share)
        + 1.3 * signs.lost_ends
        + 3.7 * _distortion(signs.stretch)
        + 2.4 * (signs.lead < CLOSE_LEAD)
        - 0.7 * min(LARGEST_LEAD, signs.lead)
    )
    return _probability(against)


def _distortion(stretch: float) -> float:
    return min(LARGEST_STRETCH, abs(log(max(0.05, stretch))))


def _probability(against: float) -> float:
    return 1 / (1 + exp(against))
