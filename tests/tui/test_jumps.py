"""The jump list."""

from reader.tui.jumps import MOST_JUMPS, JumpList, Place


def places(*offsets: int) -> JumpList:
    jumps = JumpList()
    for offset in offsets:
        jumps.remember(Place("a", offset))
    return jumps


def test_back_and_forward_go_through_the_places() -> None:
    jumps, here = places(1, 2), Place("a", 3)
    assert jumps.back(1, here) == Place("a", 2)
    assert jumps.back(1, here) == Place("a", 1)
    assert jumps.back(1, here) is None
    assert jumps.forward(2) == here
    assert jumps.forward(1) is None


def test_the_place_one_stands_at_is_no_step_back() -> None:
    assert places(1, 2).back(1, Place("a", 2)) == Place("a", 1)
    assert places().back(1, Place("a", 2)) is None


def test_a_new_jump_forgets_what_was_ahead() -> None:
    jumps = places(1, 2)
    jumps.back(2, Place("a", 3))
    jumps.remember(Place("b", 9))
    assert jumps.places == (Place("a", 1), Place("b", 9)) or jumps.places == (Place("b", 9),)
    assert jumps.forward(1) is None


def test_any_place_can_be_gone_to_and_the_last_one_is_kept() -> None:
    jumps = places(1, 2, 3)
    assert jumps.go(1, Place("a", 4)) == Place("a", 2)
    assert jumps.at == 1
    assert jumps.forward(2) == Place("a", 4)


def test_so_many_are_kept_and_no_more() -> None:
    assert len(places(*range(300)).places) == MOST_JUMPS
