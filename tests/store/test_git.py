"""Two machines that carry a library with git: edits on both sides, `git pull`, and whatever it makes of the files.

The whole run of 60 merges: `pytest -m slow tests/store/test_git.py`; its figures: `python -m tests.benchmarks.syncing git`.
"""

import shutil
from pathlib import Path

import pytest

from reader.store.git_marks import has_marks, is_plain, sides_of, without_marks
from tests.store.carried_by_git import carry

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@needs_git
@pytest.mark.parametrize(("seed", "line_ends"), [(1, False), (2, True)])
def test_nothing_is_lost_no_removal_undone_no_old_text_kept(tmp_path: Path, seed: int, line_ends: bool) -> None:
    report = carry(tmp_path, rounds=5, seed=seed, line_ends=line_ends)
    assert report.faults == ()
    assert report.conflicts
    assert report.beside


@needs_git
@pytest.mark.slow
@pytest.mark.parametrize(("seed", "line_ends"), [(20260102, False), (20260103, True)])
def test_sixty_merges(tmp_path: Path, seed: int, line_ends: bool) -> None:
    report = carry(tmp_path, rounds=60, seed=seed, line_ends=line_ends)
    assert report.faults == ()
    assert report.conflicts >= 30


def hunk(ours: str, theirs: str, base: str | None = None) -> str:
    middle = "" if base is None else f"||||||| 1234567\n{base}"
    return f"<<<<<<< HEAD\n{ours}{middle}=======\n{theirs}>>>>>>> origin/main\n"


@pytest.mark.parametrize("base", [None, "old\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_sides_of_several_hunks_go_in_step(base: str | None, line_end: str) -> None:
    text = ("one\n" + hunk("a\n", "b\n", base) + "two\n" + hunk("", "d\n", base)).replace("\n", line_end)
    assert has_marks(text)
    assert is_plain(text)
    assert sides_of(text) == ("one\na\ntwo\n", "one\nb\ntwo\nd\n")


def test_marks_within_marks_have_all_their_sides() -> None:
    text = hunk("x\n" + hunk("a\n", "b\n"), "c\n")
    assert not is_plain(text)
    assert set(sides_of(text)) == {"x\na\n", "x\nb\n", "c\n"}
    assert without_marks(text) == "x\na\nb\nc\n"


def test_a_hunk_that_never_ends_loses_no_line() -> None:
    assert sides_of("one\n<<<<<<< HEAD\na\n=======\nb\n") == ("one\na", "one\nb\n")


@pytest.mark.parametrize("text", ["", "a < b\n", '{"note":"<<<<<<< HEAD"}\n', " <<<<<<< HEAD\n"])
def test_what_has_no_marks_has_one_side(text: str) -> None:
    assert not has_marks(text)
    assert sides_of(text) == (text,)
