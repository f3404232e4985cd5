"""The doctor says who else may read what is here, and closes it."""

import os
from pathlib import Path

import pytest

from reader.store.care.doctor import examine_library
from reader.store.places import LibraryPlaces


def modes(folder: Path) -> set[int]:
    return {path.lstat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if not path.is_symlink()}


def test_an_open_folder_is_told_and_closed_with_all_that_is_in_it(library: LibraryPlaces) -> None:
    library.folder.chmod(0o755)
    library.settings_file.touch(0o644)
    (finding,) = examine_library(library).findings
    assert (finding.path, finding.what) == (library.folder, "is open to others on this machine (755)")
    assert library.folder.stat().st_mode & 0o777 == 0o755, "nothing is changed that was not asked for"
    (finding,) = examine_library(library, fix=True).findings
    assert finding.is_mended
    assert modes(library.folder) <= {0o700, 0o600}
    assert examine_library(library).findings == ()


def test_what_a_synchronising_program_brought_is_noted_where_nobody_reaches_it(library: LibraryPlaces) -> None:
    library.settings_file.chmod(0o600)
    library.annotations.chmod(0o755)
    for path in library.annotations.iterdir():
        path.chmod(0o664)
    count = 1 + len(list(library.annotations.iterdir()))
    examination = examine_library(library)
    assert examination.findings == ()
    assert [note for note in examination.notes if note.startswith(f"{count} files and folders in {library.folder} ")]
    assert examine_library(library, fix=True).notes == (
        f"{count} files and folders in {library.folder} closed to others",
    )
    assert modes(library.folder) <= {0o700, 0o600}
    assert examine_library(library).notes == ()


def test_links_and_what_is_hidden_stay_as_they_are(library: LibraryPlaces, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").touch(0o644)
    (library.folder / ".git").mkdir()
    for path in (outside, library.folder / ".git"):
        path.chmod(0o755)
    (library.folder / "link").symlink_to(outside)
    library.folder.chmod(0o750)
    examine_library(library, fix=True)
    assert [path.stat().st_mode & 0o777 for path in (library.folder, outside, outside / "mine.txt")] == [
        0o700,
        0o755,
        0o644,
    ]
    assert (library.folder / ".git").stat().st_mode & 0o777 == 0o755


def test_folders_beside_the_library_are_looked_at_too(library: LibraryPlaces, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").touch()
    config.chmod(0o775)
    (config / "config.toml").chmod(0o664)
    findings = examine_library(library, fix=True, private=(config, tmp_path / "is not there")).findings
    assert [(finding.path, finding.is_mended) for finding in findings] == [(config, True)]
    assert modes(config) == {0o700, 0o600}


def test_a_disk_that_knows_no_owners_is_noted(library: LibraryPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    library.folder.chmod(0o755)
    really = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        found = really(descriptor)
        return os.stat_result((found.st_mode | 0o055, *found[1:]))

    monkeypatch.setattr("os.fstat", fstat)
    for fix in (False, True):
        examination = examine_library(library, fix=fix)
        assert examination.findings == ()
        assert [note for note in examination.notes if "knows no owners" in note]
    assert not [path for path in library.folder.iterdir() if path.name.startswith(".")], "nothing is left of the trial"
