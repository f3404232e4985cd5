"""The trash of a library: what was deleted comes back, also tomorrow, and goes for good only when it is emptied."""

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.errors import CancelledError, NotFoundError
from reader.store.annotations import AnnotationStore
from reader.store.places import LocalPlaces
from tests.loopback import page_html


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


def test_a_removed_annotation_comes_back_after_the_undo_log_has_moved_on(
    library: Library, article_id: str, folders: Folders
) -> None:
    made = library.note_article(article_id, "not to be lost")
    library.remove_annotation(article_id, made.id)
    for number in range(101):
        library.set_starred(article_id, number % 2 == 0)
    fresh = Library.open(folders=folders, config=library.config)
    (trashed,) = fresh.trashed_annotations()
    assert (trashed.annotation, trashed.title) == (made, fresh.listed(article_id).record.title)
    assert fresh.trashed_annotations(article_id) == (trashed,)
    assert fresh.restore_annotation(article_id, made.id) == made
    assert [placed.annotation for placed in fresh.annotations(article_id)] == [made]
    assert fresh.trashed_annotations() == ()


def test_bringing_back_can_be_undone_and_redone(library: Library, article_id: str) -> None:
    made = library.note_article(article_id, "to and fro")
    library.remove_annotation(article_id, made.id)
    library.restore_annotation(article_id, made.id)
    assert "back from the trash" in library.undo()
    assert library.annotations(article_id) == ()
    assert len(library.trashed_annotations()) == 1
    library.redo()
    assert [placed.annotation.note for placed in library.annotations(article_id)] == ["to and fro"]


def test_what_is_not_there_is_said(library: Library, article_id: str) -> None:
    with pytest.raises(NotFoundError, match="in the trash"):
        library.restore_annotation(article_id, 5)


def test_emptying_takes_what_is_old_enough_and_still_there(library: Library, article_id: str) -> None:
    kept = library.note_article(article_id, "kept")
    gone = library.note_article(article_id, "gone")
    library.remove_annotation(article_id, gone.id)
    assert library.emptying_trash(timedelta(days=1)).annotations == ()
    plan = library.emptying_trash()
    assert [trashed.annotation for trashed in plan.annotations] == [gone]
    assert library.empty_trash(plan).annotations == 1
    assert library.trash().annotations == ()
    assert [placed.annotation for placed in library.annotations(article_id)] == [kept]
    assert library.empty_trash(plan).annotations == 0


def test_what_came_back_before_it_was_emptied_stays(library: Library, article_id: str) -> None:
    made = library.note_article(article_id, "came back")
    library.remove_annotation(article_id, made.id)
    library.set_trashed(article_id, True)
    plan = library.emptying_trash()
    assert (len(plan.articles), plan.written) == (1, 1)
    assert plan.size_bytes > 1000
    library.set_trashed(article_id, False)
    library.restore_annotation(article_id, made.id)
    assert library.empty_trash(plan)[:2] == (0, 0)
    assert len(library.annotations(article_id)) == 1


def test_undo_brings_nothing_back_that_was_taken_away_for_good(library: Library, article_id: str) -> None:
    made = library.note_article(article_id, "gone for good")
    library.remove_annotation(article_id, made.id)
    library.empty_trash(library.emptying_trash())
    assert library.undo().startswith("added")
    assert library.annotations(article_id) == ()


def test_undo_brings_nothing_back_that_was_gone_when_emptying_was_stopped(
    library: Library, article_id: str, tmp_path: Path
) -> None:
    other_file = tmp_path / "other.html"
    other_file.write_bytes(page_html("The harbour is dredged"))
    other_id = library.add(str(other_file)).article_id
    for noted in (article_id, other_id):
        library.remove_annotation(noted, library.note_article(noted, "gone").id)
    cancel = Event()
    with pytest.raises(CancelledError):
        library.empty_trash(library.emptying_trash(), work=Work(lambda progress: cancel.set(), cancel))
    (still_there,) = library.trash().annotations
    (purged_id,) = {article_id, other_id} - {still_there.annotation.article_id}
    while library.undo():
        assert library.annotations(purged_id) == ()


def test_a_note_of_another_machine_on_a_purged_article_stands_in_the_trash_until_the_article_comes_again(
    library: Library, article_id: str, page_file: Path, folders: Folders
) -> None:
    title = library.listed(article_id).record.title
    before = library.note_article(article_id, "known here")
    library.set_trashed(article_id, True)
    library.empty_trash(library.emptying_trash())
    assert library.trash()[:2] == ((), ())
    places = LocalPlaces(state=folders.state).library(library.folder)
    AnnotationStore(places).save(before)  # as a merge leaves what was written there without knowing
    (trashed,) = library.trash().annotations
    assert (trashed.annotation, trashed.title, trashed.purged_url) == (before, title, str(page_file))
    assert library.emptying_trash().annotations == ()
    assert library.add(str(page_file)).is_new
    assert library.trash()[:2] == ((), ())
    assert [placed.annotation for placed in library.annotations(article_id)] == [before]
    assert [row.record.id for row in library.list()] == [article_id]


def test_emptying_can_be_stopped_and_says_that_the_rest_is_still_there(library: Library, article_id: str) -> None:
    library.set_trashed(article_id, True)
    cancel = Event()
    cancel.set()
    with pytest.raises(CancelledError, match="still in the trash"):
        library.empty_trash(library.emptying_trash(), work=Work(cancel=cancel))
    assert len(library.trash().articles) == 1
