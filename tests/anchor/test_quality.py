"""Floors for what becomes of marks, over made changes in which the right place is known: they never fall silently."""

from collections import Counter
from functools import cache
from itertools import groupby

import pytest

from reader.anchor.resolve import resolve_many
from reader.model.annotation import Anchor, AnchorState
from tests.anchor.made_changes import KINDS, Case, cases

GOOD_OVERLAP = 0.9
"""Of the letters that wanted and found have in common: what the benchmarks of the field count as right."""

FLOORS = dict.fromkeys(KINDS, 1.0) | {"edited": 0.98, "another page": 0.97}
FLOORS_BY_QUOTE = dict.fromkeys(KINDS, 1.0) | {
    "edited": 0.98,
    "revised": 0.94,
    "turned": 0.88,
    "swapped": 0.91,
    "cut": 0.86,
    "another page": 0.80,
    "all at once": 0.94,
}
"""What is reached on these texts, whose sentences are far more alike than anybody's: mend the kind, and raise the floor."""


def is_right(case: Case, anchor: Anchor) -> bool:
    """Whether a passage was found where it is, or not found where it is gone."""
    if case.wanted is None or anchor.state is AnchorState.ORPHAN:
        return case.wanted is None and anchor.state is AnchorState.ORPHAN
    common = min(anchor.end, case.wanted[1]) - max(anchor.start, case.wanted[0])
    union = max(anchor.end, case.wanted[1]) - min(anchor.start, case.wanted[0])
    return common >= GOOD_OVERLAP * union


@cache
def resolved(kind: str, *, has_text: bool) -> list[tuple[Case, Anchor]]:
    """Return the cases of a kind with what became of them."""
    found: list[tuple[Case, Anchor]] = []
    for (old, new), group in groupby(cases(kind), key=lambda case: (case.old, case.new)):
        of_pair = list(group)
        anchors = resolve_many([case.selectors for case in of_pair], new, old_text=old if has_text else None)
        found += zip(of_pair, anchors, strict=True)
    return found


def share_right(kind: str, *, has_text: bool) -> float:
    """Return the share of the cases of a kind that are right."""
    found = resolved(kind, has_text=has_text)
    assert len(found) > 30
    return sum(is_right(*one) for one in found) / len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_marks_are_found_again_with_the_old_text(kind: str) -> None:
    assert share_right(kind, has_text=True) >= FLOORS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_marks_are_found_again_by_their_selectors(kind: str) -> None:
    assert share_right(kind, has_text=False) >= FLOORS_BY_QUOTE[kind]


def test_what_is_gone_is_an_orphan_and_what_is_there_is_none() -> None:
    found = [one for kind in KINDS for one in resolved(kind, has_text=True)]
    outcomes = Counter((case.wanted is None, anchor.state is AnchorState.ORPHAN) for case, anchor in found)
    assert outcomes[True, True] >= 100
    assert outcomes[True, False] <= 2
    assert outcomes[False, True] == 0


@pytest.mark.parametrize(("has_text", "most_misplaced", "most_asked"), [(True, 0.01, 0.06), (False, 0.05, 0.12)])
def test_what_is_believed_is_right_and_few_are_asked_about(
    has_text: bool, most_misplaced: float, most_asked: float
) -> None:
    found = [one for kind in KINDS for one in resolved(kind, has_text=has_text)]
    placed = [(is_right(*one), one[1]) for one in found if one[1].state is not AnchorState.ORPHAN]
    believed = [right for right, anchor in placed if not anchor.needs_look]
    rights = [anchor for right, anchor in placed if right]
    assert 1 - sum(believed) / len(believed) <= most_misplaced
    assert sum(anchor.needs_look for anchor in rights) / len(rights) <= most_asked


def test_a_place_that_is_asked_about_is_far_more_often_wrong() -> None:
    found = [one for kind in KINDS for text in (True, False) for one in resolved(kind, has_text=text)]
    placed = [(is_right(*one), one[1]) for one in found if one[1].state is not AnchorState.ORPHAN]
    asked = [right for right, anchor in placed if anchor.needs_look]
    believed = [right for right, anchor in placed if not anchor.needs_look]
    assert 1 - sum(asked) / len(asked) > 5 * (1 - sum(believed) / len(believed))


def test_what_was_only_pushed_down_has_not_moved() -> None:
    states = Counter(anchor.state for _, anchor in resolved("pushed down", has_text=True))
    assert states == {AnchorState.ANCHORED: states.total()}


def test_what_left_its_neighbours_has_moved() -> None:
    states = Counter(
        anchor.state for case, anchor in resolved("turned", has_text=True) if "\n" not in case.selectors.exact
    )
    assert states[AnchorState.MOVED] > 0.7 * states.total()
    assert set(states) == {AnchorState.MOVED, AnchorState.ANCHORED}


def test_what_was_edited_has_changed() -> None:
    for case, anchor in resolved("edited", has_text=True):
        is_same = case.wanted is not None and case.new[slice(*case.wanted)] == case.selectors.exact
        assert (anchor.state is AnchorState.ANCHORED) == is_same or not is_right(case, anchor)
