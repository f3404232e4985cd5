"""Score floors on real pages, where the measuring kit lies beside the project. What the kit measures may never fall silently.

Slow: `pytest -m slow tests/corpus`. The samples, which are ours and always here, are held to the letter in `tests/samples`.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KIT = ROOT.parent / "shared" / "corpora"
CORPORA = ("fundus", "scrapinghub", "mozilla", "snippets")

FLOORS: dict[str, dict[str, float]] = {
    "fundus": {
        "F1": 0.984,
        "title": 0.985,
        "date": 0.985,
        "author": 0.93,
        "standfirst": 0.97,
        "para": 0.978,
        "paraP": 0.935,
        "capR": 0.95,
        "capP": 0.95,
    },
    "scrapinghub": {"F1": 0.975, "acc": 0.52},
    "mozilla": {"F1": 0.96},
    "snippets": {"F1": 0.93},
}
"""Just under what was measured last; raise a floor when a change has carried the figure well past it."""

CEILINGS: dict[str, dict[str, float]] = {"fundus": {"leak": 0.013, "pages<.9": 0.025}}
"""The same for what shall be small."""

CORPUS_DIGEST = "01b1bc3db1c5de7c"
"""The start of the SHA-256 of the four truths, one after the other."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not KIT.exists(), reason=f"the measuring kit is not at {KIT}"),
]


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the kit's `score.py` measures on all four corpora."""
    out = tmp_path_factory.mktemp("scores") / "numbers.json"
    command = f"{sys.executable} -m reader extract --batch"
    done = subprocess.run(
        [sys.executable, str(KIT / "score.py"), "--batch", command, "--json", str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    print(done.stdout)
    results: dict[str, dict[str, Any]] = json.loads(out.read_text())["results"]
    return results


def test_the_corpora_are_those_the_floors_were_set_on() -> None:
    digest = hashlib.sha256()
    for corpus in CORPORA:
        digest.update((KIT / corpus / "truth.jsonl").read_bytes())
    assert digest.hexdigest()[:16] == CORPUS_DIGEST


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_page_fails(numbers: dict[str, dict[str, Any]], corpus: str) -> None:
    assert numbers[corpus]["failed"] == 0


@pytest.mark.parametrize(
    ("corpus", "column", "floor"),
    [(corpus, column, floor) for corpus, floors in FLOORS.items() for column, floor in floors.items()],
)
def test_figure_is_at_or_above_its_floor(
    numbers: dict[str, dict[str, Any]], corpus: str, column: str, floor: float
) -> None:
    assert numbers[corpus][column] >= floor


@pytest.mark.parametrize(
    ("corpus", "column", "ceiling"),
    [(corpus, column, ceiling) for corpus, ceilings in CEILINGS.items() for column, ceiling in ceilings.items()],
)
def test_figure_is_at_or_below_its_ceiling(
    numbers: dict[str, dict[str, Any]], corpus: str, column: str, ceiling: float
) -> None:
    assert numbers[corpus][column] <= ceiling
