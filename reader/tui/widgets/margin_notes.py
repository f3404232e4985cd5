"""Notes of the margin as lines of text, and where they stand so that none lies over another. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from reader.layout.cells import shorten, with_direction
from reader.layout.wrap import fold
from reader.model.annotation import AnchorState, PlacedAnnotation

if TYPE_CHECKING:  # comes with the first note that has any Markdown in it
    from reader.layout.note_rows import SetRun

TEXT_X = 2
"""Cell at which the words of a note begin."""

FOLDED_LINES = 8
"""Lines of a note that is not the one under the caret; how much more there is stands in the last one."""

_UNFOLDED_LINES = 200
_MOST_LETTERS, _MOST_UNFOLDED_LETTERS = 6_000, 20_000
"""Of a note that are set: what is longer was not written by hand, and setting two million letters takes seconds."""

_QUOTE_LINES = 2
_WAS_LINES = 3
_OUT_OF_SIGHT = -10_000
_GAP = 1
"""Blank rows between two notes."""

_PART_NOTES, _PART_LETTERS = 50, 10_000
"""Of a part of the notes, of which a few are set at once: a note that is Markdown takes a microsecond a letter."""


class Weight(Enum):
    """What a line of a note is."""

    NAME = auto()
    """The colour's name in the user's words."""
    TEXT = auto()
    QUIET = auto()
    """Tags, the quote of a passage that is gone, what was written elsewhere."""


class NoteLine(NamedTuple):
    """One line of a note."""

    text: str
    weight: Weight
    runs: "tuple[SetRun, ...]" = ()
    """The same as it is set, where it is Markdown."""


class NoteBox(NamedTuple):
    """A note at a place: its first row, its lines, and the row it belongs to."""

    placed: PlacedAnnotation
    row: int
    """Where it begins."""
    home: int
    """The row of its mark; less than `row` if it had to move down, more if it had to move up."""
    lines: tuple[NoteLine, ...]

    @property
    def stop(self) -> int:
        """The row after its last one."""
        return self.row + len(self.lines)


def belongs_in_margin(placed: PlacedAnnotation) -> bool:
    """Whether there is anything to show beside the text: words, tags, a passage that is gone, doubtful or changed; a mark alone
    shows itself."""
    annotation = placed.annotation
    has_words = annotation.note or annotation.tags or annotation.others or not annotation.is_highlight
    return bool(has_words or is_lost(placed) or is_in_doubt(placed))


def is_lost(placed: PlacedAnnotation) -> bool:
    """Whether it is a mark whose passage is gone."""
    return placed.annotation.is_highlight and not placed.is_placed


def is_in_doubt(placed: PlacedAnnotation) -> bool:
    """Whether a mark has a place in the text that needs a look, or reads otherwise than when it was made."""
    anchor = placed.anchor
    return placed.is_placed and anchor is not None and (anchor.needs_look or anchor.state is AnchorState.CHANGED)


_SIGNS = "*_`[<#>~\\"
_ITEM_SIGNS = "-+0123456789"


def has_markdown(note: str) -> bool:
    """Whether a note may be anything but plain lines; to find out more it has to be read."""
    if any(sign in note for sign in _SIGNS) or "://" in note:
        return True
    return any(line.lstrip()[:1] in _ITEM_SIGNS for line in note.split("\n") if line.strip())


def note_lines(
    placed: PlacedAnnotation,
    meanings: Mapping[str, str],
    width: int,
    *,
    is_unfolded: bool = False,
    notices: Mapping[int, str] | None = None,
    look: str = "",
) -> tuple[NoteLine, ...]:
    """Return a note as lines of at most `width` cells: meaning, what is doubtful about its place, text, tags.

    `notices` say of links of its text, by their number, why they lead nowhere; `look` says what to do about a doubtful place.
    """
    annotation = placed.annotation
    lines: list[NoteLine] = []
    if annotation.is_highlight:
        name = meanings.get(annotation.colour.value) or annotation.colour.value
        lines.append(NoteLine(shorten(name, width), Weight.NAME))
        if placed.anchor is None or placed.anchor.state is AnchorState.ORPHAN:
            lines.append(NoteLine(shorten("The passage is gone:", width), Weight.QUIET))
            lines += _folded(f"“{annotation.quote}”", width, _QUOTE_LINES, Weight.QUIET)
        elif placed.anchor.needs_look:
            lines += _folded(f"Needs a look{look and ': '}{look}", width, _QUOTE_LINES, Weight.QUIET)
        if placed.anchor is not None and placed.anchor.state is AnchorState.CHANGED:
            rows = _UNFOLDED_LINES if is_unfolded else _WAS_LINES
            lines += _folded(f"was: “{' '.join(annotation.quote.split())}”", width, rows, Weight.QUIET)
    limit = _UNFOLDED_LINES if is_unfolded else FOLDED_LINES
    lines += _note_text(annotation.note, width, limit, notices)
    for other in annotation.others:
        if other.note:
            lines.append(NoteLine(shorten("Also written:", width), Weight.QUIET))
            lines += _note_text(other.note, width, limit, is_linked=False)
        if told := other.told():
            lines += _folded(f"Elsewhere at the same time: {told}", width, limit, Weight.QUIET)
    if annotation.tags:
        lines += _folded(" ".join(f"#{tag}" for tag in annotation.tags), width, _QUOTE_LINES, Weight.QUIET)
    return tuple(lines) or (NoteLine("", Weight.TEXT),)


def _note_text(
    note: str, width: int, limit: int, notices: Mapping[int, str] | None = None, *, is_linked: bool = True
) -> list[NoteLine]:
    part = note[: _MOST_UNFOLDED_LETTERS if limit > FOLDED_LINES else _MOST_LETTERS]
    if has_markdown(part):
        lines = _set_text(part, width, notices, is_linked=is_linked)
    else:
        lines = []
        for paragraph in part.split("\n") if part else ():
            lines += _folded(paragraph, width, _UNFOLDED_LINES, Weight.TEXT)
    is_cut = len(part) < len(note)
    if len(lines) <= limit and not is_cut:
        return lines
    shown = min(limit, len(lines)) - 1
    while shown > 1 and not lines[shown - 1].text:
        shown -= 1
    more = f"over {len(lines) - shown:,}" if is_cut else f"{len(lines) - shown}"
    return [*lines[:shown], NoteLine(shorten(f"… {more} more lines", width), Weight.QUIET)]


def _set_text(note: str, width: int, notices: Mapping[int, str] | None, *, is_linked: bool) -> list[NoteLine]:
    from reader.layout.note_rows import note_rows, row_text
    from reader.model.note_text import read_note

    rows = note_rows(read_note(note), width, notices)
    if not is_linked:  # the letters of links count those of the note itself
        rows = tuple(tuple(run._replace(link=-1) for run in row) for row in rows)
    return [NoteLine(row_text(row), Weight.TEXT, row) for row in rows]


def _folded(text: str, width: int, limit: int, weight: Weight) -> list[NoteLine]:
    return [NoteLine(line, weight) for line in with_direction(fold(text, width, limit), text)]


def parts_of(notes: Sequence[PlacedAnnotation]) -> list[int]:
    """Return which notes begin the parts in which very many of them are set."""
    firsts, letters = [0], 0
    for at, placed in enumerate(notes):
        length = min(len(placed.annotation.note), _MOST_LETTERS)
        letters += length
        if at - firsts[-1] == _PART_NOTES or (letters > _PART_LETTERS and at > firsts[-1]):
            firsts.append(at)
            letters = length
    return firsts


def place_of(placed: PlacedAnnotation, row: int) -> tuple[int, int, int]:
    """Return what notes are ordered by that belong to these rows."""
    return row, placed.anchor.start if placed.anchor else 0, placed.annotation.id


def stack(
    notes: Sequence[tuple[PlacedAnnotation, int, tuple[NoteLine, ...]]], focused_id: int, first_row: int
) -> list[NoteBox]:
    """Place notes, given with the rows they belong to in the order of these rows.

    Each begins at its row if it can, else under the note before it. The focused note always begins at its own row, so that in
    a crowd the note that is read stands beside its passage: what stands before it moves up, and out of sight if there is no
    room above `first_row`.
    """
    rows = _pushed_down([home for _, home, _ in notes], [len(lines) for _, _, lines in notes], first_row)
    at = next((index for index, (placed, _, _) in enumerate(notes) if placed.annotation.id == focused_id), -1)
    if at > 0 and rows[at] > notes[at][1]:
        rows[at] = max(first_row, notes[at][1])
        for index in range(at - 1, -1, -1):
            height = len(notes[index][2])
            if rows[index] + height + _GAP <= rows[index + 1]:
                break
            rows[index] = rows[index + 1] - _GAP - height
        for index in range(at):
            if rows[index] < first_row:
                rows[index] = _OUT_OF_SIGHT
        heights = [len(lines) for _, _, lines in notes[at:]]
        rows[at:] = _pushed_down([rows[at], *(home for _, home, _ in notes[at + 1 :])], heights, first_row)
    return [
        NoteBox(placed=placed, row=row, home=home, lines=lines)
        for (placed, home, lines), row in zip(notes, rows, strict=True)
    ]


def _pushed_down(homes: Sequence[int], heights: Sequence[int], first_row: int) -> list[int]:
    rows = []
    free = first_row
    for home, height in zip(homes, heights, strict=True):
        row = max(home, free)
        rows.append(row)
        free = row + height + _GAP
    return rows


class MarginRows:
    """Boxes by rows: what stands on a row of the margin, and which hair lines pass it."""

    def __init__(self, boxes: Sequence[NoteBox]) -> None:
        self.boxes = tuple(boxes)
        self._starts = [box.row for box in boxes]
        moved = [
            box for box in boxes if box.row > box.home and box.placed.annotation.is_highlight
        ]  # others have no mark
        self._left = sorted(box.home for box in moved)
        self._reached = sorted(box.row for box in moved)

    def box_at(self, row: int) -> NoteBox | None:
        """Return the box that has a line on `row`."""
        at = bisect_right(self._starts, row) - 1
        return self.boxes[at] if at >= 0 and row < self.boxes[at].stop else None

    def hair_at(self, row: int) -> str:
        """Return the piece of hair line on `row`, from the marks above to notes that had to move down; empty for none."""
        left = bisect_left(self._left, row)
        passes = left > bisect_right(self._reached, row)
        if left < len(self._left) and self._left[left] == row:
            return "┤" if passes else "╮"
        return "│" if passes else ""
