"""Merging: any order, any number of times, the same result, and nothing of the reader's dropped unseen."""

from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store.merge import (
    ANNOTATIONS,
    TOMBSTONES,
    Entry,
    Tables,
    document_of,
    entry_of,
    merge_tables,
    next_counter,
    other_notes,
)

DEVICES = "abc"


def write(tables: Tables, device: str, key: str, counter: int, **fields: Any) -> Tables:
    """Return `tables` after `device` has written (or with `removed` removed) a document, knowing all that stood there."""
    before = tables.get(ANNOTATIONS, {}).get(key) or tables.get(TOMBSTONES, {}).get(key)
    vector = dict(entry_of(before).vector) if before else {}
    vector[device] = max(counter, vector.get(device, 0) + 1)
    document = {**fields, "updated": f"{counter:04}", "dot": [device, vector[device]], "vector": vector}
    changed: Tables = {name: dict(tables.get(name, {})) for name in (ANNOTATIONS, TOMBSTONES)}
    for name in changed:
        changed[name].pop(key, None)
    changed[TOMBSTONES if "removed" in fields else ANNOTATIONS][key] = document
    return changed


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "write", "remove", "pull"]),
        st.sampled_from(DEVICES),
        st.sampled_from(DEVICES),
        st.sampled_from(["1", "2"]),
        st.sampled_from(["", "x", "y", "z"]),
    ),
    max_size=14,
)


def live(events: list[tuple[str, str, str, str, str]]) -> dict[str, Tables]:
    """Return the three devices' states after a life of writing, removing and pulling from one another."""
    states: dict[str, Tables] = {device: {ANNOTATIONS: {}, TOMBSTONES: {}} for device in DEVICES}
    for number, (what, device, other, key, note) in enumerate(events, 1):
        match what:
            case "write":
                states[device] = write(states[device], device, key, number, note=note)
            case "remove" if key in states[device][ANNOTATIONS]:
                states[device] = write(states[device], device, key, number, removed="now")
            case "pull":
                states[device] = merge_tables(states[device], states[other])
    return states


@given(EVENTS)
@settings(max_examples=400)
def test_merging_is_commutative_associative_and_idempotent(events: list[tuple[str, str, str, str, str]]) -> None:
    states = live(events)
    results = []
    for x, y, z in permutations(DEVICES):
        results.append(merge_tables(merge_tables(states[x], states[y]), states[z]))
        results.append(merge_tables(states[x], merge_tables(states[y], states[z])))
    assert all(result == results[0] for result in results)
    assert merge_tables(results[0], results[0]) == results[0]
    for state in states.values():
        assert merge_tables(results[0], state) == results[0]


@given(EVENTS)
def test_what_nobody_has_replaced_is_still_there(events: list[tuple[str, str, str, str, str]]) -> None:
    """Every version a device holds stays, unless another device has replaced it in the knowledge of it."""
    states = live(events)
    merged = merge_tables(merge_tables(states["a"], states["b"]), states["c"])
    kept = entries(merged)
    for state in states.values():
        for key, entry in entries(state).items():
            elsewhere = [entries(other)[key] for other in states.values() if key in entries(other)]
            for version in entry.versions:
                device, counter = version["dot"]
                is_replaced = any(
                    other.vector.get(device, 0) >= counter and version not in other.versions for other in elsewhere
                )
                assert (version in kept[key].versions) != is_replaced


def entries(tables: Tables) -> dict[str, Entry]:
    """Return all documents of `tables` taken apart."""
    return {key: entry_of(document) for documents in tables.values() for key, document in documents.items()}


def test_of_two_notes_written_at_the_same_time_the_later_stands_and_the_other_beside_it() -> None:
    base = write({}, "a", "1", 1, note="base")
    ours, theirs = write(base, "a", "1", 2, note="ours"), write(base, "b", "1", 3, note="theirs")
    document = merge_tables(ours, theirs)[ANNOTATIONS]["1"]
    assert document["note"] == "theirs"
    assert other_notes(document) == ("ours",)


def test_a_note_that_the_other_side_knew_is_not_kept_beside() -> None:
    old = write({}, "a", "1", 1, note="old")
    new = write(old, "b", "1", 2, note="new")
    document = merge_tables(old, new)[ANNOTATIONS]["1"]
    assert document["note"] == "new"
    assert other_notes(document) == ()
    assert merge_tables(new, old)[ANNOTATIONS]["1"] == document


def test_the_same_note_written_twice_is_shown_once() -> None:
    ours, theirs = write({}, "a", "1", 1, note="same"), write({}, "b", "1", 2, note="same")
    assert other_notes(merge_tables(ours, theirs)[ANNOTATIONS]["1"]) == ()


def test_a_removal_is_not_undone_by_an_old_copy() -> None:
    old = write({}, "a", "1", 1, note="old")
    removed = write(old, "a", "1", 2, removed="now")
    merged = merge_tables(removed, old)
    assert "1" in merged[TOMBSTONES]
    assert "1" not in merged[ANNOTATIONS]


def test_a_removal_stands_against_an_edit_of_the_same_time_and_the_edit_is_kept_with_it() -> None:
    base = write({}, "a", "1", 1, note="base")
    merged = merge_tables(write(base, "a", "1", 2, removed="now"), write(base, "b", "1", 3, note="edited"))
    assert "1" not in merged[ANNOTATIONS]
    assert [other["note"] for other in merged[TOMBSTONES]["1"]["others"]] == ["edited"]


def test_who_writes_again_after_a_removal_has_it_back() -> None:
    removed = write(write({}, "a", "1", 1, note="x"), "a", "1", 2, removed="now")
    back = write(removed, "a", "1", 3, note="x")
    assert merge_tables(removed, back)[ANNOTATIONS]["1"]["note"] == "x"
    assert merge_tables(back, removed)[TOMBSTONES] == {}


def test_two_machines_of_one_name_lose_nothing() -> None:
    ours, theirs = write({}, "a", "1", 1, note="one"), write({}, "a", "1", 1, note="two")
    document = merge_tables(ours, theirs)[ANNOTATIONS]["1"]
    assert {document["note"], *other_notes(document)} == {"one", "two"}


def test_documents_of_other_programs_and_other_tables_are_carried_along() -> None:
    a: Tables = {ANNOTATIONS: {"1": {"note": "no bookkeeping"}}, "mine": {"1": {"x": 1}}}
    b: Tables = {ANNOTATIONS: {"2": {"dot": "wrong", "vector": 3, "others": [4]}}, "mine": {"2": {"x": 2}}}
    merged = merge_tables(a, b)
    assert merged == merge_tables(b, a)
    assert merged["mine"] == {"1": {"x": 1}, "2": {"x": 2}}
    assert merged[ANNOTATIONS].keys() == {"1", "2"}
    assert document_of(entry_of(b[ANNOTATIONS]["2"]))[0] == ANNOTATIONS


def test_counters_follow_the_clock_and_never_go_back() -> None:
    assert next_counter([], "a", 1000) == 1000
    assert next_counter([{"a": 5000, "b": 9000}], "a", 1000) == 5001
