"""The lines of a copied page: which are running text, which are copies of each other, where the longest run of text lies.

What the article is of them is decided in `pasted_decision`; here nothing is dropped.
"""

import re
from collections.abc import Sequence

from reader.extract.lines.credits import split_credit
from reader.extract.lines.furniture import FurnitureKind, furniture_kind
from reader.extract.lines.words import fold, has_case
from reader.model.blocks import Figure
from reader.model.text import collapse
from reader.model.values import dataclass

MIN_PROSE_LETTERS = 80
MIN_PROSE_WORDS = 9
MIN_EAST_ASIAN_LETTERS = 24
"""A line this long that ends like a sentence is running text, and no headline or button."""
MAX_CAPTION_LETTERS = 600
MAX_CAPTION_DISTANCE = 6
"""Lines between two copies of one caption: credit, duration, a button or two stand between them."""
MIN_CAPTION_WORDS = 3

BREAK_LINES = 8
LONG_BREAK_LINES = 25
"""Lines that are no running text part two runs of it: so many with furniture among them, or so many more without."""
SECOND_RUN_SHARE = 0.35
"""A run with this share of the longest one's letters belongs to the article as well: teasers have less."""

ENDS = ".!?…\"”»’'。！？」』）)؟।"

_PARTING = frozenset(
    (FurnitureKind.RELATED, FurnitureKind.TRENDS, FurnitureKind.LEGAL, FurnitureKind.NEWSLETTER, FurnitureKind.SHARE)
)


@dataclass(slots=True)
class PageLine:
    """A line of the page, with what is known about it."""

    text: str
    kind: FurnitureKind | None
    is_prose: bool
    is_used: bool = False
    """Whether it went into metadata or a figure, or was dropped."""
    follows_blank: bool = False
    has_tabs: bool = False
    is_repeated: bool = False
    """Whether a copy of it stands near, as captions have them."""
    key: str = ""
    """What copies of one caption have in common; empty for furniture and for what is too long to be a caption."""
    figure: Figure | None = None
    """Stands at the first of the lines the figure was made of."""


def read_lines(text: str) -> list[PageLine]:
    """Return the lines of a copied page that hold anything."""
    lines: list[PageLine] = []
    follows_blank = True
    for raw in text.split("\n"):
        part = collapse(raw)
        if part:
            line = _read_line(part)
            line.follows_blank, line.has_tabs = follows_blank, "\t" in raw.strip()
            lines.append(line)
        follows_blank = not part
    repeated = repeated_keys(lines)
    for line in lines:
        line.is_repeated = bool(line.key) and line.key in repeated
    return lines


def _read_line(text: str) -> PageLine:
    kind = furniture_kind(text)
    key = caption_key(text) if kind is None and len(text) <= MAX_CAPTION_LETTERS else ""
    return PageLine(text=text, kind=kind, is_prose=kind is None and _is_prose(text), key=key)


def _is_prose(text: str) -> bool:
    """Whether a line is running text: long, in words, with a sentence's end."""
    if not has_case(text) and any(letter >= "\u2e80" for letter in text):
        return len(text) >= MIN_EAST_ASIAN_LETTERS and any(mark in text for mark in "。！？、，.")
    ends = text.rstrip()[-1:] in ENDS
    words = len(text.split())
    return (ends and words >= MIN_PROSE_WORDS and (len(text) >= MIN_PROSE_LETTERS or ". " in text)) or (
        len(text) >= 2 * MIN_PROSE_LETTERS and words >= 2 * MIN_PROSE_WORDS
    )


def caption_key(text: str) -> str:
    """Return what copies of one caption have in common: its words, without credit, case and marks."""
    return re.sub(r"\W+", " ", fold(split_credit(text).caption)).strip()


def repeated_keys(lines: list[PageLine]) -> set[str]:
    """Return the keys of the lines that stand more than once near each other."""
    last_seen: dict[str, int] = {}
    repeated: set[str] = set()
    for number, line in enumerate(lines):
        key = line.key
        if key and number - last_seen.get(key, -99) <= MAX_CAPTION_DISTANCE and _is_long_enough(key):
            repeated.add(key)
        last_seen[key] = number
    return repeated


def _is_long_enough(key: str) -> bool:
    return len(key.split()) >= MIN_CAPTION_WORDS or (not has_case(key) and len(key) >= 6)


def main_run(lines: Sequence[PageLine]) -> tuple[int, int] | None:
    """Return the first and last line of the article's running text; None if the page has none.

    Sidebars and teasers hold sentences too, but fewer: the run with most letters is the article, with those behind and
    before it that are long enough to be parts of it.
    """
    runs: list[list[int]] = []  # first line, last line, letters
    parting = 0
    for number, line in enumerate(lines):
        parting += line.kind in _PARTING
        if not line.is_prose or line.is_used:
            continue
        gap = number - runs[-1][1] if runs else 0
        if not runs or gap > LONG_BREAK_LINES or (gap > BREAK_LINES and parting):
            runs.append([number, number, 0])
        runs[-1][1] = number
        runs[-1][2] += len(line.text)
        parting = 0
    if not runs:
        return None
    longest = max(runs, key=lambda run: run[2])
    kept = [run for run in runs if run[2] >= SECOND_RUN_SHARE * longest[2]]
    # What people search for stands under an article: no part of it comes behind.
    footer = next((n for n in range(longest[1], len(lines)) if lines[n].kind is FurnitureKind.TRENDS), len(lines))
    kept = [run for run in kept if run[0] < footer]
    return kept[0][0], kept[-1][1]
