"""A few numbers that stand for a text: of two texts with a good part in common some are equal.

A *shingle* is a run of neighbouring words. Of all shingles of a text the ones with the smallest hashes are kept, its *sketch*
(Broder, "On the resemblance and containment of documents", 1997): what two sketches share tells how much the texts share,
and a text that is a cut of another one still has many of its smallest hashes. Words are those of the search
(`model.search_text`), in which scripts without spaces are pairs of letters, so the same works for all scripts.

Called by the library, which looks up the sketches of the last weeks, and by `same_text`, which reads the texts themselves.
"""

import re
from collections.abc import Sequence
from heapq import nsmallest
from zlib import crc32

from reader.model.search_text import index_words

SKETCH_SIZE = 32
"""Hashes of a sketch. Two texts of which half is the same share about ten, two of which a fifth is the same about four."""

SKETCH_VERSION = 1
"""Goes up when the same text gets another sketch: what was kept of them before is of no use then."""

_SHINGLE_WORDS = 4
"""Fewer are in every second text about the same; of more, no edited sentence has any left."""

_DIGIT_GAP = re.compile(r"(?<=\d)[.,'’\u00a0\u202f](?=\d\d\d(?!\d))")
"""Between thousands: one paper writes 1,200, another 1.200 or 1200."""


def words_of(text: str) -> list[str]:
    """Return the words by which texts are compared, numbers without marks between their thousands."""
    return index_words(_DIGIT_GAP.sub("", text))


def sketch_of(title: str, words: Sequence[str]) -> tuple[int, ...]:
    """Return the sketch of a text: at most `SKETCH_SIZE` numbers of 32 bits, in order; the same on every machine.

    The title counts as one more shingle, which is always kept: two teasers of a line each have nothing else in common.
    Costs about a third of a millisecond for a thousand words.
    """
    runs = zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False)
    hashes = set(map(crc32, map(str.encode, map(" ".join, runs))))  # each step in C: this is done for every new article
    chosen = set(nsmallest(SKETCH_SIZE, hashes))
    if heading := words_of(title):
        chosen.add(crc32(f"title {' '.join(heading)}".encode()))
    return tuple(sorted(chosen))
