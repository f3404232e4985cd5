"""Saving, finding again, and what is left after damage, crashes and other machines."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reader.model.annotation import Annotation, Colour
from reader.model.errors import StoreError, StoreLockedError
from reader.store.annotations import AnnotationStore
from reader.store.atomic import STALE_SECONDS
from reader.store.locks import Locks
from reader.store.places import LibraryPlaces

Make = Callable[..., Annotation]
Clock = Callable[[], datetime]


@pytest.fixture
def store(places: LibraryPlaces) -> AnnotationStore:
    return AnnotationStore(places)


def notes(store: AnnotationStore, article_id: str) -> list[str]:
    return [annotation.note for annotation in store.load(article_id)]


def another_machine(places: LibraryPlaces, name: str = "second") -> LibraryPlaces:
    """Return the places of a second machine with a copy of the library, whose word is the last of what is written at once."""
    root = places.folder.parent / name
    shutil.copytree(places.folder, root / "library")
    second = LibraryPlaces(root / "library", root / "local")
    second.device = "f" * 8  # of what is written within one millisecond the greater name wins: it would be drawn by lot
    return second


def test_what_is_saved_is_read_back_equal(store: AnnotationStore, article_id: str, make_annotation: Make) -> None:
    highlight = make_annotation("a note\nof two lines, with “quotes” and 🏳️‍🌈")
    on_article = replace(make_annotation("on the whole"), selectors=None, tags=())
    store.save(highlight)
    store.save(on_article)
    assert store.load(article_id) == (highlight, on_article)
    counts = store.counts(article_id)
    assert (counts.highlights, counts.notes) == (1, 2)
    assert list(store.ids()) == [article_id]


def test_saving_again_replaces_and_an_emptied_field_is_empty(
    store: AnnotationStore, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("long")
    store.save(annotation)
    emptied = replace(annotation, note="", tags=(), selectors=None)
    store.save(emptied)
    assert store.load(article_id) == (emptied,)


def test_a_removed_annotation_is_gone_and_can_come_back(
    store: AnnotationStore, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    store.remove(article_id, annotation.id)
    assert store.load(article_id) == ()
    assert store.trashed(article_id) == (annotation,)
    store.remove(article_id, annotation.id)
    store.save(annotation)
    assert store.load(article_id) == (annotation,)
    assert store.trashed(article_id) == ()


def test_unknown_fields_of_a_newer_program_survive_an_edit(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    from reader.store.storage import AnnotationDatabase

    annotation = make_annotation("x")
    store.save(annotation)
    AnnotationDatabase(places, article_id).update({"mood": "blue"}, doc_ids=[annotation.id])
    store.save(replace(annotation, note="y"))
    (document,) = AnnotationDatabase(places, article_id).all()
    assert (document["mood"], document["note"]) == ("blue", "y")


def test_what_a_newer_program_says_of_a_passage_and_its_colour_survive_an_edit(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    from reader.store.storage import AnnotationDatabase

    annotation = make_annotation("x")
    store.save(annotation)
    database = AnnotationDatabase(places, article_id)
    passage = {**database.all()[0]["selectors"], "frame": 3}
    database.update({"colour": "violet", "selectors": passage}, doc_ids=[annotation.id])
    (shown,) = store.load(article_id)
    store.save(replace(shown, note="y"))
    store.change(article_id, annotation.id, lambda one: replace(one, tags=("t",)))
    (document,) = AnnotationDatabase(places, article_id).all()
    assert (document["colour"], document["selectors"], document["note"]) == ("violet", passage, "y")
    assert shown.selectors is not None
    store.save(replace(shown, colour=Colour.PINK, selectors=replace(shown.selectors, start=1, end=2)))
    (document,) = AnnotationDatabase(places, article_id).all()
    assert document["colour"] == "pink"
    assert "frame" not in document["selectors"]


def test_a_change_is_made_of_what_is_there(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    AnnotationStore(places).save(replace(annotation, colour=Colour.PINK))
    changed = replace(annotation, colour=Colour.PINK, note="y")
    before = replace(annotation, colour=Colour.PINK)
    assert store.change(article_id, annotation.id, lambda one: replace(one, note="y")) == (before, changed)
    assert store.load(article_id) == (changed,)
    assert store.change(article_id, 7, lambda one: one) is None
    assert store.change("f" * 16, annotation.id, lambda one: one) is None
    assert not places.annotations_file("f" * 16).exists()


class TestDamage:
    """The newest save is in the file, the one before in the generation before."""

    @pytest.fixture(autouse=True)
    def _library(self, store: AnnotationStore, make_annotation: Make) -> None:
        for number in range(1, 6):
            store.save(make_annotation(f"note {number}"))

    def test_one_bad_document_is_taken_from_the_generation_before(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        path = places.annotations_file(article_id)
        path.write_bytes(path.read_bytes().replace(b"note 3", b"nute 3"))
        assert notes(store, article_id) == ["note 1", "note 2", "note 3", "note 4", "note 5"]
        assert len(store.take_problems()) == 1
        assert store.take_problems() == ()
        store.save(make_annotation("note 6"))
        assert notes(store, article_id)[-2:] == ["note 5", "note 6"]
        store.take_problems()
        assert notes(store, article_id)[2] == "note 3"
        assert not store.problems
        (aside,) = places.damaged.iterdir()
        assert b"nute 3" in aside.read_bytes()

    def test_the_newest_document_is_kept_even_if_a_letter_of_it_is_wrong(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str
    ) -> None:
        path = places.annotations_file(article_id)
        path.write_bytes(path.read_bytes().replace(b"note 5", b"nute 5"))
        assert notes(store, article_id)[-1] == "nute 5"
        assert store.problems

    @pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"\xff" * 10, b"{"])
    def test_an_empty_file_is_replaced_by_the_generation_before(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, content: bytes, make_annotation: Make
    ) -> None:
        places.annotations_file(article_id).write_bytes(content)
        assert notes(store, article_id) == ["note 1", "note 2", "note 3", "note 4"]
        assert "damaged" in store.problems[0]
        store.save(make_annotation("note 6"))
        assert notes(store, article_id) == ["note 1", "note 2", "note 3", "note 4", "note 6"]

    def test_a_bad_generation_before_is_no_worse_than_none(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str
    ) -> None:
        path = places.annotations_file(article_id)
        places.previous_file(path).write_bytes(b"\0\0\0")
        path.write_bytes(path.read_bytes()[:-40])
        assert notes(store, article_id) == ["note 1", "note 2", "note 3", "note 4"]

    def test_reading_a_damaged_file_writes_nothing(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str
    ) -> None:
        path = places.annotations_file(article_id)
        path.write_bytes(path.read_bytes()[:-40])
        before = path.read_bytes()
        store.load(article_id)
        assert path.read_bytes() == before
        assert not places.damaged.exists()

    def test_mending_writes_the_file_anew(self, store: AnnotationStore, places: LibraryPlaces, article_id: str) -> None:
        path = places.annotations_file(article_id)
        good = path.read_bytes()
        path.write_bytes(good + b"rubbish")
        store.mend(article_id)
        store.take_problems()
        assert path.read_bytes() == good
        assert len(store.load(article_id)) == 5
        assert not store.problems

    def test_a_newer_file_is_neither_read_nor_written(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        path = places.annotations_file(article_id)
        newer = b'{"_schema": {"1": {"number": 99}}, "annotations": {}}'
        path.write_bytes(newer)
        with pytest.raises(StoreError, match="newer Pressmark"):
            store.load(article_id)
        with pytest.raises(StoreError, match="newer Pressmark"):
            store.save(make_annotation("x"))
        assert path.read_bytes() == newer

    def test_documents_that_are_no_annotations_are_told_and_left(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        from reader.store.storage import AnnotationDatabase

        AnnotationDatabase(places, article_id).insert({"shopping": "milk"})
        assert len(store.load(article_id)) == 5
        assert "no annotations" in store.problems[0]
        store.save(make_annotation("x"))
        assert any(document.get("shopping") for document in AnnotationDatabase(places, article_id).all())


class TestTwoMachines:
    """A library carried between machines by a program that knows nothing of it."""

    @pytest.mark.parametrize(
        "copy_name",
        ["{}.sync-conflict-20260102-120000-ABCDEFG.json", "{} (Ada's conflicted copy 2026-01-02).json"],
    )
    def test_a_conflict_copy_is_merged_on_sight(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make, copy_name: str
    ) -> None:
        shared = make_annotation("shared")
        dropped = make_annotation("to be removed there")
        store.save(shared)
        store.save(dropped)
        second = another_machine(places)
        there = AnnotationStore(second)
        store.save(replace(shared, note="changed here"))
        there.save(replace(shared, note="changed there"))
        there.save(make_annotation("new there"))
        there.remove(article_id, dropped.id)
        store.save(make_annotation("new here"))
        copy = places.annotations / copy_name.format(article_id)
        shutil.copy(second.annotations_file(article_id), copy)
        assert list(store.ids()) == [article_id]
        assert store.sweep() == 1
        assert not copy.exists()
        merged = store.load(article_id)
        assert [annotation.note for annotation in merged] == ["changed there", "new there", "new here"]
        assert merged[0].other_notes == ("changed here",)
        assert store.trashed(article_id)[0].note == "to be removed there"
        assert not store.problems

        second.annotations_file(article_id).write_bytes(places.annotations_file(article_id).read_bytes())
        assert there.load(article_id) == merged

        kept = replace(merged[0], colour=merged[0].colour, tags=("kept",))
        store.save(kept)
        assert store.load(article_id)[0].other_notes == ("changed here",)
        store.save(replace(kept, note="both settled", others=()))
        assert store.load(article_id)[0].other_notes == ()
        shutil.copy(second.annotations_file(article_id), copy)
        store.sweep()
        assert store.load(article_id)[0].other_notes == ()
        assert store.load(article_id)[0].note == "both settled"

    def test_notes_beside_survive_removal_and_undo(
        self, store: AnnotationStore, article_id: str, make_annotation: Make
    ) -> None:
        annotation = make_annotation("mine", other_notes=("theirs", "also theirs"))
        store.save(annotation)
        assert store.load(article_id) == (annotation,)
        store.remove(article_id, annotation.id)
        store.save(annotation)
        assert store.load(article_id) == (annotation,)

    def test_a_damaged_copy_gives_what_it_has_and_is_put_aside(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        for number in range(3):
            store.save(make_annotation(str(number)))
        second = another_machine(places)
        AnnotationStore(second).save(make_annotation("there"))
        copy = places.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
        copy.write_bytes(second.annotations_file(article_id).read_bytes()[:-10])
        store.sweep()
        assert notes(store, article_id) == ["0", "1", "2", "there"]
        assert not copy.exists()
        assert len(list(places.damaged.iterdir())) == 1

    def test_a_copy_of_a_newer_program_stays_and_is_told(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        store.save(make_annotation("x"))
        copy = places.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
        copy.write_bytes(b'{"_schema": {"1": {"number": 99}}}')
        assert store.sweep() == 0
        assert copy.exists()
        assert "newer" in store.problems[0]

    def test_git_marks_are_merged_when_read_and_gone_when_written(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        store.save(make_annotation("base"))
        second = another_machine(places)
        path = places.annotations_file(article_id)
        base = path.read_bytes()
        store.save(make_annotation("here"))
        AnnotationStore(second).save(make_annotation("there"))
        ours, theirs = path.read_bytes().split(b"\n"), second.annotations_file(article_id).read_bytes().split(b"\n")
        merged = [*ours[:4], b"<<<<<<< HEAD", *ours[4:5], b"=======", *theirs[4:5], b">>>>>>> other", *ours[5:]]
        assert base != b"\n".join(merged)
        path.write_bytes(b"\n".join(merged))
        assert notes(store, article_id) == ["base", "here", "there"]
        store.save(make_annotation("after"))
        assert b"<<<<" not in path.read_bytes()
        assert notes(store, article_id) == ["base", "here", "there", "after"]

    def test_leftovers_of_killed_writers_are_cleared(
        self, store: AnnotationStore, places: LibraryPlaces, make_annotation: Make
    ) -> None:
        store.save(make_annotation("x"))
        leftover = places.annotations / ".syncthing.x.json.99999-0a1b2c.tmp"
        leftover.write_bytes(b"half")
        os.utime(leftover, (0, leftover.stat().st_mtime - STALE_SECONDS - 60))
        store.sweep()
        assert not leftover.exists()

    def test_of_a_library_taken_back_from_a_backup_new_notes_are_not_taken_for_old(
        self, places: LibraryPlaces, clock: Clock, article_id: str, make_annotation: Make
    ) -> None:
        store = AnnotationStore(places, clock)  # by the real one, all may be written within one millisecond
        annotation = make_annotation("first")
        store.save(annotation)
        backup = places.annotations_file(article_id).read_bytes()
        store.save(replace(annotation, note="second"))
        second = another_machine(places)
        places.annotations_file(article_id).write_bytes(backup)
        store.save(replace(annotation, note="after the backup"))
        copy = places.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
        shutil.copy(second.annotations_file(article_id), copy)
        store.sweep()
        (merged,) = store.load(article_id)
        assert merged.note == "after the backup"


class TestTrouble:
    """Disks and folders that do not let us."""

    def test_a_failed_save_leaves_what_was_there(
        self, store: AnnotationStore, article_id: str, make_annotation: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        annotation = make_annotation("kept")
        store.save(annotation)

        def full(*_: Any) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(StoreError, match="No space left"):
                store.save(replace(annotation, note="lost"))
            with pytest.raises(StoreError, match="No space left"):
                store.remove(article_id, annotation.id)
        assert store.load(article_id) == (annotation,)
        store.save(replace(annotation, note="again"))
        assert notes(store, article_id) == ["again"]

    @pytest.mark.parametrize("step", ["open", "write", "fsync", "link", "replace"])
    @pytest.mark.parametrize("call", range(1, 6))
    @pytest.mark.parametrize("change", ["edit", "remove"])
    def test_a_kill_between_any_two_steps_leaves_the_old_note_or_the_new(
        self,
        store: AnnotationStore,
        places: LibraryPlaces,
        article_id: str,
        make_annotation: Make,
        monkeypatch: pytest.MonkeyPatch,
        step: str,
        call: int,
        change: str,
    ) -> None:
        class Killed(BaseException):
            pass

        annotation, other = make_annotation("old", annotation_id=9), make_annotation("other", annotation_id=8)
        store.save(other)
        store.save(annotation)
        real, calls = getattr(os, step), 0

        def killed(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == call:
                raise Killed
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, step, killed)
            with suppress(Killed):
                if change == "edit":
                    store.save(replace(annotation, note="new"))
                else:
                    store.remove(article_id, annotation.id)
        again = AnnotationStore(LibraryPlaces(places.folder, places.local))
        found = notes(again, article_id)
        done = ["other", "new"] if change == "edit" else ["other"]
        assert found in ([done] if calls < call else [["other", "old"], done])
        again.save(replace(other, note="still takes notes"))
        assert "still takes notes" in notes(again, article_id)
        assert not again.problems

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written_is_one_clear_line(
        self, store: AnnotationStore, places: LibraryPlaces, make_annotation: Make
    ) -> None:
        store.save(make_annotation("x"))
        places.annotations.chmod(0o500)
        try:
            with pytest.raises(StoreError, match="permission denied"):
                store.save(make_annotation("y"))
        finally:
            places.annotations.chmod(0o700)

    def test_a_file_that_cannot_be_read_is_one_clear_line(
        self, store: AnnotationStore, places: LibraryPlaces, article_id: str
    ) -> None:
        places.annotations_file(article_id).mkdir(parents=True)
        with pytest.raises(StoreError, match="cannot be read"):
            store.load(article_id)

    def test_a_lock_held_too_long_is_said(self, places: LibraryPlaces, article_id: str, make_annotation: Make) -> None:
        holder = Locks(places.local / "locks")
        impatient = Locks(places.local / "locks", timeout_seconds=0.05)
        object.__getattribute__(places, "__dict__")["locks"] = impatient
        assert places.device
        with (
            holder.hold(holder.of_article("annotations", article_id)),
            pytest.raises(StoreLockedError, match="locked"),
        ):
            AnnotationStore(places).save(make_annotation("x"))
        AnnotationStore(places).save(make_annotation("x"))


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.model.annotation import Annotation
from reader.model.identity import new_annotation_id
from reader.store.annotations import AnnotationStore
from reader.store.places import LibraryPlaces

root, article_id, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
store = AnnotationStore(LibraryPlaces(root / "library", root / "local"))
now = datetime(2026, 1, 2, tzinfo=UTC)
for number in range(25):
    note = f"{name} {number}"
    store.save(Annotation(id=new_annotation_id(), article_id=article_id, created=now, updated=now, note=note))
"""


