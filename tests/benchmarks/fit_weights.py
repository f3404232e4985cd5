"""Fits the weights by which the cleaner decides block by block, and writes them to `reader/extract/weights.toml`.

    python tests/benchmarks/fit_weights.py ../shared/corpora            # fits, cross-validates by site, writes the file
    python tests/benchmarks/fit_weights.py ../shared/corpora --dry-run  # only reports

Needs numpy (`pip install numpy`; nothing else of the project does) and the article corpora. A segment of a page is right if
60 % of its four-word shingles stand in the true text; standfirsts count as right, titles and captions as wrong; where a page's
truth is a few snippets, only the segments that hold one are used. The model is a logistic regression with an L2 penalty,
fitted by Newton's method, a segment weighing the square root of its words. The second look is fitted on the first's chances
for pages of sites that the first has not seen, as it will meet them.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.extract.features import Features, PageEvidence, first_look, second_look
from reader.extract.html_page import read_html
from reader.extract.segments import TEXT_KINDS, Segment
from reader.model.page import Page, PageForm, PageOrigin

FOLDS = 8
CORPUS_WEIGHTS = {"fundus": 1.0, "scrapinghub": 1.0, "mozilla": 0.6, "snippets": 2.1}
PENALTIES = {"first": 1.0, "second": 3.3}
"""Strength of the L2 penalty; the second look has fewer things to learn and more to overlearn."""

HEADER = """\
# What each feature of `features` weighs: the logarithm of the odds it adds that a segment is part of the article.
#
# Fitted by logistic regression (L2) on the segments of 780 pages with known articles, a segment counted by the square root of
# its words; the second look was fitted on chances from models that had not seen the site. `tests/benchmarks/fit_weights.py`
# makes this file; after a change to `features`, `prune` or `segments` run it again.
"""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


@dataclass(kw_only=True)
class LabelledPage:
    """A page's evidence, and for each of its segments of text whether it is right and how much that counts."""

    corpus: str
    site: str
    evidence: PageEvidence
    first: list[Features]
    indexes: list[int]
    labels: list[int]
    weights: list[float]
    letters: list[int]


def main() -> int:
    """Fit, report, write. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder with fundus/, scrapinghub/, mozilla/ and snippets/")
    parser.add_argument("--dry-run", action="store_true", help="report the cross-validation, write nothing")
    options = parser.parse_args()
    pages = [page for corpus in CORPUS_WEIGHTS for page in load_pages(options.corpora / corpus)]
    folds = fold_numbers([page.site for page in pages])
    first_rows = [page.first for page in pages]
    chances = out_of_fold(pages, first_rows, folds, PENALTIES["first"])
    report("first look", pages, chances)
    second_rows = [
        second_look(page.evidence, page.first, full_chances(page, own))
        for page, own in zip(pages, chances, strict=True)
    ]
    report("second look", pages, out_of_fold(pages, second_rows, folds, PENALTIES["second"]))
    if not options.dry_run:
        lines = [HEADER]
        for name, rows in (("first", first_rows), ("second", second_rows)):
            weights = fit(pages, rows, PENALTIES[name])
            lines += [
                f"[{name}]",
                *(f'"{key}" = {weights[key]:.2f}' for key in sorted(weights) if abs(weights[key]) >= 0.005),
                "",
            ]
        target = Path(__file__).resolve().parents[2] / "reader" / "extract" / "weights.toml"
        target.write_text("\n".join(lines), encoding="utf-8")
    return 0


def load_pages(folder: Path) -> Iterator[LabelledPage]:
    """Yield the pages of one corpus with their labels."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            content = gzip.decompress((folder / "pages" / f"{truth['id']}.html.gz").read_bytes())
            page = Page(content=content, form=PageForm.HTML, origin=PageOrigin.FILE, url=truth["url"])
            yield label(folder.name, truth, read_html(page).evidence)


