"""How long a call waits for a page: --timeout before the command or behind it, in place of the setting."""

import math
from pathlib import Path

import pytest

from reader.cli.main import ReaderCall
from reader.fetch.errand import FetchLimits
from reader.library.cleaners import BoundedCleaning
from reader.model.errors import ExtractError, FetchError
from reader.model.page import Page, PageForm, PageOrigin
from tests.cli.calls import Pressmark
from tests.loopback import page_html


@pytest.mark.parametrize(
    "arguments", [("--timeout", "7", "open", "last"), ("--timeout=7",), ("--timeout", "7", "x.html")]
)
def test_deadline_of_a_call_takes_the_place_of_the_setting(
    pressmark: Pressmark, page_file: Path, calls: list[ReaderCall], arguments: tuple[str, ...]
) -> None:
    pressmark("add", page_file)
    assert pressmark(*arguments)[0] == 0
    assert calls[0].library.config.fetch_deadline_seconds == 7


@pytest.mark.parametrize("seconds", ["0", "0.5", "301", "nan", "inf", "-3", "soon", ""])
def test_deadline_that_makes_no_sense_is_a_mistake(pressmark: Pressmark, seconds: str) -> None:
    for arguments in ((f"--timeout={seconds}", "list"), ("extract", f"--timeout={seconds}", "x.html")):
        code, _, err = pressmark(*arguments)
        assert code == 2
        assert "a number of seconds from 1 to 300" in err


def test_deadline_stands_before_the_command_or_behind_it(pressmark: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def fetch_page(_url: str, *, limits: FetchLimits, **_options: object) -> None:
        asked.append(limits.deadline_seconds)
        raise FetchError("nothing is fetched here")

    monkeypatch.setattr("reader.fetch.source.fetch_page", fetch_page)
    for arguments in (
        ("--timeout", "7", "extract"),
        ("extract", "--timeout", "7"),
        ("add", "--timeout=7"),
        ("extract",),
    ):
        assert pressmark(*arguments, "https://hill.example/")[0] == 4
    assert asked == [7, 7, 7, 15]


def test_what_a_fetch_has_taken_is_not_there_for_cleaning(
    pressmark: Pressmark, page_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[float] = []
    now = [0.0]

    def fetch_page(url: str, **_options: object) -> Page:
        now[0] += 14
        return Page(content=page_html("Ferry"), form=PageForm.HTML, origin=PageOrigin.URL, url=url)

    def clean(self: BoundedCleaning, page: Page, *, most_seconds: float, **_options: object) -> None:
        taken.append(most_seconds)
        raise ExtractError("nothing is cleaned here")

    monkeypatch.setattr("reader.fetch.source.fetch_page", fetch_page)
    monkeypatch.setattr("reader.cli.extracting.monotonic", lambda: now[0])
    monkeypatch.setattr("tests.conftest.SharedCleaning.clean", clean)
    monkeypatch.setattr("tests.conftest.SharedCleaning.explain", clean)
    for arguments in (("https://hill.example/",), ("--explain", "https://hill.example/"), (page_file,)):
        assert pressmark("extract", *arguments)[0] == 5
    assert taken == [4.5, 4.5, math.inf]
