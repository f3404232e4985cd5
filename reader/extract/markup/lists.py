"""Lists while they are being read: the number of each item, and whether a list of terms is one of questions.

Called by `segments`.
"""

from itertools import islice

from reader.extract.markup.tree import Element, text_of

MAX_NUMBER = 100_000
MAX_TERMS = 200
"""Of a description list; what the first ones are, the rest are."""
_QUESTION_SIGNS = ("?", "？", "؟", ";", "\u037e")
"""The Greek one looks like a semicolon and counts only in Greek text."""


class OpenList:
    """A list that the walk is in; its items are numbered by `start`, `value`, `reversed` (HTML standard, 4.4.8)."""

    __slots__ = ("_next", "_step", "asks", "element")

    def __init__(self, element: Element) -> None:
        self.element = element
        is_reversed = element.tag == "ol" and element.get("reversed") is not None
        self._step = -1 if is_reversed else 1
        first = sum(1 for child in element if child.tag == "li") if is_reversed else 1
        self._next = _number(element.get("start"), first)
        self.asks = element.tag == "dl" and _asks(element)
        """Whether the terms of a description list are questions."""

    def number(self, item: Element) -> int:
        """Return the number of the next item, which is `item`, and count it."""
        number = _number(item.get("value"), self._next)
        self._next = number + self._step
        return number


def _number(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 7):
        return otherwise
    return max(-MAX_NUMBER, min(MAX_NUMBER, int(text)))


def _asks(terms: Element) -> bool:
    texts = [text_of(term) for term in islice(terms.iter("dt"), MAX_TERMS)]
    return bool(texts) and sum(is_question(text) for text in texts) > len(texts) / 2


def is_question(text: str) -> bool:
    """Whether `text` ends in the question mark of its script."""
    end = text.rstrip(" \"'”’»)]）」』")[-1:]
    return end in _QUESTION_SIGNS and (end != ";" or any("\u0370" <= letter <= "\u03ff" for letter in text))
