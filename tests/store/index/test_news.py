"""News in the index: what each list shows and counts is what looking at every record would show."""

import dataclasses
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model.feed_ref import FeedRef
from reader.model.kept import ArticleRecord, ReadingState
from reader.model.query import Flag, FlagName, GroupKey, Label, LabelField, Query, SortKey
from reader.store.index import stories
from reader.store.index.library_index import LibraryIndex
from reader.store.index.rows import Asked, IndexedArticle, NamedFeed, Shelf, Signatures
from reader.store.places import LibraryPlaces
from tests.store.index.conftest import MakeArticle
from tests.store.index.corpus import FEEDS, NAMED_FEEDS, NOON, ZONE, Document, make_documents, put

A, B, C = list(FEEDS)[:3]
ALL_NEWS = Asked(shelf=Shelf.NEWS, is_folded=True)

MakeNews = Callable[..., IndexedArticle]


@pytest.fixture
def make_news(make_article: MakeArticle) -> MakeNews:
    """Makes news `number` by `number`, each a day younger, that came through feeds and may name an article of its story."""

    def make(number: int, *feeds: str, story: int | None = None, came: bool = True, **fields: object) -> IndexedArticle:
        article = make_article(number)
        record = dataclasses.replace(
            article.record,
            feeds=tuple(FeedRef(feed_id=feed_id, key="k") for feed_id in sorted(feeds or (A,))),
            came_by_feed=came,
            story=id_of(story) if story is not None else "",
            **fields,  # type: ignore[arg-type]  # fields of a record
        )
        return dataclasses.replace(article, record=record)

    return make


def id_of(number: int) -> str:
    return f"{number:016x}"


def numbers(index: LibraryIndex, asked: Asked = ALL_NEWS) -> list[int]:
    return [int(article_id or "", 16) for article_id in index.article_ids(index.article_docids(asked))]


def set_state(index: LibraryIndex, number: int, **flags: bool) -> None:
    index.put_state(id_of(number), ReadingState(**flags), Signatures(state=1))  # type: ignore[arg-type]  # flags alone


def also(index: LibraryIndex, number: int) -> tuple[int, tuple[str, ...]]:
    docid = index.docid_of(id_of(number))
    assert docid is not None
    (row,) = index.rows([docid])
    assert row is not None
    return row.also, row.feeds


# One thing after the other.


def test_news_is_in_no_inbox_until_it_is_kept(index: LibraryIndex, make_news: MakeNews) -> None:
    index.put_article(make_news(1))
    index.put_article(make_news(2, came=False))
    assert numbers(index) == [1]
    assert numbers(index, Asked(shelf=Shelf.INBOX)) == [2]
    assert numbers(index, Asked(shelf=Shelf.KEPT)) == [2, 1]
    set_state(index, 1, is_kept=True)
    assert numbers(index) == []
    assert numbers(index, Asked(shelf=Shelf.INBOX)) == [2, 1]
    set_state(index, 1)
    assert numbers(index) == [1]


def test_what_a_rule_hides_is_in_no_list_that_does_not_ask_for_it(index: LibraryIndex, make_news: MakeNews) -> None:
    index.put_article(make_news(1))
    set_state(index, 1, is_hidden=True, is_starred=True)
    is_hidden = Query(condition=Flag(name=FlagName.IS_HIDDEN))
    for shelf in (Shelf.NEWS, Shelf.KEPT):
        assert numbers(index, Asked(shelf=shelf)) == []
        assert numbers(index, Asked(shelf=shelf, query=is_hidden)) == [1]
    assert numbers(index, Asked(shelf=Shelf.STARRED)) == [1]
    counts = index.counts()
    assert (counts.news, counts.kept, dict(counts.feeds)) == (0, 0, {})


