"""The program in a real pseudo-terminal, started as a person starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WALK = Path(__file__).with_name("walk.py")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a user with an empty home."""
    named = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {**os.environ, "HOME": str(tmp_path), **named}


def walk(home: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, str(WALK), *arguments], env=home, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


def test_page_is_marked_noted_left_and_found_again(home: dict[str, str], page_file: Path) -> None:
    walk(home, str(page_file))


@pytest.mark.parametrize("number", ["KILL", "TERM", "HUP"])
def test_a_note_comes_back_however_the_program_ended(home: dict[str, str], page_file: Path, number: str) -> None:
    walk(home, "--end", number, str(page_file))


def test_demo_opens_reads_and_leaves_nothing(home: dict[str, str], tmp_path: Path) -> None:
    walk(home, "--demo")
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "state").exists()


def test_piped_page_opens_with_keys_from_the_terminal(home: dict[str, str], page_file: Path) -> None:
    walk(home, "--pipe", str(page_file))
