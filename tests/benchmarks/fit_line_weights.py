"""Fits the weights by which the lines of copied pages are decided, and writes them to `reader/extract/text/line_weights.toml`.

    python -m tests.benchmarks.fit_line_weights ../shared/corpora             # cross-validates by site, fits, writes the file
    python -m tests.benchmarks.fit_line_weights ../shared/corpora --dry-run   # only reports

Needs numpy (`pip install numpy`; nothing else of the project does) and the article corpora. Each page is copied as
`pasted_pages` does it, in several kinds; a line is right if 60 % of its four-word shingles stand in the true text, or if it
is a short line of it within the article. Decks are left open, captions and headlines count as wrong: they are no text.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np  # type: ignore[import-not-found, unused-ignore]  # of the benchmarks alone

from reader.extract.text.hard_wraps import unwrapped
from reader.extract.text.line_features import Features, facts_of, first_look, second_look, weigh
from reader.extract.text.pasted_decision import text_range
from reader.extract.text.pasted_headline import headline_candidates
from reader.extract.text.pasted_lines import read_lines
from reader.model.text import clean_text
from tests.benchmarks.pasted_pages import KINDS, NAMES, Paste, load_score, make_paste, true_text

FOLDS = 6
FITTED_KINDS = {"whole": 1.0, "alts": 0.7, "dump": 0.4, "tail": 0.7, "lines": 0.5}
"""What a line of each kind of paste counts. Every page is taken whole, and in every second one of the other kinds."""
BRIEF_WEIGHT = 0.6
BRIEF_LINES = (2, 4, 7)
"""Each page is also taken with no more than so many lines of its article: brief articles are rare in the corpora."""
CORPUS_WEIGHTS = {"fundus": 1.0, "scrapinghub": 1.0, "mozilla": 0.6, "snippets": 2.0}
PENALTIES = {"first": 1.5, "second": 3.0, "headline": 1.5}
CAPTION_WEIGHT = 0.5
MIN_SHARE = 0.6
MAX_STEPS = 30
SPARSE = 4
"""Of the short lines outside the text, which are most of every page, only every fourth is taken, for four."""
TARGET = Path(__file__).resolve().parents[2] / "reader" / "extract" / "text" / "line_weights.toml"
HEADER = """\
# What each feature of a copied page's lines weighs: the logarithm of the odds it adds that a line is text of the article
# (`first`, `second`) or its headline (`headline`).
#
# Fitted by logistic regression (L2) on 780 pages with known articles, each copied in several ways; the second look was fitted on
# chances from models that had not seen the site. `tests/benchmarks/fit_line_weights.py` makes this file; run it again after a
# change to `line_features`, `pasted_headline` or `furniture`.
"""


@dataclass(kw_only=True)
class Rows:
    """Labelled examples: features, right or wrong, what each counts."""

    features: list[Features] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)


@dataclass(kw_only=True)
class LabelledPaste:
    """One pasted page with what is known of its lines."""

    fold: int
    facts: Any
    first: list[Features]
    labels: list[float]
    weights: list[float]
    titles: set[str]


def main() -> int:
    """Fit, report, write. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args()
    score = load_score(options.corpora / "score.py")
    pastes = _pastes(score, options.corpora)
    early: dict[int, list[float]] = {}
    for fold in range(FOLDS):
        weights = _fit_first([paste for paste in pastes if paste.fold != fold])
        for paste in pastes:
            if paste.fold == fold:
                early[id(paste)] = [weigh(features, weights) for features in paste.first]
    second = {id(paste): second_look(paste.facts, paste.first, early[id(paste)]) for paste in pastes}
    chances: dict[int, list[float]] = {}
    for fold in range(FOLDS):
        weights = _fit_second([paste for paste in pastes if paste.fold != fold], second)
        for paste in pastes:
            if paste.fold == fold:
                chances[id(paste)] = [weigh(features, weights) for features in second[id(paste)]]
    print(f"lines right: first look {_right(pastes, early):.4f}, second {_right(pastes, chances):.4f}")
    candidates = {id(paste): _headlines(score, paste, chances[id(paste)]) for paste in pastes}
    found = 0
    for fold in range(FOLDS):
        weights = _fit_headline([paste for paste in pastes if paste.fold != fold], candidates)
        for paste in pastes:
            if paste.fold == fold and any(right for _features, right in candidates[id(paste)]):
                best = max(candidates[id(paste)], key=lambda pair: weigh(pair[0], weights))
                found += best[1]
    held = sum(any(right for _features, right in pairs) for pairs in candidates.values())
    print(f"headlines found: {found} of {held}")
    if not options.dry_run:
        tables = {
            "first": _fit_first(pastes),
            "second": _fit_second(pastes, second),
            "headline": _fit_headline(pastes, candidates),
        }
        TARGET.write_text(HEADER + "".join(_table(name, weights) for name, weights in tables.items()), encoding="utf-8")
    return 0


