"""Passages that stand elsewhere now: runs of words that nothing else has claimed on either side."""

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise

from reader.anchor.diffmap import NONE, WordMap
from reader.anchor.wording import Wording

SIZES = (6, 4, 3)
"""Lengths of runs to begin with, the surest first."""

OWN_WORDS = 4
"""Length of a run that has to stand only once in either text for a move to be believed."""

MIN_WEIGHT = {6: 10.0, 4: 14.0, 3: 14.0}
"""What a moved run has to weigh, by the length it was found with: two or three words of substance."""

ROOM = 12
"""Words by which a moved sentence may have grown, beyond twice its length, before it is left alone."""

MIN_LINE_WEIGHT = 6.0
"""What a whole line has to weigh: two words of substance."""

MAX_PLACES = 20
"""Places of one run that are compared; more are a refrain."""


def link_moved(words: WordMap) -> None:
    """Link runs of free old words to equal runs of free new words, each grown as far as it goes."""
    if NONE not in words.forth or NONE not in words.back:
        return
    _link_whole_lines(words)
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


def _link_whole_lines(words: WordMap) -> None:
    """Link lines that stand once in either text, word for word, however short: headings, scores, questions."""
    olds, news = _single_lines(words.a, words.old), _single_lines(words.b, words.new)
    for line, (low, high) in olds.items():
        new_low, new_high = news.get(line, (0, 0))
        if new_low == new_high or set(words.forth[low:high]) != {NONE} or set(words.back[new_low:new_high]) != {NONE}:
            continue
        if words.weight(low, high) >= MIN_LINE_WEIGHT:
            words.link(low, new_low, high - low)


def _single_lines(ids: list[int], wording: Wording) -> dict[tuple[int, ...], tuple[int, int]]:
    """Return the lines that are said once, by their words."""
    counts = Counter(tuple(ids[low:high]) for low, high in wording.lines)
    return {line: place for place in wording.lines if counts[line := tuple(ids[slice(*place)])] == 1}


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
    from rapidfuzz.distance import LCSseq

    forth, back, borders = words.forth, words.back, words.new.sentences
    for low, high in pairwise(words.old.sentences):
        if low >= high or not (alive[low] or alive[high - 1]) or NONE not in forth[low:high]:
            continue
        linked = [forth[at] for at in range(low, high) if forth[at] != NONE]
        if not linked or linked != sorted(linked) or linked[-1] - linked[0] > 2 * (high - low) + ROOM:
            continue
        new_low = max(borders[bisect_right(borders, linked[0]) - 1], linked[0] - (high - low))
        new_high = min(borders[bisect_right(borders, linked[-1], hi=len(borders) - 1)], linked[-1] + (high - low))
        stretch = [
            words.b[at] if back[at] == NONE or low <= back[at] < high else NONE for at in range(new_low, new_high)
        ]
        steps = [step for step in LCSseq.opcodes(words.a[low:high], stretch) if step.tag == "equal"]
        if sum(step.src_end - step.src_start for step in steps) > len(linked):
            words.unlink(low, high - low)
            for step in steps:
                words.link(low + step.src_start, new_low + step.dest_start, step.src_end - step.src_start)
