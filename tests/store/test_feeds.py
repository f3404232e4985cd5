"""What is remembered of feeds: nothing is lost or seen twice, whatever stops a sync or meets it from another machine."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.dates import PageDate
from reader.model.feed import FeedEntry, FeedHealth, FeedImage
from reader.store import feeds as feeds_module
from reader.store.block_codec import UNREADABLE
from reader.store.combining import combine_feed_logs
from reader.store.feed_codec import entry_from_json, entry_to_json, health_from_json, health_to_json
from reader.store.feeds import FeedState, FeedStore
from reader.store.kinds import FileKind, kind_of
from reader.store.places import LibraryPlaces
from reader.store.sealed import canonical
from tests.fuzzing.odd import oddly_changed
from tests.store.typed_values import misplaced

FEED = "feedfeedfeedfeed"
ONE, TWO = "1111111111111111", "2222222222222222"
DAY = date(2026, 3, 14)
ENTRY = FeedEntry(
    key="tag:example.org,2026:1",
    url="https://example.org/1",
    title="渡し船が戻る",
    authors=("Ada Holm",),
    published=PageDate(value=datetime(2026, 3, 14, 6, tzinfo=UTC), source="Sat, 14 Mar 2026 06:00:00 GMT"),
    updated=PageDate(value=DAY, source="2026-03-14"),
    content="<p>It sails <b>again</b>.</p>",
    summary="It sails.",
    tags=("sea",),
    language="en",
    images=(FeedImage(url="https://example.org/a.jpg", caption="The ferry", width=3),),
    enclosures=(FeedImage(url="https://example.org/a.mp3", media_type="audio/mpeg"),),
    source_title="Harbour News",
)
HEALTH = FeedHealth(
    asked=datetime(2026, 3, 14, 7, tzinfo=UTC),
    due=datetime(2026, 3, 14, 8, tzinfo=UTC),
    due_because="the server asks for an hour",
    failures=2,
    error="no answer",
    hint="try later",
    status=503,
    etag='W/"a"',
    per_day=1.5,
    seconds=0.25,
    log=("2026-03-14T07:00:00Z no answer",),
)


@pytest.fixture
def store(places: LibraryPlaces) -> FeedStore:
    return FeedStore(places)


def copy_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.sync-conflict-20260102-120000-ABCDEFG{path.suffix}")


# How a feed is doing.


def test_entries_and_health_come_back_as_they_were() -> None:
    assert entry_from_json(entry_to_json(ENTRY)) == ENTRY
    assert health_from_json(health_to_json(HEALTH)) == HEALTH
    assert entry_to_json(FeedEntry(key="x")) == {"key": "x"}
    assert health_to_json(FeedHealth()) == {}


def test_health_and_what_waits_are_kept_in_one_file_on_this_machine(store: FeedStore, places: LibraryPlaces) -> None:
    assert store.load(FEED) == FeedState()
    store.save(FEED, HEALTH, [ENTRY])
    assert FeedStore(places).load(FEED) == FeedState(HEALTH, (ENTRY,))
    assert not places.folder.exists()
    store.save(FEED, FeedHealth())
    assert store.load(FEED) == FeedState(FeedHealth(), (ENTRY,))
    store.save(FEED, FeedHealth(), ())
    assert store.waiting(FEED) == ()


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"{", b'{"schema":1,"sum":"00000000","body":\n{"health":{}}\n}\n'])
def test_a_damaged_state_is_that_of_a_new_feed(store: FeedStore, places: LibraryPlaces, damage: bytes) -> None:
    store.save(FEED, HEALTH, [ENTRY])
    places.feed_state(FEED).write_bytes(damage)
    assert store.load(FEED) == FeedState()
    store.save(FEED, HEALTH)
    assert store.load(FEED) == FeedState(HEALTH)


@given(st.integers(0, 2**32))
def test_whatever_stands_in_a_state_is_an_entry_and_health_or_none(seed: int) -> None:
    chance = random.Random(seed)
    for read, body in ((entry_from_json, entry_to_json(ENTRY)), (health_from_json, health_to_json(HEALTH))):
        try:
            found = read(oddly_changed(body, chance))
        except UNREADABLE:
            continue
        assert not list(misplaced(found, type(found)))


# What was seen.


def test_what_was_ticked_off_is_known_by_its_key(store: FeedStore, places: LibraryPlaces) -> None:
    assert "a" not in store.seen(FEED)
    store.tick_off(FEED, {"a": ONE, "\ud800 b": TWO}, DAY)
    seen = FeedStore(places).seen(FEED)
    assert ("a" in seen, "\ud800 b" in seen, "c" in seen, len(seen)) == (True, True, False, 2)
    assert (seen.article_of("a"), seen.article_of("c")) == (ONE, "")
    assert seen.article_ids == {ONE, TWO}
    assert list(store.logs()) == [FEED]
    assert kind_of(places.name_of(places.feed_log(FEED))) is FileKind.FEED_LOG


def test_nothing_is_written_if_nothing_is_new(store: FeedStore, places: LibraryPlaces) -> None:
    store.tick_off(FEED, {}, DAY)
    assert not places.feeds.exists()
    store.tick_off(FEED, {"a": ONE}, DAY)
    before = places.feed_log(FEED).stat()
    store.tick_off(FEED, {"a": ONE}, DAY + timedelta(days=20), present=["a", "new and not an article yet"])
    assert places.feed_log(FEED).stat().st_mtime_ns == before.st_mtime_ns
    assert "new and not an article yet" not in store.seen(FEED)


def test_an_entry_is_remembered_for_as_long_as_it_is_in_the_feed_and_some_time_longer(store: FeedStore) -> None:
    store.tick_off(FEED, {"stays": ONE, "goes": TWO}, DAY)
    day = DAY
    for _ in range(5):
        day += timedelta(days=31)
        assert store.seen(FEED).is_behind(["stays"], day)
        store.tick_off(FEED, {}, day, present=["stays"])
        assert not store.seen(FEED).is_behind(["stays"], day)
        assert ("goes" in store.seen(FEED)) == (day - DAY <= timedelta(days=feeds_module.REMEMBERED_DAYS))
    assert "stays" in store.seen(FEED)
    assert "goes" not in store.seen(FEED)


def test_of_too_many_the_ones_that_were_seen_last_are_remembered(
    store: FeedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_module, "MOST_REMEMBERED", 3)
    store.tick_off(FEED, {"a": ONE, "b": ONE}, DAY)
    store.tick_off(FEED, {"c": ONE, "d": ONE}, DAY + timedelta(days=1))
    seen = store.seen(FEED)
    assert len(seen) == 3
    assert "c" in seen
    assert "d" in seen


def test_a_damaged_log_starts_anew_and_its_bytes_are_kept(store: FeedStore, places: LibraryPlaces) -> None:
    places.feeds.mkdir(parents=True)
    places.feed_log(FEED).write_bytes(b"no log")
    assert len(store.seen(FEED)) == 0
    store.tick_off(FEED, {"a": ONE}, DAY)
    assert "a" in store.seen(FEED)
    assert [path.read_bytes() for path in places.damaged.iterdir()] == [b"no log"]


def test_what_is_no_entry_in_a_log_is_passed_over(store: FeedStore, places: LibraryPlaces) -> None:
    from reader.store.sealed import seal

    places.feeds.mkdir(parents=True)
    entries: dict[str, Any] = {
        "a": 3,
        "b": [ONE],
        "c": ["..", "2026-01-01"],
        "d": [ONE, "soon"],
        "e": [ONE, "2026-03-01"],
    }
    places.feed_log(FEED).write_bytes(seal({"entries": entries}))
    assert len(store.seen(FEED)) == 1


def test_logs_of_two_machines_come_together(store: FeedStore, places: LibraryPlaces, tmp_path: Path) -> None:
    there = LibraryPlaces(tmp_path / "there", tmp_path / "there local")
    store.tick_off(FEED, {"a": ONE}, DAY)
    FeedStore(there).tick_off(FEED, {"a": ONE, "b": TWO}, DAY + timedelta(days=1))
    copy_of(places.feed_log(FEED)).write_bytes(there.feed_log(FEED).read_bytes())
    assert store.sweep() == 1
    assert not copy_of(places.feed_log(FEED)).exists()
    assert store.seen(FEED).article_ids == {ONE, TWO}
    assert not places.problems


ENTRIES = st.dictionaries(
    st.sampled_from("abcd"),
    st.tuples(st.sampled_from((ONE, TWO)), st.dates(DAY, DAY + timedelta(days=3)).map(str)).map(list),
)
LOGS = st.fixed_dictionaries({"entries": ENTRIES}, optional={"newer": st.integers()})


@given(LOGS, LOGS, LOGS)
def test_merging_logs_takes_all_whatever_the_order(a: Any, b: Any, c: Any) -> None:
    merged = {canonical(reduce(combine_feed_logs, some)) for some in permutations((a, b, c))}
    merged |= {canonical(combine_feed_logs(a, combine_feed_logs(b, c)))}
    assert len(merged) == 1
    assert combine_feed_logs(a, a) == a
    both = combine_feed_logs(a, b)
    assert both["entries"].keys() == a["entries"].keys() | b["entries"].keys()
    for key, (_, day) in both["entries"].items():
        assert day == max(body["entries"][key][1] for body in (a, b) if key in body["entries"])
