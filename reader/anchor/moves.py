"""Passages that stand elsewhere now: runs of words that nothing else has claimed on either side."""

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from reader.anchor.diffmap import MIN_LINE_WEIGHT, NONE, Run, WordMap

SIZES = (6, 4, 3)
"""Lengths of runs to begin with, the surest first."""

OWN_WORDS = 4
"""Length of a run that has to stand only once in either text for a move to be believed."""

MIN_WEIGHT = {6: 10.0, 4: 14.0, 3: 14.0}
"""What a moved run has to weigh, by the length it was found with: two or three words of substance."""

ROOM = 12
"""Words by which a moved sentence may have grown, beyond twice its length, before it is left alone."""

SHORT_LINE = 12
"""Words of a heading or of a table's row."""

STAYING_SHARE = 0.45
"""Of a line's weight that has to stand in its old place for the line to have stayed, though a copy stands elsewhere."""

OWN_LINE_WORDS = 2
OWN_LINE_SHARE = 0.6
"""How many words that either text says once, and which share of those of both lines, make an edited line the same line."""

MAX_PLACES = 20
"""Places of one run that are compared; more are a refrain."""


Part = tuple[int, int]
"""A half-open range of words: a line or a sentence."""


class Pair(NamedTuple):
    """A line of the old text and the line of the new one that it became: half-open ranges of words."""

    low: int
    high: int
    new_low: int
    new_high: int


def link_moved(words: WordMap) -> None:
    """Link runs of free old words to equal runs of free new words, each grown as far as it goes."""
    if NONE not in words.forth or NONE not in words.back:
        return
    own = _OwnWords(words)
    for size in SIZES:
        places: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for low, high in _free_stretches(words.back, size):
            for at in range(low, high - size + 1):
                places[tuple(words.b[at : at + size])].append(at)
        if not places:
            continue
        for low, high in _free_stretches(words.forth, size):
            at = low
            while at <= high - size:
                at += _link_at(words, own, places.get(tuple(words.a[at : at + size]), ()), at, size) or 1


class Lines(NamedTuple):
    """The lines and sentences that can be told by themselves: those that kept the order of the text, and those that left it."""

    staying: list[Pair]
    moved: list[Pair]


def own_lines(words: WordMap) -> Lines:
    """Return the lines said once in either text, word for word, and of the others the sentences, edited or not.

    Found before anything else is linked: between entries after one template, in a text that was turned round or in a table
    that was sorted anew, words in their old order would be taken from the lines that hold all of them.
    """
    whole = _whole(words, words.old.lines, words.new.lines)
    olds = _outside(words.old.sentences, sorted((pair.low, pair.high) for pair in whole))
    news = _outside(words.new.sentences, sorted((pair.new_low, pair.new_high) for pair in whole))
    sentences = {pair.low: pair for pair in _by_own_words(words, olds, news)}
    sentences |= {pair.low: pair for pair in _whole(words, olds, news)}
    pairs = sorted([*whole, *sentences.values()])
    chain = _heaviest_chain(pairs)
    return Lines([pair for pair in pairs if pair in chain], [pair for pair in pairs if pair not in chain])


def _outside(borders: list[int], taken: list[Part]) -> list[Part]:
    """Return the sentences of which no word is taken; `taken` is in the order of the text."""
    free, at = [], 0
    for low, high in pairwise(borders):
        while at < len(taken) and taken[at][1] <= low:
            at += 1
        if low < high and (at == len(taken) or taken[at][0] >= high):
            free.append((low, high))
    return free


def _whole(words: WordMap, olds: list[Part], news: list[Part]) -> list[Pair]:
    """Return the parts that are said once on either side, word for word."""
    known, found = _single(words.a, olds), _single(words.b, news)
    return [
        Pair(*known[part], *found[part])
        for part in known
        if part in found and words.weight(*known[part]) >= MIN_LINE_WEIGHT
    ]


def _by_own_words(words: WordMap, olds: list[Part], news: list[Part]) -> list[Pair]:
    """Return the parts that share most of the words which either text says only once."""
    counts, new_counts = Counter(words.a), Counter(words.b)
    part_of = {words.b[at]: part for part in news for at in range(*part) if new_counts[words.b[at]] == 1}
    votes = {
        part: Counter(part_of[one] for one in words.a[slice(*part)] if counts[one] == 1 and one in part_of)
        for part in olds
    }
    totals: Counter[Part] = Counter()
    for vote in votes.values():
        totals.update(vote)
    found = []
    for part, vote in votes.items():
        (new_part, own), *_ = vote.most_common(1) or [((0, 0), 0)]
        if own >= OWN_LINE_WORDS and own >= OWN_LINE_SHARE * max(vote.total(), totals[new_part]):
            found.append(Pair(*part, *new_part))
    return found


def link_staying_lines(words: WordMap, lines: list[Pair]) -> None:
    """Link again what was doubted or taken of short lines that stayed, such as a table's rows: their own words speak for them."""
    for line in lines:
        if line.high - line.low > SHORT_LINE:
            continue
        linked = [at for at in words.forth[line.low : line.high] if at != NONE]
        runs = _common_words(words, line)
        if sum(run.length for run in runs) > sum(line.new_low <= at < line.new_high for at in linked):
            words.unlink(line.low, line.high - line.low)
            for run in runs:
                words.link(*run)


