"""What a note's Markdown means: blocks, and in them runs of letters with their places in the source. Pure.

A note is stored as it was typed, and read here whenever it is shown, exported or indexed. The subset is CommonMark's (0.31)
without HTML, pictures, definitions, indented code and underlined headings: paragraphs, `#` headings, nested lists with bullets,
numbers and task boxes, quotes, fenced code, rules, and the inside of paragraphs (`note_inline`). A line break in a paragraph
stays one, since notes are typed line by line; an indented line is text.

No library is used for it: markdown-it-py, which comes with the screen's own libraries, tells the lines of blocks but not where
their letters stand, which following and completing links need; and the index and the exports, which read notes too, know no
third party that draws. What is here takes 10 µs for a plain note, 90 for one with some of everything, and is linear in the
letters, however hostile they are.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from reader.model.note_inline import Linked, NoteRun, NoteStyle, read_inline

__all__ = ["BlockKind", "Box", "Linked", "NoteBlock", "NoteRun", "NoteStyle", "NoteText", "read_note"]

DEEPEST = 8
"""Lists and quotes inside each other; what is deeper is text."""

_TAB = 4


class BlockKind(Enum):
    """What a block of a note is."""

    PARAGRAPH = auto()
    HEADING = auto()
    CODE = auto()
    RULE = auto()


class Box(NamedTuple):
    """A quote or an item of a list, which blocks stand in. Two with the same `start` are the same."""

    start: int
    """Where its sign stands in the source."""
    is_quote: bool = False
    number: int | None = None
    """Of an item of a numbered list; None for a bullet."""
    is_done: bool | None = None
    """Of a task whether it is done; None for what is no task."""


class NoteBlock(NamedTuple):
    """A paragraph, a heading, code or a rule, with the boxes around it from the outside in."""

    kind: BlockKind
    runs: tuple[NoteRun, ...] = ()
    boxes: tuple[Box, ...] = ()
    level: int = 0
    """Of a heading, from 1 to 6."""
    language: str = ""
    """Of code, as it was written behind the fence."""
    is_apart: bool = False
    """Whether a blank line stands before it."""

    @property
    def text(self) -> str:
        """Its letters without markup; lines are parted by line breaks."""
        return "".join(run.text for run in self.runs)


class NoteText(NamedTuple):
    """A note that was read."""

    blocks: tuple[NoteBlock, ...]
    links: tuple[Linked, ...] = ()
    """In order; `NoteRun.link` is an index into it."""

    @property
    def plain(self) -> str:
        """The words of the note without its markup, on one line."""
        return " ".join(" ".join(block.text for block in self.blocks).split())


def read_note(text: str) -> NoteText:
    """Return what a note says. Linear in its letters."""
    return _Reader(text).read()


class _Open(NamedTuple):
    """A box that the next line may go on in."""

    box: Box
    width: int
    """Columns that a line must be drawn in to belong to an item."""


class _Fence(NamedTuple):
    """Code that has no end yet."""

    sign: str
    indent: int
    language: str
    depth: int
    """How many boxes it stands in."""
    start: int


class _Reader:
    """Goes through the lines once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: list[NoteBlock] = []
        self._links: list[Linked] = []
        self._open: list[_Open] = []
        self._paragraph: list[tuple[int, int]] = []
        self._fence: _Fence | None = None
        self._code: list[tuple[int, int]] = []
        self._is_apart = False

    def read(self) -> NoteText:
        for start, end in self._lines():
            self._line(start, end)
        self._end_paragraph()
        self._end_code()
        return NoteText(tuple(self._blocks), tuple(self._links))

    def _lines(self) -> Iterator[tuple[int, int]]:
        start = 0
        for line in self._text.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1

    def _line(self, start: int, end: int) -> None:
        at, depth = self._go_on(start, end)
        if self._fence is not None:
            if depth >= self._fence.depth:
                self._code_line(at, end)
                return
            self._end_code()
        is_blank = not self._text[at:end].strip()
        if depth < len(self._open):
            if is_blank or not self._paragraph or self._begins_block(at, end):
                self._end_paragraph()
                del self._open[depth:]
            else:
                self._add_line(at, end)  # a paragraph goes on though its box is not drawn again
                return
        if is_blank:
            self._end_paragraph()
            self._is_apart = bool(self._blocks)
            return
        at, has_begun = self._begin_boxes(at, end)
        self._leaf(at, end, has_begun=has_begun)

    # -- boxes ------------------------------------------------------------------------------------------------------
    def _go_on(self, at: int, end: int) -> tuple[int, int]:
        """Return where the line begins inside the boxes that are open, and in how many of them it stands."""
        text = self._text
        for depth, (box, width) in enumerate(self._open):
            indent, inner = _indent(text, at, end)
            if box.is_quote:
                if indent > 3 or text[inner : min(end, inner + 1)] != ">":
                    return at, depth
                at = inner + 1 + (text[inner + 1 : min(end, inner + 2)] == " ")
            elif inner == end:
                continue  # a blank line ends no item
            elif indent >= width:
                at = _after_columns(text, at, end, width)
            else:
                return at, depth
        return at, len(self._open)

    def _begins_block(self, at: int, end: int) -> bool:
        """Whether a line outside the box of a paragraph begins something of its own."""
        text = self._text
        indent, inner = _indent(text, at, end)
        if indent > 3:
            return False
        if text[inner] in ">#`~" or _rule().match(text, inner, end):
            return text[inner] == ">" or any(
                pattern().match(text, inner, end) for pattern in (_heading, _fence_begin, _rule)
            )
        return _item().match(text, inner, end) is not None

    def _may_interrupt(self, item: "re.Match[str]", end: int) -> bool:
        """Whether an item may stand right below the line of a paragraph: a `1986.` at the start of a line begins no list."""
        return bool(self._text[item.end() : end].strip()) and item[2] in (None, "1")

    def _begin_boxes(self, at: int, end: int) -> tuple[int, bool]:
        """Open the boxes that begin on a line; return where its text begins, and whether there were any."""
        text, has_begun = self._text, False
        while len(self._open) < DEEPEST:
            indent, inner = _indent(text, at, end)
            if indent > 3 or inner == end or _rule().match(text, inner, end):
                break
            if text[inner] == ">":
                self._end_paragraph()
                self._open.append(_Open(Box(inner, is_quote=True), 0))
                at, has_begun = inner + 1 + (text[inner + 1 : min(end, inner + 2)] == " "), True
                continue
            item = _item().match(text, inner, end)
            if item is None or (self._paragraph and not self._may_interrupt(item, end)):
                break
            self._end_paragraph()
            blanks, first = _indent(text, item.end(), end)
            padding = blanks if 0 < blanks <= _TAB and first < end else 1
            at = _after_columns(text, item.end(), end, padding)
            number = int(item[2]) if item[2] else None
            is_done = None
            if number is None and (task := _task().match(text, at, end)):
                is_done, at = task[1] in "xX", task.end()
            width = indent + len(item[0]) + padding
            self._open.append(_Open(Box(inner, number=number, is_done=is_done), width))
            has_begun = True
            if first == end:
                self._block(BlockKind.PARAGRAPH)  # an item that has no words yet
                return end, True
        return at, has_begun

    # -- what stands in them ----------------------------------------------------------------------------------------
    def _leaf(self, at: int, end: int, *, has_begun: bool) -> None:
        text = self._text
        indent, inner = _indent(text, at, end)
        if inner == end:
            return
        if indent <= 3 or has_begun:
            if fence := _fence_begin().match(text, inner, end):
                self._end_paragraph()
                self._fence = _Fence(fence[1], indent, fence[2].strip(), len(self._open), inner)
                return
            if _rule().match(text, inner, end):
                self._end_paragraph()
                self._block(BlockKind.RULE)
                return
            if heading := _heading().match(text, inner, end):
                self._end_paragraph()
                self._inline(BlockKind.HEADING, [self._heading_words(heading.end(), end)], level=len(heading[1]))
                return
        self._add_line(inner, end)

    def _heading_words(self, at: int, end: int) -> tuple[int, int]:
        """Return where the words of a heading stand: the signs may stand behind them as well."""
        words = self._text[at:end].rstrip(" \t")
        without = words.rstrip("#")
        if not without or without[-1] in " \t":
            words = without.rstrip(" \t")
        return at, at + len(words)

    def _add_line(self, at: int, end: int) -> None:
        _, inner = _indent(self._text, at, end)
        while end > inner and self._text[end - 1] in " \t":
            end -= 1
        self._paragraph.append((inner, end))

    def _end_paragraph(self) -> None:
        if self._paragraph:
            lines, self._paragraph = self._paragraph, []
            self._inline(BlockKind.PARAGRAPH, lines)

    def _inline(self, kind: BlockKind, lines: Sequence[tuple[int, int]], level: int = 0) -> None:
        read = read_inline(self._text, lines, len(self._links))
        self._links += read.links
        self._block(kind, read.runs, level=level)

    def _code_line(self, at: int, end: int) -> None:
        assert self._fence is not None  # who calls has looked
        indent, inner = _indent(self._text, at, end)
        closing = _fence_end().match(self._text, inner, end) if indent <= 3 else None
        if closing is not None and closing[1].startswith(self._fence.sign):
            self._end_code()
        else:
            self._code.append((_after_columns(self._text, at, end, min(indent, self._fence.indent)), end))

    def _end_code(self) -> None:
        if self._fence is not None:
            fence, code = self._fence, self._code
            self._fence, self._code = None, []
            runs: list[NoteRun] = []
            for start, end in code:
                if runs:
                    runs.append(NoteRun("\n", start - 1, start))
                runs.append(NoteRun(self._text[start:end], start, end, NoteStyle.CODE))
            self._block(BlockKind.CODE, tuple(runs), language=fence.language)

    def _block(self, kind: BlockKind, runs: tuple[NoteRun, ...] = (), *, level: int = 0, language: str = "") -> None:
        boxes = tuple(entry.box for entry in self._open)
        self._blocks.append(NoteBlock(kind, runs, boxes, level, language, self._is_apart))
        self._is_apart = False


