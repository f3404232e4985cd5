"""How one text became another, word by word, as a person would say it.

The words are aligned without case and typography, so that a changed comma does not hide a kept sentence. Then the account is made
readable: a kept word or two between changes goes into one replacement, a sentence of which hardly anything is left reads as
replaced, and what was put in begins where a sentence or a clause begins if it may as well. Differences of case, quotation marks
and punctuation are shown where they are, and no larger than they are.

The first of these is the semantic clean-up of N. Fraser's diff-match-patch (2006), in words instead of letters and with the
borders of sentences; the last one its lossless shifting.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress, pairwise
from typing import NamedTuple

from reader.anchor.diffmap import WordMap, align
from reader.anchor.shown_words import APOSTROPHE_LETTERS, ShownWords
from reader.model.clusters import clusters
from reader.model.difference import Edit

MOST_ISLAND_WORDS = 8
"""Kept words beyond which what stands between two changes is always shown as kept."""

ISLAND_SHARE = 0.6
"""Of the smaller change beside it: as many letters as an island may have and still be swallowed."""

TINY_WORDS, TINY_LETTERS = 2, 7
"""An island like `of the`: between two replacements it is swallowed however small they are."""

REWRITTEN_SHARE = 0.34
"""Of a sentence's letters: if less of it was kept, on either side, it was written anew."""

LONG_INSERTION = 4
"""Words from which something that was only put in counts as a change of its own beside a tiny island."""

MOST_SHIFT = 40
"""Words by which an insertion is slid to begin with a sentence."""


class WordEdit(NamedTuple):
    """A stretch of the account: half-open ranges of code points in the old and in the new text."""

    edit: Edit
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Texts(WordMap):
    """Both texts, and which word is which."""

    old: ShownWords
    new: ShownWords


class _Run(NamedTuple):
    """Words of both texts that were kept, one for one, or the words that took each other's place. Half-open ranges."""

    is_kept: bool
    low: int
    high: int
    new_low: int
    new_high: int


def word_edits(old_text: str, new_text: str) -> list[WordEdit]:
    """Return what became of `old_text`, in order, neighbours of one kind joined, what was removed before what was added.

    What is kept and what was removed are the old text, what is kept and what was added the new one, letter for letter.
    """
    if old_text == new_text:
        return [WordEdit(Edit.KEPT, 0, len(old_text), 0, len(new_text))] if old_text else []
    words = _Texts(ShownWords(old_text), ShownWords(new_text))
    align(words)
    runs = _shifted(_runs(words), words)
    runs = _without_islands(runs, words)
    runs = _without_rewritten(runs, words)
    return _joined(_written(runs, words))


# -- runs of words -------------------------------------------------------------------------------------------------------
def _runs(words: _Texts) -> list[_Run]:
    """Return the runs of both texts, kept and changed ones in turn."""
    runs: list[_Run] = []
    low = new_low = 0
    for run in words.runs():
        if run.old > low or run.new > new_low:
            runs.append(_Run(False, low, run.old, new_low, run.new))
        low, new_low = run.old + run.length, run.new + run.length
        runs.append(_Run(True, run.old, low, run.new, new_low))
    if low < len(words.a) or new_low < len(words.b):
        runs.append(_Run(False, low, len(words.a), new_low, len(words.b)))
    return runs


def _shifted(runs: list[_Run], words: _Texts) -> list[_Run]:
    """Slide what was only put in or only taken out along equal words to where it begins or ends best."""
    shifted = list(runs)
    for at in range(1, len(shifted) - 1):
        before, run, after = shifted[at - 1 : at + 2]
        if run.is_kept or (run.low < run.high) == (run.new_low < run.new_high):
            continue
        is_added = run.new_low < run.new_high
        ids, wording = (words.b, words.new) if is_added else (words.a, words.old)
        low, high = (run.new_low, run.new_high) if is_added else (run.low, run.high)
        least = -min(before.high - before.low - 1, MOST_SHIFT)
        most = min(after.high - after.low - 1, MOST_SHIFT)
        best, best_score = 0, _border_score(wording, low, high)
        for step in (-1, 1):
            shift = 0
            while least <= shift + step <= most:
                # The word at one end goes over to the other side of the change: they have to be the same.
                edge = shift - 1 if step < 0 else shift
                if ids[low + edge] != ids[high + edge]:
                    break
                shift += step
                if (score := _border_score(wording, low + shift, high + shift)) > best_score:
                    best, best_score = shift, score
        if best:
            shifted[at - 1] = before._replace(high=before.high + best, new_high=before.new_high + best)
            shifted[at] = _Run(False, run.low + best, run.high + best, run.new_low + best, run.new_high + best)
            shifted[at + 1] = after._replace(low=after.low + best, new_low=after.new_low + best)
    return shifted


