"""How lists stand on a terminal and in a pipe: a row an article, and lines of text with the words marked that were looked for.

On a terminal rows are cut and lines are wrapped to its width, and what was found is bold. In a pipe every row and every text is
one whole line without any style, for `grep` and friends.
"""

import shutil
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.cli.output import SHOWN_ID_LETTERS, is_plain
from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import wrap
from reader.model.found import Snippet, SnippetSource
from reader.model.kept import ListedArticle
from reader.model.text import clean_line
from reader.model.units import short_minutes

LONGEST_SOURCE = 60
MAX_SITE_CELLS = 24
TITLE_CELLS = 24
"""So much of a title is worth more than the site, the date and the minutes beside it, which go in this order."""
LEAST_TITLE_CELLS = 8
LEAST_LINE_CELLS = 10
"""No terminal is so narrow that a text would be set in less."""
SNIPPET_ROWS = 3
TEXT_INDENT = 5
"""Cells before a text below its row: the titles of a short list begin further right, and narrow screens have no room for that."""

_BOLD, _NOT_BOLD = "\x1b[1m", "\x1b[22m"
_GAP = "  "

_FROM = {SnippetSource.TEXT: "", SnippetSource.NOTE: "note: ", SnippetSource.QUOTE: "marked: "}

Marks = Sequence[tuple[int, int]]
"""Half-open ranges of code points, in order, none touching another."""


class Paper(NamedTuple):
    """What is printed on."""

    width: int = 0
    """Cells of the terminal; 0 where nothing is cut or wrapped."""
    is_bare: bool = True
    """Whether it gets letters only."""


def stdout_paper() -> Paper:
    """Return what stdout is."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    return Paper(width=width, is_bare=is_plain(sys.stdout))


def article_row(number: int, row: ListedArticle, paper: Paper, *, number_cells: int = 3) -> str:
    """Return one line: number, id, whether unread or starred, title, and as much of site, date, marks and minutes as fits.

    Before the minutes stands how many further articles tell its story (`+2`), and how much is marked (`✎2`).
    """
    record, state = row.record, row.state
    number_cells = max(3, number_cells)
    left = f"{number:>{number_cells}}  {record.id[:SHOWN_ID_LETTERS]} "
    left += f"{' ' if state.is_read else '●'}{'★' if state.is_starred else ' '} "
    marks = max(row.counts.highlights, row.counts.notes)
    # A file's name may hold anything; it is kept as it is, so that the file can be read again.
    site = record.site or clean_line(record.source, LONGEST_SOURCE)
    pen = f"{f'+{row.also} ' if row.also else ''}{f'✎{marks} ' if marks else ''}"
    minutes = short_minutes(record.minutes)
    if not paper.width:
        return f"{left}{record.title}{_GAP}{site}{_GAP}{_day(row)}{_GAP}{pen}{minutes}"
    room = paper.width - cell_width(left)
    choices = [
        f"{_GAP}{shorten(site, MAX_SITE_CELLS)}{_GAP}{_day(row)}{_GAP}{pen}{minutes}",
        f"{_GAP}{_day(row)}{_GAP}{pen}{minutes}",
        f"{_GAP}{pen}{minutes}",
        "",
    ]
    right = next((right for right in choices if room - cell_width(right) >= TITLE_CELLS), "")
    title_cells = max(LEAST_TITLE_CELLS, room - cell_width(right))
    title = shorten(record.title, title_cells)
    return f"{left}{title}{' ' * (title_cells - cell_width(title))}{right}" if right else f"{left}{title}"


def _day(row: ListedArticle) -> str:
    return (row.record.published or row.record.added.astimezone().date().isoformat())[:10]


def snippet_lines(snippet: Snippet, paper: Paper) -> Iterator[str]:
    """Yield the lines that show where the words stand, below the row of what was found; on a terminal at most three."""
    label = _FROM[snippet.source]
    text, marks = snippet.text, list(snippet.marks)
    if paper.width:
        text, marks = _around_first_mark(text, marks, _line_cells(paper, TEXT_INDENT + len(label)))
    return marked_lines(text, marks, paper, label=label, indent=TEXT_INDENT)


def _around_first_mark(text: str, marks: list[tuple[int, int]], width: int) -> tuple[str, list[tuple[int, int]]]:
    """Return what stands in the rows of one result, the first words that were found among it, with their places there."""
    if len(wrap(text, width)) <= SNIPPET_ROWS:
        return text, marks
    starts = [*wrap(text, width - 2), len(text)]  # room for the ellipses
    row = bisect_right(starts, marks[0][0] if marks else 0) - 1
    first = max(0, min(row - 1, len(starts) - 1 - SNIPPET_ROWS))
    start, end = starts[first], starts[min(first + SNIPPET_ROWS, len(starts) - 1)]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    shown = ((max(start, left) + shift, min(end, right) + shift) for left, right in marks)
    return f"{before}{text[start:end].rstrip()}{after}", [(left, right) for left, right in shown if left < right]


def marked_lines(text: str, marks: Marks, paper: Paper, *, label: str = "", indent: int = 0) -> Iterator[str]:
    """Yield `text` beside `label`, every line `indent` cells in, wrapped and with the marks in bold as the paper allows."""
    lead = " " * indent + label
    if not paper.width:
        yield lead + _marked(text, 0, len(text), marks, is_bare=paper.is_bare)
        return
    starts = wrap(text, _line_cells(paper, indent + len(label)))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        end = start + len(text[start:end].rstrip())
        yield lead + _marked(text, start, end, marks, is_bare=paper.is_bare)
        lead = " " * len(lead)


def _line_cells(paper: Paper, indent: int) -> int:
    return max(LEAST_LINE_CELLS, paper.width - indent)


def _marked(text: str, start: int, end: int, marks: Marks, *, is_bare: bool) -> str:
    if is_bare:
        return text[start:end]
    parts: list[str] = []
    at = start
    for mark_start, mark_end in marks:
        mark_start, mark_end = max(at, mark_start), min(end, mark_end)
        if mark_start < mark_end:
            parts += (text[at:mark_start], _BOLD, text[mark_start:mark_end], _NOT_BOLD)
            at = mark_end
    return "".join([*parts, text[at:end]])
