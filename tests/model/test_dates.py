from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.dates import PageDate, moment_of, utc_now

EAST = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (date(2026, 2, 18), "2026-02-18"),
        (datetime(2026, 2, 18, 18, 25, 1, 999_999), "2026-02-18T18:25:01"),
        (datetime(2026, 2, 18, 18, 25, tzinfo=EAST), "2026-02-18T18:25:00+05:30"),
    ],
)
def test_a_date_is_as_precise_as_the_page(value: date, iso: str) -> None:
    page_date = PageDate(value=value)
    assert page_date.isoformat() == iso
    assert page_date.day == date(2026, 2, 18)
    assert page_date.has_time == isinstance(value, datetime)


@given(st.dates() | st.datetimes(timezones=st.none() | st.just(UTC) | st.just(EAST)))
def test_what_was_written_is_read_back(value: date) -> None:
    written = PageDate(value=value).isoformat()
    assert PageDate.from_iso(written, "source").isoformat() == written
    assert PageDate.from_iso(written, "source").source == "source"


@given(st.dates() | st.datetimes(timezones=st.none() | st.just(UTC) | st.just(EAST)))
def test_all_dates_can_be_ordered(value: date) -> None:
    assert PageDate(value=value).sort_key().tzinfo is not None


def test_times_are_ordered_by_the_moment_they_name() -> None:
    early = PageDate(value=datetime(2026, 2, 18, 12, tzinfo=EAST))
    late = PageDate(value=datetime(2026, 2, 18, 8))
    assert early.sort_key() < late.sort_key()
    assert PageDate(value=date(2026, 2, 18)).sort_key() == datetime(2026, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "18.02.2026"])
def test_what_is_no_iso_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PageDate.from_iso(text)


def test_our_clock_is_aware_and_in_whole_milliseconds() -> None:
    now = utc_now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0


@pytest.mark.parametrize(("seconds", "year"), [(0, 1970), (-1e9, 1938), (9e14, 9999), (-9e14, 1), (float("inf"), 9999)])
def test_a_disk_may_say_any_time(seconds: float, year: int) -> None:
    assert moment_of(seconds).year == year
    assert moment_of(seconds).tzinfo is UTC
