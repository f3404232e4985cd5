"""Reading states: field by field, the last writer wins, on one machine and on several."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.errors import StoreError
from reader.model.kept import ReadingState
from reader.store.combining import combine_states
from reader.store.places import LibraryPlaces
from reader.store.sealed import JsonObject, seal
from reader.store.state import StateStore

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(places: LibraryPlaces, clock: Callable[[], datetime]) -> StateStore:
    return StateStore(places, clock)


def test_what_is_changed_is_read_back(store: StateStore, article_id: str) -> None:
    assert store.load(article_id) == ReadingState()
    facts: dict[str, Any] = {
        "is_read": True,
        "is_starred": True,
        "is_archived": True,
        "is_trashed": True,
        "tags": ("sea", "Fähre"),
        "position": 120,
        "furthest": 300,
        "opened": NOON,
        "marks": {"a": 0, "b": 7},
    }
    state = store.change(article_id, **facts)
    assert state == store.load(article_id) == ReadingState(**facts)
    assert list(store.ids()) == [article_id]


def test_fields_that_are_not_named_stay(store: StateStore, article_id: str) -> None:
    store.change(article_id, is_starred=True, tags=("a", "b"), marks={"x": 1})
    store.save_position(article_id, 5, 9)
    state = store.change(article_id, is_read=True)
    assert (state.is_starred, state.tags, state.marks, state.position, state.furthest) == (
        True,
        ("a", "b"),
        {"x": 1},
        5,
        9,
    )
    state = store.change(article_id, tags=("b", "c"), marks={"y": 2}, is_starred=False)
    assert (state.is_starred, state.tags, state.marks) == (False, ("b", "c"), {"y": 2})


def test_tags_keep_their_order_and_can_be_given_one_by_one(store: StateStore, article_id: str) -> None:
    store.change(article_id, tags=("z", "a"))
    store.change(article_id, add_tags=("m", "a"))
    assert store.load(article_id).tags == ("z", "a", "m")
    store.change(article_id, drop_tags=("z", "unknown"))
    assert store.load(article_id).tags == ("a", "m")
    store.change(article_id, marks={"a": 1})
    assert store.change(article_id, add_marks={"b": 2}).marks == {"a": 1, "b": 2}


def test_a_field_that_is_none_is_a_mistake_of_ours(store: StateStore, article_id: str) -> None:
    with pytest.raises(TypeError, match="no field mood"):
        store.change(article_id, mood="blue")


def test_the_same_again_writes_nothing(store: StateStore, places: LibraryPlaces, article_id: str) -> None:
    store.change(article_id, is_read=False, tags=(), marks={})
    assert not places.states.exists()
    store.change(article_id, is_read=True, position=3)
    before = {path: path.stat().st_ino for path in places.states.iterdir()}
    store.change(article_id, is_read=True, position=3)
    assert {path: path.stat().st_ino for path in places.states.iterdir()} == before


def test_the_position_does_not_touch_what_must_not_be_lost(
    store: StateStore, places: LibraryPlaces, article_id: str
) -> None:
    store.change(article_id, is_read=True)
    before = places.state_file(article_id).stat().st_ino
    store.save_position(article_id, 1, 1)
    assert places.state_file(article_id).stat().st_ino == before


def test_a_clock_that_is_behind_still_wins_over_what_it_has_seen(places: LibraryPlaces, article_id: str) -> None:
    ahead = StateStore(places, lambda: NOON + timedelta(days=400))
    behind = StateStore(places, lambda: NOON)
    ahead.change(article_id, is_read=True)
    ours = places.state_file(article_id).read_bytes()
    behind.change(article_id, is_read=False)
    copy = places.states / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
    copy.write_bytes(ours)
    assert behind.sweep() == 1
    assert behind.load(article_id).is_read is False


def test_two_machines_come_together_field_by_field(
    store: StateStore, places: LibraryPlaces, article_id: str, tmp_path: Path
) -> None:
    second = LibraryPlaces(tmp_path / "second" / "library", tmp_path / "second" / "local")
    there = StateStore(second, lambda: NOON + timedelta(hours=1))
    store.change(article_id, is_starred=True, tags=("here",), marks={"a": 1})
    store.save_position(article_id, 5, 5)
    there.change(article_id, is_read=True, tags=("there",), marks={"a": 2})
    there.save_position(article_id, 8, 9)
    for name, source in {"": second.state_file(article_id), ".position": second.position_file(article_id)}.items():
        copy = places.states / f"{article_id}{name}.sync-conflict-20260102-120000-ABCDEFG.json"
        copy.write_bytes(source.read_bytes())
    assert set(store.ids()) == {article_id}
    assert store.sweep() == 2
    state = store.load(article_id)
    assert (state.is_starred, state.is_read, set(state.tags), state.marks) == (True, True, {"here", "there"}, {"a": 2})
    assert (state.position, state.furthest) == (8, 9)
    assert sorted(path.name for path in places.states.iterdir()) == [
        f"{article_id}.json",
        f"{article_id}.position.json",
    ]


FIELDS = st.dictionaries(
    st.sampled_from(["is_read", "tag:a", "tag:b", "mark:x"]),
    st.fixed_dictionaries(
        {
            "value": st.none() | st.booleans() | st.integers(0, 3),
            "at": st.sampled_from(["1", "2", "3"]),
            "by": st.sampled_from("ab"),
        }
    ),
)
STATES: st.SearchStrategy[JsonObject] = st.builds(
    lambda fields, more: {**more, "fields": fields}, FIELDS, st.dictionaries(st.just("x"), st.integers())
)


@given(STATES, STATES, STATES)
def test_merging_states_is_commutative_associative_and_idempotent(a: JsonObject, b: JsonObject, c: JsonObject) -> None:
    assert combine_states(a, b) == combine_states(b, a)
    assert combine_states(combine_states(a, b), c) == combine_states(a, combine_states(b, c))
    assert combine_states(combine_states(a, b), b) == combine_states(a, b)


@pytest.mark.parametrize("odd", [10**400, -1, True, 1.5, "7", [7], {"a": 7}, None])
def test_places_that_cannot_be_are_none(store: StateStore, places: LibraryPlaces, article_id: str, odd: object) -> None:
    fields = {name: {"value": odd} for name in ("position", "furthest", "opened", "mark:a", "tag:x", "is_read")}
    places.states.mkdir(parents=True)
    places.state_file(article_id).write_bytes(seal({"fields": fields}))
    state = store.load(article_id)
    assert (state.position, state.furthest, state.opened, dict(state.marks)) == (0, 0, None, {})


def test_a_damaged_state_is_taken_from_the_generation_before(
    store: StateStore, places: LibraryPlaces, article_id: str
) -> None:
    store.change(article_id, is_starred=True)
    store.change(article_id, is_read=True)
    places.state_file(article_id).write_bytes(b"")
    assert store.load(article_id).is_starred
    assert "damaged" in places.problems[0]
    store.change(article_id, is_archived=True)
    assert (store.load(article_id).is_starred, store.load(article_id).is_archived) == (True, True)


def test_a_state_of_which_nothing_is_left_is_told_and_begins_anew(
    store: StateStore, places: LibraryPlaces, article_id: str
) -> None:
    store.change(article_id, is_starred=True)
    places.state_file(article_id).write_bytes(b"\0\0")
    assert store.load(article_id) == ReadingState()
    assert places.problems
    store.change(article_id, is_read=True)
    assert store.load(article_id).is_read
    assert next(places.damaged.iterdir()).read_bytes() == b"\0\0"


def test_a_newer_state_is_left_alone(store: StateStore, places: LibraryPlaces, article_id: str) -> None:
    store.change(article_id, is_read=True)
    newer = places.state_file(article_id).read_bytes().replace(b'"schema":1', b'"schema":2')
    places.state_file(article_id).write_bytes(newer)
    with pytest.raises(StoreError, match="newer Pressmark"):
        store.load(article_id)
    with pytest.raises(StoreError, match="newer Pressmark"):
        store.change(article_id, is_read=False)
    assert places.state_file(article_id).read_bytes() == newer
