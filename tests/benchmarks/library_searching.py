"""What searching and listing cost: articles and highlights, for the words that are asked for every day and for the worst."""

import statistics
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from reader.library.library import Library
from reader.library.listing import Listing, View, ViewKind
from tests.benchmarks.library_report import (
    ARTICLE_SEARCH,
    ARTICLE_SEARCH_WORST,
    HIGHLIGHT_SEARCH,
    Report,
    Times,
)
from tests.benchmarks.made_library import MadeLibrary
from tests.benchmarks.made_words import vocabularies

SCREEN_ROWS = 40
LIMIT = 50
"""What one sees of a search: a screen, or a page of the command line."""


class Asked(NamedTuple):
    """A query and what it stands for."""

    name: str
    query: str
    is_typical: bool = True


def article_queries() -> tuple[Asked, ...]:
    """Return queries from all over the vocabulary; the words of a rank are as frequent in every made library."""
    english, german, french, russian, chinese, japanese = (language.words for language in vocabularies())
    often, at_times, seldom = english[60:400], english[1_000:1_400], english[20_000:20_400]
    return (
        Asked("a rare word", seldom[0]),
        Asked("a word of one text in a hundred", english[2_000]),
        Asked("a word of one text in twenty", often[300]),
        Asked("two words", f"{at_times[0]} {often[200]}"),
        Asked("three words", f"{often[100]} {often[200]} {at_times[1]}"),
        Asked("a phrase with a rare word", f'"the {at_times[2]}"'),
        Asked("the beginning of a word", f"{seldom[1][:4]}*"),
        Asked("accents left out", "".join(_plain(letter) for letter in german[1_500])),
        Asked("a word with accents", french[1_200]),
        Asked("a Cyrillic word", russian[900]),
        Asked("two Chinese letters", next(word for word in chinese[200:] if len(word) == 2)),
        Asked("a Japanese word", next(word for word in japanese[300:] if len(word) == 3)),
        Asked("a word but not another", f"{at_times[3]} -{often[10]}"),
        Asked("OR of ten", " OR ".join(seldom[10:20])),
        Asked("a tag and a year", f"tag:{english[203]} after:2021-01-01 before:2022-01-01"),
        Asked("a word in the title", f"title:{english[800]}"),
        Asked("an author", f"author:{english[450]}"),
        Asked("a word, a tag, a state", f"{at_times[5]} tag:{english[201]} is:unread"),
        Asked("a word by its date", f"{often[300]} sort:added"),
        Asked("the most common word", "the", is_typical=False),
        Asked("four of the most common", "the of and to", is_typical=False),
        Asked("a phrase of common words", '"of the"', is_typical=False),
        Asked("one letter and a star", "s*", is_typical=False),
        Asked("two letters and a star", "st*", is_typical=False),
        Asked("without the most common", "-the", is_typical=False),
        Asked("a common word but not another", "the -and", is_typical=False),
        Asked("OR of ten common words", " OR ".join(english[:10]), is_typical=False),
        Asked("one Chinese letter", chinese[0][:1], is_typical=False),
        Asked("common in brackets", "(the OR of) -(and to) is:unread", is_typical=False),
        Asked("the most common word by title", "the sort:title", is_typical=False),
        Asked("everything unread by length", "is:unread sort:words", is_typical=False),
    )


def highlight_queries() -> tuple[Asked, ...]:
    """Return queries for highlights and notes."""
    english, german, _, _, chinese, _ = (language.words for language in vocabularies())
    return (
        Asked("a rare word", english[5_000]),
        Asked("a word now and then", english[700]),
        Asked("a frequent word", english[80]),
        Asked("two words", f"{english[150]} {english[90]}"),
        Asked("a phrase", f'"the {english[300]}"'),
        Asked("the beginning of a word", f"{english[3_000][:3]}*"),
        Asked("accents left out", "".join(_plain(letter) for letter in german[300])),
        Asked("two Chinese letters", next(word for word in chinese[100:] if len(word) == 2)),
        Asked("a word in a note", f"note:{english[120]}"),
        Asked("a tag and a colour", f"tag:{english[201]} color:green"),
        Asked("a word but not another", f"{english[110]} -{english[70]}"),
        Asked("a word and a year", f"{english[130]} after:2023 before:2024"),
        Asked("orphans", "is:orphan"),
        Asked("the most common word", "the"),
        Asked("a phrase of common words", '"of the"'),
        Asked("one letter and a star", "s*"),
        Asked("without the most common", "-the"),
        Asked("OR of ten common words", " OR ".join(english[:10])),
    )


