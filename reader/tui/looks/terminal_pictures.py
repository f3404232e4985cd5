"""Whether the terminal holds pictures itself, so that they can be shown as pixels: what it is asked, and what it answers.

Placeholder cells are known to kitty and Ghostty alone (`reader.tui.pictures.placeholders` says what they are). Others answer the
Kitty protocol's question as well and do not know them, so the environment has to name one of the two before anybody is asked.
Inside tmux and screen nothing is sent: whether they pass it on depends on a setting of each of their panes.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

QUESTION = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t"
"""A picture of one pixel, to be looked at and not kept (Kitty graphics protocol, "Querying support"), and XTWINOPS 16: the size
of a cell. The answer to the first is a control string, that to the second `ESC [ 6 ; height ; width t`."""

CELL_ANSWER = rb"\x1b\[6;[0-9]{1,5};[0-9]{1,5}t"
_GRAPHICS = re.compile(rb"\x1b_Gi=31;OK\x1b\\")
_CELL = re.compile(rb"\x1b\[6;([0-9]{1,5});([0-9]{1,5})t")
_MOST_PIXELS = 200
"""Of a cell, either way: what is more is no answer."""

_TERMS = ("xterm-kitty", "xterm-ghostty")
_VARIABLES = ("KITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR")
_BETWEEN = ("TMUX", "STY")
_FAR = ("SSH_CONNECTION", "SSH_TTY")


class CellPixels(NamedTuple):
    """The size of a cell of a terminal that holds pictures itself."""

    width: int
    height: int


USUAL_CELL = CellPixels(10, 20)
"""Where the terminal does not say."""


def may_hold_pictures(environ: Mapping[str, str]) -> bool:
    """Whether it is worth asking."""
    if any(environ.get(name) for name in _BETWEEN) or environ.get("NO_COLOR"):
        return False
    return environ.get("TERM") in _TERMS or any(environ.get(name) for name in _VARIABLES)


def parse_cell(reply: bytes) -> CellPixels | None:
    """Return the size of a cell if the terminal has answered that it holds pictures, else None."""
    if not _GRAPHICS.search(reply):
        return None
    found = _CELL.search(reply)
    cell = CellPixels(int(found[2]), int(found[1])) if found else USUAL_CELL
    return cell if all(0 < part <= _MOST_PIXELS for part in cell) else USUAL_CELL


def wants_pixels(wanted: str, environ: Mapping[str, str]) -> bool:
    """Whether pictures are to be sent to the terminal, by the setting `pictures`.

    `auto` sends none over ssh, where each would be half a megabyte on the line before the next key is answered.
    """
    return wanted == "pixels" or (wanted == "auto" and not any(environ.get(name) for name in _FAR))
