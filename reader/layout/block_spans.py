"""The spans of one block, asked for those that touch a row: what is to be done is done for those few. Called by the painter."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, gt

from reader.layout.overlay import Covering
from reader.model.blocks import Span, SpanKind

SHORT_LETTERS = 1_000
"""Of a span that is looked for by its start alone: an emphasised word, a link. Longer ones are few, and all looked at."""

_start = attrgetter("start")
_RAISED = frozenset((SpanKind.SUB, SpanKind.SUP))


class BlockSpans:
    """Spans by their places. To make it costs a few milliseconds for 100,000 of them, and a row no more for their number."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        """`text` is that of the block."""
        self._text = text
        self._long = [span for span in spans if span.end - span.start > SHORT_LETTERS]
        short = [span for span in spans if span.end - span.start <= SHORT_LETTERS] if self._long else spans
        starts = [*map(_start, short)]
        if any(map(gt, starts, starts[1:])):
            short = sorted(short, key=_start)
            starts = [*map(_start, short)]
        self._short, self._starts = short, starts

    def __len__(self) -> int:
        return len(self._long) + len(self._short)

    def touching(self, start: int, end: int) -> list[Covering[str]]:
        """Return the kinds of the spans that share a letter with a half-open range of the block, by their starts.

        Letters that the terminal has none for above or below the line stand as they are.
        """
        if not self._starts and not self._long:
            return []
        starts = self._starts
        near = self._short[bisect_left(starts, start - SHORT_LETTERS) : bisect_left(starts, end)]
        found = [
            Covering(span.start, span.end, span.kind.value)
            for span in (*self._long, *near)
            if span.start < end and span.end > start and span.end > span.start and self._can_be_shown(span)
        ]
        return sorted(found, key=lambda covering: (covering.start, -covering.end)) if len(found) > 1 else found

    def _can_be_shown(self, span: Span) -> bool:
        if span.kind not in _RAISED:
            return True
        from reader.layout.raised import can_be_raised  # for the texts that have such letters

        return can_be_raised(self._text[span.start : span.end], span.kind)
