"""What speaks for and against a line of a copied page, as named numbers: the evidence that `pasted_decision` weighs.

Every number is between -1 and 1, most are 0 or 1. The first look sees the line, what it has in common with the running text,
and what stands around it; the second also knows how the neighbours fared in the first. Nothing here knows a language: words
come in only through the kinds of `furniture`. All is linear in the lines, and in the letters of the text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, log

from reader.extract.lines.furniture import FurnitureKind
from reader.extract.lines.words import fold
from reader.extract.text.pasted_lines import ENDS, PageLine, main_run
from reader.model.patterns import compile_late
from reader.model.values import dataclass

Features = dict[str, float]

MAX_OVERLAP_WORDS = 60
"""Words of a line that are looked up in the running text."""
MIN_WORD_LETTERS = 4
NEAR, FAR = 4, 16
"""Lines on each side over which the second look sums how the neighbours fared."""
FULL_LETTERS = 600
"""Letters of running text beside a line from which on more says no more."""
PARTING_REACH = 10
MAX_LIST_HEADING_LETTERS = 40
MAX_HEADING_WORDS = 14
BLANK_SHARES = (0.04, 0.75)
"""Blank lines tell something if they stand before more than the first share of the lines and before less than the second."""

_WORD = compile_late(r"[^\W\d_]{2,}")
_EAST_ASIAN = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GLUED = compile_late(r"[a-zà-ÿа-я][A-ZÀ-ÞА-Я][a-zà-ÿа-я]")
_DATE = compile_late(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|年\d{1,2}月")
_CLOCK = compile_late(r"\b\d{1,2}[:.h]\d{2}\b")
_BULLET = compile_late(r"(?:[•◦‣▪●·*+–—-]|\(?\d{1,2}[.)])\s")
_ADDRESS = compile_late(r"https?://|www\.|\S@\S|\.(?:com|org|net|de|co)\b")
_PARTING = frozenset(
    (
        FurnitureKind.RELATED,
        FurnitureKind.TRENDS,
        FurnitureKind.NEWSLETTER,
        FurnitureKind.LEGAL,
        FurnitureKind.SHARE,
        FurnitureKind.COOKIES,
    )
)


@dataclass(kw_only=True)
class PageFacts:
    """What is known of the page as a whole, measured once."""

    lines: Sequence[PageLine]
    run: tuple[int, int] | None
    """First and last line of the main run of running text."""
    words: list[list[str]]
    """The words of each line by which it is compared with the running text."""
    core: Counter[str]
    """In how many lines of the main run each word stands."""
    copies: Counter[str]
    """How often the words of each line stand as a line."""
    tells_blanks: bool


def facts_of(lines: Sequence[PageLine]) -> PageFacts:
    """Measure the page."""
    run = main_run(lines)
    words = [_words_of(line.text) for line in lines]
    core: Counter[str] = Counter()
    if run:
        for number in range(run[0], run[1] + 1):
            if lines[number].is_prose:
                core.update(set(words[number]))
    share = sum(line.follows_blank for line in lines) / max(1, len(lines))
    return PageFacts(
        lines=lines,
        run=run,
        words=words,
        core=core,
        copies=Counter(fold(line.text) for line in lines),
        tells_blanks=BLANK_SHARES[0] < share < BLANK_SHARES[1],
    )


def _words_of(text: str) -> list[str]:
    """Return what a line is compared by: its longer words, of East Asian text pairs of letters."""
    folded = fold(text[:2_000])
    if _EAST_ASIAN.search(folded):
        letters = "".join(_EAST_ASIAN.findall(folded))
        return [letters[place : place + 2] for place in range(min(len(letters) - 1, 2 * MAX_OVERLAP_WORDS))]
    words = [word for word in _WORD.findall(folded) if len(word) >= MIN_WORD_LETTERS]
    return words[:MAX_OVERLAP_WORDS]


def overlap(page: PageFacts, number: int) -> float | None:
    """Return the share of a line's words that other lines of the running text have too; None if it has no words."""
    words = set(page.words[number])
    if not words:
        return None
    line = page.lines[number]
    is_own = page.run is not None and line.is_prose and page.run[0] <= number <= page.run[1]
    return sum(page.core[word] > is_own for word in words) / len(words)