def test_the_first_of_a_story_stands_for_it_and_when_it_is_gone_the_next(
    index: LibraryIndex, make_news: MakeNews
) -> None:
    for one in (make_news(3, C, story=1), make_news(1, A), make_news(2, B, story=1), make_news(7, A)):
        index.put_article(one)
    assert numbers(index) == [7, 1]
    assert also(index, 1) == (2, (A, B, C))
    assert also(index, 2) == (2, (B, A, C))
    assert also(index, 7) == (0, (A,))
    for flag in ("is_trashed", "is_archived", "is_hidden"):
        set_state(index, 1, **{flag: True})
        assert numbers(index) == [7, 2], flag
        assert index.counts().news == 2
        set_state(index, 1)
        assert numbers(index) == [7, 1]
    index.remove(id_of(1))
    assert numbers(index) == [7, 2]
    assert also(index, 2) == (1, (B, C))
    index.remove(id_of(2))
    assert numbers(index) == [7, 3]
    assert also(index, 3) == (0, (C,))
    index.put_article(make_news(1, A))
    assert numbers(index) == [7, 1]


def test_a_story_that_the_reader_has_kept_or_added_does_not_come_up_again(
    index: LibraryIndex, make_news: MakeNews
) -> None:
    for one in (make_news(1, A), make_news(2, B, story=1), make_news(3, C, story=1), make_news(7, A)):
        index.put_article(one)
    set_state(index, 2, is_kept=True)
    assert numbers(index) == [7]
    assert numbers(index, Asked(shelf=Shelf.INBOX)) == [2]
    assert also(index, 2) == (2, (B, A, C))
    counts = index.counts()
    assert (counts.news, counts.unread_news) == (1, 1)
    assert index.count_folders({"all": (A, B, C), "c": (C,)}) == {"all": (1, 1), "c": (0, 0)}
    assert numbers(index, Asked(shelf=Shelf.NEWS, feeds=(C,))) == [3]  # a feed's own list folds nothing
    set_state(index, 2, is_kept=True, is_archived=True)
    assert numbers(index) == [7]
    set_state(index, 2, is_kept=True, is_trashed=True)
    assert numbers(index) == [7, 1]
    index.put_article(make_news(3, C, story=1, came=False))
    assert numbers(index) == [7]


def test_two_that_name_one_another_are_one_story(index: LibraryIndex, make_news: MakeNews) -> None:
    """As two machines find them, one the one first, the other the other."""
    index.put_article(make_news(1, A, story=2))
    index.put_article(make_news(2, B, story=1))
    index.put_article(make_news(3, C, story=2))
    assert numbers(index) == [1]
    assert index.counts().news == 1
    index.put_article(make_news(3, C))
    assert numbers(index) == [3, 1]


def test_a_filter_folds_what_it_shows_alone(index: LibraryIndex, make_news: MakeNews) -> None:
    index.put_article(make_news(1, A))
    index.put_article(make_news(2, B, story=1))
    set_state(index, 1, is_read=True)
    unread = Query(condition=Flag(name=FlagName.IS_UNREAD))
    assert numbers(index, dataclasses.replace(ALL_NEWS, query=unread)) == [2]
    counts = index.counts()
    assert (counts.news, counts.unread_news) == (1, 0)
    assert dict(counts.feeds) == {A: (1, 0), B: (1, 1)}
    assert index.count_folders({"both": (A, B), "b": (B,)}) == {"both": (1, 0), "b": (1, 1)}


def test_all_who_tell_a_story_are_found_from_any_of_them(index: LibraryIndex, make_news: MakeNews) -> None:
    for one in (make_news(1, A), make_news(2, B, story=1), make_news(3, C, story=1), make_news(4, A)):
        index.put_article(one)
    set_state(index, 3, is_trashed=True)
    assert set(index.told_alike([id_of(2), id_of(4), "no id"])) == {id_of(1), id_of(2)}
    assert index.told_alike([]) == ()
    assert [index.docid_of(id_of(number)) for number in (1, 2)] == list(index.story_docids(id_of(2)))
    assert index.story_docids(id_of(4)) == index.story_docids("x") == ()


