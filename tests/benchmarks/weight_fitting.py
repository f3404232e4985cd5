"""Fitting the weights of both looks on labelled pages: logistic regression with an L2 penalty, by Newton's method.

The second look is fitted on the first's chances for pages of sites that the first has not seen, as it will meet them. Needs
numpy (`pip install numpy`), which nothing else of the project does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np  # type: ignore[import-not-found, unused-ignore]  # of the benchmarks alone

from reader.extract.features import Features, second_look, weigh
from tests.benchmarks.labelled_pages import LabelledPage

FOLDS = 8
PENALTIES = {"first": 1.0, "second": 3.3}
"""Strength of the L2 penalty; the second look has fewer things to learn and more to overlearn."""
MAX_STEPS = 30

Chances = list[list[float]]
"""By page, by segment of text."""


@dataclass(kw_only=True)
class TwoLooks:
    """The features of both looks for all pages, the second's on chances from models that had not seen the site."""

    pages: list[LabelledPage]
    folds: list[int]
    first: list[list[Features]]
    second: list[list[Features]]
    chances: Chances
    """Of the first look, from models that had not seen the site."""


def take_both_looks(pages: list[LabelledPage]) -> TwoLooks:
    """Return the features of both looks for `pages`. Fits the first look once for each fold."""
    folds = fold_numbers([page.site for page in pages])
    first = [page.first for page in pages]
    chances = out_of_fold(pages, first, folds, PENALTIES["first"])
    second = [
        second_look(page.reading.evidence, page.first, full_chances(page, own))
        for page, own in zip(pages, chances, strict=True)
    ]
    return TwoLooks(pages=pages, folds=folds, first=first, second=second, chances=chances)


def fit_both(looks: TwoLooks, *, without_fold: int | None = None) -> dict[str, dict[str, float]]:
    """Return the weights of both looks, fitted on all pages but those of one fold."""
    seen = [number for number, fold in enumerate(looks.folds) if fold != without_fold]
    pages = [looks.pages[number] for number in seen]
    return {
        "first": fit(pages, [looks.first[number] for number in seen], PENALTIES["first"]),
        "second": fit(pages, [looks.second[number] for number in seen], PENALTIES["second"]),
    }


def fold_numbers(sites: Sequence[str]) -> list[int]:
    """Deal the sites out to folds, largest first, so that a site is wholly in one."""
    sizes = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for site in sorted(set(sites), key=lambda site: (-sites.count(site), site)):
        fold_of[site] = sizes.index(min(sizes))
        sizes[fold_of[site]] += sites.count(site)
    return [fold_of[site] for site in sites]


def out_of_fold(pages: list[LabelledPage], rows: list[list[Features]], folds: list[int], penalty: float) -> Chances:
    """Return the chances of each page's segments from a model that has not seen its site."""
    result: Chances = [[] for _ in pages]
    for fold in range(FOLDS):
        seen = [number for number in range(len(pages)) if folds[number] != fold]
        weights = fit([pages[number] for number in seen], [rows[number] for number in seen], penalty)
        for number in range(len(pages)):
            if folds[number] == fold:
                result[number] = [weigh(rows[number][index], weights) for index in pages[number].indexes]
    return result


def full_chances(page: LabelledPage, chances: list[float]) -> list[float]:
    """Spread the chances of the text segments over all segments of the page."""
    result = [0.0] * len(page.reading.evidence.segments)
    for index, chance in zip(page.indexes, chances, strict=True):
        result[index] = chance
    return result


def fit(pages: list[LabelledPage], rows: list[list[Features]], penalty: float) -> dict[str, float]:
    """Return the weights of a logistic regression over all labelled segments; the bias is not penalised."""
    names = sorted({name for page_rows in rows for features in page_rows for name in features})
    column = {name: number for number, name in enumerate(names)}
    picked = [
        (page_rows[index], page.labels[at], page.weights[at])
        for page, page_rows in zip(pages, rows, strict=True)
        for at, index in enumerate(page.indexes)
        if page.weights[at] > 0
    ]
    matrix = np.zeros((len(picked), len(names)))
    for row, (features, _, _) in enumerate(picked):
        for name, value in features.items():
            matrix[row, column[name]] = value
    target = np.array([entry[1] for entry in picked], dtype=float)
    counts = np.array([entry[2] for entry in picked])
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
