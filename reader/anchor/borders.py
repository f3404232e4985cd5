"""From linked words to the borders of a passage: which new word is its first, which its last, which punctuation is its own."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reader.anchor.diffmap import NONE, WordMap
from reader.anchor.wording import Wording
from reader.model.units import TextRange

REACH = 4
"""Words beyond the nearest link among which a replaced border word is looked for."""

ROOM = 3
"""Words by which the new side may be longer there."""

STRAYS = 3
"""Words of its own sentence that a passage may take in at either end."""

DENSE_SHARE = 0.6
"""Of the words between the outermost links of a passage that have to be its own for its parts to have changed places."""

SKIP_COST = 0.55
"""Of leaving a word out; pairing two that share nothing costs up to 0.9, so replaced words pair and strangers do not."""

MAX_PAIRING = 4_000
"""Words times words that are paired; borders need a handful."""

LINE_GROWTH = 1.0
"""Share by which a line may have grown and still be the one that was marked as a whole; more is text that was put in."""

_QUOTES = frozenset("\"'“”‘’«»„‚‹›‟´`ʼ′″「」『』＂＇")
_DASHES = frozenset("-‐‑‒–—―−")
_DOTS = frozenset(".…")


class Link(NamedTuple):
    """An old word and the new word it became."""

    old: int
    new: int


class Passage(NamedTuple):
    """The old side of a passage: the half-open range of its words, and of its code points."""

    low: int
    high: int
    start: int
    end: int

    def links_inside(self, links: Sequence[Link]) -> Sequence[Link]:
        """Return those of `links`, sorted by old word, whose old word is one of the passage's."""
        return links[bisect_left(links, (self.low, NONE)) : bisect_left(links, (self.high, NONE))]


def living_part(old: Wording, passage: Passage, alive: Sequence[bool]) -> Passage | None:
    """Return the passage without the sentences at its ends that are gone; None if none is left."""
    low, high, start, end = passage
    while low < high and not alive[low]:
        low += 1
    while high > low and not alive[high - 1]:
        high -= 1
    if low == high:
        return None
    return Passage(
        low,
        high,
        start if low == passage.low else old.gap_start(low),
        end if high == passage.high else old.gap_end(high - 1),
    )


def place_borders(words: WordMap, passage: Passage, links: Sequence[Link]) -> TextRange | None:
    """Return the range of the new text that `passage` became, by the links in and around it, sorted by old word."""
    first = _border(words, passage, links, passage.low, is_left=True)
    last = _border(words, passage, links, passage.high - 1, is_left=False)
    if first is None or last is None or last < first:
        inside = [new for _, new in passage.links_inside(links)]
        if not inside:
            return None
        first, last = min(inside), max(inside)
    first, last = _with_turned_parts(words, passage, links, first, last)
    first, last = _whole_sentences(words, passage, first, last)
    first, last = _whole_line(words, passage, first, last)
    return _with_punctuation(words, passage, first, last)


def _with_turned_parts(
    words: WordMap, passage: Passage, links: Sequence[Link], first: int, last: int
) -> tuple[int, int]:
    """Take in the parts of the passage that changed places within it: its borders are not its first and last word any more."""
    inside = [new for _, new in passage.links_inside(links)]
    low, high = min(first, *inside, last), max(last, *inside, first)
    if (low, high) == (first, last):
        return first, last
    own = sum(passage.low <= words.back[at] < passage.high for at in range(low, high + 1))
    strange = sum(words.back[at] != NONE for at in range(low, high + 1)) - own
    is_dense = own >= DENSE_SHARE * (high - low + 1) and strange <= (1 - DENSE_SHARE) / 4 * own
    return (low, high) if is_dense else (first, last)


def _whole_sentences(words: WordMap, passage: Passage, first: int, last: int) -> tuple[int, int]:
    """Take in a few words that nothing claims, if the passage began or ended with its sentence and now would not.

    Of a passage that is no whole sentence only where its border word was replaced: "However" stays one word.
    """
    old, new, back = words.old, words.new, words.back
    begins, ends = old.begins_sentence(passage.low), old.ends_sentence(passage.high - 1)
    if begins and (ends or words.forth[passage.low] != first):
        strays = STRAYS if words.forth[passage.low] != first else 1
        for at in range(first, max(-1, first - strays - 1), -1):
            if at != first and back[at] != NONE:
                break
            if new.begins_sentence(at):
                first = at
                break
    if ends and (begins or words.forth[passage.high - 1] != last):
        strays = STRAYS if words.forth[passage.high - 1] != last else 1
        for at in range(last, min(len(new), last + strays + 1)):
            if at != last and back[at] != NONE:
                break
            if new.ends_sentence(at):
                last = at
                break
    return first, last


