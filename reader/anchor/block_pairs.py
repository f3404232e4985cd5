"""Which block of the old version became which of the new one: edited, moved, parted in two, or joined with another.

Decided by the words that went over, counted in letters; headline and deck are what they are. Blocks without words (pictures
without a caption, rules) are the same if they show the same, and stand between the same others.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from reader.anchor.diffmap import NONE, WordMap, align
from reader.anchor.moves import link_moved
from reader.anchor.wording import Wording
from reader.model.article import Article
from reader.model.blocks import Block, Deck, Embed, Figure, Headline

ALIKE = 0.3
"""Of the letters of the smaller block: so many have to be in the other for the two to be one."""

SAME_ELSEWHERE = 0.6
"""The same for blocks out of their order: less is a phrase that was taken over, no move."""

PART_SHARE = 0.6
"""Of a block's letters: so many have to come from a block that is paired already for it to be a part of that."""

LEAST_EQUAL_LETTERS = 20
"""Of a block's words: so many, and it is known again by them wherever it went."""

LETTERS_A_BLOCK = 60
"""What a block counts beside its letters where it is asked which have moved: rather one long one than three short ones."""

PART_REACH = 3
"""Blocks among which the parts of one stand: a picture may have come between them."""


class Group(NamedTuple):
    """Old blocks that became new ones, in order; there is one on at least one side."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    is_moved: bool = False


def pair_blocks(old: Article, new: Article) -> list[Group]:
    """Return the groups of blocks that belong together, in the order of the new version; blocks in none are new, or gone."""
    if old.block_texts == new.block_texts:
        return [Group((at,), (at,)) for at in range(len(new.blocks))]
    shared, old_sizes, new_sizes = _shared_letters(old, new)
    pairs = _pairs(shared, old_sizes, new_sizes)
    equal = _equal_blocks(old, new, old_sizes)
    for taken in [one for one, other in pairs.items() if one in equal or other in equal.values()]:
        del pairs[taken]
    pairs |= equal
    _pair_by_kind(old, new, pairs)
    _pair_by_pictures(old, new, pairs)
    in_order = _in_order(pairs, old_sizes)
    for one in set(pairs) - in_order - equal.keys():
        if shared.get((one, pairs[one]), 0) < SAME_ELSEWHERE * min(old_sizes[one], new_sizes[pairs[one]]):
            del pairs[one]
    _pair_the_same(old, new, pairs, in_order)
    return _groups(pairs, in_order, shared, old_sizes, new_sizes)


def _shared_letters(old: Article, new: Article) -> tuple[dict[tuple[int, int], int], list[int], list[int]]:
    """Return how many letters went from each old block to each new one, and how many each block has; of words only."""
    words = WordMap(Wording(old.text), Wording(new.text))
    align(words)
    link_moved(words)
    old_blocks, old_sizes = _blocks_of_words(old, words.old)
    new_blocks, new_sizes = _blocks_of_words(new, words.new)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for at, partner in enumerate(words.forth):
        if partner != NONE:
            shared[old_blocks[at], new_blocks[partner]] += words.old.ends[at] - words.old.starts[at]
    return shared, old_sizes, new_sizes


def _blocks_of_words(article: Article, words: Wording) -> tuple[list[int], list[int]]:
    """Return the block of each word, and the letters of each block's words."""
    blocks: list[int] = []
    sizes: list[int] = []
    at = 0
    for block, (start, text) in enumerate(zip(article.block_starts, article.block_texts, strict=True)):
        first, end = at, start + len(text)
        while at < len(words) and words.starts[at] < end:
            at += 1
        blocks += [block] * (at - first)
        sizes.append(sum(words.ends[word] - words.starts[word] for word in range(first, at)))
    return blocks, sizes


def _pairs(shared: dict[tuple[int, int], int], old_sizes: list[int], new_sizes: list[int]) -> dict[int, int]:
    """Return the blocks that have more in common with one another than either has with any third."""
    best_new: dict[int, int] = {}
    best_old: dict[int, int] = {}
    for (one, other), letters in shared.items():
        if letters > shared.get((one, best_new.get(one, NONE)), 0):
            best_new[one] = other
        if letters > shared.get((best_old.get(other, NONE), other), 0):
            best_old[other] = one
    return {
        one: other
        for one, other in best_new.items()
        if best_old[other] == one and shared[one, other] >= ALIKE * min(old_sizes[one], new_sizes[other])
    }


def _equal_blocks(old: Article, new: Article, old_sizes: list[int]) -> dict[int, int]:
    """Return the blocks that read the same in both versions, and stand once in either: they are what they were.

    Of rows of sentences that differ in a number the words alone would say that each became the next.
    """
    counts, new_counts = Counter(old.block_texts), Counter(new.block_texts)
    places = {text: at for at, text in enumerate(new.block_texts)}
    return {
        at: places[text]
        for at, text in enumerate(old.block_texts)
        if old_sizes[at] >= LEAST_EQUAL_LETTERS and counts[text] == 1 == new_counts[text]
    }


