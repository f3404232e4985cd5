"""The one form in which text is searched: what a word is, what counts as the same letter, and where words stand in a text.

The index stores `index_form` of every text, a query is looked up as `query_tokens`, and `find_words` marks what was found
in the original; all three rest on one table of letters, so that they cannot disagree.

- Case, accents and width do not count: `É` is `e`, `ß` is `ss`, `ø` is `o`, `æ` is `ae`, `ς` is `σ`, `ё` is `е`, `أ` is `ا`,
  `Ａ` is `a`, any script's digit is `0` to `9`. Hebrew points, Arabic vowel signs and tatweel are left out. `й`, `ї` and `ў`
  are letters of their own. The signs of Indic scripts belong to their word.
- Words end at everything that is no letter, sign or digit; so `don't`, `well-known` and `U.S.` are words in a row. `+` and `#`
  at the end of a word are words too (`C++`, `C#`), and so is every emoji.
- Scripts without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar …) are cut into overlapping pairs of code points, and so is Hangul,
  whose particles hang on to the words: 東京都 is stored as 東京 京都 都. The last letter stands alone so that each one begins a
  token: one letter alone is looked up as how a token begins.

Texts are expected as `model.text` cleans them (NFC). Everything is linear in the length of the text. Pure, standard library only;
called by the index, the query craft and the finding on the screen.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from reader.model.query import Words
from reader.model.search_letters import UNSPACED_CLASS, Origins, fold, prepared, spread, unspaced

__all__ = [
    "FORM_VERSION",
    "MOST_PLACES",
    "QueryTokens",
    "find_each",
    "find_words",
    "fold",
    "index_form",
    "index_words",
    "query_tokens",
]

FORM_VERSION = f"1/{unicodedata.unidata_version}"
"""Changes when `index_form` may give something else for the same text: an index built with another one is of no use."""

_LETTERS_AT_ONCE = 20_000
"""That are cut into pairs in one call: no other thread runs meanwhile, and the screen is one."""

MOST_PLACES = 10_000
"""Places of one word in one text after which searching stops."""


class QueryTokens(NamedTuple):
    """A word or phrase as it is looked up: tokens that stand one after the other in `index_form`."""

    tokens: tuple[str, ...]
    """Empty if there is nothing to look up in it: punctuation only."""
    is_prefix: bool
    """Whether the last one is only how a token begins."""


def index_form(text: str) -> str:
    """Return `text` as the index stores it: its tokens, separated by one space each.

    A token holds nothing of ASCII but `a-z0-9`. 0.03 ms for 5 kB of ASCII, 0.3 to 1.2 ms for 5,000 letters of other scripts.
    """
    if not text:
        return ""  # as most notes are
    form = spread(prepared(text))
    if not form.isascii():
        form = unspaced().sub(_pairs, form)
    return " ".join(form.split())


def index_words(text: str) -> list[str]:
    """Return the tokens of `index_form`, in order."""
    return index_form(text).split()


def query_tokens(words: Words) -> QueryTokens:
    """Return how `words` are looked up: whatever text they were cut from, at the borders of words, holds them so."""
    runs = _runs(words.text)
    if not runs:
        return QueryTokens((), False)
    last = runs.pop()
    tokens = [token for run in runs for token in index_words(run)]
    if not unspaced().match(last):
        return QueryTokens((*tokens, last), words.is_prefix)
    # What follows the last letter in the text is not known, so it is looked up only as part of its pair.
    pairs = map(add, last, last[1:])
    return QueryTokens((*tokens, *pairs), False) if len(last) > 1 else QueryTokens((*tokens, last), True)


def find_words(text: str, words: Sequence[Words]) -> list[tuple[int, int]]:
    """Return where any of `words` stands in `text`: half-open ranges of code points, in order, none overlapping.

    Of a word that is only a beginning, the beginning is given; marks that stand on the last letter are in the range.
    """
    places = sorted(place for found in find_each(text, words) for place in found)
    apart: list[tuple[int, int]] = []
    for start, end in places:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def find_each(text: str, words: Sequence[Words], most: int = MOST_PLACES) -> list[list[tuple[int, int]]]:
    """Return for each of `words` where it stands in `text`, in order, at most `most` places each; as `find_words`."""
    patterns = [_pattern(asked) for asked in words]
    if not any(patterns):
        return [[] for _ in words]
    readable = prepared(text)
    form = spread(readable)
    found = []
    for pattern in patterns:
        places = []
        for match in pattern.finditer(form) if pattern else ():
            places.append(match.span())
            if len(places) == most:
                break
        found.append(places)
    if readable.isascii() or not any(found):
        return found
    origins = Origins(readable)
    return [[origins.range_of(start, end) for start, end in places] for places in found]


def _pairs(run: re.Match[str]) -> str:
    letters = run[0]
    after = letters[1:] + " "
    parts = range(0, len(letters), _LETTERS_AT_ONCE)
    pairs = (" ".join(map(add, letters[at : at + _LETTERS_AT_ONCE], after[at : at + _LETTERS_AT_ONCE])) for at in parts)
    return f" {' '.join(pairs)}"


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED_CLASS}]+|[^ {UNSPACED_CLASS}]+")


def _runs(text: str) -> list[str]:
    """Return the words of a query, runs of scripts without spaces in one piece."""
    return _run().findall(spread(prepared(text)))


@lru_cache(maxsize=256)
def _pattern(words: Words) -> re.Pattern[str] | None:
    """Return a pattern that finds `words` in what `spread` made, exactly where their tokens stand one after the other."""
    runs = _runs(words.text)
    if not runs:
        return None
    has_spaces = [not unspaced().match(run) for run in runs]
    first = re.escape(runs[0])
    letter = f"[^ {UNSPACED_CLASS}]"
    # The letters first and the look back after them: so the search runs for the letters, and not letter by letter.
    parts = [first + f"(?<!{letter}{first})" if has_spaces[0] else first]
    for before, after, run in zip(has_spaces, has_spaces[1:], runs[1:], strict=False):
        parts.append((" ++" if before == after else " *+") + re.escape(run))
    if has_spaces[-1] and not words.is_prefix:
        parts.append(f"(?!{letter})")
    return re.compile("".join(parts))
