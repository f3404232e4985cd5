"""Ranges over text."""

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.overlay import Covering, CoveringIndex, LayerIndex, split

RANGES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 15), st.sampled_from("abc")).map(
        lambda drawn: Covering(drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=12,
)


def test_overlapping_ranges_are_cut_where_they_meet() -> None:
    stretches = split(0, 10, [Covering(2, 6, "a"), Covering(4, 12, "b")])
    assert stretches == [(0, 2, ()), (2, 4, ("a",)), (4, 6, ("a", "b")), (6, 10, ("b",))]


@given(RANGES, st.integers(0, 40), st.integers(1, 20))
def test_every_letter_has_all_that_covers_it(ranges: list[Covering[str]], start: int, length: int) -> None:
    end = start + length
    stretches = split(start, end, ranges)
    assert [offset for s in stretches for offset in range(s.start, s.end)] == list(range(start, end))
    for stretch in stretches:
        for offset in range(stretch.start, stretch.end):
            assert stretch.values == tuple(r.value for r in ranges if r.start <= offset < r.end)


@given(RANGES, st.integers(0, 40), st.integers(1, 20))
def test_the_index_finds_what_a_search_of_all_finds(ranges: list[Covering[str]], start: int, length: int) -> None:
    found = CoveringIndex(ranges).touching(start, start + length)
    assert sorted(found) == sorted(r for r in ranges if r.start < start + length and r.end > start and r.end > r.start)
    assert len(found) <= CoveringIndex(ranges).most_touching(start, start + length)


@given(RANGES, st.integers(0, 40), st.integers(1, 20), st.integers(0, 2), st.integers(1, 4))
def test_of_layers_as_many_are_given_as_are_told_apart(
    ranges: list[Covering[str]], start: int, length: int, gone: int, most: int
) -> None:
    index = LayerIndex(ranges, most)
    without, left = ranges[:gone], ranges[gone:]
    found = index.touching(start, start + length, without)
    for offset in range(start, start + length):
        names = [c.value for c in found if c.start <= offset < c.end]
        assert names == sorted(r.value for r in left if r.start <= offset < r.end)[:most]
