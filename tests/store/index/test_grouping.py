"""Groups of articles: each stands in one, the groups and what is in them in order, and counted right."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from reader.model.kept import ArticleRecord, ReadingState
from reader.model.query import GroupKey, Query, SortKey
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Asked, Group, IndexedArticle, Shelf, Signatures, TagBranch
from reader.store.places import LibraryPlaces
from tests.store.index.corpus import ZONE

TODAY = date(2026, 3, 12)
"""A Thursday."""
NOON = datetime(2026, 3, 12, 12, tzinfo=ZONE)

Put = Callable[..., None]


@pytest.fixture
def index(tmp_path: Path) -> LibraryIndex:
    return LibraryIndex(LibraryPlaces(tmp_path / "library", tmp_path / "local"), zone=ZONE)


def put(
    index: LibraryIndex,
    name: str,
    added: datetime = NOON,
    *,
    state: ReadingState | None = None,
    site: str = "",
    authors: tuple[str, ...] = (),
    published: str = "",
) -> None:
    record = ArticleRecord(id=name, title=name, added=added, site=site, authors=authors, published=published)
    with index.writing():
        index.put_article(IndexedArticle(record=record, text=lambda: "words", signature=1))
        index.put_state(name, state or ReadingState(), Signatures(state=1))


def grouped(index: LibraryIndex, group: GroupKey, query: Query | None = None) -> list[tuple[str, str]]:
    """Return each group with what stands in it."""
    found = index.found(Asked(query=query or Query(), group=group, today=TODAY))
    ids = [str(one) for one in index.article_ids(found.docids)]
    assert sum(one.size for one in found.groups) == len(ids)
    assert [one.start for one in found.groups] == [
        sum(g.size for g in found.groups[:at]) for at in range(len(found.groups))
    ]
    return [(one.key, "".join(ids[one.start : one.start + one.size])) for one in found.groups]


def test_days_are_those_of_the_readers_own_zone(index: LibraryIndex) -> None:
    midnight = datetime(2026, 3, 12, tzinfo=ZONE)
    moments = {
        "a": NOON + timedelta(days=3),  # the clock of another machine
        "b": midnight,
        "c": midnight - timedelta(seconds=1),
        "d": midnight - timedelta(days=1, seconds=1),
        "e": datetime(2026, 3, 9, tzinfo=ZONE),
        "f": datetime(2026, 3, 8, 23, 59, tzinfo=ZONE),
        "g": datetime(2026, 3, 1, tzinfo=ZONE),
        "h": datetime(2026, 2, 28, 23, tzinfo=ZONE),
        "i": datetime(2001, 5, 5, tzinfo=ZONE),
        "j": datetime(2001, 1, 1, tzinfo=ZONE),
    }
    for name, moment in moments.items():
        put(index, name, moment.astimezone(UTC))
    assert grouped(index, GroupKey.DAY) == [
        ("today", "ab"),
        ("yesterday", "c"),
        ("week", "de"),
        ("2026-03", "fg"),
        ("2026-02", "h"),
        ("2001", "ij"),
    ]
    oldest_first = Query(sort=SortKey.ADDED, is_reversed=True)
    assert [key for key, _ in grouped(index, GroupKey.DAY, oldest_first)][:2] == ["2001", "2026-02"]
    by_title = Query(sort=SortKey.TITLE, is_reversed=True)
    assert grouped(index, GroupKey.DAY, by_title)[0] == ("today", "ba")  # the latest day first, in any order within it


@pytest.mark.parametrize(("today", "keys"), [(9, ["today", "yesterday"]), (10, ["today", "yesterday", "2026-03"])])
def test_a_week_that_has_just_begun_holds_no_day_twice(index: LibraryIndex, today: int, keys: list[str]) -> None:
    for day in (8, today) if today == 9 else (8, 9, today):
        put(index, str(day), datetime(2026, 3, day, 12, tzinfo=ZONE))
    found = index.found(Asked(group=GroupKey.DAY, today=date(2026, 3, today)))
    assert [group.key for group in found.groups] == keys


def test_days_go_by_the_date_that_orders(index: LibraryIndex) -> None:
    put(index, "a", NOON, published="2026-03-11", state=ReadingState(opened=NOON - timedelta(days=30)))
    put(index, "b", NOON - timedelta(days=40), published="2026-03-12T23:30:00+09:00")
    assert grouped(index, GroupKey.DAY, Query(sort=SortKey.PUBLISHED)) == [("today", "b"), ("yesterday", "a")]
    assert grouped(index, GroupKey.DAY, Query(sort=SortKey.READ)) == [("2026-02", "a"), ("", "b")]
    assert grouped(index, GroupKey.YEAR) == [("2026", "ab")]


def test_years_are_those_of_publication(index: LibraryIndex) -> None:
    put(index, "a", published="1899-12-31")
    put(index, "b", published="2024-05-02")
    put(index, "c")
    assert grouped(index, GroupKey.YEAR) == [("2026", "c"), ("2024", "b"), ("1899", "a")]


def test_sites_tags_and_authors_come_by_name_and_what_has_none_last(index: LibraryIndex) -> None:
    put(index, "a", site="Zeit", authors=("Oda Brandt", "Ivo Rask"), state=ReadingState(tags=("reeds", "Lake")))
    put(index, "b", site="École", authors=("Oda Brandt",), state=ReadingState(tags=("lake",)))
    put(index, "c")
    assert grouped(index, GroupKey.SITE) == [("ecole", "b"), ("zeit", "a"), ("", "c")]
    assert grouped(index, GroupKey.AUTHOR) == [("oda brandt", "ba"), ("", "c")]
    assert grouped(index, GroupKey.TAG) == [("lake", "ba"), ("", "c")]


def test_groups_say_how_much_in_them_is_unread(index: LibraryIndex) -> None:
    put(index, "a", site="Post", state=ReadingState(is_read=True))
    put(index, "b", site="Post")
    put(index, "c", site="Post", state=ReadingState(is_trashed=True))
    found = index.found(Asked(group=GroupKey.SITE, today=TODAY))
    assert found.groups == (Group("post", 0, 2, 1),)


def test_a_list_without_groups_has_none(index: LibraryIndex) -> None:
    put(index, "a")
    assert index.found(Asked()).groups == ()


def test_a_tag_holds_those_nested_in_it(index: LibraryIndex) -> None:
    put(index, "a", state=ReadingState(tags=("lake", "lake/ferry")))
    put(index, "b", state=ReadingState(tags=("lake/reeds/tall",), is_read=True))
    put(index, "c", state=ReadingState(tags=("lakeside",)))
    put(index, "d", state=ReadingState(tags=("lake/ferry",), is_archived=True))
    put(index, "e", state=ReadingState(tags=("Lake/x",)))
    put(index, "f")

    def of(tag: str) -> set[str | None]:
        return set(index.article_ids(index.article_docids(Asked(tag=tag))))

    assert of("lake") == {"a", "b", "d"}
    assert of("lake/reeds") == {"b"}
    assert of("lakeside") == {"c"}
    assert of("") == {"a", "b", "c", "d", "e"}
    counts = index.counts()
    assert counts.branches == (
        TagBranch("Lake", 1, 1),
        TagBranch("lake", 3, 1),
        TagBranch("lake/reeds", 1, 0),
    )
    assert (counts.tagged, counts.new_tagged) == (5, 3)
    assert dict(counts.new_tags) == {"lake": 1, "lake/ferry": 1, "lakeside": 1, "Lake/x": 1}


def test_what_is_new_is_neither_read_nor_archived(index: LibraryIndex) -> None:
    put(index, "a", state=ReadingState(is_starred=True))
    put(index, "b", state=ReadingState(is_starred=True, is_read=True))
    put(index, "c", state=ReadingState(is_starred=True, is_archived=True))
    assert (index.counts().starred, index.counts().new_starred) == (3, 1)
    assert index.count_new(index.article_docids(Asked())) == 1


def test_every_article_stands_in_one_group(make_many: LibraryIndex) -> None:
    plain = list(make_many.article_docids(Asked(shelf=Shelf.EVERYTHING)))
    for group in GroupKey:
        for sort in SortKey:
            found = make_many.found(Asked(query=Query(sort=sort), shelf=Shelf.EVERYTHING, group=group, today=TODAY))
            assert sorted(found.docids) == sorted(plain)
            keys = [one.key for one in found.groups]
            assert keys == [key for key, _ in groupby(keys)]
            assert len(set(keys)) == len(keys)


@pytest.fixture
def make_many(index: LibraryIndex) -> LibraryIndex:
    for number in range(40):
        put(
            index,
            f"{number:02}",
            NOON - timedelta(days=number * number),
            site=("", "Post", "Zeit")[number % 3],
            authors=("Ida",) * (number % 2),
            published=("", "2020-05", "1950-01-01")[number % 3],
            state=ReadingState(opened=NOON if number % 4 else None, tags=("a", "b")[: number % 3]),
        )
    return index
