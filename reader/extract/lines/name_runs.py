"""Tells names from sentences where a credit may stand: names have capitals, sentences have small words.

Called by `credits`, which knows the forms of credits; here nobody knows what a label is. The words are in `credits.toml`.
"""

import re
from functools import cache

from reader.extract.lines.agencies import is_picture_house, names_agency
from reader.extract.lines.words import fold, has_case, load_words
from reader.model.patterns import compile_late

MAX_CREDIT_LETTERS = 170
"""The longest credit of the corpora (photographer, stylist, hair, make-up) has 118."""
MAX_CREDIT_WORDS = 20
MAX_NAME_WORDS = 10
MAX_SOURCE_WORDS = 14
"""`Source: … Yearbook, … Council & … Administration` under a chart."""
MAX_SUPPLIED_WORDS = 5
"""Behind a label and a full stop the words may all be small: `Ảnh: Bệnh viện cung cấp`."""
MAX_SEGMENT_LETTERS = 48
"""One name between two slashes."""
MAX_LOWER_SHARE = 0.34
"""Of a credit's words that are not names; sentences have more than half."""

ENDS = ".!?…\"”»'’)]。！？」』）】"
TRIMMED_CREDIT = " \t\n|–—-/•·,;:=＝"
TOKEN = compile_late(r"\S+")
LETTER = compile_late(r"[^\W\d_]")
INITIAL = compile_late(r"(?:[^\W\d_]\.-?){1,3}|(?:Jr|Sr|St|Dr|Mr|Ms)\.")
STOP_INSIDE = compile_late(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_]+\s+[^\W\d_]+(?!\s?:)|[。！？]\s?\S")


@cache
def small_words(kind: str) -> frozenset[str]:
    return frozenset(fold(load_words("credits")["small_words"][kind]).split())


def name_run(text: str, end: int) -> int | None:
    """Return where the name that ends at `end` begins; None unless a boundary stands before it.

    Without one ("… meets President Xi/AFP") nobody can tell the photographer from the people in the picture.
    """
    base = max(0, end - 90)
    tokens = [(found.start() + base, found[0]) for found in TOKEN.finditer(text[base:end])]
    start: int | None = None
    count = 0
    most = 3  # after a comma, or at the start of the caption, where people in the picture are named
    is_bounded = base == 0
    for index in range(len(tokens) - 1, -1, -1):
        place, word = tokens[index]
        if not count and word[-1] in ".!?…。" and not INITIAL.fullmatch(word):
            return None
        if count and ((word[-1] in ENDS + ":;,|" and not INITIAL.fullmatch(word)) or word in ("-", "–", "—")):
            is_bounded, most = True, (most if word[-1] == "," else 5)
            break
        is_part_of_house = (index and is_picture_house(f"{tokens[index - 1][1]} {word}")) or (
            count and is_picture_house(f"{word} {tokens[index + 1][1]}")
        )
        if not is_name_word(word) and not is_part_of_house:
            is_bounded = False
            break
        start, count = place, count + 1
        if "\n" in text[max(0, place - 1) : place]:
            is_bounded, most = True, 5
            break
        if count > 5:
            return None
    if start is None or not is_bounded or sum(1 for word in text[start:end].split() if word[0].isupper()) > most:
        return None
    return None if fold(text[start:end].split()[0]) in small_words("connectors") else start


def is_name_word(word: str) -> bool:
    """Whether a word may stand in a name: a capital, an initial, a handle, a particle, or an agency that writes itself small."""
    core = word.strip("(),.;'\"“”‘’")
    if not core:
        return word in (".", "'")
    return core[0].isupper() or core[0] == "@" or fold(core) in small_words("connectors") or is_picture_house(core)


def is_names(text: str, max_words: int = MAX_NAME_WORDS) -> bool:
    """Whether `text` is made of names only: every word is one or joins two; scripts without case by shortness."""
    if not LETTER.search(text) or len(text) > MAX_CREDIT_LETTERS or STOP_INSIDE.search(text):
        return False
    words = [word for part in re.split(r"[/|,;]", text) for word in part.split()]
    if len(words) > max_words + 4 * text.count("/"):
        return False
    if not has_case(text):
        return len(text) <= MAX_SEGMENT_LETTERS and len(words) <= 4
    if any(letter.isdigit() for letter in text) and not names_agency(text):
        return False
    words = [word for word in words if word not in ("-", "–", "—", "•", "·")]
    if names_agency(text):
        parts = [part for part in re.split(r"[/|,;()—]|\s[-–]\s|\svia\s", text) if part.strip()]
        words = [word for part in parts if not is_picture_house(part) for word in part.split()]
        return all(is_name_word(word) or word[0].isdigit() for word in words)
    return all(is_name_word(word) for word in words) and any(word[0].isupper() for word in words)


def is_credit(text: str, *, is_supplied: bool = False) -> bool:
    """Whether what follows a label is a credit and not a sentence; `is_supplied` lets small words pass."""
    text = text.strip(TRIMMED_CREDIT + ".")
    if not LETTER.search(text) or len(text) > MAX_CREDIT_LETTERS:
        return False
    words = text.split()
    if len(words) > MAX_CREDIT_WORDS:
        return False
    if not has_case(text):
        return len(words) <= 8 and not re.search(r"[。！？]", text) and len(text) <= 70
    lower = [word for word in words if word[0].islower() and not is_name_word(word)]
    return is_supplied or len(lower) <= max(1, MAX_LOWER_SHARE * len(words)) or names_agency(text)


def first_part(text: str) -> str:
    return re.split(r"[/|,]|\svia\s", text, maxsplit=1)[0].strip()
