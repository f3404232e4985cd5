"""What the cleaner is worth on sites it has not seen: the kit's own columns, in sample and out of sample.

    python -m tests.benchmarks.cross_validate ../shared/corpora [--worst 20] [--save DIR]

The sites of all corpora are dealt out to folds; the weights are fitted on all folds but one, the whole pipeline runs on the
pages of the one left out, and `score.py` of the corpora judges what it says. In-sample figures come from weights fitted on
everything. Needs numpy. Rules and features are not cross-validated: they were written by people who had seen some of these pages.
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from reader.extract.html_page import make_article
from reader.extract.json_form import article_to_object
from tests.benchmarks.labelled_pages import LabelledPage, load_corpora
from tests.benchmarks.weight_fitting import FOLDS, FirstLook, fit_both, take_first_look

COLUMNS = {
    "scrapinghub": ("F1", "P", "R", "acc"),
    "fundus": ("F1", "P", "R", "pages<.9", "standfirst", "para", "paraP", "leak", "capR", "capP"),
    "mozilla": ("F1", "P", "R"),
    "snippets": ("F1", "P", "R", "acc"),
}

Predictions = dict[str, dict[str, Any]]
"""By the page's id."""


def main() -> int:
    """Measure and print. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder with score.py and the corpora")
    parser.add_argument(
        "--worst", type=int, default=0, help="list the N pages of each corpus that come out worst unseen"
    )
    parser.add_argument("--save", type=Path, help="folder to keep the out-of-sample predictions in, as <corpus>.jsonl")
    options = parser.parse_args()
    kit = load_kit(options.corpora)
    pages = load_corpora(options.corpora)
    seen, unseen = predict(take_first_look(pages), kit)
    for corpus, columns in COLUMNS.items():
        rows = [page.truth for page in pages if page.corpus == corpus]
        if not rows:
            continue
        inside, _ = kit.SCORERS[corpus](rows, seen[corpus], 1)
        outside, by_page = kit.SCORERS[corpus](rows, unseen[corpus], 1)
        sys.stdout.write(f"{corpus:12} {'in sample':>10} {'unseen':>8}\n")
        for column in columns:
            sys.stdout.write(f"  {column:10} {inside[column]:10.4f} {outside[column]:8.4f}\n")
        for row in sorted(rows, key=lambda row: by_page[row["id"]]["f1"])[: options.worst]:
            sys.stdout.write(f"    {by_page[row['id']]['f1']:.3f} {row['id']} {row['url']}\n")
        if options.save:
            save(options.save / f"{corpus}.jsonl", unseen[corpus])
    return 0


def load_kit(folder: Path) -> ModuleType:
    """Return the corpora's `score.py` as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"there is no score.py in {folder}")
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    return kit


def predict(look: FirstLook, kit: ModuleType) -> tuple[dict[str, Predictions], dict[str, Predictions]]:
    """Return what the pipeline says of every page, by corpus: with weights that have seen the page, and that have not."""
    seen: dict[str, Predictions] = {corpus: {} for corpus in COLUMNS}
    unseen: dict[str, Predictions] = {corpus: {} for corpus in COLUMNS}
    whole = fit_both(look)
    for fold in range(FOLDS):
        partial = fit_both(look, without_fold=fold)
        for page, own_fold in zip(look.pages, look.folds, strict=True):
            if own_fold == fold:
                seen[page.corpus][page.truth["id"]] = kit.tidy(_extract(page, whole))
                unseen[page.corpus][page.truth["id"]] = kit.tidy(_extract(page, partial))
    return seen, unseen


def _extract(page: LabelledPage, weights: dict[str, dict[str, float]]) -> dict[str, Any]:
    return article_to_object(make_article(page.reading, weights=weights))


def save(path: Path, predictions: Predictions) -> None:
    """Write predictions as the kit reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for identity, prediction in predictions.items():
            lines.write(json.dumps({**prediction, "id": identity}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
