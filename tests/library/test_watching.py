"""Two windows, and what synchronising programs bring: what one does, the other is told."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.index_process import IndexProcess
from reader.library.indexing import Indexing
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.results import LibraryChange
from reader.model.errors import StoreError
from reader.model.kept import Part
from reader.store.changes import Note
from reader.store.index.library_index import LibraryIndex
from tests.loopback import page_html

PATIENCE_SECONDS = 20.0


class Told:
    """What a watch tells, to be waited for."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[LibraryChange] = SimpleQueue()
        self.reports: list[Progress] = []
        self.caught_up = threading.Event()

    def __call__(self, change: LibraryChange) -> None:
        self._queue.put(change)

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)

    def until(self, is_wanted: Callable[[LibraryChange], bool]) -> LibraryChange:
        """Wait for a change that is wanted; return it."""
        end = monotonic() + PATIENCE_SECONDS
        while True:
            change = self._queue.get(timeout=max(0.0, end - monotonic()))
            if is_wanted(change):
                return change

    def nothing_so_far(self) -> bool:
        """Whether nothing was told that was not waited for."""
        try:
            self._queue.get_nowait()
        except Empty:
            return True
        return False


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a watch look so often that nobody waits for it."""
    monkeypatch.setattr("reader.library.watching.LOOK_SECONDS", 0.01)


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    with Library.open(folders=folders, config=Config()) as opened:
        yield opened


@pytest.fixture
def other(folders: Folders) -> Iterator[Library]:
    """Another window on the same library."""
    with Library.open(folders=folders, config=Config()) as opened:
        yield opened


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


def titles(library: Library, query: str = "") -> list[str]:
    return [row.record.title for row in library.list(View(kind=ViewKind.ALL, query=query))]


def watched(library: Library) -> Told:
    """Watch a library; return when the watch has looked at every file for the first time."""
    told = Told()
    assert library.watch(told).caught_up.wait(PATIENCE_SECONDS)
    return told


def names(article_id: str, part: Part) -> Callable[[LibraryChange], bool]:
    return lambda change: change.is_everything or (article_id in change.article_ids and part in change.parts)


def test_each_window_is_told_what_the_other_did(library: Library, other: Library, article_id: str) -> None:
    here, there = watched(library), watched(other)
    library.set_starred(article_id, True)
    there.until(names(article_id, Part.STATE))
    assert [row.record.id for row in other.listing(View(kind=ViewKind.STARRED)).rows()] == [article_id]
    note = other.note_article(article_id, "Ask the harbour master")
    here.until(names(article_id, Part.ANNOTATIONS))
    assert [found.placed.annotation.id for found in library.search_annotations("harbour")] == [note.id]


def test_own_changes_and_places_in_texts_are_not_told(library: Library, other: Library, article_id: str) -> None:
    here, there = watched(library), watched(other)
    other.save_position(article_id, 5, 9)
    library.set_starred(article_id, True)
    change = there.until(names(article_id, Part.STATE))
    assert change == LibraryChange(article_ids=frozenset({article_id}), parts=frozenset({Part.STATE}))
    other.set_archived(article_id, True)
    assert here.until(lambda change: True).parts == {Part.STATE}
    assert here.nothing_so_far()


def test_an_article_of_another_window_comes_into_the_list(library: Library, other: Library, tmp_path: Path) -> None:
    there = watched(other)
    path = tmp_path / "hail.html"
    path.write_bytes(page_html("Two winters of hail"))
    article_id = library.add(str(path)).article_id
    there.until(names(article_id, Part.ARTICLE))
    assert titles(other, "hail") == ["Two winters of hail"]


def carry(source: Path, target: Path) -> None:
    """Copy a folder's files as a synchronising program does: beside each place, and renamed."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        elif not place.exists() or place.read_bytes() != path.read_bytes():
            beside = place.with_name(f".syncthing.{place.name}.tmp")
            shutil.copy(path, beside)
            beside.replace(place)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Library]:
    """The library as another machine has it."""
    with Library.open(folders=Folders.below(tmp_path / "elsewhere"), config=Config()) as opened:
        yield opened


