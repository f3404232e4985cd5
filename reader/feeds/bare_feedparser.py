"""feedparser's parsers, and nothing else of it: imported without what it fetches and guesses charsets with.

Those are two thirds of the time its import takes (`ssl`, `email`, `tempfile`, `chardet`), neither is used here (the one door
fetches, `charsets` decodes), and a parser that cannot fetch never will. `xml_parsers` takes its classes from here.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_LEFT_OUT = ("cchardet", "chardet")
_REPLACED = "feedparser.http"


@contextmanager
def _left_out() -> Iterator[None]:
    """Let modules be missing while feedparser is imported. What is imported already stays as it is."""
    before = {name: sys.modules.get(name) for name in _LEFT_OUT}
    sys.modules.update(dict.fromkeys(_LEFT_OUT))  # type: ignore[arg-type]  # None is what says that there is no such module
    sys.modules.setdefault(_REPLACED, ModuleType(_REPLACED))
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


with _left_out():
    from feedparser.api import LooseFeedParser, StrictFeedParser
    from feedparser.util import FeedParserDict

__all__ = ["FeedParserDict", "LooseFeedParser", "StrictFeedParser"]
