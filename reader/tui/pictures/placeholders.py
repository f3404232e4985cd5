"""Pictures as pixels: the Kitty graphics protocol with Unicode placeholders, as strings. Pure.

The picture is sent to the terminal once, under a number, with a virtual placement of so many columns and rows. Where it is to
be seen, ordinary cells stand: the letter U+10EEEE with a mark for the row and one for the column of the picture, in the colour
that is the picture's number. Such cells scroll, are covered and are cut like letters, which no other protocol can do: sixels
and iTerm2's pictures lie over the text, and would have to be sent again at every line.

Source: "Terminal graphics protocol", sections "Unicode placeholders", "Remote client" and "Deleting images",
https://sw.kovidgoyal.net/kitty/graphics-protocol/. Known to kitty from 0.28 and to Ghostty.
"""

import base64
from collections.abc import Iterator

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from reader.tui.pictures.shelf import PictureRows

PLACEHOLDER = "\U0010eeee"
MOST_CHUNK_LETTERS = 4096
"""Base64 letters in one escape sequence, the most that the protocol allows."""

_MARKS = (
    "305 30D-30E 310 312 33D-33F 346 34A-34C 350-352 357 35B 363-36F 483-487 592-595 597-599 59C-5A1 5A8-5A9 5AB-5AC "
    "5AF 5C4 610-617 657-65B 65D-65E 6D6-6DC 6DF-6E2 6E4 6E7-6E8 6EB-6EC 730 732-733 735-736 73A 73D 73F-741 743 745 "
    "747 749-74A 7EB-7F1 7F3 816-819 81B-823 825-827 829-82D 951 953-954 F82-F83 F86-F87 135D-135F 17DD 193A 1A17 "
    "1A75-1A7C 1B6B 1B6D-1B73 1CD0-1CD2 1CDA-1CDB 1CE0 1DC0-1DC1 1DC3-1DC9 1DCB-1DCC 1DD1-1DE6 1DFE 20D0-20D1 "
    "20D4-20D7 20DB-20DC 20E1 20E7 20E9 20F0 2CEF-2CF1 2DE0-2DFF A66F A67C-A67D A6F0-A6F1 A8E0-A8F1 AAB0 AAB2-AAB3 "
    "AAB7-AAB8 AABE-AABF AAC1 FE20-FE26 10A0F 10A38 1D185-1D189 1D1AA-1D1AD 1D242-1D244"
)
"""The marks that count: combining marks of class 230 in Unicode 6.0 that no normalisation touches, as the protocol lists them."""


def _marks() -> tuple[str, ...]:
    marks: list[str] = []
    for run in _MARKS.split():
        first, _, last = run.partition("-")
        marks += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return tuple(marks)


MARKS = _marks()
MOST_CELLS = len(MARKS)
"""Columns and rows that a picture may have."""


def placeholder_rows(number: int, width: int, rows: int, ground: tuple[int, int, int]) -> PictureRows:
    """Return the cells that show picture `number`, 1 to 2**24 - 1; at most `MOST_CELLS` either way.

    Every cell is a segment of its own and names both row and column, so that it may be cut off anywhere and drawn alone.
    """
    style = Style(
        color=Color.from_rgb(number >> 16 & 255, number >> 8 & 255, number & 255), bgcolor=Color.from_rgb(*ground)
    )
    return tuple(
        tuple(Segment(PLACEHOLDER + MARKS[row] + MARKS[column], style) for column in range(width))
        for row in range(rows)
    )


def transmission(number: int, png: bytes, width: int, rows: int) -> Iterator[str]:
    """Yield the sequences that give the terminal a PNG and place it, unseen, on `width` x `rows` cells; it is not to answer."""
    data = base64.standard_b64encode(png).decode("ascii")
    chunks = range(0, len(data), MOST_CHUNK_LETTERS)
    head = f"a=T,U=1,q=2,f=100,t=d,i={number},c={width},r={rows},"
    for start in chunks:
        more = int(start + MOST_CHUNK_LETTERS < len(data))
        yield f"\x1b_G{head}m={more};{data[start : start + MOST_CHUNK_LETTERS]}\x1b\\"
        head = "q=2,"


def end_of_transmission() -> str:
    """Return the sequence that ends a picture of which some parts were sent; what came is thrown away as damaged."""
    return "\x1b_Gq=2,m=0;\x1b\\"


def deletion(number: int) -> str:
    """Return the sequence that makes the terminal forget a picture and free its memory."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"
