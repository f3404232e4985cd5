"""The sample articles: each is one text with what is made of it, and no two are one."""

from itertools import combinations

import pytest

from reader.dedupe.same_text import FEW_WORDS, Text, compare
from tests.samples.pages import expectations, extracted, page_of

WITH_TEXT = [path for path in expectations() if len(extracted(page_of(path))["body"]) > 1_500]


def text_of(number: int) -> Text:
    """Return a sample as it is compared."""
    found = extracted(page_of(WITH_TEXT[number]))
    return Text(found["title"] or "", found["body"], found["language"] or "")


def test_there_are_samples_in_many_languages() -> None:
    assert len(WITH_TEXT) >= 10
    assert len({text_of(number).language for number in range(len(WITH_TEXT))}) >= 4


@pytest.mark.parametrize("number", range(len(WITH_TEXT)), ids=lambda number: WITH_TEXT[number].parent.name)
def test_a_sample_is_one_text_with_its_cuts_and_rewrites(number: int) -> None:
    whole = text_of(number)
    paragraphs = [paragraph for paragraph in whole.body.split("\n\n") if paragraph]
    half, most = len(paragraphs) // 2, max(1, len(paragraphs) // 5)
    made = {
        "cut": paragraphs[: max(half, 2)],
        "first paragraph left out": paragraphs[1:],
        "turned round": paragraphs[::-1],
        "some left out": [paragraph for place, paragraph in enumerate(paragraphs) if place % 4 != 2],
        "something else before it": ["Nobody had thought that it would come to this.", *paragraphs],
        "the end left out": paragraphs[:-most],
    }
    for what, some in made.items():
        other = Text("A headline of our own", "\n\n".join(some), whole.language)
        if other.size >= 3 * FEW_WORDS:
            assert compare(whole, other).is_same, what


def test_no_two_samples_are_one_text() -> None:
    for one, other in combinations(range(len(WITH_TEXT)), 2):
        is_copy = WITH_TEXT[one].parent.name.split("-")[:2] == WITH_TEXT[other].parent.name.split("-")[:2]
        if not is_copy:
            assert not compare(text_of(one), text_of(other)).is_same
