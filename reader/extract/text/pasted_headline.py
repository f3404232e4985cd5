"""Finds the headline of a copied page among menus, kickers, decks and the titles of other articles.

Every line above the text, and the first few of it, are weighed by how they look, by what stands beneath them, and by the words
they share with the text: a headline's words come again, a menu's do not. The weights are in `line_weights.toml`.
"""

from collections.abc import Mapping, Sequence, Set
from math import log

from reader.extract.lines.bylines import parse_byline
from reader.extract.lines.credits import split_credit
from reader.extract.lines.furniture import FurnitureKind
from reader.extract.lines.person_names import is_person, is_role
from reader.extract.lines.stamps import parse_stamp
from reader.extract.lines.words import fold, has_case
from reader.extract.text.line_features import Features, PageFacts, overlap, weigh
from reader.extract.text.pasted_lines import PageLine

MAX_HEADLINE_LETTERS = 300
HEADER_LINES = 70
"""Lines above the text in which its headline stands; in copies of 129 news pages 9 in 10 stood within 12."""
LEAD_LINES = 4
"""Lines of the text that may be the headline: one that reads like a sentence is counted among the text."""
SIGNATURE_LINES = 8
MAX_BYLINE_WORDS = 7
"""`Jane Doe in Port Ellin` is no headline; `Jane Doe Is Arrested in Port Ellin After a Chase of Three Hours` is."""
UPPER_SHARE = 0.6
"""A line with so much of the chance of the longer one beneath it is the headline, and that one its deck."""
MIN_CHANCE = 0.02
"""The best line of a page is its headline unless it is this unlikely."""

_STRIPPED = " ,;|•·"
_OPENINGS = frozenset((FurnitureKind.NAVIGATION, FurnitureKind.SEARCH, FurnitureKind.COOKIES))


def is_signature(line: PageLine) -> bool:
    """Whether a line is a byline or a stamp."""
    if line.kind is not None or len(line.text) > 200:
        return False
    return parse_stamp(line.text.strip(_STRIPPED)) is not None or parse_byline(line.text) is not None


def find_headline(page: PageFacts, start: int, known_title: str, weights: Mapping[str, float]) -> int | None:
    """Return the line of the headline of the text that begins at line `start`; None if no line looks like one.

    `known_title` (a file's name, a tab's title) wins where it stands on the page as a line.
    """
    lines = page.lines
    if known_title:
        wanted = fold(known_title)
        for number in range(min(len(lines), start + HEADER_LINES) - 1, -1, -1):
            if fold(lines[number].text) == wanted and number <= start + LEAD_LINES:
                return number
    candidates = headline_candidates(page, start)
    chances = [weigh(features, weights) for _number, features in candidates]
    if not chances or max(chances) < MIN_CHANCE:
        return None
    best = chances.index(max(chances))
    if best and _is_deck_of(candidates[best - 1][0], candidates[best][0], lines):
        best -= chances[best - 1] >= UPPER_SHARE * chances[best]
    return candidates[best][0]


def _is_deck_of(upper: int, lower: int, lines: Sequence[PageLine]) -> bool:
    """Whether `lower` stands right under `upper` and says more, as a deck under its headline."""
    return lower - upper <= 2 and len(lines[lower].text) > len(lines[upper].text)


def headline_candidates(page: PageFacts, start: int) -> list[tuple[int, Features]]:
    """Return the lines that may be the headline, with what speaks for and against each, from the top of the page down."""
    lines = page.lines
    begin, end = max(0, start - HEADER_LINES), min(len(lines), start + LEAD_LINES)
    signed = [number for number in range(begin, min(len(lines), end + SIGNATURE_LINES)) if is_signature(lines[number])]
    bylines = [number for number in signed if len(lines[number].text.split()) <= MAX_BYLINE_WORDS]
    numbers = [number for number in range(begin, end) if _may_be_headline(lines[number]) and number not in bylines]
    credited = {
        line.key for line in lines[begin : end + SIGNATURE_LINES] if line.key and split_credit(line.text).credit
    }
    found = []
    for place, number in enumerate(numbers):
        features = _features(page, number, start, signed, credited)
        features["nearer"] = min(1.0, log(len(numbers) - place) / 4)
        found.append((number, features))
    return found


def _may_be_headline(line: PageLine) -> bool:
    return (
        line.kind in (None, FurnitureKind.NAVIGATION)
        and 3 <= len(line.text) <= MAX_HEADLINE_LETTERS
        and any(letter.isalpha() for letter in line.text)
    )


def _features(page: PageFacts, number: int, start: int, signed: Sequence[int], credited: Set[str]) -> Features:
    lines, line = page.lines, page.lines[number]
    text, words = line.text, line.text.split()
    distance = start - number
    below = lines[number + 1] if number + 1 < len(lines) else None
    units = len(words) if has_case(text) or " " in text else len(text) // 3
    share = overlap(page, number)
    next_signed = next((place - number for place in signed if place > number), 99)
    last_signed = next((number - place for place in reversed(signed) if place < number), 99)
    features: Features = {"bias": 1.0, "distance": min(1.0, log(1 + max(0, distance)) / 4.2)}
    if share is not None:
        features["overlap"] = share
        features["shared words"] = min(1.0, share * len(set(page.words[number])) / 6)
    flags = {
        "one unit": units <= 1,
        "two units": units == 2,
        "three units": units == 3,
        "headline length": 5 <= units <= 18,
        "long": 19 <= units <= 28,
        "too long": units > 28,
        "in text": distance < 0,
        "opens text": distance == 0,
        "prose": line.is_prose,
        "ends stop": text[-1] in ".。",
        "ends question": text[-1] in "?？!",
        "ends colon": text[-1] in ":：",
        "ends ellipsis": text.endswith(("…", "...")),
        "has colon": ": " in text or "：" in text,
        "has quote": any(mark in text for mark in '"“„«「'),
        "bar": "|" in text or "›" in text or "»" in text[1:-1] or " > " in text,
        "begins small": text[0].islower(),
        "capitals": text.isupper(),
        "kind": line.kind is not None,
        "bullet": text[0] in "•◦‣▪●·*+–—-",
        "person": len(words) <= 4 and text.istitle() and is_person(text),
        "role": len(words) <= 8 and is_role(text),
        "credit": bool(split_credit(text).credit),
        "signed next": next_signed <= 2,
        "signed soon": next_signed <= SIGNATURE_LINES,
        "signed above": last_signed <= 3,
        "signed far above": last_signed <= SIGNATURE_LINES + 4,
        "repeats near": line.is_repeated,
        "repeats unsigned": line.is_repeated and next_signed > SIGNATURE_LINES,
        "caption": bool(line.key) and line.key in credited,
        "copies": page.copies[fold(text)] > 1,
        "nothing above": number == 0,
        "furniture above": number > 0 and lines[number - 1].kind in _OPENINGS,
        "furniture below": below is not None and below.kind is not None,
        "longer below": below is not None and len(below.text) > 1.3 * len(text) and below.kind is None,
        "prose below": below is not None and below.is_prose,
        "shorter above": number > 0 and len(lines[number - 1].text) < 0.6 * len(text),
    }
    features |= {name: 1.0 for name, is_so in flags.items() if is_so}
    if page.tells_blanks:
        is_parted = below is None or below.follows_blank
        name = "blanks around" if line.follows_blank and is_parted else "blank beside"
        features[name if line.follows_blank or is_parted else "no blanks"] = 1.0
    if len(words) >= 4 and not text.isupper():
        features["titled"] = sum(word[0].isupper() for word in words) / len(words)
    return features