def first_look(page: PageFacts) -> list[Features]:
    """Return the features of every line."""
    parting = _distance_below(page)
    lists = _list_lengths(page)
    looks = []
    for number, line in enumerate(page.lines):
        features = _own(line)
        _add_place(features, page, number)
        if number - parting[number] <= PARTING_REACH:
            features["below parting"] = 1 - (number - parting[number]) / (PARTING_REACH + 1)
            if not line.is_prose:
                features["short below parting"] = features["below parting"]
        features["in list"] = min(1.0, lists[number] / 8)
        if page.run and page.run[0] <= number <= page.run[1]:
            _add_form_in_run(features, page, number, lists[number])
        looks.append(features)
    return looks


def _own(line: PageLine) -> Features:
    """Return what a line says of itself."""
    text = line.text
    words = text.split()
    last = text.rstrip()[-1:]
    signs = sum(not letter.isalpha() and not letter.isspace() for letter in text[:500]) / len(text[:500])
    features: Features = {"bias": 1.0, "length": min(1.0, log(1 + _wide_length(text)) / 6.5), "signs": signs}
    flags = {
        "prose": line.is_prose,
        "long": len(text) >= 250,
        "one word": len(words) == 1,
        "few words": 2 <= len(words) <= 4,
        "some words": 5 <= len(words) <= 9,
        "ends": last in ENDS,
        "ends stop": last in ".。",
        "ends question": last in "?？",
        "ends colon": last in ":：",
        "ends ellipsis": text.endswith(("…", "...")),
        "ends quote": last in '"”»’',
        "begins quote": text[0] in "\"“„«'‘「『",
        "begins small": text[0].islower(),
        "begins digit": text[0].isdigit(),
        "bullet": bool(_BULLET.match(text)),
        "glued": bool(_GLUED.search(text[:300])),
        "date": bool(_DATE.search(text[:300])),
        "clock": bool(_CLOCK.search(text[:300])),
        "address": bool(_ADDRESS.search(text[:300])),
        "bar": "|" in text or "›" in text or "»" in text[1:-1] or " > " in text or "·" in text,
        "tabs": line.has_tabs,
        "comma": "," in text or "、" in text,
        "capitals": text.isupper(),
        "kind": line.kind is not None,
        "repeats": line.is_repeated,
    }
    features |= {name: 1.0 for name, is_so in flags.items() if is_so}
    if line.kind is not None:
        features[f"kind {line.kind.value}"] = 1.0
    if len(words) >= 3 and not text.isupper():
        features["titled"] = sum(word[0].isupper() for word in words) / len(words)
    return features


def _wide_length(text: str) -> int:
    """Return the length of a line in letters of an alphabet: an East Asian letter says as much as three."""
    return len(text) + 2 * len(_EAST_ASIAN.findall(text[:2_000]))


def _add_place(features: Features, page: PageFacts, number: int) -> None:
    """Add where a line stands: in the page, to the running text, among blank lines."""
    lines, line = page.lines, page.lines[number]
    before, after = _prose_near(lines, number, -1), _prose_near(lines, number, +1)
    features["prose above"] = min(1.0, before / FULL_LETTERS)
    features["prose below"] = min(1.0, after / FULL_LETTERS)
    features["prose around"] = min(features["prose above"], features["prose below"])
    if not line.is_prose:
        features["short amid prose"] = features["prose around"]
    share = overlap(page, number)
    if share is not None:
        features["overlap"] = share
        features["overlap of prose" if line.is_prose else "overlap of short"] = share
        features["none of the words"] = 1.0 if not share else 0.0
    if page.copies[fold(line.text)] > 1:
        features["copies"] = 1.0
    if page.tells_blanks:
        above = line.follows_blank
        below = number + 1 >= len(lines) or lines[number + 1].follows_blank
        features["blanks around" if above and below else "blank beside" if above or below else "no blanks"] = 1.0
    if page.run is None:
        features["no run"] = 1.0
    elif number < page.run[0]:
        features["before run"] = 1.0
        features["far before run"] = min(1.0, log(page.run[0] - number) / 4)
    elif number > page.run[1]:
        features["after run"] = 1.0
        features["far after run"] = min(1.0, log(number - page.run[1]) / 4)
        if line.is_prose:
            features["prose after run"] = 1.0
    elif not line.is_prose:
        features["short in run"] = 1.0


