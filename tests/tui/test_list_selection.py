"""What is selected in a list: one by one, as a range that follows the bar, all; and how little that costs."""

from collections.abc import Iterator, Sequence
from typing import overload

from reader.library.listing import ListGroup
from reader.tui.list_places import Folds, ListPlaces
from reader.tui.widgets.list_selection import ListSelection


def selection_in(places: ListPlaces) -> ListSelection:
    selection = ListSelection()
    selection.take(places)
    return selection


def test_a_range_follows_the_bar_both_ways_and_adds_to_what_is_selected() -> None:
    selection = selection_in(ListPlaces(range(100, 120)))
    selection.toggle(15, 15)
    selection.begin(5)
    selection.draw_to(7)
    assert (len(selection), selection.docids()) == (4, [105, 106, 107, 115])
    selection.draw_to(3)
    assert selection.docids() == [103, 104, 105, 115]
    assert [place for place in range(20) if selection.has(place)] == [3, 4, 5, 15]
    selection.settle()
    selection.draw_to(19)
    assert len(selection) == 4


def test_all_are_selected_and_none() -> None:
    selection = selection_in(ListPlaces(range(5)))
    selection.toggle(2, 2)
    selection.toggle_all()
    assert len(selection) == 5
    selection.toggle_all()
    assert not selection


def test_a_folded_group_in_a_range_is_selected_with_all_in_it() -> None:
    groups = [ListGroup("a", 0, 2, 0), ListGroup("b", 2, 3, 0), ListGroup("c", 5, 1, 0)]
    selection = selection_in(ListPlaces(range(6), groups, folds=Folds(others=frozenset({"b"}))))
    selection.begin(2)
    selection.draw_to(3)  # the second of the first group, and the folded heading
    assert selection.docids() == [1, 2, 3, 4]
    assert [selection.has(place) for place in range(6)] == [False, False, True, True, False, False]
    selection.settle()
    assert selection.has(3)
    selection.take(ListPlaces([0, 1, 2, 9, 4, 5], groups, folds=Folds(others=frozenset({"b"}))))
    assert not selection.has(3)  # one of its articles is another now


def test_a_range_goes_on_where_the_list_changes_under_it() -> None:
    selection = selection_in(ListPlaces(range(10)))
    selection.begin(3)
    selection.draw_to(4)
    selection.take(ListPlaces([100, *range(10)]), 5)
    selection.draw_to(6)
    assert selection.docids() == [3, 4, 5]
    selection.take(ListPlaces([0, 1, 2, 4, 5]))  # where it began is gone: what was in it stays selected
    assert not selection.is_drawing
    assert selection.docids() == [4, 5]


def test_no_article_comes_into_a_range_that_the_bar_never_went_over() -> None:
    groups = [ListGroup("a", 0, 4, 0), ListGroup("b", 4, 2, 0)]
    for changed, bar in (
        (ListPlaces([9, 1, 7, 8, 2, 3]), 4),  # another order, or an article that came between
        (ListPlaces([1, 3, 4]), 2),  # the article of the bar is gone, and the bar at the one after it
        (ListPlaces(range(6), groups, folds=Folds(others=frozenset({"a"}))), 0),  # a folded group has others, too
    ):
        selection = selection_in(ListPlaces(range(6)))
        selection.begin(1)
        selection.draw_to(2)
        selection.take(changed, bar)
        assert not selection.is_drawing
        assert set(selection.docids()) <= {1, 2}
        assert 1 in selection.docids()


def test_a_group_is_selected_as_it_is_and_nothing_of_the_next_one() -> None:
    groups = [ListGroup("a", 0, 3, 0), ListGroup("b", 3, 2, 0)]
    places = ListPlaces(range(5), groups, continued=1, folds=Folds(others=frozenset({"b"})))
    selection = selection_in(places)
    selection.toggle_group(0)  # of three, of which one is shown first of all; the next group is folded
    assert selection.docids() == [0, 1, 2]
    selection.toggle_group(0)
    assert not selection


def test_the_article_to_continue_counts_once_beside_its_folded_group() -> None:
    groups = [ListGroup("a", 0, 3, 0), ListGroup("b", 3, 2, 0)]
    selection = selection_in(ListPlaces(range(5), groups, continued=1, folds=Folds(are_all=True)))
    selection.begin(0)
    selection.draw_to(2)
    assert (len(selection), sorted(selection.docids())) == (5, [0, 1, 2, 3, 4])


def test_what_is_not_listed_any_more_is_not_selected_any_more() -> None:
    selection = selection_in(ListPlaces([1, 2, 3]))
    selection.toggle_all()
    selection.take(ListPlaces([3, 4, 1]))
    assert selection.docids() == [3, 1]
    assert selection.clear()
    assert not selection.clear()


class Counted(Sequence[int]):
    """Numbers, and how many of them were looked at."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.looked_at = 0

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        found = range(self.total)[at]
        self.looked_at += len(found) if isinstance(found, range) else 1
        return found

    def __iter__(self) -> Iterator[int]:
        self.looked_at += self.total
        return iter(range(self.total))


def test_drawing_a_range_over_a_hundred_thousand_looks_at_none_of_them() -> None:
    numbers = Counted(100_000)
    selection = selection_in(ListPlaces(numbers))
    selection.begin(0)
    for place in (1, 500, 99_999):
        selection.draw_to(place)
        assert len(selection) == place + 1
    assert numbers.looked_at == 0
    assert all(selection.has(place) for place in range(30))
    assert numbers.looked_at <= 30
