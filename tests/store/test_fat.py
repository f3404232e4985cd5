"""A library on a FAT stick works as any other: saves, generations before, locks, merges, trash, backups, the index.

Where no FAT can be mounted, links that fail as they do there stand for it in the tests that are about them alone.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from reader.model.annotation import Annotation
from reader.model.errors import StoreError
from reader.store.annotations import AnnotationStore
from reader.store.atomic import write_durably
from reader.store.care.backup import back_up
from reader.store.care.doctor import examine_library
from reader.store.care.restore import restore
from reader.store.care.trash import AnnotationTrash
from reader.store.places import LibraryPlaces
from reader.store.state import StateStore
from tests.loopback import page_html
from tests.store.fat import mounted, what_is_missing

Make = Callable[..., Annotation]
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def no_steps(label: str) -> Callable[[int, int], None]:
    return lambda done, total: None


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """An empty FAT file system."""
    if missing := what_is_missing():
        pytest.skip(f"NOT TESTED ON FAT: {missing}")
    try:
        mount = mounted(tmp_path)
        root = mount.__enter__()
    except OSError as error:
        pytest.skip(f"NOT TESTED ON FAT: {error}")
    yield root
    mount.__exit__(None, None, None)


@pytest.fixture(params=["machine's part at home", "machine's part on the stick too"])
def on_stick(request: pytest.FixtureRequest, stick: Path, tmp_path: Path) -> LibraryPlaces:
    """A library on the stick; what stays on the machine is on another file system, or on the stick as well."""
    local = stick / "local" if "too" in request.param else tmp_path / "local"
    return LibraryPlaces(stick / "library", local)


def test_the_stick_is_what_it_is_said_to_be(stick: Path) -> None:
    (stick / "a.json").write_bytes(b"x")
    with pytest.raises(OSError, match="Operation not permitted"):
        os.link(stick / "a.json", stick / "b.json")
    assert (stick / "A.JSON").exists()
    assert (stick / "a.json").stat().st_mtime_ns % 2_000_000_000 == 0


def test_saves_are_kept_with_their_generation_before(
    on_stick: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    store = AnnotationStore(on_stick)
    for number in range(4):
        store.save(make_annotation(f"note {number}"))
    path = on_stick.annotations_file(article_id)
    before = on_stick.previous_file(path)
    assert b"note 2" in before.read_bytes()
    assert b"note 3" not in before.read_bytes()
    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name]
    damaged = path.read_bytes().replace(b"note 1", b"nute 1")
    path.unlink()
    path.write_bytes(damaged)
    fresh = AnnotationStore(LibraryPlaces(on_stick.folder, on_stick.local))
    assert [annotation.note for annotation in fresh.load(article_id)] == [f"note {number}" for number in range(4)]


def test_states_trash_and_conflict_copies_work(on_stick: LibraryPlaces, article_id: str, make_annotation: Make) -> None:
    store, states = AnnotationStore(on_stick), StateStore(on_stick)
    store.save(annotation := make_annotation("to and fro"))
    copy = on_stick.annotations / f"{article_id} (Ada's conflicted copy 2026-01-02).json"
    copy.write_bytes(on_stick.annotations_file(article_id).read_bytes())
    store.save(edited := replace(annotation, note="edited"))
    assert store.sweep() == 1
    assert store.load(article_id) == (edited,)
    store.remove(article_id, annotation.id)
    assert AnnotationTrash(on_stick).restore(article_id, annotation.id) == edited
    states.change(article_id, is_starred=True, position=5)
    states.change(article_id, add_tags=("sea",))
    state = states.load(article_id)
    assert (state.is_starred, state.tags, state.position) == (True, ("sea",), 5)
    assert examine_library(on_stick).findings == ()


def test_a_backup_of_a_stick_is_whole_and_comes_back_from_and_to_the_stick(
    on_stick: LibraryPlaces, stick: Path, tmp_path: Path, article_id: str, make_annotation: Make
) -> None:
    AnnotationStore(on_stick).save(annotation := make_annotation("safe"))
    made = back_up(on_stick, tmp_path / "backup.zip", clock=lambda: NOON, step_of=no_steps)
    copy = Path(
        shutil.copyfile(made.path, stick / "b.zip")
    )  # fusefat loses count of a file that is written from its start again
    other = LibraryPlaces(stick / "other", stick / "other-local")
    restore(other, copy, bring_back=False, is_dry_run=False, clock=lambda: NOON, step_of=no_steps)
    assert AnnotationStore(other).load(article_id) == (annotation,)


def test_a_whole_library_lives_on_a_stick(stick: Path, tmp_path: Path) -> None:
    """Added, marked, searched, seen anew after changes within two seconds by another window, checked."""
    page = tmp_path / "ferry.html"
    page.write_bytes(page_html("Ferry line to reopen after eleven winters"))
    folders = Folders.below(tmp_path / "home")
    with Library.open(stick / "Books and more", folders=folders, config=Config()) as library:
        article_id = library.add(str(page), tags=("sea",)).article_id
        library.set_starred(article_id, True)
        other = Library.open(stick / "Books and more", folders=folders, config=Config())
        for number in range(3):
            made = library.note_article(article_id, f"number {number}")
            assert other.search_annotations(f"number {number}")[0].placed.annotation == made
        assert [row.record.id for row in other.list()] == [article_id]
        assert [found.row.record.id for found in other.search("ferry")] == [article_id]
        library.remove_annotation(article_id, made.id)
        assert [trashed.annotation for trashed in other.trashed_annotations()] == [made]
        assert library.undo()
        other.close()
        assert library.check().findings == ()
    again = Library.open(stick / "Books and more", folders=folders, config=Config())
    assert len(again.annotations(article_id)) == 3
    again.close()


def test_a_folder_that_takes_no_more_names_is_told_from_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of FAT has 65,536 entries, of which a name of ours takes three or four, however much space is left."""

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    for bytes_left, hint in ((10**9, "exFAT"), (1_000, "Free some space")):
        left = os.statvfs_result((1, 1, bytes_left, bytes_left, bytes_left, 0, 0, 0, 0, 255))
        monkeypatch.setattr("os.statvfs", lambda folder, left=left: left)
        with pytest.raises(StoreError) as raised:
            write_durably(tmp_path / "0123456789abcdef.json", b"x")
        assert hint in raised.value.hint
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK])
def test_where_links_do_not_reach_the_generation_before_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_link(*arguments: object, **options: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("os.link", no_link)
    path, before = tmp_path / "library" / "a.json", tmp_path / "local" / "a.json"
    for number in range(3):
        write_durably(path, b"state %d" % number, previous=before)
    assert (path.read_bytes(), before.read_bytes()) == (b"state 2", b"state 1")
    assert sorted(entry.name for entry in (*path.parent.iterdir(), *before.parent.iterdir())) == ["a.json", "a.json"]
