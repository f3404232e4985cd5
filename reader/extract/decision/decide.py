"""The decision block by block: which segments are the article, and why each stayed or went.

Text is decided by weighed evidence (`features`, `weights.toml`), in two looks; pictures, captions, embeds and rules follow the
text around them. readability's proposal is one witness among others: where it is empty or wrong, the rest outvotes it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from functools import cache
from importlib.resources import files

from reader.extract.decision.certainties import (
    footnotes_of,
    heads_like_others,
    is_authorship,
    last_lines,
    lines_before_headline,
    lines_of_authorship,
    lines_of_names,
    lines_of_players,
    lines_of_recipes,
    pull_quotes_of,
    voices_of,
)
from reader.extract.decision.companions import companions
from reader.extract.decision.evidence import PageEvidence, is_prose, key_of
from reader.extract.decision.features import Features, first_look, second_look, weigh
from reader.extract.decision.feed_tails import tails_of
from reader.extract.decision.segments import TEXT_KINDS, SegmentKind
from reader.model.patterns import compile_late
from reader.model.values import dataclass

NOTE_LETTERS = 300
"""A page with no more text than this, most of it no links, is read as a whole if nothing on it looks like an article."""
_PICTURE_FILE = compile_late(r"[\w .,'()-]{1,120}\.(?:jpe?g|png|gif|webp|tiff?)", re.IGNORECASE)
MIN_CHANCE = 0.5
MAX_HEAD_LINES = 3
"""Of an entry: its title again, its byline, its date."""

Weights = Mapping[str, Mapping[str, float]]
"""Of both looks, by the names of their features."""


class Certainty(StrEnum):
    """What settles a segment whatever its chance is."""

    ALIKE = "heads like others"
    LAST_LINE = "stands behind the last paragraph"
    FOOTNOTE = "footnote"
    RECIPE = "line of a recipe"
    VOICE = "names who is quoted"
    PULL = "repeats the text"
    PLAYER = "line of a player"
    AUTHORSHIP = "byline or stamp"
    BEFORE_HEADLINE = "before the headline"
    FALLBACK = "best text of a page without an article"
    NO_WORDS = "headline again, or no words"
    ENTRY = "all that its feed says"
    FEED_TAIL = "written by the maker of the feed"


@dataclass(kw_only=True)
class Decision:
    """The chosen segments in order, and what is known about each segment of text."""

    chosen: list[int] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    """By index: how likely a segment of text is the article; 0 for others."""
    evidence: Sequence[Features] = ()
    """By index: the named numbers that were weighed; empty for segments that hold no text."""
    settled: dict[int, Certainty] = field(default_factory=dict)
    """By index: what settled a segment against its chance, whichever came last."""


@cache
def load_weights() -> Weights:
    """Return the weights of both looks. Reads one file, once a process."""
    return tomllib.loads((files("reader.extract.decision") / "weights.toml").read_text(encoding="utf-8"))


def decide(page: PageEvidence, weights: Weights | None = None) -> Decision:
    """Return which segments of the page are the article, by the program's own weights if none are given."""
    weights = weights or load_weights()
    first = first_look(page)
    early = [weigh(features, weights["first"]) if features else 0.0 for features in first]
    second = second_look(page, first, early)
    chances = [weigh(features, weights["second"]) if features else 0.0 for features in second]
    decision = Decision(chances=chances, evidence=second)
    chosen = {index for index, chance in enumerate(chances) if chance >= MIN_CHANCE}

    def settle(indexes: set[int], certainty: Certainty, *, is_in: bool) -> None:
        changed = indexes - chosen if is_in else indexes & chosen
        decision.settled.update(dict.fromkeys(changed, certainty))
        (chosen.update if is_in else chosen.difference_update)(changed)

    settle(heads_like_others(page, chosen), Certainty.ALIKE, is_in=True)
    settle(last_lines(page, chosen, second), Certainty.LAST_LINE, is_in=True)
    settle(footnotes_of(page, chosen), Certainty.FOOTNOTE, is_in=True)
    settle(lines_of_recipes(page, chosen), Certainty.RECIPE, is_in=True)
    settle(voices_of(page, chosen), Certainty.VOICE, is_in=True)
    players, authorship = lines_of_players(page, chosen), lines_of_authorship(page, chosen)
    authorship |= lines_of_names(page, chosen)
    before = lines_before_headline(page, chosen)
    settle(before, Certainty.BEFORE_HEADLINE, is_in=False)
    settle(pull_quotes_of(page, chosen), Certainty.PULL, is_in=True)
    settle(players, Certainty.PLAYER, is_in=False)
    settle(authorship, Certainty.AUTHORSHIP, is_in=False)
    if not any(page.segments[index].letters > 80 for index in chosen - _without_words_of_their_own(page, chosen)):
        settle(_fallback(page), Certainty.FALLBACK, is_in=True)
    settle(_without_words_of_their_own(page, chosen), Certainty.NO_WORDS, is_in=False)
    decision.chosen = sorted(chosen | companions(page, chosen))
    return decision


