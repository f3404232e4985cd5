"""The undo log: a stack with a pointer that outlives the program and survives torn lines."""

from pathlib import Path
from typing import Any

import pytest

from reader.model.errors import NotFoundError, StoreError
from reader.store import undo
from reader.store.atomic import write_quickly
from reader.store.places import LibraryPlaces
from reader.store.sealed import checksum
from reader.store.undo import KEPT_ENTRIES, UndoLog


@pytest.fixture
def log(places: LibraryPlaces) -> UndoLog:
    return UndoLog(places)


def entry(label: str, size: int = 0) -> dict[str, Any]:
    return {"label": label, "undo": [{"do": "x" * size}], "redo": []}


def pop_undo(log: UndoLog) -> dict[str, Any] | None:
    return log.undo(lambda step: None)


def pop_redo(log: UndoLog) -> dict[str, Any] | None:
    return log.redo(lambda step: None)


def labels(log: UndoLog) -> list[str]:
    """Undo everything; return what it was."""
    found = []
    while step := pop_undo(log):
        found.append(step["label"])
    return found


def test_changes_are_taken_back_and_made_again_in_order(log: UndoLog, places: LibraryPlaces) -> None:
    for label in "abc":
        log.push(entry(label))
    assert pop_undo(log) == entry("c")
    assert pop_undo(UndoLog(places)) == entry("b")
    assert pop_redo(log) == entry("b")
    assert pop_redo(log) == entry("c")
    assert pop_redo(log) is None
    assert labels(log) == ["c", "b", "a"]
    assert pop_undo(log) is None


def test_after_a_new_change_nothing_can_be_made_again(log: UndoLog) -> None:
    log.push(entry("a"))
    pop_undo(log)
    log.push(entry("b"))
    assert pop_redo(log) is None
    assert labels(log) == ["b"]


def test_only_the_last_changes_are_kept(log: UndoLog) -> None:
    for number in range(KEPT_ENTRIES + 20):
        log.push(entry(str(number)))
    assert labels(log) == [str(number) for number in reversed(range(20, KEPT_ENTRIES + 20))]


def test_a_long_log_is_written_anew_with_the_same_meaning(
    log: UndoLog, places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "_COMPACT_BYTES", 4_000)
    for number in range(60):
        log.push(entry(str(number), size=20))
    for _ in range(5):
        pop_undo(log)
    for _ in range(40):
        pop_redo(log)
        pop_undo(log)
    assert (
        places.undo_file.stat().st_size < 11_000
    )  # what is left, and as much again; 80 moves and 60 changes would be more
    redone = []
    while step := pop_redo(log):
        redone.append(step["label"])
    assert redone == ["55", "56", "57", "58", "59"]
    assert labels(log)[:8] == ["59", "58", "57", "56", "55", "54", "53", "52"]


@pytest.mark.parametrize(
    "torn", [b"", b"\n", b"deadbeef {}", b'12345678 {"do":"push","entry":{"label":"torn"', b"\0" * 50]
)
def test_a_torn_line_costs_itself_and_no_other(log: UndoLog, places: LibraryPlaces, torn: bytes) -> None:
    log.push(entry("a"))
    with places.undo_file.open("ab") as file:
        file.write(torn)
    log.push(entry("b"))
    assert labels(log) == ["b", "a"]


@pytest.mark.parametrize(
    "written",
    [
        b"[" * 100_000,
        b'{"do":"push","entry":7}',
        b'{"do":"push","entry":{"undo":7}}',
        b'{"do":"part","entry":{"key":"k","both":[["x"]]}}',
        b'{"do":"part","entry":{"both":{"do":"x"}}}',
        b'{"do":"more","key":"k","both":[7]}',
    ],
)
def test_what_makes_no_sense_under_a_right_checksum_is_passed_over(
    log: UndoLog, places: LibraryPlaces, written: bytes
) -> None:
    log.push(entry("a"))
    with places.undo_file.open("ab") as file:
        file.write(checksum(written).encode() + b" " + written + b"\n")
    log.push_part({"label": "b", "key": "k"})
    log.push_part({"label": "b", "key": "k", "both": []})
    assert log.count_unreadable() == 1
    assert labels(log) == ["b", "a"]


def test_a_cut_log_still_takes_changes(log: UndoLog, places: LibraryPlaces) -> None:
    log.push(entry("a"))
    log.push(entry("b"))
    places.undo_file.write_bytes(places.undo_file.read_bytes()[:-10])
    log.push(entry("c"))
    assert labels(log) == ["c", "a"]


