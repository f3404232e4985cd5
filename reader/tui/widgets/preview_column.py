"""How the beginning of an article looks beside a full list: lines of runs. Pure; `previewing_view` places them."""

from collections.abc import Iterator

from rich.style import Style

from reader.layout.cells import cell_width, shorten
from reader.layout.wrap import fold, trim_row, wrap
from reader.tui.lines import Run
from reader.tui.looks.inks import Inks
from reader.tui.previews import Preview, PreviewBlock

EDGE = 3
"""Cells left free at both sides."""

TOP = 1
"""Lines above the first."""

MOST_HEAD_LINES = 4


def preview_lines(preview: Preview, width: int, height: int, inks: Inks) -> list[list[Run]]:
    """Return at most `height` lines, as wide as the column of `width` cells lets them be."""
    lines: list[list[Run]] = [[] for _ in range(TOP)]
    for line in _all_lines(preview, max(2, width - 2 * EDGE), inks):
        if len(lines) >= height:
            break
        lines.append(line)
    return lines


def _all_lines(preview: Preview, room: int, inks: Inks) -> Iterator[list[Run]]:
    if preview.problem:
        yield from _folded(preview.problem, room, 6, inks.muted)
        return
    if preview.site:
        name, dot, section = shorten(preview.site.replace("\xa0", " "), room).partition(" · ")
        yield [Run(EDGE, name, inks.key), Run(EDGE + cell_width(name), dot + section, inks.muted)]
        yield []
    yield from _folded(preview.headline, room, MOST_HEAD_LINES, inks.strong)
    if preview.deck:
        yield from _folded(preview.deck, room, MOST_HEAD_LINES, inks.quiet)
    yield []
    if preview.byline:
        for line in fold(preview.byline, room, 2):
            yield [
                Run(EDGE, line.replace("\xa0", " "), inks.muted)
            ]  # it holds a date together, and is drawn as a blank
        yield []
    for block in preview.blocks:
        yield from _block_lines(block, room, inks)
        yield []


def _folded(text: str, room: int, limit: int, ink: Style) -> Iterator[list[Run]]:
    for line in fold(text, room, limit):
        yield [Run(EDGE, line, ink)]


def _block_lines(block: PreviewBlock, room: int, inks: Inks) -> Iterator[list[Run]]:
    text, ink = block.text, inks.strong if block.is_heading else inks.text
    indent = cell_width(block.lead)
    starts = wrap(text, room - indent)
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True)):
        runs = [Run(EDGE, block.lead, inks.muted)] if block.lead and not number else []
        x, at, stop = EDGE + indent, start, trim_row(text, start, end)
        for mark in block.marks:
            for cut, style in ((mark.start, ink), (mark.end, ink + inks.marks[mark.colour])):
                cut = max(at, min(cut, stop))
                runs.append(Run(x, text[at:cut], style))
                x += cell_width(text[at:cut])
                at = cut
        yield [*runs, Run(x, text[at:stop], ink)]
