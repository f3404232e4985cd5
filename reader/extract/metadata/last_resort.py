"""The date of a page that says none where dates are said: htmldate reads the whole page for it, as a last resort."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reader.extract.lines.stamps import parse_date
from reader.extract.unloaded import import_without
from reader.model.article import Metadata
from reader.model.patterns import compile_late

MAX_LETTERS = 600_000
"""htmldate goes over the whole page many times; it is a last resort, not worth seconds."""

NEW_YEAR = "-01-01"
"""What htmldate makes of a bare year, a copyright's mostly: no day that anybody has named."""

MOST_GUESSES = 12
"""Strings of one page that htmldate may have parsed as dates in any of two hundred languages, at 20 ms each. Of a thousand honest
pages none has more than two."""

_TAG_NAME = compile_late(r"</?[a-zA-Z][a-zA-Z0-9:-]*")
_DIGIT = compile_late(r"\d")
_DATE_IN_ADDRESS = compile_late(r"\d[/_-]\d")


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


def _let_guess(most: int) -> None:
    """Let htmldate ask its slow parser so often, from now on."""
    from htmldate import extractors

    module: Any = extractors
    if not isinstance(module.get_external_parser, _CountedParser):
        module.get_external_parser = _CountedParser(module.get_external_parser)
    module.get_external_parser.left = most


class _TooManyGuessesError(Exception):
    """The page has more that might be dates than it is worth to look at."""


class _CountedParser:
    """Stands where htmldate looks for its slow parser, and lets it be asked so many times."""

    def __init__(self, get_parser: Callable[[], Any]) -> None:
        self._get_parser = get_parser
        self.left = 0

    def __call__(self) -> Any:
        """Return the parser: htmldate asks for it anew for each string."""
        self.left -= 1
        if self.left < 0:
            raise _TooManyGuessesError
        return self._get_parser()