def test_what_a_synchronising_program_brings_is_told(
    library: Library, elsewhere: Library, article_id: str, tmp_path: Path
) -> None:
    here = watched(library)
    carry(library.folder, elsewhere.folder)
    path = tmp_path / "hail.html"
    path.write_bytes(page_html("Two winters of hail"))
    new_id = elsewhere.add(str(path)).article_id
    elsewhere.note_article(article_id, "Ask the harbour master")
    carry(elsewhere.folder, library.folder)
    seen = here.until(lambda change: new_id in change.article_ids)
    if article_id not in seen.article_ids:
        here.until(names(article_id, Part.ANNOTATIONS))
    assert titles(library, "hail") == ["Two winters of hail"]
    assert [found.record.id for found in library.search_annotations("harbour")] == [article_id]


def test_conflict_copies_are_merged_on_sight(library: Library, elsewhere: Library, article_id: str) -> None:
    carry(library.folder, elsewhere.folder)
    here = watched(library)
    library.note_article(article_id, "Here")
    elsewhere.note_article(article_id, "There")
    theirs = elsewhere.folder / "annotations" / f"{article_id}.json"
    copy = library.folder / "annotations" / f"{article_id}.sync-conflict-20260102-030405-ABCDEFG.json"
    shutil.copy(theirs, copy)
    here.until(names(article_id, Part.ANNOTATIONS))
    assert not copy.exists()
    assert {placed.annotation.note for placed in library.annotations(article_id)} == {"Here", "There"}
    assert len(library.search_annotations("here OR there")) == 2


def test_a_copy_of_the_settings_is_merged_on_sight(library: Library, article_id: str) -> None:
    library.save_search("Ferries", "ferry")
    here = watched(library)
    copy = library.folder / "library.sync-conflict-20260102-030405-ABCDEFG.toml"
    copy.write_text('[searches]\nHail = "hail"\n')
    here.until(lambda change: change.is_settings)
    assert {search.name for search in library.saved_searches()} == {"Ferries", "Hail"}


def test_an_article_that_goes_elsewhere_goes_here(library: Library, article_id: str) -> None:
    here = watched(library)
    for folder in ("state", "annotations"):
        shutil.rmtree(library.folder / folder, ignore_errors=True)
    shutil.rmtree(library.folder / "articles" / article_id)
    here.until(names(article_id, Part.ARTICLE))
    assert titles(library) == []


def test_settings_that_others_change_are_told(library: Library, other: Library, article_id: str) -> None:
    here, there = watched(library), watched(other)
    library.save_search("Ferries", "ferry")
    there.until(lambda change: change.is_settings)
    assert [search.name for search in other.saved_searches()] == ["Ferries"]
    assert other.counts().searches == (("Ferries", 1),)
    assert here.nothing_so_far()


def test_watch_survives_the_removal_of_the_library(library: Library, article_id: str, tmp_path: Path) -> None:
    here = watched(library)
    aside = tmp_path / "aside"
    library.folder.rename(aside)
    here.until(lambda change: True)
    assert titles(library) == []
    aside.rename(library.folder)
    here.until(names(article_id, Part.ARTICLE))
    assert titles(library) == ["Ferry line to reopen after eleven winters"]


def test_a_stopped_watch_tells_nothing_and_leaves_no_thread(library: Library, other: Library, article_id: str) -> None:
    told = Told()
    watch = library.watch(told)
    watch.stop()
    watch.stop()
    other.set_starred(article_id, True)
    assert told.nothing_so_far()
    assert not [thread for thread in threading.enumerate() if "watching" in thread.name]
    assert [row.record.id for row in library.list(View(kind=ViewKind.STARRED))] == [article_id]


def test_a_callback_may_stop_the_watch(library: Library, other: Library, article_id: str) -> None:
    stopped = threading.Event()

    def stop(change: LibraryChange) -> None:
        watch.stop()
        stopped.set()

    watch = library.watch(stop)
    assert watch.caught_up.wait(PATIENCE_SECONDS)
    other.set_starred(article_id, True)
    assert stopped.wait(PATIENCE_SECONDS)


def test_a_callback_that_fails_does_not_end_the_watch(library: Library, other: Library, article_id: str) -> None:
    told = Told()

    def fail_once(change: LibraryChange) -> None:
        told(change)
        if Part.STATE in change.parts:
            raise ValueError("once")

    assert library.watch(fail_once).caught_up.wait(PATIENCE_SECONDS)
    other.set_starred(article_id, True)
    told.until(names(article_id, Part.STATE))
    other.note_article(article_id, "Still there")
    told.until(names(article_id, Part.ANNOTATIONS))


