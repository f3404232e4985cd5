"""The index follows the files: own changes at once, others' when it is asked. Whatever goes wrong with it, nothing is lost."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.library.config import Config
from reader.library.filing import Filing
from reader.library.folders import Folders
from reader.library.indexing import Indexing
from reader.library.library import Library
from reader.library.listing import View, ViewKind
from reader.library.progress import Progress, Work
from reader.library.stores import Stores, open_stores
from reader.model.annotation import Annotation, Colour
from reader.model.errors import CancelledError, StoreError, StoreLockedError
from reader.model.identity import new_annotation_id
from reader.model.kept import Part
from reader.store.annotations import AnnotationStore
from reader.store.changes import Note
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Stale
from reader.store.locks import Locks
from tests.loopback import page_html


@pytest.fixture
def library(folders: Folders) -> Iterator[Library]:
    with Library.open(folders=folders, config=Config()) as opened:
        yield opened


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


@pytest.fixture
def stores(folders: Folders) -> Stores:
    """The files of the library, without an index."""
    return open_stores(folders.data, folders)


def found(library: Library, query: str) -> tuple[str, ...]:
    return library.listing(View(kind=ViewKind.ALL, query=query)).ids()


def add_page(library: Library, folder: Path, title: str) -> str:
    path = folder / f"{title}.html"
    path.write_bytes(page_html(title))
    return library.add(str(path)).article_id


def delete_index(library: Library) -> None:
    for path in library.paths()["state"].glob("index.sqlite*"):
        path.unlink()


def count_walks(monkeypatch: pytest.MonkeyPatch) -> list[LibraryIndex]:
    """Return a list that grows whenever somebody looks at every file."""
    walks: list[LibraryIndex] = []
    stale = LibraryIndex.stale

    def walk(index: LibraryIndex, *values: Any) -> tuple[Stale, ...]:
        walks.append(index)
        return stale(index, *values)

    monkeypatch.setattr(LibraryIndex, "stale", walk)
    return walks


# -- own changes ---------------------------------------------------------------------------------------------------------


def test_every_change_is_found_when_the_call_returns(library: Library, article_id: str) -> None:
    library.watch(lambda change: None)  # from here on nobody looks at the files before an answer
    assert found(library, "captain") == (article_id,)
    library.set_tags(article_id, ("lake",))
    assert found(library, "tag:lake") == (article_id,)
    made = library.annotate_quote(article_id, "sworn never to touch a wheel", note="Steer?", colour=Colour.PINK)
    assert found(library, "steer") == (article_id,)
    assert [one.placed.annotation.id for one in library.search_annotations("wheel color:pink")] == [made.id]
    library.change_annotation(article_id, made.id, note="Row!")
    assert (found(library, "steer"), found(library, "row")) == ((), (article_id,))
    library.undo()
    assert found(library, "steer") == (article_id,)
    library.remove_annotation(article_id, made.id)
    assert found(library, "has:highlight") == ()
    library.set_trashed(article_id, True)
    assert found(library, "captain") == ()
    library.undo()
    assert found(library, "captain") == (article_id,)


def test_a_place_in_a_text_is_in_the_list_and_in_no_log(library: Library, article_id: str) -> None:
    library.list()
    library.save_position(article_id, 10, 20)
    (row,) = library.list()
    assert (row.state.position, row.state.furthest) == (10, 20)


def test_a_failing_index_fails_no_save(
    library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library.list()

    def fail(index: LibraryIndex, *values: object) -> None:
        raise StoreError("No space left to write the index")

    with monkeypatch.context() as patched:
        patched.setattr(LibraryIndex, "put_annotations", fail)
        made = library.note_article(article_id, "Kept all the same")
    assert "not in the index" in caplog.text
    assert [placed.annotation.id for placed in library.annotations(article_id)] == [made.id]
    assert found(library, "same") == (article_id,)


def test_an_index_that_breaks_in_an_unforeseen_way_fails_no_save(
    library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(index: LibraryIndex, *values: object) -> None:
        raise ValueError("nobody thought of this")

    with monkeypatch.context() as patched:
        patched.setattr(LibraryIndex, "put_state", fail)
        library.set_starred(article_id, True)
    assert library.listed(article_id).state.is_starred
    assert found(library, "is:starred") == (article_id,)


def test_writers_and_readers_in_many_threads(library: Library, tmp_path: Path) -> None:
    ids = [add_page(library, tmp_path, f"Story number {number}") for number in range(4)]
    failures: list[Exception] = []

    def work(article_id: str) -> None:
        try:
            for number in range(5):
                word = f"w{article_id[:6]}x{number}"
                library.note_article(article_id, word)
                assert found(library, word) == (article_id,)
                library.set_starred(article_id, number % 2 == 0)
        except Exception as error:  # noqa: BLE001  told by the thread that waits
            failures.append(error)

    threads = [threading.Thread(target=work, args=(article_id,)) for article_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(library.search_annotations("")) == 20


# -- others' changes -----------------------------------------------------------------------------------------------------


def test_what_others_changed_is_in_the_answer(library: Library, stores: Stores, article_id: str) -> None:
    assert found(library, "is:starred") == ()
    stores.states.change(article_id, is_starred=True)
    assert found(library, "is:starred") == (article_id,)
    stores.places.state_file(article_id).unlink()
    assert found(library, "is:starred") == ()


def test_a_new_machine_finds_everything(library: Library, article_id: str, tmp_path: Path) -> None:
    library.note_article(article_id, "harbour")
    machine = Folders.below(tmp_path / "machine")
    reports: list[Progress] = []
    with Library.open(library.folder, folders=machine, config=Config()) as there:
        there.catch_up(Work(reports.append))
        assert found(there, "captain harbour") == (article_id,)
    steps = list(dict.fromkeys(progress.step for progress in reports))
    assert steps == ["looking for what is new", "reading what is new", "indexing texts"]


def test_lists_are_complete_before_the_texts_are_in(library: Library, article_id: str, tmp_path: Path) -> None:
    cancel = threading.Event()

    def stop_before_texts(progress: Progress) -> None:
        if progress.step == "reading what is new" and progress.done == progress.total:
            cancel.set()

    machine = Folders.below(tmp_path / "machine")
    with Library.open(library.folder, folders=machine, config=Config()) as there:
        with pytest.raises(CancelledError):
            there.catch_up(Work(stop_before_texts, cancel))
        watch = there.watch(lambda change: None, work=Work(cancel=cancel))
        watch.stop()
        indexing = there._indexing
        indexing.is_watched = True
        assert found(there, "title:ferry") == (article_id,)
        assert found(there, "captain") in ((), (article_id,))
        indexing.is_watched = False
        assert found(there, "captain") == (article_id,)


def test_a_text_that_comes_later_is_found_then(library: Library, stores: Stores, article_id: str) -> None:
    library.close()
    delete_index(library)
    version = stores.places.version_file(article_id, stores.record(article_id).version_id)
    aside = version.with_name("aside")
    version.rename(aside)
    assert found(library, "title:ferry") == (article_id,)
    assert found(library, "captain") == ()
    aside.rename(version)
    assert found(library, "captain") == (article_id,)


def test_one_damaged_article_holds_up_no_other(
    library: Library, stores: Stores, article_id: str, tmp_path: Path
) -> None:
    other_id = add_page(library, tmp_path, "Two winters of hail")
    stores.places.annotations.mkdir(exist_ok=True)
    stores.places.annotations_file(article_id).write_bytes(b"\0" * 100)
    folder = stores.places.article_folder(article_id)
    for path in (*folder.glob("versions/*"), folder / "record.json"):
        path.write_bytes(b"\0" * 100)
    for path in stores.places.previous.rglob("*.json"):
        path.unlink()
    library.close()
    delete_index(library)
    assert found(library, "hail") == (other_id,)


def test_nothing_is_read_again_that_has_not_changed(
    library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.note_article(article_id, "a note")
    library.list()

    def read(store: AnnotationStore, article_id: str) -> tuple[Annotation, ...]:
        raise AssertionError("it stands in the index")

    monkeypatch.setattr(AnnotationStore, "load", read)
    for _ in range(2):
        assert found(library, "note") == (article_id,)


def test_of_a_big_library_the_times_of_the_folders_are_believed(
    library: Library, stores: Stores, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.indexing.FEW_ARTICLES", 0)
    walks = count_walks(monkeypatch)
    library.list()
    assert len(walks) == 1
    library.list()
    library.set_starred(article_id, True)  # what we write ourselves is no reason to look
    library.save_position(article_id, 1, 2)
    library.note_article(article_id, "mine")
    assert found(library, "is:starred mine") == (article_id,)
    assert len(walks) == 1
    stores.states.change(article_id, is_archived=True)
    assert found(library, "is:archived") == (article_id,)
    assert len(walks) == 2


def test_trust_ends(library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.indexing.FEW_ARTICLES", 0)
    library.list()
    monkeypatch.setattr("reader.library.indexing.TRUSTED_SECONDS", -1.0)
    walks = count_walks(monkeypatch)
    library.list()
    assert walks


def test_the_later_of_two_readers_has_the_last_word(
    stores: Stores, library: Library, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process reads a file, another writes it and the index, then the first puts in what it read."""
    library.list()
    slow = Indexing(stores)
    read = Filing.read

    def read_then_wait(self: Filing, *values: object, **options: object) -> object:
        files = read(self, *values, **options)  # type: ignore[arg-type]
        if self is slow._filing and not library.listed(article_id).state.is_starred:
            library.set_starred(article_id, True)
        return files

    monkeypatch.setattr(Filing, "read", read_then_wait)
    slow._filing.put([Note(article_id, Part.STATE)])
    slow.close()
    library.watch(lambda change: None)
    assert library.counts().starred == 1


