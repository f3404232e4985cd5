"""Knows the names of news agencies and picture houses, as bylines and credits write them.

The names stand in `agencies.toml`.
"""

import re
from functools import cache

from reader.extract.lines.words import fold, load_words, phrases
from reader.model.patterns import compile_late

_PARTS = compile_late(r"\s*(?:[/|,;&()\[\]+•·—]|\s[-–—]\s|\s(?:via|for|and|und|et|y|e)\s|=|＝)\s*", re.IGNORECASE)
_AROUND = compile_late(
    r"^(?:the|via|by|from)\s+|\s+(?:photos?|pool|file|archive|staff|images?|agency|news agency)$", re.IGNORECASE
)
_STRIPPED = " \t.,;:|-–—*"


@cache
def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the folded names of news agencies and of picture houses, and the names that count only as spelled."""
    words = load_words("agencies")
    common = set(fold(words["common"]["words"]).split())
    exact = frozenset(words["news"]["exact"].split())
    # A name of two or three letters is a word somewhere in the world: "Ani", "app", "map".
    short = {fold(name) for name in exact}
    news, pictures = (
        frozenset(fold(name) for name in phrases(words[kind]["names"])) - common - short
        for kind in ("news", "pictures")
    )
    return news, pictures, exact


def is_agency(name: str) -> bool:
    """Whether `name` is that of a news agency: it may sign an article beside people, or instead of them."""
    name = name.strip(_STRIPPED)
    news, _pictures, exact = _names()
    short = _AROUND.sub("", name)
    if name in exact or short in exact or (len(name) > 3 and name.istitle() and name.upper() in exact):
        return True
    return fold(name) in news or fold(short) in news


def is_picture_house(name: str) -> bool:
    """Whether `name` is one that signs pictures: a news agency, a picture house, or a word like "Supplied"."""
    name = name.strip(_STRIPPED)
    if not name or len(name) > 60:
        return False
    _news, pictures, _exact = _names()
    return is_agency(name) or fold(name) in pictures or fold(_AROUND.sub("", name)) in pictures


def names_agency(text: str) -> bool:
    """Whether any part of a credit (`Jane Doe/Reuters`, `AFP via Getty Images`) is an agency or a picture house."""
    return is_picture_house(text) or any(is_picture_house(part) for part in _PARTS.split(text) if part)
