"""What was left out of an article, as rows between its blocks: dimmed, a broken line beside it, the reason above it.

Made of ornaments alone: no offset leads here, and nothing of it can be marked. Imported by `layout` when somebody asks to see it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.layout.cells import cell_width, is_right_to_left
from reader.layout.rows import BLANK, Ink, LeftOut, Ornament, Row
from reader.layout.wrap import fold, trim_row, wrap

LINE = "┊"
MOST_ROWS = 12
"""Rows of a part that is not unfolded: a long paragraph stands whole, a menu of forty links does not push the text away."""

REASON_ROWS = 2
"""Rows of a reason; the rest is an ellipsis."""

FOLDED_LETTERS = 4_000
"""Letters of a part that are laid out before it is unfolded: there may be hundreds of parts, and wrapping costs by the letter."""

MOST_LETTERS = 40_000
"""Letters of a part that are ever laid out; the raw text of the page has the rest."""

_INDENT = 2


class Inserted(NamedTuple):
    """A space between two blocks with parts in it."""

    rows: tuple[Row, ...]
    places: tuple[range, ...]
    """Which of the rows each part takes, blanks not counted."""


def insert(parts: Sequence[LeftOut], space: Sequence[Row], at: int, width: int) -> Inserted:
    """Return `space` with `parts` before its row `at`, a blank row above and below each."""
    rows = list(space[:at])
    places = []
    for part in parts:
        if not rows or rows[-1] is not BLANK:
            rows.append(BLANK)
        first = len(rows)
        rows += _part_rows(part._replace(block=0), width)
        places.append(range(first, len(rows)))
    following = space[at:]
    if not following or following[0] is not BLANK:
        rows.append(BLANK)
    return Inserted((*rows, *following), tuple(places))


@lru_cache(maxsize=4_096)
def _part_rows(part: LeftOut, width: int) -> tuple[Row, ...]:
    """Return the rows of a part wherever it stands: pages repeat themselves, and what is shown is laid out again and again."""
    room = max(2, width - _INDENT)
    text = part.text[: MOST_LETTERS if part.is_unfolded else FOLDED_LETTERS]
    starts = wrap(text, room)
    most = len(starts) if part.is_unfolded or len(starts) <= MOST_ROWS else MOST_ROWS - 1
    lines = [
        text[start : trim_row(text, start, following)]
        for start, following in zip(starts[:most], [*starts[1:], len(text)][:most], strict=True)
    ]
    is_mirrored = is_right_to_left(text)
    rows = [_row(line, Ink.REASON, width, is_mirrored=is_mirrored) for line in fold(part.reason, room, REASON_ROWS)]
    rows += [_row(line, Ink.LEFT_OUT, width, is_mirrored=is_mirrored) for line in lines]
    if len(starts) > most or len(part.text) > len(text):
        more = f"… {len(starts) - most:,} more lines" if len(part.text) == len(text) else "… and much more"
        rows.append(_row(more, Ink.REASON, width, is_mirrored=is_mirrored))
    return tuple(rows)


def _row(letters: str, ink: Ink, width: int, *, is_mirrored: bool) -> Row:
    """Return a row with the broken line where lines begin, at the right in scripts that begin there."""
    if is_mirrored:
        x = max(0, width - _INDENT - cell_width(letters))
        ornaments = (Ornament(width - 1, LINE, Ink.FAINT), Ornament(x, letters, ink))
    else:
        ornaments = (Ornament(0, LINE, Ink.FAINT), Ornament(_INDENT, letters, ink))
    return Row(ornaments=ornaments, is_right_to_left=is_mirrored)
