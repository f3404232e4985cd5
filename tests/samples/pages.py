"""The sample pages, what is expected of them, and what the cleaner makes of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from reader.extract.json_form import article_to_object
from reader.extract.pipeline import extract
from reader.fetch.source import read_file

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"


def expectations() -> list[Path]:
    """All expectation files: `expected.json`, and `expected-NAME.json` for a page NAME that is not the first."""
    return sorted(SAMPLES.glob("*/expected*.json"))


def page_of(expected: Path) -> Path:
    """The page that an expectation is about."""
    name = expected.stem.removeprefix("expected").removeprefix("-")
    names = [name + ".html"] if name else ["index.html", "article.md", "page.txt"]
    return next(path for path in (expected.parent / name for name in names) if path.exists())


@cache
def extracted(page: Path) -> dict[str, Any]:
    """What `extract --json` would say of a page."""
    return article_to_object(extract(read_file(page)))


def expected(path: Path) -> dict[str, Any]:
    """What an expectation file says."""
    return dict(json.loads(path.read_text(encoding="utf-8")))