def take_all(page: PageEvidence, url: str) -> Decision:
    """Return the decision about what a feed says in the entry whose page is `url`.

    All of it is article that has words of its own, but for what the maker of the feed wrote around it.
    """
    every = set(range(len(page.segments)))
    words = {index for index in every if page.segments[index].kind in TEXT_KINDS}
    tails = tails_of(page.segments, url)
    authorship = _bylines_at_the_head(page, sorted(words - tails))
    wordless = _without_words_of_their_own(page, words)
    chosen = sorted(every - tails - authorship - wordless)
    return Decision(
        chosen=chosen,
        chances=[1.0] * len(every),
        evidence=[{}] * len(every),
        settled=dict.fromkeys(chosen, Certainty.ENTRY)
        | dict.fromkeys(tails, Certainty.FEED_TAIL)
        | dict.fromkeys(authorship, Certainty.AUTHORSHIP)
        | dict.fromkeys(wordless, Certainty.NO_WORDS),
    )


def _bylines_at_the_head(page: PageEvidence, words: Sequence[int]) -> set[int]:
    """The first lines of an entry, while they name nobody but the authors that its feed names."""
    found: set[int] = set()
    for index in words[:MAX_HEAD_LINES]:
        key = key_of(page.segments[index].text)
        if key == page.title:
            continue
        if not is_authorship(page, page.segments[index]) or not any(name and name in key for name in page.authors):
            break
        found.add(index)
    return found if len(words) > len(found) else set()


def _without_words_of_their_own(page: PageEvidence, chosen: set[int]) -> set[int]:
    """The headline again, the name of a picture's file, and text without any letter or digit."""
    return {
        index
        for index in chosen
        if not (key := key_of(page.segments[index].text))
        or _PICTURE_FILE.fullmatch(page.segments[index].text)
        or (key == page.title and (page.segments[index].kind is SegmentKind.HEADING or len(key) > 20))
    }


def _fallback(page: PageEvidence) -> set[int]:
    """The prose of the best container there is: pages that are no article still have their best text; a note is all text."""
    segments = page.segments
    texts = [index for index, segment in enumerate(segments) if segment.kind in TEXT_KINDS]
    letters = sum(segments[index].letters for index in texts)
    if letters <= NOTE_LETTERS and 2 * sum(segments[index].link_letters for index in texts) < letters:
        return set(texts)
    if page.own is None:
        return {index for index in page.proposal if segments[index].kind in TEXT_KINDS}
    inside = {id(element) for element in page.own.iterdescendants()} | {id(page.own)}
    return {
        index
        for index, segment in enumerate(segments)
        if segment.kind in TEXT_KINDS
        and id(segment.element) in inside
        and (is_prose(segment) or index in page.proposal)
    }