def _indent(text: str, at: int, end: int) -> tuple[int, int]:
    """Return how many columns are blank from `at` on, and where they end; a tab goes to the next multiple of four."""
    columns = 0
    while at < end and text[at] in " \t":
        columns = columns + 1 if text[at] == " " else (columns // _TAB + 1) * _TAB
        at += 1
    return columns, at


def _after_columns(text: str, at: int, end: int, columns: int) -> int:
    """Return the place so many blank columns after `at`; less far if there are fewer."""
    column = 0
    while at < end and column < columns and text[at] in " \t":
        column = column + 1 if text[at] == " " else (column // _TAB + 1) * _TAB
        at += 1
    return at


@cache
def _item() -> re.Pattern[str]:
    return re.compile(r"([-*+]|([0-9]{1,9})[.)])(?=[ \t]|\Z)")


@cache
def _task() -> re.Pattern[str]:
    return re.compile(r"\[([ xX])\](?:[ \t]+|\Z)")


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"(#{1,6})[ \t]+(?=\S)")


@cache
def _fence_begin() -> re.Pattern[str]:
    return re.compile(r"(`{3,}|~{3,})([^`]*)\Z")


@cache
def _fence_end() -> re.Pattern[str]:
    return re.compile(r"(`{3,}|~{3,})[ \t]*\Z")
