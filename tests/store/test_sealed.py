"""Seals: damage is seen, newer files are left alone, and what is whole is used."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.errors import StoreDamagedError, StoreError
from reader.model.text import clean_text
from reader.store.places import LibraryPlaces
from reader.store.recovery import read_recovering, write_sealed
from reader.store.sealed import canonical, read_sealed, seal, unseal

PATH = Path("x.json")
BODIES = st.dictionaries(
    st.text(max_size=5).map(clean_text),
    st.integers() | st.text(max_size=10).map(clean_text) | st.lists(st.booleans()),
    max_size=4,
)


def recovered(places: LibraryPlaces, path: Path) -> tuple[dict[str, Any], bool]:
    found = read_recovering(places, path)
    assert found is not None
    return found.body, found.is_damaged


@given(BODIES)
def test_what_is_sealed_is_unsealed(body: dict[str, Any]) -> None:
    data = seal(body, 1)
    assert unseal(data, PATH) == (body, True, True)
    assert json.loads(data)["body"] == body
    assert unseal(json.dumps(json.loads(data), indent=4).encode(), PATH) == (body, True, True)


@given(BODIES, st.data())
def test_a_turned_bit_is_seen_or_harmless(body: dict[str, Any], data: st.DataObject) -> None:
    raw = bytearray(seal(body, 1))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = unseal(bytes(raw), PATH)
    except (ValueError, StoreError):
        return
    assert found.body == body or not found.is_intact


@given(st.binary(max_size=60))
def test_bytes_that_are_no_sealed_file_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # JSON's own words differ
        unseal(data, PATH)


def test_half_a_surrogate_pair_does_not_stop_a_save() -> None:
    assert json.loads(canonical({"x": "a\ud83d"})) == {"x": "a\ud83d"}


def test_a_newer_seal_is_left_alone() -> None:
    with pytest.raises(StoreError, match="newer Pressmark"):
        unseal(seal({}, 2), PATH)


def test_a_file_that_is_not_there_is_nothing(places: LibraryPlaces, tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "x.json") is None
    assert read_recovering(places, places.folder / "x.json") is None
    with pytest.raises(StoreError, match="cannot be read"):
        read_sealed(tmp_path)


def test_garbage_around_a_whole_body_is_told_and_costs_nothing(places: LibraryPlaces) -> None:
    path = places.folder / "x.json"
    write_sealed(places, path, {"x": 1})
    path.write_bytes(path.read_bytes() + b"rubbish")
    assert recovered(places, path) == ({"x": 1}, True)
    assert len(places.problems) == 1


def test_in_the_place_of_a_damaged_file_stands_the_generation_before(places: LibraryPlaces) -> None:
    path = places.folder / "x.json"
    write_sealed(places, path, {"x": 1})
    write_sealed(places, path, {"x": 2})
    path.write_bytes(b"")
    assert recovered(places, path) == ({"x": 1}, True)
    write_sealed(places, path, {"x": 3}, replaces_damaged=True)
    assert recovered(places, path) == ({"x": 3}, False)
    assert [copy.read_bytes() for copy in places.damaged.iterdir()] == [b""]


def test_without_one_what_can_be_read_is_used_and_else_it_is_an_error(places: LibraryPlaces) -> None:
    path = places.folder / "x.json"
    write_sealed(places, path, {"x": "abc"})
    path.write_bytes(path.read_bytes().replace(b"abc", b"abd"))
    assert recovered(places, path) == ({"x": "abd"}, True)
    path.write_bytes(b"\0")
    with pytest.raises(StoreDamagedError):
        read_recovering(places, path)
