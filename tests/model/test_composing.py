"""Composing is that of `unicodedata`, wherever it is taken for done without asking."""

import sys
import unicodedata

import pytest

from reader.model.composing import composed, composed_after_cuts, reaches_beyond
from reader.model.nonstarters import MAX_RUN


def _parts() -> tuple[set[str], set[str]]:
    """Return every letter that can be taken apart, and every mark or letter that ends one."""
    whole, seconds = set(), set()
    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code))
        if parts and not parts.startswith("<"):
            whole.add(chr(code))
            seconds.add(chr(int(parts.split()[-1], 16)))
    return whole, {second for second in seconds if second < "\uf900"} | {"\u1161", "\u1175", "\u11a8", "\u11c2"}


def test_every_pair_that_may_compose_is_composed_as_python_does() -> None:
    whole, seconds = _parts()
    firsts = (
        whole
        | {part for letter in whole for part in unicodedata.normalize("NFD", letter)}
        | {"가", "각", "ᄀ", "ᄒ", "x"}
    )
    marks = [second for second in seconds if unicodedata.combining(second) or second > "\u093b"]
    firsts = {first for first in firsts if not "\uf900" <= first <= "\ufad9" and first < "\U0002f800"}
    for second in marks:
        for first in firsts:
            if composed(first + second) != unicodedata.normalize("NFC", first + second):
                pytest.fail(f"{first!a} {second!a}")


@pytest.mark.parametrize("text", ["सड़क ज़्यादा", "ন\u09bc বড়", "ကြီး", "கா கொ", "а\u0301 и\u0301"])
def test_what_is_composed_is_found_so_without_taking_it_apart(text: str) -> None:
    assert unicodedata.is_normalized("NFC", text)
    assert composed(text) is text


@pytest.mark.parametrize(
    "text", ["ड\u094d\u093c", "ज\u093c\u0301\u094d", "\u1e02\u0323", "\u0958", "ড\u09bc \U000110ba\U00011099"]
)
def test_what_is_out_of_order_or_may_compose_is_normalised(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)


def test_run_that_grows_by_composing_is_cut_again() -> None:
    cut = composed_after_cuts("q" + "\u0344" * MAX_RUN)
    assert cut == "q" + "\u0308\u0301" * (MAX_RUN // 2)
    assert unicodedata.is_normalized("NFC", cut)


def test_letters_beyond_the_basic_plane_are_seen() -> None:
    assert reaches_beyond("a👍")
    assert reaches_beyond("\ud800")  # may be: nobody can tell from half of one
    assert not reaches_beyond("añ港")
