"""Where things are, and that nothing is made before it is needed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.model.annotation import Annotation
from reader.model.errors import StoreError
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.places import LibraryPlaces, LocalPlaces
from reader.store.recent import RecentArticles
from reader.store.settings import load_library_settings
from reader.store.state import StateStore
from reader.store.undo import UndoLog


def test_reading_an_empty_library_makes_nothing(places: LibraryPlaces, tmp_path: Path, article_id: str) -> None:
    assert not ArticleStore(places).has(article_id)
    assert list(ArticleStore(places).records()) == []
    assert ArticleStore(places).resolve_prefix("01") == ()
    assert ArticleStore(places).alias("https://example.org") is None
    assert AnnotationStore(places).load(article_id) == ()
    assert list(AnnotationStore(places).ids()) == []
    assert not StateStore(places).load(article_id).is_read
    assert RecentArticles(places).last_list() == ()
    assert load_library_settings(places).colours == {}
    assert not ArticleStore(places).image_path(article_id, "https://example.org/a.png")
    assert list(tmp_path.iterdir()) == []


def test_undo_of_nothing_leaves_the_library_alone(places: LibraryPlaces) -> None:
    assert UndoLog(places).undo(lambda step: None) is None
    assert not places.folder.exists()


@pytest.mark.parametrize("name", ["..", "../x", "a/b", "", "a.b", "x" * 65, "a\n"])
def test_what_is_no_id_never_becomes_a_path(places: LibraryPlaces, name: str) -> None:
    for path in (
        places.annotations_file,
        places.article_folder,
        places.state_file,
        places.position_file,
        places.alias_file,
    ):
        with pytest.raises(StoreError, match="no name"):
            path(name)


def test_device_is_made_once_and_shared_by_all_libraries_of_a_machine(tmp_path: Path) -> None:
    local = LocalPlaces(state=tmp_path / "state")
    first = local.library(tmp_path / "one").device
    assert len(first) == 8
    assert local.library(tmp_path / "two").device == first
    assert (tmp_path / "state" / "device").read_text().split()[0] == first


@pytest.mark.parametrize("content", [b"", b"\0" * 9, b"not a name\n", b"\xff\xfe"])
def test_an_unreadable_device_name_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "device").write_bytes(content)
    places = LibraryPlaces(tmp_path / "library", tmp_path / "local", tmp_path / "device")
    assert len(places.device) == 8
    assert LibraryPlaces(tmp_path / "library", tmp_path / "local", tmp_path / "device").device == places.device


def test_a_library_has_one_local_folder_however_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "library")
    local = LocalPlaces(state=tmp_path / "state")
    assert local.library(tmp_path / "link").local == local.library(tmp_path / "library").local
    assert local.library(tmp_path / "other").local != local.library(tmp_path / "library").local


def test_all_files_and_folders_are_for_their_owner_alone(
    places: LibraryPlaces, tmp_path: Path, article_id: str, make_annotation: Callable[..., Annotation]
) -> None:
    AnnotationStore(places).save(make_annotation("secret"))
    AnnotationStore(places).save(make_annotation("secret too"))
    StateStore(places).change(article_id, is_read=True, position=7)
    UndoLog(places).push({"label": "x", "undo": [], "redo": []})
    RecentArticles(places).remember_article(article_id)
    for path in tmp_path.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
