"""Names of elements that hold across the articles of a site: what a build's hash or a counter put into them becomes a `*`.

`related-7f3a9` is `related-*`, `Story_body__x7Gh2` is `Story_body__*`; `css-1x2y3z` is no name at all, nor is what only says
how a thing looks (`mt-4 flex col-6`) or what state it is in (`is-open`).
"""

import re
from collections.abc import Iterator
from itertools import islice

from reader.extract.markup.tree import Element
from reader.extract.user_rules.signatures import MAX_CLASSES, MAX_NAME_LETTERS, TEST_IDS
from reader.model.patterns import compile_late

MIN_WORD_LETTERS = 3
"""Of a piece of a name to mean anything."""
MIN_HASH_LETTERS = 5
"""Of a piece without vowels to be taken for a hash: shorter ones are abbreviations (`btn`, `nws`)."""

_NAME = compile_late(r"[^\W\d][\w-]*|_+[\w-]+")
_PIECES = compile_late(r"([-_]+)")
_COUNTED = compile_late(r"([^\W\d_]{2,})\d{1,2}")
_HUMPS = compile_late(r"[^\W\d_a-z]?[^\W\d_A-Z]+|[^\W\d_a-z]+")
_MODULE = compile_late(r"([A-Z]\w*?_[a-zA-Z][\w-]*?)__[\w-]{5}")
"""How CSS modules name what they build: `File_name__hash`."""
_VOWELS = compile_late(r"[aeiouyäöüåæøéèáíóú]", re.IGNORECASE)
_BUILDERS = frozenset(
    "css sc jss jsx svelte emotion style styles styled makestyles mui chakra module tss glamor astro ng".split()
)
_LOOKS = frozenset(
    "sr only visually visuallyhidden screenreader reader m mt mr mb ml mx my p pt pr pb pl px py w h d fs fw lh ls sm"
    " md lg xl xs xxl col cols column columns row rows flex grid block inline text bg font color colour align float"
    " left right center centre top bottom middle start end justify content items item gap order border rounded shadow"
    " container wrapper wrap inner outer clearfix cf full half auto none hidden visible static relative absolute fixed"
    " sticky pull push offset span width height size small medium large big bold light dark black white grey gray"
    " underline uppercase responsive desktop mobile tablet print screen max min mobileonly odd even first last active"
    " open closed loaded lazy lazyload lazyloaded selected current parent child js no has is with not ltr rtl animated"
    " fade in out up down u o l g c t x y z".split()
)
_STATES = frozenset("is has js no not ng".split())
_ABOUT_ARTICLE = frozenset("category tag author format status postid term".split())
"""First pieces of the names that publishing programs give an article by what it is about."""


def stable_name(name: str) -> str:
    """Return `name` with `*` for what is a hash or a number in it; empty if nothing that means anything is left."""
    if len(name) > MAX_NAME_LETTERS or not _NAME.fullmatch(name):
        return ""
    if module := _MODULE.fullmatch(name):
        return f"{stem}__*" if (stem := stable_name(module[1])) else ""
    pieces = _PIECES.split(name)
    words = [_stable_piece(piece) for piece in pieces[::2]]
    folded = [word.casefold() for word in words]
    if folded[0] in _STATES or (len(words) > 1 and folded[0] in _ABOUT_ARTICLE):
        return ""
    if not any(len(word.strip("*")) >= MIN_WORD_LETTERS and word not in _BUILDERS for word in folded):
        return ""
    if all(word.strip("*") in _LOOKS or word == "*" or word in _BUILDERS for word in folded):
        return ""
    pieces[::2] = words
    return "".join(pieces)


def _stable_piece(piece: str) -> str:
    if not piece:
        return piece
    if piece.isdigit():
        return "*"
    if counted := _COUNTED.fullmatch(piece):
        piece, end = counted[1], "*"
    else:
        end = ""
    if any(letter.isdigit() for letter in piece) or _is_random(piece):
        return "*"
    return piece + end


def _is_random(piece: str) -> bool:
    """Whether letters alone are a hash: humps too short for words, or no vowel among many letters."""
    humps = _HUMPS.findall(piece)
    if len(humps) >= 3 and len(piece) / len(humps) < MIN_WORD_LETTERS:
        return True
    if len(humps) >= 2 and len(humps[0]) == 1 and piece[0].islower():
        return True
    return piece.isascii() and len(piece) >= MIN_HASH_LETTERS and not _VOWELS.search(piece)


def stable_selectors(element: Element) -> Iterator[str]:
    """Yield what names `element` on every article of its site, as selectors: `.related`, `#facts`, `[data-testid=promo]`."""
    for attribute in TEST_IDS:
        if name := stable_name((element.get(attribute) or "").strip()):
            yield f"[{attribute}={name}]"
    if name := stable_name((element.get("id") or "").strip()):
        yield f"#{name}"
    for given in islice((element.get("class") or "").split(None, MAX_CLASSES), MAX_CLASSES):
        if name := stable_name(given):
            yield f".{name}"
