"""Removed annotations stay in the trash, come back whole, and come back on the other machine too."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from reader.model.annotation import Annotation
from reader.model.errors import NotFoundError
from reader.store.annotations import AnnotationStore
from reader.store.care.trash import AnnotationTrash
from reader.store.places import LibraryPlaces
from reader.store.storage import AnnotationDatabase

Make = Callable[..., Annotation]


@pytest.fixture
def store(places: LibraryPlaces, clock: Callable[[], datetime]) -> AnnotationStore:
    return AnnotationStore(places, clock)


@pytest.fixture
def trash(places: LibraryPlaces, clock: Callable[[], datetime]) -> AnnotationTrash:
    return AnnotationTrash(places, clock)


def test_what_was_removed_is_listed_newest_removal_first_with_its_time(
    store: AnnotationStore, trash: AnnotationTrash, article_id: str, make_annotation: Make
) -> None:
    annotations = [make_annotation(f"note {number}") for number in range(3)]
    for annotation in annotations:
        store.save(annotation)
    assert trash.of_article(article_id) == ()
    assert not trash.may_hold_removed(article_id)
    for annotation in (annotations[1], annotations[0]):
        store.remove(article_id, annotation.id)
    found = trash.of_article(article_id)
    assert [one.annotation for one in found] == [annotations[0], annotations[1]]
    assert found[0].removed > found[1].removed
    assert trash.may_hold_removed(article_id)


def test_an_annotation_comes_back_as_it_was_and_leaves_the_trash(
    store: AnnotationStore, trash: AnnotationTrash, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("渡し船, all of it")
    store.save(annotation)
    AnnotationDatabase(places, article_id).update({"mood": "blue"}, doc_ids=[annotation.id])
    store.remove(article_id, annotation.id)
    assert trash.restore(article_id, annotation.id) == annotation
    assert store.load(article_id) == (annotation,)
    assert trash.of_article(article_id) == ()
    (document,) = AnnotationDatabase(places, article_id).all()
    assert document["mood"] == "blue"


def test_what_is_not_in_the_trash_cannot_come_back(
    store: AnnotationStore, trash: AnnotationTrash, article_id: str, make_annotation: Make
) -> None:
    store.save(annotation := make_annotation("here"))
    for annotation_id in (annotation.id, 999):
        with pytest.raises(NotFoundError, match="in the trash"):
            trash.restore(article_id, annotation_id)
    assert store.load(article_id) == (annotation,)


def test_what_came_back_here_comes_back_where_it_was_removed_too(
    store: AnnotationStore, trash: AnnotationTrash, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    store.save(annotation := make_annotation("to and fro"))
    store.remove(article_id, annotation.id)
    other = LibraryPlaces(places.folder.parent / "second" / "library", places.folder.parent / "second" / "local")
    shutil.copytree(places.folder, other.folder)
    trash.restore(article_id, annotation.id)
    copy = other.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
    shutil.copy(places.annotations_file(article_id), copy)
    there = AnnotationStore(other)
    there.sweep()
    assert there.load(article_id) == (annotation,)
    assert AnnotationTrash(other).of_article(article_id) == ()


def test_it_can_be_edited_and_removed_again_after_it_came_back(
    store: AnnotationStore, trash: AnnotationTrash, article_id: str, make_annotation: Make
) -> None:
    store.save(annotation := make_annotation("first"))
    store.remove(article_id, annotation.id)
    trash.restore(article_id, annotation.id)
    store.save(edited := replace(annotation, note="second"))
    store.remove(article_id, annotation.id)
    assert [one.annotation.note for one in trash.of_article(article_id)] == ["second"]
    assert trash.restore(article_id, annotation.id) == edited


def test_what_stood_beside_an_annotation_comes_back_beside_it(
    store: AnnotationStore, trash: AnnotationTrash, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    store.save(annotation := make_annotation("at first"))
    other = LibraryPlaces(places.folder.parent / "second" / "library", places.folder.parent / "second" / "local")
    shutil.copytree(places.folder, other.folder)
    AnnotationStore(other).save(replace(annotation, note="written there"))
    store.save(replace(annotation, note="written here"))
    copy = places.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
    shutil.copy(other.annotations_file(article_id), copy)
    store.sweep()
    (before,) = store.load(article_id)
    assert {before.note, *before.other_notes} == {"written here", "written there"}
    store.remove(article_id, annotation.id)
    restored = trash.restore(article_id, annotation.id)
    assert (restored.note, restored.other_notes) == (before.note, before.other_notes)
    assert store.load(article_id)[0].other_notes == before.other_notes
