"""What changes in a library's folders is seen: with the system's notices, and without them by the folders' times."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
import watchfiles

from reader.store.places import LibraryPlaces
from reader.store.watching import LibraryEyes, Seen

PATIENCE_SECONDS = 10.0


@pytest.fixture
def eyes(places: LibraryPlaces) -> Iterator[LibraryEyes]:
    looking = LibraryEyes(places)
    yield looking
    looking.close()


@pytest.fixture
def kept(places: LibraryPlaces) -> LibraryPlaces:
    """A library with its folders and nothing in them."""
    for folder in (places.annotations, places.states, places.articles):
        folder.mkdir(parents=True)
    return places


@pytest.fixture
def no_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has no watches left."""

    def refuse(*paths: Path, **options: object) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        if paths:
            raise OSError(28, "No space left on device")
        yield set()

    monkeypatch.setattr(watchfiles, "watch", refuse)


def until(eyes: LibraryEyes, is_enough: Callable[[Seen], bool]) -> Seen:
    """Look until all that was seen is enough."""
    all_seen, end = Seen(), monotonic() + PATIENCE_SECONDS
    while not is_enough(all_seen):
        assert monotonic() < end, f"only this was seen: {all_seen}"
        seen = eyes.look()
        all_seen = Seen(
            all_seen.paths | seen.paths, all_seen.folders | seen.folders, all_seen.is_settings or seen.is_settings
        )
    return all_seen


def put(path: Path, text: str) -> None:
    """Write as every good program does: beside it, and renamed."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text)
    beside.replace(path)


def test_files_that_are_put_there_are_seen_by_name(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    assert not eyes.look()
    wanted = {kept.annotations / "a.json", kept.states / "b.json"}
    for path in wanted:
        put(path, "x")
    (kept.articles / "c").mkdir()
    seen = until(eyes, lambda seen: wanted | {kept.articles / "c"} <= seen.paths)
    assert not any(path.name.startswith(".") for path in seen.paths)
    assert not eyes.look()


def test_what_notices_explain_is_not_looked_through(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    eyes.look()
    put(kept.annotations / "a.json", "x")
    seen = until(eyes, lambda seen: bool(seen.paths))
    for _ in range(3):
        assert not eyes.look().folders
    assert not seen.folders


def test_removal_is_seen(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    put(kept.annotations / "a.json", "x")
    eyes.look()
    (kept.annotations / "a.json").unlink()
    until(eyes, lambda seen: kept.annotations / "a.json" in seen.paths)


def test_settings_are_seen(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    eyes.look()
    put(kept.settings_file, "# mine")
    assert until(eyes, lambda seen: seen.is_settings) == Seen(is_settings=True)
    kept.settings_file.unlink()
    assert eyes.look() == Seen(is_settings=True)


def test_a_library_that_begins_while_it_is_watched_is_seen(eyes: LibraryEyes, places: LibraryPlaces) -> None:
    assert not eyes.look()
    places.annotations.mkdir(parents=True)
    assert places.annotations in until(eyes, lambda seen: bool(seen.folders)).folders
    put(places.annotations / "a.json", "x")
    until(eyes, lambda seen: places.annotations / "a.json" in seen.paths)


def test_a_library_that_goes_and_comes_back_is_seen(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    eyes.look()
    shutil.rmtree(kept.folder)
    for _ in range(3):
        eyes.look()
    kept.annotations.mkdir(parents=True)
    put(kept.annotations / "a.json", "x")
    assert kept.annotations in until(eyes, lambda seen: bool(seen.folders)).folders


@pytest.mark.usefixtures("no_notices")
def test_without_notices_the_folder_is_named(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    assert not eyes.look()
    put(kept.annotations / "a.json", "x")
    assert eyes.look() == Seen(folders=frozenset({kept.annotations}))
    assert not eyes.look()


def test_what_no_notice_explains_is_told_a_look_later(eyes: LibraryEyes, kept: LibraryPlaces) -> None:
    eyes.look()
    os.utime(kept.states, ns=(1, 1))  # as a network disk shows what another machine wrote
    assert until(eyes, lambda seen: bool(seen.folders)) == Seen(folders=frozenset({kept.states}))


def test_closed_eyes_leave_no_notices_behind(places: LibraryPlaces, kept: LibraryPlaces) -> None:
    eyes = LibraryEyes(places)
    eyes.look()
    eyes.close()
    eyes.close()
