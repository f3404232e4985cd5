"""The date of a page that says none where dates are said: htmldate reads the whole page for it, as a last resort.

What htmldate does not know for a date by itself it gives to dateparser, which tries two hundred languages: more than a second of
work for the first line that may be one. Here it is read as the stamps of a page are, and only a line with a month's name that is
in none of our words is given to dateparser, in the languages that have such a month.
"""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from reader.extract.lines.stamps import parse_date, parse_stamp
from reader.extract.lines.words import WORD, fold
from reader.extract.unloaded import import_without
from reader.model.article import Metadata
from reader.model.patterns import compile_late

MAX_LETTERS = 600_000
"""htmldate goes over the whole page many times; it is a last resort, not worth seconds."""

NEW_YEAR = "-01-01"
"""What htmldate makes of a bare year, a copyright's mostly: no day that anybody has named."""

MOST_GUESSES = 12
"""Strings of one page that dateparser may be given. Of eight hundred honest pages none has more than one."""
MOST_LANGUAGES = 3
"""In which it may read one of them, at five thousandths of a second each."""

_TAG_NAME = compile_late(r"</?[a-zA-Z][a-zA-Z0-9:-]*")
_DIGIT = compile_late(r"\d")
_DATE_IN_ADDRESS = compile_late(r"\d[/_-]\d")
_MIN_LETTERS = 3
"""Of a month's name: shorter words stand for a month in some language whatever they are."""
_MONTHS = tuple("january february march april may june july august september october november december".split())
"""As dateparser calls them."""


def with_last_resort_date(metadata: Metadata, text: str, url: str) -> Metadata:
    """Return `metadata` with the date that htmldate finds in the source `text` of the page, if it finds one.

    Without a digit anywhere (but in names of tags: h1) there is no date, and htmldate is not even loaded.
    """
    if len(text) > MAX_LETTERS or not (_DATE_IN_ADDRESS.search(url) or _DIGIT.search(_TAG_NAME.sub("", text))):
        return metadata
    import_without("htmldate", "urllib3")  # it can fetch pages; it gets their text
    from htmldate import find_date

    _let_guess(MOST_GUESSES)
    try:
        found = find_date(text, original_date=True, url=url or None)
    except _TooManyGuessesError:
        return metadata
    date = parse_date(found) if found and not found.endswith(NEW_YEAR) else None
    if date is None:
        return metadata
    return replace(metadata, published=date, provenance={**metadata.provenance, "published": "htmldate"})


class _TooManyGuessesError(Exception):
    """The page has more that might be dates than it is worth to look at."""


def _let_guess(most: int) -> None:
    """Have htmldate ask us instead of dateparser, and let it go on to that so often, from now on."""
    from htmldate import extractors

    guesser = _Guesser(most)
    module: Any = extractors
    module.get_external_parser = lambda: guesser


class _Guesser:
    """Stands where htmldate looks for dateparser's parser, and does with little what that does with much.

    What it says of a string depends on nothing but the string, for htmldate remembers it.
    """

    def __init__(self, most: int) -> None:
        self._left = most

    def get_date_data(self, text: str) -> dict[str, datetime | None]:
        """Return the day of a string that is nothing but a date, under `date_obj`. Raises _TooManyGuessesError."""
        stamp = parse_stamp(text)
        found = (stamp.published or stamp.updated) if stamp is not None else None
        if found is not None:
            day = found.value
            return {"date_obj": datetime(day.year, day.month, day.day)}
        languages = _languages_of(text)
        if not languages:
            return {"date_obj": None}
        self._left -= 1
        if self._left < 0:
            raise _TooManyGuessesError
        return {"date_obj": _read_in(languages, text)}


def _languages_of(text: str) -> list[str]:
    """Return the languages in which a word of `text` begins the name of a month, the most read ones first; not too many."""
    by_word = _languages_by_month()
    found = {language for word in WORD.findall(fold(text)) for language in by_word.get(word, ())}
    return sorted(found, key=_ranks().__getitem__)[:MOST_LANGUAGES]


@cache
def _languages_by_month() -> dict[str, frozenset[str]]:
    """Return, of every word that begins the name of a month, the languages it does so in."""
    from dateparser.languages.loader import default_loader

    found: dict[str, set[str]] = {}
    for locale in default_loader.get_locales():
        for name in (name for month in _MONTHS for name in locale.info.get(month, ())):
            word = next(iter(WORD.findall(fold(name))), "")
            if len(word) >= _MIN_LETTERS:
                found.setdefault(word, set()).add(locale.shortname)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def _ranks() -> dict[str, int]:
    from dateparser.data.languages_info import language_order

    return {language: rank for rank, language in enumerate(language_order)}


def _read_in(languages: list[str], text: str) -> datetime | None:
    """Return the date that dateparser reads in a string that is nothing else, in some languages."""
    from dateparser import DateDataParser

    settings = {
        "PARSERS": ["custom-formats", "absolute-time"],
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "STRICT_PARSING": True,
    }
    found: datetime | None = DateDataParser(languages=languages, settings=settings).get_date_data(text)["date_obj"]
    return found
