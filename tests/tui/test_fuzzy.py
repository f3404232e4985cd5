"""Fuzzy matching."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.fuzzy import best_first, score

COMMANDS = [
    "Star the article, or take the star away",
    "Archive the article",
    "Choose a theme",
    "Change the article's tags",
]


def best(typed: str) -> str:
    return best_first(typed, COMMANDS, lambda text: text)[0]


def test_nothing_typed_keeps_the_order() -> None:
    assert best_first("", COMMANDS, lambda text: text) == COMMANDS


def test_a_run_of_letters_wins_over_scattered_ones() -> None:
    assert best("theme") == "Choose a theme"
    assert best("tags") == "Change the article's tags"


def test_beginnings_win() -> None:
    assert best("ar") == "Archive the article"


def test_words_may_come_in_any_order() -> None:
    assert best("theme choose") == "Choose a theme"


def test_scattered_letters_are_found() -> None:
    assert best("chth") == "Choose a theme"


def test_case_and_accents_do_not_matter() -> None:
    assert score("ECOLE", "l'école") > 0


@given(st.text(max_size=10), st.text(max_size=30))
def test_what_is_not_there_scores_nothing(typed: str, text: str) -> None:
    points = score(typed, text)
    assert points >= 0
    assert points > 0 or typed.split()
