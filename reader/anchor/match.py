"""Finding a passage by what its selectors say, in a text of which the older state is not at hand.

The words of quote and context vote for places; at each of the best, quote and context are mapped to what stands there. The score
weighs quote and context, a little the distance from where the passage stood; there is a minimum, because a mark on the wrong
words is worse than a mark in the tray of orphans. `resolve` is the caller; what a person quotes is looked for by `quote`.
"""

from bisect import bisect_left
from collections import defaultdict
from heapq import nlargest
from typing import NamedTuple

from reader.anchor.borders import Link, Passage, living_part, place_borders
from reader.anchor.diffmap import NONE, WordMap, align, weigh
from reader.anchor.doubts import drop_dead_sentences, drop_lonely_runs, slide_runs
from reader.anchor.wording import Wording
from reader.model.annotation import CONTEXT_LETTERS, Selectors
from reader.model.values import dataclass

PHRASE_WORDS = 6
"""A quote of up to so many words needs its context; a longer one speaks for itself."""

BLOCK_WORDS = 3
"""A block of so many words is believed without its neighbours."""

QUOTE_WEIGHT = 0.6
"""Of the quote in the score; the rest is the context's."""

DISTANCE_WEIGHT = 0.05
"""What the whole length of the text between then and now costs: it decides between equals and nothing else."""

LEAST_QUOTE = 0.5
LEAST_LONG_QUOTE = 0.42
LEAST_TOGETHER = 0.55
"""Shares of weight that have to be found: of a short quote, of a long one, or of quote and context together."""

LEAST_CONTEXT_OF_WORD = 0.5
LEAST_CONTEXT_OF_PHRASE = 0.25
"""Shares of the context that a quote of one or two words, and one of a few words, needs around it."""

UNRIVALLED = 0.85
"""Score from which a place is believed though another fits nearly as well, if the quote is not whole there."""

RIVAL_WITHIN = 0.2
"""Difference of scores below which two places are rivals: entries after one template."""

WIDE_GAP = 40
"""Words that may have been put into a passage; a sentence or two."""

MAX_PLACES = 12
"""Places that are compared."""

MAX_VOTES = 100
"""Places of one word that vote: the nearest to where the passage stood."""

BUCKET = 4
"""Words that votes for one place may be apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage that was found: a half-open range of code points, and how much of quote and context stands there, 0 to 1."""

    start: int
    end: int
    score: float
    quote_share: float = 1.0
    """How much of the quote alone stands there."""


