"""Which word of the old text is which word of the new one: a map made once for two versions, shared by all marks.

Common ends first; then runs of words that are unique on both sides, as the longest chain that goes forward (Bram Cohen's
patience diff, with n-grams for lines); then, in the small gaps that are left, the longest common subsequence. What was moved is
found by `moves`, what is linked by chance is dropped by `doubts`.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from typing import NamedTuple

from reader.anchor.wording import Wording

NONE = -1
"""Stands for the partner of a word that has none."""

SMALL_GAP = 40_000
"""Words times words that the common subsequence may compare without looking for unique runs first."""

LARGEST_GAP = 64_000_000
"""Words times words beyond which a gap without a unique run is halved on both sides; 8 MB of bits."""

MIN_LINE_WEIGHT = 6.0
"""What a whole line has to weigh to be believed by itself: two words of substance."""

GRAM_SIZES = (8, 4, 2, 1)
_HASH_BASE, _HASH_MODULUS = 1_000_003, (1 << 61) - 1


class Run(NamedTuple):
    """Neighbouring old words whose partners are neighbours too."""

    old: int
    new: int
    length: int


class _Gap(NamedTuple):
    """A stretch of either text that is not linked yet."""

    low: int
    high: int
    new_low: int
    new_high: int
    is_half: bool = False
    """Of a stretch in which nothing is unique: it is not looked for again."""


class WordMap:
    """Links between the words of two texts: `forth[i]` is the new partner of old word `i`, `back` the other way round."""

    def __init__(self, old: Wording, new: Wording) -> None:
        self.old = old
        self.new = new
        ids: dict[str, int] = {}
        self.a = [ids.setdefault(word, len(ids)) for word in old.words]
        self.b = [ids.setdefault(word, len(ids)) for word in new.words]
        self.forth = [NONE] * len(self.a)
        self.back = [NONE] * len(self.b)
        counts = Counter(self.a)
        by_word = {word: weigh(word, counts[ids[word]]) for word in set(old.words)}
        self.weights = [by_word[word] for word in old.words]

    def link(self, old: int, new: int, length: int = 1) -> None:
        """Make `length` words from `old` the partners of those from `new`."""
        self.forth[old : old + length] = range(new, new + length)
        self.back[new : new + length] = range(old, old + length)

    def unlink(self, old: int, length: int = 1) -> None:
        """Take the partners of `length` words from `old` away."""
        for at in range(old, old + length):
            if self.forth[at] != NONE:
                self.back[self.forth[at]] = NONE
                self.forth[at] = NONE

    def runs(self) -> Iterator[Run]:
        """Yield the runs in the order of the old text, each as long as it goes."""
        forth, at, size = self.forth, 0, len(self.forth)
        while at < size:
            if forth[at] == NONE:
                at += 1
                continue
            end = at + 1
            while end < size and forth[end] == forth[end - 1] + 1:
                end += 1
            yield Run(at, forth[at], end - at)
            at = end

    def run_around(self, old: int, low: int, high: int) -> int:
        """Return the length of the run through old word `old`, looked at between `low` and `high`."""
        first = last = old
        while first > low and self.forth[first - 1] == self.forth[first] - 1 != NONE:
            first -= 1
        while last + 1 < high and self.forth[last + 1] == self.forth[last] + 1:
            last += 1
        return last - first + 1

    def weight(self, low: int, high: int) -> float:
        """Return what the old words from `low` to `high` weigh together; never zero."""
        return sum(self.weights[low:high]) or 1.0


def weigh(word: str, count: int, exponent: float = 1.5) -> float:
    """Return how much a word says about where it stands: long ones and numbers much, common ones little."""
    if word.isdigit():
        weight = 5.0
    elif "\u0e00" <= word[0] <= "\u9fff" and len(word) == 1:
        weight = 2.0
    elif "\uac00" <= word[0] <= "\ud7a3":
        weight = min(2.0 * len(word), 8.0)  # a syllable of Hangul is two or three letters
    else:
        weight = min(len(word), 8) * (0.5 if len(word) <= 3 else 1.0)
    return weight / float((1 + log(count)) ** exponent)


def align(words: WordMap, apart: Iterable[tuple[int, int, int, int]] = ()) -> None:
    """Link what went from the old text to the new one without changing its order.

    `apart` are the half-open ranges of old and new words that have left it, and stay unlinked.
    """
    a, b = words.a, words.b
    kept_a, kept_b = list(a), list(b)
    for low, high, new_low, new_high in apart:
        a[low:high] = range(-2, -2 - (high - low), -1)
        b[new_low:new_high] = [NONE] * (new_high - new_low)
    _align(words, [_Gap(0, len(a), 0, len(b))])
    a[:], b[:] = kept_a, kept_b


def align_around(words: WordMap, run: Run) -> None:
    """Link a run that is known, and what stands before and after it on either side."""
    words.link(*run)
    end, new_end = run.old + run.length, run.new + run.length
    _align(words, [_Gap(0, run.old, 0, run.new), _Gap(end, len(words.a), new_end, len(words.b))])


def _align(words: WordMap, gaps: list[_Gap]) -> None:
    while gaps:
        low, high, new_low, new_high, is_half = gaps.pop()
        a, b = words.a, words.b
        head = 0
        while low + head < high and new_low + head < new_high and a[low + head] == b[new_low + head]:
            head += 1
        words.link(low, new_low, head)
        low, new_low = low + head, new_low + head
        tail = 0
        while high - tail > low and new_high - tail > new_low and a[high - tail - 1] == b[new_high - tail - 1]:
            tail += 1
        high, new_high = high - tail, new_high - tail
        words.link(high, new_high, tail)
        if low >= high or new_low >= new_high:
            continue
        size = (high - low) * (new_high - new_low)
        chain = [] if size < SMALL_GAP or is_half else _unique_chain(words, low, high, new_low, new_high)
        if not chain:
            if size <= LARGEST_GAP:
                _link_subsequence(words, low, high, new_low, new_high)
            else:
                middle, new_middle = (low + high) // 2, (new_low + new_high) // 2
                gaps += [
                    _Gap(low, middle, new_low, new_middle, is_half=True),
                    _Gap(middle, high, new_middle, new_high, is_half=True),
                ]
            continue
        for old, new in [*chain, (high, new_high)]:
            if old < low or new < new_low:
                continue  # inside the run before
            if low < old and new_low < new:
                gaps.append(_Gap(low, old, new_low, new))
            length = 0
            while old + length < high and new + length < new_high and a[old + length] == b[new + length]:
                length += 1
            words.link(old, new, length)
            low, new_low = old + length, new + length


def _unique_chain(words: WordMap, low: int, high: int, new_low: int, new_high: int) -> list[tuple[int, int]]:
    """Return the starts of runs of words that stand once on either side, as the longest chain that goes forward."""
    for size in GRAM_SIZES:
        olds, news = _unique_grams(words.a, low, high, size), _unique_grams(words.b, new_low, new_high, size)
        pairs = sorted((old, news[gram]) for gram, old in olds.items() if gram in news)
        if pairs:
            return _longest_chain(pairs)
    return []


def _unique_grams(ids: list[int], low: int, high: int, size: int) -> dict[int, int]:
    """Return where each run of `size` words stands that stands only once, by its hash."""
    if high - low < size:
        return {}
    found: dict[int, int] = {}
    drop = pow(_HASH_BASE, size, _HASH_MODULUS)
    value = 0
    for at in range(low, high):
        value = (value * _HASH_BASE + ids[at] + 1) % _HASH_MODULUS
        if at - low >= size:
            value = (value - (ids[at - size] + 1) * drop) % _HASH_MODULUS
        if at - low >= size - 1:
            found[value] = NONE if value in found else at - size + 1
    return {gram: at for gram, at in found.items() if at != NONE}


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest sequence of `pairs`, which are sorted, that rises on both sides (patience sorting)."""
    tops: list[int] = []
    holders: list[int] = []
    before = [NONE] * len(pairs)
    for at, (_, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        if pile == len(tops):
            tops.append(new)
            holders.append(at)
        else:
            tops[pile] = new
            holders[pile] = at
        before[at] = holders[pile - 1] if pile else NONE
    chain = []
    at = holders[-1]
    while at != NONE:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _link_subsequence(words: WordMap, low: int, high: int, new_low: int, new_high: int) -> None:
    # Imported here: texts that did not change are placed without it.
    from rapidfuzz.distance import LCSseq

    for step in LCSseq.opcodes(words.a[low:high], words.b[new_low:new_high]):
        if step.tag == "equal":
            words.link(low + step.src_start, new_low + step.dest_start, step.src_end - step.src_start)
