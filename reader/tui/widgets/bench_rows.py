"""How annotations look in the list of a workbench, as runs of text. Pure; `bench_list` places them.

A quote on its ink, two lines of it at most; below it the note in text ink; below that, muted, what the colour says, the tags,
article and site, and at the right the day. What was looked for is marked where it stands.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from reader.layout.cells import cell_width, shorten
from reader.layout.furniture import MONTH_NAMES
from reader.layout.wrap import fold
from reader.model.annotation import AnchorState, Colour, PlacedAnnotation
from reader.model.blocks import OBJECT
from reader.model.found import Snippet, SnippetSource
from reader.tui.lines import Run, age, flush_right
from reader.tui.looks.inks import Inks, slip
from reader.tui.shown_bench import BenchHeading, BenchItem, Shown
from reader.tui.widgets.list_rows import BAR, CHOSEN, PATCH, RIGHT_ROOM, TEXT_X, WAITING
from reader.tui.widgets.marked_text import MarkedText

QUOTE_LINES = 2
NOTE_LINES = 2

_LEAST_TITLE = 12
"""Cells in which a title still says something."""

_NO_GROUP = {"color": "Notes on articles", "tag": "No tag", "site": "No site"}


class ItemLook(NamedTuple):
    """What is to be seen of a row beside its annotation."""

    is_current: bool = False
    is_focused: bool = False
    is_chosen: bool = False
    group: str = "none"
    """What the list is gathered by: what the heading says is not said again."""


class _Parts(NamedTuple):
    """What a row shows."""

    quote: MarkedText | None
    note: MarkedText | None


def row_height(row: Shown | None, width: int) -> int:
    """Return the lines of a row with the blank one below it."""
    room = width - TEXT_X - RIGHT_ROOM
    match row:
        case BenchItem():
            parts = _parts(row)
            quote = len(fold(parts.quote.text, room, QUOTE_LINES)) if parts.quote else 0
            note = len(fold(parts.note.text, room, NOTE_LINES)) if parts.note else 0
            return quote + note + 2
        case BenchHeading(is_folded=is_folded):
            return 1 if is_folded else 2
        case None:
            return 4


def row_lines(
    row: Shown | None, width: int, look: ItemLook, inks: Inks, now: datetime, meanings: Mapping[Colour, str]
) -> list[list[Run]]:
    """Return the lines of a row, without the blank one below it."""
    match row:
        case BenchItem():
            lines = _item_lines(row, width, look, inks, now, meanings)
        case BenchHeading():
            lines = [_heading_line(row, width, look, inks, meanings)]
        case None:
            lines = [[Run(TEXT_X, WAITING, inks.muted)]]
    if look.is_current:
        bar = inks.accent if look.is_focused else inks.muted
        lines = [[Run(0, BAR, bar), *line] for line in lines]
    return lines


def _item_lines(
    item: BenchItem, width: int, look: ItemLook, inks: Inks, now: datetime, meanings: Mapping[Colour, str]
) -> list[list[Run]]:
    parts, room = _parts(item), width - TEXT_X - RIGHT_ROOM
    colour = item.row.placed.annotation.colour
    lines: list[list[Run]] = []
    if parts.quote is not None:
        ink = (inks.strong if look.is_current else inks.text) + inks.marks[colour.value]
        quote = parts.quote.around_first_mark(room * QUOTE_LINES)
        lines += quote.lines(TEXT_X, room, QUOTE_LINES, ink, ink + inks.lit)
    if parts.note is not None:
        ink = inks.strong if look.is_current and parts.quote is None else inks.text
        note = parts.note.around_first_mark(room * NOTE_LINES)
        lines += note.lines(TEXT_X, room, NOTE_LINES, ink, ink + inks.lit)
    lines.append(_meta(item, width, look, inks, now, meanings))
    if look.is_chosen and lines:
        lines[0] = [Run(1, CHOSEN, inks.key), *lines[0]]
    elif sign := state_sign(item.row.placed):
        lines[0] = [Run(1, sign, inks.muted), *lines[0]]
    return lines


def _parts(item: BenchItem) -> _Parts:
    annotation, snippet = item.row.placed.annotation, item.row.snippet
    quote = _shown(annotation.quote, snippet, SnippetSource.QUOTE) if annotation.is_highlight else None
    note = _shown(annotation.note, snippet, SnippetSource.NOTE) if annotation.note else None
    if quote is None and note is None:
        note = MarkedText("(nothing written)")
    return _Parts(quote, note)


def _shown(text: str, snippet: Snippet | None, source: SnippetSource) -> MarkedText:
    """Return a text of an annotation on one line, from nearer to what was looked for on if that stands in it."""
    if snippet is not None and snippet.source is source and snippet.text:
        return MarkedText(_readable(snippet.text), snippet.marks)
    if source is SnippetSource.NOTE:
        from reader.model.note_text import read_note  # late: lists without notes need no Markdown

        text = read_note(text[:_MOST_LETTERS]).plain
    return MarkedText(_readable(" ".join(text[:_MOST_LETTERS].split())))


_MOST_LETTERS = 1_200
"""Letters of a quote or note that a row reads: more than it has room for on the widest screen."""


def _readable(text: str) -> str:
    return text.replace(OBJECT, "▢")


def state_sign(placed: PlacedAnnotation) -> str:
    """Return the sign of an annotation that does not stand where it was made; "" for others."""
    if placed.anchor is None:
        return ""
    if placed.anchor.state is AnchorState.ORPHAN:
        return "×"
    return "?" if placed.anchor.needs_look else ""


def state_words(placed: PlacedAnnotation) -> str:
    """Return in words where an annotation stands; "" if it stands where it was made."""
    if placed.anchor is None:
        return ""
    if placed.anchor.state is AnchorState.ORPHAN:
        return "its passage is gone from the text"
    if placed.anchor.needs_look:
        return "found again, but needs a look"
    return "its words have changed" if placed.anchor.state is AnchorState.CHANGED else ""


def kind_words(placed: PlacedAnnotation, meanings: Mapping[Colour, str]) -> str:
    """Return what an annotation is: the user's word for its colour, or that it is about the whole article."""
    annotation = placed.annotation
    return meanings[annotation.colour] if annotation.is_highlight else "on the article"


