"""What long work shows on a terminal, and on nothing else; and JSON that does nothing to one."""

import io
import json
import sys

import pytest

from reader.cli.output import end_progress, json_text, progress_reporter
from reader.layout.cells import cell_width
from reader.library.progress import Progress


class Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal that stands for stderr; a fixture's would be replaced by pytest's own before the test."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setenv("COLUMNS", "40")
    return made


def ticking(*moments: float) -> list[float]:
    """Return moments to be popped by a clock, the last one first."""
    return list(reversed(moments))


def test_line_is_drawn_over_and_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    moments = ticking(0.0, 0.0, 0.05, 0.2, 0.21)
    report = progress_reporter(clock=moments.pop)
    for progress in (
        Progress("indexing", 1, 2_000),
        Progress("indexing", 2, 2_000),  # too soon to be seen
        Progress("indexing", 1_500, 2_000),
        Progress("writing"),  # a new step is told at once
    ):
        report(progress)
    lines = shown.getvalue().split("\r\x1b[K")[1:]
    assert lines == ["indexing 1/2,000 …", "indexing 1,500/2,000 …", "writing …"]
    end_progress()
    end_progress()
    assert shown.getvalue().endswith("writing …\r\x1b[K")


def test_what_is_over_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    moments = ticking(0.0, 0.1, 0.2, 0.5)
    report = progress_reporter(quiet_seconds=0.4, clock=moments.pop)
    report(Progress("looking"))
    report(Progress("indexing"))
    assert shown.getvalue() == ""
    report(Progress("indexing"))
    assert shown.getvalue() == "\r\x1b[Kindexing …"
    end_progress()


def test_line_fits_the_terminal_whatever_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    progress_reporter()(Progress("渡船" * 40 + "\x1b[31m", 99_999, 100_000))
    (line,) = shown.getvalue().split("\r\x1b[K")[1:]
    assert line.endswith("… 99,999/100,000 …")
    assert cell_width(line) <= 40
    end_progress()


def test_json_is_letters_and_reads_back_the_same() -> None:
    value = {"\x7f\x9b31m": "\u202e\udc9b\ufeff\U000e0041\U000e0fff né 👩\u200d🚀"}
    text = json_text(value)
    assert text.count("\\u") == 9
    assert "né 👩\u200d🚀" in text
    assert json.loads(text) == value


def test_pipe_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    progress_reporter()(Progress("indexing"))
    assert pipe.getvalue() == ""
