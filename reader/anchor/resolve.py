"""Where stored highlights stand in the text shown now: anchored, moved, changed, or orphaned."""

from collections.abc import Iterable

from reader.anchor.match import match
from reader.model.annotation import Anchor, AnchorState, Selectors

ORPHAN = Anchor(state=AnchorState.ORPHAN, confidence=0.0)


def resolve(selectors: Selectors, new_text: str, *, old_text: str | None = None) -> Anchor:
    """Return where the passage stands in `new_text`. See `resolve_many`, which is faster for more than one."""
    return resolve_many((selectors,), new_text, old_text=old_text)[0]


def resolve_many(
    selectors_list: Iterable[Selectors], new_text: str, *, old_text: str | None = None
) -> tuple[Anchor, ...]:
    """Return an anchor for each of the selectors, in their order.

    `old_text` is the text of the version the marks were made on.
    """
    return tuple(
        _in_place(selectors) if _is_in_place(selectors, new_text, old_text) else _find(selectors, new_text)
        for selectors in selectors_list
    )


def _in_place(selectors: Selectors) -> Anchor:
    return Anchor(state=AnchorState.ANCHORED, start=selectors.start, end=selectors.start + len(selectors.exact))


def _is_in_place(selectors: Selectors, new_text: str, old_text: str | None) -> bool:
    start, end = selectors.start, selectors.start + len(selectors.exact)
    if not new_text.startswith(selectors.exact, start):
        return False
    if old_text == new_text:
        return True
    return new_text[max(0, start - len(selectors.prefix)) : start] == selectors.prefix and new_text.startswith(
        selectors.suffix, end
    )


def _find(selectors: Selectors, new_text: str) -> Anchor:
    found = match(new_text, selectors.exact, selectors.prefix, selectors.suffix, selectors.start)
    if found is None:
        return ORPHAN
    return Anchor(state=AnchorState.MOVED, start=found.start, end=found.end, confidence=found.score)
