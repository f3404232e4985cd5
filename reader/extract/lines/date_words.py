"""What dates are made of, as tables: months, glue words, halves of the day, time zones, calendars, orders.

The words themselves stand in `dates.toml`. Called by `dates` and `stamps`.
"""

import re
from datetime import date, timedelta
from functools import cache

from reader.extract.lines.words import AFTER_WORD, BEFORE_WORD, any_of, fold, load_words, phrases
from reader.model.values import dataclass

BUDDHIST_YEARS = range(2400, 2700)
"""Years that only Thailand writes: 543 ahead of ours."""
BUDDHIST_OFFSET = 543
JALALI_YEARS = range(1250, 1500)
YEARS = range(1400, 2200)
"""Years that a page may be from; anything else is no year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a word may mean: a month number per calendar, with the languages that say so."""

    number: int
    is_jalali: bool
    languages: frozenset[str]


@cache
def months() -> dict[str, tuple[Month, ...]]:
    """Return every folded month word with what it may mean; most mean one thing only."""
    words = load_words("dates")
    found: dict[str, dict[tuple[int, bool], set[str]]] = {}
    tables = [(language, False, names) for language, names in words["months"].items()]
    tables.append(("fa", True, words["jalali"]["months"]))
    for language, is_jalali, names in tables:
        for number, forms in enumerate(names, 1):
            for form in forms.split(" "):
                key = " ".join(fold(form).split())
                found.setdefault(key, {}).setdefault((number, is_jalali), set()).add(language)
    return {
        word: tuple(
            Month(number=number, is_jalali=is_jalali, languages=frozenset(languages))
            for (number, is_jalali), languages in meanings.items()
        )
        for word, meanings in found.items()
    }


def month_named(word: str, language: str) -> Month | None:
    """Return the month that a folded word means in `language`; None if it means several and the language is unknown."""
    meanings = months().get(word)
    if meanings is None and word[:2] in ("d'", "l'"):
        meanings = months().get(word[2:])
    if not meanings:
        return None
    if len(meanings) == 1:
        return meanings[0]
    fitting = [meaning for meaning in meanings if primary(language) in meaning.languages]
    return fitting[0] if len(fitting) == 1 else None


@cache
def glue() -> frozenset[str]:
    """Folded words that may stand between a date and its time, weekdays among them."""
    words = load_words("dates")
    lists = [words["glue"]["words"], words["fillers"]["words"], *words["weekdays"].values()]
    return frozenset(fold(word) for text in lists for word in text.split()) | {"t"}


@cache
def fillers() -> frozenset[str]:
    """Folded words that may stand between the day, the month and the year."""
    words = load_words("dates")
    return frozenset(
        fold(word) for text in (words["fillers"]["words"], words["ordinals"]["words"]) for word in text.split()
    )


@cache
def halves() -> dict[str, bool]:
    """Folded words for the half of the day; true for the second half."""
    words = load_words("dates")["halves"]
    return {fold(word): half == "pm" for half in ("am", "pm") for word in words[half].split()}


@cache
def label_pattern() -> re.Pattern[str]:
    """Return a pattern over folded text for the words that say what a date is; group `updated` or `published`."""
    labels = load_words("dates")["labels"]
    parts = []
    for kind in ("updated", "published"):
        folded = {fold(phrase) for phrase in phrases(labels[kind])}
        spaced = {phrase for phrase in folded if phrase[0] < "\u2e80"}
        unspaced = folded - spaced
        parts.append(f"(?P<{kind}>{BEFORE_WORD}(?:{any_of(spaced)}){AFTER_WORD}|(?:{any_of(unspaced)}))")
    return re.compile("|".join(parts))


def is_published_word(text: str) -> bool:
    """Whether `text` is nothing but a word that announces the date of publication."""
    found = label_pattern().fullmatch(fold(text).strip(" :"))
    return found is not None and found.lastgroup == "published"


@cache
def _zone_tables() -> tuple[dict[str, int], dict[str, dict[str, int]], dict[str, int]]:
    words = load_words("dates")
    by_language = {language.lower(): _folded(table) for language, table in words["zones_by_language"].items()}
    return _folded(words["zones"]), by_language, _folded(words["zones_by_season"])


def _folded(table: dict[str, int]) -> dict[str, int]:
    return {fold(name): minutes for name, minutes in table.items()}


@cache
def zone_names() -> str:
    """Return a pattern for the names of time zones, folded."""
    plain, by_language, by_season = _zone_tables()
    names = {name for table in (plain, by_season, *by_language.values()) for name in table}
    return any_of(names - {"z"})


def zone_offset(name: str, day: date, language: str) -> timedelta | None:
    """Return the offset of the zone `name` on `day`; None if the name means different zones in different places."""
    plain, by_language, by_season = _zone_tables()
    for tag in (language.lower().replace("_", "-"), primary(language)):
        if name in by_language.get(tag, ()):
            return timedelta(minutes=by_language[tag][name])
    if name in by_season:
        return timedelta(minutes=by_season[name] + (60 if _is_american_summer(day) else 0))
    return timedelta(minutes=plain[name]) if name in plain else None


def _is_american_summer(day: date) -> bool:
    """Whether North America's clocks are an hour ahead on `day` (Energy Policy Act of 2005; since 2007)."""
    march, november = date(day.year, 3, 1), date(day.year, 11, 1)
    second_sunday = march + timedelta(days=(6 - march.weekday()) % 7 + 7)
    first_sunday = november + timedelta(days=(6 - november.weekday()) % 7)
    return second_sunday <= day < first_sunday


def primary(language: str) -> str:
    """Return the first subtag of a language tag: `pt` of `pt-BR`."""
    return language.lower().replace("_", "-").split("-", 1)[0]


def is_day_first(language: str) -> bool | None:
    """Whether `language` writes 3/4 for the third of April; None if that depends or is not known."""
    order = load_words("dates")["order"]
    tag = language.lower().replace("_", "-")
    if tag in order["month_first"].lower().split():
        return False
    unsettled = order["unsettled"].lower().split()
    if not tag or tag in unsettled or (primary(tag) != "en" and primary(tag) in unsettled):
        return None
    return True


def jalali_to_date(year: int, month: int, day: int) -> date | None:
    """Return the day of our calendar for a day of the solar Hijri calendar, by the 33-year rule (right for 1244–1502)."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    leap_days = (8 * (year - 1) + 29) // 33
    new_year = date(622, 3, 21) + timedelta(days=365 * (year - 1) + leap_days)
    return new_year + timedelta(days=(month - 1) * 30 + min(month - 1, 6) + day - 1)
