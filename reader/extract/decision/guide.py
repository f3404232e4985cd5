"""The text that JSON-LD gives as `articleBody`, as a guide: does a segment stand in it?

It loses paragraphs and carries promotion, so it is never the text; but a segment that lies in it is the article, and a
container that holds it is the right one.
"""

from reader.extract.decision.segments import Segment
from reader.model.patterns import compile_late

MIN_BODY_LETTERS = 400
"""A shorter `articleBody` is a teaser or a summary."""

SHINGLE = 4
_WORD = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


class Guide:
    """Shingles of a text that somebody vouches for."""

    def __init__(self, text: str) -> None:
        self.letters = len(text) if len(text) >= MIN_BODY_LETTERS else 0
        self.shingles = _shingles(tuple(_WORD.findall(text.casefold()))) if self.letters else frozenset()

    def __bool__(self) -> bool:
        return self.letters > 0

    def share(self, segment: Segment) -> float:
        """Return the share of the segment's shingles that stand in the text; 0 to 1."""
        if not self.shingles:
            return 0.0
        words = tuple(_WORD.findall(segment.text.casefold()))
        if len(words) < SHINGLE:
            return 0.0
        own = _shingles(words)
        return len(own & self.shingles) / len(own)


def _shingles(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1))
