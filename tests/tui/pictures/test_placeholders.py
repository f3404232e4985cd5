"""The strings of the Kitty graphics protocol."""

from rich.cells import cell_len
from textual.strip import Strip

from reader.tui.pictures.placeholders import (
    MARKS,
    MOST_CHUNK_LETTERS,
    PLACEHOLDER,
    deletion,
    placeholder_rows,
    transmission,
)


def test_the_marks_are_those_that_the_protocol_lists() -> None:
    assert len(MARKS) == len(set(MARKS)) == 297
    assert MARKS[:3] == ("\u0305", "\u030d", "\u030e")
    assert (MARKS[29], MARKS[100], MARKS[-1]) == ("\u036f", "\u07eb", "\U0001d244")


def test_every_cell_says_row_and_column_and_its_colour_says_the_picture() -> None:
    rows = placeholder_rows(0x0A141E, 3, 2, (1, 2, 3))
    assert [segment.text for segment in rows[1]] == [PLACEHOLDER + MARKS[1] + MARKS[column] for column in range(3)]
    style = rows[0][0].style
    assert style is not None
    assert style.color is not None
    assert style.color.triplet == (0x0A, 0x14, 0x1E)


def test_a_row_may_be_cut_anywhere_and_its_cells_stay_whole() -> None:
    row = Strip(placeholder_rows(70_000, 297, 1, (0, 0, 0))[0])
    assert row.cell_length == 297
    assert all(cell_len(mark) == 0 for mark in MARKS)
    part = row.crop(7, 9)
    assert part.text == PLACEHOLDER + MARKS[0] + MARKS[7] + PLACEHOLDER + MARKS[0] + MARKS[8]


def test_a_picture_is_sent_in_parts_and_the_last_one_says_so() -> None:
    parts = list(transmission(70_000, bytes(range(256)) * 40, 66, 12))
    assert parts[0].startswith("\x1b_Ga=T,U=1,q=2,f=100,t=d,i=70000,c=66,r=12,m=1;")
    assert [part[:10] for part in parts[1:]] == ["\x1b_Gq=2,m=1"] * (len(parts) - 2) + ["\x1b_Gq=2,m=0"]
    assert all(len(part.partition(";")[2]) <= MOST_CHUNK_LETTERS + 2 for part in parts)
    assert all(part.endswith("\x1b\\") for part in parts)


def test_deleting_frees_the_picture() -> None:
    assert deletion(70_000) == "\x1b_Ga=d,d=I,q=2,i=70000\x1b\\"