def _whole_line(words: WordMap, passage: Passage, first: int, last: int) -> tuple[int, int]:
    """Take in all of a line that nothing else claims, if the passage was one without a full stop: a headline, a list item.

    What is put in at the ends of a paragraph are sentences of their own; a headline is written anew as a whole.
    """
    old, new, back = words.old, words.new, words.back
    if not old.is_line(passage.low, passage.high) or old.has_full_stop(passage.low, passage.high):
        return first, last
    low, high = new.line_around(first, last + 1)
    if high - low > (1 + LINE_GROWTH) * (passage.high - passage.low) or new.has_full_stop(low, high):
        return first, last
    strange = any(back[at] != NONE and not passage.low <= back[at] < passage.high for at in range(low, high))
    return (first, last) if strange else (low, high - 1)


def _with_punctuation(words: WordMap, passage: Passage, first: int, last: int) -> TextRange:
    """Take in the marks before and after that the old passage had as well, in whatever typography."""
    old, new = words.old, words.new
    text, (start, end) = new.text, _within_words(words, passage, first, last)
    lead = old.text[passage.start : old.starts[passage.low]].lstrip()
    tail = old.text[old.ends[passage.high - 1] : passage.end].rstrip()
    floor = new.ends[first - 1] if first else 0
    roof = new.starts[last + 1] if last + 1 < len(new) else len(text)
    if lead:
        start -= _clinging(text[floor:start][::-1], lead[::-1])
    elif (
        old.begins_sentence(passage.low) and new.begins_sentence(first) and old.gap_start(passage.low) >= passage.start
    ):
        while start > floor and text[start - 1] in _QUOTES:
            start -= 1  # the sentence begins with a quotation now
    if tail:
        end += _clinging(text[end:roof], tail)
    if old.ends_sentence(passage.high - 1) and new.ends_sentence(last) and old.gap_end(passage.high - 1) <= passage.end:
        end = max(end, new.gap_end(last))
    return TextRange(start, end)


def _within_words(words: WordMap, passage: Passage, first: int, last: int) -> TextRange:
    """Return where the first word begins and the last ends: in their midst, if the passage did so and they are still the same."""
    old, new = words.old, words.new
    start, end = new.starts[first], new.ends[last]
    left, right = old.starts[passage.low], old.ends[passage.high - 1]
    if passage.start > left and words.forth[passage.low] == first:
        begun = old.text[left : passage.start]
        if new.text.startswith(begun, start) and new.ends[first] - start > len(begun):
            start += len(begun)
    if passage.end < right and words.forth[passage.high - 1] == last:
        rest = old.text[passage.end : right]
        if new.text.endswith(rest, new.starts[last], end) and end - len(rest) > max(start, new.starts[last]):
            end -= len(rest)
    return TextRange(start, end)


def _clinging(gap: str, marks: str) -> int:
    """Return how much of `gap`, seen from the word, is like the marks that clung to the old word."""
    has_space = any(letter.isspace() for letter in marks)
    left = sum(not letter.isspace() for letter in marks) + 2
    taken = 0
    for at, letter in enumerate(gap):
        if letter.isspace() and has_space:
            continue
        if not left or not _has_like(marks, letter):
            break
        taken, left = at + 1, left - 1
    return taken


def _has_like(marks: str, letter: str) -> bool:
    """Whether `marks` has `letter` or another form of it."""
    for group in (_QUOTES, _DASHES, _DOTS):
        if letter in group:
            return any(mark in group for mark in marks)
    return letter in marks and not letter.isspace()


def _border(words: WordMap, passage: Passage, links: Sequence[Link], word: int, *, is_left: bool) -> int | None:
    """Return the new word for the first (left) or the last word of the passage; None if nothing near it is linked."""
    at = bisect_left(links, (word, NONE))
    if at < len(links) and links[at].old == word:
        return links[at].new
    before = links[at - 1] if at else None
    after = links[at] if at < len(links) else None
    if is_left:
        if after is None or (after.old >= passage.high and before is None):
            return None
        return _left_border(words, word, before, after)
    if before is None or (before.old < passage.low and after is None):
        return None
    return _right_border(words, word, before, after)


