"""Two versions as one running text: every block of both in one order, each with what became of its words.

What is new, edited or moved stands where the new version has it, what is gone where it stood between its neighbours.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.anchor.block_pairs import Group, pair_blocks
from reader.anchor.word_edits import WordEdit, word_edits
from reader.model.article import SEPARATOR, Article, Metadata
from reader.model.blocks import Deck, Figure, Headline
from reader.model.difference import DifferentPart, Edit, PartKind, Stretch
from reader.model.units import TextRange

_UNDER_HEADLINE = (Headline, Deck)


def running_text(old: Article, new: Article) -> tuple[DifferentPart, ...]:
    """Return all parts of both versions. All stretches with a place in a version tile its blocks, each letter once."""
    parts = list(_parts(old, new, pair_blocks(old, new)))
    byline = _byline(old.metadata, new.metadata)
    if byline is not None:
        at = next((at for at, part in enumerate(parts) if not isinstance(part.block, _UNDER_HEADLINE)), len(parts))
        parts.insert(at, byline)
    return tuple(parts)


def byline_text(metadata: Metadata) -> str:
    """Return authors, agencies and place on one line, as they are compared."""
    names = ", ".join(metadata.authors)
    return " · ".join(part for part in (names, ", ".join(metadata.agencies), metadata.place) if part)


def _byline(old: Metadata, new: Metadata) -> DifferentPart | None:
    before, after = byline_text(old), byline_text(new)
    if not before and not after:
        return None
    stretches = tuple(
        Stretch(one.edit, before[one.old_start : one.old_end] or after[one.new_start : one.new_end])
        for one in word_edits(before, after)
    )
    return DifferentPart(kind=PartKind.BYLINE, stretches=stretches)


def _parts(old: Article, new: Article, groups: Sequence[Group]) -> Iterator[DifferentPart]:
    of_old = {block: group for group in groups for block in group.olds}
    of_new = {block: group for group in groups for block in group.news}
    # Up to where old blocks are told when each of the groups in order is done: to the next one's first.
    ahead = [group.olds[0] for group in groups if not group.is_moved] + [len(old.blocks)]
    written: dict[int, DifferentPart] = {}
    told = reached = 0

    def left_until(border: int) -> Iterator[DifferentPart]:
        nonlocal told
        for block in range(told, border):
            group = of_old.get(block)
            if group is None:
                yield _whole(old, block, Edit.REMOVED)
            elif group.is_moved and block == group.olds[0]:
                yield DifferentPart(kind=PartKind.LEFT, stretches=(), old_block=block, new_block=group.news[0])
        told = max(told, border)

    yield from left_until(ahead[0])
    for block in range(len(new.blocks)):
        group = of_new.get(block)
        if group is None:
            yield _whole(new, block, Edit.ADDED)
            continue
        if block == group.news[0]:
            written |= _of_group(old, new, group)
        yield written.pop(block)
        if block == group.news[-1] and not group.is_moved:
            reached += 1
            yield from left_until(ahead[reached])


def _whole(article: Article, block: int, edit: Edit) -> DifferentPart:
    """Return a block that is only in one of the versions."""
    text, start = article.block_texts[block], article.block_starts[block]
    place = TextRange(start, start + len(text))
    is_old = edit is Edit.REMOVED
    stretch = Stretch(edit, text, old=place if is_old else None, new=None if is_old else place)
    return DifferentPart(
        stretches=(stretch,) if text else (),
        old_block=block if is_old else -1,
        new_block=-1 if is_old else block,
        block=article.blocks[block],
    )


def _of_group(old: Article, new: Article, group: Group) -> dict[int, DifferentPart]:
    """Return the parts of a group by their new blocks."""
    old_side, new_side = _Side(old, group.olds), _Side(new, group.news)
    stretches: dict[int, list[Stretch]] = {block: [] for block in group.news}
    last = group.news[0]
    for one in _edits(old_side, new_side):
        for edit, old_range, new_range in _cut(one, old_side, new_side):
            if edit is not Edit.REMOVED:
                last = new_side.block_at(new_range[0])
            place = old_side.place(*old_range) if edit is not Edit.ADDED else None
            new_place = new_side.place(*new_range) if edit is not Edit.REMOVED else None
            text = old_side.text[slice(*old_range)] if edit is not Edit.ADDED else new_side.text[slice(*new_range)]
            stretches[last].append(Stretch(edit, text, place, new_place))
    return {
        block: DifferentPart(
            stretches=tuple(stretches[block]),
            old_block=group.olds[0],
            new_block=block,
            block=new.blocks[block],
            is_moved=group.is_moved,
            is_split=block != group.news[0],
        )
        for block in group.news
    }


def _edits(old: "_Side", new: "_Side") -> Iterator[WordEdit]:
    """Yield what became of the words of a group; a caption is compared with a caption and a credit with a credit."""
    borders = [side.caption_end for side in (old, new)]
    if None in borders:
        yield from word_edits(old.text, new.text)
        return
    at, new_at = (border or 0 for border in borders)
    yield from word_edits(old.text[:at], new.text[:new_at])
    for edit, *places in word_edits(old.text[at:], new.text[new_at:]):
        yield WordEdit(edit, places[0] + at, places[1] + at, places[2] + new_at, places[3] + new_at)


_Cut = tuple[Edit, tuple[int, int], tuple[int, int]]
"""A part of a stretch: its ranges in the old and in the new side."""


def _cut(one: WordEdit, old_side: "_Side", new_side: "_Side") -> Iterator[_Cut]:
    """Cut a stretch where a block of the new side ends, and where the next block of the old side stood elsewhere.

    The blank line between two new blocks is in neither of them: what was kept of it is gone.
    """
    edit, at, old_end, new_at, new_end = one
    borders = set(old_side.jumps) if edit is not Edit.ADDED else set()
    shift = new_at - at if edit is Edit.KEPT else 0
    gaps = new_side.breaks if edit is not Edit.REMOVED else []
    pieces: list[_Cut]
    if edit is Edit.ADDED:
        cuts = sorted({new_at, new_end, *(place for gap in gaps for place in gap if new_at < place < new_end)})
        pieces = [(edit, (at, at), (low, high)) for low, high in pairwise(cuts)]
    else:
        places = {place - shift for gap in gaps for place in gap} | borders
        cuts = sorted({at, old_end, *(place for place in places if at < place < old_end)})
        is_kept = edit is Edit.KEPT
        pieces = [
            (edit, (low, high), (low + shift, high + shift) if is_kept else (new_at, new_at))
            for low, high in pairwise(cuts)
        ]
    for piece, old_range, new_range in pieces:
        is_in_gap = any(low <= new_range[0] and new_range[1] <= high for low, high in gaps)
        if not is_in_gap:
            yield piece, old_range, new_range
        elif piece is Edit.KEPT:
            yield Edit.REMOVED, old_range, (new_range[0], new_range[0])


class _Side:
    """Some blocks of a version as one text, blank lines between them, and where it stands in the whole."""

    def __init__(self, article: Article, blocks: Sequence[int]) -> None:
        self.text = SEPARATOR.join(article.block_texts[block] for block in blocks)
        self._blocks = blocks
        self._starts: list[int] = []
        self._places: list[int] = []
        self.breaks: list[tuple[int, int]] = []
        """The blank lines between the blocks."""
        self.jumps: list[int] = []
        """Where a block begins that does not follow the one before it in the article."""
        figure = article.blocks[blocks[0]] if len(blocks) == 1 else None
        self.caption_end = len(figure.caption) if isinstance(figure, Figure) else None
        """Where the caption of a figure ends; None if this is none."""
        at = 0
        for block in blocks:
            if self._starts:
                self.breaks.append((at - len(SEPARATOR), at))
                if block != blocks[len(self._starts) - 1] + 1:
                    self.jumps.append(at)
            self._starts.append(at)
            self._places.append(article.block_starts[block])
            at += len(article.block_texts[block]) + len(SEPARATOR)

    def block_at(self, offset: int) -> int:
        """Return the block at an offset of the joined text."""
        return self._blocks[self._index(offset)]

    def place(self, start: int, end: int) -> TextRange:
        """Return where a range of the joined text stands in the article; it begins and ends in one block."""
        index = self._index(start)
        shift = self._places[index] - self._starts[index]
        return TextRange(start + shift, end + shift)

    def _index(self, offset: int) -> int:
        index = len(self._starts) - 1
        while index and self._starts[index] > offset:
            index -= 1
        return index
