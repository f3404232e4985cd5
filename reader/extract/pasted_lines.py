"""The lines of a copied page: which are running text, where the article's run of it lies, and which line is its headline.

`pasted_page` builds the article on these; here nothing is dropped.
"""

import re
from dataclasses import dataclass

from reader.extract.bylines import parse_byline
from reader.extract.credits import split_credit
from reader.extract.furniture import FurnitureKind, furniture_kind
from reader.extract.person_names import is_person, is_role
from reader.extract.stamps import parse_stamp
from reader.extract.words import fold, has_case
from reader.model.blocks import Figure
from reader.model.text import collapse

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

MAX_HEADLINE_LETTERS = 220
HEADER_LINES = 60
"""Lines above the text in which its headline stands; in copies of 129 news pages it was never further than 34."""
SIGNATURE_LINES = 8
DECK_LINES = 2
"""A headline that reads like a sentence, or stands under its deck, is counted among the running text."""

ENDS = ".!?…\"”»’'。！？」』）)؟।"

_PARTING = frozenset(
    (FurnitureKind.RELATED, FurnitureKind.TRENDS, FurnitureKind.LEGAL, FurnitureKind.NEWSLETTER, FurnitureKind.SHARE)
)
_STRIPPED = " ,;|•·"


@dataclass(slots=True)
class PageLine:
    """A line of the page, with what is known about it."""

    text: str
    kind: FurnitureKind | None
    is_prose: bool
    is_used: bool = False
    """Whether it went into metadata or a figure, or was dropped."""
    key: str = ""
    """What copies of one caption have in common; empty for furniture and for what is too long to be a caption."""
    figure: Figure | None = None
    """Stands at the first of the lines the figure was made of."""


def read_lines(text: str) -> list[PageLine]:
    """Return the lines of a copied page that hold anything."""
    return [_read_line(part) for part in (collapse(line) for line in text.split("\n")) if part]


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


def main_run(lines: list[PageLine]) -> tuple[int, int] | None:
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


def is_signature(line: PageLine, *, is_below: bool = False) -> bool:
    """Whether a line is a byline or a stamp; `is_below` running text it has to say "by" or name a place."""
    if line.kind is not None or line.is_used or len(line.text) > 200:
        return False
    if parse_stamp(line.text.strip(_STRIPPED)) is not None:
        return True
    byline = parse_byline(line.text)
    return byline is not None and (not is_below or bool(byline.place) or line.text[:3].lower() == "by ")


def find_headline(lines: list[PageLine], known_title: str, start: int) -> int | None:
    """Return the line of the headline: the one the caller knows, else the one that looks most like it above `start`.

    `start` is the first line of running text. What counts is length in words, a byline or stamp beneath, being repeated
    far apart (breadcrumb, page title) and being near the text.
    """
    if known_title:
        wanted = fold(known_title)
        for number, line in enumerate(lines[: start + HEADER_LINES]):
            if not line.is_used and fold(line.text) == wanted:
                return number
    first = max(0, start - HEADER_LINES)
    end = min(start + DECK_LINES, len(lines))
    near = range(first, min(start + SIGNATURE_LINES, len(lines)))
    signed = [number for number in near if is_signature(lines[number], is_below=number > start)]
    captions = repeated_keys(lines[first:start])
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.key] = counts.get(line.key, 0) + 1
    best: tuple[float, int] | None = None
    distance, previous = 0, ""
    for number in range(end - 1, first - 1, -1):
        line = lines[number]
        is_signed = any(number < place <= number + SIGNATURE_LINES for place in signed)
        if not _may_be_headline(line) or number in signed or (number >= start and not (is_signed or line.is_prose)):
            continue
        score = _headline_score(lines, number, signed, captions, counts) - 0.25 * min(distance, 16)
        if (
            previous
            and line.text[-1] not in ".。"
            and len(previous) > 1.3 * len(line.text)
            and _has_headline_length(line.text)
        ):
            score += 0.5  # what stands above a longer line is more likely the headline than the deck
        if best is None or score > best[0]:
            best = (score, number)
        distance, previous = distance + 1, line.text
    return best[1] if best else None


def _headline_score(
    lines: list[PageLine], number: int, signed: list[int], captions: set[str], counts: dict[str, int]
) -> float:
    """Return how much a line looks like a headline, before its distance to the text counts."""
    line = lines[number]
    score = 3.0 if _has_headline_length(line.text) else (1.0 if len(line.text.split()) >= 3 else 0.0)
    below = [place for place in signed if number < place <= number + SIGNATURE_LINES]
    if below:
        score += 3.0
    is_under_signature = any(number - SIGNATURE_LINES <= place < number for place in signed)
    if is_under_signature:
        score -= 2.0
    if counts[line.key] > 1 and line.key:
        score += -2.0 if is_under_signature and line.key in captions else 1.0
    if line.text[-1] in ".。":
        score -= 2.0
    if line.is_prose:
        score -= 1.0
    if split_credit(line.text).credit or (is_role(line.text) and len(line.text.split()) <= 8):
        score -= 3.0
    return score


def _has_headline_length(text: str) -> bool:
    if has_case(text):
        return 4 <= len(text.split()) <= 28
    return 4 <= len(text.split()) <= 28 if " " in text else 10 <= len(text) <= 90


def _may_be_headline(line: PageLine) -> bool:
    text = line.text
    if line.kind is not None or line.is_used or len(text) > MAX_HEADLINE_LETTERS:
        return False
    if line.is_prose and text[-1] in ".。":
        return False
    if has_case(text):
        words = len(text.split())
        return (
            words >= 2
            and any(letter.isalpha() for letter in text)
            and not (words <= 3 and is_person(text) and text.istitle())
        )
    return len(text) >= 5
