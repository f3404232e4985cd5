"""Mere places in a text, carried into another version of it: where the reader stopped, what has a letter."""

from bisect import bisect_right
from collections.abc import Sequence

from reader.anchor.diffmap import NONE, WordMap, align
from reader.anchor.wording import Wording


def carry_offsets(offsets: Sequence[int], old_text: str, new_text: str) -> tuple[int, ...]:
    """Return for each offset of `old_text` the one in `new_text` at which the same word stands, or the next that is still there.

    What was behind the last word that is left is behind it in the new text. Cost: one map of both texts, however many offsets.
    """
    if old_text == new_text:
        return tuple(offsets)
    old, new = Wording(old_text), Wording(new_text)
    words = WordMap(old, new)
    align(words)
    return tuple(_carried(offset, words) for offset in offsets)


def _carried(offset: int, words: WordMap) -> int:
    old, new, forth = words.old, words.new, words.forth
    if offset <= 0:
        return 0
    first = bisect_right(old.ends, offset)
    for at in range(first, len(old)):
        if forth[at] != NONE:
            start, end = new.starts[forth[at]], new.ends[forth[at]]
            return min(start + max(0, offset - old.starts[at]), end) if at == first else start
    for at in range(min(first, len(old)) - 1, -1, -1):
        if forth[at] != NONE:
            return len(new.text) if forth[at] == len(new) - 1 else new.ends[forth[at]]
    return 0
