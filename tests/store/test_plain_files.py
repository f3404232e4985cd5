"""A library's folder is written by others, too: what is no plain file there is told, and nobody waits for it."""

import os
from pathlib import Path

import pytest

from reader.model.errors import StoreError
from reader.store.annotations import AnnotationStore
from reader.store.care.doctor_settings import unused_settings
from reader.store.places import LibraryPlaces
from reader.store.plain_files import MAX_FILE_BYTES, open_plain, read_plain, read_plain_text
from reader.store.settings import load_library_settings
from reader.store.state import StateStore


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "library.toml"
    path.write_bytes(b"one\r\ntwo\rthree \xff")
    assert read_plain(path) == b"one\r\ntwo\rthree \xff"
    assert read_plain_text(path, "replace") == "one\ntwo\nthree \ufffd"
    with pytest.raises(UnicodeDecodeError):
        read_plain_text(path)


def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe, folder, link = tmp_path / "pipe", tmp_path / "folder", tmp_path / "link"
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to("/dev/zero")
    for path, message in ((pipe, "no plain file"), (folder, "a folder"), (link, "no plain file")):
        with pytest.raises(OSError, match=message):
            open_plain(path)
    with pytest.raises(FileNotFoundError):
        read_plain(tmp_path / "nothing")


def test_the_null_device_is_an_empty_file_where_that_is_said(tmp_path: Path) -> None:
    null, other = tmp_path / "null", tmp_path / "other"
    null.symlink_to(os.devnull)
    other.symlink_to("/dev/zero")
    assert read_plain(null, may_be_null=True) == b""
    for path, may_be_null in ((null, False), (other, True)):
        with pytest.raises(OSError, match="no plain file"):
            read_plain(path, may_be_null=may_be_null)


def test_a_file_without_measure_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)  # a hole: nothing of it is on the disk
    with pytest.raises(OSError, match="larger than 256 MB"):
        read_plain(path)


def test_pipes_in_a_library_are_told(places: LibraryPlaces, article_id: str) -> None:
    for path in (places.settings_file, places.annotations_file(article_id), places.state_file(article_id)):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
    for read in (
        lambda: load_library_settings(places),
        lambda: AnnotationStore(places).load(article_id),
        lambda: StateStore(places).load(article_id),
    ):
        with pytest.raises(StoreError, match="no plain file"):
            read()
    assert unused_settings(places) == ()