def _pair_by_kind(old: Article, new: Article, pairs: dict[int, int]) -> None:
    """Pair headline with headline and deck with deck, however they were rewritten."""
    for kind in (Headline, Deck):
        one = next((at for at, block in enumerate(old.blocks[:2]) if isinstance(block, kind)), NONE)
        other = next((at for at, block in enumerate(new.blocks[:2]) if isinstance(block, kind)), NONE)
        if one != NONE and other != NONE:
            for paired in [old_block for old_block, new_block in pairs.items() if new_block == other]:
                del pairs[paired]
            pairs[one] = other


def _pair_by_pictures(old: Article, new: Article, pairs: dict[int, int]) -> None:
    """Pair figures that show the same, whatever their captions say."""
    taken = set(pairs.values())
    places = {
        _shown(block): at for at, block in reversed(list(enumerate(new.blocks))) if at not in taken and _shown(block)
    }
    for at, block in enumerate(old.blocks):
        if at not in pairs and (shown := _shown(block)) and shown in places:
            pairs[at] = places.pop(shown)


def _shown(block: Block) -> str:
    """Return what a block shows beside words, "" if nothing."""
    match block:
        case Figure(images=images, url=url):
            return " ".join((*(image.src for image in images), url)).strip()
        case Embed(url=url):
            return url
        case _:
            return ""


def _in_order(pairs: dict[int, int], sizes: list[int]) -> set[int]:
    """Return the old blocks of the heaviest sequence of pairs that goes forward on both sides."""
    ordered = sorted(pairs)
    tops: list[tuple[int, int]] = []  # new block, weight of the best sequence that ends there; both rise
    before: dict[int, int] = {}
    holders: dict[int, int] = {}
    for one in ordered:
        new = pairs[one]
        at = bisect_left(tops, (new, 0))
        weight = (tops[at - 1][1] if at else 0) + sizes[one] + LETTERS_A_BLOCK
        before[one] = holders[tops[at - 1][0]] if at else NONE
        while at < len(tops) and tops[at][1] <= weight:
            tops.pop(at)
        tops.insert(at, (new, weight))
        holders[new] = one
    found: set[int] = set()
    one = holders[tops[-1][0]] if tops else NONE
    while one != NONE:
        found.add(one)
        one = before[one]
    return found


def _pair_the_same(old: Article, new: Article, pairs: dict[int, int], in_order: set[int]) -> None:
    """Pair what is left between two pairs and reads and shows the same: rules, pictures, a short line."""
    taken = set(pairs.values())
    borders = [(NONE, NONE), *((one, pairs[one]) for one in sorted(in_order)), (len(old.blocks), len(new.blocks))]
    for (low, new_low), (high, new_high) in pairwise(borders):
        olds = [at for at in range(low + 1, high) if at not in pairs]
        news = [at for at in range(new_low + 1, new_high) if at not in taken]
        if not olds or not news:
            continue
        from rapidfuzz.distance import LCSseq

        steps = LCSseq.opcodes(
            [hash(_look(old, at)) for at in olds[:MOST_IN_GAP]], [hash(_look(new, at)) for at in news[:MOST_IN_GAP]]
        )
        for step in steps:
            if step.tag == "equal":
                for skip in range(step.src_end - step.src_start):
                    pairs[olds[step.src_start + skip]] = news[step.dest_start + skip]
                    in_order.add(olds[step.src_start + skip])


MOST_IN_GAP = 2_000
"""Blocks that are compared between two pairs; more are no article."""


def _look(article: Article, at: int) -> tuple[str, str, str]:
    block = article.blocks[at]
    return type(block).__name__, article.block_texts[at], _shown(block)


def _groups(
    pairs: dict[int, int],
    in_order: set[int],
    shared: dict[tuple[int, int], int],
    old_sizes: list[int],
    new_sizes: list[int],
) -> list[Group]:
    """Return the pairs, with the blocks that were parted from one of them or joined to it."""
    olds = {new: [old] for old, new in pairs.items()}
    news = {old: [new] for old, new in pairs.items()}
    old_of = {new: old for old, new in pairs.items()}

    def distance(blocks: tuple[int, int]) -> int:
        one, other = blocks
        return abs(other - pairs[one]) if one in pairs else abs(one - old_of.get(other, one))

    for one, other in sorted(shared, key=distance):  # outward, so that each part finds its neighbour in the group
        letters = shared[one, other]
        if one in pairs and other not in old_of and letters >= PART_SHARE * new_sizes[other]:
            group = news[one]
            if len(olds[pairs[one]]) == 1 and min(abs(other - at) for at in group) <= PART_REACH:
                group.append(other)
                old_of[other] = one
        elif other in old_of and one not in pairs and letters >= PART_SHARE * old_sizes[one]:
            first = old_of[other]
            near = olds.get(pairs.get(first, NONE), [])
            if pairs.get(first) == other and len(news[first]) == 1 and min(abs(one - at) for at in near) <= PART_REACH:
                near.append(one)
    groups = [
        Group(tuple(sorted(olds[new])), tuple(sorted(news[old])), is_moved=old not in in_order)
        for old, new in pairs.items()
    ]
    return sorted(groups, key=lambda group: group.news[0])
