"""The day in an address: read where it is one, never guessed."""

from datetime import date

import pytest

from reader.extract.lines.address_dates import date_in_address

MARCH_2 = date(2026, 3, 2)


@pytest.mark.parametrize(
    "path",
    [
        "/2026/03/02/quay.html",
        "/2026/3/2/quay",
        "/news/2026-03-02-quay-opens/",
        "/news/quay_2026_03_02.html",
        "/n/20260302/quay.htm",
        "/a/t20260302_77.shtml",
        "/2026/03/02/quay-20260302.html",
    ],
)
def test_a_day_in_the_path_is_read(path: str) -> None:
    assert date_in_address(f"https://tern.example{path}") == MARCH_2


@pytest.mark.parametrize(
    "address",
    [
        "https://tern.example/2026/03/quay",
        "https://tern.example/quay/2026/13/02/",
        "https://tern.example/quay-120260302/",
        "https://tern.example/?day=2026-03-02",
        "https://tern.example/2026/03/02/quay-2019-01-01.html",
        "https://tern.example/1066/10/14/hastings",
        "https://[tern/2026/03/02/",
        "",
    ],
    ids=["month", "no month", "figures around", "query", "two days", "too old", "no address", "nothing"],
)
def test_anything_else_is_no_day(address: str) -> None:
    assert date_in_address(address) is None


def test_a_day_to_come_is_none() -> None:
    assert date_in_address("https://tern.example/2026/03/02/", latest=date(2026, 3, 1)) is None
