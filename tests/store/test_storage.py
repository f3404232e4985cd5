"""TinyDB over an annotations file, and the file under plain TinyDB."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from tinydb import Query, TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from reader.model.annotation import Annotation
from reader.store.annotations import AnnotationStore
from reader.store.places import LibraryPlaces
from reader.store.storage import AnnotationDatabase, AnnotationTable


@pytest.fixture
def database(places: LibraryPlaces, article_id: str, clock: Callable[[], datetime]) -> AnnotationDatabase:
    return AnnotationDatabase(places, article_id, clock)


def test_plain_tinydb_opens_the_file_and_finds_notes_in_it(
    places: LibraryPlaces, article_id: str, make_annotation: Callable[..., Annotation]
) -> None:
    store = AnnotationStore(places)
    for note in ("first", "second", "third ☂"):
        store.save(make_annotation(note))
    store.remove(article_id, 2)
    with TinyDB(places.annotations_file(article_id)) as plain:
        notes = plain.table("annotations")
        assert len(notes) == 2
        (found,) = notes.search(Query().note == "third ☂")
        assert found.doc_id == 3
        assert found["tags"] == ["sea", "ziekenhuis"]
        assert plain.table("tombstones").get(doc_id=2)["was"]["note"] == "second"
        assert plain.table("_schema").all() == [{"sum": plain.table("_schema").all()[0]["sum"], "number": 1}]


def test_what_plain_tinydb_writes_is_read_and_taken_over(
    places: LibraryPlaces, article_id: str, make_annotation: Callable[..., Annotation]
) -> None:
    store = AnnotationStore(places)
    store.save(make_annotation("one"))
    store.save(make_annotation("two"))
    with TinyDB(places.annotations_file(article_id)) as plain:
        plain.table("annotations").update({"note": "by hand"}, doc_ids=[1])
    assert [annotation.note for annotation in store.load(article_id)] == ["by hand", "two"]
    store.save(make_annotation("three"))
    assert [annotation.note for annotation in store.load(article_id)] == ["by hand", "two", "three"]
    assert places.annotations_file(article_id).read_bytes().startswith(b'{"_schema":{\n')
    assert not store.problems


def test_it_is_a_tinydb_like_any_other(database: AnnotationDatabase) -> None:
    first = database.insert({"note": "x"})
    second, third = database.insert_multiple([{"note": "y"}, Document({"note": "z"}, doc_id=77)])
    assert third == 77
    assert len({first, second, third}) == 3
    assert min(first, second) > 10**17
    database.update({"note": "yy"}, Query().note == "y")
    database.update_multiple([({"colour": "pink"}, Query().note == "x"), ({"colour": "blue"}, Query().note == "z")])
    database.upsert({"note": "new"}, Query().note == "nobody's")
    assert sorted(document["note"] for document in database.all()) == ["new", "x", "yy", "z"]
    assert database.search(Query().colour == "pink")[0].doc_id == first
    assert database.remove(doc_ids=[77]) == [77]
    assert len(database) == 3
    database.drop_table("annotations")
    assert len(database.table("annotations")) == 0
    assert len(database.table("tombstones")) == 4
    database.drop_tables()
    assert len(database.table("tombstones")) == 4
    with pytest.raises(TypeError):
        AnnotationTable(MemoryStorage(), "x")  # type: ignore[no-untyped-call]  # TinyDB leaves it untyped


def test_a_change_counts_and_everything_else_keeps_its_count(
    database: AnnotationDatabase, places: LibraryPlaces
) -> None:
    database.insert_multiple([Document({"note": "a"}, doc_id=1), Document({"note": "b"}, doc_id=2)])
    before = {document.doc_id: document for document in database.all()}
    database.update({"note": "aa"}, doc_ids=[1])
    after = {document.doc_id: document for document in database.all()}
    assert after[2] == before[2]
    assert after[1]["dot"] == [places.device, after[1]["vector"][places.device]]
    assert after[1]["dot"][1] > before[1]["dot"][1]


def test_a_change_that_changes_nothing_writes_nothing(
    database: AnnotationDatabase, places: LibraryPlaces, article_id: str
) -> None:
    database.update({"note": "a"}, Query().note == "b")
    database.remove(Query().note == "b")
    assert not places.annotations_file(article_id).exists()
    database.insert(Document({"note": "a"}, doc_id=1))
    before = places.annotations_file(article_id).stat()
    database.update({"note": "a"}, doc_ids=[1])
    assert places.annotations_file(article_id).stat().st_ino == before.st_ino


def test_own_tables_are_kept(database: AnnotationDatabase) -> None:
    database.insert({"note": "x"})
    database.table("my own").insert(Document({"any": "thing"}, doc_id=3))
    database.insert({"note": "y"})
    assert database.table("my own").all() == [{"any": "thing"}]


def test_a_query_is_not_answered_from_memory(places: LibraryPlaces, article_id: str) -> None:
    one, other = AnnotationDatabase(places, article_id), AnnotationDatabase(places, article_id)
    assert one.count(Query().note == "x") == 0
    other.insert({"note": "x"})
    assert one.count(Query().note == "x") == 1


@pytest.mark.parametrize("workers", [4])
def test_threads_take_turns(places: LibraryPlaces, article_id: str, workers: int) -> None:
    def insert(number: int) -> Any:
        return AnnotationDatabase(places, article_id).insert({"note": str(number)})

    with ThreadPoolExecutor(workers) as pool:
        ids = list(pool.map(insert, range(40)))
    assert len(set(ids)) == 40
    assert isinstance(AnnotationDatabase(places, article_id).table("annotations"), Table)
    assert len(AnnotationDatabase(places, article_id)) == 40
