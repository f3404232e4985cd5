"""From a range of an article's text to selectors: what is stored of a highlight's place. The way back is `resolve`."""

from dataclasses import replace

from reader.model.annotation import CONTEXT_LETTERS, Selectors
from reader.model.article import Article
from reader.model.errors import AnchorError
from reader.model.objects import object_words


def describe(text: str, start: int, end: int) -> Selectors:
    """Return the selectors of `text[start:end]`: the quote, up to 32 code points on either side, and the position.

    White space at the ends of the range is left out, so that one passage has one description whichever way it was
    selected. Raises AnchorError if the range lies outside the text or holds nothing but white space.
    """
    if not 0 <= start < end <= len(text):
        raise AnchorError(
            f"There is no passage from {start} to {end}: the text has {len(text)} letters",
            "Select at least one letter of the text.",
        )
    exact = text[start:end]
    start += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    if not exact:
        raise AnchorError("The passage is empty", "Select at least one word.")
    end = start + len(exact)
    return Selectors(
        exact=exact,
        prefix=text[max(0, start - CONTEXT_LETTERS) : start],
        suffix=text[end : end + CONTEXT_LETTERS],
        start=start,
        end=end,
    )


def describe_in(article: Article, start: int, end: int) -> Selectors:
    """Return the selectors of a range of an article, as `describe` does, with words for pictures that have none of their own."""
    found = describe(article.text, start, end)
    words = object_words(article, found.start, found.end)
    return replace(found, objects=words) if words else found
