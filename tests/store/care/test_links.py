"""A link in a library that others write into may lead to any file of this machine: nothing there is touched, or packed."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.store.care.backup import back_up
from reader.store.care.doctor import examine_library
from reader.store.care.expiry import Expiry, going
from reader.store.care.purging import Purging
from reader.store.care.restore import restore
from reader.store.pictures import drop_pictures
from reader.store.places import LibraryPlaces
from reader.store.sweeping import sweep_article

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of the reader's, with files called as those of a library are."""
    home = tmp_path / "home"
    for name in ("raw", "images", "versions"):
        (home / name).mkdir(parents=True)
        (home / name / "notes.json").write_text("mine")
    for name in ("record.json", "diary.txt", "record.sync-conflict-20260102-120000-ABCDEFG.json", "letter.png"):
        (home / name).write_text("mine")
    (home / "images" / "holiday.png").write_text("mine")
    return home


def content_of(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def as_article(library: LibraryPlaces, article_id: str, home: Path) -> None:
    shutil.rmtree(library.article_folder(article_id))
    library.article_folder(article_id).symlink_to(home)


def as_folder_of_it(library: LibraryPlaces, article_id: str, home: Path) -> None:
    for name in ("raw", "images", "versions"):
        shutil.rmtree(library.article_folder(article_id) / name)
        (library.article_folder(article_id) / name).symlink_to(home)


def as_article_elsewhere(library: LibraryPlaces, article_id: str, home: Path) -> None:
    """The folder of the article lies in the reader's, whole, and a link in its place."""
    shutil.move(library.article_folder(article_id), home / "whole")
    library.article_folder(article_id).symlink_to(home / "whole")


@pytest.mark.parametrize("link", [as_article, as_folder_of_it, as_article_elsewhere])
def test_what_a_link_leads_to_is_left_alone(
    library: LibraryPlaces, article_id: str, home: Path, link: Callable[[LibraryPlaces, str, Path], None]
) -> None:
    link(library, article_id, home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    told = [finding.what for finding in examine_library(library, fix=True).findings]
    assert any("is a link" in what for what in told), told
    sweep_article(library, article_id)
    drop_pictures(library, article_id)
    for _ in Expiry(library, NOON).remove([article_id]):
        pass
    Purging(library).article(article_id, title="The ferry", url="")
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert not library.article_folder(article_id).is_symlink()


def test_what_looks_half_gone_and_is_a_link_is_only_unlinked(
    library: LibraryPlaces, article_id: str, home: Path
) -> None:
    before = content_of(home)
    Expiry(library, NOON).hidden_folder(article_id).symlink_to(home)
    Expiry(library, NOON).finish()
    assert content_of(home) == before
    assert not list(going(library))


def test_backup_holds_nothing_from_outside_and_says_so(
    library: LibraryPlaces, article_id: str, home: Path, tmp_path: Path
) -> None:
    folder = library.article_folder(article_id)
    shutil.rmtree(folder / "images")
    (folder / "images").symlink_to(home / "images")
    (library.annotations / "aaaaaaaaaaaaaaaa.json").symlink_to(home / "record.json")
    kept = library.folder / ".objects"
    shutil.move(folder / "record.json", kept)
    (folder / "record.json").symlink_to(kept)  # as programs do that keep large files apart
    made = back_up(library, tmp_path / "b.zip", clock=lambda: NOON, step_of=lambda label: lambda done, total: None)
    assert [line.partition(":")[0].partition("/")[0] for line in made.left_out] == [
        "annotations",
        "articles",
        "articles",
    ]
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
        assert f"articles/{article_id}/record.json" in names
        assert not any(b"mine" in archive.read(name) for name in names)


def test_nothing_is_restored_to_where_a_link_leads(
    library: LibraryPlaces, article_id: str, home: Path, tmp_path: Path
) -> None:
    back_up(library, tmp_path / "b.zip", clock=lambda: NOON, step_of=lambda label: lambda done, total: None)
    before = content_of(home)
    as_folder_of_it(library, article_id, home)
    restored = restore(
        library,
        tmp_path / "b.zip",
        bring_back=False,
        is_dry_run=False,
        clock=lambda: NOON,
        step_of=lambda label: lambda done, total: None,
    )
    assert content_of(home) == before
    assert len(restored.failures) == 6
    assert all("link in its way" in line for line in restored.failures)


def test_own_folders_of_a_library_may_lie_elsewhere(library: LibraryPlaces, tmp_path: Path) -> None:
    shutil.move(library.articles, tmp_path / "large disk")
    library.articles.symlink_to(tmp_path / "large disk")
    assert examine_library(library).findings == ()
    made = back_up(library, tmp_path / "b.zip", clock=lambda: NOON, step_of=lambda label: lambda done, total: None)
    assert made.left_out == ()
