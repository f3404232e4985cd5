"""The decision line by line: which lines of a copied page are its article.

Lines are weighed in two looks (`line_features`, `line_weights.toml`), as the blocks of HTML pages are; `pasted_page` makes the
article of what is chosen.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log

from reader.extract.text.line_features import PageFacts, facts_of, first_look, second_look, weigh
from reader.extract.text.pasted_headline import find_headline
from reader.extract.text.pasted_lines import PageLine
from reader.model.values import dataclass

MIN_CHANCE = 0.5
WHOLE_PAGE_LINES = 40
"""From the beginning of the text to the page's end; hardly a copied news page has fewer."""
SELECTION_LEAN = 5.0
"""How much the odds grow with the logarithm of what a paste is shorter by than a page."""

Weights = Mapping[str, Mapping[str, float]]
"""Of both looks and of the headline, by the names of their features."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was decided about a copied page."""

    facts: PageFacts
    chances: Sequence[float]
    """How likely each line is part of the article's text."""
    start: int
    """The first line of the text; the number of lines if there is none."""
    end: int
    """The line after the last one of the text."""
    headline: int | None


@cache
def load_weights() -> Weights:
    """Return the program's own weights. Reads one file, once a process."""
    return tomllib.loads((files("reader.extract.text") / "line_weights.toml").read_text(encoding="utf-8"))


def choose(lines: Sequence[PageLine], known_title: str = "", weights: Weights | None = None) -> Choice:
    """Return which of `lines` are the article, by the program's own weights if none are given."""
    weights = weights or load_weights()
    facts = facts_of(lines)
    first = first_look(facts)
    leans = _leans(facts)
    early = [weigh(features, weights["first"], lean) for features, lean in zip(first, leans, strict=True)]
    second = second_look(facts, first, early)
    chances = [weigh(features, weights["second"], lean) for features, lean in zip(second, leans, strict=True)]
    start, end = text_range(facts, chances)
    headline = find_headline(facts, start, known_title, weights["headline"])
    return Choice(facts=facts, chances=chances, start=start, end=end, headline=headline)


def _leans(facts: PageFacts) -> list[float]:
    """Return by how much the odds of each line are better than those of whole pages, which the weights were fitted on.

    Who pastes a few dozen lines has chosen them: most of what stands amid their running text is the article.
    """
    if facts.run is None:
        return [0.0] * len(facts.lines)
    first, last = facts.run
    lean = SELECTION_LEAN * max(0.0, log(WHOLE_PAGE_LINES / (len(facts.lines) - first)))
    return [lean if first <= number <= last and line.kind is None else 0.0 for number, line in enumerate(facts.lines)]


def text_range(facts: PageFacts, chances: Sequence[float]) -> tuple[int, int]:
    """Return the first line of the text and the one after its last; where nothing was chosen, those of the running text."""
    chosen = [number for number, line in enumerate(facts.lines) if chances[number] >= MIN_CHANCE and line.is_prose] or [
        number for number, chance in enumerate(chances) if chance >= MIN_CHANCE
    ]
    if chosen:
        last = max(number for number, chance in enumerate(chances) if chance >= MIN_CHANCE)
        return chosen[0], last + 1
    return (facts.run[0], facts.run[1] + 1) if facts.run else (len(facts.lines), len(facts.lines))
