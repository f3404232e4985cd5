"""Finding words in an article: case, accents, typographic quotes and dashes folded, line ends crossed. Pure."""

import re
import unicodedata

from reader.model.units import TextRange

MOST_FOUND = 10_000
"""Places after which searching stops: a single letter in a book would find hundreds of thousands."""

MOST_LETTERS_AT_ONCE = 200_000
"""Of a text that is looked through while a key is pressed: a novel is half as long, and takes some milliseconds. `re` holds the
interpreter until it has found something, so that a thread would hold up the screen as well: what is longer is for a process."""

MOST_LETTERS_ASKED_FOR = 1_000
"""Of words that are looked for: a selection may be all of a text."""

_PIECE_LETTERS = 100_000

_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ı": "i",
}

_MARKS = "[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u200c\u200d]*"
_LIGATURES = {"ss": "ß", "ae": "æ", "oe": "œ", "fi": "ﬁ", "fl": "ﬂ"}


class _FoldTable(dict[int, str]):
    """Code point to the one letter it is compared as; never longer or shorter, so that offsets stay what they are."""

    def __missing__(self, code_point: int) -> str:
        base = unicodedata.normalize("NFD", chr(code_point))[0]
        base = _SAME.get(base, base)
        folded = base.casefold()
        self[code_point] = result = folded if len(folded) == 1 else base.lower()[:1]
        return result


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Return `text` as it is compared, letter by letter: the same length, no case, no accents."""
    if text.isascii():
        return text.lower()
    # In pieces: others want the interpreter too, while a thread folds a long text.
    return "".join(text[at : at + _PIECE_LETTERS].translate(_FOLD) for at in range(0, len(text), _PIECE_LETTERS))


def find_all(folded_text: str, query: str) -> tuple[TextRange, ...]:
    """Return where `query` stands in a text that `fold` made, in order, none overlapping, at most `MOST_FOUND`.

    White space in the query matches any white space, line breaks too. An empty query finds nothing.
    """
    source = words_pattern(query)
    if not source:
        return ()
    found = []
    for match in re.finditer(source, folded_text):
        found.append(TextRange(match.start(), match.end()))
        if len(found) == MOST_FOUND:
            break
    return tuple(found)


def words_pattern(query: str) -> str:
    """Return the regular expression by which the words of a query are found in a folded text; "" for an empty query."""
    words = [fold(unicodedata.normalize("NFC", word)) for word in query.split()]
    return r"\s+".join(map(_word_pattern, words))


def _word_pattern(word: str) -> str:
    """Return a pattern for one folded word; marks may stand after every letter, ligatures for two."""
    parts = []
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        ligature = _LIGATURES.get(pair)
        if ligature is not None:
            parts.append(f"(?:{pair[0]}{_MARKS}{pair[1]}{_MARKS}|{ligature})")
            at += 2
            continue
        whole = next((pair for pair, sign in _LIGATURES.items() if sign == word[at]), None)
        letter = f"(?:{word[at]}|{whole})" if whole else re.escape(word[at])
        parts.append(letter if unicodedata.combining(word[at]) else letter + _MARKS)
        at += 1
    return "".join(parts)
