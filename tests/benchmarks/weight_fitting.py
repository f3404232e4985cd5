"""Fitting the weights of both looks on labelled pages: logistic regression with an L2 penalty, by Newton's method.

The second look is fitted on the first's chances for pages of sites that the first has not seen, as it will meet them. Needs
numpy (`pip install numpy`), which nothing else of the project does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np  # type: ignore[import-not-found, unused-ignore]  # of the benchmarks alone

from reader.extract.decision.features import Features, second_look, weigh
from tests.benchmarks.labelled_pages import LabelledPage

FOLDS = 8
PENALTIES = {"first": 1.0, "second": 10.0}
"""Strength of the L2 penalty; the second look has fewer things to learn and more to overlearn."""
MAX_STEPS = 30


@dataclass(kw_only=True)
class Table:
    """The labelled segments of all pages as a matrix: a row a segment, a column a feature."""

    names: list[str]
    matrix: Any
    labels: Any
    weights: Any
    page_numbers: Any


@dataclass(kw_only=True)
class FirstLook:
    """The pages, dealt out to folds, and the features of the first look."""

    pages: list[LabelledPage]
    folds: list[int]
    table: Table

    def without(self, *folds: int) -> set[int]:
        """Return the numbers of the pages that are in none of `folds`."""
        return {number for number, own in enumerate(self.folds) if own not in folds}


def take_first_look(pages: list[LabelledPage]) -> FirstLook:
    """Deal the pages out and tabulate the features of their first look."""
    folds = fold_numbers([page.site for page in pages])
    return FirstLook(pages=pages, folds=folds, table=tabulate(pages, [page.first for page in pages]))


def fit_both(look: FirstLook, without_fold: int | None = None) -> dict[str, dict[str, float]]:
    """Return the weights of both looks, fitted on all pages but those of one fold.

    Each page's chances for the second look come from a model that has seen neither its own fold nor the one left out. With
    models that had seen the fold left out, the second look could read its labels off the difference between two models.
    """
    left_out = () if without_fold is None else (without_fold,)
    seen = look.without(*left_out)
    rows: list[list[Features]] = [[] for _ in look.pages]
    for fold in range(FOLDS):
        if fold == without_fold:
            continue
        model = fit(look.table, PENALTIES["first"], look.without(fold, *left_out))
        for number in seen:
            if look.folds[number] == fold:
                rows[number] = _second_rows(look.pages[number], model)
    pages = [look.pages[number] for number in sorted(seen)]
    second = tabulate(pages, [rows[number] for number in sorted(seen)])
    return {
        "first": fit(look.table, PENALTIES["first"], seen),
        "second": fit(second, PENALTIES["second"], set(range(len(pages)))),
    }


def _second_rows(page: LabelledPage, model: dict[str, float]) -> list[Features]:
    chances = [weigh(features, model) if features else 0.0 for features in page.first]
    return second_look(page.reading.evidence, page.first, chances)


def fold_numbers(sites: Sequence[str]) -> list[int]:
    """Deal the sites out to folds, largest first, so that a site is wholly in one."""
    sizes = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for site in sorted(set(sites), key=lambda site: (-sites.count(site), site)):
        fold_of[site] = sizes.index(min(sizes))
        sizes[fold_of[site]] += sites.count(site)
    return [fold_of[site] for site in sites]


def tabulate(pages: list[LabelledPage], rows: list[list[Features]]) -> Table:
    """Return the features of all labelled segments that count as one table."""
    names = sorted({name for page_rows in rows for features in page_rows for name in features})
    column = {name: number for number, name in enumerate(names)}
    picked = [
        (number, page_rows[index], page.labels[at], page.weights[at])
        for number, (page, page_rows) in enumerate(zip(pages, rows, strict=True))
        for at, index in enumerate(page.indexes)
        if page.weights[at] > 0
    ]
    matrix = np.zeros((len(picked), len(names)))
    for row, (_, features, _, _) in enumerate(picked):
        for name, value in features.items():
            matrix[row, column[name]] = value
    return Table(
        names=names,
        matrix=matrix,
        labels=np.array([entry[2] for entry in picked], dtype=float),
        weights=np.array([entry[3] for entry in picked]),
        page_numbers=np.array([entry[0] for entry in picked]),
    )


def fit(table: Table, penalty: float, seen: set[int]) -> dict[str, float]:
    """Return the weights of a logistic regression over the segments of the pages `seen`; the bias is not penalised."""
    rows = np.isin(table.page_numbers, sorted(seen))
    matrix, target, counts = table.matrix[rows], table.labels[rows], table.weights[rows]
    ridge = np.full(len(table.names), penalty)
    ridge[table.names.index("bias")] = 1e-6
    beta = np.zeros(len(table.names))
    for _ in range(MAX_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ beta, -30, 30)))
        gradient = matrix.T @ (counts * (target - chance)) - ridge * beta
        hessian = (matrix * (counts * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-4:
            break
    return {name: float(weight) for name, weight in zip(table.names, beta, strict=True)}