class Matcher:
    """Finds passages in one text; its words are indexed once."""

    def __init__(self, text: str) -> None:
        self._wording = Wording(text)
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._wording.words):
            self._places[word].append(at)

    def match(self, selectors: Selectors) -> Match | None:
        """Return the place that fits best, or None if none deserves belief."""
        described = _Described(selectors)
        if not described.size:
            return self._match_marks(selectors)
        found = [
            match
            for window in self._windows(described)
            if (match := self._compare(described, self._wording.part(*window)))
        ]
        if not found:
            return None
        length = max(1, len(self._wording.text))
        best = max(found, key=lambda match: match.score - DISTANCE_WEIGHT * abs(match.start - selectors.start) / length)
        rivals = (match for match in found if match.end <= best.start or match.start >= best.end)
        if (
            best.score < UNRIVALLED
            and best.quote_share < 1
            and any(match.score > best.score - RIVAL_WITHIN for match in rivals)
        ):
            return None
        return best

    def _match_marks(self, selectors: Selectors) -> Match | None:
        """Find a quote without words, such as a dash or a picture: with both its contexts, and only once."""
        text = self._wording.text
        whole = selectors.prefix + selectors.exact + selectors.suffix
        at = text.find(whole)
        if not selectors.exact.strip() or at < 0 or text.find(whole, at + 1) >= 0:
            return None
        start = at + len(selectors.prefix)
        return Match(start=start, end=start + len(selectors.exact), score=1.0)

    def _windows(self, described: "_Described") -> list[tuple[int, int]]:
        """Return the stretches of words for which the words of quote and context vote."""
        votes: dict[int, float] = defaultdict(float)
        expected = bisect_left(self._wording.starts, described.start)
        for at, word in enumerate(described.wording.words):
            places = self._places.get(word)
            if not places:
                continue
            vote = min(len(word), 8) / (1 + len(places) ** 0.5)
            if len(places) > MAX_VOTES:
                middle = bisect_left(places, expected)
                places = places[max(0, middle - MAX_VOTES // 2) : middle + MAX_VOTES // 2]
            for place in places:
                votes[(place - at) // BUCKET] += vote
        length = len(described.wording)
        # For a long quote neighbouring buckets are the same place, and each comparison is dear.
        apart = length // (16 * BUCKET)
        chosen: list[int] = []
        for bucket in nlargest(2 * MAX_PLACES, votes, key=lambda bucket: votes[bucket] + votes.get(bucket + 1, 0.0)):
            if all(abs(bucket - other) > apart for other in chosen):
                chosen.append(bucket)
        windows = []
        for bucket in chosen[:MAX_PLACES]:
            low = max(0, bucket * BUCKET - 6)
            high = min(len(self._wording), bucket * BUCKET + length + 12 + length // 2)
            if low < high:
                windows.append((low, high))
        return windows

    def _compare(self, described: "_Described", window: Wording) -> Match | None:
        """Map quote and context to a window; return where the quote is in it if enough of both is there."""
        words = WordMap(described.wording, window)
        align(words)
        slide_runs(words)
        is_block = _is_whole_block(words, described)
        alive = [True] * len(words.forth)
        if not is_block:
            drop_lonely_runs(words)
            alive = drop_dead_sentences(words)
        links = _densest(words)
        low, high = described.passage.low, described.passage.high
        quote, context, together = described.shares(links)
        is_short = high - low <= PHRASE_WORDS and not is_block
        least = 0.0
        if is_short:
            least = LEAST_CONTEXT_OF_WORD if high - low <= 2 else LEAST_CONTEXT_OF_PHRASE
        if not ((quote >= LEAST_QUOTE and context >= least) or together >= LEAST_TOGETHER):
            return None
        if not is_short and quote < LEAST_LONG_QUOTE:
            return None
        passage = living_part(described.wording, described.passage, alive)
        found = place_borders(words, passage, links) if passage else None
        if found is None:
            return None
        return Match(
            start=found.start,
            end=found.end,
            score=QUOTE_WEIGHT * quote + (1 - QUOTE_WEIGHT) * context,
            quote_share=quote,
        )


class _Shares(NamedTuple):
    quote: float
    context: float
    together: float


class _Described:
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

    def shares(self, links: list[Link]) -> _Shares:
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
        return _Shares(
            found_quote / quote,
            found_context / context if context else 1.0,
            (found_quote + found_context) / (quote + context),
        )


def _is_whole_block(words: WordMap, described: _Described) -> bool:
    """Whether the quote was a block of its own, such as a heading, and stands word for word as one: it was moved."""
    low, high = described.passage.low, described.passage.high
    if high - low < BLOCK_WORDS or not described.is_block:
        return False
    first, last = words.forth[low], words.forth[high - 1]
    if NONE in words.forth[low:high] or last - first != high - low - 1:
        return False
    text, start, end = words.new.text, words.new.starts[first], words.new.ends[last]
    before = text[max(0, start - 8) : start].rstrip(" \"'“„«»([")
    after = text[end : end + 8].lstrip(" .!?…\"'”“«»)]")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _densest(words: WordMap) -> list[Link]:
    """Return the heaviest group of links without a wide gap on the new side."""
    groups: list[list[Link]] = []
    slack = WIDE_GAP + 0.7 * len(words.forth)
    for old, new in enumerate(words.forth):
        if new == NONE:
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and new - last.new <= slack + old - last.old:
            groups[-1].append(Link(old, new))
        else:
            groups.append([Link(old, new)])
    return max(groups, key=lambda group: sum(words.weights[link.old] for link in group), default=[])


def match(new_text: str, exact: str, prefix: str, suffix: str, start: int) -> Match | None:
    """Return where a quote with its context stands in `new_text`. For more than one quote make one `Matcher`."""
    selectors = Selectors(exact=exact, prefix=prefix, suffix=suffix, start=start, end=start + len(exact))
    return Matcher(new_text).match(selectors)
