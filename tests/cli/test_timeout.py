"""How long a call waits for a page: --timeout before the command or behind it, in place of the setting."""

from pathlib import Path

import pytest

from reader.cli.main import ReaderCall
from reader.fetch.errand import FetchLimits
from reader.model.errors import FetchError
from tests.cli.calls import Pressmark


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
