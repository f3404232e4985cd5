"""What the parent hears of a child that tells."""

import sys
from pathlib import Path
from typing import Any

import pytest

from reader.library.telling_child import TellingChild
from reader.model.errors import StoreError

TELLER = """
import os
from reader.library.telling_child import start_as_child, tell

def main(arguments):
    cancel = start_as_child()
    tell({"told": arguments, "beside": os.environ.get("BESIDE", "")})
    os.write(1, b'no JSON\\n["no object"]\\n{"in": ')
    os.write(1, b'"two parts"}\\n{"never": "whole"')
    cancel.wait()
    tell({})
    return 0
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "teller.py").write_text(TELLER, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return "teller"


def test_it_is_heard_line_by_line_and_what_is_no_line_is_passed_over(module: str) -> None:
    child = TellingChild(module, ["one", "two"], what="tests", environment={"BESIDE": "this"})
    heard: list[dict[str, Any]] = []
    while not any("in" in line for line in heard):
        child.wait_for_words(10)
        heard += child.lines()
    assert heard == [{"told": ["one", "two"], "beside": "this"}, {"in": "two parts"}]
    assert (child.is_gone, child.is_closed) == (False, False)
    child.end(10)
    child.end(10)
    assert (child.is_gone, child.is_closed) == (True, True)
    assert list(child.lines()) == []


def test_one_that_can_not_be_started_is_one_line(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with pytest.raises(StoreError, match="no process for tests could be started"):
        TellingChild(module, [], what="tests")
