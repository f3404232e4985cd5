"""Finding a passage by what its selectors say, in a text of which the older state is not known.

The exact words first, judged by what stands around them and by how far they are from where they stood. There is a minimum
score: a mark on the wrong words is worse than a mark in the tray of orphans. `resolve` is the caller.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.anchor.quote import find_quote as find_quote

MAX_PLACES = 2_000
"""Places of the same words that are looked at; more can only be those of a single common word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage that was found: a half-open range of code points, and how sure we are of it, 0 to 1."""

    start: int
    end: int
    score: float


def match(new_text: str, exact: str, prefix: str, suffix: str, start: int) -> Match | None:
    """Return where the passage stands in `new_text`, or None if no place deserves belief."""
    if not exact.strip():
        return None
    best: Match | None = None
    for place in _places(new_text, exact):
        end = place + len(exact)
        around = _agreement(prefix[::-1], new_text[max(0, place - len(prefix)) : place][::-1])
        around += _agreement(suffix, new_text[end : end + len(suffix)])
        known = min(1.0, len(exact) / 40)
        score = max(known, around / 2) - 0.05 * abs(place - start) / (len(new_text) + 1)
        if score >= 0.5 and (best is None or score > best.score):
            best = Match(start=place, end=end, score=score)
    return best


def _places(text: str, exact: str) -> Iterator[int]:
    place = text.find(exact)
    for _ in range(MAX_PLACES):
        if place < 0:
            return
        yield place
        place = text.find(exact, place + 1)


def _agreement(wanted: str, found: str) -> float:
    """Return the share of `wanted` that `found` begins with; 1 if there was nothing to want."""
    same = next((at for at, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    return same / len(wanted) if wanted else 1.0