def _add_form_in_run(features: Features, page: PageFacts, number: int, in_list: int) -> None:
    """Add what a line amid the running text looks like: a heading, an item, a sentence, one more paragraph."""
    lines, line = page.lines, page.lines[number]
    above = lines[number - 1] if number else None
    below = lines[number + 1] if number + 1 < len(lines) else None
    is_after_text = above is not None and (above.is_prose or above.text[-1] in ENDS)
    words = len(line.text.split())
    ends = line.text[-1] in ENDS
    is_furniture = line.kind is not None
    flags = {
        "paragraph after paragraph": line.is_prose and above is not None and above.is_prose,
        "paragraph before paragraph": line.is_prose and below is not None and below.is_prose,
        "heading between": not line.is_prose
        and not ends
        and words <= MAX_HEADING_WORDS
        and is_after_text
        and below is not None
        and below.is_prose
        and not is_furniture,
        "sentence between": not line.is_prose and ends and words >= 3 and is_after_text and not is_furniture,
        "item between": bool(_BULLET.match(line.text)) and not is_furniture,
        "after colon": above is not None and above.text[-1] in ":：" and not is_furniture,
        "list between": not line.is_prose and in_list >= 3 and not is_furniture,
    }
    features |= {name: 1.0 for name, is_so in flags.items() if is_so}


def _prose_near(lines: Sequence[PageLine], number: int, step: int) -> float:
    """Return the letters of running text on one side, the nearest lines counting most."""
    total, weight, place = 0.0, 1.0, number + step
    while 0 <= place < len(lines) and weight > 0.15:
        if lines[place].is_prose:
            total += weight * min(len(lines[place].text), FULL_LETTERS)
        weight *= 0.7
        place += step
    return total


def _distance_below(page: PageFacts) -> list[int]:
    """Return for each line the last line above it that begins a list of other articles, share buttons or the footer."""
    found, last = [], -(10**6)
    for number, line in enumerate(page.lines):
        found.append(last)
        if line.kind in _PARTING and len(line.text) <= MAX_LIST_HEADING_LETTERS:
            last = number  # "Read also: …" names its one article itself, and nothing below belongs to it
    return found


def _list_lengths(page: PageFacts) -> list[int]:
    """Return for each line how many short lines that end like no sentence stand in one run with it; 0 for other lines."""
    lengths = [0] * len(page.lines)
    begin = 0
    for number in range(len(page.lines) + 1):
        line = page.lines[number] if number < len(page.lines) else None
        if line is not None and not line.is_prose and line.text[-1] not in ENDS:
            continue
        for place in range(begin, number):
            lengths[place] = number - begin
        begin = number + 1
    return lengths


def second_look(page: PageFacts, first: Sequence[Features], chances: Sequence[float]) -> list[Features]:
    """Return the features of every line together with how its neighbours fared in the first look."""
    sums, weights = [0.0], [0.0]
    for line, chance in zip(page.lines, chances, strict=True):
        letters = min(len(line.text), FULL_LETTERS)
        sums.append(sums[-1] + chance * letters)
        weights.append(weights[-1] + letters)
    looks = []
    count = len(page.lines)
    for number, features in enumerate(first):
        added: Features = {}
        for name, reach in (("near", NEAR), ("far", FAR)):
            low, high = max(0, number - reach), min(count, number + reach + 1)
            above = (sums[number] - sums[low]) / max(FULL_LETTERS / 4, weights[number] - weights[low])
            below = (sums[high] - sums[number + 1]) / max(FULL_LETTERS / 4, weights[high] - weights[number + 1])
            added |= {f"{name} above": above, f"{name} below": below, f"{name} around": min(above, below)}
        added["amount above"] = min(1.0, sums[number] / (4 * FULL_LETTERS))
        added["amount below"] = min(1.0, (sums[-1] - sums[number + 1]) / (4 * FULL_LETTERS))
        added["nearest above"] = chances[number - 1] if number else 0.0
        added["nearest below"] = chances[number + 1] if number + 1 < count else 0.0
        added["nearest around"] = min(added["nearest above"], added["nearest below"])
        looks.append(features | added)
    return looks


def weigh(features: Features, weights: Mapping[str, float], lean: float = 0.0) -> float:
    """Return the chance, 0 to 1, that features with these weights mean yes: a logistic function of their sum and of `lean`."""
    total = lean + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
