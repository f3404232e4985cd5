"""Folding and finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.widgets.finding import MOST_FOUND, find_all, fold


def found(text: str, query: str) -> list[str]:
    return [text[slice(*hit)] for hit in find_all(fold(text), query)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Ferry FERRY ferry", "ferry", ["Ferry", "FERRY", "ferry"]),
        ("café Café cafe\u0301", "cafe", ["café", "Café", "cafe\u0301"]),
        ("cafe", "CAFÉ", ["cafe"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Strasse", "straße", ["Strasse"]),
        ("the captain’s “word”", 'captain\'s "word"', ["captain’s “word”"]),
        ("2015–2026", "2015-2026", ["2015–2026"]),
        ("a boat.\nI. Rask", "boat. i.", ["boat.\nI."]),
        ("one\n\ntwo", "one two", ["one\n\ntwo"]),
        ("渡し船が来た", "船が", ["船が"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("Дом дом", "ДОМ", ["Дом", "дом"]),
        ("Čeština øre Łódź", "cestina ore lodz", ["Čeština øre Łódź"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("(x [y", "[y", ["[y"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("abc", "  ", []),
        ("abc", "d", []),
    ],
)
def test_case_accents_quotes_dashes_and_line_ends_are_folded(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


def test_a_letter_that_is_everywhere_is_found_so_often_and_no_more() -> None:
    assert len(find_all(fold("a" * 3 * MOST_FOUND), "a")) == MOST_FOUND


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="aÉeß ’ø\u0301漢", min_size=1, max_size=20), st.integers(0, 10), st.integers(1, 10))
def test_every_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    if part.strip() and not part.strip().startswith("\u0301"):
        assert find_all(fold(text), part)
