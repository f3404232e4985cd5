"""Inline markup: from runs of text with marks to one clean text with spans.

A run is a piece of text and the marks that were open around it. Cleaning happens here, run by run, so that the offsets of
the spans are those of the cleaned text. Called by `segments`.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from reader.model.blocks import Span, SpanKind
from reader.model.patterns import compile_late
from reader.model.text import clean_text
from reader.model.values import dataclass

_BLANKS = compile_late(r"[ \t\n\xa0\u2000-\u200a\u202f\u205f\u3000]+")

_IDLE = compile_late(r"(?: ?\n)+")


class Mark(NamedTuple):
    """An inline element that was open: its kind and, for links, where it leads."""

    kind: SpanKind
    target: str = ""


class Run(NamedTuple):
    """Text as it stands in the page and the marks around it, outermost first. `\\v` stands for a forced line break."""

    text: str
    marks: tuple[Mark, ...] = ()


BREAK = "\v"
"""A `<br>`: the one character in a run that is a line break; cleaned text of a page cannot hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RichText:
    """Cleaned text with its spans; line breaks only where the page forces them."""

    text: str
    spans: tuple[Span, ...] = ()


def rich_text(runs: list[Run], *, keeps_breaks: bool = True) -> RichText:
    """Return the text of `runs`, white space collapsed, with spans over it. Linear in the length."""
    pieces: list[str] = []
    length = 0
    spans: list[Span] = []
    open_marks: list[tuple[Mark, int]] = []
    ends_blank = True
    for run in runs:
        lines = run.text.split(BREAK)
        text = "\v".join(_BLANKS.sub(" ", clean_text(line)) for line in lines)
        if not keeps_breaks:
            text = text.replace(BREAK, " ")
        common = 0
        while common < len(open_marks) and common < len(run.marks) and open_marks[common][0] == run.marks[common]:
            common += 1
        for mark, start in reversed(open_marks[common:]):
            _close(spans, mark, start, length)
        del open_marks[common:]
        squeezed, ends_blank = _squeeze(text, ends_blank)
        for mark in run.marks[common:]:
            open_marks.append((mark, length))
        pieces.append(squeezed)
        length += len(squeezed)
    for mark, start in reversed(open_marks):
        _close(spans, mark, start, length)
    return _finish("".join(pieces), spans)


def _squeeze(text: str, ends_blank: bool) -> tuple[str, bool]:
    """Collapse blanks across run borders: none at the beginning of the text or a line, never two in a row."""
    if BREAK in text:
        text = re.sub(r" *\v *", BREAK, text)
    if ends_blank:
        text = text.lstrip(" ")
    if not text:
        return "", ends_blank
    return text.replace(BREAK, "\n"), text[-1] in " \v"


def _close(spans: list[Span], mark: Mark, start: int, end: int) -> None:
    if end > start:
        spans.append(Span(start=start, end=end, kind=mark.kind, target=mark.target))


def _without_idle_blanks(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Remove the blanks at both ends, those before breaks, and all but the last of several breaks; move the spans along."""
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    gaps = [(0, left)] if left else []
    gaps += [(gap.start(), gap.end() - 1) for gap in _IDLE.finditer(text, left, right) if gap.end() - gap.start() > 1]
    gaps += [(right, len(text))] if right < len(text) else []
    starts = [start for start, _ in gaps]
    gone = [0, *accumulate(end - start for start, end in gaps)]

    def moved(at: int) -> int:
        before = bisect_right(starts, at)
        over = max(0, gaps[before - 1][1] - at) if before else 0
        return at - gone[before] + over

    shifted = [Span(start=moved(s.start), end=moved(s.end), kind=s.kind, target=s.target) for s in spans]
    ends = [0, *(end for _, end in gaps)]
    kept = "".join(text[end:start] for end, start in zip(ends, [*starts, len(text)], strict=True))
    return kept, [span for span in shifted if span.end > span.start]


def _finish(text: str, spans: list[Span]) -> RichText:
    """Normalise blanks before breaks, trim the ends, and carry the spans over."""
    if " \n" in text or text != text.strip() or "\n\n" in text:
        text, spans = _without_idle_blanks(text, spans)
    trimmed = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            trimmed.append(Span(start=start, end=end, kind=span.kind, target=span.target))
    # Composed letters across run borders: the text must be NFC as a whole; where that changes it, the spans would lie.
    whole = clean_text(text)
    if whole != text:
        return RichText(
            text=whole, spans=tuple(span for span in trimmed if span.end <= len(whole) and span.kind is SpanKind.LINK)
        )
    return RichText(text=text, spans=tuple(sorted(set(trimmed), key=_outer_first)))


def _outer_first(span: Span) -> tuple[int, int, str, str]:
    return span.start, -span.end, span.kind, span.target
