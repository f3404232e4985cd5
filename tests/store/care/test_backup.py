"""A backup holds all that travels, is whole before it is called done, and takes the place of no good one before that."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.blocks import Paragraph
from reader.model.errors import CancelledError, NotFoundError, StoreError, UsageError
from reader.model.kept import ArticleRecord
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.atomic import sync_file
from reader.store.care import backup
from reader.store.care.archive import Archive
from reader.store.care.backup import BackedUp, back_up
from reader.store.places import LibraryPlaces

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def make(places: LibraryPlaces, target: Path, step: Callable[[int, int], None] = lambda done, total: None) -> BackedUp:
    return back_up(places, target, clock=lambda: NOON, step_of=lambda label: step)


def travelling(places: LibraryPlaces) -> dict[str, bytes]:
    return {
        path.relative_to(places.folder).as_posix(): path.read_bytes()
        for path in places.folder.rglob("*")
        if path.is_file()
    }


def test_a_backup_holds_every_file_that_travels_and_says_so(library: LibraryPlaces, tmp_path: Path) -> None:
    made = make(library, tmp_path / "ferry.zip")
    expected = travelling(library)
    with zipfile.ZipFile(made.path) as opened:
        assert opened.testzip() is None
        manifest = json.loads(opened.read("manifest.json"))
        assert {name: opened.read(name) for name in opened.namelist() if name != "manifest.json"} == expected
    assert {(name, size, digest) for name, size, digest in manifest["entries"]} == {
        (name, len(data), hashlib.sha256(data).hexdigest()) for name, data in expected.items()
    }
    assert (manifest["made"], manifest["device"], manifest["files"]) == (
        "2026-01-02T12:00:00.000+00:00",
        library.device,
        len(expected),
    )
    assert (made.manifest.files, made.damaged, made.left_out, made.strangers) == (len(expected), (), (), 0)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["ferry.zip"]


def test_what_is_compressed_already_is_stored_and_texts_are_deflated(library: LibraryPlaces, tmp_path: Path) -> None:
    with zipfile.ZipFile(make(library, tmp_path / "b.zip").path) as opened:
        for info in opened.infolist():
            is_packed = info.filename.endswith((".zst", ".png"))
            assert info.compress_type == (zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED)


def test_an_annotation_never_refers_to_a_version_that_is_not_in_the_backup(
    library: LibraryPlaces,
    article_id: str,
    article: Article,
    make_annotation: Callable[..., Annotation],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another window keeps a new version and marks it at every moment of the backup."""
    articles, annotations = ArticleStore(library), AnnotationStore(library)
    taken: list[str] = []
    read = backup._content

    def with_another_window(path: Path) -> tuple[bytes, float]:
        number = len(taken)
        taken.append(path.name)
        block = Paragraph(text=f"Text number {number}.")
        fresh = replace(article, blocks=(*article.blocks, block))
        record = articles.save(ArticleRecord(id=article_id, title="The ferry", added=NOON), fresh)
        marked = make_annotation(f"on {number}")
        annotations.save(replace(marked, version_id=record.version_id))
        return read(path)

    monkeypatch.setattr(backup, "_content", with_another_window)
    made = make(library, tmp_path / "b.zip")
    assert len(taken) > 8
    with Archive(made.path) as opened:
        names = set(opened.names())
        documents = json.loads(opened.read(f"annotations/{article_id}.json"))["annotations"].values()
        version_ids = {document["version"] for document in documents} - {"fedcba9876543210"}
        assert version_ids
        assert {f"articles/{article_id}/versions/{version_id}.json" for version_id in version_ids} <= names
        record = json.loads(opened.read(f"articles/{article_id}/record.json"))["body"]
        assert {f"articles/{article_id}/versions/{version['id']}.json" for version in record["versions"]} <= names


@pytest.mark.parametrize("place", ["articles/b.zip", "b.zip", "../local/b.zip"])
def test_no_backup_is_written_into_the_library(library: LibraryPlaces, place: str) -> None:
    before = travelling(library)
    with pytest.raises(UsageError, match="library's own folder"):
        make(library, library.folder / place)
    assert travelling(library) == before