def test_an_article_with_another_text_stays_in_its_feeds_and_its_story(
    index: LibraryIndex, make_news: MakeNews, make_article: MakeArticle
) -> None:
    index.put_article(make_news(1, A))
    index.put_article(make_news(2, B, story=1))
    index.put_article(
        dataclasses.replace(make_news(1, A, versions=make_article(9).record.versions), text=lambda: "New.")
    )
    assert numbers(index) == [1]
    assert also(index, 1) == (1, (A, B))
    assert numbers(index, Asked(shelf=Shelf.NEWS, feeds=(A,))) == [1]


def test_news_of_tomorrow_stands_where_it_came(index: LibraryIndex, make_news: MakeNews) -> None:
    far = (NOON + timedelta(days=99)).isoformat()
    for number, published in ((1, far), (2, ""), (3, (NOON + timedelta(days=1)).isoformat())):
        index.put_article(make_news(number, published=published))
    assert numbers(index, dataclasses.replace(ALL_NEWS, usual=SortKey.PUBLISHED)) == [2, 3, 1]


def test_a_feed_is_called_by_its_name_its_id_and_its_folders(index: LibraryIndex, make_news: MakeNews) -> None:
    index.put_article(make_news(1, A))
    index.put_article(make_news(2, B))
    index.put_article(make_news(3, "f" * 16))
    feeds = (NamedFeed(A, "Harbour News", "Harbour News", "Sea/Näh"), NamedFeed(B, "Die Fähre", "Die Fähre", "Sea"))

    def found(text: str, *, is_prefix: bool = False) -> list[int]:
        label = Label(field=LabelField.FEED, text=text, is_prefix=is_prefix)
        return numbers(index, Asked(query=Query(condition=label), named_feeds=feeds))

    assert found("news harbour") == found(A) == found("sea/nah") == [1]
    assert found(A[:15]) == [2, 1]
    assert found("FAHRE") == [2]
    assert found("Sea") == found("sea/") == [2, 1]
    assert found("harb") == found("se") == found("gone") == []
    assert found("harb", is_prefix=True) == [1]
    assert found("se", is_prefix=True) == [2, 1]
    assert found("", is_prefix=True) == [3, 2, 1]
    assert found("F" * 16) == [3]  # nobody subscribes to it any more


def test_lists_are_gathered_by_feed_in_the_order_of_names(index: LibraryIndex, make_news: MakeNews) -> None:
    for one in (make_news(1, A), make_news(2, C), make_news(3, A, B), make_news(4, "f" * 16)):
        index.put_article(one)
    index.put_article(dataclasses.replace(make_news(5), record=dataclasses.replace(make_news(5).record, feeds=())))
    set_state(index, 1, is_read=True)
    feeds = tuple(NamedFeed(feed_id, name, name, "") for feed_id, name in ((B, "a"), (C, "b"), (A, "c")))
    found = index.found(dataclasses.replace(ALL_NEWS, group=GroupKey.FEED, named_feeds=feeds))
    assert [(group.key, group.size, group.unread) for group in found.groups] == [
        (B, 1, 1),
        (C, 1, 1),
        (A, 1, 0),
        ("f" * 16, 1, 1),
        ("", 1, 1),
    ]


# Everything at once.


def _story_of(documents: Iterable[Document]) -> Callable[[str], frozenset[str]]:
    """Return what gives the ids that hang together with an id by the names in the records."""
    together: dict[str, frozenset[str]] = {}
    for one in documents:
        record = one.record
        if record is not None and record.story and record.story != record.id and (record.feeds or record.story):
            both = together.get(record.id, frozenset([record.id])) | together.get(
                record.story, frozenset([record.story])
            )
            together |= dict.fromkeys(both, both)
    return lambda article_id: together.get(article_id, frozenset([article_id]))


