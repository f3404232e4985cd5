"""What caching headers and Retry-After come to, sense or nonsense."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from reader.fetch.freshness import MAX_WAIT_SECONDS, fresh_until, http_moment, retry_moment

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def seconds_fresh(**headers: str) -> int | None:
    moment = fresh_until(httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()}), NOW)
    return None if moment is None else int((moment - NOW).total_seconds())


@pytest.mark.parametrize(
    ("control", "seconds"),
    [
        ("max-age=900", 900),
        ("public, max-age=900, must-revalidate", 900),
        ("MAX-AGE = 60", 60),
        ('max-age="60"', 60),
        ("s-maxage=10, max-age=600", 600),
        ("x-max-age=77", None),
        ("max-age=0", None),
        ("max-age=-5", None),
        ("max-age=soon", None),
        ("no-cache, max-age=900", None),
        ("max-age=900, no-store", None),
        ("max-age=9999999999", MAX_WAIT_SECONDS),
        ("max-age=" + "9" * 500, None),
        ("", None),
    ],
)
def test_max_age(control: str, seconds: int | None) -> None:
    assert seconds_fresh(cache_control=control) == seconds


def test_time_in_caches_on_the_way_counts() -> None:
    assert seconds_fresh(cache_control="max-age=900", age="600") == 300
    assert seconds_fresh(cache_control="max-age=900", age="1000") is None
    assert seconds_fresh(cache_control="max-age=900", age="old") == 900


def test_expires_is_taken_against_the_clock_of_the_server() -> None:
    slow_clock = {"date": "Sun, 01 Mar 2026 05:00:00 GMT", "expires": "Sun, 01 Mar 2026 05:30:00 GMT"}
    assert seconds_fresh(**slow_clock) == 1800
    assert seconds_fresh(expires="Mon, 02 Mar 2026 06:10:00 GMT") == 600
    assert seconds_fresh(expires="0") is None
    assert seconds_fresh(expires="-1", cache_control="private") is None


def test_max_age_counts_before_expires() -> None:
    assert seconds_fresh(cache_control="max-age=60", expires="Mon, 02 Mar 2026 09:00:00 GMT") == 60


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Mon, 02 Mar 2026 07:00:00 GMT", 3600),
        ("Mon, 02 Mar 2026 05:00:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("99999999999", None),
        ("٣٠", None),
        ("Mon, 99 Mar 2026 07:00:00 GMT", None),
    ],
)
def test_retry_after(header: str, seconds: int | None) -> None:
    moment = retry_moment(header, NOW)
    assert moment == (None if seconds is None else NOW + timedelta(seconds=seconds))


def test_times_come_as_utc() -> None:
    assert http_moment("Mon, 02 Mar 2026 08:00:00 +0200") == NOW
    assert http_moment("Mon, 02 Mar 2026 06:00:00") == NOW
    assert http_moment("\x00") is None
