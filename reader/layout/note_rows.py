"""A note set in a column: its Markdown as rows of runs, each with the cell it begins at. Pure; called by the margin.

Items hang behind their bullets, quotes stand behind a bar, code keeps its spaces; what was typed on lines of its own stays so,
and one blank row stands where blank lines were typed. Each line typed has the direction of its first letter; one from the right
begins at the right edge, its bullets and bars beside it there.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from reader.layout.cells import cell_width, has_right_to_left, is_right_to_left, shorten
from reader.layout.nesting import QUOTE_BAR
from reader.layout.wrap import trim_row, wrap
from reader.model.note_text import BlockKind, Box, NoteBlock, NoteRun, NoteStyle, NoteText

_BULLETS = ("•", "◦", "▪")
_OPEN, _DONE = "☐", "☑"
RULE = "⁂"

_FEWEST_CELLS = 12
"""Of its text a row keeps so many, however deep it stands: what is around it is left out from the outside in."""


class SetRun(NamedTuple):
    """Letters that are set alike, from cell `x` of the column on."""

    x: int
    text: str
    style: NoteStyle = NoteStyle.PLAIN
    link: int = -1
    """The index of the link they belong to, -1 for none."""
    is_sign: bool = False
    """Whether it is a bullet or a bar, and no letters of the note."""


SetRow = tuple[SetRun, ...]
"""A row of a note in order of its cells; empty for a blank one."""


class _Sign(NamedTuple):
    """What stands before a block for one of its boxes."""

    text: str
    width: int
    is_every_row: bool
    box: Box


def note_rows(note: NoteText, width: int, notices: Mapping[int, str] | None = None) -> tuple[SetRow, ...]:
    """Return the rows of a note in a column of `width` cells, at least 4; `notices` stand behind links, in brackets."""
    numbers = _number_widths(note.blocks)
    rows: list[SetRow] = []
    shown: set[int] = set()
    before: Sequence[Box] = ()
    for block in note.blocks:
        runs = _noticed(block.runs, notices) if notices else block.runs
        signs = list(_signs(block.boxes, numbers, width))
        if block.is_apart and rows:
            common = [sign for sign in signs if sign.box in before and sign.is_every_row]
            rows.append(_sign_runs(signs, common, width, is_right=False))
        rows += _block_rows(block, runs, signs, width, shown)
        shown.update(box.start for box in block.boxes)
        before = block.boxes
    return tuple(rows)


def row_text(row: SetRow) -> str:
    """Return what stands on a row, without the room at its left."""
    text, at = "", row[0].x if row else 0
    for run in row:
        text += " " * (run.x - at) + run.text
        at = run.x + cell_width(run.text)
    return text


def _block_rows(
    block: NoteBlock, runs: Sequence[NoteRun], signs: Sequence[_Sign], width: int, shown: set[int]
) -> Iterator[SetRow]:
    left = sum(sign.width for sign in signs)
    room = max(2, width - left)
    if block.kind is BlockKind.RULE:
        runs = (NoteRun(RULE, 0, 0),)
    elif block.kind is BlockKind.HEADING:
        runs = [run._replace(style=run.style | NoteStyle.STRONG) for run in runs]
    first = [sign for sign in signs if sign.is_every_row or sign.box.start not in shown]
    others = [sign for sign in signs if sign.is_every_row]
    for line in _lines(runs):
        text = "".join(run.text for run in line)
        is_right = is_right_to_left(text)
        starts = wrap(text, room)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            letters = _cut(line, start, trim_row(text, start, end))
            if has_right_to_left(text) and letters:
                letters = _directed(letters, is_right=is_right)
            cells = sum(cell_width(run.text) for run in letters)
            x = max(0, room - cells) if is_right else left
            yield _joined(_sign_runs(signs, first, width, is_right=is_right), letters, x, is_right=is_right)
            first = others


def _lines(runs: Sequence[NoteRun]) -> Iterator[list[NoteRun]]:
    line: list[NoteRun] = []
    for run in runs:
        if run.text == "\n":
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _cut(line: Sequence[NoteRun], start: int, end: int) -> list[NoteRun]:
    """Return the part of a line between two of its letters."""
    cut = []
    for run, last in zip(line, accumulate(len(run.text) for run in line), strict=True):
        first = last - len(run.text)
        if last > start and first < end:
            cut.append(run._replace(text=run.text[max(0, start - first) : end - first]))
    return cut


def _directed(letters: list[NoteRun], *, is_right: bool) -> list[NoteRun]:
    """Begin a row whose first letters have another direction than its line with an unseen mark: see `cells.with_direction`."""
    if is_right_to_left("".join(run.text for run in letters)) is is_right:
        return letters
    return [letters[0]._replace(text=("\u200f" if is_right else "\u200e") + letters[0].text), *letters[1:]]


def _joined(signs: SetRow, letters: Sequence[NoteRun], x: int, *, is_right: bool) -> SetRow:
    runs = []
    for run in letters:
        runs.append(SetRun(x, run.text, run.style, run.link))
        x += cell_width(run.text)
    return (*runs, *signs) if is_right else (*signs, *runs)


# -- bullets and bars ------------------------------------------------------------------------------------------------
def _signs(boxes: Sequence[Box], numbers: Mapping[tuple[int, ...], int], width: int) -> Iterator[_Sign]:
    depth = 0
    signs = []
    for level, box in enumerate(boxes):
        if box.is_quote:
            signs.append(_Sign(QUOTE_BAR, 2, True, box))
            continue
        if box.is_done is not None:
            sign = _DONE if box.is_done else _OPEN
        elif box.number is not None:
            sign = f"{box.number}."
        else:
            sign = _BULLETS[min(depth, len(_BULLETS) - 1)]
        depth += 1
        cells = numbers[_around(boxes, level)] if box.number is not None else 1
        signs.append(_Sign(sign.rjust(cells), cells + 1, False, box))
    spare = width - _FEWEST_CELLS
    while len(signs) > 1 and sum(sign.width for sign in signs) > spare:
        del signs[0]
    yield from signs


def _number_widths(blocks: Sequence[NoteBlock]) -> dict[tuple[int, ...], int]:
    """Return how wide the numbers of each list are, by the boxes around it."""
    widest: dict[tuple[int, ...], int] = {}
    for block in blocks:
        for level, box in enumerate(block.boxes):
            if box.number is not None:
                around = _around(block.boxes, level)
                widest[around] = max(widest.get(around, 0), len(str(box.number)) + 1)
    return widest


def _around(boxes: Sequence[Box], level: int) -> tuple[int, ...]:
    return tuple(box.start for box in boxes[:level])


def _sign_runs(signs: Sequence[_Sign], wanted: Sequence[_Sign], width: int, *, is_right: bool) -> SetRow:
    """Return the signs of a row from left to right; beside letters that run from the right they stand at the right."""
    runs: list[SetRun] = []
    x = 0
    for sign in signs:
        if sign in wanted:
            at = width - x - sign.width + 1 if is_right else x
            runs.append(SetRun(at, shorten(sign.text, max(1, width - x)), is_sign=True))
        x += sign.width
    return tuple(reversed(runs)) if is_right else tuple(runs)


# -- words behind links ----------------------------------------------------------------------------------------------
def _noticed(runs: Sequence[NoteRun], notices: Mapping[int, str]) -> list[NoteRun]:
    said: list[NoteRun] = []
    for index, run in enumerate(runs):
        said.append(run)
        following = runs[index + 1].link if index + 1 < len(runs) else -1
        if run.link != following and (notice := notices.get(run.link)):
            said.append(NoteRun(f" ({notice})", run.end, run.end, link=run.link))
    return said
