"""Which texts are one: measured on pairs of nine languages, with floors, and on what decides."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from reader.dedupe import same_text
from reader.dedupe.same_text import Text, compare
from reader.dedupe.shingles import SKETCH_SIZE, sketch_of, words_of
from tests.dedupe.agency_texts import REPORTS, Agency
from tests.dedupe.pairs import near_misses, original, pairs, rewrites

LEAST_PRECISION = 1.0
"""Two reports under one entry hide news: worse than an entry twice."""
LEAST_RECALL = 0.97
LEAST_SHARED_HASHES = 4
"""What the library asks for before it compares the texts."""

BOILERPLATE = (
    "Subscribe to our morning letter and read on wherever you are. All rights reserved by the publisher of this paper."
)


def test_same_texts_are_found_and_others_are_not() -> None:
    wrong: dict[bool, list[str]] = {True: [], False: []}
    total = {True: 0, False: 0}
    for pair in pairs():
        total[pair.is_same] += 1
        if compare(pair.one, pair.other).is_same != pair.is_same:
            wrong[pair.is_same].append(pair.what)
    found = total[True] - len(wrong[True])
    assert total[True] > 120
    assert total[False] > 80
    assert found / (found + len(wrong[False])) >= LEAST_PRECISION, wrong[False]
    assert found / total[True] >= LEAST_RECALL, wrong[True]


def test_comparing_does_not_depend_on_which_text_came_first() -> None:
    for pair in pairs():
        assert compare(pair.one, pair.other).is_same == compare(pair.other, pair.one).is_same, pair.what


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.language} {report.title[:20]}")
def test_sketches_of_one_text_meet(report: Agency) -> None:
    first = original(report)
    sketch = set(sketch_of(first.title, words_of(first.body)))
    for what, text in rewrites(report):
        assert len(sketch & set(sketch_of(text.title, words_of(text.body)))) >= LEAST_SHARED_HASHES, what


def test_a_sketch_is_small_and_the_same_every_time() -> None:
    words = words_of("one two three four five six seven " * 300 + "eight nine ten")
    assert len(sketch_of("A title", words)) <= SKETCH_SIZE + 1
    assert sketch_of("The bell of Sollet", words_of("The bell was heard at night.")) == (
        1417747413,
        1497950400,
        1544109251,
        4066068566,
    )


def test_thousands_are_one_number_however_they_are_written() -> None:
    assert words_of("1,200,000") == words_of("1.200.000") == words_of("1200000") == ["1200000"]
    assert words_of("3.5") == ["3", "5"]


def test_teasers_are_one_only_if_the_headline_says_so() -> None:
    teaser = "The council has decided to keep the old bridge open for another year, in spite of the cost."
    assert compare(Text("Old bridge stays open", teaser), Text("Old bridge stays open", teaser)).is_same
    assert not compare(Text("Old bridge stays open", teaser), Text("Comment: money well spent?", teaser)).is_same


def test_a_notice_under_every_text_makes_no_two_of_them_one() -> None:
    for one, other in pairwise(REPORTS):
        texts = (Text(report.title, f"{report.lead}\n{BOILERPLATE}") for report in (one, other))
        assert not compare(*texts).is_same


def test_a_notice_in_place_of_the_text_makes_no_two_articles_one() -> None:
    wall = (
        "You have read your five free articles of this month. Subscribe now to read on: the first four weeks cost one crown, "
        "and you can cancel at any time. Subscribers read all articles of the paper, listen to its reports and get the "
        "letter of the editors every evening. Do you have an account already? Then sign in with your address and your word."
    )
    for one, other in pairwise(REPORTS):
        assert not compare(Text(one.title, wall), Text(other.title, wall)).is_same
    first = REPORTS[0]
    assert compare(Text(first.title, wall), Text(first.title, wall)).is_same


def test_an_article_that_says_nothing_is_like_no_other() -> None:
    assert not compare(Text("", ""), Text("", "")).is_same
    assert not compare(Text("Title", "…"), original(REPORTS[0])).is_same


def test_texts_in_two_languages_are_two() -> None:
    report = original(REPORTS[0])
    assert not compare(Text(report.title, report.body, "en-GB"), Text(report.title, report.body, "de")).is_same
    assert compare(Text(report.title, report.body, "en-GB"), Text(report.title, report.body, "en-US")).is_same


def test_near_misses_share_words_enough_to_be_looked_at() -> None:
    """Else the precision above would say nothing about the comparison."""
    looked_at = [
        what
        for report in REPORTS
        for what, text in near_misses(report)
        if len(set(sketch_of("", words_of(original(report).body))) & set(sketch_of("", words_of(text.body)))) >= 4
    ]
    assert len(looked_at) >= 20


def test_hostile_texts_cost_no_more_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sentence, sentences that share what is common, one word of a million letters: work is counted, not time."""
    compared = 0
    common = same_text._common

    def counted(words: Sequence[str], others: Sequence[str]) -> int:
        nonlocal compared
        compared += len(words) + len(others)
        return common(words, others)

    monkeypatch.setattr(same_text, "_common", counted)
    same = Text("Same", "The same again. " * 100_000)
    alike = Text("Alike", " ".join(f"It is all the same to me and to you in {number}." for number in range(50_000)))
    long = Text("Long", "x" * 1_000_000)
    assert compare(same, same).is_same
    for one in (same, alike, long):
        for other in (same, alike, long):
            compare(one, other)
    assert compared < 200_000


def test_what_one_site_prints_twice_is_one_text_only_if_nearly_all_of_it_agrees() -> None:
    report = REPORTS[0]
    first = original(report)
    assert compare(first, first, is_one_source=True).is_same
    texts = dict(rewrites(report))
    assert compare(first, texts["a number corrected"], is_one_source=True).is_same
    for what in ("taken over, another headline", "cut inside", "much rewritten"):
        assert compare(first, texts[what]).is_same
        assert not compare(first, texts[what], is_one_source=True).is_same
