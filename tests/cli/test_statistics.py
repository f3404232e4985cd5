"""`stats`, as people type it."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reader.cli import statistics
from reader.library.library import Library
from reader.model.reading_time import Spell
from tests.cli.calls import Pressmark
from tests.fixed_clock import stop_clock

TITLE = "Ferry line to reopen after eleven winters"


NOW = datetime(2026, 11, 19, 12, 30)


@pytest.fixture
def read(pressmark: Pressmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pressmark:
    """A library in which two articles were read today, one of them to its end."""
    stop_clock(monkeypatch, NOW, statistics)
    now = NOW.astimezone()
    with Library.open(None) as library:
        library.keep_reading_time(Spell("0123456789abcdef", TITLE, "Harbour Post", 400, now, 600, 0.0, 1.0))
        library.keep_reading_time(Spell("fedcba9876543210", "Tides", "", 900, now, 120, 0.0, 0.3))
    return pressmark


def test_a_week_is_told_by_day_site_and_article(read: Pressmark) -> None:
    code, out, _ = read("stats")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "This week, 16 to 22 November 2026"
    assert "12 min: 2 articles, 1 to the end, 670 words" in lines
    assert sum(line.startswith(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")) for line in lines) == 7
    assert " 10 min  Harbour Post  1 article" in lines
    assert lines[lines.index("Read to the end") + 1] == f" 10 min  {TITLE}  Harbour Post"
    assert "▄" not in out  # nothing is drawn into a pipe


def test_json_has_all_of_it(read: Pressmark) -> None:
    code, out, _ = read("stats", "30d", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["seconds"], told["articles_read"], told["finished"], told["words"]) == (720, 2, 1, 670)
    assert [site["site"] for site in told["sites"]] == ["Harbour Post", ""]
    assert [(article["id"], article["finished"]) for article in told["articles"]] == [
        ("0123456789abcdef", True),
        ("fedcba9876543210", False),
    ]
    assert sum(told["hours"]) == sum(part["seconds"] for part in told["parts"]) == 720


def test_since_is_a_day(read: Pressmark) -> None:
    today = NOW.date()
    told = json.loads(read("stats", "--since", str(today), "--json")[1])
    assert (told["first_day"], told["seconds"]) == (str(today), 720)
    later = str(today - timedelta(days=400))
    assert json.loads(read("stats", "--since", later, "--json")[1])["first_day"] == later


def test_a_period_without_reading_is_told(read: Pressmark) -> None:
    code, _, err = read("stats", "2001")
    assert (code, err) == (
        3,
        "pressmark: nothing was read in Pressmark in 2001 (`pressmark stats year` looks further)\n",
    )


def test_clearing_forgets_all(read: Pressmark) -> None:
    assert read("stats", "--clear") == (0, "", "how long you read is forgotten\n")
    assert read("stats")[0] == 3
    assert read("stats", "--clear") == (0, "", "nothing was kept of how long you read\n")


@pytest.mark.parametrize("arguments", [("week", "--since", "7d"), ("week", "--clear"), ("soon",)])
def test_what_makes_no_sense_is_told(pressmark: Pressmark, arguments: tuple[str, ...]) -> None:
    code, out, err = pressmark("stats", *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
