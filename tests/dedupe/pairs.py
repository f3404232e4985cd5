"""Pairs of articles as they come on a morning: such that are one text, and such that only look like it."""

import re
from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

from reader.dedupe.same_text import Text
from tests.dedupe.agency_texts import REPORTS, Agency
from tests.dedupe.templates import TEMPLATES


class Pair(NamedTuple):
    """Two articles, and what they are to one another."""

    what: str
    one: Text
    other: Text
    is_same: bool


def _text(title: str, paragraphs: tuple[str, ...] | list[str], language: str) -> Text:
    return Text(title, "\n\n".join(paragraphs), language)


def original(report: Agency) -> Text:
    """Return the report as the agency sent it."""
    return _text(report.title, (report.lead, *report.body), report.language)


def rewrites(report: Agency) -> Iterator[tuple[str, Text]]:
    """Give what papers make of a report."""
    body, language = report.body, report.language
    unspaced = language in ("ja", "zh")
    yield "taken over, another headline", _text(report.other_title, (report.lead, *body), language)
    yield "another headline and first paragraph", _text(report.other_title, (report.other_lead, *body), language)
    yield "cut from the end", _text(report.title, (report.lead, *body[: len(body) // 2]), language)
    yield "cut to the first paragraphs", _text(report.other_title, (report.lead, *body[:2]), language)
    yield "cut inside", _text(report.other_title, (report.other_lead, *body[1:3], *body[4:]), language)
    yield "other order", _text(report.title, (report.lead, *reversed(body)), language)
    yield (
        "own paragraphs between",
        _text(report.other_title, (report.other_lead, *body[:3], *report.own, *body[3:]), language),
    )
    dated = tuple(_dated(paragraph, report) for paragraph in (report.lead, *body))
    yield "days written otherwise", _text(report.other_title, dated, language)
    random = Random(report.title)
    edited = tuple(_edited(paragraph, random, unspaced=unspaced) for paragraph in body)
    yield "a word in ten left out", _text(report.other_title, (report.other_lead, *edited), language)
    again = tuple(
        _edited(_edited(paragraph, random, unspaced=unspaced), random, unspaced=unspaced) for paragraph in body
    )
    yield (
        "much rewritten",
        _text(report.other_title, (report.other_lead, *again[:2], *report.own, *again[2:]), language),
    )
    yield "one paragraph with another", _text(report.other_title, (report.other_lead, " ".join(body[:4])), language)
    yield "a number corrected", _text(report.title, (report.lead, body[0], _corrected(body[1]), *body[2:]), language)


def near_misses(report: Agency) -> Iterator[tuple[str, Text]]:
    """Give what is not the report, however much it looks like it."""
    body, language = report.body, report.language
    yield "the next day", _text(report.next_title, (*report.next_lead, *body[-2:]), language)
    yield "the next day with more background", _text(report.next_title, (*report.next_lead, *body[2:4]), language)
    yield "the next day with much background", _text(report.next_title, (*report.next_lead, *body[1:]), language)
    yield "same topic", _text(report.same_topic_title, report.same_topic, language)
    yield (
        "same topic with a sentence taken over",
        _text(report.same_topic_title, (*report.same_topic, body[-1]), language),
    )
    others = [other for other in REPORTS if other.language == language and other is not report]
    rest = [text for other in others or REPORTS[:2] for text in (other.lead, *other.body)]
    overview = (*rest, *rest, *(f"{text} {number}" for number, text in enumerate(rest)), report.lead)
    yield "a morning's overview", _text("7:00", overview, language)


def filled(number: int, filling: int) -> Text:
    """Return a template, filled in."""
    template = TEMPLATES[number]
    data = template.fillings[filling]
    return _text(template.title.format(*data), tuple(line.format(*data) for line in template.body), template.language)


def pairs() -> Iterator[Pair]:
    """Give all pairs."""
    for report in REPORTS:
        made = list(rewrites(report))
        for what, text in made:
            yield Pair(f"{report.language}: {what}", original(report), text, is_same=True)
        for (what, text), (other_what, other) in ((made[1], made[4]), (made[6], made[8]), (made[0], made[5])):
            yield Pair(f"{report.language}: {what} / {other_what}", text, other, is_same=True)
        for what, text in near_misses(report):
            yield Pair(f"{report.language}: {what}", original(report), text, is_same=False)
    for report, another in combinations(REPORTS, 2):
        yield Pair("two reports", original(report), original(another), is_same=False)
    for number, template in enumerate(TEMPLATES):
        for first, second in combinations(range(len(template.fillings)), 2):
            yield Pair(f"template: {template.title}", filled(number, first), filled(number, second), is_same=False)


def _dated(paragraph: str, report: Agency) -> str:
    for before, after in report.dates:
        paragraph = paragraph.replace(before, after)
    return paragraph


def _edited(paragraph: str, random: Random, *, unspaced: bool) -> str:
    """Leave a word out of the paragraph for every ten, as editors do."""
    if unspaced:
        clauses = re.split("(?<=[、，])", paragraph)
        if len(clauses) > 2:
            clauses.pop(random.randrange(len(clauses) - 1))
        return "".join(clauses)
    words = paragraph.split(" ")
    for _ in range(max(1, len(words) // 10)):
        words.pop(random.randrange(len(words) - 1))
    return " ".join(words)


def _corrected(paragraph: str) -> str:
    """Change the first number there is."""
    for index, letter in enumerate(paragraph):
        if letter.isdigit():
            return paragraph[:index] + str((int(letter) + 1) % 10) + paragraph[index + 1 :]
    return paragraph
