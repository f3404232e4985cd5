"""Where a place of one version of an article is in another. Pure; for the eye, not for marks, which are anchored."""

from reader.model.article import Article


def carried(before: Article, after: Article, offset: int) -> int:
    """Return the offset in `after` of what stands at `offset` in `before`.

    The same block is looked for first, by its text, the nearest if it stands more than once; then those below and above it.
    With nothing in common it is the same share of the text.
    """
    if not before.blocks or not after.blocks:
        return 0
    block, inside = before.position(offset)
    places: dict[str, list[int]] = {}
    for index, text in enumerate(after.block_texts):
        places.setdefault(text, []).append(index)
    total = len(before.blocks)
    for other in sorted(range(total), key=lambda index: (abs(index - block), index < block)):
        found = places.get(before.block_texts[other])
        if found and len(before.block_texts[other]) > 1:
            nearest = min(found, key=lambda index: abs(index - other))
            return after.offset((nearest, inside if other == block else 0))
    return len(after.text) * offset // max(1, len(before.text))
