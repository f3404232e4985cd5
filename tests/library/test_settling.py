"""What is left when the reader chooses between what two machines wrote."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.library import Library
from reader.library.settling import settled
from reader.model.annotation import Annotation, Colour, Keep, OtherVersion, Selectors

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
ELSEWHERE = Selectors(exact="the other", prefix="", suffix="", start=1, end=10)
MINE = Annotation(id=1, article_id="0123456789abcdef", created=NOW, updated=NOW, note="mine", tags=("a",))
BESIDE = replace(
    MINE,
    others=(
        OtherVersion(written=NOW, note="theirs", colour=Colour.PINK, tags=("b",), selectors=ELSEWHERE),
        OtherVersion(written=NOW, note="a third's"),
        OtherVersion(written=NOW, is_removal=True),
    ),
)


@pytest.fixture
def article_id(library: Library, page_file: Path) -> str:
    return library.add(str(page_file)).article_id


def test_what_is_shown_stays_alone() -> None:
    assert settled(BESIDE, Keep.SHOWN) == MINE


def test_the_latest_other_takes_its_place_with_all_that_differs() -> None:
    assert settled(BESIDE, Keep.OTHER) == replace(
        MINE, note="theirs", colour=Colour.PINK, tags=("b",), selectors=ELSEWHERE
    )
    only_colour = replace(MINE, others=(OtherVersion(written=NOW, colour=Colour.BLUE),))
    assert settled(only_colour, Keep.OTHER) == replace(MINE, colour=Colour.BLUE)


def test_both_are_one_note_with_all_tags() -> None:
    assert settled(BESIDE, Keep.BOTH) == replace(MINE, note="mine\n\ntheirs\n\na third's", tags=("a", "b"))


def test_a_removal_that_is_kept_leaves_nothing_and_else_has_no_say() -> None:
    removed = replace(MINE, others=(OtherVersion(written=NOW, is_removal=True),))
    assert settled(removed, Keep.OTHER) is None
    assert settled(removed, Keep.SHOWN) == settled(removed, Keep.BOTH) == MINE


@pytest.mark.parametrize("keep", Keep)
def test_a_choice_can_be_taken_back(library: Library, article_id: str, keep: Keep) -> None:
    annotation = library.annotate(article_id, 0, 9, note="mine")
    other = OtherVersion(written=NOW, note="theirs")
    library._stores.annotations.save(replace(annotation, others=(other,)))  # as merging leaves it
    library.settle_annotation(article_id, annotation.id, keep)
    (chosen,) = library.annotations(article_id)
    assert chosen.annotation.others == ()
    assert chosen.annotation.note == {"shown": "mine", "other": "theirs", "both": "mine\n\ntheirs"}[keep]
    library.undo()
    (back,) = library.annotations(article_id)
    assert (back.annotation.note, back.annotation.other_notes) == ("mine", ("theirs",))
