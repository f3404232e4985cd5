"""A screen as text: its letters, then the styles of them, a letter a style, then what the letters mean.

Made to be read in a diff: nothing in it depends on the machine, the clock or the order of anything but the cells.
"""

import os
from pathlib import Path
from string import ascii_letters, digits

from rich.style import Style
from textual.strip import Strip

SIGNS = "." + ascii_letters + digits
"""A sign for each style, in the order in which they turn up."""


def dump(strips: list[Strip]) -> str:
    """Return a screen as text."""
    known: dict[str, str] = {}
    letters: list[str] = []
    styles: list[str] = []
    for strip in strips:
        letters.append(strip.text.rstrip())
        signs = []
        for segment in strip:
            words = describe(segment.style or Style.null())
            sign = known.setdefault(words, SIGNS[min(len(known), len(SIGNS) - 1)])
            signs.append(sign * segment.cell_length)
        styles.append("".join(signs))
    meanings = [f"{sign}  {words}" for words, sign in known.items()]
    return "\n".join([*letters, "=" * strips[0].cell_length, *styles, "=" * strips[0].cell_length, *meanings, ""])


def describe(style: Style) -> str:
    """Return a style in words: `bold #2b2a27 on #f7f3ea`."""
    shown = {
        "bold": style.bold,
        "dim": style.dim,
        "italic": style.italic,
        "underline": style.underline,
        "reverse": style.reverse,
        "strike": style.strike,
    }
    colours = [
        colour.get_truecolor().hex if colour is not None and not colour.is_default else "default"
        for colour in (style.color, style.bgcolor)
    ]
    return " ".join([*(word for word, is_so in shown.items() if is_so), " on ".join(colours)])


def assert_as_it_was(path: Path, shown: str) -> None:
    """Assert that a screen is as it was written down; with PRESSMARK_SNAPSHOTS=write it is written down anew."""
    if os.environ.get("PRESSMARK_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
