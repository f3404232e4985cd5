import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.anchor.wording import MAX_SENTENCE_WORDS, Wording, same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “late”", 'it\'s "LATE"'),
        ("so\u00adft hy\u200bphen", "soft hyphen"),
        ("ﬁnal ofﬁce", "final office"),
        ("cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("a\u00a0b\n\nc", "a b c"),
        ("漢字、かな", "漢字かな"),
    ],
)
def test_other_typography_is_the_same_wording(one: str, other: str) -> None:
    assert same_words(one, other)
    assert not same_words(one, other + " more")


@given(st.text(alphabet="ab ÄB漢字.!\n\u00ad\u0301-“”12", max_size=60))
def test_words_are_ordered_and_lie_in_the_text(text: str) -> None:
    wording = Wording(text)
    assert len(wording.words) == len(wording.starts) == len(wording.ends)
    assert all(start < end for start, end in zip(wording.starts, wording.ends, strict=True))
    assert wording.starts == sorted(wording.starts)
    assert wording.sentences == sorted(set(wording.sentences)) or not wording.words


def test_a_range_touches_the_words_it_cuts() -> None:
    wording = Wording("one two three four")
    assert wording.span(4, 7) == (1, 2)
    assert wording.span(5, 9) == (1, 3)
    assert wording.span(3, 4) == (1, 1)


def test_sentences_are_bounded() -> None:
    wording = Wording("word " * 1_000)
    lengths = [high - low for low, high in zip(wording.sentences, wording.sentences[1:], strict=False)]
    assert max(lengths) == MAX_SENTENCE_WORDS


def test_a_part_keeps_the_offsets_of_the_whole() -> None:
    wording = Wording("One two three four. Five six seven eight nine. Ten.")
    part = wording.part(4, 9)
    assert part.words == ["five", "six", "seven", "eight", "nine"]
    assert part.text[part.starts[0] : part.ends[0]] == "Five"
    assert part.ends_sentence(4)