def _meta(
    item: BenchItem, width: int, look: ItemLook, inks: Inks, now: datetime, meanings: Mapping[Colour, str]
) -> list[Run]:
    """Return the muted line: what it is, its state, its tags, where it stands; the day at the right."""
    row = item.row
    annotation = row.placed.annotation
    right = flush_right([(age(annotation.created, now), inks.muted)], width - RIGHT_ROOM)
    end = right[0].x - 2
    first = [kind_words(row.placed, meanings), state_words(row.placed), " ".join(f"#{tag}" for tag in annotation.tags)]
    left = " · ".join(part for part in first if part)
    where = ""
    if look.group != "article":
        where = " · ".join(part for part in (row.record.title, row.record.site) if part)
    room = end - TEXT_X
    space = room - cell_width(left) - 3
    if where and space >= _LEAST_TITLE:
        left = f"{left} · {shorten(where, space)}"
    return [Run(TEXT_X, shorten(left, room), inks.muted), *right]


def _heading_line(
    row: BenchHeading, width: int, look: ItemLook, inks: Inks, meanings: Mapping[Colour, str]
) -> list[Run]:
    """Return the heading of a group: the sign of folding, the name, muted the site, how many there are."""
    right = flush_right([(f"{row.group.size:,}", inks.muted)], width - RIGHT_ROOM)
    sign = Run(1, CHOSEN, inks.key) if look.is_chosen else Run(1, "▸" if row.is_folded else "▾", inks.muted)
    runs, x, end = [sign], TEXT_X, right[0].x - 2
    if look.group == "color" and row.group.key in inks.marks:
        runs.append(Run(x, PATCH, slip(inks.marks[row.group.key])))
        x += 2
    name = shorten(heading_name(row, look.group, meanings), end - x)
    runs.append(Run(x, name, inks.strong))
    x += cell_width(name) + 2
    if row.detail and end - x >= _LEAST_TITLE:
        runs.append(Run(x, shorten(row.detail, end - x), inks.muted))
    return [*runs, *right]


def heading_name(row: BenchHeading, group: str, meanings: Mapping[Colour, str]) -> str:
    """Return what the heading of a group says; `group` is what the list is gathered by."""
    key = row.group.key
    if not key:
        return _NO_GROUP.get(group, "Others")
    match group:
        case "color":
            return next((word for colour, word in meanings.items() if colour.value == key), key)
        case "tag":
            return f"#{row.name}"
        case "day" | "week":
            year, month, day = key.split("-")
            date = f"{int(day)} {MONTH_NAMES[int(month) - 1]} {year}"
            return f"Week of {date}" if group == "week" else date
        case _:
            return row.name or "Untitled"
