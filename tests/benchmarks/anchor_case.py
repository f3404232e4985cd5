"""The candidate for the re-anchoring benchmark: the program's own anchors in the form its scorer calls."""

from collections.abc import Iterable, Sequence
from typing import Any

from reader.anchor.resolve import resolve_many
from reader.model.annotation import CONTEXT_LETTERS, Anchor, AnchorState, Selectors

Span = tuple[int, int]


def anchor(old: str, new: str, start: int, end: int) -> Span | None:
    """Return where `old[start:end]` stands in `new`, or None if it is gone."""
    return anchor_many(old, new, [(start, end)])[0]


def anchor_many(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
    """Return the place of each of the spans."""
    described = [
        Selectors(
            exact=old[start:end],
            prefix=old[max(0, start - CONTEXT_LETTERS) : start],
            suffix=old[end : end + CONTEXT_LETTERS],
            start=start,
            end=end,
        )
        for start, end in spans
    ]
    return _spans(resolve_many(described, new, old_text=old))


def anchor_selectors(new: str, exact: str, prefix: str, suffix: str, start: int, end: int) -> Span | None:
    """Return where a passage stands in `new` by its selectors alone."""
    return anchor_selectors_many(
        new, [{"exact": exact, "prefix": prefix, "suffix": suffix, "start": start, "end": end}]
    )[0]


def anchor_selectors_many(new: str, selectors: Sequence[dict[str, Any]]) -> list[Span | None]:
    """Return the place of each of the passages by their selectors alone."""
    return _spans(resolve_many([Selectors(**one) for one in selectors], new))


def _spans(anchors: Iterable[Anchor]) -> list[Span | None]:
    return [None if one.state is AnchorState.ORPHAN else (one.start, one.end) for one in anchors]
