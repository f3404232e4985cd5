"""The file of sketches: what is put is found, what is damaged or old is not, and nothing else suffers for it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.store import sketches
from reader.store.places import LibraryPlaces
from reader.store.sketches import MOST_HASHES, Sketch, Sketches

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SINCE = NOW - timedelta(days=14)
A, B, C = ("a" * 16, "b" * 16, "c" * 16)


def opened(places: LibraryPlaces, version: str = "1") -> Sketches:
    """Return the sketches as the next sync finds them."""
    return Sketches(places, version, since=SINCE)


def found(known: Sketches, *hashes: int, least: int = 1) -> list[tuple[str, str, int]]:
    """Return what is alike."""
    return [tuple(alike) for alike in known.alike(hashes, least)]  # type: ignore[misc]  # three of each


def test_what_was_put_is_found_at_once_and_by_the_next_sync(places: LibraryPlaces) -> None:
    known = opened(places)
    known.put(Sketch(A, "", NOW, (1, 2, 3, 4)))
    known.put(Sketch(B, A, NOW, (3, 4, 5)))
    assert found(known, 1, 2, 3, 4) == [(A, A, 4), (B, A, 2)]
    known.save()
    later = opened(places)
    assert found(later, 1, 2, 3, 4) == [(A, A, 4), (B, A, 2)]
    assert found(later, 1, 2, 3, 4, least=3) == [(A, A, 4)]
    assert later.leads(A)
    assert not later.leads(B)
    assert A in opened(places)
    assert C not in opened(places)


def test_saving_appends_and_does_not_write_all_again(places: LibraryPlaces) -> None:
    known = opened(places)
    known.put(Sketch(A, "", NOW, (1,)))
    known.save()
    inode, size = places.sketches_file.stat().st_ino, places.sketches_file.stat().st_size
    again = opened(places)
    again.put(Sketch(B, "", NOW, (2,)))
    again.save()
    again.save()
    assert places.sketches_file.stat().st_ino == inode
    assert places.sketches_file.stat().st_size == size + sketches._LENGTH
    assert len(opened(places)) == 2


def test_the_last_word_on_an_article_counts(places: LibraryPlaces) -> None:
    known = opened(places)
    known.put(Sketch(A, "", NOW, (1, 2)))
    known.put(Sketch(A, B, NOW, (8, 9)))
    known.save()
    for later in (known, opened(places)):
        assert found(later, 1, 2) == []
        assert found(later, 8, 9) == [(A, B, 2)]
        assert len(later) == 1


def test_what_is_old_is_forgotten_and_the_file_shrinks(places: LibraryPlaces) -> None:
    known = opened(places)
    for number in range(30):
        known.put(Sketch(f"{number:016x}", "", NOW - timedelta(days=20), (number + 1,)))
    known.put(Sketch(A, "", NOW, (99,)))
    known.save()
    later = opened(places)
    assert len(later) == 1
    later.put(Sketch(B, "", NOW, (98,)))
    later.save()
    assert places.sketches_file.stat().st_size < 4 * sketches._LENGTH
    assert len(opened(places)) == 2


def test_of_too_many_the_newest_stay(places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketches, "MOST_SKETCHES", 5)
    known = opened(places)
    for number in range(9):
        known.put(Sketch(f"{number:016x}", "", NOW - timedelta(hours=number), (number + 1,)))
    known.save()
    later = opened(places)
    assert [f"{number:016x}" in later for number in range(9)] == [True] * 5 + [False] * 4


def test_sketches_of_another_version_are_of_no_use(places: LibraryPlaces) -> None:
    known = opened(places)
    known.put(Sketch(A, "", NOW, (1,)))
    known.save()
    other = opened(places, version="2")
    assert len(other) == 0
    other.put(Sketch(B, "", NOW, (1,)))
    other.save()
    assert found(opened(places, version="2"), 1) == [(B, B, 1)]


def test_a_disk_that_is_full_costs_no_more_than_reading_the_texts_again(
    places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    known = opened(places)
    known.put(Sketch(A, "", NOW, (1,)))
    known.save()

    def full(*wanted: object) -> int:
        raise OSError(28, "No space left on device")

    known.put(Sketch(B, "", NOW, (2,)))
    with monkeypatch.context() as patched:
        patched.setattr("os.write", full)
        known.save()
    assert "could not be kept" in caplog.text
    assert found(known, 2) == [(B, B, 1)]
    assert [A in opened(places), B in opened(places)] == [True, False]


def test_what_too_many_stories_have_says_nothing(places: LibraryPlaces) -> None:
    known = opened(places)
    for number in range(sketches._COMMON_STORIES):
        known.put(Sketch(f"{number:016x}", "", NOW, (7, 1_000 + number)))
    assert found(known, 7) == []
    assert found(known, 7, 1_003) == [(f"{3:016x}", f"{3:016x}", 1)]
    copies = opened(places)
    for number in range(200):  # of one story
        copies.put(Sketch(f"{number:016x}", "" if number == 0 else f"{0:016x}", NOW, (7,)))
    assert len(found(copies, 7)) == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.binary(max_size=700), start=st.integers(0, 800))
def test_whatever_stands_in_the_file_nothing_breaks(places: LibraryPlaces, damage: bytes, start: int) -> None:
    places.sketches_file.unlink(missing_ok=True)
    known = opened(places)
    for number in range(4):
        known.put(Sketch(f"{number:016x}", "", NOW, tuple(range(1, MOST_HASHES + 9))))
    known.save()
    data = places.sketches_file.read_bytes()
    places.sketches_file.write_bytes(data[:start] + damage + data[start + len(damage) :])
    damaged = opened(places)
    assert {alike.article_id for alike in damaged.alike((1, 2), 1)} <= {f"{number:016x}" for number in range(4)}
    damaged.put(Sketch(A, "", NOW, (5,)))
    damaged.save()
    assert A in opened(places)
