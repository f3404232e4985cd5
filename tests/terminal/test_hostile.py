"""What reaches a real terminal of a library in which nothing means well: no command but the program's own."""

import os
import sys
from pathlib import Path

import pytest

from reader.library.config import Config
from reader.library.folders import Folders
from reader.library.library import Library
from tests.loopback import serve
from tests.terminal.screen import Terminal
from tests.tui.hostile_library import make_hostile_library

FOREIGN = (
    b"\x1b]52",
    b"\x1b]0;",
    b"\x1b]8;",
    b"\x1b]9;",
    b"\xc2\x9b",
    b"\xc2\x9d",
    b"\xe2\x80\xae",
    b"\xe2\x81\xa6",
    b"\xf3\xa0\x81",
)
"""The clipboard, the title, addresses and notices, C1, marks that turn lines round, letters in disguise."""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a user whose library is hostile."""
    folders = Folders.below(tmp_path / "home")
    config = Config(confirmed_hosts=("127.0.0.1",))
    with serve() as site, Library.open(folders=folders, config=config) as library:
        make_hostile_library(tmp_path, library, site)
    (tmp_path / "data").mkdir()
    (tmp_path / "home" / "data").rename(tmp_path / "data" / "pressmark")
    named = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {**os.environ, "HOME": str(tmp_path), **named}


def assert_own(written: bytes) -> None:
    """Assert that nothing foreign was written."""
    found = [sequence for sequence in FOREIGN if sequence in written]
    assert found == []


def test_commands_write_letters_and_their_own_styles_to_a_terminal(home: dict[str, str]) -> None:
    wrong = "\x1b]0;owned\x07\x1b[2J[/x]"
    for words in (
        ("list",),
        ("notes",),
        ("show", "last"),
        ("feeds", "list"),
        ("show", wrong),
        (f"--{wrong}",),
        ("list", f"({wrong}"),
    ):
        with Terminal([sys.executable, "-m", "reader", *words], env=home) as terminal:
            terminal.wait_for_end()
            assert_own(bytes(terminal.written))
            assert b"\x1b[2J" not in terminal.written


def test_the_screen_writes_no_command_of_a_page(home: dict[str, str]) -> None:
    with Terminal([sys.executable, "-m", "reader"], env=home) as terminal:
        terminal.wait_for("Ferry again", seconds=60)
        if b"first keys" in terminal.written:
            terminal.send("\x1b")
        terminal.send("\r")
        terminal.wait_for("app.hostile]x[/]")
        for keys in (" ", "gf", "\x1b", "gA", "\x1b"):
            terminal.send(keys)
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
        assert_own(bytes(terminal.written))
