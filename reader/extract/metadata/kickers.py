"""Kickers: the word or two above a headline. Told by what their makers call them; taken out of the headline they stand in.

A line below the headline that stands inside it goes the same way. Called by the HTML steps before metadata are read
(`split_kickers`), and by `around` (`is_kicker_name`).
"""

import re
from collections.abc import Iterable
from itertools import islice

from reader.extract.markup.tree import Element, elements, hints_of, text_of
from reader.extract.metadata.sources import key_of
from reader.extract.metadata.titles import TITLE_SEPARATORS
from reader.model.patterns import compile_late

MAX_HEADINGS = 40
MAX_KICKER_LETTERS = 60
MAX_SUBLINE_LETTERS = 300
MIN_HEADLINE_LETTERS = 12
"""Less than that behind a kicker is no headline: the kicker is a part of it then."""
_HOLDERS = ("span", "small", "div", "p", "em", "strong", "b", "i")
_NAMES = compile_late(
    r"kicker|overline|eyebrow|topline|dachzeile|roofline|antetitulo|surtitre|occhiello|label|super-?title|pre-?title"
    r"|over-?title|volanta|ueberzeile|spitzmarke|strapline|vignette|chapeau-titre|top-?title",
    re.IGNORECASE,
)
_LESSER_NAMES = compile_late(r"sub-?(?:title|head|line)|second-?line|unterzeile|teaser-?text", re.IGNORECASE)
"""Names of a lesser line: a kicker where it opens the headline, the line below where it ends it."""


def is_kicker_name(hints: str) -> bool:
    """Whether class names and the like are those of a kicker."""
    return bool(_NAMES.search(hints[:300]))


def label_of(element: Element, text: str) -> str:
    """Return the `text` of `element`, with a dot between labels that only its layout parts: `<span>Isles</span><span>Ports…`."""
    pieces = [str(piece) for piece in element.itertext() if piece]
    parted = "".join(
        f" · {piece}" if before[-1:].isalnum() and piece[:1].isupper() and before[-1:].islower() else piece
        for before, piece in zip(("", *pieces), pieces, strict=False)
    )
    parted = " ".join(parted.split())
    return parted if parted.replace(" · ", "") == text else text


def split_kickers(root: Element, titles: Iterable[str]) -> None:
    """Move the kicker that opens an `h1`, and the line below that ends it, out of it, in place, as paragraphs of their own.

    What is named a kicker goes, unless one of the page's `titles` has the whole with a colon as one sentence. A nameless
    opening goes if a title is the rest and none counts it in; so does a small or lesser-named end. A kicker with a colon
    behind it is one sentence with the headline and stays.
    """
    wanted = {key_of(part) for title in titles for part in (title, *TITLE_SEPARATORS.split(title))} - {""}
    whole_titles = {key_of(title) for title in titles}
    for heading in list(islice(elements(root, "h1"), MAX_HEADINGS)):
        if heading.getparent() is None:
            continue
        children = [child for child in heading if isinstance(child.tag, str) and child.tag != "br"]
        if not children or len(children) > 20:
            continue
        first, last = children[0], children[-1]
        if first.tag in _HOLDERS and not (heading.text or "").strip():
            _split_opening(heading, first, wanted, whole_titles)
        if last.tag in _HOLDERS and last.getparent() is heading and not (last.tail or "").strip():
            _split_end(heading, last, wanted)


def _split_opening(heading: Element, kicker: Element, wanted: set[str], whole_titles: set[str]) -> None:
    words, whole = text_of(kicker), text_of(heading)
    rest = whole[len(words) :].strip()
    if not 0 < len(words) <= MAX_KICKER_LETTERS or rest[:1] in (":", "") or words[-1] == ":":
        return
    names = hints_of(kicker)
    is_named = is_kicker_name(names) or bool(_LESSER_NAMES.search(names[:300]))
    is_headline = key_of(rest) in wanted
    counted_in = any(key_of(whole) in title for title in whole_titles)
    is_long = len(rest) >= MIN_HEADLINE_LETTERS
    if (is_named and is_headline) or ((is_named or is_headline) and is_long and not counted_in):
        _move(heading, kicker, is_before=True)


def _split_end(heading: Element, line: Element, wanted: set[str]) -> None:
    words, whole = text_of(line), text_of(heading)
    rest = whole[: len(whole) - len(words)].strip()
    if not 0 < len(words) <= MAX_SUBLINE_LETTERS or not whole.endswith(words) or rest[-1:] in (":", "", ","):
        return
    is_lesser = line.tag == "small" or bool(_LESSER_NAMES.search(hints_of(line)[:300]))
    if is_lesser and key_of(rest) in wanted:
        _move(heading, line, is_before=False)


def _move(heading: Element, line: Element, *, is_before: bool) -> None:
    """Make a paragraph of a child of the headline, right before or after it."""
    parent = heading.getparent()
    if parent is None:
        return
    if is_before:
        heading.text, line.tail = (line.tail or "").lstrip(), None
        if not is_kicker_name(hints_of(line)):
            line.set("class", f"kicker {line.get('class') or ''}".strip())
    else:
        line.tail, heading.tail = heading.tail, None
    line.tag = "p"
    parent.insert(parent.index(heading) + (0 if is_before else 1), line)
