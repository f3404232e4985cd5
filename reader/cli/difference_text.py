"""Two versions as lines: on a terminal what was put in is underlined and green, what was taken out struck and red; in a pipe,
and where no colour is wanted, they stand in `{+ +}` and `[- -]`, as wdiff has them. What is as it was is folded.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.cli.rows import LEAST_LINE_CELLS, Paper
from reader.layout.wrap import wrap
from reader.library.version_forms import wordless
from reader.model.blocks import OBJECT, Heading, Headline, ListItem
from reader.model.difference import Difference, DifferentPart, Edit, PartKind

WIDEST_MEASURE = 72

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_DIM = "\x1b[2m"
_STYLES = {Edit.KEPT: "", Edit.ADDED: "\x1b[4;32m", Edit.REMOVED: "\x1b[9;31m"}
_SIGNS = {Edit.KEPT: ("", ""), Edit.ADDED: ("{+", "+}"), Edit.REMOVED: ("[-", "-]")}
_BREAK = "\n\n"
_PARAGRAPH_SIGN = "¶"


class _Piece(NamedTuple):
    """Letters with their fate, as they are shown."""

    edit: Edit
    text: str


def difference_lines(difference: Difference, paper: Paper, *, context: int | None = 0) -> Iterator[str]:
    """Yield the running text of two versions, a blank line between blocks; `context` unchanged blocks stand around changes,
    all of them if it is None."""
    shown = _shown(difference.parts, context)
    folded = 0
    is_first = True
    for part, is_shown in zip(difference.parts, shown, strict=True):
        if not is_shown:
            folded += part.kind is PartKind.BLOCK
            continue
        for lines in filter(None, (_fold_line(folded, paper), list(_part_lines(part, difference.parts, paper)))):
            if not is_first:
                yield ""
            yield from lines
            is_first = False
        folded = 0
    if lines := _fold_line(folded, paper):
        if not is_first:
            yield ""
        yield from lines


def _shown(parts: Sequence[DifferentPart], context: int | None) -> list[bool]:
    if context is None:
        return [True] * len(parts)
    shown = [False] * len(parts)
    for at, part in enumerate(parts):
        if part.is_changed or part.kind is PartKind.LEFT:
            for near in range(max(0, at - context), min(len(parts), at + context + 1)):
                shown[near] = True
    return shown


def _fold_line(folded: int, paper: Paper) -> list[str]:
    if not folded:
        return []
    line = f"… {folded:,} {'paragraph' if folded == 1 else 'paragraphs'} unchanged"
    return [line if paper.is_bare else f"{_DIM}{line}{_RESET}"]


def _part_lines(part: DifferentPart, parts: Sequence[DifferentPart], paper: Paper) -> Iterator[str]:
    if part.kind is PartKind.LEFT:
        yield _told(f"↕ {_where_to(part, parts)}", paper)
        return
    if part.is_moved and not part.is_split:
        yield _told("↕ moved here", paper)
    pieces = list(_pieces(part))
    is_bold = isinstance(part.block, Headline | Heading) and not paper.is_bare
    yield from _set(pieces, paper, is_bold=is_bold)


def _told(line: str, paper: Paper) -> str:
    return line if paper.is_bare else f"{_DIM}{line}{_RESET}"


def _where_to(left: DifferentPart, parts: Sequence[DifferentPart]) -> str:
    """Return in words where a block went that stood here."""
    for part in parts:
        if part is left:
            return "a paragraph that stood here was moved down"
        if part.new_block == left.new_block and part.kind is PartKind.BLOCK:
            return "a paragraph that stood here was moved up"
    return "a paragraph that stood here was moved"


def _pieces(part: DifferentPart) -> Iterator[_Piece]:
    """Yield what is shown of a part: letters, and signs and words for what has none."""
    if isinstance(part.block, ListItem):
        mark = "• " if part.block.number is None else f"{part.block.number}. "
        edits = {stretch.edit for stretch in part.stretches}
        yield _Piece(edits.pop() if len(edits) == 1 else Edit.KEPT, mark)
    if part.is_split:
        yield _Piece(Edit.ADDED, f"{_PARAGRAPH_SIGN} ")
    for edit, text, *_ in part.stretches:
        if edit is Edit.REMOVED:
            text = text.replace(_BREAK, _PARAGRAPH_SIGN) if part.new_block >= 0 else text
        elif not text.strip(" ") and edit is Edit.ADDED and part.kind is PartKind.BYLINE:
            continue
        yield _Piece(edit, text.replace(OBJECT, wordless(part.block)))


def _set(pieces: Sequence[_Piece], paper: Paper, *, is_bold: bool) -> Iterator[str]:
    """Yield the lines of a part: wrapped on a terminal, with the line breaks of the text in a pipe."""
    pieces = list(pieces)
    if not paper.is_bare:
        pieces = list(_set_apart(pieces))
    else:
        pieces = [_Piece(Edit.KEPT, f"{_SIGNS[edit][0]}{text}{_SIGNS[edit][1]}") for edit, text in pieces]
    lines: list[list[_Piece]] = [[]]
    for edit, text in pieces:
        first, *others = text.split("\n")
        lines[-1].append(_Piece(edit, first))
        lines += ([_Piece(edit, other)] for other in others)
    for line in lines:
        yield from _wrapped(line, paper, is_bold=is_bold)


def _set_apart(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces with a blank between a word and the one that took its place: there are no signs between them."""
    before = _Piece(Edit.KEPT, "")
    for piece in pieces:
        is_replacement = (before.edit, piece.edit) == (Edit.REMOVED, Edit.ADDED)
        if is_replacement and before.text[-1:].isalnum() and piece.text[:1].isalnum():
            yield _Piece(Edit.KEPT, " ")
        yield piece
        before = piece


def _wrapped(line: Sequence[_Piece], paper: Paper, *, is_bold: bool) -> Iterator[str]:
    text = "".join(piece.text for piece in line)
    if not paper.width:
        yield text
        return
    text = text.replace("\t", " ")
    starts = wrap(text, max(LEAST_LINE_CELLS, min(WIDEST_MEASURE, paper.width))) or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        end = start + len(text[start:end].rstrip())
        if paper.is_bare:
            yield text[start:end]
            continue
        parts: list[str] = []
        at = 0
        for edit, letters in line:
            low, high = max(start, at), min(end, at + len(letters))
            if low < high:
                style = _STYLES[edit] + (_BOLD if is_bold else "")
                parts.append(f"{style}{text[low:high]}{_RESET}" if style else text[low:high])
            at += len(letters)
        yield "".join(parts)
