"""What is purged is gone for good, on every machine, and takes nothing with it that another machine wrote meanwhile."""

import importlib
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.kept import ArticleRecord
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.care.doctor import examine_library
from reader.store.care.purging import Purging, purged_mark, stored_bytes, trashed_since
from reader.store.care.trash import AnnotationTrash
from reader.store.places import LibraryPlaces
from reader.store.state import StateStore
from reader.store.undo import UndoLog

Make = Callable[..., Annotation]


def purge(places: LibraryPlaces, article_id: str) -> int:
    StateStore(places).change(article_id, is_trashed=True)
    return Purging(places).article(article_id, title="The ferry", url="https://example.org/ferry")


def copied(places: LibraryPlaces, name: str = "second") -> LibraryPlaces:
    """Return the places of a second machine with a copy of the library."""
    root = places.folder.parent / name
    shutil.copytree(places.folder, root / "library")
    return LibraryPlaces(root / "library", root / "local")


def synchronise(mine: LibraryPlaces, theirs: LibraryPlaces) -> None:
    """Do what a synchronising program does with files that both sides have changed, and merge them here."""
    for folder in ("annotations", "state"):
        for path in sorted((theirs.folder / folder).glob("*.json")):
            here = mine.folder / folder / path.name
            if here.exists() and here.read_bytes() != path.read_bytes():
                here = here.with_name(f"{path.stem}.sync-conflict-20260102-030405-ABCDEFG.json")
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, here)
    AnnotationStore(mine).sweep()
    StateStore(mine).sweep()


