"""A quote and its context as one short text: how much of either stands in a place. Called by `match`."""

from typing import NamedTuple

from reader.anchor.borders import Link, Passage
from reader.anchor.diffmap import weigh
from reader.anchor.wording import Wording
from reader.model.annotation import CONTEXT_LETTERS, Selectors


class Shares(NamedTuple):
    """Shares of the weight of a description that were found, 0 to 1."""

    quote: float
    context: float
    together: float


class Described:
    """Quote and context as one short text, and which of its words are the quote's."""

    def __init__(self, selectors: Selectors) -> None:
        self.wording = Wording(selectors.prefix + selectors.exact + selectors.suffix)
        self.start = selectors.start
        start = len(selectors.prefix)
        low, high = self.wording.span(start, start + len(selectors.exact))
        self.passage = Passage(low, high, start, start + len(selectors.exact))
        self.is_block = selectors.prefix[-1:] in ("", "\n") and selectors.suffix[:1] in ("", "\n")
        self._weights = [weigh(word, 1) for word in self.wording.words]
        self._cut_first = len(selectors.prefix) >= CONTEXT_LETTERS and low > 0
        self._cut_last = len(selectors.suffix) >= CONTEXT_LETTERS and high < len(self.wording)

    @property
    def size(self) -> int:
        """How many words the quote has."""
        return max(0, self.passage.high - self.passage.low)

    def shares(self, links: list[Link]) -> Shares:
        """Return how much of quote, context, and both was linked. A word that the context's end cut in two does not count."""
        low, high = self.passage.low, self.passage.high
        weights = list(self._weights)
        linked = {link.old for link in links}
        if self._cut_first and 0 not in linked:
            weights[0] = 0.0
        if self._cut_last and len(weights) - 1 not in linked:
            weights[-1] = 0.0
        quote = sum(weights[low:high]) or 1.0
        context = sum(weights) - sum(weights[low:high])
        found_quote = sum(weights[at] for at in linked if low <= at < high)
        found_context = sum(weights[at] for at in linked if not low <= at < high)
        return Shares(
            found_quote / quote,
            found_context / context if context else 1.0,
            (found_quote + found_context) / (quote + context),
        )