def link_moved_lines(words: WordMap, lines: list[Pair]) -> None:
    """Link the lines that left their place, but for those whose place holds an edited line: that one is theirs, not the copy."""
    for line in lines:
        before = words.forth[line.low - 1] if line.low else NONE
        after = words.forth[line.high] if line.high < len(words.forth) else len(words.b)
        size = line.high - line.low
        if (before != NONE or not line.low) and after != NONE and before < after <= before + 2 * size + ROOM:
            steps = _common_words(words, line._replace(new_low=before + 1, new_high=after))
            if sum(words.weight(run.old, run.old + run.length) for run in steps) < STAYING_SHARE * words.weight(
                line.low, line.high
            ):
                steps = _common_words(words, line)
        else:
            steps = _common_words(words, line)
        for run in steps:
            words.link(*run)


def _common_words(words: WordMap, pair: Pair) -> list[Run]:
    """Return the longest common subsequence of two stretches as runs; of the new words only those that are free."""
    from rapidfuzz.distance import LCSseq

    free = [
        words.b[at] if words.back[at] == NONE or pair.low <= words.back[at] < pair.high else NONE
        for at in range(pair.new_low, pair.new_high)
    ]
    return [
        Run(pair.low + step.src_start, pair.new_low + step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(words.a[pair.low : pair.high], free)
        if step.tag == "equal"
    ]


def _heaviest_chain(pairs: list[Pair]) -> set[Pair]:
    """Return the pairs, sorted by their old place, that keep their order and have the most words together."""
    ranks = {new: rank for rank, new in enumerate(sorted({pair.new_low for pair in pairs}), 1)}
    tops: list[tuple[int, int]] = [(0, NONE)] * (len(ranks) + 1)  # a Fenwick tree of the heaviest chain up to a rank
    before = [NONE] * len(pairs)
    best = (0, NONE)
    for at, pair in enumerate(pairs):
        rank = ranks[pair.new_low]
        under, step = (0, NONE), rank - 1
        while step:
            under = max(under, tops[step])
            step &= step - 1
        before[at] = under[1]
        chain = (under[0] + pair.high - pair.low, at)
        best = max(best, chain)
        while rank <= len(ranks):
            tops[rank] = max(tops[rank], chain)
            rank += rank & -rank
    chosen, at = set(), best[1]
    while at != NONE:
        chosen.add(pairs[at])
        at = before[at]
    return chosen


def _single(ids: list[int], parts: list[Part]) -> dict[tuple[int, ...], Part]:
    """Return the parts that are said once, by their words."""
    counts = Counter(tuple(ids[slice(*part)]) for part in parts)
    return {said: part for part in parts if counts[said := tuple(ids[slice(*part)])] == 1}


def _link_at(words: WordMap, own: "_OwnWords", candidates: "list[int] | tuple[()]", old: int, size: int) -> int:
    """Link the longest run that begins at `old`; return its length, 0 if none is believed."""
    best, place = 0, NONE
    for new in candidates[:MAX_PLACES]:
        length = 0
        while (
            old + length < len(words.a)
            and new + length < len(words.b)
            and words.a[old + length] == words.b[new + length]
            and words.forth[old + length] == NONE
            and words.back[new + length] == NONE
        ):
            length += 1
        if length >= size and length > best:
            best, place = length, new
    if not best or (len(candidates) > 1 and best == size) or sum(words.weights[old : old + best]) < MIN_WEIGHT[size]:
        return 0
    if size != SIZES[-1] and not own.within(old, best):
        return 0
    words.link(old, place, best)
    return best


def _free_stretches(partners: list[int], size: int) -> list[tuple[int, int]]:
    """Return the stretches of at least `size` words without a partner."""
    stretches, low = [], NONE
    for at, partner in enumerate([*partners, 0]):
        if partner == NONE and low == NONE:
            low = at
        elif partner != NONE and low != NONE:
            if at - low >= size:
                stretches.append((low, at))
            low = NONE
    return stretches


class _OwnWords:
    """Knows whether a stretch of the old text holds words in a row that either text says only once."""

    def __init__(self, words: WordMap) -> None:
        self._a = words.a
        self._old = Counter(zip(*(words.a[skip:] for skip in range(OWN_WORDS)), strict=False))
        self._new = Counter(zip(*(words.b[skip:] for skip in range(OWN_WORDS)), strict=False))

    def within(self, old: int, length: int) -> bool:
        grams = (tuple(self._a[at : at + OWN_WORDS]) for at in range(max(0, old - 1), old + length - 2))
        return any(self._old[gram] == 1 and self._new[gram] == 1 for gram in grams)


def link_within_moved(words: WordMap, alive: list[bool]) -> None:
    """Link what is left of moved sentences: common words between runs, too short or too common to be moved on their own."""
    forth, borders = words.forth, words.new.sentences
    for low, high in pairwise(words.old.sentences):
        if low >= high or not (alive[low] or alive[high - 1]) or NONE not in forth[low:high]:
            continue
        linked = [forth[at] for at in range(low, high) if forth[at] != NONE]
        if not linked or linked != sorted(linked) or linked[-1] - linked[0] > 2 * (high - low) + ROOM:
            continue
        new_low = max(borders[bisect_right(borders, linked[0]) - 1], linked[0] - (high - low))
        new_high = min(borders[bisect_right(borders, linked[-1], hi=len(borders) - 1)], linked[-1] + (high - low))
        runs = _common_words(words, Pair(low, high, new_low, new_high))
        if sum(run.length for run in runs) > len(linked):
            words.unlink(low, high - low)
            for run in runs:
                words.link(*run)