def words_anywhere(folder: Path, words: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_of_a_purged_article_nothing_is_left_but_tombstones_and_a_mark(
    library: LibraryPlaces, article_id: str, tmp_path: Path
) -> None:
    AnnotationStore(library).load(article_id)
    UndoLog(library).push({"label": "x", "undo": [{"do": "drop", "article": article_id, "id": "1"}], "redo": []})
    assert stored_bytes(library, article_id) > 500
    assert words_anywhere(tmp_path, "渡し船".encode())
    assert purge(library, article_id) == 2
    Purging(library).aliases(frozenset((article_id,)))
    Purging(library).undo(frozenset((article_id,)), frozenset())
    assert words_anywhere(tmp_path, "渡し船".encode()) == []
    assert words_anywhere(tmp_path, b"two") == []
    assert not library.article_folder(article_id).exists()
    assert not any(library.aliases.iterdir())
    assert UndoLog(library).undo(lambda entry: None) is None
    assert AnnotationStore(library).load(article_id) == ()
    assert AnnotationTrash(library).of_article(article_id) == ()
    assert len(json.loads(library.annotations_file(article_id).read_bytes())["tombstones"]) == 2
    mark = purged_mark(library, article_id)
    assert mark is not None
    assert (mark.title, mark.url) == ("The ferry", "https://example.org/ferry")
    state = StateStore(library).load(article_id)
    assert (state.is_trashed, state.is_starred) == (True, True)
    assert trashed_since(library, article_id) is not None
    assert examine_library(library).findings == ()


def test_purging_twice_does_no_harm(library: LibraryPlaces, article_id: str) -> None:
    purge(library, article_id)
    assert purge(library, article_id) == 0


def test_one_annotation_is_purged_and_the_others_of_its_article_stay(library: LibraryPlaces, article_id: str) -> None:
    store, trash = AnnotationStore(library), AnnotationTrash(library)
    first, second = store.load(article_id)
    store.remove(article_id, first.id)
    assert Purging(library).annotations(article_id, frozenset((first.id, second.id))) == 1
    assert trash.of_article(article_id) == ()
    assert store.load(article_id) == (second,)
    library.annotations_file(article_id).write_bytes(b"")  # and the generation before does not bring it back
    assert store.load(article_id) == (second,)
    assert trash.of_article(article_id) == ()


@pytest.mark.parametrize("at", range(1, 12))
def test_whatever_stops_it_the_article_stands_in_the_trash_and_can_be_purged_again(
    library: LibraryPlaces, article_id: str, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before any of its removals and writes: never half an article outside the trash."""
    calls = iter(range(1_000))

    class Killed(BaseException):
        pass

    def dying(name: str) -> None:
        module, _, attribute = name.rpartition(".")
        real = getattr(importlib.import_module(module), attribute)

        def call(*arguments: object, **options: object) -> object:
            if next(calls) == at:
                raise Killed
            return real(*arguments, **options)

        monkeypatch.setattr(name, call)

    for name in ("os.unlink", "os.rmdir", "os.replace", "shutil.rmtree"):
        dying(name)
    with suppress(Killed):
        purge(library, article_id)
    monkeypatch.undo()
    fresh = LibraryPlaces(library.folder, library.local)
    if library.record_file(article_id).exists() and purged_mark(fresh, article_id) is None:
        return  # nothing has happened yet
    assert StateStore(fresh).load(article_id).is_trashed
    purge(fresh, article_id)
    assert not library.article_folder(article_id).exists()
    assert AnnotationTrash(fresh).of_article(article_id) == ()


def test_a_purge_goes_over_to_a_machine_that_has_changed_nothing(library: LibraryPlaces, article_id: str) -> None:
    other = copied(library)
    purge(library, article_id)
    synchronise(other, library)
    synchronise(library, other)
    for places in (library, other):
        assert AnnotationStore(places).load(article_id) == ()
        assert AnnotationTrash(places).of_article(article_id) == ()
        assert StateStore(places).load(article_id).is_trashed


def test_a_removal_that_the_other_side_still_keeps_does_not_come_back(library: LibraryPlaces, article_id: str) -> None:
    store = AnnotationStore(library)
    first, second = store.load(article_id)
    store.remove(article_id, first.id)
    other = copied(library)
    Purging(library).annotations(article_id, frozenset((first.id,)))
    synchronise(library, other)
    assert AnnotationTrash(library).of_article(article_id) == ()
    synchronise(other, library)
    assert AnnotationTrash(other).of_article(article_id) == ()
    assert AnnotationStore(other).load(article_id) == (second,)


def test_what_was_written_elsewhere_meanwhile_is_not_lost(
    library: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    """A note made, and one edited, on the second machine while the article was purged on the first."""
    other = copied(library)
    theirs = AnnotationStore(other)
    purge(library, article_id)
    theirs.save(made := make_annotation("written there", annotation_id=99))
    synchronise(library, other)
    synchronise(other, library)
    for places in (library, other):
        assert AnnotationStore(places).load(article_id) == (made,)
        assert purged_mark(places, article_id) is not None


def test_an_annotation_brought_back_elsewhere_meanwhile_is_not_lost(library: LibraryPlaces, article_id: str) -> None:
    store = AnnotationStore(library)
    first, second = store.load(article_id)
    store.remove(article_id, first.id)
    other = copied(library)
    Purging(library).annotations(article_id, frozenset((first.id,)))
    AnnotationTrash(other).restore(article_id, first.id)
    synchronise(library, other)
    assert [annotation.note for annotation in AnnotationStore(library).load(article_id)] == [first.note, second.note]


def test_an_article_that_comes_again_begins_anew_with_what_was_written_elsewhere(
    library: LibraryPlaces, article_id: str, article: Article, make_annotation: Make
) -> None:
    purge(library, article_id)
    AnnotationStore(library).save(made := make_annotation("from elsewhere", annotation_id=99))
    articles, states = ArticleStore(library), StateStore(library)
    articles.save(ArticleRecord(id=article_id, title="The ferry", added=made.created), article)
    states.change(article_id, is_trashed=False, purged=None)
    assert articles.load(article_id) == article
    assert AnnotationStore(library).load(article_id) == (made,)
    assert purged_mark(library, article_id) is None
    assert examine_library(library).findings == ()


def test_what_makes_no_sense_in_the_undo_log_stands_in_no_purges_way(library: LibraryPlaces) -> None:
    log = UndoLog(library)
    odd: list[dict[str, Any]] = [
        {"do": "drop", "article": ["x"], "id": {}},
        {"do": "exchange", "articles": [["x"], 7]},
        {"do": "many", "annotations": {"x": 7}},
        {"do": "revisions", "revisions": [7]},
    ]
    log.push({"label": "odd", "both": odd})
    log.push({"label": "sound", "undo": [{"do": "drop", "article": "b" * 16, "id": "9"}]})
    Purging(library).undo(frozenset({"a" * 16}), frozenset({1}))
    assert [entry["label"] for entry in log.entries().done] == ["sound"]


def test_undo_names_nothing_that_was_purged_and_keeps_the_rest_of_a_step(library: LibraryPlaces) -> None:
    gone, kept = "a" * 16, "b" * 16
    log = UndoLog(library)
    lists: list[dict[str, Any]] = [
        {"do": "exchange", "articles": [gone, kept], "back": {"is_read": False}, "forth": {"is_read": True}},
        {"do": "many", "annotations": {gone: ["1"], kept: ["2", "3"]}, "back": {}, "forth": {}},
        {"do": "revisions", "article": kept, "revisions": [{"id": "2", "back": {"note": "secret"}}, {"id": "3"}]},
        {"do": "revise", "article": gone, "id": "1", "back": {"note": "secret"}, "forth": {}},
    ]
    log.push({"label": "several", "undo": [], "redo": [], "both": lists})
    log.push({"label": "gone", "undo": [{"do": "drop", "article": gone, "id": "1"}], "redo": [], "both": []})
    Purging(library).undo(frozenset({gone}), frozenset({2}))
    (entry,) = log.entries().done
    assert entry["both"] == [
        {"do": "exchange", "articles": [kept], "back": {"is_read": False}, "forth": {"is_read": True}},
        {"do": "many", "annotations": {kept: ["3"]}, "back": {}, "forth": {}},
        {"do": "revisions", "article": kept, "revisions": [{"id": "3"}]},
    ]
    assert b"secret" not in library.undo_file.read_bytes()
