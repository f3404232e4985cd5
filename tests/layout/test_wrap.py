"""Where lines end."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.layout import cells
from reader.layout.cells import shorten
from reader.layout.wrap import fold, fold_evenly, trim_row, wrap, wrap_dividing


def lines(text: str, width: int) -> list[str]:
    starts = wrap(text, width)
    return [text[a : trim_row(text, a, b)] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_rows_break_after_words() -> None:
    assert lines("one two three four", 9) == ["one two", "three", "four"]


def test_a_word_that_fits_exactly_stays_and_its_space_hangs() -> None:
    assert lines("abcdef ghi", 6) == ["abcdef", "ghi"]


def test_a_long_word_is_cut_at_the_width() -> None:
    assert [len(line) for line in lines("x" * 5000, 60)] == [60] * 83 + [20]


def test_a_break_after_a_hyphen_is_better_than_a_long_gap() -> None:
    assert lines("a Donaudampfschiff-fahrtsgesellschaft b", 24) == ["a Donaudampfschiff-", "fahrtsgesellschaft b"]


def test_a_short_gap_is_better_than_a_hyphen() -> None:
    assert lines("the run of twenty-two winters", 19) == ["the run of", "twenty-two winters"]


def test_newlines_end_rows_and_stay_in_them() -> None:
    assert wrap("ab\n\ncd", 10) == [0, 3, 4]


def test_a_part_of_a_text_is_wrapped_in_its_own_offsets() -> None:
    assert wrap("xx one two", 4, 3) == [3, 7]
    assert wrap("one two xx", 4, 0, 7) == [0, 4]


def test_an_empty_text_is_one_row() -> None:
    assert wrap("", 10) == [0]


def test_closing_marks_never_begin_a_row() -> None:
    assert lines("渡し船が来た。それで", 12) == ["渡し船が来", "た。それで"]
    assert lines("渡し船 GDP が来た。それで", 18) == ["渡し船 GDP が来", "た。それで"]


def test_opening_marks_never_end_a_row() -> None:
    assert lines("渡し船「来た」", 8) == ["渡し船", "「来た」"]


def test_korean_breaks_between_words() -> None:
    assert lines("나룻배가 다시 다닌다", 12) == ["나룻배가", "다시 다닌다"]


def test_thai_never_breaks_before_a_vowel_sign() -> None:
    assert all(line[0] not in "ะาำิีุู่้" for line in lines("เรือข้ามฟากที่เคยเชื่อมสองฝั่งของทะเลสาบ", 10))


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦" * 9, "❤️ " * 20, "e\u0301" * 40, "क्षि" * 20])
def test_no_grapheme_is_cut(text: str) -> None:
    for start in wrap(text, 7)[1:]:
        assert cell_len(text[:start]) + cell_len(text[start:]) == cell_len(text)
        assert text[start] not in "\u200d\ufe0f\u0301"


@given(st.text(alphabet="ab —-渡。「船👩é한ש\u0301\n", max_size=120), st.integers(2, 40))
def test_rows_hold_every_letter_once_and_none_is_too_wide(text: str, width: int) -> None:
    starts = wrap(text, width)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(cell_len(line) <= width for line in lines(text, width))
    assert "".join(lines(text, width)).replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_no_word_stands_alone_below_a_full_line() -> None:
    text = "Nothing in the library is found by “zebra”. esc goes back."
    assert fold(text, 55, 8)[-1] == "back."
    assert fold_evenly(text, 55, 8) == ["Nothing in the library is found", "by “zebra”. esc goes back."]
    assert fold_evenly("One two three four five", 14, 8) == fold("One two three four five", 14, 8)
    assert fold_evenly("One two three", 40, 8) == ["One two three"]
    assert fold_evenly("", 40, 8) == [""]


def test_what_has_no_space_and_is_no_word_is_cut_where_rows_end() -> None:
    text = f"before {'a,b-' * 50_000} after it all"
    starts = wrap(text, 40)
    divided = wrap_dividing(text, 40, lambda word: (2, 4), indent=2)
    for found in (starts, divided.starts):
        assert found == sorted(set(found))
        assert max(later - at for at, later in pairwise(found)) <= 40
    assert {later - at for at, later in pairwise(starts[2:-3])} == {40}
    assert not divided.divided


@pytest.mark.parametrize(
    "text", ["渡し船が来た。" * 200_000, "a" * 1_000_000, "the ferry " * 200_000, "a\u0301" * 500_000, "x\n" * 500_000]
)
def test_of_a_text_without_end_a_few_lines_are_looked_at(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fold(text[:20_000], 40, 3)
    looked: list[int] = []

    def counting(original: Callable[[str], Any]) -> Callable[[str], Any]:
        def counted(piece: str) -> Any:
            looked.append(len(piece))
            return original(piece)

        return counted

    for name in ("widths", "is_plain"):
        monkeypatch.setattr(cells, name, counting(getattr(cells, name)))
    assert fold(text, 40, 3) == whole
    assert shorten(text, 40) == shorten(text[:20_000], 40)
    assert sum(looked) < 20_000
    assert whole[-1].endswith("…")
