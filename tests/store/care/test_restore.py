"""A backup comes back whole into an empty library, and into one with content as another machine's would; or not at all."""

import hashlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.model.annotation import Annotation, Colour
from reader.model.article import Article
from reader.model.blocks import Paragraph
from reader.model.errors import CancelledError, StoreError
from reader.model.kept import ArticleRecord
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.care.archive import Archive
from reader.store.care.backup import back_up
from reader.store.care.doctor import examine_library
from reader.store.care.purging import Purging, purged_mark
from reader.store.care.restore import Restored, restore
from reader.store.care.trash import AnnotationTrash
from reader.store.places import LibraryPlaces
from reader.store.settings import load_library_settings
from reader.store.settings_merge import sweep_settings
from reader.store.state import StateStore

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
Make = Callable[..., Annotation]


def later() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)


@pytest.fixture
def backup(library: LibraryPlaces, tmp_path: Path) -> Path:
    return back_up(library, tmp_path / "b.zip", clock=lambda: NOON, step_of=lambda label: lambda done, total: None).path


@pytest.fixture
def empty(tmp_path: Path) -> LibraryPlaces:
    return LibraryPlaces(tmp_path / "new" / "library", tmp_path / "new" / "local")


def bring(places: LibraryPlaces, path: Path, *, bring_back: bool = False, is_dry_run: bool = False) -> Restored:
    return restore(
        places,
        path,
        bring_back=bring_back,
        is_dry_run=is_dry_run,
        clock=later,
        step_of=lambda label: lambda done, total: None,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def notes(places: LibraryPlaces, article_id: str) -> list[str]:
    return [annotation.note for annotation in AnnotationStore(places).load(article_id)]


def test_into_an_empty_library_every_file_comes_back_as_it_was(
    library: LibraryPlaces, backup: Path, empty: LibraryPlaces
) -> None:
    restored = bring(empty, backup)
    assert files_of(empty.folder) == files_of(library.folder)
    assert (restored.articles, restored.annotations, restored.failures) == (1, 2, [])
    assert examine_library(empty).findings == ()
    assert {note.part.value for note in empty.changes.take()} >= {"article", "annotations", "state", "settings"}


def test_into_the_same_library_nothing_is_written(library: LibraryPlaces, backup: Path) -> None:
    before = files_of(library.folder)
    restored = bring(library, backup)
    assert files_of(library.folder) == before
    assert (restored.files, restored.articles, restored.annotations, restored.changed) == (0, 0, 0, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(backup: Path, empty: LibraryPlaces) -> None:
    said = bring(empty, backup, is_dry_run=True)
    assert not empty.folder.exists()
    assert said == bring(empty, backup)


def test_what_was_written_here_since_stays_and_what_is_missing_comes_back(
    library: LibraryPlaces, backup: Path, article_id: str, article: Article, make_annotation: Make
) -> None:
    annotations, articles, states = AnnotationStore(library), ArticleStore(library), StateStore(library)
    first, second = annotations.load(article_id)
    annotations.save(replace(first, note="rewritten since"))
    annotations.save(make_annotation("new since", annotation_id=77))
    states.change(article_id, is_starred=False, add_tags=("since",))
    fresh = replace(article, blocks=(*article.blocks, Paragraph(text="A text of later.")))
    articles.save(ArticleRecord(id=article_id, title="The ferry", added=NOON), fresh)
    library.position_file(article_id).unlink()
    old_version = articles.record(article_id).versions[0].id
    library.version_file(article_id, old_version).unlink()
    bring(library, backup)
    assert notes(library, article_id) == ["rewritten since", second.note, "new since"]
    state = states.load(article_id)
    assert (state.is_starred, state.tags, state.position) == (False, ("since",), 4)
    assert articles.load(article_id) == fresh
    assert articles.load(article_id, old_version) == article


def test_two_machines_come_together_as_if_they_were_synchronised(
    library: LibraryPlaces, backup: Path, article_id: str, make_annotation: Make, tmp_path: Path
) -> None:
    other = LibraryPlaces(tmp_path / "other" / "library", tmp_path / "other" / "local")
    shutil.copytree(library.folder, other.folder)
    theirs = AnnotationStore(other)
    (first, _) = theirs.load(article_id)
    theirs.save(replace(first, note="written there"))
    theirs.save(make_annotation("only there", annotation_id=88))
    AnnotationStore(library).save(replace(first, note="written here"))
    path = back_up(
        other, tmp_path / "there.zip", clock=lambda: NOON, step_of=lambda label: lambda done, total: None
    ).path
    restored = bring(library, path)
    assert (restored.annotations, restored.changed, restored.removed) == (1, 1, 0)
    found = AnnotationStore(library).load(article_id)
    assert {found[0].note, *found[0].other_notes} == {"written here", "written there"}
    assert found[-1].note == "only there"


def test_what_was_removed_here_stays_removed_is_counted_and_can_be_asked_back(
    library: LibraryPlaces, backup: Path, article_id: str
) -> None:
    annotations = AnnotationStore(library)
    first, second = annotations.load(article_id)
    annotations.remove(article_id, first.id)
    restored = bring(library, backup)
    assert (restored.left_deleted_annotations, restored.annotations) == (1, 0)
    assert notes(library, article_id) == [second.note]
    bring(library, backup, bring_back=True)
    assert AnnotationStore(library).load(article_id) == (first, second)


def test_what_was_purged_here_can_be_asked_back_too(
    library: LibraryPlaces, backup: Path, article_id: str, article: Article
) -> None:
    before = AnnotationStore(library).load(article_id)
    StateStore(library).change(article_id, is_trashed=True)
    Purging(library).article(article_id, title="The ferry", url="")
    restored = bring(library, backup)
    assert (restored.left_deleted_articles, restored.left_deleted_annotations) == (1, 2)
    assert not library.article_folder(article_id).exists()
    assert notes(library, article_id) == []
    assert StateStore(library).load(article_id).is_trashed
    bring(library, backup, bring_back=True)
    assert ArticleStore(library).load(article_id) == article
    assert AnnotationStore(library).load(article_id) == before
    assert not StateStore(library).load(article_id).is_trashed
    assert purged_mark(library, article_id) is None
    assert AnnotationTrash(library).of_article(article_id) == ()


def test_an_article_put_into_the_trash_since_stays_there_unless_it_is_asked_back(
    library: LibraryPlaces, backup: Path, article_id: str
) -> None:
    states = StateStore(library)
    states.change(article_id, is_trashed=True)
    assert bring(library, backup).left_deleted_articles == 1
    assert states.load(article_id).is_trashed
    bring(library, backup, bring_back=True)
    assert not states.load(article_id).is_trashed


def test_a_damaged_file_here_is_replaced_by_what_the_backup_has_and_kept_aside(
    library: LibraryPlaces, backup: Path, article_id: str
) -> None:
    good = files_of(library.folder)
    harmed = [
        next(library.images_folder(article_id).glob("*.png")),
        next(library.raw_folder(article_id).glob("*.zst")),
        next(library.version_file(article_id, "x").parent.glob("*.json")),
        library.annotations_file(article_id),
    ]
    for path in harmed:
        path.write_bytes(b"")
    shutil.rmtree(library.previous)
    bring(library, backup)
    assert examine_library(library).findings == ()
    assert {name: data for name, data in files_of(library.folder).items() if ".toml" not in name}.keys() <= good.keys()
    assert len(list(library.damaged.iterdir())) == len(harmed)


def test_settings_that_differ_are_left_beside_to_be_merged(library: LibraryPlaces, backup: Path) -> None:
    library.settings_file.write_text('[colours]\ngreen = "mine"\n')
    bring(library, backup)
    assert library.settings_file.read_text() == '[colours]\ngreen = "mine"\n'
    (beside,) = library.folder.glob("library.sync-conflict-*.toml")
    assert "true" in beside.read_text()


def test_settings_and_a_copy_of_them_are_both_brought(
    library: LibraryPlaces, tmp_path: Path, empty: LibraryPlaces
) -> None:
    (library.folder / "library.sync-conflict-20260101-030405-ABCDEFG.toml").write_text('[colours]\npink = "other"\n')
    path = back_up(library, tmp_path / "c.zip", clock=lambda: NOON, step_of=lambda label: lambda done, total: None).path
    empty.folder.mkdir(parents=True)
    empty.settings_file.write_text('[colours]\ngreen = "mine"\n')
    restore(empty, path, bring_back=False, is_dry_run=False, clock=lambda: NOON, step_of=lambda label: lambda *_: None)
    sweep_settings(empty)
    assert load_library_settings(empty).colours.keys() >= {Colour.GREEN, Colour.PINK}
    assert [path.name for path in empty.folder.glob("*.toml")] == ["library.toml"]
    assert "written elsewhere" in empty.settings_file.read_text()


def test_what_another_window_is_writing_first_is_not_written_over(
    backup: Path, empty: LibraryPlaces, article_id: str, make_annotation: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = LibraryPlaces(empty.folder, empty.local)
    hold = empty.locks.hold

    def hold_after_window(name: str) -> AbstractContextManager[None]:
        if name == empty.locks.of_article("annotations", article_id):
            AnnotationStore(window).save(make_annotation("here first"))
        return hold(name)

    monkeypatch.setattr(empty.locks, "hold", hold_after_window)
    bring(empty, backup)
    assert "here first" in notes(empty, article_id)


@pytest.mark.parametrize("at", range(0, 24, 4))
def test_restoring_again_goes_on_where_it_was_stopped(
    library: LibraryPlaces, backup: Path, empty: LibraryPlaces, at: int
) -> None:
    calls = iter(range(1_000))

    def step(done: int, total: int) -> None:
        if next(calls) == at:
            raise CancelledError("Stopped")

    with pytest.raises(CancelledError):
        restore(empty, backup, bring_back=False, is_dry_run=False, clock=later, step_of=lambda label: step)
    findings = [finding.what for finding in examine_library(empty).findings]
    assert all("missing beside its versions" in what for what in findings)
    bring(empty, backup)
    assert files_of(empty.folder) == files_of(library.folder)


# What is refused, with nothing done.


def refused(empty: LibraryPlaces, path: Path) -> str:
    with pytest.raises(StoreError) as raised:
        bring(empty, path)
    assert not empty.folder.exists()
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_whatever_byte_is_turned_or_cut_nothing_is_taken(backup: Path, empty: LibraryPlaces, tmp_path: Path) -> None:
    good = backup.read_bytes()
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(backup) as opened:
        starts = [info.header_offset + 30 + len(info.filename) for info in opened.infolist()]
    for place in starts:
        bad.write_bytes(good[: place + 1] + bytes([good[place + 1] ^ 8]) + good[place + 2 :])
        assert "damaged" in refused(empty, bad) or "whole" in refused(empty, bad)
    for length in range(0, len(good), len(good) // 17):
        bad.write_bytes(good[:length])
        refused(empty, bad)


def rewritten(backup: Path, path: Path, change: Callable[[list[tuple[zipfile.ZipInfo, bytes]]], None]) -> Path:
    """Write the archive anew after `change`, with a manifest that vouches for all of it: what a forger would do."""
    with zipfile.ZipFile(backup) as opened:
        files = [(info, opened.read(info)) for info in opened.infolist()]
    manifest, text = files.pop()
    change(files)
    head = json.loads(text)
    entries = [
        json.dumps([info.filename, len(data), hashlib.sha256(data).hexdigest()], ensure_ascii=False)
        for info, data in files
    ]
    del head["entries"]
    lines = json.dumps(head)[:-1] + ', "entries": [\n' + ",\n".join(entries) + "\n]}\n"
    with zipfile.ZipFile(path, "w") as made:
        for info, data in (*files, (manifest, lines.encode())):
            made.writestr(info, data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../outside.json",
        "state/../../outside.json",
        "/etc/outside",
        "C:/outside",
        "state\\..\\outside.json",
        "state/a\nb.json",
        ".hidden",
        "a/b/c/d/e",
        "",
    ],
)
def test_a_name_that_leads_out_is_refused(backup: Path, empty: LibraryPlaces, tmp_path: Path, name: str) -> None:
    def add(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        files.append((zipfile.ZipInfo("x"), b"x"))
        files[-1][0].filename = name

    assert "trusted" in refused(empty, rewritten(backup, tmp_path / "bad.zip", add))
    assert not list(tmp_path.rglob("outside*"))


def test_what_is_no_file_is_refused_at_once(empty: LibraryPlaces, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        assert refused(empty, path) == f"{path} cannot be read: it is no plain file"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_links_duplicates_and_other_methods_are_refused(backup: Path, empty: LibraryPlaces, tmp_path: Path) -> None:
    def link(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        files[0][0].external_attr = (stat.S_IFLNK | 0o777) << 16

    def twice(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        files.append(files[0])

    def method(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        files[0][0].compress_type = zipfile.ZIP_LZMA

    for change, word in ((link, "no plain file"), (twice, "one name"), (method, "other means")):
        assert word in refused(empty, rewritten(backup, tmp_path / "bad.zip", change))


def test_an_archive_that_claims_too_much_is_refused_before_it_is_unpacked(
    backup: Path, empty: LibraryPlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bomb(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        info = zipfile.ZipInfo("articles/0123456789abcdef/images/a.svg")
        info.compress_type = zipfile.ZIP_DEFLATED
        files.append((info, bytes(20_000_000)))

    path = rewritten(backup, tmp_path / "bomb.zip", bomb)
    assert path.stat().st_size < 200_000
    monkeypatch.setattr("reader.store.care.archive.RATIO_FREE_BYTES", 1_000_000)
    monkeypatch.setattr(Archive, "_content", lambda archive, info: pytest.fail("unpacked"))
    assert "claim to hold" in refused(empty, path)


def test_a_size_that_lies_is_refused_and_no_more_than_it_says_is_unpacked(
    backup: Path, empty: LibraryPlaces, tmp_path: Path
) -> None:
    raw = backup.read_bytes()
    with zipfile.ZipFile(backup) as opened:
        info = opened.infolist()[1]
    size = info.file_size.to_bytes(4, "little")
    place = raw.rindex(size, 0, raw.rindex(info.filename.encode()))
    bad = tmp_path / "bad.zip"
    bad.write_bytes(raw[:place] + (5).to_bytes(4, "little") + raw[place + 4 :])
    refused(empty, bad)


def test_a_newer_backup_another_zip_and_a_missing_file_get_one_clear_line(
    backup: Path, empty: LibraryPlaces, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(backup) as opened, zipfile.ZipFile(newer, "w") as made:
        for info in opened.infolist():
            data = opened.read(info)
            made.writestr(info, data.replace(b'"pressmark_backup": 1', b'"pressmark_backup": 9'))
    assert "newer Pressmark" in refused(empty, newer)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as made:
        made.writestr("hello.txt", "hello")
    assert "is no backup" in refused(empty, tmp_path / "other.zip")
    with zipfile.ZipFile(tmp_path / "nothing.zip", "w"):
        pass
    assert "is no backup" in refused(empty, tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_bytes(b"no zip at all")
    assert "no whole zip" in refused(empty, tmp_path / "text.zip")
    assert "cannot be read" in refused(empty, tmp_path / "not-there.zip")


def test_a_manifest_that_does_not_fit_is_refused(backup: Path, empty: LibraryPlaces, tmp_path: Path) -> None:
    for old, new in ((b'["', b'["x'), (b"\n]}", b'\n,["state/y.json", 1, ""]]}'), (b'"schema": 1', b'"schema": "one"')):
        bad = tmp_path / "bad.zip"
        with zipfile.ZipFile(backup) as opened, zipfile.ZipFile(bad, "w") as made:
            for info in opened.infolist():
                data = opened.read(info)
                made.writestr(info, data.replace(old, new) if info.filename == "manifest.json" else data)
        assert "manifest.json" in refused(empty, bad)


def test_no_room_is_told_before_anything_is_written(
    backup: Path, empty: LibraryPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 90, 10))
    assert "nothing was changed" in refused(empty, backup)


def test_files_of_no_known_kind_are_passed_over(backup: Path, empty: LibraryPlaces, tmp_path: Path) -> None:
    def add(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        files.append((zipfile.ZipInfo("state/readme.txt"), b"x"))

    restored = bring(empty, rewritten(backup, tmp_path / "more.zip", add))
    assert restored.strangers == 1
    assert not (empty.states / "readme.txt").exists()


def test_one_file_that_makes_no_sense_stops_no_other(
    library: LibraryPlaces, backup: Path, article_id: str, tmp_path: Path
) -> None:
    from reader.store.sealed import seal

    def forge(files: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        for number, (info, _) in enumerate(files):
            if info.filename.endswith("record.json"):
                files[number] = (info, seal({"added": 3, "versions": [{"id": 1}]}, 1))

    path = rewritten(backup, tmp_path / "odd.zip", forge)
    library.position_file(article_id).unlink()
    restored = bring(library, path)
    assert [failure.partition(":")[0] for failure in restored.failures] == [f"articles/{article_id}/record.json"]
    assert StateStore(library).load(article_id).position == 4


def test_an_archive_can_be_read_from_a_stick_that_cannot_be_written(backup: Path, empty: LibraryPlaces) -> None:
    backup.chmod(0o400)
    assert bring(empty, backup).articles == 1
