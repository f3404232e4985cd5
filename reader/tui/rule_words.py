"""What a rule for a site names, in words: `aside.related` are boxes named “related”. Pure."""

import re

from reader.layout.cells import shorten

MAX_LINE_CELLS = 48
"""Cells of a line that is quoted: a question has three rows."""

_NOUNS = {
    "p": "paragraph",
    "figure": "figure",
    "figcaption": "caption",
    "ul": "list",
    "ol": "list",
    "li": "list item",
    "blockquote": "quote",
    "table": "table",
    "pre": "listing",
    "form": "form",
    "nav": "menu",
    "header": "header",
    "footer": "footer",
    "a": "link",
    **dict.fromkeys(("aside", "div", "section", "article", "main"), "box"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
_NAME = re.compile(r"[.#]([\w*-]+)|=[\"']?([\w*-]+)")
_TEXT = re.compile(r"\s*text:\s*", re.IGNORECASE)
_ESCAPED_OR_STAR = re.compile(r"\\(.)|\s*\*")


def in_words(signature: str) -> str:
    """Return what `signature` (see `SiteRule`) names: `paragraphs named “promo” in “story-body”`, `lines like “Read also: …”`."""
    if text := _TEXT.match(signature):
        line = _ESCAPED_OR_STAR.sub(lambda found: found[1] or " …", signature[text.end() :])
        return f"lines like “{shorten(line.strip(), MAX_LINE_CELLS)}”"
    *around, own = signature.split() or [""]
    noun = _noun(own)
    words = f"{noun if noun[:1] == '<' else _many(noun)}{_named(own)}"
    places = [_first_name(box) or f"<{box}>" for box in around]
    return f"{words} in {' in '.join(reversed(places))}" if places else words


def element_in_words(compound: str) -> str:
    """Return what one element is that `compound` names: `a box named “related”`, `a menu`; names with a star say nothing."""
    noun = _noun(compound)
    names = [name for pair in _NAME.findall(compound) for name in pair if name and "*" not in name]
    return f"{noun if noun[:1] == '<' else f'a {noun}'}{_called(names)}"


def _noun(compound: str) -> str:
    tag = re.match(r"[a-zA-Z][\w-]*", compound)
    return _NOUNS.get(tag[0].lower(), f"<{tag[0].lower()}>") if tag else "part"


def _many(noun: str) -> str:
    return f"{noun}es" if noun.endswith("x") else f"{noun}s"


def _named(compound: str) -> str:
    return _called([(first or second).replace("*", "…") for first, second in _NAME.findall(compound)])


def _called(names: list[str]) -> str:
    return " named " + " ".join(f"“{name}”" for name in names) if names else ""


def _first_name(compound: str) -> str:
    found = _NAME.search(compound)
    return f"“{(found[1] or found[2]).replace('*', '…')}”" if found else ""
