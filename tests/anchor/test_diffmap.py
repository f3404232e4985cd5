from hypothesis import given
from hypothesis import strategies as st

from reader.anchor.diffmap import NONE, WordMap, align
from reader.anchor.doubts import drop_dead_sentences, drop_lonely_runs, grow_runs, slide_runs
from reader.anchor.moves import link_moved, link_within_moved
from reader.anchor.wording import Wording

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "12", "the", "of", "end."]), max_size=60)


def check(words: WordMap) -> None:
    """Links are between equal words and the same seen from both sides."""
    for old, new in enumerate(words.forth):
        assert new == NONE or (words.back[new] == old and words.a[old] == words.b[new])
    assert sum(new != NONE for new in words.forth) == sum(old != NONE for old in words.back)


@given(WORDS, WORDS)
def test_every_step_keeps_the_links_true(old: list[str], new: list[str]) -> None:
    words = WordMap(Wording(" ".join(old)), Wording(" ".join(new)))
    align(words)
    check(words)
    linked = [to for to in words.forth if to != NONE]
    assert linked == sorted(linked)
    slide_runs(words)
    check(words)
    drop_lonely_runs(words)
    check(words)
    drop_dead_sentences(words)
    check(words)
    link_moved(words)
    check(words)
    alive = drop_dead_sentences(words)
    grow_runs(words, alive)
    check(words)
    link_within_moved(words, alive)
    check(words)


@given(WORDS)
def test_a_text_is_mapped_to_itself(old: list[str]) -> None:
    words = WordMap(Wording(" ".join(old)), Wording(" ".join(old)))
    align(words)
    assert words.forth == list(range(len(words.a)))


def test_a_large_gap_is_crossed_by_unique_runs() -> None:
    old = [f"w{number}" for number in range(1_000)]
    new = [word for number, word in enumerate(old) if number % 11]
    words = WordMap(Wording(" ".join(old)), Wording(" ".join(new)))
    align(words)
    assert [words.forth[number] == NONE for number in range(1_000)] == [number % 11 == 0 for number in range(1_000)]
