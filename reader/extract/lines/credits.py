"""Splits a caption from the credit of its picture, in the forms the world's press uses.

Credits stand behind captions in many shapes: glued on with slashes (`/Name/Agency`), behind a label (`Foto: …`, `写真：…`), in
brackets, after `©`, or as a bare agency behind the last full stop. Each shape has a finder in `credit_forms`; they are tried in
order, and again on what is left, until none of them finds anything: so splitting a caption again changes nothing.
"""

import re
from functools import cache

from reader.extract.lines.credit_forms import (
    FINDERS,
    Cut,
    find_copyright,
    find_label,
    find_phrase,
    labels,
    unspaced_suffix,
)
from reader.extract.lines.name_runs import INITIAL, MAX_CREDIT_LETTERS, TRIMMED_CREDIT
from reader.extract.lines.words import AFTER_WORD, BEFORE_WORD, any_of, fold, has_case, load_words, phrases
from reader.model.patterns import compile_late
from reader.model.text import clean_text, collapse
from reader.model.values import dataclass

MAX_CAPTION_LETTERS = 6_000
"""What is longer is a text, not a caption, and is not looked at."""

_TRIMMED_BEFORE = " \t\n|–—-/•·,、;:(=＝"
_NEWLINE = compile_late(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionParts:
    """A caption and the credit that stood behind it; either may be empty."""

    caption: str
    credit: str


def split_credit(caption: str) -> CaptionParts:
    """Return `caption` without its credit, and the credit without its label word: names stay, `Jane Doe/Reuters`.

    A line break in `caption` is taken for a boundary, so callers who join parts of a page should join them by newlines.
    A caption that is nothing but a credit leaves an empty caption. Nothing is ever added; splitting the result again finds
    nothing more. Linear in the length of the caption for every credit found.
    """
    text = _NEWLINE.sub("\n", clean_text(caption)).strip()
    if len(text) > MAX_CAPTION_LETTERS:
        return CaptionParts(caption=collapse(text), credit="")
    text = "\n".join(collapse(line) for line in text.split("\n"))
    if not _without_rights(text):
        return CaptionParts(caption="", credit="")
    text = _unglued(text)
    credits_found: list[str] = []
    while text:
        cut = _find_credit(text)
        if cut is None and "\n" in text and _find_credit(collapse(text)) is not None:
            text = collapse(text)  # so that splitting the caption again, which has no line breaks, finds nothing
            continue
        if cut is None:
            break
        if cut.credit and not any(fold(cut.credit) in fold(known) for known in credits_found):
            credits_found = [known for known in credits_found if fold(known) not in fold(cut.credit)]
            credits_found.insert(0, cut.credit)
        text = text[: cut.start].rstrip(_TRIMMED_BEFORE)
    is_caption = bool(_without_rights(text))  # else nothing is left but a reservation of rights
    return CaptionParts(caption=collapse(text) if is_caption else "", credit="; ".join(credits_found))


def is_credit_label(text: str) -> bool:
    """Whether `text` is the word before a credit and nothing else: "Copyright", "Foto:"."""
    return fold(text).strip(" :=/|©.-–—") in labels("strong") | labels("media") | {"", "c"}


def has_credit_label(text: str) -> bool:
    """Whether a word for "photo" with its colon, "photo by", or a copyright sign stands in `text` before a credit."""
    finders = (find_label, find_phrase, find_copyright)
    candidate = _without_rights(collapse(text))
    inside = candidate.rstrip(" .)]）】")
    return any(finder(form) is not None for finder in finders for form in {candidate, inside})


def _unglued(text: str) -> str:
    """Return `text` with a line break before a label glued to the word before it, if a credit follows: `harbourPhoto: …`."""
    tail = max(0, len(text) - 2 * MAX_CREDIT_LETTERS)
    for found in _glued_label().finditer(fold(text), tail):
        start = found.start()
        if text[start].isupper() and (text[start - 1].islower() or text[start - 1].isdigit()):
            parted = f"{text[:start]}\n{text[start:]}"
            cut = _find_credit(parted)
            if cut is not None and cut.start in (start, start + 1):
                return parted
    return text


@cache
def _glued_label() -> re.Pattern[str]:
    """Return the pattern of a label with its colon right behind a letter or a digit."""
    return re.compile(rf"(?<=[^\W_])(?:{any_of(labels('strong'))})\s?:")


def _find_credit(text: str) -> Cut | None:
    """Return the last credit of `text` by the first finder that knows its form."""
    candidate = _without_rights(text)
    for finder in FINDERS:
        cut = finder(candidate)
        if cut is not None:
            return Cut(cut.start, _tidy(cut.credit))
    return None


def _tidy(credit: str) -> str:
    """Return a credit without marks at its ends, and each of its names once (`© Jane Doe/dpa | Jane Doe`)."""
    credit = collapse(credit).strip(TRIMMED_CREDIT)
    if not has_case(credit) and (made := unspaced_suffix().search(credit)):
        credit = credit[: made.start()]
    if credit.endswith(".") and not INITIAL.fullmatch(credit.split()[-1]) and len(credit.split()[-1]) > 4:
        credit = credit[:-1]
    kept: list[str] = []
    for part in re.split(r"\s*\|\s*", credit):
        if part and not any(fold(part) in fold(known) for known in kept):
            kept.append(part)
    return " | ".join(kept).strip(TRIMMED_CREDIT)


def _without_rights(text: str) -> str:
    """Return `text` without the lawyers' words at its end."""
    tail = max(0, len(text) - 2 * MAX_CREDIT_LETTERS)
    found = _rights().search(fold(text), tail)
    return text[: found.start()].rstrip(" .,;\n") if found else text


@cache
def _rights() -> re.Pattern[str]:
    listed = any_of({fold(phrase).rstrip(".") for phrase in phrases(load_words("credits")["rights"]["phrases"])})
    return re.compile(rf"{BEFORE_WORD}(?:{listed}){AFTER_WORD}[^|/]*\Z")
