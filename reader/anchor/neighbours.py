"""Where a passage that is gone would stand: beside what stood around it, as far as that is still there."""

from itertools import pairwise

from reader.anchor.describe import describe
from reader.anchor.resolve import resolve_many
from reader.anchor.wording import Wording
from reader.model.annotation import Anchor, AnchorState, Selectors

NEIGHBOURS = 12
"""Sentences on either side that are looked for: some paragraphs. Farther off, the beginning of the text is as good a guess."""

SURE = 0.75
"""The confidence from which a neighbour is believed: a wrong one would lead the eye away."""

A_SENTENCE = 200
"""Letters that are not much in an article."""

_LEAST_CONTEXT = 8
"""Letters of the stored context that say something about a place."""


def nearest_place(selectors: Selectors, new_text: str, *, old_text: str | None = None) -> int:
    """Return the offset in `new_text` at which the passage would stand, 0 if nothing around it is there any more.

    That is after the nearest sentence before it that is found, or before the nearest one after it, whichever was nearer. Without
    the old text the stored context decides, if it stands in the new one just once. Costs a map, and a look at some sentences.
    """
    if old_text is None or old_text[selectors.start : selectors.end] != selectors.exact:
        return _by_context(selectors, new_text)
    ranges = _sentences(old_text)
    before = [one for one in ranges if one[1] <= selectors.start][-NEIGHBOURS:]
    after = [one for one in ranges if one[0] >= selectors.end][:NEIGHBOURS]
    around = [*before, *after]
    anchors = resolve_many([describe(old_text, *one) for one in around], new_text, old_text=old_text)
    found = []
    for (start, end), anchor in zip(around, anchors, strict=True):
        if _is_sure(anchor):
            is_before = end <= selectors.start
            # What took its place stands after the neighbour before it: that one leads to it even from a little farther off.
            distance = selectors.start - end - A_SENTENCE if is_before else start - selectors.end
            found.append((distance, anchor.end if is_before else anchor.start))
    return _on_letter(new_text, min(found)[1]) if found else 0


def _is_sure(anchor: Anchor) -> bool:
    return anchor.state in (AnchorState.ANCHORED, AnchorState.CHANGED) and anchor.confidence >= SURE


def _by_context(selectors: Selectors, new_text: str) -> int:
    for context, is_before in ((selectors.prefix, True), (selectors.suffix, False)):
        words = context.strip()
        if len(words) >= _LEAST_CONTEXT and new_text.count(words) == 1:
            at = new_text.index(words)
            return _on_letter(new_text, at + len(words) if is_before else at)
    return 0


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as ranges of code points."""
    words = Wording(text)
    return [(words.starts[low], words.gap_end(high - 1)) for low, high in pairwise(words.sentences) if high > low]


def _on_letter(text: str, at: int) -> int:
    """Return the offset of the next letter that is no white space, the last one if none follows."""
    while at < len(text) and text[at].isspace():
        at += 1
    return min(at, max(0, len(text) - 1))
