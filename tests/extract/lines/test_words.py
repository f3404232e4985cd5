"""Words in any script, and the folding by which they are looked up."""

import pytest

from reader.extract.lines.words import AFTER_WORD, BEFORE_WORD, WORD, any_of, fold, has_case, load_words, phrases


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉTÉ", "ete"),
        ("İstanbul", "istanbul"),
        ("١٢ مايو", "12 مايو"),
        ("１２：３０", "12:30"),
        ("d’août", "d'aout"),
        ("5\u202fh", "5 h"),
        ("A—B", "a-b"),
        ("ΤΕΛΟΣ", "τελοσ"),
    ],
)
def test_folding_keeps_every_letter_in_its_place(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At 5 p.m. d'août", ["At", "p.m", "d'août"]),
        ("नौका में", ["नौका", "में"]),
        ("e\u0301te\u0301!", ["e\u0301te\u0301"]),
        ("naïve_x 42", ["naïve", "x"]),
    ],
)
def test_a_word_has_its_marks_with_it(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


def test_borders_of_words_hold_in_scripts_with_marks() -> None:
    import re

    pattern = re.compile(f"{BEFORE_WORD}में{AFTER_WORD}")
    assert pattern.search("घर में है")
    assert not pattern.search("घरमें")


def test_phrases_are_parted_by_bars_and_lines_and_the_longest_is_tried_first() -> None:
    import re

    listed = phrases(" par | par le\nvon ")
    assert listed == ("par", "par le", "von")
    found = re.match(any_of(listed), "par le vent")
    assert found is not None
    assert found[0] == "par le"


def test_a_list_is_read_once() -> None:
    assert load_words("page_kinds") is load_words("page_kinds")


def test_scripts_without_capitals_have_no_case() -> None:
    assert has_case("漢a")
    assert not has_case("漢字 42")
