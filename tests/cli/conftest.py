"""A command line to call in a test: in a home of its own, with a screen that only notes what it was asked to open."""

import io
import sys
from pathlib import Path

import pytest

from reader.__main__ import _read_keys
from reader.cli.main import ReaderCall, run
from tests.cli.calls import Pressmark


@pytest.fixture
def calls() -> list[ReaderCall]:
    """What the screen was asked to open."""
    return []


@pytest.fixture
def pressmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], calls: list[ReaderCall]
) -> Pressmark:
    """Run a command line in a home of its own: exit code, stdout, stderr."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def open_reader(call: ReaderCall) -> int:
        calls.append(call)
        return 0

    def run_it(*arguments: str | Path, stdin: bytes | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        try:
            code = run([str(argument) for argument in arguments], open_reader, _read_keys)
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it
