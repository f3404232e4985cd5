"""Pull quotes: how pages mark them, and whether one repeats the article's text. Called by `prune`, `segments` and `blocks`.

A pull quote catches the eye with a sentence of the text; read in place it would be read twice. Where its sentence stands
nowhere else, it is an ordinary quote.
"""

import re
from collections.abc import Iterable

from reader.extract.markup.tree import Element, elements, letters_of, text_within
from reader.model.patterns import compile_late

MAX_PULL_LETTERS = 600
MIN_PULL_LETTERS = 25
"""Letters and digits: what is shorter stands in any text."""
MAX_HINT_LETTERS = 300
QUOTE_SHARE = 0.6
"""Of the letters of an `aside`: the rest names who said it."""
REPEATED_SHARE = 0.75
"""Of a pull quote's runs of three words, in the text: editors shorten the sentence and set its first word."""

_PULL = compile_late(
    r"pull-?_?quote|quote-?_?pull|pulled-?quote|block-?_?quote-?_?pull|pq-|(?<![a-z])zitat|citation-?_?(?:box|block)"
    r"|quote-?_?(?:box|block|card|module|component)|(?<![a-z])(?:destacado|sumario-?cita|olho)(?![a-z])",
    re.IGNORECASE,
)
_HINTS = ("uote", "itat", "pq-", "destacado", "olho")
"""One of these stands in every name that the patterns find; looking for them is cheap, and most elements of a page have none."""
_QUOTE = compile_late(r"(?<![a-z])(?:block-?)?quote(?![a-z])", re.IGNORECASE)
_WORD = compile_late(r"\w+")


def is_pull_quote(element: Element) -> bool:
    """Whether the page sets `element` apart as a pull quote: by its name, or as an `aside` with nothing but a quote."""
    if element.tag not in ("aside", "blockquote", "figure", "div", "section", "p"):
        return False
    hints = (element.get("class") or element.get("data-component") or "")[:MAX_HINT_LETTERS].lower()
    is_named = any(hint in hints for hint in _HINTS) and bool(_PULL.search(hints))
    if element.tag == "aside" and not is_named:
        quote = next(elements(element, "blockquote"), None)
        is_named = bool(_QUOTE.search(hints)) or (
            quote is not None and letters_of(quote) > QUOTE_SHARE * letters_of(element)
        )
    if not is_named or not text_within(element, MAX_PULL_LETTERS):
        return False
    return next(elements(element, "h1", "h2", "h3", "ul", "ol", "form", "table"), None) is None


class RepeatedText:
    """The words of an article's running text, to ask whether a pull quote stands among them. Built once, linear in the text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._key = ""
        self._runs: frozenset[tuple[str, ...]] | None = None

    def holds(self, text: str) -> bool:
        """Whether `text` stands in the running text letter for letter, case, blanks and punctuation aside."""
        if not self._key:
            self._key = " ".join(map(_key, self._texts))
        key = _key(text)
        return len(key) >= MIN_PULL_LETTERS and key in self._key

    def resembles(self, text: str) -> bool:
        """Whether most of the words of `text` stand in the running text in the same order: a shortened sentence."""
        if self.holds(text):
            return True
        runs = _runs(text)
        if self._runs is None:
            self._runs = frozenset(run for prose in self._texts for run in _runs(prose))
        return len(runs) >= 3 and sum(run in self._runs for run in runs) >= REPEATED_SHARE * len(runs)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return list(zip(words, words[1:], words[2:], strict=False))


def _key(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