def label(corpus: str, truth: dict[str, Any], evidence: PageEvidence) -> LabelledPage:
    """Compare each segment with the true text."""
    body = truth.get("body") or []
    blocks = [block["x"] for block in body] if isinstance(body, list) else body.split("\n")
    right, exact = shingles("\n".join(blocks)), {words(block) for block in blocks}
    decks = shingles("\n".join(truth.get("summary") or []))
    optional = shingles("\n".join(truth.get("optional") or []))
    page = LabelledPage(
        corpus=corpus,
        site=truth["site"],
        evidence=evidence,
        first=first_look(evidence),
        indexes=[],
        labels=[],
        weights=[],
        letters=[],
    )
    for index, segment in enumerate(evidence.segments):
        own = words(segment.text)
        if segment.kind not in TEXT_KINDS or not own:
            continue
        if corpus == "snippets":
            is_right, counts = compare_snippets(segment, truth)
        else:
            is_right = cover(own, right) >= 0.6 if len(own) >= 4 else own in exact
            counts = 1.0
            if not is_right and decks and cover(own, decks) > 0.6:
                is_right, counts = True, 0.6
            elif not is_right and optional and cover(own, optional) > 0.6:
                counts = 0.0
        page.indexes.append(index)
        page.labels.append(int(is_right))
        page.weights.append(counts * CORPUS_WEIGHTS[corpus] * min(len(own), 60) ** 0.5)
        page.letters.append(segment.letters)
    return page


def compare_snippets(segment: Segment, truth: dict[str, Any]) -> tuple[bool, float]:
    """Whether a segment holds a snippet that must be there; weight 0 if it holds none of either sort."""
    text = " ".join(segment.text.split())
    if any(" ".join(snippet.split()) in text for snippet in truth["with"]):
        return True, 1.0
    return False, float(any(" ".join(snippet.split()) in text for snippet in truth["without"]))


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`, case folded; in scripts without spaces, the characters."""
    return tuple(_WORD.findall(text.casefold()))


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the four-word shingles of `text`."""
    found = words(text)
    return {found[at : at + 4] for at in range(len(found) - 3)}


def cover(own: tuple[str, ...], known: set[tuple[str, ...]]) -> float:
    """Return the share of the shingles of `own` that are known."""
    mine = {own[at : at + 4] for at in range(len(own) - 3)}
    return len(mine & known) / len(mine) if mine else 0.0


def fold_numbers(sites: Sequence[str]) -> list[int]:
    """Deal the sites out to folds, largest first, so that a site is wholly in one."""
    sizes = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for site in sorted(set(sites), key=lambda site: (-sites.count(site), site)):
        fold_of[site] = sizes.index(min(sizes))
        sizes[fold_of[site]] += sites.count(site)
    return [fold_of[site] for site in sites]


def out_of_fold(
    pages: list[LabelledPage], rows: list[list[Features]], folds: list[int], penalty: float
) -> list[list[float]]:
    """Return the chances of each page's segments from a model that has not seen its site."""
    from reader.extract.features import weigh

    result: list[list[float]] = [[] for _ in pages]
    for fold in range(FOLDS):
        seen = [number for number in range(len(pages)) if folds[number] != fold]
        weights = fit([pages[number] for number in seen], [rows[number] for number in seen], penalty)
        for number in range(len(pages)):
            if folds[number] == fold:
                result[number] = [weigh(rows[number][index], weights) for index in pages[number].indexes]
    return result


def full_chances(page: LabelledPage, chances: list[float]) -> list[float]:
    """Spread the chances of the text segments over all segments of the page."""
    result = [0.0] * len(page.evidence.segments)
    for index, chance in zip(page.indexes, chances, strict=True):
        result[index] = chance
    return result


def fit(pages: list[LabelledPage], rows: list[list[Features]], penalty: float) -> dict[str, float]:
    """Return the weights of a logistic regression over all labelled segments; the bias is not penalised."""
    import numpy as np  # type: ignore[import-not-found, unused-ignore]  # of this script alone

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
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ beta, -30, 30)))
        gradient = matrix.T @ (counts * (target - chance)) - ridge * beta
        hessian = (matrix * (counts * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-4:
            break
    return {name: float(beta[number]) for name, number in column.items()}


def report(title: str, pages: list[LabelledPage], chances: list[list[float]]) -> None:
    """Print precision, recall and F1 by letters, mean over the pages of each corpus."""
    for corpus in CORPUS_WEIGHTS:
        precisions, recalls = [], []
        for page, own in zip(pages, chances, strict=True):
            if page.corpus != corpus:
                continue
            rows = [row for row in zip(own, page.labels, page.weights, page.letters, strict=True) if row[2] > 0]
            hit = sum(letters for chance, right, _, letters in rows if chance >= 0.5 and right)
            taken = sum(letters for chance, _, _, letters in rows if chance >= 0.5)
            wanted = sum(letters for _, right, _, letters in rows if right)
            precisions += [hit / taken] if taken else []
            recalls += [hit / wanted] if wanted else []
        precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
        f1 = 2 * precision * recall / (precision + recall)
        sys.stdout.write(f"{title:12} {corpus:12} precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}\n")


if __name__ == "__main__":
    raise SystemExit(main())
