"""Kickers: the word or two above a headline. Told by what their makers call them; taken out of the headline they stand in.

Called by the HTML steps before metadata are read (`split_kickers`), and by `around` (`is_kicker_name`).
"""

import re
from collections.abc import Iterable

from reader.extract.sources import key_of
from reader.extract.titles import TITLE_SEPARATORS
from reader.extract.tree import Element, elements, hints_of, text_of

MAX_KICKER_LETTERS = 60
_HOLDERS = ("span", "small", "div", "p", "em", "strong")
_NAMES = re.compile(
    r"kicker|overline|eyebrow|topline|dachzeile|roofline|antetitulo|surtitre|occhiello|label|supertitle|pretitle",
    re.IGNORECASE,
)


def is_kicker_name(hints: str) -> bool:
    """Whether class names and the like are those of a kicker."""
    return bool(_NAMES.search(hints[:300]))


def split_kickers(root: Element, titles: Iterable[str]) -> None:
    """Move the kicker that opens an `h1` out of it, in place: it becomes a paragraph of its own right before.

    Only where one of the page's `titles`, or a part of it, is the headline without its kicker: many papers count it in. A
    kicker with a colon behind it is one sentence with the headline and stays.
    """
    wanted = {key_of(part) for title in titles for part in (title, *TITLE_SEPARATORS.split(title))}
    for heading in list(elements(root, "h1")):
        parent = heading.getparent()
        kicker = next((child for child in heading if isinstance(child.tag, str)), None)
        if parent is None or kicker is None or (heading.text or "").strip() or kicker.tag not in _HOLDERS:
            continue
        words, whole = text_of(kicker), text_of(heading)
        rest = whole[len(words) :].strip()
        if (
            0 < len(words) <= MAX_KICKER_LETTERS
            and is_kicker_name(hints_of(kicker))
            and rest[:1] not in (":", "")
            and words[-1] != ":"
            and key_of(rest) in wanted
        ):
            heading.text, kicker.tail = (kicker.tail or "").lstrip(), None
            kicker.tag = "p"
            parent.insert(parent.index(heading), kicker)
