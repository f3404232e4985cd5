"""The terminal's ground: parsing its answers, and asking a real pseudo-terminal."""

import os
import pty
import subprocess
import sys
import textwrap
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.looks.terminal_colours import Answers, Ground, ask, parse_colorfgbg, parse_ground


@pytest.mark.parametrize(
    ("reply", "ground"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Ground(1, 1, 1)),
        (b"\x1b]11;rgb:0000/0000/0000\x07\x1b[?62;4c", Ground(0, 0, 0)),
        (b"\x1b]11;rgb:ff/00/80\x07", Ground(1, 0, 128 / 255)),
        (b"\x1b]11;rgba:0000/0000/ffff/8080\x1b\\", Ground(0, 0, 1)),
        (b"\x1b]11;#ffffff\x07", Ground(1, 1, 1)),
        (b"typed\x1b]11;rgb:f/0/0\x07more", Ground(1, 0, 0)),
    ],
)
def test_a_terminals_answer_is_read(reply: bytes, ground: Ground) -> None:
    assert parse_ground(reply) == ground


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"\x1b[?62;4c",
        b"\x1b]11;rgb:ffff/ffff\x07",
        b"\x1b]11;rgb:fffff/0/0\x07",
        b"\x1b]11;#ffff\x07",
        b"\x1b]11;rgb:ff//00\x07",
    ],
)
def test_what_is_no_answer_says_nothing(reply: bytes) -> None:
    assert parse_ground(reply) is None


@given(st.binary(max_size=200))
def test_no_bytes_can_break_the_reading(reply: bytes) -> None:
    parse_ground(reply)
    parse_ground(b"\x1b]11;rgb:" + reply + b"\x07")


@pytest.mark.parametrize(
    ("colour", "is_dark"),
    [
        ("f7f3ea", False),
        ("15171b", True),
        ("ffffff", False),
        ("000000", True),
        ("002b36", True),
        ("fdf6e3", False),
        ("0000ff", True),
    ],
)
def test_grounds_are_told_dark_or_light_as_eyes_do(colour: str, is_dark: bool) -> None:
    ground = parse_ground(b"\x1b]11;#" + colour.encode() + b"\x07")
    assert ground is not None
    assert ground.is_dark is is_dark


@pytest.mark.parametrize(
    ("value", "is_dark"),
    [
        ("15;0", True),
        ("0;15", False),
        ("0;default;15", False),
        ("7;8", True),
        ("0;7", False),
        ("", None),
        ("15;default", None),
        ("15", None),
        ("0;99", None),
    ],
)
def test_colorfgbg_is_read(value: str, is_dark: bool | None) -> None:
    assert parse_colorfgbg(value) is is_dark


def test_the_environment_says_it_where_the_terminal_does_not() -> None:
    assert Answers().is_dark({"COLORFGBG": "0;15"}) is False
    assert Answers(ground=Ground(0, 0, 0)).is_dark({"COLORFGBG": "0;15"}) is True
    assert ask({"TERM": "dumb"}) == Answers()


ASK = textwrap.dedent("""
    import fcntl, termios
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # in a session of its own, this makes it /dev/tty
    from reader.tui.looks.terminal_colours import ask
    before = termios.tcgetattr(0)
    answers = ask({"TERM": "xterm"})
    print("same" if termios.tcgetattr(0) == before else "changed", answers.is_dark({}), end="|")
    print(answers.typed.decode(), end="", flush=True)
""")


def ask_in_terminal(answer: bytes) -> str:
    """Run the question in a process whose terminal answers `answer`; return what the process said at the end."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ASK],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    os.close(theirs)
    asked = threading.Event()

    def play() -> None:
        heard = b""
        while b"\x1b[c" not in heard:
            try:
                heard += os.read(ours, 1024)
            except OSError:
                return
        asked.set()
        if answer:
            os.write(ours, answer)

    player = threading.Thread(target=play, daemon=True)
    player.start()
    out, err = process.communicate(timeout=60)
    os.close(ours)
    player.join(timeout=10)
    assert process.returncode == 0, err
    assert asked.is_set()
    return out


def test_a_light_terminal_is_asked_and_left_as_it_was() -> None:
    assert ask_in_terminal(b"\x1b]11;rgb:f7f7/f3f3/eaea\x1b\\\x1b[?62c") == "same False|"


def test_a_terminal_that_does_not_know_its_ground_is_not_waited_for() -> None:
    assert ask_in_terminal(b"\x1b[?1;2c") == "same None|"


def test_a_silent_terminal_costs_a_moment_and_nothing_else() -> None:
    assert ask_in_terminal(b"") == "same None|"


def test_keys_typed_among_the_answers_are_handed_on() -> None:
    answer = b"j\x1b]11;rgb:f7f7/f3f3/eaea\x1b\\\x1b[A \x1b[?62c"
    assert ask_in_terminal(answer) == "same False|j\x1b[A "
