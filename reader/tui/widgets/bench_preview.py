"""What stands beside the list of a workbench: one annotation in full, with the words around its passage and its article.

Drawn line by line from what `show` was given; longer than the screen, it is scrolled by keys and wheel.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.strip import Strip

from reader.layout.cells import cell_width
from reader.layout.wrap import trim_row, wrap
from reader.library.bench import BenchRow
from reader.library.results import OpenArticle
from reader.model.annotation import Annotation, Colour
from reader.model.article import Article
from reader.model.blocks import OBJECT
from reader.tui.lines import Run, lay_out
from reader.tui.looks.inks import Inks
from reader.tui.shown_bench import GroupAbout
from reader.tui.widgets.bench_about import EDGE, article_lines, folded, group_lines
from reader.tui.widgets.bench_rows import kind_words, state_words
from reader.tui.widgets.inked import Inked

if TYPE_CHECKING:  # comes with the first note
    from reader.layout.note_rows import SetRow, SetRun

TOP = 1
"""Rows above the first."""

CONTEXT_LETTERS = 320
"""So much of its paragraph is shown on each side of a passage."""

_SLACK = 60
"""Letters more for which nothing is cut: the last words of a paragraph say more than an ellipsis."""

MOST_ROWS = 2_000
"""Rows that are made at most."""

MOST_NOTE_LETTERS = 20_000
"""Of a note, which has some hundred rows then: it is set while the bar goes over it."""


class BenchPreview(Inked):
    """One annotation, whole."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "BenchPreview { height: 1fr; background: $panel; }"

    def __init__(self) -> None:
        super().__init__(id="bench-preview")
        self._row: BenchRow | None = None
        self._opened: OpenArticle | None = None
        self._group: GroupAbout | None = None
        self._meanings: Mapping[Colour, str] = {}
        self._lines: list[list[Run]] = []
        self._made_for: tuple[object, ...] = ()
        self._top = 0
        self._note_line = 0

    def show(self, row: BenchRow | None, opened: OpenArticle | None, meanings: Mapping[Colour, str]) -> None:
        """Show an annotation; `opened` is its article, None while that is being read and if it cannot be."""
        if row is None or self._row is None or row.target != self._row.target:
            self._top = 0
        if opened is not None and (row is None or opened.kept.record.id != row.record.id):
            opened = None
        self._row, self._opened, self._group, self._meanings, self._made_for = row, opened, None, meanings, ()
        self.refresh()

    def show_group(self, about: GroupAbout, meanings: Mapping[Colour, str]) -> None:
        """Show what there is to tell of a group."""
        if self._group is None or self._group.heading.id != about.heading.id:
            self._top = 0
        self._row, self._opened, self._group, self._meanings, self._made_for = None, None, about, meanings, ()
        self.refresh()

    @property
    def shown(self) -> BenchRow | None:
        """The annotation that is shown."""
        return self._row

    @property
    def line_of_note(self) -> int:
        """The line of the column at which the note begins, or would."""
        self._make()
        return max(TOP, self._note_line - self._top + TOP)

    def scroll_by(self, lines: int) -> None:
        """Show what is below or above."""
        self._make()
        self._top = max(0, min(self._top + lines, len(self._lines) - max(1, self.size.height - TOP - 1)))
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back by the wheel."""
        event.stop()
        self.scroll_by(-3)

    # -- drawing ----------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        self._make()
        ground = self.inks.panel + self.inks.text
        index = y - TOP + self._top
        is_shown = y >= TOP and y < self.size.height - 1 and index < len(self._lines)
        return lay_out(self._lines[index] if is_shown else (), self.size.width, ground)

    def _make(self) -> None:
        """Make the lines, if the width or the colours are others than those they were made for."""
        made_for = (self.size.width, id(self.inks))
        if made_for == self._made_for:
            return
        self._made_for, self._lines = made_for, []
        room = max(8, self.size.width - 2 * EDGE)
        if self._group is not None:
            self._lines += group_lines(self._group, room, self.inks, self._meanings)
        if self._row is None:
            return
        for line in self._all(self._row, room, self.inks):
            self._lines.append(line)
            if len(self._lines) >= MOST_ROWS:
                break

    def _all(self, row: BenchRow, room: int, inks: Inks) -> Iterator[list[Run]]:
        annotation = row.placed.annotation
        yield from article_lines(row.record, room, inks)
        yield []
        if annotation.is_highlight:
            yield from self._passage(row, room, inks)
            yield []
        self._note_line = len(self._lines)
        if annotation.note:
            part = annotation.note[:MOST_NOTE_LETTERS]
            for set_row in _note_rows(part, room):
                yield [Run(EDGE + run.x, run.text, _style(run, inks)) for run in set_row]
            if len(part) < len(annotation.note):
                yield from folded("… The editor has the rest.", room, 2, inks.muted)
            yield []
        for other in annotation.others:
            told = " · ".join(part for part in (other.note or "", other.told()) if part)
            yield from folded(f"Written elsewhere at the same time: {told}", room, 8, inks.muted)
            yield []
        if annotation.marked_as is not None:
            yield from folded(f"It was marked as: {annotation.marked_as.selectors.shown}", room, 8, inks.muted)
            yield []
        words = (kind_words(row.placed, self._meanings), " ".join(f"#{tag}" for tag in annotation.tags))
        yield from folded(" · ".join(filter(None, words)), room, 4, inks.muted)
        if state := state_words(row.placed):
            yield from folded(f"{state[:1].upper()}{state[1:]}.", room, 3, inks.muted)
        yield from folded(_times(annotation), room, 2, inks.muted)

    def _passage(self, row: BenchRow, room: int, inks: Inks) -> Iterator[list[Run]]:
        """Give the passage on its ink between what stands around it, muted."""
        annotation = row.placed.annotation
        before, quote, after = self._around(row)
        text = before + quote + after
        start, end = len(before), len(before) + len(quote)
        ink = inks.text + inks.marks[annotation.colour.value]
        for part in _lines_of(text, room):
            runs, x = [], EDGE
            for first, last, style in ((0, start, inks.muted), (start, end, ink), (end, len(text), inks.muted)):
                letters = text[max(first, part[0]) : min(last, part[1])]
                if letters:
                    runs.append(Run(x, letters, style))
                    x += cell_width(letters)
            yield runs

    def _around(self, row: BenchRow) -> tuple[str, str, str]:
        """Return what stands before a passage, the passage, and what stands behind it."""
        annotation, anchor = row.placed.annotation, row.placed.anchor
        quote = annotation.quote
        if self._opened is None or anchor is None or not row.placed.is_placed:
            selectors = annotation.selectors
            if selectors is None:
                return "", quote, ""
            return f"…{selectors.prefix}", _readable(quote), f"{selectors.suffix}…"
        article = self._opened.kept.article
        text = article.text
        if not 0 <= anchor.start <= anchor.end <= len(text):
            return "", _readable(quote), ""
        begin, stop = paragraphs_of(article, anchor.start, anchor.end)
        first = begin if anchor.start - begin <= CONTEXT_LETTERS + _SLACK else anchor.start - CONTEXT_LETTERS
        last = stop if stop - anchor.end <= CONTEXT_LETTERS + _SLACK else anchor.end + CONTEXT_LETTERS
        before, after = text[first : anchor.start], text[anchor.end : last]
        if first > begin and " " in before:
            before = "…" + before[before.index(" ") + 1 :]
        if last < stop and " " in after:
            after = after[: after.rindex(" ")] + "…"
        return _readable(before), _readable(text[anchor.start : anchor.end]), _readable(after)


def paragraphs_of(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return the half-open range of the paragraphs of a passage; one that is a whole paragraph has those beside it."""
    first, last = article.position(start).block, article.position(max(start, end - 1)).block
    starts, texts = article.block_starts, article.block_texts
    if starts[first] == start and starts[last] + len(texts[last]) == end:
        if first > 1 and OBJECT not in texts[first - 1]:  # the headline stands above
            first -= 1
        if last + 1 < len(texts) and OBJECT not in texts[last + 1]:
            last += 1
    return starts[first], starts[last] + len(texts[last])


