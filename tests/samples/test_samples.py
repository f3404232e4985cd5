"""The gate: every sample article is cleaned to the letter into what stands in the `expected.json` beside it.

The floor of every score is 1 here: fields, paragraphs, figures. So that no expectation is lowered in passing, a digest holds
pages and expectations; who changes one on purpose writes the new digest here, and the change can be seen.
"""

import hashlib
from itertools import chain
from pathlib import Path

import pytest

from tests.samples.pages import SAMPLES, expectations, expected, extracted, page_of

SAMPLES_DIGEST = "a551907d6d11307a"
"""The start of the SHA-256 of all pages and expectations, in the order of their names."""
MAX_PICTURE_BYTES = 40_000
FIELDS = (
    "title kicker deck authors agencies place published updated site section language canonical tags kind partial next_pages"
).split()

every_sample = pytest.mark.parametrize(
    "path", expectations(), ids=lambda path: f"{path.parent.name}/{page_of(path).name}"
)


def test_pages_and_expectations_are_those_the_gate_was_set_on() -> None:
    digest = hashlib.sha256()
    for path in sorted(chain(expectations(), map(page_of, expectations()))):
        digest.update(path.relative_to(SAMPLES).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    assert digest.hexdigest()[:16] == SAMPLES_DIGEST


@every_sample
def test_the_fields_are_those_of_the_page(path: Path) -> None:
    wanted, found = expected(path), extracted(page_of(path))
    assert {name: found[name] for name in FIELDS} == {name: wanted[name] for name in FIELDS}


@every_sample
def test_the_body_is_the_article_and_nothing_else(path: Path) -> None:
    wanted, found = expected(path), extracted(page_of(path))
    assert found["body"].split("\n\n") == wanted["body"].split("\n\n")


@every_sample
def test_every_caption_stands_once_in_its_figure_with_the_credit_apart(path: Path) -> None:
    wanted, found = expected(path), extracted(page_of(path))
    figures = [{name: figure[name] for name in ("src", "alt", "caption", "credit")} for figure in found["figures"]]
    assert figures == wanted["figures"]
    assert found["captions"] == wanted["captions"]


@every_sample
def test_the_pictures_of_a_sample_lie_beside_it_and_are_small(path: Path) -> None:
    wanted = expected(path)
    pictures = [path.parent / figure["src"] for figure in wanted["figures"] if figure["src"]]
    assert [picture.name for picture in pictures if not picture.is_file()] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > MAX_PICTURE_BYTES] == []


def test_there_are_at_least_sixteen_pages_and_one_of_them_is_very_long() -> None:
    bodies = [expected(path)["body"] for path in expectations()]
    assert len(bodies) >= 16
    assert max(len(body.split()) for body in bodies) >= 10_000


def test_a_page_and_its_copy_out_of_a_browser_say_the_same() -> None:
    page, copied = extracted(SAMPLES / "night-train/index.html"), extracted(SAMPLES / "night-train-copied/page.txt")
    assert copied["body"] == page["body"]
    assert copied["captions"] == page["captions"]