def _border_score(wording: ShownWords, low: int, high: int) -> int:
    """Return how well a stretch of words stands for itself: whole sentences best, then whole clauses."""
    return _gap_score(wording, low) + _gap_score(wording, high)


def _gap_score(wording: ShownWords, at: int) -> int:
    if at == 0 or at >= len(wording):
        return 3
    if wording.begins_sentence(at):
        return 3
    gap = wording.text[wording.ends[at - 1] : wording.starts[at]]
    return 1 + (not gap.isspace()) if gap else 0


def _without_islands(runs: list[_Run], words: _Texts) -> list[_Run]:
    """Swallow kept words that are too few beside the changes around them."""
    done: list[_Run] = []
    for run in runs:
        done.append(run)
        while len(done) >= 3 and not done[-1].is_kept and _is_swallowed(done[-3], done[-2], done[-1], words):
            before, _, after = done[-3:]
            done[-3:] = [_Run(False, before.low, after.high, before.new_low, after.new_high)]
    return done


def _is_swallowed(before: _Run, island: _Run, after: _Run, words: _Texts) -> bool:
    if not island.is_kept or before.is_kept or island.high - island.low > MOST_ISLAND_WORDS:
        return False
    letters = _letters(words.old, island.low, island.high)
    first, second = _size(before, words), _size(after, words)
    is_tiny = island.high - island.low <= TINY_WORDS and letters <= TINY_LETTERS
    if _is_replacement(before) and _is_replacement(after):
        return is_tiny or letters <= ISLAND_SHARE * min(first, second)
    if _is_one_way(before, after):  # only put in, or only taken out, on both sides: the word between is the old one
        return is_tiny and min(_count(before), _count(after)) >= LONG_INSERTION
    return letters <= ISLAND_SHARE * min(first, second)


def _is_replacement(run: _Run) -> bool:
    return run.low < run.high and run.new_low < run.new_high


def _is_one_way(before: _Run, after: _Run) -> bool:
    return (before.low == before.high and after.low == after.high) or (
        before.new_low == before.new_high and after.new_low == after.new_high
    )


def _count(run: _Run) -> int:
    return max(run.high - run.low, run.new_high - run.new_low)


def _size(run: _Run, words: _Texts) -> int:
    return max(_letters(words.old, run.low, run.high), _letters(words.new, run.new_low, run.new_high))


def _letters(wording: ShownWords, low: int, high: int) -> int:
    """Return how much stands in a run of words: their letters, those of scripts without spaces twice."""
    return sum(wording.sizes[low:high])


def _without_rewritten(runs: list[_Run], words: _Texts) -> list[_Run]:
    """Let sentences of which hardly anything was kept on either side be replaced as a whole."""
    old, new = words.old, words.new
    kept = [False] * len(old)
    kept_new = [False] * len(new)
    for run in runs:
        if run.is_kept:
            kept[run.low : run.high] = [True] * (run.high - run.low)
            kept_new[run.new_low : run.new_high] = [True] * (run.high - run.low)
    old_shares, new_shares = _kept_shares(old, kept), _kept_shares(new, kept_new)
    result: list[_Run] = []
    for run in runs:
        if run.is_kept and len(runs) > 1 and _is_left_over(run, old, new, old_shares, new_shares):
            run = run._replace(is_kept=False)
        if result and not run.is_kept and not result[-1].is_kept:
            result[-1] = _Run(False, result[-1].low, run.high, result[-1].new_low, run.new_high)
        else:
            result.append(run)
    return result


def _kept_shares(wording: ShownWords, kept: list[bool]) -> list[float]:
    """Return for each sentence which share of its letters was kept."""
    sizes = wording.sizes
    return [
        sum(compress(sizes[low:high], kept[low:high])) / (sum(sizes[low:high]) or 1)
        for low, high in pairwise(wording.sentences)
    ]


def _is_left_over(
    run: _Run, old: ShownWords, new: ShownWords, old_shares: list[float], new_shares: list[float]
) -> bool:
    """Whether all the sentences that a run of kept words touches were written anew."""
    return all(
        share < REWRITTEN_SHARE
        for wording, shares, low, high in (
            (old, old_shares, run.low, run.high),
            (new, new_shares, run.new_low, run.new_high),
        )
        for share in shares[bisect_right(wording.sentences, low) - 1 : bisect_right(wording.sentences, high - 1)]
    )


