"""Hostile bytes for everything that reads some: cases that were found once, and new ones by hypothesis.

`pytest --hypothesis-profile=searching -m "slow or not slow" tests/fuzzing` tries 10,000 of each.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.cases import CASES
from tests.fuzzing.targets import EVERYWHERE, TARGETS, Target, no_waiting_for_disks, target_named

QUICK_EXAMPLES = 20
"""Of each target, where nobody looks for new cases: the suite is to be quick."""
_USUAL_EXAMPLES = 100
_EXAMPLES = settings.default.max_examples if settings.default is not None else _USUAL_EXAMPLES


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Return bytes for a target: its words in any order, its seeds with something else in them, or anything."""
    words = [word.encode("utf-8", "surrogatepass") for word in (*EVERYWHERE, *target.words)]
    piece = st.one_of(
        st.sampled_from(words),
        st.sampled_from(words),
        st.text(max_size=8).map(lambda text: text.encode()),
        st.binary(max_size=6),
    )
    heap = st.lists(piece, max_size=25).map(b"".join)
    if not target.seeds:
        return heap
    changed = st.builds(
        lambda seed, changes: _with(seed, changes),
        st.sampled_from(target.seeds),
        st.lists(
            st.tuples(st.floats(0, 1), st.sampled_from((0, 0, 1, 4, 30)), st.lists(piece, max_size=4).map(b"".join)),
            max_size=5,
        ),
    )
    return st.one_of(changed, changed, heap, st.binary(max_size=60))


def _with(seed: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Return `seed` with pieces put in at parts of its length, each over so many of its bytes."""
    for part, over, piece in changes:
        at = int(part * len(seed))
        seed = seed[:at] + piece + seed[at + over :]
    return seed


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every target has one of its own."""
    return tmp_path_factory.mktemp("rooms")


def room_of(rooms: Path, name: str) -> Path:
    room = rooms / name
    room.mkdir(exist_ok=True)
    return room


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_any_bytes_are_read_or_refused(rooms: Path, target: Target) -> None:
    room = room_of(rooms, target.name)

    @settings(
        max_examples=QUICK_EXAMPLES if _EXAMPLES <= _USUAL_EXAMPLES else _EXAMPLES,
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(target))
    def read(data: bytes) -> None:
        target.run(data, room)

    with no_waiting_for_disks():
        read()


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_seeds_are_good(rooms: Path, target: Target) -> None:
    for seed in target.seeds:
        target.run(seed, room_of(rooms, target.name))


@pytest.mark.parametrize(("name", "data"), CASES)
def test_what_was_found_once_is_found_no_more(rooms: Path, name: str, data: bytes) -> None:
    target_named(name).run(data, room_of(rooms, name))
