"""Files of an older form are brought up to date when they are read, and never lost while they are written anew.

There is one form so far. The older one here is the real one of today, and the program is told of a step to a next form: texts
of notes stand under `words` in it, and a star is a number.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.errors import StoreDamagedError, StoreError
from reader.model.kept import ArticleRecord
from reader.store import codec
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.care.doctor import examine_library
from reader.store.kinds import FileKind
from reader.store.migrations import Step
from reader.store.places import LibraryPlaces
from reader.store.sealed import seal, unseal
from reader.store.state import StateStore

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
Make = Callable[..., Annotation]
Body = dict[str, Any]


def renamed(document: Body) -> Body:
    """Return a document with its note under `words`; one that has it there already as it is."""
    changed = {("words" if name == "note" else name): value for name, value in document.items()}
    if isinstance(was := changed.get("was"), dict):
        changed["was"] = renamed(was)
    return changed


def change_tables(tables: dict[str, dict[str, Body]]) -> dict[str, dict[str, Body]]:
    return {name: {key: renamed(document) for key, document in table.items()} for name, table in tables.items()}


def change_body(kind: FileKind, body: Body) -> Body:
    match kind:
        case FileKind.STATE:
            fields = {name: {**field, "value": field["value"] or 0} for name, field in body["fields"].items()}
            return {**body, "fields": fields, "form": "second"}
        case FileKind.RECORD:
            return {**body, "title": body["title"].upper()}
        case _:
            return body


@pytest.fixture
def old(places: LibraryPlaces, article_id: str, article: Article, make_annotation: Make) -> LibraryPlaces:
    """A library of the form of today, which is the old one once `next_form` is there."""
    annotations = AnnotationStore(places)
    annotations.save(make_annotation("first"))
    annotations.save(make_annotation("second"))
    annotations.save(gone := make_annotation("removed"))
    annotations.remove(article_id, gone.id)
    ArticleStore(places).save(ArticleRecord(id=article_id, title="The ferry", added=NOON), article)
    StateStore(places).change(article_id, is_starred=True, add_tags=("sea",), position=7)
    return places


@pytest.fixture
def next_form(old: LibraryPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows a second form, and reads notes where that has them."""
    monkeypatch.setattr("reader.store.migrations.STEPS", (Step(change_body, change_tables),))
    read, write = codec.annotation_from_document, codec.annotation_to_document

    def from_document(body: Body, *rest: Any) -> Annotation:
        return read({**{name: value for name, value in body.items() if name != "note"}, "note": body["words"]}, *rest)

    for module in ("annotations", "annotation_files"):
        monkeypatch.setattr(f"reader.store.{module}.annotation_from_document", from_document)
    monkeypatch.setattr("reader.store.annotations.annotation_to_document", lambda one: renamed(write(one)))


def notes(places: LibraryPlaces, article_id: str) -> list[str]:
    return [annotation.note for annotation in AnnotationStore(places).load(article_id)]


def schema_in(path: Path) -> int:
    whole = json.loads(path.read_bytes())
    return int(whole["schema"] if "schema" in whole else whole["_schema"]["1"]["number"])


