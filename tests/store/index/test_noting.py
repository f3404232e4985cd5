"""Annotations of a workbench: every order and every group has each of them once, and counts say what a condition would find."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.model.annotation import Anchor, AnchorState, Annotation, Colour, PlacedAnnotation, Selectors
from reader.model.kept import ArticleRecord, ReadingState
from reader.model.query import Label, LabelField, NoteGroup, NoteSort, Query, SortKey, Words
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Asked, IndexedArticle, NoteCounts, Signatures
from reader.store.places import LibraryPlaces
from tests.store.index.corpus import ZONE

TODAY = date(2026, 3, 12)
"""A Thursday."""
NOON = datetime(2026, 3, 12, 12, tzinfo=ZONE)
FIRST, SECOND = "aaaa1111", "bbbb2222"


def mark(
    number: int,
    article_id: str,
    *,
    start: int | None = 0,
    length: int = 4,
    colour: Colour = Colour.YELLOW,
    tags: tuple[str, ...] = (),
    note: str = "",
    days: int = 0,
    changed: int = 0,
    is_orphan: bool = False,
) -> PlacedAnnotation:
    """Return an annotation that was made `days` ago and changed `changed` hours after; a note on the article without `start`."""
    made = NOON - timedelta(days=days, minutes=number)
    annotation = Annotation(
        id=number,
        article_id=article_id,
        created=made.astimezone(UTC),
        updated=(made + timedelta(hours=changed)).astimezone(UTC),
        selectors=None
        if start is None
        else Selectors(exact=f"quote {number}", prefix="", suffix="", start=start, end=start + length),
        colour=colour,
        tags=tags,
        note=note,
    )
    if start is None:
        return PlacedAnnotation(annotation=annotation)
    state = AnchorState.ORPHAN if is_orphan else AnchorState.ANCHORED
    return PlacedAnnotation(
        annotation=annotation,
        anchor=Anchor(state=state) if is_orphan else Anchor(state=state, start=start, end=start + length),
    )


@pytest.fixture
def index(tmp_path: Path) -> LibraryIndex:
    index = LibraryIndex(LibraryPlaces(tmp_path / "library", tmp_path / "local"), zone=ZONE)
    first = (
        mark(1, FIRST, start=50, colour=Colour.GREEN, tags=("Öl", "sea"), changed=30 * 24),
        mark(2, FIRST, start=50, length=2, note="why", days=1),
        mark(3, FIRST, start=None, note="on the whole", days=3),
        mark(4, FIRST, start=7, is_orphan=True, days=40),
    )
    second = (mark(5, SECOND, start=9, colour=Colour.BLUE, tags=("sea",), days=2), mark(6, SECOND, start=3, days=8))
    trashed = (mark(7, "cccc3333", tags=("sea",)),)
    for name, title, site, placed, state in (
        (FIRST, "Ferry line", "Zeta", first, ReadingState()),
        (SECOND, "Second thoughts", "alpha", second, ReadingState(tags=("policy",))),
        ("cccc3333", "Gone", "", trashed, ReadingState(is_trashed=True)),
    ):
        record = ArticleRecord(id=name, title=title, added=NOON, site=site)
        with index.writing():
            index.put_article(IndexedArticle(record=record, text=lambda: "words", signature=1))
            index.put_state(name, state, Signatures(state=1))
            index.put_annotations(name, placed, 1)
    with index.writing():
        index.put_annotations("dddd4444", (mark(8, "dddd4444"),), 1)  # its article has not come over yet
    return index


def found(index: LibraryIndex, sort: NoteSort = NoteSort.NEWEST, query: Query | None = None) -> list[int]:
    """Return the numbers of what is found."""
    keys = index.found_notes(Asked(query=query or Query(), notes_by=sort, today=TODAY)).keys
    return [target[1] for target in index.note_targets(keys) if target]


def grouped(index: LibraryIndex, group: NoteGroup, sort: NoteSort = NoteSort.NEWEST) -> list[tuple[str, list[int]]]:
    """Return each group with what stands in it."""
    answer = index.found_notes(Asked(notes_by=sort, notes_in=group, today=TODAY))
    targets = index.note_targets(answer.keys)
    assert [span.start for span in answer.spans] == [
        sum(one.size for one in answer.spans[:at]) for at in range(len(answer.spans))
    ]
    assert sum(span.size for span in answer.spans) == len(answer.keys)
    return [
        (span.key, [target[1] for target in targets[span.start : span.start + span.size] if target])
        for span in answer.spans
    ]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (NoteSort.NEWEST, [1, 2, 5, 3, 6, 4]),
        (NoteSort.OLDEST, [4, 6, 3, 5, 2, 1]),
        (NoteSort.CHANGED, [1, 2, 5, 3, 6, 4]),
        (NoteSort.PLACE, [3, 2, 1, 4, 6, 5]),
        (NoteSort.COLOUR, [2, 3, 6, 4, 1, 5]),
        (NoteSort.TAG, [1, 5, 2, 3, 6, 4]),
    ],
)
def test_every_order_has_each_annotation_once(index: LibraryIndex, sort: NoteSort, expected: list[int]) -> None:
    assert found(index, sort) == expected


def test_what_was_changed_last_comes_first(index: LibraryIndex) -> None:
    with index.writing():
        index.put_annotations(SECOND, (mark(6, SECOND, start=3, days=8, changed=24 * 60),), 2)
    assert found(index, NoteSort.CHANGED) == [6, 1, 2, 3, 4]


def test_an_order_in_the_query_goes_before_that_of_the_workbench(index: LibraryIndex) -> None:
    assert found(index, NoteSort.NEWEST, Query(sort=SortKey.SITE)) == [5, 6, 1, 2, 3, 4]
    assert found(index, NoteSort.PLACE, Query(sort=SortKey.ADDED, is_reversed=True)) == [4, 6, 3, 5, 2, 1]


def test_the_best_match_comes_first(index: LibraryIndex) -> None:
    assert found(index, NoteSort.BEST, Query(condition=Words(text="why")))[0] == 2


def test_groups_of_articles_come_as_their_first_annotations_do(index: LibraryIndex) -> None:
    first, second = (str(index.docid_of(name)) for name in (FIRST, SECOND))
    assert grouped(index, NoteGroup.ARTICLE) == [(first, [1, 2, 3, 4]), (second, [5, 6])]
    assert grouped(index, NoteGroup.ARTICLE, NoteSort.OLDEST) == [(first, [4, 3, 2, 1]), (second, [6, 5])]
    assert grouped(index, NoteGroup.ARTICLE, NoteSort.PLACE) == [(first, [3, 2, 1, 4]), (second, [6, 5])]


def test_groups_of_colours_come_as_their_keys_do_and_notes_on_articles_last(index: LibraryIndex) -> None:
    assert grouped(index, NoteGroup.COLOUR) == [("yellow", [2, 6, 4]), ("green", [1]), ("blue", [5]), ("", [3])]


def test_groups_of_tags_and_sites_come_by_the_alphabet_and_what_has_none_last(index: LibraryIndex) -> None:
    assert grouped(index, NoteGroup.TAG) == [("ol", [1]), ("sea", [5]), ("", [2, 3, 6, 4])]
    assert grouped(index, NoteGroup.SITE) == [("alpha", [5, 6]), ("zeta", [1, 2, 3, 4])]


def test_days_and_weeks_are_those_of_the_readers_own_zone(index: LibraryIndex) -> None:
    assert grouped(index, NoteGroup.DAY) == [
        ("2026-03-12", [1]),
        ("2026-03-11", [2]),
        ("2026-03-10", [5]),
        ("2026-03-09", [3]),
        ("2026-03-04", [6]),
        ("2026-01-31", [4]),
    ]
    assert grouped(index, NoteGroup.WEEK, NoteSort.OLDEST) == [
        ("2026-01-26", [4]),
        ("2026-03-02", [6]),
        ("2026-03-09", [3, 5, 2, 1]),
    ]


def test_a_clock_that_is_ahead_or_ages_ago_breaks_no_group(index: LibraryIndex) -> None:
    with index.writing():
        index.put_annotations(SECOND, (mark(5, SECOND, days=-400), mark(6, SECOND, days=300_000)), 2)
    days = grouped(index, NoteGroup.DAY)
    assert days[0] == ("2026-03-12", [5, 1])
    assert days[-1][1] == [6]


def test_counts_are_what_a_further_condition_finds(index: LibraryIndex) -> None:
    counts = index.count_notes(Asked(today=TODAY))
    first, second = index.docid_of(FIRST) or 0, index.docid_of(SECOND) or 0
    assert counts == NoteCounts(
        total=6,
        with_note=2,
        orphans=1,
        colours={"yellow": 3, "green": 1, "blue": 1},
        tags=(("policy", 2), ("sea", 2), ("Öl", 1)),
        articles=((first, 4), (second, 2)),
        since={"today": 1, "week": 4, "month": 5, "year": 6},
    )
    tagged = Query(condition=Label(field=LabelField.TAG, text="policy"))
    assert len(found(index, query=tagged)) == 2
    assert index.count_notes(Asked(query=tagged, today=TODAY)).total == 2


def test_any_annotations_are_counted_by_what_they_are(index: LibraryIndex) -> None:
    first, second = index.docid_of(FIRST) or 0, index.docid_of(SECOND) or 0
    keys = [index.note_key(name, number) or 0 for name, number in ((FIRST, 1), (FIRST, 3), (FIRST, 4), (SECOND, 5))]
    assert index.count_keys(keys) == NoteCounts(
        total=4,
        with_note=1,
        orphans=1,
        colours={"green": 1, "yellow": 1, "blue": 1},
        tags=(("sea", 2), ("Öl", 1)),
        articles=((first, 3), (second, 1)),
    )
    assert index.count_keys([]) == NoteCounts()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("aaaa", [1, 2, 3, 4]), ("BBBB2222", [5, 6]), ("ferry", [1, 2, 3, 4]), ("aaa", []), ("x", [])],
)
def test_an_article_is_named_by_its_id_or_its_title(index: LibraryIndex, text: str, expected: list[int]) -> None:
    assert found(index, query=Query(condition=Label(field=LabelField.ARTICLE, text=text))) == expected


def test_ids_are_found_by_keys_and_keys_by_ids(index: LibraryIndex) -> None:
    key = index.note_key(SECOND, 5)
    assert key is not None
    assert index.note_targets([key, 10_000]) == ((SECOND, 5), None)
    assert index.note_key(SECOND, 99) is None


def test_keys_stay_when_the_text_of_the_article_is_another_one(index: LibraryIndex) -> None:
    key = index.note_key(SECOND, 5)
    record = ArticleRecord(id=SECOND, title="Second thoughts, again", added=NOON)
    with index.writing():
        index.put_article(IndexedArticle(record=record, text=lambda: "other words", signature=2))
    assert index.note_key(SECOND, 5) == key


def test_common_tags_are_those_that_all_have(index: LibraryIndex) -> None:
    keys = [index.note_key(FIRST, 1) or 0, index.note_key(SECOND, 5) or 0]
    assert index.common_note_tags(keys) == ("sea",)
    assert index.common_note_tags(keys[:1]) == ("sea", "Öl")
    assert index.common_note_tags([*keys, index.note_key(FIRST, 2) or 0]) == ()