def measure_searching(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Measure every query in every library, one after another and all again: none finds its pages still warm."""
    opened = {size: Library.open(folders=made.folders) for size, made in libraries.items()}
    for library in opened.values():
        library.catch_up()
        library.search("warm")
    _measure_articles(opened, report, runs=runs)
    _measure_highlights(opened, report, runs=runs)
    for library in opened.values():
        library.close()


def _measure_articles(opened: Mapping[int, Library], report: Report, *, runs: int) -> None:
    asked = article_queries()
    times, screens = Times(), Times()
    counts: dict[str, int] = {}
    for _ in range(runs):
        for size, library in opened.items():
            for one in asked:
                view = View(kind=ViewKind.FOUND, query=one.query)
                listing = times.take(one.name, size, library.listing, view)
                counts[one.name] = len(listing)
                screens.take(one.name, size, _first_screen, listing)
    for one in asked:
        metric = f"articles: {one.name}: CPU ms"
        for size in opened:
            cpu = times.median(one.name, size).cpu_ms
            report.put(metric, size, cpu)
            if one.is_typical:
                report.put_worst(ARTICLE_SEARCH, size, cpu)
            report.put_worst(ARTICLE_SEARCH_WORST, size, cpu)
        screen = screens.median(one.name, max(opened)).cpu_ms
        report.note(metric, f"{counts[one.name]:,} found; rows and snippets of a screen {screen:.1f} ms")
    for size in opened:
        shown = [screens.median(one.name, size).cpu_ms for one in asked]
        report.put("articles: rows and snippets of a screen, median of queries: CPU ms", size, statistics.median(shown))
        report.put("articles: rows and snippets of a screen, the worst: CPU ms", size, max(shown))


def _first_screen(listing: Listing) -> None:
    listing.rows(0, SCREEN_ROWS)
    listing.snippets(0, SCREEN_ROWS)


def _measure_highlights(opened: Mapping[int, Library], report: Report, *, runs: int) -> None:
    times = Times()
    counts: dict[str, int] = {}
    for _ in range(runs):
        for size, library in opened.items():
            for one in highlight_queries():
                found = times.take(one.name, size, library.search_annotations, one.query, LIMIT)
                counts[one.name] = len(found)
    for one in highlight_queries():
        metric = f"highlights: {one.name}: CPU ms"
        for size in opened:
            cpu = times.median(one.name, size).cpu_ms
            report.put(metric, size, cpu)
            report.put_worst(HIGHLIGHT_SEARCH, size, cpu)
        report.note(metric, f"{counts[one.name]} shown")


def measure_listing(libraries: Mapping[int, MadeLibrary], report: Report, *, runs: int) -> None:
    """Measure lists: making one, a screen of rows from anywhere in it, where an article stands, the counts of all views."""
    times = Times()
    opened = {size: Library.open(folders=made.folders) for size, made in libraries.items()}
    for library in opened.values():
        library.catch_up()
        library.listing(View())
    for turn in range(runs * 2):
        for size, library in opened.items():
            times.take("the inbox", size, library.listing, View())
            listing = times.take("all articles", size, library.listing, View(kind=ViewKind.ALL))
            middle = len(listing) * (turn + 1) // (runs * 2 + 1)
            times.take("rows of a screen", size, listing.rows, middle, middle + SCREEN_ROWS)
            (article_id,) = listing.ids(middle, middle + 1)
            times.take("place of an article", size, listing.place_of, article_id)
            times.take("next unread", size, listing.next_unread, middle)
            times.take("find what is nowhere", size, listing.find, "qqqq", middle)
            times.take("counts of all views", size, library.counts)
    parts = (
        "the inbox",
        "all articles",
        "rows of a screen",
        "place of an article",
        "next unread",
        "find what is nowhere",
    )
    for what in (*parts, "counts of all views"):
        for size in opened:
            report.put(f"list: {what}: CPU ms", size, times.median(what, size).cpu_ms)
    for library in opened.values():
        library.close()


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
