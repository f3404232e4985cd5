"""The line that shows why something was found: the part of a text in which most of the words looked for stand together.

Pure. Called for the rows of a search that are on the screen, for each once.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from reader.model.found import Snippet, SnippetSource
from reader.model.query import Words
from reader.model.search_text import find_each

MOST_WORDS = 12
"""Of a query: more cannot be shown in one line."""
MOST_PLACES = 2_000
"""Of each word: where a word stands more often than that, one place is as good as another."""
LEAD_SHARE = 1 / 3
"""Of the room beside the words, what stands before them at most: what comes after says more."""

_BREAK = re.compile("[\\s\ufffc]+")
"""White space, and what stands for a picture or a rule in `Article.text`."""
_INK = re.compile("[^\\s\ufffc]")
_WITHOUT_SPACES = "\u0e00"
"""From this code point on, most scripts have no spaces: a line may be cut anywhere but before a mark."""


class _Place(NamedTuple):
    start: int
    end: int
    word: int


def snippet(
    text: str,
    words: Sequence[Words],
    *,
    width: int = 160,
    source: SnippetSource = SnippetSource.TEXT,
    annotation_id: int = 0,
    body_start: int = 0,
) -> Snippet | None:
    """Return the part of `text` that shows best where `words` stand, None if none of them does.

    `width` is the most code points it may have. Of two parts with as many different words the one with the rarer ones is taken,
    then the first. Places before `body_start` (a headline that is shown anyway) count only if there are no others. Linear: for
    30,000 letters 0.3 ms if they are ASCII, 3 ms else; for 3 million 5 and 220 ms.
    """
    places = _places(text, words)
    places = [place for place in places if place.start >= body_start] or places
    if not places:
        return None
    room = max(16, width) - 2  # for the ellipses
    first, last = _densest(places, room)
    start, end = _window(text, places[first].start, max(place.end for place in places[first : last + 1]), room)
    shown = [(place.start, min(place.end, end)) for place in places[first:] if place.start < end]
    line, marks = _on_one_line(text[start:end], [(place[0] - start, place[1] - start) for place in shown])
    inked = _INK.search(text)
    if inked and inked.start() < start:
        line, marks = "…" + line, [(mark_start + 1, mark_end + 1) for mark_start, mark_end in marks]
    if _INK.search(text, end):
        line += "…"
    return Snippet(
        text=line, marks=tuple(marks), source=source, offset=places[first].start, annotation_id=annotation_id
    )


def _places(text: str, words: Sequence[Words]) -> list[_Place]:
    found = find_each(text, words[:MOST_WORDS], MOST_PLACES)
    return sorted(_Place(start, end, word) for word, places in enumerate(found) for start, end in places)


def _densest(places: Sequence[_Place], room: int) -> tuple[int, int]:
    """Return the first and the last of the places that stand together within `room` and show the most."""
    totals: dict[int, int] = {}
    for place in places:
        totals[place.word] = totals.get(place.word, 0) + 1
    counts: dict[int, int] = {}
    rarity = 0.0
    best = (0, -1.0)
    chosen = (0, 0)
    first = 0
    for last, place in enumerate(places):
        counts[place.word] = counts.get(place.word, 0) + 1
        if counts[place.word] == 1:
            rarity += 1 / totals[place.word]
        while first < last and place.end - places[first].start > room:
            gone = places[first].word
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
                rarity -= 1 / totals[gone]
            first += 1
        value = (len(counts), round(rarity, 9))
        if value > best:
            best, chosen = value, (first, last)
    return chosen


def _window(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Return what is shown around the range [start, end), at most `room`: it begins at a word, and ends behind one if it can."""
    if len(text) <= room:
        return 0, len(text)
    spare = max(0, room - (end - start))
    lead = max(int(spare * LEAD_SHARE), min(spare, room - (len(text) - start)))
    first = _beginning(text, max(0, start - lead), start)
    last = min(len(text), first + room)
    return first, _ending(text, min(end, last), last)


def _beginning(text: str, earliest: int, latest: int) -> int:
    """Return where a line or else a word begins in [earliest, latest], the first of them; `latest` if nothing does."""
    if line := text.rfind("\n", earliest, latest) + 1:
        return line
    if earliest == 0:
        return 0
    if blank := _BREAK.search(text, earliest - 1, latest):
        return blank.end()
    if text[earliest] < _WITHOUT_SPACES:
        return latest
    while earliest < latest and _is_mark(text[earliest]):
        earliest += 1
    return earliest


def _ending(text: str, earliest: int, latest: int) -> int:
    """Return where a word ends in [earliest, latest], the last of them; where none does, any place that parts no letter."""
    if latest == len(text) or _BREAK.match(text, latest):
        return latest
    for at in range(latest, earliest, -1):
        if _BREAK.match(text, at - 1):
            return at - 1
        if text[at] >= _WITHOUT_SPACES and not _is_mark(text[at]):
            return at
    return latest if earliest < latest else earliest


def _on_one_line(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return `text` with one space for all white space in a row, and the marks where they are then, those that touch as one."""
    pieces: list[str] = []
    places: list[int] = []
    length = at = 0
    for blank in [*_BREAK.finditer(text), None]:
        stop = blank.start() if blank else len(text)
        pieces.append(text[at:stop])
        places.extend(range(length, length + stop - at))
        length += stop - at
        if blank:
            at = blank.end()
            is_inside = blank.start() > 0 and at < len(text)
            pieces.append(" " * is_inside)
            places.extend([length] * (at - stop))
            length += is_inside
    places.append(length)
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        start, end = places[start], places[end]
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return "".join(pieces), joined


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or letter == "\u200d"
