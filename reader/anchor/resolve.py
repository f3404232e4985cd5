"""Where stored highlights stand in the text shown now: anchored, moved, changed, or orphaned.

What costs little comes first: a passage before the first or after the last change needs no map, and a passage whose quote and
context stand where they stood needs no search. Only for the rest is the old text mapped to the new one, once for all marks.
The modules that map and search are imported when they are needed, since most articles are opened as they were left.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.model.annotation import CONTEXT_LETTERS, Anchor, AnchorState, Selectors

if TYPE_CHECKING:
    from reader.anchor.following import Follower
    from reader.anchor.match import Matcher

ORPHAN = Anchor(state=AnchorState.ORPHAN, confidence=0.0)


def resolve(selectors: Selectors, new_text: str, *, old_text: str | None = None) -> Anchor:
    """Return where the passage stands in `new_text`. See `resolve_many`, which is faster for more than one."""
    return resolve_many((selectors,), new_text, old_text=old_text)[0]


def resolve_many(
    selectors_list: Iterable[Selectors], new_text: str, *, old_text: str | None = None
) -> tuple[Anchor, ...]:
    """Return an anchor for each of the selectors, in their order.

    `old_text` is the text of the version the marks were made on; with it the answer is surer. If it is not at hand, or is not
    the text the selectors describe, quote and context decide. Ranges are half-open, in code points of `new_text`. A passage
    that is gone is an orphan, never an error. Cost: O(1) a mark while nothing changed; a map is O(words of both texts).
    """
    described = tuple(selectors_list)
    edges = _Edges(old_text, new_text) if old_text is not None and old_text != new_text else None
    return tuple(_resolve(selectors, new_text, old_text, edges) for selectors in described)


def _resolve(selectors: Selectors, new_text: str, old_text: str | None, edges: "_Edges | None") -> Anchor:
    start, end = selectors.start, selectors.start + len(selectors.exact)
    if old_text is None or old_text[start:end] != selectors.exact:
        return _by_selectors(selectors, new_text)
    if edges is None:
        return Anchor(state=AnchorState.ANCHORED, start=start, end=end)
    shift = edges.shift(start, end)
    if shift is not None:
        return Anchor(state=AnchorState.ANCHORED, start=start + shift, end=end + shift)
    followed = _follower(old_text, new_text).follow(start, end)
    if followed is None:
        return ORPHAN
    place = followed.range
    if not _is_same(selectors.exact, new_text[place.start : place.end]):
        state = AnchorState.CHANGED
    else:
        state = AnchorState.MOVED if followed.has_moved else AnchorState.ANCHORED
    return Anchor(state=state, start=place.start, end=place.end, confidence=followed.confidence)


def _by_selectors(selectors: Selectors, new_text: str) -> Anchor:
    start, end = selectors.start, selectors.start + len(selectors.exact)
    if (
        new_text.startswith(selectors.exact, start)
        and new_text[max(0, start - len(selectors.prefix)) : start] == selectors.prefix
        and new_text.startswith(selectors.suffix, end)
    ):
        return Anchor(state=AnchorState.ANCHORED, start=start, end=end)
    found = _matcher(new_text).match(selectors)
    if found is None:
        return ORPHAN
    is_same = _is_same(selectors.exact, new_text[found.start : found.end])
    state = AnchorState.ANCHORED if is_same else AnchorState.CHANGED
    return Anchor(state=state, start=found.start, end=found.end, confidence=found.confidence)


class _Edges:
    """What the two texts have in common at their beginning and at their end, in code points."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self._old_length = len(old_text)
        self._growth = len(new_text) - len(old_text)
        shortest = min(len(old_text), len(new_text))
        self._head = _common(shortest, lambda size: old_text[:size] == new_text[:size])
        self._tail = _common(
            shortest, lambda size: old_text[len(old_text) - size :] == new_text[len(new_text) - size :]
        )

    def shift(self, start: int, end: int) -> int | None:
        """Return by how much an untouched passage was shifted; None if a change is in it or near it."""
        if min(self._old_length, end + CONTEXT_LETTERS) <= self._head:
            return 0
        if max(0, start - CONTEXT_LETTERS) >= self._old_length - self._tail:
            return self._growth
        return None


def _common(longest: int, agrees: Callable[[int], bool]) -> int:
    """Return the largest size up to `longest` for which `agrees`, by halving: slices are compared far faster than letters."""
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        if agrees(middle):
            low = middle
        else:
            high = middle - 1
    return low


@lru_cache(maxsize=2)
def _follower(old_text: str, new_text: str) -> "Follower":
    from reader.anchor.following import Follower

    return Follower(old_text, new_text)


@lru_cache(maxsize=2)
def _matcher(new_text: str) -> "Matcher":
    from reader.anchor.match import Matcher

    return Matcher(new_text)


def _is_same(quote: str, passage: str) -> bool:
    """Whether the passage says what was marked, whatever its typography."""
    if quote == passage:
        return True
    from reader.anchor.wording import same_words

    return same_words(quote, passage)
