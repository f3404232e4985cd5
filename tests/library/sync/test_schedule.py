"""When feeds are asked, and what an answer changes: tables of what was, what came and the time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from reader.library.sync.schedule import (
    FIRST_WAIT,
    JITTER,
    LOG_LINES,
    MOST_PATIENCE,
    MOST_RETRY_AFTER,
    FeedCame,
    FeedFailed,
    is_due,
    judge,
    logged,
    put_off,
    rate_per_day,
    seconds_until_due,
)
from reader.model.dates import PageDate
from reader.model.feed import Feed, FeedHealth, FeedSettings

NOW = datetime(2026, 3, 14, 6, 0, tzinfo=UTC)
FEED = Feed(id="ab12cd34ef56ab78", url="https://hill.example/feed")
NEVER = FeedHealth()
HOUR = timedelta(hours=1)


def dates(*hours_ago: float) -> tuple[PageDate, ...]:
    return tuple(PageDate(value=NOW - timedelta(hours=hours)) for hours in hours_ago)


def every(minutes: int) -> Feed:
    return replace(FEED, settings=FeedSettings(every_minutes=minutes))


@pytest.mark.parametrize(
    ("feed", "health", "expected"),
    [
        (FEED, NEVER, True),
        (replace(FEED, is_paused=True), NEVER, False),
        (FEED, FeedHealth(due=NOW + HOUR), False),
        (FEED, FeedHealth(due=NOW), True),
        (FEED, FeedHealth(due=NOW - HOUR), True),
        (FEED, FeedHealth(due=NOW + timedelta(seconds=90)), True),  # a timer that rings a little early
        (FEED, FeedHealth(due=NOW + timedelta(days=400)), True),  # the clock was a year ahead when it was asked
        (FEED, FeedHealth(asked=NOW + HOUR, due=NOW + 2 * HOUR), True),  # the clock was put back by an hour and more
        (FEED, FeedHealth(asked=NOW - HOUR, due=NOW + timedelta(days=6)), False),  # Retry-After
        (replace(FEED, is_paused=True), FeedHealth(due=NOW - HOUR), False),
    ],
)
def test_a_feed_is_due(feed: Feed, health: FeedHealth, expected: bool) -> None:
    assert is_due(feed, health, NOW) is expected
    assert (seconds_until_due(feed, health, NOW) == 0) is expected


@pytest.mark.parametrize(
    ("answer", "feed", "least", "most", "because"),
    [
        # By its rate: asked about twice for each new entry, but neither all the time nor once a week.
        (FeedCame(entry_count=3, dates=dates(2, 4, 6)), FEED, 1, 1.2, "about 12 new a day"),
        (FeedCame(entry_count=30, dates=dates(*(0.1 * n for n in range(1, 31)))), FEED, 0.25, 0.28, "240 new a day"),
        (FeedCame(entry_count=3, dates=dates(24, 24 * 10, 24 * 60)), FEED, 6, 6.6, "about 1 new a week"),
        (FeedCame(entry_count=3, dates=dates(24 * 40, 24 * 50, 24 * 60)), FEED, 6, 6.6, "nothing new in weeks"),
        (FeedCame(), FEED, 1, 1.1, "as usual"),
        # As the reader wishes, whatever its rate.
        (FeedCame(entry_count=3, dates=dates(2, 4, 6)), every(30), 0.5, 0.56, "every 30 minutes, as you set it"),
        # Not before server and feed want to be asked, but no header keeps a feed away for longer than a day.
        (FeedCame(fresh_until=NOW + 3 * HOUR), FEED, 3, 3, "its server asks for 3 hours"),
        (FeedCame(fresh_until=NOW + timedelta(days=365)), FEED, 24, 24, "its server asks for 1 day"),
        (FeedCame(fresh_until=NOW - HOUR), FEED, 1, 1.1, "as usual"),
        (FeedCame(ttl_minutes=150), FEED, 2.5, 2.5, "the feed asks for 2 h 30 min"),
        (FeedCame(ttl_minutes=10**9), FEED, 24, 24, "the feed asks for 1 day"),
        (FeedCame(fresh_until=NOW + 2 * HOUR), every(5), 2, 2, "its server asks for 2 hours"),
    ],
)
def test_it_is_asked_again(answer: FeedCame, feed: Feed, least: float, most: float, because: str) -> None:
    health = judge(feed, NEVER, answer, NOW).health
    assert health.due is not None
    assert least * HOUR <= health.due - NOW <= most * HOUR
    assert because in health.due_because


def test_a_good_answer_forgets_the_failures_before() -> None:
    failed = judge(FEED, NEVER, FeedFailed(message="hill.example answered 500", status=500), NOW).health
    health = judge(FEED, failed, FeedCame(etag='"1"', entry_count=2, new_entries=2), NOW + HOUR).health
    assert (health.failures, health.error, health.hint, health.status, health.etag) == (0, "", "", 200, '"1"')
    assert health.came == health.changed == NOW + HOUR
    assert [line.partition(" ")[2] for line in health.log] == ["2 new of 2", "hill.example answered 500"]


def test_an_unchanged_feed_keeps_what_is_known_of_it() -> None:
    known = FeedHealth(
        etag='"1"', last_modified="Sat", digest="d", entry_count=20, size_bytes=9_000, per_day=4, changed=NOW - HOUR
    )
    health = judge(FEED, known, FeedCame(status=304, is_unchanged=True), NOW).health
    assert (health.etag, health.last_modified, health.digest) == ('"1"', "Sat", "d")
    assert (health.entry_count, health.size_bytes, health.per_day, health.changed) == (20, 9_000, 4, NOW - HOUR)
    assert health.came == NOW


def test_validators_that_no_longer_come_are_forgotten() -> None:
    known = FeedHealth(etag='"1"', last_modified="Sat")
    health = judge(FEED, known, FeedCame(digest="e"), NOW).health
    assert (health.etag, health.last_modified) == ("", "")


def test_it_is_asked_ever_less_often_while_it_fails() -> None:
    health, waits = NEVER, []
    for _ in range(40):
        health = judge(FEED, health, FeedFailed(message="no answer"), NOW).health
        assert health.due is not None
        waits.append(health.due - NOW)
    assert waits[0] <= FIRST_WAIT * (1 + JITTER)
    assert all(after / before == pytest.approx(2) for before, after in pairwise(waits[:7]))
    assert waits[-1] == waits[-2] <= MOST_PATIENCE * (1 + JITTER)
    assert health.failures == 40
    assert health.due_because == "it failed 40 times in a row"
    assert len(health.log) == 1  # the same words again and again


def test_two_feeds_that_fail_together_are_not_asked_together() -> None:
    other = replace(FEED, id="0011223344556677")
    failed = FeedFailed(message="no answer")
    assert judge(FEED, NEVER, failed, NOW).health.due != judge(other, NEVER, failed, NOW).health.due


@pytest.mark.parametrize(
    ("wait", "expected"),
    [(3 * HOUR, 3 * HOUR), (timedelta(days=3), timedelta(days=3)), (timedelta(days=90), MOST_RETRY_AFTER)],
)
def test_a_server_that_asks_for_patience_gets_it(wait: timedelta, expected: timedelta) -> None:
    answer = FeedFailed(message="asked too often", status=429, retry_at=NOW + wait)
    health = judge(FEED, NEVER, answer, NOW).health
    assert health.due == NOW + expected
    assert not is_due(FEED, health, NOW + expected - HOUR)
    assert health.due_because == "its server asks for patience"


def test_a_server_that_asks_for_a_moment_is_not_asked_sooner_than_after_any_failure() -> None:
    answer = FeedFailed(message="asked too often", status=429, retry_at=NOW + timedelta(seconds=5))
    health = judge(FEED, NEVER, answer, NOW).health
    assert health.due is not None
    assert health.due >= NOW + FIRST_WAIT


def test_a_feed_of_a_server_that_wants_no_more_is_put_off_and_not_to_blame() -> None:
    health = put_off(FEED, FeedHealth(failures=0, etag="e"), NOW + HOUR, "hill.example", NOW)
    assert (health.due, health.failures, health.error, health.etag) == (NOW + HOUR, 0, "", "e")
    assert "hill.example" in health.due_because


def test_what_is_gone_for_good_is_paused_with_the_reason() -> None:
    verdict = judge(FEED, NEVER, FeedFailed(message="gone", status=410), NOW)
    assert "410" in verdict.paused_because
    assert verdict.notes
    assert not judge(FEED, NEVER, FeedFailed(message="no such page", status=404), NOW).paused_because


def test_a_move_is_believed_when_it_is_said_twice() -> None:
    fresh = "https://new.example/feed"
    first = judge(FEED, NEVER, FeedCame(permanent_url=fresh), NOW)
    assert (first.moved_to, first.health.moved_to, first.notes) == ("", fresh, ())
    second = judge(FEED, first.health, FeedCame(permanent_url=fresh), NOW)
    assert (second.moved_to, second.health.moved_to) == (fresh, "")
    assert second.notes == (f"it has moved to {fresh}",)


def test_a_move_to_here_and_there_is_not_believed() -> None:
    health = NEVER
    for address in ("https://a.example/", "https://b.example/", "", "https://a.example/"):
        verdict = judge(FEED, health, FeedCame(permanent_url=address), NOW)
        assert not verdict.moved_to
        health = verdict.health


def test_a_move_is_believed_at_once_when_the_entries_are_those_that_are_known() -> None:
    answer = FeedCame(permanent_url="https://new.example/feed", knows_entries=True)
    assert judge(FEED, NEVER, answer, NOW).moved_to == "https://new.example/feed"


def test_a_failure_between_makes_a_move_doubtful_again() -> None:
    first = judge(FEED, NEVER, FeedCame(permanent_url="https://a.example/"), NOW).health
    failed = judge(FEED, first, FeedFailed(message="no answer"), NOW).health
    assert not judge(FEED, failed, FeedCame(permanent_url="https://a.example/"), NOW).moved_to


def test_the_rate_without_dates_is_learned_from_what_comes() -> None:
    health = FeedHealth(came=NOW - timedelta(days=1))
    health = replace(health, per_day=rate_per_day((), health, 5, NOW))
    assert 0 < health.per_day < 5
    for _ in range(80):
        health = replace(health, per_day=rate_per_day((), replace(health, came=NOW - timedelta(days=1)), 5, NOW))
    assert health.per_day == pytest.approx(5, abs=0.1)
    assert (
        rate_per_day((), FeedHealth(came=NOW + HOUR, per_day=3), 9, NOW) == 3
    )  # the clock went back: nothing is learned


def test_dates_in_the_future_make_no_rate() -> None:
    assert rate_per_day(dates(-24 * 30, -24 * 40, -24 * 50), NEVER, 3, NOW) == 0


def test_the_log_is_bounded_and_the_newest_line_is_first() -> None:
    log: tuple[str, ...] = ()
    for number in range(LOG_LINES + 10):
        log = logged(log, NOW, f"{number} new")
    assert len(log) == LOG_LINES
    assert log[0] == f"{NOW.isoformat(timespec='seconds')} {LOG_LINES + 9} new"
