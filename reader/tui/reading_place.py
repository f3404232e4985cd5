"""Where a place of one version of an article is in another. Pure; for the eye, not for marks, which are anchored."""

from collections.abc import Mapping, Sequence

from reader.model.article import Article
from reader.model.blocks import Deck, Headline

LEAST_REWORDED = 0.4
"""Share of the words of two blocks that has to be common to both for the one to be the other, edited: half of a long sentence."""

PROBES = (40, 20, 10)
"""Letters at a place by which it is known again in a block that was edited, tried in this order."""


def carried(before: Article, after: Article, offset: int) -> int:
    """Return the offset in `after` of what stands at `offset` in `before`.

    Headline and deck are those of the other version, whatever they say. The same block is looked for next, by its text, the
    nearest if it stands more than once; then one that stands between the same blocks, or says most of the same words; then
    those below and above it. With nothing in common it is the same share of the text.
    """
    if not before.blocks or not after.blocks:
        return 0
    block, inside = before.position(offset)
    if (same := _same_part(before, after, block)) is not None:
        return after.offset((same, inside))
    places: dict[str, list[int]] = {}
    for index, text in enumerate(after.block_texts):
        places.setdefault(text, []).append(index)
    edited = _between(before, places, block)
    if edited is None and before.block_texts[block] not in places:
        edited = _reworded(before, after, block)
    if edited is not None:
        return after.offset((edited, _inside(before.block_texts[block], after.block_texts[edited], inside)))
    total = len(before.blocks)
    for other in sorted(range(total), key=lambda index: (abs(index - block), index < block)):
        found = places.get(before.block_texts[other])
        if found and len(before.block_texts[other]) > 1:
            nearest = min(found, key=lambda index: abs(index - other))
            return after.offset((nearest, inside if other == block else 0))
    return len(after.text) * offset // max(1, len(before.text))


def _same_part(before: Article, after: Article, block: int) -> int | None:
    kind = type(before.blocks[block])
    if kind not in (Headline, Deck):
        return None
    return next((index for index, other in enumerate(after.blocks[:2]) if type(other) is kind), None)


def _between(before: Article, places: Mapping[str, Sequence[int]], block: int) -> int | None:
    """Return the block that stands as far below the next known one above, and as far above the next one below, as `block`."""
    if before.block_texts[block] in places:
        return None
    candidates = []
    for step in (-1, 1):
        at = block + step
        while 0 <= at < len(before.blocks) and len(places.get(before.block_texts[at], ())) != 1:
            at += step
        if not 0 <= at < len(before.blocks):
            return None
        candidates.append(places[before.block_texts[at]][0] + block - at)
    return candidates[0] if candidates[0] == candidates[1] else None


def _reworded(before: Article, after: Article, block: int) -> int | None:
    """Return the block of `after` with most of the words of `block`, among those that `before` does not have as they are."""
    words = set(before.block_texts[block].split())
    known = set(before.block_texts)
    best, best_share = None, LEAST_REWORDED
    for index, text in enumerate(after.block_texts):
        if text not in known:
            others = set(text.split())
            share = 2 * len(words & others) / max(1, len(words) + len(others))
            if share > best_share:
                best, best_share = index, share
    return best


def _inside(old: str, new: str, inside: int) -> int:
    """Return where in a block that was edited the words stand that stood at `inside`: those that follow, else those before."""
    for size in PROBES:
        following = old[inside : inside + size]
        if len(following) == size and new.count(following) == 1:
            return new.index(following)
        leading = old[max(0, inside - size) : inside]
        if len(leading) == size and new.count(leading) == 1:
            return new.index(leading) + size
    return len(new) * inside // max(1, len(old))