def _readable(text: str) -> str:
    return text.replace(OBJECT, "▢")


def _lines_of(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Give the half-open ranges of the lines of a text; where a line feed stands, a line ends."""
    at = 0
    for paragraph in text.split("\n"):
        starts = wrap(paragraph, room)
        for start, end in zip(starts, (*starts[1:], len(paragraph)), strict=True):
            yield at + start, at + trim_row(paragraph, start, end)
        at += len(paragraph) + 1


def _note_rows(note: str, room: int) -> "tuple[SetRow, ...]":
    from reader.layout.note_rows import note_rows
    from reader.model.note_text import read_note

    return note_rows(read_note(note), room)


def _style(run: "SetRun", inks: Inks) -> Style:
    from reader.model.note_text import NoteStyle

    kind = run.style
    if run.is_sign:
        return inks.muted
    return inks.text + Style(
        bold=bool(kind & NoteStyle.STRONG) or None,
        italic=bool(kind & NoteStyle.EMPHASIS) or None,
        strike=bool(kind & NoteStyle.STRUCK) or None,
        underline=run.link >= 0 or None,
        bgcolor=inks.ground.bgcolor if kind & NoteStyle.CODE else None,
    )


def _times(annotation: Annotation) -> str:
    made, changed = _moment(annotation.created), _moment(annotation.updated)
    return f"made {made}" if annotation.updated <= annotation.created else f"made {made}, changed {changed}"


def _moment(time: datetime) -> str:
    return time.astimezone().strftime("%Y-%m-%d %H:%M")
