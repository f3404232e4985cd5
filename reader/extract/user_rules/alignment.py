"""Finding the parts of a page among the blocks of an article, by their words: the article may be one that was cleaned earlier.

Parts and blocks stand in the same order but for a few. A part's block is the first with the same words that stands behind the
one found before it, else the nearest with them. Called by whoever explains a cleaning.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from reader.model.blocks import Block, Embed, Figure, Rule, block_text
from reader.model.patterns import compile_late

MIN_PART_LETTERS = 16
"""Of a piece of a block to be known for it."""
REACH = 4

_WORDS = compile_late(r"\w+")


def key_of_text(text: str) -> str:
    """Return letters and digits only, case folded: the form in which two texts are the same."""
    return "".join(_WORDS.findall(text)).casefold()


def key_of_block(block: Block) -> str:
    """Return the key under which a part finds `block`; of pictures and embeds without words, what they show."""
    match block:
        case Figure():
            return key_of_figure(block)
        case Embed(url=url):
            return f"embed {url}"
        case Rule():
            return "rule"
        case _:
            return key_of_text(block_text(block))


def key_of_figure(figure: Figure) -> str:
    """Return the key of a figure: its pictures, else its player, else its words."""
    if figure.images:
        return "picture " + figure.images[0].src.partition("?")[0]
    return f"player {figure.url}" if figure.url else f"caption {key_of_text(figure.caption or figure.credit)}"


def align(keys: Sequence[str], own: Sequence[str]) -> list[int]:
    """Return for each of `keys` (in page order) the index of its block, -1 where there is none; `own` are the blocks' keys.

    A block has one part, but for those that were joined: a key that lies in a block close behind the last one found is a
    part of it, and so is one that was divided.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(own):
        if key:
            places[key].append(index)
    found: list[int] = []
    behind = 0
    for key in keys:
        free = places.get(key)
        if key and free:
            index = free.pop(min(bisect_left(free, behind), len(free) - 1))
        else:
            near = range(max(0, behind - 1), min(len(own), behind + REACH))
            index = next((at for at in near if _overlap(key, own[at])), -1)
        found.append(index)
        behind = index + 1 if index >= 0 else behind
    return found


def _overlap(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= MIN_PART_LETTERS and shorter in longer
