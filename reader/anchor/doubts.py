"""Second thoughts about a word map: of two equal places the better one, and no links that stand there by chance."""

from itertools import pairwise

from reader.anchor.diffmap import MIN_LINE_WEIGHT, NONE, Run, WordMap
from reader.anchor.wording import Wording

SAFE_RUN = 5
"""Words in a row that no text shares with another by chance."""

NEIGHBOURHOOD = 12
"""Words on either side in which a short run has to find company on its diagonal."""

NEAR_DIAGONAL = 8
"""Words by which its company may be shifted."""

COMPANY_SHARE = 0.35
"""Of the neighbourhood's weight. Below, the words around are another text's."""

ALIVE_SHARE = 0.3
"""Of an old sentence's weight that has to be found again; less of it are stray words of a sentence that is gone."""

ALIVE_IN_SLOT = 0.12
"""The same for a sentence between neighbours that stayed: it was rewritten, unless another one took its place."""

SLOT_SHRINKS, SLOT_GROWS = 0.6, 1.8
"""How much longer or shorter a rewritten sentence may be."""

ALIVE_COUNT = 0.6
"""Or of its words, however common they are: two sentences do not share so many in one order."""

NEW_SENTENCE_SHARE = 0.25
"""Of a new sentence's words that have to come from the old text; otherwise it is new, and only long runs are taken over."""

LONGEST_SHIFT = 12
"""Words by which a break may be shifted to the beginning of a sentence."""

TAKEN_OVER_RUN = 4
"""Words in a row that may have been taken over into a new sentence."""


def slide_runs(words: WordMap) -> None:
    """Move runs that would fit as well beside their neighbour to that place, so that the mark goes on without a break."""
    a, b, forth = words.a, words.b, words.forth
    for run in list(words.runs()):
        old, length = run.old, run.length
        new, end = forth[old], old + length
        follows = old > 0 and forth[old - 1] != NONE and forth[old - 1] == new - 1
        leads = end < len(a) and forth[end] != NONE and forth[end] == new + length
        target = NONE
        if end < len(a) and forth[end] > new + length and not follows:
            target = forth[end] - length
        elif old and NONE != forth[old - 1] < new - 1 and not leads:
            target = forth[old - 1] + 1
        if target != NONE and b[target : target + length] == a[old:end] and _is_free(words, target, length, old, end):
            words.unlink(old, length)
            words.link(old, target, length)


def settle_breaks(words: WordMap) -> None:
    """Where something was put in or taken out between equal words, let the break stand where a sentence begins.

    Of "… said. In May …" and "… said. In June … In May …" either "In" could be the old one; it is the one before "May".
    """
    _settle(words.old, words.new, words.forth, words.back, words.a, words.b)
    _settle(words.new, words.old, words.back, words.forth, words.b, words.a)


def _settle(old: Wording, new: Wording, forth: list[int], back: list[int], a: list[int], b: list[int]) -> None:
    for at in range(1, len(forth)):
        left, right = forth[at - 1], forth[at]
        if left == NONE or right <= left + 1 or any(back[one] != NONE for one in range(left + 1, right)):
            continue
        best, shift = _break_rank(old, new, at, right), 0
        for size in range(1, LONGEST_SHIFT + 1):
            if at - size < 0 or a[at - size] != b[right - size] or forth[at - size] != left - size + 1:
                break
            rank = _break_rank(old, new, at - size, right - size)
            if rank > best:
                best, shift = rank, -size
        for size in range(1, LONGEST_SHIFT + 1):
            one = at + size - 1
            if one >= len(forth) or a[one] != b[left + size] or forth[one] != right + size - 1:
                break
            rank = _break_rank(old, new, at + size, right + size)
            if rank > best:
                best, shift = rank, size
        moved = range(at + shift, at) if shift < 0 else range(at, at + shift)
        for one in moved:
            back[forth[one]] = NONE
        for one in moved:
            forth[one] = right - (at - one) if shift < 0 else left + 1 + (one - at)
            back[forth[one]] = one


def _break_rank(old: Wording, new: Wording, at: int, right: int) -> int:
    if at >= len(old) or right >= len(new):
        return 3 * (at >= len(old))
    return 2 * old.begins_sentence(at) + new.begins_sentence(right)


