"""The word lists and patterns of the HTML steps, read once from `site_rules.toml`.

Rules are data: what can be said as "a class name like this" or "a line that begins so" stands in the file, not in code.
What a reader adds for one site is told in `user_rules`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The compiled lists; every pattern is searched, case ignored."""

    roles: frozenset[str]
    """ARIA roles of what is never article."""
    tags: frozenset[str]
    """Elements removed with all they hold."""
    captions: re.Pattern[str]
    """Class names of caption-like elements."""
    credits: re.Pattern[str]
    """Class names of credit-like elements."""
    junk: re.Pattern[str]
    """Class names of what stands inside an article without being part of it."""
    keep: re.Pattern[str]
    """Class names that protect an element from `junk`."""
    body: re.Pattern[str]
    """Class names of an article's text."""
    decks: re.Pattern[str]
    """Class names of standfirsts."""
    groups: dict[str, re.Pattern[str]]
    """Class names by what they hint at; evidence for `features`, never a verdict."""
    bylines: re.Pattern[str]
    """Class names of bylines."""
    lines: re.Pattern[str]
    """How a line begins that leads away from the article, matched at its start."""
    lines_anywhere: re.Pattern[str]
    """What gives a line away wherever it stands in it."""
    channels: re.Pattern[str]
    """Names of where else a paper is to be read or followed, and words for paying for it."""
    contributors: re.Pattern[str]
    """How a line says who else worked on the report."""
    headings: re.Pattern[str]
    """A heading over related links, comments, promotion."""
    no_captions: re.Pattern[str]
    """What is no caption although it stands in its place, matched at its start."""


@cache
def load_rules() -> Rules:
    """Return the rules that come with the program. Reads one file, once a process."""
    data = tomllib.loads((files("reader.extract.markup") / "site_rules.toml").read_text(encoding="utf-8"))
    return Rules(
        roles=frozenset(data["remove"]["roles"]),
        tags=frozenset(data["remove"]["tags"]),
        captions=_names(data["class"]["captions"]),
        credits=_names(data["class"]["credits"]),
        junk=_words(data["class"]["junk"]),
        keep=_names(data["class"]["keep"]),
        body=_names(data["class"]["body"]),
        decks=_names(data["class"]["decks"]),
        groups={name: _parts(words) for name, words in data["group"].items()},
        bylines=_names(data["class"]["bylines"]),
        lines=_starts(data["line"]["starts"]),
        lines_anywhere=_names(data["line"]["anywhere"]),
        channels=_parts_of_words(data["line"]["channels"]),
        contributors=_names(data["line"]["contributors"]),
        headings=_starts(data["line"]["headings"]),
        no_captions=re.compile(
            rf"\W{{0,4}}(?:{'|'.join(data['line']['labels'])})\W{{0,4}}\Z|{_starts(data['line']['captions']).pattern}",
            re.IGNORECASE,
        ),
    )


def _names(parts: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


def _words(parts: list[str]) -> re.Pattern[str]:
    """Match each part as a whole word of a class name: `related-box`, `box__related`, `box_related`."""
    return re.compile(r"(?:^|[\s_-])(?:" + "|".join(parts) + r")(?:$|[\s_-])", re.IGNORECASE)


def _parts_of_words(parts: list[str]) -> re.Pattern[str]:
    """Match each part at the start of a word."""
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + ")", re.IGNORECASE)


def _parts(words: str) -> re.Pattern[str]:
    """Match each word as a part of a class name: between blanks, hyphens, underscores, or at a change to capitals."""
    joined = "|".join(words.split())
    return re.compile(rf"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?i:{joined})(?:s|ed)?(?![a-z])")


def _starts(parts: list[str]) -> re.Pattern[str]:
    return re.compile(r"\W{0,4}(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
