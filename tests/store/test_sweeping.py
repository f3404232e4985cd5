"""Copies of every kind of file are merged and go; what is no copy of ours, or cannot be read, stays."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.kept import ArticleRecord
from reader.model.page import Page, PageForm, PageOrigin
from reader.store import storage
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.atomic import write_durably
from reader.store.places import LibraryPlaces, LocalPlaces
from reader.store.recovery import read_recovering
from reader.store.sealed import seal
from reader.store.state import StateStore

PICTURE = b"\x89PNG a picture"


@pytest.fixture
def articles(places: LibraryPlaces, article: Article, article_id: str) -> ArticleStore:
    store = ArticleStore(places)
    page = Page(content=b"<p>x", form=PageForm.HTML, origin=PageOrigin.URL, url="https://example.org/x")
    store.save(ArticleRecord(id=article_id, title="x", added=utc_now()), article, [page])
    store.save_image(article_id, "https://example.org/a.png", PICTURE, "image/png")
    store.add_alias("https://example.org/also", article_id)
    StateStore(places).change(article_id, is_read=True, position=3)
    return store


def copy_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.sync-conflict-20260102-120000-ABCDEFG{path.suffix}")


def files_of(places: LibraryPlaces) -> set[Path]:
    return {path for path in places.folder.rglob("*") if path.is_file()}


def test_a_copy_of_every_file_goes_and_brings_back_one_that_is_gone(
    articles: ArticleStore, places: LibraryPlaces, article_id: str
) -> None:
    before = {path: path.read_bytes() for path in files_of(places)}
    assert len(before) == 9
    for is_gone in (False, True):
        for path in before:
            shutil.copy(path, copy_of(path))
            if is_gone:
                path.unlink()
        assert articles.sweep() + StateStore(places).sweep() == len(before)
        assert {path: path.read_bytes() for path in files_of(places)} == before
    assert not places.problems
    assert len(articles.snapshots(article_id)) == 1


def test_what_is_no_copy_of_ours_stays_and_is_told(
    articles: ArticleStore, places: LibraryPlaces, article_id: str
) -> None:
    strangers = {
        copy_of(places.state_file(article_id)): seal({"shopping": "milk"}, 1),
        copy_of(places.record_file(article_id)): b"not even JSON",
        copy_of(articles.image_path(article_id, "https://example.org/a.png") or Path()): b"another picture",
        copy_of(places.annotations_file(article_id)): b'{"lists": {"1": {"milk": 2}}}',
    }
    for path, data in strangers.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    picture = articles.image_path(article_id, "https://example.org/a.png")
    assert picture is not None
    picture.write_bytes(b"damaged")
    assert articles.sweep() + StateStore(places).sweep() + AnnotationStore(places).sweep() == 0
    assert {path: path.read_bytes() for path in strangers} == strangers
    assert sum("left alone" in line for line in places.problems) == len(strangers)


def test_a_copy_that_holds_something_else_than_the_whole_picture_is_kept_aside(
    articles: ArticleStore, places: LibraryPlaces, article_id: str
) -> None:
    picture = articles.image_path(article_id, "https://example.org/a.png")
    assert picture is not None
    copy = copy_of(picture)
    copy.write_bytes(b"another picture")
    assert articles.sweep() == 1
    assert not copy.exists()
    assert [kept.read_bytes() for kept in places.damaged.iterdir()] == [b"another picture"]


def test_a_copy_that_was_cut_to_nothing_goes(articles: ArticleStore, places: LibraryPlaces, article_id: str) -> None:
    copy = copy_of(places.record_file(article_id))
    for data in (b"", b"\0" * 4096):
        copy.write_bytes(data)
        assert articles.sweep() == 1
        assert not copy.exists()


def test_where_nothing_is_to_be_merged_names_are_read_once(
    articles: ArticleStore, places: LibraryPlaces, article_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    for name in ("listdir", "scandir"):
        look = getattr(os, name)

        def counting(folder: Path, look: Callable[[Path], object] = look) -> object:
            looked.append(places.name_of(Path(folder)))
            return look(folder)

        monkeypatch.setattr(os, name, counting)
    assert articles.sweep() == 0
    inside = [name for name in looked if article_id in name]
    assert sorted(inside) == [f"articles/{article_id}{inner}" for inner in ("", "/images", "/raw", "/versions")]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("is_union", [False, True])
def test_both_sides_of_a_git_merge_in_a_sealed_file(places: LibraryPlaces, line_end: bytes, is_union: bool) -> None:
    path = places.states / "0123456789abcdef.json"
    ours, theirs = ({"fields": {name: {"value": True, "at": "1", "by": name}}} for name in ("is_read", "is_starred"))
    ends = [seal(body, 1).splitlines(keepends=True) for body in (ours, theirs)]
    marks = (b"", b"", b"") if is_union else (b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> x\n")
    text = b"".join([marks[0], *ends[0][:2], marks[1], *ends[1][:2], marks[2], ends[0][2]])
    write_durably(path, text.replace(b"\n", line_end))
    found = read_recovering(places, path)
    assert found is not None
    assert found.body["fields"].keys() == {"is_read", "is_starred"}
    assert (found.is_merged, found.is_damaged) == (not is_union, is_union)
    StateStore(places).mend("0123456789abcdef")
    places.problems.take()
    assert read_recovering(places, path) == (found.body, False, False, (read_recovering(places, path) or found).stamp)
    assert not places.problems


def test_a_file_that_comes_while_we_write_is_merged_and_not_written_over(
    places: LibraryPlaces,
    article_id: str,
    make_annotation: Callable[..., Annotation],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = AnnotationStore(places)
    shared = make_annotation("shared")
    store.save(shared)
    shutil.copytree(places.folder, tmp_path / "second" / "library")
    second = LibraryPlaces(tmp_path / "second" / "library", tmp_path / "second" / "local")
    AnnotationStore(second).save(make_annotation("from there"))
    real = write_durably
    came: list[Path] = []

    def write_after_the_other(path: Path, data: bytes, **options: object) -> None:
        if path == places.annotations_file(article_id) and not came:
            came.append(path)
            shutil.copy(second.annotations_file(article_id), tmp_path / "incoming")
            (tmp_path / "incoming").replace(path)
        real(path, data, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(storage, "write_durably", write_after_the_other)
    store.save(replace(shared, note="edited here"))
    assert came
    assert [one.note for one in store.load(article_id)] == ["edited here", "from there"]


def test_a_copied_home_folder_is_another_machine(tmp_path: Path) -> None:
    first = LocalPlaces(state=tmp_path / "home").library(tmp_path / "one").device
    shutil.copytree(tmp_path / "home", tmp_path / "copied home")
    second = LocalPlaces(state=tmp_path / "copied home").library(tmp_path / "one").device
    assert first != second
    assert LocalPlaces(state=tmp_path / "home").library(tmp_path / "one").device == first
    assert LocalPlaces(state=tmp_path / "copied home").library(tmp_path / "one").device == second


def test_who_has_lost_own_changes_goes_on_under_another_name(
    places: LibraryPlaces, article_id: str, make_annotation: Callable[..., Annotation], tmp_path: Path
) -> None:
    store = AnnotationStore(places)
    annotation = make_annotation("first")
    store.save(annotation)
    store.save(replace(annotation, note="second"))
    before = places.device
    newest = places.annotations_file(article_id).read_bytes()
    places.annotations_file(article_id).write_bytes(
        b""
    )  # the generation before is used, which knows nothing of the second
    store.save(replace(annotation, note="third"))
    assert places.device != before
    copy_of(places.annotations_file(article_id)).write_bytes(newest)  # another machine had it
    store.sweep()
    (found,) = store.load(article_id)
    assert {found.note, *found.other_notes} == {"third", "second"}
