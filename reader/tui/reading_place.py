"""Where a place of one version of an article is in another. Pure; for the eye, not for marks, which are anchored."""

from collections.abc import Mapping, Sequence

from reader.model.article import Article
from reader.model.blocks import Deck, Headline


def carried(before: Article, after: Article, offset: int) -> int:
    """Return the offset in `after` of what stands at `offset` in `before`.

    Headline and deck are those of the other version, whatever they say. The same block is looked for next, by its text, the
    nearest if it stands more than once; then one that stands between the same blocks; then those below and above it.
    With nothing in common it is the same share of the text.
    """
    if not before.blocks or not after.blocks:
        return 0
    block, inside = before.position(offset)
    if (same := _same_part(before, after, block)) is not None:
        return after.offset((same, inside))
    places: dict[str, list[int]] = {}
    for index, text in enumerate(after.block_texts):
        places.setdefault(text, []).append(index)
    if (between := _between(before, places, block)) is not None:
        return after.offset((between, inside))
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