def _shown(documents: Iterable[Document], *, feeds: frozenset[str] | None = None) -> dict[str, ArticleRecord]:
    """Return the records that the river shows, or the list of some feeds, by their ids."""
    documents = list(documents)
    story_of = _story_of(documents)
    stories: defaultdict[frozenset[str], list[ArticleRecord]] = defaultdict(list)
    for one in documents:
        record, state = one.record, one.state
        if record is None or not record.came_by_feed or state.is_kept:
            continue
        if state.is_archived or state.is_hidden or state.is_trashed:
            continue
        if feeds is not None and not feeds & {ref.feed_id for ref in record.feeds}:
            continue
        stories[story_of(record.id) if record.feeds or record.story else frozenset([record.id])].append(record)
    for one in documents:
        record = one.record
        is_news = record is not None and record.came_by_feed and not one.state.is_kept
        if record is not None and not is_news and not one.state.is_trashed and (record.feeds or record.story):
            stories.pop(story_of(record.id), None)  # the reader has it
    first = (min(records, key=lambda record: (record.added, record.id)) for records in stories.values())
    return {record.id: record for record in first}


def _check(index: LibraryIndex, documents: list[Document]) -> None:
    state_of = {one.article_id: one.state for one in documents}

    def unread(ids: Iterable[str]) -> int:
        return sum(not state_of[article_id].is_read for article_id in ids)

    shown = _shown(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_FEW", 0)  # as in a long list
        assert set(index.article_ids(index.article_docids(ALL_NEWS))) == shown.keys()
    assert set(index.article_ids(index.article_docids(ALL_NEWS))) == shown.keys()
    grouped = index.found(dataclasses.replace(ALL_NEWS, group=GroupKey.FEED, named_feeds=NAMED_FEEDS))
    assert set(index.article_ids(grouped.docids)) == shown.keys()
    counts = index.counts()
    assert (counts.news, counts.unread_news) == (len(shown), unread(shown))
    for feed_id in FEEDS:
        docids = index.article_docids(Asked(shelf=Shelf.NEWS, feeds=(feed_id,)))
        ids = [article_id or "" for article_id in index.article_ids(docids)]
        assert counts.feeds.get(feed_id, (0, 0)) == (len(ids), unread(ids))
    folders = {"two": list(FEEDS)[:2], "all": list(FEEDS), "none": []}
    for name, counted in index.count_folders(folders).items():
        expected = _shown(documents, feeds=frozenset(folders[name]))
        asked = Asked(shelf=Shelf.NEWS, feeds=tuple(folders[name]), is_folded=True)
        assert set(index.article_ids(index.article_docids(asked))) == expected.keys()
        assert counted == (len(expected), unread(expected))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_whatever_came_and_went_in_whatever_order(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    rng = random.Random(seed)
    folder = tmp_path_factory.mktemp("news")
    documents = make_documents(rng, 24)
    for one in documents:
        one.placed = []
    index = LibraryIndex(LibraryPlaces(folder / "library", folder / "local"), zone=ZONE)
    try:
        with index.writing():
            for one in documents:
                put(index, one)
        _check(index, documents)
        others = make_documents(rng, 24)
        with index.writing():
            for one, other in zip(documents, others, strict=True):
                match rng.randint(0, 3):
                    case 0:
                        index.remove(one.article_id)
                        one.record, one.state = None, ReadingState()
                    case 1 if other.record is not None:
                        story = rng.choice(documents).article_id if rng.random() < 0.5 else ""
                        one.record = dataclasses.replace(other.record, id=one.article_id, story=story)
                        put(index, one)
                    case 2:
                        one.state = other.state
                        put(index, one)
                    case _:
                        continue
        _check(index, documents)
    finally:
        index.close()


def test_the_index_of_a_library_is_the_same_however_it_was_filled(tmp_path: Path) -> None:
    """Stories hang together by records alone, so that every machine folds alike."""
    documents = make_documents(random.Random(7), 30)
    found = []
    for number in range(3):
        index = LibraryIndex(LibraryPlaces(tmp_path / f"{number}", tmp_path / f"{number} local"), zone=ZONE)
        with index.writing():
            for one in random.Random(number).sample(documents, len(documents)):
                put(index, one)
        rows = index.rows(index.article_docids(Asked(shelf=Shelf.EVERYTHING)))
        found.append({row.record.id: (row.also, row.feeds) for row in rows if row is not None})
        index.close()
    assert found[0] == found[1] == found[2]
    assert any(also for also, _ in found[0].values())