def test_an_index_that_cannot_be_written_still_answers(
    library: Library, stores: Stores, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(library, "captain") == (article_id,)
    stores.states.change(article_id, is_starred=True)

    def fail(index: LibraryIndex, *values: object) -> None:
        raise StoreError("No space left to write the index")

    with monkeypatch.context() as patched:
        patched.setattr(LibraryIndex, "put_state", fail)
        assert found(library, "captain") == (article_id,)
        assert library.problems() == ("lists may lack what is new: No space left to write the index",)
    assert found(library, "is:starred") == (article_id,)


# -- orphans -------------------------------------------------------------------------------------------------------------


def test_orphans_are_found_and_placed_only_once(
    library: Library, article_id: str, page_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.annotate_quote(article_id, "sworn never to touch a wheel")
    kept = library.annotate_quote(article_id, "already sold out")
    assert found(library, "is:orphan") == ()
    changed = page_html("Ferry line to reopen after eleven winters").replace(
        b"Its captain had sworn never to touch a wheel again. ", b""
    )
    page_file.write_bytes(changed)
    library.refresh(article_id)
    assert found(library, "is:orphan") == (article_id,)
    assert len(library.search_annotations("is:orphan")) == 1

    def place(*values: object) -> None:
        raise AssertionError("it was placed in this version before")

    monkeypatch.setattr("reader.library.placing.place_annotations", place)
    library.change_annotation(article_id, kept.id, note="Sold")
    library.note_article(article_id, "whole")
    assert len(library.search_annotations("is:orphan")) == 1


def test_annotations_of_an_article_that_is_not_here_yet_wait(library: Library, stores: Stores, article_id: str) -> None:
    library.list()
    stores.annotations.save(
        Annotation(
            id=new_annotation_id(),
            article_id="0123456789abcdef",
            created=stores.record(article_id).added,
            updated=stores.record(article_id).added,
            note="early",
        )
    )
    assert library.search_annotations("early") == ()
    assert found(library, "ferry") == (article_id,)


# -- the file ------------------------------------------------------------------------------------------------------------


def test_a_deleted_index_is_made_anew(library: Library, article_id: str) -> None:
    assert found(library, "captain") == (article_id,)
    delete_index(library)
    assert found(library, "captain") == (article_id,)


@pytest.mark.parametrize("damage", [b"", b"no database", b"\0" * 5_000])
def test_a_damaged_index_is_made_anew(library: Library, article_id: str, damage: bytes) -> None:
    library.list()
    library.close()
    (path,) = library.paths()["state"].glob("index.sqlite")
    for beside in path.parent.glob("index.sqlite-*"):
        beside.unlink()
    path.write_bytes(damage)
    assert found(library, "captain") == (article_id,)


def test_nobody_waits_for_a_pipe_in_the_place_of_the_index(library: Library, article_id: str) -> None:
    library.list()
    delete_index(library)
    os.mkfifo(library.paths()["state"] / "index.sqlite")
    (finding,) = library.check().findings
    assert "no plain file" in finding.what
    library.check(fix=True)
    assert library.check().findings == ()
    assert found(library, "captain") == (article_id,)


def test_a_machine_folder_that_cannot_be_written_still_answers(
    library: Library, article_id: str, tmp_path: Path
) -> None:
    blocked = Folders.below(tmp_path / "blocked")
    blocked.state.parent.mkdir()
    blocked.state.write_text("a file where a folder should be")
    with Library.open(library.folder, folders=blocked, config=Config()) as there:
        assert found(there, "captain") == (article_id,)


def test_who_asks_waits_for_another_process_that_is_at_it(library: Library, stores: Stores, article_id: str) -> None:
    reports: list[Progress] = []
    cancel = threading.Event()

    def give_up(progress: Progress) -> None:
        reports.append(progress)
        cancel.set()

    with Locks(stores.places.local / "locks").hold("indexing"), pytest.raises(CancelledError):
        library.catch_up(Work(give_up, cancel))
    assert reports
    assert "another window" in reports[0].step
    library.catch_up()
    with Locks(stores.places.local / "locks").hold("indexing"), pytest.raises(StoreLockedError):
        library._indexing.catch_up_here(Work())


def test_a_library_may_be_used_after_it_was_closed(library: Library, article_id: str) -> None:
    library.list()
    library.close()
    library.close()
    assert found(library, "captain") == (article_id,)


# -- the start -----------------------------------------------------------------------------------------------------------

OPENS = """
import sys
from pathlib import Path
from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
library = Library.open(folders=Folders.below(Path(sys.argv[1])), config=Config())
article_id = library.resolve(sys.argv[2])
library.open_article(article_id)
library.mark_opened(article_id)
library.save_position(article_id, 1, 1)
late = {"sqlite3", "watchfiles", "tinydb", "subprocess", "argparse", "tomllib", "tomlkit", "reader.model.search_text"}
print(*sorted(late & set(sys.modules)))
"""


def test_opening_an_article_loads_nothing_of_the_index(library: Library, article_id: str, tmp_path: Path) -> None:
    arguments = (sys.executable, "-c", OPENS, str(tmp_path / "home"), article_id)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, env=environment, check=True)
    assert done.stdout.strip() == ""
    assert library.list()[0].state.position == 1
