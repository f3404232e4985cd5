"""Days in a query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.dates import DateError, may_become_date, read_date, read_period

TODAY = date(2026, 3, 14)  # a Saturday


def days(text: str, today: date = TODAY) -> str:
    start, end = read_period(text, today)
    return f"{start or ''}..{end or ''}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026", "2026-01-01..2027-01-01"),
        ("2026-03", "2026-03-01..2026-04-01"),
        ("2026-12", "2026-12-01..2027-01-01"),
        ("2026-3-4", "2026-03-04..2026-03-05"),
        ("2026/03/14", "2026-03-14..2026-03-15"),
        ("2026.03", "2026-03-01..2026-04-01"),
        ("today", "2026-03-14..2026-03-15"),
        ("Yesterday", "2026-03-13..2026-03-14"),
        ("week", "2026-03-09..2026-03-16"),
        ("this-week", "2026-03-09..2026-03-16"),
        ("last-week", "2026-03-02..2026-03-09"),
        ("month", "2026-03-01..2026-04-01"),
        ("lastmonth", "2026-02-01..2026-03-01"),
        ("year", "2026-01-01..2027-01-01"),
        ("last-year", "2025-01-01..2026-01-01"),
        ("saturday", "2026-03-14..2026-03-15"),
        ("Sunday", "2026-03-08..2026-03-09"),
        ("monday", "2026-03-09..2026-03-10"),
        ("0d", "2026-03-14.."),
        ("7d", "2026-03-07.."),
        ("3w", "2026-02-21.."),
        ("2m", "2026-01-14.."),
        ("1y", "2025-03-14.."),
        ("2months-ago", "2026-01-14.."),
        ("10daysago", "2026-03-04.."),
        ("2026-01..2026-03", "2026-01-01..2026-04-01"),
        ("2026-01...2026-03", "2026-01-01..2026-04-01"),
        ("2026-02..", "2026-02-01.."),
        ("..2026-02", "..2026-03-01"),
        ("7d..yesterday", "2026-03-07..2026-03-14"),
        ("2m..7d", "2026-01-14..2026-03-08"),
        ("2026-03-14..2026-03-14", "2026-03-14..2026-03-15"),
        (">2026-01", "2026-02-01.."),
        (">=2026-01", "2026-01-01.."),
        ("<2026-01", "..2026-01-01"),
        ("<=2026-01", "..2026-02-01"),
        ("≤2026", "..2027-01-01"),
        (">7d", "2026-03-08.."),
        ("<=7d", "..2026-03-08"),
        ("<9998", "..9998-01-01"),
    ],
)
def test_days_meant(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("today", "text", "start"),
    [
        (date(2026, 3, 31), "1m", date(2026, 2, 28)),
        (date(2024, 2, 29), "1y", date(2023, 2, 28)),
        (date(2026, 1, 15), "1m", date(2025, 12, 15)),
        (date(2026, 1, 15), "last-month", date(2025, 12, 1)),
        (date(2026, 3, 9), "week", date(2026, 3, 9)),
        (TODAY, "9999y", date.min),
        (TODAY, "9999m", date(1192, 12, 14)),
    ],
)
def test_so_long_ago(today: date, text: str, start: date) -> None:
    assert read_period(text, today).start == start


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "missing", "2026"),
        ("soon", "no date", "2026-03-14"),
        ("2026-13", "no month 13", "2026-03"),
        ("2026-02-30", "has 28 days", ""),
        ("2024-02-30", "has 29 days", ""),
        ("14.3.2026", "two dates", "year first"),
        ("26", "no date", "2026"),
        ("yesteday", "no date", "`yesterday`"),
        ("lastweek1", "no date", "`last-week`"),
        ("0000", "out of reach", ""),
        ("..", "one side", "2026-01.."),
        ("2026-05..2026-01", "ends before", "2026-01..2026-05"),
        (">", "missing after >", ""),
        (">=soon", "no date", ""),
        (">9999", "out of reach", ""),
        ("2026-03/14", "no date", ""),
        ("24h", "no date", "7d"),
    ],
)
def test_what_is_no_date_is_said(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        read_period(text, TODAY)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_one_date_is_no_range() -> None:
    assert read_date("2026-03", TODAY).start == date(2026, 3, 1)
    for text in ("2026..2027", ">2026"):
        with pytest.raises(DateError, match="one date"):
            read_date(text, TODAY)


@given(
    st.sampled_from(
        ["2026-03-14", "yesterday", "last-week", "10days-ago", "2026/3/1", "2026-01..2026-03", ">=2026-02"]
    ),
    st.data(),
)
def test_what_is_typed_may_become_a_date(text: str, data: st.DataObject) -> None:
    assert may_become_date(text[: data.draw(st.integers(0, len(text)))])


@pytest.mark.parametrize("text", ["soon", "20261", "2026-1-", "x"])
def test_what_cannot_become_a_date(text: str) -> None:
    assert may_become_date(text) is (text == "2026-1-")


@given(st.dates(max_value=date(9990, 1, 1)), st.text("0123456789-./dwmyago<>=", max_size=14))
def test_any_text_is_days_or_a_mistake(today: date, text: str) -> None:
    try:
        start, end = read_period(text, today)
    except DateError:
        return
    assert start is None or end is None or start < end
