"""What is written is noted: by which article and part, once, whoever wrote it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.model.article import Article
from reader.model.dates import utc_now
from reader.model.kept import Part, describe_article
from reader.store.annotations import AnnotationStore
from reader.store.articles import ArticleStore
from reader.store.changes import Changes, Note, note_of
from reader.store.places import LibraryPlaces
from reader.store.settings import change_searches
from reader.store.state import StateStore
from tests.store.conftest import ARTICLE_ID, MakeAnnotation

OTHER_ID = "fedcba9876543210"


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("library.toml", Note("", Part.SETTINGS)),
        (f"annotations/{ARTICLE_ID}.json", Note(ARTICLE_ID, Part.ANNOTATIONS)),
        (f"state/{ARTICLE_ID}.json", Note(ARTICLE_ID, Part.STATE)),
        (f"state/{ARTICLE_ID}.position.json", Note(ARTICLE_ID, Part.POSITION)),
        (f"articles/{ARTICLE_ID}", Note(ARTICLE_ID, Part.ARTICLE)),
        (f"articles/{ARTICLE_ID}/record.json", Note(ARTICLE_ID, Part.ARTICLE)),
        (f"articles/{ARTICLE_ID}/versions/{OTHER_ID}.json", Note(ARTICLE_ID, Part.ARTICLE)),
        (f"articles/{ARTICLE_ID}/images/images.json", None),
        (f"articles/{ARTICLE_ID}/raw/x.zst", None),
        (f"annotations/{ARTICLE_ID}.sync-conflict-20260102-030405-ABCDEFG.json", None),
        (f"annotations/.syncthing.{ARTICLE_ID}.json.tmp", None),
        (f"aliases/{ARTICLE_ID}.json", None),
        ("annotations/README.json", None),
        ("", None),
    ],
)
def test_paths_say_what_they_are_part_of(path: str, note: Note | None) -> None:
    assert note_of(Path(path).parts) == note


def test_notes_are_taken_once_and_in_order(tmp_path: Path) -> None:
    changes = Changes(tmp_path)
    for part in (Part.STATE, Part.ANNOTATIONS, Part.STATE):
        changes.note(ARTICLE_ID, part)
    changes.note_path(tmp_path.parent / "elsewhere" / "library.toml")
    assert changes.take() == (Note(ARTICLE_ID, Part.STATE), Note(ARTICLE_ID, Part.ANNOTATIONS))
    assert changes.take() == ()


def test_every_store_notes_what_it_writes_and_nothing_else(
    places: LibraryPlaces, article: Article, make_annotation: MakeAnnotation
) -> None:
    articles, states, annotations = ArticleStore(places), StateStore(places), AnnotationStore(places)
    annotation = make_annotation("a note")

    def noted(do: Callable[[], object]) -> set[Note]:
        do()
        return set(places.changes.take())

    record = describe_article(article, None, article_id=ARTICLE_ID, added=utc_now())
    assert noted(lambda: articles.save(record, article)) == {Note(ARTICLE_ID, Part.ARTICLE)}
    assert noted(lambda: articles.save(record, article)) == set()
    assert noted(lambda: states.change(ARTICLE_ID, is_starred=True)) == {Note(ARTICLE_ID, Part.STATE)}
    assert noted(lambda: states.change(ARTICLE_ID, is_starred=True)) == set()
    assert noted(lambda: states.save_position(ARTICLE_ID, 3, 4)) == {Note(ARTICLE_ID, Part.POSITION)}
    assert noted(lambda: annotations.save(annotation)) == {Note(ARTICLE_ID, Part.ANNOTATIONS)}
    assert noted(lambda: annotations.remove(ARTICLE_ID, annotation.id)) == {Note(ARTICLE_ID, Part.ANNOTATIONS)}
    assert noted(lambda: annotations.remove(ARTICLE_ID, annotation.id)) == set()
    assert noted(lambda: change_searches(places, lambda searches: {"sea": "tag:sea"})) == {Note("", Part.SETTINGS)}


def test_what_a_conflict_copy_brings_is_noted(places: LibraryPlaces, make_annotation: MakeAnnotation) -> None:
    states, annotations = StateStore(places), AnnotationStore(places)
    states.change(ARTICLE_ID, is_starred=True)
    annotations.save(make_annotation("here"))
    for folder in (places.states, places.annotations):
        copy = folder / f"{ARTICLE_ID}.sync-conflict-20260102-030405-ABCDEFG.json"
        (folder / f"{ARTICLE_ID}.json").rename(copy)
    places.changes.take()
    assert states.sweep() + annotations.sweep() == 2
    assert set(places.changes.take()) == {Note(ARTICLE_ID, Part.STATE), Note(ARTICLE_ID, Part.ANNOTATIONS)}
