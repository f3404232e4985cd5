"""Places of a shown list: headings, folded groups and the article to continue stand where they belong, both ways round."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from reader.library.listing import ListGroup
from reader.tui.list_places import Folds, ListPlaces


def groups_of(sizes: list[int]) -> list[ListGroup]:
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return [ListGroup(f"g{at}", start, size, 0) for at, (start, size) in enumerate(zip(starts, sizes, strict=True))]


def rows(places: ListPlaces) -> list[str]:
    """Return what stands in every row: a letter for an article, the key of a group for its heading."""
    found = []
    for place in range(places.total):
        number = places.heading(place)
        docid = places.docid(place)
        assert (number is None) != (docid is None)
        found.append(places.groups[number].key if number is not None else chr(97 + (docid or 0)))
    return found


def test_groups_have_headings_and_fold() -> None:
    groups = groups_of([2, 3, 1])
    assert rows(ListPlaces(range(6), groups)) == ["g0", "a", "b", "g1", "c", "d", "e", "g2", "f"]
    folded = ListPlaces(range(6), groups, folds=Folds(others=frozenset({"g1"})))
    assert rows(folded) == ["g0", "a", "b", "g1", "g2", "f"]
    assert [folded.shown(listed) for listed in range(6)] == [1, 2, 3, 3, 3, 5]
    assert folded.articles == 6
    assert rows(ListPlaces(range(6), groups, folds=Folds(are_all=True))) == ["g0", "g1", "g2"]
    assert rows(ListPlaces(range(6), groups, folds=Folds(are_all=True).turned("g1"))) == [
        "g0",
        "g1",
        "c",
        "d",
        "e",
        "g2",
    ]


def test_the_article_to_continue_stands_first_and_in_no_group() -> None:
    places = ListPlaces(range(6), groups_of([2, 3, 1]), continued=3)
    assert rows(places) == ["d", "g0", "a", "b", "g1", "c", "e", "g2", "f"]
    alone = ListPlaces(range(3), groups_of([1, 1, 1]), continued=1)
    assert rows(alone) == ["b", "g0", "a", "g1", "g2", "c"]


def test_headings_are_gone_to_from_anywhere() -> None:
    places = ListPlaces(range(6), groups_of([2, 3, 1]))
    assert [places.next_heading(place, 1) for place in range(9)] == [3, 3, 3, 7, 7, 7, 7, None, None]
    assert [places.next_heading(place, -1) for place in range(9)] == [None, 0, 0, 0, 3, 3, 3, 3, 7]
    assert [places.heading_of(place) for place in range(9)] == [0, 0, 0, 3, 3, 3, 3, 7, 7]
    assert (places.heading_named("g1"), places.heading_named("gone")) == (3, None)


def test_an_empty_list_has_no_rows() -> None:
    places = ListPlaces()
    assert (places.total, places.articles, places.listed(0), places.heading(0), places.docid(-1)) == (
        0,
        0,
        None,
        None,
        None,
    )


@given(st.data())
def test_every_way_of_looking_at_a_list_says_the_same(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 4), max_size=5))
    total = sum(sizes) or data.draw(st.integers(0, 6))
    groups = groups_of(sizes)
    folds = Folds(
        data.draw(st.booleans()), frozenset(data.draw(st.lists(st.sampled_from(["g0", "g1", "g2"]), max_size=3)))
    )
    continued = data.draw(st.none() | st.integers(0, total - 1)) if total else None
    places = ListPlaces(range(total), groups, continued=continued, folds=folds)
    for listed in range(total):
        place = places.shown(listed)
        hidden = places.heading(place) is not None
        assert hidden or places.listed(place) == listed
    seen = [places.listed(place) for place in range(places.total) if places.listed(place) is not None]
    assert len(set(seen)) == len(seen)
    first = data.draw(st.integers(0, places.total))
    last = data.draw(st.integers(first - 1, places.total))
    between = list(places.between(first, last))
    assert len(between) == places.count_between(first, last)
    at = 0
    while at < places.total:  # stretches tile the list
        stretch = places.stretch(at, places.total)
        at += 1 if stretch is None else stretch[1] - stretch[0]
    assert at == places.total
    everything = list(places.between(0, places.total))
    assert sorted({*everything}) == list(range(total))
    assert [key for key, _ in groupby(seen)] == seen
