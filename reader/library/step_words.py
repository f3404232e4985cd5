"""How steps that can be undone name what they were about: a few words of it, cut at a word."""

from reader.model.text import first_words

_TITLE_LETTERS = 60
_QUOTE_LETTERS = 40


def short_title(title: str) -> str:
    """Return a title as every step cuts it."""
    return first_words(title, _TITLE_LETTERS)


def title_words(title: str) -> str:
    """Return a title in quotation marks."""
    return f"“{short_title(title)}”"


def quote_words(text: str) -> str:
    """Return the beginning of a quote or a note in quotation marks."""
    return f"“{first_words(text, _QUOTE_LETTERS)}”"
