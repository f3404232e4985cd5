"""What the screen says of feeds."""

from datetime import UTC, datetime, timedelta

import pytest

from reader.model.feed import Feed, FeedCounts, FeedHealth
from reader.tui.feed_words import (
    Subscriptions,
    ago_words,
    counted_feeds,
    due_words,
    log_line,
    named,
    rate_words,
    since_words,
    size_words,
    state_words,
    trouble_words,
)

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def feed(number: int, folder: str = "", *, is_paused: bool = False, paused_because: str = "") -> Feed:
    return Feed(
        id=f"{number:032x}",
        url=f"https://{number}.example/feed",
        title=f"Paper {number}",
        folder=folder,
        is_paused=is_paused,
        paused_because=paused_because,
    )


@pytest.mark.parametrize(
    ("per_day", "words"),
    [
        (0.0, ""),
        (12.4, "12 a day"),
        (1.0, "1 a day"),
        (0.5, "4 a week"),
        (1 / 7, "1 a week"),
        (0.1, "3 a month"),
        (0.001, "1 a month"),
    ],
)
def test_a_rate_is_rounded_to_what_one_remembers(per_day: float, words: str) -> None:
    assert rate_words(per_day) == words


def test_times_are_told_from_now_on_both_sides() -> None:
    assert ago_words(NOW - timedelta(seconds=20), NOW) == "just now"
    assert ago_words(NOW - timedelta(minutes=5), NOW) == "5 min ago"
    assert ago_words(NOW - timedelta(hours=3), NOW) == "3 h ago"
    assert ago_words(NOW - timedelta(days=3), NOW).startswith("1 Mar ")
    assert due_words(NOW - timedelta(hours=3), NOW) == "with the next round"
    assert due_words(NOW + timedelta(seconds=20), NOW) == "in 1 min"
    assert due_words(NOW + timedelta(hours=3), NOW) == "in 3 h"
    assert due_words(NOW + timedelta(days=3), NOW).startswith("7 Mar ")


def test_a_failing_feed_says_why_and_how_often() -> None:
    health = FeedHealth(came=NOW - timedelta(hours=9), failures=3, error="the server did not answer")
    assert trouble_words(feed(1), health) == "The server did not answer (3 times in a row)."
    assert state_words(feed(1), health) == "failing"
    assert since_words(health, NOW) == "last came 9 h ago"


def test_a_paused_feed_says_why_if_it_was_not_the_reader() -> None:
    failing = FeedHealth(error="the server did not answer", failures=2)
    assert trouble_words(feed(1, is_paused=True), failing) == ""
    assert trouble_words(feed(1, is_paused=True, paused_because="it is gone"), failing) == "It is gone."
    assert state_words(feed(1, is_paused=True), failing) == "paused"


def test_a_feed_that_never_came_is_not_fine() -> None:
    assert state_words(feed(1), FeedHealth()) == "not asked yet"
    assert state_words(feed(1), FeedHealth(came=NOW)) == "fine"
    assert trouble_words(feed(1), FeedHealth(came=NOW)) == ""


def test_a_line_of_the_log_has_its_time_and_one_without_stays_whole() -> None:
    when, what = log_line(f"{NOW.isoformat()} 3 new articles", NOW)
    assert (len(when), what) == (5, "3 new articles")
    assert log_line(f"{(NOW - timedelta(days=2)).isoformat()} nothing new", NOW)[0].startswith("2 Mar ")
    assert log_line("no time here", NOW) == ("", "no time here")
    assert log_line("2026-03-04T12:00:00 naive", NOW) == ("", "2026-03-04T12:00:00 naive")


def test_sizes_and_names_are_short() -> None:
    assert [size_words(size) for size in (12, 34_400, 1_240_000)] == ["12 bytes", "34 KB", "1.2 MB"]
    assert named(["A", "B"]) == "A, B"
    assert named(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert (counted_feeds(1), counted_feeds(1200)) == ("1 feed", "1,200 feeds")


def test_folders_that_only_hold_others_are_folders_too() -> None:
    known = Subscriptions((feed(1, "b/c/d"), feed(2, "a"), feed(3, "b/c"), feed(4)))
    assert known.folders == ("a", "b", "b/c", "b/c/d")
    assert [one.id for one in known.within("b")] == [feed(1).id, feed(3).id]
    assert len(known.within("")) == 4
    assert known.within("b/") == ()


def test_what_is_not_known_of_a_feed_is_nothing() -> None:
    known = Subscriptions((feed(1),), {}, {feed(1).id: FeedCounts(articles=4, unread=2)})
    assert known.health(feed(1).id) == FeedHealth()
    assert known.held(feed(1).id).unread == 2
    assert known.held("gone") == FeedCounts()
    assert known.feed("gone") is None
