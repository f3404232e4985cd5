"""Fits the weights by which the cleaner decides block by block, and writes them to `reader/extract/decision/weights.toml`.

    python -m tests.benchmarks.fit_weights ../shared/corpora

Needs numpy (`pip install numpy`; nothing else of the project does) and the article corpora. What they are fitted on and how:
`labelled_pages` and `weight_fitting`; what they are worth on sites that they have not seen: `cross_validate`.
"""

import argparse
import sys
from pathlib import Path

from tests.benchmarks.labelled_pages import load_corpora
from tests.benchmarks.weight_fitting import fit_both, take_first_look

HEADER = """\
# What each feature of `features` weighs: the logarithm of the odds it adds that a segment is part of the article.
#
# Fitted by logistic regression (L2) on the segments of 780 pages with known articles, a segment counted by the square root of
# its words; the second look was fitted on chances from models that had not seen the site. `tests/benchmarks/fit_weights.py`
# makes this file; after a change to `features`, `prune` or `segments` run it again.
"""


def main() -> int:
    """Fit and write. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder with fundus/, scrapinghub/, mozilla/ and snippets/")
    options = parser.parse_args()
    lines = [HEADER]
    for look, weights in fit_both(take_first_look(load_corpora(options.corpora))).items():
        kept = {name: weight for name, weight in weights.items() if abs(weight) >= 0.005}
        lines += [f"[{look}]", *(f'"{name}" = {kept[name]:.2f}' for name in sorted(kept)), ""]
    target = Path(__file__).resolve().parents[2] / "reader" / "extract" / "decision" / "weights.toml"
    target.write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