def _table(name: str, weights: dict[str, float]) -> str:
    return f"\n[{name}]\n" + "".join(f'"{key}" = {weights[key]:.2f}\n' for key in sorted(weights))


def _pastes(score: ModuleType, data: Path) -> list[LabelledPaste]:
    sites: dict[str, int] = {}
    pastes = []
    number = 0
    for corpus in NAMES:
        for row in score.load_truth(data, corpus):
            fold = sites.setdefault(row.get("site") or row["url"], len(sites)) % FOLDS
            paste = make_paste(score, corpus, data, row)
            number += 1
            for place, (kind, weight) in enumerate(FITTED_KINDS.items()):
                text = KINDS[kind](paste)
                if text and (kind == "whole" or (number + place) % 2):
                    pastes.append(_labelled(score, row, text, fold, weight * CORPUS_WEIGHTS[corpus]))
            if corpus != "snippets" and paste.first is not None:
                brief = _brief(score, paste, BRIEF_LINES[number % len(BRIEF_LINES)], has_blanks=bool(number % 2))
                pastes.append(_labelled(score, row, brief, fold, BRIEF_WEIGHT * CORPUS_WEIGHTS[corpus]))
    return pastes


def _brief(score: ModuleType, paste: Paste, count: int, *, has_blanks: bool) -> str:
    """Return a page with only the first `count` longer lines of its article."""
    lines, kept = [], 0
    for number, line in enumerate(paste.lines):
        is_inside = paste.first is not None and paste.last is not None and paste.first <= number <= paste.last
        if is_inside and kept >= count and line.strip():
            continue
        kept += is_inside and len(score.words(line)) >= 10
        if line.strip() or has_blanks:
            lines.append(line)
    return "\n".join(lines)


