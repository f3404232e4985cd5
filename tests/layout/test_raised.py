"""Letters above and below the line take the cells that the letters themselves take."""

import pytest
from rich.cells import cell_len

from reader.layout.raised import LETTERS, can_be_raised, raised
from reader.model.blocks import SpanKind


@pytest.mark.parametrize("kind", list(LETTERS))
def test_every_stand_in_is_one_letter_one_cell_wide(kind: SpanKind) -> None:
    for letter, stand_in in LETTERS[kind].items():
        assert cell_len(chr(letter)) == cell_len(stand_in) == len(stand_in) == 1


@pytest.mark.parametrize(
    ("letters", "kind", "shown"),
    [("2", SpanKind.SUP, "²"), ("−3", SpanKind.SUP, "⁻³"), ("1, 2", SpanKind.SUP, "¹, ²"), ("4", SpanKind.SUB, "₄")],
)
def test_known_letters_are_raised(letters: str, kind: SpanKind, shown: str) -> None:
    assert can_be_raised(letters, kind)
    assert raised(letters, kind) == shown


@pytest.mark.parametrize(
    ("letters", "kind"),
    [
        ("[1]", SpanKind.SUP),
        ("2q", SpanKind.SUP),
        ("q", SpanKind.SUP),
        ("Æ", SpanKind.SUB),
        ("", SpanKind.SUP),
        (", ", SpanKind.SUB),
    ],
)
def test_a_word_is_raised_whole_or_not_at_all(letters: str, kind: SpanKind) -> None:
    assert not can_be_raised(letters, kind)
