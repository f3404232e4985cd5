"""Knows the furniture of copied pages: cookie notices, menus, player errors, share buttons, lists of other articles.

It judges single lines by the words of `furniture.toml`; whether a text is a copied page at all, and what to do with a line, is
decided in `plain_text`.
"""

import re
from enum import StrEnum
from functools import cache

from reader.extract.lines.words import WORD, fold, load_words, phrases
from reader.model.patterns import compile_late
from reader.model.values import dataclass

MAX_START_LETTERS = 160
"""A line that begins like furniture and goes on for longer says something of its own."""
MAX_NOTICE_LETTERS = 900
"""The longest consent notice seen, on a publisher's start page, has 780."""

_COUNTER = compile_late(r"[\s(]*\d[\d.,]*\s?[kmKM]?\)?\s*$")
_DURATION = compile_late(
    r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s?(?:min|h|std)\.?)?|\d{1,3}\s?mins?\.?\s?\d{1,2}\s?(?:s|secs?|sek)\.?"
)
_CLOCK_PAIR = compile_late(r"\s*\d{1,2}:\d\d(?::\d\d)?\s*/\s*(\d{1,2}:\d\d(?::\d\d)?)\s*")
_AROUND = " \t…. !?:|•·*–—->»«‹›↓↑→←▶►+×✕#[](){}\"'“”‘’,;"

_BEFORE_START = " \t….|•·*–—-»▶►✕"


class FurnitureKind(StrEnum):
    """What a line of furniture belongs to; the names are those of the tables in `furniture.toml`."""

    PAYWALL = "paywall"  # before the newsletter, whose lines begin like it: "Subscribe to …"
    COOKIES = "cookies"
    TRANSLATION = "translation"
    PLAYER = "player"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    SEARCH = "search"
    TRENDS = "trends"
    RELATED = "related"
    ADVERT = "advert"
    LEGAL = "legal"
    NAVIGATION = "navigation"
    DURATION = "duration"


TELLING = frozenset(FurnitureKind) - {FurnitureKind.NAVIGATION, FurnitureKind.DURATION}
"""Kinds that tell a copied page; a menu's words alone ("Politics") are words of any text."""


@dataclass(frozen=True, slots=True)
class _Tables:
    lines: dict[str, FurnitureKind]
    starts: tuple[tuple[str, FurnitureKind], ...]
    notice_words: tuple[str, ...]
    notice_acts: frozenset[str]
    reading_words: frozenset[str]


@cache
def _tables() -> _Tables:
    words = load_words("furniture")
    lines: dict[str, FurnitureKind] = {}
    starts: list[tuple[str, FurnitureKind]] = []
    for kind in FurnitureKind:
        table = words.get(kind.value, {})
        for phrase in phrases(table.get("lines", "")):
            lines.setdefault(_bare(fold(phrase)), kind)
        starts += [(fold(phrase), kind) for phrase in phrases(table.get("starts", ""))]
    return _Tables(
        lines=lines,
        starts=tuple(starts),
        notice_words=tuple(fold(word) for word in phrases(words["cookies"]["words"])),
        notice_acts=frozenset(fold(word) for word in phrases(words["cookies"]["acts"])),
        reading_words=frozenset(fold(word) for word in phrases(words["reading_time"]["words"])),
    )


@cache
def _starts_pattern() -> re.Pattern[str]:
    """Return one pattern of all beginnings; its group number tells the kind."""
    by_kind: dict[FurnitureKind, list[str]] = {}
    for phrase, kind in _tables().starts:
        by_kind.setdefault(kind, []).append(re.escape(phrase))
    return re.compile("|".join(f"(?P<{kind.value}>{'|'.join(found)})" for kind, found in by_kind.items()))


def _bare(folded: str) -> str:
    return folded.strip(_AROUND)


def furniture_kind(line: str) -> FurnitureKind | None:
    """Return what kind of page furniture a line looks like; None for a line that may be anyone's."""
    folded = fold(line)
    if len(folded) <= MAX_START_LETTERS:
        bare = _bare(folded)
        if not bare and folded:
            return None
        kind = _tables().lines.get(bare) or _tables().lines.get(_bare(_COUNTER.sub("", bare)))
        if kind:
            return kind
        if duration(line):
            return FurnitureKind.DURATION
        start = _starts_pattern().match(folded.lstrip(_BEFORE_START))
        if start and start.lastgroup and _is_short(bare, start.lastgroup):
            return FurnitureKind(start.lastgroup)
        if _is_reading_time(bare):
            return FurnitureKind.SHARE
        if _is_bar(line):
            return FurnitureKind.SHARE
    return FurnitureKind.COOKIES if is_notice(folded) else None


def _is_short(bare: str, kind: str) -> bool:
    """Whether a line that begins like furniture is no more than that: a title behind "Read also:" may be long."""
    limit = MAX_START_LETTERS if kind in ("related", "legal", "paywall", "player") else 110
    return len(bare) <= limit


def _is_reading_time(bare: str) -> bool:
    words = bare.split()
    if not 1 <= len(words) <= 4 or not any(letter.isdigit() for letter in bare):
        return False
    letters = WORD.findall(bare)
    return bool(letters) and all(word.rstrip(".") in _tables().reading_words for word in letters)


def _is_bar(line: str) -> bool:
    """Whether a line is a row of buttons: `Facebook Twitter WhatsApp Copy link`, `Home > News > World`."""
    parts = [part for part in re.split(r"\s*[|•·>»›/]\s*|\s{2,}", line.strip()) if part]
    if len(parts) < 2:
        parts = line.split()
        return len(parts) >= 3 and all(_tables().lines.get(_bare(fold(part))) is FurnitureKind.SHARE for part in parts)
    return len(parts) >= 3 and all(_bare(fold(part)) in _tables().lines for part in parts)


def is_notice(folded: str) -> bool:
    """Whether a folded line is a sentence that asks for consent to cookies."""
    if len(folded) > MAX_NOTICE_LETTERS or not any(word in folded for word in _tables().notice_words):
        return False
    if any(letter > "\u2e80" for letter in folded[:80]):
        return any(act in folded for act in _tables().notice_acts)
    return bool(_tables().notice_acts.intersection(WORD.findall(folded)))


def duration(line: str) -> str:
    """Return the playing time that a line is, as it stands (`01:52`, of `0:00 / 1:52` the second); empty for any other line."""
    bare = line.strip(" \t()[]▶►|•·")
    pair = _CLOCK_PAIR.fullmatch(bare)
    if pair:
        return pair[1]
    return bare if _DURATION.fullmatch(bare) else ""


@cache
def _caption_marks() -> re.Pattern[str]:
    words = load_words("furniture")["captions"]
    parts = []
    for kind in ("caption", "credit"):
        listed = "|".join(re.escape(fold(phrase)) for phrase in phrases(words[kind]))
        parts.append(f"(?P<{kind}>{listed})")
    return re.compile(rf"(?:{'|'.join(parts)})\s?,\s+(?=\S)")


def marked_caption(line: str) -> tuple[str, str]:
    """Return (caption, "") of `Image caption, …`, ("", credit) of `Image source, …`, two empty strings of any other line."""
    found = _caption_marks().match(fold(line))
    if not found:
        return "", ""
    rest = line[found.end() :].strip()
    return (rest, "") if found["caption"] else ("", rest)
