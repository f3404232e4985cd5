"""Finding a passage by what its selectors say, in a text of which the older state is not at hand.

The words of quote and context vote for places; at each of the best, quote and context are mapped to what stands there. The score
weighs quote and context, a little the distance from where the passage stood; there is a minimum, because a mark on the wrong
words is worse than a mark in the tray of orphans. `resolve` is the caller; what a person quotes is looked for by `quote`.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from heapq import nlargest
from itertools import islice

from reader.anchor.borders import Link, Passage, living_part, place_borders
from reader.anchor.confidence import QuoteSigns, confidence_by_quote
from reader.anchor.described import Described
from reader.anchor.diffmap import NONE, Run, WordMap, align, align_around
from reader.anchor.doubts import drop_dead_sentences, drop_lonely_runs, slide_runs
from reader.anchor.moves import link_moved_lines, own_lines
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

LONG_QUOTE = 12
"""Words of a quote whose sentences may have changed places."""

WELL_FOUND, BETTER_BY = 0.9, 0.1
"""Share of a long quote from which nobody looks for the rest, and by how much more has to be found otherwise."""

TEMPLATE_GRAMS = 4
"""Threes of words, each said several times, of which so many in one passage are a template's."""

LEAST_CONTEXT_OF_MARKS = 0.4
"""Share of the letters around a quote without words that has to touch it still: one side, more or less."""

UNRIVALLED = 0.85
"""Score from which a place is believed though another fits nearly as well, or what stands there is said elsewhere as well,
if the quote is not whole there."""

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
    context_share: float = 1.0
    """How much of the context stands there."""
    lost_ends: int = 0
    """How many of the quote's first and last word are not there."""
    is_template: bool = False
    """Whether all that stands there of the quote stands elsewhere as well: an entry after the same template."""
    confidence: float = 1.0
    """How likely it is the right place."""