def _left_border(words: WordMap, word: int, before: Link | None, after: Link) -> int:
    old, new = words.old, words.new
    reach = 0 if old.begins_sentence(word) else REACH
    low, high = max(before.old + 1 if before else 0, word - reach), after.old
    new_high = after.new
    new_low = max(before.new + 1 if before and before.new < new_high else 0, new_high - (high - low) - ROOM)
    for at in range(new_high - 1, new_low - 1, -1):
        if _is_claimed(words, at, low, high):
            new_low = at + 1
            break
    if not any(old.ends_sentence(at) for at in range(low, high - 1)):
        nearest = new_high if not old.ends_sentence(high - 1) else new_high - 1
        new_low = next((at for at in range(nearest, new_low - 1, -1) if at and new.ends_sentence(at - 1)), new_low)
    pairs = pair_words(old.words[low:high], new.words[new_low:new_high], from_right=True)
    if word - low in pairs:
        return new_low + pairs[word - low]
    return min((new_low + to for of, to in pairs.items() if of > word - low), default=new_high)


def _right_border(words: WordMap, word: int, before: Link, after: Link | None) -> int:
    old, new = words.old, words.new
    low, high = (
        before.old + 1,
        min(after.old if after else len(old), before.old + 2 + REACH + max(0, word - before.old - 1)),
    )
    new_low = before.new + 1
    new_high = min(after.new if after and after.new >= new_low else len(new), new_low + (high - low) + ROOM)
    for at in range(new_low, new_high):
        if _is_claimed(words, at, low, high):
            new_high = at
            break
    if not any(old.ends_sentence(at) for at in range(low, word)):
        new_high = min(new_high, _sentence_border(new, new_low, new_high))
        high = max(word + 1, min(high, _sentence_border(old, low, high)))
    pairs = pair_words(old.words[low:high], new.words[new_low:new_high], from_right=False)
    if word - low in pairs:
        return new_low + pairs[word - low]
    return max((new_low + to for of, to in pairs.items() if of < word - low), default=new_low - 1)


def _is_claimed(words: WordMap, new: int, low: int, high: int) -> bool:
    """Whether a new word belongs to an old word outside the stretch."""
    return words.back[new] != NONE and not low <= words.back[new] < high


def _sentence_border(side: Wording, low: int, high: int) -> int:
    """Return where the sentence that goes on before word `low` ends, at most `high`."""
    if low and low <= high and side.ends_sentence(low - 1):
        return low
    return next((at + 1 for at in range(low, high) if side.ends_sentence(at)), high)


def pair_words(olds: Sequence[str], news: Sequence[str], *, from_right: bool) -> dict[int, int]:
    """Pair words that were replaced by one another, by the likeness of their letters, in order (Needleman and Wunsch)."""
    if not olds or not news or len(olds) * len(news) > MAX_PAIRING:
        return {}
    from rapidfuzz.distance import Levenshtein

    rows, columns = len(olds), len(news)
    costs = [
        [0.0 if one == other else min(0.9, 1.0 - 0.9 * Levenshtein.normalized_similarity(one, other)) for other in news]
        for one in olds
    ]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows, -1, -1):
        for column in range(columns, -1, -1):
            if row == rows:
                best[row][column] = (columns - column) * SKIP_COST
            elif column == columns:
                best[row][column] = (rows - row) * SKIP_COST
            else:
                best[row][column] = min(
                    best[row + 1][column + 1] + costs[row][column],
                    best[row + 1][column] + SKIP_COST,
                    best[row][column + 1] + SKIP_COST,
                )
    pairs: dict[int, int] = {}
    row = column = 0
    while row < rows and column < columns:
        cost = best[row][column]
        is_pair = abs(cost - best[row + 1][column + 1] - costs[row][column]) < 1e-9
        skips_old = abs(cost - best[row + 1][column] - SKIP_COST) < 1e-9
        skips_new = abs(cost - best[row][column + 1] - SKIP_COST) < 1e-9
        if from_right and skips_new:
            column += 1
        elif (from_right and skips_old) or not is_pair:
            # Of equally good pairings the one nearest to the passage's inside is wanted.
            row, column = (row + 1, column) if skips_old else (row, column + 1)
        else:
            pairs[row] = column
            row, column = row + 1, column + 1
    return pairs