def _is_free(words: WordMap, target: int, length: int, low: int, high: int) -> bool:
    return all(at == NONE or low <= at < high for at in words.back[target : target + length])


def drop_lonely_runs(words: WordMap) -> None:
    """Unlink short runs that stand alone in a stretch where both texts differ."""
    forth, weights, size = words.forth, words.weights, len(words.forth)
    lonely = []
    for run in words.runs():
        if run.length >= SAFE_RUN:
            continue
        low, high = max(0, run.old - NEIGHBOURHOOD), min(size, run.old + run.length + NEIGHBOURHOOD)
        shift = run.new - run.old
        company = sum(
            weights[at] for at in range(low, high) if forth[at] != NONE and abs(forth[at] - at - shift) <= NEAR_DIAGONAL
        )
        if company < COMPANY_SHARE * words.weight(low, high) and not _is_own_line(words, run):
            lonely.append(run)
    for run in lonely:
        words.unlink(run.old, run.length)


def _is_own_line(words: WordMap, run: Run) -> bool:
    """Whether a run is a line of either text, such as a heading: its company may be far away."""
    old_end, new_end = run.old + run.length, run.new + run.length
    return (
        words.weight(run.old, old_end) >= MIN_LINE_WEIGHT
        and words.old.is_line(run.old, old_end)
        and words.new.is_line(run.new, new_end)
    )


def drop_dead_sentences(words: WordMap, *, trusts_slots: bool = True) -> list[bool]:
    """Unlink the stray words of sentences that are gone or new; return for each old word whether its sentence lives on.

    `trusts_slots`: less is asked of a sentence whose neighbours stayed. Not for excerpts, whose neighbours are a few words.
    """
    forth, back = words.forth, words.back
    for low, high in pairwise(words.new.sentences):
        linked = [back[at] for at in range(low, high) if back[at] != NONE]
        if (
            linked
            and len(linked) < NEW_SENTENCE_SHARE * (high - low)
            and not (trusts_slots and _keeps_slot(back, low, high))
        ):
            lengths = [words.run_around(old, max(0, old - SAFE_RUN), min(len(forth), old + SAFE_RUN)) for old in linked]
            for old, length in zip(linked, lengths, strict=True):
                if length < TAKEN_OVER_RUN:
                    words.unlink(old)
    alive = [False] * len(forth)
    for low, high in pairwise(words.old.sentences):
        linked = [at for at in range(low, high) if forth[at] != NONE]
        found = sum(words.weights[at] for at in linked)
        least = ALIVE_IN_SLOT if trusts_slots and _keeps_slot(forth, low, high) else ALIVE_SHARE
        if found >= least * words.weight(low, high) or len(linked) >= ALIVE_COUNT * (high - low):
            alive[low:high] = [True] * (high - low)
            continue
        lengths = [words.run_around(at, low, high) if forth[at] != NONE else 0 for at in range(low, high)]
        for at, length in zip(range(low, high), lengths, strict=True):
            if length >= SAFE_RUN:
                alive[at] = True
            elif length:
                words.unlink(at)
    return alive


def _keeps_slot(partners: list[int], low: int, high: int) -> bool:
    """Whether what stands right before and after a stretch still does so, around a stretch of about its length."""
    before = partners[low - 1] if low else NONE
    after = partners[high] if high < len(partners) else NONE
    if NONE in (before, after):
        return False
    return SLOT_SHRINKS * (high - low) <= after - before - 1 <= SLOT_GROWS * (high - low)


def grow_runs(words: WordMap, alive: list[bool]) -> None:
    """Link the equal words at the ends of runs whose sentence lives on: they were dropped for their links elsewhere."""
    a, b, forth, back = words.a, words.b, words.forth, words.back
    for run in list(words.runs()):
        old, new = run.old - 1, run.new - 1
        while old >= 0 and new >= 0 and alive[old] and forth[old] == NONE == back[new] and a[old] == b[new]:
            words.link(old, new)
            old, new = old - 1, new - 1
        old, new = run.old + run.length, run.new + run.length
        while old < len(a) and new < len(b) and alive[old] and forth[old] == NONE == back[new] and a[old] == b[new]:
            words.link(old, new)
            old, new = old + 1, new + 1
