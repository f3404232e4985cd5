"""What is remembered of files counts only for the very bytes it was made of, and saving one mark makes one line."""

from pathlib import Path

import pytest

from reader.store import annotation_files, documents
from reader.store.annotation_files import read_annotations
from reader.store.annotations import AnnotationStore
from reader.store.documents import Parsed, encode, encode_again, parse
from reader.store.merge import ANNOTATIONS, TOMBSTONES
from reader.store.places import LibraryPlaces
from reader.store.recent_files import LEAST_BYTES, MOST_FILES, RecentFiles
from tests.store.conftest import MakeAnnotation

PATH = Path("library/annotations/a.json")
BIG = b"x" * LEAST_BYTES


def test_other_bytes_are_not_recognised() -> None:
    recent = RecentFiles()
    recent.remember(PATH, BIG, "first")
    assert recent.recall(PATH, BIG) == "first"
    assert recent.recall(PATH, BIG[:-1] + b"y") is None
    assert recent.recall(PATH.with_name("b.json"), BIG) is None


def test_only_the_files_used_last_are_remembered() -> None:
    recent = RecentFiles()
    paths = [PATH.with_name(f"{number}.json") for number in range(MOST_FILES + 1)]
    for path in paths[:-1]:
        recent.remember(path, BIG, path.name)
    recent.recall(paths[0], BIG)
    recent.remember(paths[-1], BIG, paths[-1].name)
    assert recent.recall(paths[0], BIG)
    assert recent.recall(paths[-1], BIG)
    assert recent.recall(paths[1], BIG) is None


def test_small_files_push_out_nothing() -> None:
    recent = RecentFiles()
    recent.remember(PATH, BIG, "big")
    for number in range(MOST_FILES):
        recent.remember(PATH.with_name(f"{number}.json"), b"{}", "small")
    assert recent.recall(PATH, BIG) == "big"


def test_encoding_again_gives_the_same_file_and_what_it_says() -> None:
    tables = {ANNOTATIONS: {str(key): {"note": f"note {key}", "tags": ("a", "b")} for key in range(20)}}
    first = encode_again(tables, {})
    assert first.data == encode(tables)
    assert first.tables == parse(first.data, PATH).tables
    changed = {**first.tables, ANNOTATIONS: {**first.tables[ANNOTATIONS], "7": {"note": "other"}}}
    again = encode_again(changed, first.lines)
    assert again.data == encode(changed)
    assert again.tables == parse(again.data, PATH).tables


def test_a_line_is_never_taken_for_that_of_another_document_under_the_same_key() -> None:
    first = encode_again({ANNOTATIONS: {"1": {"note": "one"}}, TOMBSTONES: {"2": {"removed": "x"}}}, {})
    swapped = {ANNOTATIONS: {"1": {"note": "two"}}, TOMBSTONES: {"2": {"removed": "y"}}}
    assert encode_again(swapped, first.lines).data == encode(swapped)


@pytest.fixture
def store(places: LibraryPlaces, make_annotation: MakeAnnotation) -> AnnotationStore:
    """An article with sixty highlights, with the ids from 1 on."""
    store = AnnotationStore(places)
    for _ in range(60):
        store.save(make_annotation())
    return store


def test_one_more_mark_among_many_makes_one_line_and_takes_none_apart(
    store: AnnotationStore, article_id: str, make_annotation: MakeAnnotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def make_line(table: str, key: str, body: bytes) -> bytes:
        done.append(key)
        return line(table, key, body)

    def parse_file(data: bytes, path: Path) -> Parsed:
        done.append("parse")
        return parse(data, path)

    line = documents._line
    monkeypatch.setattr(documents, "_line", make_line)
    monkeypatch.setattr(annotation_files, "parse", parse_file)
    store.save(make_annotation())
    assert [key for key in done if key != "1"] == ["61"]  # a line of the schema's own has the key 1
    assert done.count("1") <= 1
    assert len(store.load(article_id)) == 61
    assert "parse" not in done


def test_what_another_program_writes_is_seen(store: AnnotationStore, places: LibraryPlaces, article_id: str) -> None:
    before = store.load(article_id)
    AnnotationStore(LibraryPlaces(places.folder, places.local)).remove(article_id, 7)
    assert [one.id for one in store.load(article_id)] == [one.id for one in before if one.id != 7]
    path = places.annotations_file(article_id)
    path.write_bytes(path.read_bytes()[:-200])
    assert read_annotations(places, article_id).is_damaged


def test_what_is_read_may_be_changed_without_changing_what_is_remembered(
    store: AnnotationStore, places: LibraryPlaces, article_id: str
) -> None:
    tables = read_annotations(places, article_id).tables
    del tables[ANNOTATIONS]["1"]
    assert len(store.load(article_id)) == 60


def test_an_annotation_that_stays_is_made_once(store: AnnotationStore, article_id: str) -> None:
    first, second = store.load(article_id), store.load(article_id)
    store.remove(article_id, 3)
    third = {one.id: one for one in store.load(article_id)}
    assert all(one is other for one, other in zip(first, second, strict=True))
    assert all(third[one.id] is one for one in first if one.id != 3)
