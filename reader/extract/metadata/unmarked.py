"""Headlines and site names that no element marks: pages from before style sheets set them in large bold type.

What the `<title>` says stands on the page as a line of its own; that line is the headline. Called by the HTML steps on the
segments, before anything is decided.
"""

from collections.abc import Iterator, Sequence

from reader.extract.decision.segments import Segment, SegmentKind
from reader.extract.markup.inline import BREAK, Run
from reader.extract.metadata.sources import key_of
from reader.extract.metadata.titles import MIN_TITLE_LETTERS, TITLE_SEPARATORS
from reader.model.values import dataclass

MAX_LINES = 12
"""Lines of a segment with a headline in it: kicker, headline, byline, date. A text that repeats its title has more."""
MAX_LINE_LETTERS = 250
LOOK_AT = 200
"""Segments from the start of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmarkedHead:
    """What was found by the title element alone; empty where nothing was."""

    title: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line that is a part of the title: which, where, and whether it has company."""

    key: str
    at: int
    number: int
    is_alone: bool


def mark_headline(segments: list[Segment], title: str) -> UnmarkedHead:
    """Make a heading of the line that is `title` or a part of it, in place; its neighbours become segments of their own.

    Of several such lines the one with company, kicker or byline, is the headline, else the longest; a line alone has to be the
    longest part of the title, or it may be the masthead. The site is another part of `title` that stands on the page. Nothing
    is changed if no line fits, or if a heading is one already.
    """
    parts = {key_of(part): part for part in (title, *TITLE_SEPARATORS.split(title))}
    parts = {key: part for key, part in parts.items() if len(key) >= MIN_TITLE_LETTERS}
    if any(segment.kind is SegmentKind.HEADING and key_of(segment.text) in parts for segment in segments[:LOOK_AT]):
        return UnmarkedHead()
    found = list(_find_lines(segments[:LOOK_AT], set(parts)))
    longest = max((key for key in parts if key != key_of(title)), key=len, default=key_of(title))
    found = [line for line in found if not line.is_alone or line.key in (longest, key_of(title))]
    if not found:
        return UnmarkedHead()
    line = min(found, key=lambda line: (line.is_alone, -len(line.key), line.at))
    segment = segments[line.at]
    site = next((segment.text for segment in segments[:LOOK_AT] if key_of(segment.text) in set(parts) - {line.key}), "")
    segments[line.at : line.at + 1] = _parted(segment, _lines(segment), line.number)
    return UnmarkedHead(title=parts[line.key], site=site)


def _find_lines(segments: Sequence[Segment], keys: set[str]) -> Iterator[_Line]:
    for at, segment in enumerate(segments):
        if segment.kind is not SegmentKind.PARAGRAPH or segment.letters > MAX_LINES * MAX_LINE_LETTERS:
            continue
        lines = _lines(segment)
        if len(lines) > MAX_LINES:
            continue
        for number, line in enumerate(lines):
            key = key_of("".join(run.text for run in line))
            if key in keys:
                yield _Line(key=key, at=at, number=number, is_alone=len(lines) == 1)


def _lines(segment: Segment) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in segment.runs:
        if run.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    return [line for line in lines if any(run.text.strip() for run in line)]


def _parted(segment: Segment, lines: list[list[Run]], number: int) -> list[Segment]:
    """The segment as up to three: the lines before the headline, the headline, the lines after it."""
    heading = Segment(
        kind=SegmentKind.HEADING, element=segment.element, runs=lines[number], level=1, names=segment.names
    )
    around = [
        Segment(kind=segment.kind, element=segment.element, runs=_joined(part)) if part else None
        for part in (lines[:number], lines[number + 1 :])
    ]
    return [found for found in (around[0], heading, around[1]) if found is not None]


def _joined(lines: list[list[Run]]) -> list[Run]:
    runs: list[Run] = []
    for line in lines:
        runs += [*([Run(BREAK)] if runs else []), *line]
    return runs
