"""What stands in a text comes over into a new version of it: highlights are counted, places are moved along.

Highlights need no moving: they are placed from the version they were made on whenever somebody looks. Places that are mere
offsets into the current version (where the reader is, places with a letter) are moved with the words they stand at.
"""

from collections.abc import Sequence

from reader.anchor.carried_offsets import carry_offsets
from reader.library.results import Carried
from reader.library.stores import Stores
from reader.model.annotation import Anchor, AnchorState, PlacedAnnotation
from reader.model.errors import ReaderError
from reader.model.kept import ArticleRecord


def tally(before: Sequence[PlacedAnnotation], after: Sequence[PlacedAnnotation]) -> Carried | None:
    """Count how highlights stand `after` against `before`; None if there are none."""
    anchors = {placed.annotation.id: placed.anchor for placed in before if placed.anchor is not None}
    fates = [
        _fate(anchors[placed.annotation.id], placed.anchor)
        for placed in after
        if placed.anchor is not None and placed.annotation.id in anchors
    ]
    if not fates:
        return None
    return Carried(*(fates.count(name) for name in Carried._fields))


def _fate(before: Anchor, after: Anchor) -> str:
    """Return the field of Carried that a highlight counts for; "" if it was lost before and still is."""
    if after.state is AnchorState.ORPHAN:
        return "" if before.state is AnchorState.ORPHAN else "lost"
    if before.state is AnchorState.ORPHAN:
        return "found"
    if after.needs_look and not before.needs_look:
        return "unsure"
    if after.state is before.state or after.state is AnchorState.ANCHORED:
        return "in_place"
    return "changed" if after.state is AnchorState.CHANGED else "moved"


def carry_places(stores: Stores, before: ArticleRecord, version_id: str) -> None:
    """Move the reader's place, the furthest one and those with a letter into the version with `version_id`."""
    state = stores.states.load(before.id)
    places = {
        "position": state.position,
        "furthest": state.furthest,
        **{f"mark {k}": v for k, v in state.marks.items()},
    }
    if not any(places.values()):
        return
    try:
        old = stores.articles.load(before.id, before.version_id).text
        new = stores.articles.load(before.id, version_id).text
    except ReaderError:
        return  # a text that is not here yet: then the places are about right
    carried = dict(zip(places, carry_offsets(tuple(places.values()), old, new), strict=True))
    marks = {letter: carried[f"mark {letter}"] for letter in state.marks}
    stores.states.change(before.id, position=carried["position"], furthest=carried["furthest"], add_marks=marks)
