"""Whether the terminal holds pictures: who is asked, and what the answer means."""

import pytest

from reader.tui.looks.terminal_pictures import USUAL_CELL, CellPixels, may_hold_pictures, parse_cell, wants_pixels

KITTY = {"TERM": "xterm-kitty"}
HOLDS = b"\x1b_Gi=31;OK\x1b\\"


@pytest.mark.parametrize(
    ("environ", "is_asked"),
    [
        (KITTY, True),
        ({"TERM": "xterm-ghostty"}, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, False),
        ({**KITTY, "TMUX": "/tmp/x,1,0"}, False),
        ({**KITTY, "STY": "1.x"}, False),
        ({**KITTY, "NO_COLOR": "1"}, False),
        ({}, False),
    ],
)
def test_only_terminals_that_know_placeholders_are_asked(environ: dict[str, str], is_asked: bool) -> None:
    assert may_hold_pictures(environ) is is_asked


@pytest.mark.parametrize(
    ("reply", "cell"),
    [
        (HOLDS + b"\x1b[6;22;11t\x1b[?62;22c", CellPixels(11, 22)),
        (HOLDS + b"\x1b[?62;22c", USUAL_CELL),
        (HOLDS + b"\x1b[6;0;0t", USUAL_CELL),
        (HOLDS + b"\x1b[6;99999;11t", USUAL_CELL),
        (b"\x1b[6;22;11t\x1b[?62;22c", None),
        (b"\x1b_Gi=31;ENOTSUP:no\x1b\\\x1b[6;22;11t", None),
        (b"", None),
    ],
)
def test_the_answer_says_whether_and_how_large_a_cell_is(reply: bytes, cell: CellPixels | None) -> None:
    assert parse_cell(reply) == cell


def test_nothing_is_sent_over_ssh_unless_it_is_wanted_by_name() -> None:
    far = {**KITTY, "SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}
    assert [wants_pixels(word, KITTY) for word in ("auto", "pixels", "cells", "none")] == [True, True, False, False]
    assert [wants_pixels(word, far) for word in ("auto", "pixels", "cells", "none")] == [False, True, False, False]