def test_two_processes_writing_one_article_lose_nothing(
    store: AnnotationStore, places: LibraryPlaces, article_id: str
) -> None:
    command = [sys.executable, "-c", WRITER, str(places.folder.parent), article_id]
    writers = [subprocess.Popen([*command, name]) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert sorted(notes(store, article_id)) == sorted(f"{name} {number}" for name in "ab" for number in range(25))


def test_reading_imports_neither_tinydb_nor_what_only_writing_needs(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    store.save(make_annotation("x"))
    reading = (
        "import sys; from pathlib import Path; root = Path(sys.argv[1])\n"
        "from reader.store.places import LibraryPlaces\n"
        "from reader.store import articles, recent, settings, state, undo\n"
        "from reader.store.care import doctor, trash\n"
        "from reader.store.annotations import AnnotationStore\n"
        "store = AnnotationStore(LibraryPlaces(root / 'library', root / 'local'))\n"
        "assert len(store.load(sys.argv[2])) == 1 and not store.problems\n"
        "heavy = {'tinydb', 'filelock', 'sqlite3', 'zstandard', 'tomlkit', 'asyncio', 'httpx', 'lxml', 'textual'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", reading, str(places.folder.parent), article_id], check=True)
    assert Path(places.annotations_file(article_id)).exists()
