"""Whatever is asked, the index answers what looking at every document would."""

import dataclasses
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model.kept import ArticleRecord
from reader.model.query import Condition, Query, SortKey
from reader.model.search_text import fold
from reader.model.text import clean_line
from reader.store.index import asking, compiling
from reader.store.index.conditions import simplified
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Asked, Shelf
from reader.store.places import LibraryPlaces
from tests.store.index.corpus import (
    NAMED_FEEDS,
    ZONE,
    Document,
    holds,
    lies_on,
    make_condition,
    make_documents,
    make_placed,
    make_record,
    make_state,
    make_text,
    published_day,
    put,
)


class Made:
    """An index and the documents in it."""

    def __init__(self, index: LibraryIndex, documents: list[Document]) -> None:
        self.index = index
        self.documents = documents

    def article_ids(self, asked: Asked) -> list[str | None]:
        return list(self.index.article_ids(self.index.article_docids(asked)))

    def annotation_ids(self, asked: Asked, limit: int | None = None) -> list[int]:
        rows = self.index.annotations(self.index.annotation_keys(asked, limit))
        assert all(row is not None for row in rows)
        return [row.placed.annotation.id for row in rows if row is not None]

    def expected_articles(self, condition: Condition | None, shelf: Shelf = Shelf.KEPT) -> list[Document]:
        condition = simplified(condition)
        return [
            one for one in self.documents if one.record and lies_on(shelf, one, condition) and holds(condition, one)
        ]

    def expected_annotations(self, condition: Condition | None) -> list[int]:
        condition = simplified(condition)
        found = [
            placed.annotation
            for one in self.documents
            if lies_on(Shelf.SHOWN_OR_HIDDEN, one)
            for placed in one.placed
            if holds(condition, one, placed)
        ]
        found.sort(key=lambda annotation: annotation.created, reverse=True)
        return [annotation.id for annotation in found]


def _fill(folder: Path, rng: random.Random, count: int) -> Made:
    index = LibraryIndex(LibraryPlaces(folder / "library", folder / "local"), zone=ZONE)
    documents = make_documents(rng, count)
    with index.writing():
        for document in documents:
            put(index, document)
    index.mark_complete()
    return Made(index, documents)


def _change(made: Made, rng: random.Random) -> None:
    """Change documents in every way that files change."""
    for number, one in enumerate(made.documents):
        match rng.randint(0, 7):
            case 0:
                one.record = make_record(rng, one.article_id, number)
                one.text = make_text(rng, 14)
            case 1:
                one.record, one.text = None, None
                made.index.drop_record(one.article_id)
            case 2:
                one.state = make_state(rng)
            case 3:
                one.placed = [*one.placed[1:], make_placed(rng, one.article_id, 50 * number + 40)]
            case 4:
                one.placed = []
            case 5 if one.record:  # a title set by hand: the text stays
                one.record = dataclasses.replace(one.record, title=clean_line(make_text(rng, 4)))
            case 6 if one.record and one.text is None:  # the text comes over
                one.text = make_text(rng, 14)
            case _:
                continue
        put(made.index, one)


@pytest.fixture(scope="module")
def make_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Made]]:
    """Makes the library of a number once, half of them changed after they were made."""
    made: dict[int, Made] = {}

    def make(seed: int) -> Made:
        if seed not in made:
            rng = random.Random(seed)
            made[seed] = _fill(tmp_path_factory.mktemp("made"), rng, 40)
            if seed % 2:
                _change(made[seed], rng)
        return made[seed]

    yield make
    for one in made.values():
        one.index.close()


many = settings(max_examples=200, deadline=None)


@many
@given(library=st.integers(0, 5), seed=st.integers(0, 2**32), shelf=st.sampled_from(list(Shelf)))
def test_articles_are_those_for_which_the_condition_holds(
    make_library: Callable[[int], Made], library: int, seed: int, shelf: Shelf
) -> None:
    made, condition = make_library(library), make_condition(random.Random(seed))
    asked = Asked(query=Query(condition=condition), shelf=shelf, named_feeds=NAMED_FEEDS)
    expected = made.expected_articles(condition, shelf)
    expected.sort(key=lambda one: one.record.added if one.record else 0, reverse=True)
    assert made.article_ids(asked) == [one.article_id for one in expected]


@many
@given(library=st.integers(0, 5), seed=st.integers(0, 2**32), limit=st.sampled_from((None, 1, 5)))
def test_annotations_are_those_for_which_the_condition_holds(
    make_library: Callable[[int], Made], library: int, seed: int, limit: int | None
) -> None:
    made, condition = make_library(library), make_condition(random.Random(seed))
    found = made.annotation_ids(Asked(query=Query(condition=condition), named_feeds=NAMED_FEEDS), limit)
    assert found == made.expected_annotations(condition)[:limit]


@many
@given(library=st.integers(0, 5), seed=st.integers(0, 2**32))
def test_what_is_common_and_what_is_rare_is_found_alike(
    make_library: Callable[[int], Made], library: int, seed: int
) -> None:
    """With the thresholds of a big library at work, and the best matches asked for: the same are found, in some order."""
    made, condition = make_library(library), make_condition(random.Random(seed))
    asked = Asked(query=Query(condition=condition, sort=SortKey.BEST), named_feeds=NAMED_FEEDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "_MANY", 3)
        patch.setattr(asking, "_RECENT", asking._RECENT.replace("3000", "9"))
        patch.setattr(compiling, "_FEW", random.Random(seed).choice((0, 2)))
        patch.setattr(compiling, "_MOST_CHOSEN", random.Random(seed).choice((1, 2, 50)))
        found = made.article_ids(asked)
        annotations = made.annotation_ids(asked)
        newest = made.annotation_ids(Asked(query=Query(condition=condition), named_feeds=NAMED_FEEDS), 4)
    assert sorted(map(str, found)) == sorted(one.article_id for one in made.expected_articles(condition))
    assert sorted(annotations) == sorted(made.expected_annotations(condition))
    assert newest == made.expected_annotations(condition)[:4]