class Matcher:
    """Finds passages in one text; its words are indexed once."""

    def __init__(self, text: str) -> None:
        self._wording = Wording(text)
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._wording.words):
            self._places[word].append(at)

    def match(self, selectors: Selectors) -> Match | None:
        """Return the place that fits best, or None if none deserves belief."""
        described = Described(selectors)
        if not described.size:
            return self._match_marks(selectors)
        whole = [self._compare_whole(described, start) for start in self._whole_places(described)[:MAX_PLACES]]
        parts = [self._compare(described, self._wording.part(*window)) for window in self._windows(described)]
        found = [match for match in [*whole, *parts] if match is not None]
        if found and described.size >= LONG_QUOTE and (turned := self._compare_turned(described, found)):
            found.append(turned)
        if not found:
            return None
        length = max(1, len(self._wording.text))

        def rank(match: Match) -> float:
            return match.score - DISTANCE_WEIGHT * abs(match.start - selectors.start) / length

        best = max(found, key=rank)
        complete = [match for match in whole if match is not None]
        if best.is_template and complete:
            best = max(complete, key=rank)
        rival = max((match.score for match in found if match.end <= best.start or match.start >= best.end), default=0.0)
        if best.score < UNRIVALLED and best.quote_share < 1 and (best.is_template or rival > best.score - RIVAL_WITHIN):
            return None
        # Where the quote stands whole it has its own borders, whatever else its context would take in.
        best = next((match for match in complete if best.start <= match.start and match.end <= best.end), best)
        signs = QuoteSigns(
            context_share=best.context_share,
            lost_ends=best.lost_ends,
            lead=best.score - rival,
            stretch=(best.end - best.start) / max(1, len(selectors.exact)),
        )
        return replace(best, confidence=confidence_by_quote(signs))

    def _match_marks(self, selectors: Selectors) -> Match | None:
        """Find a quote without words, such as a dash or a picture, by the letters right before and after it."""
        text, marks = self._wording.text, selectors.exact.strip()
        if not marks:
            return None
        prefix, suffix = selectors.prefix.rstrip(), selectors.suffix.lstrip()
        found: list[int] = []
        best = 0
        for at in islice(_occurrences(text, marks), MAX_VOTES):
            before = text[max(0, at - 2 * CONTEXT_LETTERS) : at].rstrip()
            after = text[at + len(marks) : at + len(marks) + 2 * CONTEXT_LETTERS].lstrip()
            common = _common_letters(prefix[::-1], before[::-1]) + _common_letters(suffix, after)
            if common >= best:
                found, best = [*(found if common == best else ()), at], common
        if len(found) != 1 or best < LEAST_CONTEXT_OF_MARKS * len(prefix + suffix):
            return None
        return Match(start=found[0], end=found[0] + len(marks), score=best / max(1, len(prefix + suffix)))

    def _whole_places(self, described: Described) -> list[int]:
        """Return the words at which the whole quote stands, the nearest to where it stood first."""
        quote = described.wording.words[described.passage.low : described.passage.high]
        if len(quote) <= 2:
            return []
        expected = bisect_left(self._wording.starts, described.start)
        rarest = min(range(len(quote)), key=lambda at: len(self._places.get(quote[at], ())))
        places = _nearest(self._places.get(quote[rarest], []), expected)
        starts = [place - rarest for place in places if place >= rarest]
        size, words = len(quote), self._wording.words
        whole = [start for start in starts if words[start] == quote[0] and words[start : start + size] == quote]
        return sorted(whole, key=lambda start: abs(start - expected))

    def _windows(self, described: Described) -> list[tuple[int, int]]:
        """Return the stretches of words for which the words of quote and context vote."""
        votes: dict[int, float] = defaultdict(float)
        expected = bisect_left(self._wording.starts, described.start)
        for at, word in enumerate(described.wording.words):
            places = self._places.get(word)
            if not places:
                continue
            vote = min(len(word), 8) / (1 + len(places) ** 0.5)
            for place in _nearest(places, expected):
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

    def _compare_whole(self, described: Described, start: int) -> Match | None:
        """Return the place where the quote stands whole, if enough of the context stands around it."""
        low, high = described.passage.low, described.passage.high
        first = max(0, start - low - 6)
        window = self._wording.part(first, min(len(self._wording), start + len(described.wording) - low + 6))
        words = WordMap(described.wording, window)
        align_around(words, Run(low, start - first, high - low))
        is_block = _is_whole_block(words, described)
        if not is_block:
            _drop_loose_context(words, low, high)
        links = [Link(old, new) for old, new in enumerate(words.forth) if new != NONE]
        return self._judge(words, described, described.passage, links, is_block=is_block)

    def _compare(self, described: Described, window: Wording) -> Match | None:
        """Map quote and context to a window; return where the quote is in it if enough of both is there."""
        words = WordMap(described.wording, window)
        align(words)
        slide_runs(words)
        is_block = _is_whole_block(words, described)
        alive = [True] * len(words.forth)
        if not is_block:
            drop_lonely_runs(words)
            alive = drop_dead_sentences(words, trusts_slots=False)
        passage = living_part(described.wording, described.passage, alive)
        return self._judge(words, described, passage, _densest(words), is_block=is_block)

    def _compare_turned(self, described: Described, found: list[Match]) -> Match | None:
        """Look around the best place for a long quote whose sentences changed places; None if that finds no more of it."""
        best = max(found, key=lambda match: match.quote_share)
        if best.quote_share >= WELL_FOUND:
            return None
        low, high = self._wording.span(best.start, best.end)
        window = self._wording.part(
            max(0, low - described.size - 12), min(len(self._wording), high + described.size + 12)
        )
        words = WordMap(described.wording, window)
        lines = own_lines(words)
        if not lines.moved:
            return None
        align(words, lines.moved)
        slide_runs(words)
        drop_lonely_runs(words)
        link_moved_lines(words, lines.moved)
        alive = drop_dead_sentences(words, trusts_slots=False)
        passage = living_part(described.wording, described.passage, alive)
        turned = self._judge(words, described, passage, _densest(words), is_block=False)
        return turned if turned and turned.quote_share > best.quote_share + BETTER_BY else None

    def _judge(
        self, words: WordMap, described: Described, passage: Passage | None, links: list[Link], *, is_block: bool
    ) -> Match | None:
        """Return where the passage is by the links, if they hold enough of quote and context."""
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
        found = place_borders(words, passage, links) if passage else None
        if found is None:
            return None
        return Match(
            start=found.start,
            end=found.end,
            score=QUOTE_WEIGHT * quote + (1 - QUOTE_WEIGHT) * context,
            quote_share=quote,
            context_share=context,
            lost_ends=2 - sum(link.old in (low, high - 1) for link in links) - (high - low == 1),
            is_template=quote < 1 and self._says_nothing_own(words, links, low, high),
        )

    def _says_nothing_own(self, words: WordMap, links: list[Link], low: int, high: int) -> bool:
        partners = dict(links)
        grams = [
            self._grams[tuple(words.old.words[old : old + 3])]
            for old in range(low, high - 2)
            if old in partners
            and partners.get(old + 1) == partners[old] + 1
            and partners.get(old + 2) == partners[old] + 2
        ]
        return len(grams) >= TEMPLATE_GRAMS and min(grams) > 1

    @cached_property
    def _grams(self) -> Counter[tuple[str, ...]]:
        words = self._wording.words
        return Counter(zip(words, words[1:], words[2:], strict=False))


def _is_whole_block(words: WordMap, described: Described) -> bool:
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


def _drop_loose_context(words: WordMap, low: int, high: int) -> None:
    """Unlink context that does not touch the quote where it stands: words that many passages say."""
    for at in (*range(low), *range(high, len(words.forth))):
        if words.forth[at] != NONE and words.run_around(at, 0, len(words.forth)) < 2:
            words.unlink(at)


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


def _nearest(places: list[int], expected: int) -> list[int]:
    """Return at most `MAX_VOTES` of the places, those around the expected one."""
    if len(places) <= MAX_VOTES:
        return places
    middle = bisect_left(places, expected)
    return places[max(0, middle - MAX_VOTES // 2) : middle + MAX_VOTES // 2]


def _common_letters(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _occurrences(text: str, marks: str) -> Iterator[int]:
    at = text.find(marks)
    while at >= 0:
        yield at
        at = text.find(marks, at + 1)


def match(new_text: str, exact: str, prefix: str, suffix: str, start: int) -> Match | None:
    """Return where a quote with its context stands in `new_text`. For more than one quote make one `Matcher`."""
    selectors = Selectors(exact=exact, prefix=prefix, suffix=suffix, start=start, end=start + len(exact))
    return Matcher(new_text).match(selectors)
