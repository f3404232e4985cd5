"""Which files the index does not know as they are."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.model.errors import CancelledError
from reader.model.kept import Part, ReadingState
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Signatures, Stale
from reader.store.index.scanning import signature, signatures
from reader.store.places import LibraryPlaces
from tests.store.index.conftest import MakeArticle, MakePlaced

ID = "0" * 16


def write(path: Path, content: str = "{}") -> None:
    """Write a file as the stores do: a new one in the place of the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(content)
    fresh.replace(path)


@pytest.fixture
def files(places: LibraryPlaces) -> dict[Part, Path]:
    """The files of an article, written."""
    paths = {
        Part.ARTICLE: places.record_file(ID),
        Part.STATE: places.state_file(ID),
        Part.POSITION: places.position_file(ID),
        Part.ANNOTATIONS: places.annotations_file(ID),
    }
    for path in paths.values():
        write(path)
    return paths


@pytest.fixture
def put_in(
    index: LibraryIndex, places: LibraryPlaces, make_article: MakeArticle, make_placed: MakePlaced
) -> Callable[[], None]:
    """Puts the article in as its files are."""

    def put() -> None:
        now = signatures(places, ID)
        article = make_article()
        index.put_article(type(article)(record=article.record, text=article.text, signature=now.article))
        index.put_state(ID, ReadingState(is_read=True), now)
        index.put_annotations(ID, [make_placed()], now.annotations)

    return put


def test_a_new_article_is_stale_until_it_is_in(
    index: LibraryIndex, files: dict[Part, Path], put_in: Callable[[], None]
) -> None:
    assert index.stale() == (Stale(article_id=ID, parts=frozenset(files)),)
    put_in()
    assert index.stale() == ()


@pytest.mark.parametrize("part", [Part.ARTICLE, Part.STATE, Part.POSITION, Part.ANNOTATIONS])
def test_each_file_that_changes_or_goes_is_named(
    index: LibraryIndex, files: dict[Part, Path], put_in: Callable[[], None], part: Part
) -> None:
    put_in()
    stale = (Stale(article_id=ID, parts=frozenset({part})),)
    write(files[part], "{ }")
    assert index.stale() == stale
    put_in()
    write(files[part], "[ ]")  # as long as before, within the same tick of the clock
    assert index.stale() == stale
    put_in()
    files[part].unlink()
    assert index.stale() == stale
    put_in()
    assert index.stale() == ()


def test_a_file_with_the_times_of_another_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write(path)
    before, times = signature(path.stat()), path.stat()
    write(path, "[]")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert signature(path.stat()) != before
    assert signature(path.stat()) == signature(path.stat()) > 0


def test_a_text_that_comes_over_later_is_named(
    index: LibraryIndex, places: LibraryPlaces, files: dict[Part, Path], make_article: MakeArticle
) -> None:
    article = make_article(text=None)
    now = signatures(places, ID)
    version = article.record.versions[0].__class__(id="abc", made=article.record.added, fetched=article.record.added)
    record = type(article.record)(id=ID, title="", added=article.record.added, versions=(version,))
    index.put_article(type(article)(record=record, text=lambda: None, signature=now.article))
    index.put_state(ID, ReadingState(is_read=True), now)
    index.put_annotations(ID, [], now.annotations)
    assert index.stale() == ()
    write(places.version_file(ID, "abc"))
    assert index.stale() == (Stale(article_id=ID, parts=frozenset({Part.ARTICLE})),)


def test_what_is_no_file_of_an_article_is_passed_over(index: LibraryIndex, places: LibraryPlaces) -> None:
    for path in (
        places.states / "notes.json",
        places.states / f"{ID}.json.tmp",
        places.states / f"{ID}.sync-conflict-20260102-030405-ABCDEFG.json",
        places.annotations / f"{ID}",
        places.articles / "x" / "record.json",
        places.articles / ID / "versions" / "a.json",
        places.articles / f"{ID}1" / "record.json",
    ):
        write(path)
    assert index.stale() == ()
    assert signatures(places, ID) == Signatures()


def test_the_walk_tells_how_far_it_is_and_can_be_stopped(index: LibraryIndex, places: LibraryPlaces) -> None:
    for number in range(1_200):
        write(places.state_file(f"{number:016x}"))
    told: list[int] = []
    assert len(index.stale(told.append)) == 1_200
    assert told == [1_000, 1_200]

    def stop(files: int) -> None:
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        index.stale(stop)
    assert len(index.stale()) == 1_200


def test_a_library_that_is_not_there_has_nothing_stale(index: LibraryIndex) -> None:
    assert index.stale() == ()
