"""Texts that were written to take time: the work is counted, and grows with the text and not with its square."""

import pytest

from reader.anchor import diffmap
from reader.anchor.describe import describe
from reader.anchor.diffmap import LARGEST_GAP
from reader.anchor.resolve import resolve_many
from reader.model.annotation import AnchorState

HOSTILE = {
    "one word": ("word " * 20_000, "word " * 19_000 + "end"),
    "two words": ("a b " * 10_000, "b a " * 10_000),
    "numbers": (" ".join(str(at % 100) for at in range(30_000)), " ".join(str(at % 99) for at in range(30_000))),
    "equal paragraphs": ("The same again.\n\n" * 5_000, "New.\n\n" + "The same again.\n\n" * 4_900),
    "letters without spaces": ("a" * 300_000, "a" * 290_000 + "b"),
    "one letter of a script without spaces": ("\u4e00" * 20_000, "\u4e00" * 19_000 + "b"),
    "lines of a letter": ("a\n" * 20_000, "b a\n" * 15_000),
    "marks": ('"' * 100_000 + " x", "“" * 90_000 + " x"),
    "one long sentence": (
        " ".join(f"w{at * 7}" for at in range(20_000)),
        " ".join(f"w{at * 7}" for at in range(1, 20_000)),
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("has_text", [True, False])
def test_the_work_is_bounded_by_the_length(kind: str, has_text: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = HOSTILE[kind]
    grams: list[int] = []
    gaps: list[int] = []
    unique_grams, link_subsequence = diffmap._unique_grams, diffmap._link_subsequence

    def count_grams(ids: list[int], low: int, high: int, size: int) -> dict[int, int]:
        grams.append(high - low)
        return unique_grams(ids, low, high, size)

    def count_gaps(words: diffmap.WordMap, low: int, high: int, new_low: int, new_high: int) -> None:
        gaps.append((high - low) * (new_high - new_low))
        link_subsequence(words, low, high, new_low, new_high)

    monkeypatch.setattr(diffmap, "_unique_grams", count_grams)
    monkeypatch.setattr(diffmap, "_link_subsequence", count_gaps)
    marks = [describe(old, at, at + 1) for at in (0, len(old) // 3, len(old) // 2) if old[at].strip()]
    anchors = resolve_many(marks, new, old_text=old if has_text else None)
    assert all(anchor.state is AnchorState.ORPHAN or anchor.start < anchor.end <= len(new) for anchor in anchors)
    assert sum(grams) <= 4 * len(diffmap.GRAM_SIZES) * (len(old) + len(new))
    assert max(gaps, default=0) <= LARGEST_GAP