def _labelled(score: ModuleType, row: dict[str, Any], text: str, fold: int, counts: float) -> LabelledPaste:
    lines = read_lines(unwrapped(clean_text(text)))
    facts = facts_of(lines)
    titles = {score.norm_line(title) for title in (row.get("title"), row.get("h1")) if title}
    labels, weights = [], []
    if "with" in row:
        right = [score.norm_line(part) for part in row["with"] if part.strip()]
        wrong = [score.norm_line(part) for part in row["without"] if part.strip()]
        for line in lines:
            normal = score.norm_line(line.text)
            is_right = any(part in normal or (len(normal) > 25 and normal in part) for part in right)
            is_wrong = any(part in normal for part in wrong)
            labels.append(float(is_right))
            weights.append(counts * (is_right != is_wrong))
    else:
        truth = true_text(row)
        known = {gram for block in truth.split("\n") for gram in score.grams(score.words(block), 4)}
        short = {score.norm_line(part) for part in truth.split("\n")}
        open_lines = [score.norm_line(part) for part in (*row.get("summary", ()), *row.get("optional", ()))]
        captions = [score.norm_line(caption["x"]) for caption in row.get("captions") or ()]
        held = []
        for line in lines:
            grams = score.grams(score.words(line.text), 4)
            held.append(len(grams) >= 3 and sum(gram in known for gram in grams) >= MIN_SHARE * len(grams))
        inside = [number for number, is_held in enumerate(held) if is_held]
        for number, line in enumerate(lines):
            normal = score.norm_line(line.text)
            is_within = bool(inside) and inside[0] - 3 <= number <= inside[-1] + 3
            is_right = held[number] or (is_within and normal in short)
            weight = counts * min(60, len(line.text.split()) + len(line.text) // 40) ** 0.5
            if not is_right and any(normal == part or (len(normal) > 30 and normal in part) for part in open_lines):
                weight = 0.0
            if not is_right and any(part and part in normal for part in captions):
                weight *= CAPTION_WEIGHT
            labels.append(float(is_right))
            weights.append(weight if inside else 0.0)
    return LabelledPaste(fold=fold, facts=facts, first=first_look(facts), labels=labels, weights=weights, titles=titles)


def _headlines(score: ModuleType, paste: LabelledPaste, chances: list[float]) -> list[tuple[Features, bool]]:
    start, _end = text_range(paste.facts, chances)
    return [
        (features, score.norm_line(paste.facts.lines[number].text) in paste.titles)
        for number, features in headline_candidates(paste.facts, start)
    ]


def _fit_first(pastes: Sequence[LabelledPaste]) -> dict[str, float]:
    return _fit_lines(pastes, [paste.first for paste in pastes], PENALTIES["first"])


def _fit_second(pastes: Sequence[LabelledPaste], second: dict[int, list[Features]]) -> dict[str, float]:
    return _fit_lines(pastes, [second[id(paste)] for paste in pastes], PENALTIES["second"])


def _fit_lines(pastes: Sequence[LabelledPaste], looks: list[list[Features]], penalty: float) -> dict[str, float]:
    rows = Rows()
    for paste, look in zip(pastes, looks, strict=True):
        for number, (features, label, weight) in enumerate(zip(look, paste.labels, paste.weights, strict=True)):
            is_plain = bool(label) or "prose" in features or "short in run" in features
            if weight > 0 and (is_plain or number % SPARSE == 0):
                rows.features.append(features)
                rows.labels.append(label)
                rows.weights.append(weight if is_plain else SPARSE * weight)
    return logistic(rows, penalty)


def _fit_headline(
    pastes: Sequence[LabelledPaste], candidates: dict[int, list[tuple[Features, bool]]]
) -> dict[str, float]:
    rows = Rows()
    for paste in pastes:
        pairs = candidates[id(paste)]
        if any(right for _features, right in pairs):
            for features, right in pairs:
                rows.features.append(features)
                rows.labels.append(float(right))
                rows.weights.append(1.0)
    return logistic(rows, PENALTIES["headline"])


def logistic(rows: Rows, penalty: float) -> dict[str, float]:
    """Return the weights of a logistic regression with an L2 penalty, by Newton's method; the bias is not penalised."""
    names = sorted({name for features in rows.features for name in features})
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows.features), len(names)), dtype=np.float32)
    for row, features in enumerate(rows.features):
        for name, value in features.items():
            matrix[row, column[name]] = value
    target, counts = np.array(rows.labels), np.array(rows.weights)
    ridge = np.full(len(names), penalty)
    ridge[column["bias"]] = 1e-6
    beta = np.zeros(len(names))
    for _ in range(MAX_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ beta, -30, 30)))
        gradient = matrix.T @ (counts * (target - chance)) - ridge * beta
        hessian = (matrix * (counts * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-4:
            break
    return {name: float(beta[number]) for name, number in column.items()}


def _right(pastes: Sequence[LabelledPaste], chances: dict[int, list[float]]) -> float:
    right = total = 0.0
    for paste in pastes:
        for chance, label, weight in zip(chances[id(paste)], paste.labels, paste.weights, strict=True):
            total += weight
            right += weight * ((chance >= 0.5) == bool(label))
    return right / total


if __name__ == "__main__":
    sys.exit(main())
