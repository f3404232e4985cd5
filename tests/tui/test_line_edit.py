"""The line that is being written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.cells import cell_width
from reader.tui.line_edit import LineEdit

KEYS = [
    "a",
    "漢",
    "é",
    "space",
    "backspace",
    "delete",
    "left",
    "right",
    "home",
    "end",
    "ctrl+w",
    "ctrl+u",
    "ctrl+k",
    "alt+b",
    "alt+f",
]


def pressed(text: str, *keys: str) -> tuple[str, int]:
    line = LineEdit.holding(text)
    for key in keys:
        line.press(key)
    return line.text, line.caret


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (("x",), ("one twox", 8)),
        (("backspace",), ("one tw", 6)),
        (("ctrl+w",), ("one ", 4)),
        (("ctrl+u",), ("", 0)),
        (("home", "x"), ("xone two", 1)),
        (("home", "delete"), ("ne two", 0)),
        (("left", "left", "ctrl+k"), ("one t", 5)),
        (("alt+b", "space"), ("one  two", 5)),
        (("home", "alt+f"), ("one two", 3)),
    ],
)
def test_keys_edit_the_line(keys: tuple[str, ...], result: tuple[str, int]) -> None:
    assert pressed("one two", *keys) == result


def test_a_cluster_is_one_letter() -> None:
    assert pressed("a👩‍👩‍👧", "backspace") == ("a", 1)
    assert pressed("a👩‍👩‍👧", "left", "delete") == ("a", 1)


def test_other_keys_mean_nothing() -> None:
    assert not LineEdit().press("f5")
    assert not LineEdit().press("enter")


def test_pasted_text_becomes_one_clean_line() -> None:
    line = LineEdit()
    line.insert("one\ntwo\x1b[31m\tthree\u202e")
    assert line.text == "one two three"


@given(st.lists(st.sampled_from(KEYS), max_size=40), st.integers(1, 12))
def test_the_caret_stays_in_the_line_and_in_sight(keys: list[str], width: int) -> None:
    line = LineEdit()
    for key in keys:
        line.press(key)
        assert 0 <= line.caret <= len(line.text)
        shown, cell = line.shown(width)
        assert cell_width(shown) <= max(width, 1)
        assert 0 <= cell <= max(width, 2)