# -- letters -------------------------------------------------------------------------------------------------------------
def _written(runs: list[_Run], words: _Texts) -> Iterator[WordEdit]:
    """Yield the account in letters: kept words and the gaps between them, and what changed."""
    old, new = words.old, words.new
    at = new_at = 0
    for run in runs:
        if not run.is_kept:
            continue
        for word, new_word in zip(range(run.low, run.high), range(run.new_low, run.new_high), strict=True):
            yield from _changed(old, new, at, old.starts[word], new_at, new.starts[new_word])
            at, new_at = old.ends[word], new.ends[new_word]
            yield from _same_word(old.text, new.text, old.starts[word], at, new.starts[new_word], new_at)
    yield from _changed(old, new, at, len(old.text), new_at, len(new.text))


def _same_word(old: str, new: str, low: int, high: int, new_low: int, new_high: int) -> Iterator[WordEdit]:
    """Yield a word that was kept: if only signs in it are others, these; else, if it is written otherwise, all of it."""
    before, after = old[low:high], new[new_low:new_high]
    if before == after:
        yield WordEdit(Edit.KEPT, low, high, new_low, new_high)
    elif _letters_of(before) == _letters_of(after):
        yield from _signs(old, new, low, high, new_low, new_high)
    else:
        yield from _replaced(low, high, new_low, new_high)


def _letters_of(word: str) -> str:
    """Return a word without the signs in it, letters that look like signs among them."""
    return "".join(letter for letter in word if letter.isalnum() and letter not in APOSTROPHE_LETTERS)


def _signs(old: str, new: str, low: int, high: int, new_low: int, new_high: int) -> Iterator[WordEdit]:
    """Yield the difference of two words or gaps sign by sign."""
    from rapidfuzz.distance import LCSseq

    before, after = clusters(old[low:high]), clusters(new[new_low:new_high])
    for step in LCSseq.opcodes(before, after):
        end = low + sum(map(len, before[step.src_start : step.src_end]))
        new_end = new_low + sum(map(len, after[step.dest_start : step.dest_end]))
        if step.tag == "equal":
            yield WordEdit(Edit.KEPT, low, end, new_low, new_end)
        else:
            yield from _replaced(low, end, new_low, new_end)
        low, new_low = end, new_end


def _changed(old: ShownWords, new: ShownWords, low: int, high: int, new_low: int, new_high: int) -> Iterator[WordEdit]:
    """Yield what stands between two kept words: the blanks and signs at its ends are kept as far as they are the same."""
    before, after = old.text[low:high], new.text[new_low:new_high]
    if before == after:
        if before:
            yield WordEdit(Edit.KEPT, low, high, new_low, new_high)
        return
    signs, new_signs = (
        clusters(before[: old.signs_from(low, high)]),
        clusters(after[: new.signs_from(new_low, new_high)]),
    )
    head = 0
    for one, other in zip(signs, new_signs, strict=False):
        if one != other:
            break
        head += len(one)
    ends = clusters(before[max(head, old.signs_to(low, high)) :])
    new_ends = clusters(after[max(head, new.signs_to(new_low, new_high)) :])
    tail = 0
    for one, other in zip(reversed(ends), reversed(new_ends), strict=False):
        if one != other:
            break
        tail += len(one)
    if head:
        yield WordEdit(Edit.KEPT, low, low + head, new_low, new_low + head)
    yield from _replaced(low + head, high - tail, new_low + head, new_high - tail)
    if tail:
        yield WordEdit(Edit.KEPT, high - tail, high, new_high - tail, new_high)


def _replaced(low: int, high: int, new_low: int, new_high: int) -> Iterator[WordEdit]:
    if low < high:
        yield WordEdit(Edit.REMOVED, low, high, new_low, new_low)
    if new_low < new_high:
        yield WordEdit(Edit.ADDED, high, high, new_low, new_high)


def _joined(edits: Iterable[WordEdit]) -> list[WordEdit]:
    """Join neighbours of one kind; between what is kept, all that was removed stands before all that was added."""
    joined: list[WordEdit] = []
    removed: WordEdit | None = None
    added: WordEdit | None = None
    for edit in edits:
        if edit.edit is Edit.REMOVED:
            removed = removed._replace(old_end=edit.old_end) if removed else edit
        elif edit.edit is Edit.ADDED:
            added = added._replace(new_end=edit.new_end) if added else edit
        elif removed is None and added is None and joined:
            joined[-1] = joined[-1]._replace(old_end=edit.old_end, new_end=edit.new_end)
        else:
            joined += (*_replacement(removed, added), edit)
            removed = added = None
    joined += _replacement(removed, added)
    return joined


def _replacement(removed: WordEdit | None, added: WordEdit | None) -> Iterator[WordEdit]:
    """Yield what was removed and what was added in one place, each where the other begins and ends."""
    if removed is not None:
        new_at = added.new_start if added else removed.new_start
        yield removed._replace(new_start=new_at, new_end=new_at)
    if added is not None:
        at = removed.old_end if removed else added.old_start
        yield added._replace(old_start=at, old_end=at)
