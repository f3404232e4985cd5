"""Where words may be divided."""

import pytest

from reader.layout.hyphenation import Hyphenator, hyphenator_for


def divided(word: str, language: str) -> str:
    hyphenator = hyphenator_for(language)
    assert hyphenator is not None
    parts, at = [], 0
    for place in hyphenator.places(word):
        parts.append(word[at:place])
        at = place
    return "-".join([*parts, word[at:]])


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("hyphenation", "en", "hy-phen-a-tion"),
        ("Wissenschaftler", "de-CH", "Wis-sen-schaft-ler"),
        ("правительство", "ru", "пра-ви-тель-ство"),
        ("periodistas", "es-MX", "pe-rio-dis-tas"),
        ("lettergrepen", "nl", "let-ter-gre-pen"),
    ],
)
def test_words_are_divided_by_the_patterns_of_their_language(word: str, language: str, expected: str) -> None:
    assert divided(word, language) == expected


@pytest.mark.parametrize("word", ["river", "UNESCO", "McDonalds", "Hamilton", "iPhones", "b2b-platform", "", "x" * 200])
def test_short_words_names_and_what_is_no_word_stay_whole(word: str) -> None:
    assert divided(word, "en") == word


def test_a_place_that_changes_the_spelling_is_none() -> None:
    assert divided("asszonyok", "hu") == "asszo-nyok"  # the first would be asz-szonyok


@pytest.mark.parametrize("language", ["", "xx", "ja", "ar", "he", "12"])
def test_a_language_without_patterns_has_no_hyphens(language: str) -> None:
    assert hyphenator_for(language) is None


def test_all_patterns_that_come_with_pyphen_can_be_read() -> None:
    from pyphen import LANGUAGES

    assert all(isinstance(hyphenator_for(name), Hyphenator) for name in LANGUAGES)
