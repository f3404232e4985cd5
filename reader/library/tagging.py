"""Tags as they are kept: what the user typed becomes a word that lists, files and other programs can show."""

from collections.abc import Iterable

from reader.model.text import clean_line

MOST_TAG_LETTERS = 60
"""A tag is a word or two; what is longer is a note, and breaks every list."""


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags on one line each, without a leading #, each once, in the order given; empty ones are left out."""
    clean = (clean_line(tag, MOST_TAG_LETTERS).lstrip("#").strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in clean if tag))