def test_nor_through_a_link(library: LibraryPlaces, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(library.folder)
    with pytest.raises(UsageError, match="library's own folder"):
        make(library, tmp_path / "way" / "b.zip")


def test_what_is_no_backup_is_not_written_over(library: LibraryPlaces, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.zip"
    thesis.write_bytes(b"ten years of work")
    with pytest.raises(UsageError, match="is no backup"):
        make(library, thesis)
    assert thesis.read_bytes() == b"ten years of work"
    with pytest.raises(UsageError, match="is a folder"):
        make(library, tmp_path)
    with pytest.raises(UsageError, match="no folder"):
        make(library, tmp_path / "not" / "there.zip")


def test_an_empty_library_takes_the_place_of_no_backup(library: LibraryPlaces, tmp_path: Path) -> None:
    good = make(library, tmp_path / "b.zip").path.read_bytes()
    empty = LibraryPlaces(tmp_path / "mistyped", tmp_path / "mistyped-local")
    with pytest.raises(NotFoundError, match="nothing in the library"):
        make(empty, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == good


def test_whatever_stops_a_backup_the_one_before_is_still_there(
    library: LibraryPlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.zip"
    good = make(library, target).path.read_bytes()

    def cancel_at(wanted: int) -> Callable[[int, int], None]:
        calls = iter(range(1_000))

        def step(done: int, total: int) -> None:
            if next(calls) == wanted:
                raise CancelledError("Stopped")

        return step

    for wanted in range(0, 2 * len(travelling(library)), 3):
        with pytest.raises(CancelledError):
            make(library, target, cancel_at(wanted))
        assert target.read_bytes() == good
        assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.store.care.archive.sync_file", full)
    with pytest.raises(StoreError, match="No space left"):
        make(library, target)
    assert target.read_bytes() == good


def test_a_backup_that_cannot_be_read_back_is_not_called_done(
    library: LibraryPlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sync_with_a_bad_sector(descriptor: int) -> None:
        os.pwrite(descriptor, b"\0\0\0\0", 400)
        sync_file(descriptor)

    monkeypatch.setattr("reader.store.care.archive.sync_file", sync_with_a_bad_sector)
    with pytest.raises(StoreError, match="damaged"):
        make(library, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_damaged_files_come_along_and_are_named(library: LibraryPlaces, article_id: str, tmp_path: Path) -> None:
    (picture, *_) = library.images_folder(article_id).glob("*.png")
    broken = (library.annotations_file(article_id), library.state_file(article_id), picture)
    for path in broken:
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    made = make(library, tmp_path / "b.zip")
    assert sorted(made.damaged) == sorted(library.name_of(path) for path in broken)
    with Archive(made.path) as opened:
        assert opened.read(made.damaged[0]).endswith(b"!")


def test_what_is_none_of_a_librarys_stays_out_and_is_counted(
    library: LibraryPlaces, article_id: str, tmp_path: Path
) -> None:
    (library.annotations / ".syncthing.x.json.1-aaaaaa.tmp").write_bytes(b"part")
    (library.annotations / "Thumbs.db").write_bytes(b"?")
    (library.folder / ".stfolder").mkdir()
    copy = library.annotations / f"{article_id}.sync-conflict-20260102-030405-ABCDEFG.json"
    copy.write_bytes(library.annotations_file(article_id).read_bytes())
    for odd in (
        f"{article_id} (conflicted copy a\\b).json",
        os.fsdecode(b"%s (conflict \xff).json" % article_id.encode()),
    ):
        (library.annotations / odd).write_bytes(b"{}")  # names that no archive can carry everywhere
    made = make(library, tmp_path / "b.zip")
    assert made.strangers == 3
    with Archive(made.path) as opened:
        names = list(opened.names())
    assert f"annotations/{copy.name}" in names
    assert not [name for name in names if "Thumbs" in name or ".tmp" in name]


def test_a_file_that_is_gone_meanwhile_stops_nothing(
    library: LibraryPlaces, article_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = backup._content

    def gone(path: Path) -> tuple[bytes, float]:
        if path == library.position_file(article_id):
            path.unlink()
        return read(path)

    monkeypatch.setattr(backup, "_content", gone)
    made = make(library, tmp_path / "b.zip")
    assert made.manifest.files == len(travelling(library))
