"""Dates as the world's feeds write them: read where they are beyond doubt, and nowhere else."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds.dates import page_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon, 02 Mar 2026 07:10:00 +0100", "2026-03-02T07:10:00+01:00"),
        ("Mon, 2 Mar 2026 07:10 GMT", "2026-03-02T07:10:00+00:00"),
        ("02 Mar 26 07:10:00 EST", "2026-03-02T07:10:00-05:00"),
        ("Fri, 02 Mar 1990 07:10:00 UT", "1990-03-02T07:10:00+00:00"),
        ("Mon, 02 Mar 2026 07:10:00 CEST", "2026-03-02T07:10:00+02:00"),
        ("Mon, 02 Mar 2026 07:10:00 JST", "2026-03-02T07:10:00+09:00"),
        ("Mon, 02 Mar 2026 07:10:00 IST", "2026-03-02T07:10:00+05:30"),
        ("Mon, 02 Mar 2026 07:10:00 GMT+02:00", "2026-03-02T07:10:00+02:00"),
        ("Mon, 02 Mar 2026 07:10:00 Europe/Berlin", "2026-03-02T07:10:00+01:00"),
        ("Mon, 02 Jul 2026 07:10:00 Europe/Berlin", "2026-07-02T07:10:00+02:00"),
        ("Mon, 02 Mar 2026 12:10:00 AM", "2026-03-02T00:10:00"),
        ("02 Mar 2026 07:10 PM PST", "2026-03-02T19:10:00-08:00"),
        ("Mon, 02 Mar 2026 07:10:60 GMT", "2026-03-02T07:10:59+00:00"),
        ("Mon, 02-Mar-2026 07:10:00 GMT", "2026-03-02T07:10:00+00:00"),
        ("Mon Mar  2 07:10:00 CET 2026", "2026-03-02T07:10:00+01:00"),
        ("March 2, 2026 7:10 pm", "2026-03-02T19:10:00"),
        ("Sunday, March 1st, 2026", "2026-03-01"),
        ("2026-03-02T07:10:00Z", "2026-03-02T07:10:00+00:00"),
        ("2026-03-02T07:10:00.123+05:30", "2026-03-02T07:10:00+05:30"),
        ("2026-03-02T07:10:00\u221205:00", "2026-03-02T07:10:00-05:00"),
        ("2026-03-02T07:10+01", "2026-03-02T07:10:00+01:00"),
        ("2026-03-02 07:10", "2026-03-02T07:10:00"),
        ("2026-03-02T24:00:00Z", "2026-03-03T00:00:00+00:00"),
        ("2026/03/02 07:10:00 +0900", "2026-03-02T07:10:00+09:00"),
        ("20260302T071000Z", "2026-03-02T07:10:00+00:00"),
        ("2026-03-02", "2026-03-02"),
        ("25/04/2026 14:00", "2026-04-25T14:00:00"),
        ("1772435400", "2026-03-02T07:10:00+00:00"),
        ("1772435400123", "2026-03-02T07:10:00+00:00"),
        ("2. März 2026 14:30", "2026-03-02T14:30:00"),
        ("2 mars 2026 à 14h30", "2026-03-02T14:30:00"),
        ("2 de marzo de 2026 07:10", "2026-03-02T07:10:00"),
        ("Пн, 02 мар 2026 07:10:00 +0300", "2026-03-02T07:10:00+03:00"),
        ("2026年3月2日 07:10", "2026-03-02T07:10:00"),
        ("Mon, 02 Mar 2026 07:10:00 XYZ", "2026-03-02T07:10:00"),
    ],
)
def test_dates_are_as_precise_as_they_are_written(written: str, meant: str) -> None:
    found = page_date(written)
    assert found is not None
    assert found.isoformat() == meant
    assert found.source


@pytest.mark.parametrize(
    "written",
    [
        "",
        "tomorrow",
        "99999-99-99",
        "Tue, 99 Foo 0000 99:99:99 +9999",
        "9" * 5_000,
        "1e400",
        "03/04/2026",
        "Mon, 31 Feb 2026 10:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0",
        "-0001-11-30T00:00:00Z",
        "0000-00-00 00:00:00",
        "2026",
        "2026-03",
        "2026-W10-1",
    ],
)
def test_no_date_is_made_up(written: str) -> None:
    assert page_date(written) is None


def test_a_time_that_is_none_leaves_the_day() -> None:
    found = page_date("2026-03-02T25:61:00Z")
    assert found is not None
    assert found.isoformat() == "2026-03-02"


@given(
    st.datetimes(min_value=datetime(1971, 1, 2), max_value=datetime(2199, 12, 30)),
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_what_a_program_writes_is_read_to_the_second(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    english = moment.strftime("%d {} %Y %H:%M:%S %z").format(
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[moment.month - 1]
    )
    for written in (moment.isoformat(), english):
        found = page_date(written)
        assert found is not None
        assert found.value == moment


@given(st.text(max_size=200))
def test_whatever_comes_is_a_date_or_none(text: str) -> None:
    page_date(text)
