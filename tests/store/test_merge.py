"""Merging: any order, any number of times, the same result, and nothing of the reader's dropped unseen."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store.merge import (
    ANNOTATIONS,
    TOMBSTONES,
    Tables,
    document_of,
    merge_tables,
    next_counter,
    resolve,
    versions_of,
    write_version,
)
from reader.store.sealed import JsonObject
from tests.store.lives import DEEDS, DEVICES, KEYS, Life, Step, all_orders, faults_of, notes_shown, random_steps

STEPS = st.lists(
    st.builds(Step, st.sampled_from(DEEDS), st.sampled_from(DEVICES), st.sampled_from(DEVICES), st.sampled_from(KEYS)),
    max_size=14,
)
GARBAGE = st.sampled_from([None, "", 0, -3, True, [], {}, ["a"], ["a", 0], ["b", 7], {"a": 9}, {"b": -1}, {"c": "x"}])


def write(tables: Tables, device: str, key: str, now: int, **fields: Any) -> Tables:
    """Return `tables` after `device` has written (or with `removed` removed) a document, knowing all that stood there."""
    before = tables.get(ANNOTATIONS, {}).get(key) or tables.get(TOMBSTONES, {}).get(key)
    changed: Tables = {
        name: {other: document for other, document in tables.get(name, {}).items() if other != key}
        for name in (ANNOTATIONS, TOMBSTONES)
    }
    written = write_version({"updated": str(now), **fields}, before, device, now)
    changed[TOMBSTONES if "removed" in fields else ANNOTATIONS][key] = written
    return changed


@given(STEPS)
@settings(max_examples=300)
def test_nothing_unseen_is_lost_nothing_seen_comes_back_and_no_order_matters(steps: list[Step]) -> None:
    assert faults_of(Life().live(steps)) == []


def test_a_thousand_lives_of_three_devices() -> None:
    chance = random.Random(20260102)
    for _ in range(1000):
        steps = random_steps(chance, chance.randrange(4, 24))
        assert faults_of(Life().live(steps)) == [], steps


@given(STEPS, st.data())
@settings(max_examples=300)
def test_no_order_matters_when_bookkeeping_is_damaged(steps: list[Step], data: st.DataObject) -> None:
    states = list(Life().live(steps).states.values())
    for state in states:
        for documents in state.values():
            for key in [key for key in documents if data.draw(st.booleans())]:
                hit = data.draw(st.sampled_from(["dot", "vector", "since", "others"]))
                documents[key] = {**documents[key], hit: data.draw(GARBAGE)}
    merged, *others = all_orders(states)
    assert all(other == merged for other in others)
    assert merge_tables(merged, merged) == merged
    for state in states:
        assert merge_tables(merged, state) == merged
    for document in (document for name in (ANNOTATIONS, TOMBSTONES) for document in merged[name].values()):
        resolve(document)


def test_of_two_notes_written_at_the_same_time_the_later_stands_and_the_other_beside_it() -> None:
    base = write({}, "a", "1", 1, note="base")
    ours, theirs = write(base, "a", "1", 2, note="ours"), write(base, "b", "1", 3, note="theirs")
    shown = resolve(merge_tables(ours, theirs)[ANNOTATIONS]["1"])
    assert shown.document["note"] == "theirs"
    assert [rival.fields for rival in shown.rivals] == [{"note": "ours"}]


def test_a_note_that_the_other_side_knew_is_not_kept_beside() -> None:
    old = write({}, "a", "1", 1, note="old")
    new = write(old, "b", "1", 2, note="new")
    document = merge_tables(old, new)[ANNOTATIONS]["1"]
    assert notes_shown(document) == {"new"}
    assert merge_tables(new, old)[ANNOTATIONS]["1"] == document


def test_the_same_note_written_twice_is_shown_once() -> None:
    ours, theirs = write({}, "a", "1", 1, note="same"), write({}, "b", "1", 2, note="same")
    assert resolve(merge_tables(ours, theirs)[ANNOTATIONS]["1"]).rivals == ()


def test_a_colour_given_here_and_a_note_written_there_come_together() -> None:
    base = write({}, "a", "1", 1, note="base", colour="yellow", tags=[])
    for first, second in ((2, 3), (3, 2)):
        here = write(base, "a", "1", first, note="base", colour="pink", tags=[])
        there = write(base, "b", "1", second, note="new", colour="yellow", tags=[])
        shown = resolve(merge_tables(here, there)[ANNOTATIONS]["1"])
        assert (shown.document["note"], shown.document["colour"], shown.rivals) == ("new", "pink", ())


def test_what_came_together_stays_so_when_it_is_written_again() -> None:
    base = write({}, "a", "1", 1, note="base", colour="yellow")
    here, there = (
        write(base, "a", "1", 2, note="base", colour="pink"),
        write(base, "b", "1", 3, note="new", colour="yellow"),
    )
    both = merge_tables(here, there)
    again = write(both, "a", "1", 4, note="new", colour="pink", tags=["t"])
    assert "others" not in again[ANNOTATIONS]["1"]
    later = write(there, "b", "1", 5, note="newer", colour="yellow")
    shown = resolve(merge_tables(again, later)[ANNOTATIONS]["1"])
    assert (shown.document["note"], shown.document["colour"], shown.document["tags"]) == ("newer", "pink", ["t"])
    assert shown.rivals == ()


def test_who_changes_something_else_leaves_what_stands_beside() -> None:
    base = write({}, "a", "1", 1, note="base", colour="yellow")
    ours, theirs = (
        write(base, "a", "1", 2, note="ours", colour="yellow"),
        write(base, "b", "1", 3, note="theirs", colour="yellow"),
    )
    both = merge_tables(ours, theirs)
    others = both[ANNOTATIONS]["1"]["others"]
    painted = write(both, "a", "1", 4, note="theirs", colour="pink", others=others)
    assert notes_shown(painted[ANNOTATIONS]["1"]) == {"ours", "theirs"}
    assert resolve(painted[ANNOTATIONS]["1"]).document["colour"] == "pink"
    settled = write(both, "b", "1", 5, note="theirs", colour="yellow")
    assert notes_shown(merge_tables(painted, settled)[ANNOTATIONS]["1"]) == {"theirs"}


def test_what_is_brought_back_beside_a_note_stands_beside_it_again() -> None:
    base = write({}, "a", "1", 1, note="mine", colour="yellow")
    back = write(base, "a", "1", 2, note="mine", colour="yellow", others=[{"note": "theirs"}, {"removed": "now"}])
    shown = resolve(back[ANNOTATIONS]["1"])
    assert shown.document["note"] == "mine"
    assert [rival.fields for rival in shown.rivals] == [{"note": "theirs"}, {}]
    assert notes_shown(merge_tables(base, back)[ANNOTATIONS]["1"]) == {"mine", "theirs"}


def test_a_removal_is_not_undone_by_an_old_copy() -> None:
    old = write({}, "a", "1", 1, note="old")
    removed = write(old, "a", "1", 2, removed="now")
    merged = merge_tables(removed, old)
    assert "1" in merged[TOMBSTONES]
    assert "1" not in merged[ANNOTATIONS]


def test_what_was_written_without_knowing_of_a_removal_stays_and_the_removal_is_told_beside_it() -> None:
    base = write({}, "a", "1", 1, note="base")
    for removed_at, written_at in ((2, 3), (3, 2)):
        merged = merge_tables(
            write(base, "a", "1", removed_at, removed="now"), write(base, "b", "1", written_at, note="edited")
        )
        assert merged[TOMBSTONES] == {}
        shown = resolve(merged[ANNOTATIONS]["1"])
        assert shown.document["note"] == "edited"
        assert ["removed" in rival.version for rival in shown.rivals] == [True]
        settled = write(merged, "b", "1", 4, removed="now")
        assert merge_tables(merged, settled)[ANNOTATIONS] == {}


def test_who_writes_again_after_a_removal_has_it_back() -> None:
    removed = write(write({}, "a", "1", 1, note="x"), "a", "1", 2, removed="now")
    back = write(removed, "a", "1", 3, note="x")
    assert merge_tables(removed, back)[ANNOTATIONS]["1"]["note"] == "x"
    assert merge_tables(back, removed)[TOMBSTONES] == {}


def test_a_tombstone_that_was_emptied_is_not_filled_again() -> None:
    full = write(write({}, "a", "1", 1, note="x"), "a", "1", 2, removed="now", was={"note": "x"})
    emptied = {TOMBSTONES: {"1": {key: value for key, value in full[TOMBSTONES]["1"].items() if key != "was"}}}
    merged = merge_tables(full, emptied)
    assert merged == merge_tables(emptied, full)
    assert "was" not in merged[TOMBSTONES]["1"]


def test_one_name_for_two_notes_loses_neither() -> None:
    ours, theirs = write({}, "a", "1", 1, note="one"), write({}, "a", "1", 1, note="two")
    assert notes_shown(merge_tables(ours, theirs)[ANNOTATIONS]["1"]) == {"one", "two"}


def test_notes_beside_of_an_older_form_drop_nothing_and_are_not_dropped() -> None:
    old: JsonObject = {"note": "mine", "dot": ["a", 5], "vector": {"a": 5, "b": 4}}
    old["others"] = [{"note": "theirs", "dot": ["b", 4]}, {"note": "no name"}]
    tables: Tables = {ANNOTATIONS: {"1": old}}
    other = write({}, "c", "1", 9, note="new")
    assert notes_shown(merge_tables(tables, other)[ANNOTATIONS]["1"]) == {"mine", "theirs", "no name", "new"}


def test_documents_of_other_programs_and_other_tables_are_carried_along() -> None:
    a: Tables = {ANNOTATIONS: {"1": {"note": "no bookkeeping"}}, "mine": {"1": {"x": 1}}}
    b: Tables = {ANNOTATIONS: {"2": {"dot": "wrong", "vector": 3, "others": [4]}}, "mine": {"2": {"x": 2}}}
    merged = merge_tables(a, b)
    assert merged == merge_tables(b, a)
    assert merged["mine"] == {"1": {"x": 1}, "2": {"x": 2}}
    assert merged[ANNOTATIONS].keys() == {"1", "2"}
    assert document_of(versions_of(b[ANNOTATIONS]["2"]))[0] == ANNOTATIONS


def test_counters_follow_the_clock_and_never_go_back() -> None:
    assert next_counter([], 1000) == 1000
    assert next_counter([{"a": 5000, "b": 9000}], 1000) == 9001