def test_a_change_that_cannot_be_taken_back_stays_the_last(log: UndoLog) -> None:
    def fail(step: dict[str, Any]) -> None:
        raise StoreError("No space left")

    log.push(entry("a"))
    with pytest.raises(StoreError):
        log.undo(fail)
    assert pop_redo(log) is None
    assert pop_undo(log) == entry("a")


def test_a_change_to_very_many_articles_outlives_the_next_ones(
    places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "_COMPACT_BYTES", 4_000)
    log = UndoLog(places)
    log.push({"label": "many", "undo": [{"do": "x" * 20_000}], "redo": []})
    for number in range(3):
        log.push({"label": str(number), "undo": [], "redo": []})
    taken_back = [log.undo(lambda step: None) for _ in range(4)]
    assert [step and step["label"] for step in taken_back] == ["2", "1", "0", "many"]


def part(key: str, label: str, *both: str) -> dict[str, Any]:
    return {"label": label, "key": key, "undo": [], "redo": [], "both": [{"do": one} for one in both]}


def test_what_another_window_does_between_two_parts_does_not_part_them(log: UndoLog) -> None:
    log.push_part(part("7", "one of them", "a"))
    log.push(entry("elsewhere"))
    log.push_part(part("7", "two of them", "b"))
    assert log.entries().done == (entry("elsewhere"), part("7", "two of them", "a", "b"))
    assert labels(log) == ["two of them", "elsewhere"]


def test_parts_of_a_long_change_are_one_change(log: UndoLog, places: LibraryPlaces) -> None:
    log.push(entry("before"))
    log.push_part(part("7", "one of them", "a"))
    log.push_part(part("7", "two of them", "b", "c"))
    assert log.entries().done[-1] == part("7", "two of them", "a", "b", "c")
    UndoLog(places).tidy()
    assert labels(log) == ["two of them", "before"]


def test_parts_that_come_after_the_first_were_undone_are_a_change_of_their_own(log: UndoLog) -> None:
    log.push_part(part("7", "first", "a"))
    pop_undo(log)
    log.push_part(part("7", "second", "b"))
    assert log.entries() == ((part("7", "second", "b"),), ())


def test_what_cannot_be_taken_back_for_good_goes_and_what_is_not_meant_stays(log: UndoLog) -> None:
    def gone(step: dict[str, Any]) -> None:
        raise NotFoundError("gone")

    for label in "abc":
        log.push(entry(label))
    assert log.undo(lambda step: None, lambda step: step["label"] == "b") is None
    with pytest.raises(NotFoundError):
        log.undo(gone)
    assert pop_undo(log) == entry("b")
    with pytest.raises(NotFoundError):
        log.redo(gone)
    assert log.entries() == ((entry("a"),), ())


def test_the_last_hundred_are_kept_however_long_and_written_anew_seldom(
    log: UndoLog, places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def write(path: Path, data: bytes) -> None:
        written.append(len(data))
        write_quickly(path, data)

    monkeypatch.setattr(undo, "write_quickly", write)
    monkeypatch.setattr(undo, "_COMPACT_BYTES", 40_000)
    for number in range(300):
        log.push(entry(str(number), size=2_000))
    assert len(written) < 10
    assert labels(log) == [str(number) for number in reversed(range(200, 300))]


def test_a_log_of_very_long_changes_keeps_the_last_ones(
    log: UndoLog, places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "_COMPACT_BYTES", 4_000)
    monkeypatch.setattr(undo, "_MOST_BYTES", 30_000)
    for number in range(40):
        log.push(entry(str(number), size=3_000))
    kept = labels(log)
    assert kept[:9] == [str(number) for number in reversed(range(31, 40))]
    assert places.undo_file.stat().st_size < 80_000


def test_operations_are_added_to_a_change_wherever_it_stands(log: UndoLog, places: LibraryPlaces) -> None:
    for label in "ab":
        log.push({**entry(label), "key": label})
    pop_undo(log)
    log.add_to("a", [{"do": "1"}])
    log.add_to("b", [{"do": "2"}])
    log.add_to("b", [{"do": "3"}])
    log.add_to("c", [{"do": "4"}])
    log.tidy()
    done, undone = UndoLog(places).entries()
    assert [step["both"] for step in (*done, *undone)] == [[{"do": "1"}], [{"do": "2"}, {"do": "3"}]]
    step = pop_redo(log)
    assert step is not None
    assert step["label"] == "b"