def test_an_index_that_is_deleted_under_a_watch_is_made_anew(library: Library, article_id: str) -> None:
    watched(library)
    for path in library.paths()["state"].glob("index.sqlite*"):
        path.unlink()
    told = watched(library)
    told.until(lambda change: change.is_everything or article_id in change.article_ids)
    assert titles(library) == ["Ferry line to reopen after eleven winters"]


ANOTHER_PROCESS = """
import json, sys
from pathlib import Path
sys.path[:] = json.loads(sys.argv[1])
from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.indexing import Indexing
from reader.library.library import Library
with Library.open(folders=Folders.below(Path(sys.argv[2])), config=Config()) as library:
    library.set_starred(sys.argv[3], True)
"""


def test_another_process_is_seen(library: Library, article_id: str, tmp_path: Path) -> None:
    here = watched(library)
    arguments = (json.dumps(sys.path), str(tmp_path / "home"), article_id)
    subprocess.run((sys.executable, "-c", ANOTHER_PROCESS, *arguments), check=True, timeout=60)
    here.until(names(article_id, Part.STATE))
    assert len(library.listing(View(kind=ViewKind.STARRED))) == 1


def test_a_big_library_is_indexed_by_a_process_of_its_own(
    library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    for path in library.paths()["state"].glob("index.sqlite*"):
        path.unlink()
    monkeypatch.setattr("reader.library.indexing.FEW_ARTICLES", 0)
    told = Told()
    with Library.open(library.folder, folders=library.folders, config=Config()) as fresh:
        fresh.watch(told, work=Work(told.report))
        told.until(lambda change: change.is_everything)
        while not titles(fresh, "reopen"):
            told.until(lambda change: True)
    assert any(progress.total for progress in told.reports)


def test_the_child_process_says_how_far_it_is(library: Library, article_id: str) -> None:
    library.close()
    for path in library.paths()["state"].glob("index.sqlite*"):
        path.unlink()
    reports: list[Progress] = []
    IndexProcess(library.folder, library.folders.state).wait(Work(reports.append))
    assert "indexing texts" in {progress.step for progress in reports}
    assert library.listing(View(query="reopen")).ids() == (article_id,)


def test_what_a_watch_has_taken_in_nobody_looks_for_again(
    library: Library, elsewhere: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.indexing.FEW_ARTICLES", 0)
    monkeypatch.setattr("reader.library.watching.SETTLED_SECONDS", 0.0)
    monkeypatch.setattr("reader.library.watching.SCAN_SHARE", 0)
    believed = threading.Event()
    believe = Indexing.believe

    def note(indexing: Indexing, folder_times: str) -> None:
        believe(indexing, folder_times)
        if folder_times == indexing.folder_times():
            believed.set()

    library.catch_up()
    here = watched(library)
    carry(library.folder, elsewhere.folder)
    elsewhere.set_starred(article_id, True)
    carry(elsewhere.folder, library.folder)
    here.until(names(article_id, Part.STATE))
    monkeypatch.setattr(Indexing, "believe", note)
    assert believed.wait(PATIENCE_SECONDS)
    library.close()
    monkeypatch.setattr(LibraryIndex, "stale", None)
    assert library.counts().starred == 1


def test_a_look_that_fails_is_taken_again(
    library: Library, elsewhere: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else looks at the files while a watch is on: one that gave up would leave lists as they were for good."""
    monkeypatch.setattr("reader.library.watching.SETTLED_SECONDS", 0.0)
    carry(library.folder, elsewhere.folder)
    elsewhere.set_starred(article_id, True)
    carry(elsewhere.folder, library.folder)
    looks = []
    catch_up = Indexing.catch_up_here

    def fail_once(indexing: Indexing, work: Work) -> tuple[Note, ...]:
        looks.append(indexing)
        if len(looks) == 1:
            raise StoreError("the disk is full")
        return catch_up(indexing, work)

    monkeypatch.setattr(Indexing, "catch_up_here", fail_once)
    here = watched(library)
    here.until(names(article_id, Part.STATE))
    assert library.counts().starred == 1