@pytest.mark.parametrize("is_reversed", [False, True])
@pytest.mark.parametrize("sort", [key for key in SortKey if key is not SortKey.BEST])
def test_articles_come_in_the_order_asked_for(
    make_library: Callable[[int], Made], sort: SortKey, is_reversed: bool
) -> None:
    made = make_library(0)
    documents = made.expected_articles(None)
    newest = sorted(documents, key=lambda one: _record(one).added, reverse=True)

    def key(one: Document) -> Any:
        record = _record(one)
        match sort:
            case SortKey.ADDED:
                return record.added
            case SortKey.PUBLISHED:
                return published_day(record)
            case SortKey.READ:
                return one.state.opened
            case SortKey.TITLE:
                return fold(record.title)
            case SortKey.SITE:
                return fold(record.site)
            case SortKey.ANNOTATED:
                highlights = sum(placed.annotation.is_highlight for placed in one.placed)
                return max(highlights, sum(bool(placed.annotation.note) for placed in one.placed))
            case SortKey.UNREAD:
                return not one.state.is_read
            case _:
                return fold(", ".join(record.authors)) if sort is SortKey.AUTHOR else record.words

    found = made.article_ids(Asked(query=Query(sort=sort, is_reversed=is_reversed)))
    by_id = {one.article_id: one for one in documents}
    is_falling = (sort not in (SortKey.TITLE, SortKey.SITE, SortKey.AUTHOR)) != is_reversed
    if sort is SortKey.PUBLISHED:  # within a day the hours decide
        days = [key(by_id[str(one)]) for one in found]
        assert days == sorted(days, reverse=is_falling)
        return
    may_lack = sort in (SortKey.READ, SortKey.SITE, SortKey.AUTHOR)
    filled = [one for one in newest if not may_lack or key(one)]
    expected = sorted(filled, key=key, reverse=is_falling)
    if sort is not SortKey.ADDED:  # Python keeps the order of equals either way round
        assert expected
    expected += [one for one in newest if may_lack and not key(one)]
    assert found == [one.article_id for one in expected]


def test_reversed_best_is_the_same_turned_round(make_library: Callable[[int], Made]) -> None:
    made, condition = make_library(0), make_condition(random.Random(3))
    forth = made.article_ids(Asked(query=Query(condition=condition, sort=SortKey.BEST), named_feeds=NAMED_FEEDS))
    back = made.article_ids(
        Asked(query=Query(condition=condition, sort=SortKey.BEST, is_reversed=True), named_feeds=NAMED_FEEDS)
    )
    assert forth == back[::-1]


def test_the_end_of_the_best_is_not_the_newest_turned_round(make_library: Callable[[int], Made]) -> None:
    made = make_library(0)
    asked = Asked(query=Query(sort=SortKey.BEST, is_reversed=True))
    assert made.annotation_ids(asked, 3) == made.annotation_ids(asked)[:3] == made.expected_annotations(None)[:-4:-1]


def _record(one: Document) -> ArticleRecord:
    assert one.record is not None
    return one.record


@pytest.mark.parametrize("library", range(6))
def test_counts_and_tags_are_those_of_the_documents(make_library: Callable[[int], Made], library: int) -> None:
    made = make_library(library)
    counts = made.index.counts()
    for shelf, count in (
        (Shelf.INBOX, counts.inbox),
        (Shelf.STARRED, counts.starred),
        (Shelf.ARCHIVE, counts.archive),
        (Shelf.KEPT, counts.kept),
        (Shelf.TRASH, counts.trash),
    ):
        assert count == len(made.expected_articles(None, shelf)), shelf
    assert counts.unread == sum(not one.state.is_read for one in made.expected_articles(None, Shelf.INBOX))
    of_articles: dict[str, int] = {}
    for one in made.expected_articles(None, Shelf.SHOWN_OR_HIDDEN):  # a tag is the reader's, and hides nothing
        for tag in one.state.tags:
            of_articles[tag] = of_articles.get(tag, 0) + 1
    assert dict(counts.tags) == of_articles
    assert [fold(name) for name, _ in counts.tags] == sorted(fold(name) for name, _ in counts.tags)
    of_annotations: dict[str, int] = {}
    for one in made.documents:
        for placed in one.placed if not one.state.is_trashed else ():
            for tag in placed.annotation.tags:
                of_annotations[tag] = of_annotations.get(tag, 0) + 1
    uses = made.index.all_tags()
    assert {use.name: use.articles for use in uses if use.articles} == of_articles
    assert {use.name: use.annotations for use in uses if use.annotations} == of_annotations


@pytest.mark.parametrize("library", range(6))
def test_rows_show_the_documents(make_library: Callable[[int], Made], library: int) -> None:
    made = make_library(library)
    by_id = {one.article_id: one for one in made.documents}
    for row in made.index.rows(made.index.article_docids(Asked(shelf=Shelf.EVERYTHING))):
        assert row is not None
        one = by_id[row.record.id]
        assert row.record == one.record
        assert row.state == one.state
        assert row.counts.highlights == sum(placed.annotation.is_highlight for placed in one.placed)
        assert row.counts.notes == sum(bool(placed.annotation.note) for placed in one.placed)
    for found in made.index.annotations(made.index.annotation_keys(Asked(shelf=Shelf.EVERYTHING))):
        assert found is not None
        article_id = found.placed.annotation.article_id
        assert found.placed in by_id[article_id].placed
        assert made.index.article_ids([found.docid]) == (article_id,)
