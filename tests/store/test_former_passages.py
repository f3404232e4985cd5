"""What a mark was made on before it was put on other words: stored beside its passage, and merged with it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.settling import settled
from reader.model.annotation import Annotation, Colour, FormerPassage, Keep, Selectors
from reader.model.text import clean_text
from reader.store.annotations import AnnotationStore
from reader.store.codec import (
    annotation_from_document,
    annotation_from_json,
    annotation_to_document,
    annotation_to_json,
)
from reader.store.places import LibraryPlaces

Make = Callable[..., Annotation]

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
NEW = Selectors(exact="other words", prefix="among ", suffix="!", start=40, end=51)


@pytest.fixture
def store(places: LibraryPlaces) -> AnnotationStore:
    return AnnotationStore(places)


def attached(annotation: Annotation) -> Annotation:
    """Return a mark as it is after it was put on other words of a later version."""
    assert annotation.selectors is not None
    former = FormerPassage(selectors=annotation.selectors, version_id=annotation.version_id)
    return replace(annotation, selectors=NEW, version_id="later", marked_as=former)


def document_of(places: LibraryPlaces, annotation: Annotation) -> dict[str, Any]:
    """Return what stands in the file."""
    stored = json.loads(places.annotations_file(annotation.article_id).read_text())
    found: dict[str, Any] = stored["annotations"][str(annotation.id)]
    return found


TEXT = st.text().map(clean_text)
PLACES = st.integers(0, 2**40)
SELECTORS = st.builds(Selectors, exact=TEXT.filter(bool), prefix=TEXT, suffix=TEXT, start=PLACES, end=PLACES).map(
    lambda one: replace(one, end=one.start + one.end)
)


@given(
    st.builds(
        Annotation,
        id=st.integers(min_value=0, max_value=2**63 - 1),
        created=st.just(NOON),
        updated=st.just(NOON),
        selectors=st.none() | SELECTORS,
        marked_as=st.none() | st.builds(FormerPassage, selectors=SELECTORS, version_id=st.text()),
    )
)
def test_it_comes_back_equal(annotation: Annotation) -> None:
    assert annotation_from_json(json.loads(json.dumps(annotation_to_json(annotation)))) == annotation
    document = json.loads(json.dumps(annotation_to_document(annotation)))
    assert annotation_from_document(document, annotation.id, annotation.article_id) == annotation


@pytest.mark.parametrize("damaged", [None, {}, {"version": "x"}, {"selectors": None}])
def test_what_is_none_is_none(make_annotation: Make, damaged: object) -> None:
    annotation = make_annotation("x")
    document = {**annotation_to_document(annotation), "marked_as": damaged}
    assert annotation_from_document(document, annotation.id, annotation.article_id) == annotation


def test_a_mark_that_was_never_put_elsewhere_has_no_word_about_it(
    store: AnnotationStore, places: LibraryPlaces, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    assert "marked_as" not in document_of(places, annotation)


def test_it_is_saved_and_taken_back(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    store.save(attached(annotation))
    assert store.load(article_id) == (attached(annotation),)
    store.save(annotation)
    assert store.load(article_id) == (annotation,)
    assert document_of(places, annotation)["marked_as"] is None


def test_a_colour_given_elsewhere_and_other_words_given_here_do_not_fight(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    merge_with(store, places, attached(annotation), replace(annotation, colour=Colour.PINK))
    (merged,) = store.load(article_id)
    assert merged == replace(attached(annotation), colour=Colour.PINK)
    assert merged.others == ()


def test_of_two_passages_each_keeps_what_it_took_the_place_of(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    grown = replace(annotation, selectors=replace(NEW, exact="other words there"))
    merge_with(store, places, attached(annotation), grown)
    (merged,) = store.load(article_id)
    assert merged.selectors == grown.selectors
    assert merged.version_id == annotation.version_id
    assert merged.marked_as is None
    assert [other.selectors for other in merged.others] == [NEW]
    assert merged.others[0].version_id == "later"
    assert merged.others[0].marked_as == attached(annotation).marked_as


def test_a_passage_that_is_chosen_comes_with_the_version_it_stands_in(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    theirs = replace(annotation, selectors=replace(NEW, exact="words there"), version_id="theirs")
    merge_with(store, places, attached(annotation), theirs)
    (merged,) = store.load(article_id)
    assert (merged.selectors, merged.version_id) == (theirs.selectors, "theirs")
    assert settled(merged, Keep.OTHER) == attached(annotation)
    assert annotation_from_json(json.loads(json.dumps(annotation_to_json(merged)))) == merged


def test_a_mark_kept_as_a_note_stands_beside_one_that_was_put_elsewhere(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    noted = replace(attached(annotation), selectors=None)
    theirs = replace(annotation, selectors=NEW, version_id="theirs")
    merge_with(store, places, noted, theirs)
    (merged,) = store.load(article_id)
    assert (merged.selectors, merged.version_id) == (NEW, "theirs")
    (other,) = merged.others
    assert other.told() == "kept as a note on the article"
    assert settled(merged, Keep.OTHER) == noted
    assert annotation_from_json(json.loads(json.dumps(annotation_to_json(merged)))) == merged
    store.save(settled(merged, Keep.SHOWN) or merged)
    store.save(merged)  # as undo does
    assert store.load(article_id) == (merged,)


def test_the_same_passage_in_two_versions_is_no_conflict(
    store: AnnotationStore, places: LibraryPlaces, article_id: str, make_annotation: Make
) -> None:
    annotation = make_annotation("x")
    store.save(annotation)
    merge_with(store, places, attached(annotation), replace(attached(annotation), version_id="theirs"))
    (merged,) = store.load(article_id)
    assert merged == replace(attached(annotation), version_id="theirs")
    assert merged.others == ()


def merge_with(store: AnnotationStore, places: LibraryPlaces, here: Annotation, there: Annotation) -> None:
    """Save one state here and another on a second machine, afterwards; then merge that machine's copy."""
    root = places.folder.parent / "second"
    shutil.copytree(places.folder, root / "library")
    second = LibraryPlaces(root / "library", root / "local")
    # Of what is written within one millisecond the greater name wins, which would be drawn by lot.
    for device, machine in (("0" * 8, places), ("f" * 8, second)):
        machine.device = device
    store.save(here)
    AnnotationStore(second).save(there)
    copy = places.annotations / f"{here.article_id}.sync-conflict-20260102-120000-ABCDEFG.json"
    shutil.copy(second.annotations_file(here.article_id), copy)
    assert store.sweep() == 1