def files_of(places: LibraryPlaces) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in places.folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("next_form")
class TestReading:
    """Nothing is written for being read."""

    def test_an_older_form_is_read_as_if_it_were_of_today(self, old: LibraryPlaces, article_id: str) -> None:
        before = files_of(old)
        assert notes(old, article_id) == ["first", "second"]
        assert [annotation.note for annotation in AnnotationStore(old).trashed(article_id)] == ["removed"]
        assert ArticleStore(old).record(article_id).title == "THE FERRY"
        state = StateStore(old).load(article_id)
        assert (state.is_starred, state.tags, state.position) == (True, ("sea",), 7)
        assert files_of(old) == before
        assert examine_library(old).findings == ()

    def test_a_copy_of_the_old_form_merges_with_a_file_of_the_new_one(
        self, old: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        copy = old.annotations / f"{article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
        copy.write_bytes(old.annotations_file(article_id).read_bytes())
        AnnotationStore(old).save(make_annotation("third", annotation_id=9))
        assert schema_in(old.annotations_file(article_id)) == 2
        AnnotationStore(old).sweep()
        assert not copy.exists()
        assert notes(old, article_id) == ["first", "second", "third"]

    def test_a_damaged_old_file_is_salvaged_in_the_form_of_today(self, old: LibraryPlaces, article_id: str) -> None:
        path = old.annotations_file(article_id)
        path.write_bytes(path.read_bytes()[:-3])
        assert notes(old, article_id) == ["first", "second"]

    def test_a_form_newer_than_the_newest_is_left_alone(self, old: LibraryPlaces, article_id: str) -> None:
        for path in (old.state_file(article_id), old.annotations_file(article_id)):
            data = path.read_bytes()
            path.write_bytes(data.replace(b'"schema":1', b'"schema":3') if b'"schema":1' in data else seal({}, 3))
        with pytest.raises(StoreError, match="newer Pressmark"):
            StateStore(old).change(article_id, is_read=True)


@pytest.mark.usefixtures("next_form")
class TestWriting:
    """The first change writes the form of today; the old file stays until that is read back."""

    def change_all(self, places: LibraryPlaces, article_id: str, make_annotation: Make) -> None:
        AnnotationStore(places).save(make_annotation("third", annotation_id=9))
        StateStore(places).change(article_id, is_archived=True)
        store = ArticleStore(places)
        store.update_record(store.record(article_id))

    def test_the_first_change_writes_the_form_of_today_and_clears_up(
        self, old: LibraryPlaces, article_id: str, make_annotation: Make
    ) -> None:
        self.change_all(old, article_id, make_annotation)
        for path in (old.annotations_file(article_id), old.state_file(article_id)):
            assert schema_in(path) == 2
            assert schema_in(old.previous_file(path)) == 1
        assert list(old.previous.rglob("*.form-*")) == []
        document = json.loads(old.annotations_file(article_id).read_bytes())["annotations"]["9"]
        assert (document["words"], "note" in document) == ("third", False)
        assert notes(old, article_id) == ["first", "second", "third"]

    def test_what_the_disk_does_not_give_back_as_written_is_said_and_the_old_file_stays(
        self, old: LibraryPlaces, article_id: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = old.state_file(article_id)
        before = path.read_bytes()
        replace = os.replace

        def lying(source: Any, target: Any) -> None:
            replace(source, target)
            if Path(target) == path:
                path.write_bytes(b"\0" * 50)

        monkeypatch.setattr("os.replace", lying)
        with pytest.raises(StoreDamagedError, match="not written as it should be"):
            StateStore(old).change(article_id, is_archived=True)
        monkeypatch.setattr("os.replace", replace)
        kept = old.previous_file(path).with_name(f"{path.name}.form-1")
        assert kept.read_bytes() == before
        old.previous_file(path).unlink()
        assert StateStore(LibraryPlaces(old.folder, old.local)).load(article_id).is_starred

    @pytest.mark.parametrize("at", range(40))
    def test_killed_between_any_two_steps_the_old_or_the_new_is_there(
        self, old: LibraryPlaces, article_id: str, make_annotation: Make, at: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = iter(range(1_000))

        class Killed(BaseException):
            pass

        def dying(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **options: Any) -> Any:
                if next(calls) == at:
                    raise Killed
                return real(*arguments, **options)

            return call

        with monkeypatch.context() as patched, suppress(Killed):
            for name in ("open", "write", "fsync", "link", "replace", "unlink"):
                patched.setattr(f"os.{name}", dying(getattr(os, name)))
            self.change_all(old, article_id, make_annotation)
        fresh = LibraryPlaces(old.folder, old.local)
        assert notes(fresh, article_id) in (["first", "second"], ["first", "second", "third"])
        assert StateStore(fresh).load(article_id).is_starred
        assert ArticleStore(fresh).record(article_id).title == "THE FERRY"
        assert fresh.problems == []
        self.change_all(fresh, article_id, make_annotation)
        assert notes(fresh, article_id) == ["first", "second", "third"]
        assert StateStore(fresh).load(article_id).is_archived
        examine_library(fresh, fix=True)
        assert list(fresh.previous.rglob("*.form-*")) == []

    def test_an_old_form_left_by_a_crash_is_told_and_removed_once_the_new_one_is_whole(
        self, old: LibraryPlaces, article_id: str
    ) -> None:
        path = old.state_file(article_id)
        kept = old.previous_file(path).with_name(f"{path.name}.form-1")
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(path.read_bytes())
        StateStore(old).change(article_id, is_archived=True)
        kept.write_bytes(seal({}, 1))
        (finding,) = examine_library(old).findings
        assert (finding.path, finding.remedy) == (kept, "removes it")
        examine_library(old, fix=True)
        assert not kept.exists()


def test_with_one_form_no_file_is_kept_beside(old: LibraryPlaces, article_id: str) -> None:
    StateStore(old).change(article_id, is_archived=True)
    assert list(old.local.rglob("*.form-*")) == []
    assert unseal(old.state_file(article_id).read_bytes(), old.state_file(article_id)).is_intact
