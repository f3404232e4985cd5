"""Why a segment stayed or went, in words for people. Called when somebody asks; the words stand in `reasons.toml`.

The evidence is named in the order of what it weighed. What weighs against the verdict is not named, and neither is what only
the arithmetic understands.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import Any

from reader.extract.decision.decide import Decision, load_weights
from reader.extract.decision.evidence import PageEvidence
from reader.extract.decision.segments import SegmentKind
from reader.extract.markup.tree import hints_of
from reader.model.text import clean_line

MAX_REASONS = 3
MIN_VALUE = 0.5
"""Of a piece of evidence, whose values go to 1, to be worth a word."""
FLOOR = 0.3
"""Weight of evidence that a fit explains by other evidence: it is still what a person sees."""
TELLING = 3.0
"""The same for the evidence that people look for first; few weights are larger."""
MAX_LEVELS = 7
"""Boxes around a segment whose names count, as in `features`."""
MAX_NAME_LETTERS = 40
MAX_HEADING_LETTERS = 60


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("reader.extract.explaining") / "reasons.toml").read_text(encoding="utf-8"))


def _words(table: str) -> Mapping[str, str]:
    return _tables()[table]


def why(page: PageEvidence, decision: Decision, index: int, *, is_kept: bool) -> str:
    """Return the strongest reasons why the segment at `index` of the page is kept or not; empty if none has words."""
    settled = decision.settled.get(index)
    if settled is not None:
        return _words("settled").get(settled.value, settled.value)
    return ", ".join(islice(dict.fromkeys(_reasons(page, decision, index, is_kept=is_kept)), MAX_REASONS))


def _reasons(page: PageEvidence, decision: Decision, index: int, *, is_kept: bool) -> Iterator[str]:
    evidence = decision.evidence[index] if index < len(decision.evidence) else {}
    for name, text in _strongest(evidence, load_weights()["second"], "stayed" if is_kept else "went", is_kept=is_kept):
        found = text
        if "{name}" in text:
            group_name = _name_of_group(page, index, name.removeprefix("class "))
            found = text.format(name=group_name) if group_name else ""
        elif "{heading}" in text:
            heading = heading_above(page, index)
            found = text.format(heading=f"“{heading}”") if heading else ""
        if found:
            yield found


def why_line(evidence: Mapping[str, float], weights: Mapping[str, float], *, is_kept: bool) -> str:
    """Return the strongest reasons why a line of a copied page is kept or not; empty if none has words."""
    found = _strongest(evidence, weights, "line stayed" if is_kept else "line went", is_kept=is_kept)
    return ", ".join(islice(dict.fromkeys(text for _, text in found), MAX_REASONS))


def _strongest(
    evidence: Mapping[str, float], weights: Mapping[str, float], table: str, *, is_kept: bool
) -> list[tuple[str, str]]:
    """Return the evidence that has words in `table`, with them, the strongest first."""
    words, telling = _words(table), _tables()["telling"]["names"]
    sign = 1 if is_kept else -1
    strength = {
        name: value * max(TELLING if name in telling else FLOOR, sign * weights.get(name, 0.0))
        for name, value in evidence.items()
        if value >= MIN_VALUE and name in words
    }
    for group in _tables()["same"].values():
        if speaker := next((name for name in group if name in strength), None):
            strength[speaker] = max(strength.pop(name, 0.0) for name in group)
    return [(name, words[name]) for name in sorted(strength, key=strength.__getitem__, reverse=True)]


def _name_of_group(page: PageEvidence, index: int, group: str) -> str:
    """Return the class name, id or test id around a segment that hints at `group`, of the innermost box that has one."""
    pattern = page.rules.groups.get(group)
    element = page.segments[index].element
    if pattern is None:
        return ""
    for box in islice(chain((element,), element.iterancestors()), MAX_LEVELS):
        if box is page.container:
            break
        for name in hints_of(box)[:600].split():
            if pattern.search(name):
                return clean_line(name, MAX_NAME_LETTERS)
    return ""


def heading_above(page: PageEvidence, index: int) -> str:
    """Return the text of the heading close above a segment, shortened; empty if there is none."""
    for at in range(index - 1, max(-1, index - 9), -1):
        if page.segments[at].kind is SegmentKind.HEADING:
            return clean_line(page.segments[at].text, MAX_HEADING_LETTERS)
    return ""


def words_for_furniture(kind: str) -> str:
    """Return what a kind of furniture on a copied page is called."""
    return _words("furniture").get(kind, kind)
